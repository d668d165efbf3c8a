import type { Span } from '../word.ts';
import { printable, type Paint } from './terminal.ts';

const WIDTH = 100;

/** The line of the text in which the span begins, with a caret under every character of it. */
export function caretLines(text: string, span: Span, paint: Paint): readonly string[] {
  const before = text.lastIndexOf('\n', Math.max(0, span.start - 1)) + 1;
  const lineStart = span.start === 0 ? 0 : before;
  const newline = text.indexOf('\n', span.start);
  const lineEnd = newline < 0 ? text.length : newline;
  const line = text.slice(lineStart, lineEnd);
  const from = Math.min(span.start - lineStart, line.length);
  const to = Math.max(from + 1, Math.min(span.end - lineStart, line.length));
  const cut = from > WIDTH / 2 ? from - WIDTH / 4 : 0;
  const shown = line.slice(cut, cut + WIDTH);
  const head = cut > 0 ? '…' : '';
  const tail = cut + WIDTH < line.length ? '…' : '';
  const pad = ' '.repeat(columns(line.slice(cut, from)) + head.length);
  const marks = '^'.repeat(Math.max(1, columns(line.slice(from, Math.min(to, cut + WIDTH)))));
  return [`${head}${printable(shown).replaceAll('\t', ' ')}${tail}`, `${pad}${paint.mark(marks)}`];
}

/** Terminal columns of a text, wide characters counted as two (Unicode TR11, the common ranges). */
function columns(text: string): number {
  let width = 0;
  for (const char of text) {
    const code = char.codePointAt(0) ?? 0;
    width +=
      code >= 0x1100 &&
      (code <= 0x115f ||
        (code >= 0x2e80 && code <= 0xa4cf) ||
        (code >= 0xac00 && code <= 0xd7a3) ||
        (code >= 0xf900 && code <= 0xfaff) ||
        (code >= 0xfe30 && code <= 0xfe6f) ||
        (code >= 0xff00 && code <= 0xff60) ||
        (code >= 0xffe0 && code <= 0xffe6) ||
        (code >= 0x1f300 && code <= 0x1faff))
        ? 2
        : 1;
  }
  return width;
}
