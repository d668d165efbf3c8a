import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { bundleParts } from '../scripts/build/parts.ts';
import { nodeHost as host } from '../src/node-host.ts';

/** The built host as a CommonJS module. */
async function hostCode(): Promise<string> {
  const [core] = await bundleParts('src/node-host.ts');
  return core !== undefined && 'code' in core.content ? core.content.code : '';
}

const scratch = mkdtempSync(join(tmpdir(), 'blastgate-host-'));
const at = (name: string) => join(scratch, name);
afterAll(() => rmSync(scratch, { recursive: true, force: true }));
afterEach(() => {
  vi.unstubAllEnvs();
});

beforeAll(() => {
  writeFileSync(at('file'), 'grüße');
  writeFileSync(at('bytes'), Buffer.from([0xff, 0x00]));
  mkdirSync(at('directory'));
  for (const name of 'abc') writeFileSync(at(`directory/${name}`), '');
  symlinkSync('file', at('link'));
  symlinkSync('nowhere', at('dangling'));
  symlinkSync('loop', at('loop'));
  spawnSync('mkfifo', [at('fifo')]);
});

describe('reading files', () => {
  it('gives the content, or says why there is none', () => {
    expect(host.readText(at('file'), 100)).toEqual({ kind: 'file', content: 'grüße' });
    expect(host.readText(at('link'), 100)).toEqual({ kind: 'file', content: 'grüße' });
    expect(host.readText(at('bytes'), 100)).toEqual({ kind: 'file', content: '\uFFFD\0' });
    expect(host.readBytes(at('bytes'), 2)).toMatchObject({ kind: 'file' });
    expect(host.readText(at('missing'), 100)).toEqual({ kind: 'missing' });
    expect(host.readText(at('file/below'), 100)).toEqual({ kind: 'missing' });
    expect(host.readText(at('dangling'), 100)).toEqual({ kind: 'missing' });
    expect(host.readText(at('nul\0'), 100)).toEqual({ kind: 'missing' });
    expect(host.readText(at('loop'), 100)).toEqual({ kind: 'failed', code: 'ELOOP' });
    expect(host.readText(at('x'.repeat(300)), 100)).toEqual({ kind: 'failed', code: 'ENAMETOOLONG' });
    expect(host.readText(at('directory'), 100)).toEqual({ kind: 'not-a-file' });
    expect(host.readText('/dev/zero', 100)).toEqual({ kind: 'not-a-file' });
  });

  it('never waits for the writer of a FIFO', () => {
    expect(host.readText(at('fifo'), 100)).toEqual({ kind: 'not-a-file' });
  });

  it('stops at the limit, also where the size is not known before', () => {
    expect(host.readText(at('file'), 7)).toMatchObject({ kind: 'file' });
    expect(host.readText(at('file'), 6)).toEqual({ kind: 'too-large' });
    expect(host.readText('/proc/self/status', 100_000)).toMatchObject({
      kind: 'file',
      content: expect.stringContaining('Uid:'),
    });
    expect(host.readText('/proc/self/status', 100)).toEqual({ kind: 'too-large' });
  });

  it.runIf(process.getuid?.() !== 0)('says when it may not', () => {
    writeFileSync(at('private'), '');
    chmodSync(at('private'), 0);
    expect(host.readText(at('private'), 100)).toEqual({ kind: 'denied' });
  });

  it('goes piece by piece through a file of any size', () => {
    writeFileSync(at('large'), 'x'.repeat(200_000));
    const opened = host.open(at('large'));
    if (opened.kind !== 'open') throw new Error(opened.kind);
    let length = 0;
    for (let piece = opened.source.read(); piece !== undefined; piece = opened.source.read()) length += piece.length;
    opened.close();
    expect([opened.size, length]).toEqual([200_000, 200_000]);
    expect(host.open(at('missing'))).toEqual({ kind: 'missing' });
  });

  it('tells what a path names', () => {
    expect(host.lstat(at('link'))).toMatchObject({ kind: 'symlink' });
    expect(host.stat(at('link'))).toMatchObject({ kind: 'file', size: 7, uid: process.getuid?.() });
    expect(host.stat(at('directory'))).toMatchObject({ kind: 'directory' });
    expect(host.stat(at('fifo'))).toMatchObject({ kind: 'other' });
    expect(host.stat(at('dangling'))).toEqual({ kind: 'missing' });
    expect(host.lstat(at('nul\0'))).toEqual({ kind: 'missing' });
    expect(host.stat(at('loop'))).toEqual({ kind: 'failed', code: 'ELOOP' });
    expect(host.readlink(at('dangling'))).toBe('nowhere');
    expect(host.readlink(at('file'))).toBeUndefined();
  });

  it('lists directories up to a limit', () => {
    const all = host.listDirectory(at('directory'), 3);
    expect(all).toMatchObject({ kind: 'directory', complete: true });
    expect(all.kind === 'directory' && all.names.toSorted()).toEqual(['a', 'b', 'c']);
    expect(host.listDirectory(at('directory'), 2)).toMatchObject({ complete: false });
    expect(host.listDirectory(at('file'), 2)).toEqual({ kind: 'not-a-directory' });
    expect(host.listDirectory(at('missing'), 2)).toEqual({ kind: 'missing' });
  });
});

