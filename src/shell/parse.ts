import { forEachChild, parse, type ParsedScript, type SyntaxNode } from 'unbash';
import type { OpaqueWhy } from '../effect.ts';

/** Something about a text that keeps it from being read; `pos` is its offset. */
export interface Problem {
  readonly why: OpaqueWhy;
  readonly detail: string;
  readonly pos: number;
}

/** How much code outside here-document data is read (design.md section 9), in UTF-16 units. */
const CODE = 64 * 1024;
/** How deep quotes, substitutions and groups may be nested before the text is not handed to the parser. */
const DEPTH = 200;
/** How many substitutions one here-document or quoted string may hold: the parser's work grows with their square. */
const SUBSTITUTIONS = 2_000;

export type Parsed =
  | { readonly script: ParsedScript; readonly problems: readonly Problem[] }
  | { readonly script: undefined; readonly problems: readonly Problem[] };

/** Parses a script; what the parser is known to read wrongly or slowly comes back as problems (numbers.md, "Bash parsers"). */
export function parseScript(text: string): Parsed {
  const problems: Problem[] = [];
  const control = controlCharacter(text);
  if (control >= 0) problems.push({ why: 'construct', detail: 'a control character', pos: control });
  const size = measure(text);
  if (size !== undefined) return { script: undefined, problems: [...problems, size] };
  try {
    const script = parse(text);
    const glued = text.includes('<(') || text.includes('>(') ? gluedSubstitution(script, text) : -1;
    if (glued >= 0)
      problems.push({ why: 'construct', detail: text.slice(Math.max(0, glued - 10), glued + 20), pos: glued });
    for (const error of script.errors ?? []) problems.push({ why: 'syntax', detail: error.message, pos: error.pos });
    return { script, problems };
  } catch (error) {
    if (error instanceof RangeError)
      return { script: undefined, problems: [...problems, { why: 'limit', detail: 'nesting', pos: 0 }] };
    throw error;
  }
}

/** The offset of the first character that is neither printable nor a blank, tab or line end, or -1. */
function controlCharacter(text: string): number {
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code < 32 ? code !== 9 && code !== 10 && code !== 13 : code === 127) return at;
  }
  return -1;
}

interface HereDocument {
  readonly delimiter: string;
  readonly quoted: boolean;
}

/**
 * A cheap look at size and depth, so that the parser never meets what it is slow at. Quotes and substitutions are
 * followed just well enough to tell here-documents from text that looks like them.
 */
function measure(text: string): Problem | undefined {
  if (text.length <= 4 * DEPTH) return undefined;
  // Without a here-document all of it is code.
  if (text.length > CODE && !text.includes('<<')) return tooLong(text.length);
  let data = 0;
  let substitutions = 0;
  let waiting: HereDocument[] = [];
  // What is open: a double quote, a backtick, a parenthesis, a brace.
  const open: number[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charCodeAt(at);
    const within = open.at(-1);
    if (open.length > DEPTH) return { why: 'limit', detail: 'nesting', pos: at };
    switch (character) {
      case BACKSLASH:
        at += 1;
        break;
      case NEWLINE: {
        const end = waiting.reduce((from, document) => {
          const body = bodyEnd(text, from, document.delimiter);
          if (!document.quoted) substitutions += countSubstitutions(text, from, body);
          return body;
        }, at + 1);
        data += end - at - 1;
        at = end - 1;
        waiting = [];
        break;
      }
      case SINGLE:
        if (within !== DOUBLE) at = endOfQuote(text, at);
        break;
      case DOUBLE:
      case BACKTICK:
        if (character === BACKTICK) substitutions += 1;
        if (within === character) open.pop();
        else open.push(character);
        break;
      case HASH:
        if (within !== DOUBLE && (at === 0 || ' \t\n;&|()'.includes(text[at - 1] ?? ''))) {
          const end = text.indexOf('\n', at);
          at = end < 0 ? text.length : end - 1;
        }
        break;
      case PARENTHESIS:
      case BRACE: {
        const expansion = text.charCodeAt(at - 1) === DOLLAR;
        if (expansion) substitutions += 1;
        if (expansion || within !== DOUBLE) open.push(character);
        break;
      }
      case PARENTHESIS + 1:
        if (within === PARENTHESIS) open.pop();
        break;
      case BRACE + 2:
        if (within === BRACE) open.pop();
        break;
      case LESS: {
        if (within === DOUBLE || text.charCodeAt(at + 1) !== LESS) break;
        if (text.charCodeAt(at + 2) === LESS) at += 2;
        else {
          const document = readDelimiter(text, at + 2);
          if (document !== undefined) waiting.push(document);
          at += 1;
        }
        break;
      }
    }
  }
  if (text.length - data > CODE) return tooLong(text.length - data);
  if (substitutions > SUBSTITUTIONS) return { why: 'limit', detail: `${substitutions} substitutions`, pos: 0 };
  return undefined;
}

