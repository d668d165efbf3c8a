import type { Word } from '../../word.ts';
import { holds } from './conditions.ts';
import { dialectsOf } from './dialects.ts';
import { statement, type SqlItem, type Statement } from './items.ts';
import { lex, type Token } from './lexer.ts';
import { sourceOf } from './source.ts';

/** What Cypher text does (Neo4j Cypher Manual): clauses follow each other, DELETE removes what MATCH found. */
export function readCypher(text: Word): readonly SqlItem[] {
  const source = sourceOf(text);
  const [dialect] = dialectsOf('cypher');
  if (dialect === undefined) return [];
  const items: SqlItem[] = [];
  let current: Token[] = [];
  for (const token of [...lex(source.text, dialect), undefined]) {
    if (token !== undefined && token.kind !== 'end') {
      current.push(token);
      continue;
    }
    if (current.length > 0) items.push(clauseOf(current));
    current = [];
  }
  return items;
}

function clauseOf(tokens: readonly Token[]): Statement {
  const [first] = tokens;
  const words = tokens.map((token) => token.upper);
  if (first?.kind === 'hole' || first?.text.includes('\0') === true) return statement('unknown', '', '', 'unknown');
  if (words[0] === 'EXPLAIN') return statement('select');
  const name = tokens.find((token) => token.kind === 'parameter' && token.text.startsWith(':'))?.text.slice(1) ?? '';
  if (words[0] === 'DROP') return statement('drop', (words[1] ?? '').toLowerCase(), tokens[2]?.text ?? '');
  const at = words.indexOf('DELETE');
  if (at >= 0) return statement('delete', 'nodes', name, restriction(tokens.slice(0, at)));
  if (words.some((word, index) => word === '.' && words[index - 1] === 'SCHEMA' && words[index + 1] === 'ASSERT'))
    return statement('drop', 'constraint');
  if (words.includes('REMOVE')) return statement('alter', 'nodes', name);
  if (words.includes('SET'))
    return statement('update', 'nodes', name, restriction(tokens.slice(0, words.indexOf('SET'))));
  if (words.includes('CREATE') || words.includes('MERGE')) return statement('insert', 'nodes', name);
  return statement('select');
}

/** What narrows a MATCH: a WHERE, or properties in the pattern; a label alone is a whole table. */
function restriction(tokens: readonly Token[]): Statement['where'] {
  const where = tokens.findIndex((token) => token.upper === 'WHERE');
  if (where < 0) return tokens.some((token) => token.upper === '{') ? 'present' : 'none';
  const end = tokens.findIndex(
    (token, index) =>
      index > where &&
      /^(?:WITH|DETACH|RETURN|OPTIONAL|MATCH)$/.test(token.upper) &&
      tokens[index - 1]?.upper !== 'STARTS' &&
      tokens[index - 1]?.upper !== 'ENDS',
  );
  const value = holds(tokens.slice(where + 1, end < 0 ? undefined : end));
  return value === 'every' ? 'trivial' : value === 'unknown' ? 'unknown' : 'present';
}
