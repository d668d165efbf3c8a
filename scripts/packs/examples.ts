import { readEvent } from '../../src/adapters/claude-code.ts';
import { analyse } from '../../src/analysis/analyse.ts';
import type { Decision } from '../../src/decision.ts';
import { Deadline } from '../../src/deadline.ts';
import type { Effect } from '../../src/effect.ts';
import { makeFacts } from '../../src/facts/facts.ts';
import { recordedWorld } from '../../src/facts/recorded-world.ts';
import { decide, matchAny } from '../../src/policy/decide.ts';
import { exampleWorldWith } from '../../src/policy/example-world.ts';
import { recordedPolicy } from '../../src/policy/layers.ts';
import type { PackRule } from '../../src/policy/pack.ts';
import type { ExampleSource } from '../../src/policy/schema.ts';
import type { HookEvent } from '../../src/tool-call.ts';
import type { Truth } from '../../src/word.ts';
import type { Facts, WorldDescription } from '../../src/world.ts';

/** What an example is listed under, and what the rule says then. */
export const expectations = { match: 'yes', unsure: 'unknown', pass: 'no' } as const satisfies Record<string, Truth>;
export type Expectation = keyof typeof expectations;

/** One example of one rule, ready to be run. */
export interface Example {
  readonly rule: PackRule;
  readonly expectation: Expectation;
  /** As the person wrote it. */
  readonly text: string;
  readonly event: HookEvent;
  /** The same as a document of the client. */
  readonly document: Readonly<Record<string, unknown>>;
  readonly world: WorldDescription;
}

/** Every example of a rule. */
export function examplesOf(rule: PackRule): readonly Example[] {
  return (Object.keys(expectations) as Expectation[]).flatMap((expectation) =>
    rule.examples[expectation].map((source) => ({ rule, expectation, ...readExample(source) })),
  );
}

/** An example, ready to be run. */
export function readExample(source: ExampleSource): Pick<Example, 'text' | 'event' | 'document' | 'world'> {
  if (typeof source === 'string') return readExample({ run: source });
  const world = exampleWorldWith(source.world as WorldDescription | undefined);
  const document = {
    hook_event_name: 'PreToolUse',
    session_id: 'example',
    permission_mode: source.mode ?? 'default',
    ...(world.cwd === null || world.cwd === undefined ? {} : { cwd: world.cwd }),
    ...(source.subagent === undefined ? {} : { agent_type: source.subagent }),
    ...('run' in source
      ? { tool_name: 'Bash', tool_input: { command: source.run } }
      : { tool_name: source.tool, tool_input: source.input }),
  };
  return { text: 'run' in source ? source.run : JSON.stringify(source), event: readEvent(document), document, world };
}

/** What a call does in a world, with the facts it was found with. */
export function effectsOf({ event, world }: Pick<Example, 'event' | 'world'>): {
  readonly effects: readonly Effect[];
  readonly facts: Facts;
} {
  const recorded = recordedWorld(world);
  const facts = makeFacts(recorded);
  const deadline = new Deadline(() => performance.now(), 5000);
  return { effects: analyse(event, facts, deadline).effects, facts };
}

/** What the whole policy says about a command or another example, with the policy files of its world. */
export function saidOf(source: ExampleSource): Decision {
  const example = readExample(source);
  const { effects, facts } = effectsOf(example);
  return decide(effects, facts, recordedPolicy(facts.world), example.event);
}

/** What the rule alone says about its example. */
export function runExample(example: Example): { readonly truth: Truth; readonly effects: readonly Effect[] } {
  const { effects, facts } = effectsOf(example);
  const { places } = recordedPolicy(facts.world);
  const asked = effects.filter((effect) => example.rule.kinds.includes(effect.kind));
  return { truth: matchAny(example.rule.rule, asked, { facts, places, call: example.event }), effects };
}
