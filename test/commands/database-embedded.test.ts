import { describe, expect, test } from 'vitest';
import { statements } from './statements.ts';

describe('statements in one-liners of other languages', () => {
  test.each([
    [
      `python3 -c "import sqlite3; sqlite3.connect('dev.db').execute('DROP TABLE users')"`,
      'drop table users in dev.db',
    ],
    [
      `python3 -c "import sqlite3; sqlite3.connect(':memory:').execute('DROP TABLE users')"`,
      'drop table users in memory',
    ],
    [
      `python -c "c = psycopg2.connect('postgres://db.example.com/app').cursor(); c.execute('delete from users')"`,
      'delete table users none remote',
    ],
    [`python -c "conn.execute(text('TRUNCATE users'))"`, 'truncate table users unknown'],
    [`python -c 'cur.execute("""DROP TABLE users""")'`, 'drop table users unknown'],
    [`python -c "cur.execute('DROP ' + 'TABLE users')"`, 'drop table users unknown'],
    [`python -c "cur.execute(f'DROP TABLE {name}')"`, 'drop table name unknown'],
    [`node -e "client.query('DELETE FROM users')"`, 'delete table users none unknown'],
    ['node -e \'await prisma.$executeRawUnsafe("DROP TABLE users")\'', 'drop table users unknown'],
    ["node -e 'await sql`truncate users`'", 'truncate table users unknown'],
    ["node -e 'await prisma.user.deleteMany()'", 'delete collection user none unknown'],
    ["node -e 'await prisma.user.deleteMany({})'", 'delete collection user none unknown'],
    ["node -e 'await prisma.user.deleteMany({ where: { id: 1 } })'", 'delete collection user present unknown'],
    ["node -e 'mongoose.connection.dropDatabase()'", 'drop database unknown'],
    ["node -e 'sequelize.sync({ force: true })'", 'drop table every table unknown'],
    ["rails runner 'User.delete_all'", 'delete table User none unknown'],
    [`rails runner 'ActiveRecord::Base.connection.execute("DROP TABLE users")'`, 'drop table users unknown'],
    [`php -r '$pdo = new PDO("sqlite:dev.db"); $pdo->exec("DROP TABLE users");'`, 'drop table users in dev.db'],
    [`php -r 'mysqli_query($c, "DROP TABLE users");'`, 'drop table users unknown'],
    [`perl -MDBI -e '$dbh->do("DROP TABLE users")'`, 'drop table users unknown'],
    [`python -c "import redis; redis.Redis(host='localhost').flushall()"`, 'flush all databases local'],
    [`python manage.py shell -c "User.objects.all().delete()"`, 'delete table User none unknown'],
    [
      "python3 - <<'EOF'\nimport sqlite3\nsqlite3.connect('/srv/app.db').execute('DROP TABLE users')\nEOF",
      'drop table users in /srv/app.db',
    ],
  ])('%s', (command, expected) => {
    expect(statements(command)).toBe(expected);
  });

  test.each([
    [`python -c "print('DROP TABLE users')"`],
    [`python -c "cur.execute('select 1')  # DROP TABLE users"`],
    [`node -e "console.log('client.query(DELETE FROM users)')"`],
    [`node -e "exec('update-notifier')"`],
    [`rails runner 'puts "User.delete_all"'`],
    [`php -r '// $pdo->exec("DROP TABLE users");'`],
    [`node -e "array.delete('x'); map.delete(1)"`],
    [`python -c "d.update(a=1); s.truncate(80)"`],
  ])('data and other calls stay silent: %s', (command) => {
    expect(statements(command)).toBe('');
  });
});
