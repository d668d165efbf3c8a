import type { LayerName } from '../decision.ts';
import type { EffectKind } from '../effect.ts';
import type { Builtin } from './builtin.ts';
import { namedPrograms } from './candidates.ts';
import {
  compileOverride,
  compilePlaces,
  compileRule,
  exemptingPlaces,
  groupByKind,
  type RuleOfKinds,
} from './compile.ts';
import { checkDocument, type CheckedDocument } from './document.ts';
import { showProblem, summarize, type DocumentPath, type Problem } from './problem.ts';
import { builtinPlaces, type Broken, type CompiledFile, type Override } from './rule.ts';
import { policySchema, type OverrideSource, type PolicySource, type RuleSource } from './schema.ts';

/** A policy file that is there: its text, or why it cannot be read (`is a directory`). */
export interface PolicyFile {
  readonly layer: LayerName;
  readonly file: string;
  readonly content: { readonly text: string } | { readonly problem: string };
}

/** A policy file after a first reading, rules not yet compiled. */
interface Draft {
  readonly source: PolicyFile;
  readonly text: string;
  readonly document: CheckedDocument<PolicySource>;
  readonly pack: string;
  readonly rules: readonly Entry<RuleSource>[];
  readonly overrides: readonly Entry<OverrideSource>[];
}

interface Entry<Source> {
  readonly source: Source;
  readonly path: DocumentPath;
}

/** All policy files of a call, compiled. */
export interface CompiledPolicies {
  readonly files: readonly CompiledFile[];
  /** Rules that bear the name of another, in words. */
  readonly clashes: readonly string[];
}

/** Compiles policy files and says which of their rules have the name of another. */
export function compilePolicies(files: readonly PolicyFile[], packs: Builtin): CompiledPolicies {
  const compiled = compileFiles(files, packs);
  return { files: compiled, clashes: clashes(compiled, packs) };
}

/** A rule of the same name in another file stands beside the first; neither replaces the other. */
function clashes(files: readonly CompiledFile[], packs: Builtin): readonly string[] {
  const clashing = new Set<string>();
  const owners = new Map<string, string>();
  for (const file of files)
    for (const [kind, rules = []] of Object.entries(file.rules)) {
      const builtinIds = new Set(packs.rules(kind as EffectKind).map(({ id }) => id));
      for (const { id } of rules) {
        const owner = owners.get(id) ?? file.file;
        owners.set(id, owner);
        if (builtinIds.has(id) || owner !== file.file)
          clashing.add(`The rule ${id} of ${file.file} does not replace the other one of that name; both count.`);
      }
    }
  return [...clashing];
}

/**
 * Parses and checks policy files. All are given at once because places and rules of one may be named in another.
 * What is wrong never throws: the file then carries `broken`, and keeps only what tightens.
 */
function compileFiles(files: readonly PolicyFile[], packs: Builtin): readonly CompiledFile[] {
  const drafts = files.map((file) =>
    'text' in file.content ? readDraft(file, file.content.text) : unreadable(file, file.content.problem),
  );
  const rules = builtinKinds(packs);
  const places = new Set([...Object.keys(builtinPlaces), ...Object.keys(packs.places)]);
  for (const draft of drafts) {
    if (!('document' in draft)) continue;
    for (const name of Object.keys(placesOf(draft))) places.add(name);
    for (const { source } of draft.rules) rules.set(`${draft.pack}/${source.id}`, kindsOf(source));
  }
  return drafts.map((draft) => ('document' in draft ? finish(draft, rules, [...places]) : draft));
}

function builtinKinds(packs: Builtin): Map<string, readonly EffectKind[]> {
  const kinds = new Map<string, EffectKind[]>();
  for (const kind of packs.kinds)
    for (const { id } of packs.rules(kind)) kinds.set(id, [...(kinds.get(id) ?? []), kind]);
  return kinds;
}

function kindsOf({ effect }: RuleSource): readonly EffectKind[] {
  return typeof effect === 'string' ? [effect] : effect;
}

function unreadable({ layer, file }: PolicyFile, problem: string): CompiledFile {
  const message = `${file} ${problem}.`;
  return {
    layer,
    file,
    rules: {},
    programs: ' ',
    overrides: [],
    places: {},
    exempting: [],
    broken: { layer, file, message, details: [message] },
  };
}

