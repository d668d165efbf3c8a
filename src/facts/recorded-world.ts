import type { Truth } from '../word.ts';
import type { Content, Entry, RecordedFile, Repository, World, WorldDescription } from '../world.ts';
import { fileContent } from './file-content.ts';
import { nameMatches } from './names.ts';
import { processEntry } from './process-entry.ts';
import { isAbsolute, projectRoot } from './project-root.ts';
import { normalText } from './text-path.ts';

/** How many symbolic links reading one file may lead through. */
const MAX_LINKS = 40;

/** A world that was written down; nothing of the machine is read, and what is not said is unknown. */
export function recordedWorld(description: WorldDescription): World {
  return new RecordedWorld(description);
}

class RecordedWorld implements World {
  readonly home: string | null;
  readonly project: string | null;
  readonly installation: readonly string[] = [];
  readonly cwd: string | null;
  readonly platform: World['platform'];
  readonly repository: Repository;
  readonly kubeContext: string | null;
  readonly worktrees: readonly string[];
  readonly now: number | null;
  readonly #described: WorldDescription;
  /** By absolute path, parents of every file included; `undefined` where files are not described. */
  readonly #files: ReadonlyMap<string, RecordedFile> | undefined;
  #names: Map<string, Set<string>> | undefined;

  constructor(described: WorldDescription) {
    this.#described = described;
    this.home = described.home ?? null;
    this.cwd = described.cwd ?? described.project ?? null;
    this.platform = described.platform ?? 'linux';
    this.kubeContext = described.kubeContext ?? null;
    this.worktrees = described.worktrees ?? [];
    this.now = described.now === undefined ? null : timeOf(described.now);
    this.repository = {
      branch: described.branch ?? null,
      protectedBranches: described.protectedBranches ?? [],
      upstream: described.upstream ?? null,
      remotes: described.remotes ?? [],
      config: (key) => lookUp(described.gitConfig, key),
    };
    const base = described.project ?? this.cwd ?? '';
    this.#files =
      described.files === undefined
        ? undefined
        : withParents(described.files, base, [base, this.cwd, this.home, '/tmp'], this.home);
    this.project = described.project === null ? null : projectRoot(this, described.project ?? null, this.cwd);
  }

