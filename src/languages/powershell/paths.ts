import type { Part } from '../../word.ts';
import { fromTexts, product, texts, type Value } from './value.ts';

/** Pieces of a path with slashes between them. */
export function path(pieces: readonly Value[]): Value {
  return fromTexts(
    product(
      pieces.map((piece) => texts(piece)),
      (row) =>
        row.flatMap((parts, index): readonly Part[] => {
          const [first, ...rest] = parts;
          if (index === 0) return parts;
          return typeof first === 'string' ? ['/', first.replace(/^[\\/]+/, ''), ...rest] : ['/', ...parts];
        }),
    ),
  );
}

/** Text with its wildcards as patterns (about_Wildcards). */
export function globbed(written: string): readonly Part[] {
  return written
    .split(/(\*+|\?|\[[^\]]+\])/)
    .flatMap((piece, index): readonly Part[] =>
      piece === '' ? [] : [index % 2 === 1 ? { hole: 'glob', text: piece } : piece],
    );
}

/** Stands in front of a cmdlet's value that begins with a dash, so that it is not taken for a parameter. */
export const VALUE_MARK = '\u2060';

/** A program's argument as the program sees it: patterns and the home directory in bare text, slashes in paths. */
export function nativeText(written: string, bare: boolean, first: boolean, home: string | null): readonly Part[] {
  let plain =
    /^(?:~|\.{1,2}|[a-z]:)?\\[^\\]|^\.{1,2}\\|^[a-z]:\\|\\\.\.(?:\\|$)/i.test(written) ||
    (bare && /^[\w.-]+(?:\\[\w.*-]+)+\\?$/.test(written))
      ? written.replaceAll('\\', '/')
      : written;
  if (first && bare && home !== null && /^~(?:\/|$)/.test(plain)) plain = home + plain.slice(1);
  if (!bare || !/[*?]|\[[^\]]+\]/.test(plain) || plain.includes('://')) return [plain];
  return plain
    .split(/(\*+|\?|\[[^\]]+\])/)
    .map((piece, index): Part => (index % 2 === 1 ? { hole: 'glob', text: piece } : piece));
}
