import { type Span, textOf, type Word, wordOf } from '../word.ts';
import { evaluateName, evaluateValues } from './arithmetic.ts';
import { declareBuiltin, nameValue, unsetBuiltin } from './declare.ts';
import { changeDirectory, popDirectory, pushDirectory } from './directory.ts';
import { expandPossibly, wake } from './dormant.ts';
import { mapfileBuiltin, printfBuiltin, readBuiltin } from './input.ts';
import { leaveLoop, returned } from './leaving.ts';
import { expandsHistory, getopts, restricts, set, shift, switchesOn } from './positional.ts';
import type { Shell } from './shell.ts';
import type { Details } from './simple.ts';
import { source } from './sourcing.ts';
import { test, truthOf } from './test-builtin.ts';
import { kill, signalled, trap } from './traps.ts';
import { textOfValue, type Value } from './value.ts';

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
