import { describe, expect, it } from 'vitest';
import { hook } from '../src/hook.ts';
import { exampleWorld } from '../src/policy/example-world.ts';
import { recordedHost, type Written } from './recorded-host.ts';

/** What the client gets for a Bash command in an environment. */
function answered(command: string, env: Readonly<Record<string, string>>) {
  const written: Written = { stdout: '', stderr: '' };
  const event = { hook_event_name: 'PreToolUse', tool_name: 'Bash', tool_input: { command }, cwd: exampleWorld.cwd };
  const code = hook(recordedHost({ ...exampleWorld, env }, JSON.stringify(event), written));
  return { code, ...written };
}

describe('LD_SHOW_AUXV makes the loader write to stdout first, where the client then reads no question', () => {
  it.each(['1', '0', ''])('LD_SHOW_AUXV=%s: a question is a denial', (value) => {
    const { code, stdout, stderr } = answered('git push origin main', { LD_SHOW_AUXV: value });
    expect(code).toBe(2);
    expect(stdout).toContain('"permissionDecision":"deny"');
    expect(stderr).toContain('git/push-protected');
  });

  it('without it, it asks', () => {
    const { code, stdout } = answered('git push origin main', {});
    expect(code).toBe(0);
    expect(stdout).toContain('"permissionDecision":"ask"');
  });

  it('what nobody has an opinion about passes all the same', () => {
    expect(answered('ls', { LD_SHOW_AUXV: '1' })).toEqual({ code: 0, stdout: '', stderr: '' });
  });
});
