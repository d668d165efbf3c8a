import type * as ast from 'unbash';
import { branched } from '../arms.ts';
import { evaluate } from './arithmetic.ts';
import { defineFunction } from './functions.ts';
import { conditional, fits } from './conditional.ts';
import { applyRedirects, mayFail } from './redirects.ts';
import type { Shell } from './shell.ts';
import { emitCommand, simpleCommand } from './simple.ts';
import { type Sink, sinksOf, type State } from './state.ts';
import {
  known,
  cross,
  NOTHING,
  number,
  sameValues,
  shortened,
  textOfValue,
  union,
  unknownHole,
  type Value,
  type Values,
} from './value.ts';
import { wordOf, type Stream } from '../word.ts';
import { arithmeticFor, forLoop, selectLoop, whileLoop } from './loops.ts';

type Node = ast.PipelineNode | ast.AndOr | ast.CompoundList | ast.ParsedScript;

/** Runs one node of the syntax tree in the current state. */
export function walk(shell: Shell, node: Node): void {
  shell.reader.tick();
  switch (node.type) {
    case 'Script':
    case 'CompoundList':
      for (const statement of node.commands) {
        if (shell.state.ended) return;
        if (statement.background === true) background(shell, statement.command);
        else walk(shell, statement.command);
      }
      return;
    case 'AndOr':
      andOr(shell, node);
      return;
    case 'Pipeline':
      pipeline(shell, node);
      return;
    case 'Command':
      simpleCommand(shell, node);
      return;
    case 'Redirected':
      redirected(shell, node);
      shell.state.status = undefined;
      return;
    case 'Function':
      defineFunction(shell, node);
      shell.state.status = undefined;
      return;
    case 'Coproc':
      coprocess(shell, node);
      shell.state.status = undefined;
      return;
    case 'If':
      shell.state.undone = undefined;
      branches(shell, [node, ...node.elif], node.else);
      return;
    case 'For':
      forLoop(shell, node);
      return;
    case 'Select':
      selectLoop(shell, node);
      return;
    case 'ArithmeticFor':
      arithmeticFor(shell, node);
      return;
    case 'While':
      whileLoop(shell, node);
      return;
    case 'Subshell':
      shell.state.undone = undefined;
      shell.inSubshell(() => walk(shell, node.body));
      return;
    case 'BraceGroup':
      walk(shell, node.body);
      return;
    case 'Case':
      caseCommand(shell, node);
      return;
    case 'TestCommand':
      shell.state.status = undefined;
      shell.state.status = decided(shell, conditional(shell, node.expression));
      return;
    case 'ArithmeticCommand': {
      const before = shell.state.lookedAtEnvironment;
      const value = node.expression === undefined ? undefined : evaluate(shell, node.expression);
      shell.state.status = value === undefined || shell.state.lookedAtEnvironment !== before ? undefined : value !== 0n;
      return;
    }
  }
}

/** The truth of a condition, where it may be relied on. */
function decided(shell: Shell, truth: boolean | undefined): boolean | undefined {
  return shell.deciding ? truth : undefined;
}

function background(shell: Shell, command: ast.PipelineNode | ast.AndOr): void {
  shell.concurrent += 1;
  shell.inSubshell(() => walk(shell, command));
  shell.concurrent -= 1;
  shell.state.status = true;
}

/** A state a list may be in, and what had been written by then. */
interface Way {
  readonly state: State;
  readonly written: readonly Values[];
  /** Where the command that comes next runs: the working directory, or where a `cd` that failed left it. */
  readonly at: Values;
}

/**
 * `a && b || c`: the ways in which the last command succeeded and failed are followed apart, so that what stands
 * behind `&&` sees what the command before it did.
 */
function andOr(shell: Shell, node: ast.AndOr): void {
  const [first, ...rest] = node.commands;
  if (first === undefined) return;
  const sinks = sinksOf(shell.state);
  const ways: { success: Way | undefined; failure: Way | undefined; ended: Way | undefined } = {
    success: undefined,
    failure: undefined,
    ended: undefined,
  };
  const join = (one: Way | undefined, other: Way): Way =>
    one === undefined
      ? other
      : {
          state: one.state.join(other.state),
          written: sinks.map((sink, index) =>
            union(one.written[index] ?? NOTHING, other.written[index] ?? NOTHING, sink.why),
          ),
          at: union(one.at, other.at, 'the working directory'),
        };
  const run = (command: ast.PipelineNode, at = shell.state.cwd): void => {
    const before = sinks.map((sink) => sink.values);
    whereItFailed(shell, at, () => walk(shell, command));
    const { state } = shell;
    const way: Way = { state, written: sinks.map((sink) => sink.values), at: placeAfter(state, true) };
    if (state.ended) {
      ways.ended = join(ways.ended, way);
      return;
    }
    const { arms } = state;
    const of = {};
    if (state.status !== true) {
      const other = state.fork();
      if (state.status === undefined) other.arms = branched(arms, of);
      const failed: Way = {
        state: other,
        written: looksUp(command) ? before : way.written,
        at: placeAfter(state, false),
      };
      ways.failure = join(ways.failure, failed);
    }
    if (state.status === undefined) state.arms = branched(arms, of);
    if (state.status !== false) ways.success = join(ways.success, way);
  };
  run(first);
  for (const [index, command] of rest.entries()) {
    const outcome = node.operators[index] === '&&' ? 'success' : 'failure';
    const way = ways[outcome];
    if (way === undefined) continue;
    ways[outcome] = undefined;
    shell.state = way.state;
    for (const [at, sink] of sinks.entries()) sink.values = way.written[at] ?? sink.values;
    const other = outcome === 'success' ? ways.failure : ways.success;
    if (other !== undefined || ways.ended !== undefined) {
      shell.branching += 1;
      shell.state.arms = branched(shell.state.arms);
    }
    run(command, way.at);
    if (other !== undefined || ways.ended !== undefined) shell.branching -= 1;
  }
  const { success, failure, ended } = ways;
  let last = success;
  for (const way of [failure, ended]) if (way !== undefined) last = join(last, way);
  if (last === undefined) return;
  shell.state = last.state;
  for (const [at, sink] of sinks.entries()) sink.values = last.written[at] ?? sink.values;
  const open = success !== undefined && failure !== undefined;
  shell.state.undone = open ? { cwd: success.at, status: true } : undefined;
  shell.state.status = open ? undefined : success !== undefined;
}

