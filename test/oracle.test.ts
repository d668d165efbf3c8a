import { describe, expect, test } from 'vitest';
import { report, runOracle } from './oracle/oracle.ts';
import { sandboxProblem } from './oracle/sandbox.ts';

// A smaller run of `npm run oracle`: what bash was seen to do, the gate must have said.
const problem = sandboxProblem();
if (problem !== undefined && process.env['CI'] === 'true') throw new Error(`CI must have the sandbox: ${problem}`);
if (problem !== undefined) console.warn(`The oracle is skipped: ${problem}.`);

describe.skipIf(problem !== undefined)('the gate against bash itself', () => {
  test('disguises, tricks and decoys of one seed', { timeout: 240_000 }, async () => {
    const result = await runOracle({ seed: 17, disguises: 200, decoys: 80, tricks: 60 });
    const { unsound, tricked, weak, alarms, faults, asked, verified, tricks, decoys } = result;
    expect([...unsound, ...tricked, ...weak, ...alarms, ...faults], report(result, true)).toEqual([]);
    expect(asked.length, report(result, true)).toBeLessThanOrEqual(1);
    expect(verified).toBeGreaterThan(120);
    expect(tricks).toBeGreaterThan(30);
    expect(decoys).toBeGreaterThan(60);
  });
});
