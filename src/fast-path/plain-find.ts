import { isDigits } from './letters.ts';
import type { PlainPlace, PlainWord, Upstream } from './plain-word.ts';

/** Tests and actions of find that only look, those with a value and those without (find(1)); the others run, write or delete. */
const VALUED =
  ' -name -iname -path -ipath -wholename -type -maxdepth -mindepth -mtime -mmin -size -newer -regex -iregex -perm -user ';
const ALONE = ' -not ! ( ) -o -or -a -and -print -print0 -prune -empty -ls -readable -executable -true ';

/** Options of `xargs` in one word; others take a number behind them. */
const WHOLE = ' -0 -0r -r -r0 -I{} ';

/** What `xargs` may run: programs that look at names, or count. */
const LOOKING = ' ls stat basename dirname md5sum sha256sum ';
/** Those that print what is in a file if a name begins like their option for that. */
const COUNTING = ' wc du ';

/** Whether a `find` only prints names. */
export function isPlainFind(words: readonly PlainWord[]): boolean {
  let at = 1;
  while (at < words.length && isKnown(words[at]) && !'-!('.includes(words[at]?.text.charAt(0) || '-')) at++;
  for (; at < words.length; at++) {
    const word = words[at];
    if (!isKnown(word)) return false;
    if (VALUED.includes(` ${word.text} `)) at++;
    else if (!ALONE.includes(` ${word.text} `)) return false;
    if (!isKnown(words[at])) return false;
  }
  return true;
}

/** Whether an `xargs` runs a program that does no more than look at what it is given. */
export function isPlainXargs(words: readonly PlainWord[], place: PlainPlace): boolean {
  let at = 1;
  for (; words[at]?.text.startsWith('-') === true; at++) {
    const { text = '', kind } = words[at] ?? {};
    // What is replaced could be a part of the program's name (xargs(1)).
    const isWhole = WHOLE.includes(` ${text} `) || ('nPL'.includes(text.charAt(1)) && isDigits(text.slice(2)));
    if (kind !== 'known' || (!isWhole && !/^(?:-[nPL] \d+|-I \{\})$/.test(`${text} ${words[++at]?.text}`)))
      return false;
  }
  const program = words[at];
  if (!isKnown(program)) return false;
  const name = ` ${program.text} `;
  // What `find` prints begins with where it began, and so never like an option.
  const isCounting = COUNTING.includes(name) && areFound(place.upstream);
  if (!isCounting && !LOOKING.includes(name)) return false;
  place.deeds += `${program.text} `;
  return words.slice(at).every((word) => isKnown(word) && isPlainCount(word));
}

function areFound(upstream: Upstream | undefined): boolean {
  return upstream?.words[0]?.text === 'find' && upstream.before === undefined;
}

/** Whether a word tells `wc` or `du` no file that holds names, which they would print (wc(1), du(1)). */
export function isPlainCount({ text, kind }: PlainWord): boolean {
  if (kind === 'pattern') return !text.startsWith('-');
  const letter = text.startsWith('-') ? text.charAt(text.startsWith('--') ? 2 : 1) : '';
  return (kind === 'known' || kind === 'bound') && letter !== 'f' && letter !== 'X';
}

function isKnown(word: PlainWord | undefined): word is PlainWord {
  return word?.kind === 'known';
}