/** Where one is after a command with this exit status. */
function placeAfter({ undone, cwd }: State, status: boolean): Values {
  return undone?.status === status ? undone.cwd : cwd;
}

/** Runs what comes after a `cd` that may have failed where that left the shell; afterwards its success is taken for granted again. */
function whereItFailed(shell: Shell, at: Values, act: () => void): void {
  const granted = shell.state.cwd;
  shell.state.undone = undefined;
  if (sameValues(at, granted)) return act();
  shell.state.cwd = at;
  act();
  if (sameValues(shell.state.cwd, at)) shell.state.cwd = granted;
}

/** Whether a command is one that looks a program up, and writes nothing where it does not find it. */
function looksUp(node: ast.PipelineNode | ast.AndOr): boolean {
  if (node.type !== 'Command') return false;
  const [first] = node.suffix;
  return node.name?.value === 'command' && first?.type === 'Word' && first.value === '-v';
}

function pipeline(shell: Shell, node: ast.Pipeline): void {
  const negated = node.prefixes.filter((prefix) => prefix.type === 'Negation').length % 2 === 1;
  const [only] = node.commands;
  if (node.commands.length === 1 && only !== undefined) walk(shell, only);
  else if (node.commands.length > 0) {
    shell.concurrent += 1;
    stages(shell, node);
    shell.concurrent -= 1;
  }
  if (!negated) return;
  const { status, undone } = shell.state;
  if (status !== undefined) shell.state.status = !status;
  if (undone !== undefined) shell.state.undone = { ...undone, status: !undone.status };
}

function stages(shell: Shell, node: ast.Pipeline): void {
  let streams: readonly (Stream | undefined)[] = [undefined];
  for (const [index, command] of node.commands.entries()) {
    const last = index === node.commands.length - 1;
    const sink: Sink = {
      invocations: [],
      values: NOTHING,
      why: shortened(shell.source.text.slice(command.pos, command.end)),
    };
    let written: Values | undefined;
    for (const stream of streams) {
      sink.values = NOTHING;
      const work = (): void => {
        if (stream !== undefined) shell.state.stdin = stream;
        if (!last) {
          shell.state.outputs = new Map(shell.state.outputs).set(1, { kind: 'sink', sink });
          if (node.operators[index] === '|&')
            shell.state.outputs = new Map(shell.state.outputs).set(2, { kind: 'sink', sink });
        }
        walk(shell, command);
      };
      if (last && shell.lastPipe) {
        const { stdin } = shell.state;
        work();
        shell.state.stdin = stdin;
      } else shell.inSubshell(work);
      written = written === undefined ? sink.values : union(written, sink.values, sink.why);
    }
    if (!last) streams = streamsOf(sink, written ?? NOTHING);
  }
  shell.state.status = undefined;
}

/** What the right side of a pipe reads: one stream per alternative of what the left side writes. */
export function streamsOf(sink: Sink, values: Values): readonly Stream[] {
  const from = sink.invocations;
  return values.map((value): Stream => {
    const understood =
      value.some((part) => typeof part === 'string') ||
      !value.some((part) => typeof part !== 'string' && part.hole === 'unknown' && part.output === from);
    return understood ? { kind: 'pipe', from, text: wordOf(value, { start: 0, end: 0 }) } : { kind: 'pipe', from };
  });
}

function redirected(shell: Shell, node: ast.Redirected): void {
  const { stdin, inputs, outputs } = shell.state;
  const { pending } = shell;
  shell.pending = [];
  const redirects = applyRedirects(shell, node.redirects);
  emitCommand(shell, [], { redirects, assignments: [], span: shell.source.place(node.pos, node.end) }, true);
  const own = shell.pending;
  shell.pending = [];
  const run = (): void => walk(shell, node.command);
  if (redirects.some((redirect) => mayFail(shell, redirect))) shell.branch(run, () => undefined);
  else run();
  shell.pending = own;
  if (own.length > 0) shell.consumePending();
  shell.pending = pending;
  if (redirects.some((redirect) => redirect.descriptor === 0)) shell.state.stdin = stdin;
  shell.state.inputs = inputs;
  shell.state.outputs = outputs;
}

