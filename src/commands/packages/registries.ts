import type { Command, Syntax } from '../argv.ts';
import type { Context, Finding, Spec } from '../spec.ts';
import { fromManifest, install, npmPackage, publish, runRest } from './_package.ts';
import { lernaRun } from './runners.ts';

/** Registries of other languages: the verbs that publish and those that install. */
interface Registry {
  readonly names: readonly string[];
  readonly publish: RegExp;
  readonly installs?: RegExp;
  readonly preview?: readonly string[];
  readonly syntax?: Syntax;
}

const registries: readonly Registry[] = [
  {
    names: ['pub'],
    publish: /^(?:pub )?(?:lish|publish)$/,
    installs: /^(?:add|get|global activate)$/,
    preview: ['-n', '--dry-run'],
  },
  {
    names: ['flutter', 'dart'],
    publish: /^pub publish$/,
    installs: /^pub (?:add|get|global)$/,
    preview: ['-n', '--dry-run'],
    syntax: { depth: 2, value: '-C --directory --device-id -d' },
  },
  {
    names: ['vsce', 'ovsx'],
    publish: /^(?:publish|unpublish)$/,
    preview: ['--dry-run'],
    syntax: { depth: 1, value: '-p --pat -i --packagePath -t --target -o --out -m --message --registryUrl' },
  },
  {
    names: ['lerna'],
    publish: /^publish$/,
    installs: /^(?:bootstrap|add)$/,
    syntax: {
      depth: 1,
      value: '--dist-tag --registry --scope',
      verbs: { exec: { style: 'posix', value: '--scope --ignore --concurrency --since' } },
    },
  },
  { names: ['changeset', 'changesets'], publish: /^publish$/, syntax: { depth: 1 } },
  {
    names: ['np', 'release-it', 'semantic-release', 'auto', 'standard-release', 'bumpp'],
    publish: /^/,
    preview: ['--dry-run', '-d', '--preview', '--release-version', '--changelog', '--help', '--version'],
  },
  {
    names: ['goreleaser'],
    publish: /^(?:release|publish|continue)$/,
    preview: ['--snapshot', '--skip-publish', '--skip=publish', '--prepare'],
    syntax: { depth: 1, value: '-f --config -p --parallelism --timeout' },
  },
  {
    names: ['luarocks'],
    publish: /^upload$/,
    installs: /^(?:install|make|build)$/,
    syntax: { depth: 1, value: '--server --tree --api-key --only-server --lua-version' },
  },
  {
    names: ['cpan', 'cpanm', 'cpanp', 'carton'],
    publish: /^$a/,
    installs: /^/,
    syntax: { value: '-l -L -M --mirror --from', flags: '-T -n -f -i' },
  },
  { names: ['cpan-upload'], publish: /^/, preview: ['--dry-run', '-n'] },
  {
    names: ['jsr'],
    publish: /^publish$/,
    installs: /^(?:add|install|i)$/,
    preview: ['--dry-run'],
    syntax: { depth: 1 },
  },
  { names: ['wasm-pack'], publish: /^publish$/, syntax: { depth: 1 } },
  {
    names: ['conan'],
    publish: /^upload$/,
    installs: /^install$/,
    preview: ['--dry-run'],
    syntax: { depth: 1, value: '-r --remote -pr --profile -s -o -of --output-folder' },
  },
  { names: ['vcpkg'], publish: /^$a/, installs: /^install$/, syntax: { depth: 1 } },
  { names: ['pod'], publish: /^(?:trunk push|repo push)$/, installs: /^(?:install|update)$/, syntax: { depth: 2 } },
  { names: ['carthage', 'mint'], publish: /^$a/, installs: /^(?:update|bootstrap|install)$/, syntax: { depth: 1 } },
  {
    names: ['sbt', 'mill', 'lein', 'clojure', 'clj'],
    publish: /^(?:deploy|publish(?!Local|M2)\w*|.*\/publish(?!Local|M2)\w*|.*\.publish)$/,
    installs: /^deps$/,
    syntax: { depth: 1 },
  },
  { names: ['cabal', 'stack'], publish: /^upload$/, installs: /^install$/, syntax: { depth: 1 } },
  { names: ['rebar3'], publish: /^hex (?:publish|cut)$/, syntax: { depth: 2 } },
  {
    names: ['snapcraft', 'charmcraft', 'rockcraft'],
    publish: /^(?:upload|release|push)$/,
    syntax: { depth: 1, value: '--release' },
  },
  {
    names: ['nimble', 'opam', 'raco', 'spago', 'elm', 'elm-package'],
    publish: /^publish$/,
    installs: /^(?:install|add)$/,
    syntax: { depth: 1 },
  },
  { names: ['crystal', 'shards'], publish: /^$a/, installs: /^(?:install|update)$/, syntax: { depth: 1 } },
  { names: ['gh-pages'], publish: /^/, syntax: { value: '-d --dist -b --branch -m --message -r --repo -u --user' } },
  {
    names: ['chrome-webstore-upload', 'web-ext'],
    publish: /^(?:upload|publish|sign)$/,
    syntax: { depth: 1, value: '--source --extension-id --api-key --api-secret' },
  },
];

function* readRegistry(registry: Registry, command: Command, context: Context): Iterable<Finding> {
  if (command.has('--help', '-h') === 'yes') return;
  if (registry.preview !== undefined && command.has(...registry.preview) === 'yes') return;
  if (command.program === 'lerna' && command.verb === 'exec') return yield* runRest(command, 'lerna exec');
  if (command.program === 'lerna' && command.verb === 'run') return yield* lernaRun(command, context);
  if (registry.publish.test(command.verb))
    yield publish(command, command.value('--registry', '--server', '--remote', '-r'));
  else if (registry.installs?.test(command.verb) === true) {
    if (command.operands.length === 0) yield install(fromManifest, { manager: command.program });
    for (const word of command.operands) yield install(npmPackage(word), { manager: command.program });
  }
}

export const specs: readonly Spec[] = registries.map((registry): Spec => ({
  names: registry.names,
  ...(registry.syntax === undefined ? {} : { syntax: registry.syntax }),
  read: (command, context) => readRegistry(registry, command, context),
}));
