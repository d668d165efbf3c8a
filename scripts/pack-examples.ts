// Runs the examples of rule packs, each against its rule alone: node scripts/run.mjs scripts/pack-examples.ts [PACK…] [--all]
// Prints every example that does not hold, with the effects that were found; --all prints the others too.
import type { Effect } from '../src/effect.ts';
import { show, type PathRef, type Word } from '../src/word.ts';
import { examplesOf, expectations, runExample } from './packs/examples.ts';
import { readPacks } from './packs/read.ts';

const names = process.argv.slice(2).filter((argument) => !argument.startsWith('-'));
const all = process.argv.includes('--all');
const { packs, problems } = readPacks(names);
for (const problem of problems) console.log(problem);

const said = { yes: 'that it applies', unknown: 'that it may apply', no: 'nothing' };
let failed = problems.length;
let held = 0;
const effectsBeside = ({ effects }: { readonly effects: readonly Effect[] }): void => {
  for (const effect of effects) console.log(`    ${describe(effect)}`);
};

for (const pack of packs)
  for (const rule of pack.rules)
    for (const example of examplesOf(rule)) {
      const label = `${rule.rule.id} ${example.expectation}: ${example.text}`;
      try {
        const result = runExample(example);
        const ok = result.truth === expectations[example.expectation];
        if (ok) held += 1;
        else failed += 1;
        if (!ok) console.log(`FAILED ${label}\n    the rule says ${said[result.truth]}; effects found:`);
        else if (all) console.log(`ok     ${label}`);
        if (!ok || all) effectsBeside(result);
      } catch (error) {
        failed += 1;
        console.log(`FAILED ${label}\n    ${error instanceof Error ? error.stack : String(error)}`);
      }
    }
console.log(`${held} examples hold, ${failed} do not`);
process.exitCode = failed === 0 ? 0 : 1;

function describe(effect: Effect): string {
  const { kind, span, via, remote, ...fields } = effect;
  const shown = Object.entries(fields).map(([name, value]) => `${name}=${showValue(value)}`);
  const around = [
    ...(via.length > 0 ? [`via ${via.join(' ')}`] : []),
    ...(remote === undefined ? [] : [`on ${remote.kind}`]),
  ];
  return [
    kind,
    ...shown,
    ...around,
    `[${span.start}-${span.end}${span.origin === undefined ? '' : ` ${span.origin}`}]`,
  ].join(' ');
}

function showValue(value: string | Word | PathRef | readonly (string | Word | PathRef)[] | undefined): string {
  if (value === undefined) return '-';
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return `(${value.map((each: string | Word | PathRef) => showValue(each)).join(' ')})`;
  const one = value as Word | PathRef;
  const word = 'word' in one ? one.word : one;
  return `'${show(word)}'${word.parts.some((part) => typeof part !== 'string') ? '?' : ''}${word.many ? '…' : ''}`;
}
