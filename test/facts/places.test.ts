import { describe, expect, test } from 'vitest';
import { makeFacts } from '../../src/facts/facts.ts';
import { recordedWorld } from '../../src/facts/recorded-world.ts';
import { exampleWorld } from '../../src/policy/example-world.ts';
import type { EffectKind } from '../../src/effect.ts';
import { literal, type PathRef, type Remote } from '../../src/word.ts';
import type { PlaceName, WorldDescription } from '../../src/world.ts';
import { path } from './words.ts';

const bare: WorldDescription = { home: '/home/dev', project: '/home/dev/project', cwd: '/home/dev/project' };
const facts = (changes: WorldDescription = {}) => makeFacts(recordedWorld({ ...bare, ...changes }));

function inside(place: PlaceName, text: string, act: EffectKind = 'file.write', changes: WorldDescription = {}) {
  return facts(changes).inside(path(text), place, act);
}
function covers(place: PlaceName, text: string, act: EffectKind = 'file.delete', changes: WorldDescription = {}) {
  return facts(changes).covers(path(text), place, act);
}

describe('project', () => {
  test.each([
    ['src/a.ts', 'yes'],
    ['.', 'yes'],
    ['../project/x', 'yes'],
    ['../project-two/x', 'no'],
    ['..', 'no'],
    ['/home/dev/projectile', 'no'],
    ['/tmp/x', 'no'],
    ['$X', 'unknown'],
    ['$X/src', 'unknown'],
    ['logs/$NAME.txt', 'yes'],
    ['/tmp/$NAME', 'no'],
    ['out-%n', 'yes'],
    ['src/*.ts', 'yes'],
    ['/home/dev/$X', 'unknown'],
    ['/home/dev/p*/x', 'unknown'],
    ['%t', 'no'],
  ])('a write to %s is inside: %s', (text, expected) => expect(inside('project', text)).toBe(expected));

  test.each([
    ['dist/$NAME', 'unknown'],
    ['$X', 'unknown'],
    ['"${DIR:?}"/build'.replace(/.*/, '$DIR/build'), 'unknown'],
    ['packages/$P/node_modules', 'yes'],
    ['packages/$P/src', 'unknown'],
    ['build-%n', 'yes'],
    ['dist/*', 'yes'],
    ['src', 'yes'],
    ['/tmp/$X', 'no'],
  ])('a delete of %s is inside: %s', (text, expected) => expect(inside('project', text, 'file.delete')).toBe(expected));

  test.each([
    ['/', 'yes'],
    ['~'.replace('~', '/home/dev'), 'yes'],
    ['/home', 'yes'],
    ['.', 'yes'],
    ['./', 'yes'],
    ['..', 'yes'],
    ['*', 'yes'],
    ['./*', 'yes'],
    ['../*', 'yes'],
    ['src', 'no'],
    ['src/*', 'no'],
    ['*.log', 'no'],
    ['/home/dev/other', 'no'],
    ['$X', 'unknown'],
    ['', 'no'],
  ])('a delete of %s covers it: %s', (text, expected) => expect(covers('project', text)).toBe(expected));

  test('is what the root resolves to', () => {
    const changes: WorldDescription = {
      project: '/tmp/p',
      files: { '/private/tmp/p/a': '', '/tmp': { link: '/private/tmp' } },
      platform: 'darwin',
    };
    expect(inside('project', '/private/tmp/p/new', 'file.write', changes)).toBe('yes');
    expect(inside('project', '/tmp/p/new', 'file.write', changes)).toBe('yes');
    expect(inside('project', '/TMP/P/new', 'file.write', changes)).toBe('yes');
  });

  test.each([['/'], ['/home/dev'], ['/home']])('holds nothing where its root is %s', (project) =>
    expect(inside('project', '/home/dev/x/y', 'file.write', { project })).toBe('no'),
  );
  test('is unknown without a working directory', () =>
    expect(makeFacts(recordedWorld({ home: '/home/dev' })).inside(path('/srv/x'), 'project')).toBe('unknown'));
  test('is the nearest directory with a .git above the call', () => {
    const world = recordedWorld({
      home: '/home/dev',
      cwd: '/home/dev/a/b/c',
      files: { '/home/dev/a/.git': null, '/home/dev/a/b/c': null },
    });
    expect(world.project).toBe('/home/dev/a');
  });
});

