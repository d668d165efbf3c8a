import { literal, type Span, textOf, type Word, wordOf } from '../word.ts';
import { evaluateName, keyOf } from './arithmetic.ts';
import { assign, type Attributes } from './assign.ts';
import { nameOf } from './names.ts';
import type { Shell } from './shell.ts';
import type { Details } from './simple.ts';
import { concat, EMPTY, onlyText, textOfValue, unknown, type Value, type Values } from './value.ts';
import { UNSET } from './variable.ts';

/** `export`, `declare`, `typeset`, `local`, `readonly`. */
export function declareBuiltin(shell: Shell, name: string, args: readonly Word[], details: Details): void {
  const declared = new Map(details.declared.map((one) => [one.argument, one]));
  let attributes: Attributes = name === 'export' ? { exported: true } : name === 'readonly' ? { readonly: true } : {};
  let functions = false;
  const local = name === 'local' || ((name === 'declare' || name === 'typeset') && shell.frames.length > 0);
  let global = false;
  for (const word of args) {
    const given = declared.get(word);
    const text = textOf(word);
    if (given === undefined && text !== undefined && /^[-+][A-Za-z]+$/.test(text)) {
      const on = text.startsWith('-');
      if (text.includes('f') || text.includes('F')) functions = true;
      if (text.includes('g')) global = true;
      attributes = { ...attributes, ...flags(text, on, name) };
      continue;
    }
    if (text === '--') continue;
    if (given !== undefined) {
      if (local && !global) makeLocal(shell, given.name);
      const compound = given.items === undefined && (attributes.indexed === true || attributes.associative === true);
      const value = compound ? onlyText(given.values) : undefined;
      if (value !== undefined && /^\([^]*\)$/.test(value)) {
        // The value is read a second time as the list it looks like, expansions included.
        if (attributes.associative === true)
          named(shell, literal(given.name, word.span), given.name, attributes, false);
        shell.code([[`${given.name}${given.append ? '+=' : '='}${value}`]], word.span, undefined);
      } else assign(shell, given, attributes);
      continue;
    }
    if (functions) {
      if (text !== undefined && attributes.exported !== undefined) exportFunction(shell, text, attributes.exported);
      continue;
    }
    named(shell, word, text, attributes, local && !global);
  }
}

function flags(text: string, on: boolean, builtin: string): Attributes {
  const result: {
    exported?: boolean;
    integer?: boolean;
    casing?: 'lower' | 'upper' | undefined;
    associative?: boolean;
    indexed?: boolean;
    nameref?: boolean;
    readonly?: boolean;
    inherited?: boolean;
  } = {};
  for (const letter of text.slice(1)) {
    if (letter === 'x') result.exported = on;
    if (letter === 'n' && builtin === 'export') result.exported = false;
    else if (letter === 'n') result.nameref = on;
    if (letter === 'i') result.integer = on;
    if (letter === 'r' && on) result.readonly = true;
    if (letter === 'l') result.casing = on ? 'lower' : undefined;
    if (letter === 'u') result.casing = on ? 'upper' : undefined;
    if (letter === 'I') result.inherited = on;
    if (letter === 'A') result.associative = on;
    if (letter === 'a') result.indexed = on;
  }
  return result;
}

