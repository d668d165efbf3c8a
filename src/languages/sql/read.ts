import { textOf, type Span, type Word } from '../../word.ts';
import { readCypher } from './cypher.ts';
import { dialectsOf, type Dialect } from './dialects.ts';
import { statement, type SqlItem } from './items.ts';
import { fromHex, lex, type Token } from './lexer.ts';
import { readMeta } from './meta.ts';
import { topLevel, type Piece } from './piece.ts';
import { sourceOf, type Source } from './source.ts';
import { classify } from './statements.ts';

/** Statements kept per text that differ in nothing but the name they apply to. */
const namesLimit = 50;
/** Shell commands, files and connections kept per text. */
const othersLimit = 500;
/** Token visits per text: about forty for each token of a text of 64 KiB. */
const visitsLimit = 4_000_000;
/** How deep texts that execute texts are followed. */
const depthLimit = 5;

/**
 * What SQL text does in a dialect (`postgres`, `mysql`, `sqlite`, `mssql`, `duckdb`, `clickhouse`, `snowflake`, `bigquery`,
 * `oracle`, `hive`, `spark`, `trino`, `cassandra`, `cypher`, `influx`; any other name is read in every way it may be meant).
 * Never fails; text that is not known is a statement with the verb `unknown`.
 */
export function readSql(text: Word, dialect: string): readonly SqlItem[] {
  if (dialect === 'cypher') return readCypher(text);
  const known = textOf(text) ?? '';
  if (known.length >= LONG && last !== undefined && isSame(last, known, text, dialect)) return last.items;
  const items = new Items();
  const source = sourceOf(text);
  for (const reading of dialectsOf(dialect)) read(source, dialect, reading, items, 0);
  if (known.length >= LONG) last = { text: known, span: text.span, dialect, items: items.kept };
  return items.kept;
}

/** From here on reading a text again costs more than remembering it: what a tool is given is read for its class and for its effects. */
const LONG = 4096;

interface Reading {
  readonly text: string;
  readonly span: Span;
  readonly dialect: string;
  readonly items: readonly SqlItem[];
}

let last: Reading | undefined;

function isSame(reading: Reading, text: string, { span }: Word, dialect: string): boolean {
  const { start, end, origin } = reading.span;
  return (
    reading.dialect === dialect &&
    start === span.start &&
    end === span.end &&
    origin === span.origin &&
    reading.text === text
  );
}

/** What a text does, each different thing once and in order, and how much reading it has cost. */
class Items {
  readonly kept: SqlItem[] = [];
  readonly #seen = new Set<string>();
  readonly #names = new Map<string, number>();
  readonly #outer: Items | undefined;
  #visits = visitsLimit;
  #others = othersLimit;

  /** Things inside another text draw on what that text may cost. */
  constructor(outer?: Items) {
    this.#outer = outer;
  }

