import { describe, expect, test } from 'vitest';
import { effects, statements } from './statements.ts';
import { productionIn } from '../../src/production-name.ts';

describe('the database that the words name', () => {
  test.each([
    ["psql -c 'DROP TABLE t'", 'drop table t local'],
    ["psql -h localhost -c 'DROP TABLE t'", 'drop table t local'],
    ["psql -h /var/run/postgresql -c 'DROP TABLE t'", 'drop table t local'],
    ["psql -h 127.0.0.1 -p 5433 -c 'DROP TABLE t'", 'drop table t local'],
    ["psql -hdb.example.com -c 'DROP TABLE t'", 'drop table t remote'],
    ["psql --host=db.example.com -c 'DROP TABLE t'", 'drop table t remote'],
    ['psql -h "$HOST" -c \'DROP TABLE t\'', 'drop table t unknown'],
    ["psql postgres://me@localhost:5432/app -c 'DROP TABLE t'", 'drop table t local'],
    ["psql postgresql://me:x@db.example.com/app -c 'DROP TABLE t'", 'drop table t remote'],
    ["psql 'postgresql:///app?host=/tmp' -c 'DROP TABLE t'", 'drop table t local'],
    ["psql 'host=db.example.com dbname=app' -c 'DROP TABLE t'", 'drop table t remote'],
    ["psql 'service=reports' -c 'DROP TABLE t'", 'drop table t unknown'],
    ["psql -d postgres://db.example.com/app -c 'DROP TABLE t'", 'drop table t remote'],
    ["PGHOST=db.example.com psql -c 'DROP TABLE t'", 'drop table t remote'],
    ["export PGHOST=db.example.com; psql -c 'DROP TABLE t'", 'drop table t remote'],
    ["PGHOST=db.example.com psql -h localhost -c 'DROP TABLE t'", 'drop table t local'],
    ['psql "$DATABASE_URL" -c \'DROP TABLE t\'', 'drop table t unknown'],
    ['psql "$PROD_DATABASE_URL" -c \'DROP TABLE t\'', 'drop table t unknown production'],
    ["psql -h prod-db.example.com -c 'DROP TABLE t'", 'drop table t remote production'],
    ["psql -d app_production -c 'DROP TABLE t'", 'drop table t local production'],
    ["psql -c 'DROP DATABASE production'", 'drop database production local production'],
    ["psql -c 'DROP TABLE prod.t'", 'drop table prod.t local production'],
    ["psql -c '\\c prod' -c 'DROP TABLE t'", 'drop table t local production'],
    ["mysql -h127.0.0.1 -uroot -psecret app -e 'DROP TABLE t'", 'drop table t local'],
    ["mysql --host db.example.com -D app --execute='DROP TABLE t'", 'drop table t remote'],
    ["mysql -e 'use production; DROP TABLE t'", 'drop table t local production'],
    ["sqlcmd -S tcp:db.example.com,1433 -Q 'DROP TABLE t'", 'drop table t remote'],
    ["sqlcmd -S '.\\SQLEXPRESS' -Q 'DROP TABLE t'", 'drop table t local'],
    ["sqlcmd -S '(localdb)\\MSSQLLocalDB' -Q 'DROP TABLE t'", 'drop table t local'],
    ["sqlite3 dev.db 'DROP TABLE t'", 'drop table t in dev.db'],
    ["sqlite3 -batch -cmd '.mode csv' dev.db 'DROP TABLE t'", 'drop table t in dev.db'],
    ["sqlite3 'file:dev.db?mode=rw' 'DROP TABLE t'", 'drop table t in dev.db'],
    ["sqlite3 :memory: 'DROP TABLE t'", 'drop table t in memory'],
    ["sqlite3 dev.db '.open other.db' 'DROP TABLE t'", 'drop table t in other.db'],
    ["duckdb -c 'DROP TABLE t'", 'drop table t in memory'],
    ["duckdb md:app -c 'DROP TABLE t'", 'drop table t remote'],
    ['duckdb -c "ATTACH \'postgres:host=db.example.com\' AS pg; DROP TABLE pg.t"', 'drop table pg.t remote'],
    ["mongosh mongodb+srv://me@cluster.example.net/app --eval 'db.dropDatabase()'", 'drop database remote'],
    ['redis-cli -u redis://cache.example.com:6379 flushall', 'flush all databases remote'],
    ["cockroach sql --url postgresql://root@db.example.com:26257 -e 'DROP TABLE t'", 'drop table t remote'],
    ["cockroach demo -e 'DROP TABLE t'", 'drop table t in memory'],
    ["trino --server https://trino.example.com --execute 'DROP TABLE t'", 'drop table t remote'],
    ["beeline -u 'jdbc:hive2://hive.example.com:10000/web' -e 'DROP TABLE t'", 'drop table t remote'],
    ["sqlplus -s scott/tiger@//db.example.com/orcl <<< 'DROP TABLE t;'", 'drop table t remote'],
    ["snowsql -q 'DROP TABLE t'", 'drop table t remote'],
  ])('%s', (command, expected) => {
    expect(statements(command)).toBe(expected);
  });
});

describe('production by name', () => {
  test.each([
    'prod',
    'prod-db',
    'db.production.example.com',
    'app_production',
    'PROD_URL',
    'live-db',
    'prod1',
    'myProdDb',
    'prd',
    'us-east.prd.internal',
  ])('%s', (name) => {
    expect(productionIn(name)).toBe(true);
  });
  test.each([
    'product',
    'products-db',
    'preprod',
    'pre-prod',
    'non-prod',
    'nonprod',
    'reproduce',
    'livestream',
    'delivery',
    'staging',
    '',
  ])('not %s', (name) => {
    expect(productionIn(name)).toBe(false);
  });
});

