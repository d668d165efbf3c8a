import { literal, prefixOf, textOf, type Word } from '../../word.ts';
import type { Command } from '../argv.ts';
import type { Context, Finding, Spec } from '../spec.ts';
import { fromManifest, install, publish, runRest, splitAt, versionOf, type Package } from './_package.ts';

function packageAt(word: Word, separator: string): Package {
  const prefix = prefixOf(word);
  if (/^(?:\.{0,2}\/|file:)/.test(prefix)) return { name: word, version: 'exact', source: 'local' };
  if (/^(?:https?|git\+?\w*|ssh):\/\//.test(prefix)) return { name: word, version: 'unknown', source: 'url' };
  const [name, version] = splitAt(word, separator);
  if (version === undefined)
    return { name, version: 'none', source: textOf(word) === undefined && prefix === '' ? 'unknown' : 'registry' };
  const text = textOf(version);
  return { name, version: text === undefined ? 'unknown' : versionOf(text), source: 'registry' };
}

function* open(wanted: Package, manifest: string, context: Context): Iterable<Finding> {
  if (wanted.version === 'latest' || wanted.version === 'wildcard')
    yield {
      kind: 'manifest.version',
      manifest: context.path(literal(manifest)),
      name: textOf(wanted.name) ?? '',
      version: wanted.version,
    };
}

function givenVersion(wanted: Package, version: Word | undefined): Package {
  if (version === undefined) return wanted;
  const text = textOf(version);
  return { ...wanted, version: text === undefined ? 'unknown' : versionOf(text) };
}

/** cargo(1): `cargo +nightly …` names a toolchain first. */
function* readCargo(command: Command, context: Context): Iterable<Finding> {
  const [verb = '', toolchain] = command.verb.startsWith('+')
    ? [textOf(command.operands[0] ?? literal('')) ?? '', true]
    : [command.verb, false];
  const operands = toolchain ? command.operands.slice(1) : command.operands;
  if (command.has('--help', '-h') === 'yes') return;
  const registry = command.value('--registry', '--index');
  const git = command.value('--git');
  switch (verb) {
    case 'new':
    case 'init':
      for (const word of operands)
        yield { kind: 'file.write', path: context.path(word), how: 'create', recursive: 'yes' };
      return;
    case 'add':
      if (command.has('-n', '--dry-run') === 'yes') return;
      for (const word of operands) {
        const wanted = packageAt(word, '@');
        yield install(git === undefined ? wanted : { ...wanted, source: 'url' }, { manager: 'cargo', registry });
        yield* open(wanted, 'Cargo.toml', context);
      }
      return;
    case 'install':
    case 'binstall':
      if (command.has('--list') === 'yes') return;
      if (git !== undefined && operands.length === 0)
        yield install({ name: git, version: 'unknown', source: 'url' }, { manager: 'cargo', global: 'yes' });
      for (const word of operands)
        yield install(
          givenVersion(
            git === undefined ? packageAt(word, '@') : { name: word, version: 'unknown', source: 'url' },
            command.value('--version'),
          ),
          { manager: 'cargo', global: 'yes', registry },
        );
      return;
    case 'publish':
      if (command.has('-n', '--dry-run') !== 'yes') yield publish(command, registry);
      return;
    case 'release':
    case 'smart-release':
      if (command.has('-x', '--execute') === 'yes') yield publish(command, registry);
      return;
    case 'yank':
      yield publish(command, registry);
      return;
    case 'owner':
      for (const who of command.values('-a', '--add'))
        yield { kind: 'access.change', provider: 'crates.io', what: 'member', action: 'create', target: who };
      for (const who of command.values('-r', '--remove'))
        yield { kind: 'access.change', provider: 'crates.io', what: 'member', action: 'delete', target: who };
      return;
    case 'sqlx':
    case 'leptos':
    case 'lambda':
    case 'shuttle': {
      // A cargo subcommand of a program that is known by itself: `cargo sqlx` is sqlx.
      const rest = command.words.slice(command.words.findIndex((word) => textOf(word) === verb) + 1);
      yield { kind: 'run', argv: [literal(verb), ...rest], via: 'cargo' };
      return;
    }
    default:
  }
}

/** go(1): `go get x@v`, `go install x@v`, `go run x@v`; only a version after `@` fetches the last two. */
function* readGo(command: Command, context: Context): Iterable<Finding> {
  const words = command.operands;
  const output = command.value('-o', '-coverprofile', '-cpuprofile', '-memprofile', '-outputdir');
  if (output !== undefined && /^(?:build|test|vet)$/.test(command.verb))
    yield { kind: 'file.write', path: context.path(output), how: 'overwrite', recursive: 'no' };
  switch (command.verb) {
    case 'get':
    case 'install':
      for (const word of words)
        if (command.verb === 'get' || prefixOf(word).includes('@'))
          yield install(packageAt(word, '@'), { manager: 'go', global: command.verb === 'install' ? 'yes' : 'no' });
      return;
    case 'run': {
      const [first] = words;
      if (first !== undefined && /^[\w.-]+\.[a-z]+\/.*@/.test(prefixOf(first))) {
        const wanted = packageAt(first, '@');
        yield install(wanted, { manager: 'go' });
        const name = (textOf(wanted.name) ?? '').replace(/\/v\d+$/, '');
        yield { kind: 'run', argv: [literal(name.slice(name.lastIndexOf('/') + 1)), ...words.slice(1)], via: 'go run' };
      }
      return;
    }
    case 'mod download':
    case 'mod tidy':
      yield install(fromManifest, { manager: 'go' });
      return;
    case 'generate':
      return;
    default:
      if (command.value('-toolexec', '-exec') !== undefined) yield* toolExec(command);
  }
}

/** `go test -exec 'cmd'`, `go build -toolexec 'cmd'`. */
function* toolExec(command: Command): Iterable<Finding> {
  for (const text of command.values('-toolexec', '-exec'))
    yield { kind: 'code', language: 'bash', text, via: `go ${command.verb}` };
}

/** gem(1) and bundle(1). */
function* readGem(command: Command): Iterable<Finding> {
  if (command.has('--help', '-h') === 'yes') return;
  const registry = command.value('-s', '--source', '--host', '--key');
  if (command.verb === 'install' || command.verb === 'i' || command.verb === 'update')
    for (const word of command.operands)
      yield install(givenVersion(packageAt(word, ':'), command.value('-v', '--version')), {
        manager: 'gem',
        global: 'yes',
        registry,
      });
  else if (command.verb === 'push' || command.verb === 'yank') yield publish(command, registry);
  else if (command.verb === 'owner') {
    for (const who of command.values('-a', '--add'))
      yield { kind: 'access.change', provider: 'rubygems', what: 'member', action: 'create', target: who };
    for (const who of command.values('-r', '--remove'))
      yield { kind: 'access.change', provider: 'rubygems', what: 'member', action: 'delete', target: who };
  } else if (command.verb === 'exec') yield* runRest(command, 'gem exec');
}

function* readBundle(command: Command, context: Context): Iterable<Finding> {
  if (command.has('--help', '-h') === 'yes' && command.rest.length === 0) return;
  switch (command.verb) {
    case 'exec':
    case 'e':
      return yield* runRest(command, 'bundle exec');
    case '':
    case 'install':
    case 'update':
      return yield install(fromManifest, { manager: 'bundler' });
    case 'add': {
      const version = command.value('-v', '--version');
      for (const word of command.operands) {
        const wanted = givenVersion(packageAt(word, ':'), version);
        yield install(wanted, { manager: 'bundler', registry: command.value('-s', '--source') });
        yield* open(wanted, 'Gemfile', context);
      }
      return;
    }
    default:
  }
}

/** composer(1): `composer require vendor/package:^1.0`. */
function* readComposer(command: Command, context: Context): Iterable<Finding> {
  if (command.has('--help', '-h', '--dry-run') === 'yes') return;
  const global = command.verb.startsWith('global ') ? 'yes' : 'no';
  const scripts = command.has('--no-scripts') === 'yes' ? 'no' : 'yes';
  switch (command.verb.replace(/^global /, '')) {
    case 'require':
    case 'req':
    case 'r':
      for (const word of command.operands) {
        const [name, version] = splitAt(word, prefixOf(word).includes('=') ? '=' : ':');
        const wanted = givenVersion({ name, version: 'none', source: 'registry' }, version);
        yield install(wanted, { manager: 'composer', global, scripts });
        if (global === 'no') yield* open(wanted, 'composer.json', context);
      }
      return;
    case 'install':
    case 'i':
    case 'update':
    case 'u':
    case 'upgrade':
    case 'create-project':
      return yield install(fromManifest, { manager: 'composer', global, scripts });
    case 'exec':
      return yield* runRest(command, 'composer exec');
    case 'run':
    case 'run-script':
      return yield* composerScript(command.operands[0], command.operands.slice(1), context);
    default:
      return yield* composerScript(literal(command.verb), command.operands, context);
  }
}

/** A script of the project's composer.json, where it has one of that name. */
function* composerScript(name: Word | undefined, args: readonly Word[], context: Context): Iterable<Finding> {
  const entry = name === undefined ? undefined : textOf(name);
  const path = context.path(literal('composer.json'));
  const content = context.content(path);
  const text = content === undefined ? undefined : textOf(content);
  if (entry !== undefined && text !== undefined && text.includes(JSON.stringify(entry)))
    yield { kind: 'file-code', language: 'bash', path, via: 'composer run', entry, args };
}

/** dotnet(1) and nuget(1): `dotnet add package`, `dotnet nuget push`. */
function* readDotnet(command: Command, context: Context): Iterable<Finding> {
  if (command.has('--help', '-h') === 'yes') return;
  const texts = command.operands.map((word) => textOf(word) ?? '$');
  const version = command.value('-v', '--version', '-Version');
  const registry = command.value('-s', '--source', '-Source');
  const adds =
    command.verb === 'add' ? texts.indexOf('package') : command.verb === 'package' ? texts.indexOf('add') : -1;
  const added = command.operands[adds + 1];
  if (adds >= 0 && added !== undefined) {
    const wanted = givenVersion({ name: added, version: 'none', source: 'registry' }, version);
    yield install(wanted, { manager: 'dotnet', registry });
    yield* open(wanted, 'project.csproj', context);
  } else if (command.verb === 'tool' && /^(?:install|update)$/.test(texts[0] ?? '')) {
    const [, name] = command.operands;
    if (name !== undefined)
      yield install(givenVersion({ name, version: 'none', source: 'registry' }, version), {
        manager: 'dotnet',
        global: command.has('-g', '--global'),
        registry,
      });
  } else if (command.verb === 'nuget' || command.program === 'nuget') {
    const verb = command.program === 'nuget' ? command.verb : texts[0];
    if (verb === 'push' || verb === 'delete') yield publish(command, registry);
    else if (verb === 'install' || verb === 'Install')
      for (const name of command.operands)
        yield install({ name, version: 'none', source: 'registry' }, { manager: 'nuget', registry });
  } else if (command.verb === 'restore') yield install(fromManifest, { manager: 'dotnet', registry });
  else if (command.verb === 'ef') yield { kind: 'run', argv: [literal('dotnet-ef'), ...command.rest], via: 'dotnet' };
  else if (command.verb === 'tool' && texts[0] === 'run' && command.operands[1] !== undefined)
    yield {
      kind: 'run',
      argv: command.operands.slice(1).filter((word) => textOf(word) !== '--'),
      via: 'dotnet tool run',
    };
}

const cargoOptions =
  '--git --branch --tag --rev --version --root --index --registry -F --features --path --target --target-dir --profile -j --jobs -p --package --manifest-path --config -Z --color --rename -a --add -r --remove --token --message-format --bin --example --test --bench';

export const specs: readonly Spec[] = [
  {
    names: ['cargo'],
    syntax: {
      value: cargoOptions,
      flags:
        '-n --dry-run -q --quiet -v --verbose --locked --frozen --offline --dev --build --optional --no-default-features --allow-dirty --no-verify -f --force --release -x --execute --list --all-features --workspace',
      depth: 1,
    },
    read: readCargo,
  },
  {
    names: ['go'],
    syntax: {
      style: 'long-dash',
      value:
        '-C -o -p -mod -modfile -overlay -tags -ldflags -gcflags -asmflags -run -bench -count -timeout -coverprofile -exec -toolexec -buildmode -pkgdir',
      flags: '-u -t -d -x -v -race -a -n -short -json -cover',
      depth: 1,
      verbs: { mod: { depth: 1 }, tool: {}, work: { depth: 1 }, run: { style: 'posix' } },
    },
    read: readGo,
  },
  {
    names: ['gem'],
    syntax: {
      value:
        '-v --version -s --source -i --install-dir -n --bindir -P --trust-policy --host -k --key --otp -a --add -r --remove -g --gem',
      flags: '-N --no-document -f --force --user-install --pre --conservative -q',
      depth: 1,
      verbs: { exec: { style: 'posix', value: '-v --version -g --gem' } },
    },
    read: readGem,
  },
  {
    names: ['bundle', 'bundler'],
    syntax: {
      value:
        '--gemfile --path --jobs -j --retry --without --with -v --version -s --source -g --group --git --branch -r --require',
      flags: '--deployment --local --quiet --frozen --no-cache --verbose',
      depth: 1,
      verbs: {
        exec: { style: 'posix', value: '--gemfile', flags: '--keep-file-descriptors' },
        e: { style: 'posix' },
        config: { depth: 1 },
      },
    },
    read: readBundle,
  },
  {
    names: ['composer', 'composer.phar'],
    syntax: {
      value: '-d --working-dir --prefer-install --ignore-platform-req --fixed --repository --stability -s',
      flags:
        '--dev -W -w --no-scripts --no-plugins -n --no-interaction -q -v -vvv -o --dry-run --no-dev --no-update --ignore-platform-reqs',
      depth: 1,
      verbs: { global: { depth: 1 }, exec: { style: 'posix' } },
    },
    read: readComposer,
  },
  {
    names: ['dotnet', 'nuget'],
    syntax: {
      value:
        '-v --version -s --source -f --framework --package-directory -k --api-key -Source -Version -ApiKey --configfile --tool-path -c --configuration -o --output -p --project -r --runtime',
      flags: '-g --global --prerelease -n --no-restore --skip-duplicate --interactive --local',
      depth: 1,
      verbs: { ef: { style: 'posix' } },
    },
    read: readDotnet,
  },
];
