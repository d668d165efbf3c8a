import type * as ast from 'unbash';
import { evaluate } from './arithmetic.ts';
import { defineFunction } from './functions.ts';
import { conditional, fits } from './conditional.ts';
import { applyRedirects } from './redirects.ts';
import type { Loop, Shell } from './shell.ts';
import { emitCommand, simpleCommand } from './simple.ts';
import type { Sink, State } from './state.ts';
import {
  cross,
  NOTHING,
  number,
  sameValues,
  shortened,
  textOfValue,
  union,
  unknown,
  unknownHole,
  type Value,
  type Values,
} from './value.ts';
import { expandWord } from './words.ts';
import { wordOf, type Stream, type Word } from '../word.ts';

/** How many turns of a loop over known words are walked one by one. */
const TURNS = 256;

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

function andOr(shell: Shell, node: ast.AndOr): void {
  const [first, ...rest] = node.commands;
  if (first === undefined) return;
  const sink = shell.state.outputs.get(1);
  let before = sink?.kind === 'sink' ? sink.sink.values : NOTHING;
  walk(shell, first);
  let left = first;
  for (const [index, command] of rest.entries()) {
    if (shell.state.ended) return;
    const { status } = shell.state;
    const wanted = node.operators[index] === '&&';
    const earlier = before;
    if (sink?.kind === 'sink') before = sink.sink.values;
    if (status === undefined)
      shell.branch(
        () => {
          if (sink?.kind === 'sink' && !wanted && looksUp(left)) sink.sink.values = earlier;
          walk(shell, command);
        },
        () => undefined,
      );
    else if (status === wanted) walk(shell, command);
    left = command;
  }
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
  if (negated && shell.state.status !== undefined) shell.state.status = !shell.state.status;
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
  walk(shell, node.command);
  shell.pending = own;
  if (own.length > 0) shell.consumePending();
  shell.pending = pending;
  if (redirects.some((redirect) => redirect.descriptor === 0)) shell.state.stdin = stdin;
  shell.state.inputs = inputs;
  shell.state.outputs = outputs;
}

