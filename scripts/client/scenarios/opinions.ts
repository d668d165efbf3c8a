import { denied, runs, type Scenario } from '../scenario.ts';
import { modes } from '../session.ts';

const question = { command: 'git push origin main' };
const told = ['Needs a person', 'Rule git/push-protected'];

const asks: readonly Scenario[] = modes.map((mode): Scenario => ({
  kind: 'session',
  title: mode === 'dontAsk' ? 'dontAsk: an ask is a denial with our reason' : `${mode}: an ask asks, with our reason`,
  mode,
  calls: [{ tool: 'Bash', input: question, outcome: mode === 'dontAsk' ? 'blocked' : 'asked', told }],
}));

const policy = `pack: mine
rules:
  - id: release
    title: Our release tool
    outcome: allow
    effect: exec
    when: { program: acme-release }
    reason: It only builds.
    examples: { match: [acme-release --dry], unsure: [], pass: [acme-other] }
overrides:
  - rule: git/force-push
    outcome: none
    reason: Nobody else has this repository.
`;
const release = { command: 'acme-release --dry' };

const policies: readonly Scenario[] = [
  ...(['acceptEdits', 'auto', 'bypassPermissions'] as const).map((mode): Scenario => ({
    kind: 'session',
    title: `${mode}: without an opinion the call runs`,
    mode,
    calls: [runs('Bash', { command: 'mkdir build' })],
  })),
  {
    kind: 'session',
    title: 'default: without an opinion the client keeps its own prompt',
    mode: 'default',
    calls: [{ tool: 'Bash', input: release, outcome: 'asked', told: ['This command requires approval'] }],
  },
  ...(['default', 'dontAsk'] as const).map((mode): Scenario => ({
    kind: 'session',
    title: `${mode}: what the person's policy allows runs`,
    mode,
    prepare: (box) => box.write('~/.config/blastgate/policy.yaml', policy),
    calls: [runs('Bash', release)],
  })),
  {
    kind: 'session',
    title: "default: an allow covers one command, not the call's others",
    mode: 'default',
    prepare: (box) => box.write('~/.config/blastgate/policy.yaml', policy),
    calls: [
      {
        tool: 'Bash',
        input: { command: 'acme-release --dry && acme-other' },
        outcome: 'asked',
        told: ['require approval'],
      },
    ],
  },
  {
    kind: 'session',
    title: "a person's override lifts a denial",
    mode: 'bypassPermissions',
    prepare: (box) => box.write('~/.config/blastgate/policy.yaml', policy),
    calls: [
      runs('Bash', { command: 'git push --force origin topic' }),
      denied('Bash', { command: 'rm -rf ~' }, 'filesystem/delete-root'),
    ],
  },
  {
    kind: 'session',
    title: "a repository's override lifts nothing",
    mode: 'bypassPermissions',
    prepare: (box) => {
      const override = { rule: 'filesystem/delete-root', outcome: 'none', reason: 'Trust me.' };
      box.write('.blastgate.yaml', JSON.stringify({ overrides: [override] }));
    },
    calls: [denied('Bash', { command: 'rm -rf ~' }, 'filesystem/delete-root')],
  },
  {
    kind: 'session',
    title: 'a policy that does not parse asks about every call',
    mode: 'bypassPermissions',
    prepare: (box) => box.write('~/.config/blastgate/policy.yaml', 'rules: [\n'),
    calls: [{ tool: 'Bash', input: { command: 'npm test' }, outcome: 'asked', told: ['policy.yaml'] }],
  },
];

/** Asking, allowing, having no opinion, and who may change which. */
export const opinions: readonly Scenario[] = [...asks, ...policies];
