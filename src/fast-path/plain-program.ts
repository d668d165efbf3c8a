import { consistsOf, isDigits } from './letters.ts';
import { isPlainCount, isPlainFind, isPlainXargs } from './plain-find.ts';
import { isPlainGit } from './plain-git.ts';
import { isAwk, isJq, isPattern, isSed, readsPlainly } from './plain-reader.ts';
import { isPlainPrint, isPlainTest } from './plain-test.ts';
import { addDirectory, addVariable, type PlainPlace, type PlainWord, type Upstream } from './plain-word.ts';

/** Programs that only look, whatever words they are given. Those that could be told to write are not among them. */
const LOOKING =
  ' ls stat df basename dirname realpath readlink uname whoami id pwd true false which type seq nproc uptime md5sum sha1sum sha256sum cksum tr echo sleep ';

/** Options of `git log` after which every line still begins with a commit's hash, where one of those that begin it is there. */
const HASH_OPTIONS = ' --all --reverse --merges --no-merges --first-parent ';
const HASH_FORMATS = ' --oneline --format=%h --format=%H --pretty=%h --pretty=%H ';

/** Adds one more command to those before it; `false` where it is not plain. */
export function addPlainCommand(words: readonly PlainWord[], place: PlainPlace, depth: number): boolean {
  const [program] = words;
  if (program === undefined || program.kind !== 'known') return false;
  const name = program.text;
  if (!isPlain(name, words, place, depth)) return false;
  place.deeds += `${name} `;
  place.upstream = { words, before: place.upstream };
  return true;
}

/** Whether every line that these commands print begins with a commit's hash, and so is no option. */
function printsHashes(upstream: Upstream | undefined): boolean {
  for (let command = upstream; command !== undefined; command = command.before) {
    const words = command.words.map(({ text }) => text);
    if (command.before === undefined) return logsHashes(words);
    if (!handsOn(words)) return false;
  }
  return false;
}

/** The last option that has a format counts, so there is no other one. */
function logsHashes([program, verb, ...words]: readonly string[]): boolean {
  return (
    program === 'git' &&
    verb === 'log' &&
    words.some((word) => HASH_FORMATS.includes(` ${word} `)) &&
    words.every(
      (word) =>
        HASH_FORMATS.includes(` ${word} `) ||
        HASH_OPTIONS.includes(` ${word} `) ||
        isCount(word) ||
        (!word.startsWith('-') && consistsOf(word, '.~^')),
    )
  );
}

/** Programs that hand on lines of their input as they come, or their first words: what begins with a hash still does. */
function handsOn([program, ...words]: readonly string[]): boolean {
  switch (program) {
    case 'head':
    case 'tail':
      return words.every((word, index) => isCount(word) || (index === 1 && words[0] === '-n' && isDigits(word)));
    case 'sort':
      return words.every((word) => word === '-r');
    case 'uniq':
      return words.length === 0;
    case 'grep': {
      const patterns = words.filter((word, index) => index > 0 || (word !== '-v' && word !== '-i'));
      return patterns.length === 1 && patterns[0]?.startsWith('-') === false;
    }
    case 'awk':
      return words.length === 1 && words[0] === '{print $1}';
    default:
      return false;
  }
}

/** `-n`, `-n20` or `-20`. */
function isCount(word: string): boolean {
  return word === '-n' || (word.startsWith('-') && isDigits(word.slice(word.startsWith('-n') ? 2 : 1)));
}

function isPlain(name: string, words: readonly PlainWord[], place: PlainPlace, depth: number): boolean {
  if (LOOKING.includes(` ${name} `)) return true;
  switch (name) {
    case 'wc':
    case 'du':
      return words.every(isPlainCount);
    case 'test':
    case '[':
      return isPlainTest(words);
    case 'printf':
      return isPlainPrint(words);
    case 'cd':
      return depth === 0 && words.length === 2 && addDirectory(words[1], place);
    case 'read':
      return bindsVariables(words, place);
    case 'git':
      return isPlainGit(words, place);
    case 'find':
      return isPlainFind(words);
    case 'xargs':
      return isPlainXargs(words, place);
    case 'awk':
      return readsPlainly(words, place, { flags: '', valued: 'F', isStrict: true, scripts: 1, script: isAwk });
    case 'sed':
      return readsPlainly(words, place, { flags: 'nEr', valued: '', isStrict: true, scripts: 1, script: isSed });
    case 'jq':
      return readsPlainly(words, place, { flags: 'rcSeMj', valued: '', scripts: 1, script: isJq });
    case 'grep':
    case 'egrep':
    case 'fgrep':
      return readsPlainly(words, place, {
        flags: 'EFPinrRlLcovwxqsHhIa',
        valued: 'ABCm',
        scripts: 1,
        script: isPattern,
      });
    case 'rg':
      return readsPlainly(words, place, { flags: 'inlcowvxFPSsNH', valued: 'ABCmtT', scripts: 1, script: isPattern });
    case 'cat':
      return readsPlainly(words, place, { flags: 'nbsAETve', valued: '' });
    case 'head':
    case 'tail':
      return readsPlainly(words, place, { flags: 'qv0123456789', valued: 'nc' });
    case 'sort':
      return readsPlainly(words, place, { flags: 'nrufhVbgMsz', valued: 'kt' });
    case 'cut':
      return readsPlainly(words, place, { flags: 's', valued: 'dfc' });
    case 'nl':
      return readsPlainly(words, place, { flags: '', valued: 'b' });
    case 'diff':
      return readsPlainly(words, place, { flags: 'urNqwbBy', valued: 'U' });
    case 'uniq':
      return words.every(
        ({ text, kind }, index) => index === 0 || (kind === 'known' && (text === '-c' || /^-[cdui]+$/.test(text))),
      );
    case 'date':
      return words.every(({ text, kind }, index) => index === 0 || (kind === 'known' && /^(?:\+|-[uIR]$)/.test(text)));
    default:
      return false;
  }
}

function bindsVariables(words: readonly PlainWord[], place: PlainPlace): boolean {
  const areHashes = printsHashes(place.upstream);
  const names = words.slice(1).filter(({ text, kind }) => kind !== 'known' || text !== '-r');
  // What is left of a line behind its first word may be anything.
  return names.length > 0 && names.every((name, index) => addVariable(name, areHashes && index === 0, place));
}
