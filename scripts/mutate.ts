// npm run mutate -- [--path DIRECTORY]… [--sample N] [--seed N] [--verbose]: changes one place of the sources at a time and
// looks whether a test notices. All mutants are built in at once, each behind a switch (docs/testing.md).
import { readFileSync, readdirSync, rmSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { build, type Plugin } from 'esbuild';
import { Random } from '../test/oracle/random.ts';
import { schemaOf, type Mutant } from './mutate/mutants.ts';
import type { Fate, runMutants } from './mutate/run.ts';

const { values } = parseArgs({
  options: {
    path: { type: 'string', multiple: true, default: ['src/shell', 'src/commands', 'src/analysis', 'src/policy'] },
    sample: { type: 'string', default: '300' },
    seed: { type: 'string', default: '1' },
    verbose: { type: 'boolean', default: false },
  },
});

/** Tests that need nothing but the process: no built program, no bash, no time limits. */
const TESTS = /^test\/(?:laws\.test\.ts|(?:policy|shell|commands|facts|packs|languages)\/.*\.test\.ts)$/;
const LEFT_OUT = /real-bash|sql-limits|guards|kept/;

function filesBelow(directory: string): readonly string[] {
  return readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .map((name) => join(directory, name))
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.gen.ts'))
    .toSorted();
}

const mutants: Mutant[] = [];
const schemas = new Map<string, string>();
for (const file of values.path.flatMap(filesBelow)) {
  const schema = schemaOf(file, readFileSync(file, 'utf8'), mutants.length + 1);
  schemas.set(resolve(file), schema.text);
  mutants.push(...schema.mutants);
}

const root = process.cwd();
const mutated: Plugin = {
  name: 'mutants',
  setup(bundle) {
    bundle.onLoad({ filter: /\/src\/.*\.ts$/ }, ({ path }) => {
      const contents = schemas.get(path);
      return contents === undefined ? undefined : { contents, loader: 'ts' };
    });
    bundle.onResolve({ filter: /^vitest$/ }, ({ importer }) =>
      importer.endsWith('/harness.ts')
        ? { path: 'vitest', external: true }
        : { path: resolve('scripts/mutate/harness.ts') },
    );
  },
};

const tests = filesBelow('test').filter((file) => TESTS.test(file) && !LEFT_OUT.test(file));
const outfile = join(root, `node_modules/.cache/blastgate/mutate.${process.pid}.mjs`);
await build({
  stdin: {
    contents: ['./scripts/mutate/switch.ts', ...tests.map((file) => `./${file}`), './scripts/mutate/corpora.ts']
      .map((file) => `import '${file}';`)
      .concat("export { runMutants } from './scripts/mutate/run.ts';")
      .join('\n'),
    resolveDir: root,
    loader: 'ts',
  },
  outfile,
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  packages: 'external',
  plugins: [mutated],
  logLevel: 'error',
  banner: { js: 'process.chdir(process.cwd());' },
});

try {
  const program = (await import(pathToFileURL(outfile).href)) as { readonly runMutants: typeof runMutants };
  const chosen = values.path.flatMap((path) =>
    sampleOf(
      mutants.filter(({ file }) => !relative(path, file).startsWith('..')),
      Number(values.sample),
    ),
  );
  const fates = new Map<number, Fate>();
  const byId = new Map(chosen.map((mutant) => [mutant.id, mutant]));
  const used = await program.runMutants([...byId.keys()], (id, fate) => {
    fates.set(id, fate);
    const mutant = byId.get(id);
    if (values.verbose && fate !== 'killed' && mutant !== undefined)
      console.log(`${fate}: ${mutant.file}:${mutant.line} ${mutant.change}`);
  });
  console.log(`${mutants.length} mutants in ${schemas.size} files, ${used} tests`);
  for (const path of values.path) {
    const here = chosen.filter(({ file }) => !relative(path, file).startsWith('..'));
    const count = (fate: Fate): number => here.filter(({ id }) => fates.get(id) === fate).length;
    const killed = count('killed');
    console.log(
      `${path}: ${killed} of ${here.length} killed (${((100 * killed) / Math.max(1, here.length)).toFixed(1)} %), ${count('survived')} survived, ${count('not run')} are run by no test`,
    );
  }
} finally {
  rmSync(outfile, { force: true });
}

/** So many of the mutants, the same for the same seed. */
function sampleOf(all: readonly Mutant[], size: number): readonly Mutant[] {
  const random = new Random(values.seed);
  const rest = [...all];
  const taken: Mutant[] = [];
  while (taken.length < size && rest.length > 0) taken.push(...rest.splice(random.below(rest.length), 1));
  return taken;
}
