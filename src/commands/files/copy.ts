import { literal, textOf, wordOf, type PathRef, type Truth, type Word } from '../../word.ts';
import { readCommand, type Command, type Syntax } from '../argv.ts';
import type { Context, Finding, Spec } from '../spec.ts';
import { baseName, fileRead, given, isDirectory, joined, treeRead, wholeDirectory } from './_words.ts';
import { modeFinding } from './chmod.ts';
import { removal } from './rm.ts';

/** What goes where: the sources, and each path one of them ends up at. */
interface Transfer {
  readonly sources: readonly Word[];
  readonly pairs: readonly { readonly source: Word; readonly target: Word }[];
}

/** Reads `[sources…] destination` or `-t directory sources…` (GNU coreutils manual, "Target directory"). */
function transfer(command: Command, context: Context): Transfer {
  const directory = command.value('-t', '--target-directory');
  const sources = directory === undefined ? command.operands.slice(0, -1) : command.operands;
  const destination = directory ?? command.operands.at(-1);
  if (destination === undefined) return { sources: [], pairs: [] };
  const whole = command.has('-T', '--no-target-directory') === 'yes';
  const below: Truth = whole
    ? 'no'
    : directory !== undefined || sources.length > 1
      ? 'yes'
      : isDirectory(context, destination);
  const pairs = sources.flatMap((source) => {
    const name = below === 'no' ? undefined : baseName(source);
    const inside = name === undefined || name.length === 0 ? [] : [{ source, target: joined(destination, name) }];
    return below === 'yes' && inside.length > 0 ? inside : [{ source, target: destination }, ...inside];
  });
  return { sources, pairs };
}

const copySyntax: Syntax = {
  value: '-t --target-directory -S --suffix',
  optional: '--backup --preserve --no-preserve --sparse --reflink --context --update --strip --mode',
  flags:
    '-a --archive -b -d -f --force -i --interactive -H -l --link -L --dereference -n --no-clobber -P --no-dereference -p --parents -R -r --recursive -s --symbolic-link -T --no-target-directory -u -v --verbose -x --one-file-system -Z --remove-destination --strip-trailing-slashes --attributes-only --copy-contents --help --version --exchange --no-copy --debug',
};

function* cp(command: Command, context: Context): Generator<Finding> {
  if (command.has('--help', '--version') === 'yes') return;
  const recursive = given(command, '-r', '-R', '--recursive', '-a', '--archive');
  const link = command.has('-l', '--link', '-s', '--symbolic-link') === 'yes';
  const { sources, pairs } = transfer(command, context);
  for (const source of sources)
    yield recursive === 'no' ? fileRead(context, source) : treeRead(context, source, recursive);
  for (const { source, target } of pairs)
    yield {
      kind: 'file.write',
      path: context.path(target),
      how: link ? 'link' : 'overwrite',
      recursive,
      source: context.path(source),
    };
}

function* mv(command: Command, context: Context): Generator<Finding> {
  if (command.has('--help', '--version') === 'yes') return;
  const { sources, pairs } = transfer(command, context);
  for (const source of sources) yield removal(context, source, 'yes', 'move');
  for (const { source, target } of pairs)
    yield {
      kind: 'file.write',
      path: context.path(target),
      how: 'move',
      recursive: 'unknown',
      source: context.path(source),
    };
}

/** A symbolic link's target counts from the directory the link is in. */
function linkSource(context: Context, source: Word, link: Word, symbolic: boolean): PathRef {
  const text = textOf(source);
  const at = textOf(link);
  if (!symbolic || text === undefined || text.startsWith('/') || at === undefined || !at.includes('/'))
    return context.path(source);
  return context.path(literal(`${at.slice(0, at.lastIndexOf('/') + 1)}${text}`, source.span));
}

