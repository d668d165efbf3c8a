import { literal, textOf, type PathRef } from '../../word.ts';
import type { Context, Finding } from '../spec.ts';
import type { Git } from './repository.ts';
import { canonicalKey, setByCall, type Setting } from './settings.ts';

/** The settings in a configuration file (git-config(1), "Syntax"): sections, subsections in quotes, `name = value`. */
export function settingsIn(text: string): readonly Setting[] {
  const settings: Setting[] = [];
  let section = '';
  for (const line of text.replace(/\\\n/g, '').split('\n')) {
    const head = /^\s*\[\s*([\w.-]+)(?:\s+"((?:[^"\\]|\\.)*)")?\s*\]/.exec(line);
    if (head !== null) section = head[2] === undefined ? (head[1] ?? '') : `${head[1] ?? ''}.${head[2]}`;
    const entry = /^\s*([A-Za-z][\w-]*)\s*(?:=\s*([^]*))?$/.exec(head === null ? line : line.slice(head[0].length));
    if (entry?.[1] === undefined || section === '') continue;
    const value =
      entry[2] === undefined
        ? 'true'
        : entry[2]
            .trim()
            .replace(/^"([^]*)"$/, '$1')
            .replace(/\\(["\\])/g, '$1');
    settings.push({ key: canonicalKey(`${section}.${entry[1]}`), value: literal(value) });
  }
  return settings;
}

/** Settings in files that this call wrote or named, and in `GIT_CONFIG_PARAMETERS` (git-config(1), FILES, ENVIRONMENT). */
export function writtenSettings(context: Context): readonly Setting[] {
  const settings: Setting[] = [];
  for (const path of written(context, /(?:^|\/)(?:\.git\/config(?:\.worktree)?|\.gitconfig|git\/config)$/))
    settings.push(...settingsAt(path, context));
  for (const name of ['GIT_CONFIG_GLOBAL', 'GIT_CONFIG_SYSTEM', 'GIT_CONFIG']) {
    const file = setByCall(context, name);
    if (file !== undefined && file !== null && textOf(file) !== '/dev/null')
      settings.push(...settingsAt(context.path(file), context));
  }
  const parameters = setByCall(context, 'GIT_CONFIG_PARAMETERS');
  for (const match of (parameters === undefined || parameters === null ? undefined : textOf(parameters))?.matchAll(
    /'([\w.-]+)(?:'='|=)([^']*)'/g,
  ) ?? [])
    settings.push({ key: canonicalKey(match[1] ?? ''), value: literal(match[2] ?? '') });
  return settings;
}

function settingsAt(path: PathRef, context: Context): readonly Setting[] {
  const content = context.content(path);
  const text = content === undefined ? undefined : textOf(content);
  return text === undefined ? [] : settingsIn(text);
}

/** Verbs that start hooks (githooks(5)). */
const startsHooks =
  ' am checkout cherry-pick clone commit fetch gc merge pull push rebase receive-pack reset restore revert stash switch worktree ';

/** Hooks that this call wrote before, and that the verb may start. */
export function* writtenHooks(git: Git, verb: string): Iterable<Finding> {
  if (!startsHooks.includes(` ${verb} `)) return;
  const directory = git.config('core.hookspath');
  const own = directory === undefined || directory === null ? undefined : textOf(directory);
  for (const path of written(git.context, /(?:^|\/)(?:hooks|\.husky)\/[^/.]+$/))
    yield { kind: 'file-code', language: 'bash', path, via: 'git hook' };
  if (own === undefined || own === '') return;
  for (const path of written(git.context, /\/[^/.]+$/))
    if (textOf(path.word)?.includes(`${own.replace(/^\.\//, '')}/`) === true)
      yield { kind: 'file-code', language: 'bash', path, via: 'git hook' };
}

/** The files that commands before this one wrote, by the end of their path. */
function written({ before }: Context, pattern: RegExp): readonly PathRef[] {
  const found = new Map<string, PathRef>();
  for (const { path } of before('file.write')) {
    if (path.remote !== undefined) continue;
    const text = textOf(path.word);
    if (text !== undefined && pattern.test(text)) found.set(text, path);
  }
  return [...found.values()];
}
