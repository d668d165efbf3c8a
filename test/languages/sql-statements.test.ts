import { describe, expect, test } from 'vitest';
import { readSql } from '../../src/languages/sql/read.ts';
import { sql, textWithHoles, told } from './items.ts';

describe('statements', () => {
  test.each([
    ['postgres', 'DROP TABLE users', 'drop table users'],
    ['postgres', 'drop materialized view if exists report', 'drop materialized view report'],
    ['postgres', 'DROP INDEX CONCURRENTLY IF EXISTS users_email', 'drop index users_email'],
    ['postgres', 'DROP OWNED BY app', 'drop owned by app'],
    ['postgres', 'DROP TABLE pg_temp.scratch', 'drop temporary table pg_temp.scratch'],
    ['mysql', 'DROP TEMPORARY TABLE x', 'drop temporary table x'],
    ['mssql', 'DROP TABLE #scratch', 'drop temporary table #scratch'],
    ['cassandra', 'DROP KEYSPACE shop', 'drop keyspace shop'],
    ['clickhouse', 'DROP DATABASE d SYNC', 'drop database d'],
    ['snowflake', 'CREATE OR REPLACE DATABASE d', 'drop database d'],
    ['snowflake', 'CREATE OR REPLACE TABLE t AS SELECT 1', 'create replaced table t'],
    ['snowflake', 'UNDROP TABLE t', ''],
    ['postgres', 'TRUNCATE TABLE ONLY public.users RESTART IDENTITY', 'truncate table public.users'],
    ['clickhouse', 'TRUNCATE DATABASE d', 'truncate database d'],
    ['mysql', 'ALTER TABLE t TRUNCATE PARTITION p0', 'truncate partition t'],
    ['postgres', 'ALTER TABLE t DROP COLUMN a', 'alter-drop column t'],
    ['postgres', 'ALTER TABLE t ADD b int, DROP a CASCADE', 'alter-drop column t'],
    ['postgres', 'ALTER TABLE t ALTER a DROP NOT NULL', 'alter table t'],
    ['postgres', 'ALTER TABLE t ALTER COLUMN a DROP DEFAULT', 'alter table t'],
    ['mysql', 'ALTER TABLE t DROP PRIMARY KEY, DROP FOREIGN KEY f, DROP INDEX i', 'alter table t'],
    ['clickhouse', "ALTER TABLE t DROP PARTITION '2024'", 'alter-drop partition t'],
    ['clickhouse', 'ALTER TABLE t DELETE WHERE id = 1', 'delete table t present'],
    ['clickhouse', 'ALTER TABLE t DELETE WHERE 1', 'delete table t trivial'],
    ['clickhouse', 'ALTER TABLE t CLEAR COLUMN a', 'alter-drop column t'],
    ['postgres', 'INSERT INTO t SELECT * FROM u', 'insert table t'],
    ['mysql', 'REPLACE INTO t VALUES (1)', 'insert table t'],
    ['postgres', 'INSERT INTO t VALUES (1) ON CONFLICT (id) DO UPDATE SET a = 1', 'insert table t'],
    ['postgres', 'SELECT * FROM t FOR UPDATE', ''],
    ['postgres', 'SELECT * INTO copy FROM t', 'create table copy'],
    ['postgres', 'CREATE TABLE a (b int REFERENCES c ON DELETE CASCADE ON UPDATE CASCADE)', 'create table a'],
    ['mssql', 'CREATE TABLE a (b int REFERENCES c(d) ON DELETE CASCADE)', 'create table a'],
    ['postgres', 'GRANT DELETE ON t TO app', 'grant'],
    ['mysql', "CREATE USER 'a'@'%' IDENTIFIED BY 'x'", 'grant user a'],
    ['postgres', "ALTER ROLE app PASSWORD 'x'", 'grant role app'],
    ['mysql', 'ANALYZE TABLE t', ''],
    ['mssql', 'UPDATE STATISTICS t', ''],
    ['mssql', "RESTORE DATABASE app FROM DISK = 'x.bak' WITH REPLACE", 'drop database app'],
    ['oracle', 'PURGE RECYCLEBIN', 'drop recycle bin'],
  ])('%s: %s', (dialect, text, expected) => {
    expect(sql(dialect, text)).toBe(expected);
  });
});

