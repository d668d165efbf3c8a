import { textOf } from '../../word.ts';
import { isAscii } from './bytes.ts';
import {
  certain,
  inputText,
  lineText,
  linesOf,
  onlyOptions,
  output,
  outputLines,
  input,
  type Producer,
} from './call.ts';
import { posixRegex, type Grammar } from './regex.ts';

const grepSyntax = {
  value: '-e --regexp -m --max-count -A -B -C -f --file --include --exclude --exclude-dir --color',
  flags:
    '-v --invert-match -i --ignore-case -o --only-matching -E --extended-regexp -F --fixed-strings -G -w --word-regexp -x --line-regexp -h --no-filename -s --no-messages -a --text -P --perl-regexp -q --quiet -c -n -r -R -l -L -H',
} as const;

/** `grep` over known text: the lines, or with `-o` the pieces, that match. */
export const grep: Producer = (call) => {
  const command = certain(call, grepSyntax);
  if (
    command === undefined ||
    !onlyOptions(
      command,
      '-v',
      '--invert-match',
      '-i',
      '--ignore-case',
      '-o',
      '--only-matching',
      '-E',
      '--extended-regexp',
      '-F',
      '--fixed-strings',
      '-G',
      '-e',
      '--regexp',
      '-x',
      '--line-regexp',
      '-h',
      '--no-filename',
      '-a',
      '--text',
      '-q',
      '--quiet',
    )
  )
    return undefined;
  if (command.has('-q', '--quiet') === 'yes') return output('');
  const given = command.values('-e', '--regexp');
  const patterns = (given.length > 0 ? given : command.operands.slice(0, 1)).map(textOf);
  const files = given.length > 0 ? command.operands : command.operands.slice(1);
  const [pattern, ...more] = patterns;
  if (pattern === undefined || more.length > 0 || pattern.includes('\n') || files.length > 1) return undefined;
  const text = inputText(call, files);
  if (text === undefined || text.includes('\0')) return undefined;
  const grammar: Grammar =
    command.has('-F', '--fixed-strings') === 'yes'
      ? 'fixed'
      : command.has('-E', '--extended-regexp') === 'yes' || call.program === 'egrep'
        ? 'extended'
        : 'basic';
  const regex = posixRegex(
    pattern,
    call.program === 'fgrep' ? 'fixed' : grammar,
    command.has('-i', '--ignore-case') === 'yes' ? 'gi' : 'g',
    text.length,
  );
  if (regex === undefined) return undefined;
  const whole = command.has('-x', '--line-regexp') === 'yes';
  const invert = command.has('-v', '--invert-match') === 'yes';
  const only = command.has('-o', '--only-matching') === 'yes';
  const result: string[] = [];
  for (const line of text === '' ? [] : text.replace(/\n$/, '').split('\n')) {
    const found: readonly string[] = line.match(regex) ?? [];
    const matches = whole ? new RegExp(`^(?:${regex.source})$`, regex.flags).test(line) : found.length > 0;
    if (matches === invert) continue;
    if (only && !invert) result.push(...found.filter((piece) => piece !== ''));
    else if (!only) result.push(line);
  }
  return output(result.map((line) => `${line}\n`).join(''));
};

/** A piece of what an awk `print` writes. */
type Expression =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'field'; readonly number: number; readonly fromEnd: boolean }
  | { readonly kind: 'number'; readonly of: 'NF' | 'NR' }
  | { readonly kind: 'case'; readonly upper: boolean; readonly of: readonly Expression[] };

interface Program {
  readonly when:
    | { readonly kind: 'always' | 'begin' }
    | { readonly kind: 'line'; readonly number: number }
    | { readonly kind: 'match'; readonly regex: RegExp };
  /** Comma-separated arguments of the one `print`, each a concatenation. */
  readonly arguments: readonly (readonly Expression[])[];
}

/** `awk` with one rule that prints fields and literal text. */
export const awk: Producer = (call) => {
  const command = certain(call, { value: '-F --field-separator -v --assign -f --file -i -l', style: 'posix' });
  if (command === undefined || !onlyOptions(command, '-F', '--field-separator')) return undefined;
  const [script, ...files] = command.operands;
  const source = script === undefined ? undefined : textOf(script);
  const separatorWord = command.value('-F', '--field-separator');
  const separator = separatorWord === undefined ? ' ' : textOf(separatorWord);
  if (source === undefined || separator === undefined) return undefined;
  const program = readProgram(source);
  if (program === undefined) return undefined;
  if (program.when.kind === 'begin') return output(`${printed(program, [], '', 0)}\n`);
  const word = input(call, files);
  if (word === undefined) return undefined;
  const lines = linesOf(word);
  if (lines === undefined) return undefined;
  const identity = program.arguments.length === 1 && isWhole(program.arguments[0] ?? []);
  let result = '';
  for (const [index, line] of lines.entries()) {
    const text = lineText(line);
    if (text === undefined) return identity && program.when.kind === 'always' ? outputLines(lines) : undefined;
    if (!applies(program, text, index + 1)) continue;
    const fields = split(text, separator);
    if (fields === undefined) return undefined;
    const piece = printed(program, fields, text, index + 1);
    if (piece === undefined) return undefined;
    result += `${piece}\n`;
  }
  return output(result);
};

