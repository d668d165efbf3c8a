import { producedOutput } from '../../src/commands/producers/producers.ts';
import type { Reader, Start, Step } from '../../src/script.ts';
import { readCode, readScript } from '../../src/shell/read-script.ts';
import { type Invocation, literal, show, textOf, type Word } from '../../src/word.ts';
import type { World } from '../../src/world.ts';

/** A machine with a few programs in /bin and an environment that holds HOME, USER and EDITOR. */
const machine: Partial<World> = {
  home: '/home/dev',
  installation: [],
  project: '/home/dev/project',
  cwd: '/home/dev/project',
  platform: 'linux',
  environment: (name) => (name === 'HOME' ? '/home/dev' : name === 'USER' ? 'dev' : name === 'EDITOR' ? 'vim' : null),
  entry: () => ({ kind: 'unknown' }),
  read: () => ({ kind: 'unknown' }),
  list: (directory) =>
    directory === '/bin' ? ['cat', 'ls', 'rm', 'sh'] : directory === '/' ? ['bin', 'etc', 'home'] : undefined,
  repository: { branch: null, protectedBranches: [], upstream: null, remotes: [], config: () => undefined },
  tracked: () => 'unknown',
  ignored: () => 'unknown',
  kubeContext: null,
  worktrees: [],
};
export const world = machine as World;

export function readerOf(files: Readonly<Record<string, string>> = {}): Reader {
  return {
    world,
    output: (invocation) => producedOutput(invocation, world),
    content: ({ word }) => {
      const name = textOf(word);
      return name !== undefined && Object.hasOwn(files, name) ? literal(files[name] ?? '') : undefined;
    },
    contents: ({ word }) => {
      const text = files[textOf(word) ?? ''];
      return text === undefined ? [] : [literal(text)];
    },
    tick: () => undefined,
    dormant: { texts: new Map(), evaluated: new Set(), awake: false },
  };
}

export const start: Start = {
  cwd: literal('/home/dev/project'),
  via: [],
  args: [literal('bash')],
  stdin: { kind: 'inherited' },
  depth: 0,
  place: (from, to) => ({ start: from, end: to }),
};

export function steps(script: string, files?: Readonly<Record<string, string>>): readonly Step[] {
  return readScript(script, start, readerOf(files));
}

export function stepsOfCode(code: Word): readonly Step[] {
  return readCode(code, start, readerOf());
}

export function invocations(script: string, files?: Readonly<Record<string, string>>): readonly Invocation[] {
  return steps(script, files).flatMap((step) => (step.kind === 'invocation' ? [step.invocation] : []));
}

/** The words of an invocation as text: holes by their names, `…` after what may be several words. */
export function text({ argv }: Pick<Invocation, 'argv'>): string {
  return argv.map((word) => `${show(word) || "''"}${word.many ? '…' : ''}`).join(' ');
}

/** What a script runs, as lines: bare assignments and redirections left out, `?why detail` for what is opaque. */
export function lines(script: string, files?: Readonly<Record<string, string>>): readonly string[] {
  return written(steps(script, files));
}

export function written(read: readonly Step[]): readonly string[] {
  return read.flatMap((step) => {
    switch (step.kind) {
      case 'invocation':
        return step.invocation.argv.length === 0 ? [] : [text(step.invocation)];
      case 'opaque':
        return [`?${step.why} ${step.detail}`];
      case 'fork-bomb':
        return ['fork bomb'];
    }
  });
}
