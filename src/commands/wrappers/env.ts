import { literal, prefixOf, textOf, unknownWord, wordOf, type Part, type Word } from '../../word.ts';
import type { Command } from '../argv.ts';
import type { Finding, Spec } from '../spec.ts';
import { assignmentOf, splitAssignments } from './sudo.ts';

/**
 * The words of an `env -S` string (GNU coreutils manual, "env: -S"): blanks split, single and double quotes group,
 * backslash escapes, `#` at the start of a word begins a comment, `${NAME}` is a value that is not known here.
 */
export function splitString(text: Word): readonly Word[] {
  const words: Word[] = [];
  let parts: Part[] = [];
  let open = false;
  let quote = '';
  const push = (part: Part): void => {
    parts.push(part);
    open = true;
  };
  const end = (): void => {
    if (open) words.push(wordOf(parts, text.span));
    parts = [];
    open = false;
  };
  for (const part of text.parts) {
    if (typeof part !== 'string') {
      push(part);
      continue;
    }
    for (let at = 0; at < part.length; at += 1) {
      const char = part.charAt(at);
      if (char === '\\' && quote !== "'") {
        at += 1;
        const next = part.charAt(at);
        if (next === 'c' && quote === '') {
          end();
          return words;
        }
        if (next === '_' && quote === '') end();
        else push({ n: '\n', t: '\t', r: '\r', f: '\f', v: '\v', _: ' ' }[next] ?? next);
      } else if (quote !== '' && char === quote) quote = '';
      else if (quote === '' && (char === "'" || char === '"')) {
        quote = char;
        open = true;
      } else if (quote === '' && /\s/.test(char)) end();
      else if (quote === '' && char === '#' && !open) return words;
      else if (char === '$' && quote !== "'" && part.charAt(at + 1) === '{') {
        const close = part.indexOf('}', at);
        if (close < 0) push(char);
        else {
          push({ hole: 'unknown', why: part.slice(at, close + 1) });
          at = close;
        }
      } else push(char);
    }
  }
  end();
  return words;
}

export const specs: readonly Spec[] = [
  {
    names: ['env', 'genv'],
    syntax: {
      value: '-u --unset -C --chdir -S --split-string -P --argv0 -a',
      optional: '--block-signal --default-signal --ignore-signal',
      flags: '-i --ignore-environment -0 --null -v --debug --list-signal-handling --help --version',
      style: 'posix',
    },
    *read(command): Generator<Finding> {
      const split = command.value('-S', '--split-string');
      const words = split === undefined ? command.rest : [...splitString(split), ...behindSplit(command, split)];
      // A lone `-` is `-i` (coreutils manual, "env invocation").
      const rest = words[0] !== undefined && textOf(words[0]) === '-' ? words.slice(1) : words;
      const { assignments, argv } = splitAssignments(withoutOptions(rest, split !== undefined));
      const cwd = command.value('-C', '--chdir');
      for (const { name, value } of assignments) yield* exportedFunction(name, textOf(value), value);
      if (argv.length > 0) yield { kind: 'run', argv, via: 'env', assignments, ...(cwd === undefined ? {} : { cwd }) };
      else if (words.some((word) => word.many || (prefixOf(word) === '' && textOf(word) === undefined)))
        yield { kind: 'run', argv: [unknownWord(words.map(() => '…').join(' '), command.words[0]?.span)], via: 'env' };
      else if (command.has('--help', '--version') !== 'yes')
        yield { kind: 'secret.dump', store: 'environment', name: literal('every variable') };
    },
  },
];

/** The words behind an `-S` string: where it names a program, they are that program's and nothing in them is an option of env's. */
function behindSplit(command: Command, split: Word): readonly Word[] {
  const named = withoutOptions(splitString(split), true).some((word) => assignmentOf(word) === undefined);
  const option = command.options.findLast(({ value }) => value === split)?.word;
  const at = command.words.findIndex((word) => word === split || word === option);
  if (!named || at < 0) return command.rest;
  return command.words.slice(at + (command.words[at + 1] === split ? 2 : 1));
}

/** A function handed to every bash below: `BASH_FUNC_ls%%=() { …; }`; any program of that name may turn out to be it. */
function* exportedFunction(name: string, body: string | undefined, value: Word): Generator<Finding> {
  const own = /^BASH_FUNC_(.+)(?:%%|\(\))$/.exec(name)?.[1];
  if (own === undefined) return;
  if (body === undefined) yield { kind: 'opaque', why: 'code', detail: name };
  else yield { kind: 'code', language: 'bash', text: literal(`${own} ${body}\n${own}`, value.span), via: name };
}

/** `env -S '-i FOO=1 cmd'`: options inside the split string, which are env's own. */
function withoutOptions(words: readonly Word[], split: boolean): readonly Word[] {
  if (!split) return words;
  let rest = words;
  for (;;) {
    const text = rest[0] === undefined ? '' : prefixOf(rest[0]);
    if (!text.startsWith('-')) return rest;
    rest = rest.slice(/^(?:-[uCP]|--unset|--chdir)$/.test(text) ? 2 : 1);
  }
}
