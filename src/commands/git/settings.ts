import type { Word } from '../../word.ts';
import type { Context } from '../spec.ts';

/** One setting of git's configuration. */
export interface Setting {
  readonly key: string;
  readonly value: Word;
}

/** A variable in front of the command or exported by the call; what the environment held before is not the call's doing. */
export function setByCall({ invocation }: Context, name: string): Word | null | undefined {
  const prefix = invocation.assignments.findLast((assignment) => assignment.name === name);
  if (prefix !== undefined) return prefix.value;
  return invocation.state.exported.includes(name) ? invocation.state.variable(name) : undefined;
}

/** Section and variable names are case-insensitive, a subsection between them is not (git-config(1), Syntax). */
export function canonicalKey(key: string): string {
  const first = key.indexOf('.');
  const last = key.lastIndexOf('.');
  if (first < 0) return key.toLowerCase();
  return key.slice(0, first).toLowerCase() + key.slice(first, last) + key.slice(last).toLowerCase();
}
