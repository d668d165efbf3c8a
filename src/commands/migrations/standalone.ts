import { literal, textOf, type Word } from '../../word.ts';
import type { Command } from '../argv.ts';
import type { Context, Finding, Spec } from '../spec.ts';
import { readTool, stepOf, toolSpecs, type Tool } from './_tool.ts';

/** Flyway: `clean` drops all objects in the configured schemas; several verbs may follow each other; parameters are `-url=…`. */
const flyway: Tool = {
  names: ['flyway'],
  syntax: { value: '-url -user -password -configFiles -environment -schemas -locations -target', style: 'long-dash' },
  rows: { clean: 'drop', migrate: 'develop', undo: 'rollback', baseline: 'develop', repair: 'develop' },
  tasks: true,
  url: '-url --url',
  environment: '-environment -configFiles',
  environmentVariables: 'FLYWAY_ENVIRONMENT',
  urlVariables: 'FLYWAY_URL',
};

/** Liquibase: `drop-all`; `update-sql` and `rollback-sql` only print. */
const liquibase: Tool = {
  names: ['liquibase'],
  syntax: {
    value:
      '--url --username --password --changelog-file --changeLogFile --defaults-file --defaultsFile --contexts --tag --count --driver --schemas --default-schema-name --log-level',
  },
  rows: {
    'drop-all': 'drop',
    dropAll: 'drop',
    update: 'develop',
    'update-to-tag': 'develop',
    'update-count': 'develop',
    rollback: 'rollback',
    'rollback-count': 'rollback',
    rollbackCount: 'rollback',
    'rollback-to-date': 'rollback',
    rollbackToDate: 'rollback',
    'execute-sql': executeSql,
    executeSql,
  },
  url: '--url',
  environment: '--defaults-file --defaultsFile --contexts',
  urlVariables: 'LIQUIBASE_COMMAND_URL',
};

function* executeSql(command: Command, context: Context): Iterable<Finding> {
  const database = {
    dialect: 'sql',
    location: 'unknown' as const,
    name: command.value('--url') ?? { parts: [], span: { start: 0, end: 0 }, many: false },
    cwd: context.cwd,
  };
  for (const text of command.values('--sql'))
    yield { kind: 'code', language: 'sql', text, via: 'liquibase execute-sql', database };
  for (const file of command.values('--sql-file', '--sqlFile'))
    yield { kind: 'file-code', language: 'sql', path: context.path(file), via: 'liquibase execute-sql', database };
}

/** Goose takes driver and connection as operands: `goose postgres "…" down`. */
const goose: Tool = {
  names: ['goose'],
  syntax: { value: '-dir -table -certfile -timeout -env', style: 'long-dash' },
  rows: {
    up: 'develop',
    'up-to': 'develop',
    'up-by-one': 'develop',
    down: 'rollback',
    redo: 'rollback',
    reset: 'rollback-all',
    'down-to': 'rollback',
  },
  urlVariables: 'GOOSE_DBSTRING',
};

const dbmate: Tool = {
  names: ['dbmate'],
  syntax: { value: '-u --url -e --env -d --migrations-dir -s --schema-file --env-file' },
  rows: {
    drop: 'drop',
    up: 'develop',
    migrate: 'develop',
    create: 'develop',
    rollback: 'rollback',
    down: 'rollback',
    load: 'reset',
  },
  url: '-u --url',
  environment: '-e --env --env-file',
  urlVariables: 'DATABASE_URL',
};

/** golang-migrate: `down` without a number undoes everything, `drop` deletes everything in the database. */
const golangMigrate: Tool = {
  names: ['migrate'],
  syntax: {
    value: '-path -source -database -prefetch -lock-timeout --path --source --database',
    flags: '-verbose -version -help',
    style: 'long-dash',
  },
  rows: {
    drop: 'drop',
    up: 'develop',
    goto: 'develop',
    *down(command, context, operands) {
      const count = textOf(operands[0] ?? { parts: [''], span: { start: 0, end: 0 }, many: false });
      yield stepOf(
        golangMigrate,
        count !== undefined && /^\d+$/.test(count) ? 'rollback' : 'rollback-all',
        command,
        context,
      );
    },
  },
  url: '-database --database',
  urlVariables: 'DATABASE_URL',
};

const sqlx: Tool = {
  names: ['sqlx', 'cargo-sqlx'],
  tool: 'sqlx',
  syntax: { value: '-D --database-url --source --connect-timeout --target-version' },
  rows: {
    'database drop': 'drop',
    'database reset': 'reset',
    'database create': 'develop',
    'database setup': 'develop',
    'migrate run': 'develop',
    *'migrate revert'(command, context) {
      yield stepOf(
        sqlx,
        textOf(command.value('--target-version') ?? { parts: ['1'], span: { start: 0, end: 0 }, many: false }) === '0'
          ? 'rollback-all'
          : 'rollback',
        command,
        context,
      );
    },
  },
  preview: '--dry-run',
  url: '-D --database-url',
  urlVariables: 'DATABASE_URL',
};

const diesel: Tool = {
  names: ['diesel'],
  syntax: { value: '--database-url --migration-dir --config-file -n --number' },
  rows: {
    'database reset': 'reset',
    'database drop': 'drop',
    'database setup': 'develop',
    'migration run': 'develop',
    'migration redo': ['rollback-all if -a --all', 'rollback'],
    'migration revert': ['rollback-all if -a --all', 'rollback'],
  },
  url: '--database-url',
  urlVariables: 'DATABASE_URL',
};

