import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { recordedWorld } from '../../../src/facts/recorded-world.ts';
import { judge } from '../../../src/gate.ts';
import { exampleWorld } from '../../../src/policy/example-world.ts';
import { recordedPolicy } from '../../../src/policy/layers.ts';

const world = recordedWorld(exampleWorld);
const patient = { tick: () => undefined };

/** What is decided about a call of the PowerShell tool. */
function outcome(command: string): string {
  const event = {
    agent: 'test',
    event: 'PreToolUse',
    tool: 'PowerShell',
    call: { kind: 'shell', command, dialect: 'powershell' },
    cwd: exampleWorld.cwd ?? null,
    mode: 'default',
    session: '',
    subagent: '',
  } as const;
  return judge(event, world, recordedPolicy(world), patient).decision.outcome;
}

function cases(file: string): readonly string[] {
  return readFileSync(new URL(file, import.meta.url), 'utf8')
    .trimEnd()
    .split('\n%%\n');
}

describe('ordinary work with PowerShell and cmd passes in silence', () => {
  test.each(cases('silent.txt'))('%s', (command) => expect(outcome(command)).toBe('none'));
});

describe('what is destructive is denied, however it is written', () => {
  test.each(cases('denied.txt'))('%s', (command) => expect(outcome(command)).toBe('deny'));
});

describe('what cannot be known is asked about', () => {
  test.each(cases('asked.txt'))('%s', (command) => expect(outcome(command)).toBe('ask'));
});
