import type { SqlVerb } from '../../effect.ts';
import { statement } from '../../languages/sql/items.ts';
import { literal, show, textOf, type Word } from '../../word.ts';
import type { Command, Syntax } from '../argv.ts';
import type { Context, Finding, Spec } from '../spec.ts';
import { databaseOf, type Carrier } from './_carrier.ts';
import { statementFinding } from './sql-effects.ts';

const pgOptions: Syntax = {
  value:
    '-h --host -p --port -U --username -d --dbname -f --file -F --format -j --jobs -n --schema -N --exclude-schema -t --table -T --exclude-table -D --pgdata -E --encoding -O --owner -l --locale -L --use-list --maintenance-db --template -Z --compress --role -S --superuser --section --lc-collate --lc-ctype -I --index -P --function --dbname',
  flags:
    '-c --clean -C --create --if-exists -a --data-only -s --schema-only -x --no-privileges --no-owner -v --verbose -w -W -i --interactive -e --echo -1 --single-transaction -l --list -b --blobs --force -g --globals-only -r -V --version',
};

const postgres: Carrier = {
  names: [],
  dialect: 'postgres',
  syntax: pgOptions,
  host: '-h --host',
  database: '-d --dbname',
  operands: ['other'],
  hostVariables: 'PGHOST PGHOSTADDR',
  nameVariables: 'PGDATABASE PGSERVICE',
};

/** PostgreSQL client applications (PostgreSQL documentation, part VI): what each does and to which kind of object. */
const pgPrograms: Readonly<Record<string, readonly [SqlVerb, string]>> = {
  dropdb: ['drop', 'database'],
  dropuser: ['grant', 'user'],
  createdb: ['create', 'database'],
  createuser: ['grant', 'user'],
  pg_dump: ['select', 'database'],
  pg_dumpall: ['select', 'database'],
  pg_basebackup: ['select', 'database'],
  pg_restore: ['insert', 'database'],
  pg_dropcluster: ['drop', 'cluster'],
  pg_resetwal: ['drop', 'write-ahead log'],
};

function* readPostgres(command: Command, context: Context): Iterable<Finding> {
  if (command.has('-V', '--version', '--help', '-?') === 'yes') return;
  const known = Object.hasOwn(pgPrograms, command.program) ? pgPrograms[command.program] : undefined;
  if (known === undefined) return;
  const [verb, object] = known;
  const [operand] = command.operands;
  const operandNames = command.program !== 'pg_restore';
  const database = databaseOf(
    { ...postgres, operands: operandNames ? ['database', 'other'] : ['other'] },
    command,
    context,
  );
  const name = operand === undefined || !operandNames ? '' : show(operand);
  if (command.program === 'pg_restore') {
    // Without -d it only prints a script or a list.
    if (command.has('-d', '--dbname') !== 'no' && command.has('-l', '--list') !== 'yes') {
      const clean = command.has('-c', '--clean');
      if (clean !== 'no')
        yield statementFinding(
          statement(
            clean === 'yes' ? 'drop' : 'unknown',
            command.has('-C', '--create') === 'yes' ? 'database' : 'table',
          ),
          database,
        );
      yield statementFinding(statement(verb, object), database);
    }
  } else if (command.program === 'pg_resetwal' && command.has('-n', '--dry-run') === 'yes') return;
  else yield statementFinding(statement(verb, object, name), database);
  const file = command.program === 'pg_basebackup' ? command.value('-D', '--pgdata') : command.value('-f', '--file');
  if (file !== undefined && textOf(file) !== '-' && command.program.startsWith('pg_'))
    yield {
      kind: 'file.write',
      path: context.path(file),
      how: 'overwrite',
      recursive: command.program === 'pg_basebackup' ? 'yes' : 'no',
    };
}

const mysqlOptions: Syntax = {
  value:
    '-h --host -P --port -u --user -S --socket --defaults-file --defaults-extra-file --login-path -r --result-file -w --where -T --tab --ignore-table --set-gtid-purged --protocol --ssl-mode -B --max-allowed-packet',
  optional: '-p --password',
  flags:
    '-f --force -d --no-data -t --no-create-info --single-transaction --routines --triggers -q --quick -A --all-databases --add-drop-table --add-drop-database --delete -D -L --local -v -V --databases',
};

const mysql: Carrier = {
  names: [],
  dialect: 'mysql',
  syntax: mysqlOptions,
  host: '-h --host',
  also: '--login-path',
  operands: ['database', 'other'],
  hostVariables: 'MYSQL_HOST',
};

/** mysqldump(1), mysqlimport(1). */
function* readMysqlTools(command: Command, context: Context): Iterable<Finding> {
  const database = databaseOf(mysql, command, context);
  if (command.program.endsWith('import')) {
    if (command.has('-D', '--delete') === 'yes') yield statementFinding(statement('truncate', 'table'), database);
    yield statementFinding(statement('insert', 'table'), database);
    for (const file of command.operands.slice(1))
      yield { kind: 'file.read', path: context.path(file), recursive: 'no', hidden: 'no' };
    return;
  }
  yield statementFinding(statement('select', 'database', show(command.operands[0] ?? literal(''))), database);
  const file = command.value('-r', '--result-file');
  if (file !== undefined) yield { kind: 'file.write', path: context.path(file), how: 'overwrite', recursive: 'no' };
}

/** mysqladmin(1): several commands may follow each other. */
function* readMysqladmin(command: Command, context: Context): Iterable<Finding> {
  const database = databaseOf({ ...mysql, operands: ['other'] }, command, context);
  let skip = false;
  for (const [index, word] of command.operands.entries()) {
    if (skip) {
      skip = false;
      continue;
    }
    const next: Word | undefined = command.operands[index + 1];
    const name = next === undefined ? '' : show(next);
    const verb = textOf(word);
    const named =
      next === undefined
        ? database
        : { ...database, name: { ...database.name, parts: [...database.name.parts, ' ', ...next.parts] } };
    if (verb === undefined) yield statementFinding(statement('unknown', '', '', 'unknown'), database);
    else if (verb === 'drop') yield statementFinding(statement('drop', 'database', name), named);
    else if (verb === 'create') yield statementFinding(statement('create', 'database', name), named);
    else if (verb === 'password') yield statementFinding(statement('grant', 'user'), database);
    else if (/^(?:shutdown|stop-replica|stop-slave)$/.test(verb))
      yield statementFinding(statement('other', 'server'), database);
    skip = verb === 'drop' || verb === 'create' || verb === 'kill' || verb === 'password';
  }
}

export const specs: readonly Spec[] = [
  { names: Object.keys(pgPrograms), syntax: pgOptions, read: readPostgres },
  {
    names: ['mysqldump', 'mariadb-dump', 'mysqlpump', 'mysqlimport', 'mariadb-import'],
    syntax: mysqlOptions,
    read: readMysqlTools,
  },
  { names: ['mysqladmin', 'mariadb-admin'], syntax: mysqlOptions, read: readMysqladmin },
];
