import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { field, jsonLines, listOf, textField, textOf } from './json.ts';
import { MAIN_MARK, startMessagesApi, type Script } from './messages-api.ts';
import { recordedCommands, recorderScript, SHELL_LOG } from './recorder.ts';
import { SEARCH_PATH, type Sandbox } from './sandbox.ts';

/** How the client answers "may it?": the six permission modes (hook-contract.md section 5.1). */
export const modes = ['default', 'plan', 'acceptEdits', 'auto', 'dontAsk', 'bypassPermissions'] as const;
export type Mode = (typeof modes)[number];

/** What became of a call. `invalid`: rejected before anybody was asked. `missing`: the client never answered it. */
export type Outcome = 'executed' | 'blocked' | 'asked' | 'invalid' | 'missing';

export interface CallResult {
  readonly outcome: Outcome;
  /** Who decided, in the client's words: `hook`, `config`, `user_reject`, `rule` … */
  readonly by: string;
  /** What the model was told. */
  readonly text: string;
}

export interface HookRun {
  readonly event: string;
  readonly code: number | undefined;
  readonly outcome: string;
  readonly stdout: string;
  readonly stderr: string;
}

/** What happened while the client ran. */
export interface Session {
  readonly calls: ReadonlyMap<string, CallResult>;
  readonly hooks: readonly HookRun[];
  /** Milliseconds the client's debug log reports for each run of the PreToolUse hook. */
  readonly hookMs: readonly number[];
  /** The commands the shell would have run. */
  readonly commands: readonly string[];
  /** The calls the MCP server answered. */
  readonly mcpCalls: readonly unknown[];
  /** Everything the model was sent, as JSON text. */
  readonly sent: string;
  /** What is wrong with the run itself. */
  readonly problems: readonly string[];
}

export interface Start {
  readonly client: string;
  readonly mode: Mode;
  readonly prompt: string;
  readonly script: Script;
  readonly env: Readonly<Record<string, string>>;
}

const LIMIT_MS = 120_000;

/** Runs one `-p` session of the real client in the sandbox: environment made from nothing, dummy key, loopback model, recorded shell. */
export async function runSession(box: Sandbox, start: Start): Promise<Session> {
  const api = await startMessagesApi(start.script);
  const realShell = '/bin/bash';
  const shell = box.path('~/../bin/bash');
  const shellLog = join(box.root, 'shell.log');
  const debugLog = join(box.root, 'debug.log');
  const mcpLog = join(box.root, 'mcp.log');
  const server = { command: process.execPath, args: [join(process.cwd(), 'scripts/client/mcp-server.cjs'), mcpLog] };
  box.write(shell, recorderScript(realShell), 0o755);
  box.write('~/mcp.json', JSON.stringify({ mcpServers: { db: server } }));
  const output = ['--output-format', 'stream-json', '--verbose', '--include-hook-events', '--debug-file', debugLog];
  const tools = ['--permission-mode', start.mode, '--mcp-config', box.path('~/mcp.json')];
  const args = ['-p', `${MAIN_MARK} ${start.prompt}`, ...output, ...tools];
  const env = {
    PATH: SEARCH_PATH,
    HOME: box.home,
    TMPDIR: box.path('~/tmp'),
    LANG: 'C.UTF-8',
    TERM: 'dumb',
    USER: 'blastgate',
    SHELL: shell,
    CLAUDE_CODE_SHELL: shell,
    [SHELL_LOG]: shellLog,
    ANTHROPIC_BASE_URL: `http://127.0.0.1:${api.port}`,
    ANTHROPIC_API_KEY: 'dummy-key',
    // Without it the client refuses bypassPermissions as root.
    IS_SANDBOX: '1',
    DISABLE_TELEMETRY: '1',
    DISABLE_AUTOUPDATER: '1',
    DISABLE_ERROR_REPORTING: '1',
    CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1',
    ENABLE_TOOL_SEARCH: '0',
    ...start.env,
  };
  box.write('~/tmp/.keep', '');
  const ended = await runClient(start.client, args, box.project, env);
  api.close();
  const lines = jsonLines(ended.stdout);
  const debug = existsSync(debugLog) ? readFileSync(debugLog, 'utf8') : '';
  const problems: string[] = [];
  if (ended.late) problems.push(`the client did not end within ${LIMIT_MS} ms`);
  if (!lines.some((line) => field(line, 'type') === 'result'))
    problems.push(`the client gave no result: ${(ended.stderr || ended.stdout).trim().slice(0, 300)}`);
  for (const line of debug.split('\n'))
    if (line.includes('Invalid setting skipped')) problems.push(`the client skipped settings: ${line.slice(0, 300)}`);
  return {
    calls: resultsOf(start.script, lines, api.conversations),
    hooks: lines.filter((line) => field(line, 'subtype') === 'hook_response').map(hookRun),
    hookMs: hookTimes(debug),
    commands: recordedCommands(shellLog),
    mcpCalls: existsSync(mcpLog) ? jsonLines(readFileSync(mcpLog, 'utf8')) : [],
    sent: JSON.stringify(api.conversations),
    problems,
  };
}

