import { readFileSync } from 'node:fs';

/** Scripts written by hand, each of which is meant to run `rm -rf /usr`; separated by lines of `%%`. */
export function readTricks(file = 'test/oracle/tricks.txt'): readonly string[] {
  return readFileSync(file, 'utf8').trimEnd().split('\n%%\n');
}

/** What the stand-in records where a trick works. */
export const tricked = ['rm', '-rf', '/usr'] as const;
