import fc from 'fast-check';
import type { Target } from './targets.ts';

/** An input that something is wrong with, made as small as could be in a few seconds. */
export interface Failure {
  readonly input: string;
  readonly problem: string;
}

const SHRINKING_MS = 10_000;

/** Runs one target on so many inputs of a seed; answers a small input that fails, if any does. */
export function fuzz({ inputs, problem }: Target, seed: number, runs: number): Failure | undefined {
  const { counterexample } = fc.check(
    fc.property(inputs, (input) => problem(input) === undefined),
    { seed, numRuns: runs, endOnFailure: true },
  );
  const [failing] = counterexample ?? [];
  if (failing === undefined) return undefined;
  const input = smallest(failing, (text) => problem(text) !== undefined);
  const found = problem(input);
  // What was slow once only was the machine's collector or compiler.
  return found === undefined ? undefined : { input, problem: found };
}

/** The text without every piece that can be left out while it still fails, larger pieces first. */
function smallest(text: string, fails: (text: string) => boolean): string {
  const end = performance.now() + SHRINKING_MS;
  let least = text;
  for (let size = Math.ceil(least.length / 2); size >= 1; size = Math.floor(size / 2))
    for (let at = 0; at < least.length && performance.now() < end;) {
      const without = least.slice(0, at) + least.slice(at + size);
      if (fails(without)) least = without;
      else at += size;
    }
  return least;
}