describe('symbolic links', () => {
  const files = {
    'out/etc': { link: '/etc' },
    'src/a': '',
    '/home/dev/in': { link: '/home/dev/project/src' },
    'bazel-out': { link: '/home/dev/.cache/bazel/out' },
  };
  test('a write through one lands where it leads', () => {
    expect(inside('project', 'out/etc/passwd', 'file.write', { files })).toBe('no');
    expect(inside('system', 'out/etc/passwd', 'file.write', { files })).toBe('yes');
    expect(inside('project', '/home/dev/in/a', 'file.write', { files })).toBe('yes');
  });
  test('a delete takes the link itself away', () => {
    expect(inside('project', 'bazel-out', 'file.delete', { files })).toBe('yes');
    expect(inside('project', 'out/etc', 'file.delete', { files })).toBe('yes');
    expect(inside('system', 'out/etc', 'file.delete', { files })).toBe('no');
  });
  test('a delete below it, or with a slash behind it, does not', () => {
    expect(inside('project', 'out/etc/hosts', 'file.delete', { files })).toBe('no');
    expect(inside('project', 'out/etc/', 'file.delete', { files })).toBe('no');
    expect(inside('project', 'out/etc/*', 'file.delete', { files })).toBe('no');
  });
  test('a pattern that reaches one is not all inside', () => {
    const more = { ...files, 'out/dir/passwd': '', '/etc/passwd': '' };
    expect(inside('project', 'out/*/passwd', 'file.write', { files: more })).toBe('no');
    expect(inside('system', 'out/*/passwd', 'file.write', { files: more })).toBe('yes');
  });
});

describe('temp', () => {
  test.each([
    ['/tmp/x', 'yes'],
    ['/tmp', 'yes'],
    ['/tmpx', 'no'],
    ['/var/tmp/a/b', 'yes'],
    ['/private/tmp/x', 'yes'],
    ['/private/var/folders/ab/cdef/T/x', 'yes'],
    ['/dev/shm/x', 'yes'],
    ['%t', 'yes'],
    ['%t/a', 'yes'],
    ['%t/../../etc', 'no'],
    ['/tmp/out-%n', 'yes'],
    ['$TMP/x', 'unknown'],
    ['/tmp/../etc/x', 'no'],
  ])('%s: %s', (text, expected) => expect(inside('temp', text)).toBe(expected));
  test('deleting all of it is not deleting in it', () => {
    expect(covers('temp', '/tmp')).toBe('yes');
    expect(covers('temp', '/tmp/*')).toBe('yes');
    expect(covers('temp', '/tmp/x')).toBe('no');
  });
});

describe('streams', () => {
  test.each([
    ['/dev/null'],
    ['/dev/stdout'],
    ['/dev/stderr'],
    ['/dev/tty'],
    ['/dev/fd/3'],
    ['/proc/self/fd/1'],
    ['/dev/urandom'],
    ['/dev/ttyUSB0'],
    ['/dev/cu.usbmodem1'],
  ])('%s keeps nothing', (text) => {
    expect(inside('streams', text)).toBe('yes');
    expect(inside('system', text)).toBe('no');
    expect(inside('devices', text)).toBe('no');
  });
  test('a disk is none', () => expect(inside('streams', '/dev/sda')).toBe('no'));
});

describe('devices', () => {
  test.each([
    ['/dev/sda'],
    ['/dev/sda1'],
    ['/dev/nvme0n1p2'],
    ['/dev/disk2'],
    ['/dev/rdisk2'],
    ['/dev/mapper/root'],
    ['/dev/disk/by-id/x'],
    ['/dev/mmcblk0'],
    ['/dev/loop3'],
    ['/dev/vda'],
    ['/dev/dm-0'],
    ['/dev/sd$X'],
    ['/dev/mem'],
  ])('%s', (text) => expect(inside('devices', text)).toBe('yes'));
  test.each([
    ['/dev/ttyUSB0'],
    ['/dev/null'],
    ['/dev/shm/x'],
    ['/dev/video0'],
    ['/dev/kvm'],
    ['/dev/net/tun'],
    ['dev/sda'],
    ['$DISK'],
  ])('not %s', (text) => expect(inside('devices', text)).toBe('no'));
  test('perhaps /dev/$X', () => expect(inside('devices', '/dev/$X')).toBe('unknown'));
});

