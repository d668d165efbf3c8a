import type { Host } from './host.ts';

/** One JSON document as it was read from standard input, or why there is none. */
export type InputDocument =
  | { readonly kind: 'document'; readonly value: unknown }
  | { readonly kind: 'broken'; readonly why: string };

/** The largest document that is read, in bytes (design.md section 9). */
export const MAX_DOCUMENT_BYTES = 16 * 1024 * 1024;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;

/** What may follow the closing brace: space, tab, line feed, carriage return (RFC 8259 section 2). */
const BLANKS: readonly number[] = [0x20, 0x09, 0x0a, 0x0d];

/** Reads one JSON object and returns at its closing brace, without waiting for the end of the input. */
export function readDocument(
  host: Pick<Host, 'stdin' | 'decodeUtf8'>,
  maxBytes: number = MAX_DOCUMENT_BYTES,
): InputDocument {
  const chunks: Uint8Array[] = [];
  let size = 0;
  let end: DocumentEnd | undefined;
  for (;;) {
    const chunk = host.stdin.read();
    if (chunk === undefined) break;
    size += chunk.length;
    if (size > maxBytes) return broken(`it is larger than ${maxBytes} bytes`);
    chunks.push(new Uint8Array(chunk));
    // Most documents come whole, and parsing them is much faster than looking for their end.
    if (end === undefined && !endsInBrace(chunk)) continue;
    if (end === undefined) {
      const document = parse(host, concatenate(chunks, size));
      if (document.kind === 'document') return document;
    }
    const unseen = end === undefined ? chunks : [chunk];
    const scan = (end ??= new DocumentEnd());
    if (unseen.some((bytes) => scan.isIn(bytes))) break;
  }
  return size === 0 ? broken('it is empty') : parse(host, concatenate(chunks, size));
}

/** Whether the last byte that is no blank is a closing brace. */
function endsInBrace(bytes: Uint8Array): boolean {
  const last = bytes.lastIndexOf(CLOSE_BRACE);
  return last >= 0 && bytes.subarray(last + 1).every((byte) => BLANKS.includes(byte));
}

function parse(host: Pick<Host, 'decodeUtf8'>, bytes: Uint8Array): InputDocument {
  if (bytes.includes(0)) return broken('it contains a NUL byte');
  const text = host.decodeUtf8(bytes);
  if (text === undefined) return broken('it is not UTF-8');
  try {
    // A byte order mark is not JSON, but the client's own reader accepts it and so may whatever sits in between.
    return { kind: 'document', value: JSON.parse(text.startsWith('\uFEFF') ? text.slice(1) : text) };
  } catch (error) {
    if (error instanceof SyntaxError) return broken('it is not one whole JSON document');
    throw error;
  }
}

function broken(why: string): InputDocument {
  return { kind: 'broken', why };
}

function concatenate(chunks: readonly Uint8Array[], size: number): Uint8Array {
  const whole = new Uint8Array(size);
  let offset = 0;
  for (const chunk of chunks) {
    whole.set(chunk, offset);
    offset += chunk.length;
  }
  return whole;
}

/** Finds the closing brace of a JSON object in bytes that arrive piece by piece; each byte is looked at once. */
class DocumentEnd {
  #depth = 0;
  #inString = false;
  #escaped = false;

  /** Whether the document that began in earlier bytes, or here, ends in these bytes. */
  isIn(bytes: Uint8Array): boolean {
    for (let index = 0; index < bytes.length; index++) {
      const byte = bytes[index];
      if (this.#escaped) this.#escaped = false;
      else if (this.#inString) {
        if (byte === QUOTE) this.#inString = false;
        else if (byte === BACKSLASH) this.#escaped = true;
      } else if (byte === QUOTE) this.#inString = true;
      else if (byte === OPEN_BRACE || byte === OPEN_BRACKET) this.#depth++;
      else if (byte === CLOSE_BRACE || byte === CLOSE_BRACKET) {
        if (--this.#depth <= 0) return true;
      }
    }
    return false;
  }
}
