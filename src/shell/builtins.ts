import { branched } from '../arms.ts';
import { type Span, textOf, type Word, wordOf } from '../word.ts';
import { evaluateName, evaluateText, evaluateValues, stored } from './arithmetic.ts';
import { declareBuiltin, nameValue, unsetBuiltin } from './declare.ts';
import { expandPossibly, wake } from './dormant.ts';
import { changeDirectory, popDirectory, pushDirectory } from './directory.ts';
import { binaryTruth, isArithmetic, unaryTruth } from './conditional.ts';
import { mapfileBuiltin, printfBuiltin, readBuiltin } from './input.ts';
import { descriptorOf, inputFrom } from './redirects.ts';
import type { Shell } from './shell.ts';
import type { Details } from './simple.ts';
import { asWord, NOTHING, oneValue, textOfValue, unknown, unknownHole, type Value, type Values } from './value.ts';

/** A builtin about to run. */
export interface Call {
  readonly name: string;
  readonly argv: readonly Word[];
  readonly details: Details;
  /** Hands the invocation on. */
  readonly emit: () => void;
}

/** Runs a builtin that changes what the shell knows, or runs code; `false` where the name is no such builtin. */
export function runBuiltin(shell: Shell, call: Call): boolean {
  const { name, argv, details } = call;
  const args = argv.slice(1);
  const { span } = details;
  switch (name) {
    case ':':
    case 'true':
      call.emit();
      shell.state.status = true;
      return true;
    case 'false':
      call.emit();
      shell.state.status = false;
      return true;
    case 'cd':
      call.emit();
      changeDirectory(shell, args, span);
      return true;
    case 'pushd':
      call.emit();
      pushDirectory(shell, args, span);
      return true;
    case 'popd':
      call.emit();
      popDirectory(shell, args);
      return true;
    case 'eval':
      call.emit();
      shell.code(
        [joined(args[0] !== undefined && textOf(args[0]) === '--' ? args.slice(1) : args)],
        args[0] === undefined ? span : { start: args[0].span.start, end: args.at(-1)?.span.end ?? span.end },
        'eval',
      );
      return true;
    case '.':
    case 'source':
      call.emit();
      source(shell, args, span);
      return true;
    case 'kill':
      call.emit();
      kill(shell, args, span);
      return true;
    case 'trap':
      call.emit();
      trap(shell, args, span);
      return true;
    case 'fc':
      call.emit();
      // It runs what the history holds (bash manual, "Bash History Builtins"); `-l` only lists.
      if (!args.some((word) => /^-[enr]*l/.test(textOf(word) ?? '')))
        shell.opaque('code', `fc ${args.map((word) => textOf(word) ?? '…').join(' ')}`, span);
      return true;
    // `logout` leaves a login shell only, which this is not.
    case 'exit':
      call.emit();
      if (args.length <= 1 && args[0]?.many !== true) {
        shell.exits.push(shell.state.fork());
        shell.state.ended = true;
      }
      return true;
    case 'return':
      call.emit();
      returned(shell, args);
      return true;
    case 'break':
    case 'continue':
      call.emit();
      leaveLoop(shell, name, args);
      return true;
    case 'shift':
      call.emit();
      shift(shell, args);
      return true;
    case 'set':
      call.emit();
      if (restricts(args)) shell.opaque('construct', 'set -r', span);
      if (switchesOn(args, 'a', 'allexport')) shell.exportsAll = true;
      if (switchesOn(args, 'C', 'noclobber')) shell.keepsFiles = true;
      if (expandsHistory(args)) shell.opaque('construct', 'set -H', span);
      set(shell, args);
      return true;
    case 'shopt':
      call.emit();
      for (const word of args) {
        const option = textOf(word);
        if (option === undefined || option === 'execfail') shell.execMayFail = true;
        if (option === undefined || option === 'lastpipe') shell.lastPipe = true;
        if (option === 'nocasematch') shell.foldCase = true;
        if (option === 'localvar_inherit') shell.localsInherit = true;
        if (option === 'xpg_echo') shell.opaque('construct', 'shopt -s xpg_echo', span);
      }
      return true;
    case 'export':
    case 'declare':
    case 'typeset':
    case 'local':
    case 'readonly':
      call.emit();
      if (
        name !== 'local' &&
        args.length > 0 &&
        args.every((word) =>
          details.declared.some(
            (one) => one.argument === word && shell.state.variables.get(one.name)?.readonly !== true,
          ),
        )
      )
        shell.state.status = true;
      declareBuiltin(shell, name, args, details);
      return true;
    case 'unset':
      call.emit();
      unsetBuiltin(shell, args, span);
      return true;
    case 'let': {
      call.emit();
      const looks = shell.state.lookedAtEnvironment;
      let value: bigint | undefined;
      for (const word of args) value = evaluateValues(shell, [nameValue(word)], word.span, 1);
      shell.state.status = value === undefined || looks !== shell.state.lookedAtEnvironment ? undefined : value !== 0n;
      return true;
    }
    case 'read':
      call.emit();
      readBuiltin(shell, args, span);
      return true;
    case 'mapfile':
    case 'readarray':
      call.emit();
      mapfileBuiltin(shell, args, span);
      return true;
    case 'printf':
      return printfBuiltin(shell, call);
    case 'test':
    case '[':
      call.emit();
      test(shell, args);
      if (shell.deciding) shell.state.status = truthOf(name === '[' ? args.slice(0, -1) : args);
      return true;
    case 'alias':
      call.emit();
      for (const word of args) alias(shell, word);
      return true;
    case 'unalias':
      call.emit();
      // The line may have been read before: the alias stays possible.
      return true;
    case 'hash':
      call.emit();
      hash(shell, args);
      return true;
    case 'enable':
      call.emit();
      if (args.some((word) => textOf(word)?.startsWith('-f') === true || textOf(word) === undefined))
        shell.opaque('code', `enable ${args.map((word) => textOf(word) ?? '…').join(' ')}`, span);
      return true;
    case 'getopts':
      call.emit();
      getopts(shell, args, span);
      return true;
    case 'compgen':
    case 'complete':
      call.emit();
      completion(shell, args, span);
      return true;
    case 'wait':
      call.emit();
      signalled(shell, 'CHLD', span);
      for (const [index, word] of args.entries()) {
        const option = textOf(word);
        const given = option === '-p' ? args[index + 1] : undefined;
        if (given !== undefined) evaluateName(shell, nameValue(given), given.span);
        else if (option?.startsWith('-p') === true) evaluateName(shell, [option.slice(2)], word.span);
      }
      shell.state.status = undefined;
      return true;
    case 'echo':
      call.emit();
      if (shell.state.outputs.size === 0) shell.state.status = true;
      return true;
    default:
      return false;
  }
}

