import type { Hole } from '../../word.ts';

/** A stretch of a string: its text, a hole of the shell's, or code whose value is put in. */
export type Piece = string | Hole | { readonly code: readonly Token[] };

/** One token of a program. */
export interface Token {
  /**
   * `string` for literals in any form, `command` for backticks and `%x`, `words` for `qw` and `%w`, `end` for the end of a
   * statement, `indent` and `dedent` where the layout makes blocks.
   */
  readonly kind: 'name' | 'number' | 'string' | 'command' | 'words' | 'regex' | 'symbol' | 'end' | 'indent' | 'dedent';
  /** A name with its sigil, an operator, a number as written; empty for literals. */
  readonly text: string;
  readonly pieces: readonly Piece[];
  /** Whether blanks stand in front of it. */
  readonly spaced: boolean;
  /** Offset in the program. */
  readonly at: number;
}

/** A literal that begins at some offset. */
export interface Literal {
  readonly kind: 'string' | 'command' | 'words' | 'regex';
  /** Offsets of what stands between the quotes. */
  readonly from: number;
  readonly to: number;
  /** Offset of what comes after it. */
  readonly after: number;
  /** Which backslashes mean something: none, only those before a quote or backslash, or all. */
  readonly escapes: 'none' | 'quotes' | 'all';
  /** What of it is code. */
  readonly puts: Interpolation | undefined;
  /** A here-document: its text stands below, and lexing goes on behind the word that announced it. */
  readonly below?: number;
  /** A here-document whose lines lose their common indent. */
  readonly dedented?: boolean;
}

/** How a string says that a part of it is code: `{x}`, `${x}`, `#{x}`, `$x`; `whole` where all of it is. */
export type Interpolation = 'braces' | 'dollar-braces' | 'hash-braces' | 'variables' | 'whole';

/** How the text of a language is cut into tokens. */
export interface Lexis {
  /** Sticky: blanks that mean nothing, and comments. */
  readonly comment: RegExp;
  readonly name: RegExp;
  readonly operator: RegExp;
  /** What ends a statement: a new line outside brackets, or only `;`. */
  readonly lines: boolean;
  readonly layout: boolean;
  /** The literal that opens at the offset, if one does; `operand` says that a value may begin here. */
  literal(text: string, at: number, end: number, operand: boolean, below: number): Literal | undefined;
}
