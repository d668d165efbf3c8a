import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { builtProgram } from './fixtures/built.ts';
import { FIXTURES, names, patientAnswerTo } from './fixtures/front-door.ts';

const scratch = mkdtempSync(join(tmpdir(), 'blastgate-front-door-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));
let program = '';
beforeAll(() => {
  program = builtProgram();
}, 120_000);

describe('the hook, from standard input to exit code', () => {
  it.each(names)('%s', { timeout: 60_000 }, async (name) => {
    const { code, signal, stdout, stderr } = await patientAnswerTo([process.execPath, program], name, scratch);
    expect({ signal, code: code === 0 || code === 2 ? 'answered' : code }, stderr).toEqual({
      signal: null,
      code: 'answered',
    });
    expect(stdout === '' || isOneAnswer(stdout), stdout).toBe(true);
    expect(stderr).toMatch(/^(?:[^\n]{1,600}\n)?$/);
    expect(stderr).not.toMatch(/\bat .*:\d+:\d+|node:internal/);
    if (code === 2) expect(stderr).not.toBe('');
    else expect(stderr).toBe('');
    const file = (kind: string): string => resolve(FIXTURES, name, kind);
    await expect(stdout).toMatchFileSnapshot(file('stdout'));
    await expect(stderr).toMatchFileSnapshot(file('stderr'));
    await expect(`${code}\n`).toMatchFileSnapshot(file('exit'));
  });
});

/** One JSON object on one line, of the shape the client obeys (hook-contract.md section 6). */
function isOneAnswer(stdout: string): boolean {
  if (!/^\{[^\n]*\}\n$/.test(stdout)) return false;
  const value = JSON.parse(stdout) as { hookSpecificOutput?: Record<string, unknown> };
  const { hookEventName, permissionDecision, permissionDecisionReason } = value.hookSpecificOutput ?? {};
  return (
    Object.keys(value).length === 1 &&
    hookEventName === 'PreToolUse' &&
    (permissionDecision === 'deny' || permissionDecision === 'ask' || permissionDecision === 'allow') &&
    typeof permissionDecisionReason === 'string' &&
    permissionDecisionReason.length > 0 &&
    permissionDecisionReason.length < 600
  );
}

/** What the recorded answers say, beside being the same as before. */
const recorded = (name: string) => {
  const read = (kind: string): string => readFileSync(join(FIXTURES, name, kind), 'utf8');
  const stdout = read('stdout');
  const decision =
    stdout === ''
      ? 'none'
      : (JSON.parse(stdout) as { hookSpecificOutput: { permissionDecision: string } }).hookSpecificOutput
          .permissionDecision;
  return { decision, code: read('exit').trim(), stdout, stderr: read('stderr') };
};
const named = (pattern: RegExp): readonly string[] => names.filter((name) => pattern.test(name));

describe('the recorded answers', () => {
  it('are there for every event and tool of the client', () => {
    expect(named(/^sample-/).length).toBeGreaterThan(95);
  });

  it('let every event but PreToolUse pass without a word', () => {
    for (const name of named(/^sample-(?!PreToolUse)/))
      expect(recorded(name), name).toEqual({ decision: 'none', code: '0', stdout: '', stderr: '' });
  });

  it('block what cannot be read', () => {
    const readable =
      /-(?:newlines-around|byte-order-mark|pretty-printed|control-characters|lone-surrogate-escaped|duplicate-keys|4-mebibytes|one-megabyte-write|in-small-chunks|in-chunks-and-never-closed|characters-cut-between-chunks|deep-json|many-keys)$/;
    for (const name of named(/^stdin-/).filter((each) => !readable.test(each))) {
      expect(recorded(name), name).toMatchObject({ decision: 'none', code: '2', stdout: '' });
      expect(recorded(name).stderr, name).toMatch(/^blastgate: the hook input .*; the call is blocked\n$/);
    }
  });

  it('block a wrong type or a missing field that decides', () => {
    const harmless =
      /^missing-(?:cwd|permission-mode|session-id|transcript-path|tool-use-id)$|^type-cwd-(?:relative|empty)$/;
    for (const name of [...named(/^type-/), ...named(/^missing-/)]) {
      expect(recorded(name).code, name).toBe('2');
      if (!harmless.test(name))
        expect(recorded(name).stderr, name).toMatch(/^blastgate: the hook input is not understood: /);
      else expect(recorded(name).decision, name).toBe('deny');
    }
  });

  it('deny in every permission mode; ask becomes deny only where nobody may be asked', () => {
    for (const name of named(/^mode-\w+-deny$/))
      expect(recorded(name), name).toMatchObject({ decision: 'deny', code: '2' });
    for (const name of named(/^mode-\w+-ask$/))
      expect(recorded(name), name).toMatchObject(
        name.includes('dontask') ? { decision: 'deny', code: '2' } : { decision: 'ask', code: '0', stderr: '' },
      );
  });

  it('say a denial three times: in JSON, on standard error and by the exit code', () => {
    for (const name of names.filter((each) => recorded(each).decision === 'deny')) {
      const { code, stdout, stderr } = recorded(name);
      const { permissionDecisionReason } = (
        JSON.parse(stdout) as { hookSpecificOutput: { permissionDecisionReason: string } }
      ).hookSpecificOutput;
      // Half a surrogate pair, which JSON can say and UTF-8 cannot, becomes U+FFFD.
      expect({ code, stderr }, name).toEqual({
        code: '2',
        stderr: `${Buffer.from(permissionDecisionReason).toString()}\n`,
      });
    }
  });

  it('ask where a policy does not parse, and say where: file, line and column', () => {
    for (const name of [
      'policy-user-does-not-parse',
      'policy-user-unknown-field',
      'policy-project-does-not-parse',
      'policy-project-directory-does-not-parse',
      'policy-local-does-not-parse',
    ]) {
      expect(recorded(name), name).toMatchObject({ decision: 'ask', code: '0' });
      expect(recorded(name).stdout, name).toMatch(/\/home\/dev\/[\w./-]+\.yaml:\d+:\d+/);
    }
    expect(recorded('policy-does-not-parse-and-the-call-is-denied').decision).toBe('deny');
  });

  it.each([
    ['policy-user-loosens', 'none'],
    ['policy-project-does-not-loosen', 'deny'],
    ['policy-local-does-not-loosen', 'deny'],
    ['policy-project-tightens', 'deny'],
    ['policy-user-allows-every-command', 'allow'],
    ['policy-user-allows-one-of-two-commands', 'none'],
    ['policy-project-does-not-allow', 'none'],
    ['policy-home-of-an-xdg-variable-does-not-count', 'deny'],
    ['policy-environment-does-not-switch-it-off', 'deny'],
  ])('%s: %s', (name, decision) => {
    expect(recorded(name).decision).toBe(decision);
  });

  it.each([
    ['limit-code-over-64-kibibytes', 'ask'],
    ['limit-code-just-below-64-kibibytes', 'none'],
    ['limit-here-document-of-200-kilobytes', 'none'],
    ['unknown-tool', 'none'],
    ['unknown-event', 'none'],
    ['unknown-tool-with-a-secret-path', 'deny'],
    ['unknown-tool-with-a-command', 'deny'],
    ['unknown-mode', 'deny'],
    ['prototype-proto-beside-a-command', 'deny'],
    ['subagent-deny', 'deny'],
  ])('%s: %s', (name, decision) => {
    expect(recorded(name).decision).toBe(decision);
  });

  it('never let a command beyond the limits pass in silence', () => {
    for (const name of named(/^limit-/).filter((each) => !/just-below|here-document-of/.test(each))) {
      const { decision, code } = recorded(name);
      expect(decision === 'ask' || code === '2', name).toBe(true);
    }
  });

  it('never repeat a secret', () => {
    const { stdout, stderr } = recorded('reason-hides-a-token');
    expect(`${stdout}${stderr}`).not.toContain('4fRt8ZqLw2');
    expect(stdout).toContain('"deny"');
  });
});
