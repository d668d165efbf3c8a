import type { LayerName, Outcome, Verdict } from '../decision.ts';
import { matchesText } from './glob.ts';
import { matchAll } from './match.ts';
import type { Layer, Override, Rule } from './rule.ts';
import type { Subject } from './subject.ts';

/** Law 3: what an outcome is worth where it is not certain that the rule applies; `unsure` is what the rule says itself. */
export function soften(outcome: Outcome, unsure: Outcome | undefined): Outcome {
  if (outcome === 'allow' || outcome === 'none') return 'none';
  if (unsure === undefined) return 'ask';
  return isLooser(unsure, outcome) ? unsure : outcome;
}

/** What a rule costs after overrides, and which override decided. */
export interface Settled {
  readonly outcome: Outcome;
  readonly overridden?: NonNullable<Verdict['overridden']>;
}

/** What one layer says about the cost of a rule that has matched. */
interface Opinion {
  readonly outcome: Outcome;
  readonly override: Override;
  readonly layer: LayerName;
}

/**
 * Law 5. The person's layers (user, session) change a rule of any layer but managed either way; managed changes every rule
 * either way and what it says the person can only tighten; the project's own files only tighten.
 */
export function settle(
  rule: Rule,
  owner: LayerName,
  subject: Subject,
  layers: readonly Layer[],
  notices: Set<string>,
): Settled {
  let outcome = rule.outcome;
  let by: Opinion | undefined;
  const apply = (opinion: Opinion): void => {
    if (opinion.outcome !== outcome) by = opinion;
    outcome = opinion.outcome;
  };
  const managed = opinionOf('managed', rule, subject, layers, notices);
  if (managed !== undefined) apply(managed);
  const bound = managed !== undefined || owner === 'managed';
  for (const name of ['user', 'session'] as const) {
    const opinion = opinionOf(name, rule, subject, layers, notices);
    if (opinion === undefined) continue;
    if (!bound || isLooser(outcome, opinion.outcome)) apply(opinion);
    else notices.add(notHonoured(rule, opinion, 'what is managed only tightens there'));
  }
  for (const name of ['project', 'local'] as const) {
    const opinion = opinionOf(name, rule, subject, layers, notices);
    if (opinion === undefined || opinion.outcome === outcome) continue;
    if (isLooser(outcome, opinion.outcome)) apply(opinion);
    else notices.add(notHonoured(rule, opinion, "the project's own files only tighten"));
  }
  if (by === undefined) return { outcome };
  return { outcome, overridden: { from: rule.outcome, by: by.layer, reason: by.override.reason } };
}

function notHonoured(rule: Rule, opinion: Opinion, why: string): string {
  return `The ${opinion.layer} layer's override of ${rule.id} to ${opinion.outcome} is not honoured: ${why}.`;
}

/** How careful an outcome is: an allow lifts the agent's own prompt, so it is laxer than no opinion. */
const caution = { deny: 3, ask: 2, none: 1, allow: 0 } satisfies Record<Outcome, number>;

function isLooser(left: Outcome, right: Outcome): boolean {
  return caution[left] < caution[right];
}

/** The strictest of a layer's overrides that hold; its own come before those of the profile it chose. */
function opinionOf(
  name: LayerName,
  rule: Rule,
  subject: Subject,
  layers: readonly Layer[],
  notices: Set<string>,
): Opinion | undefined {
  const layer = layers.find((each) => each.name === name);
  if (layer === undefined) return undefined;
  return (
    strictestOf(layer.overrides, layer, rule, subject, notices) ??
    strictestOf(layer.profile, layer, rule, subject, notices)
  );
}

function strictestOf(
  overrides: readonly Override[],
  layer: Layer,
  rule: Rule,
  subject: Subject,
  notices: Set<string>,
): Opinion | undefined {
  let strictest: Opinion | undefined;
  for (const override of overrides) {
    if (override.rule !== rule.id && !matchesText(override.rule, rule.id)) continue;
    const outcome = effectiveOutcome(override, layer.name, rule, subject, notices);
    if (outcome === undefined) continue;
    if (strictest === undefined || isLooser(strictest.outcome, outcome))
      strictest = { outcome, override, layer: layer.name };
  }
  return strictest;
}

/** The outcome an override gives, `undefined` where it does not hold; a doubt about it never loosens. */
function effectiveOutcome(
  override: Override,
  layer: LayerName,
  rule: Rule,
  subject: Subject,
  notices: Set<string>,
): Outcome | undefined {
  const { now } = subject.facts.world;
  const tightens = isLooser(rule.outcome, override.outcome);
  if (override.until !== undefined) {
    if (now !== null && now >= override.until) {
      notices.add(
        `The ${layer} layer's override of ${override.rule} lapsed on ${new Date(override.until).toISOString()}.`,
      );
      return undefined;
    }
    if (now === null && !tightens) return undefined;
  }
  const holds =
    override.when === undefined ? 'yes' : matchAll(override.when, subject, tightens ? 'applies' : 'exempts');
  if (holds === 'yes') return override.outcome;
  if (holds === 'unknown' && tightens) {
    const cost = soften(override.outcome, undefined);
    return isLooser(rule.outcome, cost) ? cost : undefined;
  }
  return undefined;
}
