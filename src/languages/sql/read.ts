import type { Word } from '../../word.ts';
import { readCypher } from './cypher.ts';
import { dialectsOf, type Dialect } from './dialects.ts';
import { statement, type SqlItem } from './items.ts';
import { fromHex, lex, type Token } from './lexer.ts';
import { readMeta } from './meta.ts';
import { sourceOf, type Source } from './source.ts';
import { classify, topLevel, type Piece } from './statements.ts';

/** Different statements kept per text; more of them count as one that is not known. */
const limit = 200;
/** How deep texts that execute texts are followed. */
const depthLimit = 5;

/**
 * What SQL text does in a dialect (`postgres`, `mysql`, `sqlite`, `mssql`, `duckdb`, `clickhouse`, `snowflake`, `bigquery`,
 * `oracle`, `hive`, `spark`, `trino`, `cassandra`, `cypher`, `influx`; any other name is read in every way it may be meant).
 * Never fails; text that is not known is a statement with the verb `unknown`.
 */
export function readSql(text: Word, dialect: string): readonly SqlItem[] {
  if (dialect === 'cypher') return readCypher(text);
  return distinct(dialectsOf(dialect).flatMap((reading) => read(sourceOf(text), dialect, reading, 0)));
}

/** Each different item once, in order. */
function distinct(items: readonly SqlItem[]): readonly SqlItem[] {
  const seen = new Set<string>();
  const kept: SqlItem[] = [];
  for (const item of items) {
    const key =
      item.kind === 'statement' ? `${item.verb} ${item.object} ${item.where} ${item.name}` : JSON.stringify(item);
    if (seen.has(key)) continue;
    seen.add(key);
    kept.push(item);
    if (kept.length >= limit) return [...kept, statement('unknown', '', '', 'unknown')];
  }
  return kept;
}

function read(source: Source, dialect: string, reading: Dialect, depth: number): readonly SqlItem[] {
  const tokens = lex(source.text, reading);
  const items: SqlItem[] = [];
  /** Bodies of the routines the text creates: they run only if the text also calls them. */
  const routines = new Map<string, readonly Token[]>();
  /** Strings the text stores in variables, for code that is put together from them. */
  const stored: Token[] = [];

  const dynamic = (given: readonly Token[]): readonly SqlItem[] =>
    executes(given, stored, source, dialect, reading, depth);
  const pieceItems = (piece: readonly Token[]): readonly SqlItem[] => {
    const found: SqlItem[] = [];
    for (const part of parts(piece, reading)) found.push(...statementItems(part));
    return found;
  };
  const statementItems = (part: readonly Token[]): readonly SqlItem[] => {
    const head = part[0]?.upper;
    if (head === 'SET' || head === 'DECLARE' || part[1]?.upper === ':=')
      stored.push(...part.filter((token) => token.kind === 'string' || isHex(token)));
    if (head === 'DO' && part.some((token) => token.kind === 'string')) return block(part);
    const piece: Piece = { tokens: part, source, dialect };
    const routine = routineOf(part);
    if (routine !== undefined) {
      routines.set(routine.name, routine.body);
      return [statement('create', 'routine', routine.name)];
    }
    return [...classify(piece, dynamic), ...bodies(part)];
  };
  /** DO $$ … $$: an anonymous block that runs at once (PostgreSQL DO). */
  const block = (part: readonly Token[]): readonly SqlItem[] => {
    const language = part.findIndex((token) => token.upper === 'LANGUAGE');
    const name = part[language + 1]?.text ?? '';
    if (language >= 0 && !/^(?:plpgsql|sql)$/i.test(name)) return [{ kind: 'opaque', detail: `DO … LANGUAGE ${name}` }];
    return part.flatMap((token) =>
      token.kind === 'string' && !/^(?:plpgsql|sql)$/i.test(token.text) ? inner(token) : [],
    );
  };
  const inner = (token: Token): readonly SqlItem[] =>
    depth >= depthLimit
      ? [{ kind: 'opaque', detail: 'SQL in SQL' }]
      : read(sourceOf(source.word(token.text, token.inner)), dialect, reading, depth + 1);
  /** What a call of a routine created in the same text runs. */
  const bodies = (part: readonly Token[]): readonly SqlItem[] => {
    if (routines.size === 0) return [];
    const found: SqlItem[] = [];
    for (const token of part) {
      const name = token.text.toLowerCase();
      const body = token.kind === 'word' || token.kind === 'name' ? routines.get(name) : undefined;
      if (body === undefined || part[0]?.upper === 'DROP') continue;
      routines.delete(name);
      const [only] = body;
      found.push(...(body.length === 1 && only?.kind === 'string' ? inner(only) : separate(body).flatMap(pieceItems)));
    }
    return found;
  };

  for (const piece of separate(tokens)) {
    const [first] = piece;
    if (first?.kind === 'meta') {
      items.push(...readMeta(first, source, reading.client));
      if (first.text === 'gexec') items.push(...dynamic(before(tokens, first)));
    } else items.push(...pieceItems(piece));
    if (items.length > limit * 20) {
      items.push(statement('unknown', '', '', 'unknown'));
      break;
    }
  }
  return items;
}

