// The first code that runs in dist/blastgate.js. It finds the parts of the program in the comments of functions, gives V8
// the code cache beside the file where it can be trusted, runs the program under a watchdog and turns every failure into
// exit 2. It is transformed on its own (scripts/build/assemble.ts), so it imports nothing but types.
import type * as FileSystem from 'node:fs';
import type * as VirtualMachine from 'node:vm';

/** What the first part exports: `main` runs the command line to its exit code; `warmUp` runs representative work without output. */
export interface Program {
  readonly main: (args: readonly string[]) => number;
  readonly warmUp?: () => void;
}

/**
 * What each part is: a call of the global `blastgate` with a function that has CommonJS's variables, and `provide`, with
 * which it hands over its modules that other parts import.
 */
export type Payload = (
  require: (id: string) => unknown,
  module: { exports: unknown },
  exports: unknown,
  provide: (id: string, exports: object) => void,
  filename: string,
) => void;

// Written by assemble.ts. The text of each part stands in a comment inside a function, where V8 does not compile it: the
// first as it is, the others compressed and in base64.
declare function part(index: number): () => void;
declare const PART_COUNT: number;
/** The parts that are code come first. */
declare const CODE_COUNT: number;
declare const IDENTITY: string;
declare const DEADLINE_MS: number;

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

/** A part's text, and V8's data for it where the cache has it. */
interface Source {
  readonly text: string;
  readonly cachedData?: Buffer;
}

/** Where a part stands in the cache file: its text, then V8's data. */
interface Block {
  readonly offset: number;
  readonly textBytes: number;
  readonly codeBytes: number;
}

/** Where a part finds the function that takes it. */
const carrier = globalThis as { blastgate?: (payload: Payload) => void };

const BLOCK = 2;
const HEADER_BYTES = 4096;
/** The cache file's time of change, in seconds: whoever changes a sealed file changes that too. */
const SEAL = 1e9 + (Number.parseInt(IDENTITY.slice(0, 8), 16) % 5e8);

// Beside a package.json with "type": "module" this file is an ES module, which has no require.
// Where there is a choice, getBuiltinModule is the faster one.
const load = (process.getBuiltinModule ?? require) as (id: string) => unknown;
// As an ES module, __filename is missing too, and the argument may be a link to the file.
const programFile = typeof __filename === 'string' ? __filename : (process.argv[1] ?? '');
const cacheFile = `${programFile}.${process.version}.cache`;

const provided: Record<string, object> = {};
const scripts: (VirtualMachine.Script | undefined)[] = [];
let cache: { readonly fd: number; readonly blocks: readonly Block[] } | undefined;
let stale = false;

let code = BLOCK;
try {
  code = start();
} catch (error) {
  report(error);
} finally {
  leave(code);
}

function start(): number {
  cache = openCache(load('fs') as typeof FileSystem);
  stale = cache === undefined;
  let program: Program | undefined;
  let exitCode = BLOCK;
  const isHook = process.argv[2] === undefined || process.argv[2] === 'hook';
  // The timeout ends synchronous loops too: a thread of its own watches the clock.
  run(0, isHook ? { timeout: DEADLINE_MS, displayErrors: false } : { displayErrors: false }, (exports) => {
    program = exports as Program;
    exitCode = program.main(process.argv.slice(2));
  });
  // An exit code that is not a number would be read as 0.
  if (typeof exitCode !== 'number') return BLOCK;
  if (stale) writeCache(load('fs') as typeof FileSystem, program?.warmUp);
  return exitCode;
}

/** Compiles and runs one part. */
function run(index: number, options: VirtualMachine.RunningScriptOptions, take: (exports: unknown) => void): void {
  const script = compile(index, cached(index) ?? { text: textOf(index) });
  carrier.blastgate = (payload) => {
    const module = { exports: {} };
    payload(requireFrom, module, module.exports, provide, programFile);
    take(module.exports);
  };
  script.runInThisContext(options);
}

function compile(index: number, { text, cachedData }: Source): VirtualMachine.Script {
  const { Script } = load('vm') as typeof VirtualMachine;
  const script = new Script(text, {
    filename: `blastgate-${index}.js`,
    ...(cachedData === undefined ? {} : { cachedData }),
  });
  if (script.cachedDataRejected === true) stale = true;
  scripts[index] = script;
  return script;
}

/** The `require` of the parts. A module of a part that is not there yet is loaded when something in it is used. */
function requireFrom(id: string): unknown {
  if (id.startsWith('text:')) {
    const index = Number(id.slice(5));
    return cached(index)?.text ?? textOf(index);
  }
  if (!id.startsWith('part:')) return load(id);
  return provided[id] ?? new Proxy({}, { get: (_, name) => Reflect.get(moduleOf(id), name) });
}

