import { EMPTY, sameValues, union, unknown, type Value, type Values } from './value.ts';

/** The elements of an array by key; `open` where there may be others than these. */
export interface Elements {
  readonly associative: boolean;
  readonly entries: ReadonlyMap<string, Values>;
  readonly open: boolean;
  /** What it may hold as a whole, where branches left several contents and these are known. */
  readonly ways?: readonly Content[];
}

/** The elements of one array by key. */
type Content = ReadonlyMap<string, Values>;

/** How many contents of one array are followed. */
const WAYS = 8;

/** What a name stands for: the alternatives of a scalar, or an array. */
export interface Variable {
  /** The text it may hold; empty where it is surely unset. */
  readonly values: readonly Value[];
  /** It may also be unset. */
  readonly unset: boolean;
  /** The environment as we see it does not have it, which is no proof that the shell does not. */
  readonly absent?: boolean;
  readonly array?: Elements;
  readonly exported?: boolean;
  readonly integer?: boolean;
  readonly casing?: 'lower' | 'upper';
  readonly nameref?: boolean;
  /** Assignments to it fail. */
  readonly readonly?: boolean;
}

export const UNSET: Variable = { values: [], unset: true };

export function scalar(values: Values, like?: Variable): Variable {
  if (like === undefined) return { values, unset: false };
  const { array: _array, ...rest } = like;
  return { ...rest, values, unset: false };
}

/** The elements in the order `"${a[@]}"` gives them. */
export function ordered(elements: Pick<Elements, 'associative' | 'entries'>): readonly (readonly [string, Values])[] {
  const entries = [...elements.entries];
  if (!elements.associative) return entries.sort(([one], [other]) => Number(one) - Number(other));
  return entries.reverse().sort(([one], [other]) => bucket(one) - bucket(other));
}

/** Where bash keeps a key of an associative array (hashlib.c: FNV-1 over bytes, 1024 buckets). */
function bucket(key: string): number {
  let hash = 2166136261;
  for (const character of key) hash = (Math.imul(hash, 16777619) ^ (character.codePointAt(0) ?? 0)) >>> 0;
  return hash & 1023;
}

/** A variable after two branches, of which either may have run. */
export function joined(name: string, one: Variable, other: Variable): Variable {
  if (one === other) return one;
  // A variable that only some branches set, and the environment does not seem to have, is unset in the others.
  if (one.absent === true && other.absent !== true) return joined(name, UNSET, other);
  if (other.absent === true && one.absent !== true) return joined(name, one, UNSET);
  const values =
    one.values.length === 0
      ? other.values
      : other.values.length === 0
        ? one.values
        : union(one.values, other.values, `$${name}`);
  const array = joinedElements(one, other);
  return {
    ...one,
    ...other,
    values,
    unset: one.unset || other.unset,
    ...(one.exported === true || other.exported === true ? { exported: true } : {}),
    ...(array === undefined ? {} : { array }),
  };
}

function joinedElements(one: Variable, other: Variable): Elements | undefined {
  const [left, right] = [one.array, other.array];
  if (left === undefined && right === undefined) return undefined;
  const associative = left?.associative ?? right?.associative ?? false;
  const unlike = left !== undefined && right !== undefined && left.associative !== right.associative;
  const ways = unlike ? undefined : allWays(one, other);
  if (left === undefined || right === undefined || unlike || left.open || right.open || !sameKeys(left, right))
    return { associative, entries: new Map(), open: true, ...(ways === undefined ? {} : { ways }) };
  const entries = new Map<string, Values>();
  for (const [key, values] of left.entries)
    entries.set(key, union(values, right.entries.get(key) ?? values, '${…[…]}'));
  return { associative, entries, open: false };
}

function sameKeys(one: Elements, other: Elements): boolean {
  return one.entries.size === other.entries.size && [...one.entries.keys()].every((key) => other.entries.has(key));
}

/** The contents of both, where all of them are known and few. */
function allWays(one: Variable, other: Variable): readonly Content[] | undefined {
  const [left, right] = [waysOf(one), waysOf(other)];
  if (left === undefined || right === undefined) return undefined;
  const ways = [...left, ...right.filter((way) => !left.some((already) => sameContent(already, way)))];
  return ways.length > WAYS ? undefined : ways;
}

/** What a variable may hold as an array; one that is unset has no elements. */
function waysOf({ array, values, unset }: Variable): readonly Content[] | undefined {
  if (array !== undefined) return array.open ? array.ways : [array.entries];
  if (values.length === 0) return [new Map()];
  return unset ? undefined : [new Map([['0', values]])];
}

function sameContent(one: Content, other: Content): boolean {
  if (one.size !== other.size) return false;
  for (const [key, values] of one) {
    const against = other.get(key);
    if (against === undefined || !sameValues(values, against)) return false;
  }
  return true;
}

/** Whether both stand for the same. */
export function sameVariable(one: Variable, other: Variable): boolean {
  if (one === other) return true;
  if (one.unset !== other.unset || one.exported !== other.exported || !sameValues(one.values, other.values))
    return false;
  if (one.array === undefined || other.array === undefined) return one.array === other.array;
  const [ways, others] = [one.array.ways ?? [], other.array.ways ?? []];
  return (
    one.array.open === other.array.open &&
    sameContent(one.array.entries, other.array.entries) &&
    ways.length === others.length &&
    ways.every((way, index) => sameContent(way, others[index] ?? new Map()))
  );
}

/** Whether nothing is known of what the script put there, so that no other content would be news. */
export function isAnything(variable: Variable): boolean {
  const [value, ...others] = variable.values;
  const [part, ...rest] = value ?? [];
  return (
    others.length === 0 &&
    rest.length === 0 &&
    typeof part === 'object' &&
    part.hole === 'unknown' &&
    part.output !== undefined &&
    (variable.array === undefined || variable.array.open)
  );
}

/** The variable with everything about its content forgotten. */
export function widened(name: string, variable: Variable): Variable {
  return {
    ...variable,
    values: unknown(`$${name}`),
    ...(variable.array === undefined
      ? {}
      : { array: { associative: variable.array.associative, entries: new Map(), open: true } }),
  };
}

/** The alternatives a reference gives, an unset variable as the empty text. */
export function textValues(variable: Variable): Values {
  if (variable.values.length === 0) return [EMPTY];
  if (!variable.unset || variable.values.some((value) => value.length === 0)) return variable.values;
  return [...variable.values, EMPTY];
}
