// node scripts/run.mjs scripts/measure-scripts.ts COMMAND FILE… : what running each of the files would be answered, as a file of
// a project; `{}` in the command is the file. A list of files may come as @LIST, one a line. Nothing is run.
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { readEvent } from '../src/adapters/claude-code.ts';
import { Deadline } from '../src/deadline.ts';
import { recordedWorld } from '../src/facts/recorded-world.ts';
import { judge } from '../src/gate.ts';
import { exampleWorldWith } from '../src/policy/example-world.ts';
import { recordedPolicy } from '../src/policy/layers.ts';
import { show, type Word } from '../src/word.ts';
import { quantile } from './bench/statistics.ts';

const [command = '', ...given] = process.argv.slice(2).filter((word) => word !== '--list');
const listed = process.argv.includes('--list');
const files = given.flatMap((name) =>
  name.startsWith('@')
    ? readFileSync(name.slice(1), 'utf8')
        .split('\n')
        .filter((line) => line !== '')
    : [name],
);

/** Processor time since, which other programs on the machine do not change. */
function cpuMs(since: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(since);
  return (user + system) / 1000;
}

const isWord = (value: unknown): value is Word => typeof value === 'object' && value !== null && 'parts' in value;

const outcomes = new Map<string, number>();
const rules = new Map<string, number>();
const times: { readonly file: string; readonly ms: number; readonly kB: number }[] = [];
let failed = 0;
for (const file of files) {
  const text = readFileSync(file, 'utf8');
  const name = `/home/dev/project/${basename(file)}`;
  const world = exampleWorldWith({ files: { [name]: text } });
  const event = readEvent({
    hook_event_name: 'PreToolUse',
    session_id: 'measure',
    cwd: world.cwd,
    tool_name: 'Bash',
    tool_input: { command: command.replaceAll('{}', basename(file)) },
  });
  const recorded = recordedWorld(world);
  const started = process.cpuUsage();
  try {
    const { decision } = judge(
      event,
      recorded,
      recordedPolicy(recorded),
      new Deadline(() => performance.now(), 60_000),
    );
    times.push({ file, ms: cpuMs(started), kB: text.length / 1024 });
    outcomes.set(decision.outcome, (outcomes.get(decision.outcome) ?? 0) + 1);
    const [verdict] = decision.verdicts;
    if (decision.outcome === 'none' || decision.outcome === 'allow' || verdict === undefined) continue;
    const { rule } = verdict;
    rules.set(rule, (rules.get(rule) ?? 0) + 1);
    if (listed) {
      const effect = JSON.stringify(verdict.effect, (key, value: unknown) =>
        isWord(value) ? show(value) : key === 'span' || key === 'via' ? undefined : value,
      );
      console.log(
        `${decision.outcome}	${rule}	${file}	${verdict.effect?.span.origin ?? ''}	${effect.slice(0, 200)}`,
      );
    }
  } catch (error) {
    failed += 1;
    console.log(`exception\t${file}\t${String(error)}`);
  }
}
const share = (count: number): string => `${count} (${((100 * count) / Math.max(1, files.length)).toFixed(2)} %)`;
console.log(`${files.length} files, ${failed} exceptions`);
for (const [outcome, count] of outcomes) console.log(`${outcome}: ${share(count)}`);
for (const [rule, count] of [...rules].toSorted((a, b) => b[1] - a[1])) console.log(`  ${rule}: ${count}`);
const ms = times.map((time) => time.ms);
const size = times.reduce((sum, time) => sum + time.kB, 0);
console.log(
  `ms p50 ${quantile(ms, 0.5).toFixed(2)}, p99 ${quantile(ms, 0.99).toFixed(2)}; ${((1000 * ms.reduce((a, b) => a + b, 0)) / Math.max(1, size)).toFixed(0)} µs/kB`,
);
for (const { file, ms: taken, kB } of times.toSorted((a, b) => b.ms - a.ms).slice(0, 8))
  console.log(`  ${taken.toFixed(1)} ms ${kB.toFixed(0)} kB ${file}`);
