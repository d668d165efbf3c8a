import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { analyse } from '../../../src/analysis/analyse.ts';
import { makeFacts } from '../../../src/facts/facts.ts';
import { recordedWorld } from '../../../src/facts/recorded-world.ts';
import { exampleWorld } from '../../../src/policy/example-world.ts';

const known = ['silent.txt', 'asked.txt', 'denied.txt'].flatMap((file) =>
  readFileSync(new URL(file, import.meta.url), 'utf8')
    .trimEnd()
    .split('\n%%\n'),
);

/** How many effects a call of the PowerShell tool has. */
function effects(command: string): number {
  const event = {
    agent: 'test',
    event: 'PreToolUse',
    tool: 'PowerShell',
    call: { kind: 'shell', command, dialect: 'powershell' },
    cwd: exampleWorld.cwd ?? null,
    mode: 'default',
    session: '',
    subagent: '',
  } as const;
  return analyse(event, makeFacts(recordedWorld(exampleWorld)), { tick: () => undefined }).effects.length;
}

const script = fc.constantFrom(...known);
const odd = fc.constantFrom(
  '',
  '"',
  "'",
  '`',
  '$(',
  '@{',
  '@"\n',
  '{',
  '}',
  '(',
  ')',
  '[',
  '<#',
  '#',
  '|',
  '&',
  ';',
  '%',
  '^',
  '--%',
  '$',
  '::',
  '..',
  ',',
  '\n',
  '\0',
  '\ue000',
);

describe('whatever stands in the text, it is read without an exception', () => {
  test('commands cut short and continued by others', () => {
    fc.assert(
      fc.property(script, script, fc.nat(), fc.nat(), odd, (one, other, from, to, between) => {
        const mixed = one.slice(0, from % (one.length + 1)) + between + other.slice(to % (other.length + 1));
        expect(effects(mixed)).toBeGreaterThanOrEqual(0);
      }),
      { numRuns: 400, seed: 18 },
    );
  });

  test('lines of cmd.exe', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(
            odd,
            fc.constantFrom(
              'rd',
              ' /s',
              ' a',
              'for %i in (a b) do ',
              'if exist a ',
              'set x=1',
              '%x%',
              'echo ',
              'call ',
              '>',
              ' else ',
            ),
          ),
          { maxLength: 30 },
        ),
        (pieces) => {
          expect(effects(`cmd /c '${pieces.join('').replaceAll("'", '')}'`)).toBeGreaterThan(0);
        },
      ),
      { numRuns: 400, seed: 18 },
    );
  });
});

describe('what is built to take long does not', () => {
  test.each([
    ['text that doubles', "$a = 'x' * 1000; 1..64 | % { $a = $a + $a }; rm $a"],
    ['loops in loops', '1..60 | % { 1..60 | % { 1..60 | % { rm $_ } } }'],
    ['functions that call each other', 'function f { g; g }; function g { f; f }; f'],
    ['blocks in blocks', '& {'.repeat(5000) + 'rm x' + '}'.repeat(5000)],
    ['open parentheses', '('.repeat(20_000)],
    ['one comma after the other', `echo ${'a,'.repeat(20_000)}b`],
    ['text that runs itself', "$x = 'iex $x'; iex $x"],
    ['a pattern that backtracks', "('a' * 50) -replace '(a+)+$', 'b'"],
    ['variables that double in cmd', `cmd /c "set a=%a%%a%${'& call set a=%a%%a%'.repeat(100)}"`],
    ['loops in loops of cmd', `cmd /c "${'for %i in (a b c d) do '.repeat(500)}del %i"`],
  ])('%s', (_, command) => {
    const before = performance.now();
    expect(effects(command)).toBeGreaterThan(0);
    expect(performance.now() - before).toBeLessThan(6000);
  });
});
