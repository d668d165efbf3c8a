import { expect, test } from 'vitest';
import { commonArms, excludeEachOther, isCertainIn, within } from '../src/arms.ts';

const branch = {};
const before = within([]);
const [left, right] = [within(before, branch), within(before, branch)];

test('what ran before a branch ran in each of its arms, and not the other way round', () => {
  expect(isCertainIn(before, left)).toBe(true);
  expect(isCertainIn(left, before)).toBe(false);
  expect(isCertainIn(left, right)).toBe(false);
});

test('only arms of the same branch exclude each other', () => {
  expect(excludeEachOther(left, right)).toBe(true);
  expect(excludeEachOther(within(left), right)).toBe(true);
  expect(excludeEachOther(before, left)).toBe(false);
  expect(excludeEachOther(within(before), left)).toBe(false);
});

test('behind a branch only what was taken before it is left', () => {
  expect(commonArms(left, right)).toEqual(before);
  expect(commonArms(left, left)).toBe(left);
});

test('very many arms are not told apart, and nothing in them is taken for certain elsewhere', () => {
  let arms: ReturnType<typeof within> = [];
  for (let count = 0; count < 1000; count += 1) arms = within(arms);
  const next = within(arms);
  expect(next.length).toBe(arms.length);
  expect(isCertainIn(arms, next)).toBe(false);
});
