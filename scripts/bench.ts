// npm run bench [-- --runs N] [--node PATH] [--write]: what the hook costs, against the targets of the project.
// Absolute times move from machine to machine: the ratios do not. --write puts the table into docs/performance.md too.
import { spawnSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { measureDecisions, measureLength, measureRules } from './bench/decisions.ts';
import { measureProcesses } from './bench/process.ts';

const args = process.argv.slice(2);
const value = (name: string) => (args.includes(name) ? args[args.indexOf(name) + 1] : undefined);
const runs = Number(value('--runs') ?? 60);
if (!Number.isSafeInteger(runs) || runs < 1) throw new RangeError('--runs takes a number of runs');
const node = value('--node') ?? process.execPath;
const version = spawnSync(node, ['-p', 'process.version'], { encoding: 'utf8' }).stdout.trim();

const lines: string[] = [];
function table(heading: string, columns: readonly string[], rows: readonly (readonly string[])[]): void {
  lines.push(`## ${heading}`, '', `| ${columns.join(' | ')} |`, `|${columns.map(() => '---').join('|')}|`);
  for (const row of rows) lines.push(`| ${row.join(' | ')} |`);
  lines.push('');
}

table(
  `Whole process, Node ${version}, median of ${runs} runs in turn`,
  ['program', 'ms', '× empty script'],
  measureProcesses(node, runs).map(({ title, ms, ratio }) => [title, ms.toFixed(2), ratio.toFixed(3)]),
);
const fixtures = ['fixtures/everyday.jsonl', 'fixtures/attacks.jsonl'].filter((file) => existsSync(file));
table(
  `One decision in process, Node ${process.version}, warmed up`,
  ['recorded calls', 'calls', 'p50 ms', 'p99 ms', 'slowest'],
  measureDecisions(fixtures).map(({ title, calls, p50, p99, slowest }) => [
    title,
    String(calls),
    p50.toFixed(3),
    p99.toFixed(3),
    slowest,
  ]),
);
table(
  'Growth with the length of a command',
  ['command', 'bytes', 'ms', 'µs per kB'],
  measureLength().map(({ title, size, ms }) => [title, String(size), ms.toFixed(2), ((ms / size) * 1e6).toFixed(0)]),
);
table(
  "Growth with the number of a person's own rules",
  ['rules', 'ms'],
  measureRules().map(({ size, ms }) => [String(size), ms.toFixed(3)]),
);

const report = lines.join('\n');
console.log(report);
if (args.includes('--write')) {
  writeFileSync(
    'docs/performance.md',
    `# What it costs\n\nWritten by \`npm run bench -- --write\`. Absolute times are of one machine; compare the ratios.\n\n${report}`,
  );
}
