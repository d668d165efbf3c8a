import type { Outcome } from '../decision.ts';

/** Exit code of `check` and `explain` for an outcome. */
export const exitCode = { none: 0, allow: 0, deny: 2, ask: 3 } as const satisfies Record<Outcome, number>;

/** What an outcome means, for a person. */
export const meaning = {
  deny: 'the call would be blocked',
  ask: 'a person would be asked',
  allow: "the call would run without the agent's own prompt",
  none: "no opinion; the agent's own permissions decide",
} as const satisfies Record<Outcome, string>;
