import type { Arm } from './word.ts';

/** How many arms are told apart; below that many, each stands in the place of the last, and what ran there is certain nowhere else. */
const DEPTH = 48;

/** The arms within one more. */
export function branched(arms: readonly Arm[], of: object = {}): readonly Arm[] {
  return [...(arms.length < DEPTH ? arms : arms.slice(0, DEPTH - 1)), { of }];
}

/** The arms that were taken on both ways. */
export function commonArms(one: readonly Arm[], other: readonly Arm[]): readonly Arm[] {
  if (one === other) return one;
  let length = 0;
  while (length < one.length && one[length] === other[length]) length += 1;
  return length === one.length ? one : one.slice(0, length);
}

/** Whether what ran in the first arms ran for certain where the second ones are taken. */
export function isCertainIn(ran: readonly Arm[], taken: readonly Arm[]): boolean {
  return ran.length <= taken.length && ran.every((arm, index) => arm === taken[index]);
}

/** Whether the arms are different ways at the same place, so that not both are taken. */
export function excludeEachOther(one: readonly Arm[], other: readonly Arm[]): boolean {
  const { length } = commonArms(one, other);
  const [left, right] = [one[length], other[length]];
  return left !== undefined && right !== undefined && left.of === right.of;
}
