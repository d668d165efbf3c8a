import { wordOf, type Part } from '../../word.ts';
import { fromBase64 } from './encodings.ts';
import { bracesFormatted } from './formats.ts';
import type { Machine } from './machine.ts';
import { carried } from './operations.ts';
import { pathMethod } from './paths.ts';
import { joined, known, mapped, MAX_TEXT, text, unknown, type Value } from './value.ts';

type TextValue = Extract<Value, { is: 'text' }>;

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
  if (of.path === true) {
    const found = pathMethod(machine, name, of, items);
    if (found !== undefined) return found;
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

/** The elements of a list as one text, a separator between them. */
export function joinText(separator: Value, list: Value): Value {
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
