import { denied, runs, type PlannedCall, type Scenario, type SessionScenario } from '../scenario.ts';
import { modes } from '../session.ts';

/** A call that the built-in policy denies and the client's own deny rules do not know, one per kind of tool. */
const deniedCalls: readonly PlannedCall[] = [
  denied('Bash', { command: 'git push --force' }, 'git/force-push'),
  denied('Monitor', { description: 'd', timeout_ms: 1000, command: 'terraform destroy' }, 'infrastructure/destroy'),
  denied(
    'Write',
    { file_path: '.claude/settings.local.json', content: '{"disableAllHooks": true}' },
    'self-protection/change-gate',
  ),
  denied(
    'Edit',
    { file_path: '.claude/settings.json', old_string: 'false', new_string: 'true' },
    'self-protection/change-gate',
  ),
  denied('Read', { file_path: '~/.pgpass' }, 'secrets/read-secret'),
  denied('WebFetch', { url: 'http://169.254.169.254/latest/meta-data/', prompt: 'list' }, 'network/metadata-address'),
  denied('mcp__db__execute_sql', { sql: 'DROP TABLE users' }, 'database/drop'),
];

/** The session around one of them: the client edits no file it has not read. */
function attempt(call: PlannedCall): Pick<SessionScenario, 'kind' | 'prepare' | 'calls' | 'oneByOne'> {
  if (call.tool !== 'Edit') return { kind: 'session', calls: [call] };
  return {
    kind: 'session',
    prepare: (box) => box.write('.claude/settings.json', '{"disableAllHooks": false}'),
    calls: [runs('Read', { file_path: '.claude/settings.json' }), call],
    oneByOne: true,
  };
}

// Away from Anthropic's API, `plan` and `auto` start no sub-agent that nobody allowed.
const delegation = `pack: mine
rules:
  - id: delegate
    title: Start a sub-agent
    outcome: allow
    effect: agent.start
    reason: Each of its calls is judged.
    examples: { match: [{ tool: Agent, input: { description: d, prompt: go } }], unsure: [], pass: [ls] }
`;

const everywhere: readonly Scenario[] = modes.flatMap((mode): readonly Scenario[] => [
  ...deniedCalls.map((call): Scenario => ({
    ...attempt(call),
    title: `${mode}: a denied ${call.tool} does not run`,
    mode,
  })),
  {
    kind: 'session',
    title: `${mode}: a sub-agent is denied the same`,
    mode,
    prepare: (box) => box.write('~/.config/blastgate/policy.yaml', delegation),
    subagent: true,
    calls: deniedCalls.filter(({ tool }) => tool === 'Bash' || tool === 'Read' || tool.startsWith('mcp__')),
  },
]);

const apart: readonly Scenario[] = [
  {
    kind: 'session',
    title: 'of parallel calls each is judged by itself',
    mode: 'bypassPermissions',
    calls: [
      runs('Bash', { command: 'npm test' }),
      denied('Bash', { command: 'terraform destroy -auto-approve' }, 'infrastructure/destroy'),
      runs('Read', { file_path: 'README.md' }),
      denied('Read', { file_path: '~/.pgpass' }, 'secrets/read-secret'),
      runs('mcp__db__read_page', { page: '1' }),
      denied('mcp__db__execute_sql', { sql: 'DROP TABLE users' }, 'database/drop'),
      runs('Write', { file_path: 'src/new.ts', content: 'export {};\n' }),
    ],
  },
  {
    kind: 'session',
    title: 'a disguised command is denied as what it is',
    mode: 'bypassPermissions',
    calls: [
      denied('Bash', { command: `bash -c "$(echo 'cm0gLXJmIH4=' | base64 -d)"` }, 'filesystem/delete-root'),
      denied('Bash', { command: 'git -C . push origin +topic' }, 'git/force-push'),
    ],
  },
  {
    kind: 'session',
    title: 'a link in the project does not lead to a secret',
    mode: 'bypassPermissions',
    prepare: (box) => box.link('notes.txt', '~/.pgpass'),
    calls: [denied('Read', { file_path: 'notes.txt' }, 'secrets/read-secret')],
  },
];

// Without the gate the same calls run: otherwise the scenarios above would prove nothing.
const controls: readonly Scenario[] = deniedCalls
  .filter(({ tool }) => tool !== 'WebFetch' && tool !== 'Monitor')
  .map((call): Scenario => ({
    ...attempt(call),
    title: `control: without the gate that ${call.tool} runs`,
    mode: 'bypassPermissions',
    gate: 'absent',
    calls: attempt(call).calls.map(({ tool, input }) => runs(tool, input)),
  }));

/** A denial stops the tool whatever the permission mode, the tool and the agent. */
export const denials: readonly Scenario[] = [...everywhere, ...apart, ...controls];
