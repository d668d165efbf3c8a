import type { Decision, Verdict } from '../decision.ts';
import type { Effect } from '../effect.ts';
import type { Judgement } from '../gate.ts';
import { show, type Invocation, type PathRef, type Word } from '../word.ts';
import type { Timings } from './call.ts';

type Plain = string | number | boolean | null | readonly Plain[] | { readonly [key: string]: Plain };

/** An effect as plain JSON: words as a person would write them, spans as pairs. */
export function plainEffect(effect: Effect): Plain {
  const entries = Object.entries(effect).map(([name, value]): [string, Plain] => [name, plain(value)]);
  return Object.fromEntries(entries);
}

function plain(value: unknown): Plain {
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return value;
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object') return null;
  if (isWord(value)) return show(value);
  if (isPath(value)) return show(value.word);
  if ('start' in value && 'end' in value && Object.keys(value).length <= 3) {
    const { start, end } = value;
    return [plain(start), plain(end)];
  }
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, plain(each)]));
}

function isWord(value: object): value is Word {
  return 'parts' in value && 'span' in value;
}

function isPath(value: object): value is PathRef {
  return 'word' in value && 'cwd' in value;
}

/** An invocation as one line, wrappers first. */
export function showInvocation(invocation: Invocation): string {
  const assignments = invocation.assignments.map(({ name, value }) => `${name}=${show(value)}`);
  const redirects = invocation.redirects.map(({ operator, target }) => `${operator} ${show(target)}`);
  return [...assignments, ...invocation.argv.map(quoted), ...redirects].join(' ');
}

function quoted(word: Word): string {
  const text = show(word);
  return text === '' || /[\s'"\\;|&<>()]/.test(text) ? `'${text.replaceAll("'", String.raw`'\''`)}'` : text;
}

/** The verdicts that made the decision what it is. */
export function decisive(decision: Decision): readonly Verdict[] {
  return decision.outcome === 'none' ? [] : decision.verdicts.filter((verdict) => verdict.outcome === decision.outcome);
}

/** The rules that made the decision what it is, each once. */
export function decisiveRules(decision: Decision): readonly string[] {
  return [...new Set(decisive(decision).map((verdict) => verdict.rule))];
}

/** A judgement as plain JSON, every rule that had an opinion included. */
export function plainJudgement({ analysis, decision, reason }: Judgement): Readonly<Record<string, Plain>> {
  return {
    outcome: decision.outcome,
    reason,
    alternative: decisive(decision)[0]?.alternative ?? '',
    rules: decisiveRules(decision),
    effects: decision.effects.map(plainEffect),
    invocations: analysis.invocations.map(showInvocation),
    verdicts: decision.verdicts.map((verdict) =>
      plain({ ...verdict, effect: verdict.effect?.kind ?? null, span: verdict.effect?.span ?? null }),
    ),
    notices: decision.notices,
  };
}

/** `check --json`; with `verdicts` also every rule that had an opinion (`explain --json`). */
export function jsonReport(judgement: Judgement, { policy, decision }: Timings, verdicts: boolean): string {
  const { verdicts: all = [], notices = [], ...report } = plainJudgement(judgement);
  const ms = Number((policy + decision).toFixed(3));
  const timings = { policy: Number(policy.toFixed(3)), decision: Number(decision.toFixed(3)) };
  return `${JSON.stringify({ ...report, ms, ...(verdicts ? { verdicts: all, notices, timings } : {}) })}\n`;
}
