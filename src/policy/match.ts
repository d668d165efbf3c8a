import type { Exec } from '../effect.ts';
import {
  allOf,
  anyOf,
  literal,
  missing,
  not,
  prefixOf,
  show,
  wordOf,
  type PathRef,
  type Truth,
  type Word,
} from '../word.ts';
import { matchesParts, matchesText } from './glob.ts';
import { pathCovers, pathInside, pathMatches } from './paths.ts';
import type { Condition, Matcher, Rule } from './rule.ts';
import { isPathRef, opposite, valueOf, type Sense, type Subject, type Value } from './subject.ts';

/** Whether the rule applies to the effect: every condition of `when`, and not all of `unless`. */
export function matchRule(rule: Rule, subject: Subject): Truth {
  const applies = matchAll(rule.when, subject, 'applies');
  if (applies === 'no' || rule.unless === undefined) return applies;
  return allOf([applies, not(matchAll(rule.unless, subject, 'exempts'))]);
}

/** Whether every condition holds. */
export function matchAll(conditions: readonly Condition[], subject: Subject, sense: Sense): Truth {
  let result: Truth = 'yes';
  for (const condition of conditions) {
    const truth = matchCondition(condition, subject, sense);
    if (truth === 'no') return 'no';
    if (truth === 'unknown') result = 'unknown';
  }
  return result;
}

/** A condition on a field that the effect does not have never holds, its negation included. */
function matchCondition(condition: Condition, subject: Subject, sense: Sense): Truth {
  const { effect } = subject;
  if (condition.field === 'subcommand' && effect.kind === 'exec' && effect.subcommand === '')
    return matchUnreadVerb(condition.matcher, effect, subject, sense);
  const value = valueOf(subject, condition.field);
  if (value === undefined) return 'no';
  if (value === null) return 'unknown';
  const asked: Subject = condition.field.startsWith('source') ? { ...subject, act: 'file.read' } : subject;
  return matchValue(condition.matcher, value, asked, sense);
}

/** How many words a verb may have. */
const MAX_VERB = 3;

/**
 * The verb of a program whose syntax nobody described: its first operands, unless an option in front of them may have taken
 * the first for its value; then any later operand may be it.
 */
function matchUnreadVerb(matcher: Matcher, effect: Exec, subject: Subject, sense: Sense): Truth {
  if (matcher.is === 'not') return not(matchUnreadVerb(matcher.matcher, effect, subject, opposite(sense)));
  if (matcher.is === 'all') return allOf(matcher.matchers.map((each) => matchUnreadVerb(each, effect, subject, sense)));
  const { operands } = effect;
  if (operands.length === 0) return matchValue(matcher, '', subject, sense);
  const from = (start: number): Truth =>
    anyOf(verbsFrom(operands, start).map((verb) => matchValue(matcher, verb, subject, sense)));
  const first = from(0);
  if (!mayHaveValue(effect)) return first;
  return anyOf(operands.map((_, start) => from(start))) === 'no' ? 'no' : 'unknown';
}

/** One operand, two joined by a blank, three. */
function verbsFrom(operands: readonly Word[], start: number): readonly Word[] {
  const verbs: Word[] = [];
  for (const operand of operands.slice(start, start + MAX_VERB)) {
    const before = verbs.at(-1);
    const parts = before === undefined ? operand.parts : [...before.parts, ' ', ...operand.parts];
    verbs.push(wordOf(parts, operand.span, operand.many || before?.many));
  }
  return verbs;
}

/** Whether an option that is written without its own value stands in front of the first operand. */
function mayHaveValue({ argv, operands }: Exec): boolean {
  for (const word of argv) {
    const prefix = prefixOf(word);
    if (word === operands[0] || prefix === '--') return false;
    if (!prefix.includes('=')) return true;
  }
  return false;
}

function matchValue(matcher: Matcher, value: NonNullable<Value>, subject: Subject, sense: Sense): Truth {
  switch (matcher.is) {
    case 'not':
      return not(matchValue(matcher.matcher, value, subject, opposite(sense)));
    case 'all':
      return allOf(matcher.matchers.map((each) => matchValue(each, value, subject, sense)));
    default:
      if (isList(value)) return anyOf(value.map((each) => matchOne(matcher, each, subject, sense)));
      return matchOne(matcher, value, subject, sense);
  }
}

