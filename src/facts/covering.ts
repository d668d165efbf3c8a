import type { Truth } from '../word.ts';
import type { World } from '../world.ts';
import { indexOf, type Floating } from './glob-index.ts';
import { pathOf, type Location } from './location.ts';
import { lies, type Fold, type PathGlob, type Pattern } from './pattern.ts';

/** What is known of the machine where a directory is compared with globs. */
interface Machine {
  readonly world: World;
  readonly fold: Fold;
  readonly homePatterns: readonly Pattern[];
}

/**
 * Whether a directory is above what globs stand for. Of globs that may begin anywhere only those count whose path is known
 * to exist below the directory; one that carries an agent's name counts in any case: `rm -rf .claude`, not `rm -rf hooks`.
 */
export function coversGlobs(location: Location, globs: readonly PathGlob[], machine: Machine): Truth {
  const index = indexOf(globs, machine.fold);
  let result = index.aboveAnchored(location, machine.homePatterns);
  if (result === 'yes') return result;
  const path = pathOf(location);
  for (const pattern of index.floatingNear(location)) {
    const truth = coversFloating(location, path, pattern, machine);
    if (truth === 'yes') return truth;
    if (truth === 'unknown') result = truth;
  }
  return path !== undefined && holdsAny(path, index.floatingByName, machine.world) ? 'yes' : result;
}

/** Where the directory itself is one of the names of the glob, or matches it. */
function coversFloating(location: Location, path: string | undefined, pattern: Floating, machine: Machine): Truth {
  const { names, written, wild } = pattern;
  if (path === undefined || wild) return names.length === 1 ? lies(location, pattern, machine.fold) : 'no';
  for (let shared = names.length; shared > 0; shared--) {
    if (!endsAs(location, names, shared, machine.fold)) continue;
    if (shared === names.length || isAgentDirectory(written[0])) return 'yes';
    if (exists(below(path, written.slice(shared)), machine.world)) return 'yes';
  }
  return 'no';
}

function endsAs({ components }: Location, names: readonly string[], count: number, fold: Fold): boolean {
  const from = components.length - count;
  if (from < 0) return false;
  for (let at = 0; at < count; at++) {
    const component = components[from + at];
    if (typeof component !== 'string' || fold(component) !== names[at]) return false;
  }
  return true;
}

/** Whether anything the globs stand for is in the directory: only where the first name is there are the others asked for. */
function holdsAny(path: string, byName: ReadonlyMap<string, readonly Floating[]>, world: World): boolean {
  if (byName.size === 0) return false;
  const { kind } = world.entry(path);
  if (kind === 'missing' || kind === 'file') return false;
  for (const [name, patterns] of byName)
    if (
      exists(below(path, [name]), world) &&
      patterns.some(({ written }) => written.length === 1 || exists(below(path, written), world))
    )
      return true;
  return false;
}

function below(path: string, names: readonly string[]): string {
  return [path === '/' ? '' : path, ...names].join('/');
}

function exists(path: string, world: World): boolean {
  const { kind } = world.entry(path);
  return kind !== 'unknown' && kind !== 'missing';
}

function isAgentDirectory(name: string | undefined): boolean {
  return name !== undefined && name.startsWith('.') && name !== '.github' && name !== '.vscode';
}