describe('system', () => {
  test.each([
    ['/'],
    ['/etc'],
    ['/etc/hosts'],
    ['/usr/local/bin/x'],
    ['/var/lib/x'],
    ['/boot'],
    ['/home'],
    ['/opt/x'],
    ['/System/Library'],
    ['/Library'],
    ['/proc/sys/x'],
    ['/Users'],
    ['/mnt/c/Windows/System32'],
    ['C:\\Windows'],
    ['C:\\'],
    ['/mnt/c'],
  ])('%s', (text) => expect(inside('system', text)).toBe('yes'));
  test.each([
    ['/home/dev/x'],
    ['/tmp/x'],
    ['/var/tmp/x'],
    ['src/etc/hosts'],
    ['/dev/null'],
    ['/mnt/data/x'],
    ['/data'],
    ['etc'],
    ['$X'],
  ])('not %s', (text) => expect(inside('system', text)).toBe('no'));
  test.each([
    ['/', 'yes'],
    ['/*', 'yes'],
    ['/usr', 'yes'],
    ['/usr/local', 'no'],
    ['/home/dev', 'no'],
    ['$X', 'unknown'],
  ])('%s covers it: %s', (text, expected) => expect(covers('system', text)).toBe(expected));
});

describe('home', () => {
  test.each([
    ['/home/dev/x', 'yes'],
    ['/home/dev', 'yes'],
    ['/home/other', 'no'],
    ['$X', 'unknown'],
  ])('%s: %s', (text, expected) => expect(inside('home', text)).toBe(expected));
  test.each([
    ['/home/dev', 'yes'],
    ['/home/dev/', 'yes'],
    ['/home/dev/*', 'yes'],
    ['/home', 'yes'],
    ['../..', 'yes'],
    ['..', 'yes'],
    ['/home/dev/project', 'no'],
  ])('%s covers it: %s', (text, expected) => expect(covers('home', text)).toBe(expected));
});

describe('startup', () => {
  test.each([
    ['/home/dev/.bashrc'],
    ['/home/dev/.zshrc'],
    ['/home/dev/.profile'],
    ['/home/dev/.ssh/authorized_keys'],
    ['/etc/cron.d/x'],
    ['/var/spool/cron/crontabs/dev'],
    ['/home/dev/Library/LaunchAgents/x.plist'],
    ['/Library/LaunchDaemons/x.plist'],
    ['/home/dev/.config/systemd/user/x.service'],
    ['/home/dev/.config/autostart/x.desktop'],
    ['/home/dev/.gitconfig'],
    ['/home/dev/.local/bin/ls'],
    ['../.bashrc'],
  ])('%s', (text) => expect(inside('startup', text)).toBe('yes'));
  test.each([['.bashrc'], ['src/.zshrc'], ['/home/dev/notes'], ['$FILE']])('not %s', (text) =>
    expect(inside('startup', text)).toBe('no'),
  );
  test('perhaps $SOMEBODY/.bashrc', () => expect(inside('startup', '$H/.bashrc')).toBe('unknown'));
  test('perhaps a dotfile of home whose name is not known', () =>
    expect(inside('startup', '/home/dev/.$X')).toBe('unknown'));
});

