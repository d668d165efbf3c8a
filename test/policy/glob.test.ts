import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expandBraces, matchesParts, matchesPath, matchesText } from '../../src/policy/glob.ts';
import type { Part } from '../../src/word.ts';

const unknown: Part = { hole: 'unknown', why: '$X' };
const number: Part = { hole: 'number', why: '$$' };
const star: Part = { hole: 'glob', text: '*' };

describe('globs over texts', () => {
  it.each([
    ['rm', 'rm', true],
    ['rm', 'rmdir', false],
    ['*', '', true],
    ['*', 'a/b', true],
    ['delete-*', 'delete-db-instance', true],
    ['delete-*', 'undelete-x', false],
    ['*prod*', 'my-production-db', true],
    ['a*b*c', 'a-b-b-c', true],
    ['a*b*c', 'a-b-b', false],
    ['?at', 'cat', true],
    ['?at', 'at', false],
    ['[rw]m', 'rm', true],
    ['[!rw]m', 'rm', false],
    ['[a-c]x', 'bx', true],
    ['[a-c]x', 'dx', false],
    ['[a-ce]x', 'ex', true],
    ['[a-ce]x', 'dx', false],
    ['[a-ce]x', '-x', false],
    ['[a-]x', '-x', true],
    ['[!a-c]x', 'dx', true],
    ['[^rw]m', 'xm', true],
    ['[^rw]m', 'wm', false],
    ['[]x]m', ']m', true],
    ['[!]x]m', ']m', false],
    ['[!]x]m', 'am', true],
    ['a[bc', 'a[bc', true],
    ['*a', 'ba', true],
    ['**a', 'xa', true],
    ['a**', 'a', true],
    ['\\*', '*', true],
    ['\\*', 'x', false],
    ['[', '[', true],
    ['Prod', 'prod', false],
    ['', '', true],
    ['', 'x', false],
  ])('%s against %s is %s', (glob, text, result) => {
    expect(matchesText(glob, text)).toBe(result);
    expect(matchesParts(glob, text === '' ? [] : [text], false)).toBe(result ? 'yes' : 'no');
  });

  it('takes no longer than pattern times text', () => {
    const started = performance.now();
    expect(matchesText(`${'*a'.repeat(50)}b`, 'a'.repeat(20_000))).toBe(false);
    expect(performance.now() - started).toBeLessThan(1000);
  });
});

describe('globs over paths', () => {
  it.each([
    ['/a/*/c', '/a/b/c', true],
    ['/a/*/c', '/a/b/x/c', false],
    ['/a/**/c', '/a/c', true],
    ['/a/**/c', '/a/b/x/c', true],
    ['/a/**/c', '/a/bc', false],
    ['/a/**', '/a/b/c', true],
    ['/a/**', '/a', false],
    ['**/.env', '/home/x/.env', true],
    ['**/.env', '.env', true],
    ['**', '/a/b', true],
    ['a**b', 'axb', true],
    ['a**b', 'a/x/b', false],
    ['/a/[!b]/c', '/a///c', false],
    ['/a[!x]b', '/a/b', false],
    ['/a/**', '/ab/c', false],
    ['/a/*', '/a/', true],
    ['**/.env', '/home/x/my.env', false],
    ['*.pem', 'key.pem', true],
    ['*.pem', 'a/key.pem', false],
    ['/a?b', '/a/b', false],
    ['/a/**/b/**/c', '/a/b/x/b/y/c', true],
  ])('%s against %s is %s', (glob, path, result) => {
    expect(matchesPath(glob, path)).toBe(result);
  });
});

describe('globs over words with holes', () => {
  it.each<[string, readonly Part[], string]>([
    ['push', [unknown], 'unknown'],
    ['push', ['pu', unknown], 'unknown'],
    ['push', ['pull', unknown], 'no'],
    ['push', [unknown, 'x'], 'no'],
    ['--force*', ['--force', unknown], 'yes'],
    ['*', [unknown], 'yes'],
    ['*prod*', ['prod-', unknown], 'yes'],
    ['*prod*', ['dev-', unknown], 'unknown'],
    ['release/*', ['release/', number], 'yes'],
    ['release/x*', ['release/', number], 'no'],
    ['v[0-9]', ['v', number], 'unknown'],
    ['feature', ['main', unknown], 'no'],
  ])('%s', (glob, parts, truth) => {
    expect(matchesParts(glob, parts, false)).toBe(truth);
  });

  it.each<[string, readonly Part[], string]>([
    ['/a/*', ['/a/', star], 'yes'],
    ['/a/*', ['/a/', unknown], 'unknown'],
    ['/a/**', ['/a/', unknown], 'yes'],
    ['/a/b/c', ['/a/', star], 'no'],
  ])('path %s', (glob, parts, truth) => {
    expect(matchesParts(glob, parts, true)).toBe(truth);
  });

  it('says no only where no filling matches, and yes only where every one does', () => {
    const letters = fc.stringMatching(/^[ab/]{0,4}$/);
    const glob = fc
      .array(fc.constantFrom('a', 'b', '/', '*', '?', '[ab]'), { maxLength: 5 })
      .map((all) => all.join(''));
    fc.assert(
      fc.property(glob, letters, letters, letters, (pattern, before, filling, after) => {
        const truth = matchesParts(
          pattern,
          [before, unknown, after].filter((part) => part !== ''),
          false,
        );
        const filled = matchesText(pattern, before + filling + after);
        return truth === 'unknown' || (truth === 'yes') === filled;
      }),
      { numRuns: 2000 },
    );
  });

  it('agrees with a regular expression on known texts', () => {
    const pattern = fc.array(fc.constantFrom('a', 'b', '*', '?', '[ab]', '[!a]'), { maxLength: 6 });
    fc.assert(
      fc.property(pattern, fc.stringMatching(/^[abc]{0,6}$/), (pieces, text) => {
        const inRegex: Readonly<Record<string, string>> = { '*': '.*', '?': '.', '[!a]': '[^a]' };
        const source = pieces.map((piece) => inRegex[piece] ?? piece).join('');
        return matchesText(pieces.join(''), text) === new RegExp(`^${source}$`).test(text);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('the two readings of a glob', () => {
  it('agree on known paths', () => {
    const piece = fc.constantFrom('a', 'b', '/', '*', '**', '/**/', '**/', '?', '[ab]', '[!a]', '\\\\*');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 7 }), fc.stringMatching(/^[ab*/]{0,9}$/), (pieces, path) => {
        const glob = pieces.join('');
        return matchesPath(glob, path) === (matchesParts(glob, path === '' ? [] : [path], true) === 'yes');
      }),
      { numRuns: 20_000 },
    );
  });
  it('take no longer than pattern times path', () => {
    const started = performance.now();
    expect(matchesPath(`${'**/a*'.repeat(20)}/b`, '/aa'.repeat(5000))).toBe(false);
    expect(performance.now() - started).toBeLessThan(1000);
  });
});

describe('braces', () => {
  it.each([
    ['{a,b}', ['a', 'b']],
    ['x{a,b}y{1,2}', ['xay1', 'xay2', 'xby1', 'xby2']],
    ['{a,{b,c}}', ['a', 'b', 'c']],
    ['{a}', ['{a}']],
    ['\\{a,b}', ['\\{a,b}']],
    ['plain', ['plain']],
    ['{,x}', ['', 'x']],
  ])('%s', (glob, globs) => {
    expect([...new Set(expandBraces(glob))].toSorted()).toEqual(globs.toSorted());
  });

  it('gives up on a bomb', () => {
    expect(expandBraces('{a,b}'.repeat(40))).toBeNull();
  });
});
