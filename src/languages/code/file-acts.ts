import { textOf, type Truth, type Word } from '../../word.ts';
import { flag, option, pathWord } from './argument.ts';
import { textMethod } from './text-methods.ts';
import type { Given, Row } from './machine-state.ts';
import type { Machine } from './machine.ts';
import { requests } from './requests.ts';
import { known, listed, text, unknown, type Value } from './value.ts';

/** The same for reading, where the end of a path says enough: `…/.env`. */
function readWord(machine: Machine, value: Value): Word | undefined {
  const whole = pathWord(machine, value);
  if (whole !== undefined || value.is !== 'text') return whole;
  const last = value.parts.at(-1);
  return typeof last === 'string' && /\/[^/]+$/.test(last) ? machine.word(value) : undefined;
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
      return requests['get']?.(machine, { ...given, items: [one] }, 'read') ?? unknown('…');
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
  const pipe = machine.language.grammar.name === 'ruby' ? known(file) : undefined;
  // Ruby's Kernel#open runs what stands behind a bar.
  if (pipe?.startsWith('|') === true) {
    machine.note({ act: 'shell', command: machine.word(text(pipe.slice(1))), at: given.at });
    return unknown('the output');
  }
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

/** Options in front of the operands, as shelljs takes them: `rm('-rf', 'x')`. */
function shellOptions(given: Given): { options: string; operands: readonly Value[] } {
  const options = given.items.map((item) => known(item) ?? '').filter((word) => word.startsWith('-'));
  return { options: options.join(''), operands: given.items.filter((item) => !(known(item) ?? '').startsWith('-')) };
}

/** Rows about files. */
export const fileRows: Readonly<Record<string, Row>> = {
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
  chdir: (machine, given) => {
    const [directory] = given.items;
    if (directory?.is === 'text') machine.cwd = directory;
    const block = given.items.at(-1);
    return block?.is === 'function' ? machine.apply(block, []) : undefined;
  },
};
