import type { Deadline } from './deadline.ts';

/** Thrown where the work for one call would pass a bound; what is left of the call becomes an `opaque` effect. */
export class LimitError extends Error {
  override readonly name = 'LimitError';
}

/** How many units of work one call is worth: some tenths of a second. */
const UNITS = 200_000;

/** What reading costs, in units: one is a part of a word or a step of an evaluation. */
export const COST = { command: 15, path: 200 } as const;

/**
 * The work that reading one call may take. It is counted rather than timed, so that the same call always has the same
 * decision (law 9); the deadline is for what is not counted.
 */
export class Budget {
  readonly #deadline: Pick<Deadline, 'tick'>;
  #left = UNITS;

  constructor(deadline: Pick<Deadline, 'tick'>) {
    this.#deadline = deadline;
  }

  /** Spends units of work; throws `LimitError` once they are used up, and `DeadlineError` past the deadline. */
  tick(units = 1): void {
    this.#left -= units;
    if (this.#left < 0) throw new LimitError('more work than one call is worth');
    this.#deadline.tick();
  }
}
