import { literal, show, textOf, wordOf, type Word } from '../../word.ts';
import { hostOf } from '../network/request.ts';
import type { Finding } from '../spec.ts';
import type { Git } from './repository.ts';

/** Whether the word is an address rather than the name of a remote or a path (git-fetch(1), GIT URLS). */
function isUrl(word: Word): boolean {
  return /^[a-z][a-z0-9+.-]*:\/\/|^[^/\s:]+@[^/\s:]+:/i.test(show(word));
}

function request(url: Word, sends: 'yes' | 'no'): Finding {
  return {
    kind: 'network.request',
    url,
    host: hostOf(url),
    method: 'git',
    sends,
    sources: [],
    texts: [url],
    carriesSecret: 'no',
  };
}

/** The addresses written on the command line of a fetch, pull, push or remote. */
export function* addresses(git: Git): Iterable<Finding> {
  for (const word of git.command.operands) if (isUrl(word)) yield request(word, 'no');
}

/** `git clone`: git-clone(1). */
export function* clone(git: Git): Iterable<Finding> {
  const [url, directory] = git.command.operands;
  if (url === undefined) return;
  if (isUrl(url)) yield request(url, 'no');
  const target = directory ?? humanish(url);
  if (target !== undefined) yield { kind: 'file.write', path: git.path(target), how: 'create', recursive: 'yes' };
}

/** The directory git names after a repository: the last component without `.git`. */
function humanish(url: Word): Word | undefined {
  const text = textOf(url)
    ?.replace(/\/+$/, '')
    .replace(/\.git$/, '');
  // A helper's address names no directory.
  return text === undefined || text.includes('::')
    ? undefined
    : literal(text.slice(Math.max(text.lastIndexOf('/'), text.lastIndexOf(':')) + 1), url.span);
}

/** `git init [directory]`: git-init(1). */
export function* initialised(git: Git): Iterable<Finding> {
  const [directory] = git.command.operands;
  const place = git.command.value('--separate-git-dir') ?? directory;
  if (place !== undefined) yield { kind: 'file.write', path: git.path(place), how: 'create', recursive: 'yes' };
}

/** `git send-email`: git-send-email(1). */
export function* sendEmail(git: Git): Iterable<Finding> {
  const { command } = git;
  if (command.has('--dry-run') === 'yes') return;
  const to = command.values('--to', '--cc', '--bcc');
  yield {
    kind: 'outward.act',
    service: 'git send-email',
    act: 'message',
    target: to[0] ?? wordOf(['the configured recipients'], { start: 0, end: 0 }),
  };
}
