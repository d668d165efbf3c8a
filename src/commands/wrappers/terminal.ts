import { literal, textOf, wordOf, type Word } from '../../word.ts';
import type { Command, Syntax } from '../argv.ts';
import type { Context, Finding, Spec } from '../spec.ts';
import { joined } from './sudo.ts';

/** One word is a shell command line, several are a program with its arguments (tmux(1) "COMMANDS", screen(1)). */
function* commandOrArgv(words: readonly Word[], via: string): Generator<Finding> {
  const [only] = words;
  if (only === undefined) return;
  if (words.length === 1) yield { kind: 'code', language: 'bash', text: only, via };
  else yield { kind: 'run', argv: words, via };
}

const keys = /^(?:Enter|C-[a-z]|M-.|Escape|Tab|Space|BSpace|Up|Down|Left|Right|KPEnter|C-m)$/;

/** `send-keys` types its words without blanks between them; key names end a line or do nothing here. */
function typed(words: readonly Word[]): Word {
  return joinedTight(
    words.map((word) => {
      const text = textOf(word);
      if (text === 'Space') return literal(' ', word.span);
      return text !== undefined && keys.test(text) ? literal('\n', word.span) : word;
    }),
  );
}

function joinedTight(words: readonly Word[]): Word {
  const line = joined(words);
  return wordOf(
    words.flatMap((word) => word.parts),
    line.span,
    line.many,
  );
}

/** Verbs of tmux that run a command, with the options that take a value (tmux(1)); the same letter is a flag of another verb. */
const tmuxRunners = {
  'new-session new': '-c -e -f -F -n -s -t -x -y',
  'new-window neww': '-c -e -F -n -t',
  'split-window splitw': '-c -e -F -l -p -t',
  'respawn-pane respawnp respawn-window respawnw': '-c -e -t',
  'run-shell run': '-c -d -t',
  'if-shell if': '-t',
  'pipe-pane pipep': '-t',
  'display-popup popup': '-b -c -d -e -h -s -S -t -T -w -x -y',
} as const;

function tmuxVerbs(): Readonly<Record<string, Syntax>> {
  const verbs: Record<string, Syntax> = {};
  for (const [names, value] of Object.entries({ ...tmuxRunners, 'send-keys send': '-N -t' }))
    for (const name of names.split(' ')) verbs[name] = { value, style: 'posix' };
  return verbs;
}

function* tmux(command: Command): Generator<Finding> {
  const { verb } = command;
  if (verb === 'send-keys' || verb === 'send') {
    if (command.operands.length > 0)
      yield { kind: 'code', language: 'bash', text: typed(command.operands), via: 'tmux send-keys' };
  } else if (verb === 'if-shell' || verb === 'if') {
    // The condition is a shell command; what follows are commands of tmux.
    for (const text of command.operands.slice(0, 1))
      yield { kind: 'code', language: 'bash', text, via: 'tmux if-shell' };
    for (const word of command.operands.slice(1))
      yield { kind: 'code', language: 'bash', text: wordOf(['tmux ', ...word.parts], word.span), via: 'tmux if-shell' };
  } else if (Object.keys(tmuxRunners).some((names) => names.split(' ').includes(verb)))
    yield* commandOrArgv(command.operands, `tmux ${verb}`);
}

function* screen(command: Command): Generator<Finding> {
  const words = command.operands;
  if (command.has('-X') === 'yes') {
    const [verb, ...rest] = words;
    if (verb !== undefined && ['stuff', 'exec', 'screen', 'eval'].includes(textOf(verb) ?? ''))
      yield { kind: 'code', language: 'bash', text: joined(rest), via: 'screen -X' };
  } else if (words.length > 0 && command.has('-ls', '-r', '-x', '-list') === 'no')
    yield { kind: 'run', argv: words, via: 'screen' };
}

function* watch(command: Command): Generator<Finding> {
  if (command.rest.length === 0) return;
  if (command.has('-x', '--exec') === 'yes') yield { kind: 'run', argv: command.rest, via: 'watch' };
  else yield { kind: 'code', language: 'bash', text: joined(command.rest), via: 'watch' };
}

