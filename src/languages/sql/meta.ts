import type { Word } from '../../word.ts';
import type { Client } from './dialects.ts';
import { statement, type SqlItem } from './items.ts';
import type { Token } from './lexer.ts';
import type { Source } from './source.ts';

/** One argument of a client command: where it stands, how it was quoted. */
interface Argument {
  readonly word: Word;
  readonly text: string;
  readonly quote: string;
}

/** What a client command does: psql(1) "Meta-Commands", SQLite CLI "Special commands", mysql(1) "Commands", sqlcmd, SQL*Plus, SnowSQL, Beeline, cqlsh. */
export function readMeta(token: Token, source: Source, client: Client): readonly SqlItem[] {
  const rest = source.slice(token.inner, token.end);
  const given = source.text.slice(token.inner, token.end);
  const text = trimmed(source, token.inner, token.end);
  if (client === 'psql') return psql(token.text, text, args(source, token.inner, token.end));
  const first = args(source, token.inner, token.end)[0];
  const path = first?.word ?? rest;
  const name = token.text.toLowerCase();
  switch (client) {
    case 'sqlite':
      return sqlite(name, text, args(source, token.inner, token.end));
    case 'mysql':
      return mysql(name, token.text, path, trimmed(source, token.inner, token.end, /;\s*$/));
    case 'sqlcmd':
      if (name === '!!') return shell(text, '!!');
      if (name === 'r') return [{ kind: 'include', path }];
      if (name === 'connect') return [{ kind: 'connect', target: path, alias: '' }];
      return name === 'out' || name === 'error' ? [{ kind: 'write', path, server: false }] : [];
    case 'sqlplus':
      if (name === '!' || name === 'host' || name === 'ho') return shell(text, 'host');
      if (name.startsWith('@') || name.startsWith('sta')) return [{ kind: 'include', path }];
      if (name.startsWith('spo'))
        return /^\s*(?:off|out)\s*$/i.test(given) ? [] : [{ kind: 'write', path, server: false }];
      return name.startsWith('conn') ? [{ kind: 'connect', target: path, alias: '' }] : [];
    case 'snowsql':
      if (name === 'system') return shell(text, '!system');
      if (name === 'source' || name === 'load') return [{ kind: 'include', path }];
      if (name === 'connect' || name === 'open') return [{ kind: 'connect', target: path, alias: '' }];
      return name === 'spool' && !/^\s*off\b/i.test(given) ? [{ kind: 'write', path, server: false }] : [];
    case 'beeline':
      if (name === 'run' || name === 'script' || name === 'source')
        return [{ kind: 'include', path: trimmed(source, token.inner, token.end, /;\s*$/) }];
      if (name === 'connect') return [{ kind: 'connect', target: path, alias: '' }];
      if (name === 'dfs') return shell(source.word(`hadoop fs ${given.trim().replace(/;$/, '')}`, token.inner), 'dfs');
      return shell(trimmed(source, token.inner, token.end, /;\s*$/), '!sh');
    case 'cqlsh':
      return name === 'source'
        ? [{ kind: 'include', path }]
        : /^\s*off\b/i.test(given)
          ? []
          : [{ kind: 'write', path, server: false }];
    case 'none':
      return [];
  }
}

function shell(text: Word, by: string): readonly SqlItem[] {
  return text.parts.length === 0 ? [] : [{ kind: 'shell', text, by, server: false }];
}

function outputTo(target: Argument | undefined): readonly SqlItem[] {
  return target === undefined || target.text === '' || target.text === 'stdout'
    ? []
    : [{ kind: 'write', path: target.word, server: false }];
}

function psql(name: string, text: Word, given: readonly Argument[]): readonly SqlItem[] {
  const ticks = given.filter((argument) => argument.quote === '`').flatMap((argument) => shell(argument.word, '\\`'));
  const [first] = given;
  switch (name) {
    case '!':
      return shell(text, '\\!');
    case 'i':
    case 'include':
    case 'ir':
    case 'include_relative':
      return first === undefined ? ticks : [...ticks, { kind: 'include', path: first.word }];
    case 'c':
    case 'connect': {
      // \\c DATABASE USER HOST PORT; a dash keeps what was.
      const host = given[2] !== undefined && given[2].text !== '-' ? given[2] : undefined;
      if (first === undefined || (first.text === '-' && host === undefined)) return ticks;
      const target =
        host === undefined
          ? first.word
          : { ...first.word, parts: ['host=', ...host.word.parts, ' dbname=', ...first.word.parts] };
      return [...ticks, { kind: 'connect', target, alias: '' }];
    }
    case 'copy':
      return copy(given);
    case 'o':
    case 'out':
    case 'w':
    case 'write':
    case 'g':
    case 'gx': {
      const bar = bars(text, given);
      return [
        ...ticks,
        ...(bar === undefined
          ? outputTo(given.find((argument) => !argument.text.startsWith('(')))
          : shell(bar, `\\${name} |`)),
      ];
    }
    case 'setenv':
      return /^(?:PAGER|PSQL_PAGER|EDITOR|PSQL_EDITOR|VISUAL)$/.test(first?.text ?? '') && given[1] !== undefined
        ? shell(given[1].word, '\\setenv')
        : ticks;
    case 'lo_import':
      return first === undefined ? [] : [{ kind: 'read', path: first.word, server: false }];
    case 'lo_export':
      return given[1] === undefined ? [] : [{ kind: 'write', path: given[1].word, server: false }];
    case 'lo_unlink':
      return [statement('drop', 'large object', first?.text ?? '')];
    case 's':
      return outputTo(first);
    default:
      return /^(?:d|l|z|sf|sv)/.test(name) ? [...ticks, statement('select')] : ticks;
  }
}

