import { wordOf, type Part } from '../../word.ts';
import type { Machine } from './machine.ts';
import { anyValue, each, joined, known, mapped, MAX_TEXT, pairs, partsOf, text, unknown, type Value } from './value.ts';

type TextValue = Extract<Value, { is: 'text' }>;
type ListValue = Extract<Value, { is: 'list' }>;

/** `a + b`, `a / b`, `a % b`, `a * 3`, `a .. b`. */
export function textOperation(operator: string, left: Value, right: Value): Value {
  if (left.is === 'any' || right.is === 'any') {
    if (!/^(?:\+|\.|\.\.|\/|%)$/.test(operator)) return unknown('…');
    return anyValue(pairs(each(left), each(right), (one, other) => textOperation(operator, one, other)));
  }
  switch (operator) {
    case '+':
      if (left.is === 'number' && right.is === 'number') return { is: 'number', value: left.value + right.value };
      if (left.is === 'list' || right.is === 'list')
        return { is: 'list', items: [...itemsOf(left), ...itemsOf(right)], open: isOpen(left) || isOpen(right) };
      if (left.is === 'fetched' || right.is === 'fetched' || known(left) === '' || known(right) === '')
        return known(left) === '' ? right : known(right) === '' ? left : carried(left, right);
      return textual(left) || textual(right) ? joined([left, right]) : carried(left, right);
    case '.':
    case '..':
      return joined([left, right]);
    case '<<':
      return left.is === 'text' ? joined([left, right]) : unknown('…');
    case '/':
      if (left.is === 'number' && right.is === 'number') return { is: 'number', value: left.value / right.value };
      if (
        (left.is === 'text' && left.path === true) ||
        (right.is === 'text' && right.path === true) ||
        textual(left) ||
        textual(right)
      )
        return joinPath([left, right]);
      return unknown('…');
    case '-':
      return left.is === 'number' && right.is === 'number'
        ? { is: 'number', value: left.value - right.value }
        : unknown('…');
    case '*':
      return repeated(left, right);
    case '^':
      return left.is === 'number' && right.is === 'number'
        ? { is: 'number', value: left.value ^ right.value }
        : unknown('…');
    case 'x':
      return repeated(left, right);
    case '%':
      return left.is === 'text'
        ? formatted(left, right.is === 'list' ? right.items : [right], right)
        : left.is === 'number' && right.is === 'number'
          ? { is: 'number', value: left.value % right.value }
          : unknown('…');
    case '|':
    case '&':
      return carried(left, right);
    default:
      return unknown('…');
  }
}

/** What comes from outside stays what it is when it is combined. */
function carried(left: Value, right: Value): Value {
  for (const value of [left, right])
    if (value.is === 'fetched' || value.is === 'content' || value.is === 'environment') return value;
  const parameter = [left, right].some((value) => value.is === 'unknown' && value.parameter === true);
  return { is: 'unknown', why: '…', ...(parameter ? { parameter } : {}) };
}

function textual(value: Value): boolean {
  return value.is === 'text';
}

function itemsOf(value: Value): readonly Value[] {
  return value.is === 'list' ? value.items : [];
}

function isOpen(value: Value): boolean {
  return value.is !== 'list' || value.open;
}

function repeated(left: Value, right: Value): Value {
  const count = right.is === 'number' ? right.value : left.is === 'number' ? left.value : undefined;
  const of = right.is === 'number' ? left : right;
  const whole = known(of);
  if (left.is === 'number' && right.is === 'number') return { is: 'number', value: left.value * right.value };
  if (count === undefined || whole === undefined || of.is === 'number' || count < 0 || whole.length * count > MAX_TEXT)
    return unknown('…');
  return text(whole.repeat(count));
}

