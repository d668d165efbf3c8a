import { wordOf, type Part } from '../../word.ts';
import type { Machine } from './machine.ts';
import { joined, known, mapped, partsOf, text, unknown, type Value } from './value.ts';

type TextValue = Extract<Value, { is: 'text' }>;

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

/** What a method of a path object gives; `undefined` for one that it has in common with text. */
export function pathMethod(machine: Machine, name: string, of: TextValue, items: readonly Value[]): Value | undefined {
  const whole = known(of);
  const [first] = items;
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
      return joinPath([pathMethod(machine, 'parent', of, []) ?? of, ...items]);
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
      return undefined;
  }
}
