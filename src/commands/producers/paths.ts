import { equals, literal, prefixOf, suffixOf, textOf, type Part, type Word } from '../../word.ts';
import { readCommand, type Command, type Syntax } from '../argv.ts';
import { certain, onlyOptions, output, outputOf, type Call, type Producer } from './call.ts';

/** The last component of a path; holes before its last slash do not matter. */
function lastComponent(word: Word): Part[] | undefined {
  const trimmed = withoutTrailingSlashes(word);
  if (trimmed === undefined) return undefined;
  const at = trimmed.findLastIndex((part) => typeof part === 'string' && part.includes('/'));
  const after = at < 0 ? trimmed : trimmed.slice(at);
  // An unknown piece may hold slashes, or nothing at all before a trailing one.
  if (after.some((part) => typeof part !== 'string' && (part.hole === 'unknown' || part.hole === 'temp')))
    return undefined;
  const [first, ...rest] = after;
  return typeof first === 'string' && at >= 0 ? [first.slice(first.lastIndexOf('/') + 1), ...rest] : [...after];
}

/** The parts of a path without slashes at its end; `['/']` for the root. */
function withoutTrailingSlashes(word: Word): Part[] | undefined {
  if (word.many || word.substitution !== undefined) return undefined;
  const parts = [...word.parts];
  const last = parts.at(-1);
  if (typeof last !== 'string') return parts;
  const stripped = last.replace(/\/+$/, '');
  if (stripped !== '') return [...parts.slice(0, -1), stripped];
  return parts.length === 1 ? ['/'] : undefined;
}

/** A path that begins with something unknown is no option as long as none is written. */
function pathCommand(call: Call, syntax: Syntax): Command | undefined {
  const plain = call.words.every((word) => !word.many && !prefixOf(word).startsWith('-'));
  return plain ? readCommand(call.program, [literal('--'), ...call.words], syntax) : certain(call, syntax);
}

export const basename: Producer = (call) => {
  const command = pathCommand(call, { value: '-s --suffix', flags: '-a --multiple -z --zero', style: 'posix' });
  if (command === undefined || !onlyOptions(command, '-s', '--suffix', '-a', '--multiple')) return undefined;
  const multiple = command.options.length > 0;
  const suffixWord = multiple ? command.value('-s', '--suffix') : command.operands[1];
  const suffix = suffixWord === undefined ? '' : textOf(suffixWord);
  if (suffix === undefined || (!multiple && command.operands.length > 2)) return undefined;
  const parts: Part[] = [];
  for (const operand of multiple ? command.operands : command.operands.slice(0, 1)) {
    const name = textOf(operand) === '' ? [''] : isRoot(operand) ? ['/'] : lastComponent(operand);
    if (name === undefined) return undefined;
    const last = name.at(-1);
    if (suffix !== '' && typeof last === 'string' && last.endsWith(suffix) && (name.length > 1 || last !== suffix))
      name[name.length - 1] = last.slice(0, -suffix.length);
    parts.push(...name, '\n');
  }
  return command.operands.length === 0 ? undefined : outputOf(parts);
};

function isRoot(word: Word): boolean {
  return /^\/+$/.test(textOf(word) ?? '');
}

export const dirname: Producer = (call) => {
  const command = pathCommand(call, { flags: '-z --zero' });
  if (command === undefined || command.options.length > 0 || command.operands.length === 0) return undefined;
  const parts: Part[] = [];
  for (const operand of command.operands) {
    const directory = directoryOf(operand);
    if (directory === undefined) return undefined;
    parts.push(...directory, '\n');
  }
  return outputOf(parts);
};

function directoryOf(word: Word): Part[] | undefined {
  const trimmed = withoutTrailingSlashes(word);
  if (trimmed === undefined) return undefined;
  const at = trimmed.findLastIndex((part) => typeof part === 'string' && part.includes('/'));
  const tail = trimmed.slice(Math.max(at, 0));
  if (tail.some((part) => typeof part !== 'string' && (part.hole === 'unknown' || part.hole === 'temp')))
    return undefined;
  if (at < 0) return ['.'];
  const cut = trimmed[at];
  if (typeof cut !== 'string') return undefined;
  const before = [...trimmed.slice(0, at), cut.slice(0, cut.lastIndexOf('/'))];
  const known = before.every((part) => typeof part === 'string') ? before.join('').replace(/\/+$/, '') : undefined;
  return known === undefined ? before : [known === '' ? '/' : known];
}

