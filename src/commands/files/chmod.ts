import { prefixOf, textOf, type Truth, type Word } from '../../word.ts';
import { type Command } from '../argv.ts';
import type { Context, Finding, Spec } from '../spec.ts';
import { given, maySplit, treeBelow } from './_words.ts';

/** Whether a mode, octal or symbolic (chmod(1)), lets others write; `+w` without a class keeps to the umask and does not. */
export function worldWritable(mode: Word): Truth {
  const text = textOf(mode);
  if (text === undefined) return 'unknown';
  if (/^[0-7]+$/.test(text)) return (Number.parseInt(text.slice(-1), 8) & 2) === 2 ? 'yes' : 'no';
  for (const clause of text.split(',')) {
    const match = /^([ugoa]*)((?:[-+=][rwxXstugo]*)+)$/.exec(clause);
    if (match === null) return 'unknown';
    const [, who = '', actions = ''] = match;
    if (!/[oa]/.test(who)) continue;
    if (/[+=][rxXst]*w/.test(actions)) return 'yes';
    // `o=u` copies what the owner may.
    if (/[+=][ug]/.test(actions)) return 'unknown';
  }
  return 'no';
}

/** The permission bits of a path change to a mode. */
export function modeFinding(context: Context, path: Word, mode: Word, recursive: Truth): Finding {
  const below = treeBelow(path);
  return {
    kind: 'file.mode',
    path: context.path(below ?? path),
    recursive: below === undefined ? recursive : 'yes',
    what: 'mode',
    worldWritable: worldWritable(mode),
  };
}

/** `chmod -x file`: a mode may begin with a dash, which makes it look like an option. */
function* chmod(command: Command, context: Context): Generator<Finding> {
  const dashed = command.words.find((word) => /^-(?=[rwxXstugo])[rwxXstugo,+=-]+$/.test(textOf(word) ?? ''));
  const reference = command.value('--reference');
  const recursive = given(command, '-R', '--recursive');
  const [first, ...others] = command.operands;
  const mode = dashed ?? first;
  const paths = dashed === undefined && reference === undefined ? others : command.operands;
  if (mode === undefined && reference === undefined) return;
  // `chmod $ARGS`: mode and paths are all in the unknown words.
  if (paths.length === 0 && first !== undefined && maySplit(first)) {
    yield { kind: 'file.mode', path: context.path(first), recursive, what: 'mode', worldWritable: 'unknown' };
    return;
  }
  for (const path of paths) {
    if (reference !== undefined)
      yield { kind: 'file.mode', path: context.path(path), recursive, what: 'mode', worldWritable: 'unknown' };
    else if (mode !== undefined) yield modeFinding(context, path, mode, recursive);
  }
}

function* owner(command: Command, context: Context): Generator<Finding> {
  const recursive = given(command, '-R', '--recursive');
  const paths = command.value('--reference') === undefined ? command.operands.slice(1) : command.operands;
  for (const path of paths) {
    const below = treeBelow(path);
    yield {
      kind: 'file.mode',
      path: context.path(below ?? path),
      recursive: below === undefined ? recursive : 'yes',
      what: 'owner',
      worldWritable: 'no',
    };
  }
}

/** `setfacl -m o::rwx`: an entry for others, or the default one, that holds `w`. */
function* setfacl(command: Command, context: Context): Generator<Finding> {
  const recursive = given(command, '-R', '--recursive');
  const entries = command.values('-m', '--modify', '--set', '-M').map(textOf);
  const open = entries.some(
    (entry) => entry !== undefined && /(?:^|,)(?:d(?:efault)?:)?o(?:ther)?:{1,2}[r-]?w/.test(entry),
  );
  for (const path of command.operands)
    yield {
      kind: 'file.mode',
      path: context.path(path),
      recursive,
      what: 'mode',
      worldWritable: open ? 'yes' : entries.includes(undefined) ? 'unknown' : 'no',
    };
}

function* chattr(command: Command, context: Context): Generator<Finding> {
  const paths = command.operands.filter((word) => !/^[-+=]/.test(prefixOf(word)));
  for (const path of paths)
    yield {
      kind: 'file.mode',
      path: context.path(path),
      recursive: given(command, '-R'),
      what: 'mode',
      worldWritable: 'no',
    };
}

export const specs: readonly Spec[] = [
  {
    names: ['chmod', 'gchmod'],
    syntax: {
      value: '--reference',
      optional: '--preserve-root',
      flags:
        '-R --recursive -c --changes -f --silent --quiet -v --verbose --no-preserve-root --help --version -H -L -P',
    },
    read: chmod,
  },
  {
    names: ['chown', 'chgrp', 'gchown', 'gchgrp'],
    syntax: {
      value: '--reference --from',
      optional: '--preserve-root',
      flags:
        '-R --recursive -c --changes -f --silent --quiet -v --verbose -h --no-dereference --dereference --no-preserve-root -H -L -P --help --version',
    },
    read: owner,
  },
  {
    names: ['setfacl'],
    syntax: {
      value: '-m --modify -M --modify-file -x --remove -X --remove-file --set --set-file',
      flags: '-R --recursive -b -k -n -d -L -P --test',
    },
    read: setfacl,
  },
  { names: ['chattr', 'chflags'], syntax: { value: '-v -p', flags: '-R -V -f' }, read: chattr },
];
