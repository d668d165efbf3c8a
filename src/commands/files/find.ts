import { equals, prefixOf, suffixOf, textOf, wordOf, type Part, type Truth, type Word } from '../../word.ts';
import { readCommand, type Command } from '../argv.ts';
import type { Context, Finding, Spec } from '../spec.ts';
import { joined } from './_words.ts';
import { readFind, type FindAction } from './find-expression.ts';

/** What `{}` stands for below a starting point: one word per name pattern, or everything. */
function found(start: Word, action: Pick<FindAction, 'names' | 'filtered' | 'within'>): readonly Word[] {
  if (action.within.length > 0)
    return action.within.flatMap((directory) =>
      found(joined(start, directory.parts), { ...action, filtered: false, within: [] }),
    );
  if (action.names.length > 0) return action.names.map((name) => joined(start, name.parts));
  // Selected by age or size: some names; by nothing: the whole tree.
  return [joined(start, [{ hole: 'glob', text: action.filtered ? '*.*' : '**' }])];
}

/** The words with every `{}` replaced; a word that is `{}` alone is the path itself. */
export function substituted(words: readonly Word[], path: Word): readonly Word[] {
  return words.map((word) => {
    if (equals(word, '{}') === 'yes') return { ...path, span: word.span };
    const parts = word.parts.flatMap((part): Part[] =>
      typeof part === 'string'
        ? part.split('{}').flatMap((piece, at): Part[] => (at === 0 ? [piece] : [...path.parts, piece]))
        : [part],
    );
    return wordOf(parts, word.span, word.many);
  });
}

function* find(command: Command, context: Context): Generator<Finding> {
  const expression = readFind(command.words);
  for (const start of expression.starts)
    for (const action of expression.actions) {
      const filtered: Truth = action.filtered ? 'yes' : 'no';
      switch (action.kind) {
        case 'delete':
          yield { kind: 'file.delete', path: context.path(start), recursive: 'yes', how: 'remove', filtered };
          for (const place of action.within.length > 0
            ? action.within.map((directory) => joined(start, directory.parts))
            : [start])
            if (action.names.length === 0 && place !== start) yield removedByName(context, place);
            else for (const name of action.names) yield removedByName(context, joined(place, name.parts));
          break;
        case 'exec':
          for (const path of found(start, action))
            yield {
              kind: 'run',
              argv: substituted(
                action.command,
                action.inDirectory && action.names[0] !== undefined
                  ? wordOf(['./', ...action.names[0].parts], path.span)
                  : path,
              ),
              via: 'find -exec',
              ...(action.inDirectory && textOf(start) !== undefined ? { cwd: inside(context, start) } : {}),
            };
          break;
        case 'write':
          if (action.file !== undefined)
            yield { kind: 'file.write', path: context.path(action.file), how: 'overwrite', recursive: 'no' };
          break;
        case 'print':
        case 'quit':
          break;
      }
    }
}

/** What a name selects below the starting point, which says where. */
function removedByName(context: Context, path: Word): Finding {
  return { kind: 'file.delete', path: context.path(path), recursive: 'no', how: 'remove', filtered: 'yes' };
}

function inside(context: Context, start: Word): Word {
  return prefixOf(start).startsWith('/')
    ? start
    : wordOf([...context.cwd.parts, suffixOf(context.cwd).endsWith('/') ? '' : '/', ...start.parts], start.span);
}

const fdSyntax = {
  value:
    '-e --extension -t --type -E --exclude -d --max-depth --min-depth --exact-depth -S --size --changed-within --changed-before --newer --older -o --owner -j --threads --base-directory --path-separator --search-path -c --color --max-results --and --ignore-file -g --glob --format',
  flags:
    '-H --hidden -I --no-ignore -u --unrestricted -s -i -F --fixed-strings -a --absolute-path -l --list-details -L --follow -p --full-path -0 --print0 -1 -q --quiet --prune -h --help -V --version',
  style: 'posix',
} as const;

/** `fd pattern dir -x command`: everything after `-x` is the command, `{}` at its end where it is not written. */
function* fd(command: Command): Generator<Finding> {
  const at = command.words.findIndex((word) => /^(?:-[xX]|--exec(?:-batch)?)$/.test(textOf(word) ?? ''));
  if (at < 0) return;
  const own = readCommand(command.program, command.words.slice(0, at), { ...fdSyntax, style: 'gnu' });
  const end = command.words.findIndex((word, index) => index > at && textOf(word) === ';');
  const words = command.words.slice(at + 1, end < 0 ? undefined : end);
  const [pattern, ...places] = own.operands;
  const extension = own.value('-e', '--extension');
  const glob = own.value('-g', '--glob');
  const filtered =
    extension !== undefined ||
    glob !== undefined ||
    (pattern !== undefined && !['', '.', '.*'].includes(textOf(pattern) ?? 'x'));
  const names: readonly Word[] =
    extension === undefined ? [] : [wordOf([{ hole: 'glob', text: '*' }, '.', ...extension.parts], extension.span)];
  for (const place of places.length > 0
    ? places
    : [own.value('--base-directory', '--search-path') ?? { parts: ['.'], span: { start: 0, end: 0 }, many: false }])
    for (const path of found(place, { names, filtered, within: [] })) {
      const placeholder = words.some((word) =>
        word.parts.some((part) => typeof part === 'string' && /\{(?:\/|\/\/|\.|\/\.)?\}/.test(part)),
      );
      const argv = placeholder ? substituted(words.map(plainPlaceholder), path) : [...words, path];
      yield { kind: 'run', argv, via: 'fd -x' };
    }
}

function plainPlaceholder(word: Word): Word {
  return {
    ...word,
    parts: word.parts.map((part) => (typeof part === 'string' ? part.replace(/\{(?:\/\/|\/\.|\/|\.)\}/g, '{}') : part)),
  };
}

export const specs: readonly Spec[] = [
  { names: ['find', 'gfind', 'bfs'], syntax: { style: 'long-dash' }, read: find },
  { names: ['fd', 'fdfind'], syntax: fdSyntax, read: fd },
];
