import { textOf, type Span, type Word } from '../word.ts';
import { descriptorOf, inputFrom } from './redirects.ts';
import type { Shell } from './shell.ts';
import { asWord, oneValue, unknownHole, type Values } from './value.ts';

/** Reads the file that `source` names in this shell; `return` ends the file (bash manual, 4.1). */
export function source(shell: Shell, args: readonly Word[], span: Span): void {
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
