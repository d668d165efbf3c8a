import { describe, expect, test } from 'vitest';
import { literal, unknownWord, wordOf } from '../../src/word.ts';
import { invocations, lines, steps, stepsOfCode, text, written } from './read.ts';
import { runs } from './runs.ts';

/** The kinds of opaqueness a script has. */
function opaque(script: string): readonly string[] {
  return [...new Set(steps(script).flatMap((step) => (step.kind === 'opaque' ? [step.why] : [])))];
}

describe('what the parser is known to misread is opaque', () => {
  test.each([
    'echo <(true)#; rm -rf ~',
    'x=<(true)',
    'f() { echo <(true)#; }\nrm x\n}',
    'echo "$(cat <(true)#; rm x)"',
  ])('%s', (script) => expect(opaque(script)).toContain('construct'));
  test.each(['diff <(a) <(b)', 'cat <(a);ls', '(cat <(a))', "echo 'a<(b)#'"])('%s is read', (script) =>
    expect(opaque(script)).toEqual([]),
  );
});

describe('syntax errors reach the decision, in nested scripts too', () => {
  test.each(['if', 'a; )', 'echo $(if)', 'echo `a;;`', '!(a) x', "eval 'if'", 'echo "a'])('%s', (script) =>
    expect(opaque(script)).not.toEqual([]),
  );
  runs('ls; rm x; fi', ["?syntax unexpected token 'fi'", 'ls', 'rm x']);
});

describe('control characters', () => {
  test.each(['rm\u0000 x', 'r\u0007m', 'rm \u001b[0m x', 'rm \u007f'])('%j', (script) =>
    expect(opaque(script)).toContain('construct'),
  );
  test('tabs, carriage returns and other scripts pass', () => expect(opaque('echo\tä 漢字 😀\r\n')).toEqual([]));
});

describe('limits', () => {
  test.each([
    ['code longer than 64 KiB', 'echo a\n'.repeat(10_000)],
    ['deep substitutions', `${'$('.repeat(1000)}x${')'.repeat(1000)}`],
    ['deep groups', `${'('.repeat(5000)}x${')'.repeat(5000)}`],
    [
      'deep groups that parse',
      `${'{ '.repeat(120)}x${'; }'.repeat(120)}${' '.repeat(2000)}${'$('.repeat(100)}y${')'.repeat(100)}`,
    ],
    ['many substitutions in a string', `echo "${'$(a)'.repeat(5000)}"`],
    ['many substitutions in a here-document', `cat <<E\n${'$(a)\n'.repeat(5000)}E\n`],
    ['quotes without end', '"'.repeat(100_000)],
    ['substitutions without end', '$('.repeat(100_000)],
    ['braces that multiply', `echo ${'{a,b}'.repeat(20)}`],
    ['eval of itself', 'x=\'eval "$x"\'; eval "$x"'],
    [
      'functions that double',
      `f0() { a; }; ${Array.from({ length: 30 }, (_, n) => `f${n + 1}() { f${n}; f${n}; }`).join('; ')}; f30`,
    ],
  ])('%s', (_name, script) => {
    const from = performance.now();
    expect(opaque(script)).not.toEqual([]);
    expect(performance.now() - from).toBeLessThan(4000);
  });
  test.each([
    ['a large here-document', `cat > f <<'E'\n${'data $(x) `y`\n'.repeat(50_000)}E\nrm x`],
    ['a large expanded here-document', `cat > f <<E\n${'data\n'.repeat(100_000)}E\nrm x`],
  ])('%s is data', (_name, script) => {
    expect(opaque(script)).toEqual([]);
    expect(lines(script)).toEqual(['cat', 'rm x']);
  });
  test('loops that multiply are walked turn by turn only so often', () => {
    const levels = Array.from({ length: 6 }, (_, n) => `for i${n} in {1..9}; do`).join(' ');
    const script = `${levels} a $i0 $i5; ${'done; '.repeat(6)} b`;
    expect(opaque(script)).toEqual([]);
    const read = lines(script);
    expect(read.length).toBeLessThan(5000);
    expect(read.slice(0, 3)).toEqual(['a 1 1', 'a 1 2', 'a 1 3']);
    expect(read.filter((line) => /^a \d \$i5…$/.test(line))).not.toEqual([]);
    expect(read.at(-1)).toBe('b');
  });
  test('text that only looks like a here-document counts as code', () => {
    expect(opaque(`echo '<<E'\n${'echo a\n'.repeat(10_000)}E\n`)).toEqual(['limit']);
    expect(opaque(`# <<E\n${'echo a\n'.repeat(10_000)}E\n`)).toEqual(['limit']);
  });
});

