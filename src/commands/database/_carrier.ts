import { prefixOf, textOf, type Word } from '../../word.ts';
import type { Command, Syntax } from '../argv.ts';
import type { Context, Database, Finding, Spec } from '../spec.ts';
import { fileDatabase, serverDatabase } from './_location.ts';
import { databaseAfter } from './sql-effects.ts';

/** A program that sends statements to a database, as data. */
export interface Carrier {
  readonly names: readonly string[];
  /** What `readSql` calls the dialect, or `mongodb`, `redis`. */
  readonly dialect: string;
  readonly syntax: Syntax;
  /** Options whose option-argument is statements, blank-separated. */
  readonly text?: string;
  /** Options whose option-argument is a file of statements. */
  readonly file?: string;
  readonly host?: string;
  /** Options that name the database, or give its URL. */
  readonly database?: string;
  /** Options that name it in another way: account, connection, service, catalog. */
  readonly also?: string;
  /** Options whose option-argument is a file for results. */
  readonly output?: string;
  /** What the operands are, in order; the last one repeats. */
  readonly operands?: readonly ('database' | 'host' | 'text' | 'file' | 'other')[];
  /** A service: never on this machine. */
  readonly service?: boolean;
  /** The database is a file of this machine. */
  readonly local?: boolean;
  readonly hostVariables?: string;
  readonly nameVariables?: string;
  /** Standard input is read even where statements are given as words. */
  readonly alwaysReads?: boolean;
  /** Options with which nothing is sent: `--list`, `--version`. */
  readonly looks?: string;
}

const none: readonly Word[] = [];

/** The database that the words of a carrier name. */
export function databaseOf(carrier: Carrier, command: Command, context: Context): Database {
  const of = (names: string | undefined): Word | undefined =>
    names === undefined ? undefined : command.value(...names.split(' '));
  const operand = operandsOf(carrier, command, 'database')[0];
  if (carrier.local === true) return fileDatabase(carrier.dialect, operand ?? of(carrier.database), context);
  const database = serverDatabase(
    {
      dialect: carrier.dialect,
      host: of(carrier.host) ?? operandsOf(carrier, command, 'host')[0],
      database: of(carrier.database) ?? operand,
      also: [
        ...(of(carrier.database) === undefined ? none : operandsOf(carrier, command, 'database')),
        of(carrier.also),
      ],
      hostVariables: carrier.hostVariables,
      nameVariables: carrier.nameVariables,
    },
    context,
  );
  return carrier.service === true ? { ...database, location: 'remote' } : database;
}

/** The operands of one kind. */
function operandsOf(carrier: Carrier, command: Command, kind: string): readonly Word[] {
  const kinds = carrier.operands ?? [];
  return command.operands.filter((_, index) => (kinds[index] ?? kinds.at(-1)) === kind);
}

/** Statements given as words, files and standard input, each for the database the words name. */
export function* readCarrier(carrier: Carrier, command: Command, context: Context): Iterable<Finding> {
  if (carrier.looks !== undefined && command.has(...carrier.looks.split(' ')) === 'yes') return;
  const database = databaseOf(carrier, command, context);
  const via = command.program;
  // A browser's cookies and a keychain are databases too: opening one reads it.
  if (database.file !== undefined) yield { kind: 'file.read', path: database.file, recursive: 'no', hidden: 'no' };
  const values = (names: string | undefined): readonly Word[] =>
    names === undefined ? none : command.values(...names.split(' '));
  const texts = [...values(carrier.text), ...operandsOf(carrier, command, 'text')];
  const files = [...values(carrier.file), ...operandsOf(carrier, command, 'file')];
  let session = database;
  for (const text of texts) {
    yield { kind: 'code', language: 'sql', text, via, cwd: context.cwd, database: session };
    session = databaseAfter(text, session);
  }
  let stdin = carrier.alwaysReads === true || (texts.length === 0 && files.length === 0);
  for (const file of files) {
    if (textOf(file) === '-' || /^\/dev\/(?:stdin|fd\/0)$/.test(textOf(file) ?? '')) stdin = true;
    else yield* fileOf(file, via, context, session);
  }
  for (const file of values(carrier.output)) {
    const [head, ...rest] = file.parts;
    if (typeof head === 'string' && head.startsWith('|'))
      yield {
        kind: 'code',
        language: 'bash',
        text: { ...file, parts: [head.slice(1), ...rest] },
        via: `${via} -o`,
        cwd: context.cwd,
      };
    else if (textOf(file) !== '-')
      yield { kind: 'file.write', path: context.path(file), how: 'overwrite', recursive: 'no' };
  }
  if (stdin) yield { kind: 'stream-code', language: 'sql', stream: context.stdin, via, database: session };
}

function* fileOf(file: Word, via: string, context: Context, database: Database): Iterable<Finding> {
  // `-f <(cat x.sql)`: what the substitution prints is the file.
  const printed = file.substitution?.output;
  if (printed !== undefined) yield { kind: 'code', language: 'sql', text: printed, via, cwd: context.cwd, database };
  else if (!/^(?:https?|s3|gs|dbfs):\/\//.test(prefixOf(file)))
    yield { kind: 'file-code', language: 'sql', path: context.path(file), via, database };
}

/** The specs of carriers that are nothing but data. */
export function carrierSpecs(carriers: readonly Carrier[]): readonly Spec[] {
  return carriers.map((carrier) => ({
    names: carrier.names,
    syntax: carrier.syntax,
    read: (command, context) => readCarrier(carrier, command, context),
  }));
}
