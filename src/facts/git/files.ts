import type { Content, Entry } from '../../world.ts';

/** What the git reader asks of the file system; nothing is ever run. */
export interface GitFiles {
  entry(path: string): Entry;
  read(path: string, limit: number): Content;
  list(directory: string): readonly string[] | undefined;
  /** The bytes of a regular file of at most `limit` bytes; `undefined` where they are not to be had. */
  bytes(path: string, limit: number): Uint8Array | 'missing' | undefined;
  readonly home: string | null;
  /** Letter case is one on this file system. */
  readonly foldsCase: boolean;
}

/** Where a repository keeps its things (gitrepository-layout(5)). */
export interface GitDirectories {
  /** The top of the working tree. */
  readonly top: string;
  /** HEAD and index of this working tree. */
  readonly own: string;
  /** Configuration, references and what all worktrees share. */
  readonly common: string;
}
