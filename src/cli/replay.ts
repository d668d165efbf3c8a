import { Deadline, DeadlineError } from '../deadline.ts';
import type { Outcome } from '../decision.ts';
import { hostWorld } from '../facts/host-world.ts';
import { recordedWorld } from '../facts/recorded-world.ts';
import { judge } from '../gate.ts';
import type { ByteSource, Host } from '../host.ts';
import { BUDGET_MS } from '../hook.ts';
import { policyFor, recordedPolicy } from '../policy/layers.ts';
import { readLines } from './lines.ts';
import { decisiveRules } from './report.ts';
import { readCase, type Case } from './replay-case.ts';
import { paintFor, printable, type Paint } from './terminal.ts';
import { UsageError, readArguments } from './usage.ts';

export const help = `Usage: blastgate replay [--json] FILE… | -

Decides recorded tool calls, one JSON object a line: {id?, tool_name, tool_input, cwd?, permission_mode?, world?,
expect?: "deny"|"ask"|"allow"|"none", rule?}, or raw hook documents. With a world nothing of this machine is read.

  --json    one line a case: {id, outcome, rules, ms}

Exit code: 0, or 1 when an expectation fails or a line is malformed; 64 usage; 66 a file cannot be read.
`;

/** The longest line that is read, in bytes: one hook document. */
const MAX_LINE = 16 * 1024 * 1024;

interface Result {
  readonly id: string;
  readonly outcome: Outcome;
  readonly rules: readonly string[];
  readonly ms: number;
  /** What was expected and did not come; absent where the case passed. */
  readonly failure?: string;
}

/** Decides one recorded call with the same function as the hook. */
function decideCase(recorded: Case, host: Host): Result {
  const { event, world: description, id } = recorded;
  const start = host.monotonic();
  const cwd = description?.cwd ?? event.cwd ?? description?.project ?? null;
  const world =
    description === undefined
      ? hostWorld(host, event)
      : recordedWorld(event.cwd === null ? description : { ...description, cwd });
  const policy = description === undefined ? policyFor(host, world) : recordedPolicy(world);
  if (event.call === null) return { id, outcome: 'none', rules: [], ms: 0, ...failed(recorded, 'none', []) };
  const elapsed = (): number => Number((host.monotonic() - start).toFixed(3));
  try {
    const { decision } = judge({ ...event, cwd }, world, policy, new Deadline(() => host.monotonic(), BUDGET_MS));
    const rules = decisiveRules(decision);
    return { id, outcome: decision.outcome, rules, ms: elapsed(), ...failed(recorded, decision.outcome, rules) };
  } catch (error) {
    // The hook blocks a call that it cannot decide in time; the cases after it are decided all the same.
    if (!(error instanceof DeadlineError)) throw error;
    return { id, outcome: 'deny', rules: [], ms: elapsed(), ...failed(recorded, 'deny', []) };
  }
}

function failed(recorded: Case, outcome: Outcome, rules: readonly string[]): { readonly failure?: string } {
  if (recorded.expect !== undefined && recorded.expect !== outcome)
    return {
      failure: `expected ${recorded.expect}, got ${outcome}${rules.length === 0 ? '' : ` (${rules.join(', ')})`}`,
    };
  if (recorded.rule !== undefined && !rules.includes(recorded.rule))
    return { failure: `expected the rule ${recorded.rule}, got ${rules.length === 0 ? 'none' : rules.join(', ')}` };
  return {};
}

function decideLine(text: string, line: number, host: Host): Result {
  const recorded = readCase(text, line);
  if ('error' in recorded)
    return { id: recorded.id, outcome: 'deny', rules: [], ms: 0, failure: `malformed line: ${recorded.error}` };
  return decideCase(recorded, host);
}

class Tally {
  cases = 0;
  failures = 0;
  readonly outcomes: Record<Outcome, number> = { deny: 0, ask: 0, allow: 0, none: 0 };

  count(result: Result): void {
    this.cases += 1;
    this.outcomes[result.outcome] += 1;
    if (result.failure !== undefined) this.failures += 1;
  }
}

/** A bar on standard error while the cases run, rewritten at most ten times a second. */
class Progress {
  readonly #host: Host;
  readonly #total: number;
  readonly #shown: boolean;
  #read = 0;
  #next = 0;

