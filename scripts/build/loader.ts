// The first code that runs in dist/blastgate.js. It lets plain calls pass at once; for every other one it gives V8 the code cache
// beside the file where it can be trusted, runs the program under a watchdog and turns every failure into exit 2. The parts of
// the program are in another file beside it, compressed: Node reads all of this one at each start (scripts/build/assemble.ts).
import type * as FileSystem from 'node:fs';
import type * as VirtualMachine from 'node:vm';
import type { Look } from '../../src/fast-path/look.ts';
import { CHARACTER_DEVICE, DIRECTORY, readBytes, REGULAR, statWith, TYPE } from '../../src/node-files.ts';

/**
 * What the first part exports: `main` runs the command line to its exit code, with what was read of standard input already;
 * `warmUp` runs representative work without output.
 */
export interface Program {
  readonly main: (args: readonly string[], first?: Uint8Array) => number;
  readonly warmUp?: () => void;
}

/** What the part with the first look exports. */
export interface FirstLook {
  readonly passesAtOnce: (document: unknown, look: Look) => boolean;
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
  provide: (id: string, exports: () => object) => void,
  filename: string,
) => void;

// Written by assemble.ts.
/** The parts that are compressed together: the first; those that most calls need; the others. */
declare const GROUPS: readonly [readonly number[], readonly number[], readonly number[]];
/** How many bytes of the file of parts each group takes. */
declare const SIZES: readonly number[];
declare const PART_COUNT: number;
/** The part with the first look, the last one. Its text stands in a comment in this function, where V8 does not compile it. */
declare const FIRST_LOOK: number;
declare const FIRST_LOOK_TEXT: () => void;
/** The parts that are code come first. */
declare const CODE_COUNT: number;
declare const IDENTITY: string;
declare const DEADLINE_MS: number;

declare const require: ((id: string) => unknown) | undefined;
declare const __filename: string | undefined;
declare const process: {
  readonly argv: string[];
  readonly env: Readonly<Record<string, string | undefined>>;
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
  readonly cachedData?: Uint8Array;
}

/** What `toString` comes down to. Node compiles its own functions when they are first called, these are none of them. */
type Slice = (this: Uint8Array, start: number, end: number) => string;
const { latin1Slice, utf8Slice } = Buffer.prototype as unknown as {
  readonly latin1Slice: Slice;
  readonly utf8Slice: Slice;
};

/** Where a part finds the function that takes it. */
const carrier = globalThis as { blastgate?: (payload: Payload) => void };

const PASS = 0;
const BLOCK = 2;
/** How much of standard input is read at once, in bytes. */
const FIRST_BYTES = 65536;
/** A longer document is none that could pass at once. */
const MAX_FIRST_BYTES = 1048576;
const CLOSE_BRACE = 0x7d;
const BLANK = 0x20;
/** The first line names the program; from this byte on stand, for each part, its offset, the lengths of its text and of V8's data. */
const TABLE_OFFSET = 256;
const HEADER_BYTES = 4096;
/** The cache file's time of change, in seconds: whoever changes a sealed file changes that too. */
const SEAL = 1e9 + (Number.parseInt(IDENTITY.slice(0, 8), 16) % 5e8);

// Beside a package.json with "type": "module" this file is an ES module, which has no require.
// Where there is a choice, getBuiltinModule is the faster one.
const load = (process.getBuiltinModule ?? require) as (id: string) => unknown;
/** The first line of the file of parts. */
const partsLine = `blastgate parts ${IDENTITY}\n`;
/** The first line of the cache names exactly this program and this Node. */
const headerLine = `blastgate code cache ${IDENTITY} ${process.version} ${process.arch} ${PART_COUNT}\n`;

/** The machine, as far as the first look asks about it. */
const look: Look = {
  env: (name) => process.env[name],
  lstat: (path) => statWith(fs.lstatSync, path),
  stat: (path) => statWith(fs.statSync, path),
  readBytes: (path, limit) => readBytes(fs, path, limit),
  readText(path, limit) {
    const result = readBytes(fs, path, limit);
    return result.kind === 'file' ? { kind: 'file', content: textOfBytes(result.content) } : result;
  },
  // Bytes that are not UTF-8 become U+FFFD, which may also have been written: the program looks closer.
  decodeUtf8(bytes) {
    const text = textOfBytes(bytes);
    return text.includes('\ufffd') ? undefined : text;
  },
  userId: () => process.getuid?.(),
  programFile: () => programFile,
  homeDirectory: () => process.env['HOME'],
};

function textOfBytes(bytes: Uint8Array): string {
  return utf8Slice.call(bytes, 0, bytes.length);
}

/** The modules that parts have handed over, each made when it is first asked for. */
const provided: Record<string, () => object> = {};
const scripts: (VirtualMachine.Script | undefined)[] = [];
const unpacked: (readonly string[])[] = [];
let table: Uint32Array | undefined;
let cacheDescriptor = -1;
let stale = true;
let program: Program | undefined;
let code: unknown = BLOCK;
let programFile = '';
let fs: typeof FileSystem;
let Script: typeof VirtualMachine.Script;

