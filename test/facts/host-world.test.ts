import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeFacts } from '../../src/facts/facts.ts';
import { hostWorld } from '../../src/facts/host-world.ts';
import type { Host } from '../../src/host.ts';
import { nodeHost } from '../../src/node-host.ts';
import { literal } from '../../src/word.ts';

const top = fs.realpathSync(fs.mkdtempSync(join(tmpdir(), 'blastgate-facts-')));
const home = join(top, 'home');
const repo = join(home, 'repo');
const tree = join(home, 'tree');
afterAll(() => fs.rmSync(top, { recursive: true, force: true }));

const gitEnvironment = {
  HOME: home,
  PATH: process.env['PATH'] ?? '',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_AUTHOR_NAME: 'a',
  GIT_AUTHOR_EMAIL: 'a@b',
  GIT_COMMITTER_NAME: 'a',
  GIT_COMMITTER_EMAIL: 'a@b',
};
const git = (directory: string, ...args: string[]) =>
  execFileSync('git', args, { cwd: directory, env: gitEnvironment, stdio: 'pipe' }).toString();

function write(path: string, content = ''): void {
  fs.mkdirSync(join(path, '..'), { recursive: true });
  fs.writeFileSync(path, content);
}

/** The real machine with another home and environment, which counts what is read of it. */
function machine(env: Record<string, string> = {}) {
  const reads: string[] = [];
  const counted = <Name extends 'lstat' | 'readText' | 'readBytes' | 'listDirectory'>(name: Name): Host[Name] =>
    ((...args: [string, number]) => {
      reads.push(`${name} ${args[0]}`);
      return (nodeHost[name] as (...all: [string, number]) => unknown)(...args);
    }) as Host[Name];
  const host: Host = {
    ...nodeHost,
    env: (name) => env[name],
    homeDirectory: () => home,
    lstat: counted('lstat'),
    readText: counted('readText'),
    readBytes: counted('readBytes'),
    listDirectory: counted('listDirectory'),
  };
  return { host, reads };
}

const world = (cwd: string | null = repo, env: Record<string, string> = {}) => hostWorld(machine(env).host, { cwd });
const at = (path: string, cwd = repo) => ({ word: literal(path), cwd: literal(cwd) });

beforeAll(() => {
  write(
    join(home, '.gitconfig'),
    '[alias]\n  fp = push --force\n[core]\n  excludesFile = ~/.ignored\n[include]\n  path = more.inc\n',
  );
  write(join(home, 'more.inc'), '[push]\n\tdefault = current ; not simple\n[user] name = "A \\"B\\" C" # it is\n');
  write(join(home, '.ignored'), '*.personal\n');
  write(join(home, '.kube/config'), 'apiVersion: v1\ncurrent-context: "staging" # here\ncontexts: []\n');
  write(join(home, 'prod.kube'), '{"apiVersion": "v1", "current-context": "prod-eu"}');
  fs.mkdirSync(repo, { recursive: true });
  git(repo, 'init', '-q', '-b', 'feature/login');
  write(
    join(repo, '.gitignore'),
    '# comment\nnode_modules/\n*.log\n!keep.log\n/only-top\ndocs/**/x.txt\n**/deep\na/*/c\nspace\\ \ntemp?[0-9]\n\\#hash\n',
  );
  write(join(repo, 'sub/.gitignore'), '*.tmp\n!important.log\n');
  for (const name of ['src/a.ts', 'src/b/c.ts', 'README.md', 'dist/keep', 'ü/ß.txt', 'sub/x']) write(join(repo, name));
  write(join(repo, '.git/info/exclude'), 'excluded\n');
  git(repo, 'add', '-A');
  git(repo, 'commit', '-q', '-m', 'x');
  git(repo, 'remote', 'add', 'origin', 'https://example.com/x.git');
  git(repo, 'config', 'branch.feature/login.remote', 'origin');
  git(repo, 'config', 'branch.feature/login.merge', 'refs/heads/main');
  write(join(repo, '.git/refs/remotes/origin/HEAD'), 'ref: refs/remotes/origin/trunk\n');
  git(repo, 'worktree', 'add', '-q', '-b', 'other', tree);
  write(join(repo, 'untracked.ts'));
  write(join(repo, 'node_modules/x/index.js'));
});

