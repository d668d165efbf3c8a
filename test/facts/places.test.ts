import { describe, expect, test } from 'vitest';
import { makeFacts } from '../../src/facts/facts.ts';
import { recordedWorld } from '../../src/facts/recorded-world.ts';
import { exampleWorld } from '../../src/policy/example-world.ts';
import { literal, type PathRef, type Remote } from '../../src/word.ts';
import type { PlaceName } from '../../src/world.ts';
import { facts, inside } from './place-questions.ts';
import { path } from './words.ts';

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