describe('caches', () => {
  test.each([
    ['/home/dev/.gradle/caches/x'],
    ['/home/dev/.npm/_cacache/y'],
    ['/home/dev/.cache/pip/z'],
    ['/home/dev/Library/Developer/Xcode/DerivedData/App-x'],
    ['/home/dev/go/pkg/mod/x'],
    ['/home/dev/.cargo/registry/x'],
    ['/home/dev/.m2/repository/x'],
  ])('%s', (text) => expect(inside('caches', text, 'file.delete')).toBe('yes'));
  test.each([
    ['/home/dev/.cache'],
    ['/home/dev/.cache/blastgate/x'],
    ['/home/dev/.gradle'],
    ['/home/dev/.npm'],
    ['/home/dev/.cargo/bin/x'],
  ])('not %s', (text) => expect(inside('caches', text, 'file.delete')).toBe('no'));
});

describe('agent-memory', () => {
  test.each([
    ['/home/dev/.claude/plans/a.md'],
    ['/home/dev/.claude/projects/-home-dev-project/memory/MEMORY.md'],
    ['/home/dev/.claude/agent-memory/reviewer/MEMORY.md'],
  ])('%s', (text) => expect(inside('agent-memory', text)).toBe('yes'));
  test.each([
    ['/home/dev/.claude/settings.json'],
    ['/home/dev/.claude/projects/x/y.jsonl'],
    ['/home/dev/.claude/plugins/x'],
  ])('not %s', (text) => expect(inside('agent-memory', text)).toBe('no'));
});

describe('generated', () => {
  const world: WorldDescription = { tracked: ['src', 'bin', 'build/keep.txt', 'vendor'], ignored: ['tmp', 'logs'] };
  const deleted = (text: string, changes: WorldDescription = world) =>
    inside('generated', text, 'file.delete', changes);
  test.each(
    (
      'node_modules dist out target .next .nuxt .turbo .cache .parcel-cache __pycache__ .pytest_cache .mypy_cache .ruff_cache .tox .venv venv x.egg-info coverage .nyc_output ' +
      'vendor/bundle .gradle DerivedData .terraform .svelte-kit _build elm-stuff bower_components lib/a.pyc packages/a/dist dist/js/x.js node_modules/.cache app/build .expo Pods .dart_tool cmake-build-debug bazel-bin ' +
      'htmlcov .hypothesis .angular .vite storybook-static playwright-report test-results zig-out .zig-cache _site .stack-work dist-newstyle .bloop cdk.out .aws-sam debug.log obj tmp logs deps'
    )
      .split(' ')
      .map((name) => [name]),
  )('%s', (text) => expect(deleted(text, { tracked: ['src'], ignored: ['tmp', 'logs'] })).toBe('yes'));
  test.each([
    ['src'],
    ['.'],
    ['docs'],
    ['.git'],
    ['../other/node_modules'],
    ['/tmp/dist'],
    ['/'],
    ['src/distance'],
    ['package.json'],
    ['.env'],
  ])('not %s', (text) => expect(deleted(text)).toBe('no'));
  test('not what git tracks', () => {
    expect(deleted('build')).toBe('no');
    expect(deleted('bin')).toBe('no');
    expect(deleted('vendor')).toBe('no');
  });
  test('what git does not track below it', () => expect(deleted('build/classes')).toBe('yes'));
  test('plain names where tracking is not known', () => expect(deleted('dist', {})).toBe('yes'));
  test.each([['bin'], ['obj'], ['vendor'], ['tmp'], ['logs']])('%s where tracking is not known', (text) =>
    expect(deleted(text, {})).toBe('yes'),
  );
  test('ambiguous names are unknown where tracking is not known', () => expect(deleted('lib', {})).toBe('unknown'));
  test('a pattern below build output', () => expect(deleted('dist/*', {})).toBe('yes'));
  test('any directory of build output, wherever it lies in the project', () =>
    expect(deleted('packages/$P/node_modules', {})).toBe('yes'));
  test('not an unknown entry of it: it may lead away', () => expect(deleted('dist/$X', {})).toBe('unknown'));
  test('lock files, also where git tracks them', () => {
    for (const name of ['package-lock.json', 'packages/a/yarn.lock', 'Cargo.lock', 'go.sum'])
      expect(deleted(name, { tracked: [name] })).toBe('yes');
  });
  test('nothing outside a project', () => expect(deleted('/srv/app/node_modules')).toBe('no'));
});

