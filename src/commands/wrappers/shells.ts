import { literal, textOf, wordOf, type Word } from '../../word.ts';
import { readCommand, type Command, type Syntax } from '../argv.ts';
import type { Context, Finding, Spec } from '../spec.ts';

// bash(1) "Options": -c reads the first operand after all options; -o, -O, --rcfile and --init-file take a word.
const syntax: Syntax = {
  value: '-o -O --rcfile --init-file',
  flags:
    '-c -s -i -l -r -n -x -e -u -v -a -b -f -h -k -m -p -t -B -C -E -H -P -T --login --norc --noprofile --posix --restricted --verbose --version --help --debugger --dump-strings --noediting',
  style: 'posix',
};

function* read(given: Command, context: Context): Generator<Finding> {
  const command = readCommand(given.program, withoutPlusOptions(given), syntax);
  const via = command.program;
  if (command.has('--version', '--help') === 'yes') return;
  for (const [variable, always] of [
    ['BASH_ENV', true],
    ['ENV', command.has('-i') !== 'no'],
  ] as const) {
    const file = context.variable(variable);
    const given =
      context.invocation.assignments.some(({ name }) => name === variable) ||
      context.invocation.state.exported.includes(variable);
    if (always && given && file !== null && file !== undefined)
      yield { kind: 'file-code', language: 'bash', path: context.path(file), via: variable };
  }
  for (const file of command.values('--rcfile', '--init-file'))
    yield { kind: 'file-code', language: 'bash', path: context.path(file), via };
  // In a restricted shell `cd` and others fail where everybody expects them to work (bash manual, 6.10 The Restricted Shell).
  if (command.values('-O').some((option) => textOf(option) === 'xpg_echo'))
    yield { kind: 'opaque', why: 'construct', detail: `${via} -O xpg_echo` };
  if (command.has('-r', '--restricted') === 'yes' || /^r(?:ba|z|k)sh$/.test(via))
    yield { kind: 'opaque', why: 'construct', detail: `${via} -r` };
  // In an interactive shell `!!` stands for what was typed before (bash manual, 9.3 History Expansion).
  const typed = context.stdin.kind === 'text' || context.stdin.kind === 'pipe' ? context.stdin.text : undefined;
  if (command.has('-i') === 'yes' && /(?:^|[\s;&|(])![!?\w-]/m.test((typed === undefined ? '' : textOf(typed)) ?? ''))
    yield { kind: 'opaque', why: 'construct', detail: `${via} -i` };
  yield* prompts(command, context);
  yield* startUpFiles(command, context);
  // `-n` reads everything and runs nothing.
  if (command.has('-n') === 'yes' && command.has('-i') === 'no') return;
  const { operands } = command;
  const [first, ...args] = operands;
  if (command.has('-c') === 'yes') {
    if (first === undefined) return;
    yield {
      kind: 'code',
      language: 'bash',
      text: first,
      via: `${via} -c`,
      args: args.length === 0 ? [literal(via)] : args,
    };
    if (via === 'zsh' && ownSyntax.test(textOf(first) ?? '')) yield { kind: 'opaque', why: 'code', detail: 'zsh -c' };
    return;
  }
  if (first === undefined || command.has('-s') === 'yes' || textOf(first) === '-') {
    yield { kind: 'stream-code', language: 'bash', stream: context.stdin, via, args: [literal(via), ...operands] };
    return;
  }
  const path = textOf(first);
  if (path === '/dev/stdin' || path === '/dev/fd/0' || path === '/proc/self/fd/0') {
    yield { kind: 'stream-code', language: 'bash', stream: context.stdin, via, args: operands };
    return;
  }
  const descriptor = /^\/(?:dev\/fd|proc\/self\/fd)\/(\d+)$/.exec(path ?? '')?.[1];
  if (descriptor !== undefined) {
    const opened = context.invocation.redirects.findLast((redirect) => redirect.descriptor === Number(descriptor));
    if (opened !== undefined && (opened.operator === '<<<' || opened.operator === '<<'))
      yield { kind: 'code', language: 'bash', text: opened.target, via, args: operands };
    else if (opened !== undefined && opened.operator === '<')
      yield { kind: 'file-code', language: 'bash', path: context.path(opened.target), via, args };
    else yield { kind: 'opaque', why: 'code', detail: `${via} ${path ?? ''}` };
    return;
  }
  if (command.uncertain && first.many) yield { kind: 'opaque', why: 'code', detail: `${via} ${path ?? ''}` };
  else yield { kind: 'file-code', language: 'bash', path: context.path(first), via, args };
}

/**
 * What zsh reads differently from bash (zshexpn(1), zshmisc(1)): `=rm`, `${(flags)x}`, `${:-x}`; arrays, which need no `[@]`; glob qualifiers,
 * which may run code; global aliases, short loops and words of its own.
 */
const ownSyntax =
  /(?:^|[\s;&|(])=[\w.(]|\$\{[(:=^~]|\w=\([^]*\$|\$\w+\[|[*?\]]\([^)]*\)|\balias\s+-[gs]|(?:^|[;&|\n{(])\s*(?:-\s+\w|(?:repeat|noglob|nocorrect|zmodload|zargs|autoload|emulate|sched|foreach|setopt|unsetopt|vared|print\s+-z)\b)|\}\s*always\b|\bfor\s+\w+\s*\(|\bzf_\w+|\bzle\s|\bTRAP[A-Z0-9]+\s*\(/;

/** Variables that the call gives the shell, and that it expands or runs: prompts, and `PS4` when it traces (bash manual, 5.2). */
function* prompts(command: Command, context: Context): Generator<Finding> {
  const { assignments, state } = context.invocation;
  for (const name of ['PS4', ...(command.has('-i') === 'no' ? [] : ['PS0', 'PS1', 'PROMPT_COMMAND'])]) {
    if (!assignments.some((one) => one.name === name) && !state.exported.includes(name)) continue;
    const value = context.variable(name);
    if (value === null || value === undefined) continue;
    const text = textOf(value);
    if (name === 'PROMPT_COMMAND') yield { kind: 'code', language: 'bash', text: value, via: name };
    else if (text === undefined) yield { kind: 'opaque', why: 'code', detail: name };
    else if (/[$`]/.test(text))
      yield {
        kind: 'code',
        language: 'bash',
        text: literal(`: "${text.replace(/(?<!\\)"/g, String.raw`\"`)}"`, value.span),
        via: name,
      };
  }
}

/** Start-up files below a directory that the call itself names: `HOME`, `ZDOTDIR` (bash(1) "Invocation", zsh(1) "Startup/Shutdown Files"). */
function* startUpFiles(command: Command, context: Context): Generator<Finding> {
  const zsh = command.program === 'zsh';
  const variable = zsh && isGiven('ZDOTDIR', context) ? 'ZDOTDIR' : 'HOME';
  const directory = isGiven(variable, context) ? context.variable(variable) : undefined;
  if (directory === null || directory === undefined) return;
  // `HOME="$HOME"`: the person's own, which every shell reads.
  if (textOf(directory) === context.world.home) return;
  const interactive = command.has('-i') !== 'no';
  const login = command.has('-l', '--login') !== 'no';
  const names = zsh
    ? ['.zshenv', ...(interactive ? ['.zshrc'] : []), ...(login ? ['.zprofile', '.zlogin'] : [])]
    : [...(interactive ? ['.bashrc'] : []), ...(login ? ['.bash_profile', '.bash_login', '.profile'] : [])];
  for (const name of names)
    yield {
      kind: 'file-code',
      language: 'bash',
      path: context.path(wordOf([...directory.parts, `/${name}`], directory.span)),
      via: `${command.program} start-up file`,
    };
}

function isGiven(name: string, { invocation }: Context): boolean {
  return invocation.assignments.some((one) => one.name === name) || invocation.state.exported.includes(name);
}

/** The words without `+x`, `+o name`: options switched off, which the option reader takes for operands. */
function withoutPlusOptions({ program, words }: Command): readonly Word[] {
  let rest = words;
  for (;;) {
    const [off] = readCommand(program, rest, syntax).operands;
    const text = off === undefined ? undefined : textOf(off);
    if (off === undefined || text === undefined || !/^\+[A-Za-z]+$/.test(text)) return rest;
    const at = rest.indexOf(off);
    rest = [...rest.slice(0, at), ...rest.slice(at + (/[oO]$/.test(text) ? 2 : 1))];
  }
}

export const specs: readonly Spec[] = [
  {
    names: ['bash', 'sh', 'zsh', 'dash', 'ksh', 'ash', 'mksh', 'ksh93', 'rbash', 'rksh', 'yash', 'rzsh', 'git-bash'],
    syntax,
    read,
  },
];
