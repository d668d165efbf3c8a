import { fromHex } from './encodings.ts';
import type { Machine } from './machine.ts';
import { joinText } from './text-methods.ts';
import { known, text, unknown, type Value } from './value.ts';

type ListValue = Extract<Value, { is: 'list' }>;

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

/** A stretch of a list. */
export function slicedList(items: readonly Value[], keys: readonly (Value | undefined)[]): readonly Value[] {
  const [from, to, step] = keys.map((key) => (key?.is === 'number' ? key.value : undefined));
  const cut = step !== undefined && step < 0 ? items.toReversed() : items.slice(from ?? 0, to ?? undefined);
  return cut;
}
