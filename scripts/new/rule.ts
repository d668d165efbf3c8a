import { existsSync, readFileSync } from 'node:fs';
import { readPacks } from '../packs/read.ts';
import { ScaffoldError, type Scaffold } from './file.ts';

const NAME = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/;

/** `npm run new rule git/force-push-tag`: a rule at the end of its pack whose examples fail until they are filled in. */
export function ruleScaffold(id: string): Scaffold {
  const [pack = '', rule = '', ...rest] = id.split('/');
  if (!NAME.test(pack) || !NAME.test(rule) || rest.length > 0)
    throw new ScaffoldError(
      `a rule is named PACK/ID in lower-case words joined by hyphens, such as git/force-push, not ${id}`,
    );
  const file = `policies/${pack}.yaml`;
  const { packs } = readPacks();
  if (packs.some((each) => each.rules.some((known) => known.rule.id === id)))
    throw new ScaffoldError(`the rule ${id} is there already: ${file}`);
  const there = existsSync(file);
  const blank = there && !readFileSync(file, 'utf8').endsWith('\n') ? '\n\n' : '\n';
  return {
    create: there ? [] : [{ file, content: header(pack) + text(rule) }],
    append: there ? [{ file, content: blank + text(rule) }] : [],
    next: [
      `Fill in the rule at the end of ${file}: which effect it is about and when (docs/rules.md, "Effects"), why, what instead, and the examples.`,
      `node scripts/run.mjs scripts/pack-examples.ts ${pack}   # its examples, with the effects that were found`,
      'npm run generate   # compiles the packs and writes their reference',
    ],
  };
}

const header = (pack: string): string => `# yaml-language-server: $schema=../schemas/pack.schema.json
pack: ${pack}
title: Fill in what the rules of this pack are about
rules:
`;

const text = (rule: string): string => `  - id: ${rule}
    title: Fill in the act in a few words
    outcome: ask
    effect: exec
    when: { program: fill-in }
    reason: Fill in what it does and why that matters.
    alternative: Fill in what to do instead.
    examples:
      match:
        - a command that the rule stops
      unsure: []
      pass:
        - fill-in --a-command-much-like-it-that-passes
`;
