import { literal, prefixOf, textOf, type Word } from '../../word.ts';
import type { Command, Syntax } from '../argv.ts';
import type { Context, Finding, Spec } from '../spec.ts';
import { fromManifest, install, programOf, pythonPackage, type Install } from './_package.ts';

const pipOptions =
  '-r --requirement -c --constraint -e --editable -t --target -d --dest --platform --python-version --implementation --abi --root --prefix --src -i --index-url --extra-index-url --no-binary --only-binary --progress-bar --report --proxy --retries --timeout --exists-action --trusted-host --cert --client-cert --cache-dir --log --python --use-feature --config-settings -C --global-option --hash --upgrade-strategy --build-constraint --index-strategy --resolution --prerelease -p --exclude-newer --link-mode --keyring-provider --default-index --index -f --find-links --group';
const pipFlags =
  '-U --upgrade --user --dry-run --no-deps --pre --force-reinstall --no-cache-dir -q --quiet -v --verbose --break-system-packages --ignore-installed -I --require-hashes --no-build-isolation --isolated --system --no-index --no-input -y --yes --no-warn-script-location --compile --all-extras --strict';

function registryOf(command: Command): Word | undefined {
  return command.value(
    '-i',
    '--index-url',
    '--extra-index-url',
    '--index',
    '--default-index',
    '--repository',
    '--source',
    '-s',
  );
}

function* installAll(command: Command, words: readonly Word[], how: Install): Iterable<Finding> {
  const files = command.values('-r', '--requirement');
  if (files.length > 0 || words.length === 0) yield install(fromManifest, how);
  for (const word of command.values('-e', '--editable')) yield install(pythonPackage(word), how);
  for (const word of words) yield install(pythonPackage(word), how);
}

/** pip(1), pip-install: https://pip.pypa.io/en/stable/cli/pip_install/. */
function* readPip(command: Command): Iterable<Finding> {
  if (command.has('--help', '-h', '--version') === 'yes' || command.has('--dry-run') === 'yes') return;
  if (command.verb === 'install' || command.verb === 'download' || command.verb === 'sync')
    yield* installAll(command, command.operands, {
      manager: 'pip',
      global: command.has('--user'),
      registry: registryOf(command),
    });
}

/** The program behind the options of a runner such as `poetry run`, with its arguments. */
function* program(command: Command, via: string): Iterable<Finding> {
  const [first, ...rest] = command.rest;
  const words = first !== undefined && textOf(first) === '--' ? rest : command.rest;
  if (words[0] !== undefined) yield { kind: 'run', argv: words, via };
}

/** `poetry add`, `pdm add`, `uv add`: the manifest gets what is written. */
function* add(command: Command, context: Context): Iterable<Finding> {
  if (command.has('--dry-run') === 'yes') return;
  for (const word of command.operands) {
    const wanted = pythonPackage(word);
    yield install(wanted, { manager: command.program, registry: registryOf(command) });
    if (wanted.version === 'latest' || wanted.version === 'wildcard')
      yield {
        kind: 'manifest.version',
        manifest: context.path(literal('pyproject.toml')),
        name: textOf(wanted.name) ?? '',
        version: wanted.version,
      };
  }
}

function publish(command: Command, target?: Word): Finding {
  return {
    kind: 'deploy.release',
    tool: command.program,
    environment: target ?? registryOf(command) ?? literal(''),
    production: 'no',
    what: 'package',
  };
}

/** Poetry, PDM, Hatch, Rye, Pipenv and Flit share their verbs. */
function* readProject(command: Command, context: Context): Iterable<Finding> {
  if (command.has('--help', '-h') === 'yes') return;
  switch (command.verb) {
    case 'run':
      yield* namedScript(command, context, command.rest[0], command.rest.slice(1));
      return yield* readProgram(command);
    case 'add':
      return yield* add(command, context);
    case 'install':
      if (command.program === 'pipenv' && command.operands.length > 0)
        return yield* installAll(command, command.operands, { manager: 'pipenv', registry: registryOf(command) });
      return yield install(fromManifest, { manager: command.program });
    case 'sync':
      return yield install(fromManifest, { manager: command.program });
    case 'publish':
      if (command.has('--dry-run') !== 'yes') yield publish(command);
      return;
    case 'config':
      return;
    default:
  }
}

/** A script or module that a project runner hands to the interpreter. */
function* readProgram(command: Command): Iterable<Finding> {
  const via = `${command.program} run`;
  const module = command.value('-m', '--module');
  for (const word of command.values('--with'))
    for (const name of (textOf(word) ?? '').split(','))
      if (name !== '') yield install(pythonPackage(literal(name, word.span)), { manager: command.program });
  if (module !== undefined) {
    yield { kind: 'run', argv: [literal('python'), literal('-m'), module, ...command.rest], via };
    return;
  }
  const [first] = command.rest;
  if (first === undefined) return;
  const text = textOf(first) ?? '';
  if (/\.pyw?$/.test(text) || text === '-') yield { kind: 'run', argv: [literal('python'), ...command.rest], via };
  else yield* program(command, via);
}