function coprocess(shell: Shell, node: ast.Coproc): void {
  shell.concurrent += 1;
  shell.inSubshell(() => {
    shell.state.stdin = {
      kind: 'text',
      text: wordOf([unknownHole('what is written to the coprocess')], shell.source.place(node.pos, node.end)),
    };
    walk(shell, node.body);
  });
  shell.concurrent -= 1;
  const name = node.name?.value ?? 'COPROC';
  shell.state.set(name, {
    values: number(`$${name}`),
    unset: false,
    array: {
      associative: false,
      entries: new Map([
        ['0', number(`$${name}`)],
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
  if (status === true) walk(shell, arm.then);
  else if (status === false) branches(shell, rest, otherwise);
  else {
    shell.branch(
      () => walk(shell, arm.then),
      () => branches(shell, rest, otherwise),
    );
    shell.state.status = undefined;
  }
}

/** One turn of a loop's body; `break` and `continue` inside it end here. */
function turn(shell: Shell, loop: Loop, body: () => void): void {
  shell.loops.push(loop);
  body();
  shell.loops.pop();
  for (const state of loop.continued.splice(0)) {
    state.ended = false;
    shell.state = shell.state.join(state);
  }
}

function leave(shell: Shell, loop: Loop): void {
  for (const state of loop.left) {
    state.ended = false;
    shell.state = shell.state.join(state);
  }
}

/** Runs a body that may run any number of times until a further turn brings nothing new, forgetting what keeps changing. */
function repeat(shell: Shell, loop: Loop, atLeastOnce: boolean, body: () => void): void {
  const before = shell.state.fork();
  shell.repeating += 1;
  turn(shell, loop, body);
  if (!shell.state.ended && changed(before, shell.state)) {
    let start = before;
    // Inside another such loop the turn between is left out: work would grow with every level.
    if (shell.repeating === 1) {
      shell.state = shell.state.join(before.fork());
      start = shell.state.fork();
      turn(shell, loop, body);
      shell.state = shell.state.join(start.fork());
    }
    if (!shell.state.ended && changed(start, shell.state)) {
      shell.state.widen(start);
      start = shell.state.fork();
      turn(shell, loop, body);
      shell.state = shell.state.join(start);
    }
  }
  shell.repeating -= 1;
  if (!atLeastOnce) shell.state = shell.state.join(before);
}

function changed(before: State, after: State): boolean {
  return (
    after.changedVariables(before).length > 0 ||
    after.functions.differing(before.functions).length > 0 ||
    !sameValues(before.cwd, after.cwd) ||
    before.args !== after.args
  );
}

function loopOf(): Loop {
  return { left: [], continued: [] };
}

function forLoop(shell: Shell, node: ast.For): void {
  const name = node.name.value;
  const loop = loopOf();
  const lists = node.wordlist === undefined ? [positional(shell, node)] : wordLists(shell, node.wordlist);
  shell.branch(...lists.map((list) => () => overList(shell, loop, list, name, node)));
  leave(shell, loop);
  shell.state.status = undefined;
}

function positional(shell: Shell, node: ast.For | ast.Select): readonly Word[] {
  const span = shell.source.place(node.name.pos, node.name.end);
  if (shell.state.args === undefined) return [wordOf([unknownHole('"$@"')], span, true)];
  return shell.state.args.map((values) => wordOf(values[0] ?? [], span));
}

function wordLists(shell: Shell, words: readonly ast.Word[]): readonly (readonly Word[])[] {
  let lists: (readonly Word[])[] = [[]];
  for (const word of words) {
    const next = expandWord(shell, word);
    if (next.length > 1 && words.length === 1) return next;
    // Any of the alternatives may be walked: their order does not matter to a loop's body.
    const fields = next.flat();
    lists = lists.map((list) => [...list, ...fields]);
  }
  return lists;
}

function overList(shell: Shell, loop: Loop, list: readonly Word[], name: string, node: ast.For): void {
  const open = list.some(
    (word) => word.many || word.parts.some((part) => typeof part !== 'string' && part.hole === 'glob'),
  );
  const bind = (word: Word): void => shell.state.assign(name, [word.parts]);
  if (list.length > TURNS) {
    repeat(shell, loop, false, () => {
      shell.state.assign(name, unknown(`$${name}`));
      walk(shell, node.body);
    });
    return;
  }
  for (const word of list) {
    if (shell.state.ended) return;
    if (open)
      repeat(shell, loop, false, () => {
        bind(word);
        walk(shell, node.body);
      });
    else
      turn(shell, loop, () => {
        bind(word);
        walk(shell, node.body);
      });
  }
}

function selectLoop(shell: Shell, node: ast.Select): void {
  const words = node.wordlist === undefined ? positional(shell, node) : wordLists(shell, node.wordlist).flat();
  const loop = loopOf();
  const choices: Values =
    words.some((word) => word.many) || words.length === 0 || words.length > 16
      ? unknown(`$${node.name.value}`)
      : words.map((word) => word.parts);
  repeat(shell, loop, false, () => {
    shell.state.assign(node.name.value, choices);
    shell.state.assign('REPLY', unknown('$REPLY'));
    walk(shell, node.body);
  });
  leave(shell, loop);
}

function arithmeticFor(shell: Shell, node: ast.ArithmeticFor): void {
  if (node.initialize !== undefined) evaluate(shell, node.initialize);
  const step = (): void => {
    walk(shell, node.body);
    if (!shell.state.ended && node.update !== undefined) evaluate(shell, node.update);
  };
  const test = (): boolean | undefined => {
    if (node.test === undefined) return true;
    const before = shell.state.lookedAtEnvironment;
    const value = evaluate(shell, node.test);
    return value === undefined || shell.state.lookedAtEnvironment !== before ? undefined : value !== 0n;
  };
  loopWhile(shell, test, step, node.test === undefined);
}

function whileLoop(shell: Shell, node: ast.While): void {
  const test = (): boolean | undefined => {
    const before = shell.deciding;
    shell.deciding = true;
    walk(shell, node.clause);
    shell.deciding = before;
    const { status } = shell.state;
    return status === undefined ? undefined : node.kind === 'while' ? status : !status;
  };
  const [condition] = node.clause.commands;
  const endless =
    node.clause.commands.length === 1 &&
    condition?.command.type === 'Command' &&
    condition.command.suffix.length === 0 &&
    condition.command.name !== undefined;
  loopWhile(shell, test, () => walk(shell, node.body), endless);
}

/** Walks turn by turn while the condition is certain; from then on the body may run any number of times. */
function loopWhile(shell: Shell, test: () => boolean | undefined, body: () => void, endless: boolean): void {
  const loop = loopOf();
  for (let count = 0; !shell.state.ended; count += 1) {
    shell.reader.tick();
    shell.loops.push(loop);
    const truth = test();
    shell.loops.pop();
    if (truth === false || shell.state.ended) break;
    if (truth === undefined || count >= TURNS || endless) {
      repeat(shell, loop, truth === true, () => {
        body();
        if (!shell.state.ended) test();
      });
      break;
    }
    turn(shell, loop, body);
  }
  leave(shell, loop);
  shell.state.status = undefined;
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
  const item = node.items[index];
  if (item === undefined) return;
  const truth = matchesItem(shell, item, subject);
  const taken = (): void => {
    let at = index;
    let current: ast.CaseItem | undefined = item;
    while (current !== undefined) {
      walk(shell, current.body);
      if (shell.state.ended) return;
      if (current.terminator === ';;&') {
        caseOf(shell, node, subject, at + 1);
        return;
      }
      if (current.terminator !== ';&') return;
      at += 1;
      current = node.items[at];
    }
  };
  if (truth === true) taken();
  else if (truth === false) caseOf(shell, node, subject, index + 1);
  else shell.branch(taken, () => caseOf(shell, node, subject, index + 1));
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