/** `pwd`: the directory the shell is in. */
export const pwd: Producer = (call) => {
  const { cwd } = call.invocation.state;
  return call.invocation.remote === undefined && cwd.parts.length > 0 ? outputOf([...cwd.parts, '\n']) : undefined;
};

/** `realpath` and `readlink -f`, where they only make a path absolute that has no `..`. */
export const realpath: Producer = (call) => {
  const command = certain(call, {
    value: '--relative-to --relative-base',
    flags: '-e -m -s -q -f -n -L -P --canonicalize --strip --no-symlinks',
  });
  if (
    command === undefined ||
    !onlyOptions(command, '-e', '-m', '-s', '-q', '-f', '--canonicalize', '--strip', '--no-symlinks')
  )
    return undefined;
  if (call.program === 'readlink' && command.has('-f', '-e', '-m', '--canonicalize') !== 'yes') return undefined;
  const [operand, ...more] = command.operands;
  const text = operand === undefined ? undefined : textOf(operand);
  if (operand === undefined || more.length > 0 || text === undefined || /(?:^|\/)\.\.(?:\/|$)/.test(text))
    return undefined;
  const path = text.replace(/\/+$/, '').replace(/^(?:\.\/)+/, '');
  if (text.startsWith('/')) return output(`${path === '' ? '/' : path}\n`);
  return path === '.' || path === '' ? pwd(call) : outputOf([...call.invocation.state.cwd.parts, `/${path}\n`]);
};

/** `seq [first [increment]] last` of whole numbers. */
export const seq: Producer = (call) => {
  const texts = call.words.map(textOf);
  const separator = texts[0] === '-s' ? texts[1] : '\n';
  const numbers = texts[0] === '-s' ? texts.slice(2) : texts;
  if (
    separator === undefined ||
    separator.includes('\\') ||
    numbers.some((text) => text === undefined || !/^-?(?:0|[1-9]\d{0,6})$/.test(text))
  )
    return undefined;
  const [first = 1, second, third] = numbers.map(Number);
  const [from, step, to] =
    third !== undefined ? [first, second ?? 1, third] : second !== undefined ? [first, 1, second] : [1, 1, first];
  if (step === 0 || numbers.length === 0 || numbers.length > 3) return undefined;
  if (Math.abs((to - from) / step) > 2000) return undefined;
  const values: number[] = [];
  for (let value = from; step > 0 ? value <= to : value >= to; value += step) values.push(value);
  return output(values.length === 0 ? '' : `${values.join(separator)}\n`);
};

/** `mktemp`: a fresh name, below the temporary directory unless a template says where. */
export const mktemp: Producer = (call) => {
  const command = certain(call, {
    value: '-p --suffix',
    optional: '--tmpdir',
    flags: '-d --directory -q --quiet -u --dry-run -t --directory',
  });
  if (command === undefined || command.operands.length > 1) return undefined;
  const [template] = command.operands;
  const suffix = command.value('--suffix');
  const directory = command.value('-p', '--tmpdir');
  const inTemp = command.has('-t', '--tmpdir') === 'yes';
  if (directory === undefined && (template === undefined || inTemp)) {
    const temp = temporaryDirectory(call);
    if (temp === undefined) return undefined;
    return outputOf([...temp, ...(suffix?.parts ?? []), '\n']);
  }
  if (directory !== undefined && template === undefined)
    return outputOf([...directory.parts, '/tmp.', fresh, ...(suffix?.parts ?? []), '\n']);
  if (template === undefined) return undefined;
  const name = prefixOf(template).length > 0 || template.parts.length > 0 ? template : undefined;
  const end = name === undefined ? '' : suffixOf(name);
  const marks = /X{3,}([^/X]*)$/.exec(end);
  if (name === undefined || marks === null) return undefined;
  const kept: Part[] = [
    ...name.parts.slice(0, -1),
    end.slice(0, marks.index),
    fresh,
    marks[1] ?? '',
    ...(suffix?.parts ?? []),
    '\n',
  ];
  return outputOf(directory === undefined ? kept : [...directory.parts, '/', ...kept]);
};

