import { programName, readCommand } from '../commands/argv.ts';
import { mayBeAnything } from '../commands/producers/computed.ts';
import { specsFor } from '../commands/registry.ts';
import { literal, prefixOf, show, textOf, type Invocation, type PathRef, type Word } from '../word.ts';
import { remoteCode } from './code.ts';
import { execEffect } from './exec-effect.ts';
import { followFile } from './file-code.ts';
import type { Following } from './following.ts';
import type { Frame } from './frame.ts';
import { hidden } from './narrowing.ts';
import { isInstalled, isOfWindows, languageOf } from './script-file.ts';

/** Programs to which any word is text. */
const prints = /^(?:echo|printf|true|false|:|sleep|seq|expr|wait)$/;

/** Follows the program of an invocation: what its specs say, and the file it is where it is a script. */
export function followProgram(
  invocation: Invocation,
  first: Word,
  words: readonly Word[],
  frame: Frame,
  call: Following,
): void {
  const name = programName(first);
  if (name === undefined || name === '') {
    if (name === undefined && !remoteCode(first, 'the shell', frame, call))
      call.found.opaque('program', show(first), frame);
    return;
  }
  const specs = specsFor(name);
  const command = readCommand(name, words, specs[0]?.syntax);
  call.found.add(execEffect(command, invocation), frame);
  if (runsFile(first, name, specs.length > 0, { word: first, cwd: invocation.state.cwd }, call))
    followFile(
      {
        kind: 'file-code',
        language: languageOf(name),
        path: { word: first, cwd: invocation.state.cwd },
        via: name,
        args: words,
      },
      frame,
      invocation,
      call,
    );
  if (runsCopy(first, words, { word: first, cwd: invocation.state.cwd }, frame, invocation, call)) return;
  const found = writtenOnPath(first, invocation, call);
  if (found !== undefined && runsCopy(first, words, found, frame, invocation, call)) return;
  if (found !== undefined)
    followFile(
      { kind: 'file-code', language: languageOf(name), path: found, via: name, args: words },
      frame,
      invocation,
      call,
    );
  call.found.takeBack(call.provenance.flowing(invocation.stdin, hidden(name, invocation, call.found.dumps)));
  for (const spec of specs) {
    const read = spec.syntax === specs[0]?.syntax ? command : readCommand(name, words, spec.syntax);
    for (const finding of spec.read(read, call.context(invocation, frame))) call.follow(finding, frame, invocation);
  }
  const computed =
    specs.length === 0 || prints.test(name)
      ? undefined
      : words.find((word) => isHidden(word, !call.provenance.ledger.empty));
  if (computed !== undefined) call.found.opaque('computed', `${name} ${show(computed)}`, frame);
}

/** Runs the program that a file is a copy of, or a link to, where this call made it one. */
function runsCopy(
  name: Word,
  words: readonly Word[],
  path: PathRef,
  frame: Frame,
  invocation: Invocation,
  call: Following,
): boolean {
  if (!show(path.word).includes('/')) return false;
  const written = call.provenance.ledger.find(path);
  const [target, ...more] = written === undefined ? call.facts.resolve(path).paths : [];
  const source =
    written?.kind === 'copy' && call.provenance.content(path) === undefined
      ? written.of.word
      : target !== undefined && more.length === 0 && isInstalled(target)
        ? literal(target, name.span)
        : undefined;
  const program = source === undefined ? undefined : programName(source);
  if (source === undefined || program === undefined || program === programName(name)) return false;
  if (specsFor(program).length === 0) return false;
  call.follow({ kind: 'run', argv: [source, ...words], via: show(name) }, frame, invocation);
  return true;
}

/** The file that a program's bare name finds in a directory of `PATH`, where this call wrote it. */
function writtenOnPath(word: Word, invocation: Invocation, call: Following): PathRef | undefined {
  const name = textOf(word);
  if (call.provenance.ledger.empty || name === undefined || name.includes('/')) return undefined;
  const value =
    invocation.assignments.findLast((assignment) => assignment.name === 'PATH')?.value ??
    invocation.state.variable('PATH');
  for (const part of value?.parts ?? []) {
    if (typeof part !== 'string') continue;
    for (const directory of part.split(':')) {
      const path = {
        word: literal(`${directory === '' ? '.' : directory}/${name}`, word.span),
        cwd: invocation.state.cwd,
      };
      if (call.provenance.ledger.find(path) !== undefined) return path;
    }
  }
  // Where `PATH` was changed to something that is not followed, any directory may be in it.
  const lost = value?.parts.some((part) => typeof part !== 'string' && part.hole === 'unknown') === true;
  const written = lost ? call.provenance.ledger.named(name) : undefined;
  return written === undefined ? undefined : { word: literal(written, word.span), cwd: invocation.state.cwd };
}

/** Whether a program named by a path is a script to look into, rather than an installed program known by its name. */
function runsFile(word: Word, name: string, known: boolean, path: PathRef, call: Following): boolean {
  const text = textOf(word);
  if (text !== undefined && !text.includes('/')) return false;
  if (call.provenance.ledger.find(path) !== undefined) return true;
  if (!known && isProjectScript(path, text, call)) return true;
  if (text !== undefined && isOfWindows(text)) return false;
  return !known && !(isInstalled(text ?? show(word)) && languageOf(name) === 'bash' && !/\.(?:ba|z|k)?sh$/.test(name));
}

/** Whether a program in a `bin` directory is a script of the project's own. */
function isProjectScript(path: PathRef, text: string | undefined, call: Following): boolean {
  return (
    text !== undefined &&
    !/(?:^|\/)(?:node_modules|\.?v?env|vendor)\//.test(text) &&
    call.facts.inside(path, 'project') === 'yes' &&
    textOf(call.provenance.content(path) ?? path.word)?.startsWith('#!') === true
  );
}

/** Whether text that the command holds in a form that is not followed stands in a word, other than inside JSON. */
function isHidden(word: Word, wrote: boolean): boolean {
  return (
    word.substitution === undefined &&
    word.parts.some(
      (part) =>
        typeof part !== 'string' &&
        part.hole === 'unknown' &&
        (part.output?.length ?? 0) > 0 &&
        mayBeAnything(part, wrote),
    ) &&
    !/^(?:[[{]|https?:\/\/[^/]+\/)/.test(prefixOf(word))
  );
}