describe('writing files', () => {
  it('replaces a file in one step, with its mode, and leaves nothing else behind', () => {
    mkdirSync(at('out'));
    expect(host.writeFileAtomic(at('out/a'), 'one', 0o600)).toEqual({ kind: 'done' });
    expect(host.writeFileAtomic(at('out/a'), Buffer.from('two'), 0o644)).toEqual({ kind: 'done' });
    expect(readFileSync(at('out/a'), 'utf8')).toBe('two');
    expect(statSync(at('out/a')).mode & 0o777).toBe(0o644);
    mkdirSync(at('out/taken/x'), { recursive: true });
    expect(host.writeFileAtomic(at('out/taken'), '', 0o600)).toMatchObject({ kind: 'failed' });
    expect(host.writeFileAtomic(at('nowhere/b'), '', 0o600)).toEqual({ kind: 'failed', code: 'ENOENT' });
    expect(readdirSync(at('out')).toSorted()).toEqual(['a', 'taken']);
  });

  it('appends, never through a symbolic link', () => {
    symlinkSync('log', at('log-link'));
    expect(host.appendFile(at('log'), 'a\n', 0o600)).toEqual({ kind: 'done' });
    expect(host.appendFile(at('log'), 'b\n', 0o600)).toEqual({ kind: 'done' });
    expect(readFileSync(at('log'), 'utf8')).toBe('a\nb\n');
    expect(statSync(at('log')).mode & 0o777).toBe(0o600);
    expect(host.appendFile(at('log-link'), 'c', 0o600)).toEqual({ kind: 'failed', code: 'ELOOP' });
  });

  it('makes directories, renames and removes', () => {
    expect(host.makeDirectory(at('deep/er'), 0o700)).toEqual({ kind: 'done' });
    expect(host.makeDirectory(at('deep/er'), 0o700)).toEqual({ kind: 'done' });
    expect(host.makeDirectory(at('file/x'), 0o700)).toMatchObject({ kind: 'failed' });
    writeFileSync(at('from'), '');
    expect(host.rename(at('from'), at('to'))).toEqual({ kind: 'done' });
    expect(host.removeFile(at('to'))).toEqual({ kind: 'done' });
    expect(host.removeFile(at('to'))).toEqual({ kind: 'done' });
    expect(host.removeFile(at('deep'))).toMatchObject({ kind: 'failed' });
  });
});