describe('project root', () => {
  test('is the nearest directory with a .git', () => expect(world(join(repo, 'src/b')).project).toBe(repo));
  test('is what the agent says', () =>
    expect(world(join(repo, 'src'), { CLAUDE_PROJECT_DIR: join(repo, 'src') }).project).toBe(join(repo, 'src')));
  test('is not what the agent says where that is no absolute path', () =>
    expect(world(repo, { CLAUDE_PROJECT_DIR: '.' }).project).toBe(repo));
  test('is the directory of the call where there is no repository', () => {
    fs.mkdirSync(join(home, 'plain/deep'), { recursive: true });
    expect(world(join(home, 'plain/deep')).project).toBe(join(home, 'plain/deep'));
  });
  test('is nothing at home and above', () => {
    for (const cwd of [home, top, '/']) expect(world(cwd).project).toBe(null);
    for (const said of [home, top, '/', `${repo}/..`])
      expect(world(repo, { CLAUDE_PROJECT_DIR: said }).project).toBe(null);
  });
  test('is nothing where a link leads home', () => {
    const link = join(top, 'link-home');
    fs.symlinkSync(home, link);
    expect(world(repo, { CLAUDE_PROJECT_DIR: link }).project).toBe(null);
  });
  test('is not known without a directory', () => expect(world(null).project).toBe(null));
  test('may be reached through a link', () => {
    const link = join(top, 'link-repo');
    fs.symlinkSync(repo, link);
    const facts = makeFacts(world(link));
    expect(facts.inside(at('src/new.ts', link), 'project', 'file.write')).toBe('yes');
    expect(facts.inside(at(`${repo}/src/new.ts`, link), 'project', 'file.write')).toBe('yes');
    expect(facts.covers(at(link), 'project', 'file.mode')).toBe('yes');
  });
  test('is the worktree of a worktree', () => expect(world(tree).project).toBe(tree));
});

describe('git', () => {
  test('branch, upstream and remotes', () => {
    const { repository } = world();
    expect(repository.branch).toBe('feature/login');
    expect(repository.remotes).toEqual(['origin']);
    expect(repository.upstream).toBe('origin/feature/login');
    expect(repository.protectedBranches).toEqual(['trunk']);
    expect(world(tree).repository.branch).toBe('other');
  });
  test('the upstream follows push.default', () => {
    git(repo, 'config', 'push.default', 'upstream');
    expect(world().repository.upstream).toBe('origin/main');
    git(repo, 'config', 'push.default', 'matching');
    expect(world().repository.upstream).toBe(null);
    git(repo, 'config', '--unset', 'push.default');
  });
  test('a detached head is no branch', () => {
    const head = fs.readFileSync(join(repo, '.git/HEAD'));
    git(repo, 'checkout', '-q', '--detach');
    expect(world().repository.branch).toBe(null);
    fs.writeFileSync(join(repo, '.git/HEAD'), head);
  });
  test('configuration with includes, quotes and comments', () => {
    const { repository } = world();
    expect(repository.config('alias.fp')).toBe('push --force');
    expect(repository.config('Push.Default')).toBe('current');
    expect(repository.config('user.name')).toBe('A "B" C');
    expect(repository.config('branch.feature/login.merge')).toBe('refs/heads/main');
    expect(repository.config('no.such')).toBe(null);
  });
  test('a conditional include leaves what is not set unknown', () => {
    git(repo, 'config', 'includeIf.onbranch:x.path', '/nowhere');
    expect(world().repository.config('no.such')).toBe(undefined);
    expect(world().repository.config('alias.fp')).toBe('push --force');
    git(repo, 'config', '--unset', 'includeIf.onbranch:x.path');
  });
  test('worktrees', () => {
    expect(world().worktrees).toEqual([tree]);
    expect(world(tree).worktrees).toEqual([repo]);
    expect(makeFacts(world(tree)).inside(at(`${repo}/src/a.ts`, tree), 'worktrees', 'file.write')).toBe('yes');
    expect(makeFacts(world(tree)).inside(at('src/a.ts', tree), 'worktrees', 'file.write')).toBe('no');
  });
  test('no repository knows nothing', () => {
    const { repository } = world(join(home, 'plain/deep'));
    expect(repository).toMatchObject({ branch: null, upstream: null, remotes: [], protectedBranches: [] });
    expect(world(join(home, 'plain/deep')).tracked(join(home, 'plain/deep/x'))).toBe('no');
  });
  test('a .git that cannot be understood leaves tracking unknown', () => {
    write(join(home, 'odd/.git'), 'what is this');
    expect(world(join(home, 'odd')).tracked(join(home, 'odd/x'))).toBe('unknown');
    expect(world(join(home, 'odd')).repository.branch).toBe(null);
  });
});

