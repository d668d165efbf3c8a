import { type Hole, type Part, type Span, type Word, wordOf } from '../word.ts';
import { concat, EMPTY, type Value } from './value.ts';

/** A stretch of a word after the expansions, before field splitting and pathname expansion. */
export type Piece =
  /** Text or an active pattern as written. */
  | { readonly kind: 'plain'; readonly value: Value }
  /** Quoted: makes a field even where it is empty. */
  | { readonly kind: 'quoted'; readonly value: Value }
  /** The result of an unquoted expansion: split by IFS, its pattern characters active. */
  | { readonly kind: 'split'; readonly value: Value }
  /** The end of one element of `"$@"` and the beginning of the next. */
  | { readonly kind: 'break' }
  /** Any number of fields. */
  | { readonly kind: 'many'; readonly hole: Hole }
  | { readonly kind: 'process'; readonly value: Value; readonly substitution: NonNullable<Word['substitution']> };

/** Field splitting (POSIX 2.6.5) and marking of active patterns (2.6.6). */
export function fieldsOf(pieces: readonly Piece[], separators: string, span: Span): readonly Word[] {
  const [only] = pieces;
  if (pieces.length === 1 && only !== undefined && (only.kind === 'quoted' || only.kind === 'plain')) {
    return only.kind === 'quoted' || only.value.length > 0 ? [wordOf(only.value, span)] : [];
  }
  const fields: Word[] = [];
  let value: Value = EMPTY;
  let exists = false;
  let many = false;
  let substitution: Word['substitution'];
  const finish = (): void => {
    if (exists || value.length > 0) {
      const word = wordOf(value, span, many);
      fields.push(substitution === undefined ? word : { ...word, substitution });
    }
    value = EMPTY;
    exists = false;
    many = false;
    substitution = undefined;
  };
  for (const piece of pieces) {
    switch (piece.kind) {
      case 'plain':
        value = concat(value, piece.value);
        break;
      case 'quoted':
        value = concat(value, piece.value);
        exists = true;
        break;
      case 'process':
        value = concat(value, piece.value);
        exists = true;
        substitution = piece.substitution;
        break;
      case 'break':
        finish();
        break;
      case 'many':
        value = concat(value, [piece.hole]);
        many = true;
        break;
      case 'split':
        for (const part of piece.value) {
          if (typeof part !== 'string') {
            value = concat(value, [part]);
            if (part.hole === 'unknown') many = true;
            continue;
          }
          splitText(part);
        }
        break;
    }
  }
  finish();
  return fields;

  function splitText(text: string): void {
    let from = 0;
    for (let at = 0; at < text.length; at += 1) {
      const character = text[at] ?? '';
      if (!separators.includes(character)) continue;
      if (at > from) value = concat(value, patternParts(text.slice(from, at)));
      const blank = ' \t\n'.includes(character);
      let end = at + 1;
      let hard = !blank;
      while (end < text.length && separators.includes(text[end] ?? '')) {
        if (!' \t\n'.includes(text[end] ?? '')) {
          if (hard) break;
          hard = true;
        }
        end += 1;
      }
      if (hard && value.length === 0) exists = true;
      finish();
      at = end - 1;
      from = end;
    }
    if (from < text.length) value = concat(value, patternParts(text.slice(from)));
  }
}

/** Text whose pattern characters are active: each becomes a hole. */
export function patternParts(text: string): Value {
  if (!/[*?[]|[+@!]\(/.test(text)) return [text];
  const parts: Part[] = [];
  let from = 0;
  for (let at = 0; at < text.length; at += 1) {
    const end = patternEnd(text, at);
    if (end <= at) continue;
    if (at > from) parts.push(text.slice(from, at));
    parts.push({ hole: 'glob', text: text.slice(at, end) });
    from = end;
    at = end - 1;
  }
  if (from < text.length) parts.push(text.slice(from));
  return parts;
}

function patternEnd(text: string, at: number): number {
  const character = text[at];
  if (character === '\\') return at;
  if (text[at + 1] === '(' && '?*+@!'.includes(character ?? '')) {
    let depth = 0;
    for (let end = at + 1; end < text.length; end += 1) {
      if (text[end] === '(') depth += 1;
      else if (text[end] === ')' && --depth === 0) return end + 1;
    }
  }
  if (character === '*' || character === '?') return at + 1;
  if (character === '[') {
    let end = at + 1;
    if (text[end] === '!' || text[end] === '^') end += 1;
    if (text[end] === ']') end += 1;
    while (end < text.length && text[end] !== ']' && text[end] !== '/') end += 1;
    if (text[end] === ']') return end + 1;
  }
  return at;
}
