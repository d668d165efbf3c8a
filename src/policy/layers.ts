import type { LayerName } from '../decision.ts';
import type { EffectKind } from '../effect.ts';
import type { Host } from '../host.ts';
import type { World } from '../world.ts';
import { builtin, type Builtin } from './builtin.ts';
import { keptPolicies, type KeepingHost } from './kept.ts';
import { MAX_POLICY_BYTES, policyText } from './policy-text.ts';
import { compilePolicies, type CompiledPolicies, type PolicyFile } from './load.ts';
import { tightensOnly, type CompiledFile, type Layer, type Places, type Policy, type Rule } from './rule.ts';

/** How many files of one directory are looked at. */
const MAX_FILES = 1000;

/** Where policy files are looked for: a file, or every `*.yaml` of a directory. */
interface Location {
  readonly layer: LayerName;
  readonly path: string;
  readonly directory?: true;
}

/** The places of design section 9. */
function locations({ home, project }: World): readonly Location[] {
  return [
    { layer: 'managed', path: '/etc/blastgate', directory: true },
    ...(home === null ? [] : [{ layer: 'user', path: `${home}/.config/blastgate/policy.yaml` } as const]),
    ...(project === null
      ? []
      : ([
          { layer: 'project', path: `${project}/.blastgate.yaml` },
          { layer: 'project', path: `${project}/.blastgate`, directory: true },
          { layer: 'local', path: `${project}/.blastgate.local.yaml` },
        ] as const)),
  ];
}

/** How policy files are read. `undefined` and an empty list: there is none. */
interface Reader {
  read(path: string): PolicyFile['content'] | undefined;
  list(directory: string): readonly string[] | { readonly problem: string };
  /** Whether nobody but the administrator can have written the file. */
  guarded(path: string): boolean;
}

/** What reading policy files takes of the machine. */
type PolicyHost = KeepingHost & Pick<Host, 'readBytes' | 'listDirectory' | 'decodeUtf8'>;

/** Everything that governs a call on this machine. Without policy files of one's own this costs a few looks at the file system. */
export function policyFor(host: PolicyHost, world: World): Policy {
  return policyOf(hostReader(host, world), world, builtin, (files) => keptPolicies(host, files, builtin));
}

/** The same in a recorded world, whose files are all there is. */
export function recordedPolicy(world: World, packs: Builtin = builtin): Policy {
  return policyOf(worldReader(world), world, packs, (files) => compilePolicies(files, packs));
}

function policyOf(
  reader: Reader,
  world: World,
  packs: Builtin,
  compile: (files: readonly PolicyFile[]) => CompiledPolicies,
): Policy {
  const notices: string[] = [];
  const files: PolicyFile[] = [];
  for (const { layer, path, directory } of locations(world)) {
    const names = directory === true ? reader.list(path) : [];
    if ('problem' in names) files.push({ layer, file: path, content: names });
    const paths =
      directory !== true
        ? [path]
        : 'problem' in names
          ? []
          : names
              .filter(isPolicyName)
              .toSorted()
              .map((name) => `${path}/${name}`);
    for (const file of paths) {
      const content = reader.read(file);
      if (content === undefined) continue;
      if (layer === 'managed' && !reader.guarded(file))
        notices.push(`${file} does not count: a managed policy must belong to root and be writable by nobody else.`);
      else files.push({ layer, file, content });
    }
  }
  return assemble(files.length === 0 ? { files: [], clashes: [] } : compile(files), packs, notices);
}

function hostReader(host: PolicyHost, world: World): Reader {
  return {
    guarded: (path) => world.guarded(path) === 'yes',
    read: (path) => policyText(host, path),
    list(directory) {
      const result = host.listDirectory(directory, MAX_FILES);
      switch (result.kind) {
        case 'directory':
          return result.complete
            ? result.names
            : { problem: `holds more than ${MAX_FILES} entries; keep policies alone in it` };
        case 'missing':
        case 'not-a-directory':
          return [];
        case 'denied':
          return { problem: 'may not be listed; make it readable or remove it' };
        case 'failed':
          return { problem: `cannot be listed (${result.code})` };
      }
    },
  };
}

function isPolicyName(name: string): boolean {
  return name.endsWith('.yaml');
}

function worldReader(world: World): Reader {
  return {
    // A recorded world does not say who owns what is in it.
    guarded: (path) => world.guarded(path) !== 'no',
    read(path) {
      const content = world.read(path, MAX_POLICY_BYTES);
      switch (content.kind) {
        case 'text':
          return { text: content.text };
        case 'too-large':
          return { problem: `is larger than ${MAX_POLICY_BYTES} bytes` };
        case 'binary':
          return { problem: 'is not UTF-8 text; save it as UTF-8' };
        case 'missing':
        case 'unknown':
          return world.entry(path).kind === 'directory' ? { problem: 'is not a file' } : undefined;
      }
    },
    list: (directory) => world.list(directory) ?? [],
  };
}

const layerOrder: readonly LayerName[] = ['managed', 'user', 'project', 'local'];

/** Merges compiled files into the layers of a policy; what the project's own files loosen is left out and named. */
function assemble({ files, clashes }: CompiledPolicies, packs: Builtin, earlier: readonly string[]): Policy {
  const builtinLayer: Layer = { name: 'builtin', rules: (kind) => packs.rules(kind), overrides: [], profile: [] };
  if (files.length === 0) return { layers: [builtinLayer], places: packs.places, broken: [], notices: earlier };
  const notices = [...earlier];
  const layers: Layer[] = [builtinLayer];
  for (const name of layerOrder) {
    const own = files.filter((file) => file.layer === name);
    if (own.length > 0) layers.push(layerOf(name, own, packs));
  }
  notices.push(...clashes);
  const places = mergePlaces(files, packs, notices);
  return { layers, places, broken: files.flatMap(({ broken }) => (broken === undefined ? [] : [broken])), notices };
}

function layerOf(name: LayerName, files: readonly CompiledFile[], packs: Builtin): Layer {
  const rules: { [Kind in EffectKind]?: readonly Rule[] } = {};
  return {
    name,
    rules: (kind, program) =>
      kind === 'exec' &&
      program !== undefined &&
      files.every(({ programs }) => programs?.includes(` ${program} `) === false)
        ? []
        : (rules[kind] ??= files.flatMap((file) => file.rules[kind] ?? [])),
    overrides: files.flatMap((file) => file.overrides),
    profile: files.flatMap((file) => (file.profile === undefined ? [] : packs.overrides(file.profile))),
  };
}

/** Layers that a person writes may add to any place; the project's own files only where a larger place makes no exception larger. */
function mergePlaces(files: readonly CompiledFile[], packs: Builtin, notices: string[]): Places {
  const places = new Map(Object.entries(packs.places));
  const exempting = new Set([
    ...packs.exempting,
    ...files.filter(({ layer }) => !tightensOnly(layer)).flatMap((file) => file.exempting),
  ]);
  for (const { layer, file, places: added } of files)
    for (const [name, globs] of Object.entries(added)) {
      if (tightensOnly(layer) && exempting.has(name))
        notices.push(
          `${file} does not enlarge the place ${name}, for which a rule makes an exception: the project's own files only tighten.`,
        );
      else places.set(name, [...(places.get(name) ?? []), ...globs]);
    }
  return Object.fromEntries(places);
}