describe('tracked', () => {
  const world: WorldDescription = {
    tracked: ['src', 'README.md', '*.json', 'docs/*.md'],
    files: { 'src/a.ts': '', 'README.md': '', 'docs/a.md': '' },
  };
  test.each([
    ['src', 'yes'],
    ['src/a.ts', 'yes'],
    ['README.md', 'yes'],
    ['package.json', 'yes'],
    ['docs', 'yes'],
    ['docs/a.md', 'yes'],
    ['docs/a.txt', 'no'],
    ['scratch', 'no'],
    ['.', 'yes'],
    ['../other', 'no'],
    ['$X', 'unknown'],
    ['.git/index.lock', 'no'],
    ['src/*', 'yes'],
  ])('%s: %s', (text, expected) => expect(inside('tracked', text, 'file.delete', world)).toBe(expected));
  test('is unknown where it is not described', () =>
    expect(inside('tracked', 'src', 'file.delete', {})).toBe('unknown'));
});

describe('repository', () => {
  test.each([['.git'], ['.git/config'], ['../other/.git/HEAD'], ['/srv/x/.git'], ['$X/.git']])('%s', (text) =>
    expect(inside('repository', text, 'file.delete')).toBe('yes'),
  );
  test.each([['.gitignore'], ['.github/x'], ['src'], ['$X']])('not %s', (text) =>
    expect(inside('repository', text, 'file.delete')).toBe('no'),
  );
  test('not a lock that was left behind', () => {
    expect(inside('repository', '.git/index.lock', 'file.delete')).toBe('no');
    expect(inside('repository', '.git/refs/heads/main.lock', 'file.delete')).toBe('no');
    expect(inside('repository', '.git/index', 'file.delete')).toBe('yes');
  });
  test('a directory that holds one covers it', () => {
    const files = { 'vendored/.git/HEAD': '' };
    expect(covers('repository', 'vendored', 'file.delete', { files })).toBe('yes');
    expect(covers('repository', '.', 'file.delete', {})).toBe('yes');
    expect(covers('repository', '.git', 'file.delete', {})).toBe('yes');
    expect(covers('repository', 'src', 'file.delete', { files })).toBe('no');
  });
});

describe('self', () => {
  test.each([
    ['/home/dev/.config/blastgate/policy.yaml'],
    ['/etc/blastgate/x.yaml'],
    ['.blastgate.yaml'],
    ['.blastgate/rules.yaml'],
    ['.blastgate.local.yaml'],
    ['/home/dev/.local/state/blastgate/log'],
    ['/home/dev/.cache/blastgate/x'],
    ['.claude/settings.json'],
    ['.claude/settings.local.json'],
    ['/home/dev/.claude/settings.json'],
    ['/home/dev/.claude.json'],
    ['/home/dev/.claude/plugins/cache/x'],
    ['/etc/claude-code/managed-settings.json'],
    ['.codex/config.toml'],
    ['/home/dev/.codex/hooks.json'],
    ['.cursor/hooks.json'],
    ['.gemini/settings.json'],
    ['.github/hooks/x.json'],
    ['.windsurf/hooks.json'],
    ['/home/dev/.codeium/windsurf/hooks.json'],
    ['.opencode/plugins/x.ts'],
    ['.kiro/hooks/x.json'],
    ['../elsewhere/.claude/settings.json'],
    ['node_modules/blastgate/dist/blastgate.js'],
    ['node_modules/@blastgate/linux-x64/blastgate'],
    ['$X/.claude/settings.json'],
  ])('%s', (text) => expect(inside('self', text)).toBe('yes'));
  test.each([
    ['.claude/agents/a.md'],
    ['.claude/commands/x.md'],
    ['.claude/skills/x/SKILL.md'],
    ['CLAUDE.md'],
    ['settings.json'],
    ['.vscode/settings.json'],
    ['src/hooks/useHooks.ts'],
    ['.husky/pre-commit'],
    ['$FILE'],
  ])('not %s', (text) => expect(inside('self', text)).toBe('no'));
  test('an unknown name beside the settings is unknown', () => expect(inside('self', '.claude/$F')).toBe('unknown'));
  test('taking away the directory takes the settings away', () => {
    expect(covers('self', '.claude')).toBe('yes');
    expect(covers('self', '/home/dev/.config')).toBe('yes');
    expect(covers('self', 'src')).toBe('no');
  });
  test.each([
    ['node_modules'],
    ['src/hooks'],
    ['.github'],
    ['.vscode'],
    ['dist'],
    ['hooks'],
    ['packages/a/node_modules'],
    ['.git'],
  ])('taking away %s does not, as far as is known', (text) => expect(covers('self', text)).toBe('no'));
  test('so does taking away one that is known to hold them', () => {
    const files = { 'sub/.claude/settings.json': '{}' };
    expect(covers('self', 'sub', 'file.delete', { files })).toBe('yes');
  });
  test('agent settings are part of it, its own files are not agent settings', () => {
    expect(inside('agent-settings', '.claude/settings.json')).toBe('yes');
    expect(inside('agent-settings', '.blastgate.yaml')).toBe('no');
  });
  test('letter case does not matter on macOS', () => {
    expect(inside('self', '.Claude/Settings.JSON', 'file.write', { platform: 'darwin' })).toBe('yes');
    expect(inside('self', '.Claude/Settings.JSON')).toBe('no');
  });
});

