import type { Verdict } from '../decision.ts';
import type { Effect } from '../effect.ts';
import type { Host } from '../host.ts';
import { callOptions, judgeArguments, type Timings } from './call.ts';
import { summary } from './check.ts';
import { exitCode } from './outcome.ts';
import { jsonReport, plainEffect, showInvocation } from './report.ts';
import { paintFor, printable, type Paint } from './terminal.ts';
import type { Judgement } from '../gate.ts';
import { readArguments } from './usage.ts';

export const help = `Usage: blastgate explain [--json] [--cwd DIR] [--] 'COMMAND'
       blastgate explain [--json] [--cwd DIR] --tool NAME --input JSON

The same as check, with the whole trace: the commands that would run, what each does, every rule that had an
opinion and from which layer, and how long it took.

Exit code: 0 none or allow, 2 deny, 3 ask, 64 usage.
`;

const common = new Set(['kind', 'span', 'via', 'remote']);

function effectLine(effect: Effect, paint: Paint): string {
  const fields = Object.entries(plainEffect(effect) as Record<string, unknown>)
    .filter(
      ([name, value]) =>
        !common.has(name) && value !== '' && value !== 'no' && !(Array.isArray(value) && value.length === 0),
    )
    .map(([name, value]) => `${name} ${typeof value === 'string' ? value : JSON.stringify(value)}`);
  const via = effect.via.length === 0 ? '' : paint.dim(`  via ${effect.via.join(' › ')}`);
  const remote = effect.remote === undefined ? '' : paint.dim(`  on ${effect.remote.kind}`);
  return `  ${effect.kind.padEnd(18)}${printable(fields.join(', '))}${via}${remote}`;
}

function verdictLine(verdict: Verdict, paint: Paint): string {
  const certain = verdict.certain
    ? ''
    : ` (unsure${verdict.missing === undefined ? '' : `: ${printable(verdict.missing)}`})`;
  const changed =
    verdict.overridden === undefined
      ? ''
      : ` (was ${verdict.overridden.from}, changed by ${verdict.overridden.by}: ${printable(verdict.overridden.reason)})`;
  return `  ${paint.outcome(verdict.outcome, verdict.outcome.padEnd(6))}${verdict.rule}  ${paint.dim(verdict.layer)}${certain}${changed}`;
}

function trace(judgement: Judgement, timings: Timings, paint: Paint): readonly string[] {
  const { analysis, decision } = judgement;
  const lines = ['', paint.bold('commands')];
  for (const invocation of analysis.invocations) {
    const via = invocation.via.length === 0 ? '' : paint.dim(`  via ${invocation.via.join(' › ')}`);
    lines.push(`  ${printable(showInvocation(invocation))}${via}`);
  }
  if (analysis.invocations.length === 0) lines.push('  none');
  lines.push('', paint.bold('effects'), ...analysis.effects.map((effect) => effectLine(effect, paint)));
  lines.push('', paint.bold('verdicts'), ...decision.verdicts.map((verdict) => verdictLine(verdict, paint)));
  if (decision.verdicts.length === 0) lines.push('  no rule had an opinion');
  lines.push('', paint.dim(`policy ${timings.policy.toFixed(2)} ms, decision ${timings.decision.toFixed(2)} ms`));
  return lines;
}

/** Dry-tests one tool call and shows how the answer came about. */
export function run(args: readonly string[], host: Host): number {
  const options = readArguments(args, callOptions);
  if (options.flags.has('--help')) {
    host.writeStdout(help);
    return 0;
  }
  const { judgement, timings } = judgeArguments(options, host);
  const paint = paintFor(host, 'stdout');
  if (options.flags.has('--json')) host.writeStdout(jsonReport(judgement, timings, true));
  else host.writeStdout(`${[...summary(judgement, paint), ...trace(judgement, timings, paint)].join('\n')}\n`);
  return exitCode[judgement.decision.outcome];
}
