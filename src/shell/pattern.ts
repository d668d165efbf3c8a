/** A shell pattern as tokens: literal characters, and what stands for several. */
type Token =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'any' }
  | { readonly kind: 'one' }
  | { readonly kind: 'set'; readonly negated: boolean; readonly matches: (character: string) => boolean }
  | { readonly kind: 'group'; readonly operator: string; readonly alternatives: readonly Pattern[] };

export type Pattern = readonly Token[];

/** A piece of a pattern as written: quoted text matches itself. */
export interface PatternPiece {
  readonly text: string;
  readonly quoted: boolean;
}

/** How many steps one match may take before it counts as undecided. */
const STEPS = 200_000;

const QUOTE = '\u0000';

/** Whether a pattern means something else where `extglob` is off. */
export function isExtended(pieces: readonly PatternPiece[]): boolean {
  return pieces.some((piece) => !piece.quoted && /[?*+@!]\(/.test(piece.text));
}

/** Compiles a pattern (bash manual, 3.5.8.1 Pattern Matching); `extended` is the option `extglob`. */
export function compilePattern(pieces: readonly PatternPiece[], extended = true): Pattern {
  let source = '';
  for (const piece of pieces) {
    if (!piece.quoted) source += piece.text;
    else for (const character of piece.text) source += QUOTE + character;
  }
  return parse(source, extended);
}

function parse(source: string, extended: boolean): Pattern {
  const tokens: Token[] = [];
  let text = '';
  const flush = (): void => {
    if (text !== '') tokens.push({ kind: 'text', text });
    text = '';
  };
  for (let at = 0; at < source.length; at += 1) {
    const character = source[at] ?? '';
    const next = source[at + 1];
    if (character === QUOTE || (character === '\\' && next !== undefined)) {
      at += character === '\\' && next === QUOTE ? 2 : 1;
      text += source[at] ?? '';
      continue;
    }
    if (extended && next === '(' && '?*+@!'.includes(character)) {
      const end = closing(source, at + 1);
      if (end > 0) {
        flush();
        tokens.push({
          kind: 'group',
          operator: character,
          alternatives: split(source.slice(at + 2, end)).map((part) => parse(part, extended)),
        });
        at = end;
        continue;
      }
    }
    if (character === '*') {
      flush();
      if (tokens.at(-1)?.kind !== 'any') tokens.push({ kind: 'any' });
    } else if (character === '?') {
      flush();
      tokens.push({ kind: 'one' });
    } else if (character === '[') {
      const set = bracket(source, at);
      if (set === undefined) text += character;
      else {
        flush();
        tokens.push(set.token);
        at = set.end;
      }
    } else text += character;
  }
  flush();
  return tokens;
}

function closing(source: string, open: number): number {
  let depth = 0;
  for (let at = open; at < source.length; at += 1) {
    if (source[at] === QUOTE || source[at] === '\\') at += 1;
    else if (source[at] === '(') depth += 1;
    else if (source[at] === ')' && --depth === 0) return at;
  }
  return -1;
}

function split(source: string): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let from = 0;
  for (let at = 0; at < source.length; at += 1) {
    if (source[at] === QUOTE || source[at] === '\\') at += 1;
    else if (source[at] === '(') depth += 1;
    else if (source[at] === ')') depth -= 1;
    else if (source[at] === '|' && depth === 0) {
      parts.push(source.slice(from, at));
      from = at + 1;
    }
  }
  parts.push(source.slice(from));
  return parts;
}