describe('tool-servers', () => {
  test.each([
    ['.mcp.json'],
    ['sub/.mcp.json'],
    ['/home/dev/.claude.json'],
    ['.cursor/mcp.json'],
    ['.vscode/mcp.json'],
    ['/home/dev/Library/Application Support/Claude/claude_desktop_config.json'],
    ['/home/dev/.codeium/windsurf/mcp_config.json'],
  ])('%s', (text) => expect(inside('tool-servers', text)).toBe('yes'));
  test.each([['mcp.json'], ['.vscode/settings.json'], ['src/mcp.ts']])('not %s', (text) =>
    expect(inside('tool-servers', text)).toBe('no'),
  );
});

describe('worktrees', () => {
  const world: WorldDescription = {
    worktrees: ['/home/dev/review', '/home/dev/project/.claude/worktrees/a', '/home/dev'],
  };
  test.each([
    ['../review/src/a.ts', 'yes'],
    ['.claude/worktrees/a/x', 'yes'],
    ['src/a.ts', 'no'],
    ['../notes', 'yes'],
    ['/tmp/x', 'no'],
    ['$X', 'no'],
  ])('%s: %s', (text, expected) => expect(inside('worktrees', text, 'file.write', world)).toBe(expected));
});

describe('manifests', () => {
  test.each([
    ['package.json'],
    ['packages/a/package.json'],
    ['requirements-dev.txt'],
    ['pyproject.toml'],
    ['Cargo.toml'],
    ['go.mod'],
    ['Gemfile'],
    ['composer.json'],
    ['pom.xml'],
    ['App.csproj'],
    ['pubspec.yaml'],
  ])('%s', (text) => expect(inside('manifests', text)).toBe('yes'));
  test.each([['package-lock.json'], ['src/package.ts']])('not %s', (text) =>
    expect(inside('manifests', text)).toBe('no'),
  );
});

