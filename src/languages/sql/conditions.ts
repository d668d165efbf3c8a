import type { Token } from './lexer.ts';

/** Whether a condition holds for every row, for none, for some, or cannot be told. */
export type Holds = 'every' | 'none' | 'some' | 'unknown';

/** Words that are no column where they stand bare in a condition. */
const notColumns =
  ' AND OR NOT XOR IS NULL TRUE FALSE LIKE ILIKE RLIKE REGEXP SIMILAR TO GLOB IN BETWEEN EXISTS SELECT DISTINCT FROM ALL ANY ESCAPE INTERVAL DATE TIME TIMESTAMP CASE WHEN THEN ELSE END CAST AS CURRENT_DATE CURRENT_TIME CURRENT_TIMESTAMP INT INTEGER TEXT BOOLEAN UNKNOWN DUAL ';

/** Names of columns that are never null and never negative: an identity column restricts nothing by being there. */
const identity = /^(?:.*\.)?(?:_?id|_?rowid|row_id|oid|ctid|uuid|pk|rownum)$/i;

/** Finds the index behind the bracket that closes the one at `open`. */
export function closing(tokens: readonly Token[], open: number): number {
  let depth = 0;
  for (let index = open; index < tokens.length; index += 1) {
    const symbol = tokens[index]?.upper;
    if (symbol === '(') depth += 1;
    else if (symbol === ')') {
      depth -= 1;
      if (depth === 0) return index + 1;
    }
  }
  return tokens.length;
}

/** Which rows a WHERE condition selects; `table` is the table it stands under, for self-referring subqueries. */
export function holds(tokens: readonly Token[], table = '', depth = 0): Holds {
  const inner = unwrap(tokens);
  if (inner.length === 0 || depth > 40) return 'unknown';
  const bars = split(inner, ['OR', '||']);
  const alternatives = bars.every(mayStandAlone) ? bars : split(inner, ['OR']);
  if (alternatives.length > 1)
    return combine(
      alternatives.map((part) => holds(part, table, depth + 1)),
      'every',
      'none',
    );
  const conditions = split(inner, ['AND', '&&']);
  if (conditions.length > 1)
    return combine(
      conditions.map((part) => holds(part, table, depth + 1)),
      'none',
      'every',
    );
  const [first, ...rest] = inner;
  if (first?.upper === 'NOT' || (first?.upper === '!' && rest.length > 0)) return invert(holds(rest, table, depth + 1));
  return atom(inner, table);
}

/** One decisive value wins; all of the neutral value give the neutral value; a restriction beats what is not known. */
function combine(parts: readonly Holds[], decisive: Holds, neutral: Holds): Holds {
  if (parts.includes(decisive)) return decisive;
  const open = parts.filter((part) => part !== neutral);
  if (open.length === 0) return neutral;
  if (decisive === 'none') return open.includes('some') ? 'some' : 'unknown';
  return open.includes('unknown') ? 'unknown' : 'some';
}

/** Whether a side of `||` is a condition (MySQL's OR) instead of an operand of a concatenation. */
function mayStandAlone(tokens: readonly Token[]): boolean {
  const only = constant(tokens);
  return (
    typeof only === 'number' || typeof only === 'boolean' || tokens.some((token) => comparisons.includes(token.upper))
  );
}

function invert(value: Holds): Holds {
  return value === 'every' ? 'none' : value === 'none' ? 'every' : value;
}

function unwrap(tokens: readonly Token[]): readonly Token[] {
  let pairs = 0;
  while (tokens[pairs]?.upper === '(' && tokens.at(-1 - pairs)?.upper === ')' && 2 * pairs < tokens.length) pairs += 1;
  if (pairs === 0) return tokens;
  // How far the brackets in front belong to those at the end: the lowest depth that is reached in between.
  let depth = 0;
  let lowest = pairs;
  for (const [index, token] of tokens.entries()) {
    if (token.upper === '(') depth += 1;
    else if (token.upper === ')') depth -= 1;
    if (index >= pairs - 1 && index < tokens.length - pairs) lowest = Math.min(lowest, depth);
  }
  return lowest <= 0 ? tokens : tokens.slice(lowest, tokens.length - lowest);
}

