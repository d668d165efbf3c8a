import { textOf, wordOf, type Word } from '../../word.ts';
import type { Command } from '../argv.ts';
import type { Context, Finding, Spec } from '../spec.ts';

const isOption = (word: Word): boolean => textOf(word)?.startsWith('-') === true;

/** `setarch [arch] [options] [program [arguments]]` (setarch(8)): the options may stand behind the architecture. */
function* setarch(command: Command): Generator<Finding> {
  let argv = command.rest;
  if (
    command.options.length === 0 ||
    /^(?:i\d86|x86_64|amd64|aarch64|arm\w*|ppc\w*|s390x?|linux(?:32|64)|uname26|riscv\w*|mips\w*|sparc\w*|alpha|ia64|parisc\w*)$/.test(
      textOf(argv[0] ?? wordOf([], { start: 0, end: 0 })) ?? '',
    )
  )
    argv = argv.slice(1);
  while (argv[0] !== undefined && isOption(argv[0])) argv = argv.slice(1);
  if (argv.length > 0) yield { kind: 'run', argv, via: 'setarch' };
}

/** `start-stop-daemon --start --exec program -- arguments` (start-stop-daemon(8)). */
function* startStopDaemon(command: Command): Generator<Finding> {
  const program = command.value('-a', '--startas', '-x', '--exec');
  if (command.has('-S', '--start') !== 'no' && program !== undefined)
    yield { kind: 'run', argv: [program, ...command.operands], via: 'start-stop-daemon' };
}

/** `pee` hands its input to several shell commands, `mispipe` joins two of them (moreutils). */
function* shellWords(command: Command, context: Context): Generator<Finding> {
  for (const text of command.operands)
    yield { kind: 'code', language: 'bash', text, via: command.program, stdin: context.stdin };
}

/** `run-parts directory` runs every program in it (run-parts(8)). */
function* runParts(command: Command, context: Context): Generator<Finding> {
  const [directory] = command.operands;
  if (directory === undefined || command.has('--test', '--list') === 'yes') return;
  const path = textOf(directory);
  const before = context.before('file.write').map((effect) => effect.path);
  for (const written of before) {
    const name = textOf(written.word);
    if (path !== undefined && name !== undefined && name.startsWith(`${path.replace(/\/$/, '')}/`))
      yield { kind: 'file-code', language: 'bash', path: written, via: 'run-parts' };
  }
}

export const specs: readonly Spec[] = [
  { names: ['setarch'], syntax: { style: 'posix' }, read: setarch },
  {
    names: ['start-stop-daemon'],
    syntax: {
      value:
        '-x --exec -a --startas -p --pidfile --pid --ppid -u --user -g --group -c --chuid -r --chroot -d --chdir -n --name -s --signal -R --retry -N --nicelevel -P --procsched -I --iosched -k --umask -O --output',
      flags:
        '-S --start -K --stop -T --status -t --test -o --oknodo -q --quiet -v --verbose -b --background -m --make-pidfile -C --no-close --remove-pidfile --notify-await',
    },
    read: startStopDaemon,
  },
  { names: ['pee', 'mispipe'], syntax: { style: 'posix' }, read: shellWords },
  {
    names: ['run-parts'],
    syntax: {
      value: '-a --arg -u --umask --regex',
      flags: '--test --list -v --verbose --report --reverse --exit-on-error --new-session --lsbsysinit',
    },
    read: runParts,
  },
];
