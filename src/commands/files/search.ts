import { literal, textOf, wordOf, type Part, type Truth, type Word } from '../../word.ts';
import type { Command, Syntax } from '../argv.ts';
import type { Context, Finding, Spec } from '../spec.ts';
import { fileRead, given, joined, treeBelow } from './_words.ts';

const grepSyntax: Syntax = {
  value:
    '-e --regexp -f --file -m --max-count -A --after-context -B --before-context -C --context -d --directories -D --devices --include --exclude --exclude-dir --exclude-from --label --binary-files --group-separator',
  optional: '--color --colour',
  flags:
    '-E --extended-regexp -F --fixed-strings -G --basic-regexp -P --perl-regexp -i --ignore-case -y --no-ignore-case -v --invert-match -w --word-regexp -x --line-regexp -c --count -L --files-without-match -l --files-with-matches -o --only-matching -q --quiet --silent -s --no-messages -b --byte-offset -H --with-filename -h --no-filename -n --line-number -T --initial-tab -Z --null -a --text -I -r --recursive -R --dereference-recursive -z --null-data -U --binary --line-buffered --help -V --version --no-group-separator',
};

/** Whether the search says which files match, or how many lines, and not what stands in them. */
function showsNames(command: Command): boolean {
  return command.options.some(({ name }) =>
    /^(?:-[lLqc]|--(?:files-with-matches|files-without-match|quiet|silent|count|files|count-matches))$/.test(name),
  );
}

/** The patterns searched for, joined as the alternatives they are. */
function patternOf(
  command: Command,
  named: readonly string[],
): { readonly pattern: Word | undefined; readonly files: readonly Word[] } {
  const given = command.values(...named);
  if (given.length === 0 && command.value('-f', '--file') === undefined)
    return { pattern: command.operands[0], files: command.operands.slice(1) };
  const parts = given.flatMap((word, at): readonly Part[] => (at === 0 ? word.parts : ['|', ...word.parts]));
  return {
    pattern: given.length === 0 ? undefined : wordOf(parts, given[0]?.span ?? { start: 0, end: 0 }),
    files: command.operands,
  };
}

/** A glob over base names as a path below a directory; `*` in it stays within one component. */
function filteredPath(directory: Word, glob: Word): Word {
  const parts = glob.parts.flatMap((part): Part[] =>
    typeof part === 'string'
      ? part
          .split(/(\*+|\?|\[[^\]]*\]|\{[^}]*\})/)
          .map((piece, at): Part => (at % 2 === 1 ? { hole: 'glob', text: piece } : piece))
      : [part],
  );
  return joined(directory, parts);
}

function* grep(command: Command, context: Context): Generator<Finding> {
  if (command.has('--help', '-V', '--version') === 'yes') return;
  const patternFile = command.value('-f', '--file');
  if (patternFile !== undefined && textOf(patternFile) !== '-') yield fileRead(context, patternFile);
  const { pattern, files } = patternOf(command, ['-e', '--regexp']);
  const directories = command.value('-d', '--directories');
  const recursive =
    directories !== undefined && textOf(directories) === 'recurse'
      ? 'yes'
      : command.program === 'rgrep'
        ? 'yes'
        : given(command, '-r', '--recursive', '-R', '--dereference-recursive');
  // Names, counts and a yes or no give no content away.
  if (showsNames(command)) return;
  if (recursive === 'no') {
    for (const file of files) {
      const below = treeBelow(file);
      // `find … -exec grep x {} +` passes over the tree like `grep -r`.
      if (below !== undefined) yield searched(context, below, 'yes', 'no', pattern);
      else if (textOf(file) !== '-' && file.substitution === undefined) yield fileRead(context, file);
    }
    return;
  }
  // The lines that do not match are nearly all.
  const shown = given(command, '-v', '--invert-match') === 'yes' ? literal('') : pattern;
  const includes = command.values('--include');
  const excludes = command.values('--exclude', '--exclude-dir').map(textOf);
  const sparesSecrets = excludes.some((exclude) => exclude !== undefined && /^\.(?:env)?\*$|^\.\*$/.test(exclude));
  for (const file of files.length === 0 ? [literal('.')] : files) {
    if (includes.length > 0)
      for (const include of includes)
        yield { kind: 'file.read', path: context.path(filteredPath(file, include)), recursive: 'no', hidden: 'no' };
    else yield searched(context, file, recursive, 'no', sparesSecrets ? undefined : shown);
  }
}

