import { build, type Plugin } from 'esbuild';

/**
 * What the library `yaml` takes from Node: switches for its logs, and binary values, which no policy has. TextDecoder is the
 * parser's: bytes to text as the Encoding standard has it, the byte order mark stays.
 */
const SURROUNDINGS: Readonly<Record<string, string>> = {
  process: 'export const env = {}; export function emitWarning() {}',
  buffer: 'export const Buffer = undefined;',
  'text-decoder': 'export class TextDecoder { decode(bytes) { return machine.decode(bytes, true); } }',
};

const surroundings: Plugin = {
  name: 'surroundings',
  setup(builder) {
    builder.onResolve({ filter: /^(?:process|buffer|text-decoder)$/ }, ({ path }) => ({ path, namespace: 'native' }));
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
    inject: ['text-decoder'],
    plugins: [surroundings],
  });
  return outputFiles[0]?.text ?? '';
}
