import { literal, prefixOf, show, textOf, type Invocation, type Word } from '../../word.ts';
import { programName, readCommand, type Command, type Syntax } from '../argv.ts';
import type { ProcessKill } from '../../effect.ts';
import type { Context, Finding, Spec } from '../spec.ts';

type Selector = ProcessKill['selector'];

/** The signal a word names, without `SIG`; `undefined` where it names none. */
function signalOf(text: string): string | undefined {
  const match = /^-(?:SIG)?([A-Z][A-Z0-9]*|\d+)$/i.exec(text);
  return match?.[1]?.toUpperCase();
}

const numbers: Readonly<Record<string, string>> = {
  '0': '0',
  '1': 'HUP',
  '2': 'INT',
  '3': 'QUIT',
  '6': 'ABRT',
  '9': 'KILL',
  '15': 'TERM',
  '19': 'STOP',
  '18': 'CONT',
};

function* kill(command: Command, context: Context): Generator<Finding> {
  let signal = 'TERM';
  const targets: Word[] = [];
  let ended = false;
  for (let at = 0; at < command.words.length; at += 1) {
    const word = command.words[at];
    if (word === undefined) break;
    const text = textOf(word);
    if (!ended && targets.length === 0 && text !== undefined) {
      if (text === '-l' || text === '-L' || text === '--list' || text === '--table' || text === '--help') return;
      if (text === '--') {
        ended = true;
        continue;
      }
      if (text === '-s' || text === '-n' || text === '--signal' || text === '-q') {
        at += 1;
        const value = command.words[at];
        signal = (value === undefined ? undefined : textOf(value)?.replace(/^SIG/i, '').toUpperCase()) ?? signal;
        continue;
      }
      const named = signalOf(text.replace(/^--signal=/, '-').replace(/^-s(?=SIG|[A-Z])/, '-'));
      // Alone, `-1` is a signal; `kill -9 -1` sends it to everything.
      if (named !== undefined && at < command.words.length - 1) {
        signal = named;
        continue;
      }
    }
    targets.push(word);
  }
  const name = numbers[signal] ?? signal;
  if (name === '0') return;
  for (const target of targets)
    yield {
      kind: 'process.kill',
      selector: selectorOf(target, context),
      target: soughtName(target, context) ?? target,
      signal: name,
    };
}

/** The name that `pgrep` or `pidof` looked for, where the process id comes from them. */
function soughtName(target: Word, context: Context): Word | undefined {
  if (textOf(target) !== undefined) return undefined;
  for (const { argv } of sourcesOf(target, context)) {
    const [program, ...words] = argv;
    const names = words.filter((word) => !prefixOf(word).startsWith('-'));
    if (program !== undefined && /^(?:pgrep|pidof)$/.test(programName(program) ?? '')) return names.at(-1);
  }
  return undefined;
}

function selectorOf(target: Word, context: Context): Selector {
  const text = textOf(target);
  if (text === undefined) return derived(target, context);
  if (text.startsWith('%')) return 'job';
  if (text === '-1') return 'everything';
  if (text === '1') return 'init';
  if (text === '0') return 'job';
  return /^-?\d+$/.test(text) ? 'pid' : 'name';
}

/** Where a process id that is not known comes from: the shell's own job, whoever listens on a port, or a name. */
function derived(target: Word, context: Context): Selector {
  const shown = show(target);
  if (/^-?\$!$/.test(shown) || /^-?\$\{?!\}?$/.test(shown)) return 'job';
  const sources = sourcesOf(target, context);
  const programs = sources.map((invocation) =>
    invocation.argv[0] === undefined ? '' : (programName(invocation.argv[0]) ?? ''),
  );
  const text = programs.length > 0 ? programs.join(' ') : shown;
  if (/\b(?:lsof|fuser|ss|netstat)\b/.test(text)) return 'port';
  if (/\b(?:pgrep|pidof|ps|launchctl)\b/.test(text)) return 'name';
  return 'pid';
}

/** The commands whose output a process id that is not known comes from. */
function sourcesOf(target: Word, context: Context): readonly Invocation[] {
  const given = target.parts.flatMap((part) =>
    typeof part !== 'string' && part.hole === 'unknown' ? [...(part.output ?? [])] : [],
  );
  return [...given, ...(context.stdin.kind === 'pipe' ? context.stdin.from : [])].flatMap((source) => pipeline(source));
}

/** A command and those whose output it reads, last first. */
function pipeline(last: Invocation): readonly Invocation[] {
  const all: Invocation[] = [];
  const pending = [last];
  for (let next = pending.pop(); next !== undefined && all.length < 20; next = pending.pop()) {
    all.push(next);
    if (next.stdin.kind === 'pipe') pending.push(...next.stdin.from);
  }
  return all;
}

