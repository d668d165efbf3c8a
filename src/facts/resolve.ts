import type { PathRef } from '../word.ts';
import type { Entry, World } from '../world.ts';
import {
  formatPath,
  isLoose,
  isRecursive,
  joinPath,
  normalise,
  splitPath,
  type Component,
  type Location,
} from './location.ts';
import { componentPrefix, globMatches } from './names.ts';

/** How many symbolic links one path may lead through (Linux: path_resolution(7)). */
const MAX_LINKS = 40;
/** How many names one pathname pattern stands for one by one; of more, only the notable ones and the links do. */
const MAX_ALTERNATIVES = 64;
const MAX_NOTABLE = 512;
/** How many names are looked at to find those. */
const MAX_MATCHES = 8192;
/** How many components are looked at one by one; the kernel takes no path of more than 4096 bytes (limits.h, `PATH_MAX`). */
const MAX_COMPONENTS = 4096;

const noLinks: ReadonlyMap<string, string> = new Map();

/** Where a path leads: as written and with symbolic links followed, one location for each name a pattern matches. */
export interface Destinations {
  readonly written: readonly Location[];
  readonly real: readonly Location[];
  /** Not all alternatives are listed: a link loop, or a path that is too long. */
  readonly incomplete: boolean;
}

/**
 * Follows a path of this machine component by component, also where its end does not exist yet.
 * `last` says what happens to a symbolic link that is the last component: `keep` leaves it. `made` are links the call itself
 * makes, by absolute path; they count where nothing is known to stand.
 */
export function followPath(
  path: PathRef,
  world: World,
  last: 'follow' | 'keep',
  notable: (name: string) => boolean,
  made: ReadonlyMap<string, string> = noLinks,
): Destinations {
  const joined = joinPath(path, world);
  const written = normalise(joined);
  if (joined.root === null) return { written: [written], real: [written], incomplete: false };
  if (joined.components.length > MAX_COMPONENTS) return { written: [written], real: [written], incomplete: true };
  const walk = new Walk(world, joined, last === 'keep' && !joined.slash, notable, made);
  walk.run();
  const expanded = walk.expandedAs.length > 0 ? walk.expandedAs : [written];
  return { written: expanded, real: walk.real, incomplete: walk.incomplete };
}

/** The path with every symbolic link followed. */
export function realPath(path: string, world: World): string {
  const { real } = followPath(absolute(path), world, 'follow', () => false);
  const [only] = real;
  return only === undefined || only.root === null ? path : formatPath(only.root, only.components.map(String));
}

/** A reference to a path of known text. */
export function absolute(path: string): PathRef {
  const word = { parts: path === '' ? [] : [path], span: { start: 0, end: 0 }, many: false };
  return { word, cwd: { parts: ['/'], span: word.span, many: false } };
}

class Walk {
  readonly real: Location[] = [];
  /** The written locations after pathname expansion, where a pattern was expanded. */
  readonly expandedAs: Location[] = [];
  incomplete = false;
  readonly #world: World;
  readonly #start: Location;
  readonly #keepLast: boolean;
  readonly #notable: (name: string) => boolean;
  readonly #made: ReadonlyMap<string, string>;

  constructor(
    world: World,
    start: Location,
    keepLast: boolean,
    notable: (name: string) => boolean,
    made: ReadonlyMap<string, string>,
  ) {
    this.#world = world;
    this.#start = start;
    this.#keepLast = keepLast;
    this.#notable = notable;
    this.#made = made;
  }

