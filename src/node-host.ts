import { isUtf8 } from 'node:buffer';
import type * as ChildProcess from 'node:child_process';
import {
  closeSync,
  constants,
  fchmodSync,
  fstatSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  opendirSync,
  readSync,
  readlinkSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
  type Dir,
} from 'node:fs';
import type * as OperatingSystem from 'node:os';
import type * as Terminal from 'node:tty';
import type { ByteSource, Host, ListResult, OpenResult, Platform, RunOptions, RunResult, WriteResult } from './host.ts';
import { CHARACTER_DEVICE, TYPE, codeOf, openRegular, problem, readBytes, statWith } from './node-files.ts';

const STREAMS = { stdin: 0, stdout: 1, stderr: 2 } as const;
const CHUNK_BYTES = 64 * 1024;

// Node's variables in the built program; tests run the sources as ES modules, which have none.
declare const require: ((id: string) => unknown) | undefined;
declare const __filename: string | undefined;

/** What reading files takes of Node. */
const fs = { lstatSync, openSync, fstatSync, readSync, closeSync, constants };

/** Loads a built-in module where it is used: some cost milliseconds, and only subcommands need them. */
function requireBuiltin(id: string): unknown {
  return typeof require === 'function' ? require(id) : process.getBuiltinModule(id);
}

/** The machine through Node, synchronously; the only file of the hook that knows Node. */
export const nodeHost: Host = {
  platform: platformOf(process.platform),
  stdin: byteSource(STREAMS.stdin),
  writeStdout: (text) => writeAll(STREAMS.stdout, text),
  writeStderr: (text) => writeAll(STREAMS.stderr, text),
  decodeUtf8: (bytes) => {
    const text = utf8(bytes);
    // Bytes that are not UTF-8 become U+FFFD, which may also have been written.
    return !text.includes('\u{fffd}') || isUtf8(bytes) ? text : undefined;
  },
  env: (name) => process.env[name],
  cwd: () => {
    try {
      return process.cwd();
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return undefined;
      throw error;
    }
  },
  homeDirectory,
  now: () => Date.now(),
  monotonic,
  userId: () => process.getuid?.(),
  processId: () => process.pid,
  isTerminal,
  isDiscarded,
  columns: () => (isTerminal('stdout') ? process.stdout.columns : undefined),
  executable: () => process.execPath,
  programFile: () => (typeof __filename === 'string' ? __filename : (process.argv[1] ?? '')),
  run,
  open,
  readText: (path, maxBytes) => {
    const result = readBytes(fs, path, maxBytes);
    return result.kind === 'file' ? { kind: 'file', content: utf8(result.content) } : result;
  },
  readBytes: (path, maxBytes) => readBytes(fs, path, maxBytes),
  stat: (path) => statWith(statSync, path),
  lstat: (path) => statWith(lstatSync, path),
  readlink: (path) => {
    try {
      return readlinkSync(path);
    } catch (error) {
      if (codeOf(error) === undefined) throw error;
      return undefined;
    }
  },
  listDirectory,
  writeFileAtomic,
  appendFile: (path, content, mode) =>
    written(() => {
      const { O_APPEND, O_CREAT, O_WRONLY, O_NOFOLLOW } = constants;
      const fd = openSync(path, O_APPEND | O_CREAT | O_WRONLY | O_NOFOLLOW, mode);
      try {
        writeAll(fd, content);
      } finally {
        closeSync(fd);
      }
    }),
  makeDirectory: (path, mode) => written(() => mkdirSync(path, { recursive: true, mode })),
  rename: (from, to) => written(() => renameSync(from, to)),
  removeFile: (path) => written(() => rmSync(path, { force: true })),
};

function platformOf(name: string): Platform {
  return name === 'linux' || name === 'darwin' || name === 'win32' ? name : 'other';
}

/** Node's own functions are compiled when they are first called: `utf8Slice` is what `toString` comes down to. */
function utf8(bytes: Uint8Array): string {
  const { utf8Slice } = Buffer.prototype as unknown as {
    readonly utf8Slice: (this: Uint8Array, start: number, end: number) => string;
  };
  return utf8Slice.call(bytes, 0, bytes.length);
}

/** `performance.now` would load a module of its own: 0.8 ms on Node 20. */
function monotonic(): number {
  return process.uptime() * 1e3;
}

function sleep(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}

/** Repeats a system call while a non-blocking descriptor has nothing to give or no room, waiting a little longer each time. */
function retried<Result>(call: () => Result): Result {
  for (let attempt = 0; ; attempt++) {
    try {
      return call();
    } catch (error) {
      if (codeOf(error) !== 'EAGAIN') throw error;
      sleep(Math.min(1 << attempt, 16));
    }
  }
}

