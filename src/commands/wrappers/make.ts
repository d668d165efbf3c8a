import { makeCommands } from '../../languages/makefile.ts';
import { literal, show, textOf, type PathRef, type Word } from '../../word.ts';
import { languageOfFirstLine } from '../first-line.ts';
import type { ProjectFiles } from '../project-files.ts';
import type { Command } from '../argv.ts';
import type { Code, Context, Finding, Spec } from '../spec.ts';

/** The files a build tool looks for where none is named, in this order (GNU make manual, 3.2; just.systems/man; taskfile.dev; rake(1)). */
const files: Readonly<Record<string, readonly string[]>> = {
  make: ['GNUmakefile', 'makefile', 'Makefile'],
  gmake: ['GNUmakefile', 'makefile', 'Makefile'],
  bmake: ['makefile', 'Makefile'],
  just: ['justfile', '.justfile', 'Justfile', 'JUSTFILE'],
  task: ['Taskfile.yml', 'taskfile.yml', 'Taskfile.yaml', 'taskfile.yaml', 'Taskfile.dist.yml', 'Taskfile.dist.yaml'],
  rake: ['rakefile', 'Rakefile', 'rakefile.rb', 'Rakefile.rb'],
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
  const target = literal(targets.map(show).join(' '));
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
  const under = (name: Word): Word =>
    directory === undefined || (textOf(name) ?? '').startsWith('/')
      ? name
      : { ...name, parts: [...directory.parts, '/', ...name.parts] };
  const standard = Object.hasOwn(files, via) ? (files[via] ?? []) : ['Makefile'];
  const found = standard.find((name) => context.content(context.path(under(literal(name)))) !== undefined);
  const named = file ?? literal(found ?? standard.at(-1) ?? 'Makefile');
  yield {
    kind: 'file-code',
    language: via === 'rake' ? 'ruby' : 'make',
    path: context.path(under(named)),
    via,
    entry: textOf(target) ?? '',
    args: args.slice(1),
    // A makefile that is named runs where make does, wherever it lies.
    ...(/^(?:g|b)?make$/.test(via) && file !== undefined
      ? { cwd: directory === undefined ? context.cwd : under(literal('.')) }
      : {}),
  };
}

/** What a makefile runs: its recipes and `$(shell …)`; `args` are the targets in one word, then `NAME=value` words. */
export function* makeFindings(
  { text, args = [], via, file, cwd }: Code,
  place: (word: Word) => PathRef,
  files: ProjectFiles,
): Generator<Finding> {
  const [target, ...assignments] = args.map((word) => textOf(word) ?? '');
  const given = new Map(
    assignments.map(
      (word) => [word.slice(0, word.indexOf('=')).replace(/[:?+!]$/, ''), word.slice(word.indexOf('=') + 1)] as const,
    ),
  );
  const name = file === undefined ? undefined : show(file.word);
  const included = (names: string): { name: string; text: string }[] =>
    names
      .split(/\s+/)
      .flatMap((each) => files.matching(place(literal(each))))
      .flatMap((path) => {
        const content = files.content(path);
        const own = content === undefined ? undefined : textOf(content);
        return own === undefined ? [] : [{ name: show(path.word), text: own }];
      });
  for (const command of makeCommands(textOf(text) ?? show(text), target ?? '', given, included)) {
    const within = command.file ?? name;
    const span = within === undefined ? text.span : { ...text.span, origin: `${within}:${command.line}` };
    yield {
      kind: 'code',
      language: command.firstLine === undefined ? 'bash' : (languageOfFirstLine(command.firstLine) ?? 'bash'),
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
    names: ['rake'],
    syntax: {
      value: '-f --rakefile -I --libdir -r --require -e --execute -p --execute-print -E --execute-continue',
      flags:
        '-n --dry-run -T --tasks -D --describe -P --prereqs -q --quiet -s --silent -t --trace -v --verbose -m --multitask -A --all',
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