describe.each([2, 3, 4])('index version %i', (version) => {
  beforeAll(() => {
    git(repo, 'update-index', '--index-version', String(version));
    if (version === 3) {
      git(repo, 'add', '-N', 'untracked.ts');
      git(repo, 'rm', '-q', '--cached', 'untracked.ts');
      git(repo, 'update-index', '--skip-worktree', 'README.md');
    }
  });
  test.each([
    ['src', 'yes'],
    ['src/a.ts', 'yes'],
    ['src/b', 'yes'],
    ['src/b/c.ts', 'yes'],
    ['README.md', 'yes'],
    ['ü', 'yes'],
    ['ü/ß.txt', 'yes'],
    ['.', 'yes'],
    ['sr', 'no'],
    ['src/a', 'no'],
    ['src/a.tsx', 'no'],
    ['untracked.ts', 'no'],
    ['node_modules', 'no'],
    ['zzz', 'no'],
  ])('%s is tracked: %s', (name, expected) =>
    expect(world().tracked(name === '.' ? repo : join(repo, name))).toBe(expected),
  );
});

describe('other indexes', () => {
  const indexOf = (directory: string) => join(directory, '.git/index');
  test('a truncated or foreign one is unknown', () => {
    const whole = fs.readFileSync(indexOf(repo));
    for (const bytes of [
      whole.subarray(0, 40),
      Buffer.from('DIRC'),
      Buffer.from('hello, this is no index at all'),
      Buffer.concat([whole.subarray(0, 4), Buffer.from([0, 0, 0, 9]), whole.subarray(8)]),
    ]) {
      fs.writeFileSync(indexOf(repo), bytes);
      expect(world().tracked(join(repo, 'zzz'))).toBe('unknown');
    }
    fs.writeFileSync(indexOf(repo), whole);
    expect(world().tracked(join(repo, 'zzz'))).toBe('no');
  });
  test('a split one only says what it holds itself', () => {
    const split = join(home, 'split');
    fs.mkdirSync(split);
    git(split, 'init', '-q');
    write(join(split, 'a'));
    git(split, 'add', 'a');
    git(split, 'update-index', '--split-index');
    expect(world(split).tracked(join(split, 'a'))).toBe('unknown');
  });
  test('without one nothing is tracked', () => {
    const empty = join(home, 'empty');
    fs.mkdirSync(empty);
    git(empty, 'init', '-q');
    expect(world(empty).tracked(join(empty, 'a'))).toBe('no');
    expect(world(empty).tracked(empty)).toBe('no');
  });
  test('of a SHA-256 repository', () => {
    const wide = join(home, 'wide');
    fs.mkdirSync(wide);
    git(wide, 'init', '-q', '--object-format=sha256');
    write(join(wide, 'a/b'));
    git(wide, 'add', 'a');
    expect(world(wide).tracked(join(wide, 'a'))).toBe('yes');
    expect(world(wide).tracked(join(wide, 'b'))).toBe('no');
  });
  test('a repository inside the project has its own', () => {
    const inner = join(repo, 'inner');
    fs.mkdirSync(inner);
    git(inner, 'init', '-q');
    write(join(inner, 'a'));
    git(inner, 'add', 'a');
    expect(world().tracked(join(inner, 'a'))).toBe('yes');
    expect(world().tracked(inner)).toBe('yes');
    fs.rmSync(inner, { recursive: true });
  });
});

