import { equals, literal, prefixOf, textOf, unknownWord, wordOf, type Word } from '../../word.ts';
import type { Command } from '../argv.ts';
import type { Context, Finding, Spec } from '../spec.ts';
import { asTyped, hostOf, isLoopback, Payload } from './request.ts';

/** A word without its first character, `@` or `<`, which mark a file (curl(1), --data). */
function afterMark(word: Word): Word {
  const [first, ...rest] = word.parts;
  return typeof first === 'string' ? wordOf([first.slice(1), ...rest], word.span) : word;
}

/** `name=@file`, `name=<file`, `name@file`: the file after the mark, if there is one. */
function fileIn(word: Word, mark: RegExp): Word | undefined {
  for (let index = 0; index < word.parts.length; index += 1) {
    const part = word.parts[index];
    if (typeof part !== 'string') continue;
    const found = mark.exec(part);
    if (found === null) continue;
    const path = wordOf([part.slice(found.index + found[0].length), ...word.parts.slice(index + 1)], word.span);
    const text = textOf(path);
    // Form fields may carry `;type=…` after the file (curl(1), --form).
    return text === undefined ? path : literal(text.replace(/;(?:type|filename|headers?)=.*$/, ''), word.span);
  }
  return undefined;
}

function gather(command: Command, payload: Payload): void {
  for (const { name, value } of command.options) {
    if (value === undefined) continue;
    // `--expand-data` is `--data` with variables put in (curl(1), --variable).
    switch (name.replace(/^--expand-/, '--')) {
      case '-d':
      case '--data':
      case '--data-ascii':
      case '--data-binary':
      case '--json':
        if (prefixOf(value).startsWith('@')) payload.file(afterMark(value));
        else payload.text(value);
        break;
      case '--data-raw':
        payload.text(value);
        break;
      case '--variable':
        for (const file of [fileIn(value, /^[^=@]*@/)]) if (file !== undefined) payload.file(file);
        break;
      case '--data-urlencode':
      case '--url-query': {
        const file = fileIn(value, /^[^=@]*@/);
        if (file === undefined) payload.text(value);
        else payload.file(file);
        break;
      }
      case '-F':
      case '--form': {
        const file = fileIn(value, /^[^=]*=[@<]/);
        if (file === undefined) payload.text(value);
        else payload.file(file);
        break;
      }
      case '--form-string':
        payload.text(value);
        break;
      case '-T':
      case '--upload-file':
        payload.file(value);
        break;
      case '-H':
      case '--header':
      case '--proxy-header':
        if (prefixOf(value).startsWith('@')) payload.file(afterMark(value));
        else payload.along(value);
        break;
      case '-u':
      case '--user':
      case '-A':
      case '--user-agent':
      case '-e':
      case '--referer':
      case '--oauth2-bearer':
        payload.along(value);
        break;
      case '-b':
      case '--cookie':
        // A cookie without `=` names a file of cookies.
        if (textOf(value)?.includes('=') === false) payload.file(value);
        else payload.along(value);
        break;
      default:
    }
  }
}

/** The HTTP method: curl(1), --request, --get, --head, --data, --form, --upload-file. */
function methodOf(command: Command): string {
  const given = command.value('-X', '--request');
  if (given !== undefined) return textOf(given)?.toUpperCase() ?? 'unknown';
  if (command.has('-I', '--head') === 'yes') return 'HEAD';
  if (command.has('-G', '--get') === 'yes') return 'GET';
  if (command.has('-T', '--upload-file') === 'yes') return 'PUT';
  const body = [
    '-d',
    '--data',
    '--data-ascii',
    '--data-binary',
    '--data-raw',
    '--data-urlencode',
    '--json',
    '-F',
    '--form',
    '--form-string',
  ];
  return command.has(...body) === 'yes' ? 'POST' : 'GET';
}