function readDraft(source: PolicyFile, text: string): Draft {
  const document = checkDocument(text, policySchema);
  const raw = isRecord(document.raw) ? document.raw : {};
  const value: PolicySource = document.value ?? {};
  const usable = <Source>(
    key: 'rules' | 'overrides',
    checked: readonly Source[] | null | undefined,
  ): readonly Entry<Source>[] => {
    const list = checked ?? (Array.isArray(raw[key]) ? (raw[key] as readonly Source[]) : []);
    return list
      .map((each, index) => ({ source: each, path: [key, index] }))
      .filter(({ path }) => !isFaulty(document, path));
  };
  const pack =
    value.pack ?? (typeof raw['pack'] === 'string' && !isFaulty(document, ['pack']) ? raw['pack'] : source.layer);
  return {
    source,
    text,
    document,
    pack,
    rules: usable('rules', value.rules),
    overrides: usable('overrides', value.overrides),
  };
}

/** Whether something is wrong with the shape at the path, around it or below it. */
function isFaulty({ faults, value }: CheckedDocument<unknown>, path: DocumentPath): boolean {
  // Where only the top level has a field too many, the fields beside it are sound.
  return (
    value === undefined &&
    faults.some(
      (fault) => fault.length > 0 && path.every((step, index) => index >= fault.length || fault[index] === step),
    )
  );
}

function placesOf({ document }: Draft): Readonly<Record<string, readonly string[]>> {
  if (document.value !== undefined) return document.value.places ?? {};
  const places = isRecord(document.raw) ? document.raw['places'] : undefined;
  if (!isRecord(places)) return {};
  const sound = Object.entries(places).filter(([name]) => !isFaulty(document, ['places', name]));
  return Object.fromEntries(sound) as Record<string, readonly string[]>;
}

function finish(
  draft: Draft,
  known: ReadonlyMap<string, readonly EffectKind[]>,
  names: readonly string[],
): CompiledFile {
  const { source, document, pack } = draft;
  const { report } = document;
  const rules: RuleOfKinds[] = [];
  const seen = new Set<string>();
  for (const { source: rule, path } of draft.rules) {
    if (seen.has(rule.id)) report([...path, 'id'], `the rule \`${rule.id}\` is written twice; rename one`);
    seen.add(rule.id);
    const compiled = compileRule(rule, pack, path, names, report);
    if (compiled !== undefined) rules.push(compiled);
  }
  const overrides: Override[] = [];
  for (const { source: override, path } of draft.overrides) {
    const compiled = compileOverride(override, path, known, names, report);
    if (compiled !== undefined) overrides.push(compiled);
  }
  const places = compilePlaces(placesOf(draft), report);
  const broken = brokenBy(draft, document.problems);
  const kept = broken === undefined ? overrides : overrides.filter((override) => override.outcome === 'deny');
  const profile = profileOf(draft, broken !== undefined);
  const grouped = groupByKind(broken === undefined ? rules : rules.filter(({ rule }) => rule.outcome !== 'allow'));
  return {
    layer: source.layer,
    file: source.file,
    rules: grouped,
    programs: namedPrograms(grouped.exec ?? []),
    overrides: kept,
    places,
    exempting: exemptingPlaces(
      rules.map(({ rule }) => rule),
      kept,
    ),
    ...(profile === undefined ? {} : { profile }),
    ...(broken === undefined ? {} : { broken }),
  };
}

function profileOf({ document }: Draft, broken: boolean): PolicySource['profile'] {
  const raw = isRecord(document.raw) ? document.raw['profile'] : undefined;
  if (document.value !== undefined && !broken) return document.value.profile;
  return raw === 'strict' || raw === 'read-only' ? raw : undefined;
}

function brokenBy({ source: { layer, file }, text }: Draft, problems: readonly Problem[]): Broken | undefined {
  const sorted = problems.toSorted((a, b) => a.offset - b.offset);
  const [first] = sorted;
  if (first === undefined) return undefined;
  const more = sorted.length === 1 ? '' : ` (and ${sorted.length - 1} more)`;
  const details = sorted.map((problem) => showProblem(file, text, problem));
  return { layer, file, message: `${summarize(file, text, first)}${more}`, details };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