describe('ignored', () => {
  const names = [
    'node_modules',
    'node_modules/x/index.js',
    'src/node_modules/a',
    'a.log',
    'src/b/x.log',
    'keep.log',
    'only-top',
    'src/only-top',
    'docs/x.txt',
    'docs/a/b/x.txt',
    'x/deep',
    'x/deep/y',
    'a/b/c',
    'a/b/d/c',
    'space ',
    'temp1',
    'tempx5',
    'tempx',
    '#hash',
    'src/a.ts',
    'sub/q.tmp',
    'sub/important.log',
    'q.tmp',
    'excluded',
    'a.personal',
    'README.md',
    'sub/deeper/z.tmp',
  ];
  test.each(names.map((name) => [name]))('%s as git says', (name) => {
    let expected = 'yes';
    try {
      git(repo, 'check-ignore', '-q', '--no-index', name);
    } catch {
      expected = 'no';
    }
    expect(world().ignored(join(repo, name))).toBe(expected);
  });
});

describe('what stands on the machine', () => {
  test('entries, content and names', () => {
    const here = world();
    fs.symlinkSync('src', join(repo, 'to-src'));
    expect(here.entry(join(repo, 'src'))).toEqual({ kind: 'directory' });
    expect(here.entry(join(repo, 'to-src'))).toEqual({ kind: 'link', target: 'src' });
    expect(here.entry(join(repo, 'nothing'))).toEqual({ kind: 'missing' });
    expect(here.entry(join(repo, 'README.md/x'))).toEqual({ kind: 'missing' });
    expect(here.entry('/dev/null')).toEqual({ kind: 'device' });
    expect(here.entry('/proc/self/cwd')).toEqual({ kind: 'unknown' });
    expect(here.list(join(repo, 'src'))?.toSorted()).toEqual(['a.ts', 'b']);
    expect(here.list(join(repo, 'nothing'))).toEqual([]);
    expect(here.read(join(repo, '.git/HEAD'), 100)).toEqual({ kind: 'text', text: 'ref: refs/heads/feature/login\n' });
    expect(here.read(join(repo, '.git/HEAD'), 5)).toEqual({ kind: 'too-large' });
    expect(here.read(join(repo, '.git/HEAD'), 100).kind).toBe('text');
    expect(here.read(join(repo, 'nothing'), 5)).toEqual({ kind: 'missing' });
    expect(here.read(join(repo, 'src'), 5)).toEqual({ kind: 'unknown' });
    write(join(repo, 'binary'), 'a\0b');
    expect(here.read(join(repo, 'binary'), 50)).toEqual({ kind: 'binary', program: true });
  });
  test('a directory of too many names is not known', () => {
    const many = join(top, 'many');
    fs.mkdirSync(many);
    for (let index = 0; index < 4097; index++) fs.writeFileSync(join(many, `f${index}`), '');
    expect(world().list(many)).toBe(undefined);
    fs.rmSync(join(many, 'f0'));
    expect(world().list(many)?.length).toBe(4096);
  });
  test('links are followed through the machine', () => {
    const facts = makeFacts(world());
    fs.symlinkSync('/etc', join(repo, 'to-etc'));
    expect(facts.resolve(at('to-etc/new')).paths).toEqual([`${fs.realpathSync('/etc')}/new`]);
    expect(facts.inside(at('to-etc/new'), 'project', 'file.write')).toBe('no');
    expect(facts.inside(at('/proc/self/cwd/src'), 'project', 'file.delete')).toBe('no');
    expect(facts.inside(at('/proc/self/root/etc/shadow'), 'secrets', 'file.read')).toBe('yes');
  });
  test('guarded is what only root can change', () => {
    expect(world().guarded(join(repo, 'README.md'))).toBe('no');
    expect(world().guarded('/tmp/x')).toBe('no');
    expect(world().guarded('/etc/passwd')).toBe('yes');
    fs.writeFileSync(join(top, 'open'), '');
    fs.chmodSync(join(top, 'open'), 0o666);
    expect(world().guarded(join(top, 'open'))).toBe('no');
  });
  test('the environment and the clock', () => {
    const here = world(repo, { A: '1' });
    expect(here.environment('A')).toBe('1');
    expect(here.environment('B')).toBe(null);
    expect(Math.abs((here.now ?? 0) - Date.now())).toBeLessThan(5000);
  });
  test('this program is its own', () => {
    const { host } = machine();
    const facts = makeFacts(hostWorld({ ...host, programFile: () => join(top, 'bin/blastgate.js') }, { cwd: repo }));
    expect(facts.inside(at(join(top, 'bin/blastgate.js')), 'self', 'file.write')).toBe('yes');
    expect(facts.covers(at(join(top, 'bin')), 'self', 'file.delete')).toBe('yes');
    expect(facts.inside(at(join(top, 'bin/other.js')), 'self', 'file.write')).toBe('no');
  });
});

