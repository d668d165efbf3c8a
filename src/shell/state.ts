import { commonArms } from '../arms.ts';
import { namesCredential } from '../credential-name.ts';
import type { Arm, Invocation, Redirect, ShellState, Stream, Word } from '../word.ts';
import { literal, unknownWord } from '../word.ts';
import type { World } from '../world.ts';
import type { FunctionBody } from './shell.ts';
import { Table } from './table.ts';
import {
  asWord,
  known,
  number,
  oneWord,
  outside,
  sameValues,
  union,
  unknown,
  unknownHole,
  type Value,
  type Values,
} from './value.ts';
import { isAnything, joined, sameVariable, scalar, textValues, UNSET, type Variable, widened } from './variable.ts';

/** What commands have written so far that something in the script reads: a pipe, a substitution, `>(…)`. */
export interface Sink {
  readonly invocations: Invocation[];
  values: Values;
  readonly why: string;
}

/** Where an output descriptor leads; absent for what leaves the script. */
export type Output =
  | { readonly kind: 'sink'; readonly sink: Sink }
  | { readonly kind: 'file'; readonly redirect: Redirect };

/** The alternatives of what a function name stands for; `null` where it may not be a function. */
export type Bindings = readonly (FunctionBody | null)[];

/** How many contents of the positional parameters are followed. */
const ARG_WAYS = 8;
const NOWHERE = { start: 0, end: 0 } as const;

/** Everything a shell knows at one moment; forked where the script branches, joined where branches meet. */
export class State {
  readonly #base: Base;
  variables = new Table<Variable>();
  functions = new Table<Bindings>();
  /** Texts an alias may have, `undefined` elements never occur; an empty list is a removed alias. */
  aliases = new Table<readonly string[]>();
  /** `hash -p`, `BASH_CMDS`: programs remembered under a name. */
  remembered = new Table<Values>();
  /** Handler texts by signal name, as set by `trap`. */
  traps = new Table<Values>();
  directories: readonly Value[] | undefined = [];
  cwd: Values;
  /** What `$1`, `$2`, … may be as a whole, where branches left several. */
  argWays: readonly (readonly Values[])[] | undefined;
  #args: readonly Values[] | undefined;
  lastArgument: Values = unknown('$_');
  stdin: Stream;
  inputs: ReadonlyMap<number, Stream> = new Map();
  outputs: ReadonlyMap<number, Output> = new Map();
  /** Nothing after this point runs: `exit`, `return`, `break`, `continue` were met for certain. */
  ended = false;
  /** The arms of branches that were taken to come here. */
  arms: readonly Arm[] = [];
  /** Exit status of the last command, where it is certain. */
  status: boolean | undefined = undefined;
  /** Where one is if the exit status is this one: after a `cd`, whose success is taken for granted, where one still is if it failed. */
  undone: { readonly cwd: Values; readonly status: boolean } | undefined = undefined;

  constructor(base: Base, cwd: Values, args: readonly Values[] | undefined, stdin: Stream) {
    this.#base = base;
    this.cwd = cwd;
    this.#args = args;
    this.stdin = stdin;
  }

  /** `$1`, `$2`, …; `undefined` where their number is not known. */
  get args(): readonly Values[] | undefined {
    return this.#args;
  }

  set args(args: readonly Values[] | undefined) {
    this.#args = args;
    this.argWays = undefined;
  }

