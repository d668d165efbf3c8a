import { literal, unknownWord, type Invocation, type ShellState } from '../word.ts';
import type { Facts } from '../world.ts';

/** What a child process inherits: exported variables and the assignments in front of the command. */
export function environmentOf(invocation: Invocation): ShellState {
  const names = invocation.assignments.map((assignment) => assignment.name);
  return {
    ...withAssignments(invocation.state),
    exported: [...invocation.state.exported, ...names],
    variable: (name) =>
      invocation.assignments.findLast((assignment) => assignment.name === name)?.value ??
      invocation.state.variable(name),
  };
}

/** A state whose fields can be replaced: the same questions, asked of the same shell. */
export function withAssignments(state: ShellState): ShellState {
  return { cwd: state.cwd, exported: state.exported, variable: (name) => state.variable(name) };
}

/** The state of a shell of which only the working directory is known. */
export function bareState(facts: Facts): ShellState {
  const { cwd } = facts.world;
  return {
    cwd: cwd === null ? unknownWord('the working directory') : literal(cwd),
    exported: [],
    variable: () => undefined,
  };
}
