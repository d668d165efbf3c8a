import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { makeFacts } from '../../src/facts/facts.ts';
import { recordedWorld } from '../../src/facts/recorded-world.ts';
import { literal } from '../../src/word.ts';
import type { WorldDescription } from '../../src/world.ts';
import { path, word } from './words.ts';

const described: WorldDescription = {
  home: '/home/dev',
  project: '/home/dev/project',
  cwd: '/home/dev/project',
  files: {
    'src/app.ts': '',
    'src/util.ts': '',
    'src/.hidden.ts': '',
    'src/nested/deep.ts': '',
    'lib/app.ts': '',
    'to-src': { link: 'src' },
    'to-etc': { link: '/etc' },
    'to-up': { link: '..' },
    dangling: { link: '/nowhere/at/all' },
    loop: { link: 'pool' },
    pool: { link: 'loop' },
    'chain-a': { link: 'chain-b' },
    'chain-b': { link: 'to-src/nested' },
    'odd[1].txt': '',
    '/etc/hosts': '',
    '/data/home': null,
  },
};
const facts = makeFacts(recordedWorld(described));
const resolve = (text: string, cwd?: string) => facts.resolve(path(text, cwd));

describe('a known path', () => {
  test.each([
    ['src/app.ts', '/home/dev/project/src/app.ts'],
    ['./src//app.ts', '/home/dev/project/src/app.ts'],
    ['src/./nested/../app.ts', '/home/dev/project/src/app.ts'],
    ['../other', '/home/dev/other'],
    ['../../../../../x', '/x'],
    ['/', '/'],
    ['//etc///hosts/', '/etc/hosts'],
    ['.', '/home/dev/project'],
    ['not/there/yet.txt', '/home/dev/project/not/there/yet.txt'],
    ['not/../src', '/home/dev/project/src'],
  ])('%s is %s', (text, expected) => {
    expect(resolve(text)).toEqual({ paths: [expected], written: [expected], open: false, under: null });
  });

  test('a relative working directory is below that of the call', () =>
    expect(resolve('app.ts', 'src').paths).toEqual(['/home/dev/project/src/app.ts']));
});

describe('symbolic links', () => {
  test.each([
    ['to-src/app.ts', '/home/dev/project/src/app.ts'],
    ['to-etc/new/file', '/etc/new/file'],
    ['to-etc', '/etc'],
    ['to-up/other', '/home/dev/other'],
    ['to-src/../lib', '/home/dev/project/lib'],
    ['to-etc/../x', '/x'],
    ['dangling', '/nowhere/at/all'],
    ['dangling/more', '/nowhere/at/all/more'],
    ['chain-a/deep.ts', '/home/dev/project/src/nested/deep.ts'],
  ])('%s leads to %s', (text, expected) => expect(resolve(text).paths).toEqual([expected]));

  test('the path as written is kept too', () =>
    expect(resolve('to-etc/hosts').written).toEqual(['/home/dev/project/to-etc/hosts']));
  test('a loop leads nowhere known', () => expect(resolve('loop/x')).toMatchObject({ open: true, under: null }));
  test('/proc/self/root is the root', () => expect(resolve('/proc/self/root/etc/hosts').paths).toEqual(['/etc/hosts']));
});

describe('pathname patterns', () => {
  test('match what is there, but no hidden names', () =>
    expect(resolve('src/*.ts').paths).toEqual(['/home/dev/project/src/app.ts', '/home/dev/project/src/util.ts']));
  test('match hidden names where the dot is written', () =>
    expect(resolve('src/.*').paths).toEqual(['/home/dev/project/src/.hidden.ts']));
  test('match in the middle only where the rest exists', () =>
    expect(resolve('*/app.ts').paths).toEqual(
      [
        '/home/dev/project/src/app.ts',
        '/home/dev/project/to-src/app.ts'.replace('to-src', 'src'),
        '/home/dev/project/lib/app.ts',
      ].filter((each, index, all) => all.indexOf(each) === index),
    ));
  test('stay as written where nothing matches', () =>
    expect(resolve('src/*.rs').paths).toEqual(['/home/dev/project/src/*.rs']));
  test('[ab] and ? stand for one character', () => {
    expect(resolve('src/[a]pp.t?').paths).toEqual(['/home/dev/project/src/app.ts']);
    expect(resolve('src/[!a]pp.ts').paths).toEqual(['/home/dev/project/src/[!a]pp.ts']);
  });
  test('are open below their directory where its names are not known', () => {
    const unknown = makeFacts(recordedWorld({ home: '/home/dev', project: '/home/dev/project' }));
    expect(unknown.resolve(path('dist/*'))).toEqual({
      paths: [],
      written: [],
      open: true,
      under: '/home/dev/project/dist',
    });
  });
  describe('with many matches', () => {
    const many: Record<string, string | { link: string }> = {
      'many/.env': '',
      'many/credentials.json': '',
      'many/z': { link: '/etc/shadow' },
    };
    for (let index = 0; index < 600; index++) many[`many/f${index}`] = '';
    const crowded = makeFacts(recordedWorld({ ...described, files: many }));
    test('stand for all of their directory', () => {
      expect(crowded.inside(path('many/*'), 'project', 'file.delete')).toBe('yes');
      expect(crowded.inside(path('many/f*'), 'project', 'file.write')).toBe('yes');
      expect(crowded.resolve(path('many/f*'))).toMatchObject({ open: true, under: '/home/dev/project/many' });
    });
    test('hide no secret and no link among them', () => {
      expect(crowded.inside(path('many/*'), 'secrets', 'file.read')).toBe('yes');
      expect(crowded.inside(path('many/f*'), 'secrets', 'file.read')).toBe('no');
      expect(crowded.inside(path('many/*'), 'system', 'file.write')).toBe('yes');
      expect(crowded.inside(path('*/*'), 'secrets', 'file.read')).toBe('yes');
      expect(crowded.inside(path('*/*/x'), 'project', 'file.delete')).toBe('yes');
    });
  });
  test('** is open below its directory', () =>
    expect(resolve('src/**/x.ts')).toMatchObject({ open: true, under: '/home/dev/project/src' }));
});

