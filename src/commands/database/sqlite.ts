import { statement } from '../../languages/sql/items.ts';
import { literal, prefixOf, show, textOf } from '../../word.ts';
import type { Database, Spec } from '../spec.ts';
import { carrierSpecs, databaseOf, type Carrier } from './_carrier.ts';
import { sqlFindings, statementFinding } from './sql-effects.ts';

/** sqlite3(1) and litecli, DuckDB CLI: a file (or nothing, for memory), then statements. */
const carriers: readonly Carrier[] = [
  {
    names: ['sqlite3', 'sqlite'],
    dialect: 'sqlite',
    syntax: {
      value:
        '-cmd -init -separator -newline -nullvalue -mmap -lookaside -pagecache -maxsize -vfs -heap -escape --cmd --init --separator --newline --nullvalue --vfs',
      style: 'long-dash',
    },
    text: '-cmd --cmd',
    file: '-init --init',
    operands: ['database', 'text'],
    local: true,
    looks: '-version --version -help --help',
  },
  {
    names: ['litecli'],
    dialect: 'sqlite',
    syntax: { value: '-e --execute -D --database -R --prompt -l --logfile --liteclirc' },
    text: '-e --execute',
    database: '-D --database',
    operands: ['database'],
    local: true,
  },
  {
    names: ['duckdb'],
    dialect: 'duckdb',
    syntax: { value: '-c -s -cmd -init -f -separator -newline -nullvalue --c --cmd --init', style: 'long-dash' },
    text: '-c -s -cmd --c --cmd',
    file: '-f -init --init',
    operands: ['database', 'text'],
    local: true,
    looks: '-version --version -help --help',
  },
  {
    names: ['rqlite'],
    dialect: 'sqlite',
    syntax: { value: '-H --host -p --port -s --scheme -u --user' },
    host: '-H --host',
  },
];

/** sqlite-utils: subcommands instead of SQL (sqlite-utils.datasette.io, CLI reference). */
const sqliteUtils: Spec = {
  names: ['sqlite-utils'],
  syntax: { depth: 1, value: '--param -p --attach' },
  *read(command, context) {
    const [file, ...rest] = command.operands;
    const database = databaseOf(
      { names: [], dialect: 'sqlite', syntax: {}, operands: ['database', 'other'], local: true },
      command,
      context,
    );
    const [first] = rest;
    switch (command.verb) {
      case 'query':
        for (const text of rest) yield { kind: 'code', language: 'sql', text, via: 'sqlite-utils', database };
        break;
      case 'drop-table':
      case 'drop-view':
        yield* sqlFindings(
          literal(`${command.verb.replace('-', ' ')} ${textOf(first ?? literal('')) ?? 'unknown'}`),
          database,
        );
        break;
      default:
        if (/\.(?:db|sqlite3?)$/.test(command.verb) && file !== undefined)
          yield { kind: 'code', language: 'sql', text: file, via: 'sqlite-utils', database };
    }
  },
};

/** Turso CLI: `turso db shell NAME 'SQL'`, `turso db destroy NAME` (docs.turso.tech). */
const turso: Spec = {
  names: ['turso'],
  syntax: { depth: 2, value: '-c --config-path --group --location', flags: '-y --yes' },
  *read(command, context) {
    const [target, ...texts] = command.operands;
    const database: Database = {
      dialect: 'sqlite',
      location: prefixOf(target ?? literal('')).startsWith('http://127.') ? 'local' : 'remote',
      name: target ?? literal(''),
      cwd: context.cwd,
    };
    if (command.verb === 'db destroy' || command.verb === 'group destroy' || command.verb === 'org destroy')
      yield statementFinding(statement('drop', 'database', target === undefined ? '' : show(target)), database);
    if (command.verb !== 'db shell') return;
    for (const text of texts)
      yield { kind: 'code', language: 'sql', text, via: 'turso db shell', cwd: context.cwd, database };
    if (texts.length === 0)
      yield { kind: 'stream-code', language: 'sql', stream: context.stdin, via: 'turso db shell', database };
  },
};

export const specs: readonly Spec[] = [...carrierSpecs(carriers), sqliteUtils, turso];
