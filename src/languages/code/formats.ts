import { joined, known, text, unknown, type Value } from './value.ts';

type TextValue = Extract<Value, { is: 'text' }>;

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
export function bracesFormatted(format: TextValue, items: readonly Value[], named: ReadonlyMap<string, Value>): Value {
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
