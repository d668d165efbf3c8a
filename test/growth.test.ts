import { Session, type Profiler } from 'node:inspector';
import { afterAll, describe, expect, it } from 'vitest';
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

const session = new Session();
session.connect();
session.post('Profiler.enable');
afterAll(() => session.disconnect());

/** How often the functions, loops and branches of our code were entered: the same on every machine, however busy. */
function work(act: () => void): number {
  let counted = 0;
  session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
  act();
  session.post('Profiler.takePreciseCoverage', (_, taken: Profiler.TakePreciseCoverageReturnType) => {
    for (const { url, functions } of taken.result)
      if (url.includes('/src/')) for (const { ranges } of functions) for (const { count } of ranges) counted += count;
  });
  session.post('Profiler.stopPreciseCoverage');
  return counted;
}

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
  const policy = recordedPolicy(world);
  return work(() => {
    const { decision } = judge(event, world, policy, new Deadline(() => performance.now(), 60_000));
    // What is more than is read is opaque, and asks.
    expect(['none', 'ask']).toContain(decision.outcome);
  });
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

describe('a decision takes work in proportion to the length of the command', () => {
  it.each(Object.entries(shapes))('%s', (_, make) => {
    decide(make(2_000));
    const small = decide(make(6_000));
    expect(small).toBeGreaterThan(100);
    // Eight times as long: 64 times the work where every command looks at all before it.
    expect(decide(make(48_000)) / small).toBeLessThan(16);
  });
});
