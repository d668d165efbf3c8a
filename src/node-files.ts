import { fileProblem } from './file-problem.ts';
import type { FileKind, FileProblem, ReadResult, StatResult } from './host.ts';

/** A file's state in Node's terms. */
interface Stats {
  readonly mode: number;
  readonly size: number;
  readonly uid: number;
  readonly mtimeMs: number;
}

type Look = (path: string, options: { throwIfNoEntry: false }) => Stats | undefined;

/** What reading files takes of `node:fs`, which the loader of the built program has in another way than the program. */
interface Files {
  readonly lstatSync: Look;
  openSync(path: string, flags: number): number;
  fstatSync(descriptor: number): Stats;
  readSync(descriptor: number, into: Uint8Array, offset: number, length: number, position: null): number;
  closeSync(descriptor: number): void;
  readonly constants: { readonly O_RDONLY: number; readonly O_NONBLOCK?: number };
}

/** Types of files in `st_mode` (inode(7)); asking `Stats` costs a function of Node's for each question. */
export const TYPE = 0o170000;
export const REGULAR = 0o100000;
export const DIRECTORY = 0o040000;
const SYMBOLIC_LINK = 0o120000;
export const CHARACTER_DEVICE = 0o020000;

/** The `code` of a system error, such as `ENOENT`; `undefined` for any other value. */
export function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

/** What went wrong with a path; what is no system error is thrown on. */
export function problem(error: unknown): ReturnType<typeof fileProblem> {
  const code = codeOf(error);
  if (code === undefined) throw error;
  return fileProblem(code);
}

/** Opens a regular file; O_NONBLOCK keeps the open of a FIFO from waiting for its writer. */
export function openRegular(fs: Files, path: string): { kind: 'open'; fd: number; size: number } | FileProblem {
  let fd: number;
  try {
    // Most files that are asked for are not there, and an exception costs ten times what this look does.
    if (fs.lstatSync(path, { throwIfNoEntry: false }) === undefined) return { kind: 'missing' };
    fd = fs.openSync(path, fs.constants.O_RDONLY | (fs.constants.O_NONBLOCK ?? 0));
  } catch (error) {
    const code = codeOf(error);
    // ENXIO: a socket. ERR_INVALID_ARG_VALUE: a NUL in the path, which names nothing.
    if (code === 'ENXIO') return { kind: 'not-a-file' };
    if (code === 'ERR_INVALID_ARG_VALUE') return { kind: 'missing' };
    return problem(error);
  }
  const stats = fs.fstatSync(fd);
  if ((stats.mode & TYPE) === REGULAR) return { kind: 'open', fd, size: stats.size };
  fs.closeSync(fd);
  return { kind: 'not-a-file' };
}

/** The content of a regular file, `too-large` where it is more than this many bytes. */
export function readBytes(fs: Files, path: string, maxBytes: number): ReadResult<Uint8Array> {
  const opened = openRegular(fs, path);
  if (opened.kind !== 'open') return opened;
  try {
    if (opened.size > maxBytes) return { kind: 'too-large' };
    // The size is only a hint: files under /proc report 0, and a file can grow while it is read.
    let bytes = new Uint8Array(Math.min(Math.max(opened.size, 4095) + 1, maxBytes + 1));
    let length = 0;
    for (;;) {
      const count = fs.readSync(opened.fd, bytes, length, bytes.length - length, null);
      length += count;
      if (count === 0) return { kind: 'file', content: bytes.subarray(0, length) };
      if (length > maxBytes) return { kind: 'too-large' };
      if (length === bytes.length) {
        const larger = new Uint8Array(Math.min(length * 2, maxBytes + 1));
        larger.set(bytes);
        bytes = larger;
      }
    }
  } catch (error) {
    return problem(error);
  } finally {
    fs.closeSync(opened.fd);
  }
}

/** What `lstatSync` or `statSync` says of a path. */
export function statWith(read: Look, path: string): StatResult {
  try {
    const stats = read(path, { throwIfNoEntry: false });
    if (stats === undefined) return { kind: 'missing' };
    return {
      kind: kindOf(stats),
      size: stats.size,
      mode: stats.mode & 0o7777,
      uid: stats.uid,
      modified: stats.mtimeMs,
    };
  } catch (error) {
    if (codeOf(error) === 'ERR_INVALID_ARG_VALUE') return { kind: 'missing' };
    return problem(error);
  }
}

function kindOf({ mode }: Stats): FileKind {
  switch (mode & TYPE) {
    case REGULAR:
      return 'file';
    case DIRECTORY:
      return 'directory';
    case SYMBOLIC_LINK:
      return 'symlink';
    default:
      return 'other';
  }
}