function writeAll(fd: number, text: string): void {
  const bytes = Buffer.from(text, 'utf8');
  let offset = 0;
  while (offset < bytes.length) offset += retried(() => writeSync(fd, bytes, offset));
}

function byteSource(fd: number): ByteSource {
  let chunk: Uint8Array | undefined;
  return {
    read() {
      chunk ??= new Uint8Array(CHUNK_BYTES);
      const into = chunk;
      try {
        const count = retried(() => readSync(fd, into, 0, CHUNK_BYTES, null));
        return count === 0 ? undefined : into.subarray(0, count);
      } catch (error) {
        // Windows reports the end of a pipe this way.
        if (codeOf(error) === 'EOF') return undefined;
        throw error;
      }
    },
  };
}

function isTerminal(stream: keyof typeof STREAMS): boolean {
  const fd = STREAMS[stream];
  // Every terminal is a character device: for a pipe or socket, as the hook gets it, node:tty need not be loaded.
  return (fstatSync(fd).mode & TYPE) === CHARACTER_DEVICE && (requireBuiltin('node:tty') as typeof Terminal).isatty(fd);
}

/** Node opens the null device in the place of a standard descriptor that is closed when it starts. */
function isDiscarded(stream: keyof typeof STREAMS): boolean {
  const stats = fstatSync(STREAMS[stream]);
  return stats.isCharacterDevice() && stats.rdev === statSync('/dev/null', { throwIfNoEntry: false })?.rdev;
}

function homeDirectory(): string | undefined {
  const home = process.env['HOME'];
  if (home?.startsWith('/')) return home;
  try {
    return (requireBuiltin('node:os') as typeof OperatingSystem).userInfo().homedir || undefined;
  } catch (error) {
    // A user id without an entry in the user database.
    if (codeOf(error) === undefined) throw error;
    return undefined;
  }
}

function open(path: string): OpenResult {
  const opened = openRegular(fs, path);
  if (opened.kind !== 'open') return opened;
  return { kind: 'open', source: byteSource(opened.fd), size: opened.size, close: () => closeSync(opened.fd) };
}

function listDirectory(path: string, maxEntries: number): ListResult {
  let directory: Dir;
  try {
    if (lstatSync(path, { throwIfNoEntry: false }) === undefined) return { kind: 'missing' };
    directory = opendirSync(path);
  } catch (error) {
    if (codeOf(error) === 'ENOTDIR') return { kind: 'not-a-directory' };
    return problem(error);
  }
  const names: string[] = [];
  try {
    for (let entry = directory.readSync(); entry !== null; entry = directory.readSync()) {
      if (names.length === maxEntries) return { kind: 'directory', names, complete: false };
      names.push(entry.name);
    }
    return { kind: 'directory', names, complete: true };
  } catch (error) {
    return problem(error);
  } finally {
    directory.closeSync();
  }
}

function written(write: () => void): WriteResult {
  try {
    write();
    return { kind: 'done' };
  } catch (error) {
    const code = codeOf(error);
    if (code === undefined) throw error;
    return { kind: 'failed', code };
  }
}

function writeFileAtomic(path: string, content: string | Uint8Array, mode: number): WriteResult {
  return written(() => {
    const temporary = `${path}.${process.pid}.tmp`;
    // wx: a file or link that somebody else put there is not written through.
    const fd = openSync(temporary, 'wx', mode);
    try {
      try {
        if (typeof content === 'string') writeAll(fd, content);
        else for (let offset = 0; offset < content.length;) offset += writeSync(fd, content, offset);
        // The mode given to open is cut by the umask.
        fchmodSync(fd, mode);
        fsyncSync(fd);
      } finally {
        closeSync(fd);
      }
      renameSync(temporary, path);
    } catch (error) {
      rmSync(temporary, { force: true });
      throw error;
    }
  });
}

function run(program: string, args: readonly string[], options: RunOptions): RunResult {
  const { spawnSync } = requireBuiltin('node:child_process') as typeof ChildProcess;
  const result = spawnSync(program, args, {
    input: options.input,
    timeout: options.timeoutMs,
    killSignal: 'SIGKILL',
    cwd: options.cwd,
    env: { ...options.env },
    encoding: 'utf8',
    maxBuffer: 16 * 1024 * 1024,
  });
  const code = codeOf(result.error);
  if (code === 'ETIMEDOUT') return { kind: 'timed-out' };
  if (result.status !== null) {
    return { kind: 'exited', code: result.status, stdout: result.stdout, stderr: result.stderr };
  }
  if (result.signal !== null) {
    return { kind: 'killed', signal: result.signal, stdout: result.stdout, stderr: result.stderr };
  }
  return { kind: 'not-started', code: code ?? 'unknown' };
}
