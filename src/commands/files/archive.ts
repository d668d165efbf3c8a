import { splitString } from '../wrappers/env.ts';
import { dropPrefix, equals, literal, prefixOf, suffixOf, textOf, wordOf, type Word } from '../../word.ts';
import { readCommand, type Command } from '../argv.ts';
import type { Context, Finding, Spec } from '../spec.ts';
import { fileRead, given, treeRead } from './_words.ts';
import { removal } from './rm.ts';

const tarValues =
  '-f --file -C --directory -T --files-from -X --exclude-from --exclude -I --use-compress-program --to-command --checkpoint-action -F --info-script --new-volume-script --rsh-command --rmt-command -b --blocking-factor -g --listed-incremental -H --format -K --starting-file -L --tape-length -N --newer --after-date --newer-mtime -V --label --mode --owner --group --transform --xform -s --strip-components --suffix --sort --mtime --add-file --index-file --one-top-level';

/** `tar czf x.tgz dir`: a first word without a dash is a bundle of options whose values follow in order (tar manual, 3.3.3). */
function withDashes(words: readonly Word[]): readonly Word[] {
  const [first, ...rest] = words;
  const bundle = first === undefined ? undefined : textOf(first);
  if (first === undefined || bundle === undefined || !/^[A-Za-z]+$/.test(bundle)) return words;
  const split: Word[] = [];
  let next = 0;
  for (const letter of bundle) {
    split.push(literal(`-${letter}`, first.span));
    if (` ${tarValues} `.includes(` -${letter} `) && rest[next] !== undefined) {
      split.push(rest[next] ?? first);
      next += 1;
    }
  }
  return [...split, ...rest.slice(next)];
}

/** `TAR_OPTIONS`, whose words come in front of those on the command line (tar manual, 3.1). */
function optionsOf(context: Context): readonly Word[] {
  const { assignments, state } = context.invocation;
  const given = assignments.some(({ name }) => name === 'TAR_OPTIONS') || state.exported.includes('TAR_OPTIONS');
  const value = given ? context.variable('TAR_OPTIONS') : undefined;
  return value === undefined || value === null ? [] : splitString(value);
}

function* tar(outer: Command, context: Context): Generator<Finding> {
  const command = readCommand(outer.program, [...optionsOf(context), ...withDashes(outer.words)], {
    value: tarValues,
    optional: '--checkpoint --occurrence --backup --totals --color',
    flags:
      '-c --create -x --extract --get -t --list -r --append -u --update -A --catenate --concatenate -d --diff --compare --delete --test-label -z --gzip -j --bzip2 -J --xz --zstd --lzma -Z -a --auto-compress -v --verbose -k --keep-old-files --overwrite --remove-files -p --preserve-permissions -P --absolute-names -O --to-stdout -h --dereference -l -m -o -w -W --verify -S --sparse --no-recursion --recursion --numeric-owner --same-owner --no-same-owner --no-same-permissions --keep-newer-files --skip-old-files --unlink-first --recursive-unlink --null --wildcards --help --version',
  });
  yield* tarPrograms(command);
  const { archive, entries } = tarPlaces(command, context);
  const local = archive !== undefined && textOf(archive) !== '-' ? archive : undefined;
  if (command.has('-c', '--create', '-r', '--append', '-u', '--update') === 'yes') {
    for (const { word, directory } of entries)
      yield { ...treeRead(context, word), path: { ...context.path(word), cwd: directory } };
    const list = command.value('-T', '--files-from');
    if (list !== undefined && textOf(list) !== '-') yield fileRead(context, list);
    if (command.has('--remove-files') === 'yes')
      for (const { word, directory } of entries)
        yield {
          kind: 'file.delete',
          path: { ...context.path(word), cwd: directory },
          recursive: 'yes',
          how: 'move',
          filtered: 'no',
        };
    if (local !== undefined) yield { kind: 'file.write', path: context.path(local), how: 'overwrite', recursive: 'no' };
    return;
  }
  if (local !== undefined) yield fileRead(context, local);
  const extracts = given(command, '-x', '--extract', '--get');
  if (extracts === 'no' || command.has('-O', '--to-stdout') === 'yes' || command.value('--to-command') !== undefined)
    return;
  const into = command.value('-C', '--directory', '--one-top-level') ?? literal('.');
  const recursive = extracts;
  yield { kind: 'file.write', path: context.path(into), how: 'overwrite', recursive };
  // Absolute names, kept with -P, or members named one by one, say where else it writes.
  for (const { word, directory } of entries) {
    const absolute = command.has('-P', '--absolute-names') === 'yes';
    if (!absolute && prefixOf(word).startsWith('/')) continue;
    yield { kind: 'file.write', path: { ...context.path(word), cwd: directory }, how: 'overwrite', recursive };
  }
}

