import type { Judgement } from '../../src/gate.ts';
import { judge } from '../../src/gate.ts';
import { recordedWorld } from '../../src/facts/recorded-world.ts';
import { recordedPolicy } from '../../src/policy/layers.ts';
import type { WorldDescription } from '../../src/world.ts';
import { passesFirstLook, shellEvent } from '../fast-path/first-look.ts';
import { project } from './machine.ts';

const patient = { tick: () => undefined };

/** The gate on the machine of the sandbox, with the built-in policy; what passes at the first look passes. */
export function gateOn(machine: WorldDescription): (script: string) => Judgement {
  const world = recordedWorld(machine);
  const policy = recordedPolicy(world);
  return (command) => {
    const event = shellEvent(command, project);
    const judgement = judge(event, world, policy, patient);
    if (!passesFirstLook(event, world)) return judgement;
    return { ...judgement, decision: { ...judgement.decision, outcome: 'none', verdicts: [] } };
  };
}
