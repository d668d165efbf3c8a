import { textOf } from '../../word.ts';
import type { Command, Syntax } from '../argv.ts';
import type { Context, Finding, Spec } from '../spec.ts';
import { fileWrite } from './_words.ts';

/** A program that rewrites source files where they stand. */
interface Formatter {
  readonly names: readonly string[];
  readonly syntax?: Syntax;
  /** Options without which it only reports; absent where it always writes. */
  readonly needs?: readonly string[];
  /** Options with which it only reports. */
  readonly looks?: readonly string[];
  /** The verbs that write, where it has verbs. */
  readonly verbs?: readonly string[];
}

const checks = ['--check', '--diff', '--dry-run', '-n', '--list-different', '-l', '--version', '--help', '-h'];

/** Formatters and linters that fix, by their manuals. */
const formatters: readonly Formatter[] = [
  {
    names: ['prettier'],
    needs: ['--write', '-w'],
    syntax: {
      value: '--config --parser --ignore-path --plugin --stdin-filepath --log-level --cache-location',
      flags: '-w --write -c --check -l --list-different',
    },
  },
  {
    names: ['eslint', 'oxlint', 'xo'],
    needs: ['--fix'],
    looks: ['--fix-dry-run', '--version', '--help'],
    syntax: {
      value:
        '-c --config --ext --rule --ignore-path --ignore-pattern --plugin --parser -f --format -o --output-file --cache-location --max-warnings --resolve-plugins-relative-to',
    },
  },
  {
    names: ['stylelint', 'standard', 'ts-standard', 'tslint', 'markdownlint', 'markdownlint-cli2'],
    needs: ['--fix'],
    syntax: { value: '-c --config --ignore-path -f --formatter --custom-syntax' },
  },
  {
    names: ['biome', 'rome'],
    verbs: ['format', 'check', 'lint'],
    needs: ['--write', '--apply', '--fix', '--apply-unsafe'],
    syntax: { depth: 1, value: '--config-path --files-max-size --max-diagnostics --reporter' },
  },
  {
    names: ['black', 'isort', 'blue', 'docformatter', 'pyupgrade', 'autoflake'],
    looks: [...checks, '-c', '--check-only', '--code'],
    syntax: {
      value:
        '-l --line-length -t --target-version --config --include --exclude -j --workers --profile --settings-file --skip',
    },
  },
  {
    names: ['autopep8', 'yapf'],
    needs: ['-i', '--in-place'],
    syntax: { value: '--max-line-length --ignore --select --style -j --jobs -e --exclude' },
  },
  {
    names: ['ruff'],
    verbs: ['format'],
    looks: checks,
    syntax: {
      depth: 1,
      value: '--config --line-length --target-version --exclude --extension --range --select --ignore',
    },
  },
  { names: ['gofmt', 'goimports', 'gofumpt'], needs: ['-w'], syntax: { value: '-r -local', flags: '-w -l -d -s -e' } },
  {
    names: ['rustfmt'],
    looks: ['--check', '--version', '--help', '--print-config', '--emit'],
    syntax: { value: '--edition --config --config-path --emit --print-config' },
  },
  {
    names: ['clang-format', 'astyle', 'uncrustify'],
    needs: ['-i', '--replace', '--no-backup'],
    syntax: { style: 'long-dash', value: '-style --style -c -f -o -l' },
  },
  { names: ['shfmt', 'buildifier', 'stylua', 'taplo'], needs: ['-w', '--write'], syntax: { value: '-i -ln' } },
  {
    names: ['rubocop', 'standardrb'],
    needs: ['-a', '-A', '-x', '--fix', '--autocorrect', '--autocorrect-all', '--auto-correct'],
    syntax: { value: '-c --config -f --format -o --out --only --except' },
  },
  {
    names: ['swiftformat', 'ktlint', 'google-java-format', 'php-cs-fixer', 'phpcbf'],
    looks: [...checks, '--lint'],
    syntax: { value: '--config --rules --swiftversion --standard' },
  },
];

function* rewrites(formatter: Formatter, command: Command, context: Context): Iterable<Finding> {
  const { needs, looks = ['--version', '--help'], verbs } = formatter;
  if (verbs !== undefined && !verbs.includes(command.verb)) return;
  if (command.has(...looks) === 'yes' || (needs !== undefined && command.has(...needs) === 'no')) return;
  for (const file of command.operands)
    if (textOf(file) !== '-') yield fileWrite(context, file, 'edit', { recursive: 'yes' });
}

/** Programs that make a new directory full of files; its name is the first operand. */
const scaffolds: readonly { readonly names: readonly string[]; readonly syntax: Syntax }[] = [
  { names: ['virtualenv', 'venv', 'pyvenv'], syntax: { value: '-p --python --prompt --pip --setuptools' } },
  {
    names: [
      'create-react-app',
      'create-next-app',
      'create-vite',
      'create-vue',
      'create-svelte',
      'create-astro',
      'create-remix',
      'degit',
      'tiged',
    ],
    syntax: { value: '--template -t --use-npm --example -e --import-alias' },
  },
];

export const specs: readonly Spec[] = [
  ...formatters.map((formatter): Spec => ({
    names: formatter.names,
    ...(formatter.syntax === undefined ? {} : { syntax: formatter.syntax }),
    read: (command, context) => rewrites(formatter, command, context),
  })),
  ...scaffolds.map(({ names, syntax }): Spec => ({
    names,
    syntax,
    *read(command, context) {
      const place =
        command.program === 'degit' || command.program === 'tiged' ? command.operands[1] : command.operands[0];
      if (place !== undefined && command.has('--help', '-h', '--version') !== 'yes')
        yield fileWrite(context, place, 'create', { recursive: 'yes' });
    },
  })),
  {
    // screencapture(1), scrot(1), import(1): a picture of the screen.
    names: ['screencapture', 'scrot', 'grim', 'maim', 'gnome-screenshot'],
    syntax: { value: '-T -D -R -l -t -f --file -d -s -u -q -g', flags: '-i -x -c -C -m -o -p -w -W' },
    *read(command, context) {
      const file = command.value('-f', '--file') ?? command.operands.at(-1);
      if (file !== undefined && textOf(file) !== '-') yield fileWrite(context, file, 'overwrite');
    },
  },
];