/** Programs that tar starts: compressors, and commands for members, checkpoints and volumes. */
function* tarPrograms(command: Command): Generator<Finding> {
  for (const text of command.values(
    '--to-command',
    '-I',
    '--use-compress-program',
    '-F',
    '--info-script',
    '--new-volume-script',
    '--rsh-command',
    '--rmt-command',
  ))
    yield { kind: 'code', language: 'bash', text, via: 'tar' };
  for (const action of command.values('--checkpoint-action'))
    if (prefixOf(action).startsWith('exec='))
      yield { kind: 'code', language: 'bash', text: dropPrefix(action, 5), via: 'tar --checkpoint-action' };
}

/** `-C` counts for the operands behind it (tar manual, 6.10.1). */
function tarPlaces(
  command: Command,
  context: Context,
): {
  readonly archive: Word | undefined;
  readonly entries: readonly { readonly word: Word; readonly directory: Word }[];
} {
  const entries: { word: Word; directory: Word }[] = [];
  let directory = context.cwd;
  const operands = new Set(command.operands);
  for (const word of command.words) {
    const option = command.options.find((candidate) => candidate.value === word || candidate.word === word);
    if (option !== undefined && /^(?:-C|--directory)$/.test(option.name) && option.value !== undefined) {
      if (option.value === word || option.word === word)
        directory = prefixOf(option.value).startsWith('/')
          ? option.value
          : wordOf([...context.cwd.parts, '/', ...option.value.parts], option.value.span);
    } else if (operands.has(word)) entries.push({ word, directory });
  }
  return { archive: command.value('-f', '--file'), entries };
}

function* zip(command: Command, context: Context): Generator<Finding> {
  const test = command.value('-TT', '--unzip-command');
  if (test !== undefined) yield { kind: 'code', language: 'bash', text: test, via: 'zip -TT' };
  const [archive, ...files] = command.operands;
  const recursive = given(command, '-r', '--recurse-paths', '-R');
  for (const file of files)
    if (textOf(file) !== '-') yield recursive === 'no' ? fileRead(context, file) : treeRead(context, file, recursive);
  if (command.has('-m', '--move') === 'yes') for (const file of files) yield removal(context, file, recursive, 'move');
  if (archive !== undefined && textOf(archive) !== '-')
    yield { kind: 'file.write', path: context.path(archive), how: 'overwrite', recursive: 'no' };
}

/** `zip -rTT cmd`: single-dash options of several letters that take a value. */
function* zipWords(outer: Command, context: Context): Generator<Finding> {
  const words = outer.words.map((word) => (textOf(word) === '-TT' ? literal('--unzip-command', word.span) : word));
  yield* zip(
    readCommand(outer.program, words, {
      value:
        '--unzip-command -b --temp-path -n --suffixes -t --from-date -P --password -x --exclude -i --include -s --split-size -O --output-file',
      flags: '-r --recurse-paths -m --move -T --test -q -v -j -y -u -f -d -9 -0 -e -@',
    }),
    context,
  );
}

