// npm run test:client: the gate in the real Claude Code client, whose model is a script on the loopback interface.
// Every scenario has a home, a project and an installation of its own; no command of the model is ever executed.
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { findClient, installClient, PINNED, PLACES, versionOf } from './client/installation.ts';
import { isLoopbackOnly, rerunLoopbackOnly } from './client/namespace.ts';
import { runScenario, type Report } from './client/run-scenario.ts';
import type { Scenario } from './client/scenario.ts';
import { denials } from './client/scenarios/denials.ts';
import { failures } from './client/scenarios/failures.ts';
import { opinions } from './client/scenarios/opinions.ts';
import { settings } from './client/scenarios/settings.ts';

const USAGE = `usage: npm run test:client -- [--install] [--only TEXT] [--keep]

  --install    first install Claude Code ${PINNED} into a scratch folder
  --only TEXT  only the scenarios whose title holds TEXT
  --keep       keep each scenario's directory and say where it is
`;

process.exitCode = await main(process.argv.slice(2));

async function main(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      install: { type: 'boolean' },
      only: { type: 'string' },
      keep: { type: 'boolean' },
      help: { type: 'boolean' },
    },
  });
  if (values.help === true) {
    console.log(USAGE);
    return 0;
  }
  if (values.install === true && !isLoopbackOnly()) installClient();
  const client = findClient();
  if (client === undefined) {
    console.log(`skipped: the Claude Code client is not installed (looked at ${PLACES}).`);
    console.log('npm run test:client -- --install puts it there.');
    return 0;
  }
  if (!isLoopbackOnly()) {
    const code = rerunLoopbackOnly('scripts/test-client.ts', args);
    if (code !== undefined) return code;
  }
  const all: readonly Scenario[] = [...denials, ...opinions, ...failures, ...settings];
  const scenarios = all.filter(({ title }) => title.includes(values.only ?? ''));
  const network = isLoopbackOnly()
    ? 'loopback-only network'
    : "the machine's network (no network namespace can be made)";
  console.log(`${versionOf(client)} · Node ${process.version} · ${network} · ${scenarios.length} scenarios\n`);
  const reports = await runAll(scenarios, client, values.keep === true);
  return summary(reports, client);
}

/** Runs the scenarios, as many at a time as there are processors, and prints them in order. */
async function runAll(scenarios: readonly Scenario[], client: string, keep: boolean): Promise<readonly Report[]> {
  const reports: Report[] = [];
  const queue = scenarios.entries();
  let printed = 0;
  const worker = async (): Promise<void> => {
    for (const [index, scenario] of queue) {
      reports[index] = await runScenario(scenario, client, keep);
      for (let report = reports[printed]; report !== undefined; report = reports[++printed]) print(report);
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, worker));
  return reports;
}

function print({ title, ms, problems, kept }: Report): void {
  console.log(`${problems.length === 0 ? 'pass' : 'FAIL'}  ${title}  (${(ms / 1000).toFixed(1)} s)`);
  for (const problem of problems) console.log(`        ${problem}`);
  if (kept !== undefined) console.log(`        kept in ${kept}`);
}

function summary(reports: readonly Report[], client: string): number {
  const times = reports.flatMap(({ hookMs }) => hookMs).toSorted((left, right) => left - right);
  const at = (share: number): string => `${times[Math.floor((times.length - 1) * share)] ?? '–'} ms`;
  const failed = reports.filter(({ problems }) => problems.length > 0).length;
  console.log(`\nClient ${versionOf(client)}, Node ${process.version}`);
  console.log(
    `Hook, as the client measures it, ${times.length} calls: fastest ${at(0)}, median ${at(0.5)}, p90 ${at(0.9)}`,
  );
  console.log(`${reports.length - failed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}
