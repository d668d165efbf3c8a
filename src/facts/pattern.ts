import { anyOf, type Truth } from '../word.ts';
import { escaped } from './filter.ts';
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

type Fold = (text: string) => string;

/** The pattern of a glob for each home directory; none where it begins at home and home is not known. */
export function patternsOf(glob: PathGlob, homes: readonly string[], fold: Fold): readonly Pattern[] {
  if (!glob.startsWith('~/')) return [patternOf(glob, 0, fold)];
  return homes.map((home) => patternOf(home + glob.slice(1), namesOf(home).length, fold));
}

/** The pattern of a directory of this machine, whatever characters its name has. */
export function directoryPattern(directory: string, fold: Fold): Pattern {
  return patternOf(directory, Number.POSITIVE_INFINITY, fold);
}

const DRIVE = /^[A-Z]:(?=\/|$)/;

function patternOf(glob: string, fixed: number, fold: Fold): Pattern {
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

/**
 * The answer for a path of known text, folded and with a slash behind it, by text alone; `undefined` where only taking it
 * apart tells. Most questions end here, and no pattern is made for them.
 */
export function textLies(path: string, glob: PathGlob, homes: readonly string[], fold: Fold): 'yes' | 'no' | undefined {
  const { floating, known, wild, exact } = knownText(glob, fold);
  const found = floating
    ? path.includes(known.slice(2))
    : known.startsWith('~/')
      ? homes.some((home) => path.startsWith(fold(home) + known.slice(1)))
      : path.startsWith(known);
  if (!found) return 'no';
  return wild || exact ? undefined : 'yes';
}

/** Expressions of which each path that `textLies` does not answer with `no` matches one. */
export function beginnings(glob: PathGlob, homes: readonly string[], fold: Fold): readonly string[] {
  const { floating, known } = knownText(glob, fold);
  if (floating) return [escaped(known.slice(2))];
  return (known.startsWith('~/') ? homes.map((home) => fold(home) + known.slice(1)) : [known]).map(
    (text) => `^${escaped(text)}`,
  );
}

/** The text of a glob in front of its first wildcard, folded. */
function knownText(glob: PathGlob, fold: Fold): { floating: boolean; known: string; wild: boolean; exact: boolean } {
  const floating = glob.startsWith('**/');
  const wild = glob.slice(floating ? 3 : 0).search(/[*?]/);
  const exact = glob.endsWith('/.');
  const known = fold(wild < 0 ? (exact ? glob.slice(0, -1) : `${glob}/`) : glob.slice(0, wild + (floating ? 3 : 0)));
  return { floating, known, wild: wild >= 0, exact };
}

/** Whether the location is the pattern's path or lies below it. */
export function lies(location: Location, pattern: Pattern, fold: Fold): Truth {
  const { components } = location;
  const { names, exact } = pattern;
  if (pattern.root === null) {
    const last = components.length - names.length;
    const answers: Truth[] = [];
    for (let from = exact ? Math.max(last, 0) : 0; from <= last; from++)
      answers.push(anywhereTruth(components, from, names, fold));
    return anyOf(answers);
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
    const answers: Truth[] = [];
    for (let count = Math.min(names.length, components.length); count > 0; count--)
      answers.push(anywhereTruth(components, components.length - count, names.slice(0, count), fold));
    return anyOf(answers);
  }
  if (location.root === null) return 'unknown';
  if (location.root !== pattern.root || components.length > names.length) return 'no';
  return prefixTruth(components, 0, names.slice(0, components.length), fold, pattern.fixed);
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
): Truth {
  let result: Truth = 'yes';
  for (const [index, name] of names.entries()) {
    const component = components[from + index];
    if (component === undefined) return 'no';
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
