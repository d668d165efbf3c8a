import * as z from 'zod/mini';
import { effectFields } from '../effect-fields.ts';
import type { EffectKind } from '../effect.ts';

// The shape of policy files. What may stand in `when` depends on the kind of effect and is read by conditions.ts.

/** A message for a value that is wrong, or another for one that is missing. */
function must(be: string): { error: (issue: { input?: unknown }) => string } {
  return { error: (issue) => (issue.input === undefined ? `is missing: it must be ${be}` : `must be ${be}`) };
}

const kinds = Object.keys(effectFields) as [EffectKind, ...EffectKind[]];

const line = z
  .string(must('text'))
  .check(z.trim(), z.minLength(1, 'must not be blank'), z.maxLength(450, 'must be shorter than 450 characters'));
const name = z
  .string(must('a name'))
  .check(z.regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, 'must be lower-case words joined by hyphens, such as `force-push`'));
const lines = z.array(line, must('a list of texts'));
const outcome = z.enum(['deny', 'ask', 'allow', 'none'], must('one of deny, ask, allow, none'));
const kind = z.enum(kinds, must('a kind of effect, such as `file.delete`'));
const conditions = z.record(z.string(), z.unknown(), must('a list of fields, such as `{ program: rm }`'));

/** A file in the world of an example: its content, nothing for a directory, or `{link: target}`. */
const recordedFile = z.union(
  [z.string(), z.null(), z.strictObject({ link: z.string() })],
  must('the content of a file, null for a directory, or {link: target}'),
);
const texts = z.array(z.string(must('text')), must('a list of texts'));
const textOrNone = z.nullable(z.string(must('text')));

const world = z.strictObject(
  {
    home: z.optional(textOrNone),
    project: z.optional(textOrNone),
    cwd: z.optional(textOrNone),
    branch: z.optional(textOrNone),
    env: z.optional(z.record(z.string(), textOrNone, must('variables and their values'))),
    files: z.optional(z.record(z.string(), recordedFile, must('paths and their contents'))),
    tracked: z.optional(texts),
    ignored: z.optional(texts),
    protectedBranches: z.optional(texts),
    upstream: z.optional(textOrNone),
    remotes: z.optional(texts),
    gitConfig: z.optional(z.record(z.string(), textOrNone, must('keys and their values'))),
    kubeContext: z.optional(textOrNone),
    worktrees: z.optional(texts),
    platform: z.optional(z.enum(['linux', 'darwin', 'windows'], must('one of linux, darwin, windows'))),
    now: z.optional(z.string(must('a date'))),
  },
  must('a description of the machine'),
);

const modes = ['default', 'plan', 'acceptEdits', 'auto', 'dontAsk', 'bypassPermissions'] as const;
const around = {
  world: z.optional(world),
  mode: z.optional(z.enum(modes, must(`one of ${modes.join(', ')}`))),
  subagent: z.optional(z.string(must('the name of a sub-agent'))),
};
/** A command or another tool call, with the world it is made in. */
export const exampleSchema = z.union(
  [
    z.string(),
    z.strictObject({ run: z.string(), ...around }),
    z.strictObject({ tool: z.string(), input: z.record(z.string(), z.unknown()), ...around }),
  ],
  must('a command (in quotes where it holds `: ` or ` #`), {run: command, world: …} or {tool: name, input: …}'),
);
const exampleList = z.array(exampleSchema, must('a list of examples'));
const examples = z.strictObject(
  { match: exampleList, unsure: exampleList, pass: exampleList },
  must('{match: […], unsure: […], pass: […]}'),
);

/** How many rows each part of the requirements has. */
const requirements = { A: 9, B: 15, C: 10, D: 12, E: 6, F: 6, G: 9 };
/** The id of every requirement. */
export const requirementIds = Object.entries(requirements).flatMap(([part, count]) =>
  Array.from({ length: count }, (_, index) => `${part}${index + 1}`),
);
const requirement = z.enum(requirementIds, must('the id of a requirement, such as C1'));

const optionalRuleFields = {
  covers: z.optional(z.array(requirement, must('a list of ids'))),
  when: z.optional(conditions),
  unless: z.optional(conditions),
  unsure: z.optional(z.enum(['deny', 'ask', 'none'], must('one of deny, ask, none'))),
  references: z.optional(lines),
};
const ruleFields = {
  id: name,
  outcome,
  effect: z.union([kind, z.array(kind).check(z.minLength(1))], must('a kind of effect or a list of them')),
  reason: line,
  ...optionalRuleFields,
};

/** A rule of a person's own: title, alternative and examples may be left out. */
const ownRule = z.strictObject(
  { ...ruleFields, title: z.optional(line), alternative: z.optional(line), examples: z.optional(examples) },
  must('a rule'),
);
const packRule = z.strictObject(
  { ...ruleFields, title: line, alternative: z.optional(line), examples },
  must('a rule'),
);

const places = z.record(name, texts, must('place names and their globs'));

const override = z.strictObject(
  {
    rule: z
      .string(must('the id of a rule, such as git/force-push'))
      .check(
        z.regex(/^[a-z0-9-]+\/([a-z0-9-]+|\*)$/, 'must be the id of a rule, or all of a pack: git/force-push, git/*'),
      ),
    when: z.optional(conditions),
    outcome,
    reason: line,
    until: z.optional(
      z
        .string(must('a date, such as 2026-12-31'))
        .check(
          z.regex(/^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:\d\d))?$/, 'must be a date, such as 2026-12-31'),
        ),
    ),
  },
  must('an override'),
);
const overrides = z.array(override, must('a list of overrides'));

const profiles = ['read-only', 'workspace', 'auto', 'strict'] as const;
const profile = z.enum(profiles, must(`one of ${profiles.join(', ')}`));

/** `policies/<pack>.yaml`. */
export const packSchema = z.strictObject(
  { pack: name, title: line, places: z.optional(places), rules: z.array(packRule, must('a list of rules')) },
  must('a rule pack'),
);

/** `policy.yaml` and `.blastgate.yaml`. */
export const policySchema = z.strictObject(
  {
    version: z.optional(z.literal(1, must('1'))),
    pack: z.optional(name),
    profile: z.optional(profile),
    places: z.nullish(places),
    rules: z.nullish(z.array(ownRule, must('a list of rules'))),
    overrides: z.nullish(overrides),
  },
  must('a policy: places, rules, overrides, profile'),
);

/** `policies/profiles/<profile>.yaml`. */
export const profileSchema = z.strictObject({ profile, title: line, overrides }, must('a profile'));

export type RuleSource = z.infer<typeof ownRule>;
export type PolicySource = z.infer<typeof policySchema>;
export type ProfileSource = z.infer<typeof profileSchema>;
export type OverrideSource = z.infer<typeof override>;
export type ExampleSource = z.infer<typeof exampleSchema>;
