import { type ArrayValue, type Assignment as AstAssignment, parse, type Word as AstWord } from 'unbash';
import { type Word, wordOf } from '../word.ts';
import { evaluateName, evaluateValues, keyOf, numberValues, setElementAt } from './arithmetic.ts';
import { keepDormant } from './dormant.ts';
import { nameOf } from './names.ts';
import type { Shell } from './shell.ts';
import {
  concat,
  lengthOf,
  mapPairs,
  mapTexts,
  NOTHING,
  onlyText,
  oneValue,
  textOfValue,
  unknown,
  type Values,
} from './value.ts';
import { type Elements, textValues } from './variable.ts';
import { expandWord } from './words.ts';

/** One element as written between the parentheses of `a=(…)`. */
interface Item {
  readonly key?: Values;
  readonly append: boolean;
  /** Fields for an element without a subscript; `undefined` where their number is not known. */
  readonly values: readonly Values[] | undefined;
}

/** An assignment whose right side has been expanded. */
export interface Declared {
  readonly name: string;
  readonly append: boolean;
  readonly subscript?: Values;
  readonly values: Values;
  readonly items?: readonly Item[];
  /** The value as one word, for `Invocation.assignments`. */
  readonly word: Word;
  /** `name=value`, as it stands among the arguments of `export` and its like. */
  readonly argument: Word;
}

/** Attributes that `declare` and its like give with the assignment. */
export interface Attributes {
  readonly exported?: boolean;
  readonly integer?: boolean;
  readonly casing?: 'lower' | 'upper' | undefined;
  readonly associative?: boolean;
  readonly indexed?: boolean;
  readonly nameref?: boolean;
  readonly readonly?: boolean;
  /** `local -I`: it begins with the value of the outer variable. */
  readonly inherited?: boolean;
}

/** Expands the right side of an assignment. */
export function evaluateAssignment(shell: Shell, node: AstAssignment): Declared {
  const span = shell.source.place(node.pos, node.end);
  const subscript = node.index === undefined ? undefined : shell.text(node.index, true);
  const append = node.append === true;
  const operator = append ? '+=' : '=';
  const common = { name: node.name, append, ...(subscript === undefined ? {} : { subscript }) };
  if (node.value.type === 'ArrayValue') {
    const items = arrayItems(shell, node.value);
    return {
      ...common,
      values: NOTHING,
      items,
      word: wordOf([], span),
      argument: wordOf([`${node.name}${operator}(…)`], span),
    };
  }
  const values = shell.assigned(node.value);
  const value = oneValue(values, `$${node.name}`);
  return {
    ...common,
    values,
    word: wordOf(value, span),
    argument: wordOf([`${node.name}${operator}`, ...value], span),
  };
}

function arrayItems(shell: Shell, array: ArrayValue): readonly Item[] {
  return array.elements.flatMap((element): Item[] => {
    const keyed = /^\[((?:[^\]\\]|\\.)*)\](\+?)=/.exec(element.text);
    if (keyed?.[1] !== undefined) {
      const inner = parseWord(keyed[1]);
      const rest = parseWord(element.text.slice(keyed[0].length), true);
      const before = shell.source;
      const place = shell.source.place(element.pos, element.end);
      const holes = before.holes === undefined ? {} : { holes: before.holes };
      shell.source = { text: inner.text, place: () => place, ...holes };
      const key = inner.word === undefined ? NOTHING : shell.text(inner.word);
      shell.source = { text: rest.text, place: () => place, ...holes };
      const values = rest.word === undefined ? NOTHING : shell.assigned(rest.word);
      shell.source = before;
      return [{ key, append: keyed[2] === '+', values: [values] }];
    }
    const alternatives = expandWord(shell, element);
    const [only] = alternatives;
    if (alternatives.length === 1 && only !== undefined && !only.some((field) => field.many))
      return [{ append: false, values: only.map((field) => [field.parts]) }];
    if (alternatives.every((fields) => fields.length === 1 && fields[0]?.many === false))
      return [{ append: false, values: [alternatives.flatMap((fields) => fields.map((field) => field.parts))] }];
    return [{ append: false, values: undefined }];
  });
}