function* unzip(command: Command, context: Context): Generator<Finding> {
  const [archive] = command.operands;
  if (archive !== undefined) yield fileRead(context, archive);
  if (command.has('-l', '-p', '-c', '-t', '-v', '-z', '-Z') === 'yes') return;
  yield {
    kind: 'file.write',
    path: context.path(command.value('-d') ?? literal('.')),
    how: 'overwrite',
    recursive: 'yes',
  };
}

function* sevenZip(command: Command, context: Context): Generator<Finding> {
  const [verb, archive, ...files] = command.operands;
  const act = verb === undefined ? '' : textOf(verb);
  if (archive === undefined) return;
  switch (act) {
    case 'a':
    case 'u':
    case 'm':
    case 'mf':
      for (const file of files) yield treeRead(context, file);
      // 7z -sdel, and rar -df, -dr, -dw or its verb m, remove what went into the archive (7-zip manual, "-sdel"; rar.txt).
      if (act.startsWith('m') || command.has('-sdel', '-df', '-dr', '-dw') === 'yes')
        for (const file of files) yield removal(context, file, 'yes', 'move');
      yield { kind: 'file.write', path: context.path(archive), how: 'overwrite', recursive: 'no' };
      return;
    case 'd':
    case 'rn':
      yield { kind: 'file.write', path: context.path(archive), how: 'edit', recursive: 'no' };
      return;
    case 'x':
    case 'e': {
      yield fileRead(context, archive);
      const output = command.words.find((word) => prefixOf(word).startsWith('-o'));
      yield {
        kind: 'file.write',
        path: context.path(output === undefined ? literal('.') : dropPrefix(output, 2)),
        how: 'overwrite',
        recursive: 'yes',
      };
      return;
    }
    default:
      yield fileRead(context, archive);
  }
}

/** Compressors replace a file by its compressed or expanded form. */
const compressors: readonly { readonly names: readonly string[]; readonly suffix: string }[] = [
  { names: ['gzip', 'gunzip', 'pigz', 'unpigz'], suffix: '.gz' },
  { names: ['bzip2', 'bunzip2', 'pbzip2'], suffix: '.bz2' },
  { names: ['xz', 'unxz', 'lzma', 'unlzma'], suffix: '.xz' },
  { names: ['zstd', 'unzstd', 'zstdmt'], suffix: '.zst' },
  { names: ['lz4', 'unlz4'], suffix: '.lz4' },
  { names: ['brotli'], suffix: '.br' },
  { names: ['compress', 'uncompress'], suffix: '.Z' },
];

function* compress(suffix: string, command: Command, context: Context): Generator<Finding> {
  if (command.has('-l', '--list', '-t', '--test', '--help', '-h', '--version', '-V') === 'yes') return;
  const keeps =
    suffix === '.zst' || suffix === '.lz4' || suffix === '.br'
      ? command.has('--rm') !== 'yes'
      : command.has('-k', '--keep') === 'yes';
  const expands =
    command.has('-d', '--decompress', '--uncompress') === 'yes' ||
    command.program.startsWith('un') ||
    command.program.startsWith('bun') ||
    command.program === 'gunzip';
  const standard = command.has('-c', '--stdout', '--to-stdout') === 'yes';
  const recursive = given(command, '-r', '--recursive');
  const output = command.value('-o', '--output');
  for (const file of command.operands) {
    if (textOf(file) === '-') continue;
    yield recursive === 'no' ? fileRead(context, file) : treeRead(context, file, recursive);
    if (standard) continue;
    yield {
      kind: 'file.write',
      path: context.path(output ?? counterpart(file, suffix, expands)),
      how: 'overwrite',
      recursive,
      ...(expands ? {} : { source: context.path(file) }),
    };
    if (!keeps) yield { kind: 'file.delete', path: context.path(file), recursive: 'no', how: 'move', filtered: 'no' };
  }
}

function counterpart(file: Word, suffix: string, expands: boolean): Word {
  if (!expands) return wordOf([...file.parts, suffix], file.span);
  const end = suffixOf(file);
  const stripped = end.replace(/\.(?:gz|bz2|xz|lzma|zst|lz4|br|Z|tgz|tbz2?|txz)$/, '');
  return stripped === end ? file : wordOf([...file.parts.slice(0, -1), stripped], file.span);
}

