import type { Host } from '../host.ts';

/** The version of the package; a test compares it with package.json. */
export const VERSION = '0.1.0';

/** Prints the version. */
export function run(_args: readonly string[], host: Host): number {
  host.writeStdout(`blastgate ${VERSION}\n`);
  return 0;
}