/** An argument that is a name, or a `name=value` that came out of an expansion. */
function named(shell: Shell, word: Word, text: string | undefined, attributes: Attributes, local: boolean): void {
  const [first, ...rest] = word.parts;
  const assignment = typeof first === 'string' ? /^([A-Za-z_]\w*)(?:\[([^]*?)\])?(\+?)=/.exec(first) : null;
  if (typeof first === 'string' && assignment?.[1] !== undefined) {
    const value = wordOf([first.slice(assignment[0].length), ...rest], word.span);
    if (local) makeLocal(shell, assignment[1]);
    const subscript = assignment[2] === undefined ? {} : { subscript: shell.expandText(assignment[2], word.span) };
    const compound = /^\(([^]*)\)$/.exec(textOf(value) ?? '');
    if (compound !== null) {
      shell.code([[`${first}`]], word.span, undefined);
      return;
    }
    assign(
      shell,
      {
        name: assignment[1],
        append: assignment[3] === '+',
        ...subscript,
        values: [value.parts],
        word: value,
        argument: word,
      },
      attributes,
    );
    return;
  }
  evaluateName(shell, nameValue(word), word.span);
  if (text === undefined) return;
  const name = /^([A-Za-z_]\w*)\[[^]*\]$/.exec(text)?.[1] ?? text;
  if (!/^[A-Za-z_]\w*$/.test(name)) return;
  const { state } = shell;
  if (local) {
    const inherits = shell.localsInherit || attributes.inherited === true;
    makeLocal(shell, name, inherits);
    if (!inherits) state.set(name, UNSET);
  }
  const variable = state.variable(name);
  const array =
    attributes.associative === true || attributes.indexed === true
      ? {
          array: variable.array ?? {
            associative: attributes.associative === true,
            entries: new Map<string, Values>(),
            open: false,
          },
        }
      : {};
  state.set(name, {
    ...variable,
    ...array,
    ...(attributes.exported === undefined ? {} : { exported: attributes.exported }),
    ...(attributes.integer === undefined ? {} : { integer: attributes.integer }),
    ...(attributes.nameref === undefined ? {} : { nameref: attributes.nameref }),
    ...(attributes.readonly === true ? { readonly: true } : {}),
    ...(attributes.casing === undefined ? {} : { casing: attributes.casing }),
  });
}

function makeLocal(shell: Shell, name: string, inherits = false): void {
  const frame = shell.frames.at(-1);
  if (frame === undefined || frame.locals.has(name)) return;
  const before = shell.state.variables.get(name);
  frame.locals.set(name, before);
  if (inherits) {
    if (before !== undefined) shell.state.set(name, before);
    return;
  }
  shell.state.set(name, before?.exported === true ? { ...UNSET, exported: true } : UNSET);
}

function exportFunction(shell: Shell, name: string, exported: boolean): void {
  const bodies = shell.state.functions.get(name);
  if (bodies !== undefined)
    shell.state.functions.set(
      name,
      bodies.map((body) => (body === null ? null : { ...body, exported })),
    );
}

export function unsetBuiltin(shell: Shell, args: readonly Word[], span: Span): void {
  const { state } = shell;
  let kind: 'variable' | 'function' | 'both' | 'reference' = 'both';
  for (const word of args) {
    const text = nameText(word);
    if (text === undefined) {
      evaluateName(shell, nameValue(word), word.span);
      for (const name of state.variables.names())
        state.set(name, { ...state.variable(name), values: unknown(`$${name}`), unset: true });
      continue;
    }
    if (text === '-v') kind = 'variable';
    else if (text === '-f') kind = 'function';
    else if (text === '-n') kind = 'reference';
    else if (!text.startsWith('-')) unsetName(shell, text, kind, span);
  }
}

function unsetName(shell: Shell, text: string, kind: 'variable' | 'function' | 'both' | 'reference', span: Span): void {
  const { state } = shell;
  const subscript = /^([A-Za-z_]\w*)\[([^]*)\]$/.exec(text);
  if (subscript?.[1] !== undefined && subscript[2] !== undefined) {
    const name = nameOf(shell, subscript[1]);
    const variable = state.variable(name);
    const key =
      subscript[2] === '@' || subscript[2] === '*'
        ? undefined
        : keyOf(shell, name, shell.expandText(subscript[2], span), span);
    if (variable.array === undefined) return;
    const entries = new Map(variable.array.entries);
    if (key === undefined) entries.clear();
    else entries.delete(key);
    state.set(name, {
      ...variable,
      values: entries.get('0') ?? [],
      unset: !entries.has('0'),
      array: { ...variable.array, entries },
    });
    return;
  }
  const name = kind === 'reference' ? text : nameOf(shell, text);
  if (kind !== 'function' && state.variable(name).values.length > 0) {
    state.set(name, UNSET);
    if (kind === 'both') return;
  }
  if (kind !== 'variable' && kind !== 'reference' && state.functions.get(text) !== undefined)
    state.functions.set(text, [null]);
}

/** The text of a word that names a variable: an unquoted subscript looks like a pattern but matches no file. */
export function nameText(word: Word): string | undefined {
  return word.many ? undefined : textOfValue(nameValue(word));
}

/** The value of a word that names a variable. */
export function nameValue(word: Word): Value {
  return word.parts.reduce<Value>(
    (before, part) => concat(before, [typeof part !== 'string' && part.hole === 'glob' ? part.text : part]),
    EMPTY,
  );
}