function parseWord(text: string, assignment = false): { readonly text: string; readonly word: AstWord | undefined } {
  const source = assignment ? `_=${text}` : `_ ${text}`;
  const command = parse(source).commands[0]?.command;
  if (command?.type !== 'Command') return { text: source, word: undefined };
  if (assignment) {
    const [first] = command.prefix;
    return {
      text: source,
      word: first?.type === 'Assignment' && first.value.type === 'Word' ? first.value : undefined,
    };
  }
  const [first] = command.suffix;
  return { text: source, word: first?.type === 'Word' ? first : undefined };
}

/** Carries an assignment out. */
export function assign(shell: Shell, declared: Declared, attributes: Attributes): void {
  const { state } = shell;
  for (const value of declared.values) shell.reader.tick(lengthOf(value) >> 6);
  keepDormant(shell, declared.values);
  for (const item of declared.items ?? []) for (const values of item.values ?? []) keepDormant(shell, values);
  const name = attributes.nameref === true ? declared.name : nameOf(shell, declared.name);
  const reference = attributes.nameref === true ? undefined : state.variables.get(name);
  const element =
    reference?.nameref === true ? /^([A-Za-z_]\w*)\[([^]*)\]$/.exec(onlyText(reference.values) ?? '') : null;
  if (reference?.nameref === true && onlyText(reference.values) === undefined)
    for (const value of reference.values) evaluateName(shell, value, declared.word.span);
  if (element?.[1] !== undefined && element[2] !== undefined) {
    const subscript = shell.expandText(element[2], declared.word.span);
    assign(shell, { ...declared, name: element[1], subscript }, attributes);
    return;
  }
  const before = state.variables.get(name);
  const integer = attributes.integer ?? before?.integer ?? false;
  const casing = attributes.casing ?? before?.casing;
  let values = declared.values;
  if (integer && declared.items === undefined) values = asInteger(shell, declared);
  if (casing !== undefined)
    values = mapTexts(values, (text) => (casing === 'upper' ? text.toUpperCase() : text.toLowerCase()), `$${name}`);
  if (declared.items !== undefined)
    assignArray(shell, name, declared, attributes.associative ?? before?.array?.associative ?? isTable(name), integer);
  else if (declared.subscript !== undefined) {
    const span = declared.word.span;
    if (attributes.associative === true && before?.array === undefined)
      state.set(name, { values: [], unset: true, array: { associative: true, entries: new Map(), open: false } });
    setElementAt(shell, name, keyOf(shell, name, declared.subscript, span), values, declared.append);
    special(shell, name, onlyText(declared.subscript), values);
  } else if (declared.append && !integer) {
    const old = state.variable(name);
    state.assign(
      name,
      mapPairs(textValues(old.absent === true ? { ...old, unset: true } : old), values, concat, `$${name}`),
    );
  } else state.assign(name, values);
  mark(shell, name, shell.exportsAll ? { exported: true, ...attributes } : attributes, integer, casing);
  if (declared.subscript === undefined && declared.items === undefined)
    shell.assignedSpecial(name, values, declared.word.span);
}

function asInteger(shell: Shell, declared: Declared): Values {
  const value = evaluateValues(shell, declared.values, declared.word.span, 1);
  if (!declared.append) return numberValues(value, `$${declared.name}`);
  const base = evaluateValues(shell, textValues(shell.state.variable(declared.name)), declared.word.span, 1);
  return numberValues(value === undefined || base === undefined ? undefined : base + value, `$${declared.name}`);
}

function mark(
  shell: Shell,
  name: string,
  attributes: Attributes,
  integer: boolean,
  casing: 'lower' | 'upper' | undefined,
): void {
  const variable = shell.state.variable(name);
  if (Object.keys(attributes).length === 0 && !integer && casing === undefined) return;
  shell.state.set(name, {
    ...variable,
    ...(attributes.exported === undefined ? {} : { exported: attributes.exported }),
    ...(attributes.nameref === undefined ? {} : { nameref: attributes.nameref }),
    ...(attributes.readonly === true ? { readonly: true } : {}),
    ...(integer ? { integer } : {}),
    ...(casing === undefined ? {} : { casing }),
  });
}

