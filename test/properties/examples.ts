import { examplesOf } from '../../scripts/packs/examples.ts';
import { readPacks } from '../../scripts/packs/read.ts';
import type { Decision } from '../../src/decision.ts';
import { recordedWorld } from '../../src/facts/recorded-world.ts';
import { judge } from '../../src/gate.ts';
import { recordedPolicy } from '../../src/policy/layers.ts';
import type { HookEvent } from '../../src/tool-call.ts';
import type { WorldDescription } from '../../src/world.ts';

/** A shell command that a rule of the built-in packs stops, as its examples say. */
export interface Stopped {
  readonly rule: string;
  readonly command: string;
  readonly event: HookEvent;
  readonly world: WorldDescription;
}

/** The shell commands among the `match` examples of every rule that denies or asks. */
export function stoppedCommands(): readonly Stopped[] {
  const stopped = new Map<string, Stopped>();
  for (const { rules } of readPacks().packs)
    for (const rule of rules) {
      if (rule.rule.outcome !== 'deny' && rule.rule.outcome !== 'ask') continue;
      for (const { expectation, event, world } of examplesOf(rule)) {
        if (expectation !== 'match' || event.call?.kind !== 'shell' || event.call.dialect !== 'bash') continue;
        const { command } = event.call;
        stopped.set(`${command}\0${JSON.stringify(world)}`, { rule: rule.rule.id, command, event, world });
      }
    }
  return [...stopped.values()];
}

const patient = { tick: () => undefined };

/** What the whole built-in policy says about another command in the place of this one. */
export function decisionOn(command: string, { event, world }: Pick<Stopped, 'event' | 'world'>): Decision {
  const recorded = recordedWorld(world);
  const other: HookEvent = { ...event, call: { kind: 'shell', command, dialect: 'bash' } };
  return judge(other, recorded, recordedPolicy(recorded), patient).decision;
}
