// npm run build: src/node.ts with everything it imports into dist/blastgate.js and the parts beside it, and its code cache.
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { assemble } from './build/assemble.ts';
import { bundleAlone, bundleParts } from './build/parts.ts';

const TARGET = 'dist/blastgate.js';

/** The parts that most calls of a shell need. */
const EARLY =
  /^src\/(?:analysis|shell|commands\/(?:files|git|packages|producers|system|wrappers)(?:\/.*\.ts)?)$|^rules about (?:exec|file\.read|file\.write|file\.delete|opaque)$/;

mkdirSync('dist', { recursive: true });
const parts = await bundleParts('src/node.ts');
const early = parts.flatMap(({ name }, index) => (EARLY.test(name) ? [index] : []));
const { program, parts: packed } = assemble(
  parts.map(({ content }) => content),
  { early, firstLook: bundleAlone('scripts/build/first-look.ts') },
);
// In one step each: hooks may be running while it is built. One that finds files of two programs blocks.
for (const [file, content, mode] of [
  [`${TARGET}.parts`, packed, 0o644],
  [TARGET, program, 0o755],
] as const) {
  writeFileSync(`${file}.tmp`, content);
  chmodSync(`${file}.tmp`, mode);
  renameSync(`${file}.tmp`, file);
}
// The nearest package.json says how Node reads the file, and ES modules start slower.
writeFileSync('dist/package.json', '{"type":"commonjs"}\n');
for (const name of readdirSync('dist')) if (/\.cache$|\.policies-\d+$/.test(name)) rmSync(`dist/${name}`);

// The first run that is more than a first look makes the code cache.
const first = spawnSync(process.execPath, [TARGET, 'check', 'npm test'], { encoding: 'utf8' });
const cache = `${TARGET}.${process.version}.cache`;
if (first.status !== 0 || !statSync(cache, { throwIfNoEntry: false })) {
  console.error(`The built file does not work: exit ${first.status}\n${first.stderr}`);
  process.exitCode = 1;
} else {
  const kB = (file: string) => `${Math.ceil(statSync(file).size / 1024)} kB`;
  console.error(`Built ${TARGET} (${kB(TARGET)}; parts ${kB(`${TARGET}.parts`)}; code cache ${kB(cache)})`);
}