describe('a WHERE that counts', () => {
  test.each([
    ['', 'none'],
    ['WHERE id = 1', 'present'],
    ['WHERE true', 'trivial'],
    ['WHERE TRUE AND 1', 'trivial'],
    ['WHERE (((1=1)))', 'trivial'],
    ['WHERE id = id', 'trivial'],
    ['WHERE t.id = t.id', 'trivial'],
    ["WHERE 'a' = 'a'", 'trivial'],
    ['WHERE id = 5 OR 1=1', 'trivial'],
    ['WHERE 1=1 AND id = 5', 'present'],
    ['WHERE NOT false', 'trivial'],
    ['WHERE NOT (1 = 0)', 'trivial'],
    ['WHERE false', 'present'],
    ['WHERE 2 > 1', 'trivial'],
    ['WHERE 1 <> 2', 'trivial'],
    ['WHERE id IS NOT NULL', 'trivial'],
    ['WHERE deleted_at IS NOT NULL', 'present'],
    ['WHERE deleted_at IS NULL', 'present'],
    ['WHERE NULL IS NULL', 'trivial'],
    ['WHERE id > 0', 'trivial'],
    ['WHERE id >= 1', 'trivial'],
    ['WHERE id <> 0', 'trivial'],
    ['WHERE id > 100', 'present'],
    ["WHERE name LIKE '%'", 'trivial'],
    ["WHERE name LIKE 'a%'", 'present'],
    ["WHERE name ~ '.*'", 'trivial'],
    ['WHERE EXISTS (SELECT 1)', 'trivial'],
    ['WHERE EXISTS (SELECT 1 FROM u WHERE u.id = t.id)', 'present'],
    ['WHERE id IN (SELECT id FROM t)', 'trivial'],
    ['WHERE id IN (SELECT id FROM t WHERE a = 1)', 'present'],
    ['WHERE coalesce(1, 1) = 1', 'trivial'],
    ['WHERE length(name) = 3', 'present'],
    ['WHERE a BETWEEN 1 AND 2', 'present'],
    ["WHERE first || ' ' || last = 'a b'", 'present'],
    ["WHERE created < now() - interval '1 day'", 'present'],
    ['WHERE id = ANY($1)', 'present'],
    ['WHERE id = :id', 'present'],
    ['WHERE id = ?', 'present'],
    ['WHERE CURRENT OF c', 'present'],
    ['USING u WHERE t.id = u.id', 'present'],
    ['USING (SELECT 1 WHERE true) AS u', 'none'],
    ['WHERE (SELECT true)', 'trivial'],
    ['RETURNING (SELECT 1 WHERE true)', 'none'],
  ])('DELETE FROM t %s: %s', (condition, where) => {
    expect(sql('postgres', `DELETE FROM t ${condition}`)).toBe(`delete table t ${where}`);
  });

  test.each([
    ['mysql', 'DELETE FROM t LIMIT 10', 'delete table t none'],
    ['mysql', 'DELETE a, b FROM a JOIN b ON a.id = b.id', 'delete table a none'],
    ['mysql', 'DELETE t1 FROM t1 JOIN t2 WHERE t1.id = t2.id', 'delete table t1 present'],
    ['mysql', 'delete from t where id = 5 || 1', 'delete table t trivial'],
    ['mysql', 'UPDATE LOW_PRIORITY IGNORE t SET a = 1', 'update table t none'],
    ['mssql', 'DELETE TOP (10) FROM t', 'delete table t none'],
    ['mssql', 'DELETE t WHERE id = 1', 'delete table t present'],
    ['mssql', 'UPDATE a SET b = CASE WHEN c = 1 THEN 2 ELSE 3 END WHERE id = 1', 'update table a present'],
    ['postgres', 'UPDATE t SET a = (SELECT 1 WHERE true)', 'update table t none'],
    ['postgres', 'UPDATE t SET a = 1 FROM u WHERE t.id = u.id', 'update table t present'],
    ['cassandra', 'DELETE a FROM t WHERE id = 1', 'delete table t present'],
    ['oracle', 'DELETE t', 'delete table t none'],
    ['mssql', 'MERGE INTO a USING b ON a.id = b.id WHEN MATCHED THEN UPDATE SET x = 1;', 'insert table a'],
    ['mssql', 'MERGE a USING b ON a.id = b.id WHEN NOT MATCHED BY SOURCE THEN DELETE;', 'delete table a unknown'],
    ['postgres', 'MERGE INTO a USING b ON 1 = 1 WHEN MATCHED THEN DELETE', 'delete table a trivial'],
  ])('%s: %s', (dialect, text, expected) => {
    expect(sql(dialect, text)).toBe(expected);
  });
});

