/** A stream of random choices that is the same for the same seed on every machine. */
export class Random {
  #state: number;

  constructor(seed: number | string) {
    let state = 0x811c9dc5;
    for (const character of String(seed)) state = Math.imul(state ^ (character.codePointAt(0) ?? 0), 0x01000193);
    this.#state = state >>> 0;
  }

  /** An integer from 0 to `limit` - 1 (mulberry32). */
  below(limit: number): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
  }

  pick<T>(list: readonly T[]): T {
    const one = list[this.below(list.length)];
    if (one === undefined) throw new Error('There is nothing to pick from.');
    return one;
  }

  chance(of: number): boolean {
    return this.below(of) === 0;
  }

  /** A variable or function name that no other part of the script uses. */
  name(): string {
    return `v${this.below(36 ** 4).toString(36)}`;
  }

  /** The text cut into two to four pieces, none of them empty where the text is long enough. */
  cut(text: string): readonly string[] {
    const characters = [...text];
    const pieces = Math.min(characters.length, 2 + this.below(3));
    const cuts = new Set<number>();
    while (cuts.size < pieces - 1) cuts.add(1 + this.below(characters.length - 1));
    const at = [0, ...[...cuts].toSorted((left, right) => left - right), characters.length];
    return at.slice(1).map((end, index) => characters.slice(at[index], end).join(''));
  }
}
