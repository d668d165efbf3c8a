import { describe, expect, test } from 'vitest';
import { makeFacts } from '../../src/facts/facts.ts';
import { recordedWorld } from '../../src/facts/recorded-world.ts';
import type { WorldDescription } from '../../src/world.ts';
import { covers, inside } from './place-questions.ts';
import { path } from './words.ts';

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