describe('kube context', () => {
  test('of the configuration in home', () => expect(world().kubeContext).toBe('staging'));
  test('of KUBECONFIG, whose production is not hidden by an innocent one', () => {
    expect(world(repo, { KUBECONFIG: `${home}/none:${home}/prod.kube` }).kubeContext).toBe('prod-eu');
    write(join(home, 'dev.kube'), 'current-context: dev\n');
    expect(world(repo, { KUBECONFIG: `${home}/dev.kube` }).kubeContext).toBe('dev');
    fs.writeFileSync(join(home, '.kube/config'), 'current-context: production\n');
    expect(world(repo, { KUBECONFIG: `${home}/dev.kube` }).kubeContext).toBe('production');
    fs.writeFileSync(join(home, '.kube/config'), 'contexts: []\ncurrent-context: ""\n');
    expect(world().kubeContext).toBe(null);
  });
});

describe('laziness', () => {
  test('making a world reads nothing', () => {
    const { host, reads } = machine();
    makeFacts(hostWorld(host, { cwd: repo }));
    expect(reads).toEqual([]);
  });
  test('asking where a file lies reads neither the index nor any file', () => {
    const { host, reads } = machine();
    const facts = makeFacts(hostWorld(host, { cwd: repo }));
    for (const place of ['project', 'temp', 'secrets', 'system', 'startup', 'self', 'devices', 'caches'] as const)
      facts.inside(at('src/a.ts'), place, 'file.write');
    expect(reads.filter((read) => !read.startsWith('lstat'))).toEqual([]);
  });
  test('nothing is read twice', () => {
    const { host, reads } = machine();
    const facts = makeFacts(hostWorld(host, { cwd: repo }));
    for (let round = 0; round < 3; round++)
      for (const name of ['src/a.ts', 'src/new.ts', 'dist'])
        for (const place of ['project', 'generated', 'tracked', 'secrets'] as const)
          facts.inside(at(name), place, 'file.delete');
    expect(new Set(reads).size).toBe(reads.length);
  });
  test('removing node_modules does not read the index', () => {
    const { host, reads } = machine();
    expect(makeFacts(hostWorld(host, { cwd: repo })).inside(at('node_modules'), 'generated', 'file.delete')).toBe(
      'yes',
    );
    expect(reads.some((read) => read.endsWith('/index'))).toBe(false);
  });
});
