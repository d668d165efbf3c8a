import { makeCommands } from '../../languages/makefile.ts';
import { literal, show, textOf, type Word } from '../../word.ts';
import type { Command } from '../argv.ts';
import type { Code, Context, Finding, Spec } from '../spec.ts';

/** The file a build tool reads where none is named. */
const files = {
  make: 'Makefile',
  gmake: 'Makefile',
  bmake: 'Makefile',
  just: 'justfile',
  task: 'Taskfile.yml',
  ninja: 'build.ninja',
  mage: 'magefile.go',
  rake: 'Rakefile',
};

function* make(command: Command, context: Context): Generator<Finding> {
  if (
    command.has(
      '-n',
      '--just-print',
      '--dry-run',
      '--recon',
      '-q',
      '--question',
      '--version',
      '-h',
      '--help',
      '-l',
      '--list',
      '--summary',
      '--show',
      '--evaluate',
    ) === 'yes'
  )
    return;
  const via = command.program;
  const directory = command.value('-C', '--directory', '-d', '--working-directory', '--dir');
  const file = command.value('-f', '--file', '--makefile', '--justfile', '--taskfile', '-t');
  const targets = command.operands.filter((word) => !(textOf(word) ?? '').includes('='));
  const target = literal(targets.map((word) => textOf(word) ?? '').join(' '));
  const args = [target, ...command.operands.filter((word) => !targets.includes(word))];
  const cwd = directory === undefined ? {} : { cwd: directory };
  for (const text of command.values('--eval', '-E')) yield { kind: 'code', language: 'make', text, via, args, ...cwd };
  if (file !== undefined && /^(?:-|\/dev\/stdin|\/dev\/fd\/0)$/.test(textOf(file) ?? '')) {
    yield { kind: 'stream-code', language: 'make', stream: context.stdin, via, args };
    return;
  }
  if (file?.substitution !== undefined) {
    yield { kind: 'file-code', language: 'make', path: context.path(file), via, args };
    return;
  }
  // `make VAR='$(shell …)'` is text that make evaluates; just(1) takes the same shape.
  for (const word of command.operands) {
    const shell = /\$\(shell\s+(.*)\)\s*$/s.exec(textOf(word) ?? '');
    if (shell !== null)
      yield { kind: 'code', language: 'bash', text: literal(shell[1] ?? '', word.span), via: `${via} $(shell)` };
  }
  const named = file ?? literal(Object.hasOwn(files, via) ? files[via as keyof typeof files] : 'Makefile');
  const under = (name: Word): Word =>
    directory === undefined || (textOf(name) ?? '').startsWith('/')
      ? name
      : { ...name, parts: [...directory.parts, '/', ...name.parts] };
  const makes = via === 'make' || via === 'gmake' || via === 'bmake';
  // Looked for in this order (GNU make manual, 3.2).
  const standard =
    makes && file === undefined
      ? ['GNUmakefile', 'makefile']
          .map((name) => under(literal(name)))
          .find((name) => context.content(context.path(name)) !== undefined)
      : undefined;
  yield {
    kind: 'file-code',
    language: 'make',
    path: context.path(standard ?? under(named)),
    via,
    entry: textOf(target) ?? '',
    args: args.slice(1),
  };
}

/** What a makefile runs: its recipes and `$(shell …)`; `args` are the targets in one word, then `NAME=value` words. */
export function* makeFindings({ text, args = [], via, file, cwd }: Code): Generator<Finding> {
  const [target, ...assignments] = args.map((word) => textOf(word) ?? '');
  const given = new Map(
    assignments.map(
      (word) => [word.slice(0, word.indexOf('=')).replace(/[:?+!]$/, ''), word.slice(word.indexOf('=') + 1)] as const,
    ),
  );
  const name = file === undefined ? undefined : show(file.word);
  for (const command of makeCommands(textOf(text) ?? show(text), target ?? '', given)) {
    const span = name === undefined ? text.span : { ...text.span, origin: `${name}:${command.line}` };
    yield {
      kind: 'code',
      language: 'bash',
      text: literal(command.text, span),
      via,
      ...(cwd === undefined ? {} : { cwd }),
    };
  }
}

export const specs: readonly Spec[] = [
  {
    names: ['make', 'gmake', 'bmake'],
    syntax: {
      value: '-C --directory -f --file --makefile -I --include-dir -j -l -o --old-file -W --what-if --eval -E',
      flags:
        '-B --always-make -e --environment-overrides -i -k --keep-going -n --just-print --dry-run --recon -p -q --question -r -R -s --silent -S -t -v -w --version -h --help',
    },
    read: make,
  },
  {
    names: ['just', 'task'],
    syntax: {
      value: '-f --justfile -d --working-directory --dir -t --taskfile --set --shell --dotenv-path',
      flags: '-l --list -n --dry-run --summary --show --evaluate --help --version',
    },
    read: make,
  },
];
