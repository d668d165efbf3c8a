import type { JsonObject, ToolCall } from '../tool-call.ts';
import { InputError, field, isObject, optionalText, requiredText } from './input.ts';

type Reader = (input: JsonObject) => ToolCall;

const bash: Reader = (input) => ({ kind: 'shell', command: requiredText(input, 'command'), dialect: 'bash' });
const agent: Reader = (input) => ({
  kind: 'agent',
  agent: optionalText(input, 'subagent_type') ?? '',
  model: optionalText(input, 'model') ?? '',
  prompt: optionalText(input, 'prompt') ?? '',
});
const write =
  (path: string, content: string): Reader =>
  (input) => ({
    kind: 'file-write',
    path: requiredText(input, path),
    how: 'create',
    content: optionalText(input, content),
  });
const read =
  (path: string): Reader =>
  (input) => ({ kind: 'file-read', path: requiredText(input, path) });

/** The texts of a MultiEdit's edits, one field of each, in order. */
function edits(input: JsonObject, name: string): string | undefined {
  const list = field(input, 'edits');
  if (list === undefined || list === null) return undefined;
  if (!Array.isArray(list)) throw new InputError('edits is not an array');
  return list.map((edit) => (isObject(edit) ? (optionalText(edit, name) ?? '') : '')).join('\n');
}

// Names and fields as Claude Code sends them (hook-contract.md section 5.3), older names included.
const tools: Readonly<Record<string, Reader>> = {
  Bash: bash,
  Monitor: (input) => {
    const command = optionalText(input, 'command');
    if (command !== undefined) return { kind: 'shell', command, dialect: 'bash' };
    const socket = field(input, 'ws');
    const url = isObject(socket) ? optionalText(socket, 'url') : undefined;
    return url === undefined ? { kind: 'other', name: 'Monitor', input: {} } : { kind: 'web', url };
  },
  PowerShell: (input) => ({ kind: 'shell', command: requiredText(input, 'command'), dialect: 'powershell' }),
  Read: read('file_path'),
  NotebookRead: read('notebook_path'),
  Write: write('file_path', 'content'),
  Edit: (input) => ({
    kind: 'file-write',
    path: requiredText(input, 'file_path'),
    how: 'edit',
    content: optionalText(input, 'new_string'),
    replaced: optionalText(input, 'old_string') ?? '',
  }),
  MultiEdit: (input) => ({
    kind: 'file-write',
    path: requiredText(input, 'file_path'),
    how: 'edit',
    content: edits(input, 'new_string'),
    replaced: edits(input, 'old_string') ?? '',
  }),
  NotebookEdit: (input) => ({
    kind: 'file-write',
    path: requiredText(input, 'notebook_path'),
    how: 'edit',
    content: optionalText(input, 'new_source'),
  }),
  Glob: (input) => ({
    kind: 'search',
    path: optionalText(input, 'path'),
    pattern: requiredText(input, 'pattern'),
    glob: undefined,
    reads: false,
    shows: false,
  }),
  Grep: (input) => ({
    kind: 'search',
    path: optionalText(input, 'path'),
    pattern: requiredText(input, 'pattern'),
    glob: optionalText(input, 'glob'),
    reads: true,
    shows: optionalText(input, 'output_mode') === 'content',
  }),
  LS: (input) => ({
    kind: 'search',
    path: requiredText(input, 'path'),
    pattern: '*',
    glob: undefined,
    reads: false,
    shows: false,
  }),
  WebFetch: (input) => ({ kind: 'web', url: requiredText(input, 'url') }),
  Agent: agent,
  Task: agent,
  ReadMcpResourceTool: (input) => ({
    kind: 'mcp',
    server: optionalText(input, 'server') ?? '',
    tool: 'read_resource',
    input,
  }),
  ListMcpResourcesTool: (input) => ({
    kind: 'mcp',
    server: optionalText(input, 'server') ?? '',
    tool: 'list_resources',
    input,
  }),
};

/** Tools of the agent that touch nothing outside the conversation; their text fields are not paths or commands. */
const inert = new Set(
  'WebSearch Skill ToolSearch Workflow SendMessage CronCreate CronDelete CronList ScheduleWakeup EnterWorktree ExitWorktree TaskStop KillShell KillBash TaskCreate TaskUpdate TaskGet TaskList TaskOutput BashOutput TodoWrite TodoRead AskUserQuestion EnterPlanMode ExitPlanMode ListAgents ReportFindings SlashCommand PushNotification ReadNotifications SendFeedback ProposeSkills ProposeGoal WaitForMcpServers LSP EndConversation DeferredToolPlaceholder'.split(
    ' ',
  ),
);

/** A tool's name and input as a tool call; a wrong type in a field that matters throws `InputError`. */
export function readToolCall(name: string, input: JsonObject, server: string | undefined): ToolCall {
  const reader = Object.hasOwn(tools, name) ? tools[name] : undefined;
  if (reader !== undefined) return reader(input);
  if (name.startsWith('mcp__')) return mcpCall(name, input, server);
  return { kind: 'other', name, input: inert.has(name) ? {} : input };
}

/** `mcp__server__tool`; a plugin's server is `plugin_<plugin>_<server>` (hook-contract.md section 4.2). */
function mcpCall(name: string, input: JsonObject, server: string | undefined): ToolCall {
  const rest = name.slice('mcp__'.length);
  const prefix = server === undefined ? undefined : `${server}__`;
  const at = prefix !== undefined && rest.startsWith(prefix) ? prefix.length - 2 : rest.indexOf('__');
  if (at < 0) return { kind: 'mcp', server: server ?? rest, tool: rest, input };
  return { kind: 'mcp', server: rest.slice(0, at), tool: rest.slice(at + 2), input };
}
