import type { Decision, Verdict } from '../decision.ts';
import type { Effect } from '../effect.ts';
import { show, type PathRef, type Word } from '../word.ts';
import { isPathRef } from './subject.ts';

/** The longest reason, in UTF-16 units (design.md section 8). */
const MAX_REASON = 599;
/** The longest quotation of the call. */
const MAX_CAUSE = 100;

/**
 * What the agent and the person are told: what was stopped, why, what to do instead, the rule, and how a person lifts it.
 * Empty where there is no opinion. `source` is the text that spans are ranges of, `redact` takes credentials out of a quotation,
 * `tool` names what is called where that is no command.
 */
export function renderReason(decision: Decision, source: string, redact: (text: string) => string, tool = ''): string {
  const deciding = decision.verdicts.filter((verdict) => verdict.outcome === decision.outcome);
  const [first] = deciding;
  if (first === undefined) return '';
  switch (decision.outcome) {
    case 'none':
      return '';
    case 'allow':
      return `Allowed by ${ruleNames(deciding).join(', ')}.`;
    case 'deny':
    case 'ask':
      return fit(first, deciding, { source, tool }, (text) => plain(redact(text)));
  }
}

function ruleNames(verdicts: readonly Verdict[]): readonly string[] {
  return [...new Set(verdicts.map((verdict) => verdict.rule))];
}

/** What was called: the text of a command, or the name of a tool. */
interface Called {
  readonly source: string;
  readonly tool: string;
}

/** The fullest wording that is short enough: the quotation and the hint for the person give way first. */
function fit(first: Verdict, deciding: readonly Verdict[], called: Called, quote: (text: string) => string): string {
  const cause = causeOf(first.effect, called, quote);
  const instead = [assigned(first), first.alternative].filter((part) => part !== '').map(sentence);
  const why = [doubt(first, quote), first.reason, instead.length === 0 ? '' : `Instead: ${instead.join(' Or: ')}`];
  const others = ruleNames(deciding).length - 1;
  const rule = `Rule ${first.rule}${others > 0 ? ` and ${others} more` : ''}`;
  const tails = [`${rule}; ${lift(first)}`, `${rule}.`];
  for (const tail of tails)
    for (const limit of [MAX_CAUSE, 40]) {
      const what = heading(first, shorten(cause, limit));
      const text = [what, ...why, tail].filter((part) => part !== '').join(' ');
      if (text.length <= MAX_REASON) return text;
    }
  const text = [heading(first, shorten(cause, 40)), ...why].filter((part) => part !== '').join(' ');
  const tail = `${rule}.`;
  return `${text.slice(0, MAX_REASON - tail.length - 2)}… ${tail}`;
}

function heading({ outcome }: Verdict, cause: string): string {
  if (cause === '') return '';
  return outcome === 'deny' ? `Blocked: ${cause}.` : `Needs a person's yes: ${cause}.`;
}

/** Where a rule only may apply, what would have to be known. */
function doubt({ certain, missing }: Verdict, quote: (text: string) => string): string {
  if (certain) return '';
  if (missing === undefined) return 'What it acts on cannot be told from the call, so this may apply:';
  const name = shorten(quote(missing), 60);
  if (name.startsWith('what ')) return `It is not known beforehand ${name}, so this may apply:`;
  if (/^(?:the|an?) /.test(name))
    return `${name.charAt(0).toUpperCase()}${name.slice(1)} is not known, so this may apply:`;
  if (/^[~./\w-]+$/.test(name)) return `What lies at ${name} cannot be seen from here, so this may apply:`;
  return `What ${name} stands for is not known before it runs, so this may apply:`;
}

/** A variable that the call leaves open is best given a value in it. */
function assigned({ certain, missing }: Verdict): string {
  const name = certain ? undefined : /^\$\{?([A-Za-z_]\w*)\}?$/.exec(missing ?? '')?.[1];
  return name === undefined ? '' : `Set ${name} in the same command, or write its value out`;
}

function lift(verdict: Verdict): string {
  switch (verdict.layer) {
    case 'builtin':
      return `a person can lift it with an override of ${verdict.rule} in ~/.config/blastgate/policy.yaml.`;
    case 'managed':
      return 'it is set for this machine under /etc/blastgate.';
    case 'user':
      return verdict.effect === null
        ? 'a person can mend the file.'
        : 'a person can change it in ~/.config/blastgate/policy.yaml.';
    case 'project':
    case 'local':
      return verdict.effect === null
        ? 'a person can mend the file.'
        : "a person can change it in the project's .blastgate files.";
    case 'session':
      return 'it holds for this session.';
  }
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

/** The piece of the call that is stopped. */
function causeOf(effect: Effect | null, { source, tool }: Called, quote: (text: string) => string): string {
  if (effect === null) return '';
  const { start, end, origin } = effect.span;
  const piece = quote(source.slice(start, end)).trim();
  const text =
    piece === ''
      ? quote(tool === '' || effect.kind === 'mcp.call' ? subjectOf(effect) : `${tool} ${subjectOf(effect)}`)
      : piece;
  if (text === '') return '';
  // What cannot be read stands in the script, not in the call that runs it.
  const what = effect.kind === 'opaque' && effect.detail !== '' ? `: ${effect.detail}` : '';
  return origin === undefined ? `\`${text}\`` : `\`${text}\` (${quote(`${origin}${what}`)})`;
}

/** What an effect that no command text caused is about: a file, a URL, a tool. */
function subjectOf(effect: Effect): string {
  switch (effect.kind) {
    case 'mcp.call':
      return `${effect.server} ${effect.tool}`;
    case 'tool.use':
      return effect.tool;
    case 'network.request':
      return show(effect.url);
    case 'agent.start':
      return effect.agent;
    default: {
      const value =
        'path' in effect
          ? effect.path
          : 'target' in effect
            ? effect.target
            : 'name' in effect
              ? effect.name
              : undefined;
      return value === undefined ? effect.kind : textIn(value);
    }
  }
}

function textIn(value: string | Word | PathRef): string {
  if (typeof value === 'string') return value;
  return show(isPathRef(value) ? value.word : value);
}

/** One line without control characters, which could move a terminal's cursor or change its colours. */
function plain(text: string): string {
  return text.replace(/[\s\p{Cc}\p{Cf}]+/gu, ' ');
}

/** Cuts the middle out of a text that is too long. */
function shorten(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const half = Math.floor((limit - 1) / 2);
  return `${text.slice(0, half)}…${text.slice(-half)}`;
}
