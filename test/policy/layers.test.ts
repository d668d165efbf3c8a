import { describe, expect, it } from 'vitest';
import { makeFacts } from '../../src/facts/facts.ts';
import { recordedWorld } from '../../src/facts/recorded-world.ts';
import type { ListResult, ReadResult, StatResult, WriteResult } from '../../src/host.ts';
import { decide } from '../../src/policy/decide.ts';
import { exampleWorld } from '../../src/policy/example-world.ts';
import { policyFor, recordedPolicy } from '../../src/policy/layers.ts';
import type { Policy } from '../../src/policy/rule.ts';
import type { Truth } from '../../src/word.ts';
import { decideWith, exec, packsOf, policyFile, rulesFile, worldWith } from './setting.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const strictDecoder = new TextDecoder('utf-8', { fatal: true });

function decodeUtf8(content: Uint8Array): string | undefined {
  try {
    return strictDecoder.decode(content);
  } catch {
    return undefined;
  }
}

type Reading = Uint8Array | string | ReadResult<Uint8Array>;

/** A machine with these files and directories, and nothing else. */
function machine(files: Readonly<Record<string, Reading>>, directories: Readonly<Record<string, ListResult>> = {}) {
  const asked: string[] = [];
  const host = {
    asked,
    readBytes(path: string): ReadResult<Uint8Array> {
      asked.push(path);
      const found = files[path];
      if (found === undefined) return { kind: 'missing' };
      if (typeof found === 'string') return { kind: 'file', content: bytes(found) };
      return found instanceof Uint8Array ? { kind: 'file', content: found } : found;
    },
    lstat: (path: string): StatResult =>
      files[path] === undefined ? { kind: 'missing' } : { kind: 'symlink', size: 0, mode: 0o777, uid: 0, modified: 0 },
    listDirectory(path: string): ListResult {
      asked.push(path);
      return directories[path] ?? { kind: 'missing' };
    },
    decodeUtf8,
    // Without a program file nothing is kept.
    programFile: () => '/blastgate.js',
    stat: (): StatResult => ({ kind: 'missing' }),
    readText: (): ReadResult<string> => ({ kind: 'missing' }),
    writeFileAtomic: (): WriteResult => ({ kind: 'failed', code: 'EROFS' }),
    makeDirectory: (): WriteResult => ({ kind: 'failed', code: 'EROFS' }),
    homeDirectory: () => undefined,
    userId: () => 0,
  };
  return host;
}

function policyOn(host: ReturnType<typeof machine>, guarded: Truth = 'yes', home: string | null = '/home/dev'): Policy {
  const world = recordedWorld({ ...exampleWorld, home });
  return policyFor(host, Object.assign(Object.create(world) as typeof world, { guarded: () => guarded, home }));
}

const layersOf = (policy: Policy): readonly string[] => policy.layers.map((layer) => layer.name);
const sample = rulesFile('ask exec');

