import { describe, expect, it } from 'vitest';
import type { Decision, Verdict } from '../../src/decision.ts';
import { renderReason } from '../../src/policy/reason.ts';
import { effect, exec, path } from './setting.ts';

const command = 'cd api && git push -f origin topic';
const span = { start: 10, end: command.length };
const push = effect('git.push', { span });

const verdict = (more: Partial<Verdict> = {}): Verdict => ({
  rule: 'git/force-push',
  layer: 'builtin',
  effect: push,
  outcome: 'deny',
  certain: true,
  reason: 'It replaces commits on the remote.',
  alternative: 'git push --force-with-lease',
  ...more,
});
const decision = (...verdicts: readonly Verdict[]): Decision => ({
  outcome: verdicts[0]?.outcome ?? 'none',
  verdicts,
  effects: [],
  notices: [],
});
const plain = (text: string): string => text;
const reason = (...verdicts: readonly Verdict[]): string => renderReason(decision(...verdicts), command, plain);

describe('a reason', () => {
  it('says what was stopped, why, what instead, the rule, and how a person lifts it', () => {
    expect(reason(verdict())).toBe(
      'Blocked: `git push -f origin topic`. It replaces commits on the remote. Instead: git push --force-with-lease. ' +
        'Rule git/force-push; a person can lift it with an override of git/force-push in ~/.config/blastgate/policy.yaml.',
    );
  });
  it('says that an ask needs a person', () => {
    expect(reason(verdict({ outcome: 'ask' }))).toMatch(
      /^Needs a person's yes: `git push -f origin topic`\. It replaces/,
    );
  });
  it('names what is missing', () => {
    expect(reason(verdict({ outcome: 'ask', certain: false, missing: '$FLAGS' }))).toContain(
      'What $FLAGS stands for is not known before it runs, so this may apply: It replaces',
    );
    expect(reason(verdict({ outcome: 'ask', certain: false, missing: 'what comes through the pipe' }))).toContain(
      'It is not known beforehand what comes through the pipe, so this may apply: It replaces',
    );
    expect(reason(verdict({ outcome: 'ask', certain: false, missing: 'the current branch' }))).toContain(
      'The current branch is not known, so this may apply: It replaces',
    );
    expect(reason(verdict({ outcome: 'ask', certain: false, missing: '/srv/app' }))).toContain(
      'What lies at /srv/app cannot be seen from here, so this may apply: It replaces',
    );
    expect(reason(verdict({ outcome: 'ask', certain: false }))).toContain(
      'What it acts on cannot be told from the call, so this may apply: It replaces',
    );
  });
  it('asks for the value of a variable in the call itself', () => {
    expect(reason(verdict({ outcome: 'ask', certain: false, missing: '${FLAGS}' }))).toContain(
      'Instead: Set FLAGS in the same command, or write its value out. Or: git push --force-with-lease.',
    );
    expect(reason(verdict({ outcome: 'ask', certain: false, missing: '$(flags)' }))).not.toContain('Set ');
  });
  it('names the tool where something else than a command is called', () => {
    const call = effect('file.write', { path: path('/etc/hosts') });
    expect(renderReason(decision(verdict({ effect: call })), '', plain, 'files put')).toMatch(
      /^Blocked: `files put \/etc\/hosts`\./,
    );
  });
  it('names the script and line it was found in', () => {
    const found = effect('git.push', { span: { ...span, origin: 'scripts/release.sh:3' } });
    expect(reason(verdict({ effect: found }))).toContain('`git push -f origin topic` (scripts/release.sh:3)');
    const hidden = effect('opaque', { why: 'unseen', detail: 'bash /opt/x.sh', span: found.span });
    expect(reason(verdict({ effect: hidden }))).toContain('(scripts/release.sh:3: bash /opt/x.sh)');
  });
  it('counts the other rules that say the same', () => {
    expect(
      reason(verdict(), verdict({ rule: 'git/other' }), verdict({ rule: 'git/milder', outcome: 'ask' })),
    ).toContain('Rule git/force-push and 1 more;');
  });
  it('is about the file where the call is no command', () => {
    const write = effect('file.write', { path: path('/etc/hosts') });
    expect(renderReason(decision(verdict({ effect: write })), '', plain)).toMatch(/^Blocked: `\/etc\/hosts`\./);
  });
  it('names server and tool of an MCP call', () => {
    const call = effect('mcp.call', { server: 'db', tool: 'drop_table' });
    expect(renderReason(decision(verdict({ effect: call })), '', plain)).toMatch(/^Blocked: `db drop_table`\./);
  });
  it('of a broken policy is the place and the fix', () => {
    const broken = verdict({
      rule: 'policy/broken',
      layer: 'user',
      effect: null,
      outcome: 'ask',
      reason: 'policy.yaml:1:1: unknown field.',
      alternative: '',
    });
    expect(reason(broken)).toBe('policy.yaml:1:1: unknown field. Rule policy/broken; a person can mend the file.');
  });
  it('of an allowed call names the rules; without an opinion there is none', () => {
    expect(reason(verdict({ outcome: 'allow', rule: 'user/kubectl' }))).toBe('Allowed by user/kubectl.');
    expect(renderReason(decision(verdict({ outcome: 'none' })), command, plain)).toBe('');
    expect(renderReason(decision(), command, plain)).toBe('');
  });

  it('never shows what is redacted, in the quotation or the missing value', () => {
    const secret = ['s', 'ecret', '123'].join('');
    const text = `curl -H "X: ${secret}" x`;
    const sent = exec('curl', { span: { start: 0, end: text.length } });
    const hide = (piece: string): string => piece.replaceAll(secret, '[redacted]');
    const shown = renderReason(
      decision(verdict({ effect: sent, outcome: 'ask', certain: false, missing: `$(echo ${secret})` })),
      text,
      hide,
    );
    expect(shown).not.toContain(secret);
    expect(shown).toContain('curl -H "X: [redacted]" x');
  });
  it('redacts before it shortens, so that no half of a secret is left', () => {
    const secret = 'k'.repeat(300);
    const sent = exec('curl', { span: { start: 0, end: secret.length } });
    const shown = renderReason(decision(verdict({ effect: sent })), secret, (piece) =>
      piece === secret ? '[redacted]' : piece,
    );
    expect(shown).not.toContain('kkk');
  });
  it('is one line without control characters', () => {
    const text = 'rm\n\t-rf\u001b[31m x\u202e';
    const removed = exec('rm', { span: { start: 0, end: text.length } });
    expect(renderReason(decision(verdict({ effect: removed })), text, plain)).toMatch(/^Blocked: `rm -rf \[31m x`\./);
  });
  it.each([10, 100, 1000, 10_000])('stays under 600 characters with %d characters of everything', (size) => {
    const text = 'x'.repeat(size);
    const removed = exec('rm', { span: { start: 0, end: size } });
    const long = verdict({
      effect: removed,
      reason: 'r'.repeat(Math.min(size, 225)),
      alternative: 'a'.repeat(Math.min(size, 224)),
      certain: false,
      missing: text,
    });
    const shown = renderReason(decision(long), text, plain);
    expect(shown.length).toBeLessThan(600);
    expect(shown).toContain('Rule git/force-push');
    expect(shown).toContain(long.reason);
  });
  it('stays under 600 characters whatever a rule says', () => {
    const shown = reason(verdict({ reason: 'r'.repeat(5000) }));
    expect(shown.length).toBeLessThan(600);
    expect(shown).toMatch(/… Rule git\/force-push\.$/);
  });
});
