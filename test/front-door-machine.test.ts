import { spawn, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { builtProgram } from './fixtures/built.ts';

const scratch = mkdtempSync(join(tmpdir(), 'blastgate-machine-'));
const home = join(scratch, 'home');
const project = join(home, 'project');
let program = '';
beforeAll(() => {
  program = builtProgram();
  mkdirSync(project, { recursive: true });
}, 120_000);
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const event = (command: string): string =>
  JSON.stringify({
    hook_event_name: 'PreToolUse',
    cwd: project,
    permission_mode: 'default',
    tool_name: 'Bash',
    tool_input: { command },
  });
const denied = event('rm -rf ~/');
const asked = event('git push origin main');
const silent = event('ls');

/** The built hook, started by bash with something in front and behind; what it answered. */
function answered(input: string, { before = '', behind = '', env = {}, file = program } = {}) {
  const command = `cd "$2" || exit 99; ${before} exec "$0" "$1" hook ${behind}`;
  const { status, signal, stdout, stderr } = spawnSync('bash', ['-c', command, process.execPath, file, project], {
    input,
    encoding: 'utf8',
    timeout: 60_000,
    env: { HOME: home, PATH: '/usr/bin:/bin', CLAUDE_PROJECT_DIR: project, ...env },
  });
  expect(stderr).not.toMatch(/^ +at |node:internal/m);
  const decision = /"permissionDecision":"(\w+)"/.exec(stdout)?.[1] ?? (stdout === '' ? 'none' : stdout);
  return { decision, code: status ?? signal, stderr };
}

const places = {
  user: join(home, '.config/blastgate/policy.yaml'),
  project: join(project, '.blastgate.yaml'),
};

describe.each(Object.entries(places))('a policy file of the %s that is', (_, place) => {
  /** With something at the policy's place, what comes of a call it would govern. */
  function governed(make: (path: string) => void, input = silent) {
    mkdirSync(dirname(place), { recursive: true });
    make(place);
    try {
      return answered(input);
    } finally {
      rmSync(place, { recursive: true, force: true });
    }
  }
  const text = (content: string | Uint8Array) => (path: string) => writeFileSync(path, content);
  const laughs = [
    'a: &a [x,x,x,x,x,x,x,x,x]',
    ...'bcdefghi'
      .split('')
      .map((name, index) => `${name}: &${name} [${Array.from({ length: 9 }, () => `*${'abcdefgh'[index]}`).join()}]`),
  ];

  it.each<[string, (path: string) => void]>([
    ['a link to itself', (path) => symlinkSync(path, path)],
    ['a FIFO', (path) => void spawnSync('mkfifo', [path])],
    ['a directory', (path) => mkdirSync(path)],
    ['a device without end', (path) => symlinkSync('/dev/zero', path)],
    ['larger than any policy', text('# x\n'.repeat(5_000_000))],
    ['a bomb of anchors', text(`${laughs.join('\n')}\nrules: *i\n`)],
    ['an anchor of itself', text('rules: &r [*r]\n')],
    ['tagged', text('rules: !!js/function "x"\n')],
    ['full of prototypes', text('__proto__: { outcome: none }\nconstructor: {}\nrules: []\n')],
    ['twice the same key', text('rules: []\nrules: []\n')],
    ['indented by tabs', text('rules:\n\t- id: x\n')],
    ['not UTF-8', text(Uint8Array.of(0xff, 0xfe, 0, 0x72))],
    ['UTF-16', text(Buffer.from('rules: []\n', 'utf16le'))],
    ['ended by a NUL', text('rules: []\n\0')],
    ['two documents', text('rules: []\n---\nrules: []\n')],
    ['a hundred thousand open brackets', text('['.repeat(100_000))],
    ['twenty thousand open braces', text('{a: '.repeat(20_000))],
    ['fifty thousand nested lists', text('- '.repeat(50_000))],
  ])('%s is asked about', { timeout: 60_000 }, (_name, make) => {
    expect(governed(make)).toEqual({ decision: 'ask', code: 0, stderr: '' });
    expect(governed(make, denied)).toMatchObject({ decision: 'deny', code: 2 });
  });

  it.each<[string, string]>([
    ['empty', ''],
    ['a comment', '# nothing\n'],
    ['marked by its byte order', '\ufeffrules: []\n'],
    ['of another system', 'rules: []\r\n'],
  ])('%s is read', { timeout: 60_000 }, (_name, content) => {
    expect(governed(text(content))).toEqual({ decision: 'none', code: 0, stderr: '' });
  });
});

describe('a question that nobody hears is a denial', () => {
  it.each([
    ['closed', '>&-'],
    ['closed, as is standard error', '>&- 2>&-'],
    ['the null device', '>/dev/null'],
    ['full', '>/dev/full'],
    ['open for reading only', '1</dev/null'],
  ])('standard output is %s', (_, behind) => {
    expect(answered(asked, { behind })).toMatchObject({ decision: 'none', code: 2 });
    expect(answered(silent, { behind })).toMatchObject({ decision: 'none', code: 0 });
  });
  it('the reader has gone away', () => {
    const { stdout } = spawnSync(
      'bash',
      ['-c', '"$0" "$1" hook <<< "$2" | true; echo ${PIPESTATUS[0]}', process.execPath, program, asked],
      {
        encoding: 'utf8',
        env: { HOME: home, PATH: '/usr/bin:/bin' },
      },
    );
    expect(stdout).toBe('2\n');
  });
});

describe('a machine with little or odd things in it', () => {
  it.each([
    ['no core files', 'ulimit -c 0;'],
    ['no file may be written', 'ulimit -f 0;'],
    ['a small stack', 'ulimit -s 512;'],
    ['five seconds of processor time', 'ulimit -t 5;'],
    ['no permission for new files', 'umask 777;'],
    ['signals ignored', "trap '' PIPE TERM INT HUP;"],
  ])('%s: it denies', (_, before) => {
    expect(answered(denied, { before })).toMatchObject({ decision: 'deny', code: 2 });
  });

  it.each<[string, Readonly<Record<string, string>>]>([
    ['a home that is a file', { HOME: '/etc/passwd' }],
    ['a home that is not there', { HOME: '/nonexistent' }],
    ['a home that is the root', { HOME: '/' }],
    ['a home that moves with the process', { HOME: '/proc/self/cwd' }],
    ['a home with a line break', { HOME: '/a\nb' }],
    ['a home of a hundred kilobytes', { HOME: `/${'a'.repeat(100_000)}` }],
    ['a home that is no path', { HOME: 'x' }],
    ['a locale that does not exist', { LC_ALL: 'xx_YY.invalid', LANG: 'tr_TR.UTF-8' }],
    ['a time zone that does not exist', { TZ: 'Nowhere/Bad' }],
    ['no place for temporary files', { TMPDIR: '/nonexistent' }],
    ['a project that is not there', { CLAUDE_PROJECT_DIR: '/nonexistent' }],
    ['a project that is the root', { CLAUDE_PROJECT_DIR: '/' }],
  ])('%s: the root is still not deleted', (_, env) => {
    expect(answered(event('rm -rf /'), { env })).toMatchObject({ decision: 'deny', code: 2 });
  });

  it('a writer that pauses between the bytes', async () => {
    const child = spawn(process.execPath, [program], { env: { HOME: home, PATH: '/usr/bin:/bin' } });
    let stdout = '';
    child.stdout.setEncoding('utf8').on('data', (piece: string) => (stdout += piece));
    const closed = new Promise((done) => child.on('close', done));
    for (let at = 0; at < denied.length; at += 40) {
      child.stdin.write(denied.slice(at, at + 40));
      await new Promise((next) => setTimeout(next, 40));
    }
    expect(await closed).toBe(2);
    expect(stdout).toContain('"deny"');
  });
});

describe('a code cache that is made anew by ten hooks at once', () => {
  const copy = join(scratch, 'installed');
  const cached = (): readonly string[] =>
    readdirSync(copy)
      .filter((name) => name.startsWith('blastgate.js.') && name !== 'blastgate.js.parts')
      .map((name) => join(copy, name));

  it.each<[string, (path: string) => void]>([
    ['missing', (path) => rmSync(path, { recursive: true })],
    ['cut off', (path) => truncateSync(path, 100)],
    ['empty', (path) => writeFileSync(path, '')],
    [
      'a link to itself',
      (path) => {
        rmSync(path, { recursive: true });
        symlinkSync(path, path);
      },
    ],
    [
      'a FIFO',
      (path) => {
        rmSync(path, { recursive: true });
        spawnSync('mkfifo', [path]);
      },
    ],
  ])('%s: every one of them blocks', { timeout: 120_000 }, async (_, spoil) => {
    rmSync(copy, { recursive: true, force: true });
    cpSync(dirname(program), copy, { recursive: true });
    for (const path of cached()) spoil(path);
    const codes = await Promise.all(
      Array.from(
        { length: 10 },
        () =>
          new Promise((done) => {
            const child = spawn(process.execPath, [join(copy, 'blastgate.js')], {
              env: { HOME: home, PATH: '/usr/bin:/bin' },
              stdio: ['pipe', 'ignore', 'pipe'],
            });
            let stderr = '';
            child.stderr.setEncoding('utf8').on('data', (piece: string) => (stderr += piece));
            child.on('close', (code) => done(/^ +at /m.test(stderr) ? stderr : code));
            child.stdin.end(denied);
          }),
      ),
    );
    expect(codes).toEqual(Array.from({ length: 10 }, () => 2));
    expect(answered(denied, { file: join(copy, 'blastgate.js') })).toMatchObject({ decision: 'deny', code: 2 });
  });
});
