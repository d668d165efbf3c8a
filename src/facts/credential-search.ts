import type { CredentialKind } from './credential-kinds.ts';

/** From here on a text is long: an expression is not tried at every character but where a keyword stands. */
const LONG = 4096;
/** Where a keyword stands at more than one of so many characters, trying them all at once is less work. */
const SPARSE = 256;

const NAME = /[A-Za-z0-9+]/;

const stickies = new WeakMap<RegExp, RegExp>();

/** The expression for one place of a text. */
function stickyOf(expression: RegExp): RegExp {
  let made = stickies.get(expression);
  if (made === undefined)
    stickies.set(expression, (made = new RegExp(expression.source, `${expression.flags.replace('g', '')}y`)));
  return made;
}

/** What the expressions of credentials match in one text; each keyword is looked for once. */
export class Search {
  readonly #text: string;
  readonly #found = new Map<string, readonly number[] | undefined>();

  constructor(text: string) {
    this.#text = text;
  }

  /** Whether any of the keywords stands in the text. */
  holdsAny(keywords: readonly string[]): boolean {
    for (const keyword of keywords) if (this.#holds(keyword)) return true;
    return false;
  }

  /** The matches of a kind whose keywords stand in the text, from left to right, none overlapping another. */
  matches({ keywords, lead, expression }: CredentialKind): Iterable<RegExpExecArray> {
    const places = this.#text.length < LONG || lead === undefined ? undefined : this.#allPlaces(keywords);
    if (lead === undefined || places === undefined) return this.#text.matchAll(expression);
    const [least, most] = lead;
    return this.#matchesAt(
      expression,
      places.flatMap((place) => Array.from({ length: most - least + 1 }, (_, index) => place - most + index)),
    );
  }

  /** The matches of an expression of URLs, which must begin with the whole name of the scheme. */
  urls(expression: RegExp): Iterable<RegExpExecArray> {
    const places = this.#text.length < LONG ? undefined : this.#places('://');
    if (places === undefined) return this.#holds('://') ? this.#text.matchAll(expression) : [];
    return this.#matchesAt(
      expression,
      places.map((place) => {
        let start = place;
        while (start > 0 && NAME.test(this.#text.charAt(start - 1))) start--;
        return start;
      }),
    );
  }

  #matchesAt(expression: RegExp, starts: readonly number[]): readonly RegExpExecArray[] {
    const matches: RegExpExecArray[] = [];
    const sticky = stickyOf(expression);
    let from = 0;
    for (const start of starts) {
      if (start < from) continue;
      sticky.lastIndex = start;
      const match = sticky.exec(this.#text);
      if (match === null) continue;
      matches.push(match);
      from = start + match[0].length;
    }
    return matches;
  }

  #holds(keyword: string): boolean {
    return this.#text.length < LONG ? this.#text.includes(keyword) : this.#places(keyword)?.length !== 0;
  }

  #allPlaces(keywords: readonly string[]): readonly number[] | undefined {
    let all: readonly number[] = [];
    for (const keyword of keywords) {
      const places = this.#places(keyword);
      if (places === undefined) return undefined;
      all = [...all, ...places];
    }
    return keywords.length === 1 ? all : all.toSorted((a, b) => a - b);
  }

  #places(keyword: string): readonly number[] | undefined {
    if (!this.#found.has(keyword)) this.#found.set(keyword, placesOf(this.#text, keyword));
    return this.#found.get(keyword);
  }
}

/**
 * Where a piece stands in a text; `undefined` where that is almost everywhere. QuickJS compares at every character in
 * `includes` and `indexOf`; in `split` it goes from one first character to the next.
 */
function placesOf(text: string, piece: string): readonly number[] | undefined {
  const most = Math.ceil(text.length / SPARSE);
  const pieces = text.split(piece, most + 2);
  if (pieces.length > most) return undefined;
  const places: number[] = [];
  let at = 0;
  for (const between of pieces) {
    at += between.length;
    places.push(at);
    at += piece.length;
  }
  places.pop();
  return places;
}
