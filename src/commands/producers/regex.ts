/** How the pattern is written: POSIX basic, extended, or one fixed string. */
export type Grammar = 'basic' | 'extended' | 'fixed';

/** The most steps a match may take: text length to the power of the unbounded repetitions. */
const MAX_STEPS = 50_000_000;

/** A matcher that gives the same answer as the POSIX pattern; `undefined` where that, or a bounded time, is not certain. */
export function posixRegex(pattern: string, grammar: Grammar, flags: string, textLength: number): RegExp | undefined {
  if (pattern.length > 1000) return undefined;
  const read = grammar === 'fixed' ? { source: quoted(pattern), repetitions: 0 } : translate(pattern, grammar);
  if (read === undefined || (textLength + 1) ** (read.repetitions + 1) > MAX_STEPS) return undefined;
  return new RegExp(read.source, `${flags}s`);
}

function quoted(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}

const classes: Readonly<Record<string, string>> = {
  upper: 'A-Z',
  lower: 'a-z',
  digit: '0-9',
  alpha: 'A-Za-z',
  alnum: '0-9A-Za-z',
  space: '\\t\\n\\v\\f\\r ',
  blank: '\\t ',
  punct: '!-\\/:-@\\[-`{-~',
  xdigit: '0-9A-Fa-f',
  print: ' -~',
  graph: '!-~',
};

interface Translation {
  readonly source: string;
  /** How many repetitions are unbounded. */
  readonly repetitions: number;
}

/** POSIX regular expression (with the GNU escapes) as a JavaScript one. */
function translate(pattern: string, grammar: 'basic' | 'extended'): Translation | undefined {
  let source = '';
  let repetitions = 0;
  let depth = 0;
  let atom = false;
  let closed = false;
  const special = (character: string): boolean => grammar === 'extended' && '(){}|+?'.includes(character);
  for (let at = 0; at < pattern.length; at += 1) {
    let token = pattern.charAt(at);
    let operator = special(token) || token === '*';
    if (token === '\\') {
      at += 1;
      token = pattern.charAt(at);
      if (token === '') return undefined;
      if (grammar === 'basic' && '(){}|+?'.includes(token)) operator = true;
      else {
        const escape = gnuEscape(token);
        if (escape === undefined) return undefined;
        source += escape;
        atom = true;
        closed = false;
        continue;
      }
    } else if (token === '[') {
      const bracket = readBracket(pattern, at);
      if (bracket === undefined) return undefined;
      source += bracket.source;
      at = bracket.end;
      atom = true;
      closed = false;
      continue;
    } else if (token === '^' || token === '$') {
      // In a basic expression an anchor is one only at the ends of the pattern or a group; elsewhere is left aside.
      const atEnd = token === '^' ? at === 0 : at === pattern.length - 1;
      if (!atEnd) return undefined;
      source += token;
      atom = false;
      continue;
    }
    if (!operator) {
      source += token === '.' ? '.' : quoted(token);
      atom = true;
      closed = false;
      continue;
    }
    switch (token) {
      case '(':
        source += '(';
        depth += 1;
        atom = false;
        break;
      case ')':
        if (depth === 0) return undefined;
        source += ')';
        depth -= 1;
        atom = true;
        closed = true;
        break;
      case '|':
        // POSIX takes the longest alternative, JavaScript the first that fits.
        return undefined;
      case '{': {
        const bound = /^\{(\d{1,3})(,(\d{0,3}))?(\\?)\}/.exec(pattern.slice(at));
        if (bound === null || !atom || closed || (bound[4] === '\\') !== (grammar === 'basic')) return undefined;
        source += `{${bound[1]}${bound[2] ?? ''}}`;
        if (bound[2] !== undefined) repetitions += 1;
        at += bound[0].length - 1;
        atom = false;
        break;
      }
      default:
        // A repeated group captures differently in the two, and can take exponential time.
        if (closed && atom) return undefined;
        if (!atom) {
          if (token !== '*' || grammar !== 'basic' || (source !== '' && !/[(^]$/.test(source))) return undefined;
          source += '\\*';
          atom = true;
          break;
        }
        source += token;
        if (token !== '?') repetitions += 1;
        atom = false;
    }
    if (token !== ')') closed = false;
  }
  return depth === 0 ? { source, repetitions } : undefined;
}

function gnuEscape(token: string): string | undefined {
  if (/^[wWsSbB]$/.test(token)) return `\\${token}`;
  if (token === 'n' || token === 't') return `\\${token}`;
  if (token === '<') return '\\b(?=\\w)';
  if (token === '>') return '\\b(?<=\\w)';
  if (/^[a-zA-Z0-9'`]$/.test(token)) return undefined;
  return quoted(token);
}

/** A bracket expression, where backslash is an ordinary character. */
function readBracket(pattern: string, start: number): { readonly source: string; readonly end: number } | undefined {
  let at = start + 1;
  let source = '[';
  if (pattern.charAt(at) === '^') {
    source += '^';
    at += 1;
  }
  for (let first = true; ; first = false) {
    const character = pattern.charAt(at);
    if (character === '') return undefined;
    if (character === ']' && !first) return { source: `${source}]`, end: at };
    if (character === '[' && /[:.=]/.test(pattern.charAt(at + 1))) {
      const named = /^\[:(\w+):\]/.exec(pattern.slice(at));
      const members = named === null ? undefined : classes[named[1] ?? ''];
      if (named === null || members === undefined) return undefined;
      source += members;
      at += named[0].length;
      continue;
    }
    if (character === '\\' && /[nt\\\]]/.test(pattern.charAt(at + 1))) {
      // sed reads \n here, grep does not; where they differ is left aside.
      return undefined;
    }
    source += character === '-' ? '-' : character.replace(/[\\^[\]]/, '\\$&');
    at += 1;
  }
}