/** The statement in front of a `\gexec`: what its strings hold is executed. */
function before(tokens: readonly Token[], meta: Token): readonly Token[] {
  const end = tokens.indexOf(meta);
  const start = tokens.findLastIndex((token, index) => index < end && (token.kind === 'end' || token.kind === 'meta'));
  return tokens.slice(start + 1, end);
}

/** Cuts at separators; the body of a routine between BEGIN and END stays one piece. */
function separate(tokens: readonly Token[]): readonly (readonly Token[])[] {
  const pieces: (readonly Token[])[] = [];
  let current: Token[] = [];
  let depth = 0;
  let routine = false;
  const flush = (): void => {
    if (current.length > 0) pieces.push(current);
    current = [];
    depth = 0;
    routine = false;
  };
  for (const [index, token] of tokens.entries()) {
    if (token.kind === 'meta') {
      flush();
      pieces.push([token]);
      continue;
    }
    if (token.kind === 'end') {
      if (token.text === 'hard' || depth === 0) flush();
      else current.push(token);
      continue;
    }
    current.push(token);
    if (
      current.length <= 12 &&
      current[0]?.upper === 'CREATE' &&
      /^(?:FUNCTION|PROCEDURE|PROC|TRIGGER|PACKAGE|EVENT)$/.test(token.upper)
    )
      routine = true;
    if (!routine) continue;
    if (token.upper === 'BEGIN' || token.upper === 'CASE') {
      if (tokens[index - 1]?.upper !== 'END') depth += 1;
    } else if (
      token.upper === 'END' &&
      depth > 0 &&
      !/^(?:IF|LOOP|WHILE|REPEAT|FOR)$/.test(tokens[index + 1]?.upper ?? '')
    )
      depth -= 1;
  }
  flush();
  return pieces;
}

const control = /^(?:IF|ELSIF|ELSEIF|WHILE|FOR|FOREACH|CASE|WHEN|EXCEPTION|UNTIL)$/;
const heads =
  /^(?:DROP|TRUNCATE|DELETE|UPDATE|ALTER|CREATE|EXEC|EXECUTE|MERGE|INSERT|GRANT|SHUTDOWN|BACKUP|RESTORE|USE|DECLARE|PRINT|BEGIN|IF|WHILE|SELECT|WITH|RETURN|RAISERROR|SET)$/;

/** The statements inside one piece: behind control words, and (Transact-SQL) where no separator stands between them. */
function parts(piece: readonly Token[], reading: Dialect): readonly (readonly Token[])[] {
  const found: (readonly Token[])[] = [];
  let rest = piece;
  while (rest.length > 0) {
    const stripped = strip(rest, reading);
    if (stripped === undefined) {
      const cut = reading.glued ? gluedAt(rest) : -1;
      found.push(cut < 0 ? rest : rest.slice(0, cut));
      rest = cut < 0 ? [] : rest.slice(cut);
    } else rest = stripped;
  }
  return found;
}

