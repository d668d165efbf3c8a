/**
 * The machine, as everything in blastgate sees it: files, environment, clock, standard streams and exit.
 * All operations are synchronous and none throws for what can be expected; `src/node-host.ts` implements it on Node.
 */
export interface Host extends FileSystem {
  readonly platform: Platform;
  /** Reads standard input (file descriptor 0, never `/dev/stdin`, which a socket refuses to open). */
  readonly stdin: ByteSource;
  /** Writes all of the text to standard output, waiting while a pipe is full. */
  writeStdout(text: string): void;
  /** Writes all of the text to standard error, waiting while a pipe is full. */
  writeStderr(text: string): void;
  /** The text of these bytes, byte order mark included; `undefined` where they are not UTF-8. */
  decodeUtf8(bytes: Uint8Array): string | undefined;
  /** An environment variable's value, `undefined` where it is not set. */
  env(name: string): string | undefined;
  /** The process's working directory, `undefined` where it was deleted. */
  cwd(): string | undefined;
  /** `HOME` where it is an absolute path, else the home directory of the user database; `undefined` where neither is known. */
  homeDirectory(): string | undefined;
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  now(): number;
  /** Milliseconds, with fractions, since some moment in the past; never goes back. */
  monotonic(): number;
  /** Numeric id of the user the process acts as; `undefined` where the platform has none. */
  userId(): number | undefined;
  /** Number of the process, for names of temporary files. */
  processId(): number;
  /** Whether a standard stream is a terminal. */
  isTerminal(stream: 'stdin' | 'stdout' | 'stderr'): boolean;
  /** Whether what is written to the stream is thrown away: the null device, which also stands in for a closed descriptor. */
  isDiscarded(stream: 'stdout' | 'stderr'): boolean;
  /** Width of the terminal in columns, `undefined` where standard output is none. */
  columns(): number | undefined;
  /** Absolute path of the program that runs blastgate (Node's executable). */
  executable(): string;
  /** Absolute path of the blastgate program file, symbolic links followed. */
  programFile(): string;
  /** Runs another program, never through a shell; for subcommands only, the hook starts no process. */
  run(program: string, args: readonly string[], options: RunOptions): RunResult;
}

export type Platform = 'linux' | 'darwin' | 'win32' | 'other';

/** Reading and writing files; what a recorded world can stand in for. Paths are absolute. */
export interface FileSystem extends ReadableFiles {
  /** Opens a regular file to be read piece by piece. */
  open(path: string): OpenResult;
  /** Replaces a file in one step (temporary file beside it, then rename), creating it with this mode, such as 0o600. */
  writeFileAtomic(path: string, content: string | Uint8Array, mode: number): WriteResult;
  /** Appends in one write, creating the file with this mode; a symbolic link at the path is refused. */
  appendFile(path: string, content: string, mode: number): WriteResult;
  /** Creates a directory and its missing parents with this mode; one that exists is `done`. */
  makeDirectory(path: string, mode: number): WriteResult;
  rename(from: string, to: string): WriteResult;
  /** Deletes one file or symbolic link; one that is missing is `done`. */
  removeFile(path: string): WriteResult;
}

/** The questions that decisions ask of the file system. */
export interface ReadableFiles {
  /** The content of a regular file as UTF-8; bytes that are not UTF-8 become U+FFFD. Never blocks on a FIFO or device. */
  readText(path: string, maxBytes: number): ReadResult<string>;
  /** The content of a regular file as bytes. */
  readBytes(path: string, maxBytes: number): ReadResult<Uint8Array>;
  /** What a path names, following symbolic links. */
  stat(path: string): StatResult;
  /** What a path names, not following a symbolic link in its last component. */
  lstat(path: string): StatResult;
  /** The target of a symbolic link as it is written, `undefined` where the path is none or cannot be read. */
  readlink(path: string): string | undefined;
  /** Names in a directory, without `.` and `..`, in no particular order. */
  listDirectory(path: string, maxEntries: number): ListResult;
}

/** Bytes that arrive piece by piece. */
export interface ByteSource {
  /** The next bytes (at least one), waiting for them; `undefined` at the end. The array is valid until the next call. */
  read(): Uint8Array | undefined;
}

export type FileKind = 'file' | 'directory' | 'symlink' | 'other';

/** Why a path could not be read or written, in the file system's own terms. */
export type FileProblem =
  | { readonly kind: 'missing' }
  | { readonly kind: 'denied' }
  | { readonly kind: 'not-a-file' }
  | { readonly kind: 'failed'; readonly code: string };

export type ReadResult<Content> =
  | { readonly kind: 'file'; readonly content: Content }
  | { readonly kind: 'too-large' }
  | FileProblem;

export type StatResult =
  | {
      readonly kind: FileKind;
      /** Bytes. */
      readonly size: number;
      /** Permission bits, such as 0o644. */
      readonly mode: number;
      /** Numeric id of the owner. */
      readonly uid: number;
      /** Last change of the content, milliseconds since 1970, with fractions. */
      readonly modified: number;
    }
  | Exclude<FileProblem, { kind: 'not-a-file' }>;

export type ListResult =
  | { readonly kind: 'directory'; readonly names: readonly string[]; readonly complete: boolean }
  | { readonly kind: 'not-a-directory' }
  | Exclude<FileProblem, { kind: 'not-a-file' }>;

export type OpenResult =
  | { readonly kind: 'open'; readonly source: ByteSource; /** Bytes. */ readonly size: number; close(): void }
  | FileProblem;

export type WriteResult = { readonly kind: 'done' } | { readonly kind: 'failed'; readonly code: string };

export interface RunOptions {
  readonly input: string;
  readonly timeoutMs: number;
  readonly cwd?: string;
  /** The whole environment of the program; nothing is inherited. */
  readonly env: Readonly<Record<string, string>>;
}

export type RunResult =
  | { readonly kind: 'exited'; readonly code: number; readonly stdout: string; readonly stderr: string }
  | { readonly kind: 'killed'; readonly signal: string; readonly stdout: string; readonly stderr: string }
  | { readonly kind: 'timed-out' }
  | { readonly kind: 'not-started'; readonly code: string };
