import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { assemble } from '../scripts/build/assemble.ts';
import { main } from '../src/cli.ts';
import { readDocument } from '../src/document.ts';
import { readLines } from '../src/cli/lines.ts';
import type { Host } from '../src/host.ts';
import { nodeHost } from '../src/node-host.ts';
import { builtProgram } from './fixtures/built.ts';

const scratch = mkdtempSync(join(tmpdir(), 'blastgate-faults-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const event = (command: string): string =>
  JSON.stringify({
    hook_event_name: 'PreToolUse',
    cwd: scratch,
    permission_mode: 'default',
    tool_name: 'Bash',
    tool_input: { command },
  });

/** The hook on a machine of which some operations fail in a way nobody expected. */
function hookOn(change: Partial<Host>, command = 'rm -rf ./build; cat notes.txt; git push') {
  const written = { stdout: '', stderr: '' };
  let bytes: Uint8Array | undefined = Buffer.from(event(command));
  const host: Host = {
    ...nodeHost,
    homeDirectory: () => scratch,
    env: () => undefined,
    isTerminal: () => false,
    isDiscarded: () => false,
    stdin: {
      read() {
        const piece = bytes;
        bytes = undefined;
        return piece;
      },
    },
    writeStdout: (text) => {
      written.stdout += text;
    },
    writeStderr: (text) => {
      written.stderr += text;
    },
    ...change,
  };
  return { code: main(['hook'], host), ...written };
}

function thrower(): never {
  throw new TypeError('s3cret');
}

describe('an exception anywhere', () => {
  const operations = [
    'readText',
    'readBytes',
    'stat',
    'lstat',
    'readlink',
    'listDirectory',
    'env',
    'cwd',
    'homeDirectory',
    'monotonic',
    'now',
    'userId',
    'decodeUtf8',
    'programFile',
    'executable',
    'isTerminal',
    'isDiscarded',
  ] as const;

  it.each(operations)('in %s never opens: exit 2 and one line, or an answer that did not need it', (operation) => {
    const { code, stdout, stderr } = hookOn({ [operation]: thrower });
    const calm = hookOn({});
    if (stderr.startsWith('blastgate: ')) {
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      expect(stderr).toMatch(/^blastgate: internal error \(TypeError\); the call is blocked\n$/);
    } else expect({ code, stdout, stderr }).toEqual(calm);
    expect(stderr + stdout).not.toContain('s3cret');
  });

  it.each([['lstat'], ['monotonic'], ['homeDirectory'], ['decodeUtf8']] as const)(
    'in %s is met at all',
    (operation) => {
      expect(hookOn({ [operation]: thrower }).code).toBe(2);
    },
  );

  it('while reading or writing is exit 2', () => {
    expect(hookOn({ stdin: { read: thrower } })).toMatchObject({ code: 2, stdout: '' });
    const gone = (): never => {
      throw Object.assign(new Error('s3cret'), { code: 'EPIPE' });
    };
    expect(hookOn({ writeStdout: thrower }, 'rm -rf /').code).toBe(2);
    expect(hookOn({ writeStdout: thrower }, 'git branch -D x').code).toBe(2);
    expect(hookOn({ writeStderr: gone }, 'rm -rf /').code).toBe(2);
    expect(hookOn({ writeStdout: gone, writeStderr: gone }, 'git branch -D x').code).toBe(2);
  });

  it('that is no error, or whose name is odd, is exit 2', () => {
    for (const thrown of [
      's3cret',
      undefined,
      null,
      7,
      { name: 's3cret' },
      Object.assign(new Error('x'), { name: 'Odd\nname' }),
    ]) {
      const { code, stdout, stderr } = hookOn({
        monotonic: () => {
          throw thrown;
        },
      });
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      expect(stderr).toMatch(/^blastgate: [^\n]*\n$/);
      expect(stderr).not.toContain('s3cret');
    }
  });
});

describe('the deadline', () => {
  it('is kept by the program itself where the clock runs out between two steps', () => {
    let now = 0;
    const { code, stdout, stderr } = hookOn({ monotonic: () => (now += 2500) }, 'echo a; '.repeat(500));
    expect({ code, stdout, stderr }).toEqual({
      code: 2,
      stdout: '',
      stderr: 'blastgate: no decision within 2000 ms; the call is blocked\n',
    });
  });
});

describe('the built program', () => {
  let program = '';
  beforeAll(() => {
    program = builtProgram();
  }, 120_000);
  const shell = (script: string, input = event('rm -rf /')) =>
    spawnSync('bash', ['-c', script, 'bash', process.execPath, program], {
      input,
      encoding: 'utf8',
      env: { HOME: scratch, PATH: '/usr/bin:/bin' },
      timeout: 30_000,
    });

  it('blocks where standard input is closed, empty or a directory', () => {
    for (const redirection of ['<&-', '</dev/null', '</']) {
      const { status, stdout, stderr } = shell(`"$1" "$2" hook ${redirection}`);
      expect({ status, stdout }, redirection).toEqual({ status: 2, stdout: '' });
      expect(stderr, redirection).toMatch(/^(?:blastgate: [^\n]*\n)?$/);
    }
  });

  it('blocks where standard output or error is closed', () => {
    expect(shell('"$1" "$2" hook >&-').status).toBe(2);
    expect(shell('"$1" "$2" hook 2>&-').status).toBe(2);
    expect(shell('"$1" "$2" hook >&- 2>&-').status).toBe(2);
    expect(shell('"$1" "$2" hook >/dev/full').status).toBe(2);
    expect(shell('"$1" "$2" hook 2>/dev/full').status).toBe(2);
    expect(shell('"$1" "$2" hook >/dev/full', event('git branch -D topic')).status, 'an ask that nobody hears').toBe(2);
  });

  it('works in a directory that was deleted, without a home, and with an empty environment', () => {
    expect(shell(`mkdir ${scratch}/gone && cd ${scratch}/gone && rmdir ../gone && "$1" "$2" hook`).status).toBe(2);
    expect(shell('env -i "$1" "$2" hook').status).toBe(2);
    expect(shell('env -i HOME= "$1" "$2" hook').status).toBe(2);
  });

  it('is not stopped by what a hostile environment makes Node say', () => {
    expect(shell('NODE_OPTIONS=--no-deprecation NODE_DEBUG=fs NO_COLOR= FORCE_COLOR=3 "$1" "$2" hook').status).toBe(2);
  });
});

describe('a rejected promise that nobody handles', () => {
  it('changes neither the exit code nor the output', () => {
    const program = join(scratch, 'rejecting.js');
    for (const code of [0, 2]) {
      const assembled = assemble([
        {
          code: `module.exports.main=function(){Promise.reject(new Error('s3cret'));queueMicrotask(function(){throw new Error('s3cret')});return ${code}};`,
        },
      ]);
      writeFileSync(program, assembled.program);
      writeFileSync(`${program}.parts`, assembled.parts);
      const { status, stdout, stderr } = spawnSync(process.execPath, [program], { input: '', encoding: 'utf8' });
      expect({ status, stdout, stderr }).toEqual({ status: code, stdout: '', stderr: '' });
    }
  });
});

describe('bytes that are handed out in one buffer, again and again', () => {
  const text = `{"a":"${'x'.repeat(300)}"}`;
  /** A source like a host's: each piece is only valid until the next is read. */
  function reusing(content: string, size: number) {
    const shared = Buffer.alloc(size);
    const bytes = Buffer.from(content);
    let at = 0;
    return {
      read(): Uint8Array | undefined {
        shared.fill(0x21);
        if (at >= bytes.length) return undefined;
        const length = bytes.copy(shared, 0, at, at + size);
        at += length;
        return shared.subarray(0, length);
      },
    };
  }

  it('are kept by the reader of documents', () => {
    expect(readDocument({ decodeUtf8: nodeHost.decodeUtf8, stdin: reusing(text, 64) })).toEqual({
      kind: 'document',
      value: JSON.parse(text),
    });
  });

  it('are kept by the reader of lines, also while a line is being used', () => {
    const source = reusing(`${text}\nshort\n${text}`, 64);
    const lines: unknown[] = [];
    for (const line of readLines(source, nodeHost, 10_000)) {
      lines.push(line.kind === 'text' ? line.text : line);
    }
    expect(lines).toEqual([text, 'short', text]);
    // Whoever takes a line may read something else through the same buffer before asking for the next one.
    const disturbed = reusing('one\ntwo\nthree\n', 64);
    const seen: string[] = [];
    for (const line of readLines(disturbed, nodeHost, 100)) {
      disturbed.read();
      if (line.kind === 'text') seen.push(line.text);
    }
    expect(seen).toEqual(['one', 'two', 'three']);
  });
});
