import { show, textOf, wordOf, type Word } from '../word.ts';
import { statement, type SqlItem, type Statement } from './sql/items.ts';
import { sourceOf } from './sql/source.ts';

const reads =
  ' GET MGET GETRANGE STRLEN EXISTS TYPE TTL PTTL KEYS SCAN SSCAN HSCAN ZSCAN HGET HGETALL HMGET HKEYS HVALS HLEN LRANGE LLEN LINDEX SMEMBERS SCARD SISMEMBER ZRANGE ZCARD ZSCORE INFO DBSIZE PING MONITOR SLOWLOG CLIENT XRANGE XREAD XLEN OBJECT MEMORY RANDOMKEY GETBIT DUMP TIME ROLE LATENCY COMMAND ';
const deletes =
  ' DEL UNLINK HDEL SREM ZREM LREM LTRIM XDEL XTRIM SPOP LPOP RPOP ZPOPMIN ZPOPMAX GETDEL EXPIRE PEXPIRE EXPIREAT JSON.DEL FT.DROPINDEX SPUBLISH ';

/** What one Redis command does (redis.io/commands); names are case-insensitive. */
export function redisCommand(words: readonly Word[]): readonly SqlItem[] {
  const [first, second, ...rest] = words;
  if (first === undefined) return [];
  const name = textOf(first)?.toUpperCase();
  if (name === undefined) return [statement('unknown', '', '', 'unknown')];
  const subject = second === undefined ? '' : show(second);
  switch (name) {
    case 'FLUSHALL':
    // memcached's name for it (memcached, protocol.txt).
    case 'FLUSH_ALL':
    case 'FLUSHDB':
      return [statement('flush', name === 'FLUSHDB' ? 'database' : 'all databases')];
    case 'SCRIPT':
    case 'FUNCTION':
      return [statement(subject.toUpperCase() === 'FLUSH' && name === 'FUNCTION' ? 'drop' : 'other', 'function')];
    case 'EVAL':
    case 'EVAL_RO':
      return second === undefined ? [] : script(second);
    case 'CLUSTER':
      return [/^(?:RESET|FLUSHSLOTS)$/i.test(subject) ? statement('flush', 'cluster') : statement('other')];
    case 'CONFIG':
      return /^SET$/i.test(subject) && rest[0] !== undefined && /^(?:dir|dbfilename)$/i.test(show(rest[0]))
        ? [statement('alter', 'configuration', show(rest[0]))]
        : [statement('other')];
    case 'ACL':
      return [
        statement(
          /^(?:SETUSER|DELUSER)$/i.test(subject) ? 'grant' : 'select',
          'user',
          rest[0] === undefined ? '' : show(rest[0]),
        ),
      ];
    case 'FT.DROPINDEX':
      return [statement('drop', 'index', subject)];
    default:
      break;
  }
  // `redis-cli KEYS '*' | xargs redis-cli DEL`: how many keys go, nobody sees.
  if (deletes.includes(` ${name} `))
    return [statement('delete', 'keys', subject, words.some((word) => word.many) ? 'unknown' : 'present')];
  if (name === 'SHUTDOWN' && /^NOSAVE$/i.test(subject)) return [statement('flush', 'memory')];
  if (name === 'DEBUG' && /^FLUSHALL$/i.test(subject)) return [statement('flush', 'all databases')];
  return [statement(reads.includes(` ${name} `) ? 'select' : 'other', 'keys', subject)];
}

/** Commands called by a Lua script: `redis.call('FLUSHALL')`. */
function script(text: Word): readonly SqlItem[] {
  const known = textOf(text);
  if (known === undefined) return [statement('unknown', '', '', 'unknown')];
  const found: Statement[] = [];
  for (const match of known.matchAll(/\bredis\s*\.\s*p?call\s*\(\s*(?:'([^']*)'|"([^"]*)"|([^'")]*))/g)) {
    const name = match[1] ?? match[2];
    if (name === undefined) found.push(statement('unknown', '', '', 'unknown'));
    else for (const item of redisCommand([wordOf([name], text.span)])) if (item.kind === 'statement') found.push(item);
  }
  return found;
}

/** What a text of Redis commands does, one per line, arguments quoted as redis-cli reads them. */
export function readRedis(text: Word): readonly SqlItem[] {
  const source = sourceOf(text);
  const items: SqlItem[] = [];
  let start = 0;
  for (const line of source.text.split('\n')) {
    const words: Word[] = [];
    for (const match of line.matchAll(/"((?:[^"\\]|\\.)*)"?|'((?:[^'\\]|\\.)*)'?|(\S+)/g)) {
      const decoded = (match[1] ?? match[2])?.replaceAll(
        /\\x([0-9a-fA-F]{2})|\\(.)/g,
        (_, two: string | undefined, one: string | undefined) =>
          two === undefined ? (one ?? '') : String.fromCharCode(Number.parseInt(two, 16)),
      );
      words.push(source.word(decoded ?? match[3] ?? '', start + match.index));
    }
    // A number in front repeats the command: `3 FLUSHDB`.
    const head = words[0] === undefined ? undefined : textOf(words[0]);
    if (!line.trimStart().startsWith('#'))
      items.push(...redisCommand(head !== undefined && /^\d+$/.test(head) ? words.slice(1) : words));
    start += line.length + 1;
    if (items.length > 2000) return [...items, statement('unknown', '', '', 'unknown')];
  }
  return distinct(items);
}

function distinct(items: readonly SqlItem[]): readonly SqlItem[] {
  const seen = new Set<string>();
  return items.filter((item) => {
    const key =
      item.kind === 'statement'
        ? `${item.verb} ${item.object} ${item.where} ${item.verb === 'delete' ? '' : item.name}`
        : JSON.stringify(item);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
