import type { EffectKind } from '../effect.ts';
import type { Host } from '../host.ts';
import type { PolicyFile } from './load.ts';
import type { CompiledFile } from './rule.ts';

/** The largest file of compiled policies that is read, in bytes. */
const MAX_BYTES = 64 * 1024 * 1024;
/** How many sets of policy files (one for each project) are kept at once. */
const SETS = 64;

/** What reading compiled policies takes of the machine. */
export type KeptHost = Pick<Host, 'lstat' | 'stat' | 'readText' | 'userId' | 'programFile' | 'homeDirectory'>;

/** Where compiled policies may be: a file in a directory, which is made where it is `private` to blastgate. */
export interface Place {
  readonly directory: string;
  readonly file: string;
  readonly private: boolean;
}

/**
 * Beside the program, where only those can write who can change the program too. Else below the home directory, which the
 * environment may name: not for a managed policy, which nobody's environment may loosen.
 */
export function placesFor(host: KeptHost, files: readonly PolicyFile[]): readonly Place[] {
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
export function sourcesOf(host: KeptHost, files: readonly PolicyFile[]): string | undefined {
  const program = host.programFile();
  // Run from its sources, as tests run it, it leaves nothing beside them.
  if (program.endsWith('.ts')) return undefined;
  const stats = host.stat(program);
  if (stats.kind !== 'file') return undefined;
  // Packages of all versions bear one time, and the loader hardly changes its size: the parts do (docs/adr/0001).
  const parts = host.stat(`${program}.parts`);
  const partsSize = parts.kind === 'file' ? parts.size : 0;
  let sources = `blastgate policies 2\n${program} ${stats.size} ${stats.modified} ${partsSize}\n`;
  for (const { layer, file, content } of files) {
    if (!('text' in content)) return undefined;
    sources += `${layer} ${file.length} ${content.text.length}\n${file}\n${content.text}\n`;
  }
  return sources;
}

/** Whether the file can have been written by this user or the administrator alone. */
function isOurs(host: KeptHost, { file, directory, private: isPrivate }: Place): boolean {
  const stats = host.lstat(file);
  return stats.kind === 'file' && isPersonal(host, stats) && (!isPrivate || isPersonal(host, host.lstat(directory)));
}

export function isPersonal(host: KeptHost, stats: ReturnType<KeptHost['lstat']>): boolean {
  return 'uid' in stats && (stats.uid === 0 || stats.uid === host.userId()) && (stats.mode & 0o022) === 0;
}

/**
 * The programs that rules of somebody's policies may be about, and `file.read` and `file.write` where rules are about these, each
 * between blanks: plain calls that do nothing of it pass as without these policies. `null`: no call passes at the first look.
 */
export type PlainLimits = string | null;

/** The head of the compiled form: everything but the rules, and which lines behind it they are on. */
export interface Head {
  readonly files: readonly Omit<CompiledFile, 'rules'>[];
  /** By file, the kinds of effect that it has rules about: one line each. */
  readonly kinds: readonly (readonly EffectKind[])[];
  readonly clashes: readonly string[];
  /** What these policies may say about plain calls. */
  readonly plain: PlainLimits;
}

/** The compiled form that counts for these sources: its head, and a line for each kind of each file. */
export function keptForm(
  host: KeptHost,
  places: readonly Place[],
  sources: string,
): { readonly head: Head; readonly lines: readonly string[] } | undefined {
  for (const place of places) {
    const text = isOurs(host, place) ? host.readText(place.file, MAX_BYTES) : undefined;
    if (text?.kind !== 'file' || !text.content.startsWith(sources)) continue;
    const middle = sources.length + (text.content.length - sources.length) / 2;
    const body = text.content.slice(sources.length, middle);
    if (body === '' || body !== text.content.slice(middle)) continue;
    const [first = '', ...lines] = body.split('\n');
    return { head: JSON.parse(first) as Head, lines };
  }
  return undefined;
}
