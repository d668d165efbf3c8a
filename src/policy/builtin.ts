import type { EffectKind } from '../effect.ts';
import { packPlaces, profileOverrides, rulesByKind } from './packs.gen.ts';
import type { Layer, Override, Policy, ProfileName, Rule } from './rule.ts';

const parsed: { [Kind in EffectKind]?: readonly Rule[] } = {};

/** The built-in rules about a kind of effect; parsed when they are first asked for. */
function builtinRules(kind: EffectKind): readonly Rule[] {
  return (parsed[kind] ??= Object.hasOwn(rulesByKind, kind) ? (JSON.parse(rulesByKind[kind] ?? '[]') as readonly Rule[]) : []);
}

/** What blastgate thinks by itself. */
export const builtinLayer: Layer = { name: 'builtin', rules: builtinRules, overrides: [], profile: [] };

/** The policy where nobody has written one. */
export const builtinPolicy: Policy = { layers: [builtinLayer], places: packPlaces, broken: [], notices: [] };

/** What a profile changes. */
export function overridesOf(profile: ProfileName): readonly Override[] {
  return JSON.parse(profileOverrides[profile] ?? '[]') as readonly Override[];
}
