import { readToolCall } from '../adapters/tools.ts';
import { InputError, isObject } from '../adapters/input.ts';
import { Deadline } from '../deadline.ts';
import { hostWorld } from '../facts/host-world.ts';
import { judge, type Judgement } from '../gate.ts';
import type { Host } from '../host.ts';
import { BUDGET_MS } from '../hook.ts';
import { policyFor } from '../policy/layers.ts';
import type { HookEvent } from '../tool-call.ts';
import { quote } from 'shell-quote';
import { UsageError, type Arguments, type OptionTable } from './usage.ts';

/** What `check` and `explain` understand. */
export const callOptions: OptionTable = { flags: ['--json', '--help'], values: ['--cwd', '--tool', '--input'] };

/** Milliseconds each stage took. */
export interface Timings {
  readonly policy: number;
  readonly decision: number;
}

/** The tool call that the arguments describe: a shell command, or any tool with its input. */
function eventOf(args: Arguments, host: Host): HookEvent {
  const given = args.values.get('--cwd');
  const here = host.cwd();
  const cwd = given === undefined ? here : given.startsWith('/') ? given : `${here ?? ''}/${given}`;
  const base = {
    agent: 'check',
    event: 'PreToolUse',
    cwd: cwd ?? null,
    mode: 'default',
    session: '',
    subagent: '',
  } as const;
  const tool = args.values.get('--tool');
  if (tool === undefined) {
    if (args.values.has('--input')) throw new UsageError('--input goes with --tool');
    if (args.operands.length === 0) throw new UsageError("give a command: blastgate check 'git push --force'");
    const [only] = args.operands;
    const command = args.operands.length === 1 && only !== undefined ? only : quote([...args.operands]);
    return { ...base, tool: 'Bash', call: { kind: 'shell', command, dialect: 'bash' } };
  }
  if (args.operands.length > 0) throw new UsageError('a command and --tool exclude each other');
  const input = parsed(args.values.get('--input') ?? '{}');
  try {
    return { ...base, tool, call: readToolCall(tool, input, undefined) };
  } catch (error) {
    if (error instanceof InputError) throw new UsageError(`--input: ${error.message}`);
    throw error;
  }
}

function parsed(text: string): Parameters<typeof readToolCall>[1] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new UsageError(`--input is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (!isObject(value)) throw new UsageError('--input is not a JSON object');
  return value;
}

/** Decides the call the arguments describe, with the machine's facts and policies, exactly as the hook would. */
export function judgeArguments(
  args: Arguments,
  host: Host,
): { readonly judgement: Judgement; readonly timings: Timings } {
  const event = eventOf(args, host);
  const world = hostWorld(host, event);
  const start = host.monotonic();
  const policy = policyFor(host, world);
  const loaded = host.monotonic();
  const judgement = judge(event, world, policy, new Deadline(() => host.monotonic(), BUDGET_MS));
  return { judgement, timings: { policy: loaded - start, decision: host.monotonic() - loaded } };
}