describe('EXPLAIN', () => {
  test.each([
    ['postgres', 'EXPLAIN DELETE FROM t', ''],
    ['postgres', 'EXPLAIN VERBOSE DELETE FROM t', ''],
    ['postgres', 'EXPLAIN ANALYZE DELETE FROM t', 'delete table t none'],
    ['postgres', 'explain analyse verbose delete from t', 'delete table t none'],
    ['postgres', 'EXPLAIN (COSTS OFF, ANALYZE) DELETE FROM t', 'delete table t none'],
    ['postgres', 'EXPLAIN (ANALYZE false) DELETE FROM t', ''],
    ['sqlite', 'EXPLAIN QUERY PLAN DELETE FROM t', ''],
    ['mysql', 'ANALYZE FORMAT=JSON DELETE FROM t', 'delete table t none'],
    ['oracle', 'EXPLAIN PLAN FOR DELETE FROM t', ''],
  ])('%s: %s', (dialect, text, expected) => {
    expect(sql(dialect, text)).toBe(expected);
  });
});

describe('statements in statements', () => {
  test.each([
    [
      'postgres',
      'WITH d AS (DELETE FROM t RETURNING *) INSERT INTO u SELECT * FROM d',
      'insert table u; delete table t none',
    ],
    ['postgres', 'WITH RECURSIVE a AS (SELECT 1) DELETE FROM t', 'delete table t none'],
    ['postgres', 'COPY (DELETE FROM t RETURNING *) TO STDOUT', 'delete table t none'],
    ['postgres', 'PREPARE p AS DELETE FROM t', 'delete table t none'],
    ['mysql', "PREPARE p FROM 'DELETE FROM t'", 'delete table t none'],
    ['mysql', "SET @s = 'DROP TABLE x'; PREPARE p FROM @s; EXECUTE p", 'drop table x'],
    ['mysql', 'SET @s = 0x44524F50205441424C452078; PREPARE p FROM @s', 'drop table x'],
    ['mysql', "SET @s = CONCAT('DR', 'OP TABLE x'); PREPARE p FROM @s", 'drop table x'],
    ['mssql', "EXEC('DROP TABLE ' + @t)", 'drop table @t'],
    ['mssql', "EXEC sp_executesql N'DROP TABLE x'", 'drop table x'],
    ['mssql', "EXEC sp_MSforeachtable 'DROP TABLE ?'", 'drop table ?'],
    ['mssql', "DECLARE @s nvarchar(max) = N'DROP TABLE x'; EXEC(@s)", 'drop table x'],
    ['oracle', "BEGIN EXECUTE IMMEDIATE 'DROP TABLE x'; END;\n/", 'drop table x'],
    ['postgres', "DO $x$ BEGIN EXECUTE 'DR' || 'OP TABLE x'; END $x$", 'drop table x'],
    ['postgres', "DO $x$ BEGIN EXECUTE E'\\x44ROP TABLE x'; END $x$", 'drop table x'],
    ['postgres', "DO $x$ BEGIN EXECUTE format('DROP TABLE %I', 'x'); END $x$", 'drop table %I'],
    ['postgres', "DO 'import os' LANGUAGE plpython3u", 'opaque DO … LANGUAGE plpython3u'],
    ['postgres', "SELECT dblink_exec('host=x', 'DROP TABLE y')", 'drop table y'],
    ['postgres', "SELECT cron.schedule('a', '* * * * *', 'DELETE FROM y')", 'delete table y none'],
    ['mysql', 'CREATE EVENT e ON SCHEDULE EVERY 1 DAY DO DELETE FROM t', 'create event e; delete table t none'],
    ['mssql', "IF OBJECT_ID('a') IS NOT NULL DROP TABLE a", 'drop table a'],
    [
      'mssql',
      'IF EXISTS (SELECT * FROM a) BEGIN DELETE FROM a END ELSE DROP TABLE b',
      'delete table a none; drop table b',
    ],
    ['mssql', 'BEGIN TRAN DELETE FROM a COMMIT', 'delete table a none'],
    ['postgres', 'BEGIN; DELETE FROM t; ROLLBACK;', 'delete table t none'],
  ])('%s: %s', (dialect, text, expected) => {
    expect(sql(dialect, text)).toBe(expected);
  });
});