/** Whether a builtin is known to write nothing to its standard output. */
export function isSilent(name: string, argv: readonly Word[]): boolean {
  switch (name) {
    case ':':
    case 'true':
    case 'false':
    case 'eval':
    case '.':
    case 'source':
    case 'exit':
    case 'return':
    case 'break':
    case 'continue':
    case 'shift':
    case 'unset':
    case 'let':
    case 'read':
    case 'mapfile':
    case 'readarray':
    case 'test':
    case '[':
    case 'wait':
    case 'getopts':
    case 'unalias':
    case 'exec':
      return true;
    case 'cd': {
      const first = argv[1] === undefined ? '' : textOf(argv[1]);
      return first !== '-';
    }
    case 'export':
    case 'readonly':
      return hasOperand(argv) && !hasOption(argv, /^-[a-z]*p/i);
    case 'declare':
    case 'typeset':
    case 'local':
      return hasOperand(argv) && !hasOption(argv, /^-[a-z]*[pf]/i);
    case 'alias':
      return (
        argv.length > 1 &&
        argv.slice(1).every((word) => word.parts.some((part) => typeof part === 'string' && part.includes('=')))
      );
    case 'trap':
      return argv.length > 1 && !hasOption(argv, /^-[pl]/i);
    case 'set':
      return argv.length > 1 && argv.slice(-1).every((word) => !/^[-+]\w*o$/.test(textOf(word) ?? ''));
    case 'shopt':
      return hasOperand(argv) && hasOption(argv, /^-[a-z]*[suq]/i);
    default:
      return false;
  }
}

