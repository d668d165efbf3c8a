import { prefixOf, textOf, type Word } from '../../word.ts';
import type { Command } from '../argv.ts';
import type { Context, Finding, Language, Spec } from '../spec.ts';

/** A shell whose language is not the one that is read, but whose simplest commands mean the same. */
interface OtherShell {
  readonly names: readonly string[];
  /** Options whose option-argument is a command line. */
  readonly code: readonly string[];
  readonly value: string;
  /** What text must not hold in order to mean what it means to bash. */
  readonly own: RegExp;
  /** Text is rewritten where the two differ in spelling alone. */
  readonly spelled?: (text: string) => string;
}

/** Characters with a meaning of their own in languages that are nothing like bash. */
const beyondWords = /[^\w\s./~@%+=:,;'"-]/;

const shells: readonly OtherShell[] = [
  {
    // fish(1), "Fish for bash users": parentheses substitute, a backslash escapes in single quotes, `set` assigns.
    names: ['fish'],
    code: ['-c', '--command', '-C', '--init-command'],
    value: '-c --command -C --init-command -d --debug -o --debug-output -f --features',
    own: /\\'|(?:^|[^$<>\w])\(|(?:^|[;&|\n])\s*(?:and|or|not|set|begin|end|function|if|for|while|switch|case|else|alias|abbr|emit|builtin|!)\b|\$\w+\[|[%^]|\\[xXuUoc]/,
  },
  {
    // csh(1), tcsh(1): `set x = y`, aliases also in `-c`, `!` for the history, `$x:h`.
    names: ['csh', 'tcsh'],
    code: ['-c'],
    value: '-c',
    own: /(?:^|[;&|\n(])\s*(?:set|setenv|alias|@|foreach|repeat|switch|while|if|onintr|exec|source)\b|!|\$\w+[:[]|\$[<?#%]|>&|\|&|\$\(/,
  },
  {
    names: ['nu'],
    code: ['-c', '--commands', '-e', '--execute'],
    value: '-c --commands -e --execute --config --env-config --log-level',
    own: beyondWords,
    spelled: (text) => text.replace(/(^|;)\s*\^/g, '$1 '),
  },
  {
    names: ['xonsh', 'elvish', 'ion', 'murex', 'osh', 'ysh', 'rc', 'es', 'nushell'],
    code: ['-c'],
    value: '-c',
    own: beyondWords,
  },
];

function* read(shell: OtherShell, command: Command, context: Context): Generator<Finding> {
  const via = command.program;
  if (command.has('--version', '--help') === 'yes') return;
  const texts = command.values(...shell.code);
  for (const text of texts) yield* same(shell, text, `${via} -c`);
  if (texts.length > 0) return;
  const [file, ...args] = command.operands;
  const language: Language = 'bash';
  if (file !== undefined && textOf(file) !== '-') {
    const content = context.content(context.path(file));
    if (content === undefined) yield { kind: 'file-code', language, path: context.path(file), via, args };
    else yield* same(shell, content, via);
    return;
  }
  const { stdin } = context;
  const text = stdin.kind === 'text' || stdin.kind === 'pipe' ? stdin.text : undefined;
  if (text === undefined) yield { kind: 'stream-code', language, stream: stdin, via };
  else yield* same(shell, text, via);
}

/** Text that means the same to bash is read as such; anything else is said to be unreadable. */
function* same(shell: OtherShell, text: Word, via: string): Generator<Finding> {
  const spelled = shell.spelled;
  const read =
    spelled === undefined
      ? text
      : { ...text, parts: text.parts.map((part) => (typeof part === 'string' ? spelled(part) : part)) };
  const known = textOf(read);
  const own =
    known === undefined
      ? prefixOf(read) !== '' && read.parts.some((part) => typeof part === 'string' && shell.own.test(part))
      : shell.own.test(known);
  if (own) yield { kind: 'opaque', why: 'language', detail: `${via} ${(known ?? prefixOf(read)).slice(0, 60)}` };
  else yield { kind: 'code', language: 'bash', text: read, via };
}

export const specs: readonly Spec[] = shells.map((shell) => ({
  names: shell.names,
  syntax: { value: shell.value, style: 'posix' },
  read: (command, context) => read(shell, command, context),
}));
