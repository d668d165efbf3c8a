import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { examplesOf } from '../../scripts/packs/examples.ts';
import { readPacks } from '../../scripts/packs/read.ts';
import { recordedWorld } from '../../src/facts/recorded-world.ts';
import { judge } from '../../src/gate.ts';
import { exampleWorld, exampleWorldWith } from '../../src/policy/example-world.ts';
import { recordedPolicy } from '../../src/policy/layers.ts';
import type { HookEvent, ToolCall } from '../../src/tool-call.ts';
import type { World } from '../../src/world.ts';
import { readCorpus } from '../fixtures/corpus.ts';
import { Random } from '../oracle/random.ts';

import { firstLook, passesFirstLook, shellEvent } from './first-look.ts';
import { frames, programs, words } from './words.ts';

// The first look may only let pass what the whole reading lets pass, and only on grounds that it has looked at itself.

const patient = { tick: () => undefined };
const home = '/home/dev';
const project = `${home}/project`;

const bash = (command: string): HookEvent => shellEvent(command, project);

const outcomeOf = (event: HookEvent, world: World): string =>
  judge(event, world, recordedPolicy(world), patient).decision.outcome;

/** A project with links to secrets under ordinary names. */
const linked = recordedWorld(
  exampleWorldWith({
    files: {
      link: { link: `${home}/.ssh` },
      'src/a.ts': { link: '../.env' },
      'link-to-env': { link: '.env' },
      a: { link: `${home}/.ssh/id_ed25519` },
      'package.json': { link: `${home}/.aws/credentials` },
      '5': { link: '.env' },
      HEAD: { link: '.env' },
      foo: { link: '.env' },
    },
  }),
);
const example = recordedWorld(exampleWorld);

describe('calls that are known', () => {
  it.each(['fixtures/attacks.jsonl', 'fixtures/everyday.jsonl'])(
    '%s: none passes at once that does not pass',
    (file) => {
      const wrong = readCorpus(file).filter(({ event, world }) => {
        const recorded = recordedWorld(world ?? {});
        return passesFirstLook(event, recorded) && outcomeOf(event, recorded) !== 'none';
      });
      expect(wrong.map(({ id }) => id)).toEqual([]);
    },
  );

  it('examples of the rules, whatever they are an example of', () => {
    const wrong = readPacks().packs.flatMap(({ rules }) =>
      rules.flatMap((rule) =>
        examplesOf(rule).flatMap(({ event, world }) => {
          const recorded = recordedWorld(world);
          return passesFirstLook(event, recorded) && outcomeOf(event, recorded) !== 'none' ? [event.call] : [];
        }),
      ),
    );
    expect(wrong).toEqual([]);
  });

  it('every command that a rule stops, with plain commands around it', () => {
    const wrong = readCorpus('fixtures/attacks.jsonl').flatMap(({ event, world }) => {
      if (event.call?.kind !== 'shell' || event.call.dialect !== 'bash') return [];
      const { command } = event.call;
      const recorded = recordedWorld(world ?? {});
      return frames
        .map((frame) => frame(command))
        .filter((framed) => passesFirstLook({ ...event, call: bash(framed).call }, recorded))
        .filter((framed) => outcomeOf({ ...event, call: bash(framed).call }, recorded) !== 'none');
    });
    expect(wrong).toEqual([]);
  });
});

describe('commands put together at random', () => {
  /** Those that pass at once, of as many. */
  function passing(seed: string, count: number, world: World): readonly string[] {
    const random = new Random(seed);
    return Array.from({ length: count }, () => {
      const some = Array.from({ length: random.below(4) }, () => random.pick(words));
      return random.pick(frames)([random.pick(programs), ...some].join(' '));
    }).filter((command) => passesFirstLook(bash(command), world));
  }

  it.each([
    ['the example world', example],
    ['links under ordinary names', linked],
  ])('%s: what passes at once passes', (name, world) => {
    const passed = passing(name, 40_000, world);
    expect(passed.length).toBeGreaterThan(1500);
    expect(passed.filter((command) => outcomeOf(bash(command), world) !== 'none')).toEqual([]);
  });

  it('the rules of a person are about nothing else than what it says that a call does', () => {
    const wrong = passing('deeds', 15_000, example).filter((command) => {
      const does = firstLook(bash(command), example)?.does ?? '';
      return judge(bash(command), example, recordedPolicy(example), patient).analysis.effects.some(
        (effect) => !does.includes(` ${effect.kind === 'exec' ? effect.program.parts.join('') : effect.kind} `),
      );
    });
    expect(wrong).toEqual([]);
  });

  it('the whole reading asks nothing that the first look has not seen', () => {
    const unseen = new Set<string>();
    for (const command of passing('questions', 15_000, example)) {
      const looked = new Set<string>();
      passesFirstLook(
        bash(command),
        asking(example, (question) => looked.add(question)),
      );
      judge(
        bash(command),
        asking(example, (question) => {
          if (!isAnswered(question, command, looked)) unseen.add(`${question} for ${command}`);
        }),
        recordedPolicy(example),
        patient,
      );
    }
    expect([...unseen]).toEqual([]);
  });
});

