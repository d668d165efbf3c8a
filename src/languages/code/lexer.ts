import type { Part } from '../../word.ts';
import { HOLE, type Source } from '../sql/source.ts';
import { closing } from './quotes.ts';
import type { Interpolation, Lexis, Literal, Piece, Token } from './token.ts';

/** More tokens than this are not read. */
const MAX_TOKENS = 60_000;

/** Cuts a stretch of a program into tokens; `undefined` where it has too many. */
export function lex(source: Source, lexis: Lexis, start = 0, end = source.text.length): readonly Token[] | undefined {
  const { text } = source;
  const tokens: Token[] = [];
  const indents = [0];
  /** Where the here-documents announced so far on this line end. */
  let below = -1;
  let brackets = 0;
  let spaced = true;
  let at = start;
  const push = (kind: Token['kind'], value: string, pieces: readonly Piece[] = []): void => {
    tokens.push({ kind, text: value, pieces, spaced, at });
    spaced = false;
  };
  const startLine = (): void => {
    const column = /[^\S\n]*/y;
    column.lastIndex = at;
    const width = column.exec(text)?.[0].length ?? 0;
    const next = text.charAt(at + width);
    if (next === '\n' || next === '#' || next === '') return;
    if (width > (indents.at(-1) ?? 0)) {
      indents.push(width);
      push('indent', '');
    }
    while (width < (indents.at(-1) ?? 0)) {
      indents.pop();
      push('dedent', '');
    }
  };
  while (at < end) {
    if (tokens.length > MAX_TOKENS) return undefined;
    const character = text.charAt(at);
    if (character === '\n') {
      if (lexis.lines && brackets <= 0 && tokens.at(-1)?.kind !== 'end') push('end', '\n');
      spaced = true;
      at = below > at ? below : at + 1;
      below = -1;
      if (lexis.layout && brackets <= 0) startLine();
      continue;
    }
    if (isBlank(character) || (character === '\\' && /^\\\r?\n/.test(text.slice(at, at + 3)))) {
      at += character === '\\' ? 2 : 1;
      spaced = true;
      continue;
    }
    const plain = isPlain(character);
    const comment = plain ? '' : match(lexis.comment, text, at);
    if (comment !== '') {
      at += comment.length;
      spaced = true;
      continue;
    }
    const literal = lexis.literal(text, at, end, operandAt(tokens), below);
    if (literal !== undefined) {
      push(literal.kind, '', piecesOf(source, lexis, literal));
      if (literal.below !== undefined) below = literal.below;
      at = Math.min(end, Math.max(literal.after, at + 1));
      continue;
    }
    if (character === HOLE) {
      push('string', HOLE, source.slice(at, at + 1).parts);
      at += 1;
      continue;
    }
    const digit = character >= '0' && character <= '9';
    const word = digit || (plain && !isLetter(character)) ? '' : match(lexis.name, text, at);
    if (word !== '') {
      push('name', word);
      at += word.length;
      continue;
    }
    const number = !digit ? '' : match(/(?:0[xXbBoO][\da-fA-F_]+|\d[\d_]*(?:\.\d+)?(?:[eE][-+]?\d+)?)n?/y, text, at);
    if (number !== '') {
      push('number', number);
      at += number.length;
      continue;
    }
    const symbol = match(lexis.operator, text, at) || character;
    if (symbol === '(' || symbol === '[' || (symbol === '{' && lexis.layout)) brackets += 1;
    else if (symbol === ')' || symbol === ']' || (symbol === '}' && lexis.layout)) brackets = Math.max(0, brackets - 1);
    push('symbol', symbol);
    at += symbol.length;
  }
  return tokens;
}

// One expression for each sort of token would be tried at every character; what a character cannot begin is not asked.

function isBlank(character: string): boolean {
  return character === ' ' || character === '\t' || ((character < ' ' || character > '~') && /\s/.test(character));
}

function isLetter(character: string): boolean {
  return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z');
}

/** A character that begins no comment in any of the languages; but for the letters none of them begins a name either. */
function isPlain(character: string): boolean {
  return isLetter(character) || (character >= '0' && character <= '9') || '()[]{},;.:"\'`'.includes(character);
}

function match(pattern: RegExp, text: string, at: number): string {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? '';
}

const closers: ReadonlySet<string> = new Set([')', ']', '}', '++', '--']);
const beforeOperands: ReadonlySet<string> = new Set(
  (
    'return typeof case in of delete void throw new else do and or not if unless while until when print puts p split grep map join ' +
    'push await yield'
  ).split(' '),
);

/** Whether a value may begin after the tokens so far; otherwise `/` divides and `%` is an operator. */
function operandAt(tokens: readonly Token[]): boolean {
  const last = tokens.at(-1);
  if (last === undefined) return true;
  switch (last.kind) {
    case 'end':
    case 'indent':
    case 'dedent':
      return true;
    case 'symbol':
      return !closers.has(last.text);
    case 'name':
      return beforeOperands.has(last.text);
    case 'number':
    case 'string':
    case 'command':
    case 'words':
    case 'regex':
      return false;
  }
}

