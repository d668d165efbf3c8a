import type { Decision, Outcome } from '../../src/decision.ts';
import { recordedWorld } from '../../src/facts/recorded-world.ts';
import { judge } from '../../src/gate.ts';
import { builtin, type Builtin } from '../../src/policy/builtin.ts';
import { groupByKind } from '../../src/policy/compile.ts';
import { recordedPolicy } from '../../src/policy/layers.ts';
import type { Pack } from '../../src/policy/pack.ts';
import { examplesOf, readExample, type Example, type Expectation } from '../packs/examples.ts';
import { exampleText } from '../packs/reference.ts';
import { holds, signature, type Signature } from './alike.ts';
import type { Group, Likeness, Requirement } from './read.ts';

/** One command that a requirement names. */
export interface Case {
  readonly text: string;
  readonly expected: Group['outcome'];
  /** Expected only in a later version. */
  readonly later: boolean;
  /** Ids of the rules that decide it so and whose own examples hold one like it. */
  readonly coveredBy: readonly string[];
  /** Why it is not covered. */
  readonly problem?: string;
}

/** A requirement with what has become of its commands. */
export interface Coverage extends Omit<Requirement, 'cases'> {
  readonly id: string;
  readonly cases: readonly Case[];
}

/** Looks for the rules that cover each command of each requirement. */
export function coverageOf(
  requirements: readonly (readonly [id: string, Requirement])[],
  packs: readonly Pack[],
): readonly Coverage[] {
  const index = new ExampleIndex(packs);
  const policy = freshPolicy(packs);
  return requirements.map(([id, { cases = [], ...requirement }]) => ({
    id,
    ...requirement,
    cases: cases.flatMap(({ outcome, by = 'command', later = false, commands }) =>
      commands.map((source) => {
        const call = readExample(source);
        const decision = decisionOn(call, policy);
        const coveredBy = decision.outcome === outcome ? index.covering(call, decision, by, id) : [];
        const problem = problemOf(outcome, decision, coveredBy);
        return {
          text: exampleText(source),
          expected: outcome,
          later,
          coveredBy,
          ...(problem === undefined ? {} : { problem }),
        };
      }),
    ),
  }));
}

function problemOf(
  expected: Outcome,
  { outcome, verdicts }: Decision,
  coveredBy: readonly string[],
): string | undefined {
  const rules = [...new Set(verdicts.filter((verdict) => verdict.outcome === outcome).map(({ rule }) => rule))];
  const by = rules.length === 0 ? '' : ` (${rules.join(', ')})`;
  if (outcome !== expected) return `${outcome} instead of ${expected}${by}`;
  return coveredBy.length === 0 ? `no example of its own is like it${by}` : undefined;
}

/** The built-in rules as they are in policies/ now, whether or not they are compiled yet. */
function freshPolicy(packs: readonly Pack[]): Builtin {
  const groups = groupByKind(packs.flatMap((pack) => pack.rules));
  return {
    kinds: builtin.kinds,
    rules: (kind) => groups[kind] ?? [],
    places: builtin.places,
    exempting: builtin.exempting,
    overrides: (profile) => builtin.overrides(profile),
  };
}

function decisionOn({ event, world }: Pick<Example, 'event' | 'world'>, packs: Builtin): Decision {
  const recorded = recordedWorld(world);
  return judge(event, recorded, recordedPolicy(recorded, packs), { tick: () => undefined }).decision;
}

/** The examples of every rule, by what they are like. */
class ExampleIndex {
  readonly #examples: readonly Example[];
  readonly #signatures = new Map<string, Signature>();

  constructor(packs: readonly Pack[]) {
    this.#examples = packs.flatMap((pack) => pack.rules.flatMap(examplesOf));
  }

  /** The rules that decide the call and have an example like it; for a call without an outcome, those that pass one like it. */
  covering(call: Pick<Example, 'event' | 'world'>, decision: Decision, by: Likeness, id: string): readonly string[] {
    const wanted = signature(call, by);
    const deciding = (id: string, expectation: Expectation): boolean =>
      decision.outcome === 'none'
        ? expectation === 'pass'
        : decision.verdicts.some(
            ({ rule, outcome, certain }) =>
              rule === id && outcome === decision.outcome && expectation === (certain ? 'match' : 'unsure'),
          );
    const covering = this.#examples.filter(
      (example) => deciding(example.rule.rule.id, example.expectation) && holds(this.#signature(example, by), wanted),
    );
    // What passes is in many rules' examples; those of this requirement say most about it.
    const own = decision.outcome === 'none' ? covering.filter(({ rule }) => rule.covers.includes(id)) : covering;
    return [...new Set((own.length > 0 ? own : covering).map((example) => example.rule.rule.id))];
  }

  #signature(example: Example, by: Likeness): Signature {
    const key = `${by} ${example.rule.rule.id} ${example.expectation} ${example.text} ${JSON.stringify(example.world)}`;
    let found = this.#signatures.get(key);
    if (found === undefined) this.#signatures.set(key, (found = signature(example, by)));
    return found;
  }
}
