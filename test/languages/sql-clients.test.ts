import { describe, expect, test } from 'vitest';
import { sql } from './items.ts';

describe('client commands', () => {
  test.each([
    ['postgres', String.raw`\! rm -rf build`, 'shell rm -rf build'],
    ['postgres', 'select 1;\n\\! ls\nselect 2;', 'shell ls'],
    ['postgres', String.raw`\i seed.sql`, 'include seed.sql'],
    ['postgres', String.raw`\ir '../a b.sql'`, 'include ../a b.sql'],
    ['postgres', String.raw`\o out.txt`, 'write out.txt'],
    ['postgres', String.raw`\o |sh`, 'shell sh'],
    ['postgres', String.raw`select 1 \g |tee x`, 'shell tee x'],
    ['postgres', String.raw`\w saved.sql`, 'write saved.sql'],
    ['postgres', String.raw`\copy t from 'in.csv' csv`, 'insert table t; read in.csv'],
    ['postgres', String.raw`\copy (select 1) to 'out.csv'`, 'write out.csv'],
    ['postgres', String.raw`\copy t to program 'cat > x'`, 'shell cat > x'],
    ['postgres', String.raw`\copy t from stdin`, 'insert table t'],
    ['postgres', String.raw`\c app_production`, 'connect app_production'],
    ['postgres', String.raw`\c app me db.example.com`, 'connect host=db.example.com dbname=app'],
    ['postgres', '\\set x `ls`', 'shell ls'],
    ['postgres', String.raw`\setenv PAGER 'sh -c ls'`, 'shell sh -c ls'],
    ['postgres', String.raw`select 'drop table ' || name from t \gexec`, 'drop table name'],
    ['postgres', String.raw`\dt`, ''],
    ['mysql', 'system ls -la', 'shell ls -la'],
    ['mysql', String.raw`\! ls`, 'shell ls'],
    ['mysql', 'source seed.sql', 'include seed.sql'],
    ['mysql', String.raw`\. seed.sql`, 'include seed.sql'],
    ['mysql', 'tee log.txt', 'write log.txt'],
    ['mysql', 'pager less', 'shell less'],
    ['mysql', 'use production', 'connect production'],
    ['mysql', "select 'a\nsystem ls'", ''],
    ['sqlite', '.shell rm -rf build', 'shell rm -rf build'],
    ['sqlite', '.system ls', 'shell ls'],
    ['sqlite', '.sys ls', 'shell ls'],
    ['sqlite', '.read seed.sql', 'include seed.sql'],
    ['sqlite', ".read '|cat x'", 'shell cat x'],
    ['sqlite', ".import '|ls' t", 'shell ls'],
    ['sqlite', '.import data.csv t', 'insert table t; read data.csv'],
    ['sqlite', '.output out.txt', 'write out.txt'],
    ['sqlite', '.once |sh', 'shell sh'],
    ['sqlite', '.open other.db', 'connect other.db'],
    ['sqlite', '.backup main copy.db', 'write copy.db'],
    ['sqlite', '.restore copy.db', 'drop database; read copy.db'],
    ['sqlite', '.load ./ext', 'opaque .load ./ext'],
    ['sqlite', '.tables', ''],
    ['sqlite', "select '\n.shell ls'", ''],
    ['mssql', ':r seed.sql\n!!dir', 'include seed.sql; shell dir'],
    ['mssql', ':connect prod-db', 'connect prod-db'],
    ['mssql', String.raw`EXEC master..xp_cmdshell 'dir c:\'`, String.raw`shell dir c:\ on the server`],
    ['oracle', 'host ls\n@seed.sql\nspool out.txt', 'shell ls; include seed.sql; write out.txt'],
    ['oracle', '! ls', 'shell ls'],
    ['snowflake', '!source seed.sql', 'include seed.sql'],
    ['snowflake', '!system ls', 'shell ls'],
    ['hive', '!sh ls', 'shell ls'],
    ['hive', 'dfs -rm -r /x;', 'shell hadoop fs -rm -r /x'],
    ['cassandra', "SOURCE 'seed.cql'", 'include seed.cql'],
  ])('%s: %s', (dialect, text, expected) => {
    expect(sql(dialect, text)).toBe(expected);
  });
});

describe('files and programs of the server', () => {
  test.each([
    ['postgres', "COPY t TO PROGRAM 'sh -c ls'", 'shell sh -c ls on the server'],
    ['postgres', "COPY t FROM '/etc/passwd'", 'insert table t; read /etc/passwd'],
    ['postgres', "COPY t TO '/tmp/x'", 'write /tmp/x'],
    ['postgres', "SELECT pg_read_file('/etc/passwd')", 'read /etc/passwd'],
    ['postgres', "SELECT lo_export(1, '/tmp/x')", 'write /tmp/x'],
    ['mysql', "SELECT * FROM t INTO OUTFILE '/tmp/x'", 'write /tmp/x'],
    ['mysql', "SELECT LOAD_FILE('/etc/passwd')", 'read /etc/passwd'],
    ['mysql', "LOAD DATA LOCAL INFILE '.env' INTO TABLE t", 'insert table; read .env'],
    ['sqlite', "SELECT writefile('x', 'a')", 'write x'],
    ['sqlite', "SELECT readfile('.env')", 'read .env'],
    ['sqlite', "VACUUM INTO 'copy.db'", 'write copy.db'],
    ['sqlite', "ATTACH 'x.db' AS a; DROP TABLE a.b", 'connect x.db as a; drop table a.b'],
    ['duckdb', "SELECT * FROM read_csv('data/*.csv')", 'read data/*.csv'],
    ['duckdb', "COPY t TO 'x.parquet'", 'write x.parquet'],
    ['duckdb', "COPY t TO 's3://bucket/x.parquet'", ''],
  ])('%s: %s', (dialect, text, expected) => {
    expect(sql(dialect, text)).toBe(expected);
  });
});

describe('Cypher', () => {
  test.each([
    ['MATCH (n) DETACH DELETE n', 'delete nodes none'],
    ['MATCH (n:User) DELETE n', 'delete nodes User none'],
    ['MATCH (n:User {id: 1}) DELETE n', 'delete nodes User present'],
    ['MATCH (n:User) WHERE n.id = 1 DELETE n', 'delete nodes User present'],
    ['MATCH (n) WHERE true DELETE n', 'delete nodes trivial'],
    ['MATCH (n) RETURN n // DELETE n', ''],
    ['EXPLAIN MATCH (n) DELETE n', ''],
    ['DROP DATABASE neo4j', 'drop database neo4j'],
    ["CREATE (n {name: 'DELETE'})", 'insert nodes'],
  ])('%s', (text, expected) => {
    expect(sql('cypher', text)).toBe(expected);
  });
});
