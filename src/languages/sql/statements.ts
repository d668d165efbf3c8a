import { closing } from './conditions.ts';
import { called } from './functions.ts';
import { statement, type SqlItem, type Statement } from './items.ts';
import type { Token } from './lexer.ts';
import { altered, created, dropped } from './objects.ts';
import { has, nameAt, rangeText, skip, topLevel, wordAt, type Dynamic, type Piece } from './piece.ts';
import { changed, merged } from './row-changes.ts';
import { attached, copied, loaded, selected, writesFile } from './transfers.ts';

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

/** What one statement does; `dynamic` reads text that the statement executes as SQL. */
export function classify(piece: Piece, dynamic: Dynamic): readonly SqlItem[] {
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

function statementOf(piece: Piece, dynamic: Dynamic): readonly SqlItem[] {
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
      return created(piece, (from) => classify({ ...piece, tokens: tokens.slice(from) }, dynamic));
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
function explained(piece: Piece, dynamic: Dynamic): readonly SqlItem[] | undefined {
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
function withStatement(piece: Piece, dynamic: Dynamic): readonly SqlItem[] {
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
function nested(piece: Piece, dynamic: Dynamic): readonly SqlItem[] {
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

/** PREPARE name AS statement (PostgreSQL), PREPARE name FROM text (MySQL). */
function prepared(piece: Piece, dynamic: Dynamic): readonly SqlItem[] {
  const at = topLevel(piece.tokens, (token) => token.upper === 'AS' || token.upper === 'FROM');
  if (at < 0) return [statement('other')];
  const rest = piece.tokens.slice(at + 1);
  return piece.tokens[at]?.upper === 'AS' ? classify({ ...piece, tokens: rest }, dynamic) : dynamic(rest);
}

const executors = ' SP_EXECUTESQL SP_MSFOREACHTABLE SP_MSFOREACHDB SP_EXECUTE_EXTERNAL_SCRIPT ';

/** EXECUTE of a text is the text; of a prepared statement or procedure it is `other`. */
function executed(piece: Piece, dynamic: Dynamic): readonly SqlItem[] {
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

function useAt(tokens: readonly Token[]): number {
  return /^(?:DATABASE|SCHEMA|WAREHOUSE|ROLE|CATALOG)$/.test(tokens[1]?.upper ?? '') && tokens.length > 2 ? 2 : 1;
}
