import { statement, type SqlItem } from './sql/items.ts';
import { sourceOf } from './sql/source.ts';
import type { Word } from '../word.ts';

/** One piece of mongosh text. */
interface Piece {
  readonly kind: 'name' | 'string' | 'symbol' | 'hole';
  readonly text: string;
}

/** Methods by what they do to documents; the first argument is the filter (MongoDB manual, "mongosh Methods"). */
const methods: Readonly<
  Record<string, 'delete' | 'delete-one' | 'update' | 'update-one' | 'drop' | 'drop-index' | 'insert' | 'read'>
> = {
  deleteMany: 'delete',
  remove: 'delete',
  deleteOne: 'delete-one',
  findOneAndDelete: 'delete-one',
  findOneAndRemove: 'delete-one',
  updateMany: 'update',
  update: 'update-one',
  updateOne: 'update-one',
  replaceOne: 'update-one',
  findOneAndUpdate: 'update-one',
  findOneAndReplace: 'update-one',
  drop: 'drop',
  dropIndex: 'drop-index',
  dropIndexes: 'drop-index',
  insert: 'insert',
  insertOne: 'insert',
  insertMany: 'insert',
  bulkWrite: 'insert',
  renameCollection: 'insert',
  createCollection: 'insert',
  createIndex: 'insert',
  find: 'read',
  findOne: 'read',
  aggregate: 'read',
  countDocuments: 'read',
  estimatedDocumentCount: 'read',
  count: 'read',
  distinct: 'read',
  getIndexes: 'read',
  stats: 'read',
  getCollectionNames: 'read',
  getCollectionInfos: 'read',
  listCollections: 'read',
};

/** What a mongosh script does: method calls on `db`, found token by token so that strings and comments stay data. */
export function readMongo(text: Word): readonly SqlItem[] {
  const source = sourceOf(text);
  const pieces = cut(source.text);
  const items: SqlItem[] = [];
  if (pieces.length === 0) return items;
  if (pieces.every((piece) => piece.kind === 'hole' || piece.text === ';'))
    return [statement('unknown', '', '', 'unknown')];
  for (const [index, piece] of pieces.entries()) {
    const called =
      pieces[index + 1]?.text === '('
        ? index + 2
        : pieces[index + 1]?.text === ']' && pieces[index + 2]?.text === '('
          ? index + 3
          : -1;
    if (called < 0) {
      if (piece.text === 'use' && index === 0)
        items.push({ kind: 'connect', target: { ...text, parts: [pieces[1]?.text ?? ''] }, alias: '' });
      continue;
    }
    const accessed =
      pieces[index - 1]?.text === '.' || pieces[index - 1]?.text === '[' || pieces[index - 1]?.text === '?.';
    if (!accessed) {
      if (piece.text === 'load')
        items.push({ kind: 'include', path: { ...text, parts: [pieces[called]?.text ?? ''] } });
      if (piece.text === 'connect' || piece.text === 'Mongo')
        items.push({ kind: 'connect', target: { ...text, parts: [pieces[called]?.text ?? ''] }, alias: '' });
      continue;
    }
    items.push(...call(pieces, index, called));
  }
  if (
    pieces.some(
      (piece, index) =>
        piece.kind === 'name' &&
        /^(?:require|process|child_process)$/.test(piece.text) &&
        pieces[index - 1]?.text !== '.',
    )
  )
    items.push({ kind: 'opaque', detail: 'mongosh script with require or process' });
  return items;
}

/** What one method call does; `called` is the index of its first argument. */
function call(pieces: readonly Piece[], index: number, called: number): readonly SqlItem[] {
  const name = pieces[index]?.text ?? '';
  const collection = collectionBefore(pieces, index);
  switch (name) {
    case 'dropDatabase':
      return [statement('drop', 'database', collection)];
    case 'dropUser':
    case 'dropAllUsers':
    case 'dropRole':
    case 'dropAllRoles':
    case 'createUser':
    case 'updateUser':
    case 'grantRolesToUser':
    case 'revokeRolesFromUser':
      return [statement('grant', 'user', pieces[called]?.text ?? '')];
    case 'getSiblingDB':
    case 'getDB':
      return [
        {
          kind: 'connect',
          target: { parts: [pieces[called]?.text ?? ''], span: { start: 0, end: 0 }, many: false },
          alias: '',
        },
      ];
    case 'runCommand':
    case 'adminCommand':
      return command(pieces, called);
    case 'shutdownServer':
      return [statement('other', 'server')];
    default:
      break;
  }
  if (name.includes('\0')) return [statement('unknown', '', collection, 'unknown')];
  const act = Object.hasOwn(methods, name) ? methods[name] : undefined;
  switch (act) {
    case undefined:
      return [];
    case 'delete':
      return [statement('delete', 'collection', collection, filterAt(pieces, called))];
    case 'update':
      return [statement('update', 'collection', collection, filterAt(pieces, called))];
    case 'delete-one':
      return [statement('delete', 'document', collection, 'present')];
    case 'update-one':
      return many(pieces, called)
        ? [statement('update', 'collection', collection, filterAt(pieces, called))]
        : [statement('update', 'document', collection, 'present')];
    case 'drop':
      return [statement('drop', 'collection', collection)];
    case 'drop-index':
      return [statement('drop', 'index', collection)];
    case 'insert':
      return [statement('insert', 'collection', collection)];
    case 'read':
      return [statement('select', 'collection', collection), ...outputs(pieces, called)];
  }
}

