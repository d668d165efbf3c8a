import { main as mainOn } from './cli.ts';
import { hook } from './hook.ts';
import type { Host } from './host.ts';
import { builtin } from './policy/builtin.ts';
import { quickjsHost } from './quickjs-host.ts';
import { warmUpEvents, warmUpHost } from './warm-up.ts';

/** The program on QuickJS, from the command line to the exit code. */
export function main(args: readonly string[]): number {
  return mainOn(args, quickjsHost);
}

/** Reads the built-in rules, and runs the hook on representative events without output. */
export function warmUp(): number {
  for (const kind of builtin.kinds) builtin.rules(kind);
  const host = warmUpHost(bareMachine);
  for (const event of warmUpEvents) {
    host.hear(event);
    hook(host);
  }
  return 0;
}

const missing = () => ({ kind: 'missing' }) as const;

/** A machine without files: nothing of the one where the program is built may stay in its memory. */
const bareMachine: Host = {
  ...quickjsHost,
  env: () => undefined,
  cwd: () => '/',
  userId: () => 0,
  homeDirectory: () => '/home/nobody',
  executable: () => '/usr/bin/blastgate',
  programFile: () => '/usr/bin/blastgate',
  open: missing,
  readText: missing,
  readBytes: missing,
  stat: missing,
  lstat: missing,
  readlink: () => undefined,
  listDirectory: missing,
};