/** `\copy t from 'file' | program 'command' | stdin`. */
function copy(given: readonly Argument[]): readonly SqlItem[] {
  const at = given.findLastIndex((argument) => argument.quote === '' && /^(?:from|to)$/i.test(argument.text));
  const into = given[at]?.text.toLowerCase() === 'from';
  const target = given[at + 1];
  const items: SqlItem[] = [
    statement(
      into ? 'insert' : 'select',
      'table',
      given[0]?.text.startsWith('(') === true ? '' : (given[0]?.text ?? ''),
    ),
  ];
  if (target === undefined || /^p?std(?:in|out)$/i.test(target.text)) return items;
  if (target.quote === '' && target.text.toLowerCase() === 'program')
    return [
      ...items,
      ...(given[at + 2] === undefined ? [] : shell(given[at + 2]?.word ?? target.word, '\\copy program')),
    ];
  return [...items, { kind: into ? 'read' : 'write', path: target.word, server: false }];
}

function sqlite(name: string, text: Word, given: readonly Argument[]): readonly SqlItem[] {
  const operands = given.filter((argument) => argument.quote !== '' || !argument.text.startsWith('-'));
  const [first] = operands;
  const bar = bars(text, operands);
  // The client takes any unambiguous beginning of a command's name.
  const is = (full: string, least: number): boolean => full.startsWith(name) && name.length >= least;
  if (is('shell', 2) || is('system', 2)) return shell(text, `.${name}`);
  if (bar !== undefined && (is('output', 1) || is('once', 3) || is('read', 3) || is('import', 2)))
    return shell(bar, `.${name} |`);
  if (first === undefined) return is('tables', 1) || is('schema', 2) || is('dump', 2) ? [statement('select')] : [];
  if (is('read', 3)) return [{ kind: 'include', path: first.word }];
  if (is('open', 1)) return [{ kind: 'connect', target: operands.at(-1)?.word ?? first.word, alias: '' }];
  if (is('import', 2))
    return [statement('insert', 'table', operands[1]?.text ?? ''), { kind: 'read', path: first.word, server: false }];
  if (is('output', 1) || is('once', 3) || is('log', 2) || is('backup', 1) || is('save', 2) || is('clone', 2))
    return /^(?:stdout|stderr|off)$/.test(first.text)
      ? []
      : [{ kind: 'write', path: operands.at(-1)?.word ?? first.word, server: false }];
  if (is('restore', 3))
    return [statement('drop', 'database'), { kind: 'read', path: operands.at(-1)?.word ?? first.word, server: false }];
  if (is('load', 2)) return [{ kind: 'opaque', detail: `.load ${first.text}` }];
  return is('tables', 1) || is('schema', 2) || is('dump', 2) || is('indexes', 3) ? [statement('select')] : [];
}

function mysql(name: string, written: string, path: Word, command: Word): readonly SqlItem[] {
  if (name === '!' || name === 'system') return shell(command, 'system');
  if (name === '.' || name === 'source') return [{ kind: 'include', path: command }];
  if (written === 'T' || name === 'tee') return [{ kind: 'write', path: command, server: false }];
  if (written === 'P' || name === 'pager') return shell(command, 'pager');
  if (written === 'u' || name === 'connect') return [{ kind: 'connect', target: path, alias: '' }];
  return [];
}

/** The command behind a bar that begins the arguments. */
function bars(text: Word, given: readonly Argument[]): Word | undefined {
  const [head] = text.parts;
  if (typeof head === 'string' && head.startsWith('|'))
    return { ...text, parts: [head.slice(1), ...text.parts.slice(1)] };
  const [first] = given;
  const [start] = first?.word.parts ?? [];
  return first !== undefined && typeof start === 'string' && start.startsWith('|')
    ? { ...first.word, parts: [start.slice(1), ...first.word.parts.slice(1)] }
    : undefined;
}

function trimmed(source: Source, start: number, end: number, tail = /\s+$/): Word {
  let from = start;
  while (from < end && /\s/.test(source.text.charAt(from))) from += 1;
  return source.word(source.text.slice(from, end).replace(tail, '').trimEnd(), from);
}

/** Cuts arguments as psql and the SQLite client do: blanks, and three kinds of quotes. */
function args(source: Source, start: number, end: number): readonly Argument[] {
  const found: Argument[] = [];
  const pattern = /'((?:[^']|'')*)'?|"([^"]*)"?|`([^`]*)`?|(\S+)/g;
  const text = source.text.slice(start, end);
  for (const match of text.matchAll(pattern)) {
    const quote = match[4] === undefined ? match[0].charAt(0) : '';
    const value = match[1]?.replaceAll("''", "'") ?? match[2] ?? match[3] ?? match[4]?.replace(/;$/, '') ?? '';
    found.push({ word: source.word(value, start + match.index + (quote === '' ? 0 : 1)), text: value, quote });
  }
  return found;
}
