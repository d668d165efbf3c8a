import { literal, textOf, type Word } from '../../word.ts';
import type { Command } from '../argv.ts';
import { serverDatabase } from '../database/_location.ts';
import type { Context, Finding, Spec } from '../spec.ts';
import { valuesOf } from './_migration.ts';
import { readTool, stepOf, type Tool } from './_tool.ts';

/** Active Record tasks (Rails guides, "Active Record Migrations"; activerecord/lib/active_record/railties/databases.rake). */
const rows: Tool['rows'] = {
  'db:drop': 'drop',
  'db:drop:all': 'drop',
  'db:drop:_unsafe': 'drop',
  'db:purge': 'drop',
  'db:purge:all': 'drop',
  'db:truncate_all': 'reset',
  'db:reset': 'reset',
  'db:reset:all': 'reset',
  'db:recreate': 'reset',
  'db:migrate:reset': 'reset',
  'db:schema:load': 'reset',
  'db:structure:load': 'reset',
  'db:seed:replant': 'reset',
  // On a fresh checkout there is nothing to lose; on a database that exists the schema's tables are made anew.
  *'db:setup'(command, context) {
    const finding = stepOf(tasks, 'reset', command, context);
    yield finding.test === 'yes' ? finding : { ...finding, test: 'unknown' };
  },
  'db:rollback': 'rollback',
  'db:migrate:down': 'rollback',
  'db:migrate:redo': 'rollback',
  'db:migrate': 'develop',
  'db:migrate:up': 'develop',
  'db:prepare': 'develop',
  'db:create': 'develop',
};

const tasks: Tool = {
  names: ['rails', 'rake'],
  tool: 'rails',
  syntax: {
    value: '-e --environment -f --rakefile -C --directory -I -r --require -R --rakelibdir -j --jobs',
    flags: '-n --dry-run -P -T -A -q -s -t -v -X',
  },
  rows,
  tasks: true,
  preview: '-n --dry-run -P --prereqs -T --tasks --help -h',
  environment: '-e --environment',
  environmentVariables: 'RAILS_ENV RACK_ENV',
  urlVariables: 'DATABASE_URL',
};

/** Tasks of one database of several: `db:drop:primary`. */
function withDatabase(word: Word): Word {
  const text = textOf(word);
  const stem = text?.replace(/:[a-z0-9_]+$/, '');
  return text !== undefined && stem !== undefined && !Object.hasOwn(rows, text) && Object.hasOwn(rows, stem)
    ? { ...word, parts: [stem] }
    : word;
}

/** Assignments among the operands (`rake db:drop RAILS_ENV=production`) are the environment of the tasks. */
function* read(command: Command, context: Context): Iterable<Finding> {
  const given = command.operands.filter((word) =>
    /^[A-Z_]+=/.test(typeof word.parts[0] === 'string' ? word.parts[0] : ''),
  );
  const inner: Context = {
    ...context,
    variable(name) {
      for (const word of given) {
        const [head, ...rest] = word.parts;
        if (typeof head === 'string' && head.startsWith(`${name}=`))
          return { ...word, parts: [head.slice(name.length + 1), ...rest].filter((part) => part !== '') };
      }
      return context.variable(name);
    },
    path: (word) => context.path(word),
    upstream: (word) => context.upstream(word),
    before: (kind) => context.before(kind),
  };
  const [verb, ...operands] = command.operands;
  const database = serverDatabase(
    {
      dialect: 'sql',
      nameVariables: 'DATABASE_URL',
      also: [...valuesOf('RAILS_ENV', inner), command.value('-e', '--environment')],
    },
    inner,
  );
  switch (command.program === 'rails' ? textOf(verb ?? literal('')) : '') {
    case 'runner':
    case 'r': {
      const [code] = operands;
      if (code === undefined) return;
      if ((textOf(code) ?? '').endsWith('.rb'))
        yield { kind: 'file-code', language: 'ruby', path: context.path(code), via: 'rails runner' };
      else yield { kind: 'code', language: 'ruby', text: code, via: 'rails runner' };
      return;
    }
    case 'dbconsole':
    case 'db':
      yield { kind: 'stream-code', language: 'sql', stream: context.stdin, via: 'rails dbconsole', database };
      return;
    case 'console':
    case 'c':
      yield { kind: 'stream-code', language: 'ruby', stream: context.stdin, via: 'rails console' };
      return;
    default: {
      const names = command.operands.filter((word) => !given.includes(word)).map(withDatabase);
      // `rails new x`, `rails generate migration …`, `rails server`: what follows those words is no task.
      if (command.program === 'rails' && !(textOf(names[0] ?? literal('')) ?? ':').includes(':')) return;
      yield* readTool(
        tasks,
        { ...command, operands: names.filter((word) => textOf(word) !== undefined || command.program === 'rails') },
        inner,
      );
    }
  }
}

export const specs: readonly Spec[] = [{ names: tasks.names, syntax: tasks.syntax, read }];