  environment(name: string): string | null | undefined {
    return lookUp(this.#described.env, name);
  }

  entry(path: string): Entry {
    const inProcess = processEntry(path);
    if (inProcess !== undefined) return inProcess;
    if (this.#files === undefined) return { kind: 'unknown' };
    const file = this.#files.get(normalText(path));
    if (file === undefined) return normalText(path) === '/' ? { kind: 'directory' } : { kind: 'missing' };
    if (file === null) return { kind: 'directory' };
    return typeof file === 'string' ? { kind: 'file', size: file.length } : { kind: 'link', target: file.link };
  }

  read(path: string, limit: number): Content {
    if (this.#files === undefined) return { kind: 'unknown' };
    const file = this.#followed(normalText(path));
    if (file === undefined) return { kind: 'missing' };
    // A directory has no content.
    if (typeof file !== 'string') return { kind: 'missing' };
    if (file.length > limit) return { kind: 'too-large' };
    return fileContent(file);
  }

  list(directory: string): readonly string[] | undefined {
    if (this.#files === undefined) return undefined;
    const names = this.#children().get(normalText(directory));
    return names === undefined ? [] : [...names];
  }

  tracked(path: string): Truth {
    return this.#member(path, this.#described.tracked, true);
  }

  ignored(path: string): Truth {
    return this.#member(path, this.#described.ignored, false);
  }

  guarded(): Truth {
    return 'unknown';
  }

  #followed(path: string, links = 0): RecordedFile | undefined {
    let done = '';
    const names = path.split('/').slice(1);
    for (const [index, name] of names.entries()) {
      const here = `${done}/${name}`;
      const file = this.#files?.get(here);
      if (file === undefined) return undefined;
      if (file !== null && typeof file === 'object') {
        if (links === MAX_LINKS) return undefined;
        const target = file.link.startsWith('/') ? file.link : `${done}/${file.link}`;
        return this.#followed(normalText([target, ...names.slice(index + 1)].join('/')), links + 1);
      }
      if (index === names.length - 1) return file;
      done = here;
    }
    return null;
  }

  #children(): Map<string, Set<string>> {
    if (this.#names !== undefined) return this.#names;
    const names = new Map<string, Set<string>>();
    for (const path of this.#files?.keys() ?? []) {
      const cut = path.lastIndexOf('/');
      const parent = path.slice(0, cut) || '/';
      const children = names.get(parent);
      if (path === '/') continue;
      if (children === undefined) names.set(parent, new Set([path.slice(cut + 1)]));
      else children.add(path.slice(cut + 1));
    }
    return (this.#names = names);
  }

  /** Whether a described list holds the path: by path, by glob, or a directory above it; `orBelow`: or anything below it. */
  #member(path: string, list: readonly string[] | undefined, orBelow: boolean): Truth {
    const wanted = normalText(path);
    if (this.project === null) return list === undefined ? 'unknown' : 'no';
    const root = normalText(this.project);
    if (wanted !== root && !wanted.startsWith(`${root}/`)) return 'no';
    if (list === undefined) return 'unknown';
    const held = list.some((item) => {
      const absolute = absolutePath(item, this.project ?? '', this.home);
      if (!/[*?]/.test(absolute))
        return (
          wanted === absolute || wanted.startsWith(`${absolute}/`) || (orBelow && absolute.startsWith(`${wanted}/`))
        );
      return (
        globHolds(wanted, absolute, item.includes('/')) || (orBelow && globPrefix(absolute).startsWith(`${wanted}/`))
      );
    });
    return held ? 'yes' : 'no';
  }
}

function globPrefix(glob: string): string {
  return glob.slice(0, glob.search(/[*?]/));
}

/** A glob with a slash is matched on the path (`*` across slashes only as `**`), one without on any name. */
function globHolds(path: string, glob: string, anchored: boolean): boolean {
  if (!anchored) return path.split('/').some((name) => nameMatches(name, glob.slice(glob.lastIndexOf('/') + 1)));
  return matchNames(path.split('/'), glob.split('/'));
}

function matchNames(names: readonly string[], globs: readonly string[]): boolean {
  const [glob, ...rest] = globs;
  if (glob === undefined) return true;
  if (glob === '**') return names.some((_, index) => matchNames(names.slice(index), rest));
  const [name, ...others] = names;
  return name !== undefined && nameMatches(name, glob) && matchNames(others, rest);
}

/** The described files by absolute path, with every directory above them. */
function withParents(
  files: Readonly<Record<string, RecordedFile>>,
  base: string,
  directories: readonly (string | null)[],
  home: string | null,
): ReadonlyMap<string, RecordedFile> {
  const all = new Map<string, RecordedFile>();
  for (const directory of directories)
    if (directory !== null && directory !== '') addWithParents(all, normalText(directory), null);
  for (const [path, file] of Object.entries(files)) addWithParents(all, absolutePath(path, base, home), file);
  return all;
}

function absolutePath(path: string, base: string, home: string | null): string {
  if (path === '~' || path.startsWith('~/')) return normalText(`${home ?? ''}/${path.slice(2)}`);
  return isAbsolute(path) ? normalText(path) : normalText(`${base}/${path}`);
}

function addWithParents(all: Map<string, RecordedFile>, path: string, file: RecordedFile): void {
  for (let cut = path.lastIndexOf('/'); cut > 0; cut = path.lastIndexOf('/', cut - 1)) {
    const parent = path.slice(0, cut);
    if (!all.has(parent)) all.set(parent, null);
  }
  if (file !== null || !all.has(path)) all.set(path, file);
}

function timeOf(text: string): number | null {
  const time = Date.parse(text);
  return Number.isNaN(time) ? null : time;
}

/** A name that is absent from a given table is unset; without a table nothing is known. */
function lookUp(table: Readonly<Record<string, string | null>> | undefined, name: string): string | null | undefined {
  if (table === undefined) return undefined;
  return Object.hasOwn(table, name) ? (table[name] ?? null) : null;
}
