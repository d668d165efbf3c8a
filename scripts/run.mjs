// Runs a TypeScript script: node scripts/run.mjs scripts/build.ts [arguments]
// Uses nothing but Node until the dependencies are there, so that every npm script works on a fresh clone.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const [script, ...args] = process.argv.slice(2);
if (script === undefined) {
  console.error('usage: node scripts/run.mjs SCRIPT.ts [ARGUMENTS]');
  process.exit(64);
}
const entry = resolve(script);
if (!existsSync(entry)) {
  console.error(`scripts/run.mjs: no such script: ${script}`);
  process.exit(64);
}
process.chdir(root);

const installed = join(root, 'node_modules/.package-lock.json');
const wanted = join(root, 'package-lock.json');
if (!existsSync(installed) || statSync(installed).mtimeMs < statSync(wanted).mtimeMs - 1000) {
  console.error('Installing dependencies (npm ci)…');
  const npm = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    stdio: ['ignore', 2, 2],
  });
  if (npm.status !== 0) process.exit(1);
}

const outdir = join(root, 'node_modules/.cache/blastgate');
mkdirSync(outdir, { recursive: true });
const { build } = await import('esbuild');
const outfile = join(outdir, `${entry.slice(root.length + 1).replaceAll('/', '-')}.${process.pid}.mjs`);
await build({
  entryPoints: [entry],
  outfile,
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  packages: 'external',
  sourcemap: 'inline',
  logLevel: 'error',
});
process.argv = [process.argv[0], entry, ...args];
process.setSourceMapsEnabled(true);
try {
  await import(pathToFileURL(outfile).href);
} finally {
  const { rmSync } = await import('node:fs');
  rmSync(outfile, { force: true });
}
