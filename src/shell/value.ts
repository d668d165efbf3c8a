import { type Hole, type Invocation, type Part, type Span, type Word, wordOf } from '../word.ts';

/** Known text interleaved with holes: what one word, variable or output may be. */
export type Value = readonly Part[];

/** The alternatives for a value where branches of the script leave several; never empty. */
export type Values = readonly Value[];

/** How many alternatives of one value are followed before it counts as unknown. */
const ALTERNATIVES = 16;
/** How much text one value may hold; a longer one counts as unknown (a string that doubles in a loop). */
const LENGTH = 1 << 16;
/** How many pieces of known text and holes one value may have. */
const PARTS = 1024;

export const EMPTY: Value = [];
export const NOTHING: Values = [EMPTY];

export function known(text: string): Values {
  return text === '' ? NOTHING : [[text]];
}

/** What made a value that came out of the script itself but of no command whose output could be looked at. */
const UNSEEN: readonly Invocation[] = [];

/** Text that the script made in a way we cannot follow. */
export function unknown(why: string): Values {
  return [[unknownHole(why)]];
}

export function unknownHole(why: string): Hole {
  return { hole: 'unknown', why, output: UNSEEN };
}

/** Text that something outside the script decides: the environment. */
export function outside(why: string): Values {
  return [[{ hole: 'unknown', why }]];
}

export function number(why: string): Values {
  return [[{ hole: 'number', why }]];
}

/** The text of a value without holes. */
export function textOfValue(value: Value): string | undefined {
  if (value.length === 0) return '';
  const [only] = value;
  return value.length === 1 && typeof only === 'string' ? only : undefined;
}

/** How long a value is, a hole counting as one character. */
export function lengthOf(value: Value): number {
  let length = 0;
  for (const part of value) length += typeof part === 'string' ? part.length : 1;
  return length;
}

/** The text where there is one alternative and it is known. */
export function onlyText(values: Values): string | undefined {
  const [only] = values;
  return values.length === 1 && only !== undefined ? textOfValue(only) : undefined;
}

/** The text of every alternative, or `undefined` where one of them is not known. */
export function allTexts(values: Values): readonly string[] | undefined {
  const texts: string[] = [];
  for (const value of values) {
    const text = textOfValue(value);
    if (text === undefined) return undefined;
    texts.push(text);
  }
  return texts;
}

export function sameValue(one: Value, other: Value): boolean {
  if (one === other) return true;
  if (one.length !== other.length) return false;
  return one.every((part, index) => {
    const against = other[index];
    if (typeof part === 'string' || typeof against === 'string' || against === undefined) return part === against;
    return sameHole(part, against);
  });
}

function sameHole(one: Hole, other: Hole): boolean {
  switch (one.hole) {
    case 'unknown':
      return other.hole === 'unknown' && one.why === other.why && one.output === other.output;
    case 'number':
      return other.hole === 'number' && one.why === other.why;
    case 'glob':
      return other.hole === 'glob' && one.text === other.text;
    case 'temp':
      return other.hole === 'temp';
  }
}

export function sameValues(one: Values, other: Values): boolean {
  return (
    one === other ||
    (one.length === other.length && one.every((value, index) => sameValue(value, other[index] ?? EMPTY)))
  );
}

/** Both sets of alternatives as one; too many of them count as unknown. */
export function union(one: Values, other: Values, why: string): Values {
  if (one === other) return one;
  const merged = [...one];
  for (const value of other) if (!merged.some((already) => sameValue(already, value))) merged.push(value);
  return merged.length > ALTERNATIVES ? unknown(why) : merged;
}

export function concat(one: Value, other: Value): Value {
  if (one.length === 0) return other;
  if (other.length === 0) return one;
  const last = one.at(-1);
  const [first] = other;
  if (typeof last === 'string' && typeof first === 'string') {
    if (last.length + first.length > LENGTH) return [{ hole: 'unknown', why: `${first.slice(0, 20)}…` }];
    return [...one.slice(0, -1), last + first, ...other.slice(1)];
  }
  if (one.length + other.length > PARTS) return [{ hole: 'unknown', why: '…' }];
  return [...one, ...other];
}