function isWhole(expressions: readonly Expression[]): boolean {
  const [only] = expressions;
  return expressions.length === 1 && only?.kind === 'field' && only.number === 0;
}

function applies(program: Program, line: string, number: number): boolean {
  switch (program.when.kind) {
    case 'always':
      return true;
    case 'begin':
      return false;
    case 'line':
      return program.when.number === number;
    case 'match':
      return program.when.regex.test(line);
  }
}

function split(line: string, separator: string): readonly string[] | undefined {
  if (separator === ' ') return line.split(/[ \t\n]+/).filter((field) => field !== '');
  if (separator === 't' || separator === '\\t') return separator === 't' ? undefined : line.split('\t');
  if (separator.length === 1 && !/[\\[(]/.test(separator)) return line === '' ? [] : line.split(separator);
  return undefined;
}

function printed(program: Program, fields: readonly string[], line: string, number: number): string | undefined {
  const pieces: string[] = [];
  for (const argument of program.arguments) {
    let piece = '';
    for (const expression of argument) {
      const text = evaluate(expression, fields, line, number);
      if (text === undefined) return undefined;
      piece += text;
    }
    pieces.push(piece);
  }
  return pieces.join(' ');
}

function evaluate(expression: Expression, fields: readonly string[], line: string, number: number): string | undefined {
  switch (expression.kind) {
    case 'text':
      return expression.text;
    case 'field': {
      const at = expression.fromEnd ? fields.length - expression.number : expression.number;
      return at < 0 ? undefined : at === 0 ? line : (fields[at - 1] ?? '');
    }
    case 'number':
      return String(expression.of === 'NF' ? fields.length : number);
    case 'case': {
      let text = '';
      for (const inner of expression.of) text += evaluate(inner, fields, line, number) ?? '';
      if (!isAscii(text)) return undefined;
      return expression.upper ? text.toUpperCase() : text.toLowerCase();
    }
  }
}

function readProgram(source: string): Program | undefined {
  const match =
    /^\s*(BEGIN|NR\s*==\s*\d{1,6}|\/(?:[^/\\]|\\.)*\/)?\s*(?:\{\s*print\b\s*([^{};\n]*|(?:"(?:[^"\\]|\\.)*"|[^"{};\n])*);?\s*\})?\s*$/.exec(
      source,
    );
  if (match === null || (match[1] === undefined && match[2] === undefined)) return undefined;
  const [, pattern, body = ''] = match;
  const list = readArguments(body);
  if (list === undefined) return undefined;
  if (pattern === undefined) return { when: { kind: 'always' }, arguments: list };
  if (pattern === 'BEGIN') return match[2] === undefined ? undefined : { when: { kind: 'begin' }, arguments: list };
  if (pattern.startsWith('NR'))
    return { when: { kind: 'line', number: Number(pattern.replace(/\D/g, '')) }, arguments: list };
  const regex = posixRegex(pattern.slice(1, -1), 'extended', '', 4096);
  return regex === undefined ? undefined : { when: { kind: 'match', regex }, arguments: list };
}

const awkEscapes: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  '\\': '\\',
  '"': '"',
  '/': '/',
  a: '\x07',
  r: '\r',
};

function readArguments(body: string): readonly (readonly Expression[])[] | undefined {
  if (body.trim() === '') return [[{ kind: 'field', number: 0, fromEnd: false }]];
  const groups: Expression[][] = [[]];
  let rest = body.trim();
  while (rest !== '') {
    const current = groups.at(-1);
    if (current === undefined) return undefined;
    if (rest.startsWith(',')) {
      if (current.length === 0) return undefined;
      groups.push([]);
      rest = rest.slice(1).trimStart();
      continue;
    }
    const cased = /^(toupper|tolower)\(\s*(\$\d{1,3}|"(?:[^"\\]|\\.)*")\s*\)/.exec(rest);
    const token = cased?.[0] ?? /^(?:\$\(NF\s*-\s*\d{1,3}\)|\$NF|\$\d{1,3}|NF|NR|"(?:[^"\\]|\\.)*")/.exec(rest)?.[0];
    if (token === undefined) return undefined;
    const inner = cased === null ? atom(token) : atom(cased[2] ?? '');
    if (inner === undefined) return undefined;
    current.push(cased === null ? inner : { kind: 'case', upper: cased[1] === 'toupper', of: [inner] });
    rest = rest.slice(token.length).trimStart();
  }
  return groups.at(-1)?.length === 0 ? undefined : groups;
}

function atom(token: string): Expression | undefined {
  if (token === 'NF' || token === 'NR') return { kind: 'number', of: token };
  if (token.startsWith('$')) {
    const number = Number(/\d+/.exec(token)?.[0] ?? '0');
    return { kind: 'field', number, fromEnd: token.includes('NF') };
  }
  let text = '';
  for (let at = 1; at < token.length - 1; at += 1) {
    const character = token.charAt(at);
    if (character !== '\\') {
      text += character;
      continue;
    }
    at += 1;
    const escape = awkEscapes[token.charAt(at)];
    if (escape === undefined) return undefined;
    text += escape;
  }
  return { kind: 'text', text };
}
