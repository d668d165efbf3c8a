import type { Spec } from '../spec.ts';
import { carrierSpecs } from './_carrier.ts';

const variables = { hostVariables: 'PGHOST PGHOSTADDR', nameVariables: 'PGDATABASE PGSERVICE' };

/** psql(1), pgcli(1), usql. */
export const specs: readonly Spec[] = carrierSpecs([
  {
    names: ['psql', 'pgcli'],
    dialect: 'postgres',
    syntax: {
      value:
        '-c --command -d --dbname -f --file -v --set --variable -L --log-file -o --output -F --field-separator -P --pset -R --record-separator -T --table-attr -h --host -p --port -U --username -u --user --init-command -D --dsn',
      optional: '-? --help',
      flags:
        '-a --echo-all -A --no-align -b --echo-errors --csv -e --echo-queries -E --echo-hidden -H --html -l --list -n --no-readline -q --quiet -s --single-step -S --single-line -t --tuples-only -V --version -w --no-password -W --password -x --expanded -X --no-psqlrc -z --field-separator-zero -0 --record-separator-zero -1 --single-transaction',
    },
    text: '-c --command --init-command',
    file: '-f --file',
    host: '-h --host',
    database: '-d --dbname',
    also: '-D --dsn',
    output: '-o --output -L --log-file',
    operands: ['database', 'other'],
    looks: '-V --version -? --help',
    ...variables,
  },
  {
    names: ['usql'],
    dialect: 'sql',
    syntax: {
      value: '-c --command -f --file -o --out -v --set --variable -P --pset -T --table-attr -N --cset',
      flags: '-w -W -1 -q -J -C -G -A -t -x',
    },
    text: '-c --command',
    file: '-f --file',
    output: '-o --out',
    operands: ['database'],
  },
]);