describe('another machine', () => {
  const ssh: Remote = { kind: 'ssh', ephemeral: false, mounts: [] };
  const box = (mounts: Remote['mounts'] = []): Remote => ({ kind: 'container', ephemeral: true, mounts });
  const world = facts();
  const on = (remote: Remote, text: string, cwd = '$PWD') => path(text, cwd, remote);
  test('has its own project', () => {
    expect(world.inside(on(ssh, 'src/a'), 'project', 'file.delete')).toBe('unknown');
    expect(world.inside(on(ssh, '/srv/app/x'), 'project', 'file.write')).toBe('yes');
    expect(world.inside(on(ssh, '/srv/app/x'), 'project', 'file.delete')).toBe('unknown');
    expect(world.inside(on(ssh, '/srv/app/x.db'), 'project', 'sql.statement')).toBe('unknown');
    expect(world.inside(on(ssh, '/etc/x'), 'project', 'file.delete')).toBe('no');
    expect(world.inside(on(ssh, '/etc/x'), 'project', 'file.mode')).toBe('no');
    expect(world.inside(on(ssh, '/tmp/x.sh'), 'project', 'opaque')).toBe('unknown');
  });
  test('has a root, a system, a home and a temporary directory like any', () => {
    expect(world.covers(on(ssh, '/'), 'system', 'file.delete')).toBe('yes');
    expect(world.inside(on(ssh, '/etc/x'), 'system')).toBe('yes');
    expect(world.inside(on(ssh, '/srv/app'), 'system', 'file.delete')).toBe('no');
    expect(world.covers(on(ssh, '~'), 'home', 'file.delete')).toBe('yes');
    expect(world.inside(on(ssh, '/tmp/x'), 'temp', 'file.delete')).toBe('yes');
    expect(world.inside(on(ssh, '/dev/sda'), 'devices')).toBe('yes');
    expect(world.inside(on(ssh, 'app/.env'), 'secrets', 'file.read')).toBe('yes');
    expect(world.inside(on(ssh, '~/.ssh/id_rsa'), 'secrets', 'file.read')).toBe('yes');
  });
  test('has no files of this gate', () =>
    expect(world.inside(on(ssh, '/home/dev/.claude/settings.json'), 'self')).toBe('no'));
  test('has temporary files and, in a container, build output', () => {
    const exec: Remote = { kind: 'container', ephemeral: false, mounts: [] };
    expect(world.covers(on(ssh, '/tmp/x'), 'project', 'file.delete')).toBe('no');
    expect(world.inside(on(exec, '/app/node_modules'), 'project', 'file.delete')).toBe('yes');
    expect(world.covers(on(exec, '/app/node_modules'), 'project', 'file.delete')).toBe('no');
    expect(world.inside(on(ssh, '/app/dist'), 'project', 'file.delete')).toBe('unknown');
    expect(world.inside(on(exec, '/app/data'), 'project', 'file.delete')).toBe('unknown');
  });
  test('that is thrown away afterwards loses nothing', () => {
    expect(world.inside(on(box(), '/'), 'project', 'file.delete')).toBe('yes');
    expect(world.inside(on(box(), '/etc'), 'system', 'file.delete')).toBe('no');
    expect(world.covers(on(box(), '/'), 'system', 'file.delete')).toBe('no');
    expect(world.covers(on(box(), '/'), 'home', 'file.delete')).toBe('no');
  });
  test('that sees a directory of this machine acts on it', () => {
    const mounted = box([{ host: path('.'), guest: '/app' }]);
    expect(world.inside(on(mounted, '/app/dist'), 'generated', 'file.delete')).toBe('yes');
    expect(world.covers(on(mounted, '/app'), 'project', 'file.delete')).toBe('yes');
    expect(world.covers(on(mounted, '/app/*'), 'project', 'file.delete')).toBe('yes');
    expect(world.covers(on(mounted, '/'), 'project', 'file.delete')).toBe('yes');
    expect(world.inside(on(mounted, '/app/.env'), 'secrets', 'file.read')).toBe('yes');
    expect(world.inside(on(mounted, 'dist', '/app'), 'generated', 'file.delete')).toBe('yes');
    const root = box([{ host: path('/'), guest: '/host' }]);
    expect(world.covers(on(root, '/host'), 'system', 'file.delete')).toBe('yes');
    expect(world.inside(on(root, '/host/etc/x'), 'system')).toBe('yes');
    expect(world.inside(on(root, '/host/etc/x'), 'project')).toBe('no');
  });
});

