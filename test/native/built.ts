import { readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';

const PROGRAM = 'dist/native/blastgate';

/** The native form, where it was built from these very sources; CI says with BLASTGATE_NATIVE=required that it must be there. */
export const native = resolve(PROGRAM);

const why = reason();
if (why !== undefined && process.env['BLASTGATE_NATIVE'] === 'required') throw new Error(why);
if (why !== undefined) console.warn(`The native form is not tested: ${why}`);

export const isBuilt = why === undefined;

function reason(): string | undefined {
  const built = statSync(PROGRAM, { throwIfNoEntry: false });
  if (built === undefined) return `${PROGRAM} was not built (npm run build:native)`;
  const newer = ['src', 'scripts/native'].some((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).some(
      (name) => statSync(join(folder, name)).mtimeMs > built.mtimeMs,
    ),
  );
  return newer ? `${PROGRAM} is older than the sources (npm run build:native)` : undefined;
}
