import type { EffectKind } from '../effect.ts';
import { allOf, anyOf, textOf, type PathRef, type Remote, type Truth, type Word } from '../word.ts';
import type { Facts, PlaceName, Resolution, World } from '../world.ts';
import { credentialTruth } from './credentials.ts';
import { endsInGenerated } from './generated.ts';
import { isLoose, joinPath, knownPrefix, normalise, pathOf, type Location } from './location.ts';
import { placeSpec, Site } from './places.ts';
import { protectedTruth } from './protected-branch.ts';
import { remoteTargets } from './remote.ts';
import { followPath, isEverything, type Destinations } from './resolve.ts';
import { isNotable } from './secrets.ts';

/**
 * How an act treats a path. `delete` acts on a symbolic link itself; `keep-below` trusts that an unknown part stays below the
 * directory in front of it (`> "logs/$NAME.txt"`); `free` lets it lead anywhere (`rm -rf "dist/$NAME"`).
 */
interface Manner {
  readonly name: string;
  readonly last: 'follow' | 'keep';
  readonly holes: 'keep-below' | 'free';
  /** What is done on another machine: `work` goes on there as it does in a project, `loss` may be of what it serves. */
  readonly there: 'work' | 'change' | 'loss';
}

const destructive: Manner = { name: 'destructive ', last: 'keep', holes: 'free', there: 'loss' };
const gentle: Manner = { name: 'gentle ', last: 'follow', holes: 'keep-below', there: 'work' };
const stating: Manner = { name: 'stating ', last: 'follow', holes: 'keep-below', there: 'loss' };
const strict: Manner = { name: 'strict ', last: 'follow', holes: 'free', there: 'change' };

function mannerOf(act: EffectKind | undefined): Manner {
  switch (act) {
    case 'file.delete':
      return destructive;
    case 'file.read':
    case 'file.write':
    case 'network.request':
    case 'exec':
    case 'opaque':
    case 'manifest.version':
      return gentle;
    case 'sql.statement':
      return stating;
    default:
      return strict;
  }
}

/** The facts of one decision; every path is resolved and every question answered once. */
export function makeFacts(world: World): Facts {
  return new WorldFacts(world);
}

class WorldFacts implements Facts {
  readonly world: World;
  readonly #site: Site;
  readonly #made = new Map<string, string>();
  /** One reference for all of the same text; links that the call makes may lead the same text elsewhere. */
  readonly #same = new WeakMap<PathRef, PathRef>();
  readonly #byText = new Map<string, PathRef>();
  readonly #followed = new WeakMap<PathRef, Destinations>();
  readonly #kept = new WeakMap<PathRef, Destinations>();
  readonly #answers = new WeakMap<PathRef, Map<string, Truth>>();

  constructor(world: World) {
    this.world = world;
    this.#site = new Site(world);
  }

  resolve(path: PathRef, act?: EffectKind): Resolution {
    const manner = act === undefined ? strict : mannerOf(act);
    const { written, real, incomplete } = this.#destinations(path, manner.last);
    const paths = unique(real.map(pathOf));
    const open = incomplete || real.some((location) => pathOf(location) === undefined);
    const under = open && !incomplete ? commonDirectory(real, manner) : null;
    return { paths, written: unique(written.map(pathOf)), open, under };
  }

  linked(path: PathRef, source: PathRef): void {
    const [target] = this.resolve(source).paths;
    if (target === undefined || path.remote !== undefined) return;
    for (const link of this.resolve(path, 'file.delete').paths) if (link !== target) this.#made.set(link, target);
    this.#byText.clear();
  }

  inside(path: PathRef, place: PlaceName, act?: EffectKind): Truth {
    return this.#cached(path, `in ${place}`, mannerOf(act), (manner) => this.#inside(path, place, manner));
  }

  covers(path: PathRef, place: PlaceName, act?: EffectKind): Truth {
    return this.#cached(path, `over ${place}`, mannerOf(act), (manner) => this.#covers(path, place, manner));
  }

  holdsCredential = credentialTruth;

  protectedBranch: Facts['protectedBranch'] = (branch) =>
    protectedTruth(branch, this.world.repository.protectedBranches);

  #canonical(path: PathRef): PathRef {
    let same = this.#same.get(path);
    if (same === undefined) {
      const key = keyOf(path);
      same = key === undefined ? path : (this.#byText.get(key) ?? path);
      if (key !== undefined) this.#byText.set(key, same);
      this.#same.set(path, same);
    }
    return same;
  }