const CLASSES: Readonly<Record<string, (character: string) => boolean>> = {
  alpha: (c) => /^\p{L}$/u.test(c),
  digit: (c) => c >= '0' && c <= '9',
  alnum: (c) => /^[\p{L}\p{N}]$/u.test(c),
  upper: (c) => c !== c.toLowerCase(),
  lower: (c) => c !== c.toUpperCase(),
  space: (c) => ' \t\n\r\f\v'.includes(c),
  blank: (c) => c === ' ' || c === '\t',
  punct: (c) => /^[!-/:-@[-`{-~]$/.test(c),
  xdigit: (c) => /^[0-9A-Fa-f]$/.test(c),
  print: (c) => c >= ' ',
  graph: (c) => c > ' ',
  cntrl: (c) => c < ' ',
  word: (c) => /^\w$/.test(c),
};

function bracket(source: string, open: number): { readonly token: Token; readonly end: number } | undefined {
  let at = open + 1;
  const negated = source[at] === '!' || source[at] === '^';
  if (negated) at += 1;
  const tests: ((character: string) => boolean)[] = [];
  const first = at;
  for (; at < source.length; at += 1) {
    const character = source[at] ?? '';
    if (character === ']' && at > first) {
      return { token: { kind: 'set', negated, matches: (c) => tests.some((test) => test(c)) }, end: at };
    }
    if (character === '[' && source[at + 1] === ':') {
      const end = source.indexOf(':]', at + 2);
      const name = end < 0 ? '' : source.slice(at + 2, end);
      const test = Object.hasOwn(CLASSES, name) ? CLASSES[name] : undefined;
      if (test !== undefined) {
        tests.push(test);
        at = end + 1;
        continue;
      }
    }
    if (character === '[' && (source[at + 1] === '=' || source[at + 1] === '.')) {
      const end = source.indexOf(`${source[at + 1]}]`, at + 2);
      if (end > 0) {
        const symbol = source.slice(at + 2, end);
        tests.push((c) => c === symbol);
        at = end + 1;
        continue;
      }
    }
    let low = character;
    if (character === QUOTE || character === '\\') {
      at += 1;
      low = source[at] ?? '';
    }
    if (source[at + 1] === '-' && source[at + 2] !== undefined && source[at + 2] !== ']') {
      at += 2;
      let high = source[at] ?? '';
      if (high === QUOTE || high === '\\') {
        at += 1;
        high = source[at] ?? '';
      }
      tests.push((c) => c >= low && c <= high);
    } else tests.push((c) => c === low);
  }
  return undefined;
}

class Exhausted extends Error {}

/** Whether the whole text matches; `undefined` where deciding would take too long. */
export function matches(pattern: Pattern, text: string, fold = false): boolean | undefined {
  const subject = fold ? text.toLowerCase() : text;
  const budget = { left: STEPS };
  return guarded(() => run(pattern, 0, subject, 0, fold, budget, (end) => end === subject.length));
}

function guarded<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch (error) {
    if (error instanceof Exhausted) return undefined;
    throw error;
  }
}

/** The ends at which the pattern can match from `from`, as a test on one end. */
function run(
  pattern: Pattern,
  index: number,
  text: string,
  from: number,
  fold: boolean,
  budget: { left: number },
  accept: (end: number) => boolean,
): boolean {
  if (--budget.left < 0) throw new Exhausted();
  const token = pattern[index];
  if (token === undefined) return accept(from);
  const rest = (at: number): boolean => run(pattern, index + 1, text, at, fold, budget, accept);
  switch (token.kind) {
    case 'text': {
      const wanted = fold ? token.text.toLowerCase() : token.text;
      return text.startsWith(wanted, from) && rest(from + wanted.length);
    }
    case 'one':
      return from < text.length && rest(from + width(text, from));
    case 'set': {
      if (from >= text.length) return false;
      const step = width(text, from);
      return token.matches(text.slice(from, from + step)) !== token.negated && rest(from + step);
    }
    case 'any': {
      if (index === pattern.length - 1) {
        for (let at = text.length; at >= from; at -= 1) if (accept(at)) return true;
        return false;
      }
      for (let at = from; at <= text.length; at += 1) if (rest(at)) return true;
      return false;
    }
    case 'group':
      return group(token.operator, token.alternatives, text, from, fold, budget, rest);
  }
}

function group(
  operator: string,
  alternatives: readonly Pattern[],
  text: string,
  from: number,
  fold: boolean,
  budget: { left: number },
  rest: (at: number) => boolean,
): boolean {
  const once = (start: number, then: (end: number) => boolean): boolean =>
    alternatives.some((alternative) => run(alternative, 0, text, start, fold, budget, then));
  const repeated = (start: number): boolean => once(start, (end) => rest(end) || (end > start && repeated(end)));
  switch (operator) {
    case '@':
      return once(from, rest);
    case '?':
      return rest(from) || once(from, rest);
    case '*':
      return rest(from) || repeated(from);
    case '+':
      return repeated(from);
    default:
      for (let end = from; end <= text.length; end += 1) if (!once(from, (at) => at === end) && rest(end)) return true;
      return false;
  }
}

function width(text: string, at: number): number {
  const code = text.codePointAt(at) ?? 0;
  return code > 0xffff ? 2 : 1;
}

/**
 * The text without the shortest or longest part at its beginning or end that matches (`#`, `##`, `%`, `%%`);
 * `undefined` where deciding would take too long.
 */
export function removeMatch(pattern: Pattern, text: string, operator: '#' | '##' | '%' | '%%'): string | undefined {
  const budget = { left: STEPS };
  return guarded(() => {
    const whole = (from: number, to: number): boolean => {
      const part = text.slice(from, to);
      return run(pattern, 0, part, 0, false, budget, (end) => end === part.length);
    };
    const length = text.length;
    for (let step = 0; step <= length; step += 1) {
      const size = operator.length === 1 ? step : length - step;
      if (operator.startsWith('#') ? whole(0, size) : whole(length - size, length))
        return operator.startsWith('#') ? text.slice(size) : text.slice(0, length - size);
    }
    return text;
  });
}

/** Replaces the longest match: the first, all (`//`), at the beginning (`/#`) or the end (`/%`). */
export function replaceMatch(
  pattern: Pattern,
  text: string,
  operator: '/' | '//' | '/#' | '/%',
  replacement: (match: string) => string,
  fold = false,
): string | undefined {
  if (pattern.length === 0)
    return operator === '/#' ? replacement('') + text : operator === '/%' ? text + replacement('') : text;
  const budget = { left: STEPS };
  const subject = fold ? text.toLowerCase() : text;
  const longest = (from: number): number => {
    let best = -1;
    run(pattern, 0, subject, from, fold, budget, (end) => {
      if (end > best) best = end;
      return false;
    });
    return best;
  };
  return guarded(() => {
    if (operator === '/#') {
      const end = longest(0);
      return end < 0 ? text : replacement(text.slice(0, end)) + text.slice(end);
    }
    if (operator === '/%') {
      for (let from = 0; from <= text.length; from += 1)
        if (run(pattern, 0, subject, from, fold, budget, (end) => end === text.length))
          return text.slice(0, from) + replacement(text.slice(from));
      return text;
    }
    let result = '';
    let at = 0;
    while (at < text.length) {
      const end = longest(at);
      if (end > at) {
        result += replacement(text.slice(at, end));
        at = end;
        if (operator === '/') return result + text.slice(at);
      } else {
        result += text[at] ?? '';
        at += 1;
      }
    }
    return result;
  });
}
