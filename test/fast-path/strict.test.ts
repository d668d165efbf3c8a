import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { plainCall } from '../../src/fast-path/plain-call.ts';
import { recordedWorld } from '../../src/facts/recorded-world.ts';
import { exampleWorldWith } from '../../src/policy/example-world.ts';
import type { WorldDescription } from '../../src/world.ts';
import { lookIn } from './first-look.ts';

// What is not plain although it is nearly so: what shells other than bash make of it, and what programs do beyond looking.

const project = '/home/dev/project';
const document = (tool: string, input: object, more: object = {}) => ({
  hook_event_name: 'PreToolUse',
  cwd: project,
  tool_name: tool,
  tool_input: input,
  ...more,
});

/** Where a source file and a file are links to secrets. */
const links = {
  foo: 'x',
  'foo.ts': { link: '.env' },
  'src/b.ts': { link: '../.env' },
  lnk: { link: '/home/dev/.aws' },
};
const passes = (call: object, changes: WorldDescription = {}): boolean =>
  plainCall(call, lookIn(recordedWorld(exampleWorldWith({ files: links, ...changes })))) !== undefined;
const isPlain = (command: string): boolean => passes(document('Bash', { command }));

describe('commands', () => {
  it.each([
    [
      'variables of zsh that are lists of directories',
      ['for path in src; do ls; done', 'read -r cdpath', 'for histchars in a; do ls; done'],
    ],
    [
      'what zsh calculates',
      [
        'echo $PWD[x]',
        'for f in a; do echo "$f[PATH=5]"; done',
        'echo $PWD:F:f:h',
        'echo "$?[x]"',
        'echo $#$(ls)',
        "[ -t 'a[x]' ]",
        "printf %d 'a[x]'",
      ],
    ],
    [
      'what bash calculates',
      [
        'printf "$(ls)" x',
        'printf $(ls) x',
        'printf -v x y',
        'test "$(ls)" x',
        '[ $(ls) = x ]',
        '[ -v x ]',
        "printf 'x%n' PATH",
      ],
    ],
    [
      'words that parsers take for keywords',
      ['for "f" in a; do ls; done', 'for f "in" a; do ls; done', 'echo $(ls case)', 'ls }'],
    ],
    ['braces without end', ['echo {1..100000000}', `echo ${'{a,b,c,d,e,f,g,h,i}'.repeat(3)}`, 'ls {a,{1..9}}']],
    [
      'files that hold names',
      [
        'wc --files0-from=.env',
        'du --files0-f=.env',
        'wc $(ls)',
        'wc *',
        'wc "$(ls)"',
        'ls | xargs wc',
        'find . | xargs wc --files0-from=x',
        'find . | while read -r f; do echo --files0-from=.env; done | xargs wc',
        'echo --files0-from=.env | while true; do xargs wc; done',
        'echo --files0-from=.env | echo $(xargs wc)',
        'if ls; then ls; fi | xargs wc',
      ],
    ],
    [
      'options of xargs',
      [
        'xargs -0a.env ls',
        'xargs -a .env ls',
        'ls | xargs -I ls ls',
        'ls | xargs -Il ls',
        'ls | xargs - ls',
        'ls | xargs -n ls ls',
      ],
    ],
    [
      'code of awk',
      [
        `awk '/"/{system("./a")}/"/' README.md`,
        "awk --include=x.awk '{print}' README.md",
        'sed --include=x p README.md',
      ],
    ],
    [
      'options of git that write',
      [
        'git diff -U --output=x',
        'git $?-C src status',
        'git log --oneline --format=--output=x | while read -r f; do git diff "$f"; done',
        'git log --oneline -p | while read -r f; do git diff "$f"; done',
        'git log --oneline | cut -c9- | while read -r f; do git show "$f"; done',
        'git log --oneline | tr -d 0-9a-f | while read -r f; do git show "$f"; done',
        'git log --oneline | wc -l | while read -r f; do git show "$f"; done',
        'git log --oneline | sed -n 1,5p | while read -r f; do git show "$f"; done',
        'git log --oneline | grep -o -- foo | while read -r f; do git diff "$f"; done',
        'git log --oneline | head README.md | while read -r f; do git diff "$f"; done',
        'git log --oneline | tail -c 9 | while read -r f; do git diff "$f"; done',
        'git diff log --oneline | while read -r f; do git diff "$f"; done',
        'git log --oneline | while read -r a f; do git diff "$f"; done',
        'git log -n --output=x',
        'git log -- --output x',
        'git ls-files | while read -r f; do git log "$f"; done',
      ],
    ],
    [
      'what git would show',
      [
        'git show HEAD:server.pem',
        'git show :0:a.p12',
        'git log -p -- server.key',
        'for f in HEAD:a.pem; do git show "$f"; done',
        'git log -L1,5:a.ts',
      ],
    ],
    [
      'values that are options',
      [
        'sort -t -o README.md',
        'grep --exclude abc . .',
        'rg --type rust .',
        "awk '{print}' -F server.pem",
        "awk '{print}' -F foo",
        'head -n foo',
      ],
    ],
    ['files by a pattern that may be links', ["rg -g '*.ts' foo", "grep -rn --include='*.ts' foo src"]],
    [
      'paths that are written otherwise',
      [
        'cat //etc/x.yaml',
        'cat /./etc/x.yaml',
        'cat ///proc/x.md',
        'cd / && cat etc/x.yaml',
        'cd /. && cat etc/x.yaml',
        'cd // && cat etc/x.yaml',
        'cd / && git diff -- appdata/x.md',
        'cd / && grep -rn foo proc',
        'git -C / diff etc/x.md',
        'git diff appdata/x',
      ],
    ],
  ])('%s', (_, commands) => expect(commands.filter(isPlain)).toEqual([]));

  it('the pipeline that the bench measures is plain, once and a hundred times, from the root and from a project', () => {
    const call = JSON.parse(readFileSync('scripts/bench/pipeline.json', 'utf8')) as {
      readonly tool_input: { readonly command: string };
    };
    const { command } = call.tool_input;
    for (const text of [command, `${command}\n`.repeat(100)]) {
      expect(passes({ ...call, tool_input: { command: text } })).toBe(true);
      expect(isPlain(text)).toBe(true);
    }
  });

  it('what is next to them is plain', () => {
    const commands = [
      'for f in a; do echo "$f" ${f}[1] "$f: $?"; done',
      'if [ -f x ] && [ "$(pwd)" = / ] || [ ! -d src ]; then ls; fi',
      'printf \'%s %-5s%%\\n\' "$(pwd)" x',
      'ls src/{a,b}.ts {}',
      'wc -l src/*.ts README.md | sort -n',
      'find . -name x -print0 | xargs -0 -n 5 wc -l',
      'find src | xargs -I {} basename {}',
      `awk '{print $1 / 2, "a"}' README.md`,
      'git diff -U3 main..topic -- src/app.ts && git show v1.2:src/app.ts',
      'for f in src README.md; do git log "$f"; done',
      'git log --oneline -5 main | head -n 3 | while read -r h rest; do git show "$h"; done',
      'grep -rn -A 3 --exclude-dir=dist foo src',
    ];
    expect(commands.filter((command) => !isPlain(command))).toEqual([]);
  });
});

