import { double, single } from '../properties/quoting.ts';
import type { WordDisguise } from './disguise.ts';
import type { Random } from './random.ts';

const bytesOf = (text: string): readonly number[] => [...Buffer.from(text)];
const hex = (text: string): string =>
  bytesOf(text)
    .map((byte) => String.raw`\x${byte.toString(16).padStart(2, '0')}`)
    .join('');
const octal = (text: string): string =>
  bytesOf(text)
    .map((byte) => `\\${byte.toString(8).padStart(3, '0')}`)
    .join('');
const unicode = (text: string): string =>
  [...text].map((each) => String.raw`\u${(each.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`).join('');
const backslashes = (text: string): string => [...text].map((each) => `\\${each}`).join('');
const ansi = (text: string): string => `$'${text.replace(/[\\']/g, String.raw`\$&`)}'`;
const bare = /^[\w./@%+-][\w./@%+:=-]*$/;

/** One of the plain ways to quote a piece of a word. */
function anyQuotes(piece: string, random: Random): string {
  const way = random.below(7);
  if (way === 0 && bare.test(piece)) return piece;
  if (way === 1) return backslashes(piece);
  if (way === 2) return double(piece);
  if (way === 3) return `$'${hex(piece)}'`;
  if (way === 4) return `$'${octal(piece)}'`;
  if (way === 5) return ansi(piece);
  return single(piece);
}

/** Ways to quote a word, or parts of it (POSIX 2.2, bash "Quoting"). */
export const quoting = {
  'single quotes': single,
  'double quotes': double,
  'a backslash before every character': (text) => (text === '' ? undefined : backslashes(text)),
  'one backslash': (text) => (bare.test(text) && /^[a-z/-]/.test(text) ? `\\${text}` : undefined),
  'pieces in all kinds of quotes': (text, random) =>
    random
      .cut(text)
      .map((piece) => anyQuotes(piece, random))
      .join(''),
  'empty quotes inside': (text, random) =>
    bare.test(text) && text.length > 1 ? random.cut(text).join(random.pick(["''", '""', "$''", `""''`])) : undefined,
  'hexadecimal escapes': (text) => `$'${hex(text)}'`,
  'octal escapes': (text) => `$'${octal(text)}'`,
  'Unicode escapes': (text) => `$'${unicode(text)}'`,
  'long Unicode escapes': (text) => `$'${unicode(text).replaceAll('\\u', String.raw`\U0000`)}'`,
  'short hexadecimal escapes between letters': (text) =>
    `$'${[...text].map((each, index) => (index % 2 === 0 && !/[0-9a-f'\\]/i.test(text[index + 1] ?? '') ? hex(each) : each.replace(/[\\']/g, String.raw`\$&`))).join('')}'`,
  'ANSI-C quotes': ansi,
  'translated quotes': (text) => `$${double(text)}`,
  'a line continuation': (text, random) =>
    bare.test(text) && text.length > 1 ? random.cut(text).join('\\\n') : undefined,
  'a line continuation in double quotes': (text, random) =>
    text.length > 1 && !/[\\"$`]/.test(text) ? `"${random.cut(text).join('\\\n')}"` : undefined,
  'a NUL escape that ends the quotes': (text) => `$'${text.replace(/[\\']/g, String.raw`\$&`)}\\0ignored'`,
  'a control escape that is cut off': (text) => `$'${text.replace(/[\\']/g, String.raw`\$&`)}\\x00\\cA'`,
} as const satisfies Readonly<Record<string, WordDisguise>>;
