import { answer, readEvent } from './adapters/claude-code.ts';
import { InputError } from './adapters/input.ts';
import { Deadline, DeadlineError } from './deadline.ts';
import { readDocument } from './document.ts';
import { hostWorld } from './facts/host-world.ts';
import { passesAtOnce } from './fast-path/passes.ts';
import { judge } from './gate.ts';
import type { Host } from './host.ts';
import { policyFor } from './policy/layers.ts';

/** Milliseconds within which a decision must be made; the host's own limit is far behind. */
export const BUDGET_MS = 2000;

/**
 * One hook event from standard input to an exit code: 2 stops the call, 0 answers it or leaves it to the agent.
 * Whatever goes wrong on the way is a 2 with one line on standard error (law 8). `isSeen`: the event had its first look.
 */
export function hook(host: Host, isSeen = false): 0 | 2 {
  try {
    const deadline = new Deadline(() => host.monotonic(), BUDGET_MS);
    const document = readDocument(host);
    if (document.kind === 'broken') return refuse(host, `the hook input cannot be read: ${document.why}`);
    if (!isSeen && passesAtOnce(document.value, host)) return 0;
    const event = readEvent(document.value);
    if (event.call === null) return 0;
    const world = hostWorld(host, event);
    const policy = policyFor(host, world);
    const { decision, reason } = judge(event, world, policy, deadline);
    const said = answer(decision, reason, event, isAudible(host));
    if (said.stdout !== '') host.writeStdout(said.stdout);
    if (said.stderr !== '') host.writeStderr(said.stderr);
    return said.code;
  } catch (error) {
    return refuse(host, explain(error));
  }
}

/**
 * Whether the agent hears a question: not where stdout is closed, and with this variable the loader writes to it before the
 * gate does (ld.so(8)), and the client reads no JSON behind other text. A denial needs no stdout.
 */
function isAudible(host: Host): boolean {
  return host.env('LD_SHOW_AUXV') === undefined && !host.isDiscarded('stdout');
}

function refuse(host: Host, why: string): 2 {
  host.writeStderr(`blastgate: ${why.replace(/\s+/g, ' ').slice(0, 300)}; the call is blocked\n`);
  return 2;
}

function explain(error: unknown): string {
  if (error instanceof InputError) return `the hook input is not understood: ${error.message}`;
  if (error instanceof DeadlineError) return `no decision within ${BUDGET_MS} ms`;
  // Never the message: it can quote the call, and with it a secret.
  return `internal error (${error instanceof Error ? error.name : 'unknown'})`;
}
