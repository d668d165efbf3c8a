import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { judgeSession } from '../../scripts/client/judge.ts';
import { recordedCommands, recorderScript, SHELL_LOG } from '../../scripts/client/recorder.ts';
import type { Sandbox } from '../../scripts/client/sandbox.ts';
import { denied, runs, type PlannedCall } from '../../scripts/client/scenario.ts';
import type { CallResult, HookRun, Session } from '../../scripts/client/session.ts';

const scratch = mkdtempSync(join(tmpdir(), 'blastgate-harness-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

/** What the judge says about one call that went so. */
function verdict(call: PlannedCall, result: CallResult, happened: Partial<Session> = {}, now?: string): string {
  const session: Session = {
    calls: new Map([['1', result]]),
    hooks: [],
    hookMs: [],
    commands: [],
    mcpCalls: [],
    sent: '',
    problems: [],
    ...happened,
  };
  const box = { read: () => now } as unknown as Sandbox;
  const before = new Map([[String(call.input['file_path']), 'old']]);
  return judgeSession({ kind: 'session', title: '', mode: 'default', calls: [call] }, ['1'], session, box, before).join(
    '; ',
  );
}

describe('a scenario fails', () => {
  const push = denied('Bash', { command: 'git push -f' }, 'git/force-push');
  const write = denied('Write', { file_path: 'a', content: 'new' }, 'a/b');
  const blocked: CallResult = { outcome: 'blocked', by: 'hook', text: 'Blocked. Rule git/force-push. Rule a/b' };

  it('not where a denied call was stopped by the hook and the model knows the rule', () => {
    expect(verdict(push, blocked)).toBe('');
    expect(verdict(write, blocked, {}, 'old')).toBe('');
  });
  it('where it was called blocked, but the shell was given the command', () => {
    expect(verdict(push, blocked, { commands: ['git push -f'] })).toMatch(/it ran/);
  });
  it('where it was called blocked, but the file changed', () => {
    expect(verdict(write, blocked, {}, 'new')).toMatch(/it ran/);
  });
  it('where it was called blocked, but the MCP server was called', () => {
    const drop = denied('mcp__db__execute_sql', { sql: 'DROP' }, 'a/b');
    expect(verdict(drop, blocked, { mcpCalls: [{ tool: 'execute_sql', input: { sql: 'DROP' } }] })).toMatch(/it ran/);
  });
  it('where the denied content reached the model', () => {
    const read = denied('Read', { file_path: 'a' }, 'a/b');
    expect(verdict(read, { ...blocked, text: `${blocked.text} old` })).toMatch(/it ran/);
  });
  it('where it ran, was asked about, or was never answered', () => {
    expect(verdict(push, { ...blocked, outcome: 'executed' }, { commands: ['git push -f'] })).toMatch(
      /executed by hook/,
    );
    expect(verdict(push, { ...blocked, outcome: 'asked' })).toMatch(/asked by hook/);
    expect(verdict(push, { outcome: 'missing', by: '', text: '' })).toMatch(/missing/);
  });
  it("where the client's own rule stopped it, or the model is not told why", () => {
    expect(verdict(push, { ...blocked, by: 'config' })).toMatch(/decided by config/);
    expect(verdict(push, { ...blocked, text: 'no' })).toMatch(/not told "Rule git\/force-push"/);
  });
  it('where a call that should run left no trace, or another command ran', () => {
    const done: CallResult = { outcome: 'executed', by: 'config', text: '' };
    expect(verdict(runs('Bash', { command: 'ls' }), done)).toMatch(/it left no trace/);
    expect(verdict(push, blocked, { commands: ['something else'] })).toMatch(/the shell was given/);
  });
  it('where the hook failed or printed something that is no JSON object', () => {
    const hook: HookRun = { event: 'PreToolUse', code: 2, outcome: 'error', stdout: '{}', stderr: '' };
    expect(verdict(push, blocked, { hooks: [hook] })).toBe('');
    expect(verdict(push, blocked, { hooks: [{ ...hook, code: 1 }] })).toMatch(/exit code 1/);
    expect(verdict(push, blocked, { hooks: [{ ...hook, stdout: 'banner {}' }] })).toMatch(/printed/);
    expect(verdict(push, blocked, { hooks: [{ ...hook, stdout: '[]' }] })).toMatch(/printed/);
  });
});

describe('the shell of the client', () => {
  it('writes a command down as it was given and runs nothing', () => {
    const shell = join(scratch, 'bash');
    const log = join(scratch, 'log');
    const made = join(scratch, 'made');
    writeFileSync(shell, recorderScript('/bin/bash'), { mode: 0o755 });
    const command = `touch '${made}'; echo "it's"`;
    const wrapped = `shopt -u extglob && eval '${command.replaceAll("'", `'"'"'`)}' < /dev/null && pwd -P >| /x`;
    const { stdout } = spawnSync(shell, ['-c', '-l', wrapped], { env: { [SHELL_LOG]: log }, encoding: 'utf8' });
    expect(stdout).toBe('recorded, not executed\n');
    expect(existsSync(made)).toBe(false);
    expect(recordedCommands(log)).toEqual([command]);
  });
});

describe('npm run test:client', () => {
  it('is skipped with a message where the client is not installed', () => {
    const { status, stdout } = spawnSync(process.execPath, ['scripts/run.mjs', 'scripts/test-client.ts'], {
      env: { PATH: process.env['PATH'], HOME: process.env['HOME'], TMPDIR: scratch },
      encoding: 'utf8',
    });
    expect(stdout).toMatch(/^skipped: the Claude Code client is not installed/);
    expect(status).toBe(0);
  }, 30_000);
});
