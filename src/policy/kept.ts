import type { EffectKind } from '../effect.ts';
import type { Host } from '../host.ts';
import type { Builtin } from './builtin.ts';
import { isPersonal, keptForm, placesFor, sourcesOf, type Head, type KeptHost, type Place } from './kept-form.ts';
import { compilePolicies, type CompiledPolicies, type PolicyFile } from './load.ts';
import { plainLimits } from './plain-limits.ts';
import type { CompiledFile, Rule } from './rule.ts';

/** What keeping compiled policies takes of the machine. */
export type KeepingHost = KeptHost & Pick<Host, 'writeFileAtomic' | 'makeDirectory'>;

/**
 * Policy files, compiled once and kept (docs/adr/0013). What is kept carries the text of its sources and counts for exactly these;
 * where it is stale, damaged or open to others the files are compiled anew, and it is written again.
 */
export function keptPolicies(host: KeepingHost, files: readonly PolicyFile[], packs: Builtin): CompiledPolicies {
  const sources = sourcesOf(host, files);
  if (sources === undefined) return compilePolicies(files, packs);
  const places = placesFor(host, files);
  const kept = keptForm(host, places, sources);
  if (kept !== undefined) return unpacked(kept);
  const compiled = compilePolicies(files, packs);
  keep(host, places, `${sources}${written(compiled)}`);
  return compiled;
}

/** The compiled form as text, twice: what was damaged on the disk is no longer the same. */
function written({ files, clashes }: CompiledPolicies): string {
  const kindsOf = (file: CompiledFile) => Object.keys(file.rules) as EffectKind[];
  const withoutRules = files.map((file) => {
    const { rules: _, ...rest } = file;
    return rest;
  });
  const head: Head = { files: withoutRules, kinds: files.map(kindsOf), clashes, plain: plainLimits(files) };
  const rules = files.flatMap((file) => kindsOf(file).map((kind) => JSON.stringify(file.rules[kind])));
  const body = [JSON.stringify(head), ...rules, ''].join('\n');
  return body + body;
}

function unpacked({ head, lines }: NonNullable<ReturnType<typeof keptForm>>): CompiledPolicies {
  let line = 0;
  const files = head.files.map((rest, index): CompiledFile => {
    const rules = {};
    for (const kind of head.kinds[index] ?? []) defineRules(rules, kind, lines[line++] ?? '');
    return { ...rest, rules };
  });
  return { files, clashes: head.clashes };
}

/** Most calls ask for the rules about few kinds of effect, so each is parsed when it is asked for. */
function defineRules(rules: object, kind: EffectKind, json: string): void {
  let parsed: readonly Rule[] | undefined;
  const get = (): readonly Rule[] => (parsed ??= JSON.parse(json) as readonly Rule[]);
  Object.defineProperty(rules, kind, { get, enumerable: true });
}

/** Writes to the first place that takes it, for this user alone; where none does the files are compiled at each call. */
function keep(host: KeepingHost, places: readonly Place[], content: string): void {
  for (const { directory, file, private: isPrivate } of places) {
    if (isPrivate) host.makeDirectory(directory, 0o700);
    const stats = host.lstat(directory);
    if (stats.kind !== 'directory' || stats.uid !== host.userId()) continue;
    if (isPrivate && !isPersonal(host, stats)) continue;
    if (host.writeFileAtomic(file, content, 0o600).kind === 'done') return;
  }
}
