import { type Span, type Stream, textOf, type Word } from '../word.ts';
import { evaluateName, stored } from './arithmetic.ts';
import { assignText } from './assign.ts';
import type { Call } from './builtins.ts';
import { keepDormant } from './dormant.ts';
import { nameText, nameValue } from './declare.ts';
import { consumed, opened, streamText } from './redirects.ts';
import type { Shell } from './shell.ts';
import { asWord, EMPTY, known, onlyText, unknown, type Value, type Values } from './value.ts';

interface ReadOptions {
  readonly raw: boolean;
  readonly array: string | undefined;
  readonly delimiter: string | undefined;
  readonly count: number | undefined;
  readonly exact: boolean;
  readonly descriptor: number | undefined;
  readonly names: readonly Word[];
}

function readOptions(args: readonly Word[]): ReadOptions {
  let raw = false;
  let array: string | undefined;
  let delimiter: string | undefined = '\n';
  let count: number | undefined;
  let exact = false;
  let descriptor: number | undefined = 0;
  let at = 0;
  for (; at < args.length; at += 1) {
    const word = args[at];
    const text = word === undefined ? undefined : textOf(word);
    if (text === undefined || !text.startsWith('-') || text === '-') break;
    if (text === '--') {
      at += 1;
      break;
    }
    for (let index = 1; index < text.length; index += 1) {
      const letter = text[index] ?? '';
      if (letter === 'r') raw = true;
      if (!'adinNptu'.includes(letter)) continue;
      const glued = text.slice(index + 1);
      const next = glued !== '' ? undefined : args[at + 1];
      const value = glued !== '' ? glued : next === undefined ? undefined : textOf(next);
      if (glued === '') at += 1;
      if (letter === 'a') array = value ?? '';
      if (letter === 'd') delimiter = value === undefined ? undefined : value === '' ? '\u0000' : value.slice(0, 1);
      if (letter === 'n' || letter === 'N') {
        count = value === undefined ? Number.NaN : Number(value);
        exact = letter === 'N';
      }
      if (letter === 'u') descriptor = value === undefined || !/^\d+$/.test(value) ? undefined : Number(value);
      break;
    }
  }
  return { raw, array, delimiter, count, exact, descriptor, names: args.slice(at) };
}

/** `read`: binds names from the next line of what is known of its input. */
export function readBuiltin(shell: Shell, args: readonly Word[], span: Span): void {
  const options = readOptions(args);
  const { state } = shell;
  const stream = streamOf(shell, options.descriptor);
  const text = stream === undefined ? undefined : streamText(stream);
  if (text === undefined || stream === undefined || options.delimiter === undefined || Number.isNaN(options.count)) {
    bindUnknown(shell, options, span, stream);
    state.status = undefined;
    return;
  }
  const { line, length, complete } = nextLine(text, options);
  setStream(shell, options.descriptor ?? 0, consumed(stream, length));
  bind(shell, options, line, span);
  // Outside a loop's condition, a name that cannot be assigned to makes it fail all the same.
  state.status = shell.deciding ? complete : undefined;
}

/** What a descriptor reads; `undefined` where which one is not known. */
function streamOf(shell: Shell, descriptor: number | undefined): Stream | undefined {
  if (descriptor === undefined) return undefined;
  if (descriptor === 0) return opened(shell, shell.state.stdin);
  const stream = shell.state.inputs.get(descriptor);
  return stream === undefined ? { kind: 'inherited' } : opened(shell, stream);
}

function setStream(shell: Shell, descriptor: number, stream: Stream): void {
  if (descriptor === 0) shell.state.stdin = stream;
  else shell.state.inputs = new Map(shell.state.inputs).set(descriptor, stream);
}

/** One character of a line, and whether a backslash took its special meaning away. */
interface Character {
  readonly text: string;
  readonly escaped: boolean;
}

function nextLine(
  text: string,
  options: ReadOptions,
): { readonly line: readonly Character[]; readonly length: number; readonly complete: boolean } {
  const line: Character[] = [];
  const limit = options.count ?? Number.POSITIVE_INFINITY;
  let at = 0;
  for (; at < text.length && line.length < limit; at += 1) {
    const character = text[at] ?? '';
    if (!options.raw && character === '\\') {
      at += 1;
      if (text[at] !== '\n' && text[at] !== undefined) line.push({ text: text[at] ?? '', escaped: true });
      continue;
    }
    if (character === options.delimiter && !options.exact) return { line, length: at + 1, complete: true };
    line.push({ text: character, escaped: false });
  }
  return { line, length: at, complete: options.count !== undefined && line.length === limit };
}