// All that a start with a cache does stands here and in few functions: they are compiled anew at each start.
try {
  fs = load('fs') as typeof FileSystem;
  // As an ES module, __filename is missing too, and the argument may be a link to the file.
  programFile = typeof __filename === 'string' ? __filename : fs.realpathSync(process.argv[1] ?? '');
  const command = process.argv[2];
  const isHook = command === undefined || command === 'hook';
  // Behind further arguments, which the hook does not take, nothing passes.
  const first = isHook && process.argv.length <= 3 ? firstBytes() : undefined;
  ({ Script } = load('vm') as typeof VirtualMachine);
  openCache();
  code = first !== undefined && passes(first) ? PASS : runProgram(isHook, first);
} catch (error) {
  code = BLOCK;
  report(error);
} finally {
  // Without Node's exit handlers, of which there are none: about 0.3 ms faster than process.exit.
  process.reallyExit?.(code as number);
  process.exit(code as number);
}

/**
 * What stands on standard input, as far as it is a pipe, socket or file: up to the end or to a brace that may close the document.
 * `undefined` where it is something else or cannot be read.
 */
function firstBytes(): Uint8Array | undefined {
  try {
    const type = fs.fstatSync(0).mode & TYPE;
    if (type === CHARACTER_DEVICE || type === DIRECTORY) return undefined;
  } catch {
    return undefined;
  }
  let bytes = new Uint8Array(FIRST_BYTES);
  let length = 0;
  try {
    for (;;) {
      const count = fs.readSync(0, bytes, length, bytes.length - length, null);
      length += count;
      // Most documents come whole. Nobody has to close the input behind one, whatever blanks end it.
      let end = length;
      while ((bytes[end - 1] ?? CLOSE_BRACE) <= BLANK) end--;
      if (count === 0 || bytes[end - 1] === CLOSE_BRACE) break;
      if (length === MAX_FIRST_BYTES) break;
      if (length === bytes.length) {
        const larger = new Uint8Array(Math.min(4 * length, MAX_FIRST_BYTES));
        larger.set(bytes);
        bytes = larger;
      }
    }
  } catch {
    // The program reads on in its own way, and says what is wrong.
  }
  return bytes.subarray(0, length);
}

/** Whether these bytes are a whole document about a call that passes at once. */
function passes(bytes: Uint8Array): boolean {
  try {
    const text = bytes.length < MAX_FIRST_BYTES ? look.decodeUtf8(bytes) : undefined;
    return text !== undefined && firstLook().passesAtOnce(JSON.parse(text), look) === true;
  } catch {
    // Not a document yet, or a fault of the first look: the program decides.
    return false;
  }
}

function firstLook(): FirstLook {
  let found: unknown;
  run(FIRST_LOOK, { displayErrors: false }, (exports) => (found = exports));
  return found as FirstLook;
}

function runProgram(isHook: boolean, first: Uint8Array | undefined): unknown {
  let exitCode: unknown = BLOCK;
  // The timeout ends synchronous loops too: a thread of its own watches the clock.
  run(0, isHook ? { timeout: DEADLINE_MS, displayErrors: false } : { displayErrors: false }, (exports) => {
    program = exports as Program;
    exitCode = program.main(process.argv.slice(2), first);
  });
  // An exit code that is not a number would be read as 0.
  if (typeof exitCode !== 'number') return BLOCK;
  if (stale) writeCache();
  return exitCode;
}

/**
 * Opens the cache where it can be trusted. Code caches are executable: the file must belong to this user or root, be
 * writable by nobody else, and bear the seal. V8 does not verify its data (measured: a flipped byte crashes Node 20 or
 * goes unnoticed), and a checksum costs more than the cache saves.
 */
