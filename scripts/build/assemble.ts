import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { deflateRawSync } from 'node:zlib';
import { transformSync } from 'esbuild';

/** How long one hook event may take, in milliseconds. */
export const DEADLINE_MS = 2000;

/** Stands for the end of a comment inside a payload; must not occur in one. */
const ESCAPED_COMMENT_END = '*@@/';

/** The one file of the program, from two CommonJS bundles: `hot` is what the hook needs, `cold` everything else. */
export function assemble(
  hot: string,
  cold: string,
  { deadlineMs = DEADLINE_MS }: { readonly deadlineMs?: number } = {},
): string {
  const hotPayload = payload(hot);
  const coldPayload = payload(cold);
  const loader = transformSync(readFileSync('scripts/build/loader.ts', 'utf8'), {
    loader: 'ts',
    target: 'node20',
    charset: 'ascii',
    minify: true,
    define: {
      IDENTITY: JSON.stringify(createHash('sha256').update(hotPayload).digest('hex')),
      DEADLINE_MS: String(deadlineMs),
      ESCAPED_COMMENT_END: JSON.stringify(ESCAPED_COMMENT_END),
    },
  }).code;
  const carriedHot = hotPayload.replaceAll('*/', ESCAPED_COMMENT_END);
  const carriedCold = deflateRawSync(Buffer.from(coldPayload, 'latin1'), { level: 9 }).toString('base64');
  return `#!/usr/bin/env node\n"use strict";{${loader}}function hot(){/*${carriedHot}*/}function cold(){/*${carriedCold}*/}\n`;
}

function payload(bundle: string): string {
  // eslint-disable-next-line no-control-regex -- the point is to find what is not ASCII
  if (/[^\x00-\x7f]/.test(bundle))
    throw new Error('a bundle must be ASCII, so that its length in bytes is its length in characters');
  if (bundle.includes(ESCAPED_COMMENT_END)) throw new Error(`a bundle must not contain ${ESCAPED_COMMENT_END}`);
  return `blastgate(function(require,module,exports,loadCold,__filename){${bundle}\n})`;
}