function piecesOf(source: Source, lexis: Lexis, literal: Literal): readonly Piece[] {
  const pieces: Piece[] = [];
  let from = literal.from;
  const plain = (to: number): void => {
    if (to <= from) return;
    const written = source.text.slice(from, to);
    const decoded = literal.dedented === true ? withoutIndent(written) : written;
    pieces.push(...partsOf(source, decoded, from, literal.escapes, literal.puts));
  };
  if (literal.puts !== undefined)
    for (const code of codeIn(source.text, literal.from, literal.to, literal.puts)) {
      plain(code.start);
      pieces.push({ code: lex(source, lexis, code.from, code.to) ?? [] });
      from = code.end;
    }
  plain(literal.to);
  return pieces;
}

function withoutIndent(text: string): string {
  const indents = text.split('\n').flatMap((line) => (line.trim() === '' ? [] : [/^\s*/.exec(line)?.[0].length ?? 0]));
  const least = Math.min(...indents, 80);
  return text.replace(/^[^\S\n]+/gm, (blanks) => blanks.slice(Math.min(least, blanks.length)));
}

function partsOf(
  source: Source,
  text: string,
  at: number,
  escapes: Literal['escapes'],
  puts?: Interpolation,
): readonly Part[] {
  const braces = puts === 'braces' ? text.replaceAll('{{', '{').replaceAll('}}', '}') : text;
  if (escapes === 'none' || !braces.includes('\\')) return source.word(braces, at).parts;
  if (escapes === 'quotes') return source.word(braces.replaceAll(/\\([\\'"`\])}>|])/g, '$1'), at).parts;
  return source.word(decoded(braces), at).parts;
}

const letters: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  b: '\b',
  f: '\f',
  v: '\v',
  a: '\u0007',
  e: '\u001b',
};

/** The text with its escapes resolved, as all these languages have them. */
export function decoded(text: string): string {
  return text.replaceAll(
    /\\(?:x\{([\da-fA-F]{1,6})\}|x([\da-fA-F]{1,2})|u\{([\da-fA-F]{1,6})\}|u([\da-fA-F]{4})|U([\da-fA-F]{8})|([0-7]{1,3})|(\r?\n)|([^]))/g,
    (
      _,
      x1?: string,
      x2?: string,
      u1?: string,
      u2?: string,
      u3?: string,
      octal?: string,
      line?: string,
      one?: string,
    ) => {
      const hex = x1 ?? x2 ?? u1 ?? u2 ?? u3;
      if (hex !== undefined) return codePoint(Number.parseInt(hex, 16));
      if (octal !== undefined) return codePoint(Number.parseInt(octal, 8));
      if (line !== undefined) return '';
      return letters[one ?? ''] ?? one ?? '';
    },
  );
}

function codePoint(value: number): string {
  return value <= 0 || value > 0x10ffff ? ' ' : String.fromCodePoint(value);
}

/** The stretches of a string that are code. */
function* codeIn(
  text: string,
  from: number,
  to: number,
  puts: Interpolation,
): Generator<{ start: number; from: number; to: number; end: number }> {
  if (puts === 'whole') yield { start: from, from, to, end: to };
  let at = puts === 'whole' ? to : from;
  while (at < to) {
    const character = text.charAt(at);
    if (character === '\\' && puts !== 'braces') {
      at += 2;
      continue;
    }
    const next = text.charAt(at + 1);
    if (puts === 'braces' && (character === '{' || character === '}') && next === character) {
      at += 2;
      continue;
    }
    const opens =
      puts === 'braces'
        ? character === '{'
          ? 1
          : 0
        : puts === 'variables'
          ? /^(?:[$@]\{|\{\$)/.test(character + next)
            ? character === '{'
              ? 1
              : 2
            : 0
          : character === (puts === 'dollar-braces' ? '$' : '#') && next === '{'
            ? 2
            : 0;
    if (opens > 0) {
      const close = closing(text, at + opens, to, '}', '{');
      // `${name}` of Perl and PHP is the variable of that name.
      const named = puts === 'variables' && opens === 2 && /^\w+$/.test(text.slice(at + 2, close));
      yield {
        start: at,
        from: at + opens,
        to: named ? close : puts === 'braces' ? beforeFormat(text, at + 1, close) : close,
        end: Math.min(to, close + 1),
      };
      at = close + 1;
      continue;
    }
    if (puts === 'variables' && (character === '$' || character === '@')) {
      const name = match(/[$@][A-Za-z_]\w*(?:::\w+)*(?:(?:->)?(?:\[[^\]\s]*\]|\{[^}\s]*\})|->\w+)*/y, text, at);
      const whole = name.slice(0, Math.max(0, to - at));
      if (whole.length > 1) {
        yield { start: at, from: at, to: at + whole.length, end: at + whole.length };
        at += whole.length;
        continue;
      }
    }
    at += 1;
  }
}

/** Where the expression of `{x!r:>10}` ends. */
function beforeFormat(text: string, from: number, to: number): number {
  let depth = 0;
  for (let at = from; at < to; at += 1) {
    const character = text.charAt(at);
    if (character === "'" || character === '"') at = closing(text, at + 1, to, character);
    else if (/[([{]/.test(character)) depth += 1;
    else if (/[)\]}]/.test(character)) depth -= 1;
    else if (depth === 0 && ((character === '!' && text.charAt(at + 1) !== '=') || character === ':')) return at;
  }
  return to;
}
