import type * as ast from 'unbash';
import { branched } from '../arms.ts';
import { wordOf, type Word } from '../word.ts';
import { evaluate, stored } from './arithmetic.ts';
import type { Loop, Shell } from './shell.ts';
import type { State } from './state.ts';
import { sameValues, unknown, unknownHole, type Values } from './value.ts';
import { expandWord } from './words.ts';

/** How many turns of a loop over known words are walked one by one. */
const TURNS = 256;
/** How many turns of all loops of a script are; loops in loops multiply. */
const ALL_TURNS = 2048;

/** One turn of a loop's body; `break` and `continue` inside it end here. */
function turn(shell: Shell, loop: Loop, body: () => void): void {
  shell.turns += 1;
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
  // Each turn may be none.
  const possibleTurn = (): void => {
    shell.state.arms = branched(before.arms);
    turn(shell, loop, body);
  };
  shell.repeating += 1;
  shell.branching += 1;
  if (atLeastOnce) turn(shell, loop, body);
  else possibleTurn();
  if (!shell.state.ended && changed(before, shell.state)) {
    let start = before;
    // Inside another such loop the turn between is left out: work would grow with every level.
    if (shell.repeating === 1) {
      shell.state = shell.state.join(before.fork());
      start = shell.state.fork();
      possibleTurn();
      shell.state = shell.state.join(start.fork());
    }
    if (!shell.state.ended && changed(start, shell.state)) {
      shell.state.widen(start);
      start = shell.state.fork();
      possibleTurn();
      shell.state = shell.state.join(start);
    }
  }
  shell.repeating -= 1;
  shell.branching -= 1;
  if (!atLeastOnce) shell.state = shell.state.join(before);
}

function changed(before: State, after: State): boolean {
  return (
    after.changedVariables(before).length > 0 ||
    after.functions.differing(before.functions).length > 0 ||
    !sameValues(before.cwd, after.cwd) ||
    before.args !== after.args ||
    before.argWays !== after.argWays
  );
}

function loopOf(): Loop {
  return { left: [], continued: [] };
}

/** `for name in …`: known words are walked one by one. */
export function forLoop(shell: Shell, node: ast.For): void {
  const name = node.name.value;
  const loop = loopOf();
  const lists = node.wordlist === undefined ? [positional(shell, node)] : wordLists(shell, node.wordlist);
  shell.branch(...lists.map((list) => () => overList(shell, loop, list, name, node)));
  leave(shell, loop);
  shell.state.status = undefined;
}

function positional(shell: Shell, node: ast.For | ast.Select): readonly Word[] {
  const span = shell.source.place(node.name.pos, node.name.end);
  const args = shell.state.args ?? shell.state.argWays?.flat();
  if (args === undefined) return [wordOf([unknownHole('"$@"')], span, true)];
  return args.flatMap((values) => values.map((value) => wordOf(value, span)));
}

function wordLists(shell: Shell, words: readonly ast.Word[]): readonly (readonly Word[])[] {
  const list: Word[] = [];
  for (const word of words) {
    const next = expandWord(shell, word);
    if (next.length > 1 && words.length === 1) return next;
    // Any of the alternatives may be walked: their order does not matter to a loop's body.
    for (const fields of next) for (const field of fields) list.push(field);
  }
  return [list];
}

function overList(shell: Shell, loop: Loop, list: readonly Word[], name: string, node: ast.For): void {
  const open = list.some(
    (word) => word.many || word.parts.some((part) => typeof part !== 'string' && part.hole === 'glob'),
  );
  const bind = (word: Word): void => shell.state.assign(name, stored(shell, name, [word.parts], word.span));
  if (list.length > TURNS || shell.turns + list.length > ALL_TURNS) {
    repeat(shell, loop, false, () => {
      shell.state.assign(name, unknown(`$${name}`));
      shell.command(node.body);
    });
    return;
  }
  for (const word of list) {
    if (shell.state.ended) return;
    if (open)
      repeat(shell, loop, false, () => {
        bind(word);
        shell.command(node.body);
      });
    else
      turn(shell, loop, () => {
        bind(word);
        shell.command(node.body);
      });
  }
}

/** `select`: any of the words may be chosen, any number of times. */
export function selectLoop(shell: Shell, node: ast.Select): void {
  const words = node.wordlist === undefined ? positional(shell, node) : wordLists(shell, node.wordlist).flat();
  const loop = loopOf();
  const name = node.name.value;
  const span = shell.source.place(node.name.pos, node.name.end);
  const choices: Values =
    words.some((word) => word.many) || words.length === 0 || words.length > 16
      ? unknown(`$${node.name.value}`)
      : words.map((word) => word.parts);
  repeat(shell, loop, false, () => {
    shell.state.assign(name, stored(shell, name, choices, span));
    shell.state.assign('REPLY', unknown('$REPLY'));
    shell.command(node.body);
  });
  leave(shell, loop);
}

/** `for ((…; …; …))`. */
export function arithmeticFor(shell: Shell, node: ast.ArithmeticFor): void {
  if (node.initialize !== undefined) evaluate(shell, node.initialize);
  const step = (): void => {
    shell.command(node.body);
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

/** `while` and `until`. */
export function whileLoop(shell: Shell, node: ast.While): void {
  const test = (): boolean | undefined => {
    const before = shell.deciding;
    shell.deciding = true;
    shell.command(node.clause);
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
  loopWhile(shell, test, () => shell.command(node.body), endless);
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
    if (truth === undefined || count >= TURNS || shell.turns >= ALL_TURNS || endless) {
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
