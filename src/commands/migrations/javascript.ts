import { textOf, type Word } from '../../word.ts';
import type { Command } from '../argv.ts';
import { serverDatabase } from '../database/_location.ts';
import type { Context, Finding, Spec } from '../spec.ts';
import { readTool, stepOf, toolSpecs, type Tool } from './_tool.ts';

const nodeEnvironment = 'NODE_ENV';

const prisma: Tool = {
  names: ['prisma'],
  syntax: {
    value: '--schema --url --file --name -n --to-url --from-url --shadow-database-url --applied --rolled-back --config',
  },
  rows: {
    'migrate reset': 'reset',
    'migrate deploy': 'deploy',
    'migrate dev': 'develop',
    'db push': ['force-push if --force-reset', 'accept-data-loss if --accept-data-loss', 'develop'],
    'db execute': executeSql,
  },
  url: '--url',
  environmentVariables: nodeEnvironment,
  urlVariables: 'DATABASE_URL DIRECT_URL',
};

/** `prisma db execute --file x.sql | --stdin`. */
function* executeSql(command: Command, context: Context): Iterable<Finding> {
  const database = serverDatabase(
    { dialect: 'sql', database: command.value('--url'), nameVariables: 'DATABASE_URL' },
    context,
  );
  for (const file of command.values('--file'))
    yield { kind: 'file-code', language: 'sql', path: context.path(file), via: 'prisma db execute', database };
  if (command.has('--stdin') === 'yes')
    yield { kind: 'stream-code', language: 'sql', stream: context.stdin, via: 'prisma db execute', database };
}

const drizzle: Tool = {
  names: ['drizzle-kit'],
  syntax: { value: '--config --dialect --schema --url --out --driver --host --port --user --password --database' },
  rows: {
    push: ['force-push if --force', 'develop'],
    'push:pg': ['force-push if --force', 'develop'],
    'push:mysql': ['force-push if --force', 'develop'],
    'push:sqlite': ['force-push if --force', 'develop'],
    migrate: 'develop',
  },
  url: '--url',
  environment: '--config --host --database',
  environmentVariables: nodeEnvironment,
  urlVariables: 'DATABASE_URL',
};

const typeorm: Tool = {
  names: ['typeorm', 'typeorm-ts-node-commonjs', 'typeorm-ts-node-esm'],
  tool: 'typeorm',
  syntax: { value: '-d --dataSource -c --connection -f --config -t --transaction' },
  rows: {
    'schema:drop': 'drop',
    'schema:sync': 'accept-data-loss',
    'migration:run': 'develop',
    'migration:revert': 'rollback',
    query: sqlOperand,
  },
  environment: '-d --dataSource -c --connection',
  environmentVariables: nodeEnvironment,
  urlVariables: 'DATABASE_URL',
};

/** Statements given as an operand: `typeorm query 'DROP TABLE x'`. */
function* sqlOperand(command: Command, context: Context, operands: readonly Word[]): Iterable<Finding> {
  const database = serverDatabase({ dialect: 'sql', nameVariables: 'DATABASE_URL' }, context);
  for (const text of operands.slice(0, 1))
    yield { kind: 'code', language: 'sql', text, via: command.program, cwd: context.cwd, database };
}

const sequelize: Tool = {
  names: ['sequelize', 'sequelize-cli'],
  tool: 'sequelize',
  syntax: { value: '--env --url --config --name --to --from --seed --options-path --migrations-path' },
  rows: {
    'db:drop': 'drop',
    'db:migrate:undo:all': 'rollback-all',
    'db:migrate:undo': 'rollback',
    'db:migrate': 'develop',
    'db:seed:undo:all': 'rollback',
  },
  url: '--url',
  environment: '--env',
  environmentVariables: nodeEnvironment,
  urlVariables: 'DATABASE_URL',
};

const knex: Tool = {
  names: ['knex'],
  syntax: { value: '--env --knexfile --connection --client --migrations-directory --cwd' },
  rows: {
    'migrate:rollback': ['rollback-all if --all -all', 'rollback'],
    'migrate:down': 'rollback',
    'migrate:latest': 'develop',
    'migrate:up': 'develop',
  },
  url: '--connection',
  environment: '--env',
  environmentVariables: nodeEnvironment,
  urlVariables: 'DATABASE_URL',
};

const nodePgMigrate: Tool = {
  names: ['node-pg-migrate'],
  syntax: {
    value:
      '-f --config-file --database-url-var -d -m --migrations-dir -t --migrations-table -s --schema --env --envPath',
  },
  rows: {
    up: 'develop',
    redo: 'rollback',
    *down(command, context, operands) {
      const count = textOf(operands[0] ?? { parts: ['1'], span: { start: 0, end: 0 }, many: false });
      yield stepOf(
        nodePgMigrate,
        count === undefined || Number(count) > 20 ? 'rollback-all' : 'rollback',
        command,
        context,
      );
    },
  },
  environmentVariables: nodeEnvironment,
  urlVariables: 'DATABASE_URL',
};

const mikroOrm: Tool = {
  names: ['mikro-orm', 'mikro-orm-esm'],
  tool: 'mikro-orm',
  syntax: { value: '--config --contextName --to --from --only' },
  rows: {
    'schema:drop': ['drop if -r --run --drop-db'],
    'schema:fresh': ['reset if -r --run'],
    'schema:update': ['accept-data-loss if --drop-tables', 'develop'],
    'migration:fresh': 'reset',
    'migration:up': 'develop',
    'migration:down': 'rollback',
    'database:create': 'develop',
  },
  preview: '-d --dump',
  environment: '--config --contextName',
  environmentVariables: nodeEnvironment,
  urlVariables: 'DATABASE_URL MIKRO_ORM_CLIENT_URL',
};

const kysely: Tool = {
  names: ['kysely'],
  syntax: { value: '--config --environment -e' },
  rows: {
    'migrate:rollback': ['rollback-all if --all', 'rollback'],
    'migrate:latest': 'develop',
    'migrate latest': 'develop',
    'migrate rollback': ['rollback-all if --all', 'rollback'],
  },
  environment: '--environment -e',
  environmentVariables: nodeEnvironment,
};

/** `prisma -h` and `prisma migrate reset --help` are looks. */
export const specs: readonly Spec[] = [
  ...toolSpecs([drizzle, typeorm, sequelize, knex, nodePgMigrate, mikroOrm, kysely]),
  {
    names: prisma.names,
    syntax: prisma.syntax,
    *read(command, context) {
      if (command.has('--help', '-h') !== 'yes') yield* readTool(prisma, command, context);
    },
  },
];
