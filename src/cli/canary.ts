import { field, isObject } from '../adapters/input.ts';
import type { Host } from '../host.ts';
import type { JsonObject } from '../tool-call.ts';

/** What came back from the registered command line for a call that must be denied. */
export type Canary =
  | { readonly kind: 'denied'; readonly ms: number }
  | { readonly kind: 'not-denied'; readonly why: string };

/** A call every policy denies; it is only ever shown to the gate. */
function canaryEvent(project: string): string {
  return `${JSON.stringify({
    session_id: 'blastgate-doctor',
    transcript_path: '',
    cwd: project,
    permission_mode: 'bypassPermissions',
    hook_event_name: 'PreToolUse',
    tool_name: 'Bash',
    tool_input: { command: 'rm -rf /', description: 'canary of blastgate doctor' },
  })}\n`;
}

/** Sends the canary through a registered handler as the client would start it; a deny in all three forms must come back. */
export function sendCanary(handler: JsonObject, home: string, project: string, host: Host): Canary {
  const command = field(handler, 'command');
  if (typeof command !== 'string') return { kind: 'not-denied', why: 'the handler has no command' };
  const substitute = (text: string): string => text.replaceAll('${CLAUDE_PROJECT_DIR}', project);
  const args = field(handler, 'args');
  const words = Array.isArray(args)
    ? args.filter((arg): arg is string => typeof arg === 'string').map(substitute)
    : undefined;
  const [program, argv] = words === undefined ? ['/bin/sh', ['-c', substitute(command)]] : [substitute(command), words];
  const timeout = field(handler, 'timeout');
  const start = host.monotonic();
  const result = host.run(program, argv, {
    input: canaryEvent(project),
    timeoutMs: (typeof timeout === 'number' ? timeout : 600) * 1000,
    cwd: project,
    env: { HOME: home, PATH: host.env('PATH') ?? '/usr/bin:/bin', CLAUDE_PROJECT_DIR: project, CLAUDECODE: '1' },
  });
  const ms = host.monotonic() - start;
  switch (result.kind) {
    case 'not-started':
      return { kind: 'not-denied', why: `${program} cannot be started (${result.code})` };
    case 'timed-out':
      return { kind: 'not-denied', why: 'no answer within its timeout' };
    case 'killed':
      return { kind: 'not-denied', why: `it was killed by ${result.signal}` };
    case 'exited':
      break;
  }
  if (result.code !== 2)
    return { kind: 'not-denied', why: `exit code ${result.code} instead of 2${firstLine(result.stderr)}` };
  if (!saysDeny(result.stdout))
    return { kind: 'not-denied', why: `exit code 2, but no denial on standard output${firstLine(result.stderr)}` };
  return { kind: 'denied', ms };
}

function firstLine(text: string): string {
  const [line = ''] = text.trim().split('\n');
  return line === '' ? '' : `: ${line.slice(0, 200)}`;
}

function saysDeny(stdout: string): boolean {
  try {
    const value: unknown = JSON.parse(stdout);
    const output = isObject(value) ? field(value, 'hookSpecificOutput') : undefined;
    return output !== undefined && isObject(output) && field(output, 'permissionDecision') === 'deny';
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}
