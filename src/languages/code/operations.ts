import { formatted } from './formats.ts';
import { joinPath } from './paths.ts';
import { anyValue, each, joined, known, MAX_TEXT, pairs, text, unknown, type Value } from './value.ts';

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
export function carried(left: Value, right: Value): Value {
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
