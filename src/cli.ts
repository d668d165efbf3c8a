import { runSubcommand } from './cli/dispatch.ts';
import { hook } from './hook.ts';
import type { Host } from './host.ts';

/**
 * From the command line to the exit code; a crash anywhere is 2 with one line on standard error (law 8). `isSeen`: a hook event
 * had its first look.
 */
export function main(args: readonly string[], host: Host, isSeen = false): number {
  try {
    const [name] = args;
    // Typed at a terminal there is no event to wait for: help says so.
    if (args.length <= 1 && (name ?? 'hook') === 'hook' && !host.isTerminal('stdin')) return hook(host, isSeen);
    return runSubcommand(args, host);
  } catch (error) {
    // The reader of our output went away, as in `blastgate replay … | head`: nothing is left to be said.
    if (isBrokenPipe(error)) return 2;
    // Never the message: it can quote the call, and with it a secret.
    host.writeStderr(
      `blastgate: internal error (${error instanceof Error ? error.name : 'unknown'}); the call is blocked\n`,
    );
    return 2;
  }
}

function isBrokenPipe(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EPIPE';
}