function bind(shell: Shell, options: ReadOptions, line: readonly Character[], span: Span): void {
  const separators = onlyText(
    shell.state.bound('IFS')
      ? shell.state.variable('IFS').values.length === 0
        ? known(' \t\n')
        : shell.state.variable('IFS').values
      : known(' \t\n'),
  );
  if (separators === undefined) {
    bindUnknown(shell, options, span, undefined);
    return;
  }
  if (options.array !== undefined) {
    const fields = splitAll(line, separators);
    for (const field of fields) stored(shell, options.array, known(field), span);
    shell.state.set(options.array, {
      values: fields[0] === undefined ? [] : known(fields[0]),
      unset: fields.length === 0,
      array: {
        associative: false,
        entries: new Map(fields.map((field, index) => [String(index), known(field)])),
        open: false,
      },
    });
    return;
  }
  if (options.names.length === 0) {
    shell.state.assign('REPLY', known(line.map((character) => character.text).join('')));
    return;
  }
  let rest = trimmed(line, separators);
  for (const [index, word] of options.names.entries()) {
    const name = nameText(word);
    if (name === undefined) {
      evaluateName(shell, nameValue(word), word.span);
      continue;
    }
    const last = index === options.names.length - 1;
    const [field, tail] = last ? [lastField(rest, separators), []] : firstField(rest, separators);
    assignText(shell, name, known(field), asWord(field === '' ? EMPTY : [field], span));
    rest = tail;
  }
}

function isSeparator(character: Character | undefined, separators: string): boolean {
  return character !== undefined && !character.escaped && separators.includes(character.text);
}

function isBlank(character: Character | undefined, separators: string): boolean {
  return isSeparator(character, separators) && ' \t\n'.includes(character?.text ?? 'x');
}

function trimmed(line: readonly Character[], separators: string): readonly Character[] {
  let start = 0;
  let end = line.length;
  while (start < end && isBlank(line[start], separators)) start += 1;
  while (end > start && isBlank(line[end - 1], separators)) end -= 1;
  return line.slice(start, end);
}

function firstField(line: readonly Character[], separators: string): readonly [string, readonly Character[]] {
  let end = 0;
  while (end < line.length && !isSeparator(line[end], separators)) end += 1;
  let next = end;
  while (isBlank(line[next], separators)) next += 1;
  if (isSeparator(line[next], separators)) next += 1;
  while (isBlank(line[next], separators)) next += 1;
  return [text(line.slice(0, end)), line.slice(next)];
}

/** The last name takes the whole rest; a single separator at its end is dropped when it is the only one. */
function lastField(line: readonly Character[], separators: string): string {
  const [field, rest] = firstField(line, separators);
  return rest.length === 0 ? field : text(line);
}

function splitAll(line: readonly Character[], separators: string): readonly string[] {
  const fields: string[] = [];
  let rest = trimmed(line, separators);
  while (rest.length > 0) {
    const [field, tail] = firstField(rest, separators);
    fields.push(field);
    rest = tail;
  }
  return fields;
}

function text(line: readonly Character[]): string {
  return line.map((character) => character.text).join('');
}

function bindUnknown(shell: Shell, options: ReadOptions, span: Span, stream: Stream | undefined): void {
  const output = stream?.kind === 'pipe' ? stream.from : [];
  const value = (name: string): Values => [[{ hole: 'unknown', why: `read ${name}`, output }]];
  if (options.array !== undefined) {
    shell.state.set(options.array, {
      values: value(options.array),
      unset: false,
      array: { associative: false, entries: new Map(), open: true },
    });
    return;
  }
  if (options.names.length === 0) shell.state.assign('REPLY', value('REPLY'));
  for (const word of options.names) {
    const name = nameText(word);
    if (name === undefined) {
      evaluateName(shell, nameValue(word), word.span);
      continue;
    }
    const [only] = value(name);
    assignText(shell, name, value(name), asWord(only ?? EMPTY, span));
  }
}

