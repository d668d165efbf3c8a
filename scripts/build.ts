// npm run build: src/cli.ts with everything it imports into the one file dist/blastgate.js, and its code cache.
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { assemble } from './build/assemble.ts';
import { bundleParts } from './build/parts.ts';

const TARGET = 'dist/blastgate.js';

/** The parts that most calls of a shell need. */
const EARLY =
  /^src\/(?:analysis|shell|commands\/(?:files|git|packages|producers|system|wrappers)(?:\/.*\.ts)?)$|^rules about (?:exec|file\.read|file\.write|file\.delete|opaque)$/;

mkdirSync('dist', { recursive: true });
const parts = await bundleParts('src/cli.ts');
const early = parts.flatMap(({ name }, index) => (EARLY.test(name) ? [index] : []));
const program = assemble(
  parts.map(({ content }) => content),
  { early },
);
// In one step: hooks may be running while it is built.
writeFileSync(`${TARGET}.tmp`, program);
chmodSync(`${TARGET}.tmp`, 0o755);
renameSync(`${TARGET}.tmp`, TARGET);
// The nearest package.json says how Node reads the file, and ES modules start slower.
writeFileSync('dist/package.json', '{"type":"commonjs"}\n');
for (const name of readdirSync('dist')) if (/\.cache$|\.policies-\d+$/.test(name)) rmSync(`dist/${name}`);

// The first run makes the code cache.
const first = spawnSync(process.execPath, [TARGET], {
  input: readFileSync('scripts/build/first-call.json'),
  encoding: 'utf8',
});
const cache = `${TARGET}.${process.version}.cache`;
if (first.status !== 0 || !statSync(cache, { throwIfNoEntry: false })) {
  console.error(`The built file does not work: exit ${first.status}\n${first.stderr}`);
  process.exitCode = 1;
} else {
  const kB = (file: string) => `${Math.ceil(statSync(file).size / 1024)} kB`;
  console.error(`Built ${TARGET} (${kB(TARGET)}; code cache ${kB(cache)})`);
}
