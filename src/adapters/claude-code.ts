import type { Decision } from '../decision.ts';
import type { HookEvent, PermissionMode } from '../tool-call.ts';
import { InputError, field, isObject, optionalObject, optionalText, requiredText } from './input.ts';
import { readToolCall } from './tools.ts';

/** What goes back to the agent. */
export interface Answer {
  readonly stdout: string;
  readonly stderr: string;
  readonly code: 0 | 2;
}

const modes = [
  'default',
  'plan',
  'acceptEdits',
  'auto',
  'dontAsk',
  'bypassPermissions',
] as const satisfies readonly PermissionMode[];

/** Reads a Claude Code hook document (hook-contract.md section 5); fields it does not use are ignored. */
export function readEvent(document: unknown): HookEvent {
  if (!isObject(document)) throw new InputError('the hook event is not a JSON object');
  const event = requiredText(document, 'hook_event_name');
  const mode = optionalText(document, 'permission_mode');
  const cwd = optionalText(document, 'cwd');
  const base = {
    agent: 'claude-code',
    event,
    cwd: cwd !== undefined && cwd.startsWith('/') ? cwd : null,
    mode: modes.find((known) => known === mode) ?? ('unknown' as const),
    session: optionalText(document, 'session_id') ?? '',
    subagent: optionalText(document, 'agent_type') ?? '',
  };
  if (event !== 'PreToolUse') return { ...base, tool: '', call: null };
  const tool = requiredText(document, 'tool_name');
  const input = field(document, 'tool_input');
  if (!isObject(input)) throw new InputError('tool_input is not an object');
  return {
    ...base,
    tool,
    call: readToolCall(tool, input, optionalText(optionalObject(document, 'mcp_server'), 'name')),
  };
}

/**
 * The answer in Claude Code's terms (hook-contract.md sections 6 and 15): a denial is said three times over, so that a
 * cut-off stdout or a client that reads only the exit code still stops the call.
 */
export function answer(decision: Decision, reason: string, event: HookEvent, canAsk: boolean): Answer {
  switch (decision.outcome) {
    case 'deny':
      return { stdout: output('deny', reason), stderr: `${reason}\n`, code: 2 };
    case 'ask':
      // `dontAsk` refuses what it would have to ask about; saying so ourselves keeps the reason.
      if (!canAsk || event.mode === 'dontAsk')
        return { stdout: output('deny', reason), stderr: `${reason}\n`, code: 2 };
      return { stdout: output('ask', reason), stderr: '', code: 0 };
    case 'allow':
      return { stdout: output('allow', reason), stderr: '', code: 0 };
    case 'none':
      return { stdout: '', stderr: '', code: 0 };
  }
}

function output(permissionDecision: 'deny' | 'ask' | 'allow', permissionDecisionReason: string): string {
  return `${JSON.stringify({ hookSpecificOutput: { hookEventName: 'PreToolUse', permissionDecision, permissionDecisionReason } })}\n`;
}
