import { literal, textOf, type Word } from '../../word.ts';
import { readCommand, type Command, type Syntax } from '../argv.ts';
import { namesProduction } from '../../production-name.ts';
import { serverDatabase } from '../database/_location.ts';
import type { Context, Finding, Spec } from '../spec.ts';
import { stepOf, type Tool } from './_tool.ts';

const syntax: Syntax = {
  value:
    '--settings --pythonpath -v --verbosity --database -c --command -i --interface --format --fixture --exclude -e -o --output',
  depth: 1,
};

/** django-admin and manage.py (Django documentation, "django-admin and manage.py"), django-extensions' reset_db. */
const django: Tool = {
  names: ['django-admin', 'manage.py', 'django'],
  tool: 'django',
  syntax,
  rows: {},
  environment: '--settings --database',
  environmentVariables: 'DJANGO_SETTINGS_MODULE DJANGO_ENV DJANGO_CONFIGURATION',
  urlVariables: 'DATABASE_URL',
};

/** What a management command does to the database; the words follow `manage.py`. */
export function readDjango(program: string, words: readonly Word[], context: Context): Iterable<Finding> {
  return read(readCommand(program, words, syntax), context);
}

function* read(command: Command, context: Context): Iterable<Finding> {
  if (command.has('--help', '-h') === 'yes') return;
  if (command.verbUnknown) {
    yield { kind: 'opaque', why: 'program', detail: 'manage.py with a command that is not known' };
    return;
  }
  switch (command.verb) {
    case 'flush':
      yield stepOf(django, 'reset', command, context);
      break;
    case 'reset_db':
    case 'drop_test_database':
      yield stepOf(django, command.verb === 'reset_db' ? 'drop' : 'develop', command, context);
      break;
    case 'reset_schema':
      yield stepOf(django, 'drop', command, context);
      break;
    case 'migrate':
    case 'migrate_schemas': {
      if (command.has('--plan', '--check', '--list') === 'yes') return;
      const target = textOf(command.operands[1] ?? literal(''));
      const action = target === 'zero' ? 'rollback-all' : 'develop';
      yield stepOf(django, action, command, context);
      break;
    }
    case 'dbshell': {
      const named = [command.value('--settings'), command.value('--database')];
      const database = serverDatabase(
        { dialect: 'sql', nameVariables: 'DATABASE_URL', also: namesProduction(...named) === 'yes' ? named : [] },
        context,
      );
      const texts = command.value('-c', '--command');
      for (const text of [
        ...(texts === undefined ? [] : [texts]),
        ...command.afterDashes.filter((word) => (textOf(word) ?? ' ').includes(' ')),
      ])
        yield { kind: 'code', language: 'sql', text, via: 'dbshell', cwd: context.cwd, database };
      yield { kind: 'stream-code', language: 'sql', stream: context.stdin, via: 'dbshell', database };
      break;
    }
    case 'shell':
    case 'shell_plus':
    case 'runscript': {
      const code = command.value('-c', '--command');
      if (code === undefined)
        yield { kind: 'stream-code', language: 'python', stream: context.stdin, via: 'manage.py shell' };
      else yield { kind: 'code', language: 'python', text: code, via: 'manage.py shell' };
      break;
    }
  }
}

export const specs: readonly Spec[] = [{ names: django.names, syntax, read }];
