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

/** The paths that a pathspec of git stands for: a pattern matches across slashes, any other is a file or a whole directory. */
function matching(pathspec: Word): Word {
  const text = textOf(pathspec);
  if (text === undefined || text.startsWith(':')) return below(literal('.'));
  if (!/[*?[]/.test(text)) return below(pathspec);
  const slash = text.lastIndexOf('/');
  const directory = text.slice(0, Math.max(0, slash));
  return /[*?[]/.test(directory)
    ? below(literal('.'))
    : below(literal(directory || '.'), pattern(text.slice(slash + 1)));
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

/** The name patterns one of which every path that `find` prints has, or `undefined` where it prints others too. */
function findNames(words: readonly Word[]): readonly (readonly Part[])[] | undefined {
  const texts = words.map((word) => textOf(word) ?? '?');
  if (texts.includes(',')) return undefined;
  const alternatives: string[][] = [[]];
  for (const text of texts) {
    if (text === '-o' || text === '-or') alternatives.push([]);
    else alternatives.at(-1)?.push(text);
  }
  // `-name x -prune -o … -print`: what is pruned is not printed.
  const printing = alternatives.some((terms) => terms.some((term) => term.startsWith('-print')));
  const names: (readonly Part[])[] = [];
  for (const terms of alternatives) {
    if (printing && terms.includes('-prune') && !terms.some((term) => term.startsWith('-print'))) continue;
    const at = terms.findIndex((term, index) => /^-i?name$/.test(term) && !isNegated(terms, index));
    const name = at < 0 ? undefined : terms[at + 1];
    if (name === undefined || /^[*?.]*$/.test(name)) return undefined;
    names.push(pattern(name));
  }
  return names;
}

/** Whether a test stands behind a `!` or inside a group that does. */
function isNegated(terms: readonly string[], at: number): boolean {
  const before = terms.slice(0, at);
  const first = before.findIndex((term) => term === '!' || term === '-not');
  return first >= 0 && (before.at(-1) === '!' || before.at(-1) === '-not' || before.includes('(', first));
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
      return findRoots(words).flatMap((root) => {
        const names = findNames(words);
        return names === undefined ? [below(root)] : names.map((name) => below(root, name));
      });
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
      if (!lists || command.value('-C', '--work-tree', '--git-dir') !== undefined) return undefined;
      const specs = command.verb === 'ls-files' ? command.operands : [];
      return specs.length === 0 ? [below(literal('.'))] : specs.map(matching);
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
