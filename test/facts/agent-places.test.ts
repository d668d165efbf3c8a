import { describe, expect, test } from 'vitest';
import { covers, inside } from './place-questions.ts';

describe('agent-memory', () => {
  test.each([
    ['/home/dev/.claude/plans/a.md'],
    ['/home/dev/.claude/projects/-home-dev-project/memory/MEMORY.md'],
    ['/home/dev/.claude/agent-memory/reviewer/MEMORY.md'],
  ])('%s', (text) => expect(inside('agent-memory', text)).toBe('yes'));
  test.each([
    ['/home/dev/.claude/settings.json'],
    ['/home/dev/.claude/projects/x/y.jsonl'],
    ['/home/dev/.claude/plugins/x'],
  ])('not %s', (text) => expect(inside('agent-memory', text)).toBe('no'));
});

describe('self', () => {
  test.each([
    ['/home/dev/.config/blastgate/policy.yaml'],
    ['/etc/blastgate/x.yaml'],
    ['.blastgate.yaml'],
    ['.blastgate/rules.yaml'],
    ['.blastgate.local.yaml'],
    ['/home/dev/.local/state/blastgate/log'],
    ['/home/dev/.cache/blastgate/x'],
    ['.claude/settings.json'],
    ['.claude/settings.local.json'],
    ['/home/dev/.claude/settings.json'],
    ['/home/dev/.claude.json'],
    ['/home/dev/.claude/plugins/cache/x'],
    ['/etc/claude-code/managed-settings.json'],
    ['.codex/config.toml'],
    ['/home/dev/.codex/hooks.json'],
    ['.cursor/hooks.json'],
    ['.gemini/settings.json'],
    ['.github/hooks/x.json'],
    ['.windsurf/hooks.json'],
    ['/home/dev/.codeium/windsurf/hooks.json'],
    ['.opencode/plugins/x.ts'],
    ['.kiro/hooks/x.json'],
    ['../elsewhere/.claude/settings.json'],
    ['node_modules/blastgate/dist/blastgate.js'],
    ['node_modules/@blastgate/linux-x64/blastgate'],
    ['$X/.claude/settings.json'],
  ])('%s', (text) => expect(inside('self', text)).toBe('yes'));
  test.each([
    ['.claude/agents/a.md'],
    ['.claude/commands/x.md'],
    ['.claude/skills/x/SKILL.md'],
    ['CLAUDE.md'],
    ['settings.json'],
    ['.vscode/settings.json'],
    ['src/hooks/useHooks.ts'],
    ['.husky/pre-commit'],
    ['$FILE'],
  ])('not %s', (text) => expect(inside('self', text)).toBe('no'));
  test('an unknown name beside the settings is unknown', () => expect(inside('self', '.claude/$F')).toBe('unknown'));
  test('taking away the directory takes the settings away', () => {
    expect(covers('self', '.claude')).toBe('yes');
    expect(covers('self', '/home/dev/.config')).toBe('yes');
    expect(covers('self', 'src')).toBe('no');
  });
  test.each([
    ['node_modules'],
    ['src/hooks'],
    ['.github'],
    ['.vscode'],
    ['dist'],
    ['hooks'],
    ['packages/a/node_modules'],
    ['.git'],
  ])('taking away %s does not, as far as is known', (text) => expect(covers('self', text)).toBe('no'));
  test('so does taking away one that is known to hold them', () => {
    const files = { 'sub/.claude/settings.json': '{}' };
    expect(covers('self', 'sub', 'file.delete', { files })).toBe('yes');
  });
  test('agent settings are part of it, its own files are not agent settings', () => {
    expect(inside('agent-settings', '.claude/settings.json')).toBe('yes');
    expect(inside('agent-settings', '.blastgate.yaml')).toBe('no');
  });
  test('letter case does not matter on macOS', () => {
    expect(inside('self', '.Claude/Settings.JSON', 'file.write', { platform: 'darwin' })).toBe('yes');
    expect(inside('self', '.Claude/Settings.JSON')).toBe('no');
  });
});

describe('tool-servers', () => {
  test.each([
    ['.mcp.json'],
    ['sub/.mcp.json'],
    ['/home/dev/.claude.json'],
    ['.cursor/mcp.json'],
    ['.vscode/mcp.json'],
    ['/home/dev/Library/Application Support/Claude/claude_desktop_config.json'],
    ['/home/dev/.codeium/windsurf/mcp_config.json'],
  ])('%s', (text) => expect(inside('tool-servers', text)).toBe('yes'));
  test.each([['mcp.json'], ['.vscode/settings.json'], ['src/mcp.ts']])('not %s', (text) =>
    expect(inside('tool-servers', text)).toBe('no'),
  );
});
