import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readDocument } from '../src/document.ts';
import { nodeHost } from '../src/node-host.ts';

/** Standard input that hands out these pieces, and reports when it is read past the last one. */
function inputOf(...pieces: (string | Uint8Array)[]) {
  const chunks = pieces.map((piece) => (typeof piece === 'string' ? Buffer.from(piece) : piece));
  let next = 0;
  return {
    decodeUtf8: nodeHost.decodeUtf8,
    stdin: { read: () => chunks[next++] },
    wasWaitedFor: () => next > chunks.length,
  };
}

const call = '{"tool_name":"Bash","tool_input":{"command":"echo \\"}\\\\\\""}}';

describe('one JSON document from standard input', () => {
  it('ends at its closing brace: the end of input is not waited for', () => {
    for (const input of [inputOf(call), inputOf(`${call}\n`), inputOf(`\n ${call}`), inputOf(...call)]) {
      expect(readDocument(input)).toEqual({ kind: 'document', value: JSON.parse(call) });
      expect(input.wasWaitedFor()).toBe(false);
    }
  });

  it('may arrive cut anywhere, also inside a character', () => {
    const bytes = Buffer.from(JSON.stringify({ text: '→ 😀 "quoted" \\ {[' }));
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: bytes.length - 1 }), { maxLength: 6 }), (cuts) => {
        const edges = [0, ...cuts.toSorted((a, b) => a - b), bytes.length];
        const pieces = edges.slice(1).map((end, index) => bytes.subarray(edges[index], end));
        const input = inputOf(...pieces.filter(({ length }) => length > 0));
        expect(readDocument(input)).toEqual({ kind: 'document', value: JSON.parse(bytes.toString()) });
      }),
    );
  });

  it('is read as the client reads it, so what JSON.stringify writes comes back', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
        expect(readDocument(inputOf(JSON.stringify(value)))).toEqual({
          kind: 'document',
          value: JSON.parse(JSON.stringify(value)),
        });
      }),
    );
  });

  it('may begin with a byte order mark', () => {
    expect(readDocument(inputOf(`\uFEFF${call}`)).kind).toBe('document');
  });

  const broken: Record<string, readonly (string | Uint8Array)[]> = {
    nothing: [],
    blanks: [' \n'],
    'no JSON': ['rm -rf /'],
    'cut off': [call.slice(0, -1)],
    'cut off inside a string': [call.slice(0, 20)],
    'text after it': [`${call} rm`],
    'a second document': [`${call}\n${call}`],
    'one brace too many': [`${call}}`],
    'a bracket that closes a brace': ['{"a":1]'],
    'a NUL byte': ['{"a":"\0"}'],
    'a NUL byte after it': [`${call}\0`],
    'bytes that are no UTF-8': [Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d])],
    'half a surrogate pair in UTF-8': [Buffer.from([0x7b, 0x22, 0xed, 0xa0, 0x80, 0x22, 0x3a, 0x31, 0x7d])],
    'single quotes': ["{'a':1}"],
    'a trailing comma': ['{"a":1,}'],
    'a comment': ['{/* */"a":1}'],
  };
  it.each(Object.entries(broken))('is broken by %s', (_, pieces) => {
    expect(readDocument(inputOf(...pieces))).toMatchObject({
      kind: 'broken',
      why: expect.stringMatching(/^it (is|contains) /),
    });
  });

  it('has at most the given size, counted before it is put together', () => {
    const big = `{"a":"${'x'.repeat(1000)}"}`;
    expect(readDocument(inputOf(big), big.length).kind).toBe('document');
    expect(readDocument(inputOf(big), big.length - 1)).toEqual({
      kind: 'broken',
      why: `it is larger than ${big.length - 1} bytes`,
    });
    const endless = { decodeUtf8: nodeHost.decodeUtf8, stdin: { read: () => Buffer.alloc(1 << 20, 0x20) } };
    expect(readDocument(endless).kind).toBe('broken');
  });

  it('of 16 MiB is read in linear time, a second on an idle machine', () => {
    const chunk = Buffer.alloc(65_536, '{"a":"\\"}"},'.padEnd(16));
    const pieces = [Buffer.from('['), ...Array.from({ length: 250 }, () => chunk), Buffer.from('1]')];
    const started = performance.now();
    readDocument(inputOf(...pieces));
    expect(performance.now() - started).toBeLessThan(8000);
  });
});