function hasOption(argv: readonly Word[], option: RegExp): boolean {
  return argv.slice(1).some((word) => option.test(textOf(word) ?? ''));
}

function hasOperand(argv: readonly Word[]): boolean {
  return argv.slice(1).some((word) => !/^[-+]/.test(textOf(word) ?? ''));
}

/** The arguments as `eval` puts them together. */
function joined(args: readonly Word[]): Value {
  return wordOf(
    args.flatMap((word, index) => (index === 0 ? word.parts : [' ', ...word.parts])),
    { start: 0, end: 0 },
  ).parts;
}

function source(shell: Shell, args: readonly Word[], span: Span): void {
  const operands = args[0] !== undefined && textOf(args[0]) === '--' ? args.slice(1) : args;
  const [file, ...rest] = operands;
  if (file === undefined) return;
  const contents = sourceTexts(shell, file);
  if (contents.length === 0) return;
  const { args: outer, argWays } = shell.state;
  const rebind = rest.length > 0;
  if (rebind) shell.state.args = rest.some((word) => word.many) ? undefined : rest.map((word) => [word.parts]);
  const returns: Shell['state'][] = [];
  shell.sourced.push(returns);
  shell.code(contents, span, 'source');
  shell.sourced.pop();
  for (const state of returns) {
    state.ended = false;
    shell.state = shell.state.join(state);
  }
  if (!rebind) return;
  shell.state.args = outer;
  shell.state.argWays = argWays;
}

/** What the script that a word of `source` names may be: a substitution, a descriptor, or a file whose content is known. */
function sourceTexts(shell: Shell, file: Word): Values {
  const descriptor = descriptorOf(textOf(file));
  if (file.substitution !== undefined || descriptor !== undefined) {
    const stream = inputFrom(shell, file);
    if (stream.kind === 'text') return [stream.text.parts];
    if (stream.kind === 'pipe') return [stream.text?.parts ?? [{ hole: 'unknown', why: '<(…)', output: stream.from }]];
    if (stream.kind === 'file' && stream.path === file) return [];
    if (stream.kind === 'inherited') return [[unknownHole('standard input')]];
    return contentsOf(shell, stream.path);
  }
  return contentsOf(shell, file);
}

function contentsOf(shell: Shell, word: Word): Values {
  const cwd = asWord(oneValue(shell.state.cwd, 'the working directory'), word.span);
  const { remote } = shell.start;
  return shell.reader
    .contents({ word, cwd, ...(remote === undefined ? {} : { remote }) }, shell.state.arms)
    .map(({ parts }) => parts);
}

function trap(shell: Shell, args: readonly Word[], span: Span): void {
  const operands = args[0] !== undefined && textOf(args[0]) === '--' ? args.slice(1) : args;
  const [handler, ...signals] = operands;
  if (handler === undefined) return;
  const text = textOf(handler);
  if (text !== undefined && /^-[lp]+$/.test(text)) return;
  if (signals.length === 0 || text === '-') {
    for (const signal of signals.length === 0 ? [handler] : signals) shell.state.traps.remove(textOf(signal) ?? '');
    return;
  }
  if (text === '') return;
  for (const signal of signals) {
    const name = (textOf(signal) ?? '?').toUpperCase().replace(/^SIG/, '').replace(/^0$/, 'EXIT');
    shell.state.traps.set(name, [handler.parts]);
    // These run between the commands that follow, with the values of that moment.
    const at = handler.span.end > 0 ? handler.span : span;
    if (name === 'DEBUG')
      shell.branch(
        () => undefined,
        () => shell.code([handler.parts], at, 'trap'),
      );
    else if (name === 'ERR' || name === 'RETURN')
      shell.inSubshell(() => {
        shell.state.arms = branched(shell.state.arms);
        shell.code([handler.parts], at, 'trap');
      });
  }
}

