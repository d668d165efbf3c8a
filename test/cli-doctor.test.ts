import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { builtProgram } from './fixtures/built.ts';
import { run, type Where } from './fixtures/command-line.ts';

const scratch = mkdtempSync(join(tmpdir(), 'blastgate-doctor-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

let program = '';
beforeAll(() => {
  program = builtProgram();
}, 120_000);

let home = '';
let project = '';
let count = 0;
beforeEach(() => {
  home = join(scratch, String((count += 1)));
  project = join(home, 'project');
  mkdirSync(join(project, '.git'), { recursive: true });
  mkdirSync(join(project, '.claude'));
  mkdirSync(join(home, 'bin'));
  client('2.1.329');
  writeFileSync(
    join(home, '.claude.json'),
    JSON.stringify({ projects: { [project]: { hasTrustDialogAccepted: true } } }),
  );
});

/** A client on PATH that says this version. */
function client(version: string): void {
  writeFileSync(join(home, 'bin/claude'), `#!/bin/sh\necho '${version} (Claude Code)'\n`);
  chmodSync(join(home, 'bin/claude'), 0o755);
}

const blastgate = (args: readonly string[], more: Partial<Where> = {}) => {
  const { env, ...rest } = more;
  return run(args, { home, cwd: project, program, env: { PATH: `${home}/bin:/usr/bin:/bin`, ...env }, ...rest });
};

function settings(scope: 'user' | 'project' | 'local', value: unknown): void {
  const path = {
    user: join(home, '.claude/settings.json'),
    project: join(project, '.claude/settings.json'),
    local: join(project, '.claude/settings.local.json'),
  }[scope];
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, typeof value === 'string' ? value : JSON.stringify(value));
}

const hook = (handler: object) => ({ hooks: { PreToolUse: [{ matcher: '*', hooks: [handler] }] } });
const fail = (text: string) => ({ code: 1, stdout: expect.stringMatching(new RegExp(`FAIL {2}.*${text}`)) });
const warn = (text: string) => ({ stdout: expect.stringMatching(new RegExp(`warn {2}.*${text}`)) });

describe('doctor', () => {
  it('is content with a fresh registration: the canary comes back denied through it', () => {
    blastgate(['init']);
    const { code, stdout } = blastgate(['doctor']);
    expect(stdout).toMatch(/ok {4}.*settings\.json: a canary was denied through the registered command in \d+ ms/);
    expect(stdout).toMatch(/ok {4}Claude Code 2\.1\.329 blocks when a hook fails/);
    expect(stdout).not.toContain('warn');
    expect({ code, last: stdout.trim().split('\n').at(-1) }).toEqual({ code: 0, last: 'The gate guards.' });
  });

  it('--json says the same in one object', () => {
    blastgate(['init']);
    const { code, stdout } = blastgate(['doctor', '--json']);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      ok: true,
      findings: expect.arrayContaining([{ level: 'ok', text: expect.stringContaining('canary') }]),
    });
  });

  it('fails where nothing is registered', () => {
    expect(blastgate(['doctor'])).toMatchObject(fail('no settings file registers the gate'));
  });

  it.each([
    [
      'a program that is not there',
      { type: 'command', command: '/nowhere/blastgate', args: [], onFailure: 'block' },
      'cannot be started',
    ],
    [
      'a program that lets everything through',
      { type: 'command', command: '/bin/true', args: ['blastgate'], onFailure: 'block' },
      'exit code 0 instead of 2',
    ],
    [
      'a program that fails',
      { type: 'command', command: '/bin/false', args: ['blastgate'], onFailure: 'block' },
      'exit code 1 instead of 2',
    ],
    [
      'a program that blocks without an answer',
      { type: 'command', command: '/bin/sh', args: ['-c', 'echo no >&2; exit 2', 'blastgate'], onFailure: 'block' },
      'no denial on standard output',
    ],
  ])('sends its canary through the registered command: %s', (_, handler, why) => {
    settings('user', hook(handler));
    expect(blastgate(['doctor'])).toMatchObject(fail(`the canary was not denied: .*${why}`));
  });

  it('notices a registration that hangs, within its timeout', () => {
    const hanging = join(home, 'blastgate');
    writeFileSync(hanging, '#!/bin/sh\nexec sleep 30\n');
    chmodSync(hanging, 0o755);
    settings('user', hook({ type: 'command', command: hanging, args: [], timeout: 0.3, onFailure: 'block' }));
    expect(blastgate(['doctor'])).toMatchObject(fail('no answer within its timeout'));
  });

  it.each(['user', 'project', 'local'] as const)('fails where the %s settings switch all hooks off', (scope) => {
    blastgate(['init', scope === 'local' ? '--user' : '--local']);
    settings(scope, { disableAllHooks: true });
    expect(blastgate(['doctor'])).toMatchObject(fail('sets disableAllHooks'));
  });

  it.each([
    ['unknown type', { type: 'comand', command: 'x' }, 'unknown type'],
    ['missing command', { type: 'command' }, 'without a command'],
    ['text as timeout', { type: 'command', command: 'x', timeout: '5' }, 'timeout that is not a number'],
    ['zero timeout', { type: 'command', command: 'x', timeout: 0 }, 'timeout that is not a number'],
    ['other onFailure', { type: 'command', command: 'x', onFailure: 'allow' }, 'onFailure that is neither'],
  ])('fails where a hook beside ours makes the client skip the file: %s', (_, sibling, why) => {
    blastgate(['init', '--local']);
    settings('user', { hooks: { PreToolUse: [{ matcher: 'Bash', hooks: [sibling] }] } });
    expect(blastgate(['doctor'])).toMatchObject(fail(`.*${why}.*skips the whole file`));
  });

  it('fails where a settings file does not parse', () => {
    blastgate(['init', '--local']);
    settings('user', '{');
    expect(blastgate(['doctor'])).toMatchObject(fail('skips the whole file'));
  });

  it.each(['NODE_OPTIONS', 'PYTHONPATH', 'PATH', 'CLAUDE_CODE_SHELL_PREFIX', 'BASH_ENV'])(
    'warns of %s in the env of a settings file',
    (name) => {
      blastgate(['init']);
      settings('project', { env: { [name]: 'x' } });
      expect(blastgate(['doctor'])).toMatchObject(warn(`sets ${name} for every hook`));
    },
  );

  it.each(['LD_PRELOAD', 'LD_AUDIT'])(
    'fails where a settings file sets %s, which acts before the gate starts',
    (name) => {
      blastgate(['init']);
      settings('project', { env: { [name]: 'x' } });
      expect(blastgate(['doctor'])).toMatchObject(fail(`sets ${name} for every hook`));
    },
  );

  it('warns of variables in its own environment, and fails where the client runs without hooks', () => {
    blastgate(['init']);
    expect(blastgate(['doctor'], { env: { NODE_EXTRA_CA_CERTS: '/ca.pem' } })).toMatchObject(
      warn('NODE_EXTRA_CA_CERTS is set'),
    );
    expect(blastgate(['doctor'], { env: { CLAUDE_CODE_SIMPLE: '1' } })).toMatchObject(fail('the client runs no hook'));
  });

  it('warns of a client that does not know onFailure, and of one it does not find', () => {
    blastgate(['init']);
    client('2.1.294');
    expect(blastgate(['doctor'])).toMatchObject(warn('2\\.1\\.294 does not know onFailure'));
    client('2.1.295');
    expect(blastgate(['doctor']).stdout).toContain('2.1.295 blocks when a hook fails');
    rmSync(join(home, 'bin/claude'));
    expect(blastgate(['doctor'])).toMatchObject(warn('not on PATH'));
  });

  it('warns of a folder that is not trusted yet', () => {
    blastgate(['init']);
    writeFileSync(join(home, '.claude.json'), '{}');
    expect(blastgate(['doctor'])).toMatchObject(warn('is not trusted yet'));
  });

  it.each([
    [
      'a narrow matcher',
      {
        hooks: {
          PreToolUse: [
            { matcher: 'Bash', hooks: [{ type: 'command', command: '/bin/blastgate', args: [], onFailure: 'block' }] },
          ],
        },
      },
      'leaves tools unguarded',
    ],
    ['no onFailure', hook({ type: 'command', command: '/bin/blastgate', args: [] }), 'without onFailure'],
    [
      'an if',
      hook({ type: 'command', command: '/bin/blastgate', args: [], onFailure: 'block', if: 'Bash(*)' }),
      '"if" keeps calls',
    ],
    ['the shell form', hook({ type: 'command', command: '/bin/blastgate hook', onFailure: 'block' }), 'shell form'],
  ])('warns of a weak registration: %s', (_, value, why) => {
    settings('user', value);
    expect(blastgate(['doctor'])).toMatchObject(warn(why));
  });

  it('fails for an async registration', () => {
    settings('user', hook({ type: 'command', command: '/bin/blastgate', args: [], onFailure: 'block', async: true }));
    expect(blastgate(['doctor'])).toMatchObject(fail('async hook blocks nothing'));
  });

  it('fails where a policy does not parse, with file, line and column', () => {
    blastgate(['init']);
    writeFileSync(join(project, '.blastgate.yaml'), 'rulez: []\n');
    expect(blastgate(['doctor'])).toMatchObject(fail('policy .*\\.blastgate\\.yaml:1:1'));
  });

  it('finds the registration of the project where the path goes through the project variable', () => {
    mkdirSync(join(project, 'node_modules/blastgate/dist'), { recursive: true });
    writeFileSync(join(project, 'node_modules/blastgate/dist/blastgate.js'), `require(${JSON.stringify(program)})`);
    expect(blastgate(['init', '--project']).code).toBe(0);
    expect(blastgate(['doctor'])).toMatchObject({ code: 0, stdout: expect.stringContaining('a canary was denied') });
  });
});