/** `cpio`: `-o` writes an archive of names it reads, `-i` extracts here, `-p dir` passes through. */
function* cpio(command: Command, context: Context): Generator<Finding> {
  const file = command.value('-F', '--file', '-I', '-O');
  if (command.has('-i', '--extract') === 'yes' && command.has('-t', '--list') !== 'yes') {
    if (file !== undefined) yield fileRead(context, file);
    yield {
      kind: 'file.write',
      path: context.path(command.value('-D', '--directory') ?? literal('.')),
      how: 'overwrite',
      recursive: 'yes',
    };
  } else if (command.has('-p', '--pass-through') === 'yes') {
    const target = command.operands.at(-1);
    if (target !== undefined)
      yield { kind: 'file.write', path: context.path(target), how: 'overwrite', recursive: 'yes' };
  } else if (command.has('-o', '--create') === 'yes' && file !== undefined)
    yield { kind: 'file.write', path: context.path(file), how: 'overwrite', recursive: 'no' };
  const names = context.stdin.kind === 'pipe' || context.stdin.kind === 'text' ? context.stdin.text : undefined;
  if (names !== undefined && command.has('-i', '--extract') !== 'yes')
    for (const line of textOf(names)?.split('\n') ?? []) if (line !== '') yield fileRead(context, literal(line));
}

function* ar(command: Command, context: Context): Generator<Finding> {
  const [key, archive, ...members] = command.operands;
  const act = (key === undefined ? '' : (textOf(key) ?? '')).replace(/^-/, '');
  if (archive === undefined) return;
  if (/[rq]/.test(act)) {
    for (const member of members) yield fileRead(context, member);
    yield { kind: 'file.write', path: context.path(archive), how: 'overwrite', recursive: 'no' };
  } else if (act.includes('d')) yield { kind: 'file.write', path: context.path(archive), how: 'edit', recursive: 'no' };
  else {
    yield fileRead(context, archive);
    if (act.includes('x'))
      yield { kind: 'file.write', path: context.path(literal('.')), how: 'overwrite', recursive: 'yes' };
  }
}

export const specs: readonly Spec[] = [
  { names: ['tar', 'gtar', 'bsdtar'], syntax: { value: tarValues }, read: tar },
  { names: ['zip'], read: zipWords },
  { names: ['unzip', 'funzip'], syntax: { value: '-d -x -P -I -O' }, read: unzip },
  { names: ['unrar', 'rar', '7z', '7za', '7zr', '7zz', 'p7zip'], syntax: { style: 'long-dash' }, read: sevenZip },
  ...compressors.map(({ names, suffix }): Spec => ({
    names,
    syntax: {
      value: '-S --suffix -b --blocksize -o --output -T --threads -D -M --memlimit -p --processes',
      flags:
        '-d --decompress --uncompress -c --stdout --to-stdout -k --keep -f --force -r --recursive -l --list -t --test -v --verbose -n --no-name -N --name --rm -h --help -V --version',
    },
    read: (command, context) => compress(suffix, command, context),
  })),
  {
    names: ['cpio', 'bsdcpio'],
    syntax: {
      value: '-F --file -D --directory -H --format -I -O -R --owner -E --pattern-file -M -C',
      flags: '-i --extract -o --create -p --pass-through -t --list -d -m -u -v -a -c -B -0 --null',
    },
    read: cpio,
  },
  { names: ['ar', 'llvm-ar'], syntax: {}, read: (command, context) => ar(dashed(command), context) },
];

/** `ar -x lib.a` and `ar x lib.a` say the same. */
function dashed(command: Command): Command {
  const [first] = command.words;
  return first !== undefined && prefixOf(first).startsWith('-') && equals(first, '--') === 'no'
    ? { ...command, operands: [first, ...command.operands] }
    : command;
}