describe('Windows', () => {
  const windows = makeFacts(
    recordedWorld({
      platform: 'windows',
      home: 'C:\\Users\\dev',
      project: 'C:\\Users\\dev\\project',
      cwd: 'C:\\Users\\dev\\project',
    }),
  );
  const at = (text: string) => path(text, 'C:\\Users\\dev\\project');
  test.each<[PlaceName, string]>([
    ['project', 'src\\a.ts'],
    ['project', 'C:\\users\\DEV\\Project\\x'],
    ['project', '/c/Users/dev/project/x'],
    ['system', 'C:\\Windows\\System32\\drivers\\etc\\hosts'],
    ['system', 'c:/windows'],
    ['system', 'D:\\'],
    ['home', '..\\other'],
    ['temp', 'C:\\Users\\dev\\AppData\\Local\\Temp\\x'],
    ['secrets', '..\\.aws\\credentials'],
    ['secrets', 'C:\\Users\\dev\\.SSH\\id_rsa'],
    ['self', '.claude\\settings.json'],
    ['startup', '..\\AppData\\Roaming\\Microsoft\\Windows\\Start Menu\\Programs\\Startup\\x.bat'],
    ['generated', 'node_modules\\x'],
    ['caches', '..\\AppData\\Local\\npm-cache\\x'],
  ])('%s holds %s', (place, text) => expect(windows.inside(at(text), place, 'file.write')).toBe('yes'));
  test.each<[PlaceName, string]>([
    ['project', '..\\other\\x'],
    ['project', 'D:\\Users\\dev\\project\\x'],
    ['system', 'C:\\Users\\dev\\x'],
  ])('%s does not hold %s', (place, text) => expect(windows.inside(at(text), place, 'file.write')).toBe('no'));
  test.each<[PlaceName, string]>([
    ['project', '..'],
    ['home', 'C:\\Users'],
    ['system', 'C:\\'],
  ])('%s is covered by %s', (place, text) => expect(windows.covers(at(text), place, 'file.delete')).toBe('yes'));
});

describe('macOS', () => {
  const mac = makeFacts(
    recordedWorld({ platform: 'darwin', home: '/Users/dev', project: '/Users/dev/project', cwd: '/Users/dev/project' }),
  );
  const at = (text: string) => path(text, '/Users/dev/project');
  test.each<[PlaceName, string]>([
    ['project', '/users/DEV/Project/x'],
    ['secrets', '/Users/dev/Library/Keychains/login.keychain-db'],
    ['secrets', '../.AWS/credentials'],
    ['secrets', '/Users/dev/Library/Application Support/Google/Chrome/Default/Login Data'],
    ['startup', '../Library/LAUNCHAGENTS/x.plist'],
    ['caches', '../Library/Developer/Xcode/DerivedData/App'],
    ['self', '.CLAUDE/settings.json'],
    ['temp', '/var/folders/ab/cdefg/T/x'],
    ['repository', '.GIT/config'],
    ['generated', 'Node_Modules'],
  ])('%s holds %s', (place, text) => expect(mac.inside(at(text), place, 'file.write')).toBe('yes'));
});

test('a directory may have any characters in its name', () => {
  const odd = makeFacts(recordedWorld({ home: '/home/d*v', project: '/home/d*v/p?o[x]', cwd: '/home/d*v/p?o[x]' }));
  const at = (text: string): PathRef => ({ word: literal(text), cwd: literal('/home/d*v/p?o[x]') });
  expect(odd.inside(at('/home/d*v/p?o[x]/src'), 'project', 'file.write')).toBe('yes');
  expect(odd.inside(at('/home/dev/proo[x]/src'), 'project', 'file.write')).toBe('no');
  expect(odd.inside(at('/home/dev/.bashrc'), 'startup', 'file.write')).toBe('no');
  expect(odd.inside(at('/home/d*v/.bashrc'), 'startup', 'file.write')).toBe('yes');
});

describe('the example world', () => {
  const world = makeFacts(recordedWorld(exampleWorld));
  test('knows its build output from its source', () => {
    expect(world.inside(path('dist'), 'generated', 'file.delete')).toBe('yes');
    expect(world.inside(path('src'), 'tracked', 'file.delete')).toBe('yes');
    expect(world.inside(path('src'), 'generated', 'file.delete')).toBe('no');
    expect(world.inside(path('.env'), 'secrets', 'file.read')).toBe('yes');
    expect(world.inside(path('.env.example'), 'secrets', 'file.read')).toBe('no');
    expect(world.inside(path('.env*'), 'secrets', 'file.read')).toBe('yes');
    expect(world.inside(path('*'), 'secrets', 'file.read')).toBe('no');
  });
});
