import {
  either,
  elements,
  fromTexts,
  known,
  list,
  mapped,
  NULL,
  outputOf,
  product,
  text,
  textFrom,
  texts,
  unknown,
  type Value,
} from './value.ts';

/** How long a text an operator may make. */
const MAX_TEXT = 65_536;
/** How many elements a list may grow to. */
const MAX_ITEMS = 4096;
/** How many numbers a range may have. */
const MAX_RANGE = 1024;

/** What an operator with two sides makes of them; conditions are not computed. */
export function binary(operator: string, left: Value, right: Value): Value {
  switch (operator) {
    case '+':
      return plus(left, right);
    case '*':
      return mapped([left, right], 'a number', (one, other) => {
        const count = Number(other);
        if (/^\d+$/.test(one) && /^\d+$/.test(other)) return text(String(Number(one) * count));
        return /^\d+$/.test(other) && one.length * count <= MAX_TEXT ? text(one.repeat(count)) : unknown('a product');
      });
    case '-':
      return mapped([left, right], 'a number', (one, other) => text(String(Number(one) - Number(other))));
    case '..':
      return range(left, right);
    case '-f':
      return format(left, elements(right));
    case '-join':
      return joined(elements(left), right);
    case '-split': {
      const [separator = right] = elements(right);
      return mapped([joined(elements(left), text('\n')), separator], 'the parts', (one, by) => split(one, by));
    }
    case '-replace': {
      const [pattern = NULL, by = NULL] = elements(right);
      return each(left, (one) => mapped([one, pattern, by], 'replaced text', replaced));
    }
    case '??':
      return left.is === 'null' ? right : left.is === 'text' ? left : either([left, right]);
    case '-as':
      return left;
    case '-eq':
    case '-ne':
      return mapped([left, right], 'a comparison', (one, other) =>
        text((one.toLowerCase() === other.toLowerCase()) === (operator === '-eq') ? 'True' : 'False'),
      );
    case '-and':
    case '-or':
    case '-xor':
    default:
      return unknown(`a ${operator} b`);
  }
}

function each(value: Value, apply: (one: Value) => Value): Value {
  return value.is === 'list' ? list(value.items.map(apply)) : apply(value);
}

function plus(left: Value, right: Value): Value {
  if (left.is === 'list') {
    const added = elements(right);
    return left.items.length + added.length > MAX_ITEMS
      ? unknown('a long list', outputOf(left))
      : list([...left.items, ...added]);
  }
  if (left.is === 'null') return right;
  if (left.is === 'table' && right.is === 'table')
    return { is: 'table', fields: new Map([...left.fields, ...right.fields]) };
  const one = known(left);
  const other = known(right);
  if (one !== undefined && other !== undefined && /^\d+$/.test(one) && /^\d+$/.test(other))
    return text(String(Number(one) + Number(other)));
  return fromTexts(product([texts(left), texts(right)], (row) => row.flat()));
}

function range(left: Value, right: Value): Value {
  const from = known(left);
  const to = known(right);
  if (from === undefined || to === undefined) return unknown('a range');
  const letters = from.length === 1 && to.length === 1 && /\D/.test(from + to);
  const [start, end] = letters ? [from.charCodeAt(0), to.charCodeAt(0)] : [Number(from), Number(to)];
  if (Number.isNaN(start) || Number.isNaN(end) || Math.abs(end - start) > MAX_RANGE) return unknown('a range');
  const step = end < start ? -1 : 1;
  const numbers = Array.from({ length: Math.abs(end - start) + 1 }, (_, index) => start + index * step);
  return list(numbers.map((one) => text(letters ? String.fromCharCode(one) : String(one))));
}

/** `"{0} {1}" -f a, b` (about_Operators, Format operator). */
export function format(pattern: Value, args: readonly Value[]): Value {
  const form = known(pattern);
  if (form === undefined)
    return unknown('formatted text', [...outputOf(pattern), ...args.flatMap((arg) => outputOf(arg))]);
  const pieces = form.split(/(\{\d+(?:,-?\d+)?(?::[^}]*)?\}|\{\{|\}\})/);
  const columns = pieces.map((piece, index): ReturnType<typeof texts> => {
    if (index % 2 === 0) return [[piece]];
    if (piece === '{{' || piece === '}}') return [[piece[0] ?? '']];
    const at = /^\{(\d+)\}$/.exec(piece)?.[1];
    const arg = args[Number(/\d+/.exec(piece)?.[0])];
    if (arg === undefined) return [[]];
    return at === undefined && !/^\d*$/.test(known(arg) ?? '') ? [[{ hole: 'unknown', why: piece }]] : texts(arg);
  });
  return fromTexts(product(columns, (row) => row.flat()));
}

/** Elements joined into one text. */
export function joined(items: readonly Value[], separator: Value): Value {
  const by = known(separator);
  if (by === undefined)
    return unknown(
      'joined text',
      items.flatMap((item) => outputOf(item)),
    );
  return fromTexts(
    product(
      items.map((item) => texts(item)),
      (row) => row.flatMap((parts, index) => (index === 0 ? parts : [by, ...parts])),
    ),
  );
}

