import { textOf, type Part, type Truth, type Word } from '../../word.ts';
import { namesCredential } from '../../credential-name.ts';
import { textMethod } from './fold.ts';
import { folds } from './folds.ts';
import type { Given, Row } from './machine-state.ts';
import type { Machine } from './machine.ts';
import { requests } from './requests.ts';
import { each, known, listed, partsOf, text, unknown, type Value } from './value.ts';

/** A word for a path, or `undefined` where too little of it is known to say anything. */
export function pathWord(machine: Machine, value: Value): Word | undefined {
  if (value.is === 'file') return pathWord(machine, value.path);
  if (value.is !== 'text') return undefined;
  const [first] = value.parts;
  if (first === undefined) return undefined;
  if (typeof first !== 'string' && first.hole === 'unknown' && !machine.setting.holes.has(first)) return undefined;
  // A program of the project that names a file below its own or a temporary directory means one there.
  if (
    machine.setting.file &&
    (typeof first !== 'string' || !/^(?:[/~]|\.\.(?:\/|$))/.test(first)) &&
    value.parts.some((part) => typeof part !== 'string' && part.hole === 'unknown')
  )
    return undefined;
  return machine.word(value);
}

/** The same for reading, where the end of a path says enough: `…/.env`. */
function readWord(machine: Machine, value: Value): Word | undefined {
  const whole = pathWord(machine, value);
  if (whole !== undefined || value.is !== 'text') return whole;
  const last = value.parts.at(-1);
  return typeof last === 'string' && /\/[^/]+$/.test(last) ? machine.word(value) : undefined;
}

function option(given: Given, name: string): Value | undefined {
  const direct = given.named.get(name);
  if (direct !== undefined) return direct;
  const last = given.items.findLast((item) => item.is === 'object');
  return last?.is === 'object' ? last.fields.get(name) : undefined;
}

function flag(value: Value | undefined): Truth {
  if (value === undefined) return 'no';
  if (value.is === 'flag') return value.value ? 'yes' : 'no';
  if (value.is === 'number') return value.value === 0 ? 'no' : 'yes';
  if (value.is === 'text') return 'yes';
  return 'unknown';
}

const result: Value = unknown('the output');

