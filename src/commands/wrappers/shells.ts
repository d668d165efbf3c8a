import { literal, textOf, type Word } from '../../word.ts';
import type { Command, Syntax } from '../argv.ts';
import type { Context, Finding, Spec } from '../spec.ts';

// bash(1) "Options": -c reads the first operand after all options; -o, -O, --rcfile and --init-file take a word.
const syntax: Syntax = {
  value: '-o -O --rcfile --init-file',
  flags: '-c -s -i -l -r -n -x -e -u -v -a -b -f -h -k -m -p -t -B -C -E -H -P -T --login --norc --noprofile --posix --restricted --verbose --version --help --debugger --dump-strings --noediting',
  style: 'posix',
};

function* read(command: Command, context: Context): Generator<Finding> {
  const via = command.program;
  if (command.has('--version', '--help') === 'yes') return;
  for (const [variable, always] of [
    ['BASH_ENV', true],
    ['ENV', command.has('-i') !== 'no'],
  ] as const) {
    const file = context.variable(variable);
    const given = context.invocation.assignments.some(({ name }) => name === variable) || context.invocation.state.exported.includes(variable);
    if (always && given && file !== null && file !== undefined) yield { kind: 'file-code', language: 'bash', path: context.path(file), via: variable };
  }
  for (const file of command.values('--rcfile', '--init-file'))
    yield { kind: 'file-code', language: 'bash', path: context.path(file), via };
  // `-n` parses and runs nothing; `-c` may stand in a bundle: `bash -lc`.
  if (command.has('-n') === 'yes' && command.has('-c') === 'no') return;
  const operands = withoutPlusOptions(command.operands);
  const [first, ...args] = operands;
  if (command.has('-c') === 'yes') {
    if (first !== undefined) yield { kind: 'code', language: 'bash', text: first, via: `${via} -c`, args: args.length === 0 ? [literal(via)] : args };
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
  if (command.uncertain && first.many) yield { kind: 'opaque', why: 'code', detail: `${via} ${path ?? ''}` };
  else yield { kind: 'file-code', language: 'bash', path: context.path(first), via, args };
}

/** `+x`, `+o name`: options switched off, which the option reader takes for operands. */
function withoutPlusOptions(operands: readonly Word[]): readonly Word[] {
  let rest = operands;
  for (;;) {
    const text = rest[0] === undefined ? undefined : textOf(rest[0]);
    if (text === undefined || !/^\+[A-Za-z]+$/.test(text)) return rest;
    rest = rest.slice(/[oO]$/.test(text) ? 2 : 1);
  }
}

export const specs: readonly Spec[] = [
  { names: ['bash', 'sh', 'zsh', 'dash', 'ksh', 'ash', 'mksh', 'ksh93', 'rbash', 'yash', 'fish', 'rzsh'], syntax, read },
];
