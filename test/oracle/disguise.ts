import type { Random } from './random.ts';

/** The source of one word, and statements that must come before the command it stands in. */
export interface Spelled {
  readonly before?: string;
  readonly word: string;
}

/** Another way to write one word of a command; `undefined` where the text cannot be written so. */
export type WordDisguise = (text: string, random: Random) => Spelled | string | undefined;

/** The words of a command: what the program receives, and how each is written. */
export interface Words {
  readonly argv: readonly string[];
  readonly sources: readonly string[];
}

/** Another way to run a simple command; `undefined` where this one cannot be run so. */
export type CommandDisguise = (words: Words, random: Random) => string | undefined;

/** Another way to run a script; `undefined` where this one cannot be run so. */
export type ScriptDisguise = (script: string, random: Random) => string | undefined;
