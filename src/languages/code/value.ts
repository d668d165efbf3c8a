import { literal, textOf, unknownWord, wordOf, type Part, type Span, type Word } from '../../word.ts';
import type { Expression } from './expression.ts';

/** What an expression comes to, as far as the program says. */
export type Value =
  /** Text, bytes, or a path object; holes for what is not known. */
  | { readonly is: 'text'; readonly parts: readonly Part[]; readonly path?: boolean }
  | { readonly is: 'number'; readonly value: number }
  | { readonly is: 'flag'; readonly value: boolean }
  /** A module, a function of one, or a name that nothing binds. */
  | { readonly is: 'reference'; readonly name: string }
  | { readonly is: 'list'; readonly items: readonly Value[]; readonly open: boolean }
  | { readonly is: 'object'; readonly fields: ReadonlyMap<string, Value>; readonly open: boolean }
  | { readonly is: 'function'; readonly name: string; readonly code: Extract<Expression, { is: 'function' }> }
  /** A function with the first of its arguments given. */
  | { readonly is: 'partial'; readonly of: Value; readonly items: readonly Value[] }
  /** An open file; what is written to it is noted under its number. */
  | { readonly is: 'file'; readonly path: Value; readonly writes: number | undefined }
  /** What a file holds. */
  | { readonly is: 'content'; readonly path: Value }
  /** What another machine answered. */
  | { readonly is: 'fetched'; readonly url: Value }
  /** Every variable of the environment. */
  | { readonly is: 'environment' }
  | { readonly is: 'unknown'; readonly why: string; readonly parameter?: boolean }
  /** One of several. */
  | { readonly is: 'any'; readonly of: readonly Value[] };

/** More alternatives than these are one unknown. */
const MAX_ALTERNATIVES = 64;
/** How long alternatives may be together. */
const MAX_LENGTH = 8000;
/** Longer text is not folded. */
export const MAX_TEXT = 100_000;

export function text(value: string): Value {
  return { is: 'text', parts: value === '' ? [] : [value] };
}

export function unknown(why: string): Value {
  return { is: 'unknown', why };
}

/** The text of a value that is wholly known text or a number. */
export function known(value: Value | undefined): string | undefined {
  if (value === undefined) return undefined;
  if (value.is === 'number') return String(value.value);
  if (value.is !== 'text') return undefined;
  if (value.parts.length === 0) return '';
  const [only] = value.parts;
  return value.parts.length === 1 && typeof only === 'string' ? only : undefined;
}

/** The alternatives of a value, one by one. */
export function each(value: Value): readonly Value[] {
  return value.is === 'any' ? value.of : [value];
}

/** Several values as one: equal ones are one. */
export function anyValue(values: readonly Value[]): Value {
  const [one, ...more] = values;
  if (one !== undefined && more.every((other) => other === one)) return one;
  const [other] = more;
  if (one !== undefined && other !== undefined && more.length === 1) {
    if (one.is === 'any' && one.of.includes(other)) return one;
    if (other.is === 'any' && other.of.includes(one)) return other;
  }
  const flat: Value[] = [];
  const seen = new Set<string | Value>();
  let length = 0;
  for (const value of values.flatMap(each)) {
    const key = keyOf(value);
    if (seen.has(key ?? value)) continue;
    seen.add(key ?? value);
    // Text that is put together piece by piece in a loop is not followed for ever.
    length += key?.length ?? 10;
    if (length > MAX_LENGTH && flat.length > 0) {
      flat.push(unknown('…'));
      break;
    }
    flat.push(value);
  }
  const [first] = flat;
  if (first === undefined) return unknown('…');
  if (flat.length === 1) return first;
  return flat.length > MAX_ALTERNATIVES
    ? { is: 'any', of: [...flat.slice(0, MAX_ALTERNATIVES), unknown('…')] }
    : { is: 'any', of: flat };
}

