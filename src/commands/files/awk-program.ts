import { wordOf, type Part, type Span, type Word } from '../../word.ts';

/** What an awk program does besides printing (gawk manual, 5.6 and 9.1.4): it runs commands, reads and writes files, shows the environment. */
export type AwkAct =
  /** `input` is what is printed into the command, where it is. */
  | { readonly kind: 'run'; readonly command: Word; readonly input?: Word }
  | { readonly kind: 'write' | 'append' | 'read'; readonly file: Word }
  | { readonly kind: 'environment' };

interface Token {
  readonly kind: 'string' | 'regex' | 'name' | 'number' | 'punctuation' | 'newline';
  readonly text: string;
}

const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', a: '\x07', b: '\b', f: '\f', v: '\v' };

function tokens(program: string): readonly Token[] {
  const list: Token[] = [];
  for (let at = 0; at < program.length;) {
    const rest = program.slice(at, at + 4096);
    const last = list.at(-1);
    const blank = /^(?:[ \t\r]+|\\\n)/.exec(rest)?.[0];
    if (blank !== undefined) {
      at += blank.length;
      continue;
    }
    if (rest.startsWith('#')) {
      const end = program.indexOf('\n', at);
      at = end < 0 ? program.length : end;
      continue;
    }
    const value =
      last !== undefined &&
      (last.kind === 'name'
        ? !/^(?:print|printf|return|in|getline)$/.test(last.text)
        : last.kind === 'number' || last.kind === 'string' || last.text === ')' || last.text === ']');
    const string = /^"((?:[^"\\\n]|\\[\s\S])*)"/.exec(rest);
    const regex = value ? null : /^\/((?:[^/\\\n[]|\\.|\[[^\]\n]*\])*)\//.exec(rest);
    if (string !== null) {
      list.push({ kind: 'string', text: unescape(string[1] ?? '') });
      at += string[0].length;
    } else if (regex !== null) {
      list.push({ kind: 'regex', text: regex[0] });
      at += regex[0].length;
    } else {
      const other = /^(?:[A-Za-z_]\w*|\d+(?:\.\d+)?|>>|\|&|\|\||&&|[<>=!]=|[\s\S])/.exec(rest)?.[0] ?? rest.charAt(0);
      list.push({
        kind:
          other === '\n' ? 'newline' : /^[A-Za-z_]/.test(other) ? 'name' : /^\d/.test(other) ? 'number' : 'punctuation',
        text: other,
      });
      at += other.length;
    }
  }
  return list;
}

function unescape(text: string): string {
  return text.replace(/\\([\s\S])/g, (_, letter: string) => escapes[letter] ?? letter);
}

/** The acts of a program, as far as its literal text says; what is computed is a hole. */
export function awkActs(program: string, span: Span): readonly AwkAct[] {
  if (!['system', '|', '>', 'getline', 'ENVIRON'].some((sign) => program.includes(sign))) return [];
  const list = tokens(program);
  const acts: AwkAct[] = [];
  const valueAt = (start: number, stop: RegExp): Word => {
    const parts: Part[] = [];
    let depth = 0;
    const from = concatenates(list, start) ? start + 1 : start;
    for (let at = from; at < list.length; at += 1) {
      const token = list[at];
      if (token === undefined) break;
      if (from > start && token.text === ')' && depth === 0) break;
      if (depth === 0 && (token.kind === 'newline' || (token.kind === 'punctuation' && stop.test(token.text)))) break;
      if (token.text === '(' || token.text === '[') depth += 1;
      if (token.text === ')' || token.text === ']') depth -= 1;
      if (token.kind === 'string' && depth === 0) parts.push(token.text);
      else if (typeof parts.at(-1) !== 'object')
        parts.push({ hole: 'unknown', why: token.text === '$' ? 'a field of the input' : token.text });
    }
    return wordOf(parts, span);
  };
  let printing = false;
  let printed = 0;
  for (const [at, token] of list.entries()) {
    const next = list[at + 1];
    if (token.kind === 'newline' || token.text === ';' || token.text === '}' || token.text === '{') printing = false;
    else if (token.kind === 'name' && (token.text === 'print' || token.text === 'printf')) {
      printing = true;
      printed = at;
    }
    if (token.kind === 'name' && token.text === 'system' && next?.text === '(')
      acts.push({ kind: 'run', command: valueAt(at + 2, /^\)$/) });
    else if (token.kind === 'punctuation' && (token.text === '|' || token.text === '|&')) {
      if (next?.kind === 'name' && next.text === 'getline') acts.push({ kind: 'run', command: before(list, at, span) });
      else if (printing)
        acts.push({
          kind: 'run',
          command: valueAt(at + 1, /^[;}]$/),
          // `print` alone writes the line it read.
          input:
            printed + 1 === at
              ? wordOf([{ hole: 'unknown', why: 'a line of the input' }], span)
              : valueAt(printed + 1, /^\|&?$/),
        });
    } else if (token.kind === 'punctuation' && (token.text === '>' || token.text === '>>') && printing)
      acts.push({ kind: token.text === '>' ? 'write' : 'append', file: valueAt(at + 1, /^[;}]$/) });
    else if (
      token.text === '<' &&
      list[at - 1]?.kind === 'name' &&
      list.slice(Math.max(0, at - 2), at).some(({ text }) => text === 'getline')
    )
      acts.push({ kind: 'read', file: valueAt(at + 1, /^[;})]$/) });
    else if (token.kind === 'name' && token.text === 'ENVIRON' && next?.text !== '[')
      acts.push({ kind: 'environment' });
  }
  return acts;
}

/** Whether parentheses around the whole value hold only strings and variables one after the other. */
function concatenates(list: readonly Token[], at: number): boolean {
  if (list[at]?.text !== '(' || list[at]?.kind !== 'punctuation') return false;
  const end = list.findIndex((token, index) => index > at && token.kind === 'punctuation' && token.text !== '$');
  const next = list[end + 1];
  return list[end]?.text === ')' && (next === undefined || next.kind === 'newline' || /^[;}]$/.test(next.text));
}

/** The command in front of `| getline`. */
function before(list: readonly Token[], end: number, span: Span): Word {
  const parts: Part[] = [];
  for (let at = end - 1; at >= 0; at -= 1) {
    const token = list[at];
    if (token === undefined || token.kind === 'newline' || /^[;{}(!]$/.test(token.text) || token.text === 'while')
      break;
    if (token.kind === 'string') parts.unshift(token.text);
    else parts.unshift({ hole: 'unknown', why: token.text });
  }
  return wordOf(parts, span);
}
