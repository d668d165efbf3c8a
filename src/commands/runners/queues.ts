import { textOf, type Word } from '../../word.ts';
import type { Command, Syntax } from '../argv.ts';
import type { Finding, Spec } from '../spec.ts';

/** How a program is told what to run. */
interface Runner {
  readonly syntax?: Syntax;
  /** The verbs behind which a command stands. */
  readonly verbs?: readonly string[];
  /** How many operands come before the command. */
  readonly skip?: number;
  /** Each operand is a command line for the shell. */
  readonly texts?: true;
  /** The words, joined by blanks, are one command line for the shell. */
  readonly joined?: true;
  /** Options whose argument is a command line for the shell. */
  readonly options?: readonly string[];
  /** The options alone say what runs; operands are no command. */
  readonly only?: true;
}

const posix = { style: 'posix' } as const;

/** Programs that queue, repeat, supervise or parallelise other commands, by their manuals. */
const runners: Readonly<Record<string, Runner>> = {
  // https://github.com/remy/nodemon#nodemon
  nodemon: {
    syntax: {
      value: '-x --exec -e --ext -w --watch -i --ignore -d --delay -I --cwd --config -s --signal',
      flags: '-V --verbose -q --quiet -C --on-change-only -L --legacy-watch',
    },
    options: ['-x', '--exec'],
    only: true,
  },
  // These run a command whenever files change.
  chokidar: {
    syntax: { value: '-c --command -d --debounce -t --throttle -i --ignore' },
    options: ['-c', '--command'],
    only: true,
  },
  onchange: { syntax: { value: '-d --delay -e --exclude -f --filter -j --jobs', flags: '-i -k -a -p -v' } },
  watchexec: {
    syntax: {
      ...posix,
      value:
        '-w --watch -e --exts -f --filter -i --ignore -d --debounce --delay-run -s --signal --stop-signal --shell --workdir --project-origin',
    },
    joined: true,
  },
  entr: { syntax: posix },
  reflex: {
    syntax: {
      ...posix,
      value: '-r --regex -g --glob -c --config -R --inverse-regex -G --inverse-glob -d --decoration --substitute',
    },
  },
  // https://github.com/Nukesor/pueue
  pueue: {
    syntax: { value: '-c --config -p --profile' },
    verbs: ['add'],
    joined: true,
  },
  tsp: { syntax: { ...posix, value: '-L -D -S -N -E' } },
  ts: { syntax: { ...posix, value: '-L -D -S -N -E' } },
  'task-spooler': { syntax: { ...posix, value: '-L -D -S -N -E' } },
  nq: { syntax: posix },
  daemonize: { syntax: { ...posix, value: '-c -e -E -l -o -p -u' } },
  daemon: { syntax: { ...posix, value: '-n --name -o --output -D --chdir -u --user -r --respawn' } },
  chpst: { syntax: { ...posix, value: '-u -U -e -/ -n -l -L -m -d -o -p -f -c -t -b' } },
  envdir: { syntax: posix, skip: 1 },
  envuidgid: { syntax: posix, skip: 1 },
  setuidgid: { syntax: posix, skip: 1 },
  softlimit: { syntax: { ...posix, value: '-m -d -s -l -a -o -p -f -c -t -r' } },
  faketime: { syntax: { ...posix, value: '-m -f' }, skip: 1 },
  arch: { syntax: { ...posix, value: '-arch -e -d' } },
  schroot: { syntax: { ...posix, value: '-c --chroot -d --directory -u --user -n --session-name -s --shell' } },
  teller: { syntax: { value: '-c --config' }, verbs: ['run'] },
  // shx brings the commands of a Unix shell to Windows (https://github.com/shelljs/shx).
  shx: { syntax: posix },
  'start-server-and-test': { texts: true },
  'xvfb-maybe': { syntax: posix },
  'cross-env-shell': { joined: true },
};

function* readRunner(runner: Runner, command: Command): Iterable<Finding> {
  const via = command.program;
  if (runner.verbs !== undefined && !runner.verbs.includes(command.verb)) return;
  for (const text of command.values(...(runner.options ?? []))) yield { kind: 'code', language: 'bash', text, via };
  if (runner.only === true) return;
  if (runner.texts === true) {
    for (const text of command.operands) yield { kind: 'code', language: 'bash', text, via };
    return;
  }
  const argv = withoutDashes(command.rest.slice(runner.skip ?? 0));
  const [only] = argv;
  if (only === undefined) return;
  const shell = runner.joined === true || (via === 'entr' && command.has('-s') === 'yes');
  if (shell && argv.length === 1) yield { kind: 'code', language: 'bash', text: only, via };
  else yield { kind: 'run', argv, via };
}

function withoutDashes(argv: readonly Word[]): readonly Word[] {
  return argv[0] !== undefined && textOf(argv[0]) === '--' ? argv.slice(1) : argv;
}

export const specs: readonly Spec[] = Object.entries(runners).map(([name, runner]): Spec => {
  const { syntax = posix, verbs } = runner;
  const rest: Syntax =
    verbs === undefined ? syntax : { ...syntax, verbs: Object.fromEntries(verbs.map((verb) => [verb, posix])) };
  return { names: [name], syntax: rest, read: (command) => readRunner(runner, command) };
});
