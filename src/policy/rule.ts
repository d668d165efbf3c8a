import type { LayerName, Outcome } from '../decision.ts';
import type { EffectKind } from '../effect.ts';
import type { BuiltinPlace } from '../world.ts';

/**
 * What a field's value must be; plain data, so that it can be compiled into the bundle or kept in a cache.
 * Texts are split into those to be equal to and globs with braces already expanded.
 */
export type Matcher =
  | { readonly is: 'text'; readonly exact: readonly string[]; readonly globs: readonly string[] }
  | { readonly is: 'path'; readonly globs: readonly string[] }
  | { readonly is: 'in' | 'outside' | 'covers'; readonly places: readonly string[] }
  | { readonly is: 'credential' }
  | { readonly is: 'not'; readonly matcher: Matcher }
  | { readonly is: 'all'; readonly matchers: readonly Matcher[] };

/** A field of the effect, or a dotted or common name such as `git.branch`, and what its value must be. */
export interface Condition {
  readonly field: string;
  readonly matcher: Matcher;
}

/** One opinion, ready to be matched. */
export interface Rule {
  /** `pack/id`. */
  readonly id: string;
  readonly title: string;
  readonly outcome: Outcome;
  /** What an unknown costs where the rule says so itself; law 3 decides where it is absent. */
  readonly unsure?: Outcome;
  /** All must hold. */
  readonly when: readonly Condition[];
  /** Where all of these hold the rule does not apply; absent where there is no exception. */
  readonly unless?: readonly Condition[];
  readonly reason: string;
  readonly alternative: string;
}

/** A named change of what a rule costs, with its reason. */
export interface Override {
  /** `pack/id` or `pack/*`. */
  readonly rule: string;
  readonly when?: readonly Condition[];
  readonly outcome: Outcome;
  readonly reason: string;
  /** The moment it lapses, in milliseconds since 1970-01-01T00:00:00Z. */
  readonly until?: number;
}

/** How far the agent may go: a named set of overrides that a layer chooses. */
export type ProfileName = 'read-only' | 'workspace' | 'auto' | 'strict';

/** Globs by place name: absolute, below `~/`, relative to the project root, or a base name. */
export type Places = Readonly<Record<string, readonly string[]>>;

/** Why a policy file, or a part of it, has no effect. */
export interface Broken {
  readonly layer: LayerName;
  readonly file: string;
  /** One line: `file:line:column`, what is wrong and how to put it right. */
  readonly message: string;
  /** Every problem, each with its line and a caret. */
  readonly details: readonly string[];
}

/** The rules of one kind of effect. */
export type RulesByKind = { readonly [Kind in EffectKind]?: readonly Rule[] };

/** One policy file after parsing and validation; plain data. */
export interface CompiledFile {
  readonly layer: LayerName;
  readonly file: string;
  readonly rules: RulesByKind;
  /** The programs that its rules about programs name, each between blanks; `null` where one of them names none. */
  readonly programs: string | null;
  readonly overrides: readonly Override[];
  readonly places: Places;
  /** Places that, made larger, would make a rule or override of this file apply to less. */
  readonly exempting: readonly string[];
  readonly profile?: ProfileName;
  /** Set where something in the file is wrong; what tightens is kept all the same. */
  readonly broken?: Broken;
}

/** One layer of opinion, all its files merged. */
export interface Layer {
  readonly name: LayerName;
  /** The rules of one kind; about a program that is known, those may be left out that name others. */
  rules(kind: EffectKind, program?: string): readonly Rule[];
  readonly overrides: readonly Override[];
  /** The overrides of the profile this layer chose; its own overrides of the same rule come first. */
  readonly profile: readonly Override[];
}

/** Everything that governs a call. */
export interface Policy {
  /** Built-in first. */
  readonly layers: readonly Layer[];
  /** Globs of every layer by place, on top of what the facts know of built-in places. */
  readonly places: Places;
  readonly broken: readonly Broken[];
  /** Loosenings that were not honoured whatever the call. */
  readonly notices: readonly string[];
}

/** Layers that somebody other than the person can write: they only ever tighten (law 5). */
export function tightensOnly(layer: LayerName): boolean {
  return layer === 'project' || layer === 'local';
}

/** The built-in places with what each of them holds. */
export const builtinPlaces = {
  project: 'the project root and everything below it',
  temp: 'the temporary directories of the system',
  streams: '/dev/null, the standard streams and the terminal, where nothing is kept or lost',
  home: 'the home directory and everything below it',
  system: 'what belongs to the operating system: /, /etc, /usr, /bin, /boot, /lib, /opt, /sbin, /sys, /proc, /var',
  devices: 'raw block and character devices, not terminals, streams or /dev/null',
  secrets: 'files that hold credentials, keys, tokens or shell history',
  startup: 'what runs by itself later: shell profiles, ~/.ssh, /etc, cron, launch agents, autostart',
  caches: 'named caches of package managers and build tools',
  'agent-memory': "the agent's own plan and memory files",
  generated: 'build output and caches inside the project',
  tracked: 'files that git tracks',
  repository: 'the .git of the project or of any directory',
  self: "blastgate's own policy, configuration, state, cache and program, and every hook registration",
  'agent-settings': 'settings files of coding agents',
  'tool-servers': 'lists of MCP servers of coding agents',
  worktrees: 'other worktrees of the same repository',
  manifests: 'files that name dependencies: package.json, requirements.txt, Cargo.toml, go.mod',
} satisfies Record<BuiltinPlace, string>;

/** Whether the facts know this place by themselves. */
export function isBuiltinPlace(name: string): name is BuiltinPlace {
  return Object.hasOwn(builtinPlaces, name);
}
