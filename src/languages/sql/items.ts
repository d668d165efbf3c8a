import type { SqlVerb } from '../../effect.ts';
import type { Word } from '../../word.ts';

/** One statement as its text states it. */
export interface Statement {
  readonly kind: 'statement';
  readonly verb: SqlVerb;
  /** `table`, `database`, `column`, `temporary table`, …; empty if none. */
  readonly object: string;
  /** The name with its qualifiers, holes as the person would write them. */
  readonly name: string;
  readonly where: 'none' | 'trivial' | 'present' | 'unknown';
}

/** What SQL text, and the client commands in it, does. */
export type SqlItem =
  | Statement
  /** A shell command: `\! ls`, `.shell ls`; `server` where the database server runs it (COPY … PROGRAM, xp_cmdshell). */
  | { readonly kind: 'shell'; readonly text: Word; readonly by: string; readonly server: boolean }
  /** Another file of statements is executed: `\i x.sql`, `.read x.sql`, `source x.sql`. */
  | { readonly kind: 'include'; readonly path: Word }
  | { readonly kind: 'read'; readonly path: Word; readonly server: boolean }
  | { readonly kind: 'write'; readonly path: Word; readonly server: boolean }
  /** What follows goes to another database: `\c prod`, `.open x.db`, `USE x`; with an alias, only what it qualifies. */
  | { readonly kind: 'connect'; readonly target: Word; readonly alias: string }
  /** Code that is put together at run time and cannot be read. */
  | { readonly kind: 'opaque'; readonly detail: string };

/** A statement of a verb; the fields that do not apply are empty. */
export function statement(verb: SqlVerb, object = '', name = '', where: Statement['where'] = 'none'): Statement {
  return { kind: 'statement', verb, object, name, where };
}
