import type { Gate, Ran, Sandbox } from './sandbox.ts';
import type { Mode, Outcome, Session } from './session.ts';

/** A call the model makes, and what has to become of it. */
export interface PlannedCall {
  readonly tool: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly outcome: Outcome;
  /** Who has to have decided it, where that is part of the claim. */
  readonly by?: 'hook' | 'config';
  /** What the model has to be told. */
  readonly told?: readonly string[];
}

/** One session of the real client. */
export interface SessionScenario {
  readonly kind: 'session';
  readonly title: string;
  readonly mode: Mode;
  /** The person's own settings where it is not given. `absent`: a control, which shows that the call would run without the gate. */
  readonly gate?: Gate;
  readonly prepare?: (box: Sandbox) => void;
  readonly prompt?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** All in one answer of the model, unless `oneByOne`. */
  readonly calls: readonly PlannedCall[];
  /** Each call in an answer of its own. */
  readonly oneByOne?: true;
  /** The calls are made by a sub-agent that the model starts. */
  readonly subagent?: true;
  /** A hook that fails, or whose stdout is spoilt, is the point of it. */
  readonly hookFails?: true;
  /** Further claims; says what is wrong. */
  readonly check?: (box: Sandbox, session: Session) => readonly string[];
}

/** A subcommand of the gate in a sandbox. */
export interface CommandScenario {
  readonly kind: 'command';
  readonly title: string;
  readonly gate?: Gate;
  readonly prepare?: (box: Sandbox) => void;
  readonly args: readonly string[];
  readonly code: number;
  readonly prints: readonly string[];
}

export type Scenario = SessionScenario | CommandScenario;

/** A call that the hook has to stop, with the rule the model has to read. */
export function denied(tool: string, input: PlannedCall['input'], rule: string): PlannedCall {
  return { tool, input, outcome: 'blocked', by: 'hook', told: [`Rule ${rule}`] };
}

/** A call that has to run. */
export function runs(tool: string, input: PlannedCall['input']): PlannedCall {
  return { tool, input, outcome: 'executed' };
}

/** What is wrong with a subcommand's run. */
export function judgeCommand({ code, prints }: CommandScenario, ran: Ran): readonly string[] {
  const problems = prints
    .filter((text) => !ran.output.includes(text))
    .map((text) => `it does not print ${JSON.stringify(text)}`);
  if (ran.code !== code) problems.push(`exit code ${ran.code} instead of ${code}`);
  return problems.length === 0 ? [] : [...problems, `it printed: ${ran.output.trim().slice(0, 600)}`];
}
