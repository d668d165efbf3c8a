import type { ByteSource, Host } from '../host.ts';

/** One line of a stream; `broken` where its bytes are not UTF-8 or it is longer than the limit. */
export type Line = { readonly kind: 'text'; readonly text: string } | { readonly kind: 'broken'; readonly why: string };

const NEWLINE = 0x0a;

/** The lines of a stream one by one, in memory no larger than one line and one chunk. */
export function* readLines(source: ByteSource, host: Pick<Host, 'decodeUtf8'>, limit: number): Generator<Line> {
  let pieces: Uint8Array[] = [];
  let size = 0;
  const line = (): Line => {
    const bytes = join(pieces, size);
    const length = size;
    pieces = [];
    size = 0;
    if (length > limit) return { kind: 'broken', why: `it is longer than ${limit} bytes` };
    const text = host.decodeUtf8(bytes);
    return text === undefined ? { kind: 'broken', why: 'it is not UTF-8' } : { kind: 'text', text };
  };
  const keep = (bytes: Uint8Array): void => {
    // A line past the limit is counted but not kept.
    if (size <= limit) pieces.push(bytes);
    size += bytes.length;
  };
  for (;;) {
    // A copy: whoever takes a line may read other files before asking for the next one.
    const given = source.read();
    if (given === undefined) break;
    const chunk = Uint8Array.from(given);
    let from = 0;
    for (let at = chunk.indexOf(NEWLINE); at >= 0; at = chunk.indexOf(NEWLINE, from)) {
      keep(chunk.subarray(from, at));
      yield line();
      from = at + 1;
    }
    if (from < chunk.length) keep(chunk.subarray(from));
  }
  if (size > 0) yield line();
}

function join(pieces: readonly Uint8Array[], size: number): Uint8Array {
  const [only] = pieces;
  if (pieces.length === 1 && only !== undefined) return only;
  const whole = new Uint8Array(
    Math.min(
      size,
      pieces.reduce((sum, piece) => sum + piece.length, 0),
    ),
  );
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
