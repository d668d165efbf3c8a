import type { TestExpression, Word as AstWord } from 'unbash';
import { evaluateName, evaluateValues } from './arithmetic.ts';
import { compilePattern, isExtended, matches, type PatternPiece } from './pattern.ts';
import type { Shell } from './shell.ts';
import { known, onlyText, unknown, type Values } from './value.ts';

/** Walks the expression of `[[ … ]]`: every expansion in it takes place. Says its truth where that is certain. */
export function conditional(shell: Shell, expression: TestExpression): boolean | undefined {
  switch (expression.type) {
    case 'TestUnary': {
      const values = shell.text(expression.operand, true);
      if (expression.operator === '-v' || expression.operator === '-R')
        for (const value of values)
          evaluateName(shell, value, shell.source.place(expression.operand.pos, expression.operand.end));
      return unaryTruth(expression.operator, onlyText(values));
    }
    case 'TestBinary':
      return binary(shell, expression.operator, expression.left, expression.right);
    case 'TestLogical': {
      const truths = expression.operands.map((operand) => conditional(shell, operand));
      const decisive = expression.operator === '||';
      if (truths.includes(decisive)) return decisive;
      return truths.includes(undefined) ? undefined : !decisive;
    }
    case 'TestNot': {
      const truth = conditional(shell, expression.operand);
      return truth === undefined ? undefined : expression.negations.length % 2 === 1 ? !truth : truth;
    }
    case 'TestGroup':
      return conditional(shell, expression.expression);
  }
}

function binary(shell: Shell, operator: string, leftWord: AstWord, rightWord: AstWord): boolean | undefined {
  const left = shell.text(leftWord, true);
  if (operator === '==' || operator === '=' || operator === '!=') {
    const patterns = shell.pattern(rightWord);
    const text = onlyText(left);
    const [pieces] = patterns;
    if (text === undefined || patterns.length !== 1 || pieces === undefined) return undefined;
    const truth = fits(shell, pieces, text);
    return truth === undefined ? undefined : truth === (operator !== '!=');
  }
  const right = shell.text(rightWord, true);
  if (operator === '=~') {
    remember(shell, left, right);
    return undefined;
  }
  // Arithmetic operators read both sides as expressions, subscripts and all (bash manual, 6.4).
  if (isArithmetic(operator)) {
    evaluateValues(shell, left, shell.source.place(leftWord.pos, leftWord.end), 1);
    evaluateValues(shell, right, shell.source.place(rightWord.pos, rightWord.end), 1);
  }
  const one = onlyText(left);
  const other = onlyText(right);
  return one === undefined || other === undefined ? undefined : binaryTruth(one, operator, other);
}

/** Whether text matches a pattern, under every setting of the options that may be in force. */
export function fits(shell: Shell, pieces: readonly PatternPiece[], text: string): boolean | undefined {
  const readings = isExtended(pieces) ? [true, false] : [true];
  let result: boolean | undefined;
  for (const [index, extended] of readings.entries())
    for (const fold of shell.foldCase ? [false, true] : [false]) {
      const truth = matches(compilePattern(pieces, extended), text, fold);
      if (truth === undefined || (result !== undefined && result !== truth) || (result === undefined && index > 0))
        return undefined;
      result = truth;
    }
  return result;
}

/** `-n` and `-z` of known text; everything else is not decided. */
export function unaryTruth(operator: string, operand: string | undefined): boolean | undefined {
  if (operand === undefined) return undefined;
  if (operator === '-n') return operand !== '';
  if (operator === '-z') return operand === '';
  return undefined;
}

/** Comparison of known text, and of plain decimal numbers. */
export function binaryTruth(left: string, operator: string, right: string): boolean | undefined {
  if (operator === '=' || operator === '==') return left === right;
  if (operator === '!=') return left !== right;
  if (!isArithmetic(operator) || !/^-?(?:0|[1-9]\d{0,14})$/.test(left) || !/^-?(?:0|[1-9]\d{0,14})$/.test(right))
    return undefined;
  const difference = Number(left) - Number(right);
  switch (operator) {
    case '-eq':
      return difference === 0;
    case '-ne':
      return difference !== 0;
    case '-lt':
      return difference < 0;
    case '-le':
      return difference <= 0;
    case '-gt':
      return difference > 0;
    default:
      return difference >= 0;
  }
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

/** What a match leaves in BASH_REMATCH, where both sides are known and the expression means the same to us. */
function remember(shell: Shell, left: Values, right: Values): void {
  const subject = onlyText(left);
  const source = onlyText(right);
  const open = {
    values: unknown('$BASH_REMATCH'),
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