function tooLong(length: number): Problem {
  return { why: 'limit', detail: `${length} characters of code`, pos: 0 };
}

const NEWLINE = 10;
const DOUBLE = 34;
const HASH = 35;
const DOLLAR = 36;
const SINGLE = 39;
const PARENTHESIS = 40;
const LESS = 60;
const BACKSLASH = 92;
const BACKTICK = 96;
const BRACE = 123;

function endOfQuote(text: string, at: number): number {
  if (text.charCodeAt(at - 1) === DOLLAR) {
    for (let end = at + 1; end < text.length; end += 1) {
      if (text.charCodeAt(end) === BACKSLASH) end += 1;
      else if (text.charCodeAt(end) === SINGLE) return end;
    }
    return text.length;
  }
  const end = text.indexOf("'", at + 1);
  return end < 0 ? text.length : end;
}

function countSubstitutions(text: string, from: number, to: number): number {
  let count = 0;
  for (let at = from; at < to; at += 1) {
    const character = text.charCodeAt(at);
    if (character === BACKTICK) count += 1;
    else if (character === DOLLAR && (text.charCodeAt(at + 1) === PARENTHESIS || text.charCodeAt(at + 1) === BRACE))
      count += 1;
  }
  return count;
}

function readDelimiter(text: string, from: number): HereDocument | undefined {
  let at = from;
  if (text[at] === '-') at += 1;
  while (text[at] === ' ' || text[at] === '\t') at += 1;
  let delimiter = '';
  let quoted = false;
  for (; at < text.length && !' \t\n;&|<>()'.includes(text[at] ?? ''); at += 1) {
    const character = text[at] ?? '';
    if (character === "'" || character === '"') {
      const end = text.indexOf(character, at + 1);
      if (end < 0) return undefined;
      delimiter += text.slice(at + 1, end);
      at = end;
      quoted = true;
    } else if (character === '\\') quoted = true;
    else delimiter += character;
  }
  return delimiter === '' ? undefined : { delimiter, quoted };
}

function bodyEnd(text: string, from: number, delimiter: string): number {
  let line = from;
  while (line < text.length) {
    const next = text.indexOf('\n', line);
    const end = next < 0 ? text.length : next;
    if (end - line >= delimiter.length && text.slice(line, end).replace(/^\t+/, '') === delimiter)
      return next < 0 ? end : end + 1;
    line = end + 1;
  }
  return text.length;
}

/**
 * The offset of a process substitution whose neighbours are neither blank nor one of `; & | ( ) < >`, or -1:
 * glued to a word the parser takes it for the word's end (numbers.md).
 */
function gluedSubstitution(node: SyntaxNode, text: string): number {
  if (node.type === 'ProcessSubstitution' && !(separates(text[node.pos - 1]) && separates(text[node.end])))
    return node.pos;
  const within = node.type === 'Script' && node.source !== undefined ? node.source : text;
  let found = -1;
  forEachChild(node, (child) => {
    if (found < 0) found = gluedSubstitution(child, within);
  });
  return found;
}

function separates(character: string | undefined): boolean {
  return character === undefined || ' \t\n;&|()<>'.includes(character);
}