/** `$out` in a pipeline replaces a collection. */
function outputs(pieces: readonly Piece[], from: number): readonly SqlItem[] {
  const at = pieces.findIndex((piece, index) => index >= from && piece.text === '$out');
  return at < 0 ? [] : [statement('create', 'replaced table', pieces[at + 2]?.text ?? '')];
}

/** `db.runCommand({delete: 'users', deletes: [{q: {}}]})`: the first key is the command. */
function command(pieces: readonly Piece[], from: number): readonly SqlItem[] {
  if (pieces[from]?.text !== '{')
    return pieces[from]?.kind === 'hole'
      ? [statement('unknown', '', '', 'unknown')]
      : dropCommand(pieces[from]?.text ?? '', '');
  const key = pieces[from + 1]?.text ?? '';
  const name = pieces[from + 3]?.text ?? '';
  if (key === 'delete' || key === 'update') {
    const query = pieces.findIndex(
      (piece, index) => index > from && piece.text === 'q' && pieces[index + 1]?.text === ':',
    );
    return [statement(key, 'collection', name, query < 0 ? 'unknown' : filterAt(pieces, query + 2))];
  }
  return dropCommand(key, name);
}

function dropCommand(key: string, name: string): readonly SqlItem[] {
  switch (key) {
    case 'drop':
      return [statement('drop', 'collection', name)];
    case 'dropDatabase':
      return [statement('drop', 'database')];
    case 'dropIndexes':
      return [statement('drop', 'index', name)];
    default:
      return [statement('other')];
  }
}

/** Whether a filter restricts: `{}` and nothing at all do not. */
function filterAt(pieces: readonly Piece[], at: number): 'none' | 'trivial' | 'present' | 'unknown' {
  const [first, second, third] = [pieces[at], pieces[at + 1], pieces[at + 2]];
  if (first === undefined || first.text === ')') return 'none';
  if (first.kind === 'hole') return 'unknown';
  if (first.kind === 'name' && /^(?:null|undefined)$/.test(first.text)) return 'none';
  if (first.kind === 'name') return 'unknown';
  if (first.text !== '{') return 'present';
  if (second?.text === '}') return 'none';
  if (second?.kind === 'hole') return 'unknown';
  const exists =
    pieces[at + 3]?.text === '{' &&
    pieces[at + 4]?.text === '$exists' &&
    !/^(?:false|0)$/.test(pieces[at + 6]?.text ?? '');
  return second?.text === '_id' && third?.text === ':' && exists ? 'trivial' : 'present';
}

/** `update(…, {multi: true})`. */
function many(pieces: readonly Piece[], from: number): boolean {
  return pieces.some((piece, index) => index > from && piece.text === 'multi' && pieces[index + 2]?.text === 'true');
}

/** The collection a method is called on: `db.users.drop()`, `db['users'].drop()`, `db.getCollection('users').drop()`. */
function collectionBefore(pieces: readonly Piece[], index: number): string {
  let at = index - 2;
  if (pieces[at]?.text === ')' || pieces[at]?.text === ']') at -= 1;
  const text = pieces[at]?.text ?? '';
  return text === 'db' || text === '(' ? '' : text.replaceAll('\0', '…');
}

/** Cuts JavaScript text into names, strings and symbols; comments and blanks are left out. */
function cut(text: string): readonly Piece[] {
  const pieces: Piece[] = [];
  const pattern =
    /\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|"((?:[^"\\]|\\[\s\S])*)"?|'((?:[^'\\]|\\[\s\S])*)'?|`((?:[^`\\]|\\[\s\S])*)`?|([\p{L}\p{N}_$\0]+)|(\?\.|\S)/gu;
  for (const match of text.matchAll(pattern)) {
    const quoted = match[1] ?? match[2] ?? match[3];
    const name = match[4];
    if (quoted !== undefined)
      pieces.push({
        kind: 'string',
        text: quoted.replaceAll(
          /\\u\{?([0-9a-fA-F]{4})\}?|\\x([0-9a-fA-F]{2})|\\(.)/g,
          (_, four: string | undefined, two: string | undefined, one: string | undefined) =>
            one ?? String.fromCharCode(Number.parseInt(four ?? two ?? '20', 16)),
        ),
      });
    else if (name !== undefined) pieces.push({ kind: /^\0+$/.test(name) ? 'hole' : 'name', text: name });
    else if (match[5] !== undefined) pieces.push({ kind: 'symbol', text: match[5] });
  }
  return pieces;
}