/** .NET's pattern as JavaScript's, where the two agree and it is quickly tried on the text; `undefined` elsewhere. */
function pattern(tried: string, source: string, flags: string): RegExp | undefined {
  // Patterns that repeat twice take time beyond measure on long texts, and are no way to hide a name.
  if (
    source.length > 64 ||
    (tried.length > 64 && /[+*}].*[+*{]/s.test(source)) ||
    (tried.length > 4096 && /[+*{]/.test(source))
  )
    return undefined;
  if (/\([^)]*[+*{][^)]*\)[+*{]/.test(source)) return undefined;
  const insensitive = source.startsWith('(?i)');
  try {
    return new RegExp(insensitive ? source.slice(4) : source, flags);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function split(one: string, by: string): Value {
  const found = pattern(one, by, 'i');
  return found === undefined ? unknown('the parts') : list(one.split(found).map((piece) => text(piece ?? '')));
}

function replaced(one: string, search: string, by: string): Value {
  const found = pattern(one, search, 'gi');
  return found === undefined ? unknown('replaced text') : text(one.replace(found, by.replace(/\$\{(\w+)\}/g, '$<$1>')));
}

/** Methods of strings, by lower-case name. */
export function stringMethod(name: string, of: Value, args: readonly Value[]): Value | undefined {
  const call = (apply: (...given: string[]) => Value): Value => mapped([of, ...args], `.${name}()`, apply);
  switch (name) {
    case 'tolower':
    case 'tolowerinvariant':
      return call((one) => text(one.toLowerCase()));
    case 'toupper':
    case 'toupperinvariant':
      return call((one) => text(one.toUpperCase()));
    case 'tostring':
    case 'gettype':
    case 'clone':
    case 'normalize':
      return of;
    case 'trim':
      return call((one, chars) => text(chars === undefined ? one.trim() : trimmed(one, chars, true, true)));
    case 'trimstart':
      return call((one, chars) => text(chars === undefined ? one.trimStart() : trimmed(one, chars, true, false)));
    case 'trimend':
      // Most often a slash is taken off the end of a path that is otherwise unknown.
      if (known(of) === undefined && of.is === 'text') return of;
      return call((one, chars) => text(chars === undefined ? one.trimEnd() : trimmed(one, chars, false, true)));
    case 'replace':
      if (args.length < 2) return undefined;
      if (known(of) === undefined && of.is === 'text' && args.every((arg) => known(arg) !== undefined)) {
        const [search = '', by = ''] = args.map((arg) => known(arg) ?? '');
        if (search !== '')
          return textFrom(of.parts.map((part) => (typeof part === 'string' ? part.replaceAll(search, by) : part)));
      }
      return call((one, search = '', by = '') => (search === '' ? text(one) : text(one.replaceAll(search, by))));
    case 'remove':
      return call((one, from, count) =>
        text(one.slice(0, Number(from)) + (count === undefined ? '' : one.slice(Number(from) + Number(count)))),
      );
    case 'insert':
      return call((one, at, added = '') => text(one.slice(0, Number(at)) + added + one.slice(Number(at))));
    case 'substring':
      return call((one, from, count) =>
        text(one.slice(Number(from), count === undefined ? undefined : Number(from) + Number(count))),
      );
    case 'split':
      return call((one, by) =>
        list(
          (by === undefined
            ? one.split(/\s/)
            : by.length === 1
              ? one.split(by)
              : one.split(new RegExp(`[${by.replace(/[\]\\^-]/g, '\\$&')}]`))
          ).map((piece) => text(piece)),
        ),
      );
    case 'tochararray':
      return call((one) => list([...one].map((char) => text(char))));
    case 'padleft':
    case 'padright':
      return call((one, width, fill = ' ') =>
        text(
          name === 'padleft'
            ? one.padStart(Math.min(Number(width), 512), fill)
            : one.padEnd(Math.min(Number(width), 512), fill),
        ),
      );
    default:
      return undefined;
  }
}

function trimmed(one: string, chars: string, start: boolean, end: boolean): string {
  let from = 0;
  let to = one.length;
  while (start && from < to && chars.includes(one[from] ?? '')) from += 1;
  while (end && to > from && chars.includes(one[to - 1] ?? '')) to -= 1;
  return one.slice(from, to);
}

/** An element of a list or a character of a text. */
export function indexed(of: Value, index: Value): Value {
  if (of.is === 'table') {
    const name = known(index)?.toLowerCase();
    return name === undefined ? either([...of.fields.values()]) : (of.fields.get(name) ?? NULL);
  }
  if (of.is === 'unknown') return of;
  if (of.is === 'any') return either(of.of.map((one) => indexed(one, index)));
  const items = of.is === 'list' ? of.items : [...(known(of) ?? '')].map((char) => text(char));
  if (of.is !== 'list' && known(of) === undefined) return unknown('a character');
  const picked = elements(index).map((one) => {
    const at = Number(known(one));
    return Number.isNaN(at) ? either(items) : (items[at < 0 ? items.length + at : at] ?? NULL);
  });
  return picked.length === 1 ? (picked[0] ?? NULL) : list(picked);
}

/** What a cast makes of a value (about_Casting). */
export function cast(type: string, of: Value): Value {
  switch (type) {
    case 'char':
      return mapped([of], 'a character', (one) => {
        const code = one.startsWith('0x') ? Number.parseInt(one, 16) : Number(one);
        return text(/^(?:0x[\da-f]+|\d+)$/i.test(one) && one.length > 1 ? String.fromCharCode(code) : one);
      });
    case 'char[]':
      if (of.is === 'list') return list(of.items.map((item) => cast('char', item)));
      return stringMethod('tochararray', of, []) ?? of;
    case 'string':
      return of.is === 'list' ? joined(of.items, text(' ')) : of;
    case 'void':
      return NULL;
    case 'xml':
    case 'int':
    case 'bool':
    case 'switch':
      return of;
    default:
      return of;
  }
}
