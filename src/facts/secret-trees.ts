import type { Truth } from '../word.ts';
import type { World } from '../world.ts';
import { pathOf, type Location } from './location.ts';
import { isNotable, isSecret } from './secrets.ts';

/** How many directories are looked into below one. */
const MAX_DIRECTORIES = 100;
/** Directories of others' files, and of git's own. */
const skipped = ['node_modules', '.git', 'vendor', '.venv', 'venv', 'target', 'dist', 'build'];

/** Whether a directory holds a secret file somewhere below it, as far as the nearest directories are known. */
export function holdsSecret(location: Location, world: World): Truth {
  const path = pathOf(location);
  if (path === undefined) return 'no';
  let open = false;
  let queue: Location[] = [location];
  for (let count = 0; queue.length > 0;) {
    const next: Location[] = [];
    for (const directory of queue) {
      count += 1;
      if (count > MAX_DIRECTORIES) return 'unknown';
      const at = pathOf(directory);
      const names = at === undefined ? undefined : world.list(at);
      // The place itself may be a file; what cannot be listed leaves the answer open.
      if (names === undefined) open ||= directory === location ? world.entry(path).kind !== 'file' : false;
      for (const name of names ?? []) {
        const child: Location = { ...directory, components: [...directory.components, name] };
        if (isNotable(name) && isSecret(child, world) === 'yes') return 'yes';
        const childPath = pathOf(child);
        if (childPath !== undefined && !skipped.includes(name) && world.entry(childPath).kind === 'directory')
          next.push(child);
      }
    }
    queue = next;
  }
  return open ? 'unknown' : 'no';
}