describe('searches', () => {
  it.each([
    ['Glob', { pattern: '**/*.{ts,tsx}' }, true],
    ['Glob', { pattern: 'src/**' }, true],
    ['Glob', { pattern: '**/*' }, true],
    ['Glob', { pattern: '*.ts' }, false],
    ['Glob', { pattern: 'lnk/**' }, false],
    ['Glob', { pattern: '**/*.pfx' }, false],
    ['Glob', { pattern: '**/*.{ts,pfx}' }, false],
    ['Grep', { pattern: 'TODO', glob: '**/*.ts', output_mode: 'content' }, true],
    ['Grep', { pattern: 'TODO', glob: 'foo*' }, false],
    ['Grep', { pattern: '...' }, false],
    ['Grep', { pattern: 'TODO', output_mode: 5 }, false],
  ])('%s %j', (tool, input, expected) => expect(passes(document(tool, input))).toBe(expected));

  it('not in a place that is not plain itself', () => {
    const cwd = '/home/dev/.aws';
    for (const [tool, pattern] of [
      ['Glob', '**/*.ts'],
      ['Grep', 'TODO'],
    ] as const)
      expect(passes(document(tool, { pattern }, { cwd }))).toBe(false);
  });
});

describe('documents', () => {
  it.each([
    ['a server', { mcp_server: 5 }],
    ['a mode that is no text', { permission_mode: 5 }],
    ['a session that is no text', { session_id: {} }],
    ['another event', { hook_event_name: 'PostToolUse' }],
    ['no directory', { cwd: undefined }],
    ['a directory that leads back up', { cwd: `${project}/../other` }],
  ])('%s', (_, more) => {
    expect(passes(document('Bash', { command: 'ls' }))).toBe(true);
    expect(passes(document('Bash', { command: 'ls' }, more))).toBe(false);
  });

  it('a project that leads back up, or that cannot be looked at', () => {
    const call = document('Bash', { command: 'ls' });
    const look = lookIn(recordedWorld(exampleWorldWith({})));
    expect(plainCall(call, { ...look, env: () => `${project}/../other` })).toBeUndefined();
    expect(plainCall(call, { ...look, env: () => undefined, lstat: () => ({ kind: 'denied' }) })).toBeUndefined();
  });
});
