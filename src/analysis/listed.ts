import { listedPaths } from '../commands/producers/listed-paths.ts';
import { wordOf, type Invocation, type Part, type Word } from '../word.ts';

/** A hole that is a line some command lists: any one of the paths, where it lists paths below one directory. */
function listed(part: Part): readonly Part[] {
  if (typeof part === 'string' || part.hole !== 'unknown') return [part];
  const last = part.output?.at(-1);
  const paths = last === undefined ? undefined : listedPaths(last);
  const [only, ...others] = paths ?? [];
  if (only === undefined) return [part];
  return others.length === 0 ? only.parts : (anyBelowOne(only, others) ?? [part]);
}

/** Several patterns of names below one directory, as one: any name below it. */
function anyBelowOne(first: Word, others: readonly Word[]): readonly Part[] | undefined {
  const at = first.parts.findIndex((part) => typeof part !== 'string' && part.hole === 'glob' && part.text === '**');
  const below = first.parts.slice(0, at + 1);
  if (at < 0 || first.parts.length === below.length) return undefined;
  const same = others.every(
    (other) => other.parts.length > below.length && below.every((part, index) => sameText(part, other.parts[index])),
  );
  return same ? [...below, '/', { hole: 'glob', text: '*' }] : undefined;
}

function sameText(one: Part, other: Part | undefined): boolean {
  if (typeof one === 'string' || other === undefined || typeof other === 'string') return one === other;
  return one.hole === 'glob' && other.hole === 'glob' && one.text === other.text;
}

function refined(word: Word): Word {
  if (!word.parts.some((part) => typeof part !== 'string' && part.hole === 'unknown' && part.output !== undefined))
    return word;
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
  return changed
    ? { ...invocation, argv: program === undefined ? argv : [program, ...argv.slice(1)], redirects }
    : invocation;
}
