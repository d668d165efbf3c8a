import { build, type Plugin } from 'esbuild';

/**
 * What the sources and their libraries take from around them that QuickJS does not have. The library `yaml` asks Node for
 * switches of its logs and for binary values, which no policy has.
 */
const SURROUNDINGS: Readonly<Record<string, string>> = {
  process: 'export const env = {}; export function emitWarning() {}',
  buffer: 'export const Buffer = undefined;',
};

const surroundings: Plugin = {
  name: 'surroundings',
  setup(builder) {
    builder.onResolve({ filter: /^(?:process|buffer)$/ }, ({ path }) => ({ path, namespace: 'native' }));
    builder.onLoad({ filter: /.*/, namespace: 'native' }, ({ path }) => ({
      contents: SURROUNDINGS[path] ?? '',
      loader: 'js',
    }));
  },
};

/** The whole program as one script that sets the global `program` to what src/native.ts exports. */
export async function bundleNative(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: ['src/native.ts'],
    bundle: true,
    write: false,
    platform: 'node',
    format: 'iife',
    globalName: 'program',
    target: 'es2023',
    minify: true,
    charset: 'ascii',
    legalComments: 'none',
    logLevel: 'error',
    inject: ['scripts/native/globals.ts'],
    plugins: [surroundings],
  });
  return outputFiles[0]?.text ?? '';
}
