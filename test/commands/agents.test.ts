import { describe, expect, test } from 'vitest';
import { effects } from './statements.ts';
import { show } from '../../src/word.ts';

function told(command: string): string {
  return effects(command)
    .flatMap((effect) => {
      if (effect.kind === 'mcp.register') return [`${effect.agent} connects ${show(effect.server)}`];
      return effect.kind === 'agent.start' ? [`starts ${effect.agent} ${effect.model}`.trim()] : [];
    })
    .join('; ');
}

describe('command lines of agents', () => {
  test.each([
    ['claude mcp add github -- npx -y server-github', 'claude connects github'],
    ['claude mcp add --transport http -s user sentry https://mcp.sentry.dev', 'claude connects sentry'],
    ["claude mcp add-json weather '{}'", 'claude connects weather'],
    ['claude mcp remove github', ''],
    ['claude mcp list', ''],
    ['claude plugin install acme', 'claude connects acme'],
    ["claude -p 'explain' --model opus", 'starts claude opus'],
    ["claude --mcp-config x.json -p 'explain'", 'claude connects x.json; starts claude'],
    ['claude --version', ''],
    ["echo 'explain' | claude -p", 'starts claude'],
    ['codex mcp add docs -- npx x', 'codex connects docs'],
    ["codex exec -m o3 'explain'", 'starts codex o3'],
    ["codex -c mcp_servers.x.command=node exec 'hi'", 'codex connects mcp_servers.x.command=node; starts codex'],
    ['gemini mcp add docs npx x', 'gemini connects docs'],
    ["gemini -p 'explain'", 'starts gemini'],
    ["copilot -p 'explain' --additional-mcp-config @x.json", 'copilot connects @x.json; starts copilot'],
    ["code --add-mcp '{}'", 'code connects {}'],
    ['code src', ''],
    ["grep -rn 'claude mcp add' docs", ''],
  ])('%s', (command, expected) => {
    expect(told(command)).toBe(expected);
  });
});
