import { wordOf, type Hole, type Part, type Word } from '../../word.ts';
import { statement, type Statement } from './items.ts';
import { sourceOf } from './source.ts';

/** Languages whose code is looked through for statements it sends to a database. */
export type HostLanguage = 'python' | 'javascript' | 'ruby' | 'perl' | 'php' | 'lua';

/** What code in another language does to a database, as far as its literal text says. */
export interface Embedded {
  /** Calls of object mappers and drivers that destroy without any SQL in sight. */
  readonly statements: readonly Statement[];
  /** Arguments of calls that open a connection: file names, URLs, hosts, names of variables. */
  readonly connections: readonly { readonly by: string; readonly text: Word }[];
}

interface Piece {
  readonly kind: 'name' | 'string' | 'symbol' | 'other';
  readonly text: string;
  readonly parts: readonly Part[];
}

/** Calls that open a connection. */
const connectors =
  ' connect create_engine createconnection createpool database client pool pdo mysqli pg_connect mysql_connect establish_connection open new sqlalchemy createclient mongoclient redis from_url dsn neon postgres mysql createengine knex sequelize datasource createdatasource ';

/** Looks through code for calls that destroy or connect; strings, comments and names are told apart, so that text that is only data is silent. */
export function embeddedSql(code: Word, language: HostLanguage): Embedded {
  const pieces = cut(code, language);
  const statements: Statement[] = [];
  const connections: { by: string; text: Word }[] = [];
  for (const [index, piece] of pieces.entries()) {
    if (piece.kind !== 'name') continue;
    const name = piece.text.toLowerCase();
    const opens = pieces[index + 1]?.text === '(' || pieces[index + 1]?.text === '{';
    if (opens && connectors.includes(` ${name} `))
      connections.push(...argumentsOf(pieces, index + 1).map((text) => ({ by: qualified(pieces, index), text })));
    const found = mapperCall(pieces, index, language);
    if (found !== undefined) statements.push(found);
  }
  return { statements, connections };
}

/** The name with what stands in front of it: `sqlite3.connect`. */
function qualified(pieces: readonly Piece[], index: number): string {
  const joint = pieces[index - 1]?.text ?? '';
  const before = /^(?:\.|::|->)$/.test(joint) ? (pieces[index - 2]?.text ?? '') : joint;
  return `${before}.${pieces[index]?.text ?? ''}`.toLowerCase();
}

/** Every string and name within the brackets that open at an index. */
function argumentsOf(pieces: readonly Piece[], open: number): readonly Word[] {
  const found: Word[] = [];
  let depth = 0;
  for (let at = open; at < Math.min(pieces.length, open + 60); at += 1) {
    const piece = pieces[at];
    if (piece === undefined) break;
    if (/^[([{]$/.test(piece.text) && piece.kind === 'symbol') depth += 1;
    else if (/^[)\]}]$/.test(piece.text) && piece.kind === 'symbol') {
      depth -= 1;
      if (depth === 0) break;
    } else if (piece.kind === 'string') found.push(wordOf(piece.parts, { start: 0, end: 0 }));
    else if (piece.kind === 'name' && /^[A-Z][A-Z0-9_]+$/.test(piece.text))
      found.push(wordOf([{ hole: 'unknown', why: piece.text }], { start: 0, end: 0 }));
  }
  return found;
}

/** Calls that empty or drop without SQL: `deleteMany()`, `User.delete_all`, `drop_all()`, `flushall()`, `sync({force: true})`. */
function mapperCall(pieces: readonly Piece[], index: number, language: HostLanguage): Statement | undefined {
  const name = pieces[index]?.text ?? '';
  const after = pieces[index + 1]?.text;
  const joint = pieces[index - 1]?.text ?? '';
  if (!/^(?:\.|::|->|\?\.|&\.)$/.test(joint)) return undefined;
  const owner = pieces[index - 2]?.text ?? '';
  const first = pieces[index + 2]?.text;
  const called = after === '(';
  switch (name) {
    case 'dropDatabase':
    case 'drop_database':
    case 'dropSchema':
      return called ? statement('drop', 'database') : undefined;
    case 'drop_all':
    case 'dropAllTables':
      return called ? statement('drop', 'table', 'every table') : undefined;
    case 'dropTable':
    case 'dropTableIfExists':
    case 'dropIfExists':
    case 'drop_table':
      return statement('drop', 'table', called ? (first ?? '') : (after ?? ''));
    case 'flushall':
    case 'flushAll':
    case 'flushdb':
    case 'flushDb':
      return called ? statement('flush', 'all databases') : undefined;
    case 'sync':
      return called &&
        pieces
          .slice(index + 2, index + 12)
          .some((piece, at, list) => piece.text === 'force' && list[at + 2]?.text === 'true')
        ? statement('drop', 'table', 'every table')
        : undefined;
    case 'truncate':
      // Open files of Python have a method of this name; a model has a capital, a query builder ends with a bracket.
      return called && first === ')' && language !== 'python' && (owner === ')' || /^[A-Z][a-z]/.test(owner))
        ? statement('truncate', 'table', owner)
        : undefined;
    case 'deleteMany':
      return called ? statement('delete', 'collection', owner, restriction(pieces, index + 2)) : undefined;
    case 'delete_all':
    case 'destroy_all':
      return /^[A-Z]/.test(owner) || owner === 'all' ? statement('delete', 'table', owner, 'none') : undefined;
    case 'delete':
      return owner === ')' && pieces[index - 4]?.text === 'all' && pieces[index - 6]?.text === 'objects'
        ? statement('delete', 'table', pieces[index - 8]?.text ?? '', 'none')
        : undefined;
    default:
      return undefined;
  }
}

