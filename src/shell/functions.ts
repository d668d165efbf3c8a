import { type Function as AstFunction, parse } from 'unbash';
import { prefixOf, type Span, textOf, type Word } from '../word.ts';
import { keepDormant } from './dormant.ts';
import type { Frame, FunctionBody, Shell, Source } from './shell.ts';
import type { Bindings } from './state.ts';
import { known, sameValues, unknown, type Values } from './value.ts';
import { widened } from './variable.ts';

/** How many calls of a function from within itself are followed exactly. */
const RECURSION = 24;

export function defineFunction(shell: Shell, node: AstFunction): void {
  const name = node.name.value;
  const before = shell.state.functions.get(name);
  const exported = shell.exportsAll || before?.some((body) => body?.exported === true) === true;
  shell.state.functions.set(name, [
    { node, source: shell.source, text: shell.source.text.slice(node.body.pos, node.body.end), exported },
  ]);
}

/** A function that came through the environment (bash's `BASH_FUNC_name%%` variables). */
export function inheritedFunction(shell: Shell, name: string): Bindings | undefined {
  const outer = shell.start.inherited;
  const variable = `BASH_FUNC_${name}%%`;
  if (outer === undefined || !outer.exported.includes(variable)) return undefined;
  const word = outer.variable(variable);
  if (word === null || word === undefined || !prefixOf(word).startsWith('()')) return undefined;
  const body = textOf(word);
  const text = `${name} ${body ?? ''}`;
  const node = parse(text).commands[0]?.command;
  if (body === undefined || node?.type !== 'Function') {
    shell.opaque('code', name, shell.source.place(0, 0));
    return undefined;
  }
  const place = shell.source.place(0, shell.source.text.length);
  const source: Source = { text, place: () => place };
  const bindings: Bindings = [{ node, source, text: text.slice(node.body.pos, node.body.end), exported: true }];
  shell.state.functions.set(name, bindings);
  return bindings;
}

/** Runs a function's body with the arguments; local variables end with it. */
export function callFunction(shell: Shell, name: string, body: FunctionBody, args: readonly Word[], span: Span): void {
  const { state } = shell;
  const outer = shell.frames.filter((frame) => frame.body.node === body.node);
  const [first] = outer;
  if (first !== undefined && shell.concurrent > first.concurrent) {
    shell.forkBomb(span);
    return;
  }
  const last = outer.at(-1);
  const values: readonly Values[] | undefined = args.some((word) => word.many)
    ? undefined
    : args.map((word) => [word.parts]);
  keepDormant(
    shell,
    args.map((word) => word.parts),
  );
  if (last !== undefined && (last.widened || sameCall(last, values, shell))) {
    // Nothing new can come of it; where nothing stands between the calls either, it never ends.
    if (shell.branching === last.branching) shell.opaque('limit', `${name} calls itself without end`, span);
    return;
  }
  const exhausted = shell.recursions >= RECURSION;
  if (first !== undefined) shell.recursions += 1;
  const { args: saved, argWays } = state;
  state.args = values;
  if (exhausted && first !== undefined) {
    state.args = undefined;
    for (const changed of state.variables.differing(first.before.variables))
      state.set(changed, widened(changed, state.variable(changed)));
    state.cwd = first.before.cwd === state.cwd ? state.cwd : unknown('the working directory');
  }
  const frame: Frame = {
    name,
    body,
    concurrent: shell.concurrent,
    branching: shell.branching,
    returned: [],
    locals: new Map(),
    args: state.args,
    before: state.fork(),
    widened: exhausted && first !== undefined,
  };
  if (shell.frames.length > 200) {
    shell.opaque('limit', name, span);
    return;
  }
  shell.frames.push(frame);
  frame.locals.set('FUNCNAME', state.variables.get('FUNCNAME'));
  const names = shell.frames.map((one) => known(one.name)).reverse();
  state.set('FUNCNAME', {
    values: known(name),
    unset: false,
    array: { associative: false, entries: new Map(names.map((one, index) => [String(index), one])), open: false },
  });
  const loops = shell.loops.splice(0);
  const source = shell.source;
  shell.source = body.source;
  const { node } = body;
  shell.command(node.body);
  shell.source = source;
  shell.loops.push(...loops);
  shell.frames.pop();
  let after = shell.state;
  for (const returned of frame.returned) {
    returned.ended = false;
    after = after.join(returned);
  }
  shell.state = after;
  for (const [local, variable] of frame.locals) {
    if (variable === undefined) after.variables.remove(local);
    else after.set(local, variable);
  }
  after.args = saved;
  after.argWays = argWays;
}

/** Whether the same function is already being run with the same arguments in the same state: nothing new can come of it. */
function sameCall(frame: Frame, values: readonly Values[] | undefined, shell: Shell): boolean {
  if (shell.state.changedVariables(frame.before).some((name) => name !== 'FUNCNAME')) return false;
  if (values === undefined || frame.args === undefined) return values === frame.args;
  return (
    values.length === frame.args.length &&
    values.every((value, index) => {
      const other = frame.args?.[index];
      return other !== undefined && sameValues(value, other);
    })
  );
}
