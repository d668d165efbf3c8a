import { statement } from '../../languages/sql/items.ts';
import { literal, show, textOf } from '../../word.ts';
import type { Spec } from '../spec.ts';
import { carrierSpecs, databaseOf, readCarrier, type Carrier } from './_carrier.ts';
import { statementFinding } from './sql-effects.ts';

/** cypher-shell (Neo4j Operations Manual). */
const cypher: Carrier = {
  names: ['cypher-shell'],
  dialect: 'cypher',
  syntax: {
    value:
      '-a --address --uri -u --username -p --password -d --database -f --file --format -P --param --encryption --log --access-mode --impersonate',
  },
  file: '-f --file',
  host: '-a --address --uri',
  also: '-d --database',
  operands: ['text'],
  hostVariables: 'NEO4J_ADDRESS NEO4J_URI',
  nameVariables: 'NEO4J_DATABASE',
};

const influx: Carrier = {
  names: ['influx'],
  dialect: 'influx',
  syntax: {
    value:
      '-host --host -port -execute --execute -database --database -import -path -username -password -precision -o --org -b --bucket -t --token --start --stop -p --predicate -n --name -i --id -f --file --org-id --bucket-id -c --active-config --configs-path',
    verbs: {
      delete: {},
      query: {},
      write: {},
      bucket: { depth: 1 },
      org: { depth: 1 },
      v1: { depth: 2 },
      user: { depth: 1 },
      auth: { depth: 1 },
    },
    style: 'long-dash',
  },
  text: '-execute --execute',
  host: '-host --host',
  also: '-database --database -b --bucket -n --name',
  hostVariables: 'INFLUX_HOST',
};

const arango: Carrier = {
  names: ['arangosh'],
  dialect: 'mongodb',
  syntax: {
    value:
      '--javascript.execute-string --javascript.execute --server.endpoint --server.database --server.username --server.password',
  },
  text: '--javascript.execute-string',
  file: '--javascript.execute',
  host: '--server.endpoint',
  also: '--server.database',
};

/** influx v1 `-execute`, v2 verbs: `delete` removes points, `bucket delete` everything in a bucket (InfluxDB CLI reference). */
const influxSpec: Spec = {
  names: influx.names,
  syntax: influx.syntax,
  *read(command, context) {
    const database = databaseOf(influx, command, context);
    const name = show(command.value('-n', '--name', '-b', '--bucket', '-i', '--id') ?? literal(''));
    switch (command.verb) {
      case 'delete':
        yield statementFinding(
          statement('delete', 'bucket', name, command.has('-p', '--predicate') === 'yes' ? 'present' : 'none'),
          database,
        );
        break;
      case 'bucket delete':
      case 'org delete':
        yield statementFinding(statement('drop', 'database', name), database);
        break;
      case 'query':
        yield statementFinding(statement('select', 'bucket'), database);
        break;
      default:
        if (command.verb === '') yield* readCarrier(influx, command, context);
    }
  },
};

/** neo4j-admin: `database load --overwrite-destination` replaces a database, `database import full` too. */
const neo4jAdmin: Spec = {
  names: ['neo4j-admin', 'neo4j'],
  syntax: { depth: 2, value: '--from-path --to-path --database --from', optional: '--overwrite-destination --force' },
  *read(command, context) {
    const overwrite = command.value('--overwrite-destination');
    const overwrites =
      command.has('--overwrite-destination', '--force') === 'yes' &&
      (overwrite === undefined || textOf(overwrite) !== 'false');
    if (/^database (?:load|import|restore)$/.test(command.verb) && overwrites)
      yield statementFinding(
        statement('drop', 'database', show(command.operands[0] ?? literal(''))),
        databaseOf(cypher, command, context),
      );
  },
};

export const specs: readonly Spec[] = [...carrierSpecs([cypher, arango]), influxSpec, neo4jAdmin];