  run(): void {
    for (const components of this.#expansions()) {
      const location = { ...this.#start, components };
      if (components !== this.#start.components) this.expandedAs.push(normalise(location));
      this.real.push(this.#follow(location));
    }
  }

  /** Pathname expansion: the component lists a pattern stands for, or the list itself where nothing matches or is known. */
  #expansions(): readonly (readonly Component[])[] {
    const all = this.#start.components;
    if (!all.some(isGlob)) return [all];
    let lists: (readonly Component[])[] = [[]];
    let expanded = false;
    for (const [index, component] of all.entries()) {
      if (!isGlob(component) || isRecursive(component)) {
        lists = lists.map((list) => [...list, component]);
        continue;
      }
      const next: (readonly Component[])[] = [];
      for (const list of lists) {
        const names = next.length > MAX_MATCHES ? undefined : this.#matches(list, component);
        if (names === undefined) next.push([...list, component]);
        else for (const name of names) next.push([...list, name]);
        if (names !== undefined) expanded = true;
      }
      lists = next.length > MAX_ALTERNATIVES ? [all.slice(0, index + 1), ...this.#remarkable(next)] : next;
      // No match anywhere leaves the pattern as it was written.
      if (lists.length === 0) return [this.#literal()];
    }
    if (!expanded) return [all];
    if (isGlob(all.at(-1) ?? '')) return lists;
    const existing = lists.filter((list) => this.#mayExist(list));
    return existing.length === 0 ? [this.#literal()] : existing;
  }

  /** Of many matches, those that may lie in another place than their directory: telling names, hidden ones, links. */
  #remarkable(lists: readonly (readonly Component[])[]): readonly (readonly Component[])[] {
    return lists
      .filter((list) => {
        const name = list.at(-1);
        if (typeof name !== 'string') return true;
        if (name.startsWith('.') || this.#notable(name)) return true;
        if (this.#keepLast) return false;
        const { root, components } = this.#follow({ ...this.#start, components: list }, true);
        return this.#world.entry(formatPath(root ?? '', components.map(String))).kind === 'link';
      })
      .slice(0, MAX_NOTABLE);
  }

  #matches(directory: readonly Component[], component: Exclude<Component, string>): readonly string[] | undefined {
    if (component.some((part) => typeof part !== 'string' && part.hole !== 'glob')) return undefined;
    const place = this.#follow({ ...this.#start, components: directory, slash: true });
    if (place.root === null || !place.components.every((name) => typeof name === 'string')) return undefined;
    const names = this.#world.list(formatPath(place.root, place.components.map(String)));
    return names?.filter((name) => globMatches(name, component));
  }

  /** A match needs every component after the pattern to exist as well. */
  #mayExist(list: readonly Component[]): boolean {
    const last = list.at(-1);
    if (typeof last !== 'string' || list.some((component) => typeof component !== 'string')) return true;
    const { root, components } = this.#follow({ ...this.#start, components: list }, true);
    return root === null || this.#world.entry(formatPath(root, components.map(String))).kind !== 'missing';
  }

  #literal(): readonly Component[] {
    return this.#start.components.map((component) =>
      typeof component === 'string' || !component.every((part) => typeof part === 'string' || part.hole === 'glob')
        ? component
        : component.map((part) => (typeof part === 'string' ? part : part.hole === 'glob' ? part.text : '')).join(''),
    );
  }

  #entry(path: string): Entry {
    const entry = this.#world.entry(path);
    const target = entry.kind === 'missing' || entry.kind === 'unknown' ? this.#made.get(path) : undefined;
    return target === undefined ? entry : { kind: 'link', target };
  }

  #follow(location: Location, keepLast = this.#keepLast && !location.slash): Location {
    let root = location.root ?? '';
    let done: string[] = [];
    const ahead = location.components.toReversed();
    let links = 0;
    // Below a path that does not exist nothing needs to be asked.
    let missing = false;
    for (let component = ahead.pop(); component !== undefined; component = ahead.pop()) {
      if (typeof component !== 'string') {
        const rest = takenBack(component, ahead);
        if (rest === undefined)
          return normalise({ ...location, root, components: [...done, component, ...ahead.reverse()] });
        ahead.length = rest;
        continue;
      }
      if (component === '.') continue;
      if (component === '..') {
        done.pop();
        missing = false;
        continue;
      }
      done.push(component);
      if (missing || (keepLast && ahead.length === 0)) continue;
      const entry = this.#entry(formatPath(root, done));
      if (entry.kind === 'missing') missing = true;
      if (entry.kind !== 'link') continue;
      if (++links > MAX_LINKS) {
        this.incomplete = true;
        return normalise(location);
      }
      const target = splitPath(absolute(entry.target).word, this.#world.platform);
      if (target.kind === 'absolute') {
        root = target.root;
        done = [];
      } else done.pop();
      ahead.push(...target.components.toReversed());
    }
    return { ...location, root, components: done };
  }
}

/**
 * How many of the components ahead (the next one last) remain once `..` has led out of a name that is not known again;
 * `undefined` where it does not, or where that leads anywhere.
 */
function takenBack(component: Component, ahead: readonly Component[]): number | undefined {
  const inside = [component];
  for (let next = ahead.length - 1; next >= 0; next--) {
    const name = ahead[next];
    if (name === undefined || name === '.') continue;
    if (name !== '..') {
      inside.push(name);
      continue;
    }
    const left = inside.pop();
    if (left === undefined || isLoose(left) || isRecursive(left)) return undefined;
    if (inside.length === 0) return next;
  }
  return undefined;
}

function isGlob(component: Component): component is Exclude<Component, string> {
  return (
    typeof component !== 'string' &&
    !isLoose(component) &&
    component.some((part) => typeof part !== 'string' && part.hole === 'glob')
  );
}

/** Whether a component is a pattern that matches every name, so that it stands for all of its directory. */
export function isEverything(component: Component): boolean {
  return (
    typeof component !== 'string' &&
    component.length > 0 &&
    component.every((part) => typeof part !== 'string' && part.hole === 'glob' && /^\*+$/.test(part.text)) &&
    componentPrefix(component) === ''
  );
}
