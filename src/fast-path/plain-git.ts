import { isInnocent, isPlainName, isPlainValue } from './plain-path.ts';
import { isValue, optionEnd, type Letters } from './plain-reader.ts';
import { addDirectory, type PlainPlace, type PlainWord } from './plain-word.ts';

/** Commands of git that show what it has recorded; they share their options. */
const LOGGING = ' log show diff rev-list ';
/** Others that only print, whatever operands they are given. Git ignores aliases of any of these names (git-config(1)). */
const PRINTING = ' status shortlog blame rev-parse ls-files describe merge-base ls-tree cat-file ';
/** Those that do so only without operands. */
const LISTING = ' branch tag remote ';

/** Options of all of them that neither write a file nor run a program. */
const LONG =
  ' --oneline --stat --shortstat --numstat --summary --graph --all --name-only --name-status --format --pretty --patch --no-patch --cached --staged --no-color --color --since --until --after --before --author --grep --decorate --no-decorate --abbrev --abbrev-commit --abbrev-ref --follow --reverse --no-merges --merges --first-parent --word-diff --check --max-count --skip --short --porcelain --branch --untracked-files --show-toplevel --verify --is-inside-work-tree --git-dir --others --exclude-standard --modified --deleted --unified --tags --always --dirty --long --count --left-right --date --diff-filter --ignore-all-space --topo-order --quiet --raw --no-renames --list --show-current --merged --no-merged --verbose ';

// `-U` without a number takes no value.
const LOGGED = { flags: 'pusbwziEaMmdcrtqle0123456789U', valued: 'nSG' };
const PRINTED = { flags: 'pusbwzieEaMmdcvrtqln', valued: 'L' };
const LISTED = { flags: 'avrl', valued: '' };

/** Whether a git command only prints what the repository holds, and nothing of it by a name to look at closely. */
export function isPlainGit(words: readonly PlainWord[], place: PlainPlace): boolean {
  let at = 1;
  for (; words[at]?.text.startsWith('-') === true; at++) {
    if (words[at]?.kind !== 'known') return false;
    const option = words[at]?.text;
    if (option === '-C') {
      if (!addDirectory(words[++at], place)) return false;
    } else if (option !== '--no-pager' && option !== '-P') return false;
  }
  const command = words[at];
  if (command?.kind !== 'known') return false;
  const name = ` ${command.text} `;
  const rest = words.slice(at + 1);
  if (rest.some(({ text }) => !text.startsWith('-'))) place.deeds += 'file.read ';
  if (LOGGING.includes(name)) return arePlain(rest, LOGGED, place);
  if (PRINTING.includes(name)) return arePlain(rest, PRINTED, place);
  if (LISTING.includes(name)) return rest.every(({ text }) => text.startsWith('-')) && arePlain(rest, LISTED, place);
  return (name === ' stash ' || name === ' worktree ') && rest.length === 1 && rest[0]?.text === 'list';
}

function arePlain(words: readonly PlainWord[], letters: Letters, place: PlainPlace): boolean {
  let areOptions = true;
  for (let at = 0; at < words.length; at++) {
    const { text, kind } = words[at] ?? { text: '', kind: 'open' };
    if (kind === 'bound') continue;
    if (kind !== 'known') return false;
    if (areOptions && text.startsWith('-')) {
      const equals = text.indexOf('=');
      if (text === '--') areOptions = false;
      else if (text.startsWith('--')) {
        if (!LONG.includes(` ${equals < 0 ? text : text.slice(0, equals)} `) || !isInnocent(text)) return false;
      } else {
        const end = optionEnd(text, letters);
        if (end === undefined) return false;
        const value = end === 'next' ? words[++at] : undefined;
        if (end === 'next' && !isValue(value, place)) return false;
      }
    } else if (!isPlainOperand(text, place)) return false;
  }
  return true;
}

/** Whether a word is a revision or path by an ordinary name; where it is a path, it leads nowhere else. */
export function isPlainOperand(text: string, { directories, look }: PlainPlace): boolean {
  const path = text.slice(text.lastIndexOf(':') + 1);
  return (
    /^[\w@^~+,./{}:][\w@^~+,./{}:-]*$/.test(text) &&
    isPlainValue(text.slice(text.indexOf(':') + 1), directories, look) &&
    isPlainValue(path, directories, look) &&
    isInnocent(text) &&
    path.split(/\.\.+/).every(isPlainName)
  );
}
