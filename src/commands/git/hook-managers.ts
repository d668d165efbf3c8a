import { below, listOf, readOutline, type Outline, type OutlineMap } from '../../languages/outline.ts';
import { literal, textOf } from '../../word.ts';
import type { Command } from '../argv.ts';
import type { Context, Finding, Spec } from '../spec.ts';

/** The verbs with which each manager takes the repository's hooks out again, so that no later commit is checked. */
const removes: Readonly<Record<string, RegExp>> = {
  // https://pre-commit.com/#pre-commit-uninstall, https://pre-commit.com/#pre-commit-migrate-config
  'pre-commit': /^uninstall$/,
  lefthook: /^uninstall$/,
  overcommit: /^--uninstall$/,
  husky: /^uninstall$/,
  captainhook: /^uninstall$/,
};

/** The commands that a repository's own hooks run, where the verb runs them (pre-commit.com, lefthook.dev). */
function* configured(command: Command, context: Context): Generator<Finding> {
  if (textOf(command.operands[0] ?? literal('')) !== 'run') return;
  for (const name of command.program === 'lefthook'
    ? ['lefthook.yml', 'lefthook.yaml', '.lefthook.yml']
    : ['.pre-commit-config.yaml']) {
    const content = context.content(context.path(literal(name)));
    const text = content === undefined ? undefined : textOf(content);
    if (text === undefined) continue;
    for (const line of command.program === 'lefthook' ? lefthookCommands(text) : localHooks(text))
      yield {
        kind: 'code',
        language: 'bash',
        text: literal(line, { start: 0, end: 0, origin: name }),
        via: command.program,
      };
  }
}

/** Hooks of `repo: local`: those of other repositories are installed programs. */
function localHooks(text: string): readonly string[] {
  return listOf(below(readOutline(text).value, 'repos')).flatMap((repository) =>
    below(repository, 'repo') === 'local'
      ? listOf(below(repository, 'hooks')).flatMap((hook) =>
          textsBelow(hook, 'entry', 'language', /^(?:system|script|unsupported.*)$/),
        )
      : [],
  );
}

function lefthookCommands(text: string): readonly string[] {
  const { value } = readOutline(text);
  if (typeof value === 'string' || Array.isArray(value)) return [];
  return Object.values(value as OutlineMap).flatMap((hook) => {
    const commands = below(hook, 'commands');
    const own = typeof commands === 'object' && !Array.isArray(commands) ? Object.values(commands as OutlineMap) : [];
    return [...own, ...listOf(below(hook, 'jobs'))].flatMap((one) => textsBelow(one, 'run'));
  });
}

function textsBelow(value: Outline, key: string, condition?: string, pattern?: RegExp): readonly string[] {
  const text = below(value, key);
  const kind = condition === undefined ? undefined : below(value, condition);
  return typeof text === 'string' && (pattern === undefined || (typeof kind === 'string' && pattern.test(kind)))
    ? [text]
    : [];
}

function* read(command: Command, context: Context): Generator<Finding> {
  yield* configured(command, context);
  const removal = removes[command.program];
  const words = [
    ...command.operands.slice(0, 1).map((word) => word.parts.join('')),
    ...command.options.map(({ name }) => name),
  ];
  const verb = removal === undefined ? undefined : words.find((word) => removal.test(word));
  if (verb === undefined || command.has('--help', '-h') === 'yes') return;
  yield { kind: 'git.skip-check', check: 'hooks', by: `${command.program} ${verb}`, skipped: 'yes' };
}

export const specs: readonly Spec[] = [
  { names: Object.keys(removes), syntax: { value: '-c --config -t --hook-type' }, read },
];
