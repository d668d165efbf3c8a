import { show } from '../../word.ts';
import { closing, holds, type Holds } from './conditions.ts';
import { statement, type SqlItem, type Statement } from './items.ts';
import type { Token } from './lexer.ts';
import type { Source } from './source.ts';

/** The tokens of one statement with what is needed to name things in it. */
export interface Piece {
  readonly tokens: readonly Token[];
  readonly source: Source;
  readonly dialect: string;
  /** Takes that many token visits from what the text may cost; false when it is used up. */
  readonly spend: (visits: number) => boolean;
}

const modifiers =
  ' LOW_PRIORITY HIGH_PRIORITY QUICK IGNORE DELAYED ONLY TABLE IF EXISTS NOT CONCURRENTLY FROM INTO OVERWRITE OR ROLLBACK ABORT REPLACE FAIL ONLINE OFFLINE ALL TABLES ';

/** Words that begin a statement and the verb they have without a closer look. */
const plain: Readonly<Record<string, Statement['verb']>> = {
  SELECT: 'select',
  TABLE: 'select',
  VALUES: 'select',
  FROM: 'select',
  SHOW: 'select',
  DESCRIBE: 'select',
  DESC: 'select',
  SUMMARIZE: 'select',
  PERFORM: 'select',
  RETURN: 'select',
  HELP: 'select',
  LIST: 'select',
  GET: 'select',
  FETCH: 'select',
  UNLOAD: 'select',
  INSERT: 'insert',
  REPLACE: 'insert',
  UPSERT: 'insert',
  PUT: 'insert',
  IMPORT: 'insert',
  BULK: 'insert',
  GRANT: 'grant',
  REVOKE: 'grant',
  DENY: 'grant',
};

/** Functions that do more than compute, by name; the first argument is what they act on. */
const functions: Readonly<
  Record<string, 'read' | 'write' | 'drop' | 'shell' | 'dynamic' | 'terminate' | 'local-read' | 'local-write'>
> = {
  PG_READ_FILE: 'read',
  PG_READ_BINARY_FILE: 'read',
  LOAD_FILE: 'read',
  LO_IMPORT: 'read',
  LO_EXPORT: 'write',
  READFILE: 'local-read',
  WRITEFILE: 'local-write',
  READ_TEXT: 'local-read',
  READ_BLOB: 'local-read',
  READ_CSV: 'local-read',
  READ_CSV_AUTO: 'local-read',
  READ_JSON: 'local-read',
  READ_JSON_AUTO: 'local-read',
  READ_PARQUET: 'local-read',
  LO_UNLINK: 'drop',
  DROP_CHUNKS: 'drop',
  DROPGEOMETRYTABLE: 'drop',
  DROP_HYPERTABLE: 'drop',
  PG_DROP_REPLICATION_SLOT: 'drop',
  SYS_EXEC: 'shell',
  SYS_EVAL: 'shell',
  EDIT: 'shell',
  DBLINK_EXEC: 'dynamic',
  DBLINK: 'dynamic',
  QUERY_TO_XML: 'dynamic',
  SQLITE_EXEC: 'dynamic',
  PG_TERMINATE_BACKEND: 'terminate',
  PG_CANCEL_BACKEND: 'terminate',
};

/** What one statement does; `dynamic` reads text that the statement executes as SQL. */
export function classify(piece: Piece, dynamic: (tokens: readonly Token[]) => readonly SqlItem[]): readonly SqlItem[] {
  const { tokens } = piece;
  const [first] = tokens;
  if (first === undefined) return [];
  if (first.upper === '(') return classify({ ...piece, tokens: tokens.slice(1) }, dynamic);
  if (first.kind === 'hole' || first.kind === 'parameter' || first.text.includes('\0'))
    return [statement('unknown', '', '', 'unknown')];
  if (first.kind !== 'word') return [statement('other')];
  const preview = explained(piece, dynamic);
  if (preview !== undefined) return preview;
  const main = statementOf(piece, dynamic);
  if (
    first.upper === 'CREATE' &&
    main.some((item) => item.kind === 'statement' && /^(?:function|procedure|trigger|package)/.test(item.object))
  )
    return main;
  return [...main, ...nested(piece, dynamic), ...called(piece, dynamic)];
}