/** `kill -USR1 $$`: a handler set for the signal runs, if it is this shell that is told. */
function kill(shell: Shell, args: readonly Word[], span: Span): void {
  // The shell itself may be what ends here, with the values of this moment.
  const own = args.some((word) => word.parts.some((part) => typeof part !== 'string' && part.hole === 'number'));
  if (own && !shell.state.traps.empty) shell.exits.push(shell.state.fork());
  for (const [index, word] of args.entries()) {
    const text = textOf(word) ?? '';
    const name = text === '-s' || text === '-n' ? textOf(args[index + 1] ?? word) : /^-(\w+)$/.exec(text)?.[1];
    signalled(shell, (name ?? '').toUpperCase().replace(/^SIG/, ''), span);
  }
}

/** The handler of a signal that may come runs, where there is one. */
function signalled(shell: Shell, name: string, span: Span): void {
  const handler = shell.state.traps.get(name);
  if (handler !== undefined)
    shell.branch(
      () => undefined,
      () => shell.code(handler, span, 'trap'),
    );
}

function returned(shell: Shell, args: readonly Word[]): void {
  if (args.length > 1 || args[0]?.many === true) return;
  const frame = shell.frames.at(-1);
  const sourced = shell.sourced.at(-1);
  if (sourced !== undefined) sourced.push(shell.state.fork());
  else if (frame !== undefined) frame.returned.push(shell.state.fork());
  else return;
  shell.state.ended = true;
}

function leaveLoop(shell: Shell, name: 'break' | 'continue', args: readonly Word[]): void {
  const [count] = args;
  const depth = count === undefined ? 1 : Number(textOf(count));
  if (shell.loops.length === 0 || args.length > 1 || !Number.isInteger(depth) || depth < 1) return;
  const target = shell.loops.at(-Math.min(depth, shell.loops.length));
  if (target === undefined) return;
  (name === 'break' ? target.left : target.continued).push(shell.state.fork());
  shell.state.ended = true;
}

function shift(shell: Shell, args: readonly Word[]): void {
  const { state } = shell;
  const ways = state.args === undefined ? state.argWays : [state.args];
  if (ways === undefined) return;
  const [count] = args;
  const by = count === undefined ? 1 : Number(textOf(count));
  if (Number.isInteger(by) && by >= 0) {
    const shifted = ways.map((way) => (by <= way.length ? way.slice(by) : way));
    if (state.args === undefined) state.argWays = shifted;
    else state.args = shifted[0];
  } else state.args = undefined;
}

/** `set -r`: from then on `cd` and others fail where everybody expects them to work (bash manual, 6.10 The Restricted Shell). */
function restricts(args: readonly Word[]): boolean {
  const texts = args.map((word) => textOf(word) ?? '');
  const end = texts.findIndex((text) => text === '--' || text === '-');
  return texts
    .slice(0, end < 0 ? texts.length : end)
    .some((text) => /^-[a-zA-Z]*r/.test(text) || text === 'restricted');
}

/** `set -H`: from then on `!!` stands for what was run before (bash manual, 9.3 History Expansion). */
function expandsHistory(args: readonly Word[]): boolean {
  const texts = args.map((word) => textOf(word) ?? '');
  return texts.some(
    (text, index) => /^-[a-zA-Z]*H/.test(text) || (text === 'histexpand' && texts[index - 1]?.startsWith('-') === true),
  );
}

/** Whether `set` switches an option on, by its letter or its name. */
function switchesOn(args: readonly Word[], letter: string, name: string): boolean {
  return args.some((word) => {
    const text = textOf(word) ?? '';
    return text === name || (/^-[a-zA-Z]+$/.test(text) && text.includes(letter));
  });
}

function set(shell: Shell, args: readonly Word[]): void {
  let at = 0;
  let positional = false;
  for (; at < args.length; at += 1) {
    const word = args[at];
    const text = word === undefined ? undefined : textOf(word);
    if (text === '--' || text === '-') {
      positional = true;
      at += 1;
      break;
    }
    if (text === undefined || !/^[-+]./.test(text)) break;
    if (/^[-+]\w*o$/.test(text)) at += 1;
  }
  const rest = args.slice(at);
  if (rest.length === 0 && !positional) return;
  shell.state.args = rest.some((word) => word.many) ? undefined : rest.map((word) => [word.parts]);
}

