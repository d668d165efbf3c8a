import {
  literal,
  textOf,
  wordOf,
  type Hole,
  type Invocation,
  type Part,
  type PathRef,
  type Span,
  type Word,
} from '../../word.ts';
import type { World } from '../../world.ts';
import { readCommand, type Command, type Syntax } from '../argv.ts';

/** The largest file or input, in characters, that is followed through a producer. */
export const MAX_TEXT = 64 * 1024;

/** One run of a program whose output is to be known. */
export interface Call {
  readonly program: string;
  /** Every word after the program. */
  readonly words: readonly Word[];
  readonly invocation: Invocation;
  readonly world: World;
  /** What a file holds when this call reads it; `undefined` when not known. */
  content(path: PathRef): Word | undefined;
}

/** The standard output of a program, newline included; `undefined` where it is not known for certain. */
export type Producer = (call: Call) => Word | undefined;

const nowhere: Span = { start: 0, end: 0 };

/** Output of known text. */
export function output(text: string): Word {
  return literal(text, nowhere);
}

/** Output of text with holes. */
export function outputOf(parts: readonly Part[]): Word {
  return wordOf(parts, nowhere);
}

/** The command read by a syntax; `undefined` where a word that is not known may be an option or several words. */
export function certain(call: Call, syntax: Syntax): Command | undefined {
  const command = readCommand(call.program, call.words, syntax);
  return command.uncertain || command.verbUnknown ? undefined : command;
}

/** Whether only these options are given. */
export function onlyOptions(command: Command, ...names: readonly string[]): boolean {
  return command.options.every((option) => names.includes(option.name));
}

/** A non-negative decimal option-argument. */
export function count(word: Word | undefined): number | undefined {
  const text = word === undefined ? undefined : textOf(word);
  return text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}

/** What the program reads: its file operands one after the other, or its standard input where there is none. */
export function input(call: Call, operands: readonly Word[]): Word | undefined {
  if (operands.length === 0) return standardInput(call);
  const parts: Part[] = [];
  for (const operand of operands) {
    const piece = textOf(operand) === '-' ? standardInput(call) : fileText(call, operand);
    if (piece === undefined) return undefined;
    parts.push(...piece.parts);
  }
  const whole = outputOf(parts);
  return lengthOf(whole) > MAX_TEXT ? undefined : whole;
}

/** The input as text without holes. */
export function inputText(call: Call, operands: readonly Word[]): string | undefined {
  const word = input(call, operands);
  return word === undefined ? undefined : textOf(word);
}

/** What arrives on the standard input. */
export function standardInput(call: Call): Word | undefined {
  const stdin = call.invocation.stdin;
  switch (stdin.kind) {
    case 'inherited':
      return undefined;
    case 'text':
      return stdin.text;
    case 'pipe':
      return stdin.text;
    case 'file':
      return fileText(call, stdin.path);
  }
}

function fileText(call: Call, word: Word): Word | undefined {
  if (word.substitution !== undefined) return word.substitution.operator === '<' ? word.substitution.output : undefined;
  const text = textOf(word);
  if (text === '/dev/null') return output('');
  if (text === '/dev/stdin' || text === '/dev/fd/0' || text === '/proc/self/fd/0') return standardInput(call);
  // What secrets hold is never drawn into texts that reasons may show.
  if (text === undefined || call.invocation.remote !== undefined || looksSecret(text)) return undefined;
  return call.content({ word, cwd: call.invocation.state.cwd });
}

function looksSecret(path: string): boolean {
  return /(?:^|\/)(?:\.env|\.netrc|\.npmrc|\.pgpass|\.git-credentials|id_[a-z0-9]+$|\.ssh\/|\.aws\/|\.gnupg\/|\.kube\/)|secret|credential|password|token|\.(?:pem|key|p12|pfx|jks)$|\/proc\//i.test(
    path,
  );
}

/** How long an output is, a hole counting as one character. */
export function lengthOf(word: Word): number {
  let length = 0;
  for (const part of word.parts) length += typeof part === 'string' ? part.length : 1;
  return length;
}

/** Whether a hole can hold no line break: all but the wholly unknown. */
export function withinLine(hole: Hole): boolean {
  return hole.hole !== 'unknown';
}

/** One line of output, its parts without the line break. */
export type Line = readonly Part[];

/** The text as lines, the line break that ends the last one left out; `undefined` where a hole may hold line breaks. */
export function linesOf(word: Word): Line[] | undefined {
  const lines: Part[][] = [[]];
  for (const part of word.parts) {
    if (typeof part !== 'string') {
      if (!withinLine(part)) return undefined;
      lines.at(-1)?.push(part);
      continue;
    }
    const [first = '', ...others] = part.split('\n');
    if (first !== '') lines.at(-1)?.push(first);
    for (const other of others) lines.push(other === '' ? [] : [other]);
  }
  if (lines.at(-1)?.length === 0) lines.pop();
  return lines;
}

/** Lines as output, each ended by a line break. */
export function outputLines(lines: readonly Line[]): Word {
  return outputOf(lines.flatMap((line) => [...line, '\n']));
}

/** The text of a line without holes. */
export function lineText(line: Line): string | undefined {
  if (line.length === 0) return '';
  const [only] = line;
  return line.length === 1 && typeof only === 'string' ? only : undefined;
}

/** The text of every word; `undefined` where one is not known. */
export function textWords(words: readonly Word[]): readonly string[] | undefined {
  const texts: string[] = [];
  for (const word of words) {
    const text = textOf(word);
    if (text === undefined) return undefined;
    texts.push(text);
  }
  return texts;
}

/** An absolute path without `.`, `..` and empty components. */
export function normalised(path: string): string {
  const kept: string[] = [];
  for (const component of path.split('/')) {
    if (component === '' || component === '.') continue;
    if (component === '..') kept.pop();
    else kept.push(component);
  }
  return `/${kept.join('/')}`;
}
