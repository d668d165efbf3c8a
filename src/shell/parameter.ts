import { type ParameterExpansionPart, type ParameterOperation, parse, type Word } from 'unbash';
import type { Span } from '../word.ts';
import { evaluateValues } from './arithmetic.ts';
import { skipQuoted } from './braces.ts';
import { expandPossibly, wake } from './dormant.ts';
import { replaced, sliced, transformed, withCase, withoutMatch } from './operation.ts';
import type { Shell } from './shell.ts';
import type { Piece } from './split.ts';
import {
  cross,
  EMPTY,
  fromOutside,
  known,
  NOTHING,
  onlyText,
  outside,
  shortened,
  textOfValue,
  unknown,
  unknownHole,
  type Value,
  type Values,
} from './value.ts';
import { indirect, keysOf, parameter, type Reference, referenceOf } from './reference.ts';

type Alternatives = readonly (readonly Piece[])[];

/** `$x`, `$1`, `$@`: the pieces of a parameter without an operator. */
export function simpleParameter(shell: Shell, name: string, quoted: boolean): Alternatives {
  return piecesOf(shell, parameter(shell, name), quoted, `$${name}`);
}

/** `${…}` in all its forms (bash manual, 3.5.3 Shell Parameter Expansion). */
export function expandParameter(shell: Shell, part: ParameterExpansionPart, quoted: boolean): Alternatives {
  const why = shortened(part.text);
  const span = shell.source.place(part.pos, part.end);
  if (part.operation?.type === 'Names') {
    const names = shell.state.variables
      .names()
      .filter((name) => name.startsWith(part.parameter) && shell.state.variable(name).values.length > 0);
    const star = part.operation.operator === '*';
    // The environment may hold further names with this prefix.
    return piecesOf(
      shell,
      { kind: 'list', elements: names.length === 0 ? undefined : names.toSorted().map(known), star },
      quoted,
      why,
    );
  }
  let reference = referenceOf(shell, part, span);
  if (part.prefix === '#') return [[textPiece(length(reference, why), quoted)]];
  if (part.prefix === '!' && isKeys(part)) reference = keysOf(shell, part);
  else if (part.prefix === '!') reference = indirect(shell, part, reference, span, why);
  if (part.operation === undefined) return piecesOf(shell, reference, quoted, why);
  return operate(shell, reference, part.operation, quoted, why, span);
}

function isKeys(part: ParameterExpansionPart): boolean {
  return part.index !== undefined && (part.index.text === '@' || part.index.text === '*');
}

function textPiece(value: Value, quoted: boolean): Piece {
  return quoted ? { kind: 'quoted', value } : { kind: 'split', value };
}

function length(reference: Reference, why: string): Value {
  if (reference.kind === 'list')
    return reference.elements === undefined ? [{ hole: 'number', why }] : [String(reference.elements.length)];
  if (reference.values.length === 0) return ['0'];
  const [only] = reference.values;
  const text = reference.values.length === 1 && !reference.unset && only !== undefined ? textOfValue(only) : undefined;
  return text === undefined ? [{ hole: 'number', why }] : [String([...text].length)];
}

/** The pieces a reference expands to; an unset parameter is the empty text. */
export function piecesOf(shell: Shell, reference: Reference, quoted: boolean, why: string): Alternatives {
  if (reference.kind === 'scalar') {
    const values = withEmpty(reference.absent && shell.absentMayBeEmpty ? { ...reference, unset: true } : reference);
    return values.map((value) => [textPiece(value, quoted)]);
  }
  const { ways, ...rest } = reference;
  if (reference.elements === undefined && ways !== undefined)
    return ways.flatMap((elements) => piecesOf(shell, { ...rest, elements }, quoted, why));
  if (reference.elements === undefined) return [[{ kind: 'many', hole: unknownHole(why) }]];
  if (quoted && reference.star) {
    const separators = onlyText(withEmpty(parameter(shell, 'IFS')));
    const joint = separators === undefined ? unknown('$IFS') : known(separators.slice(0, 1));
    let joined: Values = NOTHING;
    reference.elements.forEach((element, index) => {
      joined = cross(index === 0 ? joined : cross(joined, joint, why), element, why);
    });
    return joined.map((value) => [textPiece(value, true)]);
  }
  let alternatives: Piece[][] = [[]];
  for (const [index, element] of reference.elements.entries()) {
    shell.reader.tick();
    const [only] = element;
    if (element.length === 1 && only !== undefined) {
      for (const alternative of alternatives) {
        if (index > 0) alternative.push({ kind: 'break' });
        alternative.push(textPiece(only, quoted));
      }
      continue;
    }
    alternatives = alternatives.flatMap((alternative) =>
      element.map((value) => [
        ...alternative,
        ...(index > 0 ? [{ kind: 'break' } as const] : []),
        textPiece(value, quoted),
      ]),
    );
    if (alternatives.length > 64) return [[{ kind: 'many', hole: unknownHole(why) }]];
  }
  return alternatives;
}

