import { allOf, anyOf, type Truth } from '../word.ts';
import type { BuiltinPlace, World } from '../world.ts';
import { AGENT_MEMORY, AGENT_SETTINGS, BLASTGATE, TOOL_SERVERS } from './builtin-places/agents.ts';
import { CACHES } from './builtin-places/caches.ts';
import { DEVICES, STREAMS, SYSTEM, TEMP } from './builtin-places/machine.ts';
import { MANIFESTS } from './builtin-places/manifests.ts';
import { STARTUP } from './builtin-places/startup.ts';
import { coversGlobs } from './covering.ts';
import { generatedTruth } from './generated.ts';
import { indexOf } from './glob-index.ts';
import { knownPrefix, pathOf, type Location } from './location.ts';
import {
  anyCase,
  directoryPattern,
  exactCase,
  lies,
  liesAbove,
  type Fold,
  type PathGlob,
  type Pattern,
} from './pattern.ts';
import { realPath } from './resolve.ts';
import { holdsSecret } from './secret-trees.ts';
import { isSecret } from './secrets.ts';

/** What a place is made of, and how it answers where little is known. */
interface PlaceSpec {
  /**
   * `haven`: being inside makes an act harmless, so every alternative must be inside, and links are followed first.
   * `hazard`: being inside makes it harmful, so one alternative is enough, written or followed.
   */
  readonly kind: 'haven' | 'hazard';
  /** What is said of a path of which nothing is known. */
  readonly unknownInside: Truth;
  readonly unknownCovers: Truth;
  readonly inside: (location: Location, site: Site) => Truth;
  readonly covers: (location: Location, site: Site) => Truth;
}

/** The machine as the places see it: roots with their links followed, patterns made once. */
export class Site {
  readonly world: World;
  /** Letters of one case where the file system does not tell them apart. */
  readonly fold: Fold;
  readonly #directories = new Map<string, Pattern>();
  #homes: readonly string[] | undefined;
  #homePatterns: readonly Pattern[] | undefined;
  #projects: readonly string[] | undefined;

  constructor(world: World) {
    this.world = world;
    this.fold = world.platform === 'linux' ? exactCase : anyCase;
  }