const uvOptions =
  '--with --with-editable --with-requirements --python -p --extra --group --only-group --no-group --index --default-index -i --index-url --extra-index-url -f --find-links --env-file --directory --project --package -m --module --cache-dir --config-file --color --refresh-package --upgrade-package -P --exclude-newer --from -w --prerelease --resolution --link-mode --publish-url --token -t --username -u --password';
const uvFlags =
  '--isolated --no-project --frozen --locked --no-sync --no-dev --dev --all-extras --all-groups --all-packages --active --exact --no-env-file -q --quiet -v --verbose --offline --no-cache -n --refresh --no-progress -U --upgrade --script -s --gui-script --no-config --managed-python --no-managed-python --native-tls';

/** uv: https://docs.astral.sh/uv/reference/cli/. */
function* readUv(command: Command, context: Context): Iterable<Finding> {
  if (command.has('--help', '-h') === 'yes' && command.rest.length === 0) return;
  switch (command.verb) {
    case 'run':
      return yield* readProgram(command);
    case 'pip install':
    case 'pip sync':
      if (command.has('--dry-run') !== 'yes')
        yield* installAll(command, command.operands, { manager: 'uv', registry: registryOf(command) });
      return;
    case 'add':
      if (command.value('-r', '--requirements') !== undefined) yield install(fromManifest, { manager: 'uv' });
      return yield* add(command, context);
    case 'sync':
      return yield install(fromManifest, { manager: 'uv' });
    case 'tool install':
      for (const word of command.operands)
        yield install(pythonPackage(word), { manager: 'uv', global: 'yes', registry: registryOf(command) });
      return;
    case 'tool run':
    case 'x':
      return yield* readTool(command, context);
    case 'publish':
      if (command.has('--dry-run') !== 'yes') yield publish(command, command.value('--publish-url'));
      return;
    default:
  }
}

/** The files that may hold scripts of a project's own. */
const scriptFiles: Readonly<Record<string, readonly string[]>> = {
  pipenv: ['Pipfile'],
  task: ['pyproject.toml'],
  pixi: ['pixi.toml', 'pyproject.toml'],
};

/** `pdm run name`, `poe name`, `hatch run env:name`: a script of the manifest, where there is one of that name. */
function* namedScript(
  command: Command,
  context: Context,
  first: Word | undefined,
  args: readonly Word[],
): Iterable<Finding> {
  const name = first === undefined ? undefined : textOf(first)?.replace(/^[\w.-]+:/, '');
  if (name === undefined) return;
  for (const file of scriptFiles[command.program] ?? ['pyproject.toml']) {
    const path = context.path(literal(file));
    const content = context.content(path);
    if (content !== undefined && textOf(content)?.includes(name) === true)
      yield { kind: 'file-code', language: 'bash', path, via: `${command.program} run`, entry: name, args };
  }
}

/** Poe the Poet, taskipy and Pixi run scripts of the manifest. */
function* readTasks(command: Command, context: Context): Iterable<Finding> {
  const words = command.operands.filter((word, index) => !(index === 0 && textOf(word) === 'run'));
  yield* namedScript(command, context, words[0], words.slice(1));
}

/** `uvx`, `pipx run`: a package is fetched and its program started. */
function* readTool(command: Command, context: Context): Iterable<Finding> {
  const from = command.value('--from', '--spec');
  const [first, ...rest] = command.rest;
  const manager = command.program;
  for (const word of command.values('--with')) yield install(pythonPackage(word), { manager });
  if (from !== undefined) yield install(pythonPackage(from), { manager, registry: registryOf(command) });
  if (first === undefined) return;
  if (/^https?:\/\//.test(prefixOf(first))) {
    yield { kind: 'remote.code', interpreter: manager, url: first };
    return;
  }
  if (from === undefined && /^\.{0,2}\/|\.py$/.test(prefixOf(first)))
    return yield { kind: 'file-code', language: 'python', path: context.path(first), via: manager, args: rest };
  const wanted = pythonPackage(first);
  const name = from === undefined ? programOf(withoutExtras(wanted.name)) : first;
  if (from === undefined) yield install(wanted, { manager, registry: registryOf(command) });
  yield { kind: 'run', argv: [name, ...rest], via: manager };
}