function moduleOf(id: string): object {
  const known = provided[id];
  if (known !== undefined) return known;
  run(Number.parseInt(id.slice(5), 10), { displayErrors: false }, () => undefined);
  const loaded = provided[id];
  if (loaded === undefined) throw new ReferenceError(`no module ${id}`);
  return loaded;
}

function provide(id: string, exports: object): void {
  provided[id] = exports;
}

/** A part's text, from the comment in its function. */
function textOf(index: number): string {
  const carried = part(index).toString();
  const text = carried.slice(carried.indexOf('//') + 2, -2);
  if (index === 0) return text;
  const zlib = load('zlib') as { brotliDecompressSync(data: Buffer): Buffer };
  return zlib.brotliDecompressSync(Buffer.from(text, 'base64')).toString('latin1');
}

/** The first line names exactly this program and this Node; then come the blocks. */
function header(blocks: readonly Omit<Block, 'offset'>[]): string {
  const lines = blocks.map(({ textBytes, codeBytes }) => `${textBytes} ${codeBytes}\n`);
  return `${headerLine()}${lines.join('')}`.padEnd(HEADER_BYTES - 1).concat('\n');
}

function headerLine(): string {
  return `blastgate code cache ${IDENTITY} ${process.version} ${process.arch} ${PART_COUNT}\n`;
}

/**
 * Opens the cache where it can be trusted. Code caches are executable: the file must belong to this user or root, be
 * writable by nobody else, and bear the seal. V8 does not verify its data (measured: a flipped byte crashes Node 20 or
 * goes unnoticed), and a checksum costs more than the cache saves.
 */
function openCache(fs: typeof FileSystem): typeof cache {
  const { O_RDONLY, O_NOFOLLOW = 0, O_NONBLOCK = 0 } = fs.constants;
  let fd: number;
  try {
    fd = fs.openSync(cacheFile, O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
  } catch {
    return undefined;
  }
  const stats = fs.fstatSync(fd);
  const mine = stats.uid === 0 || stats.uid === process.getuid?.();
  if (!stats.isFile() || !mine || (stats.mode & 0o022) !== 0 || stats.mtimeMs !== SEAL * 1000) return undefined;
  const header = read(fs, fd, 0, HEADER_BYTES);
  const head = header === undefined ? '' : latin1(header, HEADER_BYTES);
  if (!head.startsWith(headerLine())) return undefined;
  let offset = HEADER_BYTES;
  const blocks = head
    .slice(headerLine().length)
    .trim()
    .split('\n')
    .map((line) => {
      const [textBytes = 0, codeBytes = 0] = line.split(' ').map(Number);
      const block = { offset, textBytes, codeBytes };
      offset += textBytes + codeBytes;
      return block;
    });
  return offset === stats.size ? { fd, blocks } : undefined;
}

function read(fs: typeof FileSystem, fd: number, offset: number, length: number): Buffer | undefined {
  const bytes = Buffer.allocUnsafeSlow(length);
  return fs.readSync(fd, bytes, 0, length, offset) === length ? bytes : undefined;
}

/** `latin1Slice` is what `toString` comes down to, and 0.1 ms faster the first time. */
function latin1(bytes: Buffer & { latin1Slice?(start: number, end: number): string }, end: number): string {
  return bytes.latin1Slice?.(0, end) ?? bytes.toString('latin1', 0, end);
}

function cached(index: number): Source | undefined {
  const block = cache?.blocks[index];
  if (cache === undefined || block === undefined) return undefined;
  const { offset, textBytes, codeBytes } = block;
  const bytes = read(load('fs') as typeof FileSystem, cache.fd, offset, textBytes + codeBytes);
  if (bytes === undefined) {
    stale = true;
    return undefined;
  }
  // The first part's text is at hand in this file.
  const text = index === 0 ? textOf(0) : latin1(bytes, textBytes);
  return { text, cachedData: bytes.subarray(textBytes) };
}

/** Makes the cache again, in one step; where the directory cannot be written the program runs without, silently. */
function writeCache(fs: typeof FileSystem, warmUp: (() => void) | undefined): void {
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
      const content: Buffer[] = [];
      const blocks: Omit<Block, 'offset'>[] = [];
      for (let index = 0; index < PART_COUNT; index++) {
        const text = index === 0 ? '' : textOf(index);
        const codeData =
          index < CODE_COUNT ? (scripts[index] ?? compile(index, { text })).createCachedData() : Buffer.of();
        blocks.push({ textBytes: text.length, codeBytes: codeData.length });
        content.push(Buffer.from(text, 'latin1'), codeData);
      }
      const head = Buffer.from(header(blocks), 'latin1');
      if (head.length !== HEADER_BYTES) throw new RangeError('too many parts');
      fs.writeSync(fd, Buffer.concat([head, ...content]));
      fs.futimesSync(fd, SEAL, SEAL);
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