function statementOf(piece: Piece, dynamic: (tokens: readonly Token[]) => readonly SqlItem[]): readonly SqlItem[] {
  const { tokens } = piece;
  const head = tokens[0]?.upper ?? '';
  switch (head) {
    case 'WITH':
      return withStatement(piece, dynamic);
    case 'DROP':
    case 'UNDROP':
      return head === 'DROP' ? [dropped(piece, 1)] : [statement('other')];
    case 'TRUNCATE':
      return [
        tokens[1]?.upper === 'DATABASE' && tokens.length > 2
          ? statement('truncate', 'database', nameAt(piece, skip(piece, 2)))
          : statement('truncate', 'table', nameAt(piece, skip(piece, 1))),
      ];
    case 'DELETE':
    case 'UPDATE':
      return [changed(piece, head === 'DELETE' ? 'delete' : 'update')];
    case 'MERGE':
      return [merged(piece)];
    case 'ALTER':
      return [altered(piece)];
    case 'CREATE':
      return created(piece, dynamic);
    case 'COPY':
      return copied(piece);
    case 'LOAD':
      return loaded(piece);
    case 'PREPARE':
      return prepared(piece, dynamic);
    case 'EXECUTE':
    case 'EXEC':
      return executed(piece, dynamic);
    case 'ATTACH':
      return attached(piece);
    case 'USE':
      return [{ kind: 'connect', target: wordAt(piece, useAt(tokens)), alias: '' }];
    case 'PURGE':
      return [statement(/^BINARY|^MASTER/.test(tokens[1]?.upper ?? '') ? 'other' : 'drop', 'recycle bin')];
    case 'RESTORE':
      return [statement(has(tokens, 'REPLACE') ? 'drop' : 'insert', 'database', nameAt(piece, 2))];
    case 'REMOVE':
    case 'RM':
      return [statement('delete', 'stage files', '', 'present')];
    case 'DFS':
      return [
        {
          kind: 'shell',
          text: piece.source.word(`hadoop fs ${rangeText(piece, 1)}`, tokens[0]?.start ?? 0),
          by: 'dfs',
          server: false,
        },
      ];
    case 'VACUUM':
    case 'EXPORT':
      return writesFile(piece, head);
    case 'INSERT':
    case 'REPLACE':
    case 'UPSERT':
      return [statement('insert', 'table', nameAt(piece, skip(piece, 1)))];
    case 'SELECT':
      return selected(piece);
    default:
      return [statement(plain[head] ?? 'other')];
  }
}

/** EXPLAIN shows a plan; with ANALYZE it also runs the statement (PostgreSQL EXPLAIN; MariaDB ANALYZE). */
function explained(
  piece: Piece,
  dynamic: (tokens: readonly Token[]) => readonly SqlItem[],
): readonly SqlItem[] | undefined {
  const { tokens } = piece;
  const head = tokens[0]?.upper;
  const body = tokens.findIndex(
    (token, index) =>
      index > 0 &&
      /^(?:DELETE|UPDATE|INSERT|REPLACE|MERGE|SELECT|WITH|CREATE|DROP|EXECUTE|TRUNCATE)$/.test(token.upper),
  );
  if (head === 'ANALYZE' && body > 0 && body <= 4) return classify({ ...piece, tokens: tokens.slice(body) }, dynamic);
  if (head !== 'EXPLAIN' && head !== 'DESCRIBE' && head !== 'DESC') return undefined;
  const options = tokens.slice(1, body < 0 ? undefined : body);
  const at = options.findIndex((token) => token.upper === 'ANALYZE' || token.upper === 'ANALYSE');
  const off = /^(?:FALSE|OFF|0)$/i.test(options[at + 1]?.text ?? '');
  if (at < 0 || off || body < 0) return [statement('select')];
  return classify({ ...piece, tokens: tokens.slice(body) }, dynamic);
}

