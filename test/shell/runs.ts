import { expect, test } from 'vitest';
import { lines } from './read.ts';

/** A fact: the script runs exactly these commands, in this order. */
export function runs(script: string, commands: readonly string[], files?: Readonly<Record<string, string>>): void {
  test(script, () => expect(lines(script, files)).toEqual(commands));
}