/** The last component of a URL's path, which `-O` names the file after; unknown where the URL is. */
export function remoteName(written: Word): Word {
  const url = asTyped(written);
  const text = textOf(url);
  if (text === undefined) {
    const last = url.parts.at(-1);
    if (typeof last === 'string' && last.includes('/'))
      return literal(last.slice(last.lastIndexOf('/') + 1).split(/[?#]/)[0] ?? '', url.span);
    // A name without slashes, whatever it is.
    return wordOf(['./', { hole: 'glob', text: '*' }], url.span);
  }
  const path = text.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/]*/i, '').split(/[?#]/)[0] ?? '';
  return literal(path.slice(path.lastIndexOf('/') + 1), url.span);
}

/** A file below a directory that an option names. */
export function below(directory: Word | undefined, name: Word): Word {
  return directory === undefined ? name : wordOf([...directory.parts, '/', ...name.parts], name.span);
}

/** Statements that a database takes over HTTP: ClickHouse on 8123, InfluxDB on 8086, rqlite on 4001 (their HTTP interfaces). */
function* statementsOver(url: Word, texts: readonly Word[]): Iterable<Finding> {
  const dialect = [...databasePorts].find(([pattern]) => pattern.test(prefixOf(url)))?.[1];
  if (dialect === undefined) return;
  const database = { dialect, location: isLoopback(hostOf(url)) ? 'local' : 'remote', name: hostOf(url) } as const;
  for (const text of texts) {
    const known = textOf(text);
    const query =
      known === undefined
        ? undefined
        : (/[?&]q(?:uery)?=([^&]*)/.exec(known)?.[1] ?? /^q(?:uery)?=([^]*)$/.exec(known)?.[1]);
    const statement =
      query === undefined
        ? known
        : query
            .replaceAll('+', ' ')
            .replaceAll(/%([\da-f]{2})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
    if (statement !== undefined && !/^[a-z]+:\/\/|^[\w.-]+:\d+/i.test(statement))
      yield { kind: 'code', language: 'sql', text: literal(statement, text.span), via: 'curl', database };
  }
}

const databasePorts = new Map([
  [/^(?:https?:\/\/)?[^/?#]*(?::(?:8123|8443)\b|clickhouse[^/?#]*\/)/i, 'clickhouse'],
  [/^(?:https?:\/\/)?[^/?#]*:8086\b/i, 'influx'],
  [/^(?:https?:\/\/)?[^/?#]*:4001\b/i, 'sqlite'],
]);

function written(context: Context, path: Word): Finding {
  return { kind: 'file.write', path: context.path(path), how: 'overwrite', recursive: 'no' };
}

function* read(command: Command, context: Context): Iterable<Finding> {
  if (command.has('--help', '-h', '--version', '-V', '--manual') === 'yes') return;
  const config = command.value('-K', '--config');
  if (config !== undefined && equals(config, '-') !== 'yes')
    yield { kind: 'file.read', path: context.path(config), recursive: 'no', hidden: 'no' };
  const urls = [...command.operands, ...command.values('--url')];
  if (urls.length === 0 && config !== undefined)
    urls.push(unknownWord('the URL in the configuration file', config.span));
  const method = methodOf(command);
  for (const url of urls) {
    const text = textOf(url);
    if (text !== undefined && /^file:/i.test(text)) {
      yield {
        kind: 'file.read',
        path: context.path(literal(text.replace(/^file:(?:\/\/(?:localhost)?)?/i, ''), url.span)),
        recursive: 'no',
        hidden: 'no',
      };
      continue;
    }
    const payload = new Payload(context);
    gather(command, payload);
    payload.along(url);
    // `-d … -G` puts the data into the URL; it leaves this machine all the same.
    yield payload.request(url, method);
    yield* statementsOver(url, payload.texts);
  }
  // Where the connection really goes (curl(1), --proxy, --resolve, --connect-to).
  for (const proxy of command.values(
    '-x',
    '--proxy',
    '--preproxy',
    '--socks4',
    '--socks4a',
    '--socks5',
    '--socks5-hostname',
  ))
    if (textOf(proxy) !== '') yield new Payload(context).request(proxy, 'CONNECT', 'no');
  for (const route of [...command.values('--resolve'), ...command.values('--connect-to')]) {
    const target = /^[^:]*:[^:]*:(\[[^\]]*\]|[^:,]*)/.exec(textOf(route) ?? '')?.[1];
    if (target !== undefined && target !== '')
      yield new Payload(context).request(literal(target, route.span), 'CONNECT', 'no');
  }
  const directory = command.value('--output-dir');
  for (const output of command.values('-o', '--output'))
    if (equals(output, '-') !== 'yes') yield written(context, below(directory, output));
  if (command.has('-O', '--remote-name', '--remote-name-all') === 'yes')
    for (const url of urls) yield written(context, below(directory, remoteName(url)));
  for (const file of command.values(
    '-D',
    '--dump-header',
    '-c',
    '--cookie-jar',
    '--trace',
    '--trace-ascii',
    '--stderr',
    '--libcurl',
    '--etag-save',
    '--hsts',
    '--alt-svc',
  ))
    if (equals(file, '-') !== 'yes') yield written(context, file);
}

/** curl(1), version 8. */
const curl: Spec = {
  names: ['curl', 'curlie'],
  syntax: {
    value:
      '-A -b -c -C -d -D -e -E -F -H -K -m -o -P -Q -r -t -T -u -U -w -x -X -y -Y -z --abstract-unix-socket --alt-svc --aws-sigv4 --cacert --capath --cert --cert-type --ciphers --config --connect-timeout --connect-to --continue-at --cookie --cookie-jar --create-file-mode --crlfile --curves --data --data-ascii --data-binary --data-raw --data-urlencode --delegation --dns-servers --doh-url --dump-header --engine --etag-compare --etag-save --expect100-timeout --form --form-string --ftp-account --ftp-method --ftp-port --happy-eyeballs-timeout-ms --header --hostpubmd5 --hsts --interface --ipfs-gateway --json --keepalive-time --key --key-type --krb --libcurl --limit-rate --local-port --login-options --mail-auth --mail-from --mail-rcpt --max-filesize --max-redirs --max-time --netrc-file --noproxy --oauth2-bearer --output --output-dir --parallel-max --pass --pinnedpubkey --preproxy --proto --proto-default --proto-redir --proxy --proxy-cacert --proxy-cert --proxy-header --proxy-key --proxy-pass --proxy-user --pubkey --quote --random-file --range --rate --referer --request --request-target --resolve --retry --retry-delay --retry-max-time --sasl-authzid --service-name --socks4 --socks4a --socks5 --socks5-hostname --speed-limit --speed-time --stderr --telnet-option --time-cond --tls-max --tls13-ciphers --tlsuser --tlspassword --trace --trace-ascii --trace-config --unix-socket --upload-file --url --url-query --user --user-agent --variable --write-out --expand-data --expand-url --expand-header --expand-json --expand-output --expand-form --expand-user',
    flags:
      '-0 -1 -2 -3 -4 -6 -a -B -f -g -G -h -i -I -j -J -k -l -L -M -n -N -O -p -q -R -s -S -v -V -Z --anyauth --append --basic --compressed --create-dirs --digest --disable --fail --fail-early --fail-with-body --get --globoff --head --help --http1.1 --http2 --http3 --include --insecure --ipv4 --ipv6 --location --location-trusted --manual --negotiate --netrc --netrc-optional --no-buffer --no-progress-meter --ntlm --parallel --path-as-is --post301 --post302 --progress-bar --proxytunnel --raw --remote-header-name --remote-name --remote-name-all --remote-time --remove-on-error --retry-all-errors --retry-connrefused --show-error --silent --ssl --ssl-reqd --tcp-nodelay --tlsv1.2 --tlsv1.3 --verbose --version',
  },
  read,
};

export const specs: readonly Spec[] = [curl];
