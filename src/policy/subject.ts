import type { Effect, EffectKind } from '../effect.ts';
import type { HookEvent } from '../tool-call.ts';
import { literal, type PathRef, type Truth, type Word } from '../word.ts';
import type { Facts } from '../world.ts';
import type { Places } from './rule.ts';

/** What a condition may ask about the call itself. */
export type CallContext = Pick<HookEvent, 'tool' | 'mode' | 'agent' | 'subagent'>;

/** What rules are matched against: one effect, the call it belongs to, and the facts about the machine. */
export interface Subject {
  readonly effect: Effect;
  /** What is done to the path in question: the effect's kind, except that what a write or request takes its data from is read. */
  readonly act: EffectKind;
  readonly call: CallContext;
  readonly facts: Facts;
  readonly places: Places;
}

/**
 * Which way a doubt about a value that is several things at once falls: a path that is one thing as written and another
 * behind a symbolic link fulfils a condition that brings a rule in if either does, one that takes it out only if both do.
 */
export type Sense = 'applies' | 'exempts';

/** The sense inside a negation. */
export function opposite(sense: Sense): Sense {
  return sense === 'applies' ? 'exempts' : 'applies';
}

/** The value of a field; `undefined` where the effect has none, `null` where the world does not say. */
export type Value = string | Word | PathRef | readonly (string | Word | PathRef)[] | undefined | null;

/** The value a condition is about: a field of the effect, or one of the names every effect has. */
export function valueOf(subject: Subject, field: string): Value {
  const { effect, call, facts } = subject;
  switch (field) {
    case 'via':
      return effect.via;
    case 'remote':
      return effect.remote?.kind ?? 'none';
    case 'ephemeral':
      return effect.remote?.ephemeral === true ? 'yes' : 'no';
    case 'call.tool':
      return call.tool;
    case 'call.mode':
      return call.mode;
    case 'call.agent':
      return call.agent;
    case 'call.subagent':
      return call.subagent;
    case 'git.branch':
      return facts.world.repository.branch;
    case 'git.protected':
      return branchIsProtected(facts);
    case 'branch.protected':
      if (effect.kind === 'git.push') return facts.protectedBranch(effect.branch);
      return effect.kind === 'git.discard' ? facts.protectedBranch(effect.target) : undefined;
    case 'kube.context':
      return facts.world.kubeContext;
    case 'host.platform':
      return facts.world.platform;
    default:
      return Object.hasOwn(effect, field) ? (effect as unknown as Readonly<Record<string, Value>>)[field] : undefined;
  }
}

function branchIsProtected(facts: Facts): Truth {
  const { branch } = facts.world.repository;
  return branch === null ? 'unknown' : facts.protectedBranch(literal(branch));
}

/** Tells a path from a word. */
export function isPathRef(value: Word | PathRef): value is PathRef {
  return 'word' in value;
}