/** The tokens behind a leading control word, or `undefined` where a statement begins. */
function strip(tokens: readonly Token[], reading: Dialect): readonly Token[] | undefined {
  const [first, second] = tokens;
  const head = first?.upper ?? '';
  if (head === 'BEGIN')
    return second === undefined ||
      /^(?:TRANSACTION|TRAN|WORK|ISOLATION|READ|IMMEDIATE|EXCLUSIVE|DEFERRED|CONCURRENT)$/.test(second.upper)
      ? reading.glued && tokens.length > 2
        ? tokens.slice(2)
        : undefined
      : tokens.slice(/^(?:TRY|CATCH|ATOMIC)$/.test(second.upper) ? 2 : 1);
  if (head === 'END') {
    const next = tokens.findIndex(
      (token, index) => index > 0 && heads.test(token.upper) && !/^(?:IF|WHILE)$/.test(token.upper),
    );
    return next < 0 ? [] : tokens.slice(next);
  }
  if (/^(?:ELSE|LOOP|THEN|REPEAT|AS|IS)$/.test(head)) return tokens.slice(1);
  if (first?.kind === 'end') return tokens.slice(1);
  if (head === '<' && second?.upper === '<')
    return tokens.slice(tokens.findIndex((token, index) => index > 1 && token.upper === '>') + 2);
  if (!control.test(head)) return undefined;
  const at = topLevel(tokens, (token, index) => index > 0 && /^(?:THEN|LOOP|DO|BEGIN)$/.test(token.upper));
  if (at >= 0) return tokens.slice(at + (tokens[at]?.upper === 'BEGIN' ? 0 : 1));
  const next = topLevel(
    tokens,
    (token, index) =>
      index > 0 && heads.test(token.upper) && !(token.upper === 'UPDATE' && tokens[index + 1]?.upper === '('),
  );
  return next < 0 ? undefined : tokens.slice(next);
}

/** Where a further Transact-SQL statement begins without a separator, or -1. */
function gluedAt(tokens: readonly Token[]): number {
  const head = tokens[0]?.upper ?? '';
  if (/^(?:GRANT|REVOKE|DENY)$/.test(head)) return -1;
  const definition =
    head === 'CREATE' &&
    tokens.slice(1, 5).some((token) => /^(?:PROCEDURE|PROC|FUNCTION|TRIGGER|VIEW)$/.test(token.upper));
  if (definition) return -1;
  return topLevel(tokens, (token, index) => {
    if (
      index === 0 ||
      !/^(?:DROP|TRUNCATE|DELETE|UPDATE|ALTER|CREATE|EXEC|EXECUTE|MERGE|SHUTDOWN|RESTORE|IF|WHILE|BEGIN|END|ELSE)$/.test(
        token.upper,
      )
    )
      return false;
    const previous = tokens[index - 1]?.upper ?? '';
    if (/^(?:ON|FOR|THEN|AFTER|OF|,|\.|AS|WITH|NO)$/.test(previous)) return false;
    if (head === 'ALTER')
      return (
        !/^(?:DROP|ALTER)$/.test(token.upper) ||
        /^(?:TABLE|DATABASE|SCHEMA|VIEW|INDEX|PROCEDURE)$/.test(tokens[index + 1]?.upper ?? '')
      );
    if (head === 'DROP') return tokens[index + 1]?.upper !== 'EXISTS';
    return (
      !(head === 'SELECT' && token.upper === 'END') ||
      !tokens.slice(0, index).some((earlier) => earlier.upper === 'CASE')
    );
  });
}

