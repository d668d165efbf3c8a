import { literal, prefixOf, textOf, type Word } from '../../word.ts';
import type { Command, Syntax } from '../argv.ts';
import type { Finding, Spec } from '../spec.ts';
import { install, splitAt, versionOf, type Package } from './_package.ts';

/** A package manager of the operating system: which verbs install, and how a version is written. */
interface Manager {
  readonly names: readonly string[];
  readonly verbs: string;
  readonly syntax: Syntax;
  /** What stands between name and version; nothing where versions are not written there. */
  readonly separator?: string;
  /** Options after which it only says what it would do. */
  readonly preview: readonly string[];
  /** For managers without verbs: the option that installs. */
  readonly option?: RegExp;
}

const one: Pick<Syntax, 'depth'> = { depth: 1 };

// Verbs and options from apt-get(8), dnf(8), zypper(8), pacman(8), apk(8), brew(1), snap(8), flatpak(1), winget, choco, scoop.
const managers: readonly Manager[] = [
  {
    names: ['apt', 'apt-get', 'aptitude', 'nala'],
    verbs: ' install reinstall upgrade dist-upgrade full-upgrade build-dep ',
    syntax: {
      ...one,
      value: '-o --option -c --config-file -t --target-release --default-release -a --host-architecture',
      flags:
        '-y --yes --assume-yes -q -qq --quiet -s --simulate --dry-run --just-print --recon --no-act -d --download-only -f --fix-broken -m --no-install-recommends --reinstall --allow-downgrades',
    },
    separator: '=',
    preview: ['-s', '--simulate', '--dry-run', '--just-print', '--recon', '--no-act', '-d', '--download-only'],
  },
  {
    names: ['dpkg'],
    verbs: '',
    syntax: { value: '--admindir --root -D', flags: '-i --install -r -P -l -L -s -S --configure' },
    preview: ['--dry-run', '--simulate', '--no-act'],
    option: /^(?:-i|--install)$/,
  },
  {
    names: ['rpm'],
    verbs: '',
    syntax: { value: '--root --dbpath --prefix', flags: '-i --install -U --upgrade -F -q -e -v -h --test' },
    preview: ['--test', '-q', '--query'],
    option: /^(?:-i|--install|-U|--upgrade|-F)$/,
  },
  {
    names: ['dnf', 'yum', 'microdnf', 'dnf5', 'tdnf', 'zypper', 'urpmi'],
    verbs: ' install in reinstall upgrade update localinstall groupinstall distro-sync swap ',
    syntax: {
      ...one,
      value:
        '-c --config --repo --repoid --enablerepo --disablerepo --releasever --installroot --setopt -x --exclude --repofrompath -r --root --from',
      flags: '-y --assumeyes -q -v -C --nogpgcheck --assumeno --downloadonly -n --non-interactive -D --dry-run',
    },
    preview: ['--assumeno', '--downloadonly', '-D', '--dry-run'],
  },
  {
    names: ['apk'],
    verbs: ' add upgrade fix ',
    syntax: {
      ...one,
      value: '-X --repository -p --root -t --virtual --arch --keys-dir --repositories-file --wait --cache-dir',
      flags: '-q -U --update-cache --no-cache -s --simulate -u --allow-untrusted -v',
    },
    separator: '=',
    preview: ['-s', '--simulate'],
  },
  {
    names: ['pacman', 'yay', 'paru'],
    verbs: '',
    syntax: {
      value: '-b --dbpath -r --root --config --cachedir --ignore',
      flags: '-S --sync -U --upgrade -R -Q -s -i -y -u -p --print --noconfirm --needed',
    },
    preview: ['-p', '--print', '-s', '--search', '-i', '--info', '-Q', '-l', '-g'],
    option: /^(?:-S|--sync|-U|--upgrade)$/,
  },
  {
    names: ['brew'],
    verbs: ' install reinstall upgrade bundle tap ',
    syntax: {
      ...one,
      value: '--appdir --cc --bottle-arch --file',
      flags: '--cask --formula -f --force -q -v -d -n --dry-run --HEAD --build-from-source --overwrite',
    },
    separator: '@',
    preview: ['-n', '--dry-run'],
  },
  { names: ['port'], verbs: ' install upgrade ', syntax: one, preview: ['-y'] },
  {
    names: ['snap'],
    verbs: ' install refresh ',
    syntax: {
      ...one,
      value: '--channel --revision --cohort --name',
      flags: '--classic --dangerous --devmode --edge --beta',
    },
    preview: ['--list'],
  },
  {
    names: ['flatpak'],
    verbs: ' install update ',
    syntax: { ...one, value: '--arch --installation', flags: '-y --user --system --noninteractive' },
    preview: [],
  },
  {
    names: ['emerge'],
    verbs: '',
    syntax: { value: '--jobs -j', flags: '-a -p --pretend -s --search --sync -v -u -D -N' },
    preview: ['-p', '--pretend', '-s', '--search', '--sync', '-C', '--depclean', '--info'],
    option: /^$/,
  },
  {
    names: ['xbps-install'],
    verbs: '',
    syntax: { value: '-r -R -C -c', flags: '-S -u -y -n' },
    preview: ['-n', '--dry-run'],
    option: /^$/,
  },
  {
    names: ['winget', 'choco', 'scoop', 'cinst'],
    verbs: ' install add upgrade update ',
    syntax: { ...one, value: '--id --version -v -s --source --scope --architecture -e' },
    preview: ['--noop', '--whatif'],
  },
  {
    names: ['nix-env', 'guix'],
    verbs: ' install upgrade package ',
    syntax: { ...one, value: '-f --file -p --profile -A --attr -I' },
    preview: ['--dry-run'],
    option: /^(?:-i|-iA|--install|-A)$/,
  },
  {
    names: ['softwareupdate'],
    verbs: '',
    syntax: { flags: '-i --install -a --all -l --list' },
    preview: ['-l', '--list'],
    option: /^(?:-i|--install)$/,
  },
];