function* ln(command: Command, context: Context): Generator<Finding> {
  const symbolic = given(command, '-s', '--symbolic') !== 'no';
  const alone = command.operands.length === 1 && command.value('-t', '--target-directory') === undefined;
  // `ln -s ../x` makes a link of the same name here.
  const read: Command = alone ? { ...command, operands: [...command.operands, literal('.')] } : command;
  for (const { source, target } of transfer(read, context).pairs)
    yield {
      kind: 'file.write',
      path: context.path(target),
      how: 'link',
      recursive: 'no',
      source: linkSource(context, source, target, symbolic),
    };
}

function* install(command: Command, context: Context): Generator<Finding> {
  const mode = command.value('-m', '--mode');
  const directories = command.has('-d', '--directory') === 'yes';
  if (directories) {
    for (const operand of command.operands) {
      yield { kind: 'file.write', path: context.path(operand), how: 'create', recursive: 'no' };
      if (mode !== undefined) yield modeFinding(context, operand, mode, 'no');
    }
    return;
  }
  const { sources, pairs } = transfer(command, context);
  for (const source of sources) yield fileRead(context, source);
  for (const { source, target } of pairs) {
    yield {
      kind: 'file.write',
      path: context.path(target),
      how: 'overwrite',
      recursive: 'no',
      source: context.path(source),
    };
    if (mode !== undefined) yield modeFinding(context, target, mode, 'no');
  }
}

/** `dd if=… of=…`: the operands carry the names. */
function* dd(command: Command, context: Context): Generator<Finding> {
  const named = (name: string): Word | undefined => {
    const word = command.words.findLast(
      (candidate) => typeof candidate.parts[0] === 'string' && candidate.parts[0].startsWith(`${name}=`),
    );
    const [first, ...rest] = word?.parts ?? [];
    return word === undefined || typeof first !== 'string'
      ? undefined
      : { ...wordOf([first.slice(name.length + 1), ...rest], word.span) };
  };
  const from = named('if');
  const to = named('of');
  if (from !== undefined) yield fileRead(context, from);
  if (to !== undefined)
    yield {
      kind: 'file.write',
      path: context.path(to),
      how: 'overwrite',
      recursive: 'no',
      ...(from === undefined ? {} : { source: context.path(from) }),
    };
}

/** Windows and BSD copies of a tree. */
function* ditto(command: Command, context: Context): Generator<Finding> {
  const read = readCommand(command.program, command.words, { value: '--arch --bom', style: 'gnu' });
  const [source, target] = [read.operands[0], read.operands.at(-1)];
  if (source === undefined || target === undefined || read.operands.length < 2) return;
  yield treeRead(context, wholeDirectory(source) ?? source);
  yield {
    kind: 'file.write',
    path: context.path(target),
    how: 'overwrite',
    recursive: 'yes',
    source: context.path(source),
  };
}

export const specs: readonly Spec[] = [
  { names: ['cp', 'gcp', 'copy'], syntax: copySyntax, read: cp },
  { names: ['mv', 'gmv', 'move'], syntax: copySyntax, read: mv },
  {
    names: ['ln', 'gln', 'link'],
    syntax: {
      value: '-t --target-directory -S --suffix',
      optional: '--backup',
      flags:
        '-b -d -F --directory -f --force -i --interactive -L --logical -n -h --no-dereference -P --physical -r --relative -s --symbolic -T --no-target-directory -v --verbose --help --version',
    },
    read: ln,
  },
  {
    names: ['install', 'ginstall'],
    syntax: {
      value: '-g --group -m --mode -o --owner -S --suffix -t --target-directory --strip-program -f -B',
      optional: '--backup --context',
      flags:
        '-b -c -C --compare -d --directory -D -p --preserve-timestamps -s --strip -T --no-target-directory -v --verbose -Z --help --version',
    },
    read: install,
  },
  { names: ['dd', 'gdd', 'dcfldd', 'ddrescue'], syntax: { style: 'posix' }, read: dd },
  { names: ['ditto', 'xcopy'], read: ditto },
];
