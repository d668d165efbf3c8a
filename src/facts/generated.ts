import { allOf, anyOf, not, type Truth } from '../word.ts';
import { AMBIGUOUS_DIRECTORIES, GENERATED_DIRECTORIES, GENERATED_FILES, LOCK_FILES } from './generated-names.ts';
import { knownPrefix, pathOf, type Component, type Location } from './location.ts';
import { componentMatches } from './names.ts';
import type { Fold } from './pattern.ts';
import type { Site } from './places.ts';

/** How sure a name makes it: `plain` names are nothing else, `ambiguous` ones may be source. */
type Kind = 'plain' | 'ambiguous' | 'no';

/**
 * Whether a location is build output inside the project (requirements.md B2): by its name, unless git tracks it.
 * Where tracking cannot be told, a plain name is believed and an ambiguous one is not.
 */
export function generatedTruth(location: Location, site: Site): Truth {
  const inside = site.world.project === null ? 'no' : site.below(location, site.projects);
  if (inside === 'no') return 'no';
  const last = location.components.at(-1);
  if (typeof last === 'string' && listed(LOCK_FILES, last, site.fold)) return inside;
  const kind = generatedKind(belowProject(location, site), site.fold);
  if (kind === 'no') return 'no';
  return allOf([inside, unlessTracked(kind, location, site)]);
}

/** Whether what the last name says is enough to call it build output wherever it lies. */
export function endsInGenerated(location: Location, fold: Fold): boolean {
  const last = location.components.at(-1);
  return typeof last === 'string' && listed(GENERATED_DIRECTORIES, last, fold);
}

function belowProject(location: Location, site: Site): readonly Component[] {
  for (const project of site.projects) {
    const depth = project.split('/').filter((name) => name !== '' && !/^[A-Z]:$/.test(name)).length;
    if (site.below(location, [project]) !== 'no') return location.components.slice(depth);
  }
  return [];
}

/** Build output under a name of its own: one directory for each configuration, interpreter or attempt. */
const variants =
  /^(?:build[-_.](?:debug|release|dev|tests?|ci|[atu]\w*san|wasm|web|linux|mac(?:os)?|win\w*|arm\w*|aarch\w*|x86\w*|x64|android|ios|cov\w*|host|native|cmake|ninja|clang\w*|gcc\w*|tmp|old)$|cmake-build-|bazel-|dist-|\.?venv[-_.\d]|node_modules[-_.]|\.next-|coverage-)/;

function generatedKind(components: readonly Component[], fold: Fold): Kind {
  let kind: Kind = 'no';
  for (const [index, component] of components.entries()) {
    if (typeof component !== 'string') continue;
    if (listed(GENERATED_DIRECTORIES, component, fold)) return 'plain';
    const next = components[index + 1];
    if (typeof next === 'string' && listed(GENERATED_DIRECTORIES, `${component}/${next}`, fold)) return 'plain';
    if (variants.test(component)) return 'plain';
    if (listed(AMBIGUOUS_DIRECTORIES, component, fold)) kind = 'ambiguous';
  }
  const last = components.at(-1);
  if (
    last !== undefined &&
    [...namesOf(GENERATED_FILES, fold)].some((glob) => componentMatches(last, glob, fold) === 'yes')
  )
    return 'plain';
  return kind;
}

function listed(list: string, name: string, fold: Fold): boolean {
  return namesOf(list, fold).has(fold(name));
}

const lists = new Map<Fold, Map<string, ReadonlySet<string>>>();

/** The names of a blank-separated list, taken apart once. */
function namesOf(list: string, fold: Fold): ReadonlySet<string> {
  let made = lists.get(fold);
  if (made === undefined) lists.set(fold, (made = new Map()));
  let names = made.get(list);
  if (names === undefined) made.set(list, (names = new Set(fold(list).split(' '))));
  return names;
}

function unlessTracked(kind: Exclude<Kind, 'no'>, location: Location, site: Site): Truth {
  const path = pathOf(location) ?? knownPrefix(location);
  if (path === undefined) return 'unknown';
  // What a tool keeps under a name of its own is not worth reading git's index for.
  if (
    kind === 'plain' &&
    location.components.some(
      (component) =>
        typeof component === 'string' &&
        /^(?:node_modules|__pycache__|\.(?:venv|next|nuxt|turbo|gradle|terraform|tox|\w+_cache))$/.test(component),
    )
  )
    return 'yes';
  const tracked = site.world.tracked(path);
  if (pathOf(location) === undefined)
    return tracked === 'yes' ? 'unknown' : kind === 'plain' ? 'yes' : anyOf([not(tracked), site.world.ignored(path)]);
  if (tracked !== 'unknown') return not(tracked);
  return kind === 'plain' ? 'yes' : site.world.ignored(path) === 'yes' ? 'yes' : 'unknown';
}
