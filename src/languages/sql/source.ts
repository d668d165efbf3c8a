import { wordOf, type Hole, type Word } from '../../word.ts';

/** Stands for one hole in the text of a `Source`; a real NUL cannot be part of a shell word. */
export const HOLE = '\0';

/** Code as one string in which every hole is a `HOLE`, and the way back from a stretch of it to a word. */
export interface Source {
  readonly text: string;
  /** The word between two offsets of `text`. */
  slice(start: number, end: number): Word;
  /** A decoded piece of text as a word; `at` is the offset of its first character, from which its holes are counted. */
  word(decoded: string, at: number): Word;
}

/** Flattens a word into text the lexers can walk; active pathname patterns count as the text they are written with. */
export function sourceOf(word: Word): Source {
  const holes: Hole[] = [];
  let text = '';
  for (const part of word.parts) {
    if (typeof part === 'string') text += part.replaceAll(HOLE, ' ');
    else if (part.hole === 'glob') text += part.text;
    else {
      holes.push(part);
      text += HOLE;
    }
  }
  const offsets: number[] = [];
  for (let at = text.indexOf(HOLE); at >= 0; at = text.indexOf(HOLE, at + 1)) offsets.push(at);
  const holesBefore = (offset: number): number => {
    let low = 0;
    let high = offsets.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((offsets[middle] ?? 0) < offset) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  const toWord = (decoded: string, at: number): Word => {
    if (!decoded.includes(HOLE)) return wordOf([decoded], word.span);
    let next = holesBefore(at);
    const parts = decoded.split(HOLE).flatMap((piece, index) => {
      if (index === 0) return [piece];
      const hole = holes[next] ?? { hole: 'unknown' as const, why: '…' };
      next += 1;
      return [hole, piece];
    });
    return wordOf(parts, word.span);
  };
  return { text, slice: (start, end) => toWord(text.slice(start, end), start), word: toWord };
}
