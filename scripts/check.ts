// npm run check: types, lint, format, unused code, generated files, build and tests. All of them run, also when one fails.
// The last line is `N passed, N failed`: every test counts, and every other step counts as one.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

interface Step {
  readonly title: string;
  readonly command: readonly [string, ...string[]];
}

const script = (name: string, ...args: string[]): Step['command'] => [
  process.execPath,
  'scripts/run.mjs',
  `scripts/${name}`,
  ...args,
];
const tool = (name: string, ...args: string[]): Step['command'] => [`node_modules/.bin/${name}`, ...args];

const steps: readonly Step[] = [
  { title: 'Generated files', command: script('generate.ts', '--check') },
  { title: 'Types', command: tool('tsc', '--noEmit', '-p', '.') },
  { title: 'Lint', command: tool('oxlint', '-c', 'oxlint.config.mjs', '--deny-warnings') },
  { title: 'Format', command: tool('oxfmt', '--check') },
  { title: 'Unused code', command: tool('knip') },
  { title: 'Build', command: script('build.ts') },
  ...(process.env['BLASTGATE_NATIVE'] === 'required'
    ? [{ title: 'Native form', command: script('build-native.ts', '--fetch') }]
    : []),
];

let passed = 0;
const failures: string[] = [];

function runs([program, ...args]: Step['command']): boolean {
  return spawnSync(program, args, { stdio: 'inherit' }).status === 0;
}

function count(ok: boolean, title: string): void {
  if (ok) passed++;
  else failures.push(title);
}

for (const { title, command } of steps) {
  console.log(`\n== ${title}`);
  count(runs(command), title);
}

console.log('\n== Tests');
const scratch = mkdtempSync(join(tmpdir(), 'blastgate-check-'));
const report = join(scratch, 'tests.json');
const testsOk = runs(tool('vitest', 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`));
countTests(testsOk);
rmSync(scratch, { recursive: true, force: true });

for (const failure of failures) console.log(`FAILED ${failure}`);
console.log(`${passed} passed, ${failures.length} failed`);
process.exitCode = failures.length === 0 ? 0 : 1;

/** Counts from vitest's JSON report (the shape of Jest's); a file that cannot be loaded has no tests and counts as one failure. */
function countTests(ok: boolean): void {
  const before = failures.length;
  try {
    const { testResults } = JSON.parse(readFileSync(report, 'utf8')) as {
      testResults: { name: string; status: string; assertionResults: { fullName: string; status: string }[] }[];
    };
    for (const file of testResults) {
      const failing = file.assertionResults.filter(({ status }) => status === 'failed');
      passed += file.assertionResults.filter(({ status }) => status === 'passed').length;
      for (const { fullName } of failing) failures.push(fullName);
      if (file.status === 'failed' && failing.length === 0) failures.push(file.name);
    }
  } catch (error) {
    failures.push(`Tests: no report (${error instanceof Error ? error.message : String(error)})`);
  }
  // An error outside every test, such as an unhandled rejection.
  if (!ok && failures.length === before) failures.push('Tests');
}