/** The statement behind the common table expressions. */
function withStatement(piece: Piece, dynamic: (tokens: readonly Token[]) => readonly SqlItem[]): readonly SqlItem[] {
  const at = topLevel(piece.tokens, (token, index) => {
    const before = piece.tokens[index - 1]?.upper ?? '';
    return (
      index > 0 &&
      before !== 'WITH' &&
      before !== ',' &&
      before !== 'RECURSIVE' &&
      /^(?:SELECT|INSERT|UPDATE|DELETE|MERGE|REPLACE|VALUES|TABLE|FROM)$/.test(token.upper)
    );
  });
  return at < 0 ? [statement('select')] : statementOf({ ...piece, tokens: piece.tokens.slice(at) }, dynamic);
}

/** Statements in brackets: data-changing common table expressions, COPY (DELETE …) TO. */
function nested(piece: Piece, dynamic: (tokens: readonly Token[]) => readonly SqlItem[]): readonly SqlItem[] {
  const items: SqlItem[] = [];
  for (const [index, token] of piece.tokens.entries()) {
    if (token.upper !== '(') continue;
    const verb = piece.tokens[index + 1]?.upper ?? '';
    const next = piece.tokens[index + 2]?.upper ?? '';
    const changes =
      (verb === 'DELETE' && next === 'FROM') ||
      (verb === 'INSERT' && next === 'INTO') ||
      (verb === 'MERGE' && next === 'INTO') ||
      (verb === 'UPDATE' && piece.tokens.slice(index, index + 12).some((later) => later.upper === 'SET'));
    if (!changes) continue;
    const end = closing(piece.tokens, index);
    if (!piece.spend(end - index)) break;
    const inside = piece.tokens.slice(index + 1, end - 1);
    items.push(...statementOf({ ...piece, tokens: inside }, dynamic));
  }
  return items;
}

/** Functions with effects of their own. */
function called(piece: Piece, dynamic: (tokens: readonly Token[]) => readonly SqlItem[]): readonly SqlItem[] {
  const items: SqlItem[] = [];
  for (const [index, token] of piece.tokens.entries()) {
    if (piece.tokens[index + 1]?.upper !== '(' || (token.kind !== 'word' && token.kind !== 'name')) continue;
    const qualified =
      piece.tokens[index - 1]?.upper === '.' ? `${piece.tokens[index - 2]?.upper}.${token.upper}` : token.upper;
    const act =
      qualified === 'CRON.SCHEDULE'
        ? 'dynamic'
        : Object.hasOwn(functions, token.upper)
          ? functions[token.upper]
          : undefined;
    if (act === undefined) continue;
    const given = piece.tokens.slice(index + 2, closing(piece.tokens, index + 1) - 1);
    const file = given.find(
      (argument) => argument.kind === 'string' && (token.upper !== 'LO_EXPORT' || argument.text !== ''),
    );
    const path = file === undefined ? undefined : piece.source.word(file.text, file.inner);
    switch (act) {
      case 'read':
      case 'local-read':
        if (path !== undefined) items.push({ kind: 'read', path, server: act === 'read' });
        break;
      case 'write':
      case 'local-write':
        if (path !== undefined) items.push({ kind: 'write', path, server: act === 'write' });
        break;
      case 'drop':
        items.push(statement('drop', token.upper === 'LO_UNLINK' ? 'large object' : 'table', file?.text ?? ''));
        break;
      case 'terminate':
        items.push(statement('other', 'session'));
        break;
      case 'shell':
        if (token.upper !== 'EDIT' && path !== undefined)
          items.push({ kind: 'shell', text: path, by: token.text, server: true });
        break;
      case 'dynamic':
        items.push(...dynamic(given));
        break;
    }
  }
  return items;
}

/** A SELECT reads each table it names; INTO makes one, or writes a file. */
function selected(piece: Piece): readonly SqlItem[] {
  const { tokens } = piece;
  const into = topLevel(tokens, (token) => token.upper === 'INTO');
  const reads = tablesOf(piece).map((name) => statement('select', 'table', name));
  const select = reads.length === 0 ? [statement('select')] : reads;
  if (into < 0) return select;
  const next = tokens[into + 1];
  if (next?.upper === 'OUTFILE' || next?.upper === 'DUMPFILE') {
    const file = tokens[into + 2];
    return file === undefined
      ? select
      : [
          ...select,
          { kind: 'write', path: piece.source.word(file.text, file.inner), server: piece.dialect !== 'clickhouse' },
        ];
  }
  return next?.text.startsWith('@') === true
    ? select
    : [...select, statement('create', 'table', nameAt(piece, into + 1))];
}

