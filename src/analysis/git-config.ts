import type { Effect } from '../effect.ts';
import { literal, textOf, wordOf, type Invocation, type Word } from '../word.ts';

/** What `git config KEY` prints where this call set the key before; setting one prints nothing. */
export function configuredValue(invocation: Invocation, effects: readonly Effect[]): Word | undefined {
  const [program, verb, ...rest] = invocation.argv;
  if (program === undefined || textOf(program) !== 'git' || verb === undefined || textOf(verb) !== 'config')
    return undefined;
  // Behind the key a value may look like an option.
  const [key, value] = rest.slice(
    Math.max(
      0,
      rest.findIndex((word) => textOf(word)?.startsWith('-') !== true),
    ),
  );
  const name = key === undefined ? undefined : textOf(key);
  if (name === undefined) return undefined;
  if (value !== undefined) return rest.length === 2 ? literal('', invocation.span) : undefined;
  const set = effects.findLast(
    (effect) =>
      effect.kind === 'exec' &&
      textOf(effect.program) === 'git' &&
      effect.argv.some((word, index) => index > 0 && textOf(word) === name && effect.argv[index + 1] !== undefined),
  );
  if (set?.kind !== 'exec') return undefined;
  const at = set.argv.findIndex((word) => textOf(word) === name);
  return wordOf([...(set.argv[at + 1]?.parts ?? []), '\n'], invocation.span);
}
