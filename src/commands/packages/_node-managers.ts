import type { Syntax } from '../argv.ts';

/** What the four package managers for Node call the same thing. */
interface Manager {
  readonly names: readonly string[];
  readonly syntax: Syntax;
  /** Options that name the project's directory. */
  readonly directory: readonly string[];
  /** Verbs of the manager itself; any other word may be a script of the project or a program of its dependencies. */
  readonly builtin: string;
}

const npmFlags =
  '-g --global -D --save-dev -S --save -O --save-optional -B --save-bundle -E --save-exact --save-peer --no-save -P --save-prod --dry-run -f --force -y --yes --ignore-scripts --no-ignore-scripts --legacy-peer-deps --no-audit --no-fund --silent -s -q --quiet --json -l --long --prefer-offline --if-present --workspaces -ws --include-workspace-root --production --verbose -d -dd -ddd --no-optional --package-lock-only --no-package-lock --foreground-scripts --provenance -v --version -h --help';

/** The package managers for Node: their options, and what they call things. */
export const managers = {
  npm: {
    names: ['npm', 'cnpm', 'tnpm'],
    syntax: {
      value:
        '-C --prefix --registry --loglevel -w --workspace --tag --otp --access --userconfig --globalconfig --cache --omit --include --save-prefix --script-shell --node-options --depth -c --call -p --package --before --install-strategy --audit-level --auth-type --scope --preid -m --message --proxy --https-proxy --cafile',
      flags: npmFlags,
      depth: 1,
      verbs: {
        exec: { style: 'posix' },
        x: { style: 'posix' },
        config: { depth: 1 },
        c: { depth: 1 },
        token: { depth: 1 },
        owner: { depth: 1 },
        'dist-tag': { depth: 1 },
        'dist-tags': { depth: 1 },
        access: { depth: 1 },
        team: { depth: 1 },
        org: { depth: 1 },
        pkg: { depth: 1 },
        hook: { depth: 1 },
        profile: { depth: 1 },
        cache: { depth: 1 },
      },
    },
    directory: ['-C', '--prefix'],
    builtin: '',
  },
  yarn: {
    names: ['yarn', 'yarnpkg'],
    syntax: {
      value:
        '--cwd --registry --modules-folder --cache-folder --tag --access --otp --mutex --network-timeout --use-yarnrc --new-version -p --package',
      flags:
        '-D --dev -E --exact -T --tilde -P --peer -O --optional -W --ignore-workspace-root-check --frozen-lockfile --immutable --ignore-scripts --silent -s --force --flat --production --non-interactive --no-lockfile -q --quiet --dry-run -n -A --all -i --interactive -C --caret --verbose --version --help -h',
      depth: 1,
      verbs: {
        global: { depth: 1 },
        npm: { depth: 1 },
        workspace: { depth: 2 },
        workspaces: { depth: 1 },
        config: { depth: 1 },
        cache: { depth: 1 },
        plugin: { depth: 1 },
        set: { depth: 1 },
        exec: { style: 'posix' },
        dlx: { style: 'posix', value: '-p --package', flags: '-q --quiet' },
      },
    },
    directory: ['--cwd'],
    builtin:
      ' install add remove up upgrade upgrade-interactive run test version publish pack link unlink why list info init create login logout audit cache config bin node outdated import autoclean check tag team owner policies licenses help dlx exec npm workspace workspaces global set plugin dedupe rebuild explain search stage constraints patch patch-commit unplug generate-lock-entry versions ',
  },
  pnpm: {
    names: ['pnpm', 'pnpn'],
    syntax: {
      value:
        '-C --dir -F --filter --registry --loglevel --reporter --tag --access --otp --store-dir --package --publish-branch --config --workspace-concurrency --filter-prod --lockfile-dir --virtual-store-dir',
      flags:
        '-g --global -D --save-dev -P --save-prod -O --save-optional -E --save-exact --save-peer -r --recursive -w --workspace-root --frozen-lockfile --no-frozen-lockfile --ignore-scripts --offline --prefer-offline -s --silent --dry-run --no-git-checks --force --latest -L -i --interactive --if-present --parallel --stream --aggregate-output -c --shell-mode --json --prod --dev --lockfile-only --shamefully-hoist -v --version -h --help --workspace',
      depth: 1,
      verbs: {
        exec: { style: 'posix' },
        dlx: { style: 'posix', value: '--package' },
        store: { depth: 1 },
        config: { depth: 1 },
        env: { depth: 1 },
      },
    },
    directory: ['-C', '--dir'],
    builtin:
      ' install i add update up upgrade remove rm uninstall un run run-script test t tst start stop restart publish pack link ln unlink why list ls ll la outdated audit licenses init create import prune rebuild rb fetch patch patch-commit patch-remove dlx exec store config c env setup root bin deploy server dedupe doctor login logout self-update approve-builds catalog cat-file cat-index find-hash ignored-builds install-test it help ',
  },
  bun: {
    names: ['bun'],
    syntax: {
      value:
        '--cwd --registry --config -c --tag --access --otp --filter -F --cache-dir -e --eval -p --print --env-file --outfile --outdir --target --preload -r --define -d --port --timeout --backend --linker --cpu --os',
      flags:
        '-D --dev --development -E --exact -g --global --optional --peer --no-save --frozen-lockfile --ignore-scripts --trust --dry-run -f --force --silent --verbose --production -y --yes --hot --watch --bun -b --smol --no-cache --coverage --bail -h --help -v --version',
      depth: 1,
      verbs: {
        x: { style: 'posix', flags: '--bun' },
        run: {
          style: 'posix',
          value: '--cwd --filter -F --env-file --preload -r',
          flags: '--hot --watch --bun -b --silent',
        },
        pm: { depth: 1 },
      },
    },
    directory: ['--cwd'],
    builtin:
      ' install i add a remove rm update outdated link unlink run test build init create c upgrade x pm publish patch patch-commit repl exec audit info why completions help ',
  },
} satisfies Record<string, Manager>;

export type ManagerName = keyof typeof managers;
