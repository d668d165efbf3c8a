import type { Judgement } from '../../src/gate.ts';
import { judge } from '../../src/gate.ts';
import { recordedWorld } from '../../src/facts/recorded-world.ts';
import { recordedPolicy } from '../../src/policy/layers.ts';
import type { WorldDescription } from '../../src/world.ts';
import { project } from './machine.ts';

const patient = { tick: () => undefined };

/** The gate on the machine of the sandbox, with the built-in policy. */
export function gateOn(machine: WorldDescription): (script: string) => Judgement {
  const world = recordedWorld(machine);
  const policy = recordedPolicy(world);
  return (command) =>
    judge(
      {
        agent: 'oracle',
        event: 'PreToolUse',
        tool: 'Bash',
        call: { kind: 'shell', command, dialect: 'bash' },
        cwd: project,
        mode: 'default',
        session: '',
        subagent: '',
      },
      world,
      policy,
      patient,
    );
}