/** The tables behind FROM and JOIN, at most ten. */
function tablesOf(piece: Piece): readonly string[] {
  const names = new Set<string>();
  for (const [index, token] of piece.tokens.entries()) {
    if ((token.upper !== 'FROM' && token.upper !== 'JOIN') || names.size >= 10) continue;
    const at = skip(piece, index + 1);
    const kind = piece.tokens[at]?.kind;
    if ((kind === 'word' || kind === 'name') && piece.tokens[at + 1]?.upper !== '(') names.add(nameAt(piece, at));
  }
  return [...names];
}

/** DELETE and UPDATE: the WHERE that counts is the one outside all brackets. */
function changed(piece: Piece, verb: 'delete' | 'update'): Statement {
  const { tokens } = piece;
  let at = skip(piece, 1);
  if (tokens[at]?.upper === 'TOP') at = tokens[at + 1]?.upper === '(' ? closing(tokens, at + 1) : at + 2;
  if (verb === 'update' && tokens[1]?.upper === 'STATISTICS') return statement('other');
  if (tokens[at]?.upper === 'FROM') at = skip(piece, at + 1);
  const from = verb === 'delete' ? topLevel(tokens, (token, index) => index >= at && token.upper === 'FROM') : -1;
  const nameFrom = from > 0 && piece.dialect === 'cassandra' ? from + 1 : at;
  const name = nameAt(piece, nameFrom);
  const where = topLevel(tokens, (token) => token.upper === 'WHERE');
  if (where < 0) {
    const trailing = tokens.slice(afterName(tokens, nameFrom)).some((token) => token.kind === 'hole');
    return statement(
      verb,
      'table',
      name,
      trailing && verb === 'delete'
        ? 'unknown'
        : trailing && tokens.at(-1)?.kind === 'hole' && tokens.at(-2)?.upper !== '='
          ? 'unknown'
          : 'none',
    );
  }
  const condition = tokens.slice(where + 1);
  const end = topLevel(
    condition,
    (token, index) => index > 0 && /^(?:RETURNING|ORDER|LIMIT|OPTION|SETTINGS|GROUP)$/.test(token.upper),
  );
  return statement(verb, 'table', name, whereOf(holds(end < 0 ? condition : condition.slice(0, end), name)));
}

function whereOf(value: Holds): Statement['where'] {
  switch (value) {
    case 'every':
      return 'trivial';
    case 'unknown':
      return 'unknown';
    case 'some':
    case 'none':
      return 'present';
  }
}

/** MERGE counts as the strongest thing its branches do. */
function merged(piece: Piece): Statement {
  const { tokens } = piece;
  const name = nameAt(piece, skip(piece, 1));
  const deletes = tokens.findIndex(
    (token, index) => token.upper === 'DELETE' && /^(?:THEN|WHERE)$/.test(tokens[index - 1]?.upper ?? 'x'),
  );
  if (deletes < 0) return statement('insert', 'table', name);
  const on = topLevel(tokens, (token) => token.upper === 'ON');
  const when = topLevel(tokens, (token) => token.upper === 'WHEN');
  const condition = on < 0 ? 'unknown' : holds(tokens.slice(on + 1, when < 0 ? undefined : when), name);
  const bySource = tokens.some(
    (token, index) =>
      token.upper === 'SOURCE' && tokens[index - 1]?.upper === 'BY' && tokens[index + 1]?.upper === 'THEN',
  );
  return statement('delete', 'table', name, bySource && condition === 'some' ? 'unknown' : whereOf(condition));
}

