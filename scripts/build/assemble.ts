import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { brotliCompressSync } from 'node:zlib';
import { transformSync } from 'esbuild';
import type { Part } from './parts.ts';

/** How long one hook event may take, in milliseconds. */
export const DEADLINE_MS = 2000;

/** The one file of the program, from its parts: CommonJS code or text; the first is code, and the one that runs. */
export function assemble(
  parts: readonly Part['content'][],
  { deadlineMs = DEADLINE_MS }: { readonly deadlineMs?: number } = {},
): string {
  const payloads = parts.map(payload);
  const identity = createHash('sha256');
  for (const text of payloads) identity.update(text).update('\0');
  const loader = transformSync(readFileSync('scripts/build/loader.ts', 'utf8'), {
    loader: 'ts',
    target: 'node20',
    charset: 'ascii',
    minify: true,
    define: {
      PART_COUNT: String(parts.length),
      CODE_COUNT: String(parts.filter((content) => 'code' in content).length),
      IDENTITY: JSON.stringify(identity.digest('hex')),
      DEADLINE_MS: String(deadlineMs),
    },
  }).code;
  const carriers = payloads.map((text, index) => {
    const carried = index === 0 ? text : brotliCompressSync(Buffer.from(text, 'latin1')).toString('base64');
    return `function p${index}(){//${carried}\n}`;
  });
  const names = payloads.map((_, index) => `p${index}`);
  return `#!/usr/bin/env node\n"use strict";{${loader}}function part(index){return[${names.join(',')}][index]}${carriers.join('')}\n`;
}

function payload(content: Part['content']): string {
  const text =
    'text' in content
      ? content.text
      : `blastgate(function(require,module,exports,provide,__filename){${content.code}})`;
  for (const character of text) {
    if (character > '\x7f') throw new Error(`a part must be ASCII, so that its bytes are its characters: ${character}`);
  }
  if (text.includes('\n') && 'code' in content) throw new Error('code must be on one line');
  return text;
}
