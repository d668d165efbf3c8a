import { literal, wordOf, type Span, type Word } from '../../word.ts';
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
  let rows: readonly (readonly Word[])[] = [[]];
  for (const [index, item] of items.entries()) {
    const alternatives = texts(item).map((parts) => {
      const marked = typeof parts[0] === 'string' && /^-[A-Za-z]/.test(parts[0]) ? [VALUE_MARK, ...parts] : parts;
      return wordOf(marked, span, item.is === 'unknown' && owner === undefined);
    });
    if (rows.length * alternatives.length > MAX_ALTERNATIVES) return tooMany(span);
    rows = rows.flatMap((row) =>
      alternatives.map((word) => [...row, ...(index > 0 && owner !== undefined ? [literal(owner, span)] : []), word]),
    );
  }
  return rows;
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
  let rows: readonly (readonly Word[])[] = [[]];
  for (const item of items) {
    const alternatives = texts(item).map((parts) => ({
      ...wordOf(
        parts.flatMap((part, index) => (typeof part === 'string' ? nativeText(part, bare, index === 0, home) : [part])),
        span,
      ),
      many: item.is === 'unknown',
    }));
    if (rows.length * alternatives.length > MAX_ALTERNATIVES) return tooMany(span);
    rows = rows.flatMap((row) => alternatives.map((word) => [...row, word]));
  }
  return rows;
}

/** Every combination of one alternative from each column; of too many, words that are not known. */
export function combined(columns: readonly (readonly (readonly Word[])[])[], span: Span): readonly (readonly Word[])[] {
  let rows: readonly (readonly Word[])[] = [[]];
  for (const column of columns) {
    const choices = rows.length * column.length <= MAX_ALTERNATIVES ? column : tooMany(span);
    rows = rows.flatMap((row) => choices.map((words) => [...row, ...words]));
  }
  return rows;
}

function tooMany(span: Span): readonly (readonly Word[])[] {
  return [[{ ...wordOf([{ hole: 'unknown', why: 'one of many values' }], span), many: true }]];
}