/** `mapfile`: the lines of what is known of its input as an array; `-C` evaluates its callback. */
export function mapfileBuiltin(shell: Shell, args: readonly Word[], span: Span): void {
  let strip = false;
  let delimiter: string | undefined = '\n';
  let descriptor: number | undefined = 0;
  let plain = true;
  const counts = new Map<string, number>();
  let callback: Value | undefined;
  let name = 'MAPFILE';
  for (let at = 0; at < args.length; at += 1) {
    const word = args[at];
    const option = word === undefined ? undefined : nameText(word);
    if (option === undefined) plain = false;
    else if (!option.startsWith('-')) name = option;
    else
      for (let index = 1; index < option.length; index += 1) {
        const letter = option[index] ?? '';
        if (letter === 't') strip = true;
        if (!'dnOsucC'.includes(letter)) continue;
        const glued = option.slice(index + 1);
        if (glued === '') at += 1;
        const next = args[at];
        const value = glued !== '' ? glued : next === undefined ? undefined : textOf(next);
        if (letter === 'd') delimiter = value === undefined ? undefined : value === '' ? '\u0000' : value.slice(0, 1);
        else if (letter === 'u') descriptor = value === undefined || !/^\d+$/.test(value) ? undefined : Number(value);
        else if (letter === 'C') callback = glued !== '' ? [glued] : (next?.parts ?? EMPTY);
        else if (letter !== 'c') {
          if (value === undefined || !/^\d{1,6}$/.test(value)) plain = false;
          else counts.set(letter, Number(value));
        }
        break;
      }
  }
  const stream = streamOf(shell, descriptor);
  const input = stream === undefined ? undefined : streamText(stream);
  if (input === undefined || delimiter === undefined || !plain || input.length > 1 << 16) {
    if (callback !== undefined) shell.code([callback], span, 'mapfile');
    bindUnknown(
      shell,
      { raw: true, array: name, delimiter, count: undefined, exact: false, descriptor, names: [] },
      span,
      stream,
    );
    return;
  }
  if (callback !== undefined) {
    // It is given the index and the line (bash manual, `mapfile`).
    const [line = ''] = input.split(delimiter);
    const given = ` 0 '${(strip ? line : line + delimiter).replaceAll("'", String.raw`'\''`)}'`;
    shell.code([[...callback, given]], span, 'mapfile');
  }
  const all = input.split(delimiter);
  if (all.at(-1) === '') all.pop();
  const [skipped, most, origin] = [counts.get('s') ?? 0, counts.get('n') ?? 0, counts.get('O') ?? 0];
  const lines = all.slice(skipped, most === 0 ? undefined : skipped + most);
  for (const line of lines) {
    keepDormant(shell, known(line));
    stored(shell, name, known(line), span);
  }
  const entries = new Map(
    lines.map((line, index) => [String(index + origin), known(strip ? line : line + delimiter)] as const),
  );
  shell.state.set(name, {
    values: entries.get('0') ?? [],
    unset: !entries.has('0'),
    array: { associative: false, entries, open: false },
  });
}

/** `printf -v name format …` assigns what `printf format …` would write. */
export function printfBuiltin(shell: Shell, call: Call): boolean {
  const [, option, name, ...rest] = call.argv;
  const glued = option === undefined ? undefined : textOf(option);
  if (glued === undefined || !glued.startsWith('-v') || (glued === '-v' && name === undefined)) {
    call.emit();
    return true;
  }
  call.emit();
  const target = glued === '-v' ? (name === undefined ? undefined : nameText(name)) : glued.slice(2);
  const words = glued === '-v' ? rest : call.argv.slice(2);
  if (target === undefined && name !== undefined) evaluateName(shell, nameValue(name), name.span);
  const step = shell.steps.at(-1);
  const [printf] = call.argv;
  if (target === undefined || printf === undefined || step?.kind !== 'invocation') return true;
  const output = shell.reader.output({ ...step.invocation, argv: [printf, ...words] });
  const values: Values = output === undefined ? unknown(`$${target}`) : [output.parts];
  assignText(shell, target, values, asWord(values[0] ?? EMPTY, call.details.span));
  return true;
}
