import { namesCredential } from '../../credential-name.ts';
import { literal, textOf, type Word } from '../../word.ts';
import type { Command } from '../argv.ts';
import type { Finding, Spec } from '../spec.ts';

/** The credential variable an expansion shows; a test whether it is set, or its length, shows nothing. */
function shownVariable(expansion: string): string | undefined {
  const indirect = /^\$\{!([A-Za-z_]\w*)[*@]\}$/.exec(expansion)?.[1];
  if (indirect !== undefined)
    return /^(?:AWS|GITHUB|GH|GITLAB|AZURE|GOOGLE|GCP|SECRET|TOKEN|API|ANTHROPIC|OPENAI|NPM|STRIPE|SLACK|DATABASE|DB|PG|VAULT|HEROKU|DIGITALOCEAN|CLOUDFLARE|TWILIO|SENDGRID)/i.test(
      indirect,
    )
      ? indirect
      : undefined;
  const match = /^\$(?:\{!?)?([A-Za-z_]\w*)([\s\S]*?)\}?$/.exec(expansion);
  if (match === null) return undefined;
  const [, name = '', operator = ''] = match;
  if (/^:?\+/.test(operator) || !namesCredential(name)) return undefined;
  return name;
}

/** Credential variables that a printed word shows. */
export function* printedVariables(words: readonly Word[]): Generator<Finding> {
  const seen = new Set<string>();
  for (const word of words)
    for (const part of word.parts) {
      if (typeof part === 'string' || part.hole !== 'unknown') continue;
      const name = shownVariable(part.why);
      if (name === undefined || seen.has(name)) continue;
      seen.add(name);
      yield { kind: 'secret.dump', store: 'variable', name: literal(name, word.span) };
    }
}

function* printed(command: Command): Generator<Finding> {
  if (command.program === 'printf' && textOf(command.words[0] ?? literal('')) === '-v') return;
  yield* printedVariables(command.words);
}

const everything = literal('every variable');

function* printenv(command: Command): Generator<Finding> {
  if (command.has('--help', '--version') === 'yes') return;
  if (command.operands.length === 0) yield { kind: 'secret.dump', store: 'environment', name: everything };
  for (const operand of command.operands) {
    const name = textOf(operand);
    if (name !== undefined && namesCredential(name)) yield { kind: 'secret.dump', store: 'variable', name: operand };
  }
}

/** `export -p`, `declare -x`, `typeset`: without names they print every variable (bash manual, Bash Builtins). */
function* declarations(command: Command): Generator<Finding> {
  if (command.operands.length > 0) {
    if (command.has('-p') === 'yes')
      for (const operand of command.operands)
        if (namesCredential(textOf(operand) ?? '')) yield { kind: 'secret.dump', store: 'variable', name: operand };
    return;
  }
  const functions = command.options.some(({ name }) => name === '-f' || name === '-F');
  const listsNames = command.program === 'readonly' || command.program === 'local';
  const only =
    command.options.some(({ name }) => /^-[aAi]$/.test(name)) && !command.options.some(({ name }) => name === '-x');
  if (functions || listsNames || only) return;
  yield { kind: 'secret.dump', store: 'environment', name: everything };
}

function* processes(command: Command): Generator<Finding> {
  const words = command.words.map((word) => textOf(word) ?? '');
  const [first = ''] = words;
  // BSD options: a bundle without a dash whose `e` appends the environment (ps(1), OUTPUT MODIFIERS).
  const bundle = /^[A-Za-z]+$/.test(first) && first.includes('e');
  // Behind options it may stand as well: `ps -ef e`; only letters that are options of that kind.
  const later = words.some(
    (word, index) =>
      index > 0 &&
      /^[acfghjlmnrsuvwxCHLSTVXZ]*e[acefghjlmnrsuvwxCHLSTVXZ]*$/.test(word) &&
      !/^-[A-Za-z]*[pouUgGtCkq]$|^--/.test(words[index - 1] ?? ''),
  );
  const darwin = words.some((word) => /^-[A-Za-z]*E/.test(word) && !word.startsWith('--'));
  const column = words.some((word) => /(?:^|,)(?:environ|env)(?:,|$)/.test(word));
  if (bundle || later || darwin || column)
    yield { kind: 'secret.dump', store: 'process', name: literal('the environment of processes') };
}

/** What the spec of a shell builtin or a printing program sees: only the words, and the names behind their holes. */
export const specs: readonly Spec[] = [
  { names: ['echo', 'printf', 'print', 'gecho', 'gprintf'], syntax: { style: 'posix' }, read: printed },
  { names: ['printenv', 'gprintenv'], syntax: { flags: '-0 --null --help --version' }, read: printenv },
  {
    names: ['export', 'declare', 'typeset', 'readonly', 'local', 'setenv'],
    syntax: { style: 'posix', flags: '-p -x -n -f -F -g -a -A -i -r -l -u -t -I' },
    read: declarations,
  },
  {
    // Without words `set` prints variables; `set -e` and `set --` set options and parameters.
    names: ['set'],
    *read(command): Generator<Finding> {
      if (command.words.length === 0) yield { kind: 'secret.dump', store: 'environment', name: everything };
    },
  },
  { names: ['ps'], syntax: { style: 'long-dash', value: '-o -p -u -U -g -G -t -C --format --sort' }, read: processes },
];
