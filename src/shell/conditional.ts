import type { TestExpression, Word as AstWord } from 'unbash';
import { evaluateText, keyOf } from './arithmetic.ts';
import type { Shell } from './shell.ts';
import { known, onlyText, textOfValue, type Values } from './value.ts';

/** Walks the expression of `[[ … ]]`: its truth is not decided, but every expansion in it takes place. */
export function conditional(shell: Shell, expression: TestExpression): void {
  switch (expression.type) {
    case 'TestUnary': {
      const values = shell.text(expression.operand, true);
      if (expression.operator === '-v' || expression.operator === '-R')
        for (const value of values) subscriptOf(shell, textOfValue(value), expression.operand);
      return;
    }
    case 'TestBinary':
      binary(shell, expression.operator, expression.left, expression.right);
      return;
    case 'TestLogical':
      for (const operand of expression.operands) conditional(shell, operand);
      return;
    case 'TestNot':
      conditional(shell, expression.operand);
      return;
    case 'TestGroup':
      conditional(shell, expression.expression);
      return;
  }
}

function binary(shell: Shell, operator: string, leftWord: AstWord, rightWord: AstWord): void {
  const left = shell.text(leftWord, true);
  if (operator === '==' || operator === '=' || operator === '!=') {
    shell.pattern(rightWord);
    return;
  }
  const right = shell.text(rightWord, true);
  if (operator === '=~') {
    remember(shell, left, right);
    return;
  }
  // Arithmetic operators read both sides as expressions, subscripts and all (bash manual, 6.4).
  if (isArithmetic(operator))
    for (const [values, word] of [
      [left, leftWord],
      [right, rightWord],
    ] as const)
      for (const value of values) arithmetic(shell, textOfValue(value), word);
}

export function isArithmetic(operator: string): boolean {
  switch (operator) {
    case '-eq':
    case '-ne':
    case '-lt':
    case '-le':
    case '-gt':
    case '-ge':
      return true;
    default:
      return false;
  }
}

function arithmetic(shell: Shell, text: string | undefined, word: AstWord): void {
  if (text !== undefined) evaluateText(shell, text, shell.source.place(word.pos, word.end), 1);
}

/** The subscript of a name that is only tested for is expanded all the same. */
function subscriptOf(shell: Shell, text: string | undefined, word: AstWord): void {
  const name = text === undefined ? null : /^([A-Za-z_]\w*)\[([^]*)\]$/.exec(text);
  if (name?.[1] === undefined || name[2] === undefined || name[2] === '@' || name[2] === '*') return;
  const span = shell.source.place(word.pos, word.end);
  keyOf(shell, name[1], onlyText(shell.expandText(name[2], span)), span);
}

/** What a match leaves in BASH_REMATCH, where both sides are known and the expression means the same to us. */
function remember(shell: Shell, left: Values, right: Values): void {
  const subject = onlyText(left);
  const source = onlyText(right);
  const open = {
    values: [[{ hole: 'unknown', why: '$BASH_REMATCH' } as const]],
    unset: false,
    array: { associative: false, entries: new Map<string, Values>(), open: true },
  };
  if (subject === undefined || source === undefined || subject.length > 1000 || /[\\{}]|\[\[|\)[*+]/.test(source)) {
    shell.state.set('BASH_REMATCH', open);
    return;
  }
  let match: RegExpExecArray | null;
  try {
    match = new RegExp(source, shell.foldCase ? 'i' : '').exec(subject);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    shell.state.set('BASH_REMATCH', open);
    return;
  }
  const entries = new Map((match ?? []).map((text, index) => [String(index), known(text ?? '')] as const));
  shell.state.set('BASH_REMATCH', {
    values: entries.get('0') ?? [],
    unset: match === null,
    array: { associative: false, entries, open: false },
  });
}
