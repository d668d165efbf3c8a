import { equals, literal, prefixOf, textOf, type Word } from '../../word.ts';
import type { Command, Syntax } from '../argv.ts';
import type { Context, Finding, Spec } from '../spec.ts';
import { install, npmPackage, programOf } from './_package.ts';

/** `npx`, `bunx`, `pnpx`: npx(1). */
function* readNpx(command: Command, context: Context): Iterable<Finding> {
  // A program that this call put where npx looks first.
  const [program, ...args] = command.rest;
  const own = literal(
    `./node_modules/.bin/${(program === undefined ? undefined : textOf(program)) ?? ''}`,
    program?.span,
  );
  if (program !== undefined && context.content(context.path(own)) !== undefined)
    yield { kind: 'run', argv: [own, ...args], via: command.program };
  if (command.has('--version', '-v') === 'yes' && command.rest.length === 0) return;
  const text = command.value('-c', '--call');
  if (text !== undefined) yield { kind: 'code', language: 'bash', text, via: command.program };
  yield* runPackage(
    command,
    command.program,
    command.has('--no-install', '--no') !== 'yes',
    command.value('-p', '--package'),
  );
}

const npx: Syntax = {
  style: 'posix',
  value:
    '-p --package -c --call -w --workspace --registry --cache --userconfig -n --node-arg --shell --loglevel --prefix',
  flags: '-y --yes --no --no-install -q --quiet --ignore-existing --bun --silent --verbose',
};

/** The program of a package with its arguments; `--` in front of it is dropped. */
export function* runPackage(command: Command, manager: string, fetches: boolean, named?: Word): Iterable<Finding> {
  const [first, ...args] = command.rest.filter((word, index) => !(index === 0 && equals(word, '--') === 'yes'));
  if (named !== undefined)
    yield install(npmPackage(named), { manager, global: 'no', registry: command.value('--registry') });
  if (first === undefined) return;
  if (named !== undefined || !fetches) {
    yield { kind: 'run', argv: [first, ...args], via: command.program };
    return;
  }
  const wanted = npmPackage(first);
  if (wanted.source === 'local') {
    yield { kind: 'run', argv: [first, ...args], via: command.program };
    return;
  }
  yield install(wanted, { manager, registry: command.value('--registry') });
  if (wanted.source === 'url') yield { kind: 'opaque', why: 'unseen', detail: `${command.program} ${prefixOf(first)}` };
  else yield { kind: 'run', argv: [programOf(wanted.name), ...args], via: command.program };
}

export const specs: readonly Spec[] = [{ names: ['npx', 'bunx', 'pnpx', 'pnpm-dlx'], syntax: npx, read: readNpx }];
