import { equals, literal, prefixOf, textOf, wordOf, type PathRef, type Word } from '../../word.ts';
import type { Context, Finding } from '../spec.ts';

/** What is said about files and data that go to a store elsewhere; standard input goes along where a source is `-`. */
export function upload(context: Context, url: Word, host: string, files: readonly Word[]): Finding {
  const sources: PathRef[] = [];
  const texts: Word[] = [];
  let carriesSecret = false;
  for (const file of files) {
    if (equals(file, '-') !== 'yes') {
      sources.push(context.path(file));
      continue;
    }
    if (context.stdin.kind === 'text') texts.push(context.stdin.text);
    if (context.stdin.kind === 'file') sources.push(context.path(context.stdin.path));
    if (context.stdin.kind === 'pipe' && context.stdin.text !== undefined) texts.push(context.stdin.text);
    for (const effect of context.upstream()) {
      if (effect.kind === 'file.read') sources.push(effect.path);
      if (effect.kind === 'secret.dump') carriesSecret = true;
    }
  }
  return {
    kind: 'network.request',
    url,
    host: literal(host),
    method: 'PUT',
    sends: 'yes',
    sources,
    texts,
    carriesSecret: carriesSecret ? 'yes' : 'no',
  };
}

/** A file or tree that is fetched from elsewhere; `-` prints it, which a shell behind a pipe would run. */
export function download(context: Context, from: Word, host: string, to: Word, recursive: boolean): readonly Finding[] {
  const request: Finding = {
    kind: 'network.request',
    url: from,
    host: literal(host),
    method: 'GET',
    sends: 'no',
    sources: [],
    texts: [],
    carriesSecret: 'no',
  };
  if (equals(to, '-') === 'yes') return [request];
  return [
    request,
    { kind: 'file.write', path: context.path(to), how: 'overwrite', recursive: recursive ? 'yes' : 'unknown' },
  ];
}

/** A file or tree of this machine that a synchronisation prunes. */
export function pruned(context: Context, tree: Word): Finding {
  return { kind: 'file.delete', path: context.path(tree), recursive: 'yes', how: 'sync', filtered: 'yes' };
}

/** Whether a word is a location elsewhere: `s3://…`, `gs://…`, or `remote:path` where `colon` allows it. */
export function isElsewhere(word: Word, colon = false): boolean {
  const prefix = prefixOf(word);
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(prefix)) return !prefix.startsWith('file://');
  return colon && /^:?[\w.+@ -]+(?:,[^:]*)?:/.test(prefix) && !/^[a-z]:[\\/]/i.test(prefix);
}

/** The directory or object a location ends in, as a name without scheme, for messages. */
export function bucketOf(word: Word): string {
  return /^[a-z0-9]+:\/\/([^/]+)/i.exec(prefixOf(word))?.[1] ?? '';
}

/** The text of an option-argument that names a local file as `@file` or `file://file`. */
export function fileOf(word: Word): Word | undefined {
  const prefix = prefixOf(word);
  const scheme = /^(?:@|fileb?:\/\/)/.exec(prefix)?.[0];
  if (scheme === undefined) return undefined;
  const [first, ...rest] = word.parts;
  return typeof first === 'string' ? wordOf([first.slice(scheme.length), ...rest], word.span) : undefined;
}

/** Whether a URL leads to this machine, where emulators of cloud services listen. */
export function isLoopbackUrl(word: Word | undefined): boolean {
  const text = word === undefined ? undefined : textOf(word);
  return (
    text !== undefined &&
    /^https?:\/\/(?:localhost|127(?:\.\d+){3}|\[::1\]|[a-z0-9.-]+\.localhost)(?::\d+)?(?:\/|$)/i.test(text)
  );
}
