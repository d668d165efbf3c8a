import { execFileSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { capturedOutput, producedOutput } from '../../src/commands/producers/producers.ts';
import { literal, show, textOf, type Invocation, type Redirect, type Word } from '../../src/word.ts';
import type { World } from '../../src/world.ts';

const world: World = {
  home: '/home/dev',
  project: '/home/dev/project',
  cwd: '/home/dev/project',
  platform: 'linux',
  environment: () => undefined,
  entry: () => ({ kind: 'unknown' }),
  read: (path) => (path === '/home/dev/project/names.txt' ? { kind: 'text', text: 'ann\nbob\n' } : { kind: 'unknown' }),
  list: () => undefined,
  repository: {
    branch: 'feature/login',
    protectedBranches: ['main'],
    upstream: null,
    remotes: ['origin'],
    config: () => undefined,
  },
  tracked: () => 'unknown',
  ignored: () => 'unknown',
  kubeContext: null,
  worktrees: [],
  now: null,
  guarded: () => 'unknown',
  installation: [],
};

type Argument = string | Word;

function invocation(argv: readonly Argument[], stdin?: Argument, redirects: readonly Redirect[] = []): Invocation {
  const word = (argument: Argument): Word => (typeof argument === 'string' ? literal(argument) : argument);
  return {
    argv: argv.map(word),
    redirects,
    assignments: [],
    stdin: stdin === undefined ? { kind: 'inherited' } : { kind: 'text', text: word(stdin) },
    via: [],
    span: { start: 0, end: 0 },
    state: { cwd: literal('/home/dev/project'), variable: () => undefined, exported: [] },
  };
}

function produced(argv: readonly Argument[], stdin?: Argument): Word | undefined {
  return producedOutput(invocation(argv, stdin), world);
}

/** What the real program prints, run by bash so that its builtins answer. */
function real(argv: readonly string[], stdin = ''): string {
  return execFileSync('bash', ['--norc', '-c', '"$@"', 'bash', ...argv], {
    stdio: 'pipe',
    input: stdin,
    encoding: 'utf8',
    env: { PATH: process.env['PATH'], LC_ALL: 'C.UTF-8' },
  });
}

/** The output must be known, and be what the real program prints. */
function agrees(argv: readonly string[], stdin?: string): void {
  const word = produced(argv, stdin);
  expect(word === undefined ? undefined : textOf(word), argv.join(' ')).toBe(real(argv, stdin));
}

const lines = 'alpha one\nBeta two\n\ngamma  three\trm -rf\n';

const known: readonly (readonly [readonly string[], string?])[] = [
  [['echo', 'rm', '-rf', '/']],
  [['echo', '-n', 'a b']],
  [['echo', '-e', 'a\\tb\\x41\\0101\\n']],
  [['echo', '-e', 'a\\cb', 'c']],
  [['echo', '-ne', '\\u00e9\\e[0m']],
  [['echo', '-E', 'a\\tb']],
  [['echo', '-x', 'a']],
  [['echo', '--', 'a']],
  [['echo', 'a\\tb']],
  [['echo', '-e', '\\q \\" \\101 \\\\n']],
  [['printf', 'rm -rf /']],
  [['printf', '%s %s\\n', 'rm', '-rf', '/']],
  [['printf', '%s', 'a', 'b', 'c']],
  [['printf', '%b', '\\x72\\155 \\0055rf']],
  [['printf', '\\x72\\155\\40\\55']],
  [['printf', '\\162m %%d %c%c\\n', 'abc', '']],
  [['printf', '%d %i %x %X %o %u', '10', '-3', '255', '0xff', '8', '007']],
  [['printf', '%5s|%-5s|%05d|%+d|% d|%.2s', 'ab', 'cd', '42', '7', '7', 'xyz']],
  [['printf', '%#x %#o %.3d', '255', '8', '5']],
  [['printf', '%d', "'A"]],
  [['printf', '%q %q %q', 'a b', '', "it's $x;rm"]],
  [['printf', '%q', '#a~b!{}[]^`|<>(),&*?"\\']],
  [['printf', '%q', '~a']],
  [['printf', '%s\\n']],
  [['printf', '%d%s\\n', '1']],
  [['printf', '--', '%s', 'x']],
  [['printf', 'no args\\n', 'ignored']],
  [['printf', '%s-%b-%s', 'a', 'b\\c', 'd', 'e']],
  [['printf', '\\u0041\\U0001F600\\xc3\\xa9']],
  [['printf', '\\1012\\"\\\'\\?']],
  [['cat'], lines],
  [['cat', '-'], lines],
  [['tac'], 'a\nb\nc\n'],
  [['rev'], '/ fr- mr\nabc\n'],
  [['rev'], 'fr- mr'],
  [['head', '-n', '1'], lines],
  [['head', '-2'], lines],
  [['head', '-n1'], 'a\nb'],
  [['head', '-c', '5'], lines],
  [['head', '-n', '-1'], lines],
  [['head', '-c', '-3'], 'abcdef'],
  [['head'], lines],
  [['tail', '-n', '2'], lines],
  [['tail', '-1'], 'a\nb'],
  [['tail', '-n', '+2'], lines],
  [['tail', '-c', '4'], 'abcdef'],
  [['tail', '-c', '+3'], 'abcdef'],
  [['cut', '-d', ' ', '-f', '1'], lines],
  [['cut', '-d', ' ', '-f', '2-'], lines],
  [['cut', '-c1-3'], lines],
  [['cut', '-b', '2,4'], 'abcdef\n'],
  [['cut', '-d:', '-f1,3', '--output-delimiter=-'], 'a:b:c\n'],
  [['cut', '-d:', '-f2', '--complement'], 'a:b:c'],
  [['cut', '-s', '-d:', '-f1'], 'none\na:b\n'],
  [['tr', 'a-z', 'A-Z'], lines],
  [['tr', 'A-Za-z', 'N-ZA-Mn-za-m'], 'ez -es /\n'],
  [['tr', '[:lower:]', '[:upper:]'], lines],
  [['tr', '-d', 'x'], 'xrxm x-xrxf\n'],
  [['tr', '-d', '\\n'], lines],
  [['tr', '-s', ' '], 'a   b  c\n'],
  [['tr', '-s', ' ', '_'], 'a   b  c\n'],
  [['tr', '-cd', 'a-z'], 'r1m2!\n'],
  [['tr', '_', ' '], 'rm_-rf_/\n'],
  [['tr', '\\055\\n', '_ '], 'a-b\nc'],
  [['tr', 'abc', 'x'], 'aabbcc d'],
  [['tr', '-t', 'abc', 'x'], 'aabbcc d'],
  [['tr', 'abc', '[y*]'], 'aabbcc d'],
  [['tr', '-c', 'a-z\\n', '[_*]'], 'a1b2\n'],
  [['tr', '[a]', '<b>'], '[a]'],
  [['tr', '-ds', 'a', 'b'], 'aabbcc'],
  [['base64', '-d'], 'cm0gLXJmIC8K\n'],
  [['base64', '--decode'], 'cm0='],
  [['base64', '-di'], 'c*m0='],
  [['base64'], 'rm -rf /\n'],
  [['base64', '-w0'], 'x'.repeat(100)],
  [['base64'], 'x'.repeat(100)],
  [['base64'], 'naïve'],
  [['base32'], 'rm -rf /\n'],
  [['base32', '-d'], 'OJWSALLSMYQC6CQ=\n'],
  [['openssl', 'base64', '-d'], 'cm0gLXJmIC8K\n'],
  [['openssl', 'enc', '-d', '-base64', '-A'], 'cm0gLXJmIC8K'],
  [['openssl', 'enc', '-base64'], 'x'.repeat(60)],
  [['xxd', '-r', '-p'], '726d202d7266202f\n'],
  [['xxd', '-p', '-r'], '72 6d 20\n2d\n'],
  [['xxd', '-p'], 'x'.repeat(40)],
  [['xxd', '-r'], '00000000: 726d 202d 7266 202f 0a                   rm -rf /.\n'],
  [['sed', 's/x//g'], 'xrxm -xrxf\n'],
  [['sed', 's/a/b/'], 'aa\naa\n'],
  [['sed', 's/a/b/2'], 'aaa\n'],
  [['sed', 's/a/b/2g'], 'aaaa\n'],
  [['sed', '-e', 's/a/b/', '-e', 's/b/c/'], 'a\n'],
  [['sed', 's/a/b/;s/b/c/'], 'a'],
  [['sed', '-n', '2p'], lines],
  [['sed', '-n', '/two/p'], lines],
  [['sed', '-n', 's/^B\\(.*\\)o$/\\1/p'], lines],
  [['sed', '-E', 's/([a-z]+) ([a-z]+)/\\2 \\1/'], lines],
  [['sed', 's/.*/\\U&/'], lines],
  [['sed', 's/^./\\u&/'], 'word\n'],
  [['sed', '2d'], lines],
  [['sed', '$d'], lines],
  [['sed', '1,2d'], lines],
  [['sed', '2,$d'], lines],
  [['sed', '1!d'], lines],
  [['sed', '/Beta/,/gamma/d'], lines],
  [['sed', '1q'], lines],
  [['sed', 'y/abc/xyz/'], 'aabbcc\n'],
  [['sed', 's|/|_|g'], 'a/b/c\n'],
  [['sed', 's/a*/x/g'], 'baaac\n'],
  [['sed', 's/[[:space:]]\\+/ /g'], 'a  b \t c\n'],
  [['sed', 's/[^a-z]//g'], 'r1m2\n'],
  [['sed', 's/A/b/I'], 'a\n'],
  [['sed', 's/$/!/'], 'a\nb\n'],
  [['sed', 's/a\\/b/c/'], 'a/b\n'],
  [['awk', '{print $1}'], lines],
  [['awk', '{print $1, $2}'], lines],
  [['awk', '{print $2 $1}'], lines],
  [['awk', '{print $NF}'], 'a b c\nd\n'],
  [['awk', '{print $(NF-1)}'], 'a b c\n'],
  [['awk', '-F:', '{print $2}'], 'a:b:c\n'],
  [['awk', '-F', ',', '{print $1}'], 'a,b\n,c\n'],
  [['awk', 'NR==2{print $1}'], lines],
  [['awk', 'NR==1'], lines],
  [['awk', '/two/{print $1}'], lines],
  [['awk', 'BEGIN{print "rm -rf /"}']],
  [['awk', '{print toupper($1)}'], lines],
  [['awk', '{print "x\\t" NR, NF}'], lines],
  [['grep', 'two'], lines],
  [['grep', '-v', 'two'], lines],
  [['grep', '-i', 'BETA'], lines],
  [['grep', '-o', '[a-z]*'], 'a1b\n'],
  [['grep', '-oE', '[0-9]+'], 'a12b3\n'],
  [['grep', '-F', 'a.b'], 'a.b\naxb\n'],
  [['grep', '-x', 'ab'], 'ab\nabc\n'],
  [['basename', '/usr/bin/rm']],
  [['basename', 'a/b.txt', '.txt']],
  [['basename', '-s', '.x', 'a/b.x', 'c.x']],
  [['basename', '/']],
  [['basename', 'dir/']],
  [['dirname', '/usr/bin/rm']],
  [['dirname', 'file']],
  [['dirname', '/file']],
  [['dirname', 'a/b/', 'c//d']],
  [['seq', '3']],
  [['seq', '2', '5']],
  [['seq', '5', '-2', '1']],
  [['seq', '-s', ',', '3']],
  [['seq', '3', '1']],
  [['sort'], 'b\na\nc\n'],
  [['sort', '-r'], 'b\na\nc\n'],
  [['sort', '-u'], 'b\na\nb\n'],
  [['sort', '-n'], '10\n9\n2\n'],
  [['sort', '-nr'], '10\n9\n2\n'],
  [['uniq'], 'a\na\nb\na\n'],
  [['paste', '-sd,', '-'], 'a\nb\nc\n'],
  [['paste', '-s', '-d', ' '], 'a\nb\n'],
  [['fold', '-w', '2'], 'abcde\nf\n'],
  [['tee'], lines],
  [['xargs'], 'rm\n-rf /\n'.replace('-rf', 'rf')],
  [['xargs', 'echo', 'rm'], 'a b\nc\n'],
  [['xargs', '-n1'], 'a b\nc\n'],
  [['python3', '-c', 'print("rm -rf /")']],
  [['python3', '-c', "print('a\\tb\\n')"]],
  [['perl', '-e', 'print "rm -rf /\\n"']],
  [['perl', '-le', "print 'a$b'"]],
  [['true']],
  [['command', 'echo', 'rm']],
];

describe('the output of harmless programs is what the real program prints', () => {
  test.each(known.map(([argv, stdin]) => [argv.join(' '), argv, stdin] as const))('%s', (_, argv, stdin) =>
    agrees(argv, stdin),
  );
});

describe('what is not certain stays unknown', () => {
  test.each<[string, readonly string[], string?]>([
    ['a format of a float', ['printf', '%f', '1.5']],
    ['a date in a format', ['printf', '%(%F)T']],
    ['a number that is none', ['printf', '%d', 'x1']],
    ['base64 that is none', ['base64', '-d'], 'a*b'],
    ['bytes that are no text', ['base64', '-d'], '//4='],
    ['an odd number of hex digits', ['xxd', '-r', '-p'], '726'],
    ['an alternation', ['sed', '-E', 's/a|ab/x/'], 'ab'],
    ['a repeated group', ['sed', '-E', 's/(a*)*/x/'], 'ab'],
    ['the e command of sed', ['sed', 's/a/b/e'], 'a'],
    ['sed in place', ['sed', '-i', 's/a/b/', 'names.txt']],
    ['a script of awk', ['awk', '{system($0)}'], 'a'],
    ['a program that asks the machine', ['whoami']],
    ['compressed data', ['gzip', '-d'], 'a'],
    ['sorting mixed text', ['sort'], 'a b\nA\n'],
    ['python that looks at the clock', ['python3', '-c', 'import time; print(time.time())']],
    ['a perl literal with a variable', ['perl', '-e', 'print "$x"']],
    ['a file nobody knows', ['cat', 'other.txt']],
    ['an input nobody knows', ['tr', 'a', 'b']],
  ])('%s', (_, argv, stdin) => expect(produced(argv, stdin)).toBeUndefined());
});

describe('a pattern that would take too long is not tried', () => {
  test('sed with many stars on a long line', () => {
    const started = performance.now();
    expect(produced(['sed', 's/.*.*.*.*.*z//'], 'a'.repeat(30_000))).toBeUndefined();
    expect(performance.now() - started).toBeLessThan(200);
  });
});

describe('settings that a shell evaluates do nothing a rule asks about', () => {
  test.each([
    ['ssh-agent', '-s'],
    ['direnv', 'hook', 'bash'],
    ['pyenv', 'init', '-'],
    ['brew', 'shellenv'],
  ])('%s %s', (...argv) => expect(produced(argv)).toBeDefined());
  test('a program of another name is not known', () => expect(produced(['agent', '-s'])).toBeUndefined());
  test('another verb is not known', () => expect(produced(['direnv', 'exec', '.', 'x'])).toBeUndefined());
});

describe('holes pass through', () => {
  const hole = (why: string, many = false): Word => ({
    parts: [{ hole: 'unknown', why }],
    span: { start: 0, end: 0 },
    many,
  });
  const glob = (...parts: Word['parts']): Word => ({ parts, span: { start: 0, end: 0 }, many: false });
  const shown = (argv: readonly Argument[], stdin?: Argument): string | undefined => {
    const word = produced(argv, stdin);
    return word === undefined ? undefined : show(word);
  };

  test.each<[string, readonly Argument[], Argument | undefined, string | undefined]>([
    ['echo keeps the text around a hole', ['echo', 'rm', hole('$X')], undefined, 'rm $X\n'],
    ['a first word that may be an option takes the blank along', ['echo', hole('$X'), 'rm'], undefined, '$Xrm\n'],
    ['words that may be none take the blank along', ['echo', 'a', hole('$X', true), 'b'], undefined, 'a$X b\n'],
    ['printf puts a hole where %s stands', ['printf', 'rm %s\\n', hole('$X')], undefined, 'rm $X\n'],
    ['%d makes a number of it', ['printf', '%d', hole('$X')], undefined, '$X'],
    ['an unknown format is unknown', ['printf', hole('$X'), 'a'], undefined, undefined],
    [
      'head keeps the lines before a hole',
      ['head', '-1'],
      { ...literal('rm\n'), parts: ['rm\n', { hole: 'unknown', why: '$X' }] },
      'rm\n',
    ],
    [
      'tr keeps the text around a hole',
      ['tr', 'a-z', 'A-Z'],
      { ...literal(''), parts: ['rm ', { hole: 'unknown', why: '$X' }] },
      'RM $X',
    ],
    ['mktemp is below the temporary directory', ['mktemp', '-d'], undefined, '$(mktemp)\n'],
    ['a template says where', ['mktemp', '-d', '/tmp/build.XXXXXX'], undefined, '/tmp/build.$(mktemp)\n'],
    ['dirname of a glob', ['dirname', glob('src/', { hole: 'glob', text: '*' })], undefined, 'src\n'],
    [
      'basename behind an unknown directory',
      ['basename', glob({ hole: 'unknown', why: '$D' }, '/bin/rm')],
      undefined,
      'rm\n',
    ],
    ['a date is digits', ['date', '+%Y-%m'], undefined, '$(date)-$(date)\n'],
    ['a count is a number', ['wc', '-l'], hole('$X'), 'a count\n'],
    ['find prints names below its start', ['find', 'src', '-name', '*.ts'], undefined, 'src/*.ts\n'],
    ['find without a name prints everything below', ['find', '.', '-type', 'f'], undefined, './**\n'],
    ['find -print0 ends names by NUL', ['find', '.', '-name', '*.pyc', '-print0'], undefined, './*.pyc\0'],
    ['grep -rl prints names below', ['grep', '-rl', 'foo', 'src'], undefined, 'src/*\n'],
    ['git ls-files prints names below', ['git', 'ls-files', '-z'], undefined, '*\0'],
    ['pwd', ['pwd'], undefined, '/home/dev/project\n'],
    ['the branch', ['git', 'branch', '--show-current'], undefined, 'feature/login\n'],
    ['the top level', ['git', 'rev-parse', '--show-toplevel'], undefined, '/home/dev/project\n'],
    ['a file of the project', ['cat', 'names.txt'], undefined, 'ann\nbob\n'],
    ['a program found somewhere keeps its name', ['command', '-v', 'rm'], undefined, '$(which rm)/rm\n'],
  ])('%s', (_, argv, stdin, expected) => expect(shown(argv, stdin)).toBe(expected));
});

describe('redirections take the output elsewhere', () => {
  const redirect = (operator: Redirect['operator'], target: string, descriptor = 1): Redirect => ({
    operator,
    target: literal(target),
    descriptor,
    span: { start: 0, end: 0 },
  });
  const captured = (...redirects: readonly Redirect[]): string | undefined => {
    const word = capturedOutput(invocation(['echo', 'a'], undefined, redirects), world);
    return word === undefined ? undefined : textOf(word);
  };

  test('into a file', () => expect(captured(redirect('>', 'f'))).toBe(''));
  test('to standard error', () => expect(captured(redirect('>&', '2'))).toBe(''));
  test('errors elsewhere change nothing', () => expect(captured(redirect('>', '/dev/null', 2))).toBe('a\n'));
  test('errors along change nothing', () => expect(captured(redirect('>&', '1', 2))).toBe('a\n'));
  test('to standard output by name is not followed', () =>
    expect(captured(redirect('>', '/dev/stdout'))).toBeUndefined());
  test('descriptors swapped twice are not followed', () =>
    expect(captured(redirect('>&', '1', 2), redirect('>&', '2'))).toBeUndefined());
});
