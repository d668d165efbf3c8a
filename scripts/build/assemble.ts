import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { brotliCompressSync, constants } from 'node:zlib';
import { transformSync } from 'esbuild';
import type { Part } from './parts.ts';

/** How long one hook event may take, in milliseconds. */
export const DEADLINE_MS = 2000;

/**
 * The one file of the program, from its parts: CommonJS code or text; the first is code, and the one that runs. `early` are
 * the parts that most calls need, which are compressed together.
 */
export function assemble(
  parts: readonly Part['content'][],
  { deadlineMs = DEADLINE_MS, early = [] as readonly number[] } = {},
): string {
  const payloads = parts.map(payload);
  const identity = createHash('sha256');
  for (const text of payloads) identity.update(text).update('\0');
  const indices = payloads.map((_, index) => index);
  const others = indices.filter((index) => index !== 0 && !early.includes(index));
  const groups = [[0], early, others];
  const loader = transformSync(readFileSync('scripts/build/loader.ts', 'utf8'), {
    loader: 'ts',
    target: 'node20',
    charset: 'ascii',
    minify: true,
    define: {
      PART_COUNT: String(parts.length),
      CODE_COUNT: String(parts.filter((content) => 'code' in content).length),
      GROUPS: JSON.stringify(groups),
      IDENTITY: JSON.stringify(identity.digest('hex')),
      DEADLINE_MS: String(deadlineMs),
    },
  }).code;
  const carriers = groups.map((group) => {
    const text = group.map((index) => payloads[index]).join('\0');
    const packed = brotliCompressSync(Buffer.from(text, 'latin1'), { params: { [constants.BROTLI_PARAM_LGWIN]: 24 } });
    return `function(){//${packed.toString('base64')}\n}`;
  });
  return `#!/usr/bin/env node\n"use strict";{const blobs=[${carriers.join(',')}];${loader}}\n`;
}

function payload(content: Part['content']): string {
  const text =
    'text' in content
      ? content.text
      : `blastgate(function(require,module,exports,provide,__filename){${content.code}})`;
  for (const character of text) {
    if (character > '\x7f' || character === '\0')
      throw new Error(`a part must be ASCII, so that its bytes are its characters: ${character}`);
  }
  if (text.includes('\n') && 'code' in content) throw new Error('code must be on one line');
  return text;
}
