import { dropPrefix, literal, prefixOf, textOf, wordOf, type Word } from '../../word.ts';
import type { Command } from '../argv.ts';
import type { Context, Finding, Spec } from '../spec.ts';
import { Payload } from './request.ts';

/** Whether a word is `[user@]host:path` or a URL; a colon after a slash is part of a file name (scp(1)). */
function remoteHost(word: Word): string | undefined {
  const prefix = prefixOf(word);
  const url = /^(?:scp|sftp|ftp|ftps|https?):\/\/(?:[^@/]*@)?(\[[^\]]+\]|[^/:]*)/.exec(prefix);
  if (url !== null) return url[1];
  return /^(?:[^/:@]*@)?(\[[^\]]+\]|[^/:]+):/.exec(prefix)?.[1];
}

/** A remote whose host is a variable: `$HOST:/srv`, `deploy@$HOST:`. */
function isRemote(word: Word): boolean {
  if (remoteHost(word) !== undefined) return true;
  const colon = word.parts.findIndex((part, index) => index > 0 && typeof part === 'string' && part.startsWith(':'));
  return colon > 0 && !word.parts.slice(0, colon).some((part) => typeof part === 'string' && part.includes('/'));
}

/** The programs that make the connection: `-o ProxyCommand=…`, `-S program` (scp(1), ssh_config(5)). */
function* transport(command: Command): Iterable<Finding> {
  for (const option of command.values('-o')) {
    const match = /^(?:ProxyCommand|LocalCommand|KnownHostsCommand)[=\s]+/i.exec(prefixOf(option));
    if (match !== null)
      yield { kind: 'code', language: 'bash', text: dropPrefix(option, match[0].length), via: `${command.program} -o` };
  }
  const program = command.value('-S');
  if (program !== undefined) yield { kind: 'code', language: 'bash', text: program, via: `${command.program} -S` };
}

/** scp(1): what goes to a remote is sent, what comes from one is written here. */
function* readScp(command: Command, context: Context): Iterable<Finding> {
  yield* transport(command);
  const target = command.operands.at(-1);
  const files = command.operands.slice(0, -1);
  if (target === undefined || files.length === 0) return;
  const payload = new Payload(context);
  for (const file of files) if (!isRemote(file)) payload.file(file);
  if (isRemote(target)) {
    yield payload.request(target, command.program);
    return;
  }
  for (const file of files) if (isRemote(file)) yield new Payload(context).request(file, command.program);
  yield { kind: 'file.write', path: context.path(target), how: 'overwrite', recursive: command.has('-r') };
}

/** The commands that an interactive transfer program reads: what it uploads, fetches and runs here (sftp(1), ftp(1), lftp(1)). */
function* readBatch(
  command: Command,
  context: Context,
  text: string,
  url: Word,
  span: Word['span'],
): Iterable<Finding> {
  for (const line of text.split(/[\n;]/)) {
    const [verb = '', ...words] = line
      .trim()
      .replace(/^[-@]+/, '')
      .split(/\s+/);
    const operands = words
      .filter((word) => !word.startsWith('-'))
      .map((word) => literal(word.replace(/^(['"])(.*)\1$/, '$2'), span));
    const [first, second] = operands;
    if (verb.startsWith('!'))
      yield { kind: 'code', language: 'bash', text: literal(line.trim().slice(1), span), via: command.program };
    else if (/^(?:put|mput|reput|append|send)$/.test(verb) && first !== undefined) {
      const payload = new Payload(context);
      payload.file(first);
      yield payload.request(url, command.program);
    } else if (verb === 'mirror' && /(?:^|\s)(?:-R|--reverse)\b/.test(line)) {
      const payload = new Payload(context);
      payload.file(first ?? literal('.', span));
      yield payload.request(url, command.program);
    } else if (/^(?:get|mget|reget|recv|pget)$/.test(verb) && first !== undefined) {
      const name = textOf(first) ?? '';
      yield {
        kind: 'file.write',
        path: context.path(second ?? literal(name.slice(name.lastIndexOf('/') + 1), span)),
        how: 'create',
        recursive: 'no',
      };
    }
  }
}

function* readTransfer(command: Command, context: Context): Iterable<Finding> {
  if (/sftp/.test(command.program)) yield* transport(command);
  const [host] = command.operands;
  const script = command.value('-b', '-e', '-c');
  const url = host ?? literal('the host in its commands');
  const payload = new Payload(context);
  if (host !== undefined) yield payload.request(url, command.program, 'no');
  const { stdin } = context;
  const input = stdin.kind === 'text' ? stdin.text : stdin.kind === 'pipe' ? stdin.text : undefined;
  if (input !== undefined) yield* readBatch(command, context, textOf(input) ?? '', url, input.span);
  if (script === undefined) return;
  if (command.program === 'lftp') yield* readBatch(command, context, textOf(script) ?? '', url, script.span);
  else yield { kind: 'file.read', path: context.path(script), recursive: 'no', hidden: 'no' };
}

/** ftp clients that put files in one go: ncftpput(1), tnftp's `-u`. */
function* readPut(command: Command, context: Context): Iterable<Finding> {
  const [host, , ...files] = command.operands;
  if (host === undefined) return;
  const payload = new Payload(context);
  for (const file of files) payload.file(file);
  yield payload.request(wordOf(['ftp://', ...host.parts], host.span), command.program);
}

/** Programs whose purpose is to hand a file to somebody else: transfer.sh and its kin. */
function* readShare(command: Command, context: Context): Iterable<Finding> {
  const payload = new Payload(context);
  const verbs = /^(?:send|share|up|upload|put)$/;
  const files = command.operands.filter((word) => !verbs.test(textOf(word) ?? ''));
  for (const file of files) payload.file(file);
  if (files.length === 0) {
    if (context.stdin.kind === 'inherited') return;
    payload.any = true;
    payload.stdin();
  }
  yield payload.request(literal(`https://${command.program}/`), command.program);
}

export const specs: readonly Spec[] = [
  {
    names: ['scp', 'pscp'],
    syntax: { value: '-c -D -F -i -J -l -o -P -S -X', flags: '-3 -4 -6 -A -B -C -O -p -q -R -r -s -T -v' },
    read: readScp,
  },
  {
    names: ['sftp', 'ftp', 'lftp', 'psftp', 'tnftp', 'ncftp'],
    syntax: { value: '-b -B -c -D -e -F -i -J -l -o -P -p -R -S -s -u -X', flags: '-4 -6 -A -a -C -f -N -q -r -v -n' },
    read: readTransfer,
  },
  { names: ['ncftpput'], syntax: { value: '-u -p -P -f' }, read: readPut },
  {
    names: ['croc', 'wormhole', 'transfer', 'ffsend', 'pastebinit', 'ix', 'termbin', 'gist', 'magic-wormhole'],
    syntax: { value: '-b -i -p -t -f -a --code --text -d' },
    read: readShare,
  },
];
