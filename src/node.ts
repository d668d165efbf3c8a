import { main as mainOn } from './cli.ts';
import { hook } from './hook.ts';
import { nodeHost } from './node-host.ts';
import { warmUpEvents, warmUpHost } from './warm-up.ts';

/** The program on Node, from the command line to the exit code. */
export function main(args: readonly string[]): number {
  return mainOn(args, nodeHost);
}

/** Runs the hook on representative events without output, so that the code cache holds its functions compiled. */
export function warmUp(): void {
  const host = warmUpHost(nodeHost);
  for (const event of warmUpEvents) {
    host.hear(event);
    hook(host);
  }
}