  fork(): State {
    const copy = new State(this.#base, this.cwd, this.args, this.stdin);
    copy.argWays = this.argWays;
    copy.variables = this.variables.copy();
    copy.functions = this.functions.copy();
    copy.aliases = this.aliases.copy();
    copy.remembered = this.remembered.copy();
    copy.traps = this.traps.copy();
    copy.directories = this.directories;
    copy.lastArgument = this.lastArgument;
    copy.inputs = this.inputs;
    copy.outputs = this.outputs;
    copy.ended = this.ended;
    copy.arms = this.arms;
    copy.status = this.status;
    copy.undone = this.undone;
    return copy;
  }

  /** The variable of this name, from the call or from what the shell inherits. */
  variable(name: string): Variable {
    return this.variables.get(name) ?? this.#inherited(name);
  }

  /** Whether the call itself has bound the name. */
  bound(name: string): boolean {
    return this.variables.get(name) !== undefined;
  }

  set(name: string, variable: Variable): void {
    this.variables.set(name, variable);
  }

  /** Assigns text, keeping the attributes of the name; one that children already see stays exported. */
  assign(name: string, values: Values): void {
    const before = this.variables.get(name);
    if (before === undefined) {
      const exported = this.#base.inherits(name);
      this.variables.set(name, exported ? { values, unset: false, exported } : { values, unset: false });
    } else if (before.array !== undefined) {
      const { associative, open, ways } = before.array;
      const entries = new Map(before.array.entries).set('0', values);
      const changed = ways?.map((way) => new Map(way).set('0', values));
      const array = { associative, entries, open, ...(changed === undefined ? {} : { ways: changed }) };
      this.variables.set(name, { ...before, values, unset: false, array });
    } else if (before.readonly === true)
      this.variables.set(name, { ...before, values: union(before.values, values, `$${name}`) });
    else this.variables.set(name, scalar(values, before));
  }

  #inherited(name: string): Variable {
    switch (name) {
      case 'PWD':
        return scalar(this.cwd);
      case 'IFS':
        return scalar(known(' \t\n'));
      case 'BASH':
        return scalar(known('/bin/bash'));
      case 'OPTIND':
        return scalar(known('1'));
      case 'UID':
      case 'EUID':
      case 'PPID':
      case 'RANDOM':
      case 'SRANDOM':
      case 'SECONDS':
      case 'LINENO':
      case 'BASHPID':
      case 'EPOCHSECONDS':
      case 'EPOCHREALTIME':
      case 'SHLVL':
      case 'COLUMNS':
      case 'LINES':
        return scalar(number(`$${name}`));
    }
    return this.#base.variable(name);
  }

  get lookedAtEnvironment(): number {
    return this.#base.looks;
  }

  /** The state where either this or the other branch was taken. */
  join(other: State): State {
    if (this === other) return this;
    if (this.ended && !other.ended) return other.join(this);
    if (other.ended && !this.ended) return this;
    this.arms = commonArms(this.arms, other.arms);
    for (const name of this.variables.differing(other.variables))
      this.variables.set(name, joined(name, this.variable(name), other.variable(name)));
    for (const name of this.functions.differing(other.functions)) {
      const merged = new Set([...(this.functions.get(name) ?? [null]), ...(other.functions.get(name) ?? [null])]);
      this.functions.set(name, [...merged]);
    }
    for (const name of this.aliases.differing(other.aliases))
      this.aliases.set(name, [...new Set([...(this.aliases.get(name) ?? []), ...(other.aliases.get(name) ?? [])])]);
    for (const [mine, theirs] of [
      [this.remembered, other.remembered],
      [this.traps, other.traps],
    ] as const)
      for (const name of mine.differing(theirs)) {
        const one = mine.get(name);
        const two = theirs.get(name);
        const both = one === undefined ? two : two === undefined ? one : union(one, two, name);
        if (both !== undefined) mine.set(name, both);
      }
    if (this.directories !== other.directories) this.directories = undefined;
    this.cwd = union(this.cwd, other.cwd, 'the working directory');
    if (this.args !== other.args || this.argWays !== other.argWays) {
      const ways = joinedWays(this, other);
      this.args = joinedArgs(this.args, other.args);
      if (this.args === undefined) this.argWays = ways;
    }
    this.lastArgument = union(this.lastArgument, other.lastArgument, '$_');
    if (this.inputs !== other.inputs) this.inputs = joinedInputs(this.inputs, other.inputs);
    if (this.outputs !== other.outputs) this.outputs = joinedOutputs(this.outputs, other.outputs);
    if (this.stdin !== other.stdin) this.stdin = joinedStream(this.stdin, other.stdin);
    if (this.status !== other.status) this.status = undefined;
    return this;
  }

