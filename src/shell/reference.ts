import type { ParameterExpansionPart } from 'unbash';
import type { Span } from '../word.ts';
import { elementAt, evaluateName, keyOf, setElementAt, stored } from './arithmetic.ts';
import { nameOf } from './names.ts';
import type { Shell } from './shell.ts';
import { known, NOTHING, number, onlyText, textOfValue, union, unknown, type Value, type Values } from './value.ts';
import { type Elements, ordered } from './variable.ts';

/** What a parameter stands for before an operator is applied. */
export type Reference =
  /** `unset`: it may be unset; with no values it surely is. `absent`: the environment does not seem to have it. */
  | {
      readonly kind: 'scalar';
      readonly values: readonly Value[];
      readonly unset: boolean;
      readonly absent: boolean;
      readonly assign?: (values: Values) => void;
    }
  /** `elements` is `undefined` where their number is not known. */
  | {
      readonly kind: 'list';
      readonly elements: readonly Values[] | undefined;
      /** The lists it may be, where branches left several. */
      readonly ways?: readonly (readonly Values[])[];
      readonly star: boolean;
    };

export function referenceOf(shell: Shell, part: ParameterExpansionPart, span: Span): Reference {
  const { index } = part;
  if (index === undefined) return parameter(shell, part.parameter);
  const name = nameOf(shell, part.parameter);
  if (index.text === '@' || index.text === '*') return list(shell, name, index.text === '*');
  const key = keyOf(shell, name, shell.text(index, true), span);
  const values = (name === 'BASH_SOURCE' && key === '0' ? ownSource(shell) : undefined) ?? elementAt(shell, name, key);
  return {
    kind: 'scalar',
    values: values ?? [],
    unset: values === undefined || lacks(shell.state.variable(name).array, key),
    absent: false,
    assign: (value) => setElementAt(shell, name, key, value, false),
  };
}

/** The script being read, with which `BASH_SOURCE` begins; empty where a command line is read (bash manual, 5.2 Bash Variables). */
function ownSource({ state, start, sourced }: Shell): Values | undefined {
  if (sourced.length > 0 || state.variables.get('BASH_SOURCE') !== undefined) return undefined;
  return start.file === undefined ? known('') : [start.file.parts];
}

function list(shell: Shell, name: string, star: boolean): Reference {
  const variable = shell.state.variable(name);
  if (variable.array !== undefined)
    return {
      kind: 'list',
      elements: variable.array.open ? undefined : ordered(variable.array).map(([, values]) => values),
      ...listed(variable.array, ([, values]) => values),
      star,
    };
  if (variable.values.length === 0) return { kind: 'list', elements: [], star };
  return { kind: 'list', elements: variable.unset || variable.absent === true ? undefined : [variable.values], star };
}

/** Whether some content that an array may have has no such element. */
function lacks(array: Elements | undefined, key: string | undefined): boolean {
  return array?.ways?.some((way) => key === undefined || !way.has(key)) === true;
}

function listed(
  { associative, ways }: Elements,
  element: (entry: readonly [string, Values]) => Values,
): { readonly ways?: readonly (readonly Values[])[] } {
  return ways === undefined ? {} : { ways: ways.map((entries) => ordered({ associative, entries }).map(element)) };
}

export function keysOf(shell: Shell, part: ParameterExpansionPart): Reference {
  const variable = shell.state.variable(nameOf(shell, part.parameter));
  const star = part.index?.text === '*';
  if (variable.array === undefined)
    return { kind: 'list', elements: variable.values.length === 0 ? [] : [known('0')], star };
  return {
    kind: 'list',
    elements: variable.array.open ? undefined : ordered(variable.array).map(([key]) => known(key)),
    ...listed(variable.array, ([key]) => known(key)),
    star,
  };
}