function withEmpty(reference: Reference): Values {
  if (reference.kind === 'list') return NOTHING;
  if (reference.values.length === 0) return NOTHING;
  return reference.unset && !reference.values.some((value) => value.length === 0)
    ? [...reference.values, EMPTY]
    : reference.values;
}

function operate(
  shell: Shell,
  reference: Reference,
  operation: ParameterOperation,
  quoted: boolean,
  why: string,
  span: Span,
): Alternatives {
  if (operation.type === 'Default') return withDefault(shell, reference, operation, quoted, why);
  if (operation.type === 'Slice' && reference.kind === 'list') {
    const offset = evaluateValues(shell, shell.text(operation.offset, true), span, 1);
    const count =
      operation.length === undefined
        ? undefined
        : (evaluateValues(shell, shell.text(operation.length, true), span, 1) ?? null);
    const slice = (elements: readonly Values[] | undefined): readonly Values[] | undefined =>
      sliceList(shell, elements, offset, count);
    const ways = reference.ways?.flatMap((way) => {
      const part = slice(way);
      return part === undefined ? [] : [part];
    });
    const { ways: all, ...rest } = reference;
    const kept = ways === undefined || ways.length < (all?.length ?? 0) ? {} : { ways };
    return piecesOf(shell, { ...rest, elements: slice(reference.elements), ...kept }, quoted, why);
  }
  const change = changeOf(shell, operation, why, span);
  if (reference.kind === 'scalar')
    return piecesOf(shell, { ...reference, unset: false, values: change(withEmpty(reference)) }, quoted, why);
  const ways = reference.ways?.map((way) => way.map(change));
  const { ways: _ways, ...list } = reference;
  return piecesOf(
    shell,
    { ...list, elements: reference.elements?.map(change), ...(ways === undefined ? {} : { ways }) },
    quoted,
    why,
  );
}

/** `null` stands for a length that is not known. */
function sliceList(
  shell: Shell,
  elements: readonly Values[] | undefined,
  offset: bigint | undefined,
  count: bigint | null | undefined,
): readonly Values[] | undefined {
  if (elements === undefined || offset === undefined || count === null) return undefined;
  const positional = elements === shell.state.args || shell.state.argWays?.some((way) => way === elements) === true;
  const [zero] = shell.start.args;
  const all = positional ? [zero === undefined ? unknown('$0') : [zero.parts], ...elements] : elements;
  const from = offset < 0n ? all.length + Number(offset) : Number(offset);
  if (from < 0) return [];
  return all.slice(
    from,
    count === undefined ? undefined : count < 0n ? all.length + Number(count) : from + Number(count),
  );
}

function changeOf(
  shell: Shell,
  operation: Exclude<ParameterOperation, { type: 'Default' }>,
  why: string,
  span: Span,
): (values: Values) => Values {
  switch (operation.type) {
    case 'Remove': {
      const patterns = shell.pattern(operation.operand);
      return (values) => withoutMatch(values, patterns, operation.operator, why);
    }
    case 'Replace': {
      const [pattern, replacementWord] = resplit(shell, operation);
      const patterns = shell.pattern(pattern);
      const replacement = shell.text(replacementWord, false);
      const ampersand = replacementWord.text.includes('&') && !/["'\\]/.test(replacementWord.text);
      const folds = shell.foldCase ? [false, true] : [false];
      return (values) => replaced(values, patterns, operation.operator, replacement, { ampersand, folds }, why);
    }
    case 'Slice': {
      const offset = evaluateValues(shell, shell.text(operation.offset, true), span, 1);
      const count =
        operation.length === undefined
          ? undefined
          : (evaluateValues(shell, shell.text(operation.length, true), span, 1) ?? null);
      return (values) => sliced(values, offset, count, why);
    }
    case 'CaseModification': {
      const patterns = operation.operand === undefined ? undefined : shell.pattern(operation.operand);
      return (values) =>
        withCase(
          values,
          operation.operator,
          patterns?.length === 1 ? patterns[0] : patterns === undefined ? null : undefined,
          why,
        );
    }
    case 'Transform': {
      const operator = operation.operand.value;
      if (operator !== 'P') return (values) => transformed(values, operator, why);
      return (values) => {
        const text = onlyText(values);
        if (text === undefined) {
          for (const value of values) expandPossibly(shell, value, span);
          for (const value of values) wake(shell, 'prompt', value, span);
          return unknown(why);
        }
        const expanded = shell.expandText(text, span);
        if (!text.includes('\\')) return expanded;
        // A prompt's `\044` is a dollar sign before anything is expanded (bash manual, 6.9 Controlling the Prompt).
        shell.expandText(octalDecoded(text), span);
        return unknown(why);
      };
    }
    case 'Unknown': {
      // `~` and `~~` are in no manual; bash swaps cases with them.
      const { operator } = operation;
      return operator === '~' || operator === '~~'
        ? (values) => withCase(values, operator, null, why)
        : () => unknown(why);
    }
    case 'Names':
      return () => unknown(why);
  }
}

function octalDecoded(text: string): string {
  return text.replace(/\\([0-7]{1,3})/g, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 8) & 255));
}