describe('where policies are', () => {
  it('without any there are the built-in rules, after five looks at the file system', () => {
    const host = machine({});
    const policy = policyOn(host);
    expect(layersOf(policy)).toEqual(['builtin']);
    expect(policy.broken).toEqual([]);
    expect(host.asked).toEqual([
      '/etc/blastgate',
      '/home/dev/.config/blastgate/policy.yaml',
      '/home/dev/project/.blastgate.yaml',
      '/home/dev/project/.blastgate',
      '/home/dev/project/.blastgate.local.yaml',
    ]);
  });
  it('each layer has its place', () => {
    const host = machine(
      {
        '/etc/blastgate/site.yaml': sample,
        [policyFile.user]: sample,
        [policyFile.project]: sample,
        '/home/dev/project/.blastgate/more.yaml': rulesFile('deny exec'),
        [policyFile.local]: sample,
      },
      {
        '/etc/blastgate': { kind: 'directory', names: ['site.yaml', 'README'], complete: true },
        '/home/dev/project/.blastgate': { kind: 'directory', names: ['more.yaml', 'notes.txt'], complete: true },
      },
    );
    const policy = policyOn(host);
    expect(layersOf(policy)).toEqual(['builtin', 'managed', 'user', 'project', 'local']);
    expect(policy.layers[3]?.rules('exec').map((rule) => rule.outcome)).toEqual(['ask', 'deny']);
    expect(policy.broken).toEqual([]);
  });
  it('rules about other programs are left out, where every one of them names its programs', () => {
    const about = (text: string) => {
      const rules = policyOn(machine({ [policyFile.user]: text })).layers[1];
      return ['git', 'ls', undefined].map((program) => rules?.rules('exec', program).length);
    };
    const git = 'deny exec when: { program: [git, gh] }';
    expect(about(rulesFile(git))).toEqual([1, 0, 1]);
    expect(about(rulesFile(git, 'ask exec when: { program: ls }'))).toEqual([2, 2, 2]);
    expect(about(rulesFile(git, "ask exec when: { program: 'l*' }"))).toEqual([2, 2, 2]);
    expect(about(rulesFile(git, 'ask exec when: { program: { not: ls } }'))).toEqual([2, 2, 2]);
    expect(about(rulesFile(git, 'ask exec when: { subcommand: push }'))).toEqual([2, 2, 2]);
  });
  it('without a home there is no user policy, without a project none of the project', () => {
    const host = machine({ [policyFile.user]: sample });
    expect(layersOf(policyOn(host, 'yes', null))).toEqual(['builtin']);
    const none = recordedWorld({
      ...exampleWorld,
      project: null,
      files: { ...exampleWorld.files, [policyFile.project]: sample },
    });
    expect(layersOf(recordedPolicy(none))).toEqual(['builtin']);
  });
  it('a managed file counts only where nobody but root can have written it', () => {
    const host = machine(
      { '/etc/blastgate/site.yaml': sample },
      { '/etc/blastgate': { kind: 'directory', names: ['site.yaml'], complete: true } },
    );
    for (const guarded of ['no', 'unknown'] as const) {
      const policy = policyOn(host, guarded);
      expect(layersOf(policy)).toEqual(['builtin']);
      expect(policy.notices.join()).toContain('/etc/blastgate/site.yaml does not count');
    }
  });
  it('a recorded world has the policies that are among its files', () => {
    expect(layersOf(recordedPolicy(recordedWorld(worldWith({ user: sample, project: sample }))))).toEqual([
      'builtin',
      'user',
      'project',
    ]);
    expect(layersOf(recordedPolicy(recordedWorld({ home: '/home/dev', project: '/p', cwd: '/p' })))).toEqual([
      'builtin',
    ]);
  });
});

describe('a policy file that cannot be read is broken, not absent', () => {
  it.each<[string, Reading, string]>([
    ['a directory', { kind: 'not-a-file' }, 'is not a file'],
    ['one without permission', { kind: 'denied' }, 'may not be read'],
    ['one that is too large', { kind: 'too-large' }, 'is larger than'],
    ['one that fails', { kind: 'failed', code: 'EIO' }, 'EIO'],
    ['bytes that are not UTF-8', Uint8Array.of(0x72, 0xff, 0xfe), 'is not UTF-8'],
    ['a link that leads nowhere', { kind: 'missing' }, 'leads nowhere'],
  ])('%s', (_, reading, message) => {
    for (const file of [policyFile.user, policyFile.project, policyFile.local]) {
      const policy = policyOn(machine({ [file]: reading }));
      expect(policy.broken.map((broken) => broken.message).join()).toContain(message);
      const facts = makeFacts(recordedWorld(exampleWorld));
      expect(
        decide([exec('ls')], facts, policy, { tool: 'Bash', mode: 'default', agent: 'test', subagent: '' }).outcome,
      ).toBe('ask');
    }
  });
  it('a directory of policies that may not be listed', () => {
    const host = machine({}, { '/home/dev/project/.blastgate': { kind: 'denied' } });
    expect(policyOn(host).broken).toHaveLength(1);
  });
  it('more policies than are read', () => {
    const host = machine(
      { '/home/dev/project/.blastgate/a.yaml': sample },
      { '/home/dev/project/.blastgate': { kind: 'directory', names: ['a.yaml'], complete: false } },
    );
    expect(policyOn(host).broken).toHaveLength(1);
  });
});

