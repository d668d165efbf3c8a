import type { Hole, Part, Truth } from '../word.ts';
import type { Component } from './location.ts';

// One unit of a name pattern: a character, any one character, any run of characters, or any run of digits.
type Unit = string | typeof ANY_ONE | typeof ANY_RUN | typeof DIGITS;
const ANY_ONE = 1;
const ANY_RUN = 2;
const DIGITS = 3;

/** Whether a known name matches a glob of `*` and `?`. */
export function nameMatches(name: string, glob: string): boolean {
  const end = glob[glob.length - 1];
  if (end !== '*' && end !== '?' && end !== name[name.length - 1]) return false;
  let at = 0;
  let inGlob = 0;
  let starAt = -1;
  let resume = 0;
  while (at < name.length) {
    const unit = glob[inGlob];
    if (unit === '*') {
      starAt = inGlob++;
      resume = at;
    } else if (unit !== undefined && (unit === '?' || unit === name[at])) {
      inGlob++;
      at++;
    } else if (starAt >= 0) {
      inGlob = starAt + 1;
      at = ++resume;
    } else return false;
  }
  while (glob[inGlob] === '*') inGlob++;
  return inGlob === glob.length;
}

/** Whether a name, holes and all, matches a glob of `*` and `?`: certainly, perhaps, or not. */
export function componentMatches(component: Component, glob: string, fold: (text: string) => string): Truth {
  if (typeof component === 'string') return nameMatches(fold(component), glob) ? 'yes' : 'no';
  if (differs(componentPrefix(component), componentSuffix(component), glob, fold)) return 'no';
  const name = component.flatMap((part) => unitsOf(part, fold));
  const pattern = unitsOfGlob(glob);
  if (!mayMeet(name, pattern)) return 'no';
  return mustMatch(name, pattern) ? 'yes' : 'unknown';
}

/** Whether the known text at either end of a name already is not what the glob has there; most names end here. */
function differs(prefix: string, suffix: string, glob: string, fold: (text: string) => string): boolean {
  const begin = fold(prefix);
  for (let at = 0; at < begin.length; at++) {
    const unit = glob[at];
    if (unit === '*' || unit === '?') break;
    if (unit !== begin[at]) return true;
  }
  const end = fold(suffix);
  for (let back = 1; back <= end.length; back++) {
    const unit = glob[glob.length - back];
    if (unit === '*' || unit === '?') break;
    if (unit !== end[end.length - back]) return true;
  }
  return false;
}

function unitsOf(part: Part, fold: (text: string) => string): Unit[] {
  if (typeof part === 'string') return [...fold(part)];
  switch (part.hole) {
    case 'number':
      return [DIGITS];
    case 'glob':
      return unitsOfHole(part);
    case 'unknown':
    case 'temp':
      return [ANY_RUN];
  }
}

function unitsOfHole(hole: Extract<Hole, { hole: 'glob' }>): Unit[] {
  if (hole.text === '?' || /^\[[^[\]]+\]$/.test(hole.text)) return [ANY_ONE];
  return /^\?+$/.test(hole.text) ? [...hole.text].map(() => ANY_ONE) : [ANY_RUN];
}

function unitsOfGlob(glob: string): Unit[] {
  return [...glob].map((unit) => (unit === '*' ? ANY_RUN : unit === '?' ? ANY_ONE : unit));
}

function isDigit(unit: string): boolean {
  return unit >= '0' && unit <= '9' && unit.length === 1;
}

function isRun(unit: Unit | undefined): boolean {
  return unit === ANY_RUN || unit === DIGITS;
}

/** Whether some text fits both: every pair of positions is visited at most once. */
function mayMeet(left: readonly Unit[], right: readonly Unit[]): boolean {
  const width = right.length + 1;
  const seen = new Uint8Array((left.length + 1) * width);
  const pending: [number, number][] = [[0, 0]];
  const visit = (i: number, j: number): void => {
    if (seen[i * width + j] === 1) return;
    seen[i * width + j] = 1;
    pending.push([i, j]);
  };
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const [i, j] = next;
    const a = left[i];
    const b = right[j];
    if (a === undefined && b === undefined) return true;
    if (isRun(a)) visit(i + 1, j);
    if (isRun(b)) visit(i, j + 1);
    if (a === undefined || b === undefined || !compatible(a, b)) continue;
    visit(isRun(a) ? i : i + 1, isRun(b) ? j : j + 1);
  }
  return false;
}

