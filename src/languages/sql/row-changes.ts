import { closing, holds, type Holds } from './conditions.ts';
import { statement, type Statement } from './items.ts';
import { afterName, nameAt, skip, topLevel, type Piece } from './piece.ts';

/** DELETE and UPDATE: the WHERE that counts is the one outside all brackets. */
export function changed(piece: Piece, verb: 'delete' | 'update'): Statement {
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

export function whereOf(value: Holds): Statement['where'] {
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
export function merged(piece: Piece): Statement {
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
