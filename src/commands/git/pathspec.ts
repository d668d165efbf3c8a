import { textOf, wordOf, type Part, type Word } from '../../word.ts';
import type { Git } from './repository.ts';

/** How much of the working tree the pathspecs of a command cover (gitglossary(7), pathspec). */
export function scopeOf(git: Git, pathspecs: readonly Word[]): 'tree' | 'one' | 'unknown' {
  let scope: 'one' | 'unknown' = 'one';
  for (const pathspec of pathspecs) {
    const text = textOf(pathspec);
    if (text === undefined) {
      if (isEverything(pathspec.parts)) return 'tree';
      const [first] = pathspec.parts;
      if (pathspec.many || (typeof first !== 'string' && first?.hole === 'unknown')) scope = 'unknown';
    } else if (isTree(git, text)) return 'tree';
  }
  return scope;
}

/** A bare `*` or `./*` for the shell to expand: every file that is not hidden. */
function isEverything(parts: readonly Part[]): boolean {
  const text = parts.map((part) => (typeof part === 'string' ? part : part.hole === 'glob' ? part.text : '?')).join('');
  return /^(?:\.\/)?\*+(?:\/\*+)*$/.test(text);
}

function isTree(git: Git, text: string): boolean {
  const plain = text.replace(/^:\(top\)|^:\/|^:\(glob\)/, './').replace(/\/+$/, '');
  if (/^(?:(?:\.{0,2}|\*+)(?:\/|$))+$/.test(plain) || text === ':') return true;
  const { project } = git.context.world;
  return project !== null && (plain === project || project.startsWith(`${plain}/`));
}

/** Whether text can only be a pathspec, whatever branches there are. */
export function isPathspec(word: Word): boolean {
  const text = textOf(word);
  if (text === undefined) return word.parts.some((part) => typeof part !== 'string' && part.hole === 'glob');
  return /^\.{1,2}$|^\.{0,2}\/|^:|[*?]|\/$/.test(text);
}

/** Magic that leaves paths out: `:!docs`, `:(exclude)docs`. */
export function excludes(word: Word): boolean {
  const [first] = word.parts;
  return typeof first === 'string' && /^:(?:!|\^|\([a-z,]*exclude)/.test(first);
}

/** A pathspec as a path: magic taken off, git's own wildcards as pathname patterns. */
export function pathOf(pathspec: Word): Word {
  const parts: Part[] = [];
  for (const [index, part] of pathspec.parts.entries()) {
    if (typeof part !== 'string') parts.push(part);
    else {
      const text = index === 0 ? part.replace(/^:(?:\/|\([a-z,]*\))/, '') : part;
      for (const [at, piece] of text.split(/(\*+|\?|\[[^\]]*\])/).entries())
        parts.push(at % 2 === 1 ? { hole: 'glob', text: piece } : piece);
    }
  }
  return wordOf(parts, pathspec.span, pathspec.many);
}
