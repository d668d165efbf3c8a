import { expect, test } from 'vitest';
import { branched, commonArms, excludeEachOther, isCertainIn } from '../src/arms.ts';

const branch = {};
const before = branched([]);
const [left, right] = [branched(before, branch), branched(before, branch)];

test('what ran before a branch ran in each of its arms, and not the other way round', () => {
  expect(isCertainIn(before, left)).toBe(true);
  expect(isCertainIn(left, before)).toBe(false);
  expect(isCertainIn(left, right)).toBe(false);
});

test('only arms of the same branch exclude each other', () => {
  expect(excludeEachOther(left, right)).toBe(true);
  expect(excludeEachOther(branched(left), right)).toBe(true);
  expect(excludeEachOther(before, left)).toBe(false);
  expect(excludeEachOther(branched(before), left)).toBe(false);
});

test('behind a branch only what was taken before it is left', () => {
  expect(commonArms(left, right)).toEqual(before);
  expect(commonArms(left, left)).toBe(left);
});

test('very many arms are not told apart, and nothing in them is taken for certain elsewhere', () => {
  let arms: ReturnType<typeof branched> = [];
  for (let count = 0; count < 1000; count += 1) arms = branched(arms);
  const next = branched(arms);
  expect(next.length).toBe(arms.length);
  expect(isCertainIn(arms, next)).toBe(false);
});
