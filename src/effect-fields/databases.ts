import type { FieldsOf } from '../effect-field.ts';

const databaseLocation = {
  type: 'enum',
  doc: 'Where the database is, as far as the command says.',
  values: {
    'local-file': 'a file on this machine',
    memory: 'in memory',
    local: 'a server on this machine',
    remote: 'another machine',
    unknown: 'the command does not say',
  },
} as const;

/** What is said to databases. */
export const databaseFields = {
  'sql.statement': {
    doc: 'One statement is sent to a database, through any carrier and in any dialect.',
    fields: {
      verb: {
        type: 'enum',
        doc: 'What the statement does.',
        values: {
          select: 'reads rows',
          insert: 'adds rows',
          update: 'changes rows',
          delete: 'removes rows, documents or keys',
          drop: 'removes an object with what is in it',
          truncate: 'empties an object',
          alter: 'changes an object',
          'alter-drop': 'removes a part of an object, such as a column',
          create: 'makes an object',
          grant: 'changes who may do what',
          flush: 'empties a whole store',
          other: 'none of these',
          unknown: 'cannot be read',
        },
      },
      object: {
        type: 'text',
        doc: 'What it is applied to: `table`, `database`, `schema`, `collection`, `keys`; empty if none.',
      },
      name: { type: 'text', doc: 'Name of the object.' },
      where: {
        type: 'enum',
        doc: 'For delete and update: whether a condition restricts it.',
        values: {
          none: 'no condition',
          trivial: 'one that is always true',
          present: 'a real one',
          unknown: 'cannot be read',
        },
      },
      dialect: { type: 'text', doc: '`postgres`, `mysql`, `sqlite`, `mongodb`, `redis`, ….' },
      location: databaseLocation,
      database: { type: 'word', doc: 'Host, URL, database or context name as given.' },
      production: { type: 'flag', doc: 'The database is named production.' },
      file: { type: 'path', doc: 'The database file, where it is one.' },
    },
  },
  'db.migrate': {
    doc: 'A schema migration tool changes or resets a database.',
    fields: {
      tool: { type: 'text', doc: 'The program: `prisma`, `rails`, `alembic`.' },
      action: {
        type: 'enum',
        doc: 'What it does.',
        values: {
          reset: 'everything is dropped and made again',
          drop: 'everything is dropped',
          'rollback-all': 'every migration is undone',
          'force-push': 'the schema is forced onto the database',
          'accept-data-loss': 'changes are made that lose data',
          deploy: 'pending migrations are applied where it is used',
          develop: 'migrations are made or applied in development',
          rollback: 'some migrations are undone',
        },
      },
      location: databaseLocation,
      production: { type: 'flag', doc: 'The database or environment is named production.' },
      test: {
        type: 'flag',
        doc: 'The database is one that is made anew all the time: of the tests, of a local emulator.',
      },
    },
  },
} as const satisfies FieldsOf<'sql.statement' | 'db.migrate'>;
