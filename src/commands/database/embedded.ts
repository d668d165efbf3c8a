import { embeddedSql, type HostLanguage } from '../../languages/sql/embedded.ts';
import { literal, prefixOf, textOf, type Word } from '../../word.ts';
import type { Database, Finding } from '../spec.ts';
import { plainFile, serverAt } from './_location.ts';
import { statementFinding } from './sql-effects.ts';

/** Names without which no call of a mapper is there to be found. */
const mappers =
  /\b(?:drop(?:Database|_database|Schema|_all|AllTables|Table|TableIfExists|IfExists|_table)|flush(?:all|db)|sync|truncate|deleteMany|delete_all|destroy_all|objects)\b/i;

/**
 * Calls of object mappers that empty or drop. `written` says that the code stands in the command itself; in a file, such as a
 * seed, clearing tables through a mapper is everyday and left out.
 */
export function* mapperFindings(text: Word, language: HostLanguage, cwd: Word, written: boolean): Iterable<Finding> {
  if (!text.parts.some((part) => typeof part === 'string' && mappers.test(part))) return;
  const { statements, connections } = embeddedSql(text, language);
  if (statements.length === 0) return;
  const database = connectedTo(connections, cwd);
  for (const item of statements) if (written || item.verb !== 'delete') yield statementFinding(item, database);
}

/** The database that a program in another language connects to, as far as its text says. */
export function databaseOf(text: Word, language: HostLanguage, cwd: Word): Database {
  return connectedTo(embeddedSql(text, language).connections, cwd);
}

/** The database that the arguments of the connecting calls name. */
function connectedTo(connections: readonly { readonly by: string; readonly text: Word }[], cwd: Word): Database {
  const file = connections.find(({ by, text }) => isFile(by, text));
  if (file !== undefined) {
    const path = plainFile(dataSource(file.text));
    const dialect = file.by.includes('duckdb') ? 'duckdb' : 'sqlite';
    if (textOf(path) === ':memory:' || textOf(path) === '') return { dialect, location: 'memory', name: path, cwd };
    return { dialect, location: 'local-file', name: path, file: { word: path, cwd }, cwd };
  }
  const server = connections.find(
    ({ text }) =>
      prefixOf(text).includes('://') || /^(?:host=|localhost$|127\.|[\w-]+(?:\.[\w-]+){2,}$)/.test(prefixOf(text)),
  );
  const name = connections.flatMap(({ text }) => [' ', ...text.parts]).slice(1);
  const words: Word = { ...literal(''), parts: name };
  const url = server === undefined ? undefined : prefixOf(server.text);
  const dialect = /postgres|psycopg|pg_|\bpg\b/.test(`${url} ${connections.map(({ by }) => by).join(' ')}`)
    ? 'postgres'
    : /mysql|mariadb/.test(`${url} ${connections.map(({ by }) => by).join(' ')}`)
      ? 'mysql'
      : 'sql';
  return { dialect, location: server === undefined ? 'unknown' : serverAt(server.text), name: words, cwd };
}

function isFile(by: string, text: Word): boolean {
  if (/^(?:sqlite3?|duckdb|better-sqlite3|aiosqlite)\./.test(by)) return true;
  return (
    /^(?:sqlite3?:|dbi:sqlite|file:|duckdb:)|^:memory:$/i.test(prefixOf(text)) ||
    (/\.(?:database|pdo|open|new)$/.test(by) && /\.(?:db|sqlite3?|duckdb)$/.test(prefixOf(text)))
  );
}

/** The file in `dbi:SQLite:dbname=x.db` and `sqlite:x.db`. */
function dataSource(word: Word): Word {
  const text = textOf(word);
  const named = text === undefined ? null : /^dbi:sqlite:(?:dbname=|database=)?(.*)$/is.exec(text);
  return named === null ? word : literal(named[1] ?? '');
}
