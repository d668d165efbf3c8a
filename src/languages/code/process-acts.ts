import { textOf, type Part, type Truth, type Word } from '../../word.ts';
import { flag, option, pathWord } from './argument.ts';
import { open } from './file-acts.ts';
import type { Given, Row } from './machine-state.ts';
import type { Machine } from './machine.ts';
import { each, known, partsOf, text, unknown, type Value } from './value.ts';

const result: Value = unknown('the output');

/** The directory and input that options of a process call name. */
function around(machine: Machine, given: Given): { cwd?: Word; input?: Word } {
  const cwd = option(given, 'cwd') ?? option(given, 'chdir');
  const input = option(given, 'input') ?? option(given, 'stdin_data');
  const directory = cwd === undefined ? undefined : pathWord(machine, cwd);
  return {
    ...(directory === undefined ? {} : { cwd: directory }),
    ...(input === undefined || input.is === 'unknown'
      ? option(given, 'stdin') === undefined
        ? {}
        : // What it is given to read later on is not followed.
          { input: machine.word(unknown('what is written to it')) }
      : { input: machine.word(input) }),
  };
}

/** A command line for a shell. */
export function shell(machine: Machine, value: Value | undefined, given: Given): void {
  if (value === undefined) return;
  for (const one of each(value)) {
    if (one.is === 'list') run(machine, one.items, one.open, given);
    else if (one.is === 'fetched')
      machine.note({ act: 'remote-code', url: machine.word(one.url), interpreter: 'the shell', at: given.at });
    else if (one.is === 'unknown' && one.parameter === true) continue;
    else if (one.is !== 'number' && one.is !== 'flag' && one.is !== 'function' && one.is !== 'object') {
      if (textOf(machine.word(one)) === '') continue;
      machine.note({ act: 'shell', command: machine.word(one), at: given.at, ...around(machine, given) });
    }
  }
}

/** A program with its arguments, one run for each alternative of the first word. */
export function run(machine: Machine, items: readonly Value[], open: boolean, given: Given): void {
  const flat = items
    .flatMap((item) => (item.is === 'list' ? item.items : [item]))
    .filter((item) => item.is !== 'object' && item.is !== 'flag');
  const [program, ...rest] = flat;
  if (program === undefined) return;
  for (const one of each(program)) {
    if (one.is === 'unknown' && (one.parameter === true || machine.setting.file)) continue;
    if (one.is !== 'text' && machine.setting.file) continue;
    const words = [one, ...rest].flatMap((value) => alternatives(machine, value));
    const argv = open ? [...words, { ...machine.word(unknown('…')), many: true }] : words;
    machine.note({ act: 'run', argv, at: given.at, ...around(machine, given) });
  }
}

function alternatives(machine: Machine, value: Value): readonly Word[] {
  // A loop over names gives a command each of them, which as arguments of one command come to the same.
  return each(value).map((one) => machine.word(one));
}

/** What is run where the program itself is one value: a list, a command line or nothing that is known. */
function started(machine: Machine, value: Value | undefined, given: Given, throughShell: Truth): void {
  if (value === undefined) return;
  for (const one of each(value)) {
    if (one.is === 'list') {
      if (throughShell === 'yes') shell(machine, one.items[0], given);
      else run(machine, one.items, one.open, given);
    } else if (one.is === 'text' || one.is === 'fetched' || throughShell === 'yes') shell(machine, one, given);
    else if (!machine.setting.file && !(one.is === 'unknown' && one.parameter === true) && one.is !== 'function')
      machine.note({
        act: 'opaque',
        why: 'code',
        detail: partsOf(one)
          .map((part) => (typeof part === 'string' ? part : 'why' in part ? part.why : '…'))
          .join(''),
        at: given.at,
      });
  }
}

function kill(machine: Machine, given: Given, target: Value | undefined, signal: Value | undefined): undefined {
  if (target === undefined || target.is !== 'number') return;
  const name =
    signal?.is === 'number'
      ? String(signal.value)
      : signal?.is === 'reference'
        ? signal.name.replace(/^.*SIG/, '')
        : (known(signal) ?? 'TERM').replace(/^SIG/, '');
  if (name !== '0') machine.note({ act: 'kill', target: machine.word(target), signal: name, at: given.at });
}

