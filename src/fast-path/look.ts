import type { Host, StatResult } from '../host.ts';

/** All that the first look asks of the machine. */
export type Look = Pick<
  Host,
  'env' | 'lstat' | 'stat' | 'readText' | 'readBytes' | 'decodeUtf8' | 'userId' | 'programFile' | 'homeDirectory'
>;

/** What stands at an absolute path, links not followed; `unclear` where that cannot be told or is none of these. */
export type Sight = 'file' | 'directory' | 'missing' | 'unclear';

/** What a look at a path says. */
export function sightOf({ kind }: StatResult): Sight {
  return kind === 'file' || kind === 'directory' || kind === 'missing' ? kind : 'unclear';
}
