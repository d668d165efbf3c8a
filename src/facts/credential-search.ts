import type { CredentialKind } from './credential-kinds.ts';

/** From here on a text is long: an expression is not tried at every character but where a keyword stands. */
const LONG = 4096;

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
  readonly #found = new Map<string, readonly number[]>();

  constructor(text: string) {
    this.#text = text;
  }

  /** The matches of a kind from left to right, none overlapping another. */
  matches({ keywords, lead, expression }: CredentialKind): Iterable<RegExpExecArray> {
    if (this.#text.length < LONG || lead === undefined)
      return keywords.some((keyword) => this.#holds(keyword)) ? this.#text.matchAll(expression) : [];
    const places = keywords.flatMap((keyword) => this.#places(keyword)).sort((a, b) => a - b);
    const [least, most] = lead;
    return this.#matchesAt(
      expression,
      places.flatMap((place) => Array.from({ length: most - least + 1 }, (_, index) => place - most + index)),
    );
  }

  /** The matches of an expression of URLs, which must begin with the whole name of the scheme. */
  urls(expression: RegExp): Iterable<RegExpExecArray> {
    if (this.#text.length < LONG) return this.#holds('://') ? this.#text.matchAll(expression) : [];
    return this.#matchesAt(
      expression,
      this.#places('://').map((place) => {
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
    return this.#text.length < LONG ? this.#text.includes(keyword) : this.#places(keyword).length > 0;
  }

  #places(keyword: string): readonly number[] {
    let places = this.#found.get(keyword);
    if (places === undefined) this.#found.set(keyword, (places = placesOf(this.#text, keyword)));
    return places;
  }
}

/** Where a piece stands in a text. QuickJS compares at every character in `includes` and `indexOf`; in `split` it goes from one first character to the next. */
function placesOf(text: string, piece: string): readonly number[] {
  const places: number[] = [];
  let at = 0;
  for (const between of text.split(piece)) {
    at += between.length;
    places.push(at);
    at += piece.length;
  }
  places.pop();
  return places;
}