/** Words in front of a kind of object that are not the kind itself. */
const adjectives =
  ' TEMP TEMPORARY GLOBAL LOCAL UNLOGGED EXTERNAL TRANSIENT VIRTUAL FOREIGN UNIQUE CLUSTERED NONCLUSTERED FULLTEXT SPATIAL HIDDEN MATERIALIZED RECURSIVE PUBLIC DYNAMIC SECURE ICEBERG HYBRID PROCEDURAL TRUSTED ';
/** Kinds of object of two words. */
const pairs =
  ' USER MAPPING, EVENT TRIGGER, TEXT SEARCH, ACCESS METHOD, OPERATOR CLASS, OPERATOR FAMILY, LARGE OBJECT, OWNED BY, DATA WRAPPER, PACKAGE BODY, SECURITY POLICY, SECURITY LABEL, ';

/** The object's kind in lower case and the index behind it. */
function objectAt(tokens: readonly Token[], from: number): readonly [string, number] {
  const words: string[] = [];
  let index = from;
  while (tokens[index]?.kind === 'word' && adjectives.includes(` ${tokens[index]?.upper} `)) {
    words.push(tokens[index]?.upper ?? '');
    index += 1;
  }
  const noun = tokens[index]?.upper ?? '';
  words.push(noun);
  if (pairs.includes(` ${noun} ${tokens[index + 1]?.upper ?? '.'},`)) {
    index += 1;
    words.push(tokens[index]?.upper ?? '');
  }
  const object = words
    .join(' ')
    .toLowerCase()
    .replace(/^(?:.* )?temp(?:orary)? table$/, 'temporary table')
    .replace(/^(?:unlogged|external|transient|virtual|foreign|dynamic|iceberg|hybrid) table$/, 'table')
    .replace(/^(?:unique|clustered|nonclustered|fulltext|spatial) index$/, 'index');
  return [object, index + 1];
}

function dropped(piece: Piece, from: number): Statement {
  const { tokens } = piece;
  if (tokens[from] === undefined || tokens[from].text.includes('\0')) return statement('drop', 'unknown', '');
  const [object, next] = objectAt(tokens, from);
  const name = nameAt(piece, skip(piece, next));
  if (object === 'table' && (name.startsWith('#') || /^(?:pg_temp|temp|tempdb)\./i.test(name)))
    return statement('drop', 'temporary table', name);
  return statement('drop', object, name);
}

/** What may follow `ALTER … DROP` without data being lost. */
const harmlessDrops =
  ' CONSTRAINT NOT DEFAULT INDEX KEY PRIMARY FOREIGN CHECK EXPRESSION IDENTITY UNIQUE STORED POLICY TRIGGER RULE TAG MASKING PROJECTION STATISTICS NODE ';

function altered(piece: Piece): Statement {
  const { tokens } = piece;
  const [object, next] = objectAt(tokens, 1);
  const nameFrom = skip(piece, next);
  const name = nameAt(piece, nameFrom);
  if (/^(?:user|role|login|group)$/.test(object)) return statement('grant', object, name);
  const after = afterName(tokens, nameFrom);
  for (let index = after; index < tokens.length; index += 1) {
    const word = tokens[index]?.upper;
    const following = tokens[index + 1]?.upper ?? '';
    if (word === 'DROP' || (word === 'CLEAR' && following === 'COLUMN')) {
      if (harmlessDrops.includes(` ${following} `)) continue;
      const what = /^(?:PARTITION|PART|PARTITIONS|DETACHED|COLUMNS?|FIELD|VALUE)$/.test(following)
        ? following.toLowerCase()
        : 'column';
      return statement('alter-drop', what === 'partitions' || what === 'part' ? 'partition' : what, name);
    }
    if (index === after && word === 'TRUNCATE') return statement('truncate', 'partition', name);
    if (index === after && (word === 'DELETE' || word === 'UPDATE')) {
      const where = topLevel(tokens, (token) => token.upper === 'WHERE');
      return statement(
        word === 'DELETE' ? 'delete' : 'update',
        'table',
        name,
        where < 0 ? 'none' : whereOf(holds(tokens.slice(where + 1), name)),
      );
    }
  }
  return statement('alter', object, name);
}

