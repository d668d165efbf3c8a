import { textOf, type Word } from '../word.ts';
import { evaluateName, evaluateText } from './arithmetic.ts';
import { binaryTruth, isArithmetic, unaryTruth } from './conditional.ts';
import { nameValue } from './declare.ts';
import type { Shell } from './shell.ts';

/** `test` and `[` read the operands of arithmetic comparisons, and the subscript after `-v`, as expressions. */
export function test(shell: Shell, args: readonly Word[]): void {
  for (const [index, word] of args.entries()) {
    const text = textOf(word);
    const next = args[index + 1];
    if ((text === '-v' || text === '-R') && next !== undefined) evaluateName(shell, nameValue(next), next.span);
    if (text !== undefined && isArithmetic(text)) {
      for (const operand of [args[index - 1], next]) {
        const value = operand === undefined ? undefined : textOf(operand);
        if (value !== undefined && operand !== undefined && /[[(]/.test(value))
          evaluateText(shell, value, operand.span, 1);
      }
    }
  }
}

/** What `test` says of operands that are known; `undefined` for everything about files, and for longer expressions. */
export function truthOf(words: readonly Word[]): boolean | undefined {
  const texts: string[] = [];
  for (const word of words) {
    const text = textOf(word);
    if (text === undefined) return undefined;
    texts.push(text);
  }
  const [one, two, three] = texts;
  if (one === undefined) return false;
  if (texts.length === 1) return one !== '';
  if (one === '!') {
    const rest = truthOf(words.slice(1));
    return rest === undefined ? undefined : !rest;
  }
  if (texts.length === 2) return unaryTruth(one, two);
  return texts.length === 3 ? binaryTruth(one, two ?? '', three ?? '') : undefined;
}
