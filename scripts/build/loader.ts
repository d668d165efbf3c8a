// The first code that runs in dist/blastgate.js. It finds the program in the comments of `hot` and `cold`, gives V8 the
// code cache beside the file where it can be trusted, runs the program under a watchdog and turns every failure into exit 2.
// It is transformed on its own (scripts/build/assemble.ts), so it imports nothing but types.
import type * as FileSystem from 'node:fs';
import type * as VirtualMachine from 'node:vm';

/** What a payload hands over: runs the command line to its exit code; `warmUp` runs representative hook events without output. */
export interface Program {
  readonly main: (args: readonly string[]) => number;
  readonly warmUp?: () => void;
}

/**
 * What a payload is compiled to: a call of the global `blastgate` with a function that has CommonJS's variables and `loadCold`,
 * which gives the exports of the other payload.
 */
export type Payload = (
  require: (id: string) => unknown,
  module: { exports: unknown },
  exports: unknown,
  loadCold: () => unknown,
  filename: string,
) => void;

// Written by assemble.ts. The text of each payload stands in a comment inside a function, where V8 does not compile it.
declare function hot(): void;
declare function cold(): void;
declare const IDENTITY: string;
declare const DEADLINE_MS: number;
declare const ESCAPED_COMMENT_END: string;

declare const require: ((id: string) => unknown) | undefined;
declare const __filename: string | undefined;
declare const process: {
  readonly argv: string[];
  readonly version: string;
  readonly arch: string;
  readonly pid: number;
  getuid?(): number;
  getBuiltinModule?(id: string): unknown;
  reallyExit?(code: number): never;
  exit(code: number): never;
};

/** Where a payload finds the function that takes it. */
const carrier = globalThis as { blastgate?: (payload: Payload) => void };

const BLOCK = 2;
const HEADER_BYTES = 160;

// Beside a package.json with "type": "module" this file is an ES module, which has no require.
// Where there is a choice, getBuiltinModule is the faster one.
const load = (process.getBuiltinModule ?? require) as (id: string) => unknown;

// As an ES module, __filename is missing too, and the argument may be a link to the file.
const programFile = typeof __filename === 'string' ? __filename : (process.argv[1] ?? '');

let code = BLOCK;
try {
  code = start();
} catch (error) {
  report(error);
} finally {
  leave(code);
}

function start(): number {
  const fs = load('fs') as typeof FileSystem;
  const { Script } = load('vm') as typeof VirtualMachine;
  const cacheFile = `${programFile}.${process.version}.cache`;
  const isHook = process.argv[2] === undefined || process.argv[2] === 'hook';

  const cachedData = readCache(fs, cacheFile);
  const script = new Script(sourceOf(hot), {
    filename: 'blastgate-hook.js',
    ...(cachedData === undefined ? {} : { cachedData }),
  });
  let program: Program | undefined;
  let coldExports: unknown;
  let exitCode = BLOCK;
  carrier.blastgate = (payload) => {
    program = exportsOf(payload, loadCold) as Program;
    exitCode = program.main(process.argv.slice(2));
  };
  // The timeout ends synchronous loops too: a thread of its own watches the clock.
  script.runInThisContext(isHook ? { timeout: DEADLINE_MS, displayErrors: false } : { displayErrors: false });
  // An exit code that is not a number would be read as 0.
  if (typeof exitCode !== 'number') return BLOCK;
  if (cachedData === undefined || script.cachedDataRejected === true) {
    writeCache(fs, cacheFile, script, program?.warmUp);
  }
  return exitCode;

  function loadCold(): unknown {
    if (coldExports !== undefined) return coldExports;
    carrier.blastgate = (payload) => {
      coldExports = exportsOf(payload, loadCold);
    };
    const zlib = load('zlib') as { inflateRawSync(data: Buffer): Buffer };
    const source = zlib.inflateRawSync(Buffer.from(sourceOf(cold), 'base64')).toString('latin1');
    new Script(source, { filename: 'blastgate-commands.js' }).runInThisContext({ displayErrors: false });
    return coldExports;
  }
}