function assignArray(shell: Shell, name: string, declared: Declared, associative: boolean, integer: boolean): void {
  const { state } = shell;
  const before = state.variables.get(name);
  const old: Elements =
    declared.append && before?.array !== undefined ? before.array : { associative, entries: new Map(), open: false };
  const entries = new Map(
    declared.append && before !== undefined && before.array === undefined && before.values.length > 0
      ? [['0', before.values] as const]
      : old.entries,
  );
  let open = old.open;
  let next = entries.size === 0 || associative ? 0 : Math.max(...[...entries.keys()].map(Number)) + 1;
  const { array: _array, ...scalarBefore } = before ?? { values: [], unset: true };
  state.set(name, {
    ...scalarBefore,
    values: [],
    unset: true,
    array: { associative, entries: new Map(), open: false },
  });
  let pendingKey: string | undefined;
  for (const item of declared.items ?? []) {
    if (integer) for (const values of item.values ?? []) evaluateValues(shell, values, declared.word.span, 1);
    if (item.values === undefined) {
      open = true;
      continue;
    }
    if (item.key !== undefined) {
      // An array that only some branches declared with `-A` is one by numbers in the others.
      if (associative && before?.array?.open === true) evaluateValues(shell, item.key, declared.word.span, 1);
      const key = keyOf(shell, name, item.key, declared.word.span);
      const [values] = item.values;
      if (key === undefined || values === undefined) open = true;
      else {
        const earlier = entries.get(key);
        entries.set(key, item.append && earlier !== undefined ? mapPairs(earlier, values, concat, `$${name}`) : values);
        if (!associative) next = Number(key) + 1;
        special(shell, name, key, values);
      }
      continue;
    }
    for (const values of item.values) {
      if (!associative) {
        entries.set(String(next), values);
        next += 1;
      } else if (pendingKey === undefined) pendingKey = onlyText(values) ?? '';
      else {
        entries.set(pendingKey, values);
        special(shell, name, pendingKey, values);
        pendingKey = undefined;
      }
    }
  }
  const ways =
    declared.append && !associative ? old.ways?.map((way) => extended(way, declared.items ?? [])) : undefined;
  const array: Elements = {
    associative,
    entries: open ? new Map() : entries,
    open,
    ...(ways === undefined || !ways.every((way) => way !== undefined) ? {} : { ways }),
  };
  state.set(name, {
    ...scalarBefore,
    values: open ? unknown(`$${name}`) : (entries.get('0') ?? []),
    unset: !open && !entries.has('0'),
    array,
  });
}

/** One content of an array with elements added at its end, where it is known which. */
function extended(content: Elements['entries'], items: readonly Item[]): Elements['entries'] | undefined {
  const entries = new Map(content);
  let next = Math.max(-1, ...[...entries.keys()].map(Number)) + 1;
  for (const { key, values } of items) {
    if (key !== undefined || values === undefined) return undefined;
    for (const one of values) entries.set(String(next++), one);
  }
  return entries;
}

function isTable(name: string): boolean {
  return name === 'BASH_ALIASES' || name === 'BASH_CMDS';
}

/** Arrays that are the shell's own tables: aliases and remembered programs (bash manual, 5.2 Bash Variables). */
function special(shell: Shell, name: string, key: string | undefined, values: Values): void {
  if (name === 'BASH_ALIASES' && key !== undefined)
    for (const value of values) {
      const text = textOfValue(value);
      if (text !== undefined) shell.state.aliases.set(key, [...(shell.state.aliases.get(key) ?? []), text]);
    }
  if (name === 'BASH_CMDS' && key !== undefined) shell.state.remembered.set(key, values);
}

/** An assignment by name and value, as builtins make it. */
export function assignText(shell: Shell, name: string, values: Values, word: Word): void {
  const subscript = name.endsWith(']') ? /^([A-Za-z_]\w*)\[([^]*)\]$/.exec(name) : null;
  const target = subscript?.[1] ?? name;
  const key = subscript?.[2] === undefined ? undefined : shell.expandText(subscript[2], word.span);
  assign(
    shell,
    { name: target, append: false, ...(key === undefined ? {} : { subscript: key }), values, word, argument: word },
    {},
  );
}