/** The descriptor from which the first coprocess is read. */
const FIRST_COPROCESS = 63;

function coprocess(shell: Shell, node: ast.Coproc): void {
  const name = node.name?.value ?? 'COPROC';
  const sink: Sink = { invocations: [], values: NOTHING, why: `coproc ${name}` };
  shell.concurrent += 1;
  shell.inSubshell(() => {
    shell.state.stdin = {
      kind: 'text',
      text: wordOf([unknownHole('what is written to the coprocess')], shell.source.place(node.pos, node.end)),
    };
    shell.state.outputs = new Map(shell.state.outputs).set(1, { kind: 'sink', sink });
    walk(shell, node.body);
  });
  shell.concurrent -= 1;
  // Which descriptor it becomes does not matter, only that the same one is read: bash takes high ones.
  let descriptor = FIRST_COPROCESS;
  while (shell.state.inputs.has(descriptor)) descriptor -= 1;
  const [stream, ...more] = streamsOf(sink, sink.values);
  shell.state.inputs = new Map(shell.state.inputs).set(
    descriptor,
    stream === undefined || more.length > 0 ? { kind: 'pipe', from: sink.invocations } : stream,
  );
  shell.state.set(name, {
    values: known(String(descriptor)),
    unset: false,
    array: {
      associative: false,
      entries: new Map([
        ['0', known(String(descriptor))],
        ['1', number(`\${${name}[1]}`)],
      ]),
      open: false,
    },
  });
}

function branches(
  shell: Shell,
  arms: readonly { readonly clause: ast.CompoundList; readonly then: ast.CompoundList }[],
  otherwise: ast.CompoundList | undefined,
): void {
  const [arm, ...rest] = arms;
  if (arm === undefined) {
    if (otherwise !== undefined) walk(shell, otherwise);
    else shell.state.status = true;
    return;
  }
  walk(shell, arm.clause);
  if (shell.state.ended) return;
  const { status } = shell.state;
  const [met, unmet] = [placeAfter(shell.state, true), placeAfter(shell.state, false)];
  if (status === true) walk(shell, arm.then);
  else if (status === false) branches(shell, rest, otherwise);
  else {
    shell.branch(
      () => whereItFailed(shell, met, () => walk(shell, arm.then)),
      () => whereItFailed(shell, unmet, () => branches(shell, rest, otherwise)),
    );
    shell.state.status = undefined;
  }
}

function caseCommand(shell: Shell, node: ast.Case): void {
  const subjects = shell.text(node.word);
  const arms: (() => void)[] = [];
  for (const subject of subjects) arms.push(() => caseOf(shell, node, subject, 0));
  shell.branch(...arms);
  shell.state.status = undefined;
}

/** Runs what a `case` would run from the item at `index` on. */
function caseOf(shell: Shell, node: ast.Case, subject: Value, index: number): void {
  const arms: (() => void)[] = [];
  let at = index;
  // Patterns that change nothing are all compared at once: a call inside a call for each of thousands would be too deep.
  for (let item = node.items[at]; item !== undefined; item = node.items[at]) {
    if (at > index && item.pattern.some((word) => /[$`]/.test(word.text))) break;
    const start = at++;
    const truth = matchesItem(shell, item, subject);
    if (truth !== false) arms.push(() => runItem(shell, node, subject, start));
    if (truth === true) {
      shell.branch(...arms);
      return;
    }
  }
  if (at < node.items.length) arms.push(() => caseOf(shell, node, subject, at));
  else arms.push(() => {});
  shell.branch(...arms);
}

/** Runs the commands of an item, and of those that it falls through to. */
function runItem(shell: Shell, node: ast.Case, subject: Value, index: number): void {
  for (let at = index; ; at++) {
    const item = node.items[at];
    if (item === undefined) return;
    walk(shell, item.body);
    if (shell.state.ended) return;
    if (item.terminator === ';;&') {
      caseOf(shell, node, subject, at + 1);
      return;
    }
    if (item.terminator !== ';&') return;
  }
}

function matchesItem(shell: Shell, item: ast.CaseItem, subject: Value): boolean | undefined {
  const text = textOfValue(subject);
  let result: boolean | undefined = false;
  for (const word of item.pattern) {
    for (const pieces of shell.pattern(word)) {
      if (pieces !== undefined && pieces.length === 1 && pieces[0]?.text === '*' && !pieces[0].quoted) return true;
      const truth = pieces === undefined || text === undefined ? undefined : fits(shell, pieces, text);
      if (truth === true) return true;
      if (truth === undefined) result = undefined;
    }
  }
  return result;
}

/** Adds to a sink what a command wrote. */
export function writeTo(sink: Sink, values: Values): void {
  sink.values = cross(sink.values, values, sink.why);
}
