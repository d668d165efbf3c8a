import type { PlainWord } from './plain-word.ts';

/**
 * Whether a `test` or `[` compares or looks, and its operators are written out: bash runs what the name in `-v` asks to be
 * calculated (bash(1), test), zsh what `-t` does (zshmisc(1)).
 */
export function isPlainTest(words: readonly PlainWord[]): boolean {
  const isBracket = words[0]?.text === '[';
  const last = words.at(-1);
  if (isBracket && (last?.text !== ']' || last.kind !== 'known')) return false;
  return /^ (?:! )?(?:w|-[a-suw-z] w|w (?:!?=|-[a-z]{2}) w) $/.test(
    shapeOf(words.slice(1, isBracket ? -1 : undefined)),
  );
}

/** Operators as they are, `w` for each word that is none, `?` for what may be several; each between blanks. */
function shapeOf(words: readonly PlainWord[]): string {
  let shape = ' ';
  for (const { text, kind } of words) {
    const isOperator = kind === 'known' && /^(?:!?=|!|-[a-z]{1,2})$/.test(text);
    shape += `${isOperator ? text : kind === 'open' || kind === 'pattern' ? '?' : 'w'} `;
  }
  return shape;
}

/**
 * Whether a `printf` only puts texts into texts: `-v` and `%n` set a variable, the name of which bash may calculate, and zsh
 * calculates numbers (bash(1), zshbuiltins(1)).
 */
export function isPlainPrint([, format]: readonly PlainWord[]): boolean {
  return format?.kind === 'known' && /^(?!-)(?:[^%]|%(?:%|[-0-9.]*[sbq]))*$/.test(format.text);
}
