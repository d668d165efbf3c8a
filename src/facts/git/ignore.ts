import type { Truth } from '../../word.ts';
import type { GitConfig } from './config.ts';
import type { GitDirectories, GitFiles } from './files.ts';
import { joined } from './locate.ts';

const MAX_IGNORE = 256 * 1024;

/** One line of a `.gitignore`. */
export interface IgnoreRule {
  readonly negated: boolean;
  readonly directoriesOnly: boolean;
  readonly expression: RegExp;
}

/**
 * Whether git ignores a path (gitignore(5)): from the patterns of every directory on the way, the repository's own
 * `info/exclude` and the user's; a directory that is ignored takes everything below with it.
 */
export function isIgnored(path: string, repository: GitDirectories, config: GitConfig, files: GitFiles): Truth {
  if (path === repository.top) return 'no';
  const names = path.slice(repository.top === '/' ? 1 : repository.top.length + 1).split('/');
  const sources: { readonly base: number; readonly rules: readonly IgnoreRule[] }[] = [];
  let complete = true;
  const add = (file: string, base: number): void => {
    const content = files.read(file, MAX_IGNORE);
    if (content.kind === 'text') sources.push({ base, rules: parseIgnore(content.text, files.foldsCase) });
    else if (content.kind !== 'missing') complete = false;
  };
  const personal = personalFile(config, files);
  if (personal !== undefined) add(personal, 0);
  add(`${repository.common}/info/exclude`, 0);
  let directory = repository.top;
  for (const [depth, name] of names.entries()) {
    add(`${directory === '/' ? '' : directory}/.gitignore`, depth);
    const last = depth === names.length - 1;
    directory = `${directory === '/' ? '' : directory}/${name}`;
    const isDirectory = !last || files.entry(path).kind === 'directory';
    // The last pattern that matches decides, the innermost file's first.
    let verdict: IgnoreRule | undefined;
    for (const { base, rules } of sources) {
      const relative = names.slice(base, depth + 1).join('/');
      verdict =
        rules.findLast((rule) => (!rule.directoriesOnly || isDirectory) && rule.expression.test(relative)) ?? verdict;
    }
    if (verdict !== undefined && !verdict.negated) return complete ? 'yes' : 'unknown';
  }
  return complete ? 'no' : 'unknown';
}

function personalFile(config: GitConfig, files: GitFiles): string | undefined {
  const configured = config.get('core.excludesfile');
  if (files.home === null) return undefined;
  if (configured === null || configured === undefined) return `${files.home}/.config/git/ignore`;
  return configured.startsWith('~/') ? files.home + configured.slice(1) : joined(files.home, configured);
}

/** The rules of an ignore file, in order. */
export function parseIgnore(text: string, foldsCase: boolean): readonly IgnoreRule[] {
  const rules: IgnoreRule[] = [];
  for (const raw of text.split(/\r?\n/)) {
    if (raw.startsWith('#')) continue;
    let pattern = raw.replace(/(?<!\\)((?:\\\\)*)[ \t]+$/, '$1');
    const negated = pattern.startsWith('!');
    if (negated) pattern = pattern.slice(1);
    const directoriesOnly = pattern.endsWith('/');
    if (directoriesOnly) pattern = pattern.slice(0, -1);
    if (pattern === '') continue;
    const expression = ignoreExpression(pattern, foldsCase);
    if (expression !== undefined) rules.push({ negated, directoriesOnly, expression });
  }
  return rules;
}

/** A pattern with a slash is relative to its directory, one without matches a name at any depth. */
function ignoreExpression(pattern: string, foldsCase: boolean): RegExp | undefined {
  const anchored = pattern.includes('/');
  const body = pattern.startsWith('/') ? pattern.slice(1) : pattern;
  let source = '';
  for (let at = 0; at < body.length; at++) {
    const letter = body[at] ?? '';
    if (
      body.startsWith('**', at) &&
      (at === 0 || body[at - 1] === '/') &&
      (body[at + 2] === '/' || at + 2 === body.length)
    ) {
      source += body[at + 2] === '/' ? '(?:[^/]+/)*' : '.+';
      at += body[at + 2] === '/' ? 2 : 1;
    } else if (letter === '*') source += '[^/]*';
    else if (letter === '?') source += '[^/]';
    else if (letter === '[') {
      const set = /^\[([!^]?)(\]?(?:\[:\w+:\]|\\.|[^\]])*)\]/.exec(body.slice(at));
      if (set === null) source += '\\[';
      else {
        source += `[${set[1] === '' ? '' : '^/'}${(set[2] ?? '').replaceAll('\\', '').replaceAll(/[\]\\^[]/g, '\\$&')}]`;
        at += set[0].length - 1;
      }
    } else if (letter === '\\') source += quoted(body[++at] ?? '');
    else source += quoted(letter);
  }
  try {
    return new RegExp(`^${anchored ? '' : '(?:.*/)?'}${source}$`, foldsCase ? 'is' : 's');
  } catch (error) {
    // A range that runs backwards matches nothing in git either.
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function quoted(letter: string): string {
  return /[\\^$.*+?()[\]{}|/]/.test(letter) ? `\\${letter}` : letter;
}
