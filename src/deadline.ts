/** Thrown where work on one hook event would pass its deadline. */
export class DeadlineError extends Error {
  override readonly name = 'DeadlineError';
}

/** How many ticks pass between two looks at the clock. */
const STRIDE = 1024;

/** The time by which a decision must be made; loops over input of any length call `tick` once a turn. */
export class Deadline {
  readonly #now: () => number;
  readonly #end: number;
  #ticks = 0;

  /** `now` is a clock in milliseconds that never goes back; the deadline stands `budgetMs` after this moment. */
  constructor(now: () => number, budgetMs: number) {
    this.#now = now;
    this.#end = now() + budgetMs;
  }

  /** Looks at the clock on every 1024th call and throws `DeadlineError` past the deadline. */
  tick(): void {
    if (++this.#ticks % STRIDE === 0) this.check();
  }

  /** Looks at the clock now and throws `DeadlineError` past the deadline. */
  check(): void {
    if (this.#now() > this.#end) throw new DeadlineError('deadline passed');
  }
}