function keyOf(value: Value): string | undefined {
  switch (value.is) {
    case 'text':
      return `${value.path === true ? '/' : '='}${value.parts.map((part) => (typeof part === 'string' ? part : `\0${'why' in part ? part.why : part.hole}`)).join('')}`;
    case 'reference':
      return `@${value.name}`;
    case 'unknown':
      return value.parameter === true ? '??' : '?';
    case 'number':
      return `#${value.value}`;
    default:
      return undefined;
  }
}

/** A function of one value applied to each alternative. */
export function mapped(value: Value, change: (value: Value) => Value): Value {
  return value.is === 'any' ? anyValue(value.of.map(change)) : change(value);
}

/** The value as the text it becomes when it is put into text. */
export function partsOf(value: Value): readonly Part[] {
  switch (value.is) {
    case 'text':
      return value.parts;
    case 'number':
      return [String(value.value)];
    case 'flag':
      return [String(value.value)];
    case 'unknown':
      return [{ hole: 'unknown', why: value.why }];
    case 'content':
      return [{ hole: 'unknown', why: `what ${shown(value.path)} holds` }];
    case 'fetched':
      return [{ hole: 'unknown', why: `what ${shown(value.url)} answers` }];
    case 'reference':
      return [{ hole: 'unknown', why: value.name }];
    case 'environment':
      return [{ hole: 'unknown', why: 'the environment' }];
    case 'any':
      return value.of[0] === undefined ? [] : partsOf(value.of[0]);
    case 'list':
    case 'object':
    case 'function':
    case 'partial':
    case 'file':
      return [{ hole: 'unknown', why: '…' }];
  }
}

function shown(value: Value): string {
  return partsOf(value)
    .map((part) => (typeof part === 'string' ? part : part.hole === 'unknown' ? part.why : '…'))
    .join('');
}

/** Texts one behind the other, over every combination of alternatives. */
export function joined(values: readonly Value[]): Value {
  let combinations: readonly Value[] = [{ is: 'text', parts: [] }];
  for (const value of values)
    combinations = pairs(combinations, each(value), (before, after) => ({
      is: 'text',
      parts: merged([...partsOf(before), ...partsOf(after)]),
    }));
  return anyValue(combinations);
}

/** A function of every combination of two values' alternatives, up to as many as are told apart. */
export function pairs(
  first: readonly Value[],
  second: readonly Value[],
  combine: (before: Value, after: Value) => Value,
): readonly Value[] {
  const found: Value[] = [];
  let length = 0;
  for (const before of first)
    for (const after of second) {
      length += lengthOf(before) + lengthOf(after);
      if (found.length >= MAX_ALTERNATIVES || (length > MAX_LENGTH && found.length > 0))
        return [...found, unknown('…')];
      found.push(combine(before, after));
    }
  return first.length > 1 && second.length > 1 ? each(anyValue(found)) : found;
}

function lengthOf(value: Value): number {
  return value.is === 'text'
    ? value.parts.reduce((sum, part) => sum + (typeof part === 'string' ? part.length : 8), 0)
    : 8;
}

function merged(parts: readonly Part[]): readonly Part[] {
  const { parts: whole } = wordOf(parts, { start: 0, end: 0 });
  const length = whole.reduce((sum, part) => sum + (typeof part === 'string' ? part.length : 1), 0);
  return length > MAX_TEXT ? [{ hole: 'unknown', why: '…' }] : whole;
}

/** The value as a word. */
export function wordFrom(value: Value, span: Span): Word {
  if (value.is === 'list' && value.open) return unknownWord('…', span, true);
  return wordOf(partsOf(value), span);
}

/** The value of a word of the command that holds the program. */
export function valueOf(word: Word): Value {
  const plain = textOf(word);
  return { is: 'text', parts: plain === undefined ? word.parts : literal(plain).parts };
}

/** The paths a text-like value may be: path objects and lists of them taken apart. */
export function listed(value: Value): readonly Value[] {
  return each(value).flatMap((one) => (one.is === 'list' ? one.items.flatMap(each) : [one]));
}
