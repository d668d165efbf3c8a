import './switch.ts';
import { cases, type Case } from './harness.ts';
import { activate, met, record } from './switch.ts';

/** How a mutant ended: a test noticed it, none did although some ran it, or none runs it. */
export type Fate = 'killed' | 'survived' | 'not run';

/** A test that takes longer on the unchanged program is left out, in milliseconds. */
const PATIENCE_MS = 400;

async function fails(test: Case): Promise<boolean> {
  try {
    await test.run();
    return false;
  } catch {
    return true;
  }
}

/** Runs every mutant against the tests that reach it, quick ones first, and tells each one's fate as it is known. */
export async function runMutants(chosen: readonly number[], tell: (id: number, fate: Fate) => void): Promise<number> {
  const wanted = new Set(chosen);
  const reaching = new Map<number, { readonly test: Case; readonly ms: number }[]>();
  let used = 0;
  for (const test of cases) {
    activate(0);
    // Once to warm up what is made on first use, once to see which mutants it meets.
    const before = performance.now();
    if (await fails(test)) continue;
    record(true);
    const broken = await fails(test);
    const ms = performance.now() - before;
    const reached = [...met].filter((id) => wanted.has(id));
    record(false);
    if (broken || ms > PATIENCE_MS) continue;
    used += 1;
    for (const id of reached) reaching.set(id, [...(reaching.get(id) ?? []), { test, ms }]);
  }
  for (const id of chosen) {
    const tests = (reaching.get(id) ?? []).toSorted((a, b) => a.ms - b.ms);
    let fate: Fate = tests.length === 0 ? 'not run' : 'survived';
    for (const { test } of tests) {
      activate(id);
      if (!(await fails(test))) continue;
      fate = 'killed';
      break;
    }
    activate(0);
    tell(id, fate);
  }
  return used;
}
