import type { Truth } from '../word.ts';
import type { World } from '../world.ts';
import { pathOf, type Location } from './location.ts';
import { isNotable, isSecret } from './secrets.ts';

/** How many directories are looked into below one. */
const MAX_DIRECTORIES = 100;

/** Directories of others' files, of build output, and git's own: nobody keeps a secret there. */
const SKIPPED = ['node_modules', '.git', 'vendor', '.venv', 'venv', 'target', 'dist', 'build', '__pycache__'];

/** Whether a directory holds a secret file somewhere below it, as far as the nearest directories are known. */
export function holdsSecret(location: Location, world: World): Truth {
  const path = pathOf(location);
  if (path === undefined) return 'no';
  let open = world.list(path) === undefined && world.entry(path).kind !== 'file';
  const pending: Location[] = [location];
  for (let at = 0; at < pending.length; at++) {
    const directory = pending[at];
    if (directory === undefined) break;
    if (at === MAX_DIRECTORIES) return 'unknown';
    const names = world.list(pathOf(directory) ?? '') ?? [];
    const children = names.map((name): Location => ({ ...directory, components: [...directory.components, name] }));
    if (children.some((child, index) => isNotable(names[index] ?? '') && isSecret(child, world) === 'yes'))
      return 'yes';
    for (const [index, child] of children.entries()) {
      if (!mayBeDirectory(names[index] ?? '')) continue;
      const { kind } = world.entry(pathOf(child) ?? '');
      if (kind === 'directory') pending.push(child);
      if (kind === 'unknown') open = true;
    }
  }
  return open ? 'unknown' : 'no';
}

/** A name with an extension is hardly a directory; not asking saves most of the questions. */
function mayBeDirectory(name: string): boolean {
  return !/[^.]\.[A-Za-z0-9]{1,5}$/.test(name) && !SKIPPED.includes(name);
}
