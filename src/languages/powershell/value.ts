import type { Hole, Invocation, Part } from '../../word.ts';
import { wordOf } from '../../word.ts';
import type { Script } from './syntax.ts';

/** How many alternatives one value may have before it is unknown. */
const MAX_ALTERNATIVES = 16;

/** What an expression comes to, as far as the text says. */
export type Value =
  | { readonly is: 'text'; readonly parts: readonly Part[] }
  | { readonly is: 'list'; readonly items: readonly Value[] }
  | { readonly is: 'block'; readonly script: Script; readonly text: string }
  | { readonly is: 'table'; readonly fields: ReadonlyMap<string, Value> }
  | { readonly is: 'type'; readonly name: string }
  /** An object of a .NET or COM class that was made by the text, with what it was made from. */
  | { readonly is: 'object'; readonly type: string; readonly args: readonly Value[] }
  | { readonly is: 'any'; readonly of: readonly Value[] }
  /** What a download or another program gives: `output` says which commands stand behind it. */
  | { readonly is: 'unknown'; readonly why: string; readonly output: readonly Invocation[] }
  | { readonly is: 'null' };

export const NULL: Value = { is: 'null' };
export const TRUE: Value = { is: 'text', parts: ['True'] };
export const FALSE: Value = { is: 'text', parts: ['False'] };

/** How long a text may become before it is not worth knowing. */
const MAX_TEXT = 65_536;

export function text(known: string): Value {
  if (known.length > MAX_TEXT) return unknown('a long text');
  return { is: 'text', parts: known === '' ? [] : [known] };
}

export function textFrom(parts: readonly Part[]): Value {
  if (parts.reduce((length, part) => length + (typeof part === 'string' ? part.length : 1), 0) > MAX_TEXT)
    return unknown('a long text', partsOutput(parts));
  return { is: 'text', parts: wordOf(parts, { start: 0, end: 0 }).parts };
}

export function unknown(why: string, output: readonly Invocation[] = []): Value {
  return { is: 'unknown', why, output };
}

export function list(items: readonly Value[]): Value {
  return { is: 'list', items };
}

/** What several outputs are together: nothing, the one, or a list. */
export function collected(outputs: readonly Value[]): Value {
  const [only] = outputs;
  return only === undefined ? NULL : outputs.length === 1 ? only : list(outputs);
}

/** The elements a pipeline hands on one by one. */
export function elements(value: Value): readonly Value[] {
  switch (value.is) {
    case 'list':
      return value.items.flatMap((item) => (item.is === 'list' ? item.items : [item]));
    case 'any':
      return [{ is: 'any', of: value.of.flatMap((one) => elements(one)) }];
    case 'null':
      return [];
    default:
      return [value];
  }
}

/** The known text of a value, where it has exactly one. */
export function known(value: Value | undefined): string | undefined {
  if (value?.is === 'null') return '';
  if (value?.is !== 'text') return undefined;
  const [only] = value.parts;
  if (only === undefined) return '';
  return value.parts.length === 1 && typeof only === 'string' ? only : undefined;
}

function hole(why: string, output: readonly Invocation[] = []): Hole {
  return output.length === 0 ? { hole: 'unknown', why } : { hole: 'unknown', why, output };
}

/** What a value may be as text: each alternative as the parts of a word. */
export function texts(value: Value, separator = ' '): readonly (readonly Part[])[] {
  switch (value.is) {
    case 'text':
      return [value.parts];
    case 'null':
      return [[]];
    case 'unknown':
      return [[hole(value.why, value.output)]];
    case 'block':
      return [[value.text]];
    case 'type':
      return [[value.name]];
    case 'table':
      return [[hole('a table')]];
    case 'object':
      return [[hole(value.type)]];
    case 'any':
      return limited(value.of.flatMap((one) => texts(one, separator)));
    case 'list':
      return product(
        value.items.map((item) => texts(item, separator)),
        (row) => row.flatMap((parts, index) => (index === 0 ? parts : [separator, ...parts])),
      );
  }
}

function limited(alternatives: readonly (readonly Part[])[]): readonly (readonly Part[])[] {
  const seen = new Map(alternatives.map((parts) => [JSON.stringify(parts.map(key)), parts]));
  return seen.size > MAX_ALTERNATIVES ? [[hole('one of many values')]] : [...seen.values()];
}

function key(part: Part): string {
  return typeof part === 'string'
    ? part
    : `\0${part.hole}${'why' in part ? part.why : 'text' in part ? part.text : ''}`;
}

