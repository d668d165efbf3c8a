import { describe, expect, it } from 'vitest';
import { Deadline } from '../src/deadline.ts';
import { recordedWorld } from '../src/facts/recorded-world.ts';
import { judge } from '../src/gate.ts';
import { recordedPolicy } from '../src/policy/layers.ts';
import type { WorldDescription } from '../src/world.ts';

const description: WorldDescription = {
  home: '/home/me',
  project: '/home/me/app',
  cwd: '/home/me/app',
  branch: 'topic',
  env: {},
  files: {},
};

function decide(command: string): number {
  const world = recordedWorld(description);
  const event = {
    agent: 'test',
    event: 'PreToolUse',
    tool: 'Bash',
    call: { kind: 'shell', command, dialect: 'bash' },
    cwd: '/home/me/app',
    mode: 'default',
    session: '',
    subagent: '',
  } as const;
  const started = process.cpuUsage().user;
  const { decision } = judge(event, world, recordedPolicy(world), new Deadline(() => performance.now(), 60_000));
  // What is more than is read is opaque, and asks.
  expect(['none', 'ask']).toContain(decision.outcome);
  return process.cpuUsage().user - started;
}

const repeated = (piece: string, bytes: number, end: string) => piece.repeat(Math.floor(bytes / piece.length)) + end;

const shapes: Readonly<Record<string, (bytes: number) => string>> = {
  'a list of commands': (bytes) => repeated('git status && ', bytes, 'true'),
  'one pipeline': (bytes) => repeated('cat a.txt | sort -u | ', bytes, 'wc -l'),
  'a pipeline of searches': (bytes) => repeated('env | grep NODE | ', bytes, 'wc -l'),
  'many arguments': (bytes) =>
    `touch ${Array.from({ length: bytes / 20 }, (_, index) => `src/part-${index}/file.ts`).join(' ')}`,
  'here-document data': (bytes) => `cat > notes.md <<'END'\n${repeated('rm -rf / is text here\n', bytes, '')}END\n`,
};

describe('a decision takes time in proportion to the length of the command', () => {
  it.each(Object.entries(shapes))('%s', (_, make) => {
    const fastest = (bytes: number) => Math.min(...Array.from({ length: 4 }, () => decide(make(bytes))));
    fastest(2_000);
    // Eight times as long: 64 times as slow where every command looks at all before it.
    expect(fastest(48_000) / fastest(6_000)).toBeLessThan(24);
  });
});
