import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { main } from '../src/cli.ts';
import type { Host } from '../src/host.ts';
import { nodeHost } from '../src/node-host.ts';
import { warmUp } from '../src/node.ts';

/** A command line with this on standard input: its exit code and what it wrote. */
function blastgate(args: readonly string[], { input = '', terminal = false, change = {} as Partial<Host> } = {}) {
  const written = { stdout: '', stderr: '' };
  let bytes: Uint8Array | undefined = Buffer.from(input);
  const host: Host = {
    ...nodeHost,
    isTerminal: () => terminal,
    stdin: {
      read() {
        const piece = bytes;
        bytes = undefined;
        return piece?.length === 0 ? undefined : piece;
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
  return { code: main(args, host), ...written };
}

const event = JSON.stringify({
  hook_event_name: 'PreToolUse',
  tool_name: 'Bash',
  tool_input: { command: 'true' },
  cwd: '/tmp',
});

describe('blastgate', () => {
  it.each([[[]], [['hook']]])('%j answers one hook event', (args) => {
    expect(blastgate(args, { input: event })).toEqual({ code: 0, stdout: '', stderr: '' });
    expect(blastgate(args, { input: '{' })).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringMatching(/^blastgate: .*\n$/),
    });
  });

  it('explains itself at a terminal, where no event comes', () => {
    expect(blastgate([], { terminal: true })).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('Usage: blastgate'),
    });
  });

  it('lists every subcommand, and the help of each', () => {
    const { stdout } = blastgate(['help']);
    for (const name of [
      'hook',
      'check',
      'explain',
      'replay',
      'init',
      'uninstall',
      'doctor',
      'completions',
      'help',
      'version',
    ]) {
      expect(stdout).toContain(`\n  ${name} `);
      expect(blastgate(['help', name])).toMatchObject({
        code: 0,
        stdout: expect.stringContaining('Usage: blastgate'),
        stderr: '',
      });
    }
    expect(blastgate(['--help']).stdout).toBe(stdout);
    expect(blastgate(['-h']).stdout).toBe(stdout);
  });

  it('says its version, which is the package’s', () => {
    const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
    for (const spelling of ['version', '--version', '-V'])
      expect(blastgate([spelling])).toEqual({ code: 0, stdout: `blastgate ${version}\n`, stderr: '' });
  });
});

describe('arguments that make no sense', () => {
  it('are 64 where the subcommand is known', () => {
    expect(blastgate(['check'])).toMatchObject({
      code: 64,
      stdout: '',
      stderr: expect.stringContaining('blastgate check: '),
    });
    expect(blastgate(['replay', '--jsom', 'x'])).toMatchObject({
      code: 64,
      stderr: expect.stringContaining('did you mean --json?'),
    });
    expect(blastgate(['help', 'chek'])).toMatchObject({
      code: 64,
      stderr: expect.stringContaining('did you mean check?'),
    });
  });

  it.each([
    [['hok']],
    [['--verbose']],
    [['hook', '--quiet']],
    [['hook', 'check']],
    [['']],
    [['__proto__']],
    [['constructor']],
  ])('%j blocks: a mistyped registration must not let everything through', (args) => {
    expect(blastgate(args, { input: event })).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringMatching(/^blastgate: /),
    });
  });
});

describe('a crash', () => {
  it('in any subcommand is 2 with one line that quotes nothing', () => {
    const change = {
      cwd: (): string => {
        throw new TypeError('s3cret');
      },
    };
    const { code, stdout, stderr } = blastgate(['check', 'true'], { change });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toBe('blastgate: internal error (TypeError); the call is blocked\n');
  });

  it('in the hook is 2, also when nothing can be written', () => {
    const broken = () => {
      throw Object.assign(new Error('broken pipe'), { code: 'EPIPE' });
    };
    expect(blastgate(['hook'], { input: '{', change: { writeStderr: broken, writeStdout: broken } }).code).toBe(2);
    expect(blastgate(['help'], { change: { writeStdout: broken } })).toMatchObject({ code: 2, stderr: '' });
  });
});

it('the warm-up says nothing and does not fail', () => {
  expect(() => warmUp()).not.toThrow();
});
