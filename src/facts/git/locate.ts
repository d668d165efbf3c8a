import { ancestors } from '../project-root.ts';
import { normalText } from '../text-path.ts';
import type { GitDirectories, GitFiles } from './files.ts';

const MAX_POINTER = 4096;

/** The repository whose working tree a directory lies in. */
export function locateRepository(directory: string, files: GitFiles): GitDirectories | 'none' | 'unreadable' {
  for (const top of ancestors(directory)) {
    const dotGit = top === '/' ? '/.git' : `${top}/.git`;
    const { kind } = files.entry(dotGit);
    if (kind === 'missing') continue;
    if (kind === 'unknown') return 'unreadable';
    const own = kind === 'file' ? pointedAt(dotGit, top, files) : dotGit;
    return own === undefined ? 'unreadable' : { top, own, common: commonDirectory(own, files) };
  }
  return 'none';
}

/** A linked worktree or submodule has a file instead: `gitdir: PATH`. */
function pointedAt(dotGit: string, top: string, files: GitFiles): string | undefined {
  const content = files.read(dotGit, MAX_POINTER);
  if (content.kind !== 'text') return undefined;
  const path = /^gitdir: (.+)$/m.exec(content.text)?.[1]?.trim();
  return path === undefined ? undefined : joined(top, path);
}

function commonDirectory(own: string, files: GitFiles): string {
  const content = files.read(`${own}/commondir`, MAX_POINTER);
  return content.kind === 'text' ? joined(own, content.text.trim()) : own;
}

/** A path that git wrote down, relative to a directory. */
export function joined(directory: string, path: string): string {
  return normalText(path.startsWith('/') || /^[A-Za-z]:[\\/]/.test(path) ? path : `${directory}/${path}`);
}

/** How many worktrees are looked at. */
const MAX_WORKTREES = 256;

/** The tops of all worktrees of a repository, the main one first (gitrepository-layout(5), `worktrees`). */
export function worktreesOf(repository: GitDirectories, files: GitFiles): readonly string[] {
  const tops: string[] = [];
  if (repository.common.endsWith('/.git')) tops.push(repository.common.slice(0, -'/.git'.length));
  for (const name of (files.list(`${repository.common}/worktrees`) ?? []).slice(0, MAX_WORKTREES)) {
    const directory = `${repository.common}/worktrees/${name}`;
    const content = files.read(`${directory}/gitdir`, MAX_POINTER);
    if (content.kind === 'text') tops.push(joined(directory, content.text.trim()).replace(/\/\.git$/, ''));
  }
  return [...new Set(tops)];
}
