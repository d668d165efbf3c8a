import type { Field, FieldsOf } from './effect-field.ts';
import type { EffectKind } from './effect.ts';
import { agentFields } from './effect-fields/agents.ts';
import { databaseFields } from './effect-fields/databases.ts';
import { infrastructureFields } from './effect-fields/infrastructure.ts';
import { machineFields } from './effect-fields/machine.ts';
import { networkFields } from './effect-fields/network.ts';
import { opaqueFields } from './effect-fields/opaque.ts';
import { packageFields } from './effect-fields/packages.ts';
import { peopleFields } from './effect-fields/people.ts';
import { repositoryFields } from './effect-fields/repositories.ts';

/** The vocabulary of rules: every kind of effect and every field, one sentence each. The compiler holds it to `Effect`. */
export const effectFields = {
  ...machineFields,
  ...databaseFields,
  ...repositoryFields,
  ...networkFields,
  ...infrastructureFields,
  ...packageFields,
  ...peopleFields,

  ...agentFields,
  ...opaqueFields,
} as const satisfies FieldsOf<EffectKind>;

/** Names a rule may ask about whatever the kind of the effect. */
export const commonFields = {
  via: { type: 'texts', doc: 'The wrappers around the command, outermost first: `sudo`, `bash -c`, `xargs`.' },
  remote: {
    type: 'enum',
    doc: 'Where it happens.',
    values: { none: 'this machine', ssh: 'a host reached by ssh', container: 'a container', pod: 'a Kubernetes pod' },
  },
  ephemeral: { type: 'flag', doc: 'The far side is thrown away afterwards (`docker run --rm`).' },
  'call.tool': { type: 'text', doc: "The tool's name as the agent says it: `Bash`, `Write`." },
  'call.mode': {
    type: 'enum',
    doc: 'The permission mode of the session.',
    values: {
      default: 'the agent asks before it acts',
      plan: 'the agent only plans',
      acceptEdits: 'edits are accepted',
      auto: 'the agent decides',
      dontAsk: 'nobody is asked',
      bypassPermissions: 'permissions are off',
      unknown: 'the agent does not say',
    },
  },
  'call.agent': { type: 'text', doc: 'The program that calls: `claude-code`.' },
  'call.subagent': { type: 'text', doc: 'The sub-agent that calls; empty for the main agent.' },
  'git.branch': { type: 'text', doc: 'The checked-out branch.' },
  'git.protected': { type: 'flag', doc: 'The checked-out branch is a protected one.' },
  'branch.protected': { type: 'flag', doc: 'The branch that is pushed to, or whose work is lost, is a protected one.' },
  'kube.context': { type: 'text', doc: 'The current Kubernetes context.' },
  'host.platform': {
    type: 'enum',
    doc: 'The operating system.',
    values: { linux: 'Linux', darwin: 'macOS', windows: 'Windows' },
  },
} as const satisfies Readonly<Record<string, Field>>;