/** Perl's `open`: the mode stands in a word of its own or in front of the path; `|` makes it a command. */
function perlOpen(machine: Machine, given: Given): Value | undefined {
  const [, second, third, ...rest] = given.items;
  const how = known(second);
  if (third !== undefined) {
    if (how === undefined) return undefined;
    if (/^-?\||\|-?$/.test(how)) {
      if (rest.length > 0) run(machine, [third, ...rest], false, given);
      else shell(machine, third, given);
      return undefined;
    }
    return /[>+]/.test(how)
      ? open(machine, third, text(how.includes('>>') ? 'a' : 'w'), given)
      : open(machine, third, text('r'), given);
  }
  if (how === undefined) return undefined;
  if (how.startsWith('|') || /\|\s*$/.test(how)) shell(machine, text(how.replace(/^\||\|\s*$/g, '').trim()), given);
  else if (/^\s*\+?>/.test(how))
    open(machine, text(how.replace(/^\s*\+?>+\s*/, '')), text(how.includes('>>') ? 'a' : 'w'), given);
  else open(machine, text(how.replace(/^\s*\+?<?\s*/, '').trim()), text('r'), given);
  return undefined;
}

/** `execv(path, argv)`: the path is what is started, the first of the list is only its name. */
function executed(machine: Machine, given: Given, program: Value | undefined, list: Value | undefined): Value {
  if (program !== undefined)
    run(
      machine,
      [program, ...(list?.is === 'list' ? list.items.slice(1) : [])],
      list?.is !== 'list' || list.open,
      given,
    );
  return result;
}

/** Rows about processes. */
export const processRows: Readonly<Record<string, Row>> = {
  shell: (machine, given) => (
    shell(machine, given.items[0] ?? given.named.get('cmd') ?? given.named.get('command'), given),
    result
  ),
  'shell-last': (machine, given) => (shell(machine, given.items.at(-1), given), result),
  /** One text is a command line, several are a program with its arguments; an environment may stand in front. */
  system: (machine, given) => {
    const [first, second] = given.items.filter((item) => item.is !== 'object' && item.is !== 'environment');
    if (second === undefined && !given.open) started(machine, first, given, first?.is === 'text' ? 'yes' : 'unknown');
    else run(machine, given.items, given.open, given);
    return result;
  },
  subprocess: (machine, given) => {
    started(machine, given.items[0] ?? given.named.get('args'), given, flag(option(given, 'shell')));
    return result;
  },
  spawn: (machine, given) => {
    const [program, args] = given.items;
    const list = args?.is === 'list' ? args : undefined;
    if (flag(option(given, 'shell')) !== 'no' && program?.is === 'text') {
      const words = list === undefined ? [program] : [program, ...list.items];
      shell(
        machine,
        {
          is: 'text',
          parts: words.flatMap((word, index): readonly Part[] =>
            index === 0 ? partsOf(word) : [' ', ...partsOf(word)],
          ),
        },
        given,
      );
    } else if (program?.is === 'list') run(machine, program.items, program.open, given);
    else if (program !== undefined && (program.is === 'text' || program.is === 'any'))
      run(
        machine,
        [program, ...(list?.items ?? [])],
        list?.open ?? (args !== undefined && args.is !== 'object' && args.is !== 'function'),
        given,
      );
    else started(machine, program, given, 'no');
    return result;
  },
  command: (machine, given) => {
    const args = option(given, 'args');
    const [program] = given.items;
    if (program !== undefined)
      run(
        machine,
        [program, ...(args?.is === 'list' ? args.items : [])],
        args?.is === 'list' ? args.open : args !== undefined,
        given,
      );
    return result;
  },
  argv: (machine, given) => {
    const [list] = given.items;
    if (list?.is === 'object') started(machine, list.fields.get('cmd'), given, 'no');
    else if (list?.is === 'text') run(machine, [list], false, given);
    else started(machine, list, given, 'no');
    return result;
  },
  'exec-list': (machine, given) => executed(machine, given, given.items[0], given.items[1]),
  'exec-items': (machine, given) => (
    run(machine, [given.items[0] ?? unknown('…'), ...given.items.slice(2)], given.open, given),
    result
  ),
  'spawn-list': (machine, given) => executed(machine, given, given.items[1], given.items[2]),
  'spawn-items': (machine, given) => (
    run(machine, [given.items[1] ?? unknown('…'), ...given.items.slice(3)], given.open, given),
    result
  ),
  /** A command line for a shell on another machine. */
  'remote-shell': (machine, given) => {
    const [command] = given.items;
    if (command?.is === 'text') run(machine, [text('ssh'), text('host'), command], false, given);
    return result;
  },
  'perl-open': perlOpen,
  kill: (machine, given) => kill(machine, given, given.items[0], given.items[1]),
  'kill-signal-first': (machine, given) => (
    given.items.slice(1).forEach((pid) => kill(machine, given, pid, given.items[0])),
    undefined
  ),
  shutdown: (machine, given) => (machine.note({ act: 'shutdown', at: given.at }), undefined),
};
