import type { Context, Finding, Spec } from '../spec.ts';
import type { Command } from '../argv.ts';
import { textOf, type Truth, type Word } from '../../word.ts';
import { fileWrite, given, treeBelow, wholeDirectory } from './_words.ts';

/** A path is removed; a pattern for everything in a directory means the directory's whole content. */
export function removal(
  context: Context,
  word: Word,
  recursive: Truth,
  how: 'remove' | 'move' | 'shred' = 'remove',
): Finding {
  const below = treeBelow(word);
  if (below !== undefined)
    return { kind: 'file.delete', path: context.path(below), recursive: 'yes', how, filtered: 'no' };
  const whole = recursive === 'no' ? undefined : wholeDirectory(word);
  return { kind: 'file.delete', path: context.path(whole ?? word), recursive, how, filtered: 'no' };
}

function* rm(command: Command, context: Context): Generator<Finding> {
  if (given(command, '--help', '--version') === 'yes') return;
  const recursive = given(command, '-r', '-R', '--recursive');
  for (const operand of command.operands) yield removal(context, operand, recursive);
}

export const specs: readonly Spec[] = [
  {
    names: ['rm', 'grm', 'del', 'srm'],
    syntax: {
      optional: '--interactive --preserve-root',
      flags:
        '-f --force -i -I -r -R --recursive -d --dir -v --verbose --one-file-system --no-preserve-root --help --version',
    },
    read: rm,
  },
  {
    names: ['trash', 'trash-put', 'trash-cli', 'rmtrash', 'gvfs-trash', 'rip', 'rm-improved', 'recycle'],
    syntax: { value: '--graveyard' },
    *read(command, context): Generator<Finding> {
      for (const operand of command.operands) yield removal(context, operand, 'yes');
    },
  },
  {
    // gio(1): `gio trash` and `gio remove`.
    names: ['gio'],
    syntax: { depth: 1, flags: '-f --force' },
    *read(command, context): Generator<Finding> {
      if (command.verb === 'trash' && command.has('--empty', '--list', '--restore') !== 'yes')
        for (const operand of command.operands) yield removal(context, operand, 'yes');
      else if (command.verb === 'remove') for (const operand of command.operands) yield removal(context, operand, 'no');
    },
  },
  {
    names: ['rimraf', 'del-cli'],
    syntax: { value: '--impl --tmp --backoff --max-retries --retry-delay' },
    *read(command, context): Generator<Finding> {
      for (const operand of command.operands) yield removal(context, operand, 'yes');
    },
  },
  {
    // Only empty directories go, so nothing is recursive about it.
    names: ['rmdir'],
    *read(command, context): Generator<Finding> {
      for (const operand of command.operands) yield removal(context, operand, 'no');
    },
  },
  {
    names: ['unlink'],
    *read(command, context): Generator<Finding> {
      for (const operand of command.operands) yield removal(context, operand, 'no');
    },
  },
  {
    names: ['shred', 'gshred', 'wipe', 'secure-delete'],
    syntax: {
      value: '-n --iterations -s --size --random-source',
      optional: '--remove',
      flags: '-f --force -u -v --verbose -x --exact -z --zero --help --version',
    },
    *read(command, context): Generator<Finding> {
      for (const operand of command.operands)
        if (textOf(operand) !== '-') yield removal(context, operand, 'no', 'shred');
    },
  },
  {
    names: ['truncate', 'gtruncate'],
    syntax: { value: '-s --size -r --reference', flags: '-c --no-create -o --io-blocks --help --version' },
    *read(command, context): Generator<Finding> {
      for (const operand of command.operands) yield fileWrite(context, operand, 'overwrite');
    },
  },
];
