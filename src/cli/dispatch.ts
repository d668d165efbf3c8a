import { run as help } from './help.ts';
import { subcommandNamed, subcommands, type Subcommand } from './subcommands.ts';
import { UsageError, suggestion } from './usage.ts';
import { run as version } from './version.ts';
import type { Host } from '../host.ts';

/** sysexits.h: EX_USAGE. */
const EXIT_USAGE = 64;
/** A mistyped subcommand in a registration must block, and only 2 does (hook-contract.md section 6). */
const EXIT_UNKNOWN = 2;

type Run = (args: readonly string[], host: Host) => number;

const runs: Partial<Record<Subcommand, Run>> = { help, version };

/** Runs a subcommand other than the hook to its exit code. */
export function runSubcommand(args: readonly string[], host: Host): number {
  const [name = 'help', ...rest] = args;
  const subcommand = subcommandNamed(name);
  const run = subcommand === undefined ? undefined : runs[subcommand];
  if (run === undefined) {
    host.writeStderr(
      `blastgate: unknown subcommand ${name}${suggestion(name, Object.keys(subcommands))}\nTry: blastgate help\n`,
    );
    return EXIT_UNKNOWN;
  }
  try {
    return run(rest, host);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    host.writeStderr(`blastgate ${name}: ${error.message}\nTry: blastgate help ${name}\n`);
    return EXIT_USAGE;
  }
}
