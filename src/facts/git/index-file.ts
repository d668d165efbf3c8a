import type { Truth } from '../../word.ts';

/** The largest index that is read, in bytes; a larger one leaves tracking unknown. */
export const MAX_INDEX = 20 * 1024 * 1024;

const HEADER = 12;
/** Bytes of one entry before its object name: times, device, inode, mode, owner, size (gitformat-index(5)). */
const STAT_FIELDS = 40;
const MODE_AT = 24;
const EXTENDED = 0x4000;
const NAME_LENGTH = 0xfff;
const DIRECTORY_MODE = 0o040000;
const SUBMODULE_MODE = 0o160000;
const TYPE = 0o170000;

/**
 * Whether an index lists a path, given relative to the top of the working tree, or anything below it; `''` is the top itself.
 * `hashBytes` is 20, or 32 in a SHA-256 repository. What is not a whole index of version 2 to 4 answers `unknown`.
 */
export function indexHolds(index: Uint8Array, path: string, hashBytes: 20 | 32, foldsCase: boolean): Truth {
  const view = new DataView(index.buffer, index.byteOffset, index.byteLength);
  if (index.length < HEADER || view.getUint32(0) !== 0x44495243) return 'unknown';
  const version = view.getUint32(4);
  const count = view.getUint32(8);
  if (version < 2 || version > 4) return 'unknown';
  const wanted = utf8(path);
  const name = new NameReader(index);
  let at = HEADER;
  let found: Truth = 'no';
  for (let entry = 0; entry < count; entry++) {
    const flagsAt = at + STAT_FIELDS + hashBytes;
    if (flagsAt + 2 > index.length) return 'unknown';
    const type = view.getUint32(at + MODE_AT) & TYPE;
    const flags = view.getUint16(flagsAt);
    const nameAt = flagsAt + (flags & EXTENDED && version > 2 ? 4 : 2);
    const end = version === 4 ? name.compressed(nameAt) : name.plain(nameAt, flags & NAME_LENGTH, at);
    if (end === undefined) return 'unknown';
    at = end;
    const truth = relation(name.bytes, name.length, wanted, type, foldsCase);
    if (truth === 'yes') found = 'yes';
    else if (truth === 'unknown' && found === 'no') found = 'unknown';
  }
  // A split index keeps most entries in another file.
  return found !== 'yes' && hasExtension(index, view, at, hashBytes, 0x6c696e6b) ? 'unknown' : found;
}

/** The name of the entry at hand, in bytes that are used again for the next. */
class NameReader {
  bytes = new Uint8Array(4096);
  length = 0;
  readonly #index: Uint8Array;

  constructor(index: Uint8Array) {
    this.#index = index;
  }

  /** Versions 2 and 3: the name, then NULs up to a multiple of eight bytes. Returns where the next entry begins. */
  plain(at: number, stated: number, entryAt: number): number | undefined {
    const end = stated < NAME_LENGTH ? at + stated : this.#index.indexOf(0, at);
    if (end < at || end >= this.#index.length) return undefined;
    this.length = 0;
    this.#append(at, end);
    return entryAt + ((end - entryAt + 8) & ~7);
  }

  /** Version 4: how much of the previous name to drop, then the rest of the name and a NUL. */
  compressed(at: number): number | undefined {
    let byte = this.#index[at++] ?? 0;
    let drop = byte & 0x7f;
    while (byte & 0x80) {
      byte = this.#index[at++] ?? 0;
      drop = ((drop + 1) << 7) | (byte & 0x7f);
    }
    const end = this.#index.indexOf(0, at);
    if (end < 0 || drop > this.length) return undefined;
    this.length -= drop;
    this.#append(at, end);
    return end + 1;
  }

  #append(from: number, to: number): void {
    const needed = this.length + to - from;
    if (needed > this.bytes.length) {
      const larger = new Uint8Array(needed * 2);
      larger.set(this.bytes);
      this.bytes = larger;
    }
    this.bytes.set(this.#index.subarray(from, to), this.length);
    this.length = needed;
  }
}

const SLASH = 0x2f;

/** Whether the entry is the wanted path or lies below it; `unknown` for a path below a submodule, which has an index of its own. */
function relation(name: Uint8Array, length: number, wanted: Uint8Array, type: number, foldsCase: boolean): Truth {
  if (wanted.length === 0) return 'yes';
  const shared = Math.min(length, wanted.length);
  for (let at = 0; at < shared; at++) if (!sameByte(name[at] ?? 0, wanted[at] ?? 0, foldsCase)) return 'no';
  if (length === wanted.length || (length > wanted.length && name[wanted.length] === SLASH)) return 'yes';
  if (length > wanted.length) return 'no';
  // A sparse index lists a whole directory, with a slash at the end of its name.
  if (type === DIRECTORY_MODE && name[length - 1] === SLASH) return 'yes';
  return type === SUBMODULE_MODE && wanted[length] === SLASH ? 'unknown' : 'no';
}

function sameByte(left: number, right: number, foldsCase: boolean): boolean {
  return left === right || (foldsCase && lower(left) === lower(right));
}

function lower(byte: number): number {
  return byte >= 0x41 && byte <= 0x5a ? byte | 0x20 : byte;
}

function hasExtension(index: Uint8Array, view: DataView, from: number, hashBytes: number, signature: number): boolean {
  for (let at = from; at + 8 <= index.length - hashBytes; at += 8 + view.getUint32(at + 4))
    if (view.getUint32(at) === signature) return true;
  return false;
}

/** The UTF-8 bytes of a text (no encoder is part of every engine). */
function utf8(text: string): Uint8Array {
  const escaped = encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\uFFFD'));
  const bytes: number[] = [];
  for (let at = 0; at < escaped.length; at++) {
    if (escaped[at] !== '%') bytes.push(escaped.charCodeAt(at));
    else {
      bytes.push(Number.parseInt(escaped.slice(at + 1, at + 3), 16));
      at += 2;
    }
  }
  return Uint8Array.from(bytes);
}