  #cached(reference: PathRef, question: string, manner: Manner, answer: (manner: Manner) => Truth): Truth {
    const path = this.#canonical(reference);
    const key = manner.name + question;
    let answers = this.#answers.get(path);
    if (answers === undefined) this.#answers.set(path, (answers = new Map()));
    let truth = answers.get(key);
    if (truth === undefined) answers.set(key, (truth = answer(manner)));
    return truth;
  }

  #destinations(reference: PathRef, last: Manner['last']): Destinations {
    const path = this.#canonical(reference);
    const cache = last === 'keep' ? this.#kept : this.#followed;
    let found = cache.get(path);
    if (found === undefined) cache.set(path, (found = this.#find(path, last)));
    return found;
  }

  #find(path: PathRef, last: Manner['last']): Destinations {
    if (path.remote === undefined) return followPath(path, this.world, last, isNotable, this.#made);
    // Another machine's links are not ours to follow.
    const written = normalise(joinPath(path, this.world));
    return { written: [written], real: [written], incomplete: false };
  }

  #inside(path: PathRef, place: PlaceName, manner: Manner): Truth {
    const spec = placeSpec(place);
    if (path.remote !== undefined) {
      const target = remoteTargets(path, path.remote, this.world);
      if (target.local !== undefined)
        return this.inside(target.local, place, manner === destructive ? 'file.delete' : undefined);
      return this.#remoteInside(target.location, place, path.remote, manner);
    }
    const { written, real, incomplete } = this.#destinations(path, manner.last);
    const answer = (location: Location): Truth => this.#one(location, place, manner, 'inside');
    if (spec.kind === 'hazard') return anyOf([...(manner.last === 'keep' ? [] : written), ...real].map(answer));
    // The streams are links themselves: /dev/stdout leads to whatever is open.
    if (place === 'streams' && written.every((location) => answer(location) === 'yes')) return 'yes';
    const truth = real.length === 0 ? spec.unknownInside : allOf(real.map(answer));
    return incomplete && truth === 'yes' ? 'unknown' : truth;
  }

  #covers(path: PathRef, place: PlaceName, manner: Manner): Truth {
    if (textOf(path.word) === '') return 'no';
    if (path.remote !== undefined) {
      const target = remoteTargets(path, path.remote, this.world);
      if (target.local !== undefined)
        return this.covers(target.local, place, manner === destructive ? 'file.delete' : undefined);
      const below = anyOf(target.mountsBelow.map((mount) => this.covers(mount, place)));
      return below === 'no' && !path.remote.ephemeral ? this.#remoteCovers(target.location, place, path.remote) : below;
    }
    const { written, real } = this.#destinations(path, manner.last);
    const everything = wholeDirectory(normalise(joinPath(path, this.world)));
    return anyOf(
      [...written, ...real, ...(everything === undefined ? [] : [everything])].map((location) =>
        this.#one(location, place, manner, 'covers'),
      ),
    );
  }

  #one(location: Location, place: PlaceName, manner: Manner, question: 'inside' | 'covers'): Truth {
    const spec = placeSpec(place);
    const fallback = question === 'inside' ? spec.unknownInside : spec.unknownCovers;
    const truth =
      location.root === null && (spec.kind === 'haven' || question === 'covers')
        ? fallback
        : spec[question](location, this.#site);
    if (location.root === null) return truth === 'no' ? fallback : truth;
    if (!location.loose && !location.components.some(isLoose)) return truth;
    if (manner.holes === 'keep-below' || endsInGenerated(location, this.#site.fold)) return truth;
    if (question === 'inside' && spec.kind === 'haven') return truth === 'no' ? 'no' : 'unknown';
    return truth === 'no' ? fallback : truth;
  }

  /** Another machine: its text alone speaks, and only for what is the same on every machine. */
  #remoteInside(location: Location, place: PlaceName, remote: Remote, manner: Manner): Truth {
    const { ephemeral } = remote;
    switch (place) {
      case 'temp':
      case 'streams':
      case 'caches':
        return ephemeral ? 'yes' : location.root === null ? 'unknown' : placeSpec(place).inside(location, this.#site);
      case 'project':
        if (ephemeral || this.#isMadeAgain(location, remote)) return 'yes';
        // Where that machine's work is done is not ours to say; what is deleted there may be what it serves.
        if (manner.there === 'work')
          return placeSpec('temp').inside(location, this.#site) === 'yes' ? 'unknown' : 'yes';
        if (isElsewhere(location, remote, this.#site)) return 'no';
        return manner.there === 'loss' ? 'unknown' : 'yes';
      case 'generated':
        return ephemeral || endsInGenerated(location, this.#site.fold) ? 'yes' : 'unknown';
      case 'system':
        return ephemeral || isItsOwn(location, remote) ? 'no' : placeSpec(place).inside(location, this.#site);
      case 'startup':
        return remote.kind === 'ssh' ? placeSpec(place).inside(location, this.#site) : 'no';
      case 'home':
        return ephemeral ? 'no' : placeSpec(place).inside(location, this.#site);
      case 'secrets':
      case 'devices':
      case 'repository':
        return placeSpec(place).inside(location, this.#site);
      case 'agent-memory':
      case 'tracked':
      case 'self':
      case 'agent-settings':
      case 'tool-servers':
      case 'worktrees':
      case 'manifests':
        return 'no';
    }
  }

  /** Build output in a container comes back with the next build; on a server it may be what is being served, but for packages and caches. */
  #isMadeAgain(location: Location, remote: Remote): boolean {
    if (remote.kind === 'container') return endsInGenerated(location, this.#site.fold);
    return /^(?:node_modules|__pycache__|\.?venv|vendor|\.\w+_cache|\.cache)$/.test(baseOf(location) ?? '');
  }

  #remoteCovers(location: Location, place: PlaceName, remote: Remote): Truth {
    switch (place) {
      case 'home':
      case 'system':
        return location.root === null ? 'unknown' : placeSpec(place).covers(location, this.#site);
      case 'project':
        if (location.root !== null && location.components.length === 0) return 'yes';
        if (this.#isMadeAgain(location, remote) || placeSpec('temp').inside(location, this.#site) === 'yes')
          return 'no';
        return 'unknown';
      case 'repository':
        return baseOf(location) === '.git' ? 'yes' : 'no';
      default:
        return 'no';
    }
  }
}

/** What a path says, whoever names it; `undefined` on another machine, and where a process is behind it. */
function keyOf({ word, cwd, remote }: PathRef): string | undefined {
  if (remote !== undefined || word.substitution !== undefined || cwd.substitution !== undefined) return undefined;
  const text = textKey(word);
  return `${text.length} ${text}${textKey(cwd)}`;
}

/** Different for words that differ in more than the names of what is not known; no text passes for a hole. */
function textKey({ parts, many }: Word): string {
  const [only] = parts;
  if (parts.length === 1 && typeof only === 'string' && !many) return `=${only}`;
  let key = many ? '*' : '-';
  for (const part of parts) {
    const text = typeof part === 'string' ? part : part.hole === 'glob' ? part.text : '';
    key += `${typeof part === 'string' ? 'text' : part.hole} ${text.length} ${text}`;
  }
  return key;
}

function baseOf(location: Location): string | undefined {
  const last = location.components.at(-1);
  return typeof last === 'string' ? last : undefined;
}

/** Whether a path on another machine is no part of its system: what a server serves, and what a container has from its image (hier(7)). */
function isItsOwn({ root, components, loose }: Location, { kind }: Remote): boolean {
  const [first, second] = components;
  if (root !== '' || loose || second === undefined) return false;
  if (kind !== 'ssh')
    return first === 'var' ? second !== 'lib' && second !== 'spool' : first !== 'dev' && first !== 'proc';
  return first === 'srv' || first === 'opt' || (first === 'var' && second === 'www');
}

/** Whether a path on another machine is certainly no working directory of anybody: the root, the system, a home itself. */
function isElsewhere(location: Location, remote: Remote, site: Site): boolean {
  if (location.root === null) return false;
  return (
    location.components.length === 0 ||
    (!isItsOwn(location, remote) && placeSpec('system').inside(location, site) === 'yes') ||
    placeSpec('home').covers(location, site) === 'yes'
  );
}

/** `dir/*` stands for all of `dir`. */
function wholeDirectory(location: Location): Location | undefined {
  const last = location.components.at(-1);
  return last !== undefined && isEverything(last)
    ? { ...location, components: location.components.slice(0, -1) }
    : undefined;
}

function unique(paths: readonly (string | undefined)[]): readonly string[] {
  return [...new Set(paths.filter((path) => path !== undefined))];
}

function commonDirectory(locations: readonly Location[], manner: Manner): string | null {
  let common: string | undefined;
  for (const location of locations) {
    const free = manner.holes === 'free' && (location.loose || location.components.some(isLoose));
    const prefix = free ? undefined : knownPrefix(location);
    if (prefix === undefined || (common !== undefined && common !== prefix)) return null;
    common = prefix;
  }
  return common ?? null;
}
