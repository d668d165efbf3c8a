import { spawnSync } from 'node:child_process';
import { createWriteStream, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { run } from '../src/cli/replay.ts';
import { builtProgram } from './fixtures/built.ts';
import { recordedHost, type Written } from './recorded-host.ts';

const scratch = mkdtempSync(join(tmpdir(), 'blastgate-replay-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));
let program = '';
beforeAll(() => {
  program = builtProgram();
}, 120_000);

interface Surroundings {
  readonly input?: string | Buffer;
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** `blastgate replay` as a process of its own, with almost nothing in its environment. */
function replay(args: readonly string[], { input = '', cwd = process.cwd(), env = {} }: Surroundings = {}) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, 'replay', ...args], {
    input,
    cwd,
    env: { HOME: scratch, PATH: '/usr/bin:/bin', ...env },
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  return { status, stdout, stderr };
}

function lines(...cases: readonly unknown[]): string {
  return `${cases.map((each) => (typeof each === 'string' ? each : JSON.stringify(each))).join('\n')}\n`;
}

const world = { home: '/home/dev', project: '/home/dev/project', branch: 'topic', env: {} };
const bash = (command: string, more: object = {}) => ({ tool_name: 'Bash', tool_input: { command }, world, ...more });

describe('the recorded calls', () => {
  it.each([
    ['attacks', 'every one is stopped, as strictly as it must be'],
    ['everyday', 'none is denied, and only what says why is asked about'],
  ])(
    '%s: %s',
    (name) => {
      const { status, stdout, stderr } = replay([`fixtures/${name}.jsonl`]);
      expect({ failures: stdout.split('\n').filter((line) => line.startsWith('FAIL')), stderr, status }).toEqual({
        failures: [],
        stderr: '',
        status: 0,
      });
      expect(stdout).toMatch(/^\d+ cases: .*; none failed\n$/);
    },
    60_000,
  );
});

describe('replay', () => {
  it('passes when every expectation holds', () => {
    const input = lines(
      bash('rm -rf /', { expect: 'deny', rule: 'filesystem/delete-root' }),
      bash('ls', { expect: 'none' }),
    );
    expect(replay(['-'], { input })).toEqual({
      status: 0,
      stdout: '2 cases: 1 deny, 0 ask, 0 allow, 1 none; none failed\n',
      stderr: '',
    });
  });

  it('names each failure with file, line, id and what came instead', () => {
    const file = join(scratch, 'wrong.jsonl');
    writeFileSync(
      file,
      lines(
        bash('ls'),
        bash('rm -rf /', { id: 'root', expect: 'none' }),
        bash('git push -f', { rule: 'git/reset-hard' }),
      ),
    );
    const { status, stdout } = replay([file]);
    expect(status).toBe(1);
    expect(stdout.split('\n')).toEqual([
      expect.stringMatching(`^FAIL ${file}:2 root: expected none, got deny \\(filesystem/delete-root\\b`),
      `FAIL ${file}:3 3: expected the rule git/reset-hard, got git/force-push`,
      '3 cases: 2 deny, 0 ask, 0 allow, 1 none; 2 failed',
      '',
    ]);
  });

  it('--json prints one line a case, and failures beside it', () => {
    const input = lines(bash('git push -f', { id: 'push', expect: 'ask' }), bash('ls'));
    const { status, stdout, stderr } = replay(['--json', '-'], { input });
    expect(status).toBe(1);
    expect(
      stdout
        .trim()
        .split('\n')
        .map((line): unknown => JSON.parse(line)),
    ).toEqual([
      { id: 'push', outcome: 'deny', rules: ['git/force-push'], ms: expect.any(Number) },
      { id: '2', outcome: 'none', rules: [], ms: expect.any(Number) },
    ]);
    expect(stderr).toBe('standard input:1: push: expected ask, got deny (git/force-push)\n');
  });

  it('counts a malformed line as denied and as a failure, and goes on', () => {
    const broken = [
      '{',
      '[]',
      '"x"',
      { tool_name: 'Bash', tool_input: { command: 7 } },
      { tool_input: {} },
      bash('ls', { expect: 'maybe' }),
      bash('ls', { world: { home: 7 } }),
      bash('ls', { world: { files: { a: 1 } } }),
    ];
    const { status, stdout } = replay(['--json', '-'], { input: lines(...broken, bash('ls')) });
    expect(status).toBe(1);
    const outcomes = stdout
      .trim()
      .split('\n')
      .map((line) => (JSON.parse(line) as { outcome: string }).outcome);
    expect(outcomes).toEqual([...broken.map(() => 'deny'), 'none']);
    expect(replay(['-'], { input: lines(...broken) }).stdout).toContain(
      `${broken.length} cases: ${broken.length} deny, 0 ask, 0 allow, 0 none; ${broken.length} failed`,
    );
  });

  it('counts a line that is not UTF-8 or far too long likewise', () => {
    const input = Buffer.concat([
      Buffer.from([0xff, 0x0a]),
      Buffer.alloc(17 << 20, 0x20),
      Buffer.from(`\n${lines(bash('ls'))}`),
    ]);
    const { status, stdout, stderr } = replay(['--json', '-'], { input });
    expect({ status, outcomes: stdout.match(/"outcome":"\w+"/g) }).toEqual({
      status: 1,
      outcomes: ['"outcome":"deny"', '"outcome":"deny"', '"outcome":"none"'],
    });
    expect(stderr).toMatch(/:1: .*UTF-8[\s\S]*:2: .*longer/);
  });

  it('reads raw hook documents; one of another event is none', () => {
    const sample = readFileSync('fixtures/hook/sample-PreToolUse.Bash/stdin', 'utf8').trim();
    const other = readFileSync('fixtures/hook/sample-PostToolUse.Bash/stdin', 'utf8').trim();
    expect(replay(['--json', '-'], { input: lines(sample, other) }).stdout.match(/"outcome":"\w+"/g)).toEqual([
      '"outcome":"none"',
      '"outcome":"none"',
    ]);
  });

  it('takes several files, the last line with or without its end, and blank lines', () => {
    const [one, two] = [join(scratch, 'one.jsonl'), join(scratch, 'two.jsonl')];
    writeFileSync(one, `${JSON.stringify(bash('ls'))}\r\n\n  \n${JSON.stringify(bash('pwd'))}`);
    writeFileSync(two, lines(bash('id')));
    expect(replay([one, two]).stdout).toBe('3 cases: 0 deny, 0 ask, 0 allow, 3 none; none failed\n');
    expect(replay(['one.jsonl'], { cwd: scratch }).stdout).toContain('2 cases');
  });

  it('exits 64 where it is not told what to read and 66 where that cannot be read', () => {
    expect(replay([])).toMatchObject({ status: 64, stdout: '', stderr: expect.stringContaining('name a file') });
    expect(replay(['--jsn', '-'])).toMatchObject({
      status: 64,
      stderr: expect.stringContaining('did you mean --json?'),
    });
    expect(replay([join(scratch, 'missing.jsonl')])).toMatchObject({
      status: 66,
      stdout: '',
      stderr: expect.stringContaining('missing.jsonl'),
    });
    expect(replay([scratch])).toMatchObject({ status: 66 });
  });

  it("says a case with what the mode does to ask left out: outcomes are the policy's", () => {
    expect(
      replay(['--json', '-'], { input: lines(bash('git push origin main', { permission_mode: 'dontAsk' })) }).stdout,
    ).toContain('"outcome":"ask"');
  });
});

describe('a case with its world', () => {
  it('is decided the same on every machine: neither home, directory, environment nor policies of this one count', () => {
    const hostile = mkdtempSync(join(scratch, 'hostile-'));
    const policy = "overrides:\n  - { rule: '*', outcome: none, reason: hostile }\n";
    for (const path of ['.config/blastgate/policy.yaml', '.blastgate.yaml', '.git/HEAD', '.kube/config']) {
      const file = join(hostile, path);
      spawnSync('mkdir', ['-p', join(file, '..')]);
      writeFileSync(
        file,
        path.endsWith('yaml') ? policy : path.endsWith('HEAD') ? 'ref: refs/heads/main\n' : 'current-context: prod\n',
      );
    }
    const strip = (text: string) => text.replaceAll(/,"ms":[\d.]+/g, '');
    const file = join(process.cwd(), 'fixtures/attacks.jsonl');
    const here = replay(['--json', file]);
    const there = replay(['--json', file], {
      cwd: hostile,
      env: {
        HOME: hostile,
        CLAUDE_PROJECT_DIR: hostile,
        DATABASE_URL: 'postgres://prod.example.com/app',
        RAILS_ENV: 'production',
        KUBECONFIG: join(hostile, '.kube/config'),
        AWS_PROFILE: 'prod',
        TMPDIR: '/',
        GIT_DIR: '/',
      },
    });
    expect(strip(there.stdout)).toBe(strip(here.stdout));
    expect(there.status).toBe(here.status);
  }, 60_000);

  it('may lie anywhere: links, tracked files and branches are its own', () => {
    const files = {
      '/home/dev/project': null,
      '/home/dev/project/a': { link: '/home/dev/.ssh/id_rsa' },
      '/home/dev/project/src': null,
    };
    const input = lines(
      bash('cat a', { world: { ...world, files } }),
      bash('rm -r src', { world: { ...world, files, tracked: ['src'] } }),
      bash('git push', {
        world: { ...world, branch: 'main', upstream: 'origin/main', protectedBranches: ['main'], remotes: ['origin'] },
      }),
    );
    expect(replay(['--json', '-'], { input }).stdout.match(/"outcome":"\w+"/g)).toEqual([
      '"outcome":"deny"',
      '"outcome":"ask"',
      '"outcome":"ask"',
    ]);
  });
});

describe('a stream of any length', () => {
  const recorded = readFileSync('fixtures/everyday.jsonl', 'utf8').trim().split('\n');

  /** Replays this many cases and gives the peak memory of the process in MB. */
  async function peakMemory(count: number): Promise<number> {
    const file = join(scratch, `${count}.jsonl`);
    const stream = createWriteStream(file);
    for (let from = 0; from < count; from += recorded.length)
      if (!stream.write(`${recorded.slice(0, Math.min(recorded.length, count - from)).join('\n')}\n`))
        await new Promise<void>((resolve) => stream.once('drain', () => resolve()));
    stream.end();
    await finished(stream);
    // The program ends by process.reallyExit, so its peak is told from there.
    const probe = join(scratch, 'probe.cjs');
    writeFileSync(
      probe,
      `const leave = process.reallyExit;
process.reallyExit = (code) => { require('node:fs').writeSync(2, String(process.resourceUsage().maxRSS)); leave.call(process, code); };`,
    );
    const { status, stdout, stderr } = spawnSync(process.execPath, ['--require', probe, program, 'replay', file], {
      encoding: 'utf8',
      env: { HOME: scratch, PATH: '/usr/bin:/bin' },
    });
    rmSync(file);
    expect({ status, stdout }).toEqual({ status: 0, stdout: expect.stringContaining(`${count} cases`) });
    expect(stderr).toMatch(/^\d+$/);
    return Number(stderr) / 1024;
  }

  it('is replayed in the memory of a short one', async () => {
    // Once through the corpus, so that both have loaded the same parts.
    const short = await peakMemory(recorded.length);
    const long = await peakMemory(20_000);
    expect(long).toBeLessThan(short * 1.5 + 20);
  }, 120_000);
});

describe('a case past the deadline', () => {
  it('is denied, as the hook would block it, and the cases after it are decided', () => {
    const written: Written = { stdout: '', stderr: '' };
    const endless = bash(`for i in {1..60}; do for j in {1..60}; do echo $i$j; done; done`, { id: 'endless' });
    const host = recordedHost({}, lines(endless, bash('rm -rf ~', { id: 'next' })), written);
    let at = 0;
    const status = run(['--json', '-'], { ...host, monotonic: () => (at += 1500) });
    const outcomes = written.stdout.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line) as object]));
    expect(outcomes).toMatchObject([
      { id: 'endless', outcome: 'deny', rules: [] },
      { id: 'next', outcome: 'deny', rules: expect.arrayContaining(['filesystem/delete-root']) },
    ]);
    expect(status).toBe(0);
  });
});
