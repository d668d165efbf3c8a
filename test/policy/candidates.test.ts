import { expect, it } from 'vitest';
import { decideWith, exec, manyWords, rulesFile } from './setting.ts';

const rules = [
  ...Array.from(
    { length: 40 },
    (_, index) => `deny exec when: { program: tool-${index % 12}, subcommand: [drop, 'de*'] }`,
  ),
  'ask exec when: { program: [tool-3, other] }',
  "ask exec when: { program: 'tool-*' }",
  'ask exec when: { subcommand: drop }',
  'ask exec when: { program: { not: tool-3 } }',
  'deny exec when: { program: tool-3 }, unless: { subcommand: list }',
  'ask exec',
];

const calls = ['tool-3 drop', 'tool-3 list', 'tool-11 delete all', 'other', 'elsewhere drop', 'Tool-3 drop'].map(
  (command) => exec(command),
);
const unknown = exec('tool-3 drop', { program: manyWords() });

it.each([...calls, unknown])('many rules say what each says alone, in their order: %o', (call) => {
  const all = decideWith({ user: rulesFile(...rules) }, [call]);
  const alone = rules.flatMap((rule, index) => {
    const { verdicts } = decideWith({ user: rulesFile(rule) }, [call]);
    return verdicts.map(({ outcome, certain }) => `rule-${index + 1} ${outcome} ${certain}`);
  });
  const said = all.verdicts.map(({ rule, outcome, certain }) => `${rule.replace('user/', '')} ${outcome} ${certain}`);
  expect(said.toSorted()).toEqual(alone.toSorted());
  const numbers = (outcome: string) =>
    all.verdicts
      .filter((verdict) => verdict.outcome === outcome && verdict.certain)
      .map(({ rule }) => Number(/\d+$/.exec(rule)?.[0]));
  for (const outcome of ['deny', 'ask']) expect(numbers(outcome)).toEqual(numbers(outcome).toSorted((a, b) => a - b));
});