function exportsOf(payload: Payload, loadCold: () => unknown): unknown {
  const module = { exports: {} };
  payload(load, module, module.exports, loadCold, programFile);
  return module.exports;
}

/** The text in the comment of `function name(){/*…*\/}`. */
function sourceOf(comment: () => void): string {
  const text = comment.toString();
  const source = text.slice(text.indexOf('/*') + 2, -3);
  return source.includes(ESCAPED_COMMENT_END) ? source.replaceAll(ESCAPED_COMMENT_END, '*/') : source;
}

/** A code cache for exactly this program and this Node; everything in front of V8's own data, at a fixed length. */
function header(length: number): string {
  return `blastgate code cache\n${IDENTITY}\n${process.version} ${process.arch}\n${length}\n`.padEnd(HEADER_BYTES);
}

/**
 * V8's data from the cache file; `undefined` where there is none that can be trusted. Code caches are executable: the
 * file must belong to this user or root and be writable by nobody else. V8 does not verify its data (measured: a flipped
 * byte crashes Node 20 or goes unnoticed), so it is stored twice and both copies must be equal.
 */
function readCache(fs: typeof FileSystem, cacheFile: string): Buffer | undefined {
  let fd: number;
  try {
    fd = fs.openSync(
      cacheFile,
      fs.constants.O_RDONLY | (fs.constants.O_NOFOLLOW ?? 0) | (fs.constants.O_NONBLOCK ?? 0),
    );
  } catch {
    return undefined;
  }
  try {
    const stats = fs.fstatSync(fd);
    const length = (stats.size - HEADER_BYTES) / 2;
    const mine = stats.uid === 0 || stats.uid === process.getuid?.();
    if (!stats.isFile() || !mine || (stats.mode & 0o022) !== 0) return undefined;
    if (!Number.isSafeInteger(length) || length < 1 || length > 1 << 26) return undefined;
    const bytes = Buffer.allocUnsafeSlow(stats.size);
    if (fs.readSync(fd, bytes, 0, stats.size, 0) !== stats.size) return undefined;
    if (bytes.toString('latin1', 0, HEADER_BYTES) !== header(length)) return undefined;
    const end = HEADER_BYTES + length;
    if (bytes.compare(bytes, end, stats.size, HEADER_BYTES, end) !== 0) return undefined;
    return bytes.subarray(HEADER_BYTES, end);
  } finally {
    fs.closeSync(fd);
  }
}

/** Makes the cache again, in one step; where the directory cannot be written the program runs without, silently. */
function writeCache(
  fs: typeof FileSystem,
  cacheFile: string,
  script: VirtualMachine.Script,
  warmUp: (() => void) | undefined,
): void {
  const temporary = `${cacheFile}.${process.pid}.tmp`;
  let fd: number;
  try {
    fd = fs.openSync(temporary, 'wx', 0o600);
  } catch {
    return;
  }
  try {
    try {
      // Functions that have run are in the cache compiled; the others are compiled when they are first called.
      warmUp?.();
      const data = script.createCachedData();
      fs.writeSync(fd, Buffer.concat([Buffer.from(header(data.length), 'latin1'), data, data]));
      fs.fsyncSync(fd);
    } finally {
      fs.closeSync(fd);
    }
    fs.renameSync(temporary, cacheFile);
  } catch {
    fs.rmSync(temporary, { force: true });
  }
}

function report(error: unknown): void {
  const { code: errorCode, name } = (error ?? {}) as { code?: unknown; name?: unknown };
  // Never the message: it can quote the call, and with it a secret.
  const what =
    errorCode === 'ERR_SCRIPT_EXECUTION_TIMEOUT'
      ? `no decision within ${DEADLINE_MS} ms`
      : `internal error (${typeof errorCode === 'string' ? errorCode : typeof name === 'string' ? name : 'unknown'})`;
  try {
    (load('fs') as typeof FileSystem).writeSync(2, `blastgate: ${what}; the call is blocked\n`);
  } catch {
    // Nobody can be told; the exit code still blocks.
  }
}

/** Ends the process without Node's exit handlers, of which there are none: about 0.3 ms faster than process.exit. */
function leave(exitCode: number): void {
  process.reallyExit?.(exitCode);
  process.exit(exitCode);
}
