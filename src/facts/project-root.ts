import type { World } from '../world.ts';
import { realPath } from './resolve.ts';
import { isSystemTree } from './system-trees.ts';
import { normalText } from './text-path.ts';

/**
 * The project root: what the agent says it is, else the nearest directory with a `.git` above the call's directory, else
 * that directory. `null` where that is `/`, a tree of the system, home or above home: then nothing counts as inside
 * (design.md section 9).
 */
export function projectRoot(world: World, said: string | null, cwd: string | null): string | null {
  const candidate =
    said !== null && isAbsolute(said) ? said : cwd === null ? null : (repositoryAbove(world, cwd) ?? cwd);
  if (candidate === null) return null;
  const root = normalText(candidate);
  return isSystemTree(root) || holdsHome(root, world) || holdsHome(realPath(root, world), world) ? null : root;
}

export function isAbsolute(path: string): boolean {
  return path.startsWith('/') || (path[1] === ':' && /^[A-Za-z]:[\\/]/.test(path));
}

function repositoryAbove(world: World, cwd: string): string | null {
  for (const directory of ancestors(normalText(cwd))) {
    const { kind } = world.entry(directory === '/' ? '/.git' : `${directory}/.git`);
    if (kind !== 'missing' && kind !== 'unknown') return directory;
  }
  return null;
}

/** A directory and all above it, the innermost first. */
export function ancestors(path: string): readonly string[] {
  const all: string[] = [];
  for (let end = path.length; end > 0; end = path.lastIndexOf('/', end - 1)) {
    const directory = path.slice(0, end);
    if (directory !== '/') all.push(directory);
  }
  if (path.startsWith('/')) all.push('/');
  return all;
}

/** Whether the directory is `/`, a drive, home, or above home; without a known home, what looks like one. */
function holdsHome(root: string, world: World): boolean {
  if (root === '/' || (root[1] === ':' && /^[A-Za-z]:\/?$/.test(root))) return true;
  if (world.home === null) return /^\/(?:root|home|Users|home\/[^/]+|Users\/[^/]+)$/.test(root);
  const fold = (text: string): string => (world.platform === 'linux' ? text : text.toLowerCase());
  return [normalText(world.home), realPath(world.home, world)].some((home) =>
    fold(`${home}/`).startsWith(fold(`${root}/`)),
  );
}
