import type { Spec } from '../spec.ts';
import { carrierSpecs } from './_carrier.ts';

const sqlcmd = {
  value:
    '-Q -q -i -o -S -d -U -P -H -l -t -h -s -w -a -v -D -K -y -Y -c -m -V -f --query --input-file --output-file --server --database-name --user-name -L',
  style: 'gnu',
} as const;

/** sqlcmd, osql, mssql-cli (Microsoft Learn, "sqlcmd utility"), isql (unixODBC and Sybase), tsql, SQL*Plus and SQLcl. */
export const specs: readonly Spec[] = carrierSpecs([
  {
    names: ['sqlcmd', 'osql', 'mssql-cli'],
    dialect: 'mssql',
    syntax: sqlcmd,
    text: '-Q -q --query',
    file: '-i --input-file',
    host: '-S --server -H',
    database: '-d --database-name -D',
    output: '-o --output-file',
    hostVariables: 'SQLCMDSERVER',
    nameVariables: 'SQLCMDDBNAME',
  },
  {
    names: ['isql', 'iusql', 'fisql'],
    dialect: 'mssql',
    syntax: { value: '-S -D -i -o -U -P -J -l -m' },
    file: '-i',
    host: '-S',
    database: '-D',
    output: '-o',
    operands: ['database', 'other'],
  },
  { names: ['tsql'], dialect: 'mssql', syntax: { value: '-S -H -p -U -P -D -J' }, host: '-S -H', database: '-D' },
  {
    names: ['sqlplus', 'sqlcl', 'sql'],
    dialect: 'oracle',
    syntax: { value: '-M -R -C', flags: '-S -s -L -l -F -V -H', style: 'long-dash' },
    operands: ['database', 'other'],
    nameVariables: 'ORACLE_SID TWO_TASK',
    alwaysReads: true,
  },
  // https://docs.dolthub.com/cli-reference/cli#dolt-sql
  {
    names: ['dolt'],
    dialect: 'mysql',
    syntax: {
      value: '-q --query -f --file -r --result-format --data-dir -u --user -p --password --host --port',
      depth: 1,
    },
    text: '-q --query',
    file: '-f --file',
    host: '--host',
    looks: '--help',
  },
  // https://rqlite.io/docs/cli/
  {
    names: ['rqlite'],
    dialect: 'sqlite',
    syntax: { value: '-H --host -p --port -s --scheme -u --user -c --ca-cert -d' },
    host: '-H --host',
    operands: ['text'],
  },
  // https://surrealdb.com/docs/surrealdb/cli/sql
  {
    names: ['surreal'],
    dialect: 'sql',
    syntax: {
      value:
        '-e --endpoint --conn -u --user --username -p --pass --password --ns --namespace --db --database --auth-level',
      depth: 1,
    },
    host: '-e --endpoint --conn',
    database: '--db --database',
  },
]);
