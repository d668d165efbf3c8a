import type { Host } from '../host.ts';
import type { Scope } from './settings.ts';
import { UsageError, type Arguments } from './usage.ts';

/** Home and project of the person at the keyboard. */
export interface Here {
  readonly home: string;
  readonly project: string;
}

/** The scope the options name; the person's own settings where they name none. */
export function scopeOf(args: Arguments): Scope {
  const given = (['user', 'project', 'local'] as const).filter((scope) => args.flags.has(`--${scope}`));
  if (given.length > 1) throw new UsageError(`choose one of ${given.map((scope) => `--${scope}`).join(' and ')}`);
  if (args.operands.length > 0) throw new UsageError(`unexpected ${args.operands[0] ?? ''}`);
  return given[0] ?? 'user';
}

/** The home directory, and the nearest directory upwards with a `.git`, else the working directory. */
export function whereAmI(host: Host): Here {
  const home = host.homeDirectory();
  const cwd = host.cwd();
  if (home === undefined) throw new UsageError('the home directory is not known: set HOME');
  if (cwd === undefined) throw new UsageError('the working directory does not exist any more');
  for (
    let directory = cwd;
    directory !== '' && directory !== home;
    directory = directory.slice(0, directory.lastIndexOf('/'))
  )
    if (host.stat(`${directory}/.git`).kind !== 'missing') return { home, project: directory };
  return { home, project: cwd };
}
