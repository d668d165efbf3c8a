import { readEvent } from '../adapters/claude-code.ts';
import { InputError, field, isObject, optionalObject, optionalText, requiredText } from '../adapters/input.ts';
import { readToolCall } from '../adapters/tools.ts';
import type { Outcome } from '../decision.ts';
import { readWorldDescription } from './world-description.ts';
import type { HookEvent, JsonObject } from '../tool-call.ts';
import type { WorldDescription } from '../world.ts';

/** One recorded call with what is expected of it. */
export interface Case {
  readonly id: string;
  readonly event: HookEvent;
  readonly world: WorldDescription | undefined;
  readonly expect: Outcome | undefined;
  readonly rule: string | undefined;
}

/** A line that is not a recorded call; it counts as denied and as a failure. */
export interface Malformed {
  readonly id: string;
  readonly error: string;
}

const outcomes = ['deny', 'ask', 'allow', 'none'] as const satisfies readonly Outcome[];

/** Reads one line of a replay file: a recorded call, or a raw hook document. */
export function readCase(text: string, line: number): Case | Malformed {
  let id = String(line);
  try {
    const document: unknown = JSON.parse(text);
    if (!isObject(document)) return { id, error: 'not a JSON object' };
    const given = field(document, 'id');
    if (typeof given === 'string' || typeof given === 'number') id = String(given);
    return { id, ...readDocument(document) };
  } catch (error) {
    if (error instanceof InputError) return { id, error: error.message };
    if (error instanceof SyntaxError) return { id, error: `not JSON: ${error.message}` };
    throw error;
  }
}

function readDocument(document: JsonObject): Omit<Case, 'id'> {
  const expect = optionalText(document, 'expect');
  const known = outcomes.find((outcome) => outcome === expect);
  if (expect !== undefined && known === undefined)
    throw new InputError(`expect is ${JSON.stringify(expect)}, not one of ${outcomes.join(', ')}`);
  const recorded = field(document, 'world') ?? undefined;
  const world = recorded === undefined ? undefined : readWorldDescription(recorded);
  const rest = { world, expect: known, rule: optionalText(document, 'rule') };
  if (field(document, 'hook_event_name') !== undefined) return { event: readEvent(document), ...rest };
  const tool = requiredText(document, 'tool_name');
  const server = optionalText(optionalObject(document, 'mcp_server'), 'name');
  const event = readEvent({ ...document, hook_event_name: 'PreToolUse' });
  return {
    event: {
      ...event,
      agent: 'replay',
      tool,
      call: readToolCall(tool, optionalObject(document, 'tool_input'), server),
    },
    ...rest,
  };
}
