import { literal, textOf, wordOf, type Word } from '../../word.ts';
import type { Command } from '../argv.ts';
import type { Context, Finding, Spec } from '../spec.ts';
import { fileRead, fileWrite, given } from './_words.ts';

/** A file that is touched is made if need be and keeps its content. */
function* touch(command: Command, context: Context): Generator<Finding> {
  for (const file of command.operands) yield fileWrite(context, file, 'append', { content: literal('') });
}

function* mkdir(command: Command, context: Context): Generator<Finding> {
  for (const directory of command.operands)
    yield { kind: 'file.write', path: context.path(directory), how: 'create', recursive: 'no' };
}

/** `patch -p1 < x.diff` changes files below its directory that only the diff names. */
function* patch(command: Command, context: Context): Generator<Finding> {
  if (command.has('--dry-run', '-C', '--help', '--version', '-v') === 'yes') return;
  const [file, difference] = command.operands;
  const diff = command.value('-i', '--input') ?? difference;
  if (diff !== undefined && textOf(diff) !== '-') yield fileRead(context, diff);
  const output = command.value('-o', '--output');
  const directory = command.value('-d', '--directory');
  if (output !== undefined) {
    if (textOf(output) !== '-')
      yield { kind: 'file.write', path: context.path(output), how: 'overwrite', recursive: 'no' };
  } else if (file !== undefined) yield { kind: 'file.write', path: context.path(file), how: 'edit', recursive: 'no' };
  else {
    yield { kind: 'file.write', path: context.path(directory ?? literal('.')), how: 'edit', recursive: 'yes' };
    yield* patched(command, context, directory);
  }
}

/** The files a diff on the standard input names. */
function* patched(command: Command, context: Context, directory: Word | undefined): Generator<Finding> {
  const stdin = context.stdin.kind === 'text' || context.stdin.kind === 'pipe' ? context.stdin.text : undefined;
  const strip = Number(textOf(command.value('-p', '--strip') ?? literal('0')) ?? '0');
  for (const line of stdin?.parts.flatMap((part) => (typeof part === 'string' ? part.split('\n') : [])) ?? []) {
    const name = /^(?:\+\+\+|---) ([^\t\n]+)/.exec(line)?.[1];
    if (name === undefined || name === '/dev/null') continue;
    const path = name
      .split('/')
      .slice(Number.isFinite(strip) ? strip : 0)
      .join('/');
    yield {
      kind: 'file.write',
      path: context.path(
        directory === undefined ? literal(path) : wordOf([...directory.parts, '/', path], directory.span),
      ),
      how: 'edit',
      recursive: 'no',
    };
  }
}

/** `split file prefix` and `csplit`: many files that begin with the prefix; `--filter` runs a shell command for each. */
function* split(command: Command, context: Context): Generator<Finding> {
  const filter = command.value('--filter');
  if (filter !== undefined) yield { kind: 'code', language: 'bash', text: filter, via: 'split --filter' };
  const [file, prefix] = command.operands;
  if (file !== undefined && textOf(file) !== '-') yield fileRead(context, file);
  const stem =
    command.program === 'split' ? (prefix ?? literal('x')) : (command.value('-f', '--prefix') ?? literal('xx'));
  if (filter === undefined)
    yield {
      kind: 'file.write',
      path: context.path(wordOf([...stem.parts, { hole: 'glob', text: '*' }], stem.span)),
      how: 'create',
      recursive: 'no',
    };
}

/** Programs that rewrite each of their operands. */
function* inPlace(command: Command, context: Context): Generator<Finding> {
  for (const file of command.operands)
    yield { kind: 'file.write', path: context.path(file), how: 'edit', recursive: 'no' };
}

/** `rename 's/x/y/' files…`: the files move. */
function* rename(command: Command, context: Context): Generator<Finding> {
  if (given(command, '-n', '--nono', '--no-act') === 'yes') return;
  for (const file of command.operands.slice(1))
    yield { kind: 'file.delete', path: context.path(file), recursive: 'no', how: 'move', filtered: 'no' };
}

export const specs: readonly Spec[] = [
  {
    names: ['touch', 'gtouch'],
    syntax: {
      value: '-d --date -r --reference -t --time -A',
      flags: '-a -c --no-create -f -h --no-dereference -m --help --version',
    },
    read: touch,
  },
  {
    names: ['mkdir', 'gmkdir', 'md'],
    syntax: { value: '-m --mode', optional: '--context', flags: '-p --parents -v --verbose -Z' },
    read: mkdir,
  },
  {
    names: ['mkfifo', 'mknod'],
    syntax: { value: '-m --mode' },
    read: (command, context) => mkdir({ ...command, operands: command.operands.slice(0, 1) }, context),
  },
  {
    names: ['patch', 'gpatch'],
    syntax: {
      value:
        '-p --strip -i --input -o --output -d --directory -D --ifdef -r --reject-file -B --prefix -Y -z --suffix -F --fuzz -g --get -V --version-control',
      flags:
        '-N --forward -R --reverse -E -s --quiet -u -c -n -e -b --backup -f --force -t --batch --dry-run -C --binary -l -T -Z --verbose --help --version -v',
    },
    read: patch,
  },
  {
    names: ['split', 'csplit', 'gsplit'],
    syntax: {
      value:
        '-a --suffix-length -b --bytes -C --line-bytes -l --lines -n --number --filter --additional-suffix -t --separator -f --prefix --suffix-format',
      optional: '-d --numeric-suffixes -x --hex-suffixes',
      flags: '-e -u --verbose -k -s -z',
    },
    read: split,
  },
  {
    names: ['dos2unix', 'unix2dos', 'mac2unix', 'recode', 'todos', 'fromdos'],
    syntax: { value: '-c --convmode -n --newfile -D' },
    read: inPlace,
  },
  {
    names: ['rename', 'prename', 'file-rename', 'mmv'],
    syntax: { value: '-e', flags: '-n --nono -f -v' },
    read: rename,
  },
  { names: ['fallocate'], syntax: { value: '-l --length -o --offset' }, read: inPlace },
];
