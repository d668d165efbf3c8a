/** How many words one brace expansion may give. */
const WORDS = 512;

/** Whether brace expansion could change a word: a cheap look before the real work. */
export function mayHaveBraces(text: string): boolean {
  const open = text.indexOf('{');
  if (open < 0) return false;
  return (text.includes(',', open) || text.includes('..', open)) && text.includes('}', open);
}

/**
 * Brace expansion of a word's source text (bash manual, 3.5.1): it comes before every other expansion and is purely
 * textual; quotes, `${…}`, `$(…)` and backticks are skipped. `undefined` where there are too many words.
 */
export function expandBraces(text: string): readonly string[] | undefined {
  const result: string[] = [];
  return expandInto(text, result, { left: WORDS * 8 }) && result.length <= WORDS ? result : undefined;
}

function expandInto(text: string, result: string[], budget: { left: number }): boolean {
  if (--budget.left < 0 || result.length > WORDS) return false;
  const brace = firstBrace(text);
  if (brace === undefined) {
    result.push(text);
    return true;
  }
  const tails: string[] = [];
  if (!expandInto(text.slice(brace.end + 1), tails, budget)) return false;
  const head = text.slice(0, brace.start);
  for (const item of brace.items) {
    const middles: string[] = [];
    if (brace.list) {
      if (!expandInto(item, middles, budget)) return false;
    } else middles.push(item);
    for (const middle of middles)
      for (const tail of tails) {
        result.push(head + middle + tail);
        if (result.length > WORDS) return false;
      }
  }
  return true;
}

interface Brace {
  readonly start: number;
  readonly end: number;
  readonly items: readonly string[];
  readonly list: boolean;
}

function firstBrace(text: string): Brace | undefined {
  for (let at = 0; at < text.length; at += 1) {
    const after = skipQuoted(text, at);
    if (after > at) {
      at = after - 1;
      continue;
    }
    if (text[at] !== '{') continue;
    const brace = readBrace(text, at);
    if (brace !== undefined) return brace;
  }
  return undefined;
}

function readBrace(text: string, start: number): Brace | undefined {
  let depth = 0;
  let from = start + 1;
  const items: string[] = [];
  for (let at = start + 1; at < text.length; at += 1) {
    const after = skipQuoted(text, at);
    if (after > at) {
      at = after - 1;
      continue;
    }
    const character = text[at];
    if (character === '{') depth += 1;
    else if (character === '}' && depth > 0) depth -= 1;
    else if (character === ',' && depth === 0) {
      items.push(text.slice(from, at));
      from = at + 1;
    } else if (character === '}') {
      if (items.length > 0) return { start, end: at, items: [...items, text.slice(from, at)], list: true };
      const sequence = readSequence(text.slice(start + 1, at));
      return sequence === undefined ? undefined : { start, end: at, items: sequence, list: false };
    }
  }
  return undefined;
}

/** `1..5`, `01..10..2`, `a..e`. */
function readSequence(text: string): readonly string[] | undefined {
  const parts = text.split('..');
  if (parts.length < 2 || parts.length > 3) return undefined;
  const [low = '', high = '', by = '1'] = parts;
  if (!/^[+-]?\d+$/.test(by)) return undefined;
  const step = Math.max(1, Math.abs(Number(by)));
  if (/^[+-]?\d+$/.test(low) && /^[+-]?\d+$/.test(high)) {
    const padded = /^-?0\d/.test(low) || /^-?0\d/.test(high) ? Math.max(low.length, high.length) : 0;
    return range(Number(low), Number(high), step).map((value) => {
      const digits = String(Math.abs(value));
      return value < 0 ? `-${digits.padStart(padded - 1, '0')}` : digits.padStart(padded, '0');
    });
  }
  if (!/^[A-Za-z]$/.test(low) || !/^[A-Za-z]$/.test(high)) return undefined;
  return range(low.charCodeAt(0), high.charCodeAt(0), step).map((code) => {
    const character = String.fromCharCode(code);
    return /[A-Za-z0-9]/.test(character) ? character : `\\${character}`;
  });
}

function range(low: number, high: number, step: number): number[] {
  const values: number[] = [];
  if (low <= high) for (let value = low; value <= high && values.length <= WORDS; value += step) values.push(value);
  else for (let value = low; value >= high && values.length <= WORDS; value -= step) values.push(value);
  return values;
}

/** The offset after a quoted stretch or an expansion that starts at `at`, or `at` itself. */
export function skipQuoted(text: string, at: number): number {
  const character = text[at];
  if (character === '\\') return at + 2;
  if (character === "'") return endOf(text, at + 1, "'");
  if (character === '"' || character === '`') return endEscaped(text, at + 1, character);
  if (character === '$') {
    const next = text[at + 1];
    if (next === "'") return endEscaped(text, at + 2, "'");
    if (next === '{') return endNested(text, at + 1, '{', '}');
    if (next === '(') return endNested(text, at + 1, '(', ')');
  }
  if ((character === '<' || character === '>') && text[at + 1] === '(') return endNested(text, at + 1, '(', ')');
  return at;
}

function endOf(text: string, from: number, quote: string): number {
  const end = text.indexOf(quote, from);
  return end < 0 ? text.length : end + 1;
}

function endEscaped(text: string, from: number, quote: string): number {
  for (let at = from; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === quote) return at + 1;
    else if (quote === '"' && text[at] === '$' && (text[at + 1] === '(' || text[at + 1] === '{')) {
      const open = text[at + 1] ?? '';
      at = endNested(text, at + 1, open, open === '(' ? ')' : '}') - 1;
    }
  }
  return text.length;
}

function endNested(text: string, from: number, open: string, close: string): number {
  let depth = 0;
  for (let at = from; at < text.length; at += 1) {
    const character = text[at];
    if (character === open) depth += 1;
    else if (character === close) {
      depth -= 1;
      if (depth === 0) return at + 1;
    } else {
      const after = skipQuoted(text, at);
      if (after > at) at = after - 1;
    }
  }
  return text.length;
}
