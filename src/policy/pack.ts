import { compilePlaces, compileRule, type RuleOfKinds } from './compile.ts';
import { checkDocument } from './document.ts';
import { showProblem } from './problem.ts';
import { builtinPlaces, type Places } from './rule.ts';
import { packSchema, profileSchema, type ExampleSource, type ProfileSource } from './schema.ts';

/** A built-in rule with its documentation. */
export interface PackRule extends RuleOfKinds {
  /** Ids of requirements.md. */
  readonly covers: readonly string[];
  readonly references: readonly string[];
  readonly examples: {
    readonly match: readonly ExampleSource[];
    readonly unsure: readonly ExampleSource[];
    readonly pass: readonly ExampleSource[];
  };
  /** `when` and `unless` as written. */
  readonly source: { readonly when: object | undefined; readonly unless: object | undefined };
}

/** A built-in rule pack: one YAML file. */
export interface Pack {
  readonly name: string;
  readonly title: string;
  readonly places: Places;
  readonly rules: readonly PackRule[];
}

/** A value, or everything that is wrong with its file, each as `file:line:column: …` with a caret. */
export type Loaded<Value> = { readonly value: Value } | { readonly problems: readonly string[] };

/** Reads one built-in pack; `otherPlaces` are named by other packs. */
export function loadPack(file: string, text: string, otherPlaces: readonly string[] = []): Loaded<Pack> {
  const { value, problems, report } = checkDocument(text, packSchema);
  const rules: PackRule[] = [];
  let places: Places = {};
  if (value !== undefined) {
    places = compilePlaces(value.places ?? {}, report);
    const names = [...Object.keys(builtinPlaces), ...Object.keys(places), ...otherPlaces];
    const seen = new Set<string>();
    for (const [index, source] of value.rules.entries()) {
      const path = ['rules', index];
      if (seen.has(source.id)) report([...path, 'id'], `the rule \`${source.id}\` is written twice`);
      seen.add(source.id);
      for (const kind of ['match', 'pass'] as const)
        if (source.examples[kind].length === 0) report([...path, 'examples', kind], `a rule needs ${kind} examples`);
      const compiled = compileRule(source, value.pack, path, names, report);
      if (compiled === undefined) continue;
      const { covers = [], references = [], examples, when, unless } = source;
      rules.push({ ...compiled, covers, references, examples, source: { when, unless } });
    }
  }
  if (value === undefined || problems.length > 0) return { problems: shown(file, text, problems) };
  return { value: { name: value.pack, title: value.title, places, rules } };
}

/** Reads one profile; its overrides are compiled by the caller, who knows the rules. */
export function loadProfile(file: string, text: string): Loaded<ProfileSource> {
  const { value, problems } = checkDocument(text, profileSchema);
  return value === undefined || problems.length > 0 ? { problems: shown(file, text, problems) } : { value };
}

function shown(file: string, text: string, problems: readonly Parameters<typeof showProblem>[2][]): readonly string[] {
  return problems.toSorted((a, b) => a.offset - b.offset).map((problem) => showProblem(file, text, problem));
}

/** The places that a pack names, as far as it can be read; another pack's rules may ask about them. */
export function placeNames(text: string): readonly string[] {
  const { raw } = checkDocument(text, packSchema);
  const places: unknown = typeof raw === 'object' && raw !== null && 'places' in raw ? raw.places : undefined;
  return typeof places === 'object' && places !== null ? Object.keys(places) : [];
}
