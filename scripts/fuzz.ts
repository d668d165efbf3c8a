// npm run fuzz -- [--minutes N] [--seed N] [--only TARGET]: new inputs as long as the minutes last; what fails is printed as a
// line for test/fuzz/seeds.jsonl.
import { parseArgs } from 'node:util';
import { fuzz } from '../test/fuzz/run.ts';
import { targets } from '../test/fuzz/targets.ts';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '1' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000_000) },
    only: { type: 'string' },
  },
});
const minutes = Number(values.minutes);
if (!(minutes > 0)) throw new RangeError('--minutes takes a number above 0');
const BATCH = 200;

const chosen = Object.entries(targets()).filter(([name]) => values.only === undefined || name === values.only);
if (chosen.length === 0) throw new RangeError(`no such target: ${values.only}`);
const end = performance.now() + minutes * 60_000;
const counts = new Map<string, number>();
const failures = new Set<string>();
for (let seed = Number(values.seed); performance.now() < end; seed += 1)
  for (const [name, target] of chosen) {
    if (performance.now() > end) break;
    counts.set(name, (counts.get(name) ?? 0) + BATCH);
    const failure = fuzz(target, seed, BATCH);
    if (failure === undefined) continue;
    const line = JSON.stringify({ target: name, input: failure.input });
    if (!failures.has(line)) console.log(`${line}\n  seed ${seed}: ${failure.problem}`);
    failures.add(line);
  }
for (const [name, count] of counts) console.log(`${name}: ${count} inputs`);
console.log(`${failures.size} failed`);
process.exitCode = failures.size === 0 ? 0 : 1;
