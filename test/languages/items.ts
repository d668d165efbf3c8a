import type { SqlItem } from '../../src/languages/sql/items.ts';
import { readSql } from '../../src/languages/sql/read.ts';
import { literal, show, wordOf, type Word } from '../../src/word.ts';

/** Text with holes written as `${name}`. */
export function textWithHoles(text: string): Word {
  const pieces = text.split(/(\$\{\w+\})/);
  return wordOf(
    pieces.map((piece, index) => (index % 2 === 1 ? { hole: 'unknown', why: `$${piece.slice(2, -1)}` } : piece)),
    { start: 0, end: text.length },
  );
}

/** One short line per item; statements that only read or say nothing are left out. */
export function told(items: readonly SqlItem[]): string {
  return items.flatMap(line).join('; ');
}

/** What a text does in a dialect. */
export function sql(dialect: string, text: string): string {
  return told(readSql(literal(text), dialect));
}

function line(item: SqlItem): readonly string[] {
  switch (item.kind) {
    case 'statement': {
      if (item.verb === 'other' || item.verb === 'select') return [];
      const where = /^(?:delete|update)$/.test(item.verb) ? item.where : '';
      return [[item.verb, item.object, item.name, where].filter((part) => part !== '').join(' ')];
    }
    case 'shell':
      return [`shell ${show(item.text)}${item.server ? ' on the server' : ''}`];
    case 'include':
    case 'read':
    case 'write':
      return [`${item.kind} ${show(item.path)}`];
    case 'connect':
      return [`connect ${show(item.target)}${item.alias === '' ? '' : ` as ${item.alias}`}`];
    case 'opaque':
      return [`opaque ${item.detail}`];
  }
}
