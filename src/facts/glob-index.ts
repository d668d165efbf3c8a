import type { Truth } from '../word.ts';
import type { Component, Location } from './location.ts';
import { componentPrefix, componentSuffix } from './names.ts';
import { lies, liesAbove, patternOf, type Fold, type PathGlob, type Pattern } from './pattern.ts';

/** A glob that may begin anywhere. */
export interface Floating extends Pattern {
  /** The names as the glob has them, whatever the letter case. */
  readonly written: readonly string[];
  readonly wild: boolean;
}

/** Patterns by the name they begin with; those that begin with a wildcard, or have no name at all, apart. */
class ByName<Item extends Pattern> {
  readonly all: Item[] = [];
  readonly #named = new Map<string, Item[]>();
  readonly #others: Item[] = [];
  /** Last names with a dot in front, which tell where a path of unknown beginning may end. */
  readonly #endings = new Set<string>();

  add(pattern: Item): void {
    this.all.push(pattern);
    const last = pattern.names.at(-1);
    if (last?.startsWith('.') === true) this.#endings.add(last);
    const [name] = pattern.names;
    if (name === undefined || isWild(name)) this.#others.push(pattern);
    else listIn(this.#named, name).push(pattern);
  }

  /** What a path may match that has this component at the place of the first name. */
  at(component: Component | undefined, fold: Fold): readonly Item[] {
    if (component === undefined) return this.#others;
    if (typeof component !== 'string') return this.all;
    const named = this.#named.get(fold(component));
    return named === undefined ? this.#others : [...named, ...this.#others];
  }

  /** What a path may match that has these components anywhere; one of which nothing is known at its beginning is not suspected. */
  among(components: readonly Component[], fold: Fold): readonly Item[] {
    let found: Set<Item> | undefined;
    for (const component of components) {
      const near = typeof component === 'string' ? this.#named.get(fold(component)) : this.#pointedAt(component, fold);
      if (near !== undefined) for (const pattern of near) (found ??= new Set(this.#others)).add(pattern);
    }
    return found === undefined ? this.#others : [...found];
  }

  #pointedAt(component: Exclude<Component, string>, fold: Fold): readonly Item[] | undefined {
    const prefix = fold(componentPrefix(component));
    const suffix = fold(componentSuffix(component));
    if (prefix === '') return undefined;
    return this.all.filter(({ names: [name = ''] }) => name.startsWith(prefix) && name.endsWith(suffix));
  }

  mayEndAs(components: readonly Component[], fold: Fold): boolean {
    return components.some((component) => typeof component === 'string' && this.#endings.has(fold(component)));
  }
}

/**
 * A list of globs by where they begin, so that only those are compared with a location that it may have to do with: of a
 * hundred globs most begin with a name that does not occur in it. Nothing of the machine is in it; `homes` are the patterns of
 * the home directories.
 */
export class GlobIndex {
  /** Globs that may begin anywhere, without wildcards, by the name they begin with. */
  readonly floatingByName = new Map<string, Floating[]>();
  readonly #fold: Fold;
  readonly #rooted = new ByName<Pattern>();
  readonly #atHome = new ByName<Pattern>();
  readonly #floating = new ByName<Floating>();

  constructor(globs: readonly PathGlob[], fold: Fold) {
    this.#fold = fold;
    for (const glob of globs) {
      const pattern = patternOf(glob.startsWith('~/') ? glob.slice(1) : glob, 0, fold);
      if (glob.startsWith('~/')) this.#atHome.add(pattern);
      else if (pattern.root !== null) this.#rooted.add(pattern);
      else {
        const floating = { ...pattern, written: glob.slice(3).split('/'), wild: isWild(glob.slice(3)) };
        this.#floating.add(floating);
        if (!floating.wild) listIn(this.floatingByName, floating.written[0] ?? '').push(floating);
      }
    }
  }

  /** Whether the location lies in what any of the globs stands for. */
  inside(location: Location, homes: readonly Pattern[]): Truth {
    const { root, components } = location;
    let result: Truth = 'no';
    if (root !== null) result = this.#anchored(location, homes, lies);
    else if (this.#mayEndAs(components, homes)) result = 'unknown';
    if (result === 'yes') return result;
    for (const pattern of this.#floating.among(components, this.#fold)) {
      const truth = lies(location, pattern, this.#fold);
      if (truth === 'yes') return truth;
      if (truth === 'unknown') result = truth;
    }
    return result;
  }

  /** Whether the location is above, or is, what any of the globs stands for. */
  above(location: Location, homes: readonly Pattern[]): Truth {
    let result = this.aboveAnchored(location, homes);
    for (const pattern of this.#floating.all) {
      const truth = result === 'yes' ? result : liesAbove(location, pattern, this.#fold);
      if (truth !== 'no') result = truth;
    }
    return result;
  }

  /** The same, of the globs that have a fixed beginning. */
  aboveAnchored(location: Location, homes: readonly Pattern[]): Truth {
    if (location.root !== null) return this.#anchored(location, homes, liesAbove);
    return this.#rooted.all.length > 0 || (homes.length > 0 && this.#atHome.all.length > 0) ? 'unknown' : 'no';
  }

  /** The globs that may begin anywhere of which the location holds the first name, or whose first name is not one text. */
  floatingNear({ components }: Location): readonly Floating[] {
    return this.#floating.among(components, this.#fold);
  }

  #anchored(location: Location, homes: readonly Pattern[], relation: typeof lies): Truth {
    const { components } = location;
    const fold = this.#fold;
    const above = relation === liesAbove;
    let result: Truth = 'no';
    for (const pattern of above && components.length === 0 ? this.#rooted.all : this.#rooted.at(components[0], fold)) {
      const truth = relation(location, pattern, fold);
      if (truth === 'yes') return truth;
      if (truth === 'unknown') result = truth;
    }
    for (const home of homes) {
      const depth = home.names.length;
      // Above the home directory, or at it, all that begins there is one and the same.
      const near =
        above && components.length <= depth ? this.#atHome.all.slice(0, 1) : this.#atHome.at(components[depth], fold);
      for (const pattern of near) {
        const names = [...home.names, ...pattern.names];
        const truth = relation(location, { ...pattern, root: home.root, names, fixed: depth }, fold);
        if (truth === 'yes') return truth;
        if (truth === 'unknown') result = truth;
      }
    }
    return result;
  }

  /** Where the beginning is not known, only telling names count. */
  #mayEndAs(components: readonly Component[], homes: readonly Pattern[]): boolean {
    return (
      this.#rooted.mayEndAs(components, this.#fold) ||
      (homes.length > 0 && this.#atHome.mayEndAs(components, this.#fold))
    );
  }
}

const indices = new WeakMap<Fold, WeakMap<readonly PathGlob[], GlobIndex>>();

/** The index of a list of globs, made once. */
export function indexOf(globs: readonly PathGlob[], fold: Fold): GlobIndex {
  let made = indices.get(fold);
  if (made === undefined) indices.set(fold, (made = new WeakMap()));
  let index = made.get(globs);
  if (index === undefined) made.set(globs, (index = new GlobIndex(globs, fold)));
  return index;
}

function isWild(text: string): boolean {
  return text.includes('*') || text.includes('?');
}

function listIn<Item>(map: Map<string, Item[]>, key: string): Item[] {
  let list = map.get(key);
  if (list === undefined) map.set(key, (list = []));
  return list;
}
