/** From so many questions on, one expression for all of a list pays. */
const MANY = 16;

/** Tells most texts apart from all that is on a long list at once; made when it has been asked often, as in a call with many paths. */
export class Filter {
  readonly #alternatives: () => readonly string[];
  #asked = 0;
  #expression: RegExp | undefined;

  /** `alternatives` are expressions of which every text that is on the list matches one. */
  constructor(alternatives: () => readonly string[]) {
    this.#alternatives = alternatives;
  }

  /** `false` where the text is certainly not on the list. */
  mayMatch(text: string): boolean {
    if (++this.#asked < MANY) return true;
    this.#expression ??= new RegExp(this.#alternatives().join('|'));
    return this.#expression.test(text);
  }
}

/** An expression that matches this text alone. */
export function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`);
}
