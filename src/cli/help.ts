import type { Host } from '../host.ts';
import { subcommands, subcommandNamed } from './subcommands.ts';
import { UsageError, suggestion } from './usage.ts';

/** Prints what blastgate can do, or how one subcommand is called. */
export function run(args: readonly string[], host: Host): number {
  const [name] = args;
  if (name === undefined) {
    host.writeStdout(overview());
    return 0;
  }
  const subcommand = subcommandNamed(name);
  if (subcommand === undefined)
    throw new UsageError(`unknown subcommand ${name}${suggestion(name, Object.keys(subcommands))}`);
  const { synopsis, summary } = subcommands[subcommand];
  host.writeStdout(`usage: ${`blastgate ${subcommand} ${synopsis}`.trimEnd()}\n\n${summary}\n`);
  return 0;
}

function overview(): string {
  const width = Math.max(...Object.keys(subcommands).map(({ length }) => length));
  const lines = Object.entries(subcommands).map(([name, { summary }]) => `  ${name.padEnd(width)}  ${summary}\n`);
  return `blastgate: the policy engine between an AI coding agent and everything it can break

usage: blastgate [SUBCOMMAND] [ARGUMENTS]

${lines.join('')}
Exit codes: hook: 0 answered or no opinion, 2 blocked. check, explain: 0 none or allow, 2 deny, 3 ask.
replay: 1 when an expectation fails. 64 arguments that make no sense.
`;
}
