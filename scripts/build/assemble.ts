import { createHash } from 'node:crypto';
import { brotliCompressSync, constants } from 'node:zlib';
import { buildSync } from 'esbuild';
import type { Part } from './parts.ts';

/** How long one hook event may take, in milliseconds. */
export const DEADLINE_MS = 2000;

/** The program: the file that Node runs, and the file of parts that belongs beside it under the same name with `.parts`. */
export interface Assembled {
  readonly program: string;
  readonly parts: Buffer;
}

/**
 * Puts parts, CommonJS code or text, into the two files of the program; the first is code, and the one that runs. `early` are the
 * parts that most calls need, which are compressed together; `firstLook` is the code of the first look.
 */
export function assemble(
  parts: readonly Part['content'][],
  { deadlineMs = DEADLINE_MS, early = [] as readonly number[], firstLook = 'exports.passesAtOnce=()=>false' } = {},
): Assembled {
  const payloads = parts.map(payload);
  const hash = createHash('sha256');
  const look = payload({ code: firstLook });
  for (const text of [...payloads, look]) hash.update(text).update('\0');
  const identity = hash.digest('hex');
  const indices = payloads.map((_, index) => index);
  const others = indices.filter((index) => index !== 0 && !early.includes(index));
  const groups = [[0], early, others];
  const packed = groups.map((group) => {
    const text = group.map((index) => payloads[index]).join('\0');
    return brotliCompressSync(Buffer.from(text, 'latin1'), { params: { [constants.BROTLI_PARAM_LGWIN]: 24 } });
  });
  const { outputFiles } = buildSync({
    entryPoints: ['scripts/build/loader.ts'],
    bundle: true,
    write: false,
    platform: 'node',
    format: 'iife',
    target: 'node20',
    charset: 'ascii',
    minify: true,
    define: {
      PART_COUNT: String(parts.length + 1),
      FIRST_LOOK: String(parts.length),
      CODE_COUNT: String(parts.filter((content) => 'code' in content).length),
      GROUPS: JSON.stringify(groups),
      SIZES: JSON.stringify(packed.map(({ length }) => length)),
      IDENTITY: JSON.stringify(identity),
      DEADLINE_MS: String(deadlineMs),
    },
  });
  return {
    program: `#!/usr/bin/env node\n"use strict";{const FIRST_LOOK_TEXT=function(){//${look}\n};${outputFiles[0]?.text ?? ''}}\n`,
    parts: Buffer.concat([Buffer.from(`blastgate parts ${identity}\n`), ...packed]),
  };
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
