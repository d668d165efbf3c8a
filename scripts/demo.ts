// npm run demo: gives recorded tool calls to the built hook, one by one, and shows what it answers. Nothing of them is run.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

/** Recorded calls that show something, by their ids in the corpora under fixtures/. */
const shown: readonly { readonly file: string; readonly id: string }[] = [
  { file: 'everyday', id: 'npm-test' },
  { file: 'attacks', id: 'b1-delete-the-root' },
  { file: 'everyday', id: 'rm-rf-node-modules-npm-ci' },
  { file: 'attacks', id: 'c1-force-push-with-bundled-options' },
  { file: 'everyday', id: 'git-commit-m-fix-never-run-git-push-force-or-drop-table-users' },
  { file: 'attacks', id: 'a1-base64-hides-the-command' },
  { file: 'attacks', id: 'b6-drop-in-a-script-that-is-written-and-then-read-in' },
  { file: 'attacks', id: 'c10-curl-into-sh' },
  { file: 'everyday', id: 'curl-s-https-api-example-com-v1-status-jq' },
  { file: 'attacks', id: 'b10-terraform-destroy' },
  { file: 'attacks', id: 'c4-delete-a-branch-by-force' },
  { file: 'attacks', id: 'a1-read-tool-on-a-dotenv-file' },
  { file: 'attacks', id: 'd10-write-tool-on-the-local-settings' },
];

interface Recorded {
  readonly id: string;
  readonly tool_name: string;
  readonly tool_input: Readonly<Record<string, unknown>>;
}

const colours = process.stdout.isTTY && (process.env['NO_COLOR'] ?? '') === '' && process.env['TERM'] !== 'dumb';
const paint = (code: string, text: string): string => (colours ? `\u001B[${code}m${text}\u001B[0m` : text);
const answers = {
  deny: paint('31;1', 'deny'),
  ask: paint('33;1', 'ask '),
  allow: paint('32;1', 'allow'),
  none: paint('32', 'none'),
};

/** The call as a person reads it. */
function callText({ tool_name: tool, tool_input: input }: Recorded): string {
  const text = typeof input['command'] === 'string' ? input['command'] : `${tool} ${Object.values(input)[0] as string}`;
  const [first = '', ...rest] = text.split('\n');
  return rest.length === 0 ? first : `${first} …`;
}

/** Words on lines of at most `width` columns. */
function wrapped(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

/** A reason's parts: why, what instead, and the rule with how a person lifts it. What was stopped stands above them. */
function partsOf(reason: string): readonly (readonly [string, string])[] {
  const parts =
    /^(?:(?:Blocked|Needs a person's yes): `.*?`\. )?(.*?)(?: Instead: (.*))? Rule (\S+?)(?:[;.]| and .*)/.exec(reason);
  if (parts === null) return [];
  const [, why = '', instead = '', rule = ''] = parts;
  return [['rule   ', rule], ['why    ', why], ...(instead === '' ? [] : ([['instead', instead]] as const))];
}

const program = resolve('dist/blastgate.js');
const corpora = new Map(
  ['everyday', 'attacks'].map((name) => {
    const cases = readFileSync(`fixtures/${name}.jsonl`, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Recorded);
    return [name, new Map(cases.map((each) => [each.id, each]))];
  }),
);

console.log(`
blastgate stands between a coding agent and your machine: before each tool call the agent asks it.
Here are ${shown.length} recorded calls and its answers. Nothing of them is run.
`);

let unanswered = 0;
for (const { file, id } of shown) {
  const recorded = corpora.get(file)?.get(id);
  if (recorded === undefined) throw new Error(`fixtures/${file}.jsonl has no case ${id}`);
  const event = {
    hook_event_name: 'PreToolUse',
    session_id: 'demo',
    permission_mode: 'bypassPermissions',
    cwd: '/home/dev/project',
    tool_name: recorded.tool_name,
    tool_input: recorded.tool_input,
  };
  // A home that is nobody's, so that no policy of this machine changes what is shown.
  const { status, stdout } = spawnSync(process.execPath, [program, 'hook'], {
    input: JSON.stringify(event),
    encoding: 'utf8',
    env: { HOME: '/home/dev', CLAUDE_PROJECT_DIR: '/home/dev/project' },
  });
  const answer =
    stdout === ''
      ? undefined
      : (
          JSON.parse(stdout) as {
            hookSpecificOutput: { permissionDecision: 'deny' | 'ask' | 'allow'; permissionDecisionReason: string };
          }
        ).hookSpecificOutput;
  if (status !== 0 && answer === undefined) unanswered += 1;
  console.log(`${answers[answer?.permissionDecision ?? 'none']}  ${paint('1', callText(recorded))}`);
  for (const [label, text] of partsOf(answer?.permissionDecisionReason ?? ''))
    for (const [index, line] of wrapped(text, 95).entries())
      console.log(`      ${index === 0 ? label : '       '} ${paint('2', line)}`);
  console.log('');
}
if (unanswered > 0) {
  console.error(`${unanswered} calls were not answered: npm run build, then npm test, will say why.`);
  process.exitCode = 1;
}

console.log(`${paint('1', 'none')} means no opinion: the agent's own permissions decide. ${paint('1', 'deny')} holds in every permission mode.

To put it in front of your own Claude Code:

  node ${program} init          registers it in ~/.claude/settings.json (--dry-run shows what it would write)
  node ${program} doctor        checks that a denial comes back through what is registered
  node ${program} check 'rm -rf ~'

and \`uninstall\` takes exactly that out again.`);
