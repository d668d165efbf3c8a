import { dirname } from 'node:path';
import { filesBefore, judgeSession } from './judge.ts';
import { SUBAGENT_MARK, type Script, type ToolUse } from './messages-api.ts';
import { makeSandbox, SEARCH_PATH, type Sandbox } from './sandbox.ts';
import { judgeCommand, type Scenario, type SessionScenario } from './scenario.ts';
import { runSession } from './session.ts';

export interface Report {
  readonly title: string;
  readonly ms: number;
  /** Empty where it passed. */
  readonly problems: readonly string[];
  /** Milliseconds per run of the hook, as the client reports them; none for scenarios whose hook is broken. */
  readonly hookMs: readonly number[];
  /** The sandbox, where it was kept. */
  readonly kept?: string;
}

/** Runs one scenario in a sandbox of its own. */
export async function runScenario(scenario: Scenario, client: string, keep: boolean): Promise<Report> {
  const started = performance.now();
  const box = makeSandbox(scenario.gate ?? 'user');
  try {
    scenario.prepare?.(box);
    const { problems, hookMs } =
      scenario.kind === 'command'
        ? {
            problems: judgeCommand(
              scenario,
              box.blastgate(scenario.args, { PATH: `${dirname(client)}:${SEARCH_PATH}` }),
            ),
            hookMs: [],
          }
        : await sessionReport(scenario, box, client);
    const ms = performance.now() - started;
    return { title: scenario.title, ms, problems, hookMs, ...(keep && { kept: box.root }) };
  } finally {
    if (!keep) box.remove();
  }
}

async function sessionReport(
  scenario: SessionScenario,
  box: Sandbox,
  client: string,
): Promise<Pick<Report, 'problems' | 'hookMs'>> {
  const uses = scenario.calls.map(({ tool, input }, index): ToolUse => ({ id: `toolu_${index + 1}`, tool, input }));
  const before = filesBefore(scenario.calls, box);
  const session = await runSession(box, {
    client,
    mode: scenario.mode,
    prompt: scenario.prompt ?? 'go',
    script: scriptOf(scenario, uses),
    env: scenario.env ?? {},
  });
  const ids = uses.map(({ id }) => id);
  const problems = judgeSession(scenario, ids, session, box, before);
  return { problems, hookMs: scenario.hookFails === true ? [] : session.hookMs };
}

function scriptOf({ oneByOne, subagent }: SessionScenario, uses: readonly ToolUse[]): Script {
  const answers = oneByOne === true ? uses.map((use) => [use]) : [uses];
  if (subagent !== true) return { main: answers, subagent: [] };
  const start: ToolUse = {
    id: 'toolu_agent',
    tool: 'Agent',
    input: {
      description: 'delegate',
      prompt: `${SUBAGENT_MARK} go`,
      subagent_type: 'general-purpose',
      run_in_background: false,
    },
  };
  return { main: [[start]], subagent: answers };
}