function withoutExtras(name: Word): Word {
  return literal((textOf(name) ?? '').replace(/\[.*/, ''), name.span);
}

/** pipx: https://pipx.pypa.io/stable/reference/. */
function* readPipx(command: Command, context: Context): Iterable<Finding> {
  if (command.has('--help', '-h') === 'yes' && command.rest.length === 0) return;
  if (command.verb === 'run') yield* readTool(command, context);
  else if (command.verb === 'install' || command.verb === 'inject')
    for (const word of command.verb === 'inject' ? command.operands.slice(1) : command.operands)
      yield install(pythonPackage(word), { manager: 'pipx', global: 'yes', registry: registryOf(command) });
}

/** conda(1), mamba: `name=1.2` pins with one equals sign. */
function* readConda(command: Command): Iterable<Finding> {
  if (command.has('--help', '-h', '--dry-run', '-d') === 'yes') return;
  const how: Install = { manager: command.program, registry: command.value('-c', '--channel') };
  switch (command.verb) {
    case 'run':
      return yield* program(command, 'conda run');
    case 'install':
    case 'create':
    case 'update':
    case 'upgrade':
      for (const word of command.operands) yield install(condaPackage(word), how);
      if (command.value('-f', '--file') !== undefined) yield install(fromManifest, how);
      return;
    case 'env create':
    case 'env update':
      return yield install(fromManifest, how);
    default:
  }
}

function condaPackage(word: Word): ReturnType<typeof pythonPackage> {
  const text = textOf(word);
  if (text === undefined) return pythonPackage(word);
  return pythonPackage(literal(text.replace(/^([^=<>]+)=(?!=)/, '$1=='), word.span));
}

/** twine(1), flit(1), maturin(1): they upload a distribution. */
function* readUpload(command: Command): Iterable<Finding> {
  if (command.has('--help', '-h', '--dry-run') === 'yes') return;
  if (command.verb === 'upload' || command.verb === 'publish')
    yield publish(command, command.value('-r', '--repository', '--repository-url'));
}

const pip: Syntax = {
  value: '--python --log --proxy --retries --timeout --cache-dir',
  depth: 1,
  verbs: {
    install: { value: pipOptions, flags: pipFlags },
    download: { value: pipOptions, flags: pipFlags },
    config: { depth: 1 },
    cache: { depth: 1 },
  },
};
const runner: Syntax = {
  style: 'posix',
  value: '-m --module --directory -C -P --project -p --path --env -e --extra',
  flags: '-q -v -n --no-interaction --no-ansi',
};
const project: Syntax = {
  value:
    '--directory -C -P --project -p --path -e --env --config --repository -r -u --username --password -G --group --source --extras -E --python --index -i --pypi-mirror --build --cert --client-cert --dist-dir',
  flags:
    '--dry-run -D --dev -d --allow-prereleases -n --no-interaction -q -v --lock --no-dev --deploy --system --skip-existing --optional --editable --sync --no-root --all-extras --verbose --quiet --pre --keep-outdated',
  depth: 1,
  verbs: { run: runner, self: { depth: 1 }, env: { depth: 1 }, cache: { depth: 1 }, config: {} },
};

export const specs: readonly Spec[] = [
  { names: ['pip'], syntax: pip, read: readPip },
  { names: ['poe', 'pixi'], syntax: { value: '-C --directory --manifest-path -e --environment' }, read: readTasks },
  { names: ['poetry', 'pdm', 'pipenv', 'hatch', 'rye'], syntax: project, read: readProject },
  {
    names: ['uv'],
    syntax: {
      value: '--directory --project --cache-dir --config-file --color',
      flags: '-q -v --offline --no-cache -n --native-tls --no-config',
      depth: 1,
      verbs: {
        run: { style: 'posix', value: uvOptions, flags: uvFlags },
        x: { style: 'posix', value: uvOptions, flags: uvFlags },
        tool: {
          verbs: {
            run: { style: 'posix', value: uvOptions, flags: uvFlags },
            install: { value: uvOptions, flags: uvFlags },
          },
          depth: 1,
        },
        pip: { value: pipOptions, flags: pipFlags, depth: 1 },
        add: {
          value: `${uvOptions} -r --requirements --tag --branch --rev --bounds`,
          flags: `${uvFlags} --editable --raw --optional`,
        },
        publish: { value: uvOptions, flags: `${uvFlags} --dry-run` },
        python: { depth: 1 },
        cache: { depth: 1 },
      },
    },
    read: readUv,
  },
  { names: ['uvx'], syntax: { style: 'posix', value: uvOptions, flags: uvFlags }, read: readTool },
  {
    names: ['pipx'],
    syntax: {
      depth: 1,
      value: '--python -i --index-url --pip-args --suffix',
      verbs: {
        run: {
          style: 'posix',
          value: '--spec --python --index-url -i --pip-args --with',
          flags: '--no-cache --pypackages -v -q --verbose',
        },
      },
    },
    read: readPipx,
  },
  {
    names: ['conda'],
    syntax: {
      value: '-n --name -p --prefix -c --channel -f --file --solver --repodata-fn --experimental --subdir --platform',
      flags: '-y --yes -q -v --dry-run -d --json --override-channels --no-deps --all',
      depth: 1,
      verbs: {
        run: { style: 'posix', value: '-n --name -p --prefix --cwd', flags: '-v --no-capture-output --live-stream' },
        env: { depth: 1 },
        config: {},
      },
    },
    read: readConda,
  },
  {
    names: ['twine', 'flit', 'maturin', 'anaconda'],
    syntax: {
      value:
        '-r --repository --repository-url -u --username -p --password -c --comment --config-file --cert -m --manifest-path -i --interpreter --target --user --channel',
      flags: '--skip-existing --verbose --non-interactive --sign -s --dry-run',
      depth: 1,
    },
    read: readUpload,
  },
];
