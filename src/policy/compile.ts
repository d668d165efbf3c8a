import type { EffectKind } from '../effect.ts';
import { readConditions, readGlobs, type Report } from './conditions.ts';
import type { DocumentPath } from './problem.ts';
import type { Condition, Matcher, Override, Places, Rule, RulesByKind } from './rule.ts';
import type { OverrideSource, RuleSource } from './schema.ts';

/** A compiled rule with the kinds of effect it is about. */
export interface RuleOfKinds {
  readonly rule: Rule;
  readonly kinds: readonly EffectKind[];
}

/** Compiles a rule whose shape is right; `undefined`, and reported, where its conditions make no sense. */
export function compileRule(
  source: RuleSource,
  pack: string,
  path: DocumentPath,
  places: readonly string[],
  report: Report,
): RuleOfKinds | undefined {
  let sound = true;
  const note: Report = (...problem) => {
    sound = false;
    report(...problem);
  };
  const kinds = typeof source.effect === 'string' ? [source.effect] : source.effect;
  const vocabulary = { kinds, need: 'every', places } as const;
  const when = cheapestFirst(readConditions(source.when ?? {}, [...path, 'when'], vocabulary, note));
  const unless = source.unless && readConditions(source.unless, [...path, 'unless'], vocabulary, note);
  if (unless?.length === 0 && sound) note([...path, 'unless'], 'is empty, so the rule would never apply; remove it');
  if (source.outcome === 'allow' && source.unsure !== undefined)
    note([...path, 'unsure'], 'an allow that may apply is nothing; remove `unsure`', 'key');
  if (source.reason.length + (source.alternative?.length ?? 0) > 450)
    note([...path, 'reason'], 'reason and alternative together must be shorter than 450 characters');
  if (!sound) return undefined;
  const rule: Rule = {
    id: `${pack}/${source.id}`,
    title: source.title ?? source.id,
    outcome: source.outcome,
    ...(source.unsure === undefined ? {} : { unsure: source.unsure }),
    when,
    ...(unless === undefined ? {} : { unless }),
    reason: source.reason.trim(),
    alternative: source.alternative?.trim() ?? '',
  };
  return { rule, kinds };
}

/** Compiles an override whose shape is right; `rules` are all rules there are. */
export function compileOverride(
  source: OverrideSource,
  path: DocumentPath,
  rules: ReadonlyMap<string, readonly EffectKind[]>,
  places: readonly string[],
  report: Report,
): Override | undefined {
  let sound = true;
  const note: Report = (...problem) => {
    sound = false;
    report(...problem);
  };
  const pack = source.rule.endsWith('/*') ? source.rule.slice(0, -1) : undefined;
  const ids = [...rules.keys()].filter((id) => (pack === undefined ? id === source.rule : id.startsWith(pack)));
  if (ids.length === 0) {
    report([...path, 'rule'], `unknown rule \`${source.rule}\``);
    return undefined;
  }
  const kinds = [...new Set(ids.flatMap((id) => rules.get(id) ?? []))];
  const when = source.when && readConditions(source.when, [...path, 'when'], { kinds, need: 'any', places }, note);
  const until = source.until === undefined ? undefined : endOf(source.until);
  if (until !== undefined && Number.isNaN(until)) note([...path, 'until'], 'is no date that exists');
  if (!sound) return undefined;
  return {
    rule: source.rule,
    ...(when === undefined ? {} : { when }),
    outcome: source.outcome,
    reason: source.reason.trim(),
    ...(until === undefined ? {} : { until }),
  };
}

const DAY = 24 * 60 * 60 * 1000;

/** A date lasts to its end in UTC, a time to its moment. */
function endOf(date: string): number {
  const start = Date.parse(date);
  // Date.parse rolls 30 February over into March.
  if (!date.includes('T') && new Date(start).toISOString().slice(0, 10) !== date) return Number.NaN;
  return date.includes('T') ? start : start + DAY;
}

/** Globs of places, braces expanded. */
export function compilePlaces(source: Readonly<Record<string, readonly string[]>>, report: Report): Places {
  const places: Record<string, readonly string[]> = {};
  for (const [name, globs] of Object.entries(source)) {
    const blank = globs.findIndex((glob) => glob.trim() === '');
    if (blank >= 0) report(['places', name, blank], 'a glob must not be blank');
    // A trailing slash says "directory", which every place glob means anyway.
    places[name] = (readGlobs(globs, ['places', name], report) ?? []).map((glob) => glob.replace(/(?<=.)\/+$/, ''));
  }
  return places;
}

/** Rules by the kind of effect they are about. */
export function groupByKind(rules: readonly RuleOfKinds[]): RulesByKind {
  const groups: { [Kind in EffectKind]?: Rule[] } = {};
  for (const { rule, kinds } of rules) for (const kind of new Set(kinds)) (groups[kind] ??= []).push(rule);
  return groups;
}

/** Places that, made larger, would make a rule or override apply to less, so that only a person may add to them. */
export function exemptingPlaces(rules: readonly Rule[], overrides: readonly Override[]): readonly string[] {
  const names = new Set<string>();
  for (const rule of rules) {
    const restricts = rule.outcome !== 'allow';
    collect(rule.when, restricts, names);
    collect(rule.unless ?? [], !restricts, names);
  }
  // Whether an override loosens depends on the rule and on other layers: places in it count either way.
  for (const { when = [] } of overrides) {
    collect(when, true, names);
    collect(when, false, names);
  }
  return [...names].sort();
}

function collect(conditions: readonly Condition[], restricts: boolean, names: Set<string>): void {
  for (const { matcher } of conditions) collectFrom(matcher, restricts, names);
}

/** `restricts`: the rule applies to more where this matcher holds for more. */
function collectFrom(matcher: Matcher, restricts: boolean, names: Set<string>): void {
  switch (matcher.is) {
    case 'in':
    case 'covers':
      if (!restricts) for (const place of matcher.places) names.add(place);
      return;
    case 'outside':
      if (restricts) for (const place of matcher.places) names.add(place);
      return;
    case 'not':
      return collectFrom(matcher.matcher, !restricts, names);
    case 'all':
      for (const each of matcher.matchers) collectFrom(each, restricts, names);
      return;
    case 'text':
    case 'path':
    case 'credential':
      return;
  }
}

/** Conditions on text before those on paths: only the latter ask the file system, and one that fails spares the rest. */
function cheapestFirst(conditions: readonly Condition[]): readonly Condition[] {
  const cost = ({ matcher }: Condition): number => (matcher.is === 'text' ? 0 : 1);
  return conditions.toSorted((left, right) => cost(left) - cost(right));
}
