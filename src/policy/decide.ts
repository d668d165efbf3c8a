import { byStrictness, stricter, type Decision, type Outcome, type Verdict } from '../decision.ts';
import type { Effect } from '../effect.ts';
import { missing, textOf, type Truth, type Word } from '../word.ts';
import type { Facts } from '../world.ts';
import { candidates } from './candidates.ts';
import { matchRule, missingValue } from './match.ts';
import { settle, soften } from './override.ts';
import { tightensOnly, type Layer, type Policy, type Rule } from './rule.ts';
import type { CallContext, Subject } from './subject.ts';

/** The one function that turns effects into an answer (laws 1, 2, 3, 5 and 6 of the design). */
export function decide(effects: readonly Effect[], facts: Facts, policy: Policy, call: CallContext): Decision {
  const verdicts: Verdict[] = policy.broken.map((broken) => ({
    rule: 'policy/broken',
    layer: broken.layer,
    effect: null,
    outcome: 'ask',
    certain: true,
    reason: `${broken.message} Until it is fixed, every call it might govern is asked about.`,
    alternative: '',
  }));
  const notices = new Set(policy.notices);
  let everyEffectAllowed = effects.length > 0;
  for (const effect of effects) {
    const subject: Subject = { effect, act: effect.kind, call, facts, places: policy.places };
    const program = effect.kind === 'exec' ? textOf(effect.program) : undefined;
    let allowed = false;
    for (const layer of policy.layers)
      for (const rule of candidates(layer.rules(effect.kind, program), effect)) {
        const verdict = judge(rule, layer, subject, policy, notices);
        if (verdict === undefined) continue;
        verdicts.push(verdict.certain ? verdict : { ...verdict, ...nameMissing(rule, subject, effects) });
        if (verdict.outcome === 'allow') allowed = true;
      }
    if (!allowed || effect.kind === 'opaque') everyEffectAllowed = false;
  }
  verdicts.sort((a, b) => byStrictness(a.outcome, b.outcome) || Number(b.certain) - Number(a.certain));
  return { outcome: combine(verdicts, everyEffectAllowed), verdicts, effects, notices: [...notices] };
}

/** Laws 1 and 2: the strictest verdict on any effect; allow only where every effect is allowed. */
function combine(verdicts: readonly Verdict[], everyEffectAllowed: boolean): Outcome {
  let outcome: Outcome = everyEffectAllowed ? 'allow' : 'none';
  for (const verdict of verdicts) if (verdict.outcome !== 'allow') outcome = stricter(outcome, verdict.outcome);
  return outcome;
}

/** What one rule says about one effect after overrides; `undefined` where it says nothing. */
function judge(rule: Rule, layer: Layer, subject: Subject, policy: Policy, notices: Set<string>): Verdict | undefined {
  if (rule.outcome === 'none' && !policy.layers.some((each) => each.overrides.length > 0 || each.profile.length > 0))
    return undefined;
  const truth = matchRule(rule, subject);
  if (truth === 'no') return undefined;
  if (rule.outcome === 'allow' && tightensOnly(layer.name)) {
    notices.add(`${rule.id} of the ${layer.name} layer allows nothing: the project's own files only tighten.`);
    return undefined;
  }
  const { outcome, overridden } = settle(rule, layer.name, subject, policy.layers, notices);
  const cost = truth === 'yes' ? outcome : soften(outcome, rule.unsure);
  if (outcome === 'none' && overridden === undefined) return undefined;
  if (cost === 'allow' && !coversCommand(rule, subject.effect)) return undefined;
  return {
    rule: rule.id,
    layer: layer.name,
    effect: subject.effect,
    outcome: cost,
    certain: truth === 'yes',
    reason: rule.reason,
    alternative: rule.alternative,
    ...(overridden === undefined ? {} : { overridden }),
  };
}

/**
 * An allow rule names a program by what it is looked up as: variables set in front of it and a path to some other file of
 * that name change what runs, so it covers them only where it speaks about them.
 */
function coversCommand(rule: Rule, effect: Effect): boolean {
  if (effect.kind !== 'exec') return true;
  const speaksOf = (field: string): boolean => rule.when.some((condition) => condition.field === field);
  return (
    (effect.assignments.length === 0 || speaksOf('assignments')) && (effect.path === undefined || speaksOf('path'))
  );
}

function nameMissing(rule: Rule, subject: Subject, effects: readonly Effect[]): { readonly missing?: string } {
  const name = missingValue(rule, subject) ?? missingNear(subject.effect, effects);
  return name === undefined ? {} : { missing: name };
}

/** The first unknown word of the command that causes the effect: what left a field of it unknown. */
function missingNear(effect: Effect, effects: readonly Effect[]): string | undefined {
  for (const other of effects) {
    if (other.kind !== 'exec' || other.span.start > effect.span.start || other.span.end < effect.span.end) continue;
    const name = firstMissing([other.program, ...other.argv]);
    if (name !== undefined) return name;
  }
  return undefined;
}

function firstMissing(words: readonly Word[]): string | undefined {
  for (const word of words) {
    const name = missing(word);
    if (name !== undefined) return name;
  }
  return undefined;
}

/** What a rule alone says about a call: whether it applies to any effect. Its examples are checked with this. */
export function matchAny(rule: Rule, effects: readonly Effect[], base: Omit<Subject, 'effect' | 'act'>): Truth {
  let result: Truth = 'no';
  for (const effect of effects) {
    const truth = matchRule(rule, { ...base, effect, act: effect.kind });
    if (truth === 'yes') return 'yes';
    if (truth === 'unknown') result = 'unknown';
  }
  return result;
}
