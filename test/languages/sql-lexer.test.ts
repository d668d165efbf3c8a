import { describe, expect, test } from 'vitest';
import { sql } from './items.ts';

describe('what is a string in one dialect is code in another', () => {
  test.each([
    ['postgres', String.raw`SELECT 'a\'; DROP TABLE x; --'`, 'drop table x'],
    ['mysql', String.raw`SELECT 'a\'; DROP TABLE x; --'`, ''],
    ['postgres', String.raw`SELECT E'a\'; DROP TABLE x; --'`, ''],
    ['mysql', String.raw`SELECT "a\"; DROP TABLE x; --"`, ''],
    ['postgres', String.raw`SELECT "a\"; DROP TABLE x; --"`, 'drop table x'],
    ['postgres', "SELECT 'it''s; drop table x'", ''],
    ['postgres', "SELECT U&'d\\0061t'; drop table y", 'drop table y'],
    ['mssql', "SELECT N'; drop table x'", ''],
    ['oracle', "SELECT q'[it's; DROP TABLE x]' FROM dual", ''],
    ['oracle', "SELECT q'!it's!' FROM dual; DROP TABLE x", 'drop table x'],
    ['bigquery', 'SELECT """a"; DROP TABLE x"""', ''],
    ['postgres', 'SELECT $a$ ; drop table x; $b$ $a$; drop table y', 'drop table y'],
    ['postgres', 'SELECT $$ ; drop table x; $$', ''],
    ['postgres', 'SELECT $1; drop table y', 'drop table y'],
    ['mysql', 'SELECT $$; drop table x; $$', 'drop table x'],
    ['sql', String.raw`select 'a\'; drop table x; --'`, 'drop table x'],
  ])('%s: %s', (dialect, text, expected) => {
    expect(sql(dialect, text)).toBe(expected);
  });
});

describe('comments', () => {
  test.each([
    ['postgres', 'select 1 -- drop table x', ''],
    ['postgres', 'DROP/**/TABLE/* a */x', 'drop table x'],
    ['postgres', '/* a /* b */ DROP TABLE x */ select 1', ''],
    ['mysql', '/* a /* b */ DROP TABLE x; -- */ select 1', 'drop table x'],
    ['mssql', '/* a /* b */ DROP TABLE x */ select 1', ''],
    ['mysql', '/*! DROP TABLE x */', 'drop table x'],
    ['mysql', '/*!50000 DROP TABLE x */; SELECT 1', 'drop table x'],
    ['mysql', '/*M!100100 DROP TABLE x */', 'drop table x'],
    ['postgres', '/*! DROP TABLE x */', ''],
    ['mysql', 'SELECT 1--1; DROP TABLE x', 'drop table x'],
    ['mysql', 'SELECT 1 -- 1; DROP TABLE x', ''],
    ['postgres', 'SELECT 1--1; DROP TABLE x', ''],
    ['mysql', 'SELECT 1 # DROP TABLE x', ''],
    ['postgres', "SELECT '{}'::jsonb # '{a}'; DROP TABLE x", 'drop table x'],
    ['snowflake', 'select 1 // drop table x', ''],
    ['postgres', '-- one\nDROP\n-- two\nTABLE x', 'drop table x'],
  ])('%s: %s', (dialect, text, expected) => {
    expect(sql(dialect, text)).toBe(expected);
  });
});

describe('names', () => {
  test.each([
    ['postgres', 'drop table "My Table"', 'drop table My Table'],
    ['postgres', 'DROP TABLE public."users" CASCADE', 'drop table public.users'],
    ['mysql', 'DROP TABLE `app`.`users`', 'drop table app.users'],
    ['mssql', 'DROP TABLE [dbo].[users]', 'drop table dbo.users'],
    ['sqlite', 'DROP TABLE [users]', 'drop table users'],
    ['postgres', 'select "drop table x" from y', ''],
    ['mssql', 'select 1 as [drop table x]', ''],
    ['postgres', 'select drop_table from deletes', ''],
  ])('%s: %s', (dialect, text, expected) => {
    expect(sql(dialect, text)).toBe(expected);
  });
});

describe('several statements', () => {
  test.each([
    ['postgres', 'select 1; drop table a; drop table b;', 'drop table a; drop table b'],
    ['mysql', 'DELIMITER //\nDROP TABLE a; DROP TABLE b //', 'drop table a; drop table b'],
    ['mysql', 'select 1\\G drop table a', 'drop table a'],
    ['mssql', 'SELECT 1\nGO\nDROP TABLE a\nGO 3', 'drop table a'],
    ['mssql', 'DELETE FROM a DROP TABLE b', 'delete table a none; drop table b'],
    ['mssql', 'SELECT 1 DROP TABLE b', 'drop table b'],
    ['mssql', 'DROP TABLE IF EXISTS a DROP TABLE b', 'drop table a; drop table b'],
    ['mssql', 'ALTER TABLE a DROP CONSTRAINT c ALTER TABLE b DROP COLUMN d', 'alter table a; alter-drop column b'],
    ['oracle', 'DROP TABLE a\n/\nDROP TABLE b\n/', 'drop table a; drop table b'],
    ['postgres', 'select 1 \\; drop table a', 'drop table a'],
  ])('%s: %s', (dialect, text, expected) => {
    expect(sql(dialect, text)).toBe(expected);
  });
});
