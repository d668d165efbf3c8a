/** The mutant that is switched on; 0 is none. */
let active = 0;
/** Which mutants were met since this was last emptied. */
export const met = new Set<number>();
let turns = 0;
let recording = false;

/** How many turns of loops one test may take: a mutant may make a loop endless. */
const TURNS = 3_000_000;

class EndlessError extends Error {
  override readonly name = 'EndlessError';
}

/** Switches one mutant on, or all off, and forgets the turns. */
export function activate(id: number): void {
  active = id;
  turns = 0;
}

export function record(on: boolean): void {
  recording = on;
  met.clear();
}

Object.assign(globalThis, {
  $m: (id: number): boolean => {
    if (recording) met.add(id);
    return active === id;
  },
  $t: (): void => {
    turns += 1;
    if (turns > TURNS) throw new EndlessError('a loop without end');
  },
});
