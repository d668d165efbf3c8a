import type { PackageInstall } from '../../effect.ts';
import { equals, literal, prefixOf, textOf, wordOf, type Truth, type Word } from '../../word.ts';
import type { Command } from '../argv.ts';
import type { Finding } from '../spec.ts';

export type Version = PackageInstall['version'];
export type Source = PackageInstall['source'];

/** A package as written on a command line, taken apart. */
export interface Package {
  readonly name: Word;
  readonly version: Version;
  readonly source: Source;
}

/** How a whole install is done, besides what is installed. */
export interface Install {
  readonly manager: string;
  readonly global?: Truth;
  /** A registry or index given on the command line. */
  readonly registry?: Word | undefined;
  /** Whether code of the package runs while it is installed. */
  readonly scripts?: Truth;
}

/** The effect of installing one package. */
export function install({ name, version, source }: Package, how: Install): Finding {
  return {
    kind: 'package.install',
    manager: how.manager,
    name,
    version,
    source,
    global: how.global ?? 'no',
    registry: how.registry ?? literal(''),
    scripts: how.scripts ?? 'yes',
  };
}

/** Everything the project's manifest or lock file names. */
export const fromManifest: Package = { name: literal(''), version: 'locked', source: 'registry' };

/** How definite a version is, as npm, Cargo, Composer and their kin write it. */
export function versionOf(text: string): Version {
  const version = text.trim();
  if (version === '') return 'none';
  if (/^(?:latest|LATEST|RELEASE|latest\.\w+)$/.test(version)) return 'latest';
  if (/^(?:\*|x|X|any|\+|>=\s*0(?:\.0)*)$/.test(version)) return 'wildcard';
  return /^[v=]{0,2}\d+(?:\.\d+)+(?:[-+.][\w.+-]*)?$/.test(version) ? 'exact' : 'range';
}

/** A word before and after the last `separator` of its text, a leading one (`@scope/x`) not counted. */
export function splitAt(word: Word, separator: string): readonly [Word, Word | undefined] {
  for (let index = word.parts.length - 1; index >= 0; index -= 1) {
    const part = word.parts[index];
    if (typeof part !== 'string') continue;
    const at = part.lastIndexOf(separator);
    if (at < 0 || (index === 0 && at === 0)) continue;
    const name = wordOf([...word.parts.slice(0, index), part.slice(0, at)], word.span);
    return [name, wordOf([part.slice(at + separator.length), ...word.parts.slice(index + 1)], word.span)];
  }
  return [word, undefined];
}