/** `'%s/%s' % (a, b)`, `sprintf`. */
export function formatted(format: TextValue, items: readonly Value[], named?: Value): Value {
  const whole = known(format);
  if (whole === undefined) return joined([format]);
  let next = 0;
  const pieces = whole.split(/(%(?:\(\w+\))?[-+ #0]*[\d.]*[sdifrxXcouqQbw]|%%)/).map((piece, index): Value => {
    if (index % 2 === 0) return text(piece);
    if (piece === '%%') return text('%');
    const name = /^%\((\w+)\)/.exec(piece)?.[1];
    if (name !== undefined) return named?.is === 'object' ? (named.fields.get(name) ?? unknown(name)) : unknown(name);
    next += 1;
    return items[next - 1] ?? unknown('…');
  });
  return joined(pieces);
}

/** `'{}/{name}'.format(…)`. */
function bracesFormatted(format: TextValue, items: readonly Value[], named: ReadonlyMap<string, Value>): Value {
  const whole = known(format);
  if (whole === undefined) return joined([format]);
  let next = 0;
  const pieces = whole.split(/(\{\{|\}\}|\{[^{}]*\})/).map((piece, index): Value => {
    if (index % 2 === 0) return text(piece);
    if (piece.length === 2 && piece[0] === piece[1]) return text(piece.charAt(0));
    const name = /^\{(\w*)/.exec(piece)?.[1] ?? '';
    if (name === '') next += 1;
    const index2 = name === '' ? next - 1 : /^\d+$/.test(name) ? Number(name) : undefined;
    return (index2 === undefined ? named.get(name) : items[index2]) ?? unknown(name);
  });
  return joined(pieces);
}

/** Paths one behind the other; an absolute one begins anew. */
export function joinPath(values: readonly Value[]): Value {
  const flat = values.flatMap((value) => (value.is === 'list' ? value.items : [value]));
  let whole: Value = text('');
  for (const value of flat) {
    whole = mapped(whole, (before) =>
      mapped(value, (after) => {
        const first = partsOf(after)[0];
        if (partsOf(before).length === 0 || (typeof first === 'string' && first.startsWith('/')))
          return { is: 'text', parts: partsOf(after) };
        if (first === undefined) return before;
        const last = partsOf(before).at(-1);
        return joined(typeof last === 'string' && last.endsWith('/') ? [before, after] : [before, text('/'), after]);
      }),
    );
  }
  return asPath(whole);
}

/** The directory above a path; above the directory one stands in lies another. */
export function parentOf(path: string): string {
  const plain = path.replace(/(?<=.)\/+$/, '').replace(/\/\.$/, '');
  if (plain === '/' || plain === '') return plain === '/' ? '/' : '..';
  if (plain === '.') return '..';
  if (/(?:^|\/)\.\.$/.test(plain)) return `${plain}/..`;
  return plain.replace(/\/*[^/]*$/, '') || (plain.startsWith('/') ? '/' : '.');
}

/** The value as a path object. */
export function asPath(value: Value): Value {
  return mapped(value, (one) => {
    if (one.is === 'text') return { ...one, path: true };
    return one.is === 'unknown' && one.parameter === true ? one : { is: 'text', parts: partsOf(one), path: true };
  });
}

/** `~` at the beginning is the home directory. */
export function expandHome(value: Value, home: string | null): Value {
  return mapped(value, (one) => {
    if (one.is !== 'text' || home === null) return one;
    const [first, ...rest] = one.parts;
    return typeof first === 'string' && /^~(?:\/|$)/.test(first)
      ? { ...one, parts: [home + first.slice(1), ...rest] }
      : one;
  });
}

/** `*`, `?` and `[…]` as the pattern they are. */
export function asPattern(value: Value): Value {
  return mapped(value, (one) => {
    if (one.is !== 'text') return one;
    const parts = one.parts.flatMap((part): readonly Part[] =>
      typeof part === 'string'
        ? part
            .split(/(\*+|\?|\[[^\]]*\]|\{[^}]*\})/)
            .map((piece, index) => (index % 2 === 1 ? { hole: 'glob', text: piece } : piece))
        : [part],
    );
    return { is: 'text', parts: wordOf(parts, { start: 0, end: 0 }).parts, path: true };
  });
}

const same =
  ' strip trim encode decode lstrip rstrip chomp trimEnd trimStart resolve absolute as_posix to_s to_str toString b dup freeze tostring valueOf normalize expandtabs squeeze to_path cleanpath realpath fsencode utf8 __str__ clone to_sym inspect readlink casefold untaint ';

/** What a method of text gives, where the text is known or does not matter; `undefined` for a method that is not known. */
export function textMethod(
  machine: Machine,
  name: string,
  of: TextValue,
  items: readonly Value[],
  named: ReadonlyMap<string, Value> = new Map(),
): Value | undefined {
  const whole = known(of);
  const [first, second] = items;
  const one = known(first);
  const other = known(second);
  if (of.path === true)
    switch (name) {
      case 'joinpath':
      case 'join':
      case '+':
        return joinPath([of, ...items]);
      case 'expanduser':
      case 'expand_path':
        return expandHome(of, machine.setting.home);
      case 'parent':
      case 'dirname':
        return whole === undefined ? unknown('parent') : asPath(text(parentOf(whole)));
      case 'parents': {
        if (whole === undefined) return unknown('parents');
        const items: Value[] = [];
        for (let path = parentOf(whole); items.length < 8; path = parentOf(path)) items.push(asPath(text(path)));
        return { is: 'list', items, open: false };
      }
      case 'name':
      case 'basename':
        return whole === undefined ? unknown('name') : text(whole.replace(/\/+$/, '').replace(/^.*\//, ''));
      case 'with_name':
        return joinPath([textMethod(machine, 'parent', of, []) ?? of, ...items]);
      case 'with_suffix':
        return asPath(whole === undefined ? of : joined([text(whole.replace(/\.\w+$/, '')), first ?? text('')]));
      case 'glob':
        return asPattern(joinPath([of, ...items]));
      case 'rglob':
        return asPattern(joinPath([of, text('**'), ...items]));
      case 'iterdir':
      case 'children':
      case 'each_child':
        return joinPath([of, unknown('…')]);
      case 'relative_to':
        return unknown('…');
      default:
        break;
    }
  if (
    same.includes(` ${name} `) &&
    (name !== 'toString' || items.length === 0 || one === 'utf8' || one === 'utf-8' || one === 'ascii')
  ) {
    if (/trim|strip|chomp/.test(name) && whole !== undefined && items.length === 0)
      return text(
        name === 'lstrip' || name === 'trimStart'
          ? whole.trimStart()
          : name === 'rstrip' || name === 'trimEnd' || name === 'chomp'
            ? whole.trimEnd()
            : whole.trim(),
      );
    return of;
  }
  switch (name) {
    case 'format':
      return bracesFormatted(of, items, named);
    case 'join':
      // A generator as the only argument comes as its elements.
      if (items.length > 1) return joinText(of, { is: 'list', items, open: false });
      return first === undefined ? of : joinText(of, first);
    case 'concat':
    case '+':
      return joined([of, ...items]);
    case 'split':
      return split(of, one, items.length === 0);
    case 'unpack':
    case 'unpack1':
      return whole !== undefined && one === 'm' ? text(fromBase64(whole)) : unknown(name);
    case 'to_i':
    case 'charCodeAt':
    case 'ord':
      return whole === undefined
        ? unknown(name)
        : {
            is: 'number',
            value:
              name === 'to_i'
                ? Number.parseInt(whole, 10) || 0
                : whole.charCodeAt(first?.is === 'number' ? first.value : 0),
          };
    default:
      break;
  }
  if (whole === undefined)
    return /^(?:replace|replaceAll|gsub|sub|lower|upper|toLowerCase|toUpperCase|downcase|upcase|reverse|slice|substring|substr|title|capitalize|removeprefix|removesuffix|zfill|padStart|padEnd|at|charAt|tr|delete|hex)$/.test(
      name,
    )
      ? unknown('…')
      : undefined;
  switch (name) {
    case 'lower':
    case 'toLowerCase':
    case 'downcase':
    case 'toLocaleLowerCase':
      return text(whole.toLowerCase());
    case 'upper':
    case 'toUpperCase':
    case 'upcase':
      return text(whole.toUpperCase());
    case 'replace':
    case 'replaceAll':
    case 'gsub':
    case 'sub':
      if (one === undefined || other === undefined) return unknown('…');
      return text(
        name === 'sub' || (name === 'replace' && machine.language.grammar.name === 'javascript')
          ? whole.replace(one, () => other)
          : whole.replaceAll(one, () => other),
      );
    case 'delete':
      return one === undefined ? unknown('…') : text(whole.replaceAll(one, ''));
    case 'reverse':
      return text(Array.from(whole).toReversed().join(''));
    case 'repeat':
      return first?.is === 'number' && whole.length * first.value <= MAX_TEXT
        ? text(whole.repeat(Math.max(0, first.value)))
        : unknown('…');
    case 'slice':
    case 'substring':
    case 'substr':
    case 'sub_':
      return first?.is === 'number'
        ? text(
            name === 'substr' && second?.is === 'number'
              ? whole.slice(first.value, first.value + second.value)
              : whole.slice(first.value, second?.is === 'number' ? second.value : undefined),
          )
        : unknown('…');
    case 'at':
    case 'charAt':
      return first?.is === 'number' ? text(whole.at(first.value) ?? '') : unknown('…');
    case 'removeprefix':
    case 'delete_prefix':
      return one !== undefined && whole.startsWith(one) ? text(whole.slice(one.length)) : of;
    case 'removesuffix':
    case 'delete_suffix':
      return one !== undefined && whole.endsWith(one) ? text(whole.slice(0, whole.length - one.length)) : of;
    case 'chars':
    case 'each_char':
    case 'bytes':
      return {
        is: 'list',
        items: Array.from(whole, (character) =>
          name === 'bytes' ? { is: 'number', value: character.charCodeAt(0) } : text(character),
        ),
        open: false,
      };
    case 'capitalize':
      return text(whole.charAt(0).toUpperCase() + whole.slice(1).toLowerCase());
    case 'splitlines':
    case 'lines':
      return { is: 'list', items: whole.split('\n').map(text), open: false };
    case 'hex':
      return text(Array.from(whole, (character) => character.charCodeAt(0).toString(16).padStart(2, '0')).join(''));
    default:
      return undefined;
  }
}

function joinText(separator: Value, list: Value): Value {
  return mapped(list, (one) => {
    if (one.is !== 'list') return one.is === 'text' ? one : carried(one, one);
    if (one.items.length > 4000) return unknown('…');
    return joined([
      ...one.items.flatMap((item, index) => (index === 0 ? [item] : [separator, item])),
      ...(one.open ? [separator, unknown('…')] : []),
    ]);
  });
}

/** Text cut at blanks, or at a separator that is known. */
export function split(of: TextValue, separator: string | undefined, blanks: boolean): Value {
  if (separator === undefined && !blanks) return { is: 'list', items: [unknown('…')], open: true };
  const whole = known(of);
  if (whole !== undefined) {
    const cut =
      blanks || separator === ' '
        ? whole.trim().split(/\s+/)
        : separator === ''
          ? Array.from(whole)
          : whole.split(separator ?? ' ');
    return { is: 'list', items: cut.slice(0, 4000).map(text), open: false };
  }
  const words: Part[][] = [[]];
  for (const part of of.parts) {
    if (typeof part !== 'string') {
      words.at(-1)?.push(part);
      continue;
    }
    const [before = '', ...rest] = part.split(blanks ? /\s+/ : (separator ?? ' '));
    words.at(-1)?.push(before);
    for (const word of rest) words.push([word]);
  }
  return {
    is: 'list',
    items: words
      .map((parts) => ({ is: 'text', parts: wordOf(parts, { start: 0, end: 0 }).parts }) as const)
      .filter(({ parts }) => parts.length > 0),
    open: false,
  };
}

/** What a method of a list gives. */
export function listMethod(machine: Machine, name: string, of: ListValue, items: readonly Value[]): Value | undefined {
  const [first] = items;
  switch (name) {
    case 'join':
      return joinText(first ?? text(machine.language.grammar.name === 'javascript' ? ',' : ''), of);
    case 'shelljoin':
      return joinText(text(' '), of);
    case 'reverse':
    case 'toReversed':
      return { ...of, items: of.items.toReversed() };
    case 'concat':
    case '+':
      return {
        is: 'list',
        items: [...of.items, ...items.flatMap((item) => (item.is === 'list' ? item.items : [item]))],
        open: of.open || items.some((item) => item.is === 'list' && item.open),
      };
    case 'slice':
      return { ...of, items: of.items.slice(first?.is === 'number' ? first.value : 0) };
    case 'first':
    case 'shift':
      return of.items[0] ?? unknown(name);
    case 'last':
    case 'pop':
      return of.items.at(-1) ?? unknown(name);
    case 'pack':
      return packed(of.items, known(first) ?? '');
    case 'flat':
    case 'flatten':
    case 'compact':
    case 'filter':
    case 'sort':
    case 'uniq':
    case 'select':
    case 'reject':
    case 'copy':
    case 'to_a':
      if (first === undefined || first.is === 'function' || first.is === 'reference') {
        if (first?.is === 'function')
          machine.invoke(first, { items: [machine.elements(of)], named: new Map(), at: 0, open: false });
        return of;
      }
      return undefined;
    case 'map':
    case 'collect':
    case 'flatMap':
    case 'flat_map': {
      if (first === undefined || of.items.length > 1000) return undefined;
      const results = of.items.map((item) =>
        machine.invoke(first, { items: [item], named: new Map(), at: 0, open: false }),
      );
      return { is: 'list', items: results, open: of.open };
    }
    case 'forEach':
    case 'each': {
      if (first === undefined) return undefined;
      for (const item of of.items.slice(0, 200))
        machine.invoke(first, { items: [item], named: new Map(), at: 0, open: false });
      if (of.open || of.items.length === 0)
        machine.invoke(first, { items: [unknown('…')], named: new Map(), at: 0, open: false });
      return of;
    }
    case 'reduce': {
      const [callback, start] = items;
      if (callback === undefined || of.items.length > 500) return undefined;
      return of.items.reduce<Value>(
        (sum, item) => machine.invoke(callback, { items: [sum, item], named: new Map(), at: 0, open: false }),
        start ?? text(''),
      );
    }
    default:
      return undefined;
  }
}

/** `[115, 104].pack('c*')`, `['6c73'].pack('H*')`, `['bHM='].pack('m')`. */
export function packed(items: readonly Value[], template: string): Value {
  const [first] = items;
  const whole = known(first);
  if (/^H\*?$/.test(template)) return whole === undefined ? unknown('pack') : text(fromHex(whole));
  if (/^A\*?|a\*?$/.test(template)) return first ?? unknown('pack');
  if (/^[cCUW]\*?\d*$/.test(template)) return characters(items);
  return unknown('pack');
}

/** Text from the numbers of its characters. */
export function characters(items: readonly Value[]): Value {
  const flat = items.flatMap((item) => (item.is === 'list' ? item.items : [item]));
  if (!flat.every((item) => item.is === 'number')) return unknown('…');
  return text(flat.map((item) => String.fromCharCode(item.is === 'number' ? item.value : 32)).join(''));
}

/** The text that base64 stands for, its bytes read as UTF-8. */
export function fromBase64(written: string): string {
  const digits = written
    .replace(/[^A-Za-z0-9+/_-]/g, '')
    .replaceAll('-', '+')
    .replaceAll('_', '/');
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
  const bytes: number[] = [];
  let bits = 0;
  let held = 0;
  for (const digit of digits) {
    held = (held << 6) | alphabet.indexOf(digit);
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes.push((held >> bits) & 0xff);
    held &= (1 << bits) - 1;
  }
  return fromBytes(bytes);
}

/** The text that hexadecimal digits stand for. */
export function fromHex(written: string): string {
  const digits = written.replace(/[^\da-fA-F]/g, '');
  return fromBytes(Array.from(digits.matchAll(/../g), ([pair]) => Number.parseInt(pair, 16)));
}

function fromBytes(bytes: readonly number[]): string {
  const escaped = bytes.map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
  return wellFormed(bytes) ? decodeURIComponent(escaped) : String.fromCharCode(...bytes.slice(0, 60_000));
}

/** Whether bytes are UTF-8 (RFC 3629). */
function wellFormed(bytes: readonly number[]): boolean {
  const binary = bytes.map((byte) => String.fromCharCode(byte)).join('');
  return /^(?:[\0-\x7f]|[\xc2-\xdf][\x80-\xbf]|\xe0[\xa0-\xbf][\x80-\xbf]|[\xe1-\xec\xee\xef][\x80-\xbf]{2}|\xed[\x80-\x9f][\x80-\xbf]|\xf0[\x90-\xbf][\x80-\xbf]{2}|[\xf1-\xf3][\x80-\xbf]{3}|\xf4[\x80-\x8f][\x80-\xbf]{2})*$/.test(
    binary,
  );
}

/** A stretch of a list. */
export function slicedList(items: readonly Value[], keys: readonly (Value | undefined)[]): readonly Value[] {
  const [from, to, step] = keys.map((key) => (key?.is === 'number' ? key.value : undefined));
  const cut = step !== undefined && step < 0 ? items.toReversed() : items.slice(from ?? 0, to ?? undefined);
  return cut;
}

/** A stretch of text. */
export function sliced(whole: string, keys: readonly (Value | undefined)[]): Value {
  const [from, to, step] = keys.map((key) => (key?.is === 'number' ? key.value : undefined));
  if (step !== undefined && step < 0)
    return text(
      Array.from(whole)
        .toReversed()
        .filter((_, index) => index % -step === 0)
        .join(''),
    );
  const cut = whole.slice(from ?? 0, to ?? undefined);
  return text(
    step === undefined || step === 1
      ? cut
      : Array.from(cut)
          .filter((_, index) => index % step === 0)
          .join(''),
  );
}
