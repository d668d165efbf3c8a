import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { stricter, type Outcome } from '../../src/decision.ts';
import { decisionOn, stoppedCommands, type Stopped } from './examples.ts';
import { mentions, type MentionName } from './mentions.ts';
import { piped, wrappings, type WrappingName } from './wrappings.ts';

/** `BLASTGATE_PROPERTIES=all`: every example in every wrapping instead of a sample (some minutes). */
const everything = process.env['BLASTGATE_PROPERTIES'] === 'all';
/** A run of its own with another seed: `BLASTGATE_SEED=7`. */
const seed = Number(process.env['BLASTGATE_SEED'] ?? 2026);

if (everything) vi.setConfig({ testTimeout: 600_000 });

const stopped = stoppedCommands();
const wrappingNames = Object.keys(wrappings) as WrappingName[];
const mentionNames = Object.keys(mentions) as MentionName[];

/** The command with the wrappings around it, innermost first; `undefined` where one of them cannot take it. */
function wrapped(command: string, names: readonly WrappingName[]): string | undefined {
  return names.reduce<string | undefined>(
    (inner, name) => (inner === undefined ? undefined : wrappings[name](inner)),
    command,
  );
}

const plainly = new Map<string, Outcome>();

/** The outcome of the command as it is. */
function plainOutcome(example: Stopped): Outcome {
  const key = `${example.command}\0${example.rule}`;
  let outcome = plainly.get(key);
  if (outcome === undefined) plainly.set(key, (outcome = decisionOn(example.command, example).outcome));
  return outcome;
}

/** What is said where a text comes off better than the command in it. */
function weaker(example: Stopped, text: string, how: string): string | undefined {
  const plain = plainOutcome(example);
  const { outcome } = decisionOn(text, example);
  if (stricter(outcome, plain) === outcome) return undefined;
  return `${example.rule} says ${plain}, but ${outcome} in ${how}:\n${text}`;
}

/** With a pipe on standard input and no path these search what comes through it, which is another act. */
const searchesInput = /\b(?:rg|ag)\b/;

function loosened(example: Stopped, names: readonly WrappingName[]): string | undefined {
  if (searchesInput.test(example.command) && names.some((name) => piped.has(name))) return undefined;
  const text = wrapped(example.command, names);
  return text === undefined ? undefined : weaker(example, text, names.join(' in '));
}

/** Texts that are an act wherever they are written (a credential), or that are no text of a shell at all. */
const speaksForItself = /credential$|^analysis\/(?:misread-construct|unreadable-syntax)$/;
const sayable = stopped.filter(({ rule }) => !speaksForItself.test(rule));

/** What is said where a text that nothing runs has an outcome. */
function fires(example: Stopped, name: MentionName): string | undefined {
  const text = mentions[name](example.command);
  if (text === undefined) return undefined;
  const { outcome, verdicts } = decisionOn(text, example);
  if (outcome === 'none') return undefined;
  return `${verdicts[0]?.rule ?? outcome} on text that is only data (${name}):\n${text}`;
}

const one = <T>(values: readonly T[]): fc.Arbitrary<T> => fc.constantFrom(...values);
const once = { seed, endOnFailure: false, verbose: 1 } as const;

it('there are examples to wrap, and plainly every one of them is stopped', () => {
  expect(stopped.length).toBeGreaterThan(1500);
  const silent = stopped.filter((example) => decisionOn(example.command, example).outcome === 'none');
  expect(silent.map(({ rule, command }) => `${rule}: ${command}`)).toEqual([]);
});

describe('law 7: wrapping never loosens', () => {
  it.each(wrappingNames)('%s', (name) => {
    if (everything) {
      expect(stopped.flatMap((example) => loosened(example, [name]) ?? [])).toEqual([]);
      return;
    }
    fc.assert(
      fc.property(one(stopped), (example) => {
        expect(loosened(example, [name])).toBeUndefined();
      }),
      { ...once, numRuns: 20 },
    );
  });

  it('two or three of them in one another', () => {
    const nest = fc.array(one(wrappingNames), { minLength: 2, maxLength: 3 });
    fc.assert(
      fc.property(one(stopped), nest, (example, names) => {
        expect(loosened(example, names)).toBeUndefined();
      }),
      { ...once, numRuns: everything ? 50_000 : 1000 },
    );
  });

  // What once came off better than it should have.
  it.each<[string, readonly WrappingName[]]>([
    ['rm -rf ~', ['trap of a signal', 'trap EXIT']],
    ["trap 'rm -rf ~' EXIT", ['trap of a signal']],
    ['aws ec2 delete-snapshot --snapshot-id snap-1', ['tmux new-session']],
    ['git restore -s main -- .', ['written with tee and run', 'written with tee and run', 'time of a group']],
    ['kubectl delete ns shop', ['written and made executable', 'written and made executable', 'exec']],
    ["clickhouse-client --query 'DROP TABLE events'", ['env bash -c', 'written and made executable', 'zsh -c']],
    ["psql -c 'DROP TABLE users'", ['printf -v', 'echo into sh', 'git bisect run']],
  ])('%s in %j', (command, names) => {
    const [first] = stopped;
    expect(loosened({ ...first!, rule: 'kept', command }, names)).toBeUndefined();
    expect(decisionOn(command, first!).outcome).toBe('deny');
  });

  it('an outcome that is weaker is noticed', () => {
    const example = { ...stopped[0]!, rule: 'kept', command: 'rm -rf ~' };
    expect(weaker(example, "echo 'rm -rf ~'", 'an echo')).toMatch(/^kept says deny, but none in an echo/);
    expect(weaker(example, 'rm -rf "$SOMEWHERE"', 'a variable')).toMatch(/^kept says deny, but ask/);
    expect(weaker(example, '(rm -rf ~)', 'a subshell')).toBeUndefined();
  });
});

describe('law 7: data never fires', () => {
  it.each(mentionNames)('%s', (name) => {
    if (everything) {
      expect(sayable.flatMap((example) => fires(example, name) ?? [])).toEqual([]);
      return;
    }
    fc.assert(
      fc.property(one(sayable), (example) => {
        expect(fires(example, name)).toBeUndefined();
      }),
      { ...once, numRuns: 50 },
    );
  });

  // What once fired.
  it.each<[string, MentionName]>([
    ["curl -d 'mutation { volumeDelete }' https://backboard.railway.app/graphql/v2", 'pull request'],
    [`python3 -c "print(open('.env').read())"`, 'python prints it'],
    ['node -p process.env', 'node prints it'],
  ])('%s: %s', (command, name) => {
    expect(fires({ ...stopped[0]!, command }, name)).toBeUndefined();
  });
});
