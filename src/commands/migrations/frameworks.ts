import { literal, textOf, type Word } from '../../word.ts';
import type { Command } from '../argv.ts';
import { serverDatabase } from '../database/_location.ts';
import type { Context, Finding, Spec } from '../spec.ts';
import { readTool, stepOf, toolSpecs, type Tool } from './_tool.ts';

/** Ecto tasks of Mix (hexdocs.pm/ecto_sql). */
const mix: Tool = {
  names: ['mix'],
  tool: 'ecto',
  syntax: { value: '-r --repo -n --step --to -v --migrations-path --log-level' },
  rows: {
    'ecto.drop': 'drop',
    'ecto.reset': 'reset',
    'ecto.setup': 'develop',
    'ecto.create': 'develop',
    'ecto.migrate': 'develop',
    'ecto.load': 'develop',
    'ecto.rollback': ['rollback-all if --all', 'rollback'],
    'ash.reset': 'reset',
    'ash_postgres.drop': 'drop',
    'ash_postgres.migrate': 'develop',
  },
  environmentVariables: 'MIX_ENV',
  urlVariables: 'DATABASE_URL',
};

/** Mix runs several tasks with `do`: `mix do ecto.drop, ecto.create`. */
const mixSpec: Spec = {
  names: mix.names,
  syntax: mix.syntax,
  *read(command, context) {
    // `mix hex.publish` sends a package to hex.pm (Hex documentation).
    if (textOf(command.operands[0] ?? nothing) === 'hex.publish' && command.has('--dry-run') !== 'yes')
      yield { kind: 'deploy.release', tool: 'mix', environment: literal('hex.pm'), production: 'no', what: 'package' };
    const isDo = textOf(command.operands[0] ?? nothing) === 'do';
    if (!isDo) {
      yield* readTool(mix, command, context);
      return;
    }
    const tasks = command.operands.slice(1).flatMap((word) => {
      const text = textOf(word);
      return text === undefined
        ? [word]
        : text === '+'
          ? []
          : text
              .split(/[,\s]+/)
              .filter((task) => task !== '')
              .map((task): Word => ({ ...word, parts: [task] }));
    });
    yield* readTool({ ...mix, tasks: true }, { ...command, operands: tasks }, context);
  },
};

const nothing: Word = { parts: [], span: { start: 0, end: 0 }, many: false };

/** Laravel's artisan (Laravel documentation, "Migrations"); without `--force` it asks in production. */
const artisan: Tool = {
  names: ['artisan'],
  tool: 'laravel',
  syntax: {
    value: '--env --database --path --step --batch --seeder --schema-path --execute',
    flags: '--force --pretend --seed --drop-views',
  },
  rows: {
    'migrate:fresh': 'reset',
    'migrate:refresh': 'reset',
    'migrate:reset': 'rollback-all',
    'migrate:rollback': 'rollback',
    'db:wipe': 'drop',
    migrate: 'develop',
    'migrate:install': 'develop',
    db: dbShell,
    tinker: tinker,
    'schema:dump': ['develop if --prune'],
  },
  preview: '--pretend --help -h',
  environment: '--env --database',
  environmentVariables: 'APP_ENV DB_CONNECTION DB_DATABASE',
  urlVariables: 'DATABASE_URL DB_URL',
};

function* dbShell(_: Command, context: Context): Iterable<Finding> {
  yield {
    kind: 'stream-code',
    language: 'sql',
    stream: context.stdin,
    via: 'artisan db',
    database: serverDatabase({ dialect: 'sql', nameVariables: 'DATABASE_URL DB_URL' }, context),
  };
}

function* tinker(command: Command, context: Context): Iterable<Finding> {
  const code = command.value('--execute');
  if (code !== undefined) yield { kind: 'code', language: 'php', text: code, via: 'artisan tinker' };
  else yield { kind: 'stream-code', language: 'php', stream: context.stdin, via: 'artisan tinker' };
}

