import type { EffectKind } from '../effect.ts';
import { packExempting, packPlaces, profileOverrides, rulesByKind } from './packs.gen.ts';
import type { Override, Places, ProfileName, Rule } from './rule.ts';

/** The rule packs that come with blastgate. */
export interface Builtin {
  /** Kinds that there are rules about. */
  readonly kinds: readonly EffectKind[];
  rules(kind: EffectKind): readonly Rule[];
  readonly places: Places;
  /** Places that rules make exceptions for. */
  readonly exempting: readonly string[];
  /** What a profile changes. */
  overrides(profile: ProfileName): readonly Override[];
}

const parsed: { [Kind in EffectKind]?: readonly Rule[] } = {};

/** The compiled packs; the rules about a kind of effect are parsed when they are first asked for. */
export const builtin: Builtin = {
  get kinds() {
    return Object.keys(rulesByKind) as EffectKind[];
  },
  rules: (kind) => (parsed[kind] ??= JSON.parse(rulesByKind[kind] ?? '[]') as readonly Rule[]),
  places: packPlaces,
  exempting: packExempting,
  overrides: (profile) => JSON.parse(profileOverrides[profile] ?? '[]') as readonly Override[],
};
