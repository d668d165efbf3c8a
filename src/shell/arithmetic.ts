import { parse, type ArithmeticExpression, type ArithmeticWord } from 'unbash';
import type { Span } from '../word.ts';
import { evaluating, expandPossibly, wake } from './dormant.ts';
import { nameOf } from './names.ts';
import type { Shell } from './shell.ts';
import {
  concat,
  known,
  mapPairs,
  NOTHING,
  number,
  onlyText,
  shortened,
  textOfValue,
  union,
  unknown,
  type Value,
  type Values,
} from './value.ts';
import { type Elements, textValues } from './variable.ts';

/** How often a variable's value may itself be an expression (expr.c: MAX_EXPR_RECURSION_LEVEL is 1024). */
const RECURSION = 32;

/** The value of an arithmetic expression, `undefined` where it is not known; assignments and substitutions in it take place. */
export function evaluate(shell: Shell, expression: ArithmeticExpression, depth = 0): bigint | undefined {
  shell.reader.tick();
  switch (expression.type) {
    case 'ArithmeticGroup':
      return evaluate(shell, expression.expression, depth);
    case 'ArithmeticWord':
      return evaluateWord(shell, expression, depth);
    case 'ArithmeticCommandExpansion':
      return expression.script === undefined
        ? undefined
        : evaluateValues(
            shell,
            shell.substitute(expression.script, shell.source, expression.text),
            spanOf(shell, expression),
            depth,
          );
    case 'ArithmeticTernary': {
      const test = evaluate(shell, expression.test, depth);
      if (test !== undefined) {
        expandOnly(shell, test !== 0n ? expression.alternate : expression.consequent);
        return evaluate(shell, test !== 0n ? expression.consequent : expression.alternate, depth);
      }
      return either(shell, expression.consequent, expression.alternate, depth);
    }
    case 'ArithmeticUnary':
      return unary(shell, expression, depth);
    case 'ArithmeticBinary':
      return binary(shell, expression, depth);
  }
}

/** The expansions in a part of an expression that is not evaluated: the shell expands all of it first, as one text. */
function expandOnly(shell: Shell, expression: ArithmeticExpression): void {
  shell.reader.tick();
  switch (expression.type) {
    case 'ArithmeticGroup':
      return expandOnly(shell, expression.expression);
    case 'ArithmeticWord':
      wordValues(shell, expression);
      return;
    case 'ArithmeticCommandExpansion':
      if (expression.script !== undefined) shell.substitute(expression.script, shell.source, expression.text);
      return;
    case 'ArithmeticTernary':
      expandOnly(shell, expression.test);
      expandOnly(shell, expression.consequent);
      return expandOnly(shell, expression.alternate);
    case 'ArithmeticUnary':
      return expandOnly(shell, expression.operand);
    case 'ArithmeticBinary':
      expandOnly(shell, expression.left);
      return expandOnly(shell, expression.right);
  }
}

/** The value of a text that the shell reads as an arithmetic expression: `let`, `declare -i`, `-eq`, subscripts. */
export function evaluateText(shell: Shell, text: string, span: Span, depth = 0): bigint | undefined {
  return operand(shell, text, span, depth);
}

/** The value that all alternatives of a text have as expressions; each is evaluated, for what is in it takes place. */
export function evaluateValues(shell: Shell, values: Values, span: Span, depth = 0): bigint | undefined {
  const [first, ...others] = values;
  if (first === undefined) return undefined;
  if (others.length === 0) return evaluateValue(shell, first, span, depth);
  const results: (bigint | undefined)[] = [];
  const branches: (() => void)[] = [];
  for (const value of values) {
    const text = textOfValue(value);
    const number = text === undefined ? undefined : literalNumber(text.trim());
    if (number !== undefined) results.push(number);
    else branches.push(() => results.push(evaluateValue(shell, value, span, depth)));
  }
  if (branches.length > 0) shell.branch(...branches);
  const [one] = results;
  return results.every((result) => result === one) ? one : undefined;
}

function evaluateValue(shell: Shell, value: Value, span: Span, depth: number): bigint | undefined {
  const text = textOfValue(value);
  if (text !== undefined) {
    const plain = /^\s*\w*\s*$/.test(text);
    return plain ? operand(shell, text, span, depth) : evaluating(shell, text, () => operand(shell, text, span, depth));
  }
  // Where it is not known as a whole, the substitutions in its known parts take place all the same.
  expandPossibly(shell, value, span);
  wake(shell, 'expression', value, span);
  return undefined;
}

