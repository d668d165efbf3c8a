import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { isCommand } from '../../scripts/packs/alternative.ts';
import { examplesOf, expectations, runExample, saidOf } from '../../scripts/packs/examples.ts';
import { readPacks, readProfiles } from '../../scripts/packs/read.ts';
import { renderReason } from '../../src/policy/reason.ts';
import { packsModule } from '../../scripts/packs/compiled.ts';

const { packs, problems } = readPacks();
const rules = packs.flatMap((pack) => pack.rules);
const outcomes = { match: 'applies', unsure: 'may apply', pass: 'says nothing' };

it('every pack is sound', () => {
  expect(problems.join('\n')).toBe('');
});

it('the compiled packs are those of policies/', () => {
  const { profiles, problems: wrong } = readProfiles();
  expect(wrong).toEqual([]);
  expect(readFileSync('src/policy/packs.gen.ts', 'utf8') === packsModule(packs, profiles), 'run npm run generate').toBe(
    true,
  );
});

it('no two rules have the same id', () => {
  const ids = rules.map(({ rule }) => rule.id);
  expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
});

it('every reason and alternative is said in full within 600 characters, however long the command', () => {
  const source = `cat ${'x'.repeat(2000)}`;
  const effect = { kind: 'tool.use', tool: 'x', via: [], span: { start: 0, end: source.length } } as const;
  const cut = rules.flatMap(({ rule: { id, reason, alternative } }) => {
    const verdict = {
      rule: id,
      layer: 'builtin',
      effect,
      outcome: 'deny',
      certain: false,
      missing: '$NAME',
      reason,
      alternative,
    } as const;
    const text = renderReason(
      { outcome: 'deny', verdicts: [verdict], effects: [], notices: [] },
      source,
      (piece) => piece,
    );
    return text.length < 600 && text.includes(reason) && text.includes(alternative) && text.includes(id) ? [] : [text];
  });
  expect(cut).toEqual([]);
});

describe.each(packs.map((pack) => [pack.name, pack] as const))('pack %s', (_, pack) => {
  describe.each(pack.rules.map((rule) => [rule.rule.id, rule] as const))('%s', (id, rule) => {
    it.each(examplesOf(rule).map((example) => [outcomes[example.expectation], example.text, example] as const))(
      '%s: %s',
      (outcome, text, example) => {
        const { truth, effects } = runExample(example);
        expect(truth, `${id} ${outcome}: ${text}\neffects: ${effects.map(({ kind }) => kind).join(', ')}`).toBe(
          expectations[example.expectation],
        );
      },
    );

    it.runIf(isCommand(rule.rule.alternative))('has an alternative that is not itself denied', () => {
      const said = saidOf(rule.rule.alternative);
      expect(
        said.outcome,
        `${rule.rule.alternative}\n${said.verdicts.map((verdict) => verdict.rule).join(', ')}`,
      ).not.toBe('deny');
    });
  });
});
