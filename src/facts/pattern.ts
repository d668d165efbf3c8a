import type { Truth } from '../word.ts';
import { isLoose, type Component, type Location } from './location.ts';
import { componentMatches, componentPrefix } from './names.ts';

/**
 * Paths in a place, as a glob: `/etc`, `~/.ssh`, `C:/Windows`, or `**\/.git` anywhere. It stands for the path and all below it;
 * ending in `/.` it stands for the path alone. `*` and `?` stay within a component.
 */
export type PathGlob = string;

/** A glob taken apart, with `~` replaced; `root` is `null` for one that may begin anywhere. */
export interface Pattern {
  readonly root: string | null;
  readonly names: readonly string[];
  readonly exact: boolean;
  /** How many names at the beginning are a directory of this machine, whose `*` are no wildcards. */
  readonly fixed: number;
}

/** Letters of one case where a file system does not tell them apart; one of the functions below, which tables are kept by. */
export type Fold = (text: string) => string;

/** Every letter as it is written. */
export const exactCase: Fold = (text) => text;
/** Letters as the usual file systems of macOS and Windows compare them. */
export const anyCase: Fold = (text) => text.normalize('NFC').toLowerCase();

/** The pattern of a directory of this machine, whatever characters its name has. */
export function directoryPattern(directory: string, fold: Fold): Pattern {
  return patternOf(directory, Number.POSITIVE_INFINITY, fold);
}

const DRIVE = /^[A-Z]:(?=\/|$)/;

/** A glob taken apart; of the first `fixed` names no `*` is a wildcard. */
export function patternOf(glob: string, fixed: number, fold: Fold): Pattern {
  const drive = DRIVE.exec(glob)?.[0];
  const floating = glob.startsWith('**/');
  const names = namesOf(fold(glob.slice(floating ? 3 : (drive?.length ?? 0))));
  const exact = names.at(-1) === '.';
  return { root: floating ? null : (drive ?? ''), names: exact ? names.slice(0, -1) : names, exact, fixed };
}

function namesOf(path: string): string[] {
  return path
    .replace(DRIVE, '')
    .split('/')
    .filter((name) => name !== '');
}

/** Whether the location is the pattern's path or lies below it. */
export function lies(location: Location, pattern: Pattern, fold: Fold): Truth {
  const { components } = location;
  const { names, exact } = pattern;
  if (pattern.root === null) {
    const last = components.length - names.length;
    let result: Truth = 'no';
    for (let from = exact ? Math.max(last, 0) : 0; from <= last; from++) {
      const truth = anywhereTruth(components, from, names, fold);
      if (truth === 'yes') return truth;
      if (truth === 'unknown') result = truth;
    }
    return result;
  }
  if (location.root === null) return mayEndAs(components, names, fold);
  if (location.root !== pattern.root) return 'no';
  if (components.length < names.length || (exact && components.length !== names.length)) return 'no';
  return prefixTruth(components, 0, names, fold, pattern.fixed);
}

/** Whether the location is the pattern's path or a directory above it. */
export function liesAbove(location: Location, pattern: Pattern, fold: Fold): Truth {
  const { components } = location;
  const { names } = pattern;
  if (pattern.root === null) {
    // Anywhere: the end of the location is a beginning of the pattern.
    let result: Truth = 'no';
    for (let count = Math.min(names.length, components.length); count > 0; count--) {
      const truth = anywhereTruth(components, components.length - count, names.slice(0, count), fold);
      if (truth === 'yes') return truth;
      if (truth === 'unknown') result = truth;
    }
    return result;
  }
  if (location.root === null) return 'unknown';
  if (location.root !== pattern.root || components.length > names.length) return 'no';
  return prefixTruth(components, 0, names, fold, pattern.fixed, components.length);
}

/**
 * A pattern that may begin anywhere, at one place: what is not known counts only as far as the known text points to it,
 * as in `.claude/$F` or `.mcp$X`; `$FILE` and `$X/settings.json` are everyday.
 */
function anywhereTruth(components: readonly Component[], from: number, names: readonly string[], fold: Fold): Truth {
  const truth = prefixTruth(components, from, names, fold);
  if (truth !== 'unknown') return truth;
  const directories = components.slice(from, from + names.length - 1);
  if (!directories.every((component) => componentPrefix(component).length > 1)) return 'no';
  return directories.length > 0 || pointsTo(components[from]) ? 'unknown' : 'no';
}

/** Two letters of a name, or the dot before a pattern, which takes in every hidden name. */
function pointsTo(component: Component | undefined): boolean {
  if (component === undefined) return false;
  return componentPrefix(component).length > (isLoose(component) ? 1 : 0);
}

function prefixTruth(
  components: readonly Component[],
  from: number,
  names: readonly string[],
  fold: Fold,
  fixed = 0,
  count = names.length,
): Truth {
  let result: Truth = 'yes';
  for (let index = 0; index < count; index++) {
    const name = names[index];
    const component = components[from + index];
    if (name === undefined || component === undefined) return 'no';
    const literal = index < fixed && typeof component === 'string';
    const truth = literal ? (fold(component) === name ? 'yes' : 'no') : componentMatches(component, name, fold);
    if (truth === 'no') return 'no';
    if (truth === 'unknown') result = 'unknown';
  }
  return result;
}

/** Where the beginning is not known: whether a telling name (one with a leading dot) of the pattern's end is among the known ones. */
function mayEndAs(components: readonly Component[], names: readonly string[], fold: Fold): Truth {
  const name = names.at(-1);
  if (name === undefined || !name.startsWith('.')) return 'no';
  return components.some((component) => typeof component === 'string' && fold(component) === name) ? 'unknown' : 'no';
}
