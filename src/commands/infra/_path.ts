import { equals, prefixOf, textOf, type Truth, type Word } from '../../word.ts';
import type { Command } from '../argv.ts';

/** One word of a command that is neither an option nor, as far as the syntax knows, an option-argument. */
export interface Step {
  readonly word: Word;
  /** It follows an option the syntax does not list, and so may be that option's argument. */
  readonly loose: boolean;
}

/** The verb words and operands of a command in order, options left out; `flags` are options known to take no argument. */
export function pathOf(command: Command, flags = ''): readonly Step[] {
  const { words, options } = command;
  const steps: Step[] = [];
  let next = 0;
  let loose = false;
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at];
    if (word === undefined) break;
    const first = options[next];
    if (first !== undefined && first.word === word) {
      let last = first;
      while (options[next]?.word === word) last = options[next++] ?? last;
      const taken = last.value !== undefined && last.value === words[at + 1];
      if (taken) at += 1;
      loose = !taken && last.value === undefined && !` ${flags} `.includes(` ${last.name} `);
      continue;
    }
    if (equals(word, '--') === 'yes') loose = false;
    else {
      steps.push({ word, loose });
      loose = false;
    }
  }
  return steps;
}

/** Every word from this operand on, options among them: the command line of another program. */
export function wordsFrom(command: Command, operand: Word | undefined): readonly Word[] {
  const at = operand === undefined ? -1 : command.words.indexOf(operand);
  return at < 0 ? [] : command.words.slice(at);
}

/** Words that end a path of groups: what follows them is an operand, not a further verb. */
const verbs =
  ' list ls show describe get view status info inspect search find create new add update set edit patch put apply deploy diff plan ' +
  'preview validate login logout version help logs log tail start restart ssh scp exec console export import read open wait ' +
  'watch connect use-context get-credentials submit copy cp cat du stat enable invoke call query generate whoami ';

/** Where a pattern matched. */
export interface Match {
  readonly truth: Truth;
  /** Index of the first step after it. */
  readonly end: number;
}

const noMatch: Match = { truth: 'no', end: 0 };

/**
 * Matches a path against a pattern of blank-separated words: `a|b` for either, `*` for any letters, `**` for any
 * number of group words. A loose step may be passed over; a hole may be the word that is asked for.
 */
export function matchPath(steps: readonly Step[], pattern: string): Match {
  return match(steps, 0, pattern, 0);
}

/** Matches the steps from `at` on against the pattern from its character `from` on; nothing is cut out, because tables are long. */
function match(steps: readonly Step[], at: number, pattern: string, from: number): Match {
  if (from > pattern.length) return { truth: 'yes', end: at };
  const blank = pattern.indexOf(' ', from);
  const to = blank < 0 ? pattern.length : blank;
  const step = steps[at];
  if (to - from === 2 && pattern.startsWith('**', from)) {
    const direct = match(steps, at, pattern, to + 1);
    if (direct.truth === 'yes' || step === undefined) return direct;
    return better(endsPath(step) ? noMatch : match(steps, at + 1, pattern, from), direct);
  }
  if (step === undefined) return noMatch;
  const here = isOneOf(step.word, pattern, from, to);
  const rest = here === 'no' ? noMatch : match(steps, at + 1, pattern, to + 1);
  if (rest.truth === 'yes' && here === 'yes') return rest;
  const found: Match = rest.truth === 'no' ? noMatch : { truth: 'unknown', end: rest.end };
  return step.loose || step.word.many ? better(match(steps, at + 1, pattern, from), found) : found;
}

function endsPath(step: Step): boolean {
  const text = textOf(step.word);
  return text !== undefined && !step.loose && (verbs.includes(` ${text} `) || !/^[a-z]/i.test(text));
}

function better(left: Match, right: Match): Match {
  return left.truth === 'yes' || right.truth === 'no' ? left : right;
}

/** Whether a word is one of the alternatives `a|b*` that stand in the pattern between two characters. */
function isOneOf(word: Word, pattern: string, from: number, to: number): Truth {
  const text = textOf(word);
  let result: Truth = 'no';
  for (let start = from; start <= to;) {
    const bar = pattern.indexOf('|', start);
    const end = bar < 0 || bar > to ? to : bar;
    if (text === undefined) {
      if (mayFit(word, pattern.slice(start, end))) result = 'unknown';
    } else if (end - start === text.length && pattern.startsWith(text, start)) return 'yes';
    else {
      const star = pattern.indexOf('*', start);
      if (
        star >= 0 &&
        star < end &&
        text.startsWith(pattern.slice(start, star)) &&
        fits(text, pattern.slice(start, end))
      )
        return 'yes';
    }
    start = end + 1;
  }
  return result;
}

function mayFit(word: Word, alternative: string): boolean {
  const star = alternative.indexOf('*');
  if (star < 0) return equals(word, alternative) !== 'no';
  const prefix = prefixOf(word);
  const fixed = alternative.slice(0, star);
  return prefix.startsWith(fixed) || fixed.startsWith(prefix);
}

/** Whether the text fits a pattern in which `*` stands for any letters. */
export function fits(text: string, pattern: string): boolean {
  const pieces = pattern.split('*');
  const [head = '', ...tail] = pieces;
  if (tail.length === 0) return text === pattern;
  if (!text.startsWith(head)) return false;
  const last = tail.pop() ?? '';
  let at = head.length;
  for (const piece of tail) {
    const found = text.indexOf(piece, at);
    if (found < 0) return false;
    at = found + piece.length;
  }
  return text.length - last.length >= at && text.endsWith(last);
}
