import { main as mainOn } from './cli.ts';
import { hook } from './hook.ts';
import { builtin } from './policy/builtin.ts';
import { quickjsHost } from './quickjs-host.ts';
import { warmUpEvents } from './warm-up.ts';

/** The program on QuickJS, from the command line to the exit code. */
export function main(args: readonly string[]): number {
  return mainOn(args, quickjsHost);
}

/** Reads the rules, and runs the hook on representative events, on a machine without files and without output. */
export function warmUp(): number {
  for (const kind of builtin.kinds) builtin.rules(kind);
  for (const event of warmUpEvents) {
    let bytes: Uint8Array | undefined = Uint8Array.from(event, (character) => character.charCodeAt(0));
    const read = () => {
      const piece = bytes;
      bytes = undefined;
      return piece;
    };
    const missing = () => ({ kind: 'missing' }) as const;
    hook({
      ...quickjsHost,
      stdin: { read },
      writeStdout() {},
      writeStderr() {},
      env: () => undefined,
      homeDirectory: () => '/home/nobody',
      programFile: () => '/usr/bin/blastgate',
      open: missing,
      readText: missing,
      readBytes: missing,
      stat: missing,
      lstat: missing,
      readlink: () => undefined,
      listDirectory: missing,
    });
  }
  return 0;
}
