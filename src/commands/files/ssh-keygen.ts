import { generated } from './crypto.ts';
import { equals, literal, textOf, wordOf } from '../../word.ts';
import type { Command } from '../argv.ts';
import type { Context, Finding, Spec } from '../spec.ts';

/** `ssh-keygen -f key` writes a key pair; `-l`, `-y`, `-F`, `-Y` only look or sign (ssh-keygen(1)). */
function* generate(command: Command, context: Context): Generator<Finding> {
  if (command.has('-l', '-y', '-B', '-F', '-r', '-Y', '-L', '-Q', '-e', '-D') === 'yes') return;
  const { home } = context.world;
  const known = literal(`${home ?? '~'}/.ssh/known_hosts`);
  const file = command.value('-f');
  if (command.has('-R', '-H') === 'yes') {
    yield { kind: 'file.write', path: context.path(file ?? known), how: 'edit', recursive: 'no' };
    return;
  }
  const type = textOf(command.value('-t') ?? literal('ed25519')) ?? 'ed25519';
  const key = file ?? literal(`${home ?? '~'}/.ssh/id_${type.replace(/-.*$/, '')}`);
  if (equals(key, '/dev/stdin') === 'yes') return;
  yield generated(context, key);
  yield {
    kind: 'file.write',
    path: context.path(wordOf([...key.parts, '.pub'], key.span)),
    how: 'create',
    recursive: 'no',
  };
}

export const specs: readonly Spec[] = [
  {
    names: ['ssh-keygen'],
    syntax: {
      value: '-a -b -C -D -E -F -f -I -J -K -m -M -n -N -O -P -r -R -s -S -t -V -w -W -Y -z -Z',
      flags: '-A -B -c -e -g -h -H -i -k -l -L -p -q -Q -u -U -v -y',
    },
    read: generate,
  },
];