/** Doctrine commands of Symfony's bin/console and vendor/bin/doctrine; dropping needs `--force`, `--dump-sql` only prints. */
const doctrine: Tool = {
  names: ['console', 'doctrine', 'doctrine-migrations'],
  tool: 'doctrine',
  syntax: {
    value: '-e --env --em --connection -c --conn --shard',
    flags: '--force -f --full-database --complete -n --no-interaction --if-exists --dump-sql',
  },
  rows: {
    'doctrine:database:drop': ['drop if --force -f'],
    'd:d:d': ['drop if --force -f'],
    'doctrine:schema:drop': ['drop if --force -f'],
    'orm:schema-tool:drop': ['drop if --force -f'],
    'doctrine:schema:update': ['accept-data-loss if --force -f'],
    'orm:schema-tool:update': ['accept-data-loss if --force -f'],
    'doctrine:migrations:migrate': migrateTo,
    'migrations:migrate': migrateTo,
    'd:m:m': migrateTo,
    'doctrine:fixtures:load': ['develop if --append', 'reset'],
    'doctrine:query:sql': runSql,
    'dbal:run-sql': runSql,
  },
  preview: '--dump-sql --dry-run --help -h',
  environment: '-e --env --em --connection',
  environmentVariables: 'APP_ENV',
  urlVariables: 'DATABASE_URL',
};

/** `doctrine:migrations:migrate first` goes back to before the first migration. */
function* migrateTo(command: Command, context: Context, operands: readonly Word[]): Iterable<Finding> {
  const target = textOf(operands[0] ?? nothing);
  yield stepOf(
    doctrine,
    target === 'first' || target === '0' ? 'rollback-all' : target === 'prev' ? 'rollback' : 'develop',
    command,
    context,
  );
}

function* runSql(command: Command, context: Context, operands: readonly Word[]): Iterable<Finding> {
  const database = serverDatabase(
    {
      dialect: 'sql',
      nameVariables: 'DATABASE_URL',
      also: [command.value('-e', '--env'), command.value('--connection')],
    },
    context,
  );
  for (const text of operands.slice(0, 1))
    yield { kind: 'code', language: 'sql', text, via: 'doctrine', cwd: context.cwd, database };
}

/** Entity Framework Core tools (Microsoft Learn, "EF Core tools reference"), as `dotnet-ef` and behind `dotnet ef`. */
const entityFramework: Tool = {
  names: ['dotnet-ef'],
  tool: 'ef',
  syntax: {
    value: '-p --project -s --startup-project -c --context --connection --configuration --framework -o --output',
    flags: '-f --force --dry-run --no-build -v',
  },
  rows: {
    'database drop': 'drop',
    *'database update'(command, context, operands) {
      yield stepOf(
        entityFramework,
        textOf(operands[0] ?? nothing) === '0' ? 'rollback-all' : 'develop',
        command,
        context,
      );
    },
  },
  preview: '--dry-run --help -h',
  url: '--connection',
  environmentVariables: 'ASPNETCORE_ENVIRONMENT DOTNET_ENVIRONMENT',
};

/** Laravel Sail runs programs in the application's container; Symfony's CLI runs `bin/console` and PHP tools. */
const runners: readonly Spec[] = [
  {
    names: ['sail'],
    syntax: { style: 'posix' },
    *read(command) {
      const [first] = command.operands;
      if (first === undefined || /^(?:up|down|build|ps|logs|stop|start|restart)$/.test(textOf(first) ?? '')) return;
      const remote = { kind: 'container', ephemeral: false, mounts: [] } as const;
      const argv = /^(?:exec|run|debug)$/.test(textOf(first) ?? '') ? command.operands.slice(1) : command.operands;
      if (argv.length > 0) yield { kind: 'run', argv, via: 'sail', remote };
    },
  },
  {
    names: ['symfony'],
    syntax: { style: 'posix' },
    *read(command) {
      const [first, ...rest] = command.operands;
      const verb = textOf(first ?? nothing) ?? '';
      if (first !== undefined && /^(?:console|php|composer|pecl)$/.test(verb))
        yield { kind: 'run', argv: [first, ...rest], via: 'symfony' };
      else if (verb === 'run') yield { kind: 'run', argv: rest, via: 'symfony run' };
    },
  },
];

export const specs: readonly Spec[] = [...toolSpecs([artisan, doctrine, entityFramework]), mixSpec, ...runners];