/** Splits at the given operators outside brackets; the AND of a BETWEEN and everything inside CASE … END stay whole. */
function split(tokens: readonly Token[], operators: readonly string[]): readonly (readonly Token[])[] {
  const parts: (readonly Token[])[] = [];
  let depth = 0;
  let between = false;
  let from = 0;
  for (const [index, token] of tokens.entries()) {
    const { upper } = token;
    if (upper === '(' || upper === 'CASE') depth += 1;
    else if (upper === ')' || (upper === 'END' && depth > 0)) depth -= 1;
    else if (depth > 0) continue;
    else if (upper === 'BETWEEN') between = true;
    else if (upper === 'AND' && between) between = false;
    else if (operators.includes(upper)) {
      parts.push(tokens.slice(from, index));
      from = index + 1;
    }
  }
  parts.push(tokens.slice(from));
  return parts;
}

function isColumn(tokens: readonly Token[], index: number): boolean {
  const token = tokens[index];
  if (token === undefined) return false;
  if (token.kind === 'name' || token.kind === 'parameter' || token.kind === 'hole') return true;
  if (token.kind !== 'word') return false;
  return tokens[index + 1]?.upper !== '(' && !notColumns.includes(` ${token.upper} `);
}

/** The value of a single constant, `undefined` if it is none. */
function constant(tokens: readonly Token[]): string | number | boolean | null | undefined {
  const inner = unwrap(tokens);
  const [sign, token] = inner.length === 2 ? inner : [undefined, inner[0]];
  if (inner.length > 2 || token === undefined) return undefined;
  if (sign !== undefined) return sign.upper === '-' && token.kind === 'number' ? -Number(token.text) : undefined;
  if (token.kind === 'number') return token.text.includes('\0') ? undefined : Number(token.text);
  if (token.kind === 'string') return token.text.includes('\0') ? undefined : token.text;
  if (token.upper === 'TRUE') return true;
  if (token.upper === 'FALSE') return false;
  return token.upper === 'NULL' ? null : undefined;
}

function text(tokens: readonly Token[]): string {
  return tokens.map((token) => (token.kind === 'string' ? `'${token.text}'` : token.upper || token.text)).join(' ');
}

/** The bare name of a column reference, `undefined` for anything else. */
function columnName(tokens: readonly Token[]): string | undefined {
  const inner = unwrap(tokens);
  const shaped = inner.every((token, index) =>
    index % 2 === 0 ? token.kind === 'word' || token.kind === 'name' : token.upper === '.',
  );
  return shaped && inner.length % 2 === 1 ? inner.map((token) => token.text).join('') : undefined;
}

const comparisons = [
  '=',
  '==',
  '<>',
  '!=',
  '<',
  '>',
  '<=',
  '>=',
  'IS',
  'LIKE',
  'ILIKE',
  'REGEXP',
  'RLIKE',
  '~',
  'IN',
  'BETWEEN',
];

function atom(tokens: readonly Token[], table: string): Holds {
  const only = constant(tokens);
  if (only !== undefined) return truthy(only) ? 'every' : 'none';
  const hasColumn = tokens.some((_, index) => isColumn(tokens, index));
  if (tokens[0]?.upper === 'EXISTS') return tokens.some((token) => token.upper === 'FROM') ? 'some' : 'every';
  let depth = 0;
  const at = tokens.findIndex((token) => {
    if (token.upper === '(') depth += 1;
    else if (token.upper === ')') depth -= 1;
    return depth === 0 && comparisons.includes(token.upper);
  });
  if (at < 0) {
    if (tokens.every((token) => token.kind === 'hole')) return 'unknown';
    return hasColumn ? 'some' : 'every';
  }
  const negatedBefore = tokens[at - 1]?.upper === 'NOT';
  const left = tokens.slice(0, negatedBefore ? at - 1 : at);
  const value = compare(left, tokens[at]?.upper ?? '', tokens.slice(at + 1), table, hasColumn);
  return negatedBefore ? invert(value) : value;
}