/** Evaluates the subscript of a name that is itself a value: what `read`, `unset` or `${!x}` are given. */
export function evaluateName(shell: Shell, value: Value, span: Span): void {
  const text = textOfValue(value);
  if (text === undefined) {
    evaluateValue(shell, value, span, 1);
    return;
  }
  const [, name, subscript] = /^([A-Za-z_]\w*)\[([^]*)\]$/.exec(text) ?? [];
  if (name === undefined || subscript === undefined || subscript === '@' || subscript === '*') return;
  keyOf(shell, nameOf(shell, name), shell.expandText(subscript, span), span);
}

/** The value as the text it expands to. */
export function numberValues(value: bigint | undefined, why: string): Values {
  return value === undefined ? number(shortened(why)) : known(value.toString());
}

/** The values as a variable of this name holds them: an integer evaluates what it is given. */
export function stored(shell: Shell, name: string, values: Values, span: Span): Values {
  if (shell.state.variables.get(name)?.integer !== true) return values;
  return numberValues(evaluateValues(shell, values, span, 1), `$${name}`);
}

function spanOf(shell: Shell, node: { readonly pos: number; readonly end: number }): Span {
  return shell.source.place(node.pos, node.end);
}

/** What a word expands to takes part as text: where that is more than an operand, what stands around it binds otherwise than as read. */
function evaluateWord(shell: Shell, word: ArithmeticWord, depth: number): bigint | undefined {
  const values = wordValues(shell, word);
  const value = evaluateValues(shell, values, spanOf(shell, word), depth);
  const text = onlyText(values);
  return text === word.value || (text !== undefined && /^\s*(?:\w+(?:\[\w*\])?\s*)?$/.test(text)) ? value : undefined;
}

function wordValues(shell: Shell, word: ArithmeticWord): Values {
  return shell.text(
    { type: 'Word', text: word.value, value: word.value, pos: word.pos, end: word.end, ...partsOf(word) },
    true,
  );
}

