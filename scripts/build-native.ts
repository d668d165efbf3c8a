// npm run build:native [-- --fetch] [--quickjs DIR] [--cc COMPILER] [--run EMULATOR] [--plain] [--out FILE]: the native
// form, dist/native/blastgate: the same program as the Node form's, on QuickJS, in one static binary.
import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, readFileSync, renameSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { bundleNative } from './native/bundle.ts';
import { buildProgram } from './native/program.ts';
import { findQuickJs } from './native/quickjs.ts';
import { BuildProblem } from './native/tools.ts';

const CACHE = 'node_modules/.cache/blastgate/native';

const args = process.argv.slice(2);
const value = (name: string) => (args.includes(name) ? args[args.indexOf(name) + 1] : undefined);
const target = value('--out') ?? 'dist/native/blastgate';
const runner = value('--run')?.split(' ') ?? [];

/** musl starts faster than glibc, takes less memory and looks at no environment variables. */
function preferredCompiler(): string {
  return spawnSync('musl-gcc', ['--version']).status === 0 ? 'musl-gcc' : 'cc';
}

/** A gate that lets this through is not one. */
function isDenied(program: string): boolean {
  const event = readFileSync('scripts/native/canary.json', 'utf8');
  const [first = program, ...rest] = [...runner, program];
  return spawnSync(first, rest, { input: event }).status === 2;
}

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
    compiler: value('--cc') ?? process.env['CC'] ?? preferredCompiler(),
    runner,
    plain: args.includes('--plain') || process.platform !== 'linux',
  });
  if (!isDenied(built)) throw new BuildProblem('it was built, but does not deny the canary');
  mkdirSync(dirname(target), { recursive: true });
  // In one step: hooks may be running while it is built.
  copyFileSync(built, `${target}.tmp`);
  chmodSync(`${target}.tmp`, 0o755);
  renameSync(`${target}.tmp`, target);
  const seconds = ((performance.now() - started) / 1000).toFixed(0);
  console.error(`Built ${target} (${Math.ceil(statSync(target).size / 1024)} kB) in ${seconds} s`);
} catch (error) {
  if (!(error instanceof BuildProblem)) throw error;
  console.error(`The native form was not built.\n${error.message}`);
  process.exitCode = 1;
}
