import { sourceOf, type Judgement } from '../gate.ts';
import type { Host } from '../host.ts';
import { callOptions, judgeArguments } from './call.ts';
import { caretLines } from './caret.ts';
import { exitCode, meaning } from './outcome.ts';
import { decisive, jsonReport } from './report.ts';
import { paintFor, printable, type Paint } from './terminal.ts';
import { readArguments } from './usage.ts';

export const help = `Usage: blastgate check [--json] [--cwd DIR] [--] 'COMMAND'
       blastgate check [--json] [--cwd DIR] --tool NAME --input JSON

Says what the gate would answer to a tool call, without running anything.

  --cwd DIR      the directory the call is made in (default: this one)
  --tool NAME    another tool than Bash: Write, Read, WebFetch, mcp__server__tool …
  --input JSON   that tool's input
  --json         one JSON object: outcome, reason, alternative, rules, effects, invocations, ms

Exit code: 0 none or allow, 2 deny, 3 ask, 64 usage.
`;

/** The piece that was stopped with a caret under it, then outcome, rule, why and what instead. */
export function summary(judgement: Judgement, paint: Paint): readonly string[] {
  const { decision, event } = judgement;
  const source = sourceOf(event);
  const [first] = decisive(decision);
  const lines: string[] = [];
  if (source !== '') {
    if (first?.effect === undefined || first.effect === null)
      lines.push(...source.split('\n').slice(0, 3).map(printable));
    else lines.push(...caretLines(source, first.effect.span, paint));
    lines.push('');
  }
  lines.push(`${paint.outcome(decision.outcome)}  ${meaning[decision.outcome]}`);
  if (first === undefined) return lines;
  lines.push(`rule     ${first.rule}${first.layer === 'builtin' ? '' : ` (${first.layer})`}`);
  if (first.effect?.span.origin !== undefined) lines.push(`where    ${printable(first.effect.span.origin)}`);
  lines.push(`why      ${printable(first.reason)}`);
  if (first.missing !== undefined) lines.push(`missing  ${printable(first.missing)}`);
  if (first.alternative !== '') lines.push(`instead  ${printable(first.alternative)}`);
  const others = [
    ...new Set(
      decisive(decision)
        .slice(1)
        .map((verdict) => verdict.rule),
    ),
  ].filter((rule) => rule !== first.rule);
  if (others.length > 0) lines.push(`also     ${others.join(', ')}`);
  for (const notice of decision.notices) lines.push(paint.dim(`note     ${printable(notice)}`));
  return lines;
}

/** Dry-tests one tool call. */
export function run(args: readonly string[], host: Host): number {
  const options = readArguments(args, callOptions);
  if (options.flags.has('--help')) {
    host.writeStdout(help);
    return 0;
  }
  const { judgement, timings } = judgeArguments(options, host);
  if (options.flags.has('--json')) host.writeStdout(jsonReport(judgement, timings, false));
  else host.writeStdout(`${summary(judgement, paintFor(host, 'stdout')).join('\n')}\n`);
  return exitCode[judgement.decision.outcome];
}