describe('files and searches put together at random', () => {
  const names = [
    ...readdirSync('src/facts/builtin-places').map((file) => `builtin-places/${file}`),
    'secret-names.ts',
    'secret-trees.ts',
  ].flatMap((file) =>
    [...readFileSync(`src/facts/${file}`, 'utf8').matchAll(/'([^'\n]+)'/g)].flatMap(([, text = '']) => text.split(' ')),
  );

  function someCall(random: Random, cwd: string): HookEvent {
    const name = random.pick(random.chance(3) ? ['src/a.ts', 'README.md', 'link/x.md', 'a', 'data.json'] : names);
    const path = `${random.pick(['', '', 'src/', '/', '//', '/./', './', `${home}/`])}${name.replaceAll('*', 'x')}${random.pick(['', '', '.md', '/a.ts', '.json'])}`;
    const pattern = random.pick([
      name,
      `**/${name}`,
      `*${name}`,
      '**/*',
      '*',
      '*.ts',
      '**/*.ts',
      '**/*.{ts,pem}',
      'src/**',
    ]);
    const call: ToolCall = random.pick<ToolCall>([
      { kind: 'file-read', path },
      { kind: 'search', path: undefined, pattern, glob: undefined, reads: false, shows: false },
      { kind: 'search', path, pattern, glob: undefined, reads: false, shows: false },
      {
        kind: 'search',
        path: undefined,
        pattern: random.pick(['TODO', 'foo|', '...']),
        glob: pattern,
        reads: true,
        shows: true,
      },
      { kind: 'search', path, pattern: 'TODO', glob: undefined, reads: true, shows: true },
    ]);
    return { ...bash(''), tool: '', call, cwd };
  }

  it.each([
    ['the project', example, project],
    ['links under ordinary names', linked, project],
    ['the root', example, '/'],
    ['a directory of secrets', example, `${home}/.aws`],
  ])('%s: what passes at once passes', (name, world, cwd) => {
    const random = new Random(name);
    const passed = Array.from({ length: 20_000 }, () => someCall(random, cwd)).filter((call) =>
      passesFirstLook(call, world),
    );
    expect(passed.filter((call) => outcomeOf(call, world) !== 'none').map(({ call }) => call)).toEqual([]);
  });
});

/** A world that tells what it is asked, each question with what it is about. */
function asking(world: World, note: (question: string) => void): World {
  return new Proxy(world, {
    get(target, key) {
      const value: unknown = Reflect.get(target, key, target);
      if (typeof value !== 'function') {
        note(String(key));
        return value;
      }
      return (...args: readonly unknown[]): unknown => {
        note(`${String(key)} ${String(args[0])}`);
        return Reflect.apply(value, target, args);
      };
    },
  });
}

/** Whether the first look knows the answer: it asked as well, or found nothing where the path would begin. */
function isAnswered(question: string, command: string, looked: ReadonlySet<string>): boolean {
  const asked = question.replaceAll('/./', '/').replace(/\/\.$/, '');
  // What is at the root needs no look.
  if (looked.has(asked) || question === 'read /' || isHarmless(question)) return true;
  // What a file it looked at says may be printed, and what `ls` lists: both become words of programs that only look.
  if (looked.has(asked.replace('read ', 'entry ')) || /\bls\b/.test(command)) return true;
  return [...looked].some(
    (other) => question.startsWith(`${other}/`) && example.entry(other.slice('entry '.length)).kind === 'missing',
  );
}

/**
 * What cannot make a plain command another one: where it is, and what variables hold that it sets itself or only prints.
 */
function isHarmless(question: string): boolean {
  return /^(?:home|project|cwd|platform|environment (?:[a-z][a-z0-9_]*|HOME|PWD|OLDPWD))$/.test(question);
}
