import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import * as z from 'zod/mini';
import { exampleSchema, requirementIds } from '../../src/policy/schema.ts';

/** The commands that the requirements name, by requirement. */
export const REQUIREMENTS_FILE = 'docs/coverage.yaml';

const group = z.strictObject({
  outcome: z.enum(['deny', 'ask', 'none']),
  /** What an example must share with a command to cover it; `command` (the default) is program, verb and options. */
  by: z.optional(z.enum(['command', 'path', 'statement', 'host', 'word'])),
  /** Nothing else is expected before a later issue: what is missing is said, and fails nothing. */
  later: z.optional(z.boolean()),
  commands: z.array(exampleSchema).check(z.minLength(1)),
});

const requirement = z.strictObject({
  what: z.string(),
  /** What is done without a rule, and the test that proves it. */
  proof: z.optional(z.string()),
  /** What is not done yet. */
  later: z.optional(z.string()),
  cases: z.optional(z.array(group)),
});

export type Group = z.infer<typeof group>;
export type Likeness = NonNullable<Group['by']>;
export type Requirement = z.infer<typeof requirement>;

/** Reads the file; throws where it is not of this shape, or an id is missing, unknown or without anything said. */
export function readRequirements(): readonly (readonly [id: string, Requirement])[] {
  const all = z.record(z.string(), requirement).parse(parse(readFileSync(REQUIREMENTS_FILE, 'utf8')));
  const said = ({ cases, later, proof }: Requirement): boolean =>
    cases !== undefined || later !== undefined || proof !== undefined;
  const wrong = [
    ...requirementIds.filter((id) => !Object.hasOwn(all, id)).map((id) => `${id} is missing`),
    ...Object.keys(all).flatMap((id) => (requirementIds.includes(id) ? [] : [`${id} is no requirement`])),
    ...Object.entries(all).flatMap(([id, each]) => (said(each) ? [] : [`${id} says nothing`])),
  ];
  if (wrong.length > 0) throw new Error(`${REQUIREMENTS_FILE}: ${wrong.join('; ')}`);
  return requirementIds.flatMap((id) => {
    const found = all[id];
    return found === undefined ? [] : [[id, found] as const];
  });
}
