import { holds } from './conditions.ts';
import { statement, type SqlItem, type Statement } from './items.ts';
import type { Token } from './lexer.ts';
import { afterName, nameAt, skip, topLevel, type Piece } from './piece.ts';
import { whereOf } from './row-changes.ts';

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

export function dropped(piece: Piece, from: number): Statement {
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

export function altered(piece: Piece): Statement {
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

export function created(piece: Piece, classifyAt: (from: number) => readonly SqlItem[]): readonly SqlItem[] {
  const { tokens } = piece;
  const replaces = tokens[1]?.upper === 'OR' && tokens[2]?.upper === 'REPLACE';
  let at = replaces || tokens[1]?.upper === 'OR' ? 3 : 1;
  while (/^(?:DEFINER|SQL|SECURITY|ALGORITHM|=|CONSTRAINT)$/.test(tokens[at]?.upper ?? '')) at += 1;
  const [object, next] = objectAt(tokens, at);
  const name = nameAt(piece, skip(piece, next));
  if (/^(?:user|role|login)$/.test(object)) return [statement('grant', object, name)];
  if (object === 'event') {
    const run = tokens.findIndex((token) => token.upper === 'DO');
    return [statement('create', object, name), ...(run < 0 ? [] : classifyAt(run + 1))];
  }
  if (replaces && /^(?:transient )?(?:database|schema)$/.test(object))
    return [statement('drop', object.replace('transient ', ''), name)];
  return [statement('create', replaces && object === 'table' ? 'replaced table' : object, name)];
}
