import { textOf, type Word } from '../../word.ts';
import type { Command } from '../argv.ts';
import type { Context, Finding, Spec } from '../spec.ts';
import { readTool, stepOf, toolSpecs, type Tool } from './_tool.ts';

const alembicOptions = '-c --config -n --name -x --sql --tag -r --rev-range -d --directory -m --message';

/** Alembic: `downgrade base` undoes everything; `--sql` only prints (Alembic documentation, "Offline Mode"). */
const alembic: Tool = {
  names: ['alembic'],
  syntax: { value: '-c --config -n --name -x --tag -m --message', flags: '--sql' },
  rows: {
    upgrade: 'develop',
    *downgrade(command, context, operands) {
      yield downgrade(alembic, command, context, operands);
    },
  },
  preview: '--sql --help -h',
  environment: '-n --name -c --config -x',
  environmentVariables: 'APP_ENV ENV ENVIRONMENT',
  urlVariables: 'DATABASE_URL SQLALCHEMY_DATABASE_URI SQLALCHEMY_DATABASE_URL',
};

function downgrade(tool: Tool, command: Command, context: Context, operands: readonly Word[]): Finding {
  const target = operands[0] === undefined ? '-1' : textOf(operands[0]);
  return stepOf(
    tool,
    target === undefined || /^(?:base|.*:base|-\d{2,})$/.test(target) ? 'rollback-all' : 'rollback',
    command,
    context,
  );
}

/** Flask-Migrate: `flask db downgrade base`. */
const flask: Tool = {
  names: ['flask'],
  syntax: { value: `-A --app -e --env-file ${alembicOptions.replace('--sql ', '')}`, flags: '--sql' },
  rows: {
    'db upgrade': 'develop',
    *'db downgrade'(command, context, operands) {
      yield downgrade(flask, command, context, operands);
    },
  },
  preview: '--sql --help',
  environment: '-e --env-file',
  environmentVariables: 'FLASK_ENV FLASK_CONFIG APP_ENV',
  urlVariables: 'DATABASE_URL SQLALCHEMY_DATABASE_URI',
};

/** yoyo-migrations. */
const yoyo: Tool = {
  names: ['yoyo', 'yoyo-migrate'],
  tool: 'yoyo',
  syntax: { value: '-d --database -c --config -r --revision -m --match --migration-table' },
  rows: {
    apply: 'develop',
    develop: 'develop',
    rollback: ['rollback-all if -a --all', 'rollback'],
    reapply: ['rollback-all if -a --all', 'rollback'],
  },
  url: '-d --database',
  urlVariables: 'DATABASE_URL',
};

/** Aerich, for Tortoise ORM. */
const aerich: Tool = {
  names: ['aerich'],
  syntax: { value: '-c --config --app -v' },
  rows: { upgrade: 'develop', downgrade: 'rollback', 'init-db': 'develop' },
  urlVariables: 'DATABASE_URL',
};

export const specs: readonly Spec[] = [
  ...toolSpecs([yoyo, aerich]),
  ...[alembic, flask].map((tool): Spec => ({
    names: tool.names,
    syntax: { ...tool.syntax },
    read: (command, context) => readTool(tool, withRelative(command), context),
  })),
];

/** `downgrade -1`: a number behind a dash is an operand. */
function withRelative(command: Command): Command {
  const relative = command.options.filter(({ name }) => /^-\d$/.test(name)).map(({ word }) => word);
  return relative.length === 0 ? command : { ...command, operands: [...command.operands, ...new Set(relative)] };
}
