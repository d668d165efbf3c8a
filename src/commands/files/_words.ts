import type { EffectDraft } from '../../effect.ts';
import {
  literal,
  prefixOf,
  suffixOf,
  textOf,
  wordOf,
  type Hole,
  type Part,
  type PathRef,
  type Stream,
  type Truth,
  type Word,
} from '../../word.ts';
import type { Command } from '../argv.ts';
import type { Context } from '../spec.ts';

type Drafted<Kind extends EffectDraft['kind']> = Extract<EffectDraft, { kind: Kind }>;

/** The content of one file is read. */
export function fileRead(context: Context, word: Word): Drafted<'file.read'> {
  const below = treeBelow(word);
  // Every file below a directory, hidden ones included, as `find` hands them over.
  if (below !== undefined) return { kind: 'file.read', path: context.path(below), recursive: 'yes', hidden: 'yes' };
  return { kind: 'file.read', path: context.path(word), recursive: 'no', hidden: 'no' };
}

/** A tree, or whatever stands at the path, is read in passing: copied, archived, searched. */
export function treeRead(context: Context, word: Word, recursive: Truth = 'yes'): Drafted<'file.read'> {
  return {
    kind: 'file.read',
    path: context.path(treeBelow(word) ?? word),
    recursive: treeBelow(word) === undefined ? recursive : 'yes',
    hidden: 'no',
  };
}

/** A file is written; more is said with `more`. */
export function fileWrite(
  context: Context,
  word: Word,
  how: Drafted<'file.write'>['how'],
  more: Partial<Omit<Drafted<'file.write'>, 'kind' | 'path' | 'how'>> = {},
): Drafted<'file.write'> {
  const below = treeBelow(word);
  return {
    kind: 'file.write',
    path: context.path(below ?? word),
    how,
    recursive: below === undefined ? 'no' : 'yes',
    ...more,
  };
}

/** The directory in front of a last component `**`, by which `find` and globstar name everything below it. */
export function treeBelow(word: Word): Word | undefined {
  return directoryOfPattern(word, (pattern) => pattern === '**');
}

/** The directory in front of a last component that matches every name: `dist/*`, `*`, `~/**`. */
export function wholeDirectory(word: Word): Word | undefined {
  return directoryOfPattern(word, (pattern) => /^\*+$/.test(pattern));
}

function directoryOfPattern(word: Word, matches: (pattern: string) => boolean): Word | undefined {
  const parts = [...word.parts];
  if (parts.at(-1) === '/') parts.pop();
  const last = parts.pop();
  if (last === undefined || typeof last === 'string' || last.hole !== 'glob' || !matches(last.text)) return undefined;
  const before = parts.at(-1);
  if (before === undefined) return literal('.', word.span);
  if (typeof before !== 'string' || !before.endsWith('/')) return undefined;
  const directory = wordOf(parts, word.span);
  // The slash of `link/*` stays: what lies in a directory is reached through a link to it (path_resolution(7)); `find` follows none.
  return /^(?:[A-Za-z]:)?\/$/.test(textOf(directory) ?? '') || last.text !== '**'
    ? directory
    : { ...directory, parts: [...parts.slice(0, -1), before.replace(/\/+$/, '') || '/'] };
}

function isUnknownHole(part: Part | undefined): part is Extract<Hole, { hole: 'unknown' }> {
  return part !== undefined && typeof part !== 'string' && part.hole === 'unknown';
}

/** Whether a word may stand for several words of which nothing is known, options among them. */
export function maySplit(word: Word): boolean {
  return word.many && isUnknownHole(word.parts[0]);
}

/**
 * Whether one of the options is given. An unknown word in quotes is taken for an operand: it could be an option, but then what it
 * is applied to would be missing; only what the shell splits, or what begins with a dash, may add options.
 */
export function given(command: Command, ...names: readonly string[]): Truth {
  if (command.options.some((option) => names.includes(option.name))) return 'yes';
  const open = command.words.some(
    (word) =>
      maySplit(word) ||
      (prefixOf(word).startsWith('-') && !prefixOf(word).includes('=') && isUnknownHole(word.parts[1])),
  );
  return open ? 'unknown' : 'no';
}

/** The text that arrives on the standard input, where it is known. */
export function streamText(stream: Stream): Word | undefined {
  switch (stream.kind) {
    case 'text':
      return stream.text;
    case 'pipe':
      return stream.text;
    case 'file':
    case 'inherited':
      return undefined;
  }
}

/** The last component of a path, its holes kept; `undefined` where an unknown piece may hold slashes. */
export function baseName(word: Word): readonly Part[] | undefined {
  const parts = [...word.parts];
  const last = parts.at(-1);
  if (typeof last === 'string') parts[parts.length - 1] = last.replace(/\/+$/, '');
  const at = parts.findLastIndex((part) => typeof part === 'string' && part.includes('/'));
  const tail = parts.slice(Math.max(at, 0));
  if (tail.some((part) => isUnknownHole(part))) return undefined;
  const [first, ...rest] = tail;
  return typeof first === 'string' && at >= 0 ? [first.slice(first.lastIndexOf('/') + 1), ...rest] : tail;
}

/** The path of an entry in a directory. */
export function joined(directory: Word, name: readonly Part[]): Word {
  const slash = suffixOf(directory).endsWith('/') || directory.parts.length === 0 ? '' : '/';
  return wordOf([...directory.parts, slash, ...name], directory.span);
}

/** Whether a path is a directory already, so that what is copied there goes below it. */
export function isDirectory(context: Context, word: Word): Truth {
  if (/(?:^|\/)\.{0,2}\/?$/.test(suffixOf(word)) && suffixOf(word) !== '') return 'yes';
  const text = textOf(word);
  const cwd = textOf(context.cwd);
  if (text === undefined || context.invocation.remote !== undefined || (cwd === undefined && !text.startsWith('/')))
    return 'unknown';
  const entry = context.world.entry(normalised(text.startsWith('/') ? text : `${cwd}/${text}`));
  switch (entry.kind) {
    case 'directory':
      return 'yes';
    case 'file':
    case 'device':
    case 'missing':
      return 'no';
    case 'link':
    case 'unknown':
      return 'unknown';
  }
}

function normalised(path: string): string {
  const kept: string[] = [];
  for (const component of path.split('/')) {
    if (component === '' || component === '.') continue;
    if (component === '..') kept.pop();
    else kept.push(component);
  }
  return `/${kept.join('/')}`;
}

/** A path on another machine, as `host:path` names it. */
export function remotePath(path: Word): PathRef {
  return { word: path, cwd: literal('~'), remote: { kind: 'ssh', ephemeral: false, mounts: [] } };
}