/** Whether one character fits both units. */
function compatible(a: Unit, b: Unit): boolean {
  if (typeof a === 'string' && typeof b === 'string') return a === b;
  if (a === DIGITS && typeof b === 'string') return isDigit(b);
  if (b === DIGITS && typeof a === 'string') return isDigit(a);
  return true;
}

/** Whether every text that fits the name fits the pattern: a run of the name can only lie within a run of the pattern. */
function mustMatch(name: readonly Unit[], pattern: readonly Unit[]): boolean {
  let at = 0;
  let inPattern = 0;
  let starAt = -1;
  let resume = 0;
  while (at < name.length) {
    const unit = pattern[inPattern];
    const own = name[at];
    if (unit === ANY_RUN) {
      starAt = inPattern++;
      resume = at;
    } else if (unit !== undefined && !isRun(own) && (unit === own || unit === ANY_ONE)) {
      inPattern++;
      at++;
    } else if (starAt >= 0) {
      inPattern = starAt + 1;
      at = ++resume;
    } else return false;
  }
  while (pattern[inPattern] === ANY_RUN) inPattern++;
  return inPattern === pattern.length;
}

/** The known text a component begins with. */
export function componentPrefix(component: Component): string {
  if (typeof component === 'string') return component;
  const [first] = component;
  return typeof first === 'string' ? first : '';
}

/** The known text a component ends with. */
export function componentSuffix(component: Component): string {
  if (typeof component === 'string') return component;
  const last = component.at(-1);
  return typeof last === 'string' ? last : '';
}

/** Whether a name fits an active pathname pattern; a leading dot must be written (POSIX 2.13.3). */
export function globMatches(name: string, component: readonly Part[]): boolean {
  if (name.startsWith('.') && !componentPrefix(component).startsWith('.')) return false;
  return globExpression(component).test(name);
}

const expressions = new WeakMap<readonly Part[], RegExp>();

function globExpression(component: readonly Part[]): RegExp {
  const known = expressions.get(component);
  if (known !== undefined) return known;
  const source = component
    .map((part) => (typeof part === 'string' ? quote(part) : part.hole === 'glob' ? globSource(part.text) : '.*'))
    .join('')
    // Holes side by side are one: each more would multiply the time of a failing match.
    .replace(/(?:\.\*){2,}/g, '.*');
  const made = expression(`^${source}$`);
  expressions.set(component, made);
  return made;
}

/** A bracket range that runs backwards is no expression; it then counts as matching anything. */
function expression(source: string): RegExp {
  try {
    return new RegExp(source, 'su');
  } catch (error) {
    if (error instanceof SyntaxError) return /^/;
    throw error;
  }
}

/** A pattern of the tool calls (`*`, `?`, `[…]`, `{a,b}`) or the shell's extended ones as a regular expression; any text where it is neither. */
function globSource(text: string): string {
  if (/^\*+$/.test(text)) return '.*';
  if (/^\?+$/.test(text)) return '.'.repeat(text.length);
  const bracket = /^\[([!^]?)(\]?[^[\]/]*)\]$/su.exec(text);
  if (bracket !== null) return `[${bracket[1] === '' ? '' : '^'}${(bracket[2] ?? '').replaceAll(/[\\\]^]/gu, '\\$&')}]`;
  const braces = /^\{([^{}]*)\}$/su.exec(text);
  if (braces !== null) return `(?:${(braces[1] ?? '').split(',').map(quoteWild).join('|')})`;
  const extended = /^([@?*+])\(([^()]*)\)$/su.exec(text);
  if (extended === null) return '.*';
  const quantifier = extended[1] === '@' ? '' : extended[1];
  return `(?:${(extended[2] ?? '').split('|').map(quoteWild).join('|')})${quantifier}`;
}

function quote(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/]/gu, '\\$&');
}

function quoteWild(text: string): string {
  return text
    .split(/([*?])/u)
    .map((piece) => (piece === '*' ? '.*' : piece === '?' ? '.' : quote(piece)))
    .join('');
}
