import { literal, textOf, wordOf, type Part, type Word } from '../../word.ts';
import type { Command } from '../argv.ts';
import type { Finding, Spec } from '../spec.ts';

const takesValue = new Set(['-d', '--distribution', '-u', '--user', '--cd', '--system', '--shell-type']);

/** `wsl rm -rf /`: the words are a command line of the distribution's shell; behind `-e` they are a program (`wsl --help`). */
function* wsl(command: Command): Generator<Finding> {
  for (let at = 0; at < command.words.length; at += 1) {
    const word = command.words[at];
    if (word === undefined) return;
    const text = textOf(word);
    const next = command.words[at + 1];
    if (text === '--unregister') {
      yield {
        kind: 'container.change',
        engine: 'wsl',
        action: 'remove',
        object: 'machine',
        force: 'yes',
        volumes: 'yes',
        target: next ?? literal(''),
      };
      return;
    }
    if (text === '-e' || text === '--exec') {
      if (next !== undefined) yield { kind: 'run', argv: command.words.slice(at + 1), via: 'wsl' };
      return;
    }
    if (text === '--') return yield* shell(command.words.slice(at + 1));
    if (text !== undefined && takesValue.has(text)) at += 1;
    else if (text === '~' || text?.startsWith('-') === true) continue;
    else return yield* shell(command.words.slice(at));
  }
}

function* shell(words: readonly Word[]): Generator<Finding> {
  const [first] = words;
  if (first === undefined) return;
  const parts = words.flatMap((word, index): readonly Part[] => [...(index > 0 ? [' '] : []), ...quoted(word)]);
  yield { kind: 'code', language: 'bash', text: wordOf(parts, first.span), via: 'wsl' };
}

/** A word whose blanks would be lost keeps its quotes. */
function quoted(word: Word): readonly Part[] {
  const text = textOf(word);
  return text !== undefined && /\s/.test(text) ? [`'${text.replaceAll("'", String.raw`'\''`)}'`] : word.parts;
}

export const specs: readonly Spec[] = [{ names: ['wsl', 'wslg'], read: wsl }];
