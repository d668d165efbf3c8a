import { textOf } from '../../word.ts';
import { serverDatabase } from '../database/_location.ts';
import type { Command } from '../argv.ts';
import type { Context, Finding, Spec } from '../spec.ts';
import { stepOf, readTool, toolSpecs, type Tool } from './_tool.ts';

/** Statements as an operand, or on standard input where there is none. */
function sqlAfter(via: string): Tool['rows'][string] {
  return function* (_: Command, context: Context, operands): Iterable<Finding> {
    const database = serverDatabase({ dialect: 'mysql' }, context);
    const [text] = operands;
    if (text === undefined || textOf(text) === '-')
      yield { kind: 'stream-code', language: 'sql', stream: context.stdin, via, database };
    else yield { kind: 'code', language: 'sql', text, via, cwd: context.cwd, database };
  };
}

/** WP-CLI (https://developer.wordpress.org/cli/commands/). */
const wordpress: Tool = {
  names: ['wp'],
  tool: 'wp-cli',
  syntax: { value: '--path --url --ssh --http --user --require --exec --context --prompt' },
  rows: {
    'db reset': 'reset',
    'db drop': 'drop',
    'db clean': 'drop',
    'db query': sqlAfter('wp db query'),
    'db cli': sqlAfter('wp db cli'),
    'db import': 'develop',
    'site empty': 'reset',
    'site delete': 'drop',
    'core multisite-convert': 'develop',
  },
  preview: '--dry-run --help',
  environment: '--url --ssh',
};

/** Drush (https://www.drush.org/latest/commands/all/). */
const drush: Tool = {
  names: ['drush'],
  syntax: { value: '-l --uri -r --root --database --target --db-url --file --result-file' },
  rows: {
    'sql:drop': 'drop',
    'sql-drop': 'drop',
    'sql:create': 'reset',
    'sql-create': 'reset',
    'sql:query': sqlAfter('drush sql:query'),
    'sql-query': sqlAfter('drush sql:query'),
    sqlq: sqlAfter('drush sql:query'),
    'sql:cli': sqlAfter('drush sql:cli'),
    sqlc: sqlAfter('drush sql:cli'),
    'sql:sync': 'force-push',
    'sql-sync': 'force-push',
    'site:install': 'reset',
    'site-install': 'reset',
    si: 'reset',
    updatedb: 'develop',
    updb: 'develop',
  },
  preview: '--simulate --help',
  environment: '-l --uri',
  url: '--db-url',
};

/** AdonisJS Lucid (https://lucid.adonisjs.com/docs/migrations), behind `node ace`. */
const ace: Tool = {
  names: ['ace', 'adonis'],
  tool: 'adonis',
  syntax: { value: '-c --connection --batch' },
  rows: {
    'migration:fresh': 'reset',
    'migration:refresh': 'reset',
    'migration:reset': 'rollback-all',
    *'migration:rollback'(command, context) {
      const batch = command.value('--batch');
      const all = batch !== undefined && textOf(batch) === '0';
      yield stepOf(ace, all ? 'rollback-all' : 'rollback', command, context);
    },
    'migration:run': 'develop',
    'db:wipe': 'drop',
    'db:truncate': 'reset',
  },
  preview: '--dry-run --help',
  environment: '-c --connection',
  environmentVariables: 'NODE_ENV',
  urlVariables: 'DATABASE_URL',
};

/** `wp eval 'PHP'`, `drush php:eval`: code of the site's own language. */
function evaluates(tool: Tool, verbs: string): Spec {
  return {
    names: tool.names,
    syntax: tool.syntax,
    *read(command, context) {
      const [verb, text] = command.operands;
      if (text !== undefined && ` ${verbs} `.includes(` ${textOf(verb ?? text) ?? ''} `))
        yield { kind: 'code', language: 'php', text, via: command.program };
      else yield* readTool(tool, command, context);
    },
  };
}

export const specs: readonly Spec[] = [
  evaluates(wordpress, 'eval'),
  evaluates(drush, 'php:eval php-eval ev eval'),
  ...toolSpecs([ace]),
];