/** Programs that pick processes by name or pattern. */
function* byName(outer: Command, syntax: Syntax): Generator<Finding> {
  const { command, signal: given } = withoutSignal(outer, syntax);
  if (command.has('--help', '--version', '-V', '-l', '--list') === 'yes') return;
  const value = command.value('--signal') ?? (command.program === 'killall' ? command.value('-s') : undefined);
  const signal = (value === undefined ? given : textOf(value)?.replace(/^SIG/i, '')) ?? 'TERM';
  const name = numbers[signal] ?? signal;
  if (name === '0') return;
  const user = command.value('-u', '--euid', '-U', '--uid', '--user');
  if (user !== undefined) yield { kind: 'process.kill', selector: 'user', target: user, signal: name };
  const group = command.value('-t', '--terminal', '-P', '--parent', '-g', '--pgroup', '-F', '--pidfile');
  const selector: Selector = command.has('-f', '--full', '-r', '--regexp', '-m') === 'yes' ? 'pattern' : 'name';
  for (const operand of command.operands) yield { kind: 'process.kill', selector, target: operand, signal: name };
  if (command.operands.length === 0 && user === undefined && group !== undefined)
    yield { kind: 'process.kill', selector: 'pid', target: group, signal: name };
}

/** Reads the words anew without `-9` and `-KILL`, which would read as bundled options; the signal stays known. */
function withoutSignal(
  command: Command,
  syntax: Syntax,
): { readonly command: Command; readonly signal: string | undefined } {
  const isSignal = (word: Word): boolean => /^-(?:\d{1,2}|(?:SIG)?[A-Z][A-Z0-9]{2,})$/.test(textOf(word) ?? '');
  const signal = command.words.find(isSignal);
  const words = command.words.filter((word) => !isSignal(word));
  return {
    command: readCommand(command.program, words, syntax),
    signal: signal === undefined ? undefined : signalOf(textOf(signal) ?? ''),
  };
}

/** `fuser -k 3000/tcp`: whoever uses a port, or a file; with `-m` everyone who uses anything on that file system. */
function* fuser(command: Command): Generator<Finding> {
  if (!command.options.some((option) => option.name === '-k' || option.name === '--kill')) return;
  const port = command.value('-n', '--namespace') !== undefined;
  const mount = command.has('-m', '-M', '--mount') === 'yes';
  for (const operand of command.operands)
    yield {
      kind: 'process.kill',
      selector: mount
        ? 'everything'
        : port || /^\d+\/(?:tcp|udp)$/.test(textOf(operand) ?? '') || !prefixOf(operand).includes('/')
          ? 'port'
          : 'pattern',
      target: operand,
      signal: 'KILL',
    };
}

/** `taskkill /F /IM node.exe`, `/PID 123`. */
function* taskkill(command: Command): Generator<Finding> {
  for (const [at, word] of command.words.entries()) {
    const option = (textOf(word) ?? '').toLowerCase().replace(/^[-/]+/, '');
    const value = command.words[at + 1];
    if (value !== undefined && option === 'im')
      yield { kind: 'process.kill', selector: 'name', target: value, signal: 'KILL' };
    if (value !== undefined && option === 'pid')
      yield { kind: 'process.kill', selector: 'pid', target: value, signal: 'KILL' };
  }
}

const pkillSyntax: Syntax = {
  value:
    '--signal -u --euid -U --uid -t --terminal -P --parent -g --pgroup -G --group -s --session -F --pidfile --ns --nslist -q --queue -O --older',
  flags:
    '-f --full -x --exact -e --echo -i --ignore-case -c --count -n --newest -o --oldest -v --inverse -I -l -V --version --help',
};
const killallSyntax: Syntax = {
  value: '-s --signal -u --user --older-than --younger-than -y -Z --context -n --ns',
  flags:
    '-e --exact -I --ignore-case -g --process-group -i --interactive -l --list -q --quiet -r --regexp -v --verbose -w --wait -V --version -m --help',
};

export const specs: readonly Spec[] = [
  { names: ['kill', 'gkill'], syntax: { style: 'posix' }, read: kill },
  { names: ['pkill'], syntax: pkillSyntax, read: (command) => byName(command, pkillSyntax) },
  { names: ['killall', 'skill', 'slay'], syntax: killallSyntax, read: (command) => byName(command, killallSyntax) },
  {
    // Signals every process but its own session (killall5(8)).
    names: ['killall5'],
    *read(): Generator<Finding> {
      yield { kind: 'process.kill', selector: 'everything', target: literal('every process'), signal: 'TERM' };
    },
  },
  {
    names: ['fuser'],
    syntax: { value: '-n --namespace -s', flags: '-k --kill -i --interactive -v -m -M --mount -w -TERM -KILL -HUP' },
    read: fuser,
  },
  { names: ['taskkill', 'tskill'], read: taskkill },
];
