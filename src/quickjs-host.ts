import { fileProblem } from './file-problem.ts';
import type {
  ByteSource,
  FileKind,
  FileProblem,
  Host,
  ListResult,
  OpenResult,
  Platform,
  ReadResult,
  RunOptions,
  RunResult,
  StatResult,
  WriteResult,
} from './host.ts';

/** What a system call that failed gives: the name of its error, such as `ENOENT`. */
type ErrorName = string;

/** The system calls that the native form brings along (scripts/native/machine.c). File descriptors are numbers. */
interface Machine {
  readonly platform: Platform;
  /** Bytes read into the buffer; 0 at the end. Waits where a non-blocking descriptor has nothing to give. */
  read(fd: number, into: ArrayBuffer, offset: number, length: number): number | ErrorName;
  /** Writes all of it, waiting where there is no room. */
  write(fd: number, content: string | Uint8Array): ErrorName | undefined;
  open(path: string, how: 'read' | 'append' | 'create', mode: number): number | ErrorName;
  close(fd: number): void;
  /** Gives a new file its mode and has it written to the disk. */
  settle(fd: number, mode: number): ErrorName | undefined;
  /** Letter of the kind as in `ls -l`, size, permission bits, owner, time of last change in milliseconds. */
  stat(what: string | number, follow: boolean): readonly [string, number, number, number, number] | ErrorName;
  readlink(path: string): readonly [target: string] | ErrorName;
  list(path: string, max: number): { readonly names: readonly string[]; readonly complete: boolean } | ErrorName;
  makeDirectory(path: string, mode: number): ErrorName | undefined;
  rename(from: string, to: string): ErrorName | undefined;
  remove(path: string): ErrorName | undefined;
  /** The text of UTF-8; what is not becomes U+FFFD where `lossy`, and is `undefined` as a whole otherwise. */
  decode(bytes: Uint8Array, lossy: boolean): string | undefined;
  env(name: string): string | undefined;
  cwd(): readonly [path: string] | ErrorName;
  now(): number;
  monotonic(): number;
  userId(): number;
  processId(): number;
  isTerminal(fd: number): boolean;
  /** Whether what is written to the descriptor goes to `/dev/null`. */
  isDiscarded(fd: number): boolean;
  columns(): number | undefined;
  programFile(): string;
  run(
    program: string,
    args: readonly string[],
    env: readonly string[],
    cwd: string | undefined,
    input: string,
    timeoutMs: number,
  ): RunResult;
}

declare const machine: Machine;

const STREAMS = { stdin: 0, stdout: 1, stderr: 2 } as const;
const CHUNK_BYTES = 64 * 1024;
/** Lines of the user database that are looked through for a home directory, in bytes (passwd(5)). */
const MAX_USER_DATABASE = 1024 * 1024;

/** The machine through the system calls of the native form; the only file of the hook that knows them. */
export const quickjsHost: Host = {
  platform: machine.platform,
  stdin: byteSource(STREAMS.stdin),
  writeStdout: (text) => writeAll(STREAMS.stdout, text),
  writeStderr: (text) => writeAll(STREAMS.stderr, text),
  decodeUtf8: (bytes) => machine.decode(bytes, false),
  env: (name) => machine.env(name),
  cwd: () => {
    const found = machine.cwd();
    if (typeof found !== 'string') return found[0];
    if (found === 'ENOENT') return undefined;
    throw new SystemError(found);
  },
  homeDirectory,
  now: () => machine.now(),
  monotonic: () => machine.monotonic(),
  userId: () => machine.userId(),
  processId: () => machine.processId(),
  isTerminal: (stream) => machine.isTerminal(STREAMS[stream]),
  isDiscarded: (stream) => machine.isDiscarded(STREAMS[stream]),
  columns: () => machine.columns(),
  executable: () => machine.programFile(),
  programFile: () => machine.programFile(),
  run,
  open,
  readText: (path, maxBytes) => {
    const result = readBytes(path, maxBytes);
    return result.kind === 'file' ? { kind: 'file', content: machine.decode(result.content, true) ?? '' } : result;
  },
  readBytes,
  stat: (path) => statResult(machine.stat(path, true)),
  lstat: (path) => statResult(machine.stat(path, false)),
  readlink: (path) => {
    const found = machine.readlink(path);
    return typeof found === 'string' ? undefined : found[0];
  },
  listDirectory,
  writeFileAtomic,
  appendFile: (path, content, mode) =>
    withFile(
      path,
      'append',
      mode,
      (fd) => machine.write(fd, content),
      () => undefined,
    ),
  makeDirectory,
  rename: (from, to) => written(machine.rename(from, to)),
  removeFile: (path) => {
    const error = machine.remove(path);
    return written(error === 'ENOENT' || error === 'ENOTDIR' ? undefined : error);
  },
};

/** A system call failed where nobody expects it to. */
class SystemError extends Error {
  override readonly name = 'SystemError';
  readonly code: ErrorName;

  constructor(code: ErrorName) {
    super(code);
    this.code = code;
  }
}

function writeAll(fd: number, text: string): void {
  const error = machine.write(fd, text);
  if (error !== undefined) throw new SystemError(error);
}

function byteSource(fd: number): ByteSource {
  let chunk: ArrayBuffer | undefined;
  return {
    read() {
      chunk ??= new ArrayBuffer(CHUNK_BYTES);
      const count = machine.read(fd, chunk, 0, CHUNK_BYTES);
      if (typeof count === 'string') throw new SystemError(count);
      return count === 0 ? undefined : new Uint8Array(chunk, 0, count);
    },
  };
}

