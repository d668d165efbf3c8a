import { show, type Word } from '../../word.ts';
import type { SqlItem } from './items.ts';
import type { Token } from './lexer.ts';
import type { Source } from './source.ts';

/** Reads text that a statement executes as SQL. */
export type Dynamic = (tokens: readonly Token[]) => readonly SqlItem[];

/** The tokens of one statement with what is needed to name things in it. */
export interface Piece {
  readonly tokens: readonly Token[];
  readonly source: Source;
  readonly dialect: string;
  /** Takes that many token visits from what the text may cost; false when it is used up. */
  readonly spend: (visits: number) => boolean;
}

const modifiers =
  ' LOW_PRIORITY HIGH_PRIORITY QUICK IGNORE DELAYED ONLY TABLE IF EXISTS NOT CONCURRENTLY FROM INTO OVERWRITE OR ROLLBACK ABORT REPLACE FAIL ONLINE OFFLINE ALL TABLES ';

export function has(tokens: readonly Token[], word: string): boolean {
  return tokens.some((token) => token.upper === word);
}

/** The first token outside brackets that fits, or -1. */
export function topLevel(tokens: readonly Token[], fits: (token: Token, index: number) => boolean): number {
  let depth = 0;
  for (const [index, token] of tokens.entries()) {
    if (token.upper === '(') depth += 1;
    else if (token.upper === ')') depth -= 1;
    else if (depth === 0 && fits(token, index)) return index;
  }
  return -1;
}

/** The first index from `from` that is no filler such as IF EXISTS, ONLY, LOW_PRIORITY. */
export function skip(piece: Piece, from: number): number {
  let index = from;
  while (
    index < piece.tokens.length - 1 &&
    piece.tokens[index]?.kind === 'word' &&
    modifiers.includes(` ${piece.tokens[index]?.upper} `)
  )
    index += 1;
  return index;
}

export function afterName(tokens: readonly Token[], from: number): number {
  let index = from + 1;
  while (tokens[index]?.upper === '.') index += 2;
  return index;
}

/** The qualified name at an index, holes shown by name. */
export function nameAt(piece: Piece, from: number): string {
  return piece.tokens
    .slice(from, afterName(piece.tokens, from))
    .map((token) => show(piece.source.word(token.text, token.inner)))
    .join('');
}

export function wordAt(piece: Piece, from: number): Word {
  const token = piece.tokens[from];
  return token === undefined ? piece.source.word('', 0) : piece.source.word(token.text, token.inner);
}

export function rangeText(piece: Piece, from: number): string {
  const first = piece.tokens[from];
  const last = piece.tokens.at(-1);
  return first === undefined || last === undefined ? '' : piece.source.text.slice(first.start, last.end);
}