/** Whether the filter of a `deleteMany` restricts: nothing, `{}` and `{ where: {} }` do not. */
function restriction(pieces: readonly Piece[], at: number): Statement['where'] {
  const list = pieces.slice(at, at + 5).map((piece) => piece.text);
  if (list[0] === ')') return 'none';
  if (list[0] !== '{') return 'unknown';
  if (list[1] === '}') return 'none';
  return list[1] === 'where' && list[2] === ':' && list[3] === '{' && list[4] === '}' ? 'none' : 'present';
}

/** Comments by language; the first that fits counts. */
const comments: Readonly<Record<HostLanguage, RegExp>> = {
  python: /#[^\n]*/y,
  ruby: /#(?!\{)[^\n]*/y,
  perl: /#[^\n]*/y,
  lua: /--(?:\[\[[\s\S]*?(?:\]\]|$)|[^\n]*)/y,
  javascript: /\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$)/y,
  php: /\/\/[^\n]*|#(?!\[)[^\n]*|\/\*[\s\S]*?(?:\*\/|$)/y,
};

/** What is put into a string when it is evaluated, by language. */
const interpolations: Readonly<Record<HostLanguage, RegExp | undefined>> = {
  python: /\{[^{}'"]*\}/g,
  javascript: /\$\{[^}]*\}/g,
  ruby: /#\{[^}]*\}/g,
  perl: /[$@]\{?[A-Za-z_]\w*\}?(?:->)?(?:[[{][^\]}]*[\]}])?/g,
  php: /\{?\$[A-Za-z_]\w*(?:->\w+|\[[^\]]*\])?\}?/g,
  lua: undefined,
};

/** Cuts code into names, strings and symbols; comments and blanks are left out. */
function cut(code: Word, language: HostLanguage): readonly Piece[] {
  const source = sourceOf(code);
  const { text } = source;
  const pieces: Piece[] = [];
  const comment = comments[language];
  const name = /[$@]?[A-Za-z_\0][\w\0]*/y;
  const quote = /([rRbBfFuU]{0,2})("""|'''|"|'|`)/y;
  let at = 0;
  while (at < text.length) {
    const character = text.charAt(at);
    if (/\s/.test(character)) {
      at += 1;
      continue;
    }
    comment.lastIndex = at;
    const skipped = comment.exec(text);
    if (skipped !== null) {
      at += Math.max(1, skipped[0].length);
      continue;
    }
    quote.lastIndex = at;
    const opened = quote.exec(text);
    if (opened !== null && (opened[1] === '' || language === 'python')) {
      const [whole, prefix = '', mark = ''] = opened;
      const from = at + whole.length;
      const end = closingQuote(text, from, mark);
      const value = text.slice(from, end);
      const evaluated =
        language === 'python' ? /f/i.test(prefix) : language === 'javascript' ? mark === '`' : mark !== "'";
      pieces.push({
        kind: 'string',
        text: value,
        parts: stringParts(source.word(value, from), evaluated ? interpolations[language] : undefined),
      });
      at = Math.min(text.length, end + mark.length);
      continue;
    }
    name.lastIndex = at;
    const named = name.exec(text);
    if (named !== null) {
      pieces.push({
        kind: 'name',
        text: language === 'javascript' ? named[0] : named[0].replace(/^[$@]/, ''),
        parts: [],
      });
      at += named[0].length;
      continue;
    }
    const pair = text.slice(at, at + 2);
    const symbol =
      pair === '->' || pair === '::' || pair === '?.' || pair === '&.' || pair === '..' || pair === '=>'
        ? pair
        : character;
    pieces.push({ kind: /\d/.test(symbol) ? 'other' : 'symbol', text: symbol, parts: [] });
    at += symbol.length;
  }
  return pieces;
}

function closingQuote(text: string, from: number, mark: string): number {
  let at = from;
  while (at < text.length) {
    if (text[at] === '\\') at += 2;
    else if (text.startsWith(mark, at)) return at;
    else at += 1;
  }
  return text.length;
}

/** The parts of a string: escapes resolved, what is put in at run time as holes. */
function stringParts(word: Word, interpolation: RegExp | undefined): readonly Part[] {
  return word.parts.flatMap((part): readonly Part[] => {
    if (typeof part !== 'string') return [part];
    if (interpolation === undefined) return [unescape(part)];
    const parts: Part[] = [];
    let from = 0;
    for (const match of part.matchAll(interpolation)) {
      const hole: Hole = { hole: 'unknown', why: match[0] };
      parts.push(unescape(part.slice(from, match.index)), hole);
      from = match.index + match[0].length;
    }
    return [...parts, unescape(part.slice(from))];
  });
}

function unescape(text: string): string {
  return text.replaceAll(
    /\\(?:x([0-9a-fA-F]{2})|u\{?([0-9a-fA-F]{4})\}?|(.)|\n)/gs,
    (_, two: string | undefined, four: string | undefined, one: string | undefined) => {
      if (two !== undefined || four !== undefined) return String.fromCharCode(Number.parseInt(two ?? four ?? '20', 16));
      return one === 'n' || one === 't' ? ' ' : (one ?? '');
    },
  );
}
