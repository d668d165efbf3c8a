import { buildSync } from 'esbuild';

export interface Bundle {
  readonly code: string;
  /** Every source file in it, relative to the repository, with the built-in modules each one imports. */
  readonly inputs: Readonly<Record<string, readonly string[]>>;
}

/** Bundles one entry point with everything it imports into ASCII CommonJS for Node 20. */
export function bundle(entry: string): Bundle {
  const result = buildSync({
    entryPoints: [entry],
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
  });
  const [output] = result.outputFiles;
  if (output === undefined) throw new Error(`no output for ${entry}`);
  return {
    code: output.text,
    inputs: Object.fromEntries(
      Object.entries(result.metafile.inputs).map(([path, { imports }]) => [
        path,
        imports.filter(({ external }) => external).map(({ path: id }) => id),
      ]),
    ),
  };
}
