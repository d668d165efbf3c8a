import { statement, type SqlItem } from './items.ts';
import { has, nameAt, skip, topLevel, type Piece } from './piece.ts';

/** A SELECT reads each table it names; INTO makes one, or writes a file. */
export function selected(piece: Piece): readonly SqlItem[] {
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

/** PostgreSQL and DuckDB COPY: a file or program of the server (of this machine for DuckDB). */
export function copied(piece: Piece): readonly SqlItem[] {
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

export function loaded(piece: Piece): readonly SqlItem[] {
  const at = piece.tokens.findIndex((token) => token.upper === 'INFILE' || token.upper === 'INPATH');
  const file = piece.tokens[at + 1];
  if (at < 0 || file === undefined) return [statement('other')];
  const server = !has(piece.tokens, 'LOCAL');
  return [statement('insert', 'table'), { kind: 'read', path: piece.source.word(file.text, file.inner), server }];
}

export function writesFile(piece: Piece, head: string): readonly SqlItem[] {
  const file = piece.tokens.find((token) => token.kind === 'string');
  const into = head === 'EXPORT' || has(piece.tokens, 'INTO');
  const base = statement(head === 'EXPORT' ? 'select' : 'other');
  return file === undefined || !into
    ? [base]
    : [base, { kind: 'write', path: piece.source.word(file.text, file.inner), server: false }];
}

/** ATTACH opens a further database under a name (SQLite, DuckDB). */
export function attached(piece: Piece): readonly SqlItem[] {
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
