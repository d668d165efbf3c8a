import { literal, prefixOf, textOf, wordOf, type Assignment, type Part, type Word } from '../../word.ts';
import { readCommand, type Command, type Syntax } from '../argv.ts';
import type { Context, Finding, Spec } from '../spec.ts';

/** The word split at its first known `=`, where it begins like an assignment. */
export function assignmentOf(word: Word): Assignment | undefined {
  const [first, ...rest] = word.parts;
  const match = typeof first === 'string' ? /^([A-Za-z_]\w*|BASH_FUNC_[^=]+)=/.exec(first) : null;
  if (typeof first !== 'string' || match === null) return undefined;
  return { name: match[1] ?? '', value: wordOf([first.slice(match[0].length), ...rest], word.span, word.many) };
}

/** Words joined by blanks, the way `ssh`, `watch` and `sudo -s` hand them to a shell. */
export function joined(words: readonly Word[]): Word {
  const parts = words.flatMap((word, index): Part[] => (index === 0 ? [...word.parts] : [' ', ...word.parts]));
  const first = words[0]?.span ?? { start: 0, end: 0 };
  return wordOf(parts, { ...first, end: words.at(-1)?.span.end ?? first.end });
}

/** Leading `NAME=value` words and what follows them. */
export function splitAssignments(words: readonly Word[]): {
  readonly assignments: readonly Assignment[];
  readonly argv: readonly Word[];
} {
  const assignments: Assignment[] = [];
  for (const [index, word] of words.entries()) {
    const assignment = assignmentOf(word);
    if (assignment === undefined) return { assignments, argv: words.slice(index) };
    assignments.push(assignment);
  }
  return { assignments, argv: [] };
}

const sudoSyntax: Syntax = {
  value:
    '-u --user -g --group -h --host -p --prompt -C --close-from -D --chdir -R --chroot -r --role -t --type -T --command-timeout -U --other-user -a -c',
  flags:
    '-A --askpass -b --background -B --bell -E --preserve-env -e --edit -H --set-home -i --login -K --remove-timestamp -k --reset-timestamp -l --list -n --non-interactive -P --preserve-groups -S --stdin -s --shell -V --version -v --validate',
  style: 'posix',
};

function* sudo(given: Command, context: Context): Generator<Finding> {
  const { assignments, argv } = splitAssignments(given.rest);
  const [next] = argv;
  // Options may go on behind the assignments (sudo(8), "Command line").
  if (assignments.length > 0 && next !== undefined && prefixOf(next).startsWith('-')) {
    const words = given.words.filter((word) => !given.rest.includes(word) || argv.includes(word));
    for (const finding of sudo(readCommand(given.program, words, sudoSyntax), context))
      yield finding.kind === 'run'
        ? { ...finding, assignments: [...assignments, ...(finding.assignments ?? [])] }
        : finding;
    return;
  }
  const command = given;
  if (command.has('-e', '--edit') === 'yes' || command.program === 'sudoedit') {
    for (const file of argv) yield { kind: 'file.write', path: context.path(file), how: 'edit', recursive: 'no' };
    return;
  }
  const cwd = command.value('-D', '--chdir');
  const where = cwd === undefined ? {} : { cwd };
  if (command.has('-s', '--shell', '-i', '--login') === 'yes') {
    // sudo(8): the shell is given the words with everything special escaped, so they stay the words they are.
    if (argv.length > 0) yield { kind: 'run', argv, via: command.program, assignments, ...where };
    else yield { kind: 'stream-code', language: 'bash', stream: context.stdin, via: command.program };
    return;
  }
  if (argv.length > 0) yield { kind: 'run', argv, via: command.program, assignments, ...where };
}

function* su(command: Command, context: Context): Generator<Finding> {
  const text = command.value('-c', '--command', '--session-command');
  const { program } = command;
  const user = command.value('-u', '--user');
  if (text !== undefined)
    yield {
      kind: 'code',
      language: 'bash',
      text,
      via: `${program} -c`,
      args: [literal('bash'), ...command.operands.slice(1)],
    };
  else if (program === 'runuser' && user !== undefined && command.operands.length > 0)
    yield { kind: 'run', argv: command.operands, via: program };
  else if (program === 'sg' && command.operands[1] !== undefined)
    yield { kind: 'code', language: 'bash', text: command.operands[1], via: program };
  else {
    const script = command.operands.find((operand, index) => index > 0 && textOf(operand) !== '-');
    if (script === undefined) yield { kind: 'stream-code', language: 'bash', stream: context.stdin, via: program };
  }
}

export const specs: readonly Spec[] = [
  {
    names: ['sudo', 'sudoedit', 'doas', 'sudo-rs', 'run0', 'please'],
    syntax: sudoSyntax,
    read: sudo,
  },
  {
    names: ['su', 'runuser', 'sg'],
    syntax: {
      value:
        '-c --command --session-command -g --group -G --supp-group -s --shell -u --user -w --whitelist-environment',
      flags: '-l --login -m -p --preserve-environment -P --pty -f --fast',
    },
    read: su,
  },
];
