import { readMongo } from '../../languages/mongo.ts';
import { readRedis } from '../../languages/redis.ts';
import type { SqlItem, Statement } from '../../languages/sql/items.ts';
import { readSql } from '../../languages/sql/read.ts';
import {
  literal,
  prefixOf,
  show,
  textOf,
  wordOf,
  type Part,
  type PathRef,
  type Remote,
  type Truth,
  type Word,
} from '../../word.ts';
import type { Database, Finding } from '../spec.ts';
import { namesProduction, productionIn } from '../../production-name.ts';
import { plainFile } from './_location.ts';

/** The machine of a database server that is not this one. */
const server: Remote = { kind: 'ssh', ephemeral: false, mounts: [] };

/**
 * What text sent to a database does: one `sql.statement` per different statement, and what the client's or server's own
 * commands start, include, read and write. `database.dialect` decides the language (`mongodb`, `redis`, or one of `readSql`).
 */
export function* sqlFindings(text: Word, database: Database): Iterable<Finding> {
  const span = text.span.end > text.span.start ? { span: text.span } : {};
  const { remote } = database.file ?? {};
  let current = database;
  const attached: Record<string, Database> = {};
  for (const item of itemsOf(text, database.dialect)) {
    switch (item.kind) {
      case 'statement': {
        const qualifier = item.name.split('.')[0]?.toLowerCase() ?? '';
        const target = item.name.includes('.') && Object.hasOwn(attached, qualifier) ? attached[qualifier] : undefined;
        yield { ...statementFinding(item, target ?? current), ...span };
        break;
      }
      case 'connect': {
        const next = connected(current, item.target);
        if (item.alias === '') current = next;
        else attached[item.alias] = next;
        break;
      }
      case 'shell':
        yield {
          kind: 'code',
          language: 'bash',
          text: item.text,
          via: item.by,
          ...(item.server && current.location === 'remote' ? { remote: server } : {}),
        };
        break;
      case 'include':
        yield {
          kind: 'file-code',
          language: 'sql',
          path: localPath(item.path, current, remote),
          via: current.dialect,
          database: current,
        };
        break;
      case 'read':
        yield {
          kind: 'file.read',
          path: pathOf(item.path, item.server, current, remote),
          recursive: 'no',
          hidden: 'no',
        };
        break;
      case 'write':
        yield {
          kind: 'file.write',
          path: pathOf(item.path, item.server, current, remote),
          how: 'overwrite',
          recursive: 'no',
        };
        break;
      case 'opaque':
        yield { kind: 'opaque', why: 'code', detail: item.detail };
        break;
    }
  }
}

/** The database a session talks to after the text: where a `\\c`, `.open` or `USE` in it leads. */
export function databaseAfter(text: Word, database: Database): Database {
  let current = database;
  for (const item of itemsOf(text, database.dialect))
    if (item.kind === 'connect' && item.alias === '') current = connected(current, item.target);
  return current;
}

function itemsOf(text: Word, dialect: string): readonly SqlItem[] {
  switch (dialect) {
    case 'mongodb':
      return readMongo(text);
    case 'redis':
      return readRedis(text);
    default:
      return readSql(text, dialect);
  }
}

/** One statement as the effect it is on that database. */
export function statementFinding(item: Statement, database: Database): Extract<Finding, { kind: 'sql.statement' }> {
  return {
    kind: 'sql.statement',
    verb: item.verb,
    object: item.object,
    name: item.name,
    where: item.where,
    dialect: database.dialect,
    location: database.location,
    database: database.name,
    production: productionOf(item, database),
    ...(database.file === undefined ? {} : { file: database.file }),
  };
}

/** The database is named production, or the statement names one. */
function productionOf(item: Statement, database: Database): Truth {
  const whole = /^(?:database|schema|keyspace)$/.test(item.object);
  const qualifier = whole ? item.name : item.name.slice(0, Math.max(0, item.name.lastIndexOf('.')));
  return productionIn(qualifier) ? 'yes' : namesProduction(database.name);
}

/** The database after a `\c`, `.open`, `USE` or `ATTACH`. */
function connected(from: Database, target: Word): Database {
  const text = prefixOf(target);
  const fileBased = from.location === 'local-file' || from.location === 'memory';
  const url = /^(?:[a-z][\w+]*:\/\/|postgres:|mysql:|md:|host=)/i.test(text) || /\bhost=/.test(text);
  if (url) {
    const local = /(?:\/\/|@|host=)(?:localhost|127\.0\.0\.1|\[::1\])/.test(text) || /^(?:sqlite|duckdb):/.test(text);
    const { file: _file, ...rest } = from;
    return {
      ...rest,
      name: target,
      location: local
        ? 'local'
        : textOf(target) === undefined && !/\/\/[^\0]*@?[\w.-]+/.test(text)
          ? 'unknown'
          : 'remote',
    };
  }
  if (!fileBased) return { ...from, name: wordOf([...from.name.parts, ' ', ...target.parts], from.name.span) };
  if (text.startsWith(':memory:') || textOf(target) === '')
    return { ...withoutFile(from), name: target, location: 'memory' };
  const cwd = from.cwd ?? literal('');
  const { remote } = from.file ?? {};
  return {
    ...from,
    name: target,
    location: 'local-file',
    file: { word: plainFile(target), cwd, ...(remote === undefined ? {} : { remote }) },
  };
}

function withoutFile(database: Database): Database {
  const { file: _file, ...rest } = database;
  return rest;
}

function localPath(word: Word, database: Database, remote: Remote | undefined): PathRef {
  return {
    word: withGlobs(plainFile(word)),
    cwd: database.cwd ?? literal(''),
    ...(remote === undefined ? {} : { remote }),
  };
}

/** A path of the client, or of the machine the server runs on. */
function pathOf(word: Word, onServer: boolean, database: Database, remote: Remote | undefined): PathRef {
  if (!onServer) return localPath(word, database, remote);
  const far = database.location === 'remote' ? server : remote;
  return { word, cwd: literal('/'), ...(far === undefined ? {} : { remote: far }) };
}

/** The word with its pathname patterns as such: DuckDB and ClickHouse expand them themselves. */
function withGlobs(word: Word): Word {
  if (!show(word).includes('*')) return word;
  const parts = word.parts.flatMap((part): readonly Part[] =>
    typeof part === 'string'
      ? part.split(/(\*+)/).map((piece, index) => (index % 2 === 1 ? { hole: 'glob' as const, text: piece } : piece))
      : [part],
  );
  return wordOf(parts, word.span);
}