  /** The home directory, as written and with links followed. */
  get homes(): readonly string[] {
    return (this.#homes ??= this.#withLinks(this.world.home));
  }

  /** The project root, as written and with links followed; empty where nothing counts as inside. */
  get projects(): readonly string[] {
    return (this.#projects ??= this.#withLinks(this.world.project));
  }

  #withLinks(path: string | null): readonly string[] {
    if (path === null) return [];
    const real = realPath(path, this.world);
    return real === path ? [path] : [real, path];
  }

  /** The patterns of the home directories. */
  get homePatterns(): readonly Pattern[] {
    return (this.#homePatterns ??= this.homes.map((home) => directoryPattern(home, this.fold)));
  }

  /** Whether the location lies in what any of the globs stands for. */
  in(location: Location, globs: readonly PathGlob[]): Truth {
    return indexOf(globs, this.fold).inside(location, this.homePatterns);
  }

  /** Whether the location lies above, or is, what any of the globs stands for. */
  above(location: Location, globs: readonly PathGlob[]): Truth {
    return indexOf(globs, this.fold).above(location, this.homePatterns);
  }

  /** Whether the location is one of these directories or lies below. */
  below(location: Location, directories: readonly string[]): Truth {
    return some(directories, (directory) => lies(location, this.#directory(directory), this.fold));
  }

  /** Whether the location is one of these directories or lies above. */
  over(location: Location, directories: readonly string[]): Truth {
    return some(directories, (directory) => liesAbove(location, this.#directory(directory), this.fold));
  }

  #directory(path: string): Pattern {
    let made = this.#directories.get(path);
    if (made === undefined) this.#directories.set(path, (made = directoryPattern(path, this.fold)));
    return made;
  }
}

function some<Item>(items: readonly Item[], truth: (item: Item) => Truth): Truth {
  let result: Truth = 'no';
  for (const item of items) {
    const one = truth(item);
    if (one === 'yes') return 'yes';
    if (one === 'unknown') result = 'unknown';
  }
  return result;
}

/** A place that is a list of globs. */
function globPlace(
  kind: PlaceSpec['kind'],
  globs: readonly PathGlob[],
  unknown: { readonly inside: Truth; readonly covers: Truth },
): PlaceSpec {
  return {
    kind,
    unknownInside: unknown.inside,
    unknownCovers: unknown.covers,
    inside: (location, site) => site.in(location, globs),
    covers: (location, site) => coversGlobs(location, globs, site),
  };
}

function orElse(truth: Truth, more: () => Truth): Truth {
  return truth === 'yes' ? truth : anyOf([truth, more()]);
}

const never: PlaceSpec['covers'] = () => 'no';

/** Where nothing is known of the path, it may lie anywhere. */
const anywhere = { inside: 'unknown', covers: 'unknown' } as const;
/** Where nothing is known of the path, it is not suspected: an everyday `cat "$FILE"` stays silent. */
const unsuspected = { inside: 'no', covers: 'no' } as const;

const SELF = [...BLASTGATE, ...AGENT_SETTINGS];

const PLACES = {
  project: {
    kind: 'haven',
    unknownInside: 'unknown',
    unknownCovers: 'unknown',
    inside: (location, site) =>
      site.world.project === null ? withoutProject(site) : site.below(location, site.projects),
    covers: (location, site) =>
      site.world.project === null ? withoutProject(site) : site.over(location, site.projects),
  },
  temp: globPlace('haven', TEMP, anywhere),
  streams: globPlace('haven', STREAMS, { inside: 'unknown', covers: 'no' }),
  home: {
    kind: 'hazard',
    unknownInside: 'unknown',
    unknownCovers: 'unknown',
    inside: (location, site) =>
      location.root === '~' ? 'yes' : site.world.home === null ? 'unknown' : site.below(location, site.homes),
    covers: (location, site) =>
      location.root === '~' ? (location.components.length === 0 ? 'yes' : 'no') : coversHome(location, site),
  },
  system: {
    kind: 'hazard',
    unknownInside: 'no',
    unknownCovers: 'unknown',
    inside: (location, site) =>
      isDriveRoot(location)
        ? 'yes'
        : allOf([site.in(location, SYSTEM), negated(site.in(location, TEMP)), negated(site.in(location, STREAMS))]),
    covers: (location, site) => (isDriveRoot(location) ? 'yes' : site.above(location, SYSTEM)),
  },
  devices: globPlace('hazard', DEVICES, unsuspected),
  secrets: {
    kind: 'hazard',
    unknownInside: 'no',
    unknownCovers: 'no',
    inside: (location, site) => isSecret(location, site.world),
    covers: (location, site) => holdsSecret(location, site.world),
  },
  startup: globPlace('hazard', STARTUP, unsuspected),
  caches: globPlace('haven', CACHES, anywhere),
  'agent-memory': globPlace('haven', AGENT_MEMORY, anywhere),
  generated: {
    kind: 'haven',
    unknownInside: 'unknown',
    unknownCovers: 'no',
    inside: (location, site) => generatedTruth(location, site),
    covers: never,
  },
  tracked: {
    kind: 'hazard',
    unknownInside: 'unknown',
    unknownCovers: 'unknown',
    inside: (location, site) => trackedTruth(location, site),
    covers: (location, site) => trackedTruth(location, site),
  },
  repository: {
    kind: 'hazard',
    unknownInside: 'no',
    unknownCovers: 'unknown',
    // A lock that a git process left behind holds nothing.
    inside: (location, site) => (isLock(location) ? 'no' : site.in(location, REPOSITORY)),
    covers: (location, site) => (isLock(location) ? 'no' : coversRepository(location, site)),
  },
  self: {
    ...globPlace('hazard', SELF, unsuspected),
    inside: (location, site) => orElse(site.in(location, SELF), () => site.below(location, site.world.installation)),
    covers: (location, site) =>
      orElse(coversGlobs(location, SELF, site), () => site.over(location, site.world.installation)),
  },
  'agent-settings': globPlace('hazard', AGENT_SETTINGS, unsuspected),
  'tool-servers': globPlace('hazard', TOOL_SERVERS, unsuspected),
  worktrees: {
    kind: 'hazard',
    unknownInside: 'no',
    unknownCovers: 'no',
    inside: insideWorktree,
    covers: (location, site) => site.over(location, site.world.worktrees),
  },
  manifests: globPlace('hazard', MANIFESTS, unsuspected),
} satisfies Record<BuiltinPlace, PlaceSpec>;

const REPOSITORY: readonly PathGlob[] = ['**/.git'];

/** What a built-in place is; the table says how each answers. */
export function placeSpec(name: BuiltinPlace): PlaceSpec {
  return PLACES[name];
}

function isLock(location: Location): boolean {
  const last = location.components.at(-1);
  return typeof last === 'string' && last.endsWith('.lock');
}

/** Without a working directory there is no telling what the project is; a root that is home or above it holds nothing. */
function withoutProject(site: Site): Truth {
  return site.world.cwd === null ? 'unknown' : 'no';
}

function negated(truth: Truth): Truth {
  return truth === 'yes' ? 'no' : truth === 'no' ? 'yes' : 'unknown';
}

/** `C:/`, and a drive as WSL or Git Bash shows it. */
function isDriveRoot(location: Location): boolean {
  return location.components.length === 0 && location.root !== null && location.root !== '~';
}

function coversHome(location: Location, site: Site): Truth {
  if (site.world.home !== null) return site.over(location, site.homes);
  return location.components.length === 0 ? 'yes' : 'unknown';
}

function trackedTruth(location: Location, site: Site): Truth {
  // Git does not track its own files.
  if (site.in(location, REPOSITORY) === 'yes') return 'no';
  const path = pathOf(location);
  if (path !== undefined) return site.world.tracked(path);
  const prefix = knownPrefix(location);
  if (prefix === undefined) return 'unknown';
  return site.world.tracked(prefix) === 'no' ? 'no' : 'unknown';
}

function coversRepository(location: Location, site: Site): Truth {
  const written = anyOf([site.above(location, REPOSITORY), site.over(location, site.projects)]);
  if (written === 'yes') return 'yes';
  const path = pathOf(location);
  if (path === undefined) return written;
  const { kind } = site.world.entry(`${path === '/' ? '' : path}/.git`);
  return kind === 'missing' || kind === 'unknown' ? written : 'yes';
}

/** Of the worktrees around a path the innermost counts: one may lie inside another. */
function insideWorktree(location: Location, site: Site): Truth {
  const { worktrees } = site.world;
  if (worktrees.length === 0) return 'no';
  let innermost = -1;
  let result: Truth = 'no';
  const consider = (directory: string, truth: Truth): void => {
    const inside = site.below(location, [directory]);
    if (inside === 'no' || directory.length <= innermost) return;
    if (inside === 'yes') innermost = directory.length;
    result = inside === 'yes' ? truth : truth === 'yes' ? 'unknown' : result;
  };
  for (const directory of site.projects) consider(directory, 'no');
  for (const directory of worktrees) consider(directory, 'yes');
  return result;
}