describe('spans', () => {
  const spans = (script: string): readonly string[] =>
    invocations(script).flatMap(({ argv }) => argv.map(({ span }) => script.slice(span.start, span.end)));
  test('a word knows where it was written', () => {
    expect(spans('a=rm; $a -rf "x y"')).toEqual(['$a', '-rf', '"x y"']);
    expect(spans("eval 'rm x'")).toEqual(['eval', "'rm x'", "'rm x'", "'rm x'"]);
    expect(spans('ls {a,b}')).toEqual(['ls', '{a,b}', '{a,b}']);
  });
});

describe('code with holes', () => {
  const code = (...parts: Parameters<typeof wordOf>[0]): readonly string[] =>
    written(stepsOfCode(wordOf(parts, { start: 0, end: 0 })));
  test('a value of the environment is taken as data', () => {
    expect(code('rm -rf ', { hole: 'unknown', why: '$DIR' })).toEqual(['rm -rf $DIR…']);
    expect(code('cd "', { hole: 'unknown', why: '$DIR' }, '" && ls')).toEqual(['cd $DIR', 'ls']);
    expect(code("rm '", { hole: 'unknown', why: '$DIR' }, "/x'")).toEqual(['rm $DIR/x']);
  });
  test('the output of a command may be code', () => {
    const output = invocations('curl u');
    expect(code('echo ', { hole: 'unknown', why: '$(curl u)', output })).toEqual([
      '?code echo $(curl u)',
      'echo $(curl u)…',
    ]);
    expect(code({ hole: 'unknown', why: '$CMD' })).toEqual(['?code $CMD']);
  });
  test('a hole as the program', () => {
    expect(code({ hole: 'unknown', why: '$CMD' }, ' x')).toEqual(['?program $CMD', '$CMD… x']);
  });
  test('known text needs no marks', () => {
    expect(written(stepsOfCode(literal('rm x')))).toEqual(['rm x']);
    expect(written(stepsOfCode(unknownWord('$(curl u)')))).toEqual(['?code $(curl u)']);
  });
});

describe('state', () => {
  test('a snapshot does not change afterwards', () => {
    const [a, , b] = invocations('x=1; a; x=2; cd /tmp; b').filter(({ argv }) => argv.length > 0);
    expect(a?.state.variable('x')).toMatchObject({ parts: ['1'] });
    expect(b?.state.variable('x')).toMatchObject({ parts: ['2'] });
    expect([a?.state.cwd.parts, b?.state.cwd.parts]).toEqual([['/home/dev/project'], ['/tmp']]);
  });
  test('exported variables and functions are there for children', () => {
    const [last] = invocations('export A=1; B=2; f() { rm x; }; export -f f; C=3 bash').slice(-1);
    expect([...(last?.state.exported ?? [])].toSorted()).toEqual(['A', 'BASH_FUNC_f%%', 'C']);
    expect(last?.state.variable('BASH_FUNC_f%%')).toMatchObject({ parts: ['() { rm x; }'] });
    expect(last?.state.variable('B')).toMatchObject({ parts: ['2'] });
    expect(last?.state.variable('NEVER')).toBeNull();
  });
  test('a child shell gets them', async () => {
    const { readScript } = await import('../../src/shell/read-script.ts');
    const { readerOf, start } = await import('./read.ts');
    const [last] = invocations('export A=1; f() { rm $A; }; export -f f; bash').slice(-1);
    expect(written(readScript('f; echo $A', { ...start, depth: 1, inherited: last!.state }, readerOf()))).toEqual([
      'rm 1',
      'echo 1',
    ]);
  });
  test('two possible directories are two invocations', () => {
    const directories = invocations('if a; then cd /x; else cd /y; fi; rm z').filter((one) => text(one) === 'rm z');
    expect(directories.map(({ state }) => state.cwd.parts)).toEqual([['/x'], ['/y']]);
  });
});
