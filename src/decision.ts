import type { Effect } from './effect.ts';

/** The answer, strictest first: `deny` stops the call, `ask` needs a person, `allow` lifts the agent's own prompt, `none` is no opinion. */
export type Outcome = 'deny' | 'ask' | 'allow' | 'none';

export type LayerName = 'builtin' | 'managed' | 'user' | 'project' | 'local' | 'session';

/** What one rule says about one effect. */
export interface Verdict {
  /** `pack/id`. */
  readonly rule: string;
  readonly layer: LayerName;
  /** The effect it is about; absent where a layer itself could not be read. */
  readonly effect: Effect | null;
  readonly outcome: Outcome;
  /** False where the rule may apply but a value is missing; the outcome is then already softened. */
  readonly certain: boolean;
  /** The value that is missing, as the person would write it. */
  readonly missing?: string;
  readonly reason: string;
  readonly alternative: string;
  /** What a higher layer turned this verdict from, and why. */
  readonly overridden?: { readonly from: Outcome; readonly by: LayerName; readonly reason: string };
}

/** The answer to one tool call with every verdict that led to it, strictest first. */
export interface Decision {
  readonly outcome: Outcome;
  readonly verdicts: readonly Verdict[];
  readonly effects: readonly Effect[];
  /** Loosenings that were not honoured (a project file may only tighten), one sentence each. */
  readonly notices: readonly string[];
}

const rank = { deny: 3, ask: 2, allow: 1, none: 0 } satisfies Record<Outcome, number>;

/** The stricter of two outcomes: deny > ask > allow > none. */
export function stricter(left: Outcome, right: Outcome): Outcome {
  return rank[left] >= rank[right] ? left : right;
}

/** Orders outcomes for sorting, strictest first. */
export function byStrictness(left: Outcome, right: Outcome): number {
  return rank[right] - rank[left];
}