  /** The variables that hold something else than in `before`. */
  changedVariables(before: State): readonly string[] {
    return this.variables.differing(before.variables).filter((name) => {
      const earlier = before.variable(name);
      return !isAnything(earlier) && !sameVariable(this.variable(name), earlier);
    });
  }

  /** Forgets what changed since `before`, for what a loop changes from turn to turn; says whether anything did. */
  widen(before: State): boolean {
    const names = this.changedVariables(before);
    for (const name of names) this.variables.set(name, widened(name, this.variable(name)));
    let changed = names.length > 0;
    if (!sameValues(this.cwd, before.cwd)) {
      this.cwd = unknown('the working directory');
      changed = true;
    }
    if (this.args !== before.args) {
      this.args = undefined;
      changed = true;
    }
    return changed;
  }

  snapshot(cwd: Word): ShellState {
    return new Snapshot(this.#base, cwd, this.variables.copy(), this.functions.copy());
  }

  get base(): Base {
    return this.#base;
  }
}

function joinedWays(one: State, other: State): readonly (readonly Values[])[] | undefined {
  const left = one.args === undefined ? one.argWays : [one.args];
  const right = other.args === undefined ? other.argWays : [other.args];
  const ways = left === undefined || right === undefined ? undefined : [...new Set([...left, ...right])];
  return ways === undefined || ways.length > ARG_WAYS ? undefined : ways;
}

function joinedArgs(
  one: readonly Values[] | undefined,
  other: readonly Values[] | undefined,
): readonly Values[] | undefined {
  if (one === other) return one;
  if (one === undefined || other === undefined || one.length !== other.length) return undefined;
  return one.map((values, index) => union(values, other[index] ?? values, `$${index + 1}`));
}

function joinedInputs(one: State['inputs'], other: State['inputs']): State['inputs'] {
  const inputs = new Map(one);
  for (const [descriptor, stream] of other) {
    const mine = one.get(descriptor);
    if (mine !== stream) inputs.set(descriptor, mine === undefined ? stream : joinedStream(mine, stream));
  }
  return inputs;
}

/** Where something in the script reads what is written in one of the branches, it may read it. */
function joinedOutputs(one: State['outputs'], other: State['outputs']): State['outputs'] {
  const outputs = new Map(one);
  for (const [descriptor, output] of other)
    if (output.kind === 'sink' || !outputs.has(descriptor)) outputs.set(descriptor, output);
  return outputs;
}

function joinedStream(one: Stream, other: Stream): Stream {
  if (one.kind === 'inherited') return other;
  if (other.kind === 'inherited') return one;
  const from = [one, other].flatMap((stream) => (stream.kind === 'pipe' ? stream.from : []));
  return from.length > 0 ? { kind: 'pipe', from } : { kind: 'text', text: unknownWord('standard input') };
}

/** Names that decide nothing a policy trusts them for: known from the world as they are (design.md section 9). */
function trusted(name: string): boolean {
  switch (name) {
    case 'HOME':
    case 'USER':
    case 'LOGNAME':
    case 'TMPDIR':
      return true;
    default:
      return false;
  }
}

/** What the shell inherits from the process that started it: the world's environment, or an outer shell. */
export class Base {
  readonly world: World;
  readonly #outer: ShellState | undefined;
  readonly #outerNames: ReadonlySet<string>;
  readonly #cache = new Map<string, Variable>();
  /** How often a value was taken from the environment; lets a caller notice that a result rests on it. */
  looks = 0;

  constructor(world: World, outer: ShellState | undefined) {
    this.world = world;
    this.#outer = outer;
    this.#outerNames = new Set(outer?.exported ?? []);
  }

