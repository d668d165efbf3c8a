import { literal, unknownWord, wordOf, type Span, type Word } from '../../word.ts';
import { binary } from './operators.ts';
import { nativeText, VALUE_MARK } from './paths.ts';
import { elements, list, text, texts, type Value } from './value.ts';

/** How many invocations the alternatives of one command's words may make. */
const MAX_ALTERNATIVES = 16;

/** The words of a value: every element of a list behind the parameter it belongs to. */
export function cmdletWords(value: Value, owner: string | undefined, span: Span): readonly (readonly Word[])[] {
  if (value.is === 'any') return value.of.flatMap((one) => cmdletWords(one, owner, span));
  if (value.is === 'table')
    return cmdletWords(
      list([...value.fields].map(([name, field]) => binary('+', text(`${name}: `), field))),
      owner,
      span,
    );
  const items = value.is === 'list' ? value.items.flatMap((item) => elements(item)) : [value];
  const rows = new Rows(span);
  for (const [index, item] of items.entries()) {
    const alternatives = texts(item).map((parts) => {
      const marked = typeof parts[0] === 'string' && /^-[A-Za-z]/.test(parts[0]) ? [VALUE_MARK, ...parts] : parts;
      return wordOf(marked, span, item.is === 'unknown' && owner === undefined);
    });
    if (index > 0 && owner !== undefined) rows.add([[literal(owner, span)]]);
    rows.add(alternatives.map((word) => [word]));
  }
  return rows.all;
}

/** The words of a value as a program gets them. */
export function nativeWords(
  value: Value,
  bare: boolean,
  span: Span,
  home: string | null,
): readonly (readonly Word[])[] {
  if (value.is === 'any') return value.of.flatMap((one) => nativeWords(one, bare, span, home));
  const items = value.is === 'list' ? value.items.flatMap((item) => elements(item)) : [value];
  const rows = new Rows(span);
  for (const item of items) {
    const alternatives = texts(item).map((parts) => ({
      ...wordOf(
        parts.flatMap((part, index) => (typeof part === 'string' ? nativeText(part, bare, index === 0, home) : [part])),
        span,
      ),
      many: item.is === 'unknown',
    }));
    rows.add(alternatives.map((word) => [word]));
  }
  return rows.all;
}

/** Every combination of one alternative from each column; of too many, words that are not known. */
export function combined(columns: readonly (readonly (readonly Word[])[])[], span: Span): readonly (readonly Word[])[] {
  const rows = new Rows(span);
  for (const column of columns) rows.add(column);
  return rows.all;
}

/** Words in the making, one row for each combination of alternatives. */
class Rows {
  all: Word[][] = [[]];
  readonly #span: Span;

  constructor(span: Span) {
    this.#span = span;
  }

  /** Puts one of the alternatives behind every row. */
  add(alternatives: readonly (readonly Word[])[]): void {
    const [only] = alternatives;
    if (alternatives.length === 1 && only !== undefined) {
      for (const row of this.all) for (const word of only) row.push(word);
      return;
    }
    const fits = this.all.length * alternatives.length <= MAX_ALTERNATIVES;
    const choices = fits ? alternatives : [[unknownWord('one of many values', this.#span, true)]];
    this.all = this.all.flatMap((row) => choices.map((words) => [...row, ...words]));
  }
}