/**
 * Pattern and replacement of `${x/pattern/replacement}`. The parser ends the pattern at the first slash, even where that
 * stands inside a substitution; then they are taken apart and read anew.
 */
function resplit(
  shell: Shell,
  operation: Extract<ParameterOperation, { type: 'Replace' }>,
): readonly [pattern: Word, replacement: Word] {
  const { pattern, replacement } = operation;
  if (!/[$`<]/.test(pattern.text)) return [pattern, replacement];
  const text = shell.source.text.slice(operation.operatorEnd, operation.end);
  let at = 0;
  while (at < text.length && text[at] !== '/') at = Math.max(at + 1, skipQuoted(text, at));
  if (pattern.text === text.slice(0, at)) return [pattern, replacement];
  return [
    operandAt(text.slice(0, at), '#', operation.operatorEnd),
    operandAt(text.slice(at + 1), '-', operation.operatorEnd + at + 1),
  ];
}

/** A text read as the operand of an expansion, so that its offsets are those of the source. */
function operandAt(text: string, operator: '#' | '-', pos: number): Word {
  const command = parse(`${' '.repeat(Math.max(0, pos - 4))}\${_${operator}${text}}`).commands[0]?.command;
  const [part] = command?.type === 'Command' ? (command.name?.parts ?? []) : [];
  if (
    part?.type === 'ParameterExpansion' &&
    part.operation !== undefined &&
    'operand' in part.operation &&
    part.operation.operand !== undefined
  )
    return part.operation.operand;
  return { type: 'Word', text, value: text, pos, end: pos + text.length };
}

/** `-`, `:-`, `=`, `:=`, `+`, `:+`, `?`, `:?`. */
function withDefault(
  shell: Shell,
  reference: Reference,
  operation: Extract<ParameterOperation, { type: 'Default' }>,
  quoted: boolean,
  why: string,
): Alternatives {
  const colon = operation.operator.startsWith(':');
  const operator = operation.operator.at(-1);
  const test = presence(reference, colon);
  if (operator === '+') {
    const missing: Alternatives = test.missing || test.unsure ? [[textPiece(EMPTY, quoted)]] : [];
    return test.present || test.unsure
      ? [...missing, ...shell.pieces(operation.operand, quoted)]
      : [[textPiece(EMPTY, quoted)]];
  }
  const present: Alternatives = test.present ? piecesOf(shell, withName(test.reference, why), quoted, why) : [];
  if (!test.missing) return present;
  if (operator === '?') {
    shell.text(operation.operand, true);
    // The shell may end here, with the values of this moment.
    if (!shell.state.traps.empty) shell.exits.push(shell.state.fork());
    if (test.unsure) return piecesOf(shell, reference, quoted, why);
    return present.length > 0 ? present : [[textPiece(EMPTY, quoted)]];
  }
  if (operator === '-') return [...present, ...shell.pieces(operation.operand, quoted)];
  const values = shell.text(operation.operand, quoted);
  if (reference.kind === 'scalar')
    reference.assign?.(
      test.present && test.reference.kind === 'scalar' ? [...test.reference.values, ...values] : values,
    );
  return [...present, ...values.map((value) => [textPiece(value, quoted)])];
}

/** A value that the environment alone decides, under the name that says there is a default. */
function withName(reference: Reference, why: string): Reference {
  if (reference.kind === 'list' || !environmental(reference.values)) return reference;
  return { ...reference, values: outside(why) };
}

interface Presence {
  readonly present: boolean;
  readonly missing: boolean;
  /** The environment decides, and what we see of it says that the parameter is missing. */
  readonly unsure: boolean;
  /** What it is where it is present. */
  readonly reference: Reference;
}

function presence(reference: Reference, colon: boolean): Presence {
  if (reference.kind === 'list') {
    const { elements } = reference;
    if (elements === undefined) return { present: true, missing: true, unsure: false, reference };
    const [only] = elements;
    const empty =
      elements.length === 0 || (colon && elements.length === 1 && only?.every((value) => value.length === 0) === true);
    return { present: !empty, missing: empty, unsure: false, reference };
  }
  if (reference.absent) return { present: false, missing: true, unsure: true, reference };
  const values = colon ? reference.values.filter((value) => value.length > 0) : reference.values;
  const maybeEmpty =
    colon &&
    reference.values.some((value) => value.every((part) => typeof part !== 'string' && part.hole === 'unknown'));
  return {
    present: values.length > 0,
    missing:
      reference.unset ||
      values.length < reference.values.length ||
      reference.values.length === 0 ||
      maybeEmpty ||
      environmental(reference.values),
    unsure: false,
    reference: { ...reference, values, unset: false },
  };
}

function environmental(values: readonly Value[]): boolean {
  const [part] = values[0] ?? [];
  return (
    values.length === 1 &&
    values[0]?.length === 1 &&
    typeof part === 'object' &&
    part.hole === 'unknown' &&
    fromOutside(part) &&
    /^\$[A-Za-z_]\w*$/.test(part.why)
  );
}
