import { describe, expect, test } from 'vitest';
import { show, textOf } from '../../src/word.ts';
import { invocations } from './read.ts';
import { runs } from './runs.ts';

describe('command substitution', () => {
  runs('$(echo rm) -rf x', ['echo rm', 'rm -rf x']);
  runs('`echo \\`echo rm\\`` x', ['echo rm', 'echo rm', 'rm x']);
  runs('x=$(printf "r%s" m); $x y', ['printf r%s m', 'rm y']);
  runs('$(echo r; echo m) x', ['echo r', 'echo m', 'r m x']);
  runs('echo "a$(date)b"', ['date', 'echo a$(date)b']);
  runs('$(if [ a ]; then echo rm; else echo ls; fi) x', ['[ a ]', 'echo rm', 'echo ls', 'rm x', 'ls x']);
  runs('$(echo rm | cat) x', ['echo rm', 'cat', 'rm x']);
  runs('$(echo no >&2; echo rm) x', ['echo no', 'echo rm', 'rm x']);
  runs('$(echo no > f; echo rm) x', ['echo no', 'echo rm', 'rm x']);
  runs('f() { echo rm; }; $(f) x', ['echo rm', 'rm x']);
  runs('cd $(pwd)/sub; pwd', ['pwd', 'cd /home/dev/project/sub', 'pwd']);
  runs('eval "$(<script)"', ['eval rm x', 'rm x'], { script: 'rm x\n' });
  test('what is not known names the commands behind it', () => {
    const [, echo] = invocations('echo "$(cat .env)"');
    const [hole] = echo?.argv[1]?.parts ?? [];
    expect(hole).toMatchObject({ hole: 'unknown', why: '$(cat .env)' });
    expect(
      typeof hole === 'object' && hole.hole === 'unknown' && hole.output?.map(({ argv }) => argv.map(show).join(' ')),
    ).toEqual(['cat .env']);
  });
});

describe('process substitution', () => {
  test('a word knows the commands and their output', () => {
    const [, bash] = invocations('bash <(echo rm x)');
    expect(bash?.argv[1]?.substitution?.operator).toBe('<');
    expect(bash?.argv[1]?.substitution?.output?.parts).toEqual(['rm x\n']);
  });
  test('what is written to >(…) is read there', () => {
    const [echo, bash] = invocations('echo rm x > >(bash)');
    const stdin = bash?.stdin;
    expect(stdin?.kind === 'pipe' && stdin.from[0] === echo && stdin.text?.parts).toEqual(['rm x\n']);
  });
});

describe('standard input', () => {
  const stdin = (script: string): string | undefined => {
    const stream = invocations(script).at(-1)?.stdin;
    if (stream?.kind === 'text') return textOf(stream.text);
    return stream?.kind === 'pipe' && stream.text !== undefined ? show(stream.text) : stream?.kind;
  };
  test.each([
    ['bash <<< "rm x"', 'rm x\n'],
    ['bash <<E\nrm $HOME\nE', 'rm /home/dev\n'],
    ["bash <<'E'\nrm $HOME\nE", 'rm $HOME\n'],
    ['bash <<-E\n\trm x\n\tE', 'rm x\n'],
    ['bash <<E\nrm \\$HOME \\\\ \\a\nE', 'rm $HOME \\ \\a\n'],
    ['bash <<E\nrm x', 'rm x'],
    ['echo rm x | bash', 'rm x\n'],
    ['printf "%s\\n" a b | cat | bash', 'a\nb\n'],
    ['{ echo a; echo b; } | bash', 'a\nb\n'],
    ['for i in a b; do echo $i; done | bash', 'a\nb\n'],
    ['{ bash; } <<< x', 'x\n'],
    ['f() { bash; }; f <<< x', 'x\n'],
    ["{ read a; bash; } <<< $'x\\ny'", 'y\n'],
    ['exec <<< x; bash', 'x\n'],
    ['exec 3<<< x; bash <&3', 'x\n'],
    ['bash < <(echo x)', 'x\n'],
    ['bash < script', 'file'],
    ['bash', 'inherited'],
    ['curl u | bash', 'pipe'],
    ['(echo a; curl u) | bash', 'a\n(echo a; curl u)'],
  ])('%s', (script, expected) => expect(stdin(script)).toBe(expected));
  test('alternatives give one reader each', () => {
    const readers = invocations('if [ a ]; then echo x; else echo y; fi | bash').filter(
      ({ argv }) => show(argv[0]!) === 'bash',
    );
    expect(
      readers.map(({ stdin: stream }) =>
        stream.kind === 'pipe' && stream.text !== undefined ? show(stream.text) : '',
      ),
    ).toEqual(['x\n', 'y\n']);
  });
});

describe('read and mapfile', () => {
  runs('read a b <<< "rm -rf x"; $a $b', ['read a b', 'rm -rf x']);
  runs('IFS=: read a b <<< rm:x; $a $b', ['read a b', 'rm x']);
  runs('read -a a <<< "rm x"; "${a[@]}"', ['read -a a', 'rm x']);
  runs('read -n 2 a <<< rmx; $a y', ['read -n 2 a', 'rm y']);
  runs('read -d . a <<< rm.; $a y', ['read -d . a', 'rm y']);
  runs('read a; $a x', ['read a', '?program read a', 'read a… x']);
  runs('mapfile -t a <<< $\'rm\\nx\'; "${a[@]}"', ['mapfile -t a', 'rm x']);
  runs('printf -v x %s r m; $x y', ['printf -v x %s r m', 'rm y']);
});

describe('redirections', () => {
  const redirects = (script: string): readonly string[] =>
    invocations(script).flatMap((invocation) =>
      invocation.redirects.map(({ descriptor, operator, target }) => `${descriptor}${operator}${show(target)}`),
    );
  test.each([
    ['a > f 2>&1 < g', ['1>f', '2>&1', '0<g']],
    ['> f', ['1>f']],
    ['a &> f', ['1&>f']],
    ['a 3>> $HOME/f', ['3>>/home/dev/f']],
    ['a {x}> f; echo $x >&$x', ['10>f', '1>&10']],
    ['{ a; b; } > f', ['1>f', '1>>f', '1>>f']],
    ['f() { a; }; f > g', ['1>g', '1>>g']],
    ['exec > f; a', ['1>f', '1>>f']],
  ])('%s', (script, expected) => expect(redirects(script)).toEqual(expected));
});
