import type { PlainPlace, PlainWord } from './plain-word.ts';

/** Tests and actions of find that only look, those with a value and those without (find(1)); the others run, write or delete. */
const VALUED =
  ' -name -iname -path -ipath -wholename -type -maxdepth -mindepth -mtime -mmin -size -newer -regex -iregex -perm -user ';
const ALONE = ' -not ! ( ) -o -or -a -and -print -print0 -prune -empty -ls -readable -executable -true ';

/** What `xargs` may run: programs that look at names, or count. */
const LOOKING = ' ls wc stat du basename dirname md5sum sha256sum ';

/** Whether a `find` only prints names. */
export function isPlainFind(words: readonly PlainWord[]): boolean {
  let at = 1;
  while (at < words.length && isKnown(words[at]) && !/^[-!(]/.test(words[at]?.text ?? '')) at++;
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
  for (; /^-(?:0|r|0r|r0|[nPL]\d*|I\S*)$/.test(words[at]?.text ?? ''); at++) {
    if (!isKnown(words[at])) return false;
    if (/^-[nIPL]$/.test(words[at]?.text ?? '')) at++;
  }
  const program = words[at];
  if (!isKnown(program) || !LOOKING.includes(` ${program.text} `)) return false;
  place.deeds += `${program.text} `;
  return words.slice(at).every(isKnown);
}

function isKnown(word: PlainWord | undefined): word is PlainWord {
  return word?.kind === 'known';
}
