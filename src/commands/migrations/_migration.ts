import type { DbMigrate } from '../../effect.ts';
import type { Truth, Word } from '../../word.ts';
import { namesProduction } from '../../production-name.ts';
import { serverDatabase } from '../database/_location.ts';
import type { Context, Finding } from '../spec.ts';

export type Action = DbMigrate['action'];

/** What a migration tool is told about where it works. */
export interface Target {
  readonly tool: string;
  /** The database's URL, where the words give one. */
  readonly url?: Word | undefined;
  /** Environment, stage, settings or context names. */
  readonly environment?: readonly (Word | undefined)[];
  /** Variables that name the environment: `RAILS_ENV`. */
  readonly environmentVariables?: string;
  /** Variables that hold the database's URL. They can only make it stricter. */
  readonly urlVariables?: string;
}

/** A step of a migration tool as an effect: where the database is, whether it is named production or test. */
export function migration(action: Action, target: Target, context: Context): Extract<Finding, { kind: 'db.migrate' }> {
  const named = [...(target.environment ?? []), ...valuesOf(target.environmentVariables, context)];
  const urls = target.url === undefined ? valuesOf(target.urlVariables, context) : [target.url];
  const database = serverDatabase({ dialect: 'sql', database: urls[0], also: urls.slice(1) }, context);
  const file = urls.some((url) => /^(?:file|sqlite3?):/.test(typeof url.parts[0] === 'string' ? url.parts[0] : ''));
  const production = namesProduction(...named, ...urls);
  return {
    kind: 'db.migrate',
    tool: target.tool,
    action: action === 'develop' && production === 'yes' ? 'deploy' : action,
    location: file ? 'local-file' : database.location,
    production,
    test: production === 'yes' ? 'no' : namesTest(named),
  };
}

/** The values that variables are known to have, from the call or the environment. */
export function valuesOf(names: string | undefined, context: Context): readonly Word[] {
  return (names ?? '').split(' ').flatMap((name) => {
    const value = name === '' ? null : context.variable(name);
    return value === undefined || value === null || value.parts.length === 0 ? [] : [value];
  });
}

/** Whether the environment is the one tests run in, whose database is made anew each time. */
function namesTest(words: readonly (Word | undefined)[]): Truth {
  let result: Truth = 'no';
  for (const word of words) {
    if (word === undefined) continue;
    const [only] = word.parts;
    if (word.parts.length === 1 && typeof only === 'string') {
      if (/^(?:.*[._-])?(?:test|tests|testing|ci)$/i.test(only)) result = 'yes';
    } else if (word.parts.length > 0) return 'unknown';
  }
  return result;
}