function searched(context: Context, file: Word, recursive: Truth, hidden: Truth, pattern: Word | undefined): Finding {
  return {
    kind: 'file.read',
    path: context.path(file),
    recursive,
    hidden,
    ...(pattern === undefined ? {} : { pattern }),
  };
}

/** Searchers that skip hidden and ignored files unless told otherwise, and whose operands are searched recursively. */
interface Searcher {
  readonly names: readonly string[];
  readonly syntax: Syntax;
  readonly forced: readonly string[];
  readonly filters: readonly string[];
}

const searchers: readonly Searcher[] = [
  {
    names: ['rg', 'ripgrep'],
    syntax: {
      value:
        '-e --regexp -f --file -g --glob --iglob -t --type -T --type-not -m --max-count -A --after-context -B --before-context -C --context -d --max-depth -j --threads -M --max-columns -r --replace -E --encoding --sort --sortr --ignore-file --colors --color --context-separator --max-filesize --path-separator --pre --pre-glob --type-add --type-clear --engine --dfa-size-limit --regex-size-limit --field-match-separator --hostname-bin',
      flags:
        '-i --ignore-case -S --smart-case -s --case-sensitive -v --invert-match -w --word-regexp -x --line-regexp -F --fixed-strings -P --pcre2 -U --multiline -n --line-number -N -l --files-with-matches --files-without-match -c --count --count-matches -o --only-matching -q --quiet -z --search-zip -a --text -u --unrestricted -. --hidden --no-ignore --no-ignore-vcs --no-ignore-parent --no-ignore-dot -L --follow -0 --null -H -I -p --pretty --json --files --stats --trim --heading --no-heading --debug --vimgrep --type-list --column --passthru --passthrough -h --help -V --version',
    },
    forced: ['-.', '--hidden', '--no-ignore', '--no-ignore-vcs', '--no-ignore-dot', '-u', '--unrestricted'],
    filters: ['-g', '--glob', '--iglob'],
  },
  {
    names: ['ag', 'ack', 'ack-grep', 'pt', 'ucg', 'ugrep', 'ug', 'sift'],
    syntax: {
      value:
        '-A --after -B --before -C --context -G --file-search-regex -g --ignore --ignore-dir -m --max-count -p --path-to-ignore -W --width --depth --type --match --output --pager',
      flags:
        '-i -s -S -v -w -Q -F -l -L -c -o -u --unrestricted -U --skip-vcs-ignores --hidden -t --all-text -a --all-types -n -f -r -H --nocolor --color --column --count --files-with-matches --help --version',
    },
    forced: ['--hidden', '-u', '--unrestricted', '-U', '--skip-vcs-ignores', '-t', '--all-text', '-a', '--all-types'],
    filters: ['-G', '--file-search-regex'],
  },
];

function* search(searcher: Searcher, command: Command, context: Context): Generator<Finding> {
  if (command.has('-V', '--version', '-h', '--help', '--type-list') === 'yes') return;
  const pre = command.value('--pre');
  if (pre !== undefined) yield { kind: 'run', argv: [pre, literal('{}')], via: 'rg --pre' };
  const patternFile = command.value('-f', '--file');
  if (patternFile !== undefined && searcher.names.includes('rg') && textOf(patternFile) !== '-')
    yield fileRead(context, patternFile);
  if (showsNames(command)) return;
  const { pattern, files } = patternOf(command, ['-e', '--regexp', '--match']);
  const forced = command.has(...searcher.forced);
  const globs = command.values(...searcher.filters).filter((glob) => textOf(glob)?.startsWith('!') !== true);
  for (const file of files.length === 0 && context.stdin.kind === 'inherited' ? [literal('.')] : files) {
    if (file.substitution !== undefined) continue;
    if (globs.length > 0)
      for (const glob of globs)
        yield { kind: 'file.read', path: context.path(filteredPath(file, glob)), recursive: 'no', hidden: forced };
    // A file named is searched whatever it is called; in a directory, hidden ones only when forced.
    else yield searched(context, treeBelow(file) ?? file, 'yes', forced, forced === 'no' ? undefined : pattern);
  }
}

export const specs: readonly Spec[] = [
  {
    names: ['grep', 'egrep', 'fgrep', 'ggrep', 'rgrep', 'zgrep', 'bzgrep', 'xzgrep', 'pcregrep', 'pcre2grep', 'agrep'],
    syntax: grepSyntax,
    read: grep,
  },
  ...searchers.map((searcher): Spec => ({
    names: searcher.names,
    syntax: searcher.syntax,
    read: (command, context) => search(searcher, command, context),
  })),
];