/** `name@version`, `@scope/name`, a URL, a git address, a directory or archive (npm-package-arg). */
export function npmPackage(word: Word): Package {
  const prefix = prefixOf(word);
  if (/^(?:\.{0,2}\/|file:|link:|~\/)|\.t(?:ar\.)?gz$/.test(prefix) && !/^[a-z+]+:\/\//.test(prefix))
    return { name: word, version: 'exact', source: 'local' };
  if (/^\.{1,2}$/.test(textOf(word) ?? '')) return { name: word, version: 'exact', source: 'local' };
  if (/^(?:[a-z+]+:\/\/|git@|github:|gitlab:|bitbucket:|gist:)/.test(prefix))
    return { name: word, version: 'unknown', source: 'url' };
  if (/^[\w.-]+\/[\w.-]+(?:#.*)?$/.test(textOf(word) ?? '') && !prefix.startsWith('@'))
    return { name: word, version: 'unknown', source: 'url' };
  const alias = /.@npm:(.+)$/.exec(textOf(word) ?? '')?.[1];
  if (alias !== undefined) return npmPackage(literal(alias, word.span));
  const [name, version] = splitAt(word, '@');
  if (prefix === '' && word.parts.length > 0) return { name: word, version: 'unknown', source: 'unknown' };
  if (version === undefined) return { name, version: 'none', source: 'registry' };
  const text = textOf(version);
  return { name, version: text === undefined ? 'unknown' : versionOf(text), source: 'registry' };
}

/** A requirement (PEP 508): `name[extra]==1.2`, `name>=1`, `name @ url`, a path, a URL. */
export function pythonPackage(word: Word): Package {
  const prefix = prefixOf(word);
  if (/^(?:\.{0,2}\/|~\/|file:)|^\.{1,2}(?:\[|$)|\.(?:whl|tar\.gz|zip)$/.test(prefix) && !/^https?:/.test(prefix))
    return { name: word, version: 'exact', source: 'local' };
  if (/^(?:[a-z+]+:\/\/|git\+|hg\+|svn\+|bzr\+)|@ *(?:git\+|https?:)/.test(prefix))
    return { name: word, version: 'unknown', source: 'url' };
  const text = textOf(word);
  if (text === undefined)
    return {
      name: word,
      version: /[=<>~@]/.test(prefix) ? 'unknown' : prefix === '' ? 'unknown' : 'none',
      source: prefix === '' ? 'unknown' : 'registry',
    };
  const found = /^([\w.-]+(?:\[[^\]]*\])?)\s*(===?|@|[<>~!]=?|\^)?\s*(.*)$/.exec(text);
  const operator = found?.[2];
  const rest = found?.[3] ?? '';
  const name = literal(found?.[1] ?? text, word.span);
  if (operator === undefined) return { name, version: 'none', source: 'registry' };
  const kind = versionOf(rest);
  if (kind === 'latest' || kind === 'wildcard') return { name, version: kind, source: 'registry' };
  if (/^>=?$/.test(operator) && /^0(?:\.0)*$/.test(rest)) return { name, version: 'wildcard', source: 'registry' };
  return { name, version: /^(?:===?|@)$/.test(operator) && kind === 'exact' ? 'exact' : 'range', source: 'registry' };
}

/** The program a package is known to install, where it is not called like the package. */
const programs: Readonly<Record<string, string>> = {
  '@angular/cli': 'ng',
  '@railway/cli': 'railway',
  '@nestjs/cli': 'nest',
  '@vue/cli': 'vue',
  '@expo/cli': 'expo',
  '@aws-amplify/cli': 'amplify',
  '@cloudflare/wrangler': 'wrangler',
  '@google/clasp': 'clasp',
  '@changesets/cli': 'changeset',
  '@sentry/cli': 'sentry-cli',
  '@supabase/cli': 'supabase',
  '@planetscale/cli': 'pscale',
  '@redocly/cli': 'redocly',
  '@openai/codex': 'codex',
  '@smithery/cli': 'smithery',
  '@anthropic-ai/claude-code': 'claude',
  '@mikro-orm/cli': 'mikro-orm',
  '@salesforce/cli': 'sf',
  '@shopify/cli': 'shopify',
  'firebase-tools': 'firebase',
  'netlify-cli': 'netlify',
  'aws-cdk': 'cdk',
  'aws-cdk-local': 'cdklocal',
  'sequelize-cli': 'sequelize-cli',
  'eas-cli': 'eas',
  'eas-cli@latest': 'eas',
  typescript: 'tsc',
  'dotenv-cli': 'dotenv',
  'npm-run-all': 'npm-run-all',
  'ts-node-dev': 'ts-node-dev',
  'surge-cli': 'surge',
  'heroku-cli': 'heroku',
  'aws-sam-cli': 'sam',
  awscli: 'aws',
  awsebcli: 'eb',
  'ansible-core': 'ansible',
  'apache-airflow': 'airflow',
  'snowflake-cli': 'snow',
  'huggingface_hub[cli]': 'huggingface-cli',
};

/** The program that running a package starts: `prisma@5` is prisma, `@scope/tool` is tool. */
export function programOf(name: Word): Word {
  const text = textOf(name);
  if (text === undefined) return name;
  const known = Object.hasOwn(programs, text) ? programs[text] : undefined;
  return literal(known ?? text.slice(text.lastIndexOf('/') + 1), name.span);
}

/** A package goes to a registry. */
export function publish(command: Command, environment?: Word): Finding {
  return {
    kind: 'deploy.release',
    tool: command.program,
    environment: environment ?? literal(''),
    production: 'no',
    what: 'package',
  };
}

/** The rest of the words is a command; a `--` in front of it is dropped. */
export function* runRest(command: Command, via: string): Iterable<Finding> {
  const words = command.rest.filter((word, index) => !(index === 0 && equals(word, '--') === 'yes'));
  if (words[0] !== undefined) yield { kind: 'run', argv: words, via };
}
