import { compilePattern, isExtended, matches, type PatternPiece, removeMatch, replaceMatch } from './pattern.ts';
import { blurred, distinct, EMPTY, mapTexts, textOfValue, type Value, type Values } from './value.ts';

type Patterns = readonly (readonly PatternPiece[] | undefined)[];

function each(
  values: Values,
  patterns: Patterns,
  why: string,
  change: (value: Value, pattern: readonly PatternPiece[], extended: boolean) => Value | undefined,
): Values {
  const results: Value[] = [];
  for (const value of values)
    for (const pattern of patterns)
      for (const extended of pattern !== undefined && isExtended(pattern) ? [true, false] : [true])
        results.push((pattern === undefined ? undefined : change(value, pattern, extended)) ?? blurred(value, why));
  return distinct(results, why);
}

/** `#`, `##`, `%`, `%%`. */
export function withoutMatch(
  values: Values,
  patterns: Patterns,
  operator: '#' | '##' | '%' | '%%',
  why: string,
): Values {
  return each(values, patterns, why, (value, pieces, extended) => {
    const text = textOfValue(value);
    if (text !== undefined) {
      const result = removeMatch(compilePattern(pieces, extended), text, operator);
      return result === undefined ? undefined : result === '' ? EMPTY : [result];
    }
    return withoutEnd(value, pieces, operator);
  });
}

/** Removes known text at the end (or beginning) of a value whose other end is not known. */
function withoutEnd(
  value: Value,
  pieces: readonly PatternPiece[],
  operator: '#' | '##' | '%' | '%%',
): Value | undefined {
  const written = pieces.map((piece) => piece.text).join('');
  const front = operator.startsWith('#');
  const part = front ? value[0] : value.at(-1);
  if (typeof part !== 'string') return undefined;
  const active = pieces.some((piece) => !piece.quoted && /[*?[\\]|[+@!]\(/.test(piece.text));
  let kept: string | undefined;
  if (!active && front)
    kept = part.startsWith(written) ? part.slice(written.length) : written.startsWith(part) ? undefined : part;
  else if (!active)
    kept = part.endsWith(written)
      ? part.slice(0, part.length - written.length)
      : written.endsWith(part)
        ? undefined
        : part;
  else if (operator === '%' && written === '/*')
    kept = part.includes('/') ? part.slice(0, part.lastIndexOf('/')) : undefined;
  else if (operator === '%' && /^\.\*$/.test(written))
    kept = part.includes('.') ? part.slice(0, part.lastIndexOf('.')) : undefined;
  if (active && operator === '##' && written === '*/') {
    const last = value.at(-1);
    return typeof last === 'string' && last.includes('/') ? [last.slice(last.lastIndexOf('/') + 1)] : undefined;
  }
  if (kept === undefined) return undefined;
  const rest = front ? value.slice(1) : value.slice(0, -1);
  const middle = kept === '' ? [] : [kept];
  return front ? [...middle, ...rest] : [...rest, ...middle];
}

/** `/`, `//`, `/#`, `/%`; with `ampersand`, `&` may stand for the match (bash 5.2: patsub_replacement). */
export function replaced(
  values: Values,
  patterns: Patterns,
  operator: '/' | '//' | '/#' | '/%',
  replacements: Values,
  { ampersand, folds }: { readonly ampersand: boolean; readonly folds: readonly boolean[] },
  why: string,
): Values {
  const results = replacements.flatMap((replacement) => {
    const text = textOfValue(replacement);
    const readings =
      ampersand && text !== undefined
        ? [(): string => text, (match: string): string => text.replaceAll('&', () => match)]
        : [(): string => text ?? ''];
    return readings.flatMap((reading) =>
      folds.flatMap((fold) =>
        each(values, patterns, why, (value, pieces, extended) => {
          const subject = textOfValue(value);
          if (subject === undefined) return undefined;
          const result = replaceMatch(compilePattern(pieces, extended), subject, operator, reading, fold);
          if (result === undefined) return undefined;
          if (text === undefined && result !== subject) return undefined;
          return result === '' ? EMPTY : [result];
        }),
      ),
    );
  });
  return distinct(results, why);
}

/** `${x:offset:length}`; a `null` length is one that is not known. */
export function sliced(
  values: Values,
  offset: bigint | undefined,
  length: bigint | null | undefined,
  why: string,
): Values {
  return mapTexts(
    values,
    (text) => {
      if (offset === undefined || length === null) return text === '' ? '' : undefined;
      const from = offset < 0n ? text.length + Number(offset) : Number(offset);
      if (from < 0) return '';
      return text.slice(
        from,
        length === undefined ? undefined : length < 0n ? text.length + Number(length) : from + Number(length),
      );
    },
    why,
  );
}

/** `^`, `^^`, `,`, `,,`; a `null` pattern matches every character, `undefined` is one that is not known. */
export function withCase(
  values: Values,
  operator: '^' | '^^' | ',' | ',,' | '~' | '~~',
  pieces: readonly PatternPiece[] | null | undefined,
  why: string,
): Values {
  const pattern = pieces === null || pieces === undefined ? pieces : compilePattern(pieces);
  return mapTexts(
    values,
    (text) => {
      if (pattern === undefined) return undefined;
      const change = (character: string): string => {
        if (pattern !== null && matches(pattern, character) !== true) return character;
        const upper = operator.startsWith('~') ? character !== character.toUpperCase() : operator.startsWith('^');
        return upper ? character.toUpperCase() : character.toLowerCase();
      };
      const characters = [...text];
      if (operator.length === 2) return characters.map(change).join('');
      const [first = ''] = characters;
      return change(first) + text.slice(first.length);
    },
    why,
  );
}

/** `${x@Q}` and its like; `@P` expands and is not handled here. */
export function transformed(values: Values, operator: string, why: string): Values {
  return mapTexts(
    values,
    (text) => {
      switch (operator) {
        case 'Q':
          return `'${text.replaceAll("'", "'\\''")}'`;
        case 'U':
          return text.toUpperCase();
        case 'L':
          return text.toLowerCase();
        case 'u':
          return text.slice(0, 1).toUpperCase() + text.slice(1);
        case 'E':
          return unescaped(text);
        default:
          return undefined;
      }
    },
    why,
  );
}

const LETTERS: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  a: '\u0007',
  b: '\b',
  e: '\u001b',
  E: '\u001b',
  f: '\f',
  v: '\v',
};

/** Backslash escapes as in `$'…'` (bash manual, 3.1.2.4 ANSI-C Quoting). */
export function unescaped(text: string): string {
  return text.replace(
    /\\(?:x([0-9A-Fa-f]{1,2})|u([0-9A-Fa-f]{1,4})|U([0-9A-Fa-f]{1,8})|([0-7]{1,3})|c([^])|([^]))/g,
    (whole, hex?: string, short?: string, long?: string, octal?: string, control?: string, letter?: string) => {
      const code = hex ?? short ?? long;
      if (code !== undefined)
        return Number.parseInt(code, 16) <= 0x10ffff ? String.fromCodePoint(Number.parseInt(code, 16)) : whole;
      if (octal !== undefined) return String.fromCharCode(Number.parseInt(octal, 8) & 255);
      if (control !== undefined) return String.fromCharCode(control.toUpperCase().charCodeAt(0) ^ 64);
      if (letter === undefined) return whole;
      if (`\\'"?`.includes(letter)) return letter;
      return LETTERS[letter] ?? whole;
    },
  );
}
