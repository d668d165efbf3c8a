import { wordOf, type Part, type PathRef, type Word } from '../word.ts';
import type { World } from '../world.ts';

/** One name of a path: its text, or text interleaved with holes. */
export type Component = string | readonly Part[];

/** Where a path may lead, component by component. */
export interface Location {
  /** Empty for `/`, `C:` for a Windows drive, `~` for the home of another machine; `null` where the beginning is not known. */
  readonly root: string | null;
  readonly components: readonly Component[];
  /** A part of it is unknown text, which may hold slashes and `..`. */
  readonly loose: boolean;
  /** It was written with a slash at the end, so a symbolic link there is followed. */
  readonly slash: boolean;
}

/** The directory whose fresh entries `mktemp` prints, where nothing else is known. */
const TEMP: readonly string[] = ['tmp'];

const nowhere: Component = [{ hole: 'unknown', why: 'the directory' }];

/** The components of a path as they are written, `.` and `..` included. */
export interface WrittenPath {
  readonly kind: 'absolute' | 'relative' | 'unknown';
  readonly root: string;
  readonly components: readonly Component[];
  readonly loose: boolean;
  readonly slash: boolean;
}

/** Takes a word apart at its slashes; on Windows at its backslashes too, and `/c/x` is `C:/x` as Git Bash has it. */
export function splitPath(word: Word, platform: World['platform']): WrittenPath {
  const components: Component[] = [];
  let kind: WrittenPath['kind'] = 'relative';
  let root = '';
  let loose = word.many;
  let current: Part[] = [];
  const close = (): void => {
    const { parts } = wordOf(current, word.span);
    const [only] = parts;
    if (parts.length === 1 && typeof only === 'string') components.push(only);
    else if (parts.length > 0) components.push(parts);
    current = [];
  };
  for (const [index, part] of word.parts.entries()) {
    if (typeof part === 'string') {
      let text = platform === 'windows' ? part.replaceAll('\\', '/') : part;
      if (index === 0) {
        const drive = driveOf(text, platform);
        if (drive !== undefined) {
          kind = 'absolute';
          root = drive.root;
          text = drive.rest;
        } else if (text.startsWith('/')) kind = 'absolute';
      }
      let from = 0;
      for (let at = text.indexOf('/'); at >= 0; at = text.indexOf('/', from)) {
        current.push(text.slice(from, at));
        close();
        from = at + 1;
      }
      current.push(text.slice(from));
    } else if (part.hole === 'temp') {
      if (index === 0) kind = 'absolute';
      close();
      components.push(...TEMP);
      current.push(part);
    } else {
      if (part.hole === 'unknown') {
        if (index === 0) kind = 'unknown';
        loose = true;
      }
      current.push(part);
    }
  }
  const slash = current.length > 0 && current.every((part) => part === '') && word.parts.length > 0;
  close();
  return { kind, root, components, loose, slash };
}

/** A drive such as `C:\x` or `C:/x` names the same place on every platform; only Git Bash reads `/c/x` so. */
function driveOf(text: string, platform: World['platform']): { root: string; rest: string } | undefined {
  const letter = text[1] === ':' ? /^([a-z]):(?=[\\/]|$)/i.exec(text)?.[1] : undefined;
  if (letter !== undefined && (platform === 'windows' || /^.:[\\/]/.test(text)))
    return { root: `${letter.toUpperCase()}:`, rest: text.slice(2).replaceAll('\\', '/') };
  const mounted = platform === 'windows' ? /^\/([a-z])(?=\/|$)/i.exec(text)?.[1] : undefined;
  return mounted === undefined ? undefined : { root: `${mounted.toUpperCase()}:`, rest: text.slice(2) };
}

/** The path joined to the directory it is relative to, not yet normalised. */
export function joinPath(path: PathRef, world: Pick<World, 'platform' | 'cwd'>): Location {
  const written = splitPath(path.word, world.platform);
  if (written.kind === 'absolute') return { ...written, root: written.root };
  if (written.kind === 'unknown') return { ...written, root: null };
  const directory = splitPath(path.cwd, world.platform);
  const { slash } = written;
  const components = [...directory.components, ...written.components];
  const loose = written.loose || directory.loose;
  if (directory.kind === 'absolute') return { root: directory.root, components, loose, slash };
  if (directory.kind === 'unknown' || world.cwd === null) {
    const known = directory.kind === 'unknown' ? components : [nowhere, ...components];
    return { root: null, components: known, loose: true, slash };
  }
  const base = splitPath({ ...path.cwd, parts: [world.cwd] }, world.platform);
  return { root: base.root, components: [...base.components, ...components], loose, slash };
}

/** Takes out `.` and, by name alone, `..`; what stands above an unknown part is not known. */
export function normalise(location: Location): Location {
  let { root } = location;
  let components: Component[] = [];
  for (const component of location.components) {
    if (component === '.') continue;
    if (component !== '..') {
      components.push(component);
      continue;
    }
    const last = components.at(-1);
    if (last !== undefined && (isLoose(last) || isRecursive(last))) {
      root = null;
      components = [nowhere];
    } else if (last !== undefined) components.pop();
  }
  return { ...location, root, components };
}

/** Whether a component holds text that is not known at all. */
export function isLoose(component: Component): boolean {
  return typeof component !== 'string' && component.some((part) => typeof part !== 'string' && part.hole === 'unknown');
}

/** `**` may stand for any number of directories (zsh, bash with globstar, the Glob tool). */
export function isRecursive(component: Component): boolean {
  return (
    typeof component !== 'string' &&
    component.some((part) => typeof part !== 'string' && part.hole === 'glob' && part.text.includes('**'))
  );
}

/** A location with nothing unknown as a path; `undefined` for any other. */
export function pathOf(location: Location): string | undefined {
  if (location.root === null) return undefined;
  const names: string[] = [];
  for (const component of location.components) {
    if (typeof component !== 'string') return undefined;
    names.push(component);
  }
  return formatPath(location.root, names);
}

/** The directory above the first component that is not known; `undefined` where even the beginning is unknown. */
export function knownPrefix(location: Location): string | undefined {
  if (location.root === null) return undefined;
  const names: string[] = [];
  for (const component of location.components) {
    if (typeof component !== 'string') break;
    names.push(component);
  }
  return formatPath(location.root, names);
}

export function formatPath(root: string, names: readonly string[]): string {
  return `${root}/${names.join('/')}`;
}
