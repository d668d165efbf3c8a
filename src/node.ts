import { main as mainOn } from './cli.ts';
import { hook } from './hook.ts';
import type { Host } from './host.ts';
import { nodeHost } from './node-host.ts';
import { warmUpEvents, warmUpHost } from './warm-up.ts';

/**
 * The program on Node, from the command line to the exit code. `first` is what was read of standard input already, for a first
 * look that did not let the call pass.
 */
export function main(args: readonly string[], first?: Uint8Array): number {
  return first === undefined ? mainOn(args, nodeHost) : mainOn(args, goingOnFrom(first), true);
}

/** This machine, which gives back what was read before. */
function goingOnFrom(first: Uint8Array): Host {
  let rest = first.length === 0 ? undefined : first;
  return {
    ...nodeHost,
    stdin: {
      read() {
        const bytes = rest ?? nodeHost.stdin.read();
        rest = undefined;
        return bytes;
      },
    },
  };
}

/** Runs the hook on representative events without output, so that the code cache holds its functions compiled. */
export function warmUp(): void {
  const host = warmUpHost(nodeHost);
  for (const event of warmUpEvents) {
    host.hear(event);
    hook(host, true);
  }
}
