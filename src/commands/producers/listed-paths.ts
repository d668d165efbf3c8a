import { programName, readCommand } from '../argv.ts';
import { literal, prefixOf, textOf, wordOf, type Invocation, type Part, type Word } from '../../word.ts';

/** Any path below a directory, as one word: `root/**`. */
function below(root: Word, name?: readonly Part[]): Word {
  const base: Part[] =
    textOf(root) === '.' || root.parts.length === 0
      ? ['./']
      : [...root.parts, prefixOf(root).endsWith('/') && root.parts.length === 1 ? '' : '/'];
  return wordOf([...base, { hole: 'glob', text: '**' }, ...(name === undefined ? [] : ['/', ...name])], root.span);
}

/** A pathname pattern as parts. */
function pattern(text: string): Part[] {
  return text
    .split(/(\*+|\?|\[[^\]]*\])/)
    .map((piece, index) => (index % 2 === 1 ? { hole: 'glob', text: piece } : piece));
}

/** Where `find` begins to look: the words before its first option or expression (find(1)). */
function findRoots(words: readonly Word[]): readonly Word[] {
  const roots: Word[] = [];
  for (const word of words) {
    const text = prefixOf(word);
    if (roots.length === 0 && /^-(?:[HLP]|O\d|D)$/.test(text)) continue;
    if (text.startsWith('-') || text === '(' || text === '!') break;
    roots.push(word);
  }
  return roots.length === 0 ? [literal('.')] : roots;
}

function findName(words: readonly Word[]): readonly Part[] | undefined {
  const at = words.findIndex((word) => /^-i?name$/.test(textOf(word) ?? ''));
  const alternatives = words.some((word) => ['-o', '-or', '!', '-not', ','].includes(textOf(word) ?? ''));
  const name = at < 0 || alternatives ? undefined : textOf(words[at + 1] ?? literal(''));
  return name === undefined || name === '' ? undefined : pattern(name);
}

/**
 * The paths a command lists line by line, each returned word standing for any one of them; `undefined` where its output is not a list of paths.
 * Sources: find(1), fd(1), git-ls-files(1), git-diff(1) `--name-only`, rg(1) and grep(1) `-l`, ls(1).
 */
export function listedPaths(invocation: Invocation): readonly Word[] | undefined {
  const [program, ...words] = invocation.argv;
  const name = program === undefined ? undefined : programName(program);
  if (words.some((word) => word.many)) return undefined;
  switch (name) {
    case 'find':
    case 'gfind':
      if (words.some((word) => /^-(?:printf|exec|execdir|ok|fprint|ls)/.test(prefixOf(word)))) return undefined;
      return findRoots(words).map((root) => below(root, findName(words)));
    case 'fd':
    case 'fdfind': {
      const command = readCommand(name, words, {
        value:
          '-e --extension -t --type -d --max-depth -E --exclude -c --color -j --threads --base-directory -S --size --changed-within --changed-before -o --owner',
      });
      const roots = command.operands.slice(1);
      return (roots.length === 0 ? [literal('.')] : roots).map((root) => below(root));
    }
    case 'git': {
      const command = readCommand(name, words, {
        value: '-C -c --git-dir --work-tree',
        verbs: { 'ls-files': {}, diff: {}, 'diff-tree': {}, grep: {}, show: {} },
      });
      const lists = command.verb === 'ls-files' || command.has('--name-only', '-l', '--files-with-matches') === 'yes';
      return lists && command.value('-C', '--work-tree', '--git-dir') === undefined ? [below(literal('.'))] : undefined;
    }
    case 'rg':
    case 'grep':
    case 'egrep':
    case 'fgrep':
    case 'ag':
    case 'ack': {
      const command = readCommand(name, words, {
        value:
          '-e --regexp -f --file -g --glob -t --type -m --max-count -A -B -C --include --exclude --exclude-dir --color',
        flags: '-l --files-with-matches --files -L --files-without-match -r -R --recursive',
      });
      if (command.has('-l', '--files-with-matches', '--files', '-L', '--files-without-match') !== 'yes')
        return undefined;
      const given = command.value('-e', '--regexp', '-f', '--file') !== undefined || command.has('--files') === 'yes';
      const roots = given ? command.operands : command.operands.slice(1);
      return (roots.length === 0 ? [literal('.')] : roots).map((root) =>
        root.parts.some((part) => typeof part !== 'string') ? root : below(root),
      );
    }
    case 'ls': {
      const command = readCommand(name, words, {
        value: '-I --ignore -w --width -T --tabsize',
        flags: '-a -A -1 -l -d -t -r -S -R',
      });
      if (command.has('-l', '-R') !== 'no') return undefined;
      if (command.operands.length === 0) return [wordOf([{ hole: 'glob', text: '*' }], invocation.span)];
      return command.operands.every((operand) => operand.parts.some((part) => typeof part !== 'string'))
        ? command.operands
        : undefined;
    }
    default:
      return undefined;
  }
}