interface Ended {
  readonly stdout: string;
  readonly stderr: string;
  readonly late: boolean;
}

function runClient(
  client: string,
  args: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string>>,
): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(client, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
    let stdout = '';
    let stderr = '';
    let late = false;
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    const timer = setTimeout(() => {
      late = true;
      // The client and what it started are a process group of their own.
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
    }, LIMIT_MS);
    child.on('error', reject);
    child.on('close', () => {
      clearTimeout(timer);
      resolve({ stdout, stderr, late });
    });
  });
}

function hookTimes(debug: string): readonly number[] {
  return [...debug.matchAll(/Hooks: PreToolUse:.* finished with status -?\d+ \((\d+)ms\)/g)].map(([, ms]) =>
    Number(ms),
  );
}

function hookRun(line: unknown): HookRun {
  const code = field(line, 'exit_code');
  return {
    event: textField(line, 'hook_event'),
    code: typeof code === 'number' ? code : undefined,
    outcome: textField(line, 'outcome'),
    stdout: textField(line, 'stdout'),
    stderr: textField(line, 'stderr'),
  };
}

/** What became of each call of the script, by its id. */
function resultsOf(
  script: Script,
  lines: readonly unknown[],
  conversations: readonly (readonly unknown[])[],
): ReadonlyMap<string, CallResult> {
  const told = new Map<string, unknown>();
  const messages = [...conversations.flat(), ...lines.map((line) => field(line, 'message'))];
  for (const message of messages)
    for (const block of listOf(field(message, 'content')))
      if (field(block, 'type') === 'tool_result') told.set(textField(block, 'tool_use_id'), block);
  const meta = new Map(
    lines.flatMap((line) => listOf(field(line, 'tool_result_meta'))).map((each) => [textField(each, 'id'), each]),
  );
  const uses = [...script.main, ...script.subagent].flat();
  return new Map(uses.map(({ id }) => [id, resultOf(told.get(id), meta.get(id))]));
}

function resultOf(block: unknown, meta: unknown): CallResult {
  if (block === undefined) return { outcome: 'missing', by: '', text: '' };
  const text = textOf(block);
  const decision = field(meta, 'permission_decision');
  const by = field(decision, 'reason_type') === 'rule' ? 'config' : textField(decision, 'source');
  const kind = textField(meta, 'non_execution_kind');
  if (/^<tool_use_error>(Error: No such tool|InputValidationError)/.test(text)) return { outcome: 'invalid', by, text };
  if (meta === undefined && text.startsWith('<tool_use_error>')) return { outcome: 'invalid', by, text };
  if (kind === 'user-rejected') return { outcome: 'asked', by, text };
  // Deny rules about files carry no kind.
  if (kind !== '' || field(decision, 'decision') === 'reject') return { outcome: 'blocked', by, text };
  return { outcome: 'executed', by, text };
}