describe('routines run only when they are called', () => {
  const body = 'CREATE FUNCTION wipe() RETURNS void AS $$ BEGIN DELETE FROM users; END $$ LANGUAGE plpgsql;';
  test.each([
    ['postgres', body, 'create routine wipe'],
    ['postgres', `${body} SELECT wipe()`, 'create routine wipe; delete table users none'],
    ['postgres', `${body} DROP FUNCTION wipe()`, 'create routine wipe; drop function wipe'],
    ['mysql', 'DELIMITER //\nCREATE PROCEDURE p() BEGIN DELETE FROM t; END//\nDELIMITER ;', 'create routine p'],
    [
      'mysql',
      'DELIMITER //\nCREATE PROCEDURE p() BEGIN DELETE FROM t; END//\nDELIMITER ;\nCALL p();',
      'create routine p; delete table t none',
    ],
    [
      'sqlite',
      'CREATE TRIGGER t AFTER INSERT ON a BEGIN DELETE FROM b; END; DROP TABLE c',
      'create trigger t; drop table c',
    ],
    ['mssql', 'CREATE TRIGGER t ON a AFTER DELETE AS BEGIN DELETE FROM b END', 'create trigger t'],
  ])('%s: %s', (dialect, text, expected) => {
    expect(sql(dialect, text)).toBe(expected);
  });
});

describe('text that is not known', () => {
  test.each([
    ['${SQL}', 'unknown'],
    ['select 1; ${SQL}', 'unknown'],
    ['DR${X} TABLE users', 'unknown'],
    ['DELETE FROM ${T}', 'delete table $T none'],
    ['DELETE FROM app_${T} WHERE id = 1', 'delete table app_$T present'],
    ['DELETE FROM t ${WHERE}', 'delete table t unknown'],
    ['DELETE FROM t WHERE ${CONDITION}', 'delete table t unknown'],
    ['DELETE FROM t WHERE id = ${ID}', 'delete table t present'],
    ["DELETE FROM t WHERE name = '${NAME}'", 'delete table t present'],
    ['DELETE FROM t WHERE 1=1 AND ${CONDITION}', 'delete table t unknown'],
    ['DROP ${WHAT}', 'drop unknown'],
    ["SELECT '${X}'", ''],
    ['UPDATE t SET a = ${A}', 'update table t none'],
  ])('%s: %s', (text, expected) => {
    expect(told(readSql(textWithHoles(text), 'postgres'))).toBe(expected);
  });
});
