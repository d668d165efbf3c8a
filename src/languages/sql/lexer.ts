import { HOLE } from './source.ts';
import type { Dialect } from './dialects.ts';

/** One piece of SQL text, or one line meant for the client instead of the server. */
export interface Token {
  /**
   * `word` keyword or bare name, `name` quoted name, `parameter` a bind or client variable, `hole` text that is not known,
   * `end` a statement separator (`text` is `hard` where it also ends a routine's body), `meta` a client command.
   */
  readonly kind: 'word' | 'name' | 'string' | 'number' | 'symbol' | 'parameter' | 'hole' | 'end' | 'meta';
  /** Decoded text: without quotes, escapes resolved; the command's name for `meta`. */
  readonly text: string;
  /** Upper-case text of a bare word, the characters of a symbol, else empty. */
  readonly upper: string;
  readonly start: number;
  readonly end: number;
  /** Offset of the first character of `text` (of the arguments, for `meta`). */
  readonly inner: number;
}

const blank = /\s/;
const wordStart = /[\p{L}_\0@]/u;
const wordPart = /[\p{L}\p{N}_$\0@#]*/uy;
const numberPart = /[0-9A-Za-z_.\0]*/y;
const digit = /[0-9]/;
const twoCharacters = ['<>', '<=', '>=', '!=', '::', ':=', '||', '&&', '=>', '->', '=='];

const sqlplusCommands = ['host', 'ho', 'start', 'sta', 'spool', 'spo', 'connect', 'conn', 'get', 'run', 'edit'];
const mysqlCommands = ['system', 'source', 'tee', 'pager', 'connect', 'edit', 'notee', 'nopager'];

/** Cuts SQL text into tokens; never fails: what is not closed runs to the end. */
export function lex(text: string, dialect: Dialect): readonly Token[] {
  const tokens: Token[] = [];
  const length = text.length;
  let at = 0;
  let delimiter = ';';
  /** Only blanks and ends have come since the last separator. */
  let fresh = true;
  let lineStart = true;
  let executable = 0;

  const push = (kind: Token['kind'], value: string, start: number, end: number, inner = start): void => {
    const upper = kind === 'word' ? value.toUpperCase() : kind === 'symbol' ? value : '';
    tokens.push({ kind, text: value, upper, start, end, inner });
    fresh = kind === 'end' || kind === 'meta';
    lineStart = false;
    at = end;
  };
  const lineEnd = (from: number): number => {
    const found = text.indexOf('\n', from);
    return found < 0 ? length : found;
  };

  /** The end of the run of characters of one kind that begins behind the current one. */
  const runEnd = (pattern: RegExp): number => {
    pattern.lastIndex = at + 1;
    return at + 1 + (pattern.exec(text)?.[0].length ?? 0);
  };

  while (at < length) {
    const character = text.charAt(at);
    if (character === '\n') {
      lineStart = true;
      at += 1;
      continue;
    }
    if (character === ' ' || character === '\uFEFF' || blank.test(character)) {
      at += 1;
      continue;
    }
    if (delimiter !== ';' && text.startsWith(delimiter, at)) {
      push('end', 'hard', at, at + delimiter.length);
      continue;
    }
    if (lineStart && clientLine()) continue;
    if (comment()) continue;
    if (character === ';') {
      push('end', ';', at, at + 1);
      continue;
    }
    if (character === '\\' && (dialect.client === 'psql' || dialect.client === 'mysql')) {
      backslashCommand();
      continue;
    }
    if (quoted()) continue;
    if (digit.test(character) || (character === '.' && digit.test(text.charAt(at + 1)))) {
      const end = runEnd(numberPart);
      push('number', text.slice(at, end), at, end);
      continue;
    }
    if (parameter()) continue;
    if (character === HOLE || wordStart.test(character) || (character === '#' && dialect.glued)) {
      const end = runEnd(wordPart);
      const value = text.slice(at, end);
      push(/^\0+$/.test(value) ? 'hole' : 'word', value, at, end);
      continue;
    }
    const pair = text.slice(at, at + 2);
    const symbol = twoCharacters.includes(pair) ? pair : character;
    push('symbol', symbol, at, at + symbol.length);
  }
  return tokens;

  /** Skips one comment; the opening and closing of an executable comment are skipped alone. */
  function comment(): boolean {
    const two = text.slice(at, at + 2);
    if (two === '--') {
      const next = text.charAt(at + 2);
      if (dialect.dashBlank && next !== '' && !blank.test(next)) return false;
      at = lineEnd(at);
      return true;
    }
    if (text[at] === '#' && dialect.hash) {
      at = lineEnd(at);
      return true;
    }
    if (two === '//' && dialect.slashes) {
      at = lineEnd(at);
      return true;
    }
    if (two === '*/' && executable > 0) {
      executable -= 1;
      at += 2;
      return true;
    }
    if (two !== '/*') return false;
    const version = dialect.executable ? /^\/\*M?!\d*/.exec(text.slice(at, at + 12)) : null;
    if (version !== null) {
      executable += 1;
      at += version[0].length;
      return true;
    }
    let depth = 1;
    at += 2;
    while (at < length && depth > 0) {
      const close = text.indexOf('*/', at);
      const open = dialect.nested ? text.indexOf('/*', at) : -1;
      if (close < 0) at = length;
      else if (open >= 0 && open < close) {
        depth += 1;
        at = open + 2;
      } else {
        depth -= 1;
        at = close + 2;
      }
    }
    return true;
  }

  /** Reads a string or quoted name, with its prefix. */
  function quoted(): boolean {
    const character = text.charAt(at);
    const prefix = /^(?:[eEnNbBxXrR]|[uU]&)(?=')|^[nN]?[qQ](?=')/.exec(text.slice(at, at + 3))?.[0] ?? '';
    const open = at + prefix.length;
    if (/[qQ]$/.test(prefix) && dialect.client === 'sqlplus') return alternativeQuotes(open);
    if (prefix !== '' && !/[qQ]$/.test(prefix)) return quotedUntil("'", 'string', open, prefix);
    switch (character) {
      case "'":
        return quotedUntil("'", 'string', at, '');
      case '"':
        return quotedUntil('"', dialect.doubleQuoteString ? 'string' : 'name', at, '');
      case '`':
        return quotedUntil('`', 'name', at, '');
      case '[':
        return dialect.brackets ? quotedUntil(']', 'name', at, '') : false;
      case '$':
        return dialect.dollar ? dollarQuotes() : false;
      default:
        return false;
    }
  }

  function quotedUntil(close: string, kind: 'string' | 'name', open: number, prefix: string): boolean {
    const start = at;
    const escapes = kind === 'string' && (dialect.backslash || /[eE]/.test(prefix)) && !/[rR]/.test(prefix);
    const triple = dialect.triple && close !== '`' ? close.repeat(3) : '';
    if (triple !== '' && text.startsWith(triple, open)) {
      const found = text.indexOf(triple, open + 3);
      const end = found < 0 ? length : found;
      push(kind, text.slice(open + 3, end), start, Math.min(length, end + 3), open + 3);
      return true;
    }
    let value = '';
    let from = open + 1;
    let index = from;
    for (; index < length; index += 1) {
      const character = text[index];
      if (character === '\\' && escapes) {
        const [decoded, size] = escape(index);
        value += text.slice(from, index) + decoded;
        index += size - 1;
        from = index + 1;
      } else if (character === close) {
        if (text[index + 1] !== close) break;
        value += text.slice(from, index + 1);
        index += 1;
        from = index + 1;
      }
    }
    value += text.slice(from, index);
    if (/^[uU]&$/.test(prefix)) value = value.replace(/\\(?:\+([0-9a-fA-F]{6})|([0-9a-fA-F]{4}))/g, unicode);
    if (/^[xX]$/.test(prefix)) value = fromHex(value) ?? value;
    push(kind, value, start, Math.min(length, index + 1), open + 1);
    return true;
  }

  /** The text behind a backslash in a string, and how many characters it takes. */
  function escape(index: number): readonly [string, number] {
    const numeric = /^\\(?:x([0-9a-fA-F]{1,2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-7]{1,3}))/.exec(
      text.slice(index, index + 10),
    );
    if (numeric !== null) {
      const [whole, two, four, eight, octal] = numeric;
      const code = octal === undefined ? Number.parseInt(two ?? four ?? eight ?? '0', 16) : Number.parseInt(octal, 8);
      return [code === 0 || code > 0x10_ff_ff ? ' ' : String.fromCodePoint(code), whole.length];
    }
    const next = text[index + 1] ?? '';
    return [/[ntr0bZ]/.test(next) ? ' ' : next, 2];
  }

  /** Oracle's q'[…]' (SQL Language Reference, Text Literals). */
  function alternativeQuotes(open: number): boolean {
    const start = at;
    const first = text[open + 1] ?? '';
    const close = `${{ '[': ']', '{': '}', '(': ')', '<': '>' }[first] ?? first}'`;
    const found = text.indexOf(close, open + 2);
    const end = found < 0 ? length : found;
    push('string', text.slice(open + 2, end), start, Math.min(length, end + 2), open + 2);
    return true;
  }

  function dollarQuotes(): boolean {
    let tagEnd = at + 1;
    while (tagEnd < length && /[\p{L}\p{N}_]/u.test(text.charAt(tagEnd))) tagEnd += 1;
    if (text[tagEnd] !== '$' || digit.test(text.charAt(at + 1))) return false;
    const tag = text.slice(at, tagEnd + 1);
    const found = text.indexOf(tag, tagEnd + 1);
    const end = found < 0 ? length : found;
    push('string', text.slice(tagEnd + 1, end), at, Math.min(length, end + tag.length), tagEnd + 1);
    return true;
  }

  /** Bind parameters and client variables: `?`, `$1`, `:name`, `:'name'`, `%s`, `%(name)s`. */
  function parameter(): boolean {
    const found =
      /^(?:\?|\$\d+|:'\w+'|:"\w+"|:[A-Za-z_]\w*|%[sIL](?!\w)|%\(\w+\)s|\$\{\w+\}|\$\(\w+\)|\{\{[^}]*\}\})/.exec(
        text.slice(at, at + 80),
      )?.[0];
    if (found === undefined) return false;
    push('parameter', found, at, at + found.length);
    return true;
  }

  /** psql and mysql commands that start with a backslash, anywhere outside quotes (psql(1), "Meta-Commands"). */
  function backslashCommand(): void {
    const next = text.charAt(at + 1);
    if (next === ';') {
      push('end', ';', at, at + 2);
      return;
    }
    if (dialect.client === 'mysql') {
      if (/[gG]/.test(next)) push('end', ';', at, at + 2);
      else if (next === 'd') setDelimiter(at + 2);
      else if (/[!.TPu]/.test(next)) push('meta', next, at, lineEnd(at), at + 2);
      else push('symbol', '\\', at, at + 2);
      return;
    }
    const name = /^\\(!|\?|[A-Za-z_+]+)/.exec(text.slice(at, at + 40))?.[1];
    if (name === undefined) {
      push('symbol', '\\', at, at + 1);
      return;
    }
    const begin = at + 1 + name.length;
    const end = name === '!' || name === 'copy' ? lineEnd(at) : psqlArgumentsEnd(begin);
    push('meta', name, at, end, begin);
  }

  /** The end of a psql command: the line's end, or an unquoted backslash that starts the next one. */
  function psqlArgumentsEnd(begin: number): number {
    const end = lineEnd(begin);
    let quote = '';
    for (let index = begin; index < end; index += 1) {
      const character = text.charAt(index);
      if (quote !== '') {
        if (character === quote) quote = '';
      } else if (character === "'" || character === '"' || character === '`') quote = character;
      else if (character === '\\') return index;
    }
    return end;
  }

  function setDelimiter(from: number): void {
    const end = lineEnd(from);
    const given = text.slice(from, end).trim().split(/\s/)[0] ?? ';';
    if (given !== '') delimiter = given;
    at = end;
    fresh = true;
  }

  /** Lines for the client that stand at the start of a line (and of a statement). */
  function clientLine(): boolean {
    const end = lineEnd(at);
    const line = text.slice(at, Math.min(end, at + 200));
    const command = (pattern: RegExp): boolean => {
      const found = pattern.exec(line);
      if (found === null) return false;
      push('meta', (found[1] ?? '').toLowerCase(), at, end, at + found[0].length);
      return true;
    };
    switch (dialect.client) {
      case 'mysql': {
        const given = /^delimiter\s+/i.exec(line);
        if (given !== null) {
          setDelimiter(at + given[0].length);
          return true;
        }
        if (!fresh) return false;
        const word = /^([a-z]+)(?=\s)/i.exec(line)?.[1]?.toLowerCase();
        return word !== undefined && mysqlCommands.includes(word) && command(/^([a-z]+)\s+/i);
      }
      case 'sqlite':
        return fresh && command(/^\.([a-z]\w*)/i);
      case 'sqlcmd':
        if (/^go\s*\d*\s*(?:--.*)?$/i.test(text.slice(at, end))) {
          push('end', 'hard', at, end);
          return true;
        }
        return command(/^:?(!!)/) || command(/^:([a-z]+)/i);
      case 'sqlplus': {
        if (/^\/\s*$/.test(text.slice(at, end))) {
          push('end', 'hard', at, end);
          return true;
        }
        if (!fresh) return false;
        const word = /^([a-z]+)(?=\s)/i.exec(line)?.[1]?.toLowerCase();
        if (word !== undefined && sqlplusCommands.includes(word)) return command(/^([a-z]+)\s+/i);
        return command(/^(@@?)/) || command(/^(!)/);
      }
      case 'snowsql':
        return command(/^!([a-z]+)/i);
      case 'beeline':
        if (!fresh) return false;
        return command(/^!\s*(sh|run|script|connect)\b/i) || command(/^(source|dfs)\s+/i) || command(/^(!)/);
      case 'cqlsh':
        return fresh && command(/^(source|capture)\s+/i);
      case 'psql':
      case 'none':
        return false;
    }
  }
}

/** Text from hexadecimal digits, or `undefined` where they are none. */
export function fromHex(digits: string): string | undefined {
  if (digits.length % 2 !== 0 || !/^[0-9a-fA-F]*$/.test(digits)) return undefined;
  return digits.replace(/../g, (two) => String.fromCharCode(Number.parseInt(two, 16)));
}

function unicode(_: string, six: string | undefined, four: string | undefined): string {
  const code = Number.parseInt(six ?? four ?? '20', 16);
  return code > 0x10_ff_ff ? ' ' : String.fromCodePoint(code);
}
