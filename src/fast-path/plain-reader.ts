import { hasWord, isDigits } from './letters.ts';
import { isInnocent, isPlainName, isPlainPath, isPlainValue, wayTo } from './plain-path.ts';
import type { PlainPlace, PlainWord } from './plain-word.ts';

/** Options of a single letter. */
export interface Letters {
  /** Those without a value. */
  readonly flags: string;
  /** Those with one. */
  readonly valued: string;
}

interface Reading extends Letters {
  /** Whether options are short and come first; behind the script they are files to some versions. */
  readonly isStrict?: boolean;
  /** How many operands come before the files. */
  readonly scripts?: number;
  readonly script?: (text: string, words: readonly PlainWord[]) => boolean;
}

/** A program that prints what is in the files it is given. */
export function readsPlainly(words: readonly PlainWord[], place: PlainPlace, reading: Reading): boolean {
  let scripts = reading.scripts ?? 0;
  let areOptions = true;
  let files = 0;
  place.deeds += 'file.read ';
  for (let at = 1; at < words.length; at++) {
    const { text, kind } = words[at] ?? { text: '', kind: 'open' };
    if (kind !== 'known') return false;
    if (areOptions && text.startsWith('-') && text !== '-') {
      if (reading.isStrict === true && (scripts === 0 || text.startsWith('--'))) return false;
      if (text === '--') areOptions = false;
      else if (text.startsWith('--')) {
        if (!isPlainLong(text)) return false;
      } else {
        const end = optionEnd(text, reading);
        if (end === undefined) return false;
        const value = end === 'next' ? words[++at] : undefined;
        if (end === 'next' && !isValue(value, place)) return false;
      }
    } else if (scripts > 0) {
      scripts--;
      if (reading.script?.(text, words) === false) return false;
    } else if (text !== '-') {
      files++;
      if (!isPlainPath(text, place.directories, place.look)) return false;
    }
  }
  // Some read the whole directory they stand in.
  if (files === 0 && reading.scripts !== undefined && !isPlainPath('.', place.directories, place.look)) return false;
  return scripts === 0;
}

/** Whether short options end in one that takes the next word; `undefined` where one of them is not plain. */
export function optionEnd(text: string, { flags, valued }: Letters): 'here' | 'next' | undefined {
  for (let at = 1; at < text.length; at++) {
    const letter = text.charAt(at);
    if (valued.includes(letter)) {
      if (at === text.length - 1) return 'next';
      return isInnocent(text.slice(at + 1)) ? 'here' : undefined;
    }
    if (!flags.includes(letter)) return undefined;
  }
  return 'here';
}

/**
 * Whether a word can be the value of the option before it. Where that takes none, or stands behind the operands and is none,
 * the word is no option and no file either.
 */
export function isValue(word: PlainWord | undefined, { directories, look }: PlainPlace): boolean {
  if (word?.kind !== 'known' || (word.text.startsWith('-') && !isDigits(word.text.charAt(1)))) return false;
  const { text } = word;
  return (
    isPlainName(text) &&
    isPlainValue(text, directories, look) &&
    directories.every((directory) => wayTo(directory, text, look) !== 'file')
  );
}

/** Long options that programs which print files share, or that only one of them has; those with a value, which is behind `=`. */
const LONG =
  ' --color --colour --no-color --no-heading --heading --line-number --files-with-matches --count --ignore-case --fixed-strings --word-regexp --exclude= --exclude-dir= --type= --max-count= --context= --lines= --bytes= --numeric-sort --reverse --unique --raw-output --brief --no-filename --with-filename --sort= --color= --colour= ';

function isPlainLong(text: string): boolean {
  return LONG.includes(` ${text.slice(0, text.indexOf('=') + 1 || undefined)} `) && isInnocent(text);
}

/**
 * Long enough not to match every line, and not what credentials are named by; the lines of a whole tree without those that
 * match (`-rv`) are nearly all.
 */
export function isPattern(text: string, words: readonly PlainWord[] = []): boolean {
  const letters = words
    .map((word) => (word.text.startsWith('-') && !word.text.startsWith('--') ? word.text : ''))
    .join('');
  if (letters.includes('v') && letters.toLowerCase().includes('r')) return false;
  return hasWord(text) && isInnocent(text);
}

/** Words of awk that neither write nor run anything, and none of a redirection, pipe or call of the system. */
export function isAwk(text: string): boolean {
  if (text.startsWith('{print $') && text.endsWith('}') && isDigits(text.slice('{print $'.length, -1))) return true;
  if (!/^[\w\s{}$,;=+*/()<!&.:~^%?'"-]+$/.test(text)) return false;
  const code = text.replace(/"[^"]*"/g, ' ');
  // Where a quote may stand in a pattern, what seems to be a text may be code.
  const words = (code.includes('/') ? text : code).match(/[A-Za-z_]\w*/g) ?? [];
  return words.every((word) =>
    /^(?:print|printf|NR|NF|FS|OFS|BEGIN|END|length|substr|if|else|for|in|next|[a-z]|sum|count|total|max|min|seen)$/.test(
      word,
    ),
  );
}

/** Lines printed or left out by number or by what is in them, and words replaced. */
const SED =
  /^(?:(?:(?:\d+|\$|\/[\w .:=<>{}()-]+\/)(?:,(?:\d+|\$|\/[\w .:=<>{}()-]+\/))?)?[pdq];?)+$|^s([/|#,])[\w .:=*+?^$()[\]-]*\1[\w .:=&-]*\1g?$/;

export function isSed(text: string): boolean {
  return SED.test(text);
}

/** A path into the document. */
export function isJq(text: string): boolean {
  return /^[\w.[\]|, "(){}:?-]+$/.test(text) && !/\b(?:env|input|debug|stderr|import|include|getpath|halt)/.test(text);
}