function created(piece: Piece, dynamic: (tokens: readonly Token[]) => readonly SqlItem[]): readonly SqlItem[] {
  const { tokens } = piece;
  const replaces = tokens[1]?.upper === 'OR' && tokens[2]?.upper === 'REPLACE';
  let at = replaces || tokens[1]?.upper === 'OR' ? 3 : 1;
  while (/^(?:DEFINER|SQL|SECURITY|ALGORITHM|=|CONSTRAINT)$/.test(tokens[at]?.upper ?? '')) at += 1;
  const [object, next] = objectAt(tokens, at);
  const name = nameAt(piece, skip(piece, next));
  if (/^(?:user|role|login)$/.test(object)) return [statement('grant', object, name)];
  if (object === 'event') {
    const run = tokens.findIndex((token) => token.upper === 'DO');
    return [
      statement('create', object, name),
      ...(run < 0 ? [] : classify({ ...piece, tokens: tokens.slice(run + 1) }, dynamic)),
    ];
  }
  if (replaces && /^(?:transient )?(?:database|schema)$/.test(object))
    return [statement('drop', object.replace('transient ', ''), name)];
  return [statement('create', replaces && object === 'table' ? 'replaced table' : object, name)];
}

/** PostgreSQL and DuckDB COPY: a file or program of the server (of this machine for DuckDB). */
function copied(piece: Piece): readonly SqlItem[] {
  const { tokens } = piece;
  const at = topLevel(tokens, (token, index) => index > 0 && (token.upper === 'FROM' || token.upper === 'TO'));
  const target = tokens[at + 1];
  const into = tokens[1]?.upper === 'INTO' || tokens[at]?.upper === 'FROM';
  const items: SqlItem[] = [
    statement(into ? 'insert' : 'select', 'table', tokens[1]?.upper === '(' ? '' : nameAt(piece, skip(piece, 1))),
  ];
  const server = piece.dialect !== 'duckdb';
  if (target?.upper === 'PROGRAM') {
    const program = tokens[at + 2];
    if (program !== undefined)
      items.push({ kind: 'shell', text: piece.source.word(program.text, program.inner), by: 'copy program', server });
  } else if (target?.kind === 'string' && piece.dialect !== 'snowflake' && !/^\w+:\/\//.test(target.text)) {
    items.push({ kind: into ? 'read' : 'write', path: piece.source.word(target.text, target.inner), server });
  }
  return items;
}

function loaded(piece: Piece): readonly SqlItem[] {
  const at = piece.tokens.findIndex((token) => token.upper === 'INFILE' || token.upper === 'INPATH');
  const file = piece.tokens[at + 1];
  if (at < 0 || file === undefined) return [statement('other')];
  const server = !has(piece.tokens, 'LOCAL');
  return [statement('insert', 'table'), { kind: 'read', path: piece.source.word(file.text, file.inner), server }];
}

function writesFile(piece: Piece, head: string): readonly SqlItem[] {
  const file = piece.tokens.find((token) => token.kind === 'string');
  const into = head === 'EXPORT' || has(piece.tokens, 'INTO');
  const base = statement(head === 'EXPORT' ? 'select' : 'other');
  return file === undefined || !into
    ? [base]
    : [base, { kind: 'write', path: piece.source.word(file.text, file.inner), server: false }];
}

/** PREPARE name AS statement (PostgreSQL), PREPARE name FROM text (MySQL). */
function prepared(piece: Piece, dynamic: (tokens: readonly Token[]) => readonly SqlItem[]): readonly SqlItem[] {
  const at = topLevel(piece.tokens, (token) => token.upper === 'AS' || token.upper === 'FROM');
  if (at < 0) return [statement('other')];
  const rest = piece.tokens.slice(at + 1);
  return piece.tokens[at]?.upper === 'AS' ? classify({ ...piece, tokens: rest }, dynamic) : dynamic(rest);
}

const executors = ' SP_EXECUTESQL SP_MSFOREACHTABLE SP_MSFOREACHDB SP_EXECUTE_EXTERNAL_SCRIPT ';