function packageOf(word: Word, separator: string | undefined): Package {
  const prefix = prefixOf(word);
  if (/^(?:https?|ftp):\/\//.test(prefix)) return { name: word, version: 'unknown', source: 'url' };
  if (/^(?:\.{0,2}\/|file:)|\.(?:deb|rpm|apk|snap|flatpak|pkg\.tar\.\w+)$/.test(prefix))
    return { name: word, version: 'exact', source: 'local' };
  const [name, version] = separator === undefined ? [word, undefined] : splitAt(word, separator);
  const text = version === undefined ? '' : textOf(version);
  const kind = text === undefined ? 'unknown' : versionOf(text);
  // Distributions write versions with epochs and revisions: `1:2.3-4`.
  return {
    name,
    version: kind === 'range' && separator === '=' ? 'exact' : kind,
    source: textOf(word) === undefined && prefix === '' ? 'unknown' : 'registry',
  };
}

function* read(manager: Manager, command: Command): Iterable<Finding> {
  if (command.has('--help', '-h', '--version') === 'yes') return;
  if (manager.preview.length > 0 && command.has(...manager.preview) === 'yes') return;
  const installs =
    manager.option === undefined
      ? manager.verbs.includes(` ${command.verb} `) && command.verb !== ''
      : installsByOption(manager.option, command);
  if (!installs) return;
  const how = {
    manager: command.program,
    global: 'yes',
    registry: command.value('--repository', '-X', '--repofrompath', '-s', '--source'),
  } as const;
  if (command.operands.length === 0) yield install({ name: literal(''), version: 'none', source: 'registry' }, how);
  for (const word of command.operands) yield install(packageOf(word, manager.separator), how);
}

function installsByOption(option: RegExp, command: Command): boolean {
  if (option.test('')) return command.operands.length > 0;
  return command.options.some(({ name }) => option.test(name));
}

export const specs: readonly Spec[] = managers.map((manager) => ({
  names: manager.names,
  syntax: manager.syntax,
  read: (command) => read(manager, command),
}));
