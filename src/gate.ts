import { analyse, type Analysis } from './analysis/analyse.ts';
import type { Deadline } from './deadline.ts';
import type { Decision } from './decision.ts';
import { redact } from './facts/credentials.ts';
import { makeFacts } from './facts/facts.ts';
import { decide } from './policy/decide.ts';
import { renderReason } from './policy/reason.ts';
import type { Policy } from './policy/rule.ts';
import type { HookEvent } from './tool-call.ts';
import type { World } from './world.ts';

/** Everything that came of one tool call: what it does, what the rules say, and the answer in words. */
export interface Judgement {
  readonly event: HookEvent;
  readonly analysis: Analysis;
  readonly decision: Decision;
  /** What a person or agent is told; empty where there is no opinion. */
  readonly reason: string;
}

/** Decides one tool call. The hook, `check`, `explain` and `replay` all come through here (law 9). */
export function judge(event: HookEvent, world: World, policy: Policy, deadline: Pick<Deadline, 'tick'>): Judgement {
  const facts = makeFacts(world);
  const analysis = analyse(event, facts, deadline);
  const decision = decide(analysis.effects, facts, policy, event);
  return { event, analysis, decision, reason: renderReason(decision, sourceOf(event), redact, toolOf(event)) };
}

/** The text that effects' spans are ranges of. */
export function sourceOf(event: HookEvent): string {
  return event.call?.kind === 'shell' ? event.call.command : '';
}

/** What is called by its name rather than by a command or a path. */
function toolOf({ call }: HookEvent): string {
  return call?.kind === 'mcp' ? `${call.server} ${call.tool}` : '';
}
