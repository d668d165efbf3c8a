import type { Command } from '../commands/argv.ts';
import type { EffectDraft } from '../effect.ts';
import { literal, show, unknownWord, wordOf, type Invocation, type Word } from '../word.ts';

/** The effect every invocation has: a program is started with these words. */
export function execEffect(command: Command, invocation: Invocation): EffectDraft {
  const [first] = invocation.argv;
  const named =
    first !== undefined && show(first).includes('/') ? { path: { word: first, cwd: invocation.state.cwd } } : {};
  return {
    kind: 'exec',
    program: literal(command.program, first?.span),
    ...named,
    subcommand: command.verb,
    options: command.options.map((option) => option.name),
    operands: command.operands,
    argv: command.words,
    assignments: environmentWords(invocation),
  };
}

/** The variables the call gave the command, as `NAME=value`: those it exported before, then those in front. */
function environmentWords(invocation: Invocation): readonly Word[] {
  const { state, assignments } = invocation;
  const earlier = state.exported.filter((name) => !assignments.some((assignment) => assignment.name === name));
  return [
    ...earlier.map((name): Word => {
      const value = state.variable(name) ?? unknownWord(`$${name}`, invocation.span);
      return wordOf([`${name}=`, ...value.parts], value.span);
    }),
    ...assignments.map(({ name, value }) => wordOf([`${name}=`, ...value.parts], value.span)),
  ];
}
