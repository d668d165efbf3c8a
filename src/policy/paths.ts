import { anyOf, type Part, type PathRef, type Truth } from '../word.ts';
import { isGlob, matchesParts, matchesPath } from './glob.ts';
import { isBuiltinPlace } from './rule.ts';
import type { Sense, Subject } from './subject.ts';

/** `exactly` the path is meant, or everything `within` it too. */
type Reach = 'exactly' | 'within';

/** A glob made absolute, or one for base names; `null` where what it is relative to is not known. */
type Anchored = { readonly whole: boolean; readonly glob: string };

/**
 * `/x` and what begins with a double star is absolute, `~/x` below home, `a/b` below the project root. Without a slash a glob
 * of a rule is a base name; the globs of a place stand for directories of the project.
 */
function anchor(glob: string, subject: Subject, reach: Reach): Anchored | null {
  const { home, project } = subject.facts.world;
  if (glob.startsWith('~/') || glob === '~')
    return home === null ? null : { whole: true, glob: escaped(home) + glob.slice(1) };
  if (glob.startsWith('/') || glob.startsWith('**/') || /^[A-Za-z]:[\\/]/.test(glob)) return { whole: true, glob };
  if (!glob.includes('/') && reach === 'exactly') return { whole: false, glob };
  return project === null ? null : { whole: true, glob: `${escaped(project)}/${glob.replace(/^\.\//, '')}` };
}

function escaped(path: string): string {
  return path.replace(/[*?[\]\\]/g, '\\$&');
}

type Fold = (text: string) => string;

/** The usual file systems of macOS and Windows do not tell upper from lower case. */
function caseFold(subject: Subject): Fold {
  return subject.facts.world.platform === 'linux' ? (text) => text : (text) => text.toLowerCase();
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function matchesWhole({ whole, glob }: Anchored, path: string): boolean {
  return matchesPath(glob, whole ? path : baseName(path));
}

/** Whether the path or a directory above it matches. */
function isWithin(anchored: Anchored, path: string): boolean {
  if (!isGlob(anchored.glob) && anchored.whole) return isAtOrAbove(anchored.glob, path);
  for (let end = path.length; end > 0; end = path.lastIndexOf('/', end - 1))
    if (matchesWhole(anchored, path.slice(0, end))) return true;
  return false;
}

/** Whether the path is what a glob of a rule says. */
export function pathMatches(glob: string, path: PathRef, subject: Subject, sense: Sense): Truth {
  return testPath(glob, path, subject, sense, 'exactly');
}

/** Whether the path lies in a place: one the facts know, one that policies name, or both together. */
export function pathInside(place: string, path: PathRef, subject: Subject, sense: Sense): Truth {
  const known = isBuiltinPlace(place) ? subject.facts.inside(path, place, subject.act) : 'no';
  if (known === 'yes' || !Object.hasOwn(subject.places, place)) return known;
  return anyOf([known, ...(subject.places[place] ?? []).map((glob) => testPath(glob, path, subject, sense, 'within'))]);
}

function testPath(glob: string, path: PathRef, subject: Subject, sense: Sense, reach: Reach): Truth {
  const anchored = anchor(glob, subject, reach);
  if (anchored === null) return 'no';
  const fold = caseFold(subject);
  const pattern = { ...anchored, glob: fold(anchored.glob) };
  const test = reach === 'exactly' ? matchesWhole : isWithin;
  const { paths, written, open, under } = subject.facts.resolve(path, subject.act);
  const known = sense === 'applies' ? [...paths, ...written] : paths.length > 0 ? paths : written;
  const matches = known.filter((each) => test(pattern, fold(each))).length;
  if (sense === 'applies' ? matches > 0 : matches > 0 && matches === known.length && !open) return 'yes';
  if (!open) return 'no';
  // All that it may be lies below a directory that is itself inside.
  if (reach === 'within' && under !== null && known.length === 0 && isWithin(pattern, fold(under))) return 'yes';
  return mayMatch(pattern, path, under, fold, reach) ? 'unknown' : 'no';
}

/** Whether a path of which only a part is known may match, by what is known: where it lies, and its last component. */
function mayMatch({ whole, glob }: Anchored, path: PathRef, under: string | null, fold: Fold, reach: Reach): boolean {
  const tail = lastComponent(path);
  if (!whole) return tail === null || matchesPath(glob, fold(tail));
  const parts: Part[] = [...(under === null ? [] : [fold(under)]), { hole: 'unknown', why: '' }];
  if (tail !== null) parts.push(`/${fold(tail)}`);
  return (
    matchesParts(glob, parts, true) !== 'no' || (reach === 'within' && matchesParts(`${glob}/**`, parts, true) !== 'no')
  );
}

/** The last component of a path that ends in known text; `null` where a hole may be part of it. */
function lastComponent(path: PathRef): string | null {
  const last = path.word.parts.at(-1);
  if (typeof last !== 'string' || !last.includes('/')) return null;
  const name = baseName(last);
  return name === '' || name === '.' || name === '..' ? null : name;
}

/** The directory that holds everything a glob can match. */
function rootOf(glob: string): string {
  if (!isGlob(glob)) return glob;
  const literal = glob.slice(0, glob.search(/[*?[]/));
  return literal.slice(0, literal.lastIndexOf('/')).replace(/\\(.)/g, '$1') || '/';
}

/** Whether acting on the tree at the path acts on the place. */
export function pathCovers(place: string, path: PathRef, subject: Subject): Truth {
  const known = isBuiltinPlace(place) ? subject.facts.covers(path, place, subject.act) : 'no';
  if (known === 'yes' || !Object.hasOwn(subject.places, place)) return known;
  return anyOf([known, ...(subject.places[place] ?? []).map((glob) => coversGlob(glob, path, subject))]);
}

function coversGlob(glob: string, path: PathRef, subject: Subject): Truth {
  const anchored = anchor(glob, subject, 'within');
  if (anchored === null) return 'no';
  const { paths, written, open, under } = subject.facts.resolve(path);
  const known = [...paths, ...written];
  const root = rootOf(anchored.glob);
  const fold = caseFold(subject);
  if (known.some((each) => isAtOrAbove(fold(each), fold(root)))) return 'yes';
  // A pattern that begins with a wildcard may have a match below the path; one behind a fixed directory may if the path is in it.
  const below = known.some((each) => isGlob(anchored.glob) && isAtOrAbove(fold(root), fold(each)));
  const mayBe = open && (under === null || isAtOrAbove(under, root) || isAtOrAbove(root, under));
  return below || mayBe ? 'unknown' : 'no';
}

function isAtOrAbove(directory: string, path: string): boolean {
  return (
    path === directory || directory === '/' || path.startsWith(directory.endsWith('/') ? directory : `${directory}/`)
  );
}
