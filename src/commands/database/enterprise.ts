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
    names: ['sqlplus', 'sqlcl'],
    dialect: 'oracle',
    syntax: { value: '-M -R -C', flags: '-S -s -L -l -F -V -H', style: 'long-dash' },
    operands: ['database', 'other'],
    nameVariables: 'ORACLE_SID TWO_TASK',
    alwaysReads: true,
  },
]);