describe('the process', () => {
  it('takes the home directory from HOME, else from the user database', () => {
    vi.stubEnv('HOME', '/somewhere');
    expect(host.homeDirectory()).toBe('/somewhere');
    for (const unusable of ['', 'relative']) {
      vi.stubEnv('HOME', unusable);
      expect(host.homeDirectory()).toBe(userInfo().homedir);
    }
  });

  it('has a clock that does not go back', () => {
    const first = host.monotonic();
    expect(host.monotonic()).toBeGreaterThanOrEqual(first);
    expect(Math.abs(host.now() - Date.now())).toBeLessThan(1000);
  });

  it('knows UTF-8', () => {
    expect(host.decodeUtf8(Buffer.from('ä\uFEFF'))).toBe('ä\uFEFF');
    expect(host.decodeUtf8(Buffer.from([0xc3]))).toBeUndefined();
    expect(host.decodeUtf8(Buffer.from([0xc0, 0xaf])), 'an overlong slash').toBeUndefined();
  });

  it('runs a program without a shell and with nothing inherited', () => {
    const options = { input: 'in', timeoutMs: 5000, env: { A: '1' } };
    expect(host.run('/bin/sh', ['-c', 'cat; echo "$A$HOME" >&2; exit 7'], options)).toEqual({
      kind: 'exited',
      code: 7,
      stdout: 'in',
      stderr: '1\n',
    });
    expect(host.run('/bin/sh', ['-c', 'kill -9 $$'], options)).toMatchObject({ kind: 'killed', signal: 'SIGKILL' });
    expect(host.run('/nowhere/x', [], options)).toEqual({ kind: 'not-started', code: 'ENOENT' });
    expect(host.run('/bin/sleep', ['5'], { ...options, timeoutMs: 50 })).toEqual({ kind: 'timed-out' });
  });

  it('knows no working directory where it was deleted', async () => {
    const code = `${await hostCode()};console.log(String(module.exports.nodeHost.cwd()))`;
    writeFileSync(at('cwd.cjs'), code);
    const gone = `mkdir "$1/gone" && cd "$1/gone" && rmdir "$1/gone" && exec "$2" "$1/cwd.cjs"`;
    const { stdout } = spawnSync('sh', ['-c', gone, 'sh', scratch, process.execPath], { encoding: 'utf8' });
    expect(stdout).toBe('undefined\n');
  });
});

describe('standard streams', () => {
  const program = at('streams.cjs');
  beforeAll(async () => {
    const body = `{const {nodeHost:h}=module.exports;let n=0;for(let b=h.stdin.read();b;b=h.stdin.read())n+=b.length;h.writeStdout('x'.repeat(+process.argv[2]));h.writeStderr(String(n))}`;
    writeFileSync(program, `${await hostCode()};${body}`);
  });
  const shell = (script: string) =>
    spawnSync('bash', ['-c', script, 'bash', process.execPath, program], { encoding: 'utf8', maxBuffer: 1e8 });

  it('read and write everything through pipes and files', () => {
    expect(shell('head -c 300000 /dev/zero | "$1" "$2" 500000 | wc -c')).toMatchObject({
      stdout: '500000\n',
      stderr: '300000',
    });
    expect(shell('"$1" "$2" 5 < /dev/null')).toMatchObject({ stdout: 'xxxxx', stderr: '0' });
    expect(shell('"$1" "$2" 5 < "$2"').stderr).toBe(String(statSync(program).size));
  });

  const hasPython = spawnSync('python3', ['--version']).status === 0;
  it.runIf(hasPython)('wait where a descriptor does not block', () => {
    // Python opens both ends of the pipes without blocking and is slow at either end.
    const script = `
import os, subprocess, sys, time
ir, iw = os.pipe(); r, w = os.pipe()
os.set_blocking(ir, False); os.set_blocking(w, False)
child = subprocess.Popen([sys.argv[1], sys.argv[2], '300000'], stdin=ir, stdout=w, stderr=subprocess.PIPE)
os.close(ir); os.close(w)
time.sleep(0.2); os.write(iw, b'a' * 1000); time.sleep(0.1); os.write(iw, b'a' * 1000); os.close(iw)
time.sleep(0.2); total = 0
while True:
    piece = os.read(r, 65536)
    if not piece: break
    total += len(piece); time.sleep(0.01)
print(total, child.stderr.read().decode(), child.wait())
`;
    const { stdout, stderr } = spawnSync('python3', ['-c', script, process.execPath, program], { encoding: 'utf8' });
    expect({ stdout, stderr }).toEqual({ stdout: '300000 2000 0\n', stderr: '' });
  });

  it('read a socket, as the client gives one', async () => {
    const child = spawn(process.execPath, [program, '3']);
    const output = { stdout: '', stderr: '' };
    child.stdout.on('data', (piece: Buffer) => (output.stdout += piece.toString()));
    child.stderr.on('data', (piece: Buffer) => (output.stderr += piece.toString()));
    child.stdin.end('x'.repeat(3_000_000));
    await once(child, 'close');
    expect(output).toEqual({ stdout: 'xxx', stderr: '3000000' });
  });
});
