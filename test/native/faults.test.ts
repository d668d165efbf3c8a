import { spawn, spawnSync, type SpawnSyncOptions } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { isBuilt, native } from './built.ts';

const scratch = mkdtempSync(join(tmpdir(), 'blastgate-native-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const event = (command: string): string =>
  JSON.stringify({
    hook_event_name: 'PreToolUse',
    session_id: 's',
    cwd: '/tmp',
    permission_mode: 'default',
    tool_name: 'Bash',
    tool_input: { command },
  });

interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function ended(file: string, args: readonly string[], options: SpawnSyncOptions): Ended {
  const { status, stdout, stderr } = spawnSync(file, [...args], {
    cwd: scratch,
    env: { HOME: '/home/me' },
    ...options,
  });
  return { status, stdout: String(stdout), stderr: String(stderr) };
}

const hook = (input: string, options: SpawnSyncOptions = {}): Ended => ended(native, [], { input, ...options });

/** Blocked, with one line that says why. */
function expectBlocked({ status, stdout, stderr }: Ended, why: RegExp): void {
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(stderr).toMatch(/^blastgate: [^\n]*; the call is blocked\n$/);
  expect(stderr).toMatch(why);
}

/** Starts the hook on a pipe that stays open, and does something to it. */
async function open(input: string, then: (kill: (signal: NodeJS.Signals) => void) => void): Promise<Ended> {
  const child = spawn(native, [], { cwd: scratch, env: { HOME: '/home/me' } });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (piece) => (stdout += piece));
  child.stderr.on('data', (piece) => (stderr += piece));
  child.stdin.on('error', () => undefined);
  child.stdin.write(input);
  await new Promise((next) => child.once('spawn', next));
  setTimeout(() => then((signal) => child.kill(signal)), 300);
  const status = await new Promise<number | null>((done) => child.on('close', done));
  child.stdin.destroy();
  return { status, stdout, stderr };
}

describe.skipIf(!isBuilt)('the native hook blocks', { timeout: 30_000 }, () => {
  it('when standard input stays silent, within its own deadline', async () => {
    const started = performance.now();
    expectBlocked(await open('', () => undefined), /no decision within 2000 ms/);
    expect(performance.now() - started).toBeGreaterThan(1900);
    expect(performance.now() - started).toBeLessThan(8000);
  });

  it('when standard input stops in the middle', async () => {
    expectBlocked(await open(event('ls').slice(0, 40), () => undefined), /no decision within 2000 ms/);
  });

  it('but answers at the end of the document, without waiting for the end of the input', async () => {
    const { status, stdout } = await open(event('git push --force origin main'), () => undefined);
    expect(status).toBe(2);
    expect(stdout).toContain('"deny"');
  });

  it.each(['SIGSEGV', 'SIGBUS', 'SIGFPE', 'SIGILL', 'SIGABRT', 'SIGSYS', 'SIGTRAP'] as const)(
    'when it crashes (%s)',
    async (signal) => {
      expectBlocked(await open('', (kill) => kill(signal)), /internal error/);
    },
  );

  it('when standard input is closed or cannot be read', () => {
    expect(ended('/bin/sh', ['-c', `exec ${native} <&-`], {}).status).toBe(2);
    expect(ended('/bin/sh', ['-c', `exec ${native} < /`], {}).status).toBe(2);
  });

  it('when its answer cannot be written', () => {
    const input = event('git push --force');
    expect(ended('/bin/sh', ['-c', `exec ${native} >&-`], { input }).status).toBe(2);
    expect(ended('/bin/sh', ['-c', `exec ${native} > /dev/full`], { input }).status).toBe(2);
  });

  it('when memory runs out', () => {
    const large = event(`echo ${'x'.repeat(8_000_000)}`);
    for (const kilobytes of [16_000, 24_000, 40_000]) {
      const { status, stderr } = ended('/bin/sh', ['-c', `ulimit -v ${kilobytes}; exec ${native}`], { input: large });
      expect({ kilobytes, status }).toEqual({ kilobytes, status: 2 });
      expect(stderr).toMatch(/^[^\n]*blocked\n$/);
    }
  });

  it.each([128, 256, 1024, 8192])(
    'and does not let through what it cannot read, with a stack of %d kB',
    (kilobytes) => {
      const nested = event(`${'$('.repeat(3000)}rm -rf ~${')'.repeat(3000)}`);
      const { status, stdout } = ended('/bin/sh', ['-c', `ulimit -s ${kilobytes}; exec ${native}`], { input: nested });
      expect(status === 2 || stdout.includes('"ask"'), `${status} ${stdout}`).toBe(true);
    },
  );

  it('when the arguments are none of ours', () => {
    expect(ended(native, ['hok'], {}).status).toBe(2);
    expect(ended(native, ['hook', 'more'], {}).status).toBe(2);
  });
});

describe.skipIf(!isBuilt)('no environment changes what the native form says', () => {
  writeFileSync(join(scratch, 'evil.so'), 'not a library');
  writeFileSync(join(scratch, 'evil.js'), 'process.exit(0)');
  const hostile: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    'options of Node': { NODE_OPTIONS: `--require ${scratch}/evil.js`, NODE_PATH: scratch, NODE_DEBUG: '*' },
    'options of bun': { BUN_OPTIONS: `--preload ${scratch}/evil.js`, BUN_BE_BUN: '1' },
    'the loader': { LD_PRELOAD: `${scratch}/evil.so`, LD_LIBRARY_PATH: scratch, LD_AUDIT: `${scratch}/evil.so` },
    'the loader, which only looks': {
      LD_TRACE_LOADED_OBJECTS: '1',
      LD_DEBUG: 'all',
      LD_BIND_NOW: '1',
      LD_VERBOSE: '1',
    },
    'the C library': {
      GLIBC_TUNABLES: 'glibc.malloc.check=3',
      MALLOC_TRACE: `${scratch}/trace`,
      MALLOC_ARENA_MAX: '1',
    },
    paths: {
      PATH: scratch,
      TMPDIR: scratch,
      XDG_CONFIG_HOME: scratch,
      LOCPATH: scratch,
      TZDIR: scratch,
      TZ: `:${scratch}/evil.so`,
    },
    language: { LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8', LANGUAGE: 'tr' },
  };
  it.each(Object.keys(hostile))('%s', (name) => {
    for (const command of ['git push --force origin main', 'ls -la', 'rm -rf $UNSET_DIRECTORY/x']) {
      const input = event(command);
      expect(hook(input, { env: { HOME: '/home/me', ...hostile[name] } })).toEqual(hook(input));
    }
  });

  it('it is static: nothing is loaded into it', () => {
    const bytes = readFileSync(native);
    const [headers, size, count] = [Number(bytes.readBigUInt64LE(32)), bytes.readUInt16LE(54), bytes.readUInt16LE(56)];
    const types = Array.from({ length: count }, (_, index) => bytes.readUInt32LE(headers + index * size));
    const [PT_DYNAMIC, PT_INTERP] = [2, 3];
    expect(types).not.toContain(PT_DYNAMIC);
    expect(types).not.toContain(PT_INTERP);
  });

  it('nothing of the machine it was built on is in it', () => {
    const text = readFileSync(native).toString('latin1');
    expect(text).not.toContain(process.cwd());
    expect(text).not.toContain('node_modules/.cache');
  });
});
