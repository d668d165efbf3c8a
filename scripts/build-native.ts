// npm run build:native [-- --fetch] [--quickjs DIR] [--cc COMPILER] [--plain]: the native form,
// dist/native/blastgate: the same program as the Node form's, on QuickJS, in one static binary.
import { chmodSync, copyFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { bundleNative } from './native/bundle.ts';
import { buildProgram } from './native/program.ts';
import { findQuickJs } from './native/quickjs.ts';
import { BuildProblem } from './native/tools.ts';

const CACHE = 'node_modules/.cache/blastgate/native';
const TARGET = 'dist/native/blastgate';

const args = process.argv.slice(2);
const value = (name: string) => (args.includes(name) ? args[args.indexOf(name) + 1] : undefined);

try {
  mkdirSync(CACHE, { recursive: true });
  const quickjs = findQuickJs({
    directory: value('--quickjs') ?? process.env['BLASTGATE_QUICKJS'],
    fetch: args.includes('--fetch'),
    cache: CACHE,
  });
  const started = performance.now();
  const built = buildProgram(await bundleNative(), {
    quickjs,
    cache: CACHE,
    compiler: value('--cc') ?? process.env['CC'] ?? 'cc',
    plain: args.includes('--plain') || process.platform !== 'linux',
  });
  mkdirSync('dist/native', { recursive: true });
  // In one step: hooks may be running while it is built.
  copyFileSync(built, `${TARGET}.tmp`);
  chmodSync(`${TARGET}.tmp`, 0o755);
  renameSync(`${TARGET}.tmp`, TARGET);
  const seconds = ((performance.now() - started) / 1000).toFixed(0);
  console.error(`Built ${TARGET} (${Math.ceil(statSync(TARGET).size / 1024)} kB) in ${seconds} s`);
} catch (error) {
  if (!(error instanceof BuildProblem)) throw error;
  console.error(`The native form was not built.\n${error.message}`);
  process.exitCode = 1;
}