/** A routine that is created: its name and the tokens that run when it is called. */
function routineOf(tokens: readonly Token[]): { readonly name: string; readonly body: readonly Token[] } | undefined {
  if (tokens[0]?.upper !== 'CREATE') return undefined;
  const at = tokens.slice(0, 12).findIndex((token) => /^(?:FUNCTION|PROCEDURE|PROC)$/.test(token.upper));
  if (at < 0) return undefined;
  let nameAt = at + 1;
  while (/^(?:IF|NOT|EXISTS)$/.test(tokens[nameAt]?.upper ?? '')) nameAt += 1;
  while (tokens[nameAt + 1]?.upper === '.') nameAt += 2;
  const name = tokens[nameAt]?.text.toLowerCase() ?? '';
  const text = tokens.findIndex(
    (token, index) => index > nameAt && token.kind === 'string' && tokens[index - 1]?.upper === 'AS',
  );
  if (text >= 0) return { name, body: tokens.slice(text, text + 1) };
  const begin = tokens.findIndex((token, index) => index > nameAt && /^(?:BEGIN|AS|IS|RETURN)$/.test(token.upper));
  return { name, body: begin < 0 ? [] : tokens.slice(begin) };
}

function isHex(token: Token): boolean {
  return token.kind === 'number' && /^0x[0-9a-f]{8,}$/i.test(token.text);
}

/** The items of a text that is executed as SQL: its strings joined as they are concatenated, else what was stored before. */
function executes(
  given: readonly Token[],
  stored: readonly Token[],
  source: Source,
  dialect: string,
  reading: Dialect,
  depth: number,
): readonly SqlItem[] {
  if (depth >= depthLimit) return [{ kind: 'opaque', detail: 'SQL in SQL' }];
  const shown =
    given.length === 0
      ? 'EXECUTE'
      : source.text.slice(given[0]?.start, given.at(-1)?.end).replaceAll('\0', '…').slice(0, 60);
  const readable = (tokens: readonly Token[]): readonly SqlItem[] =>
    joined(tokens, source)
      .flatMap((text) => read(sourceOf(text), dialect, reading, depth + 1))
      .filter((item) => item.kind !== 'statement' || item.verb !== 'other');
  const own = readable(given);
  if (own.length > 0) return own;
  const earlier = readable(stored);
  if (earlier.length > 0) return earlier;
  if (given.some((token) => token.kind === 'hole')) return [statement('unknown', '', '', 'unknown')];
  return given.some((token) => token.kind === 'string' && token.text.trim() !== '') &&
    !given.some((token) => /^(?:CHR|CHAR|UNHEX|FROM_BASE64|DECODE|CONVERT_FROM|REVERSE)$/.test(token.upper))
    ? [statement('other')]
    : [{ kind: 'opaque', detail: shown }];
}

/** The texts that strings joined by `||`, `+`, `,` or standing side by side make; what stands between them is a hole. */
function joined(tokens: readonly Token[], source: Source): readonly Word[] {
  const texts: Word[] = [];
  let parts: Word['parts'][number][] = [];
  let depth = 0;
  const flush = (): void => {
    if (parts.some((part) => typeof part === 'string'))
      texts.push({ parts: merge(parts), span: { start: 0, end: 0 }, many: false });
    parts = [];
  };
  for (const token of tokens) {
    const hex = isHex(token) ? fromHex(token.text.slice(2)) : undefined;
    if (token.kind === 'string') parts.push(...source.word(token.text, token.inner).parts);
    else if (hex !== undefined) parts.push(hex);
    else if (token.upper === '(') depth += 1;
    else if (token.upper === ')') depth -= 1;
    else if (/^(?:\|\||\+|CONCAT|FORMAT|N|FROM|AS)$/.test(token.upper)) continue;
    else if (token.upper === ',' && depth > 0) continue;
    else if (token.upper === ',' || /^(?:USING|INTO|ELSE|WHEN|THEN|SELECT)$/.test(token.upper)) flush();
    else if (parts.length > 0) parts.push({ hole: 'unknown', why: token.text });
  }
  flush();
  return texts;
}

function merge(parts: readonly Word['parts'][number][]): Word['parts'] {
  const merged: Word['parts'][number][] = [];
  for (const part of parts) {
    const last = merged.at(-1);
    if (typeof part === 'string' && typeof last === 'string') merged[merged.length - 1] = last + part;
    else if (typeof part !== 'string' && typeof last !== 'string' && last !== undefined) continue;
    else merged.push(part);
  }
  return merged;
}
