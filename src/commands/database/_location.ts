import type { DatabaseLocation } from '../../effect.ts';
import { sourceOf } from '../../languages/sql/source.ts';
import { literal, prefixOf, textOf, wordOf, type Word } from '../../word.ts';
import type { Context, Database } from '../spec.ts';

/** Whether a host is this machine: a loopback name or address, a socket directory, nothing at all. */
function hostLocation(host: string): DatabaseLocation {
  if (host.includes('\0')) return 'unknown';
  if (host === '' || /^[./(]/.test(host)) return 'local';
  return /^(?:localhost|127(?:\.\d{1,3}){3}|\[?::1\]?|0\.0\.0\.0|host\.docker\.internal|.*\.localhost)$/i.test(host)
    ? 'local'
    : 'remote';
}

/** The host in a URL or connection string, `undefined` where the text is neither. Holes stand as NUL. */
function hostIn(text: string): string | undefined {
  const url = /^(?:jdbc:)?[a-z][\w+.-]*:(?:\/\/|(?:thin|oci):@(?:\/\/)?)(?:[^@/]*@)?([^/?#]*)/i.exec(text);
  if (url !== null) {
    const query = /[?&]host=([^&]*)/.exec(text)?.[1];
    const given = query === undefined || query === '' ? (url[1] ?? '') : decodeURIComponentOr(query);
    return given.replace(/:\d+$/, '').replace(/,.*$/s, '');
  }
  const pair = /(?:^|[\s;])(?:host|hostaddr|server|data source|addr(?:ess)?)\s*=\s*'?([^\s;']*)/i.exec(text);
  if (pair !== null) return (pair[1] ?? '').replace(/^tcp:/, '').replace(/,\d+$/, '');
  // SQL*Plus logon: user/password@host or @//host:port/service.
  const logon = /^[^\s@/]+\/[^\s@]*@(?:\/\/)?([^\s/:]+)/.exec(text);
  if (logon !== null) return logon[1];
  return /(?:^|\s)service=/.test(text) ? '\0' : undefined;
}

function decodeURIComponentOr(text: string): string {
  return text.replaceAll(/%2f/gi, '/').replaceAll(/%3a/gi, ':');
}

/** What a command says about the server it talks to. */
export interface Server {
  readonly dialect: string;
  readonly host?: Word | undefined;
  /** Database name, URL or connection string. */
  readonly database?: Word | undefined;
  /** Further words that may name it: service, context, account, environment. */
  readonly also?: readonly (Word | undefined)[];
  /** Variables that say the host and the database where the words do not: `PGHOST`. They can only make it stricter. */
  readonly hostVariables?: string | undefined;
  readonly nameVariables?: string | undefined;
}

/** The database a command talks to: where it is, and everything that names it. */
export function serverDatabase(server: Server, context: Context): Database {
  const fromHostVariable = server.host === undefined ? variables(server.hostVariables, context) : [];
  const fromNameVariable = server.database === undefined ? variables(server.nameVariables, context) : [];
  const hosts = [server.host, ...fromHostVariable].filter((word) => word !== undefined);
  const urls = [server.database, ...fromNameVariable].filter((word) => word !== undefined);
  const locations: DatabaseLocation[] = hosts.map((word) => hostLocation(bareHost(sourceOf(word).text)));
  for (const word of urls) {
    const { text } = sourceOf(word);
    const host = hostIn(text);
    if (host !== undefined) locations.push(hostLocation(host));
    else if (prefixOf(word) === '' && textOf(word) === undefined) locations.push('unknown');
  }
  return {
    dialect: server.dialect,
    location: locations.includes('remote') ? 'remote' : locations.includes('unknown') ? 'unknown' : 'local',
    name: joined([...hosts, ...urls, ...(server.also ?? []).filter((word) => word !== undefined)]),
    cwd: context.cwd,
  };
}

/** Where the server is that a URL, connection string or host names. */
export function serverAt(word: Word): DatabaseLocation {
  return hostLocation(bareHost(sourceOf(word).text));
}

function bareHost(text: string): string {
  return (
    hostIn(text) ??
    text
      .replace(/^(?:tcp|np|lpc):/i, '')
      .replace(/(?<!:):\d+$/, '')
      .replace(/,\d+$/, '')
      .replace(/\\.*$/s, '')
  );
}

/** The known values of variables, from the call or the environment. */
function variables(names: string | undefined, context: Context): readonly Word[] {
  if (names === undefined) return [];
  return names.split(' ').flatMap((name) => {
    const value = context.variable(name);
    return value === undefined || value === null || value.parts.length === 0 ? [] : [value];
  });
}

/** The words in one, with blanks between. */
function joined(words: readonly Word[]): Word {
  const [first, ...rest] = words;
  if (first === undefined) return literal('');
  return wordOf([...first.parts, ...rest.flatMap((word) => [' ', ...word.parts])], first.span);
}

/** A database that is a file of this machine, in memory, or (for a URL) elsewhere. */
export function fileDatabase(dialect: string, operand: Word | undefined, context: Context): Database {
  const prefix = operand === undefined ? '' : prefixOf(operand);
  const base = { dialect, name: operand ?? literal(''), cwd: context.cwd };
  if (
    operand === undefined ||
    textOf(operand) === '' ||
    prefix.startsWith(':memory:') ||
    prefix.includes('mode=memory')
  )
    return { ...base, location: 'memory' };
  if (/^(?:md:|motherduck:|libsql:|wss?:|https?:|s3:|postgres(?:ql)?:|mysql:)/.test(prefix))
    return { ...base, location: 'remote' };
  return { ...base, location: 'local-file', file: context.path(plainFile(operand)) };
}

/** The path in an SQLite URI (sqlite.org/uri.html), any other word as it is. */
export function plainFile(word: Word): Word {
  const [first, ...rest] = word.parts;
  if (typeof first !== 'string' || !/^(?:file|sqlite3?|duckdb):/.test(first)) return word;
  const path = first.replace(/^(?:file|sqlite3?|duckdb):(?:\/\/(?=\/)|\/\/(?=[^/]))?/, '').replace(/\?.*$/s, '');
  return { ...wordOf([path, ...rest], word.span), many: word.many };
}
