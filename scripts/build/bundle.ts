import { resolve } from 'node:path';
import { build, type Plugin } from 'esbuild';

/** Modules that the hook loads when it first calls one of their functions; with everything only they need they go into the cold bundle. */
const LOADED_WHEN_CALLED = ['src/cli/dispatch.ts', 'src/policy/load.ts'];

export interface Bundle {
  readonly code: string;
  /** Every source file in it, relative to the repository, with the built-in modules each one imports. */
  readonly inputs: Readonly<Record<string, readonly string[]>>;
}

/** The two bundles of the program: `hot` is what every hook event needs, `cold` what its stubs load. */
export async function bundleProgram(
  entry: string,
  whenCalled: readonly string[] = LOADED_WHEN_CALLED,
): Promise<{ readonly hot: Bundle; readonly cold: Bundle }> {
  return {
    hot: await bundle(entry, [stubs(whenCalled)]),
    cold: await bundle({ contents: whenCalled.map((path) => `export * from './${path}';\n`).join('') }),
  };
}

/** Bundles a module with everything it imports into ASCII CommonJS for Node 20. */
export async function bundle(entry: string | { readonly contents: string }, plugins: Plugin[] = []): Promise<Bundle> {
  const result = await build({
    ...(typeof entry === 'string' ? { entryPoints: [entry] } : { stdin: { ...entry, resolveDir: '.' } }),
    bundle: true,
    write: false,
    metafile: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    minify: true,
    charset: 'ascii',
    legalComments: 'none',
    inject: ['scripts/build/text-decoder.ts'],
    logLevel: 'error',
    plugins,
  });
  const [output] = result.outputFiles;
  if (output === undefined) throw new Error('esbuild wrote no output');
  return {
    code: escaped(output.text),
    inputs: Object.fromEntries(
      Object.entries(result.metafile.inputs).map(([path, { imports }]) => [
        path,
        imports.filter(({ external }) => external).map(({ path: id }) => id),
      ]),
    ),
  };
}

/** esbuild escapes what is not ASCII in strings, but not in regular expressions. */
function escaped(code: string): string {
  return code.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** Puts in place of each module one with the same functions, which loads the cold bundle and calls the real ones. */
function stubs(modules: readonly string[]): Plugin {
  const paths = new Set(modules.map((path) => resolve(path)));
  return {
    name: 'stubs',
    setup({ onLoad }) {
      onLoad({ filter: /\.ts$/ }, async ({ path }) => {
        if (!paths.has(path)) return undefined;
        const lines = (await exportsOf(path)).map(
          (name) => `export function ${name}(...args) { return loadCold().${name}(...args); }`,
        );
        return { contents: lines.join('\n'), loader: 'js' };
      });
    },
  };
}

async function exportsOf(path: string): Promise<readonly string[]> {
  const { metafile } = await build({
    entryPoints: [path],
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    write: false,
    metafile: true,
    outdir: 'unused',
  });
  return Object.values(metafile.outputs).flatMap(({ exports }) => exports);
}