  add(items: readonly SqlItem[]): void {
    for (const item of items) {
      if (item.kind === 'statement') {
        const alike = `${item.verb} ${item.object} ${item.where}`;
        const key = `${alike} ${item.name}`;
        const count = this.#names.get(alike) ?? 0;
        if (this.#seen.has(key) || count >= namesLimit) continue;
        this.#seen.add(key);
        this.#names.set(alike, count + 1);
        this.kept.push(item);
      } else if (this.#others > 0) {
        this.#others -= 1;
        this.kept.push(this.#others === 0 ? { kind: 'opaque', detail: 'more SQL than is read' } : item);
      }
    }
  }

  /** Takes visits; when they are used up, the text is one that cannot be read. */
  readonly spend = (visits: number): boolean => {
    if (this.#outer !== undefined) return this.#outer.spend(visits);
    if (this.#visits <= 0) return false;
    this.#visits -= visits;
    if (this.#visits > 0) return true;
    this.kept.push({ kind: 'opaque', detail: 'more SQL than is read' });
    return false;
  };
}

function read(source: Source, dialect: string, reading: Dialect, all: Items, depth: number): void {
  const tokens = lex(source.text, reading);
  /** Bodies of the routines the text creates: they run only if the text also calls them. */
  const routines = new Map<string, readonly Token[]>();
  /** Strings the text stores in variables, for code that is put together from them. */
  const stored: Token[] = [];

  const dynamic = (given: readonly Token[]): readonly SqlItem[] =>
    executes(given, stored, { source, dialect, reading, all, depth });
  const pieceItems = (piece: readonly Token[]): readonly SqlItem[] => {
    const found: SqlItem[] = [];
    for (const part of parts(piece, reading, all)) found.push(...statementItems(part));
    return found;
  };
  const statementItems = (part: readonly Token[]): readonly SqlItem[] => {
    const head = part[0]?.upper;
    if (head === 'SET' || head === 'DECLARE' || part[1]?.upper === ':=')
      stored.push(...part.filter((token) => token.kind === 'string' || isHex(token)));
    if (head === 'DO' && part.some((token) => token.kind === 'string')) return block(part);
    const piece: Piece = { tokens: part, source, dialect, spend: all.spend };
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
      : within(source.word(token.text, token.inner), { source, dialect, reading, all, depth });
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

  /** The statement in front of a `\\gexec`: what its strings hold is executed. */
  let before: readonly Token[] = [];
  for (const piece of separate(tokens)) {
    if (!all.spend(piece.length)) return;
    const [first] = piece;
    if (first?.kind === 'meta') {
      all.add(readMeta(first, source, reading.client));
      if (first.text === 'gexec') all.add(dynamic(before));
    } else {
      all.add(pieceItems(piece));
      before = piece;
    }
  }
}

/** A reading that text inside the text continues. */
interface Outer {
  readonly source: Source;
  readonly dialect: string;
  readonly reading: Dialect;
  readonly all: Items;
  readonly depth: number;
}

/** What a text that the outer one executes does. */
function within(text: Word, outer: Outer): readonly SqlItem[] {
  const source = sourceOf(text);
  if (!outer.all.spend(source.text.length)) return [];
  const items = new Items(outer.all);
  read(source, outer.dialect, outer.reading, items, outer.depth + 1);
  return items.kept;
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
function parts(piece: readonly Token[], reading: Dialect, all: Items): readonly (readonly Token[])[] {
  const found: (readonly Token[])[] = [];
  let rest = piece;
  while (rest.length > 0 && all.spend(rest.length)) {
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
  let depth = 0;
  for (const [index, { upper }] of tokens.entries()) {
    if (upper === '(' || upper === 'CASE') depth += 1;
    else if (upper === ')' || (upper === 'END' && depth > 0)) depth -= 1;
    else if (depth === 0 && index > 0 && beginsGlued(tokens, index, head)) return index;
  }
  return -1;
}

const gluedHeads =
  /^(?:DROP|TRUNCATE|DELETE|UPDATE|ALTER|CREATE|EXEC|EXECUTE|MERGE|SHUTDOWN|RESTORE|IF|WHILE|BEGIN|END|ELSE)$/;

/** Whether a Transact-SQL statement begins at the word, seen from one that begins with `head`. */
function beginsGlued(tokens: readonly Token[], index: number, head: string): boolean {
  const upper = tokens[index]?.upper ?? '';
  const next = tokens[index + 1]?.upper ?? '';
  if (!gluedHeads.test(upper) || next === 'EXISTS') return false;
  if (/^(?:ON|FOR|THEN|AFTER|OF|,|\.|AS|WITH|NO)$/.test(tokens[index - 1]?.upper ?? '')) return false;
  if (head !== 'ALTER' || !/^(?:DROP|ALTER)$/.test(upper)) return true;
  return /^(?:TABLE|DATABASE|SCHEMA|VIEW|INDEX|PROCEDURE)$/.test(next);
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
function executes(given: readonly Token[], stored: readonly Token[], outer: Outer): readonly SqlItem[] {
  const { source } = outer;
  if (outer.depth >= depthLimit) return [{ kind: 'opaque', detail: 'SQL in SQL' }];
  const shown =
    given.length === 0
      ? 'EXECUTE'
      : source.text.slice(given[0]?.start, given.at(-1)?.end).replaceAll('\0', '…').slice(0, 60);
  const readable = (tokens: readonly Token[]): readonly SqlItem[] =>
    joined(tokens, source)
      .flatMap((text) => within(text, outer))
      .filter((item) => item.kind !== 'statement' || item.verb !== 'other');
  const own = readable(given);
  if (own.length > 0) return own;
  if (!outer.all.spend(20 * stored.length)) return [];
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
  // The arguments of format() are put into its first one, those of concat() stand side by side.
  const formats = tokens.some((token) => token.upper === 'FORMAT');
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
    else if (token.upper === ',' && depth > 0 && !formats) continue;
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