/** The parts of a word; the parser leaves those of one that is a parameter and nothing else out. */
function partsOf({ parts, value, pos, end }: ArithmeticWord): Pick<ArithmeticWord, 'parts'> {
  if (parts !== undefined) return { parts };
  return /^\$(?:\w+|[@*#?$!-])$/.test(value) ? { parts: [{ type: 'SimpleExpansion', text: value, pos, end }] } : {};
}

function operand(shell: Shell, text: string, span: Span, depth: number): bigint | undefined {
  if (depth > RECURSION) return undefined;
  const trimmed = text.trim();
  if (trimmed === '') return 0n;
  if (/^\d/.test(trimmed)) {
    const value = literalNumber(trimmed);
    if (value !== undefined) return value;
  }
  if (/^[A-Za-z_]\w*$/.test(trimmed)) {
    const variable = shell.state.variable(trimmed);
    if (variable.absent === true) return 0n;
    return evaluateValues(shell, textValues(variable), span, depth + 1);
  }
  const subscript = /^([A-Za-z_]\w*)\[([^]*)\]$/.exec(trimmed);
  if (subscript?.[1] !== undefined && subscript[2] !== undefined && balanced(subscript[2])) {
    const values = element(shell, subscript[1], subscript[2], span);
    return values === undefined ? 0n : evaluateValues(shell, values, span, depth + 1);
  }
  return reparsed(shell, trimmed, span, depth);
}

function balanced(text: string): boolean {
  let depth = 0;
  for (const character of text) {
    if (character === '[') depth += 1;
    else if (character === ']' && --depth < 0) return false;
  }
  return true;
}

function reparsed(shell: Shell, text: string, span: Span, depth: number): bigint | undefined {
  if (depth > RECURSION || text.length > 4096) return undefined;
  const script = parse(`((${text}\n))`);
  const [statement] = script.commands;
  if (
    (script.errors !== undefined && script.errors.length > 0) ||
    script.commands.length !== 1 ||
    statement?.command.type !== 'ArithmeticCommand' ||
    statement.command.expression === undefined
  ) {
    // What stands before the error is evaluated all the same.
    expandPossibly(shell, [text], span);
    return undefined;
  }
  const expression = statement.command.expression;
  if (expression.type === 'ArithmeticWord' && expression.value.trim() === text) return undefined;
  const before = shell.source;
  shell.source = { text: `((${text}\n))`, place: () => span };
  const value = evaluate(shell, expression, depth + 1);
  shell.source = before;
  return value;
}

/** `10`, `0x1f`, `017`, `2#101` (bash manual, 6.5 Shell Arithmetic). */
function literalNumber(text: string): bigint | undefined {
  if (/^0[xX][0-9a-fA-F]+$/.test(text)) return BigInt.asIntN(64, BigInt(text));
  if (/^0[0-7]+$/.test(text)) return BigInt.asIntN(64, BigInt(`0o${text.slice(1)}`));
  if (/^(0|[1-9]\d*)$/.test(text)) return BigInt.asIntN(64, BigInt(text));
  const based = /^(\d+)#([0-9a-zA-Z@_]+)$/.exec(text);
  if (based?.[1] === undefined || based[2] === undefined) return undefined;
  const base = BigInt(based[1]);
  const digits = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ@_';
  let value = 0n;
  for (const character of base <= 36n ? based[2].toLowerCase() : based[2]) {
    const digit = BigInt(digits.indexOf(character));
    if (digit < 0n || digit >= base) return undefined;
    value = value * base + digit;
  }
  return BigInt.asIntN(64, value);
}

function either(
  shell: Shell,
  one: ArithmeticExpression,
  other: ArithmeticExpression | undefined,
  depth: number,
): undefined {
  const before = shell.state.fork();
  evaluate(shell, one, depth);
  const after = shell.state;
  shell.state = before;
  if (other !== undefined) evaluate(shell, other, depth);
  shell.state = after.join(shell.state);
  return undefined;
}

function unary(
  shell: Shell,
  node: Extract<ArithmeticExpression, { type: 'ArithmeticUnary' }>,
  depth: number,
): bigint | undefined {
  const value = evaluate(shell, node.operand, depth);
  switch (node.operator) {
    case '++':
    case '--': {
      const after =
        value === undefined ? undefined : BigInt.asIntN(64, node.operator === '++' ? value + 1n : value - 1n);
      store(shell, node.operand, after);
      return node.prefix ? after : value;
    }
    case '-':
      return value === undefined ? undefined : BigInt.asIntN(64, -value);
    case '+':
      return value;
    case '!':
      return value === undefined ? undefined : value === 0n ? 1n : 0n;
    case '~':
      return value === undefined ? undefined : ~value;
    default:
      return undefined;
  }
}

function store(shell: Shell, target: ArithmeticExpression, value: bigint | undefined): void {
  if (target.type !== 'ArithmeticWord') return;
  const text = onlyText(wordValues(shell, target));
  const name = text === undefined ? undefined : /^\s*([A-Za-z_]\w*)(?:\[([^]*)\])?\s*$/.exec(text);
  if (name?.[1] === undefined) return;
  const values = numberValues(value, `$${name[1]}`);
  const span = spanOf(shell, target);
  const variable = shell.state.variables.get(name[1]);
  if (variable?.nameref === true) for (const one of variable.values) evaluateName(shell, one, span);
  if (name[2] === undefined) shell.state.assign(name[1], values);
  else setElement(shell, name[1], name[2], values, span);
}

function binary(
  shell: Shell,
  node: Extract<ArithmeticExpression, { type: 'ArithmeticBinary' }>,
  depth: number,
): bigint | undefined {
  const { operator } = node;
  if (operator === '&&' || operator === '||') {
    const left = evaluate(shell, node.left, depth);
    if (left === undefined) return either(shell, node.right, undefined, depth);
    if (operator === '&&' ? left === 0n : left !== 0n) {
      expandOnly(shell, node.right);
      return operator === '&&' ? 0n : 1n;
    }
    const right = evaluate(shell, node.right, depth);
    return right === undefined ? undefined : right === 0n ? 0n : 1n;
  }
  if (operator === '=') {
    const value = evaluate(shell, node.right, depth);
    store(shell, node.left, value);
    return value;
  }
  const compound = /^(\+|-|\*|\/|%|<<|>>|&|\||\^)=$/.exec(operator);
  const left = evaluate(shell, node.left, depth);
  const right = evaluate(shell, node.right, depth);
  if (operator === ',') return right;
  const value =
    left === undefined || right === undefined ? undefined : calculate(compound?.[1] ?? operator, left, right);
  if (compound !== null) store(shell, node.left, value);
  return value;
}

function calculate(operator: string, left: bigint, right: bigint): bigint | undefined {
  const truth = (value: boolean): bigint => (value ? 1n : 0n);
  switch (operator) {
    case '+':
      return BigInt.asIntN(64, left + right);
    case '-':
      return BigInt.asIntN(64, left - right);
    case '*':
      return BigInt.asIntN(64, left * right);
    case '/':
      return right === 0n ? undefined : BigInt.asIntN(64, left / right);
    case '%':
      return right === 0n ? undefined : left % right;
    case '**':
      return right < 0n || right > 64n ? undefined : BigInt.asIntN(64, left ** right);
    case '<<':
      return BigInt.asIntN(64, left << (right & 63n));
    case '>>':
      return left >> (right & 63n);
    case '&':
      return left & right;
    case '|':
      return left | right;
    case '^':
      return left ^ right;
    case '<':
      return truth(left < right);
    case '>':
      return truth(left > right);
    case '<=':
      return truth(left <= right);
    case '>=':
      return truth(left >= right);
    case '==':
      return truth(left === right);
    case '!=':
      return truth(left !== right);
    default:
      return undefined;
  }
}

/** The key a subscript means for this array: its text, or the value of the expression; `undefined` where not known. */
export function keyOf(shell: Shell, name: string, subscript: Values, span: Span): string | undefined {
  const { array } = shell.state.variable(name);
  if (array?.associative === true) {
    // An array that only some branches declared may be one by numbers in the others.
    if (array.open) evaluateValues(shell, subscript, span, 1);
    return onlyText(subscript);
  }
  const index = evaluateValues(shell, subscript, span, 1);
  if (index === undefined) return undefined;
  if (index >= 0n) return index.toString();
  const last = array === undefined ? 0 : Math.max(-1, ...[...array.entries.keys()].map(Number));
  return array?.open === true ? undefined : (BigInt(last + 1) + index).toString();
}

/** What `${name[subscript]}` gives; `undefined` where that element is unset. The subscript's expansions take place. */
function element(shell: Shell, name: string, subscript: string, span: Span): Values | undefined {
  const target = nameOf(shell, name);
  return elementAt(shell, target, keyOf(shell, target, subscriptValues(shell, subscript, span), span));
}

function subscriptValues(shell: Shell, subscript: string, span: Span): Values {
  return /[$`"'\\]/.test(subscript) ? shell.expandText(subscript, span) : known(subscript);
}

/** The element under a key; unknown for an unknown key, `undefined` where it is unset. */
export function elementAt(shell: Shell, name: string, key: string | undefined): Values | undefined {
  const variable = shell.state.variable(name);
  const why = `\${${name}[…]}`;
  if (variable.array === undefined) {
    const none = variable.values.length === 0 || (key === undefined && variable.absent === true);
    if (none || (key !== undefined && key !== '0')) return undefined;
    return key === '0' ? variable.values : union(variable.values, NOTHING, why);
  }
  if (key === undefined) return unknown(why);
  const { entries, open, ways } = variable.array;
  if (ways === undefined) return entries.get(key) ?? (open ? unknown(why) : undefined);
  return ways.map((way) => way.get(key) ?? NOTHING).reduce((one, other) => union(one, other, why));
}

/** Assigns one element; an unknown subscript makes every element unknown. */
function setElement(shell: Shell, name: string, subscript: string, values: Values, span: Span): void {
  const target = nameOf(shell, name);
  setElementAt(shell, target, keyOf(shell, target, subscriptValues(shell, subscript, span), span), values, false);
}

export function setElementAt(
  shell: Shell,
  name: string,
  key: string | undefined,
  values: Values,
  append: boolean,
): void {
  const variable = shell.state.variable(name);
  const before: Elements = variable.array ?? {
    associative: false,
    entries: variable.values.length === 0 || !shell.state.bound(name) ? new Map() : new Map([['0', variable.values]]),
    open: false,
  };
  if (key === undefined) {
    shell.state.set(name, {
      ...variable,
      values: unknown(`$${name}`),
      unset: false,
      array: { associative: before.associative, entries: new Map(), open: true },
    });
    return;
  }
  const changed = (content: Elements['entries']): Elements['entries'] => {
    const old = content.get(key);
    return new Map(content).set(key, append && old !== undefined ? mapPairs(old, values, concat, `$${name}`) : values);
  };
  const entries = changed(before.entries);
  const ways = before.ways?.map(changed);
  const { absent: _absent, ...rest } = variable;
  shell.state.set(name, {
    ...rest,
    values: entries.get('0') ?? [],
    unset: !entries.has('0'),
    array: { ...before, entries, ...(ways === undefined ? {} : { ways }) },
  });
}
