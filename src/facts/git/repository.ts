import type { Truth } from '../../word.ts';
import type { Repository } from '../../world.ts';
import { readConfig, readRepositoryConfig, type GitConfig } from './config.ts';
import type { GitDirectories, GitFiles } from './files.ts';
import { isIgnored } from './ignore.ts';
import { indexHolds, MAX_INDEX } from './index-file.ts';
import { locateRepository, worktreesOf } from './locate.ts';

const MAX_HEAD = 4096;

/**
 * What git knows, read from its files and never by running it: git would execute what a hostile repository's
 * configuration names (`core.fsmonitor`). Each file is read when it is first asked for.
 */
export class GitReader implements Repository {
  readonly #files: GitFiles;
  readonly #start: string | null;
  readonly #located = new Map<string, ReturnType<typeof locateRepository>>();
  readonly #formats = new Map<string, 20 | 32>();
  readonly #indexes = new Map<string, Uint8Array | 'missing' | undefined>();
  #config: GitConfig | undefined;

  constructor(files: GitFiles, directory: string | null) {
    this.#files = files;
    this.#start = directory;
  }

  get branch(): string | null {
    const own = this.#here()?.own;
    if (own === undefined) return null;
    const content = this.#files.read(`${own}/HEAD`, MAX_HEAD);
    const name = content.kind === 'text' ? /^ref: refs\/heads\/(.+)$/m.exec(content.text)?.[1]?.trim() : undefined;
    // With the reftable format HEAD is a dummy.
    return name === undefined || name === '.invalid' ? null : name;
  }

  /** The default branches of the remotes, which are protected like `main`. */
  get protectedBranches(): readonly string[] {
    const common = this.#here()?.common;
    if (common === undefined) return [];
    return this.remotes.flatMap((remote) => {
      const content = this.#files.read(`${common}/refs/remotes/${remote}/HEAD`, MAX_HEAD);
      const target = content.kind === 'text' ? content.text.trim() : '';
      const prefix = `ref: refs/remotes/${remote}/`;
      return target.startsWith(prefix) ? [target.slice(prefix.length)] : [];
    });
  }

  /** Where a plain `git push` goes (git-config(1), `push.default`); `null` where that is not one branch of one remote. */
  get upstream(): string | null {
    const { branch } = this;
    if (branch === null) return null;
    const own = this.config(`branch.${branch}.remote`);
    const { remotes } = this;
    const [only] = remotes;
    const fallback = remotes.length === 1 ? only : remotes.includes('origin') ? 'origin' : undefined;
    const remote = this.config(`branch.${branch}.pushremote`) ?? this.config('remote.pushdefault') ?? own ?? fallback;
    if (remote === undefined || typeof this.config(`remote.${remote}.push`) === 'string') return null;
    const merge = this.config(`branch.${branch}.merge`)?.replace(/^refs\/heads\//, '');
    switch (this.config('push.default') ?? 'simple') {
      case 'upstream':
      case 'tracking':
        return merge === undefined ? null : `${remote}/${merge}`;
      case 'simple':
        return `${remote}/${remote === own && merge !== undefined ? merge : branch}`;
      case 'current':
        return `${remote}/${branch}`;
      default:
        return null;
    }
  }

  get remotes(): readonly string[] {
    return this.#configuration().subsections('remote');
  }

  config(key: string): string | null | undefined {
    return this.#configuration().get(key);
  }

  /** Tops of the other worktrees of the repository. */
  get worktrees(): readonly string[] {
    const here = this.#here();
    return here === undefined ? [] : worktreesOf(here, this.#files).filter((top) => top !== here.top);
  }

  tracked(path: string): Truth {
    const repository = this.#around(path);
    if (repository === 'unreadable') return 'unknown';
    if (repository === 'none') return 'no';
    const index = this.#index(`${repository.own}/index`);
    if (index === undefined) return 'unknown';
    if (index === 'missing') return 'no';
    const relative = path === repository.top ? '' : path.slice(repository.top === '/' ? 1 : repository.top.length + 1);
    return indexHolds(index, relative, this.#hashBytes(repository), this.#files.foldsCase);
  }

  ignored(path: string): Truth {
    const repository = this.#around(path);
    if (repository === 'unreadable') return 'unknown';
    return repository === 'none' ? 'no' : isIgnored(path, repository, this.#configuration(), this.#files);
  }

  #here(): GitDirectories | undefined {
    const here = this.#start === null ? 'none' : this.#locate(this.#start);
    return typeof here === 'string' ? undefined : here;
  }

  #locate(directory: string): ReturnType<typeof locateRepository> {
    let located = this.#located.get(directory);
    if (located === undefined) this.#located.set(directory, (located = locateRepository(directory, this.#files)));
    return located;
  }

  #hashBytes(repository: GitDirectories): 20 | 32 {
    let bytes = this.#formats.get(repository.common);
    if (bytes === undefined) {
      bytes = readRepositoryConfig(repository, this.#files).get('extensions.objectformat') === 'sha256' ? 32 : 20;
      this.#formats.set(repository.common, bytes);
    }
    return bytes;
  }

  /** The repository whose working tree holds the path; a repository of its own below the project has its own index. */
  #around(path: string): ReturnType<typeof locateRepository> {
    const parent = path.slice(0, path.lastIndexOf('/')) || '/';
    return this.#locate(this.#files.entry(path).kind === 'directory' ? path : parent);
  }

  #index(path: string): Uint8Array | 'missing' | undefined {
    if (!this.#indexes.has(path)) this.#indexes.set(path, this.#files.bytes(path, MAX_INDEX));
    return this.#indexes.get(path);
  }

  #configuration(): GitConfig {
    return (this.#config ??= readConfig(this.#here(), this.#files));
  }
}
