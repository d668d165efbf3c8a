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

/** A cheap look at size and depth, so that the parser never meets what it is slow at. */
function measure(text: string): Problem | undefined {
  let code = 0;
  let depth = 0;
  let dollars = 0;
  let lineStart = 0;
  let delimiters: string[] = [];
  if (text.length > CODE || text.length > 4 * DEPTH) {
    for (let at = 0; at < text.length; at += 1) {
      const character = text.charCodeAt(at);
      if (character === 10) {
        code += at - lineStart + 1;
        lineStart = at + 1;
        for (const delimiter of delimiters) {
          const end = bodyEnd(text, lineStart, delimiter);
          for (
            let inside = text.indexOf('$(', lineStart);
            inside >= 0 && inside < end;
            inside = text.indexOf('$(', inside + 2)
          )
            dollars += 1;
          for (
            let inside = text.indexOf('`', lineStart);
            inside >= 0 && inside < end;
            inside = text.indexOf('`', inside + 1)
          )
            dollars += 1;
          at = end - 1;
          lineStart = end;
        }
        delimiters = [];
      } else if (
        character === 60 &&
        text.charCodeAt(at + 1) === 60 &&
        text.charCodeAt(at + 2) !== 60 &&
        text.charCodeAt(at - 1) !== 60
      ) {
        const delimiter = readDelimiter(text, at + 2);
        if (delimiter !== undefined) delimiters.push(delimiter);
      } else if (character === 40 || character === 123) {
        depth += 1;
        if (depth > DEPTH * 4) return { why: 'limit', detail: 'nesting', pos: at };
        if (text.charCodeAt(at - 1) === 36) dollars += 1;
      } else if (character === 41 || character === 125) depth = Math.max(0, depth - 1);
      else if (character === 96) dollars += 1;
    }
    code += text.length - lineStart;
    if (code > CODE) return { why: 'limit', detail: `${code} characters of code`, pos: 0 };
    if (dollars > SUBSTITUTIONS) return { why: 'limit', detail: `${dollars} substitutions`, pos: 0 };
  }
  return undefined;
}

function readDelimiter(text: string, from: number): string | undefined {
  let at = from;
  if (text[at] === '-') at += 1;
  while (text[at] === ' ' || text[at] === '\t') at += 1;
  let delimiter = '';
  for (; at < text.length && !' \t\n;&|<>()'.includes(text[at] ?? ''); at += 1) {
    const character = text[at] ?? '';
    if (character === "'" || character === '"') {
      const end = text.indexOf(character, at + 1);
      if (end < 0) return undefined;
      delimiter += text.slice(at + 1, end);
      at = end;
    } else if (character !== '\\') delimiter += character;
  }
  return delimiter === '' ? undefined : delimiter;
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