  /** Whether a child of this shell already sees the name. */
  inherits(name: string): boolean {
    if (this.#outerNames.has(name)) return true;
    const value = this.world.environment(name);
    return typeof value === 'string' || (value === undefined && (trusted(name) || name === 'PATH'));
  }

  get names(): readonly string[] {
    return [...this.#outerNames];
  }

  variable(name: string): Variable {
    if (this.#outerNames.has(name)) {
      const word = this.#outer?.variable(name);
      if (word === null) return UNSET;
      if (word !== undefined) return { values: [word.parts], unset: false, exported: true };
    }
    this.looks += 1;
    const cached = this.#cache.get(name);
    if (cached !== undefined) return cached;
    const variable = this.#fromWorld(name);
    this.#cache.set(name, variable);
    return variable;
  }

  /**
   * A value of the environment may tighten but never loosen: besides its text, anything remains possible, except for
   * the few names the facts themselves rest on.
   */
  #fromWorld(name: string): Variable {
    const text = name === 'HOME' && this.world.home !== null ? this.world.home : this.world.environment(name);
    // A credential's value never becomes text: what uses it is judged by the variable's name.
    if (typeof text === 'string' && !namesCredential(name)) {
      const values = trusted(name) ? known(text) : [...known(text), ...outside(`$${name}`)];
      return { values, unset: false, exported: true };
    }
    return text === null
      ? { values: outside(`$${name}`), unset: false, absent: true }
      : { values: outside(`$${name}`), unset: false };
  }
}

/** The state as a command sees it when it starts. */
class Snapshot implements ShellState {
  readonly cwd: Word;
  readonly #base: Base;
  readonly #variables: Table<Variable>;
  readonly #functions: Table<Bindings>;
  #exported: readonly string[] | undefined;

  constructor(base: Base, cwd: Word, variables: Table<Variable>, functions: Table<Bindings>) {
    this.cwd = cwd;
    this.#base = base;
    this.#variables = variables;
    this.#functions = functions;
  }

  variable(name: string): Word | null | undefined {
    const bound = this.#variables.get(name);
    if (bound !== undefined) {
      if (bound.values.length === 0) return null;
      const values = textValues(bound);
      // One of several that the script itself made is no default of the environment's.
      const own = values.length > 1 && values.every((value) => value.every((part) => typeof part === 'string'));
      return own ? asWord([unknownHole(`$${name}`)], NOWHERE) : oneWord(values, `$${name}`, NOWHERE);
    }
    const exported = exportedFunction(name);
    if (exported !== undefined) {
      const [only] = this.#functions.get(exported) ?? [];
      if (only !== undefined && only !== null) return literal(`() ${only.text}`);
    }
    if (name === 'PWD') return this.cwd;
    const inherited = this.#base.variable(name);
    const [first] = inherited.values;
    if (first === undefined || inherited.absent === true) return null;
    if (first.some((part) => typeof part !== 'string')) return undefined;
    return asWord(first, NOWHERE);
  }

  get exported(): readonly string[] {
    return (this.#exported ??= this.#exportedNames());
  }

  #exportedNames(): readonly string[] {
    if (this.#functions.empty && this.#base.names.length === 0) return exportedFrom(this.#variables);
    const names = new Set([...this.#base.names, ...exportedFrom(this.#variables)]);
    for (const name of this.#functions.passing(isExportedBody, exportedFunctions)) names.add(`BASH_FUNC_${name}%%`);
    return [...names];
  }
}

const exportedVariables = new WeakMap<object, readonly string[]>();
const exportedFunctions = new WeakMap<object, readonly string[]>();

/** The names of exported variables; every command asks, and most change none. */
function exportedFrom(variables: Table<Variable>): readonly string[] {
  return variables.passing((variable) => variable.exported === true, exportedVariables);
}

function isExportedBody(bodies: Bindings): boolean {
  return bodies.some((body) => body?.exported === true);
}

/** The function a variable `BASH_FUNC_name%%` carries to child shells. */
function exportedFunction(variable: string): string | undefined {
  return variable.startsWith('BASH_FUNC_') && variable.endsWith('%%') ? variable.slice(10, -2) : undefined;
}

/** Every sink a state's descriptors lead to. */
export function sinksOf(state: State): readonly Sink[] {
  const sinks = new Set<Sink>();
  for (const output of state.outputs.values()) if (output.kind === 'sink') sinks.add(output.sink);
  return [...sinks];
}