function openCache(): void {
  const { O_RDONLY, O_NOFOLLOW = 0, O_NONBLOCK = 0 } = fs.constants;
  try {
    cacheDescriptor = fs.openSync(cacheFile(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
  } catch {
    return;
  }
  const stats = fs.fstatSync(cacheDescriptor);
  if ((stats.mode & TYPE) !== REGULAR || (stats.uid !== 0 && stats.uid !== process.getuid?.())) return;
  if ((stats.mode & 0o022) !== 0 || stats.mtimeMs !== SEAL * 1000) return;
  const header = read(0, HEADER_BYTES);
  if (header === undefined || latin1Slice.call(header, 0, headerLine.length) !== headerLine) return;
  const found = new Uint32Array(header.buffer, TABLE_OFFSET, 3 * PART_COUNT + 1);
  if (found[3 * PART_COUNT] !== stats.size) return;
  table = found;
  stale = false;
}

function cacheFile(): string {
  return `${programFile}.${process.version}.cache`;
}

function read(offset: number, length: number): Uint8Array | undefined {
  const bytes = new Uint8Array(length);
  return fs.readSync(cacheDescriptor, bytes, 0, length, offset) === length ? bytes : undefined;
}

/** V8 copies data that does not begin at a word. */
function aligned(length: number): number {
  return (length + 7) & ~7;
}

function source(index: number): Source {
  if (table !== undefined) {
    const at = 3 * index;
    const length = table[at + 1] ?? 0;
    const dataLength = table[at + 2] ?? 0;
    const dataOffset = aligned(length);
    const bytes = read(table[at] ?? 0, dataOffset + dataLength);
    if (bytes !== undefined)
      return {
        text: latin1Slice.call(bytes, 0, length),
        cachedData: new Uint8Array(bytes.buffer, dataOffset, dataLength),
      };
    stale = true;
  }
  return { text: textOf(index) };
}

/** Compiles and runs one part. */
function run(index: number, options: VirtualMachine.RunningScriptOptions, take?: (exports: unknown) => void): void {
  const script = compile(index, source(index));
  carrier.blastgate = (payload) => {
    const module = { exports: {} };
    payload(requireFrom, module, module.exports, provide, programFile);
    take?.(module.exports);
  };
  script.runInThisContext(options);
}

function compile(index: number, { text, cachedData }: Source): VirtualMachine.Script {
  const script = new Script(text, { filename: `blastgate-${index}.js`, cachedData });
  if (script.cachedDataRejected === true) stale = true;
  scripts[index] = script;
  return script;
}

/** The `require` of the parts. A module of a part that is not there yet is loaded when something in it is used. */
function requireFrom(id: string): unknown {
  if (id.startsWith('part:')) {
    return provided[id]?.() ?? new Proxy({}, { get: (_, name) => Reflect.get(moduleOf(id), name) });
  }
  return id.startsWith('text:') ? source(Number(id.slice(5))).text : load(id);
}

function moduleOf(id: string): object {
  if (provided[id] === undefined) run(Number.parseInt(id.slice(5), 10), { displayErrors: false });
  const loaded = provided[id];
  if (loaded === undefined) throw new ReferenceError(`no module ${id}`);
  return loaded();
}

function provide(id: string, make: () => object): void {
  let exports: object | undefined;
  provided[id] = () => (exports ??= make());
}

/** A part's text, from the file of parts; the first look's from this one. */
function textOf(index: number): string {
  if (index === FIRST_LOOK) {
    const carried = String(FIRST_LOOK_TEXT);
    return carried.slice(carried.indexOf('//') + 2, -2);
  }
  const group = GROUPS.findIndex((members) => members.includes(index));
  const texts = (unpacked[group] ??= unpack(group));
  return texts[GROUPS[group]?.indexOf(index) ?? -1] ?? '';
}

function unpack(group: number): readonly string[] {
  const { O_RDONLY, O_NONBLOCK = 0 } = fs.constants;
  // Without waiting, should a FIFO stand in its place.
  const descriptor = fs.openSync(`${programFile}.parts`, O_RDONLY | O_NONBLOCK);
  const bytes = fs.readFileSync(descriptor);
  fs.closeSync(descriptor);
  const total = SIZES.reduce((sum, size) => sum + size, partsLine.length);
  if (bytes.length !== total || bytes.toString('latin1', 0, partsLine.length) !== partsLine)
    throw new RangeError('the file of parts belongs to another program');
  const start = SIZES.slice(0, group).reduce((sum, size) => sum + size, partsLine.length);
  const zlib = load('zlib') as { brotliDecompressSync(data: Buffer): Buffer };
  const packed = bytes.subarray(start, start + (SIZES[group] ?? 0));
  return zlib.brotliDecompressSync(packed).toString('latin1').split('\0');
}

/** Makes the cache again, in one step; where the directory cannot be written the program runs without, silently. */
function writeCache(): void {
  const temporary = `${cacheFile()}.${process.pid}.tmp`;
  let fd: number;
  try {
    fd = fs.openSync(temporary, 'wx', 0o600);
  } catch {
    return;
  }
  try {
    try {
      // Functions that have run are in the cache compiled; the others are compiled when they are first called.
      program?.warmUp?.();
      firstLook().warmUp?.();
      const content: Buffer[] = [];
      const places = new Uint32Array(3 * PART_COUNT + 1);
      let offset = HEADER_BYTES;
      for (let index = 0; index < PART_COUNT; index++) {
        const text = textOf(index);
        const isCode = index < CODE_COUNT || index === FIRST_LOOK;
        const data = isCode ? (scripts[index] ?? compile(index, { text })).createCachedData() : Buffer.of();
        const front = Buffer.alloc(aligned(text.length));
        front.write(text, 'latin1');
        places.set([offset, text.length, data.length], 3 * index);
        offset += front.length + data.length;
        content.push(front, data, Buffer.alloc(aligned(offset) - offset));
        offset = aligned(offset);
      }
      places[3 * PART_COUNT] = offset;
      const header = Buffer.alloc(HEADER_BYTES, '\n');
      if (TABLE_OFFSET + places.byteLength > HEADER_BYTES) throw new RangeError('too many parts');
      header.write(headerLine, 'latin1');
      header.set(new Uint8Array(places.buffer), TABLE_OFFSET);
      fs.writeSync(fd, Buffer.concat([header, ...content]));
      fs.futimesSync(fd, SEAL, SEAL);
      fs.fsyncSync(fd);
    } finally {
      fs.closeSync(fd);
    }
    fs.renameSync(temporary, cacheFile());
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
