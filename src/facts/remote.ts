import { textOf, wordOf, type PathRef, type Remote } from '../word.ts';
import type { World } from '../world.ts';
import { joinPath, normalise, pathOf, splitPath, type Location } from './location.ts';

/** Where a path of another machine leads. */
export interface RemoteTarget {
  readonly location: Location;
  /** The path on this machine, where it lies in a directory both machines see (`docker run -v`). */
  readonly local?: PathRef;
  /** Directories of this machine that lie below it. */
  readonly mountsBelow: readonly PathRef[];
}

/** Reads a path on the far side: mounted directories lead back to this machine, `~` is the home there. */
export function remoteTargets(path: PathRef, remote: Remote, world: World): RemoteTarget {
  const location = remoteLocation(path, world);
  const written = pathOf(location);
  const mountsBelow: PathRef[] = [];
  for (const mount of remote.mounts) {
    const guest = mount.guest.replace(/\/+$/, '');
    if (written !== undefined && (written === guest || written.startsWith(`${guest}/`) || guest === ''))
      return { location, local: below(mount.host, written.slice(guest.length)), mountsBelow };
    const partly = written === undefined ? withinGuest(location, guest) : undefined;
    if (partly !== undefined)
      return {
        location,
        local: { word: wordOf(partly, path.word.span, path.word.many), cwd: mount.host.word },
        mountsBelow,
      };
    if (written !== undefined && guest.startsWith(written === '/' ? '/' : `${written}/`)) mountsBelow.push(mount.host);
  }
  return { location, mountsBelow };
}

/** The part of a partly known location below a mounted directory, as a relative path. */
function withinGuest(location: Location, guest: string): PathRef['word']['parts'] | undefined {
  if (location.root !== '') return undefined;
  const names = guest.split('/').filter((name) => name !== '');
  if (!names.every((name, index) => location.components[index] === name)) return undefined;
  return [
    '.',
    ...location.components
      .slice(names.length)
      .flatMap((component) => ['/', ...(typeof component === 'string' ? [component] : component)]),
  ];
}

function below(host: PathRef, rest: string): PathRef {
  return rest === '' ? host : { ...host, word: wordOf([...host.word.parts, rest], host.word.span, host.word.many) };
}

function remoteLocation(path: PathRef, world: World): Location {
  const text = textOf(path.word);
  if (text !== undefined && /^~(?:\/|$)/.test(text)) {
    const written = splitPath({ ...path.word, parts: [text] }, world.platform);
    return normalise({ ...written, root: '~', components: written.components.slice(1) });
  }
  return normalise(joinPath(path, { platform: 'linux', cwd: null }));
}