/** The user database is read as a file: its other sources (nsswitch.conf(5)) are libraries, which a static program has none of. */
function homeDirectory(): string | undefined {
  const home = machine.env('HOME');
  if (home?.startsWith('/') === true) return home;
  const users = quickjsHost.readText('/etc/passwd', MAX_USER_DATABASE);
  if (users.kind !== 'file') return undefined;
  const id = String(machine.userId());
  const own = users.content.split('\n').find((line) => line.split(':')[2] === id);
  return own?.split(':')[5] || undefined;
}

function openRegular(path: string): { kind: 'open'; fd: number; size: number } | FileProblem {
  const fd = machine.open(path, 'read', 0);
  // ENXIO: a socket.
  if (fd === 'ENXIO') return { kind: 'not-a-file' };
  if (typeof fd === 'string') return fileProblem(fd);
  const found = machine.stat(fd, true);
  if (typeof found !== 'string' && found[0] === '-') return { kind: 'open', fd, size: found[1] };
  machine.close(fd);
  return typeof found === 'string' ? fileProblem(found) : { kind: 'not-a-file' };
}

function open(path: string): OpenResult {
  const opened = openRegular(path);
  if (opened.kind !== 'open') return opened;
  return { kind: 'open', source: byteSource(opened.fd), size: opened.size, close: () => machine.close(opened.fd) };
}

function readBytes(path: string, maxBytes: number): ReadResult<Uint8Array> {
  const opened = openRegular(path);
  if (opened.kind !== 'open') return opened;
  try {
    if (opened.size > maxBytes) return { kind: 'too-large' };
    // The size is only a hint: files under /proc report 0, and a file can grow while it is read.
    let bytes = new ArrayBuffer(Math.min(Math.max(opened.size, 4095) + 1, maxBytes + 1));
    let length = 0;
    for (;;) {
      const count = machine.read(opened.fd, bytes, length, bytes.byteLength - length);
      if (typeof count === 'string') return fileProblem(count);
      length += count;
      if (count === 0) return { kind: 'file', content: new Uint8Array(bytes, 0, length) };
      if (length > maxBytes) return { kind: 'too-large' };
      if (length === bytes.byteLength) {
        const larger = new Uint8Array(Math.min(length * 2, maxBytes + 1));
        larger.set(new Uint8Array(bytes));
        bytes = larger.buffer;
      }
    }
  } finally {
    machine.close(opened.fd);
  }
}

const KINDS: Readonly<Record<string, FileKind>> = { '-': 'file', d: 'directory', l: 'symlink' };

function statResult(found: ReturnType<Machine['stat']>): StatResult {
  if (typeof found === 'string') return fileProblem(found);
  const [letter, size, mode, uid, modified] = found;
  return { kind: KINDS[letter] ?? 'other', size, mode, uid, modified };
}

function listDirectory(path: string, maxEntries: number): ListResult {
  const found = machine.list(path, maxEntries);
  if (found === 'ENOTDIR') {
    // The path itself is no directory, or one above it is none.
    return typeof machine.stat(path, true) === 'string' ? { kind: 'missing' } : { kind: 'not-a-directory' };
  }
  return typeof found === 'string' ? fileProblem(found) : { kind: 'directory', ...found };
}

function written(error: ErrorName | undefined): WriteResult {
  return error === undefined ? { kind: 'done' } : { kind: 'failed', code: error };
}

/** Opens a file, writes it and closes it; `then` follows where all went well. */
function withFile(
  path: string,
  how: 'append' | 'create',
  mode: number,
  write: (fd: number) => ErrorName | undefined,
  then: () => ErrorName | undefined,
): WriteResult {
  const fd = machine.open(path, how, mode);
  if (typeof fd === 'string') return written(fd);
  const error = write(fd);
  machine.close(fd);
  return written(error ?? then());
}

function writeFileAtomic(path: string, content: string | Uint8Array, mode: number): WriteResult {
  const temporary = `${path}.${machine.processId()}.tmp`;
  let created = false;
  const result = withFile(
    temporary,
    'create',
    mode,
    (fd) => {
      created = true;
      return machine.write(fd, content) ?? machine.settle(fd, mode);
    },
    () => machine.rename(temporary, path),
  );
  if (created && result.kind === 'failed') machine.remove(temporary);
  return result;
}

/** Creates the directory and the missing ones above it, as `mkdir -p` does. */
function makeDirectory(path: string, mode: number): WriteResult {
  let error = machine.makeDirectory(path, mode);
  if (error === 'ENOENT') {
    const above = path.replace(/\/+[^/]*\/*$/, '');
    if (above !== '' && above !== path) {
      const made = makeDirectory(above, mode);
      if (made.kind === 'failed') return made;
    }
    error = machine.makeDirectory(path, mode);
  }
  if (error === 'EEXIST') {
    const there = machine.stat(path, true);
    if (typeof there !== 'string' && there[0] === 'd') return { kind: 'done' };
  }
  return written(error);
}

function run(program: string, args: readonly string[], options: RunOptions): RunResult {
  const environment = Object.entries(options.env).map(([name, value]) => `${name}=${value}`);
  return machine.run(program, args, environment, options.cwd, options.input, options.timeoutMs);
}