describe('where statements come from', () => {
  test.each([
    ["psql <<< 'DROP TABLE t'", 'drop table t local'],
    ["echo 'DROP TABLE t' | psql", 'drop table t local'],
    ["cat <<'E' | mysql app\nDROP TABLE t;\nE", 'drop table t local'],
    ["echo 'DROP TABLE t' > x.sql && psql -f x.sql", 'drop table t local'],
    ["echo 'DROP TABLE t' > x.sql; psql < x.sql", 'drop table t local'],
    ["echo 'DROP TABLE t' > x.sql; psql -c '\\i x.sql'", 'drop table t local'],
    ["echo 'DROP TABLE t' > x.sql; mysql -e 'source x.sql'", 'drop table t local'],
    ["echo 'DROP TABLE t' > x.sql; sqlite3 dev.db '.read x.sql'", 'drop table t in dev.db'],
    ["psql -f <(echo 'DROP TABLE t')", 'drop table t local'],
    ['SQL=\'DROP TABLE t\'; psql -c "$SQL"', 'drop table t local'],
    ['for t in a b; do psql -c "TRUNCATE $t"; done', 'truncate table a local; truncate table b local'],
    ["psql -c 'select 1' <<< 'DROP TABLE t'", ''],
    ['psql -f migrations/001_users.sql', 'create table users local'],
    ["docker exec -i db psql -c 'DROP TABLE t'", 'drop table t local'],
    ['bash -c "psql -c \'DROP TABLE t\'"', 'drop table t local'],
    ["mongosh --eval 'db.t.drop()' --quiet app", 'drop collection t local'],
    ["echo 'db.t.drop()' | mongosh app", 'drop collection t local'],
    ["echo 'db.t.drop()' > x.js && mongosh app x.js", 'drop collection t local'],
    ["printf 'SET a 1\\nFLUSHALL\\n' | redis-cli", 'flush all databases local'],
    ["redis-cli --scan --pattern 'x:*' | xargs redis-cli del", 'delete keys *'],
    ['psql -c "$SQL"', 'unknown unknown local'],
    ['pg_dump a | psql b', 'unknown unknown local'],
    ['redis-cli "$CMD"', 'unknown unknown local'],
  ])('%s', (command, expected) => {
    const found = statements(command);
    if (expected === 'unknown unknown local') expect(found).toBe('unknown local');
    else if (expected.endsWith('*')) expect(found).toMatch(/^delete keys/);
    else expect(found).toBe(expected);
  });
});

describe('what clients start, read and write', () => {
  test.each([
    ["psql -c '\\! rm -rf ~'", 'file.delete'],
    ["sqlite3 dev.db '.shell rm -rf ~'", 'file.delete'],
    ["mysql -e 'system rm -rf ~'", 'file.delete'],
    ['psql -c "COPY t TO PROGRAM \'rm -rf ~\'"', 'file.delete'],
    ["psql -o '|rm -rf ~' -c 'select 1'", 'file.delete'],
    ['psql -o out.txt -c "select 1"', 'file.write'],
    ['pg_dump -f out.sql app', 'file.write'],
    ['mysqldump app -r out.sql', 'file.write'],
    ['mongodump -o dump', 'file.write'],
    ['sqlite3 dev.db ".once out.csv" \'select 1\'', 'file.write'],
    ['duckdb -c "COPY t TO \'out.csv\'"', 'file.write'],
    ['sqlite3 dev.db "select readfile(\'.env\')"', 'file.read'],
  ])('%s: %s', (command, kind) => {
    expect(effects(command).map((effect) => effect.kind)).toContain(kind);
  });

  test('a program of a remote server does not run here', () => {
    const found = effects('psql -h db.example.com -c "COPY t TO PROGRAM \'rm -rf /data\'"').find(
      ({ kind }) => kind === 'file.delete',
    );
    expect(found?.remote?.kind).toBe('ssh');
  });
});

describe('tools around databases', () => {
  test.each([
    ['dropdb app', 'drop database app local'],
    ['dropdb -h db.example.com --if-exists app', 'drop database app remote'],
    ['createdb app', 'create database app local'],
    ['dropuser app', 'grant user app local'],
    ['pg_restore -d app --clean --if-exists x.dump', 'drop table local; insert database local'],
    ['pg_restore -d app -cC x.dump', 'drop database local; insert database local'],
    ['pg_restore -d app x.dump', 'insert database local'],
    ['pg_restore -l x.dump', ''],
    ['pg_dump --clean app', ''],
    ['pg_dropcluster 16 main', 'drop cluster 16 local'],
    ['mysqladmin -h db.example.com drop app', 'drop database app remote'],
    ['mysqladmin status', ''],
    ['mysqlimport --delete app t.txt', 'truncate table local; insert table local'],
    ['mongorestore --drop --uri mongodb://db.example.com/app dump', 'drop collection remote; insert collection remote'],
    ['mongorestore --drop --dryRun dump', ''],
    ['mongoimport -c t --mode=delete x.json', 'delete document t present local; insert collection t local'],
    ['bq rm -r -f -d sales', 'drop database sales remote'],
    ['bq rm -f -t sales.orders', 'drop table sales.orders remote'],
    ["bq query --dry_run 'DROP TABLE sales.orders'", ''],
    ['influx bucket delete -n telemetry', 'drop database telemetry local'],
    ['snow object drop table t', 'drop table t remote'],
    ["clickhouse client -q 'DROP TABLE t'", 'drop table t local'],
    ['clickhouse server --daemon', ''],
  ])('%s', (command, expected) => {
    expect(statements(command)).toBe(expected);
  });
});
