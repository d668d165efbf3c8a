import { statement } from '../../languages/sql/items.ts';
import { literal, prefixOf, show, suffixOf, textOf, type Word } from '../../word.ts';
import type { Command } from '../argv.ts';
import type { Context, Database, Finding, Spec } from '../spec.ts';
import { databaseOf, type Carrier } from './_carrier.ts';
import { statementFinding } from './sql-effects.ts';

const mongosh: Carrier = {
  names: ['mongosh', 'mongo'],
  dialect: 'mongodb',
  syntax: {
    value:
      '--eval -f --file --host -h --port --db -u --username -p --password --authenticationDatabase --authenticationMechanism --tlsCAFile --tlsCertificateKeyFile --apiVersion',
    flags: '--quiet --nodb --norc --shell --tls --json -i',
  },
  host: '-h --host',
  database: '--db',
  operands: ['database', 'other'],
  nameVariables: 'MONGODB_URI MONGO_URL',
};

function isScript(word: Word): boolean {
  return /\.(?:m?js|mongodb)$/.test(suffixOf(word)) && !prefixOf(word).startsWith('mongodb');
}

/** mongosh(1): `--eval`, scripts as operands or `--file`, else standard input; the first operand may be the database. */
function* readShell(command: Command, context: Context): Iterable<Finding> {
  const scripts = command.operands.filter(isScript);
  const operands = command.operands.filter((word) => !isScript(word));
  const database = databaseOf(mongosh, { ...command, operands }, context);
  const texts = command.values('--eval');
  const files = [...command.values('-f', '--file'), ...scripts];
  for (const text of texts)
    yield { kind: 'code', language: 'sql', text, via: command.program, cwd: context.cwd, database };
  for (const file of files)
    yield { kind: 'file-code', language: 'sql', path: context.path(file), via: command.program, database };
  if (texts.length === 0 && files.length === 0)
    yield { kind: 'stream-code', language: 'sql', stream: context.stdin, via: command.program, database };
}

const tools: Carrier = {
  names: ['mongodump', 'mongorestore', 'mongoexport', 'mongoimport'],
  dialect: 'mongodb',
  syntax: {
    value:
      '-h --host --port -u --username -p --password --authenticationDatabase -d --db -c --collection -o --out --uri --archive --nsInclude --nsExclude --nsFrom --nsTo --file --type --mode --upsertFields -q --query --dir -j --numParallelCollections --ssl --fields -f',
    optional: '--archive',
    flags: '--drop --gzip --dryRun --oplog --quiet --preserveUUID --jsonArray --headerline --upsert',
  },
  host: '-h --host',
  database: '--uri',
  also: '-d --db',
};

/** mongorestore and mongoimport `--drop` drop each collection before filling it (MongoDB Database Tools). */
function* readTools(command: Command, context: Context): Iterable<Finding> {
  const database: Database = databaseOf(tools, command, context);
  const collection = show(command.value('-c', '--collection') ?? literal(''));
  if (command.program === 'mongodump' || command.program === 'mongoexport') {
    yield statementFinding(statement('select', 'collection', collection), database);
    const out = command.value('-o', '--out', '--archive');
    if (out !== undefined && textOf(out) !== '-')
      yield {
        kind: 'file.write',
        path: context.path(out),
        how: 'create',
        recursive: command.program === 'mongodump' ? 'yes' : 'no',
      };
    return;
  }
  if (command.has('--dryRun') === 'yes') return;
  const drop = command.has('--drop');
  if (drop !== 'no')
    yield statementFinding(statement(drop === 'yes' ? 'drop' : 'unknown', 'collection', collection), database);
  if (textOf(command.value('--mode') ?? literal('')) === 'delete')
    yield statementFinding(statement('delete', 'document', collection, 'present'), database);
  yield statementFinding(statement('insert', 'collection', collection), database);
}

export const specs: readonly Spec[] = [
  { names: mongosh.names, syntax: mongosh.syntax, read: readShell },
  { names: tools.names, syntax: tools.syntax, read: readTools },
];