/** Letters and digits that nobody else has; the kind of hole says that no slash is among them. */
const fresh: Part = { hole: 'number', why: '$(mktemp)' };

function temporaryDirectory(call: Call): readonly Part[] | undefined {
  const own = call.invocation.assignments.findLast((assignment) => assignment.name === 'TMPDIR')?.value;
  const value =
    own ?? (call.invocation.state.exported.includes('TMPDIR') ? call.invocation.state.variable('TMPDIR') : undefined);
  if (value === undefined || value === null || equals(value, '') === 'yes') return [{ hole: 'temp' }];
  return textOf(value) === undefined ? undefined : [...value.parts, '/tmp.', fresh];
}

/** `date`: digits and separators; month and day names are names of their own. */
export const date: Producer = (call) => {
  const operand = call.words.find((word) => prefixOf(word).startsWith('+'));
  const text = operand === undefined ? undefined : textOf(operand);
  if (text === undefined || call.words.some((word) => word !== operand && textOf(word) === undefined)) return undefined;
  const parts: Part[] = [];
  for (const piece of text.slice(1).split(/(%[-_0^#]?\d*[A-Za-z%])/)) {
    const letter = piece.startsWith('%') ? piece.at(-1) : undefined;
    if (letter === undefined) parts.push(piece);
    else if (letter === '%') parts.push('%');
    else if (letter === 'n') parts.push('\n');
    else if (letter === 'F') parts.push(digits, '-', digits, '-', digits);
    else if (letter === 'T') parts.push(digits, ':', digits, ':', digits);
    else if (letter === 'R') parts.push(digits, ':', digits);
    else if ('YmdHMSsjyCGgVUWuwNI'.includes(letter)) parts.push(digits);
    else if ('aAbBhpPZz'.includes(letter)) parts.push({ hole: 'glob', text: '*' });
    else return undefined;
  }
  return outputOf([...parts, '\n']);
};

const digits: Part = { hole: 'number', why: '$(date)' };

/** `nproc`, `id -u`, `id -g`: a number and nothing else. */
export const numeric: Producer = (call) => {
  if (call.program === 'id' && !call.words.some((word) => /^-[ugG]$/.test(textOf(word) ?? ''))) return undefined;
  return outputOf([{ hole: 'number', why: `$(${call.program})` }, '\n']);
};

/** `which`, `command -v`, `type -P`: the program itself, found somewhere. */
export const which: Producer = (call) => {
  const words = call.words.filter((word) => !/^-[apPvs]+$/.test(textOf(word) ?? ''));
  const [only, ...more] = words;
  const name = only === undefined ? undefined : textOf(only);
  // Wherever the gate's own program lies, it is not among the files of a project.
  if (name === 'blastgate' && more.length === 0) return output('/usr/local/bin/blastgate\n');
  return name === undefined || more.length > 0 || !/^[\w./+-]+$/.test(name)
    ? undefined
    : outputOf([{ hole: 'unknown', why: `$(${call.program} ${name})` }, `/${name.slice(name.lastIndexOf('/') + 1)}\n`]);
};

/** `printenv NAME` of a variable whose value is known. */
export const printenv: Producer = (call) => {
  const [only, ...more] = call.words;
  const name = only === undefined ? undefined : textOf(only);
  if (name === undefined || more.length > 0 || !/^\w+$/.test(name)) return undefined;
  const { assignments, state } = call.invocation;
  const value = assignments.findLast((one) => one.name === name)?.value ?? state.variable(name);
  if (value === null) return output('');
  return value === undefined ? undefined : outputOf([...value.parts, '\n']);
};