/** Every alternative of the first followed by every alternative of the second. */
export function cross(one: Values, other: Values, why: string): Values {
  if (one === NOTHING) return other;
  if (other === NOTHING) return one;
  return mapPairs(one, other, concat, why);
}

/** Applies `combine` to every pair of alternatives. */
export function mapPairs(one: Values, other: Values, combine: (a: Value, b: Value) => Value, why: string): Values {
  if (one.length * other.length > ALTERNATIVES * 4) return unknown(why);
  const result: Value[] = [];
  for (const a of one)
    for (const b of other) {
      const value = combine(a, b);
      if (!result.some((already) => sameValue(already, value))) result.push(value);
    }
  return result.length > ALTERNATIVES ? unknown(why) : result;
}

/** Applies a change to the text of every alternative; one with holes becomes unknown under the name `why`. */
export function mapTexts(values: Values, change: (text: string) => string | undefined, why: string): Values {
  return distinct(
    values.map((value) => {
      const text = textOfValue(value);
      const changed = text === undefined ? undefined : change(text);
      return changed === undefined || changed.length > LENGTH
        ? blurred(value, why)
        : changed === ''
          ? EMPTY
          : [changed];
    }),
    why,
  );
}

/** The alternatives without repetitions, unknown where they are too many. */
export function distinct(values: readonly Value[], why: string): Values {
  if (values.length === 1) return values;
  const result: Value[] = [];
  for (const value of values) if (!result.some((already) => sameValue(already, value))) result.push(value);
  return result.length === 0 || result.length > ALTERNATIVES ? unknown(why) : result;
}

/** An unknown text that keeps what the holes of `value` were made from. */
export function blurred(value: Value, why: string): Value {
  const made = value.flatMap((part) =>
    typeof part !== 'string' && part.hole === 'unknown' && part.output !== undefined ? [part.output] : [],
  );
  return [made.length === 0 ? { hole: 'unknown', why } : { hole: 'unknown', why, output: made.flat() }];
}

/** Whether a hole stands for text that no command of the script made, so that it is taken for data. */
export function fromOutside(hole: Hole): boolean {
  return hole.hole === 'unknown' && hole.output === undefined;
}

export function asWord(value: Value, span: Span, many = false): Word {
  return wordOf(value, span, many);
}

/** One word for several alternatives: the one that stands for all of them, else unknown. */
export function oneWord(values: Values, why: string, span: Span): Word {
  return wordOf(oneValue(values, why), span);
}

export function oneValue(values: Values, why: string): Value {
  const [only] = values;
  if (values.length === 1 && only !== undefined) return only;
  const general = values.find((value) => values.every((other) => covers(value, other)));
  return general ?? [{ hole: 'unknown', why }];
}

/** Whether the holes of `general` leave room for `value`. */
function covers(general: Value, value: Value): boolean {
  if (sameValue(general, value)) return true;
  if (!general.some((part) => typeof part !== 'string' && part.hole === 'unknown')) return false;
  let rest = value.map((part) => (typeof part === 'string' ? part : '\u0000')).join('');
  for (const [index, part] of general.entries()) {
    if (typeof part !== 'string') continue;
    const at = index === general.length - 1 ? rest.length - part.length : rest.indexOf(part);
    if (at < 0 || (index === 0 && at !== 0) || rest.slice(at, at + part.length) !== part) return false;
    rest = rest.slice(at + part.length);
  }
  return typeof general.at(-1) !== 'string' || rest === '';
}

/** Source text shortened for a reason. */
export function shortened(text: string): string {
  return text.length > 40 ? `${text.slice(0, 39)}…` : text;
}