/** Every combination of one alternative from each column; of too many, one that is unknown. */
export function product(
  columns: readonly (readonly (readonly Part[])[])[],
  together: (row: readonly (readonly Part[])[]) => readonly Part[],
): readonly (readonly Part[])[] {
  let rows: (readonly Part[])[][] = [[]];
  for (const column of columns) {
    if (rows.length * column.length > MAX_ALTERNATIVES) return [[hole('one of many values')]];
    const [only] = column;
    if (column.length === 1 && only !== undefined) for (const row of rows) row.push(only);
    else rows = rows.flatMap((row) => column.map((parts) => [...row, parts]));
  }
  return rows.map(together);
}

/** Alternatives of text as one value. */
export function fromTexts(alternatives: readonly (readonly Part[])[]): Value {
  const [only] = alternatives;
  return alternatives.length === 1 && only !== undefined
    ? textFrom(only)
    : { is: 'any', of: alternatives.map((parts) => textFrom(parts)) };
}

/** A function of known texts applied to every alternative of its arguments; unknown where one of them is not known. */
export function mapped(values: readonly Value[], why: string, apply: (...known: string[]) => Value): Value {
  const output = values.flatMap((value) => outputOf(value));
  let rows: readonly (readonly string[])[] = [[]];
  for (const value of values) {
    const column = texts(value).map((parts) => {
      const [only] = parts;
      return parts.length === 0 ? '' : parts.length === 1 && typeof only === 'string' ? only : undefined;
    });
    if (column.includes(undefined) || rows.length * column.length > MAX_ALTERNATIVES) return unknown(why, output);
    rows = rows.flatMap((row) => column.map((one) => [...row, one ?? '']));
  }
  const results = rows.map((row) => apply(...row));
  return results.length === 1 ? (results[0] ?? NULL) : either(results);
}

/** One of several values. */
export function either(values: readonly Value[]): Value {
  const flat = values.flatMap((value) => (value.is === 'any' ? value.of : [value]));
  const seen = new Map(flat.map((value) => [signature(value), value]));
  const distinct = [...seen.values()];
  const [only] = distinct;
  if (only === undefined) return NULL;
  if (distinct.length === 1) return only;
  return distinct.length > MAX_ALTERNATIVES
    ? unknown(
        'one of many values',
        distinct.flatMap((value) => outputOf(value)),
      )
    : { is: 'any', of: distinct };
}

function signature(value: Value): string {
  switch (value.is) {
    case 'text':
      return `t${value.parts.map(key).join('\u0001')}`;
    case 'list':
      return `l(${value.items.map(signature).join('\u0002')})`;
    case 'unknown':
      return `u${value.why}`;
    case 'table':
      return `h(${[...value.fields].map(([name, field]) => `${name}=${signature(field)}`).join('\u0002')})`;
    case 'any':
      return `a(${value.of.map(signature).join('\u0002')})`;
    case 'block':
      return `b${value.text}`;
    case 'type':
    case 'object':
      return `${value.is}${value.is === 'type' ? value.name : value.type}`;
    case 'null':
      return 'n';
  }
}

export function same(one: Value, other: Value): boolean {
  return one === other || signature(one) === signature(other);
}

function partsOutput(parts: readonly Part[]): readonly Invocation[] {
  return parts.flatMap((part) => (typeof part !== 'string' && part.hole === 'unknown' ? (part.output ?? []) : []));
}

/** The commands whose output a value is made of. */
export function outputOf(value: Value): readonly Invocation[] {
  switch (value.is) {
    case 'unknown':
      return value.output;
    case 'text':
      return partsOutput(value.parts);
    case 'list':
      return value.items.flatMap((item) => outputOf(item));
    case 'any':
      return value.of.flatMap((one) => outputOf(one));
    case 'object':
      return value.args.flatMap((one) => outputOf(one));
    case 'table':
      return [...value.fields.values()].flatMap((one) => outputOf(one));
    case 'block':
    case 'type':
    case 'null':
      return [];
  }
}

/** Whether a value is true as a condition; `undefined` where that is not known. */
export function truth(value: Value): boolean | undefined {
  switch (value.is) {
    case 'null':
      return false;
    case 'text': {
      const found = known(value);
      // Any other text may be the name of what perhaps does not exist.
      return found === undefined || !/^(?:|False|0|True|1)$/.test(found) ? undefined : /^(?:True|1)$/.test(found);
    }
    case 'block':
    case 'table':
    case 'type':
    case 'object':
      return true;
    case 'list':
      return value.items.length === 0
        ? false
        : value.items.length === 1 && value.items[0] !== undefined
          ? truth(value.items[0])
          : true;
    case 'any':
    case 'unknown':
      return undefined;
  }
}
