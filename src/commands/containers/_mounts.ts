import { dropPrefix, literal, prefixOf, textOf, unknownWord, wordOf, type PathRef, type Word } from '../../word.ts';
import type { Command } from '../argv.ts';
import type { Context } from '../spec.ts';

/** A directory or file of this machine and where the container sees it. */
export interface Mount {
  readonly host: PathRef;
  readonly guest: string;
}

/** The host paths that `-v HOST:GUEST[:OPTIONS]`, `--volume` and `--mount type=bind,…` bring into a container; named volumes are none. */
export function mountsOf(command: Command, context: Context): readonly Mount[] {
  const short = command.values('-v', '--volume').map((value) => shortMount(value, context));
  const long = command.values('--mount').map((value) => longMount(value, context));
  return [...short, ...long].flatMap((mount) => (mount === undefined ? [] : [mount]));
}

function shortMount(value: Word, context: Context): Mount | undefined {
  const [host, guest] = splitAt(value, ':');
  if (guest === undefined) return undefined;
  const prefix = prefixOf(host);
  // A name without a slash is a named volume (docker run, "Mount volume").
  if (prefix !== '' && !/^[./~]/.test(prefix) && !/^[A-Za-z]:[\\/]/.test(prefix) && textOf(host) !== undefined)
    return undefined;
  return { host: context.path(host), guest: (textOf(guest) ?? prefixOf(guest)).split(':')[0] ?? '' };
}

/** `type=bind,source=HOST,target=GUEST`, in any order. */
function longMount(value: Word, context: Context): Mount | undefined {
  const fields: Record<string, Word> = {};
  let rest: Word | undefined = value;
  while (rest !== undefined) {
    const [field, more]: readonly [Word, Word | undefined] = splitAt(rest, ',');
    const equalsAt = prefixOf(field).indexOf('=');
    if (equalsAt > 0) fields[prefixOf(field).slice(0, equalsAt)] = dropPrefix(field, equalsAt + 1);
    rest = more;
  }
  const type = fields['type'] === undefined ? 'volume' : textOf(fields['type']);
  const host = fields['source'] ?? fields['src'];
  const guest = fields['target'] ?? fields['destination'] ?? fields['dst'] ?? literal('');
  return type === 'bind' && host !== undefined ? { host: context.path(host), guest: textOf(guest) ?? '' } : undefined;
}

/** A word up to and after the first occurrence of a character in its known text. */
function splitAt(word: Word, separator: string): readonly [Word, Word | undefined] {
  for (const [index, part] of word.parts.entries()) {
    if (typeof part !== 'string') continue;
    const at = part.indexOf(separator);
    if (at < 0) continue;
    const left = wordOf([...word.parts.slice(0, index), part.slice(0, at)], word.span);
    return [left, wordOf([part.slice(at + 1), ...word.parts.slice(index + 1)], word.span)];
  }
  return [word, undefined];
}

/** The directory a program in a container starts in; the image's own is only told by the image, matters where it may be one of ours, and is some directory of its own where not. */
export function workdirOf(command: Command, mounted: boolean): Word {
  return (
    command.value('-w', '--workdir') ?? (mounted ? unknownWord("the image's working directory") : literal('/workdir'))
  );
}