/** A named, positional or special parameter. */
export function parameter(shell: Shell, name: string): Reference {
  const { state } = shell;
  const of = (values: Values): Reference => ({ kind: 'scalar', values, unset: false, absent: false });
  switch (name) {
    case '@':
    case '*':
      return {
        kind: 'list',
        elements: state.args,
        ...(state.argWays === undefined ? {} : { ways: state.argWays }),
        star: name === '*',
      };
    case '#':
      return of(state.args === undefined ? number('$#') : known(String(state.args.length)));
    case '?':
      return of(state.status === true ? known('0') : number('$?'));
    case '$':
    case '!':
      return of(number(`$${name}`));
    case '-':
      return of(unknown('$-'));
    case '_':
      return of(state.lastArgument);
    case 'BASH_SOURCE': {
      const own = ownSource(shell);
      if (own !== undefined) return of(own);
      break;
    }
    case '0': {
      const [zero] = shell.start.args;
      return of(zero === undefined ? unknown('$0') : [zero.parts]);
    }
  }
  if (name >= '1' && /^\d+$/.test(name)) {
    if (state.args === undefined && state.argWays !== undefined) {
      const ways = state.argWays.map((way) => way[Number(name) - 1]);
      return {
        kind: 'scalar',
        values: ways.map((way) => way ?? NOTHING).reduce((one, other) => union(one, other, `$${name}`)),
        unset: ways.includes(undefined),
        absent: false,
      };
    }
    if (state.args === undefined) return of(unknown(`$${name}`));
    const values = state.args[Number(name) - 1];
    return { kind: 'scalar', values: values ?? [], unset: values === undefined, absent: false };
  }
  const target = nameOf(shell, name);
  const through = state.variables.get(target);
  if (through?.nameref === true) {
    const text = onlyText(through.values);
    const span = shell.source.place(0, 0);
    if (text !== undefined) return named(shell, text, span);
    for (const value of through.values) evaluateName(shell, value, span);
  }
  const variable = state.variable(target);
  return {
    kind: 'scalar',
    values: variable.values,
    unset: variable.unset,
    absent: variable.absent === true,
    assign: (values) => state.assign(target, stored(shell, target, values, shell.source.place(0, 0))),
  };
}

/** A parameter by a name that is itself a value: `x`, `3`, `a[2]`, `a[@]`. */
function named(shell: Shell, name: string, span: Span): Reference {
  if (/^(\w+|[@*#?$!_-])$/.test(name)) return parameter(shell, name);
  const subscript = /^([A-Za-z_]\w*)\[([^]*)\]$/.exec(name);
  if (subscript?.[1] === undefined || subscript[2] === undefined)
    return { kind: 'scalar', values: unknown(`\${!${name}}`), unset: false, absent: false };
  const array = nameOf(shell, subscript[1]);
  if (subscript[2] === '@' || subscript[2] === '*') return list(shell, array, subscript[2] === '*');
  const key = keyOf(shell, array, shell.expandText(subscript[2], span), span);
  const values = elementAt(shell, array, key);
  const unset = values === undefined || lacks(shell.state.variable(array).array, key);
  return { kind: 'scalar', values: values ?? [], unset, absent: false };
}

export function indirect(
  shell: Shell,
  part: ParameterExpansionPart,
  reference: Reference,
  span: Span,
  why: string,
): Reference {
  if (part.parameter === '#' || part.parameter === '@' || part.parameter === '*') {
    if (part.parameter === '#' && shell.state.args !== undefined) {
      const last = shell.state.args.at(-1);
      return { kind: 'scalar', values: last ?? [], unset: last === undefined, absent: false };
    }
    return { kind: 'scalar', values: unknown(why), unset: false, absent: false };
  }
  const variable = shell.state.variables.get(part.parameter);
  if (variable?.nameref === true) return { kind: 'scalar', values: variable.values, unset: false, absent: false };
  if (reference.kind === 'list') return { kind: 'list', elements: undefined, star: reference.star };
  const results: Value[] = [];
  let unset = false;
  let absent = false;
  for (const value of reference.values) {
    const text = textOfValue(value);
    if (text === undefined) {
      evaluateName(shell, value, span);
      results.push(...unknown(why));
      continue;
    }
    const target = named(shell, text, span);
    if (target.kind === 'list') return target;
    results.push(...target.values);
    unset ||= target.unset;
    absent ||= target.absent;
  }
  return { kind: 'scalar', values: results, unset, absent };
}
