import { listedPaths } from '../commands/producers/listed-paths.ts';
import { wordOf, type Invocation, type Part, type Word } from '../word.ts';

/** A hole that is a line some command lists: any one of the paths, where it lists paths below one directory. */
function listed(part: Part): readonly Part[] {
  if (typeof part === 'string' || part.hole !== 'unknown') return [part];
  const last = part.output?.at(-1);
  const paths = last === undefined ? undefined : listedPaths(last);
  const [only] = paths ?? [];
  return only === undefined || paths?.length !== 1 ? [part] : only.parts;
}

function refined(word: Word): Word {
  if (!word.parts.some((part) => typeof part !== 'string' && part.hole === 'unknown' && part.output !== undefined)) return word;
  // A path from a list is a path only where the word begins with it.
  const [first, ...rest] = word.parts;
  return first === undefined ? word : { ...word, parts: wordOf([...listed(first), ...rest], word.span).parts };
}

/** The invocation with words that come from `$(find …)` or `find … | while read` as paths below where the search began. */
export function withListedPaths(invocation: Invocation): Invocation {
  const argv = invocation.argv.map(refined);
  const redirects = invocation.redirects.map((redirect) => ({ ...redirect, target: refined(redirect.target) }));
  const changed =
    argv.some((word, index) => index > 0 && word !== invocation.argv[index]) ||
    redirects.some((redirect, index) => redirect.target !== invocation.redirects[index]?.target);
  const [program] = invocation.argv;
  return changed ? { ...invocation, argv: program === undefined ? argv : [program, ...argv.slice(1)], redirects } : invocation;
}
