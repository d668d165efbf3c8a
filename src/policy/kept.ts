import type { EffectKind } from '../effect.ts';
import type { Host } from '../host.ts';
import type { Builtin } from './builtin.ts';
import { compilePolicies, type CompiledPolicies, type PolicyFile } from './load.ts';
import type { CompiledFile, Rule } from './rule.ts';

/** The largest file of compiled policies that is read, in bytes. */
const MAX_BYTES = 64 * 1024 * 1024;
/** How many sets of policy files (one for each project) are kept at once. */
const SETS = 64;

/** What keeping compiled policies takes of the machine. */
export type KeepingHost = Pick<
  Host,
  'lstat' | 'stat' | 'readText' | 'writeFileAtomic' | 'makeDirectory' | 'userId' | 'programFile' | 'homeDirectory'
>;

/**
 * Policy files, compiled once and kept (docs/adr/0013). What is kept carries the text of its sources and counts for exactly these;
 * where it is stale, damaged or open to others the files are compiled anew, and it is written again.
 */
export function keptPolicies(host: KeepingHost, files: readonly PolicyFile[], packs: Builtin): CompiledPolicies {
  const sources = sourcesOf(host, files);
  if (sources === undefined) return compilePolicies(files, packs);
  const places = placesFor(host, files);
  for (const place of places) {
    const kept = isOurs(host, place) ? read(host, place, sources) : undefined;
    if (kept !== undefined) return kept;
  }
  const compiled = compilePolicies(files, packs);
  keep(host, places, `${sources}${written(compiled)}`);
  return compiled;
}

/** Where compiled policies may be: a file in a directory, which is made where it is `private` to blastgate. */
interface Place {
  readonly directory: string;
  readonly file: string;
  readonly private: boolean;
}

/**
 * Beside the program, where only those can write who can change the program too. Else below the home directory, which the
 * environment may name: not for a managed policy, which nobody's environment may loosen.
 */
function placesFor(host: KeepingHost, files: readonly PolicyFile[]): readonly Place[] {
  const program = host.programFile();
  const name = `policies-${setOf(files)}`;
  const beside: Place = {
    directory: program.slice(0, program.lastIndexOf('/')) || '/',
    file: `${program}.${name}`,
    private: false,
  };
  const home = host.homeDirectory();
  if (home === undefined || files.some(({ layer }) => layer === 'managed')) return [beside];
  const directory = `${home}/.cache/blastgate`;
  return [beside, { directory, file: `${directory}/${name}`, private: true }];
}

/** A number for a set of paths (FNV-1a); two sets with the same one take turns. */
function setOf(files: readonly PolicyFile[]): number {
  let hash = 0x811c9dc5;
  for (const { file } of files)
    for (let at = 0; at < file.length; at++) hash = Math.imul(hash ^ file.charCodeAt(at), 0x01000193);
  return (hash >>> 0) % SETS;
}

/** What makes the compiled form valid: this very program, and these files with these texts; `undefined` where one has none. */
function sourcesOf(host: KeepingHost, files: readonly PolicyFile[]): string | undefined {
  const program = host.programFile();
  // Run from its sources, as tests run it, it leaves nothing beside them.
  if (program.endsWith('.ts')) return undefined;
  const stats = host.stat(program);
  if (stats.kind !== 'file') return undefined;
  let sources = `blastgate policies 1\n${program} ${stats.size} ${stats.modified}\n`;
  for (const { layer, file, content } of files) {
    if (!('text' in content)) return undefined;
    sources += `${layer} ${file.length} ${content.text.length}\n${file}\n${content.text}\n`;
  }
  return sources;
}

/** Whether the file can have been written by this user or the administrator alone. */
function isOurs(host: KeepingHost, { file, directory, private: isPrivate }: Place): boolean {
  const stats = host.lstat(file);
  return stats.kind === 'file' && isPersonal(host, stats) && (!isPrivate || isPersonal(host, host.lstat(directory)));
}

function isPersonal(host: KeepingHost, stats: ReturnType<KeepingHost['lstat']>): boolean {
  return 'uid' in stats && (stats.uid === 0 || stats.uid === host.userId()) && (stats.mode & 0o022) === 0;
}

/** The head of the compiled form: everything but the rules, and which lines behind it they are on. */
interface Head {
  readonly files: readonly Omit<CompiledFile, 'rules'>[];
  /** By file, the kinds of effect that it has rules about: one line each. */
  readonly kinds: readonly (readonly EffectKind[])[];
  readonly clashes: readonly string[];
}

/** The compiled form as text, twice: what was damaged on the disk is no longer the same. */
function written({ files, clashes }: CompiledPolicies): string {
  const kindsOf = (file: CompiledFile) => Object.keys(file.rules) as EffectKind[];
  const withoutRules = files.map((file) => {
    const { rules: _, ...rest } = file;
    return rest;
  });
  const head: Head = { files: withoutRules, kinds: files.map(kindsOf), clashes };
  const rules = files.flatMap((file) => kindsOf(file).map((kind) => JSON.stringify(file.rules[kind])));
  const body = [JSON.stringify(head), ...rules, ''].join('\n');
  return body + body;
}

function read(host: KeepingHost, { file }: Place, sources: string): CompiledPolicies | undefined {
  const text = host.readText(file, MAX_BYTES);
  if (text.kind !== 'file' || !text.content.startsWith(sources)) return undefined;
  const middle = sources.length + (text.content.length - sources.length) / 2;
  const body = text.content.slice(sources.length, middle);
  if (body === '' || body !== text.content.slice(middle)) return undefined;
  const [first = '', ...lines] = body.split('\n');
  const head = JSON.parse(first) as Head;
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
