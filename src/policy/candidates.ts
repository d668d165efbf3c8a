import type { Effect } from '../effect.ts';
import { textOf } from '../word.ts';
import type { Rule } from './rule.ts';

/** From so many rules on, an index by program is worth making. */
const MANY = 24;

/** Rules about one kind of effect, those that name programs exactly by these names; positions keep their order. */
interface Index {
  readonly byProgram: ReadonlyMap<string, readonly number[]>;
  readonly others: readonly number[];
}

const indices = new WeakMap<readonly Rule[], Index>();

/** The rules that may apply to the effect, in their order: of many about other programs most need not be looked at. */
export function candidates(rules: readonly Rule[], effect: Effect): readonly Rule[] {
  const program = effect.kind === 'exec' && rules.length >= MANY ? textOf(effect.program) : undefined;
  if (program === undefined) return rules;
  let index = indices.get(rules);
  if (index === undefined) indices.set(rules, (index = indexOf(rules)));
  const own = index.byProgram.get(program);
  const positions = own === undefined ? index.others : [...own, ...index.others].sort((a, b) => a - b);
  return positions.flatMap((position) => rules[position] ?? []);
}

function indexOf(rules: readonly Rule[]): Index {
  const byProgram = new Map<string, number[]>();
  const others: number[] = [];
  for (const [position, rule] of rules.entries()) {
    const names = programsOf(rule);
    if (names === undefined) others.push(position);
    for (const name of new Set(names)) {
      const positions = byProgram.get(name);
      if (positions === undefined) byProgram.set(name, [position]);
      else positions.push(position);
    }
  }
  return { byProgram, others };
}

/** The programs that the rules list, each between blanks; `null` where one of them does not. */
export function namedPrograms(rules: readonly Rule[]): string | null {
  const names = new Set<string>();
  for (const rule of rules) {
    const own = programsOf(rule);
    if (own === undefined) return null;
    for (const name of own) names.add(name);
  }
  return ` ${[...names].join(' ')} `;
}

/** The programs outside which the rule never applies; `undefined` where it does not list them. */
function programsOf(rule: Rule): readonly string[] | undefined {
  for (const { field, matcher } of rule.when)
    if (field === 'program' && matcher.is === 'text' && matcher.globs.length === 0) return matcher.exact;
  return undefined;
}
