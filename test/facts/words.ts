import { literal, wordOf, type Part, type PathRef, type Remote, type Word } from '../../src/word.ts';

/** A word as it is written in these tests: `$X` is unknown, `*`, `?`, `[…]` are active patterns, `%n` digits, `%t` mktemp's path. */
export function word(text: string): Word {
  const parts: Part[] = text.split(/(\$\w+|\*+|\?|\[[^\]/]*\]|%n|%t)/).map((piece, index) => {
    if (index % 2 === 0) return piece;
    if (piece.startsWith('$')) return { hole: 'unknown', why: piece };
    if (piece === '%n') return { hole: 'number', why: '$$' };
    return piece === '%t' ? { hole: 'temp' } : { hole: 'glob', text: piece };
  });
  return wordOf(parts, { start: 0, end: 0 });
}

/** A path as it is written in these tests, relative to the project of the test worlds. */
export function path(text: string, cwd = '/home/dev/project', remote?: Remote): PathRef {
  const ref = { word: word(text), cwd: cwd.includes('$') ? word(cwd) : literal(cwd) };
  return remote === undefined ? ref : { ...ref, remote };
}
