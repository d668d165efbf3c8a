import type { Command } from '../argv.ts';
import type { Finding, Spec } from '../spec.ts';

/** The verbs with which each manager takes the repository's hooks out again, so that no later commit is checked. */
const removes: Readonly<Record<string, RegExp>> = {
  // https://pre-commit.com/#pre-commit-uninstall, https://pre-commit.com/#pre-commit-migrate-config
  'pre-commit': /^uninstall$/,
  lefthook: /^uninstall$/,
  overcommit: /^--uninstall$/,
  husky: /^uninstall$/,
  captainhook: /^uninstall$/,
};

function* read(command: Command): Generator<Finding> {
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
