import { consistsOf, hasHiddenName, isDigits } from './letters.ts';
import type { Look } from './look.ts';
import { isPlainDirectory } from './plain-path.ts';

/** One word of a command. */
export interface PlainWord {
  /** What it says without its quotes; of an open word what is written out. */
  readonly text: string;
  /**
   * `known`: exactly this text. `bound`: the value of a variable that a loop of this command sets, a plain operand.
   * `one`: a single word, whatever it says. `pattern`: any number of words that begin with what is written before the pattern.
   * `open`: what a pattern, braces or a substitution make of it.
   */
  readonly kind: 'known' | 'bound' | 'one' | 'pattern' | 'open';
}

/** A command, and those in front of it. */
export interface Upstream {
  readonly words: readonly PlainWord[];
  readonly before: Upstream | undefined;
}

/** Where a command stands: what those before it may have left. */
export interface PlainPlace {
  /** Every directory it may run in: a `cd` may fail, or stand in a pipeline that leaves no trace. */
  readonly directories: string[];
  /** Names of loop variables, each between blanks, whose values are plain operands. */
  bound: string;
  /** Names of those whose values may be anything. */
  loose: string;
  /** The programs so far, and `file.read` if they read, each between blanks. */
  deeds: string;
  /** The commands whose output a command may read: those before it in its pipeline, and in the ones around it. */
  upstream: Upstream | undefined;
  readonly look: Pick<Look, 'lstat'>;
}

/** How many directories a command may run in. */
const MAX_DIRECTORIES = 6;

/** Notes that commands may also run in this directory; `false` where it is none that is written out. */
export function addDirectory(word: PlainWord | undefined, { directories }: PlainPlace): boolean {
  if (word?.kind !== 'known' || !consistsOf(word.text, '@+,./-')) return false;
  const { text } = word;
  if (text.startsWith('-') || hasHiddenName(text) || text.split('/').includes('..')) return false;
  const end = text.length > 1 && text.endsWith('/') ? text.slice(0, -1) : text;
  const found = end.startsWith('/')
    ? [end]
    : directories.map((directory) => `${directory === '/' ? '' : directory}/${end}`);
  for (const directory of found) if (!directories.includes(directory)) directories.push(directory);
  return directories.length <= MAX_DIRECTORIES && found.every(isPlainDirectory);
}

/** Notes a loop variable, `bound` where its values can be no options; `false` where the name is not one for a variable. */
export function addVariable(name: PlainWord, isBound: boolean, place: PlainPlace): boolean {
  const { text, kind } = name;
  // In zsh `path` and the like are the lists that PATH is made of (zshparam(1)).
  if (kind !== 'known' || !isName(text) || text.includes('path') || text === 'histchars') return false;
  if (isBound) place.bound += `${text} `;
  else place.loose += `${text} `;
  return true;
}

/** A name of a variable in lower case. */
function isName(text: string): boolean {
  return consistsOf(text, '') && !isDigits(text.charAt(0)) && text === text.toLowerCase();
}
