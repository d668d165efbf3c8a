import type { Host } from '../host.ts';

/** What stands at an absolute path, links not followed; `unclear` where that cannot be told or is none of these. */
export type Sight = 'file' | 'directory' | 'missing' | 'unclear';

/** All that the first look asks of the machine. */
export interface Look {
  sight(path: string): Sight;
  /** A variable of the environment; `undefined` where it is not set. */
  env(name: string): string | undefined;
}

/** A host, as far as the first look asks about it. */
export function lookOn(host: Pick<Host, 'lstat' | 'env'>): Look {
  return {
    env: (name) => host.env(name),
    sight(path) {
      const { kind } = host.lstat(path);
      return kind === 'file' || kind === 'directory' || kind === 'missing' ? kind : 'unclear';
    },
  };
}
