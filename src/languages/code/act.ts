import type { OpaqueWhy } from '../../effect.ts';
import type { Truth, Word } from '../../word.ts';

/** What a program does, in terms that are the same for every language. */
export type Act = {
  /** Offset of the call in the program. */
  readonly at: number;
  /** The directory the program went to before, where it did. */
  readonly cwd?: Word;
} & (
  | { readonly act: 'read' | 'make'; readonly path: Word }
  | { readonly act: 'write' | 'append' | 'edit'; readonly path: Word; readonly content?: Word }
  | { readonly act: 'delete'; readonly path: Word; readonly recursive: Truth }
  | { readonly act: 'copy' | 'move' | 'link'; readonly path: Word; readonly target: Word }
  | {
      readonly act: 'mode';
      readonly path: Word;
      readonly recursive: Truth;
      readonly what: 'mode' | 'owner';
      readonly worldWritable: Truth;
    }
  /** A command line for a shell. */
  | { readonly act: 'shell'; readonly command: Word; readonly input?: Word }
  /** A program with its arguments. */
  | { readonly act: 'run'; readonly argv: readonly Word[]; readonly input?: Word }
  /** Text, or a file, that is run as code of the program's own language. */
  | { readonly act: 'code'; readonly code: Word }
  | { readonly act: 'file-code'; readonly path: Word }
  /** A module that is imported: the first of these files that is there. */
  | { readonly act: 'module'; readonly candidates: readonly Word[] }
  /** A statement, or a file of them, that is sent to a database. */
  | { readonly act: 'sql'; readonly text: Word }
  | { readonly act: 'sql-file'; readonly path: Word }
  | {
      readonly act: 'request';
      readonly url: Word;
      readonly method: string;
      readonly sends: Truth;
      readonly sources: readonly Word[];
      readonly texts: readonly Word[];
      readonly carriesSecret: Truth;
    }
  | { readonly act: 'remote-code'; readonly url: Word; readonly interpreter: string }
  | { readonly act: 'environment' }
  | { readonly act: 'variable'; readonly name: string }
  | { readonly act: 'kill'; readonly target: Word; readonly signal: string }
  | { readonly act: 'shutdown' }
  | { readonly act: 'opaque'; readonly why: OpaqueWhy; readonly detail: string }
);
