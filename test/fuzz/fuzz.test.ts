import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { fuzz } from './run.ts';
import { targets } from './targets.ts';

const all = targets();
/** How many inputs of each kind a test run makes; `npm run fuzz` makes as many as its minutes allow. */
const RUNS = 150;

describe('inputs that nobody wrote end in a decision', () => {
  it.each(Object.entries(all))('%s', { timeout: 120_000 }, (_, target) => {
    expect(fuzz(target, 2026, RUNS)).toBeUndefined();
  });
});

const kept = readFileSync('test/fuzz/seeds.jsonl', 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => JSON.parse(line) as { readonly target: string; readonly input: string });

describe('what failed once does not again', () => {
  it.each(kept.map((seed) => ({ ...seed, title: seed.input.slice(0, 60) })))('$target: $title', ({ target, input }) => {
    expect(all[target]?.problem(input)).toBeUndefined();
    expect(Object.keys(all)).toContain(target);
  });
});
