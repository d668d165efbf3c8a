import { readFileSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import { Script } from 'node:vm';
import { build, buildSync, transformSync, type BuildOptions, type Plugin } from 'esbuild';

/** What the analysis asks of nearly every command of a shell, whatever the program. */
const NEARLY_ALWAYS = 'producers/listed-paths\\.ts$';

/**
 * Modules that are loaded when something in them is first used: the knowledge of programs and languages, and what few calls
 * need. Every function counts, also one that is never called: V8 reads where it stands and what it sees.
 */
const LOADED_WHEN_USED = new RegExp(
  [
    `src/(?:commands/(?!${NEARLY_ALWAYS})[^/]+|languages|cli|fast-path)/`,
    'src/(?:warm-up|commands/(?:agents|blastgate)|policy/(?:kept|kept-form|plain-limits|load))\\.ts$',
    'src/analysis/languages\\.ts$',
    'src/facts/(?:credential-kinds|generated|generated-names|kube|remote|secret-trees|git/(?:ignore|index-file))\\.ts$',
    'src/shell/(?:arithmetic|conditional|declare|operation|pattern)\\.ts$',
  ]
    .map((path) => `^${path}`)
    .join('|'),
);

/** The parser's entry, which other modules import by the name of its package. */
const PARSER = 'node_modules/unbash/dist/parser.js';

/** The table of programs, which names every file with specs. */
const SPEC_TABLE = 'src/commands/specs.gen.ts';

/** The built-in rules, as JSON by kind of effect: most calls ask for few kinds. */
const PACKS = 'src/policy/packs.gen.ts';

/** One piece of the program. */
export interface Part {
  readonly name: string;
  /** CommonJS that calls `provide(id, () => exports)` for each of its modules that other parts import; or text that is only data. */
  readonly content: { readonly code: string } | { readonly text: string };
  /** Its source files, relative to the repository, with what each imports from outside the program. */
  readonly inputs: Readonly<Record<string, readonly string[]>>;
}

/** Settings of every bundle: one ASCII script for Node 20. */
export const common = {
  bundle: true,
  write: false,
  metafile: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  minify: true,
  charset: 'ascii',
  legalComments: 'none',
  // What the loader's `require` answers for.
  external: ['part:*', 'text:*'],
  logLevel: 'error',
} as const satisfies BuildOptions;

interface Module {
  /** Modules of the program that it imports. */
  readonly imports: readonly string[];
}

/** A module with all that it imports as one script, for the loader to run by itself. */
export function bundleAlone(entry: string): string {
  const { outputFiles } = buildSync({ ...common, entryPoints: [entry] });
  return oneLine(escaped(outputFiles[0]?.text ?? ''));
}

/**
 * Splits the program into parts. The first holds what every hook event needs: all that the entry reaches without coming
 * through a module that is loaded when used. The others are loaded one by one; which module belongs to which says `partOf`.
 */
export async function bundleParts(entry: string): Promise<readonly Part[]> {
  const modules = await readModules(entry);
  const lazy = new Set([...modules.keys()].filter((path) => LOADED_WHEN_USED.test(path)));
  for (const path of modules.get(SPEC_TABLE)?.imports ?? []) lazy.add(path);
  const core = closure(entry, modules, lazy);
  const partOf = divide(modules, core);
  const names = ['core', ...new Set([...partOf.values()].toSorted())];
  const members = names.map(() => new Map<string, number>());
  for (const path of modules.keys()) {
    const own = members[core.has(path) ? 0 : names.indexOf(partOf.get(path) ?? '')];
    own?.set(path, own.size);
  }
  const texts = modules.has(PACKS) ? await rulesByKind() : {};
  const textId = (kind: string): string => `text:${names.length + Object.keys(texts).indexOf(kind)}`;
  const wanted = wantedNames(modules, (path) => members.findIndex((own) => own.has(path)));
  const coded = members.map(async (own, index) => {
    const idOf = (path: string): string | undefined => {
      const part = members.findIndex((others) => others.has(path));
      return part < 0 ? undefined : `part:${part}.${members[part]?.get(path)}`;
    };
    const provided = [...own.keys()].flatMap((path) => provide(path, idOf(path) ?? '', wanted.get(path)));
    if (index === 0) provided.push(`export * from ${JSON.stringify(`./${entry}`)};`);
    const { outputFiles, metafile } = await build({
      ...common,
      stdin: { contents: provided.join('\n'), resolveDir: '.' },
      inject: ['scripts/build/text-decoder.ts'],
      plugins: [links(own, idOf), specTable(idOf, modules), packs(Object.keys(texts), textId), lists],
    });
    const inputs = Object.entries(metafile.inputs).filter(([path]) => path !== '<stdin>');
    return {
      name: names[index] ?? '',
      content: { code: oneLine(escaped(outputFiles[0]?.text ?? '')) },
      inputs: Object.fromEntries(
        inputs.map(([path, { imports }]) => [
          path,
          imports.flatMap(({ path: id, external }) => (external === true && !/^(?:part|text):/.test(id) ? [id] : [])),
        ]),
      ),
    };
  });
  const data = Object.entries(texts).map(([kind, text]) => ({
    name: `rules about ${kind}`,
    content: { text: escaped(text) },
    inputs: {},
  }));
  return [...(await Promise.all(coded)), ...data];
}

/**
 * Which part each module outside the core belongs to: its folder's, or one of its own where other folders import it.
 * Parts that would import each other in a circle are made one, since each needs the other while it is loaded.
 */
function divide(modules: ReadonlyMap<string, Module>, core: ReadonlySet<string>): ReadonlyMap<string, string> {
  const outside = [...modules.keys()].filter((path) => !core.has(path));
  const imports = [...modules].flatMap(([from, { imports: all }]) =>
    from === SPEC_TABLE ? [] : all.filter((to) => !core.has(to)).map((to) => ({ from, to })),
  );
  const shared = new Set(imports.filter(({ from, to }) => folderOf(from) !== folderOf(to)).map(({ to }) => to));
  const parts = new Map(outside.map((path) => [path, shared.has(path) ? path : folderOf(path)]));
  for (;;) {
    const next = new Map<string, Set<string>>();
    for (const { from, to } of imports) {
      const [importer, imported] = [parts.get(from), parts.get(to) ?? ''];
      if (importer !== undefined && importer !== imported)
        next.set(importer, (next.get(importer) ?? new Set()).add(imported));
    }
    const circle = findCircle(next);
    if (circle === undefined) return parts;
    for (const [path, part] of parts) if (circle.includes(part)) parts.set(path, circle[0] ?? part);
  }
}

function folderOf(path: string): string {
  // With an unchanged policy of one's own this is all that is needed, and neither yaml nor zod.
  if (/^src\/policy\/(?:kept|kept-form|plain-limits)\.ts$/.test(path)) return 'src/policy/kept.ts';
  // The table that this program reads every command by.
  if (path === 'src/commands/packages/_node-managers.ts') return 'src/commands/packages/node.ts';
  // Their programs have little to do with each other, and most calls start one of them.
  if (/^src\/commands\/(?!git\/|producers\/)[^/]+\//.test(path)) return path;
  // The vocabulary of rules, which nothing else asks for.
  if (path.startsWith('src/effect-fields')) return 'src/policy';
  if (path.startsWith('node_modules/yaml/') || path.startsWith('node_modules/zod/')) return 'src/policy';
  if (path.startsWith('node_modules/')) return 'src/cli';
  return dirname(path);
}

function findCircle(next: ReadonlyMap<string, ReadonlySet<string>>): readonly string[] | undefined {
  const done = new Set<string>();
  const walk = (node: string, way: readonly string[]): readonly string[] | undefined => {
    if (way.includes(node)) return way.slice(way.indexOf(node));
    if (done.has(node)) return undefined;
    for (const to of next.get(node) ?? []) {
      const circle = walk(to, [...way, node]);
      if (circle !== undefined) return circle;
    }
    done.add(node);
    return undefined;
  };
  for (const node of next.keys()) {
    const circle = walk(node, []);
    if (circle !== undefined) return circle;
  }
  return undefined;
}

async function readModules(entry: string): Promise<ReadonlyMap<string, Module>> {
  const { metafile } = await build({ ...common, entryPoints: [entry], outdir: 'unused', minify: false });
  return new Map(
    Object.entries(metafile.inputs).map(([path, { imports }]) => [
      path,
      { imports: imports.filter(({ external }) => external !== true).map(({ path: to }) => to) },
    ]),
  );
}

function closure(entry: string, modules: ReadonlyMap<string, Module>, lazy: ReadonlySet<string>): ReadonlySet<string> {
  const found = new Set<string>();
  const visit = (path: string): void => {
    if (found.has(path) || lazy.has(path)) return;
    found.add(path);
    for (const next of modules.get(path)?.imports ?? []) visit(next);
  };
  visit(entry);
  return found;
}

/** By module, the names that modules of other parts import from it. */
function wantedNames(
  modules: ReadonlyMap<string, Module>,
  partIndex: (path: string) => number,
): ReadonlyMap<string, ReadonlySet<string>> {
  const wanted = new Map<string, Set<string>>();
  for (const path of modules.keys()) {
    if (path.startsWith('node_modules/')) continue;
    const { code } = transformSync(readFileSync(path, 'utf8'), { loader: 'ts', format: 'esm' });
    // esbuild writes an import or re-export on one line, or over several where the source does.
    for (const [, list, from] of code.matchAll(/^(?:import|export) ([^;"]+) from "(\.[^"]+|unbash)";$/gm)) {
      const target = from === 'unbash' ? PARSER : relative('.', resolve(dirname(path), from ?? ''));
      if (partIndex(target) === partIndex(path)) continue;
      const named = /^\{([^{}]*)\}$/.exec(list ?? '');
      if (named === null) throw new Error(`${path}: import ${from} by name, it is in another part of the program`);
      const names = wanted.get(target) ?? new Set();
      for (const name of (named[1] ?? '').split(',')) names.add(name.trim().split(' as ')[0] ?? '');
      wanted.set(target, names);
    }
  }
  return wanted;
}

function provide(path: string, id: string, names: ReadonlySet<string> | undefined): readonly string[] {
  if (names === undefined) return [];
  const local = (name: string) => `${name}_${id.replace(/\W/g, '_')}`;
  return [
    `import { ${[...names].map((name) => `${name} as ${local(name)}`).join(', ')} } from ${JSON.stringify(`./${path}`)};`,
    `provide(${JSON.stringify(id)}, () => ({ ${[...names].map((name) => `${name}: ${local(name)}`).join(', ')} }));`,
  ];
}

/** Leaves imports from other parts to the loader's `require`, which loads a part when something of it is used. */
function links(own: ReadonlyMap<string, number>, idOf: (path: string) => string | undefined): Plugin {
  return {
    name: 'links',
    setup(builder) {
      builder.onResolve({ filter: /^\.|^unbash$/ }, ({ path, resolveDir }) => {
        const target = path === 'unbash' ? PARSER : relative('.', resolve(resolveDir, path));
        const id = idOf(target);
        return own.has(target) || id === undefined ? undefined : { path: id, external: true, sideEffects: false };
      });
    },
  };
}

/**
 * Long lists of words at the top of a module are one text that is split: V8 looks every literal up in its table of strings when
 * it reads its cache, whether the list is used or not.
 */
const lists: Plugin = {
  name: 'lists',
  setup(builder) {
    builder.onLoad({ filter: /\/src\/.*\.ts$/ }, ({ path }) => {
      if (path.endsWith('.gen.ts')) return undefined;
      const source = readFileSync(path, 'utf8');
      const list = /^((?:export )?const \w+(?:: readonly \w+\[\])?) = \[\n((?: {2}'[^'\\\n]+',\n){8,})\];$/gm;
      const contents = source.replace(list, (_, declaration: string, lines: string) => {
        const words = [...lines.matchAll(/'([^']+)'/g)].map(([, word]) => word);
        return `${declaration} = ${JSON.stringify(words.join('\n'))}.split('\\n');`;
      });
      return contents === source ? undefined : { contents, loader: 'ts' };
    });
  },
};

/** Puts another text in the place of a generated module. */
function replaced(name: string, file: string, contents: () => Promise<string>): Plugin {
  return {
    name,
    setup(builder) {
      builder.onLoad({ filter: /\.gen\.ts$/ }, async ({ path }) =>
        relative('.', path) === file ? { contents: await contents(), loader: 'ts' } : undefined,
      );
    },
  };
}

/** What a module exports, by running it; `plugins` decide what it imports. */
async function evaluate(file: string, plugins: Plugin[] = []): Promise<Record<string, unknown>> {
  const { outputFiles } = await build({ ...common, entryPoints: [file], plugins });
  const module = { exports: {} };
  new Script(`(function (module) {${outputFiles[0]?.text ?? ''}})`).runInThisContext()(module);
  return module.exports;
}

async function rulesByKind(): Promise<Readonly<Record<string, string>>> {
  const { rulesByKind: rules } = await evaluate(PACKS);
  if (typeof rules !== 'object' || rules === null) throw new Error(`${PACKS} has no rulesByKind`);
  return Object.fromEntries(
    Object.entries(rules).map(([kind, json]) => {
      if (typeof json !== 'string') throw new Error(`${PACKS}: the rules about ${kind} are not text`);
      return [kind, json];
    }),
  );
}

/** The packs in the form they have in the bundle: the rules of a kind are read when they are asked for. */
function packs(kinds: readonly string[], textId: (kind: string) => string): Plugin {
  return replaced('packs', PACKS, async () => {
    const { rulesByKind: _, ...others } = await evaluate(PACKS);
    const first = textId(kinds[0] ?? '').slice('text:'.length);
    const rest = Object.entries(others).map(([name, value]) => `export const ${name} = ${JSON.stringify(value)};`);
    return `
    const first: number = ${first}, kinds: string = ${JSON.stringify(kinds.join(' '))};
    export const rulesByKind = new Proxy({}, {
      get(_, kind) {
        const index = kinds.split(' ').indexOf(String(kind));
        return index < 0 ? undefined : require('text:' + String(first + index));
      },
      ownKeys: () => kinds.split(' '),
      getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true }),
    });
    ${rest.join('\n')}`;
  });
}

/** Where the specs of each program are, read from the table by giving it files that only say who they are. */
async function specPlaces(): Promise<Readonly<Record<string, string>>> {
  const places: Plugin = {
    name: 'places',
    setup(builder) {
      builder.onLoad({ filter: /\.ts$/ }, ({ path }) => {
        const file = relative('.', path);
        if (file === SPEC_TABLE) return undefined;
        const place = `{ toString: () => ${JSON.stringify(file)} + ':' + String(index) }`;
        return { contents: `export const specs = new Proxy([], { get: (_, index) => (${place}) });`, loader: 'js' };
      });
    },
  };
  const { specs } = await evaluate(SPEC_TABLE, [places]);
  return Object.fromEntries(
    Object.entries(specs as Record<string, unknown>).map(([name, place]) => [
      name,
      [place].flat().map(String).join(','),
    ]),
  );
}

/** The table of programs in the form it has in the bundle: names and where their specs are, in one text for each first letter; nothing is made of it at start. */
function specTable(idOf: (path: string) => string | undefined, modules: ReadonlyMap<string, Module>): Plugin {
  return replaced('programs', SPEC_TABLE, async () => {
    const files = modules.get(SPEC_TABLE)?.imports ?? [];
    const rows = Object.entries(await specPlaces()).map(([name, places]) => {
      if (/[\s=]/.test(name)) throw new Error(`${SPEC_TABLE}: ${name}`);
      const numbers = places.split(',').map((place) => {
        const [file = '', at] = place.split(':');
        return `${files.indexOf(file)}.${at}`;
      });
      return ` ${name}=${numbers.join(',')}`;
    });
    const byLetter: Record<string, string> = {};
    for (const row of rows) byLetter[row.charAt(1)] = (byLetter[row.charAt(1)] ?? '') + row;
    for (const letter of Object.keys(byLetter)) byLetter[letter] += ' ';
    return `
    const files: string[] = ${JSON.stringify(files.map((file) => idOf(file)))};
    const tables: Record<string, string> = ${JSON.stringify(byLetter)};
    const found = new Map();
    function find(name: string | symbol) {
      if (!found.has(name)) found.set(name, look(name));
      return found.get(name);
    }
    function look(name: string | symbol) {
      if (typeof name !== 'string' || name === '' || name.includes(' ') || name.includes('=')) return undefined;
      const letter = name.charAt(0);
      const table = Object.hasOwn(tables, letter) ? tables[letter] : '';
      const at = table.indexOf(' ' + name + '=');
      if (at < 0) return undefined;
      const start = at + name.length + 2;
      return table.slice(start, table.indexOf(' ', start)).split(',').map((place) => {
        const [file, index] = place.split('.');
        return require(files[file]).specs[index];
      });
    }
    export const specs = new Proxy({}, {
      get: (_, name) => find(name),
      getOwnPropertyDescriptor(_, name) {
        const value = find(name);
        return value === undefined ? undefined : { value, writable: true, enumerable: true, configurable: true };
      },
    });`;
  });
}

/** esbuild escapes what is not ASCII in strings, but not in regular expressions. In JSON the same escapes hold. */
function escaped(code: string): string {
  return code.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/**
 * The same code on one line. esbuild's minified code has line ends in template literals alone; that this is so is shown by
 * lowering the templates of both to strings.
 */
function oneLine(code: string): string {
  const line = code.trimEnd().replaceAll('\n', '\\n');
  const lowered = (text: string) =>
    transformSync(text, { minifyWhitespace: true, supported: { 'template-literal': false } }).code;
  if (lowered(line) !== lowered(code)) throw new Error('a line end outside a template literal');
  return line;
}