describe('unknown parts', () => {
  test('at the beginning leave everything open', () =>
    expect(resolve('$X/a')).toEqual({ paths: [], written: [], open: true, under: null }));
  test('may hold slashes and dots, so nothing bounds them', () =>
    expect(resolve('dist/$X')).toMatchObject({ open: true, under: null }));
  test('digits stay within their name', () =>
    expect(resolve('out-%n/x')).toMatchObject({ open: true, under: '/home/dev/project' }));
  test('mktemp prints a path below the temporary directory', () =>
    expect(resolve('%t/a')).toMatchObject({ open: true, under: '/tmp' }));
  test('an unknown working directory leaves a relative path open', () =>
    expect(resolve('a', '$PWD')).toMatchObject({ paths: [], open: true }));
  test('and an absolute one known', () =>
    expect(resolve('/etc/hosts', '$PWD')).toMatchObject({ paths: ['/etc/hosts'], open: false }));
  test('a call without a working directory leaves a relative path open', () => {
    const nowhere = makeFacts(recordedWorld({ home: '/home/dev' }));
    expect(nowhere.resolve({ word: literal('a'), cwd: literal('b') })).toMatchObject({ paths: [], open: true });
  });
  test('.. after an unknown part is unknown', () =>
    expect(resolve('a/$X/../../..')).toMatchObject({ paths: [], open: true, under: null }));
});

describe('Windows', () => {
  const windows = makeFacts(
    recordedWorld({
      platform: 'windows',
      home: 'C:/Users/dev',
      project: 'C:/Users/dev/project',
      cwd: 'C:\\Users\\dev\\project',
    }),
  );
  test.each([
    ['src\\a.ts', 'C:/Users/dev/project/src/a.ts'],
    ['C:\\Windows\\System32', 'C:/Windows/System32'],
    ['c:/x', 'C:/x'],
    ['/c/Users', 'C:/Users'],
    ['..\\..\\..\\..', 'C:/'],
  ])('%s is %s', (text, expected) =>
    expect(windows.resolve(path(text, 'C:/Users/dev/project')).paths).toEqual([expected]),
  );
});

describe('any path', () => {
  const pieces = fc.constantFrom(
    '..',
    '.',
    '',
    'src',
    'to-src',
    'to-etc',
    'to-up',
    'loop',
    'dangling',
    '*',
    '$X',
    '%n',
    '%t',
    'a b',
    '~',
    '[z-a]',
    '[',
    '**',
    '\u{1F600}',
    'C:',
    '\\',
  );
  const texts = fc
    .tuple(fc.boolean(), fc.array(pieces, { maxLength: 12 }))
    .map(([absolute, names]) => (absolute ? '/' : '') + names.join('/'));

  test('is resolved without an exception, and once more to the same', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const first = resolve(text);
        for (const each of first.paths) {
          expect(each.startsWith('/') || /^[A-Z]:\//.test(each)).toBe(true);
          if (first.open) continue;
          expect(facts.resolve({ word: literal(each), cwd: literal('/') }).paths).toEqual([each]);
        }
      }),
      { numRuns: 2000, seed: 7 },
    );
  });

  test('in a world without files has one reading', () => {
    const bare = makeFacts(recordedWorld({ home: '/home/dev', project: '/home/dev/project' }));
    fc.assert(
      fc.property(texts, (text) => {
        const { paths, written } = bare.resolve(path(text));
        expect(paths).toEqual(written);
      }),
      { numRuns: 1000, seed: 7 },
    );
  });

  test('of a hundred thousand names is resolved in no time', () => {
    const before = performance.now();
    resolve('a/'.repeat(100_000));
    resolve('../'.repeat(100_000));
    facts.inside({ word: word('a/'.repeat(20_000)), cwd: literal('/') }, 'self');
    expect(performance.now() - before).toBeLessThan(1500);
  });
});
