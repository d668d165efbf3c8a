import { readFileSync } from 'node:fs';
import { readCase } from '../../src/cli/replay-case.ts';
import { Deadline, DeadlineError } from '../../src/deadline.ts';
import { recordedWorld } from '../../src/facts/recorded-world.ts';
import { judge } from '../../src/gate.ts';
import { recordedPolicy } from '../../src/policy/layers.ts';
import type { Policy, Rule } from '../../src/policy/rule.ts';
import type { HookEvent } from '../../src/tool-call.ts';
import type { WorldDescription } from '../../src/world.ts';
import { median, quantile } from './statistics.ts';

/** Past this many milliseconds a decision is given up, and counts as endless. */
const PATIENCE_MS = 10_000;
const PASSES = 6;

interface Recorded {
  readonly id: string;
  readonly event: HookEvent;
  readonly description: WorldDescription;
}

/** The recorded calls of a fixture file, ready to be decided. */
function recordedCalls(file: string): readonly Recorded[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .flatMap((line, index) => {
      const recorded = readCase(line, index + 1);
      if ('error' in recorded) throw new Error(`${file}:${index + 1}: ${recorded.error}`);
      return [{ id: recorded.id, event: recorded.event, description: recorded.world ?? {} }];
    });
}

/** Milliseconds of one decision, from the tool call to the reason; a new world each time, so that nothing is remembered. */
function decide({ event, description }: Recorded, change: (policy: Policy) => Policy = (policy) => policy): number {
  const world = recordedWorld(description);
  const policy = change(recordedPolicy(world));
  const cwd = description.cwd ?? event.cwd ?? description.project ?? null;
  const started = process.hrtime.bigint();
  try {
    judge({ ...event, cwd }, world, policy, new Deadline(() => performance.now(), PATIENCE_MS));
  } catch (error) {
    if (error instanceof DeadlineError) return Number.POSITIVE_INFINITY;
    throw error;
  }
  return Number(process.hrtime.bigint() - started) / 1e6;
}

export interface DecisionRow {
  readonly title: string;
  readonly calls: number;
  readonly p50: number;
  readonly p99: number;
  readonly slowest: string;
}

/** In-process decision times over the fixtures: of each call the median of several passes after a warm-up. */
export function measureDecisions(files: readonly string[]): readonly DecisionRow[] {
  return files.map((file) => {
    const calls = recordedCalls(file);
    for (let pass = 0; pass < 3; pass++) for (const call of calls) decide(call);
    const times = calls.map((call) => ({
      id: call.id,
      ms: median(Array.from({ length: PASSES }, () => decide(call))),
    }));
    const all = times.map(({ ms }) => ms);
    const slowest = times.toSorted((a, b) => b.ms - a.ms)[0];
    return {
      title: file,
      calls: calls.length,
      p50: quantile(all, 0.5),
      p99: quantile(all, 0.99),
      slowest: slowest === undefined ? '' : `${slowest.id} ${slowest.ms.toFixed(2)} ms`,
    };
  });
}

export interface GrowthRow {
  readonly title: string;
  readonly size: number;
  readonly ms: number;
}

const shapes: Readonly<Record<string, (bytes: number) => string>> = {
  'a list of commands': (bytes) => repeated('git status && ', bytes, 'true'),
  'one pipeline': (bytes) => repeated('cat a.txt | sort -u | ', bytes, 'wc -l'),
  'one word in quotes': (bytes) => `echo "${repeated('lorem ipsum $x ', bytes, '')}"`,
  'many arguments': (bytes) => `touch ${repeated('src/file.ts ', bytes, 'end')}`,
  'here-document data': (bytes) => `cat > notes.md <<'END'\n${repeated('rm -rf / is text here\n', bytes, '')}END\n`,
};

function repeated(piece: string, bytes: number, end: string): string {
  return piece.repeat(Math.max(1, Math.floor(bytes / piece.length))) + end;
}

/** How the decision time grows with the length of a command, 1 kB to 1 MB. */
export function measureLength(): readonly GrowthRow[] {
  return Object.entries(shapes).flatMap(([title, make]) =>
    [1_000, 10_000, 60_000, 100_000, 1_000_000].map((size) => {
      const call = shellCall(make(size));
      const first = decide(call);
      const ms = first > 500 ? first : median(Array.from({ length: size > 50_000 ? 5 : 15 }, () => decide(call)));
      return { title, size, ms };
    }),
  );
}

/** How the decision time of ordinary calls grows with the number of rules of a person's own. */
export function measureRules(): readonly GrowthRow[] {
  const call = shellCall(
    'cd src && npm test 2>&1 | tail -n 40 && git commit -qam "Fix the build" && acme-7 deploy --now',
  );
  return [0, 100, 1_000, 10_000].map((count) => {
    const rules = Array.from({ length: count }, (_, index) => ownRule(index));
    const withRules = (policy: Policy): Policy => ({
      ...policy,
      layers: [
        ...policy.layers,
        { name: 'user', rules: (kind) => (kind === 'exec' ? rules : []), overrides: [], profile: [] },
      ],
    });
    for (let pass = 0; pass < 5; pass++) decide(call, withRules);
    return { title: 'rules', size: count, ms: median(Array.from({ length: 25 }, () => decide(call, withRules))) };
  });
}

function shellCall(command: string): Recorded {
  const event: HookEvent = {
    agent: 'bench',
    event: 'PreToolUse',
    tool: 'Bash',
    call: { kind: 'shell', command, dialect: 'bash' },
    cwd: '/home/me/app',
    mode: 'default',
    session: '',
    subagent: '',
  };
  return {
    id: 'bench',
    event,
    description: {
      home: '/home/me',
      project: '/home/me/app',
      cwd: '/home/me/app',
      branch: 'topic',
      env: {},
      files: {},
    },
  };
}

function ownRule(index: number): Rule {
  return {
    id: `acme/rule-${index}`,
    title: 'A rule of our own',
    outcome: 'deny',
    when: [
      { field: 'program', matcher: { is: 'text', exact: [`acme-${index}`], globs: [] } },
      { field: 'subcommand', matcher: { is: 'text', exact: ['drop'], globs: ['de*'] } },
    ],
    reason: 'It deploys.',
    alternative: '',
  };
}
