import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readMongo } from '../../src/languages/mongo.ts';
import { readRedis } from '../../src/languages/redis.ts';
import { readSql } from '../../src/languages/sql/read.ts';
import { literal, wordOf } from '../../src/word.ts';
import { sql } from './items.ts';

const dialects = [
  'postgres',
  'mysql',
  'sqlite',
  'mssql',
  'oracle',
  'duckdb',
  'clickhouse',
  'snowflake',
  'bigquery',
  'hive',
  'cassandra',
  'cypher',
  'sql',
];
const pieces = [
  'select ',
  'DROP TABLE x',
  ';',
  "'",
  '"',
  '`',
  '[',
  ']',
  '$$',
  '$a$',
  '/*',
  '*/',
  '/*!',
  '--',
  '\n',
  '#',
  '\\',
  '\\!',
  '\\i ',
  '(',
  ')',
  'BEGIN ',
  'END ',
  'CASE ',
  'IF ',
  'THEN ',
  'DO ',
  'EXECUTE ',
  'DELETE FROM ',
  'WHERE ',
  '1=1',
  ' OR ',
  ' AND ',
  'NOT ',
  ',',
  '.',
  'EXEC(',
  'PREPARE ',
  'CREATE FUNCTION f AS ',
  'f()',
  'ALTER TABLE x ',
  'GO\n',
  'DELIMITER //\n',
  '.shell ',
  'WITH ',
  'MERGE ',
  'EXPLAIN ',
  '0x4142434445',
  "E'\\x41'",
  'é',
];

test('no text makes a reader fail', () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom(...pieces), { maxLength: 40 }),
      fc.constantFrom(...dialects),
      fc.boolean(),
      (list, dialect, hole) => {
        const word = hole
          ? wordOf([...list, { hole: 'unknown', why: '$X' }, ...list.slice(0, 3)], { start: 0, end: 0 })
          : literal(list.join(''));
        expect(readSql(word, dialect)).toBeInstanceOf(Array);
        expect(readMongo(word)).toBeInstanceOf(Array);
        expect(readRedis(word)).toBeInstanceOf(Array);
      },
    ),
    { seed: 7, numRuns: 3000 },
  );
});

describe('padding hides nothing', () => {
  test.each([
    [
      'many different tables',
      Array.from({ length: 3000 }, (_, index) => `INSERT INTO t${index} VALUES (1);`).join('\n'),
    ],
    ['many selects', 'SELECT a FROM b;'.repeat(5000)],
    ['a long string', `SELECT '${'x'.repeat(500_000)}';`],
    ['a long comment', `/* ${'x'.repeat(500_000)} */`],
    ['deep brackets', `SELECT ${'('.repeat(5000)}1${')'.repeat(5000)};`],
    ['many included files', String.raw`\i x.sql`.concat('\n').repeat(400)],
  ])('%s', (_, padding) => {
    expect(sql('postgres', `${padding}\nDROP TABLE users`)).toMatch(/drop table users/);
  });

  test('what costs too much to read says so', () => {
    expect(sql('postgres', '(DELETE FROM '.repeat(20_000))).toContain('opaque more SQL than is read');
  });

  test('texts in texts are followed to a depth, then they are opaque', () => {
    let text = 'DROP TABLE x';
    for (let depth = 0; depth < 8; depth += 1) text = `EXECUTE IMMEDIATE '${text.replaceAll("'", "''")}'`;
    expect(sql('oracle', text)).toContain('opaque');
  });
});

test('reading time grows with the length of the text', () => {
  const time = (text: string): number => {
    const start = performance.now();
    readSql(literal(text), 'postgres');
    return performance.now() - start;
  };
  for (const make of [
    (count: number) => `DELETE FROM t WHERE ${'('.repeat(count)}1=1${')'.repeat(count)}`,
    (count: number) => `DELETE FROM t WHERE ${'a=1 OR '.repeat(count)}b=2`,
    (count: number) => '/*'.repeat(count),
    (count: number) => '$a$'.repeat(count),
    (count: number) => "'".repeat(count),
    (count: number) => 'IF 1 '.repeat(count),
    (count: number) => '(DELETE FROM '.repeat(count),
  ])
    expect(time(make(20_000))).toBeLessThan(3000);
});