  constructor(host: Host, total: number, shown: boolean) {
    this.#host = host;
    this.#total = total;
    this.#shown = shown;
  }

  advance(bytes: number, cases: number): void {
    this.#read += bytes;
    const now = this.#host.monotonic();
    if (!this.#shown || now < this.#next) return;
    this.#next = now + 100;
    const width = Math.max(10, Math.min(40, (this.#host.columns() ?? 80) - 30));
    const share = this.#total === 0 ? 0 : Math.min(1, this.#read / this.#total);
    const done = Math.round(share * width);
    this.#host.writeStderr(
      `\r[${'#'.repeat(done)}${'.'.repeat(width - done)}] ${Math.round(share * 100)} %  ${cases} cases`,
    );
  }

  clear(): void {
    if (this.#shown) this.#host.writeStderr(`\r${' '.repeat(Math.min(79, this.#host.columns() ?? 79))}\r`);
  }
}

interface Input {
  readonly name: string;
  readonly source: ByteSource;
  readonly size: number;
  close(): void;
}

function open(name: string, host: Host): Input {
  if (name === '-') return { name: 'standard input', source: host.stdin, size: 0, close: () => undefined };
  const path = name.startsWith('/') ? name : `${host.cwd() ?? ''}/${name}`;
  const opened = host.open(path);
  if (opened.kind !== 'open')
    throw new UnreadableError(`${name}: ${opened.kind === 'failed' ? opened.code : opened.kind}`);
  return { name, source: opened.source, size: opened.size, close: () => opened.close() };
}

/** A replay file that cannot be opened; exit code 66 (sysexits.h, EX_NOINPUT). */
class UnreadableError extends Error {
  override readonly name = 'UnreadableError';
}

/** Replays recorded calls; memory does not grow with their number. */
export function run(args: readonly string[], host: Host): number {
  const options = readArguments(args, { flags: ['--json', '--help'], values: [] });
  if (options.flags.has('--help')) {
    host.writeStdout(help);
    return 0;
  }
  if (options.operands.length === 0) throw new UsageError('name a file of recorded calls, or - for standard input');
  try {
    return replay(options.operands, options.flags.has('--json'), host);
  } catch (error) {
    if (!(error instanceof UnreadableError)) throw error;
    host.writeStderr(`blastgate replay: ${error.message}\n`);
    return 66;
  }
}

function replay(names: readonly string[], json: boolean, host: Host): number {
  const inputs = names.map((name) => open(name, host));
  const paint = paintFor(host, 'stdout');
  const tally = new Tally();
  const total = inputs.reduce((sum, input) => sum + input.size, 0);
  const progress = new Progress(host, total, !json && host.isTerminal('stderr') && total > 0);
  for (const input of inputs) {
    let line = 0;
    for (const read of readLines(input.source, host, MAX_LINE)) {
      line += 1;
      const text = read.kind === 'text' ? read.text.trim() : '';
      if (read.kind === 'text') progress.advance(read.text.length + 1, tally.cases);
      if (read.kind === 'text' && text === '') continue;
      const result: Result =
        read.kind === 'text'
          ? decideLine(text, line, host)
          : { id: String(line), outcome: 'deny', rules: [], ms: 0, failure: `malformed line: ${read.why}` };
      tally.count(result);
      if (json)
        host.writeStdout(
          `${JSON.stringify({ id: result.id, outcome: result.outcome, rules: result.rules, ms: result.ms })}\n`,
        );
      if (result.failure === undefined) continue;
      if (!json) progress.clear();
      if (json) host.writeStderr(`${input.name}:${line}: ${printable(result.id)}: ${printable(result.failure)}\n`);
      else
        host.writeStdout(
          `${paint.outcome('deny', 'FAIL')} ${input.name}:${line} ${printable(result.id)}: ${printable(result.failure)}\n`,
        );
    }
    input.close();
  }
  progress.clear();
  if (!json) host.writeStdout(`${closing(tally, paint)}\n`);
  return tally.failures === 0 ? 0 : 1;
}

function closing(tally: Tally, paint: Paint): string {
  const { deny, ask, allow, none } = tally.outcomes;
  const failures = tally.failures === 0 ? 'none failed' : paint.outcome('deny', `${tally.failures} failed`);
  return `${tally.cases} cases: ${deny} deny, ${ask} ask, ${allow} allow, ${none} none; ${failures}`;
}
