import type { Spec } from '../spec.ts';
import { carrierSpecs, databaseOf, readCarrier, type Carrier } from './_carrier.ts';
import { statementFinding } from './sql-effects.ts';
import { statement } from '../../languages/sql/items.ts';
import { show } from '../../word.ts';

/** Query engines and warehouses whose command line is options and operands alone. */
const carriers: readonly Carrier[] = [
  {
    names: ['clickhouse-client', 'clickhouse-local', 'chc', 'chl'],
    dialect: 'clickhouse',
    syntax: {
      value:
        '-q --query --queries-file -h --host --port -u --user --password -d --database --config-file -C --connection -f --format --format-output --path --structure --file -S -N --table --input-format',
    },
    text: '-q --query',
    file: '--queries-file',
    host: '-h --host',
    database: '-d --database',
    also: '--connection -C',
    operands: ['database'],
    hostVariables: 'CLICKHOUSE_HOST',
  },
  {
    names: ['snowsql'],
    service: true,
    dialect: 'snowflake',
    syntax: {
      value:
        '-q --query -f --filename -a --accountname -u --username -d --dbname -s --schemaname -r --rolename -w --warehouse -h --host -p --port -c --connection -o --option -D --variable --config --region -m --mfa-passcode --authenticator',
    },
    text: '-q --query',
    file: '-f --filename',
    host: '-h --host -a --accountname',
    database: '-d --dbname',
    also: '-c --connection',
    nameVariables: 'SNOWSQL_ACCOUNT SNOWSQL_DATABASE',
  },
  {
    names: ['trino', 'presto', 'presto-cli', 'trino-cli'],
    dialect: 'trino',
    syntax: {
      value:
        '--execute -f --file --server --catalog --schema --user --output-format --session --source --client-tags --timezone --truststore-path --krb5-config-path',
    },
    text: '--execute',
    file: '-f --file',
    host: '--server',
    database: '--catalog',
    also: '--schema',
    operands: ['host', 'other'],
  },
  {
    names: ['hive'],
    dialect: 'hive',
    syntax: { value: '-e -f -i -d --define --database -h -p --hiveconf --hivevar' },
    text: '-e',
    file: '-f -i',
    host: '-h',
    database: '--database',
  },
  {
    names: ['beeline'],
    dialect: 'hive',
    syntax: { value: '-e -f -i -u -n -p -d -w --hiveconf --hivevar --outputformat -c' },
    text: '-e',
    file: '-f -i',
    database: '-u',
    also: '-c',
  },
  {
    names: ['impala-shell'],
    dialect: 'hive',
    syntax: {
      value:
        '-q --query -f --query_file -i --impalad -d --database -o --output_file -u --user -k --kerberos_service_name -b',
    },
    text: '-q --query',
    file: '-f --query_file',
    host: '-i --impalad',
    database: '-d --database',
    output: '-o --output_file',
  },
  {
    names: ['spark-sql'],
    dialect: 'spark',
    syntax: {
      value:
        '-e -f -i -d --define --database --hiveconf --hivevar --master --deploy-mode --conf --packages --jars --name --num-executors --executor-memory --driver-memory --properties-file',
    },
    text: '-e',
    file: '-f -i',
    database: '--database',
    also: '--master',
  },
  {
    names: ['cqlsh'],
    dialect: 'cassandra',
    syntax: {
      value:
        '-e --execute -f --file -k --keyspace -u --username -p --password --cqlshrc --cqlversion --connect-timeout --request-timeout --encoding -b --secure-connect-bundle',
    },
    text: '-e --execute',
    file: '-f --file',
    also: '-k --keyspace',
    operands: ['host', 'other'],
    hostVariables: 'CQLSH_HOST',
  },
];

/** `clickhouse client`, `clickhouse local`: one binary, the client is a verb. */
const clickhouse: Spec = {
  names: ['clickhouse', 'ch'],
  syntax: { ...carriers[0]?.syntax, depth: 1 },
  *read(command, context) {
    const [carrier] = carriers;
    if (carrier !== undefined && /^(?:client|local|)$/.test(command.verb))
      yield* readCarrier(carrier, command, context);
  },
};

const snow: Carrier = {
  service: true,
  names: ['snow'],
  dialect: 'snowflake',
  syntax: {
    value:
      '-q --query -f --filename -c --connection -D --variable --database --dbname --schema --role --warehouse --account --host --format --project -p --env --environment',
    flags: '-i --stdin -x --temporary-connection',
    verbs: { sql: {}, object: { depth: 2 } },
  },
  text: '-q --query',
  file: '-f --filename',
  host: '--host --account',
  database: '--database --dbname',
  also: '-c --connection',
};

/** Snowflake CLI: `snow sql`, `snow object drop table x`. */
const snowflake: Spec = {
  names: snow.names,
  syntax: snow.syntax,
  *read(command, context) {
    if (command.verb === 'sql') yield* readCarrier(snow, command, context);
    const [, action, object] = command.verb.split(' ');
    if (action === 'drop')
      yield statementFinding(
        statement('drop', object ?? '', command.operands[0] === undefined ? '' : show(command.operands[0])),
        databaseOf(snow, command, context),
      );
  },
};

const bigquery: Carrier = {
  service: true,
  names: ['bq'],
  dialect: 'bigquery',
  syntax: {
    value:
      '--project_id --dataset_id --location --format --job_id --destination_table --destination_schema --source_format --schema --max_rows -n --time_partitioning_field --clustering_fields --parameter --maximum_bytes_billed --flagfile --display_name --schedule --target_dataset --expiration --default_table_expiration --description --label --api --credential_file',
    style: 'gnu',
    depth: 1,
  },
  database: '--project_id',
  also: '--dataset_id',
  operands: ['text'],
};

/** bq (Google Cloud, "bq command-line tool reference"): `query` sends SQL, `rm` deletes, `load --replace` overwrites. */
const bq: Spec = {
  names: bigquery.names,
  syntax: bigquery.syntax,
  *read(command, context) {
    const database = databaseOf({ ...bigquery, operands: [] }, command, context);
    const [target] = command.operands;
    const named = {
      ...database,
      name: {
        ...database.name,
        parts: [...database.name.parts, ...(target === undefined ? [] : [' ', ...target.parts])],
      },
    };
    const name = target === undefined ? '' : show(target);
    switch (command.verb) {
      case 'query':
        if (command.has('--dry_run', '--dry-run') === 'yes') return;
        for (const text of command.operands) yield { kind: 'code', language: 'sql', text, via: 'bq query', database };
        if (command.operands.length === 0)
          yield { kind: 'stream-code', language: 'sql', stream: context.stdin, via: 'bq query', database };
        break;
      case 'rm': {
        const whole =
          command.has('-d', '--dataset') === 'yes' ||
          (!name.includes('.') && command.has('-t', '--table', '-m', '--model', '-j', '-s') !== 'yes');
        yield statementFinding(statement('drop', whole ? 'database' : 'table', name), named);
        break;
      }
      case 'load':
      case 'cp':
        yield statementFinding(
          statement(
            command.has('--replace', '-f', '--force') === 'yes' ? 'create' : 'insert',
            command.has('--replace', '-f', '--force') === 'yes' ? 'replaced table' : 'table',
            name,
          ),
          named,
        );
        break;
      case 'truncate':
        yield statementFinding(statement('truncate', 'table', name), named);
        break;
      case 'head':
      case 'show':
      case 'ls':
      case 'extract':
        yield statementFinding(statement('select', 'table', name), named);
        break;
    }
  },
};

export const specs: readonly Spec[] = [...carrierSpecs(carriers), clickhouse, snowflake, bq];
