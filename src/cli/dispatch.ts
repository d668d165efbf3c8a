import type { Host } from '../host.ts';
import { help as checkHelp, run as check } from './check.ts';
import { help as completionsHelp, run as completions } from './completions.ts';
import { help as doctorHelp, run as doctor } from './doctor.ts';
import { help as explainHelp, run as explain } from './explain.ts';
import { help as initHelp, run as init } from './init.ts';
import { help as replayHelp, run as replay } from './replay.ts';
import { help as uninstallHelp, run as uninstall } from './uninstall.ts';
import { UsageError, suggestion } from './usage.ts';
import { VERSION } from './version.ts';

/** sysexits.h: EX_USAGE. */
const EXIT_USAGE = 64;
/** A mistyped subcommand in a registration must block, and only 2 does (hook-contract.md section 6). */
const EXIT_UNKNOWN = 2;

/** What one file in `cli/` is. */
interface Subcommand {
  readonly help: string;
  run(args: readonly string[], host: Host): number;
}

const subcommands: Readonly<Record<string, Subcommand & { readonly summary: string }>> = {
  hook: {
    summary: 'read one hook event from standard input and answer it (the default)',
    help: 'Usage: blastgate [hook] < EVENT\n\nReads one hook event and answers it. Exit code: 0, or 2 to block.\n',
    run: notTheHook,
  },
  check: { summary: 'say what would be decided, without running anything', help: checkHelp, run: check },
  explain: { summary: 'the same, with every step that led to it', help: explainHelp, run: explain },
  replay: { summary: 'decide recorded calls and compare with what they expect', help: replayHelp, run: replay },
  init: { summary: 'register the hook in the settings of Claude Code', help: initHelp, run: init },
  uninstall: { summary: 'take exactly that out again', help: uninstallHelp, run: uninstall },
  doctor: {
    summary: 'check the installation, with a canary through the registered hook',
    help: doctorHelp,
    run: doctor,
  },
  completions: { summary: 'print completions for bash, zsh or fish', help: completionsHelp, run: completions },
  help: {
    summary: 'print this, or the help of a subcommand',
    help: 'Usage: blastgate help [SUBCOMMAND]\n',
    run: help,
  },
  version: { summary: 'print the version', help: 'Usage: blastgate version\n', run: version },
};

const otherSpellings: Readonly<Record<string, string>> = {
  '-h': 'help',
  '--help': 'help',
  '-V': 'version',
  '--version': 'version',
};

/** Runs a subcommand other than the hook to its exit code. */
export function runSubcommand(args: readonly string[], host: Host): number {
  const [name = 'help', ...rest] = args;
  const found = find(name);
  if (found === undefined) {
    host.writeStderr(
      `blastgate: unknown subcommand ${name}${suggestion(name, Object.keys(subcommands))}\nTry: blastgate help\n`,
    );
    return EXIT_UNKNOWN;
  }
  try {
    return found.run(rest, host);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    host.writeStderr(`blastgate ${name}: ${error.message}\nTry: blastgate help ${name}\n`);
    return EXIT_USAGE;
  }
}

function find(name: string): Subcommand | undefined {
  const known = Object.hasOwn(otherSpellings, name) ? (otherSpellings[name] ?? name) : name;
  return Object.hasOwn(subcommands, known) ? subcommands[known] : undefined;
}

function help([name]: readonly string[], host: Host): number {
  if (name === undefined) {
    host.writeStdout(overview());
    return 0;
  }
  const found = find(name);
  if (found === undefined)
    throw new UsageError(`unknown subcommand ${name}${suggestion(name, Object.keys(subcommands))}`);
  host.writeStdout(found.help);
  return 0;
}

/** The hook itself is answered in cli.ts; here come a person at a terminal and arguments that it does not take. */
function notTheHook(args: readonly string[], host: Host): number {
  const [first] = args;
  if (first === undefined || first === '--help') {
    host.writeStdout(overview());
    return 0;
  }
  host.writeStderr(`blastgate: the hook takes no arguments, not ${first}; the call is blocked\n`);
  return EXIT_UNKNOWN;
}

function version(_args: readonly string[], host: Host): number {
  host.writeStdout(`blastgate ${VERSION}\n`);
  return 0;
}

function overview(): string {
  const width = Math.max(...Object.keys(subcommands).map(({ length }) => length));
  const lines = Object.entries(subcommands).map(([name, { summary }]) => `  ${name.padEnd(width)}  ${summary}\n`);
  return `blastgate: the policy engine between an AI coding agent and everything it can break

Usage: blastgate [SUBCOMMAND] [ARGUMENTS]

${lines.join('')}
Exit codes. hook: 0 answered or no opinion, 2 blocked. check, explain: 0 none or allow, 2 deny, 3 ask.
replay: 1 when an expectation fails. 64: arguments that make no sense.
`;
}