/** EXECUTE of a text is the text; of a prepared statement or procedure it is `other`. */
function executed(piece: Piece, dynamic: (tokens: readonly Token[]) => readonly SqlItem[]): readonly SqlItem[] {
  const rest = piece.tokens.slice(1);
  const [first] = rest;
  if (first === undefined) return [statement('other')];
  const procedure = rest.findLast(
    (token, index) => index < 6 && (token.kind === 'word' || token.kind === 'name') && /^(?:xp_|sp_)/i.test(token.text),
  );
  if (procedure !== undefined) {
    const given = rest.slice(rest.indexOf(procedure) + 1);
    const text = given.find((token) => token.kind === 'string');
    if (/^xp_cmdshell$/i.test(procedure.text))
      return text === undefined
        ? [{ kind: 'opaque', detail: 'xp_cmdshell' }]
        : [{ kind: 'shell', text: piece.source.word(text.text, text.inner), by: 'xp_cmdshell', server: true }];
    return executors.includes(` ${procedure.text.toUpperCase()} `) ? dynamic(given) : [statement('other')];
  }
  if (first.upper === 'IMMEDIATE') return dynamic(rest.slice(1));
  if (first.upper === '(' || first.kind === 'string') return dynamic(rest);
  if (first.upper === 'FORMAT' || first.upper === 'CONCAT') return dynamic(rest);
  return [statement('other', 'routine', nameAt(piece, 1))];
}

/** ATTACH opens a further database under a name (SQLite, DuckDB). */
function attached(piece: Piece): readonly SqlItem[] {
  const { tokens } = piece;
  const at = tokens.findIndex(
    (token, index) =>
      index > 0 &&
      (token.kind === 'string' || token.kind === 'name' || token.kind === 'hole' || token.text.includes('\0')),
  );
  const file = tokens[at];
  const as = tokens.findIndex((token) => token.upper === 'AS');
  if (file === undefined) return [statement('other')];
  const base = /([^/\\]*?)(?:\.\w+)?$/.exec(file.text)?.[1] ?? '';
  return [
    {
      kind: 'connect',
      target: piece.source.word(file.text, file.inner),
      alias: (as < 0 ? base : (tokens[as + 1]?.text ?? base)).toLowerCase(),
    },
  ];
}

function useAt(tokens: readonly Token[]): number {
  return /^(?:DATABASE|SCHEMA|WAREHOUSE|ROLE|CATALOG)$/.test(tokens[1]?.upper ?? '') && tokens.length > 2 ? 2 : 1;
}

function has(tokens: readonly Token[], word: string): boolean {
  return tokens.some((token) => token.upper === word);
}

/** The first token outside brackets that fits, or -1. */
export function topLevel(tokens: readonly Token[], fits: (token: Token, index: number) => boolean): number {
  let depth = 0;
  for (const [index, token] of tokens.entries()) {
    if (token.upper === '(') depth += 1;
    else if (token.upper === ')') depth -= 1;
    else if (depth === 0 && fits(token, index)) return index;
  }
  return -1;
}

/** The first index from `from` that is no filler such as IF EXISTS, ONLY, LOW_PRIORITY. */
function skip(piece: Piece, from: number): number {
  let index = from;
  while (
    index < piece.tokens.length - 1 &&
    piece.tokens[index]?.kind === 'word' &&
    modifiers.includes(` ${piece.tokens[index]?.upper} `)
  )
    index += 1;
  return index;
}

function afterName(tokens: readonly Token[], from: number): number {
  let index = from + 1;
  while (tokens[index]?.upper === '.') index += 2;
  return index;
}

/** The qualified name at an index, holes shown by name. */
function nameAt(piece: Piece, from: number): string {
  return piece.tokens
    .slice(from, afterName(piece.tokens, from))
    .map((token) => show(piece.source.word(token.text, token.inner)))
    .join('');
}

function wordAt(piece: Piece, from: number): ReturnType<Source['word']> {
  const token = piece.tokens[from];
  return token === undefined ? piece.source.word('', 0) : piece.source.word(token.text, token.inner);
}

function rangeText(piece: Piece, from: number): string {
  const first = piece.tokens[from];
  const last = piece.tokens.at(-1);
  return first === undefined || last === undefined ? '' : piece.source.text.slice(first.start, last.end);
}