const atlas: Tool = {
  names: ['atlas'],
  syntax: { value: '-u --url --env --to --dev-url --dir --var -c --config --schema -s --revisions-schema' },
  rows: {
    'schema clean': 'drop',
    'schema apply': ['force-push if --auto-approve', 'deploy'],
    'migrate apply': 'deploy',
    'migrate down': 'rollback',
  },
  preview: '--dry-run',
  url: '-u --url',
  environment: '--env',
};

// https://www.sea-ql.org/SeaORM/docs/migration/running-migration/
const seaOrm: Tool = {
  names: ['sea-orm-cli'],
  syntax: { value: '-d --migration-dir -s --database-schema -u --database-url -n --num' },
  rows: {
    'migrate fresh': 'reset',
    'migrate refresh': 'reset',
    'migrate reset': 'rollback-all',
    'migrate down': 'rollback',
    'migrate up': 'develop',
  },
  url: '-u --database-url',
  urlVariables: 'DATABASE_URL',
};

// https://github.com/jackc/tern
const tern: Tool = {
  names: ['tern'],
  syntax: {
    value: '-m --migrations -c --config -d --destination --host --port --user --password --database --conn-string',
  },
  rows: {
    *migrate(command, context) {
      const to = command.value('-d', '--destination');
      const text = to === undefined ? '' : (textOf(to) ?? '');
      yield stepOf(
        tern,
        text === '0' ? 'rollback-all' : text.startsWith('-') ? 'rollback' : 'develop',
        command,
        context,
      );
    },
  },
  url: '--conn-string',
};

// https://www.skeema.io/docs/options/#allow-unsafe
const skeema: Tool = {
  names: ['skeema'],
  syntax: { value: '-h --host -P --port -u --user -d --dir', optional: '-p --password' },
  rows: { push: ['accept-data-loss if --allow-unsafe', 'deploy'] },
  preview: '--dry-run',
};

const hasura: Tool = {
  names: ['hasura'],
  syntax: {
    value: '--endpoint --admin-secret --project --envfile --database-name --up --down --goto --version --type',
  },
  rows: {
    *'migrate apply'(command, context) {
      const down = command.value('--down');
      const action = down === undefined ? 'develop' : textOf(down) === 'all' ? 'rollback-all' : 'rollback';
      yield stepOf(hasura, action, command, context);
    },
    'metadata clear': 'reset',
  },
  preview: '--dry-run',
  url: '--endpoint',
  environment: '--envfile',
  urlVariables: 'HASURA_GRAPHQL_ENDPOINT',
};

const phinx: Tool = {
  names: ['phinx'],
  syntax: { value: '-e --environment -c --configuration -t --target -d --date -p --parser' },
  rows: {
    migrate: 'develop',
    *rollback(command, context) {
      yield stepOf(
        phinx,
        textOf(command.value('-t', '--target') ?? { parts: ['1'], span: { start: 0, end: 0 }, many: false }) === '0'
          ? 'rollback-all'
          : 'rollback',
        command,
        context,
      );
    },
  },
  preview: '-x --dry-run',
  environment: '-e --environment',
  environmentVariables: 'PHINX_ENVIRONMENT',
};

/** Sqitch: `revert` without `--to` undoes every change. */
const sqitch: Tool = {
  names: ['sqitch'],
  syntax: {
    value:
      '-t --target --to --to-change --to-target -C --chdir -f --plan-file -h --db-host -d --db-name --registry -s --set',
  },
  rows: {
    deploy: 'develop',
    *revert(command, context) {
      yield stepOf(
        sqitch,
        command.has('--to', '--to-change', '--to-target') === 'yes' ? 'rollback' : 'rollback-all',
        command,
        context,
      );
    },
    *rebase(command, context) {
      yield stepOf(
        sqitch,
        command.has('--onto', '--onto-change') === 'yes' ? 'rollback' : 'rollback-all',
        command,
        context,
      );
    },
  },
  url: '-t --target',
  environment: '-h --db-host -d --db-name',
  preview: '--log-only',
};

export const specs: readonly Spec[] = [
  ...toolSpecs([flyway, liquibase, dbmate, golangMigrate, sqlx, diesel, hasura, phinx, sqitch, seaOrm, tern, skeema]),
  {
    // Two programs share the name: Ariga's migrations, and the command line of MongoDB Atlas.
    names: atlas.names,
    syntax: atlas.syntax,
    *read(command, context) {
      if (/^(?:schema|migrate)$/.test(textOf(command.operands[0] ?? literal('')) ?? ''))
        yield* readTool(atlas, command, context);
      else yield { kind: 'run', argv: [literal('mongocli'), literal('atlas'), ...command.words], via: 'atlas' };
    },
  },
  {
    names: goose.names,
    syntax: goose.syntax,
    *read(command, context) {
      const at = command.operands.findIndex((word) => Object.hasOwn(goose.rows, textOf(word) ?? ''));
      if (at < 0) return;
      const [, connection] = at >= 2 ? command.operands : [];
      const verb: Word | undefined = command.operands[at];
      const target = textOf(command.operands[at + 1] ?? { parts: ['1'], span: { start: 0, end: 0 }, many: false });
      const local: Tool = {
        ...goose,
        rows:
          textOf(verb ?? goosePlaceholder) === 'down-to' && target === '0' ? { 'down-to': 'rollback-all' } : goose.rows,
      };
      const inner: Context =
        connection === undefined
          ? context
          : { ...context, variable: (name) => (name === 'GOOSE_DBSTRING' ? connection : context.variable(name)) };
      const findings: Iterable<Finding> = readTool(local, { ...command, operands: command.operands.slice(at) }, inner);
      yield* findings;
    },
  },
];

const goosePlaceholder: Word = { parts: [], span: { start: 0, end: 0 }, many: false };