function* script(command: Command, context: Context): Generator<Finding> {
  const text = command.value('-c', '--command');
  const [file, ...argv] = command.operands;
  // The shell it starts is the one that SHELL names (script(1), ENVIRONMENT).
  const { assignments, state } = context.invocation;
  const shell = context.variable('SHELL');
  if ((assignments.some(({ name }) => name === 'SHELL') || state.exported.includes('SHELL')) && shell)
    yield { kind: 'file-code', language: 'bash', path: context.path(shell), via: 'SHELL' };
  if (text !== undefined) yield { kind: 'code', language: 'bash', text, via: 'script -c' };
  // BSD script(1): script file command argument …
  else if (argv.length > 0) yield { kind: 'run', argv, via: 'script' };
  else yield { kind: 'stream-code', language: 'bash', stream: context.stdin, via: 'script' };
  if (file !== undefined) yield { kind: 'file.write', path: context.path(file), how: 'overwrite', recursive: 'no' };
}

function* flock(command: Command): Generator<Finding> {
  const text = command.value('-c', '--command');
  if (text !== undefined) yield { kind: 'code', language: 'bash', text, via: 'flock -c' };
  else if (command.rest.length > 1) {
    const argv = command.rest.slice(1);
    // `flock file -c command`: the option stands behind the operand.
    if (argv[0] !== undefined && ['-c', '--command'].includes(textOf(argv[0]) ?? '') && argv[1] !== undefined)
      yield { kind: 'code', language: 'bash', text: argv[1], via: 'flock -c' };
    else yield { kind: 'run', argv, via: 'flock' };
  }
}

function* hyperfine(command: Command): Generator<Finding> {
  const scripts = [
    ...command.operands,
    ...command.values('-p', '--prepare', '-s', '--setup', '-c', '--cleanup', '--conclude'),
  ];
  for (const text of scripts) yield { kind: 'code', language: 'bash', text, via: 'hyperfine' };
}

function* busybox(command: Command): Generator<Finding> {
  if (command.words.length > 0) yield { kind: 'run', argv: command.words, via: command.program };
}

function* scheduled(command: Command, context: Context): Generator<Finding> {
  const file = command.value('-f');
  if (command.has('-l', '-d', '-r', '-c') === 'yes') return;
  if (file !== undefined) yield { kind: 'file-code', language: 'bash', path: context.path(file), via: command.program };
  else yield { kind: 'stream-code', language: 'bash', stream: context.stdin, via: command.program };
}

function* nix(command: Command): Generator<Finding> {
  const text = command.value('--run', '--command');
  if (command.program === 'nix-shell') {
    if (text !== undefined) yield { kind: 'code', language: 'bash', text, via: 'nix-shell' };
  } else {
    const at = command.words.findIndex((word) => ['-c', '--command'].includes(textOf(word) ?? ''));
    if (at >= 0 && command.words.length > at + 1) yield { kind: 'run', argv: command.words.slice(at + 1), via: 'nix' };
  }
}

export const specs: readonly Spec[] = [
  {
    names: ['tmux', 'byobu'],
    syntax: { value: '-c -f -L -S -T', style: 'gnu', verbs: tmuxVerbs() },
    read: tmux,
  },
  { names: ['screen'], syntax: { value: '-c -e -h -p -s -S -t -T', style: 'posix' }, read: screen },
  {
    names: ['watch', 'viddy'],
    syntax: {
      value: '-n --interval -q --equexit',
      flags: '-b --beep -c --color -d --differences -e --errexit -g --chgexit -t --no-title -x --exec',
      style: 'posix',
    },
    read: watch,
  },
  {
    names: ['script'],
    syntax: {
      value:
        '-c --command -E --echo -I --log-in -O --log-out -B --log-io -T --log-timing -m --logging-format -o --output-limit',
      flags: '-a --append -e --return -f --flush -q --quiet',
      style: 'gnu',
    },
    read: script,
  },
  {
    names: ['flock'],
    syntax: {
      value: '-w --wait --timeout -E --conflict-exit-code -c --command',
      flags: '-s -x -u -n -o -F',
      style: 'posix',
    },
    read: flock,
  },
  {
    names: ['hyperfine'],
    syntax: {
      value:
        '-w --warmup -m --min-runs -M --max-runs -r --runs -s --setup -p --prepare -c --cleanup --conclude -P --parameter-scan -L --parameter-list -S --shell -u --time-unit --export-json --export-csv --export-markdown -n --command-name --input --output',
    },
    read: hyperfine,
  },
  { names: ['busybox', 'toybox'], syntax: { style: 'posix' }, read: busybox },
  { names: ['at', 'batch'], syntax: { value: '-f -q -t' }, read: scheduled },
  {
    names: ['nix-shell', 'nix'],
    syntax: { value: '--run --command -p --packages -A --attr -I --option --argstr --arg' },
    read: nix,
  },
];