function isList(value: NonNullable<Value>): value is readonly (string | Word | PathRef)[] {
  return Array.isArray(value);
}

type ValueMatcher = Exclude<Matcher, { is: 'not' | 'all' }>;

function matchOne(matcher: ValueMatcher, value: string | Word | PathRef, subject: Subject, sense: Sense): Truth {
  switch (matcher.is) {
    case 'text':
      return typeof value === 'string' ? matchString(matcher, value) : matchWord(matcher, wordIn(value));
    case 'credential':
      return subject.facts.holdsCredential(typeof value === 'string' ? literal(value) : wordIn(value));
    case 'path':
      return anyOf(matcher.globs.map((glob) => pathMatches(glob, pathIn(value), subject, sense)));
    case 'in':
      return anyOf(matcher.places.map((place) => pathInside(place, pathIn(value), subject, sense)));
    case 'outside':
      // Being outside is not being inside: what a doubtful path would have to be is turned round.
      return not(anyOf(matcher.places.map((place) => pathInside(place, pathIn(value), subject, opposite(sense)))));
    case 'covers':
      return anyOf(matcher.places.map((place) => pathCovers(place, pathIn(value), subject)));
  }
}

type TextMatcher = Extract<Matcher, { is: 'text' }>;

/** Flags and closed lists say `unknown` for themselves; a rule that names that value means it. */
function matchString(matcher: TextMatcher, value: string): Truth {
  if (matcher.exact.includes(value)) return 'yes';
  for (const glob of matcher.globs) if (matchesText(glob, value)) return 'yes';
  return value === 'unknown' ? 'unknown' : 'no';
}

function matchWord(matcher: TextMatcher, word: Word): Truth {
  const [only] = word.parts;
  if (word.many) return 'unknown';
  if (word.substitution !== undefined) return 'no';
  if (only === undefined || (word.parts.length === 1 && typeof only === 'string'))
    return matchKnown(matcher, only === undefined ? '' : String(only));
  return anyOf([
    ...matcher.exact.map((text) => matchesParts(text, word.parts, false)),
    ...matcher.globs.map((glob) => matchesParts(glob, word.parts, false)),
  ]);
}

function matchKnown(matcher: TextMatcher, text: string): Truth {
  if (matcher.exact.includes(text)) return 'yes';
  for (const glob of matcher.globs) if (matchesText(glob, text)) return 'yes';
  return 'no';
}

function wordIn(value: Word | PathRef): Word {
  return isPathRef(value) ? value.word : value;
}

function pathIn(value: string | Word | PathRef): PathRef {
  if (typeof value !== 'string' && isPathRef(value)) return value;
  throw new TypeError('a path matcher on a field that is no path; the loader lets no such rule through');
}

/** What is missing where the rule may apply, as the person would write it; `undefined` where no word says. */
export function missingValue(rule: Rule, subject: Subject): string | undefined {
  for (const condition of rule.when) {
    const name = missingIn(condition, subject, 'applies');
    if (name !== undefined) return name;
  }
  for (const condition of rule.unless ?? []) {
    const name = missingIn(condition, subject, 'exempts');
    if (name !== undefined) return name;
  }
  return undefined;
}

/** Names of values that no word of the call holds. */
const worldValues: Readonly<Record<string, string>> = {
  'git.branch': 'the current branch',
  'git.protected': 'the current branch',
  'kube.context': 'the current Kubernetes context',
};

function missingIn(condition: Condition, subject: Subject, sense: Sense): string | undefined {
  if (matchCondition(condition, subject, sense) !== 'unknown') return undefined;
  const value = valueOf(subject, condition.field);
  if (Object.hasOwn(worldValues, condition.field)) return worldValues[condition.field];
  if (value === undefined || value === null || typeof value === 'string') return undefined;
  const values = isList(value) ? value : [value];
  for (const each of values) {
    if (typeof each === 'string') continue;
    const word = wordIn(each);
    const name = missing(word) ?? (isPathRef(each) ? missing(each.cwd) : undefined);
    if (name !== undefined) return name;
    if (word.many || isPathRef(each)) return show(word);
  }
  return undefined;
}
