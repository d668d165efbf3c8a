import type { PathRef, Truth, Word } from './word.ts';

/** What stands at a path. */
export type Entry =
  | { readonly kind: 'file'; readonly size: number }
  | { readonly kind: 'directory' }
  | { readonly kind: 'link'; readonly target: string }
  | { readonly kind: 'device' }
  | { readonly kind: 'missing' }
  | { readonly kind: 'unknown' };

/** The content of a file, or why it is not to be had. */
export type Content =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'missing' }
  | { readonly kind: 'too-large' }
  | { readonly kind: 'binary' }
  | { readonly kind: 'unknown' };

/** A named set of paths. `project`, `temp`, … are built in; a policy may add its own. */
export type PlaceName = string;

/** What git knows about the project without running git; `unknown` where it cannot be read. */
export interface Repository {
  /** The checked-out branch, `null` when detached or unknown. */
  readonly branch: string | null;
  readonly protectedBranches: readonly string[];
  /** The remote branch that a plain `git push` goes to, as `remote/branch`. */
  readonly upstream: string | null;
  readonly remotes: readonly string[];
  config(key: string): string | null | undefined;
}

/**
 * The world as questions; the only window through which a decision sees the machine.
 * One implementation asks a host, another a replay's recorded `world`.
 */
export interface World {
  readonly home: string | null;
  /** Project root, or `null` where nothing counts as inside (root is `/`, home, or above home). */
  readonly project: string | null;
  readonly cwd: string | null;
  readonly platform: 'linux' | 'darwin' | 'windows';
  /** A variable of the environment: `null` when unset, `undefined` when unknown (a replay without `env`). */
  environment(name: string): string | null | undefined;
  /** What stands at an absolute path, links not followed. */
  entry(path: string): Entry;
  /** The content of a regular file of at most `limit` bytes, links followed. */
  read(path: string, limit: number): Content;
  /** The names in a directory, or `undefined` when unknown or too many. */
  list(directory: string): readonly string[] | undefined;
  readonly repository: Repository;
  /** Whether git tracks the path, or anything below it. */
  tracked(path: string): Truth;
  /** Whether git ignores the path. */
  ignored(path: string): Truth;
  readonly kubeContext: string | null;
  /** Other worktrees of the same repository, absolute. */
  readonly worktrees: readonly string[];
}

/** Every absolute path a written path may stand for, as far as the facts can tell. */
export interface Resolution {
  /** Absolute, normalised, symbolic links followed; empty when nothing is known. */
  readonly paths: readonly string[];
  /** The absolute path as written, before links were followed. */
  readonly written: readonly string[];
  /** Set where the path may also be something else, for example because a part of it is unknown. */
  readonly open: boolean;
  /** For an open path: the absolute directory all possibilities are known to lie under, if any. */
  readonly under: string | null;
}

/** Questions about paths, answered from the world; made once per decision and cached. */
export interface Facts {
  readonly world: World;
  resolve(path: PathRef): Resolution;
  /** Whether the path lies in the place (or is it). */
  inside(path: PathRef, place: PlaceName): Truth;
  /** Whether the path is the place's root or a directory above it, so that acting on the tree acts on the place. */
  covers(path: PathRef, place: PlaceName): Truth;
  /** Whether the text holds a credential (`live`), a look-alike, or neither. */
  holdsCredential(text: Word): Truth;
  /** Whether a name is a protected branch. */
  protectedBranch(branch: Word): Truth;
}