describe('profiles', () => {
  const packs = packsOf(
    { exec: [{ id: 'x/off', title: '', outcome: 'none', when: [], reason: 'R.', alternative: '' }] },
    {
      overrides: (profile) =>
        profile === 'strict'
          ? [{ rule: 'x/off', outcome: 'deny', reason: 'Strict.' }]
          : profile === 'auto'
            ? [{ rule: 'x/off', outcome: 'allow', reason: 'Auto.' }]
            : [],
    },
  );
  it('a profile is a set of overrides that a layer chooses', () => {
    expect(decideWith({ user: 'profile: strict\n' }, [exec('ls')], { builtin: packs }).outcome).toBe('deny');
    expect(decideWith({ user: 'profile: workspace\n' }, [exec('ls')], { builtin: packs }).outcome).toBe('none');
    expect(decideWith({ user: 'profile: auto\n' }, [exec('ls')], { builtin: packs }).outcome).toBe('allow');
  });
  it("the person's own override comes before the profile they chose", () => {
    const user = 'profile: strict\noverrides: [{ rule: x/off, outcome: ask, reason: Milder. }]\n';
    expect(decideWith({ user }, [exec('ls')], { builtin: packs }).outcome).toBe('ask');
  });
  it('a file that is broken elsewhere still chooses a stricter one, not a laxer one', () => {
    expect(decideWith({ user: 'profile: strict\nruels: []\n' }, [exec('ls')], { builtin: packs }).outcome).toBe('deny');
    expect(decideWith({ user: 'profile: auto\nruels: []\n' }, [exec('ls')], { builtin: packs }).verdicts).toHaveLength(
      1,
    );
  });
  it('a file that is broken elsewhere keeps an override that denies, not one that loosens', () => {
    const overridden = (outcome: string): string =>
      `overrides: [{ rule: x/off, outcome: ${outcome}, reason: Ours. }]\nruels: []\n`;
    expect(decideWith({ user: overridden('deny') }, [exec('ls')], { builtin: packs }).outcome).toBe('deny');
    const lax = decideWith({ user: overridden('none') }, [exec('ls')], { builtin: packs });
    expect(lax.outcome).toBe('ask');
    expect(lax.verdicts.map(({ rule }) => rule)).toEqual(['policy/broken']);
  });
  it('the project may choose a stricter one, not a laxer one', () => {
    expect(decideWith({ project: 'profile: strict\n' }, [exec('ls')], { builtin: packs }).outcome).toBe('deny');
    const lax = decideWith({ project: 'profile: auto\n', user: 'profile: strict\n' }, [exec('ls')], { builtin: packs });
    expect(lax.outcome).toBe('deny');
    expect(decideWith({ project: 'profile: auto\n' }, [exec('ls')], { builtin: packs }).outcome).toBe('none');
  });
});

describe('many rules', () => {
  it('ten thousand of them are decided in milliseconds, in proportion', () => {
    const timed = (count: number): number => {
      const text = rulesFile(
        ...Array.from({ length: count }, (_, index) => `ask exec when: { program: tool-${index}, operands: '*prod*' }`),
      );
      const world = recordedWorld(worldWith({}));
      const policy = recordedPolicy(world, packsOf({}));
      const rules = Array.from({ length: count }, (_, index) => ({
        id: `user/r${index}`,
        title: '',
        outcome: 'ask' as const,
        reason: text.slice(0, 1),
        alternative: '',
        when: [{ field: 'program', matcher: { is: 'text' as const, exact: [`tool-${index}`], globs: [] } }],
      }));
      const many = {
        ...policy,
        layers: [...policy.layers, { name: 'user' as const, rules: () => rules, overrides: [], profile: [] }],
      };
      const facts = makeFacts(world);
      const effects = Array.from({ length: 10 }, () => exec('git status'));
      const times = Array.from({ length: 9 }, () => {
        const started = performance.now();
        decide(effects, facts, many, { tool: 'Bash', mode: 'default', agent: 'test', subagent: '' });
        return performance.now() - started;
      });
      return Math.min(...times);
    };
    timed(1000);
    expect(timed(10_000)).toBeLessThan(100);
  });
});
