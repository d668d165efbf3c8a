import type { Span, Word } from '../word.ts';
import { evaluateValues } from './arithmetic.ts';
import { expandPossibly } from './dormant.ts';
import type { Shell } from './shell.ts';
import { asWord, oneValue, shortened, textOfValue, type Value, type Values } from './value.ts';

/** What assigning a variable of the shell's own sets going (bash manual, 5.2 Bash Variables). */
export function assignedSpecial(shell: Shell, name: string, values: Values, span: Span): void {
  switch (name) {
    case 'PROMPT_COMMAND':
      shell.inSubshell(() => shell.code(values, span, name));
      return;
    case 'PS0':
    case 'PS1':
    case 'PS4':
      for (const value of values) {
        const text = textOfValue(value);
        if (text !== undefined) shell.inSubshell(() => void shell.expandText(text, span));
        else shell.inSubshell(() => expandPossibly(shell, value, span));
      }
      return;
    // Integers of the shell's own: the value is an expression (bash manual, 5.2 Bash Variables).
    case 'RANDOM':
    case 'OPTIND':
    case 'SECONDS':
    case 'LINENO':
    case 'HISTCMD':
      evaluateValues(shell, values, span, 1);
      return;
    case 'BASH_ENV':
    case 'ENV':
      for (const value of values) sourcedAtStart(shell, value, name, span);
      return;
  }
}

function sourcedAtStart(shell: Shell, value: Value, name: string, span: Span): void {
  const before = shell.via;
  shell.via = [...before, name];
  shell.inSubshell(() => {
    const text = textOfValue(value);
    const file = text === undefined ? value : oneValue(shell.expandText(text, span), `$${name}`);
    if (textOfValue(file) !== '') readFile(shell, asWord(file, span), span);
  });
  shell.via = before;
}

function readFile(shell: Shell, word: Word, span: Span): void {
  const { remote } = shell.start;
  const cwd = asWord(oneValue(shell.state.cwd, 'the working directory'), span);
  const path = { word, cwd, ...(remote === undefined ? {} : { remote }) };
  const texts = shell.reader.contents(path, shell.state.arms).map(({ parts }) => parts);
  if (texts.length === 0) shell.opaque('unseen', shortened(written(word)), span);
  else shell.code(texts, span, undefined);
}

function written(word: Word): string {
  return word.parts.map((part) => (typeof part === 'string' ? part : part.hole)).join('');
}
