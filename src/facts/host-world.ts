import type { Host, StatResult } from '../host.ts';
import type { Truth } from '../word.ts';
import type { Content, Entry, Repository, World } from '../world.ts';
import { fileContent } from './file-content.ts';
import type { GitFiles } from './git/files.ts';
import { GitReader } from './git/repository.ts';
import { kubeContext } from './kube.ts';
import { processEntry } from './process-entry.ts';
import { ancestors, isAbsolute, projectRoot } from './project-root.ts';
import { realPath } from './resolve.ts';
import { normalText } from './text-path.ts';

/** The most names of one directory that are looked at. */
const MAX_NAMES = 4096;

/** What of the machine a decision may ask. */
type Machine = Pick<
  Host,
  | 'platform'
  | 'env'
  | 'homeDirectory'
  | 'lstat'
  | 'readlink'
  | 'readText'
  | 'readBytes'
  | 'listDirectory'
  | 'now'
  | 'programFile'
>;

/** The machine as the facts see it. Nothing is read before it is asked for, nothing is read twice, nothing is run. */
export function hostWorld(host: Machine, event: { readonly cwd: string | null }): World {
  return new HostWorld(host, event.cwd);
}

class HostWorld implements World {
  readonly cwd: string | null;
  readonly platform: World['platform'];
  readonly #host: Machine;
  readonly #entries = new Map<string, Entry>();
  readonly #contents = new Map<string, { readonly limit: number; readonly content: Content }>();
  readonly #lists = new Map<string, readonly string[] | undefined>();
  #home: string | null | undefined;
  #project: string | null | undefined;
  #git: GitReader | undefined;
  #kubeContext: string | null | undefined;
  #worktrees: readonly string[] | undefined;

  constructor(host: Machine, cwd: string | null) {
    this.#host = host;
    this.cwd = cwd !== null && isAbsolute(cwd) ? normalText(cwd) : null;
    this.platform = host.platform === 'darwin' ? 'darwin' : host.platform === 'win32' ? 'windows' : 'linux';
  }

  get home(): string | null {
    if (this.#home === undefined) {
      const home = this.#host.homeDirectory();
      this.#home = home === undefined || !isAbsolute(home) ? null : normalText(home);
    }
    return this.#home;
  }

  get project(): string | null {
    if (this.#project === undefined)
      this.#project = projectRoot(this, this.#host.env('CLAUDE_PROJECT_DIR') ?? null, this.cwd);
    return this.#project;
  }

  get repository(): Repository {
    return this.#reader();
  }

  get kubeContext(): string | null {
    if (this.#kubeContext === undefined) this.#kubeContext = kubeContext(this);
    return this.#kubeContext;
  }

  /** The one the call runs in and the project are not others. */
  get worktrees(): readonly string[] {
    return (this.#worktrees ??= this.#reader().worktrees.filter((top) => top !== this.project));
  }

  get now(): number {
    return this.#host.now();
  }

  get installation(): readonly string[] {
    const program = this.#host.programFile();
    return isAbsolute(program) ? [normalText(program)] : [];
  }

  environment(name: string): string | null {
    return this.#host.env(name) ?? null;
  }

  entry(path: string): Entry {
    let entry = this.#entries.get(path);
    if (entry === undefined) this.#entries.set(path, (entry = this.#look(path)));
    return entry;
  }

  read(path: string, limit: number): Content {
    const known = this.#contents.get(path);
    if (known !== undefined && (known.limit === limit || known.content.kind !== 'too-large')) {
      const { content } = known;
      return content.kind === 'text' && content.text.length > limit ? { kind: 'too-large' } : content;
    }
    const content = this.#content(path, limit);
    this.#contents.set(path, { limit, content });
    return content;
  }

  list(directory: string): readonly string[] | undefined {
    if (!this.#lists.has(directory)) this.#lists.set(directory, this.#names(directory));
    return this.#lists.get(directory);
  }

  tracked(path: string): Truth {
    return this.#reader().tracked(path);
  }

  ignored(path: string): Truth {
    return this.#reader().ignored(path);
  }

  guarded(path: string): Truth {
    if (this.platform === 'windows' || !isAbsolute(path)) return 'unknown';
    const written = normalText(path);
    // Whoever may change a link on the way, or a directory that holds one, may change what the path means.
    for (const one of new Set([...ancestors(written), ...ancestors(realPath(written, this))])) {
      const truth = ownedByRoot(this.#host.lstat(one));
      if (truth !== 'yes') return truth;
    }
    return 'yes';
  }

  #look(path: string): Entry {
    const inProcess = processEntry(path);
    if (inProcess !== undefined) return inProcess;
    const stat = this.#host.lstat(path);
    switch (stat.kind) {
      case 'file':
        return { kind: 'file', size: stat.size };
      case 'directory':
        return { kind: 'directory' };
      case 'symlink': {
        const target = this.#host.readlink(path);
        return target === undefined ? { kind: 'unknown' } : { kind: 'link', target };
      }
      case 'other':
        return { kind: 'device' };
      case 'missing':
        return { kind: 'missing' };
      case 'denied':
      case 'failed':
        return { kind: 'unknown' };
    }
  }

  #content(path: string, limit: number): Content {
    const result = this.#host.readText(path, limit);
    switch (result.kind) {
      case 'file':
        return fileContent(result.content);
      case 'missing':
        return { kind: 'missing' };
      case 'too-large':
        return { kind: 'too-large' };
      case 'not-a-file':
      case 'denied':
      case 'failed':
        return { kind: 'unknown' };
    }
  }

  #names(directory: string): readonly string[] | undefined {
    const result = this.#host.listDirectory(directory, MAX_NAMES);
    switch (result.kind) {
      case 'directory':
        return result.complete ? result.names : undefined;
      case 'missing':
      case 'not-a-directory':
        return [];
      case 'denied':
      case 'failed':
        return undefined;
    }
  }

  #reader(): GitReader {
    return (this.#git ??= new GitReader(this.#gitFiles(), this.cwd ?? this.project));
  }

  #gitFiles(): GitFiles {
    return {
      entry: (path) => this.entry(path),
      read: (path, limit) => this.read(path, limit),
      list: (directory) => this.list(directory),
      bytes: (path, limit) => {
        const result = this.#host.readBytes(path, limit);
        return result.kind === 'file' ? result.content : result.kind === 'missing' ? 'missing' : undefined;
      },
      home: this.home,
      foldsCase: this.platform !== 'linux',
    };
  }
}

function ownedByRoot(stat: StatResult): Truth {
  switch (stat.kind) {
    case 'file':
    case 'directory':
    case 'other':
      return stat.uid === 0 && (stat.mode & 0o022) === 0 ? 'yes' : 'no';
    case 'symlink':
      return stat.uid === 0 ? 'yes' : 'no';
    case 'missing':
      return 'no';
    case 'denied':
    case 'failed':
      return 'unknown';
  }
}