function truthy(value: string | number | boolean | null): boolean {
  return (
    value !== null &&
    value !== false &&
    value !== 0 &&
    value !== '' &&
    value !== '0' &&
    !/^f(?:alse)?$/i.test(String(value))
  );
}

function compare(
  left: readonly Token[],
  operator: string,
  given: readonly Token[],
  table: string,
  hasColumn: boolean,
): Holds {
  const arrow = operator === '<=' && given[0]?.upper === '>';
  const right = arrow ? given.slice(1) : given;
  const same =
    text(unwrap(left)) === text(unwrap(right)) &&
    !left.some((token) => token.kind === 'parameter' || token.text.includes('\0'));
  const column = columnName(left);
  const known = [constant(left), constant(right)] as const;
  switch (operator) {
    case 'IS': {
      const negated = right[0]?.upper === 'NOT';
      const of = negated ? right.slice(1) : right;
      if (of[0]?.upper === 'NULL' && hasColumn)
        return negated && column !== undefined && identity.test(column) ? 'every' : 'some';
      if (text(of) === `DISTINCT FROM ${text(left)}`) return negated ? 'every' : 'none';
      if (hasColumn) return 'some';
      return (constant(left) === constant(of)) === negated ? 'none' : 'every';
    }
    case 'LIKE':
    case 'ILIKE':
      return same || /^%+$/.test(String(known[1])) ? 'every' : hasColumn ? 'some' : 'every';
    case 'REGEXP':
    case 'RLIKE':
    case '~':
      return same || /^\^?(?:\.\*)?\$?$/.test(String(known[1] ?? 'x')) ? 'every' : hasColumn ? 'some' : 'every';
    case 'IN':
      return selectsAll(unwrap(right), table) || !hasColumn ? 'every' : 'some';
    case 'BETWEEN':
      return hasColumn ? 'some' : 'every';
    default: {
      if (same) return /^(?:=|==|<=|>=)$/.test(operator) ? 'every' : 'none';
      if (known[0] !== undefined && known[1] !== undefined)
        return decide(known[0], operator, known[1]) ? 'every' : 'none';
      if (!hasColumn) return 'every';
      return column !== undefined && identity.test(column) && coversIdentity(operator, known[1]) ? 'every' : 'some';
    }
  }
}

/** `id > 0`, `id >= 1`, `id <> 0`, `id != ''`: true of every row that has an identity. */
function coversIdentity(operator: string, value: string | number | boolean | null | undefined): boolean {
  if (operator === '>') return typeof value === 'number' && value <= 0;
  if (operator === '>=') return typeof value === 'number' && value <= 1;
  return (operator === '<>' || operator === '!=') && (value === '' || (typeof value === 'number' && value <= 0));
}

/** `(SELECT id FROM t)` over the table itself, without a restriction. */
function selectsAll(tokens: readonly Token[], table: string): boolean {
  const from = tokens.findIndex((token) => token.upper === 'FROM');
  if (table === '' || tokens[0]?.upper !== 'SELECT' || from < 0) return false;
  const source = tokens.slice(from + 1);
  return (
    source.every((token, index) => (index % 2 === 0 ? token.upper !== 'WHERE' : token.upper === '.')) &&
    source
      .map((token) => token.text)
      .join('')
      .toLowerCase() === table.toLowerCase()
  );
}

function decide(
  left: string | number | boolean | null,
  operator: string,
  right: string | number | boolean | null,
): boolean {
  if (left === null || right === null) return false;
  const numeric = typeof left === 'number' || typeof right === 'number';
  const [a, b] = numeric ? [Number(left), Number(right)] : [String(left), String(right)];
  switch (operator) {
    case '=':
    case '==':
      return a === b;
    case '<>':
    case '!=':
      return a !== b;
    case '<':
      return a < b;
    case '>':
      return a > b;
    case '<=':
      return a <= b;
    default:
      return a >= b;
  }
}
