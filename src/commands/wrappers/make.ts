import { literal, textOf, type Word } from '../../word.ts';
import type { Command } from '../argv.ts';
import type { Context, Finding, Spec } from '../spec.ts';

/** The file a build tool reads where none is named. */
const files = { make: 'Makefile', gmake: 'Makefile', bmake: 'Makefile', just: 'justfile', task: 'Taskfile.yml', ninja: 'build.ninja', mage: 'magefile.go', rake: 'Rakefile' };

function* make(command: Command, context: Context): Generator<Finding> {
  if (command.has('-n', '--just-print', '--dry-run', '--recon', '-q', '--question', '--version', '-h', '--help', '-l', '--list', '--summary', '--show', '--evaluate') === 'yes') return;
  const via = command.program;
  const directory = command.value('-C', '--directory', '-d', '--working-directory', '--dir');
  const file = command.value('-f', '--file', '--makefile', '--justfile', '--taskfile', '-t');
  if (file !== undefined && textOf(file) === '-') {
    yield { kind: 'stream-code', language: 'make', stream: context.stdin, via };
    return;
  }
  const name = file ?? literal(Object.hasOwn(files, via) ? files[via as keyof typeof files] : 'Makefile');
  const path: Word = directory === undefined ? name : { ...name, parts: [...directory.parts, '/', ...name.parts] };
  // `make SHELL=/bin/x` and `make VAR='$(shell …)'` are text that make evaluates; just(1) takes the same shape.
  for (const word of command.operands) {
    const text = textOf(word) ?? '';
    const shell = /\$\(shell\s+(.*)\)\s*$/s.exec(text);
    if (shell !== null) yield { kind: 'code', language: 'bash', text: literal(shell[1] ?? '', word.span), via: `${via} $(shell)` };
  }
  for (const text of command.values('--eval')) {
    const shell = /\$\(shell\s+(.*)\)\s*$/s.exec(textOf(text) ?? '');
    if (shell !== null) yield { kind: 'code', language: 'bash', text: literal(shell[1] ?? '', text.span), via: `${via} --eval` };
  }
  const targets = command.operands.filter((word) => !(textOf(word) ?? '').includes('='));
  yield { kind: 'file-code', language: 'make', path: context.path(path), via, entry: textOf(targets[0] ?? literal('')) ?? '' };
}

export const specs: readonly Spec[] = [
  {
    names: ['make', 'gmake', 'bmake'],
    syntax: {
      value: '-C --directory -f --file --makefile -I --include-dir -j -l -o --old-file -W --what-if --eval',
      flags: '-B --always-make -e -i -k --keep-going -n --just-print --dry-run --recon -p -q --question -r -R -s --silent -S -t -v -w --version -h --help',
    },
    read: make,
  },
  { names: ['just', 'task'], syntax: { value: '-f --justfile -d --working-directory --dir -t --taskfile --set --shell --dotenv-path', flags: '-l --list -n --dry-run --summary --show --evaluate --help --version' }, read: make },
];
