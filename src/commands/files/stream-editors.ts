import { literal, show, textOf, type PathRef, type Word } from '../../word.ts';
import type { Command } from '../argv.ts';
import type { Context, Finding, Spec } from '../spec.ts';
import { awkActs } from './awk-program.ts';
import { fileRead, given } from './_words.ts';
import { sedActs } from './sed-script.ts';

function* sed(command: Command, context: Context): Generator<Finding> {
  if (command.has('--help', '--version') === 'yes') return;
  const scripts = command.values('-e', '--expression');
  const scriptFiles = command.values('-f', '--file');
  const first = scripts.length + scriptFiles.length > 0 ? [] : command.operands.slice(0, 1);
  const files = command.operands.slice(first.length);
  const inPlace = given(command, '-i', '--in-place', '-I');
  for (const file of scriptFiles)
    if (textOf(file) !== '-') yield { kind: 'file-code', language: 'sed', path: context.path(file), via: 'sed -f' };
  // A script of which nothing is known is nearly always an `s` command put together elsewhere.
  for (const script of [...first, ...scripts])
    if (script.parts.some((part) => typeof part === 'string'))
      yield { kind: 'code', language: 'sed', text: script, via: 'sed' };
  const [content] = [...first, ...scripts];
  // BSD's `sed -i '' script file` has an empty suffix as a word of its own.
  const targets = files.filter((file) => textOf(file) !== '' && textOf(file) !== '-');
  for (const file of targets) {
    if (inPlace === 'yes')
      yield {
        kind: 'file.write',
        path: context.path(file),
        how: 'edit',
        recursive: 'no',
        ...(content === undefined ? {} : { content }),
      };
    else yield fileRead(context, file);
  }
}

/** What a sed script does besides editing; `path` places the files it names. */
export function* sedFindings(script: Word, path: (word: Word) => PathRef): Generator<Finding> {
  const text = textOf(script) ?? show(script);
  for (const act of sedActs(text))
    switch (act.kind) {
      case 'run':
        yield { kind: 'code', language: 'bash', text: literal(act.command, script.span), via: 'sed e' };
        break;
      case 'run-text':
        if (act.replacement === undefined) yield { kind: 'opaque', why: 'code', detail: `sed ${text}` };
        else yield { kind: 'code', language: 'bash', text: literal(act.replacement, script.span), via: 'sed s///e' };
        break;
      case 'write':
        if (!/^\/dev\/std(?:out|err)$/.test(act.file))
          yield { kind: 'file.write', path: path(literal(act.file, script.span)), how: 'overwrite', recursive: 'no' };
        break;
      case 'read':
        if (act.file !== '/dev/stdin')
          yield { kind: 'file.read', path: path(literal(act.file, script.span)), recursive: 'no', hidden: 'no' };
        break;
    }
}

function* awk(command: Command, context: Context): Generator<Finding> {
  if (command.has('--help', '-h', '--version', '-V') === 'yes') return;
  const programs = [...command.values('-e', '--source')];
  const programFiles = command.values('-f', '--file', '-E', '--exec');
  const operand = programs.length + programFiles.length > 0 ? undefined : command.operands[0];
  if (operand !== undefined) programs.push(operand);
  for (const file of programFiles)
    if (textOf(file) !== '-') yield { kind: 'file-code', language: 'awk', path: context.path(file), via: 'awk -f' };
  for (const program of programs) yield { kind: 'code', language: 'awk', text: program, via: 'awk' };
  const inPlace = command.values('-i', '--include').some((library) => textOf(library) === 'inplace');
  // `name=value` among the files is an assignment.
  const files = command.operands
    .slice(operand === undefined ? 0 : 1)
    .filter(
      (file) => !/^[A-Za-z_]\w*=/.test(textOf(file) ?? '') && textOf(file) !== '-' && file.substitution === undefined,
    );
  for (const file of files) {
    if (inPlace) yield { kind: 'file.write', path: context.path(file), how: 'edit', recursive: 'no' };
    else yield fileRead(context, file);
  }
}

/** What an awk program does besides printing; `path` places the files it names. */
export function* awkFindings(program: Word, path: (word: Word) => PathRef): Generator<Finding> {
  for (const act of awkActs(textOf(program) ?? show(program), program.span))
    switch (act.kind) {
      case 'run':
        yield {
          kind: 'code',
          language: 'bash',
          text: act.command,
          via: 'awk',
          ...(act.input === undefined ? {} : { stdin: { kind: 'pipe', from: [], text: act.input } }),
        };
        break;
      case 'write':
      case 'append':
        if (textOf(act.file)?.startsWith('/dev/std') !== true)
          yield {
            kind: 'file.write',
            path: path(act.file),
            how: act.kind === 'write' ? 'overwrite' : 'append',
            recursive: 'no',
          };
        break;
      case 'read':
        yield { kind: 'file.read', path: path(act.file), recursive: 'no', hidden: 'no' };
        break;
      case 'environment':
        yield { kind: 'secret.dump', store: 'environment', name: literal('ENVIRON') };
        break;
    }
}

export const specs: readonly Spec[] = [
  {
    names: ['sed', 'gsed', 'ssed'],
    syntax: {
      value: '-e --expression -f --file -l --line-length',
      optional: '-i --in-place -I',
      flags:
        '-n --quiet --silent -E -r --regexp-extended -s --separate -u --unbuffered -z --null-data --posix --debug --sandbox --follow-symlinks -b --binary --help --version',
    },
    read: sed,
  },
  {
    names: ['awk', 'gawk', 'mawk', 'nawk', 'goawk', 'original-awk'],
    syntax: {
      value: '-F --field-separator -v --assign -f --file -e --source -E --exec -i --include -l --load -W',
      optional: '-d --dump-variables -D --debug -o --pretty-print -p --profile -L --lint',
      style: 'posix',
    },
    read: awk,
  },
  {
    // sd, rpl and friends: pattern, replacement, then files changed in place.
    names: ['sd', 'rpl', 'sad'],
    syntax: { value: '-n --max-replacements -f --flags', flags: '-p --preview -F -s --fixed-strings' },
    *read(command, context): Generator<Finding> {
      if (command.has('-p', '--preview') === 'yes') return;
      for (const file of command.operands.slice(2))
        yield { kind: 'file.write', path: context.path(file), how: 'edit', recursive: 'no' };
    },
  },
];