/** The directory and input that options of a process call name. */
function around(machine: Machine, given: Given): { cwd?: Word; input?: Word } {
  const cwd = option(given, 'cwd') ?? option(given, 'chdir');
  const input = option(given, 'input') ?? option(given, 'stdin_data');
  const directory = cwd === undefined ? undefined : pathWord(machine, cwd);
  return {
    ...(directory === undefined ? {} : { cwd: directory }),
    ...(input === undefined || input.is === 'unknown' ? {} : { input: machine.word(input) }),
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

function remove(machine: Machine, value: Value | undefined, recursive: Truth, given: Given): undefined {
  if (value === undefined) return;
  for (const one of listed(value)) {
    const path = pathWord(machine, one);
    if (path !== undefined) machine.note({ act: 'delete', path, recursive, at: given.at });
    else if (
      recursive === 'yes' &&
      !machine.setting.file &&
      !(one.is === 'unknown' && one.parameter === true) &&
      one.is !== 'flag' &&
      one.is !== 'object' &&
      one.is !== 'number' &&
      one.is !== 'function'
    )
      machine.note({ act: 'delete', path: machine.word(one), recursive, at: given.at });
  }
}

function write(
  machine: Machine,
  value: Value | undefined,
  act: 'write' | 'append' | 'edit',
  content: Value | undefined,
  given: Given,
): undefined {
  if (value === undefined) return;
  if (content?.is === 'environment') machine.note({ act: 'environment', at: given.at });
  for (const one of listed(value)) {
    const path = pathWord(machine, one);
    if (path !== undefined)
      machine.note({
        act,
        path,
        at: given.at,
        ...(content === undefined || content.is === 'fetched' || content.is === 'content'
          ? {}
          : { content: machine.word(content) }),
      });
  }
}

function read(machine: Machine, value: Value | undefined, given: Given): Value {
  const path = value ?? unknown('…');
  for (const one of listed(path)) {
    const [first] = one.is === 'text' ? one.parts : [];
    // Files may be named by a URL.
    if (typeof first === 'string' && /^(?:https?|ftp):\/\//.test(first))
      return rows['get']?.(machine, { ...given, items: [one] }, 'read') ?? unknown('…');
    const word = readWord(machine, one);
    if (word !== undefined) machine.note({ act: 'read', path: word, at: given.at });
  }
  return { is: 'content', path };
}

function two(
  machine: Machine,
  given: Given,
  act: 'copy' | 'move' | 'link',
  first: Value | undefined,
  second: Value | undefined,
): undefined {
  if (first === undefined || second === undefined) return;
  const target = listed(second).map((one) => pathWord(machine, one))[0];
  for (const one of listed(first)) {
    const path = pathWord(machine, one);
    if (path === undefined && target === undefined) continue;
    if (path !== undefined && target !== undefined) machine.note({ act, path, target, at: given.at });
    else if (path !== undefined && act === 'move')
      machine.note({ act: 'delete', path, recursive: 'yes', at: given.at });
    else if (path !== undefined && act === 'copy') machine.note({ act: 'read', path, at: given.at });
    else if (target !== undefined) machine.note({ act: 'write', path: target, at: given.at });
  }
}

/** Opens a file: the mode says whether it is read or written. */
export function open(machine: Machine, path: Value | undefined, mode: Value | undefined, given: Given): Value {
  const how =
    known(mode) ??
    (mode === undefined || mode.is === 'object' || mode.is === 'function' || mode.is === 'reference' ? 'r' : 'r');
  const file = path ?? unknown('…');
  if (!/[wax+]/.test(how)) {
    read(machine, file, given);
    return { is: 'file', path: file, writes: undefined };
  }
  const index = machine.acts.length;
  write(machine, file, how.includes('a') ? 'append' : how.includes('r') ? 'edit' : 'write', undefined, given);
  if (machine.acts.length === index) return { is: 'file', path: file, writes: undefined };
  machine.writes.push({ act: index, content: [] });
  return { is: 'file', path: file, writes: machine.writes.length - 1 };
}

/** Text that is written to an open file belongs to what the opening noted. */
function fileWrite(machine: Machine, given: Given): undefined {
  const { receiver } = given;
  if (given.items.some((item) => item.is === 'environment')) machine.note({ act: 'environment', at: given.at });
  if (receiver?.is !== 'file' || receiver.writes === undefined) return;
  machine.writes[receiver.writes]?.content.push(
    ...given.items.flatMap((item) => (item.is === 'list' ? item.items : [item])),
  );
}

function evaluate(machine: Machine, given: Given, value: Value | undefined): Value | undefined {
  if (value === undefined) return undefined;
  for (const one of each(value)) {
    if (one.is === 'fetched')
      machine.note({
        act: 'remote-code',
        url: machine.word(one.url),
        interpreter: machine.language.grammar.name,
        at: given.at,
      });
    else if (one.is === 'content') {
      const path = pathWord(machine, one.path);
      if (path !== undefined) machine.note({ act: 'file-code', path, at: given.at });
      else if (!machine.setting.file) machine.note({ act: 'opaque', why: 'code', detail: 'eval', at: given.at });
    } else if (one.is === 'text') {
      const whole = known(one);
      if (whole === '') continue;
      if (whole !== undefined || machine.setting.holes.size > 0 || !machine.setting.file)
        machine.note({ act: 'code', code: machine.word(one), at: given.at });
    } else if (
      (one.is === 'unknown' || one.is === 'reference') &&
      !machine.setting.file &&
      !(one.is === 'unknown' && one.parameter === true)
    )
      machine.note({ act: 'opaque', why: 'code', detail: one.is === 'unknown' ? one.why : one.name, at: given.at });
  }
  return undefined;
}

function printed(machine: Machine, given: Given): undefined {
  for (const value of [...given.items, ...given.named.values()]) show(machine, value, given.at);
}

/** Something is shown to whoever reads the output. */
export function show(machine: Machine, value: Value, at: number): void {
  switch (value.is) {
    case 'environment':
      return machine.note({ act: 'environment', at });
    case 'reference':
      if (machine.language.constants[value.name] === 'environment') machine.note({ act: 'environment', at });
      return;
    case 'text':
      if (machine.setting.file) return;
      for (const part of value.parts) {
        const name = variableName(part);
        if (name !== undefined && namesCredential(name)) machine.note({ act: 'variable', name, at });
      }
      return;
    case 'list':
      for (const item of value.items) show(machine, item, at);
      return;
    case 'any':
      for (const one of value.of) show(machine, one, at);
      return;
    case 'object':
      for (const field of value.fields.values()) show(machine, field, at);
      return;
    case 'content':
    case 'fetched':
    case 'file':
    case 'flag':
    case 'function':
    case 'number':
    case 'partial':
    case 'unknown':
      return;
  }
}

function variableName(part: Part): string | undefined {
  if (typeof part === 'string' || part.hole !== 'unknown') return undefined;
  return /^\$(\w+)$/.exec(part.why)?.[1];
}

function mode(
  machine: Machine,
  given: Given,
  path: Value | undefined,
  bits: Value | undefined,
  recursive: Truth = 'no',
): undefined {
  if (path === undefined) return;
  const number = bits?.is === 'number' ? bits.value : undefined;
  const written = known(bits);
  const worldWritable: Truth =
    number !== undefined
      ? (number & 2) !== 0
        ? 'yes'
        : 'no'
      : written === undefined
        ? 'unknown'
        : /[2367]$|o\+\w*w|a\+\w*w|^\+\w*w/.test(written)
          ? 'yes'
          : 'no';
  if (worldWritable === 'unknown') return;
  for (const one of listed(path)) {
    const word = pathWord(machine, one);
    if (word !== undefined)
      machine.note({ act: 'mode', path: word, recursive, what: 'mode', worldWritable, at: given.at });
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

/** Options in front of the operands, as shelljs takes them: `rm('-rf', 'x')`. */
function shellOptions(given: Given): { options: string; operands: readonly Value[] } {
  const options = given.items.map((item) => known(item) ?? '').filter((word) => word.startsWith('-'));
  return { options: options.join(''), operands: given.items.filter((item) => !(known(item) ?? '').startsWith('-')) };
}

/** Rows about processes, files and code; those about the network and about values stand in files of their own. */
export const rows: Readonly<Record<string, Row>> = {
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
  'perl-open': perlOpen,
  delete: (machine, given) => (given.items.forEach((item) => remove(machine, item, 'no', given)), undefined),
  'delete-first': (machine, given) => remove(machine, given.items[0] ?? given.named.get('path'), 'no', given),
  tree: (machine, given) => (given.items.forEach((item) => remove(machine, item, 'yes', given)), undefined),
  'tree-first': (machine, given) => remove(machine, given.items[0] ?? given.named.get('path'), 'yes', given),
  /** `fs.rm(path, {recursive: true})`. */
  remove: (machine, given) => {
    const options = given.items[1];
    const recursive =
      options === undefined || options.is === 'function'
        ? 'no'
        : options.is === 'object' && !options.open
          ? flag(option(given, 'recursive'))
          : options.is === 'object'
            ? flag(option(given, 'recursive'))
            : 'unknown';
    return remove(machine, given.items[0], recursive, given);
  },
  'rm-options': (machine, given) => {
    const { options, operands } = shellOptions(given);
    for (const operand of operands) remove(machine, operand, /[rR]/.test(options) ? 'yes' : 'no', given);
    return undefined;
  },
  write: (machine, given) => write(machine, given.items[0] ?? given.named.get('path'), 'write', given.items[1], given),
  append: (machine, given) => write(machine, given.items[0], 'append', given.items[1], given),
  edit: (machine, given) => write(machine, given.items[0], 'edit', undefined, given),
  'php-write': (machine, given) =>
    write(
      machine,
      given.items[0],
      given.items[2]?.is === 'reference' && /APPEND/.test(given.items[2].name) ? 'append' : 'write',
      given.items[1],
      given,
    ),
  'write-stream': (machine, given) => open(machine, given.items[0], option(given, 'flags') ?? text('w'), given),
  make: (machine, given) => {
    for (const one of listed(given.items[0] ?? unknown('…'))) {
      const path = pathWord(machine, one);
      // A directory that is always there stays what it is.
      if (path !== undefined && textOf(path) !== '/') machine.note({ act: 'make', path, at: given.at });
    }
    return undefined;
  },
  copy: (machine, given) => two(machine, given, 'copy', given.items[0], given.items[1]),
  move: (machine, given) => two(machine, given, 'move', given.items[0], given.items[1]),
  /** `Path.replace(target)`; with two arguments it is the method of text. */
  'path-move': (machine, given) =>
    given.items.length === 2
      ? two(machine, given, 'move', given.items[0], given.items[1])
      : given.items[0]?.is === 'text'
        ? textMethod(machine, 'replace', { ...given.items[0], path: false }, given.items.slice(1))
        : undefined,
  'copy-options': (machine, given) =>
    two(machine, given, 'copy', shellOptions(given).operands[0], shellOptions(given).operands.at(-1)),
  'move-options': (machine, given) =>
    two(machine, given, 'move', shellOptions(given).operands[0], shellOptions(given).operands.at(-1)),
  /** `link(target, path)`; `Path.symlink_to(path, target)` is the other way round. */
  link: (machine, given) => two(machine, given, 'link', given.items[0], given.items[1]),
  'link-back': (machine, given) => two(machine, given, 'link', given.items[1], given.items[0]),
  mode: (machine, given) => mode(machine, given, given.items[0], given.items[1]),
  'mode-first': (machine, given) => (
    given.items.slice(1).forEach((path) => mode(machine, given, path, given.items[0])),
    undefined
  ),
  'mode-tree': (machine, given) => (
    given.items.slice(1).forEach((path) => mode(machine, given, path, given.items[0], 'yes')),
    undefined
  ),
  read: (machine, given) => read(machine, given.items[0] ?? given.named.get('file'), given),
  open: (machine, given) =>
    open(machine, given.items[0] ?? given.named.get('file'), given.named.get('mode') ?? given.items[1], given),
  'path-open': (machine, given) => open(machine, given.items[0], given.named.get('mode') ?? given.items[1], given),
  'file-write': fileWrite,
  'file-read': (_machine, given) =>
    given.receiver?.is === 'file' ? { is: 'content', path: given.receiver.path } : undefined,
  /** `shutil.copyfileobj(response, file)`, `json.dump(value, file)`. */
  'file-write-second': (machine, given) =>
    fileWrite(machine, {
      ...given,
      items: given.items.slice(0, 1),
      ...(given.items[1] === undefined ? {} : { receiver: given.items[1] }),
    }),
  eval: (machine, given) => evaluate(machine, given, given.items[0]),
  'eval-last': (machine, given) => evaluate(machine, given, given.items.filter((item) => item.is !== 'object').at(-1)),
  'eval-timer': (machine, given) => {
    const [first, , ...rest] = given.items;
    if (first?.is === 'text') return evaluate(machine, given, first);
    return first === undefined ? undefined : machine.invoke(first, { ...given, items: rest });
  },
  'run-file': (machine, given) => {
    for (const one of listed(given.items[0] ?? unknown('…'))) {
      const path = one.is === 'fetched' ? undefined : pathWord(machine, one);
      if (path !== undefined) machine.note({ act: 'file-code', path, at: given.at });
    }
    return undefined;
  },
  /** `task :name => [:other] do … end` of rake: kept until it is asked for. */
  'rake-task': (machine, given) => {
    const body = given.items.findLast((item) => item.is === 'function');
    if (machine.setting.tasks === undefined)
      return body === undefined ? undefined : machine.invoke(body, { ...given, items: [] });
    const [first] = given.items;
    const named = [...given.named, ...(first?.is === 'object' ? first.fields : [])];
    const [key, before] = named[0] ?? ['', undefined];
    const name = known(first) ?? key;
    const names = before === undefined ? [] : listed(before).flatMap((one) => known(one) ?? []);
    const own = machine.tasks.get(name.replace(/^.*:/, '')) ?? { before: [], bodies: [] };
    machine.tasks.set(name.replace(/^.*:/, ''), {
      before: [...own.before, ...names],
      bodies: body === undefined ? own.bodies : [...own.bodies, body],
    });
    return undefined;
  },
  compile: (_machine, given) => given.items[0],
  /** A member nobody knows of a module that can do harm. */
  unknown: (machine, given) => {
    if (!machine.setting.file)
      machine.note({
        act: 'opaque',
        why: 'code',
        detail: given.receiver?.is === 'unknown' ? given.receiver.why : '…',
        at: given.at,
      });
    return undefined;
  },
  print: printed,
  kill: (machine, given) => kill(machine, given, given.items[0], given.items[1]),
  'kill-signal-first': (machine, given) => (
    given.items.slice(1).forEach((pid) => kill(machine, given, pid, given.items[0])),
    undefined
  ),
  shutdown: (machine, given) => (machine.note({ act: 'shutdown', at: given.at }), undefined),
  chdir: (machine, given) => {
    const [directory] = given.items;
    if (directory?.is === 'text') machine.cwd = directory;
    const block = given.items.at(-1);
    return block?.is === 'function' ? machine.apply(block, []) : undefined;
  },
  ...requests,
  ...folds,
};

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