/** `test` and `[` read the operands of arithmetic comparisons, and the subscript after `-v`, as expressions. */
function test(shell: Shell, args: readonly Word[]): void {
  for (const [index, word] of args.entries()) {
    const text = textOf(word);
    const next = args[index + 1];
    if ((text === '-v' || text === '-R') && next !== undefined) evaluateName(shell, nameValue(next), next.span);
    if (text !== undefined && isArithmetic(text)) {
      for (const operand of [args[index - 1], next]) {
        const value = operand === undefined ? undefined : textOf(operand);
        if (value !== undefined && operand !== undefined && /[[(]/.test(value))
          evaluateText(shell, value, operand.span, 1);
      }
    }
  }
}

/** What `test` says of operands that are known; `undefined` for everything about files, and for longer expressions. */
function truthOf(words: readonly Word[]): boolean | undefined {
  const texts: string[] = [];
  for (const word of words) {
    const text = textOf(word);
    if (text === undefined) return undefined;
    texts.push(text);
  }
  const [one, two, three] = texts;
  if (one === undefined) return false;
  if (texts.length === 1) return one !== '';
  if (one === '!') {
    const rest = truthOf(words.slice(1));
    return rest === undefined ? undefined : !rest;
  }
  if (texts.length === 2) return unaryTruth(one, two);
  return texts.length === 3 ? binaryTruth(one, two ?? '', three ?? '') : undefined;
}

function alias(shell: Shell, word: Word): void {
  const [first, ...rest] = word.parts;
  if (typeof first !== 'string') return;
  const at = first.indexOf('=');
  if (at <= 0) return;
  const name = first.slice(0, at);
  const value = textOfValue(wordOf([first.slice(at + 1), ...rest], word.span).parts);
  if (value === undefined) {
    shell.opaque('code', `alias ${name}`, word.span);
    return;
  }
  const before = shell.state.aliases.get(name) ?? [];
  shell.state.aliases.set(name, before.includes(value) ? before : [...before, value]);
}

function hash(shell: Shell, args: readonly Word[]): void {
  const at = args.findIndex((word) => textOf(word) === '-p');
  const path = args[at + 1];
  if (at < 0 || path === undefined) return;
  for (const word of args.slice(at + 2)) {
    const name = textOf(word);
    if (name !== undefined) shell.state.remembered.set(name, [path.parts]);
  }
}

function getopts(shell: Shell, args: readonly Word[], span: Span): void {
  const [, variable, ...own] = args;
  const name = variable === undefined ? undefined : textOf(variable);
  if (name === undefined) return;
  const given: readonly Values[] | undefined =
    own.length === 0
      ? (shell.state.args ?? shell.state.argWays?.flat())
      : own.some((word) => word.many)
        ? undefined
        : own.map((word) => [word.parts]);
  shell.state.assign(name, stored(shell, name, unknown(`$${name}`), span));
  const values = given?.flat() ?? [];
  const candidates = values.flatMap((value): Value[] => {
    const [first, ...rest] = value;
    if (typeof first !== 'string' || !first.startsWith('-') || first.length <= 2) return [value];
    // Behind its own option, or as the argument of the one before it.
    return [[first.slice(2), ...rest], value];
  });
  shell.state.assign(
    'OPTARG',
    given === undefined || candidates.length > 8 ? unknown('$OPTARG') : candidates.length === 0 ? NOTHING : candidates,
  );
  shell.state.assign('OPTIND', [[{ hole: 'number', why: '$OPTIND' }]]);
}

/** `-C` runs a command, `-W` expands its word list, `-F` calls a function. */
function completion(shell: Shell, args: readonly Word[], span: Span): void {
  for (const [index, word] of args.entries()) {
    const next = args[index + 1];
    if (next === undefined) continue;
    if (textOf(word) === '-C' || textOf(word) === '-F')
      shell.inSubshell(() => shell.code([next.parts], next.span, 'compgen'));
    if (textOf(word) === '-W') {
      const text = textOf(next);
      shell.inSubshell(() => {
        if (text !== undefined) return void shell.expandText(text, span);
        expandPossibly(shell, next.parts, span);
        wake(shell, 'prompt', next.parts, span);
      });
    }
  }
}
