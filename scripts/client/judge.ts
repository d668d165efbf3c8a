import { isDeepStrictEqual } from 'node:util';
import { field } from './json.ts';
import type { PlannedCall, SessionScenario } from './scenario.ts';
import type { Sandbox } from './sandbox.ts';
import type { CallResult, HookRun, Session } from './session.ts';

/** The files that calls reach, as they were before the session. */
export type Before = ReadonlyMap<string, string | undefined>;

/** Reads the files that the calls name. */
export function filesBefore(calls: readonly PlannedCall[], box: Sandbox): Before {
  return new Map(
    calls.flatMap(({ input: { file_path: name } }) => (typeof name === 'string' ? [[name, box.read(name)]] : [])),
  );
}

/** What is wrong with a session; each call's outcome must be the planned one and agree with what it left behind. */
export function judgeSession(
  scenario: SessionScenario,
  ids: readonly string[],
  session: Session,
  box: Sandbox,
  before: Before,
): readonly string[] {
  const problems = [...session.problems];
  for (const [index, call] of scenario.calls.entries()) {
    const result = session.calls.get(ids[index] ?? '') ?? { outcome: 'missing', by: '', text: '' };
    problems.push(...judgeCall(call, result, session, box, before).map((problem) => `${call.tool}: ${problem}`));
  }
  const planned = scenario.calls.filter(({ tool, outcome }) => tool === 'Bash' && outcome === 'executed').length;
  if (session.commands.length !== planned) problems.push(`the shell was given ${JSON.stringify(session.commands)}`);
  if (scenario.hookFails !== true) problems.push(...session.hooks.flatMap(judgeHook));
  return [...problems, ...(scenario.check?.(box, session) ?? [])];
}

function judgeCall(
  call: PlannedCall,
  result: CallResult,
  session: Session,
  box: Sandbox,
  before: Before,
): readonly string[] {
  const problems: string[] = [];
  if (result.outcome !== call.outcome) problems.push(`${result.outcome} by ${result.by}, not ${call.outcome}`);
  if (call.by !== undefined && result.by !== call.by) problems.push(`decided by ${result.by}, not by ${call.by}`);
  for (const text of call.told ?? [])
    if (!result.text.includes(text)) problems.push(`the model is not told ${JSON.stringify(text)}`);
  const ran = leftBehind(call, result, session, box, before);
  if (ran !== undefined && ran !== (call.outcome === 'executed')) problems.push(ran ? 'it ran' : 'it left no trace');
  return problems.length === 0 ? [] : [...problems, `the model was told: ${result.text.slice(0, 400)}`];
}

/** Whether the call can be seen to have run; undefined where it would leave nothing behind that can be seen from here. */
function leftBehind(
  { tool, input }: PlannedCall,
  { text }: CallResult,
  { commands, mcpCalls }: Session,
  box: Sandbox,
  before: Before,
): boolean | undefined {
  const name = typeof input['file_path'] === 'string' ? input['file_path'] : undefined;
  const then = name === undefined ? undefined : before.get(name);
  const now = name === undefined ? undefined : box.read(name);
  switch (tool) {
    case 'Bash':
      return commands.includes(String(input['command']));
    case 'Read':
      return then !== undefined && text.includes(then.trim());
    case 'Write':
    case 'Edit':
      return now !== then;
    default:
      if (!tool.startsWith('mcp__')) return undefined;
      return mcpCalls.some(
        (each) => tool.endsWith(`__${String(field(each, 'tool'))}`) && isDeepStrictEqual(field(each, 'input'), input),
      );
  }
}

/** A hook that errs, or that says something the client does not read, fails open somewhere. */
function judgeHook({ event, code, outcome, stdout, stderr }: HookRun): readonly string[] {
  const problems: string[] = [];
  if (code !== 0 && code !== 2)
    problems.push(`the ${event} hook failed: ${outcome}, exit code ${code}: ${stderr.slice(0, 200)}`);
  if (stdout !== '' && !isOneObject(stdout))
    problems.push(`the ${event} hook printed ${JSON.stringify(stdout.slice(0, 200))}`);
  return problems;
}

function isOneObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}
