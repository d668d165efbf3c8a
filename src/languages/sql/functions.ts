import { closing } from './conditions.ts';
import { statement, type SqlItem } from './items.ts';
import type { Dynamic, Piece } from './piece.ts';

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

/** Functions with effects of their own. */
export function called(piece: Piece, dynamic: Dynamic): readonly SqlItem[] {
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
        if (token.upper === 'EDIT') {
          // The second argument is the editor, which the client starts (sqlite.org/cli.html, "The edit() SQL function").
          const [, editor] = given.filter((argument) => argument.kind === 'string');
          if (editor !== undefined)
            items.push({
              kind: 'shell',
              text: piece.source.word(editor.text, editor.inner),
              by: token.text,
              server: false,
            });
        } else if (path !== undefined) items.push({ kind: 'shell', text: path, by: token.text, server: true });
        break;
      case 'dynamic':
        items.push(...dynamic(given));
        break;
    }
  }
  return items;
}
