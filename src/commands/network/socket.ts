import { literal, prefixOf, show, textOf, wordOf, type Word } from '../../word.ts';
import type { Command } from '../argv.ts';
import type { Context, Finding, Spec } from '../spec.ts';
import { isLoopback, Payload } from './request.ts';

function connection(command: Command, host: Word, port: Word | undefined, payload: Payload): Finding {
  const url = wordOf(['tcp://', ...host.parts, ...(port === undefined ? [] : [':', ...port.parts])], host.span);
  return payload.request(url, command.program);
}

/** nc(1), ncat(1), telnet(1): what is piped in goes to the other side; a listener serves what it is given. */
function* readNetcat(command: Command, context: Context): Iterable<Finding> {
  if (command.has('-h', '--help', '--version') === 'yes') return;
  const program = command.value('-e', '--exec', '-c', '--sh-exec', '--lua-exec');
  if (program !== undefined) yield { kind: 'code', language: 'bash', text: program, via: command.program };
  const payload = new Payload(context);
  // `-z` only looks whether a port is open.
  if (context.stdin.kind !== 'inherited' && command.has('-z', '-d') !== 'yes') {
    payload.any = true;
    payload.stdin();
  }
  const listens = command.has('-l', '--listen') === 'yes';
  const [host, port] = command.operands;
  // A server's own protocol is text: Redis on 6379, memcached on 11211.
  if (!listens && host !== undefined && port !== undefined && /^(?:6379|6380|11211)$/.test(textOf(port) ?? ''))
    yield {
      kind: 'stream-code',
      language: 'sql',
      stream: context.stdin,
      via: command.program,
      database: { dialect: 'redis', location: isLoopback(host) ? 'local' : 'remote', name: host },
    };
  if (program !== undefined && isShell(program))
    yield {
      kind: 'remote.code',
      interpreter: show(program),
      url: wordOf(['tcp://', ...(host?.parts ?? ['listener'])], program.span),
    };
  if (listens && context.stdin.kind === 'inherited') return;
  if (listens) yield connection(command, literal('listener'), command.value('-p') ?? port ?? host, payload);
  else if (host !== undefined) yield connection(command, host, port, payload);
}

/** A shell or interpreter that is given to whoever is on the other side. */
function isShell(program: Word): boolean {
  return /(?:^|[/\s'"])(?:(?:ba|z|k|c|tc|da|a|fi)?sh|python[\d.]*|perl|ruby|cmd(?:\.exe)?|powershell(?:\.exe)?|pwsh)\b/.test(
    show(program),
  );
}

/** socat(1): `FILE:`, `OPEN:` and standard input on one side, an address on the other. */
function* readSocat(command: Command, context: Context): Iterable<Finding> {
  const addresses = command.operands.map((word) => ({
    word,
    type: /^([A-Za-z0-9-]*):/.exec(prefixOf(word))?.[1]?.toLowerCase() ?? '',
  }));
  const payload = new Payload(context);
  const network = addresses.find(({ type }) => /^(?:tcp|udp|openssl|ssl|sctp|proxy|socks|vsock)/.test(type));
  for (const { word, type } of addresses) {
    if (type === 'exec' || type === 'system' || type === 'shell') {
      const text = wordOf(afterColon(word), word.span);
      yield { kind: 'code', language: 'bash', text, via: 'socat' };
      if (network !== undefined && isShell(text))
        yield {
          kind: 'remote.code',
          interpreter: show(text),
          url: wordOf(['tcp://', ...afterColon(network.word)], word.span),
        };
    } else if (type === 'file' || type === 'open' || type === 'gopen')
      payload.file(wordOf(afterColon(word), word.span));
    else if (
      textOf(word) === '-' ||
      textOf(word)?.toLowerCase() === 'stdin' ||
      textOf(word)?.toLowerCase() === 'stdio'
    ) {
      if (context.stdin.kind !== 'inherited') payload.any = true;
      payload.stdin();
    } else if (type === '' && /[/.]/.test(prefixOf(word))) payload.file(word);
  }
  for (const { word, type } of addresses)
    if (
      /^(?:tcp|tcp4|tcp6|udp|udp4|udp6|openssl|ssl|sctp|tcp-connect|udp-connect|openssl-connect|proxy|socks4|socks4a|socks5)$/.test(
        type,
      )
    )
      yield payload.request(wordOf(['tcp://', ...afterColon(word)], word.span), 'socat');
}

function afterColon(word: Word): Word['parts'] {
  const [first, ...rest] = word.parts;
  return typeof first === 'string'
    ? [first.slice(first.indexOf(':') + 1).replace(/,(?:fork|reuseaddr|verify=\d|rdonly|pty|stderr).*$/, ''), ...rest]
    : word.parts;
}

export const specs: readonly Spec[] = [
  {
    names: ['nc', 'ncat', 'netcat', 'nc.openbsd', 'nc.traditional', 'telnet'],
    syntax: {
      value:
        '-e --exec -c --sh-exec --lua-exec -g -i -I -m -M -O -p -P -q -s -T -V -w -W -x -X --proxy --proxy-type --proxy-auth --source --source-port --idle-timeout -o --output',
      flags:
        '-4 -6 -b -C -D -d -F -h -k -l -L -N -n -r -S -t -U -u -v -Z -z --listen --keep-open --ssl --udp --send-only --recv-only',
    },
    read: readNetcat,
  },
  {
    names: ['socat'],
    syntax: {
      value: '-b -t -T -l -lf -ls -lp -L -W -r -R',
      flags: '-u -U -v -x -d -D -s -S -4 -6 -h -V',
      style: 'long-dash',
    },
    read: readSocat,
  },
  {
    names: ['openssl-s_client', 'websocat', 'wscat'],
    syntax: { value: '-H --header -c --connect --auth --origin' },
    *read(command, context) {
      const payload = new Payload(context);
      if (context.stdin.kind !== 'inherited') {
        payload.any = true;
        payload.stdin();
      }
      for (const text of command.values('-H', '--header', '--auth')) payload.along(text);
      for (const url of command.operands) yield payload.request(url, command.program);
    },
  },
];
