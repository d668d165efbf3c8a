import type { EffectKind } from './effect.ts';
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
  /** Not text; `program`: nothing that could be run as a script either. */
  | { readonly kind: 'binary'; readonly program: boolean }
  | { readonly kind: 'unknown' };

/** The sets of paths that the facts know by themselves. */
export type BuiltinPlace =
  | 'project'
  | 'temp'
  /** `/dev/null`, the standard streams, the terminal: nothing is kept or lost there. */
  | 'streams'
  | 'home'
  | 'system'
  | 'devices'
  | 'secrets'
  | 'startup'
  | 'caches'
  | 'agent-memory'
  | 'generated'
  | 'tracked'
  | 'repository'
  | 'self'
  | 'agent-settings'
  | 'tool-servers'
  | 'worktrees'
  | 'manifests';

/** A named set of paths that the facts answer for; a policy adds its own as globs, which only the policy knows. */
export type PlaceName = BuiltinPlace;

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
  /** Where blastgate itself is installed, absolute; empty in a recorded world. */
  readonly installation: readonly string[];
  /** Milliseconds since 1970-01-01T00:00:00Z, or `null` where a recorded world does not say. */
  readonly now: number | null;
  /** Whether only the administrator can change the file: it and its directories belong to root and nobody else may write them. */
  guarded(path: string): Truth;
}

/** A file in a recorded world: its content, `null` for a directory, or the target of a symbolic link. */
export type RecordedFile = string | null | { readonly link: string };

/** A world written down: what `world` holds in a recorded call and in a rule's examples. What is left out is unknown. */
export interface WorldDescription {
  readonly home?: string | null;
  readonly project?: string | null;
  readonly cwd?: string | null;
  /** The checked-out branch, `null` when detached. */
  readonly branch?: string | null;
  /** With it, a variable that is not named is unset. */
  readonly env?: Readonly<Record<string, string | null>>;
  /** By path, absolute or relative to the project; with it, a path that is not named does not exist. */
  readonly files?: Readonly<Record<string, RecordedFile>>;
  /** Paths git tracks, absolute or relative to the project; a directory stands for everything below it. */
  readonly tracked?: readonly string[];
  /** Paths git ignores, likewise. */
  readonly ignored?: readonly string[];
  readonly protectedBranches?: readonly string[];
  /** `remote/branch`. */
  readonly upstream?: string | null;
  readonly remotes?: readonly string[];
  /** `section.key` to value; with it, a key that is not named is unset. */
  readonly gitConfig?: Readonly<Record<string, string | null>>;
  readonly kubeContext?: string | null;
  readonly worktrees?: readonly string[];
  readonly platform?: World['platform'];
  /** ISO 8601 date or time. */
  readonly now?: string;
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
  resolve(path: PathRef, act?: EffectKind): Resolution;
  /** Notes a link that the call itself makes, for the paths that are asked about afterwards. */
  linked(path: PathRef, source: PathRef): void;
  /**
   * Whether the path lies in the place (or is it). `act` is the kind of the effect that asks: a delete acts on a symbolic
   * link itself and lets an unknown part lead anywhere; a read or write follows links and stays below a known directory.
   */
  inside(path: PathRef, place: PlaceName, act?: EffectKind): Truth;
  /** Whether the path is the place's root or a directory above it, so that acting on the tree acts on the place. */
  covers(path: PathRef, place: PlaceName, act?: EffectKind): Truth;
  /** Whether the text holds a credential (`live`), a look-alike, or neither. */
  holdsCredential(text: Word): Truth;
  /** Whether a name is a protected branch. */
  protectedBranch(branch: Word): Truth;
}
