import { type Part, prefixOf, type Span, textOf, type Word } from '../word.ts';
import type { Shell } from './shell.ts';
import { allTexts, concat, distinct, textOfValue, unknown, type Value, type Values } from './value.ts';

/** `cd`, with success taken for granted. */
export function changeDirectory(shell: Shell, args: readonly Word[], _span: Span): void {
  const operand = firstOperand(args);
  const { state } = shell;
  const before = state.cwd;
  if (operand === undefined) {
    const home = state.variable('HOME').values;
    state.cwd = home.length === 0 ? unknown('the working directory') : home;
  } else if (textOf(operand) === '-') {
    const old = state.variable('OLDPWD');
    state.cwd = old.values.length === 0 ? unknown('$OLDPWD') : old.values;
  } else {
    state.cwd = targets(shell, operand);
    // The directory one is in, and those above it, are there; `cd a/..` still needs an `a` (bash manual, 4.1 `cd`).
    const text = textOf(operand);
    if (args.length === 1 && text !== undefined && /^(?:\.{1,2}\/)*\.{0,2}$/.test(text) && text !== '')
      state.status = true;
  }
  if (state.status !== true) state.undone = { cwd: before, status: false };
  state.assign('OLDPWD', before);
  if (state.bound('PWD')) state.assign('PWD', state.cwd);
}

function firstOperand(args: readonly Word[]): Word | undefined {
  for (const [index, word] of args.entries()) {
    const text = textOf(word);
    if (text === '--') return args[index + 1];
    if (text === undefined || text === '-' || !/^-[LPe@]+$/.test(text)) return word;
  }
  return undefined;
}

function targets(shell: Shell, operand: Word): Values {
  const here = shell.state.cwd.map((cwd) => moved(cwd, operand.parts));
  if (!shell.state.bound('CDPATH') || /^\.{0,2}\//.test(prefixOf(operand))) return here;
  const texts = allTexts(shell.state.variable('CDPATH').values);
  if (texts === undefined) return unknown('the working directory');
  const entries = texts.flatMap((text) => text.split(':')).filter((entry) => entry !== '');
  const elsewhere = entries.flatMap((entry) => shell.state.cwd.map((cwd) => moved(moved(cwd, [entry]), operand.parts)));
  return distinct([...here, ...elsewhere], 'the working directory');
}

/** The directory a path leads to from another, `.` and `..` resolved in the text as `cd -L` does. */
export function moved(cwd: Value, path: Value): Value {
  const [first] = path;
  if (first === undefined) return cwd;
  if (typeof first === 'string' && (first.startsWith('/') || (onDrive(path) && (onDrive(cwd) || isMounted(cwd)))))
    return normalised(path);
  if (typeof first !== 'string' && (first.hole === 'unknown' || first.hole === 'temp')) return path;
  return normalised(concat(concat(cwd, ['/']), path));
}

/** Whether a path begins with a drive: only on Windows is the directory one is in such a path. */
function onDrive([first]: Value): boolean {
  return typeof first === 'string' && /^[A-Za-z]:[\\/]/.test(first);
}

/** Whether a path begins with a drive as the shells of Windows mount them: `/c/Users`. */
function isMounted([first]: Value): boolean {
  return typeof first === 'string' && /^\/[A-Za-z]\//.test(first);
}

function normalised(path: Value): Value {
  const text = textOfValue(path);
  if (text === undefined) return withoutSteps(path);
  const drive = onDrive([text]) ? text.slice(0, 2) : '';
  const parts: string[] = [];
  for (const part of drive === '' ? text.split('/') : text.slice(2).split(/[\\/]/)) {
    if (part === '' || part === '.') continue;
    if (part === '..') parts.pop();
    else parts.push(part);
  }
  return [`${drive}${drive !== '' || text.startsWith('/') ? '/' : ''}${parts.join('/')}`];
}

/** A path with patterns, which stand for a part of one name each: `packages/*`, then `..`, is `packages`. */
function withoutSteps(path: Value): Value {
  if (path.some((part) => typeof part !== 'string' && part.hole !== 'glob' && part.hole !== 'number')) return path;
  const drive = onDrive(path) ? String(path[0]).slice(0, 2) : '';
  const names: Part[][] = [[]];
  for (const [index, part] of path.entries()) {
    const text = typeof part === 'string' && index === 0 ? part.slice(drive.length) : part;
    const [first = text, ...rest] = typeof text === 'string' ? text.split(drive === '' ? '/' : /[\\/]/) : [text];
    names.at(-1)?.push(first);
    for (const name of rest) names.push([name]);
  }
  const kept: Part[][] = [];
  for (const name of names) {
    const text = name.every((part) => typeof part === 'string') ? name.join('') : undefined;
    if (text === '' || text === '.') continue;
    if (text === '..') kept.pop();
    else kept.push(name);
  }
  const absolute = drive !== '' || (typeof path[0] === 'string' && path[0].startsWith('/'));
  return kept.reduce<Value>(
    (whole, name, index) => concat(concat(whole, index > 0 || absolute ? ['/'] : []), name),
    drive === '' ? [] : [drive],
  );
}

export function pushDirectory(shell: Shell, args: readonly Word[], span: Span): void {
  const { state } = shell;
  const operand = args.find((word) => textOf(word) !== '-n' && textOf(word) !== '--');
  const [current] = state.cwd;
  if (operand === undefined || /^[-+]\d+$/.test(textOf(operand) ?? '')) {
    const [top, ...rest] = state.directories ?? [];
    if (operand === undefined && top !== undefined && current !== undefined && state.cwd.length === 1) {
      state.directories = [current, ...rest];
      state.cwd = [top];
    } else {
      state.directories = undefined;
      state.cwd = unknown('the working directory');
    }
    return;
  }
  const stack = state.directories;
  changeDirectory(shell, [operand], span);
  state.directories = stack === undefined || current === undefined ? undefined : [current, ...stack];
}

export function popDirectory(shell: Shell, args: readonly Word[]): void {
  const { state } = shell;
  const [top, ...rest] = state.directories ?? [];
  if (args.some((word) => textOf(word) !== '+0' && textOf(word) !== '--') || state.directories === undefined) {
    state.directories = undefined;
    state.cwd = unknown('the working directory');
    return;
  }
  if (top === undefined) return;
  state.directories = rest;
  state.assign('OLDPWD', state.cwd);
  state.cwd = [top];
}
