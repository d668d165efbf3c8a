import { literal, textOf, unknownWord, wordOf, type Word } from '../../word.ts';
import type { Command } from '../argv.ts';
import { Payload } from '../network/request.ts';
import type { Context, Finding } from '../spec.ts';
import { Bound, filePath } from './_bind.ts';
import type { Cmdlet } from './items.ts';

/** `Invoke-WebRequest` and `Invoke-RestMethod` (Microsoft.PowerShell.Utility). */
function* request(command: Command, context: Context): Generator<Finding> {
  const bound = new Bound(
    command,
    'uri method custommethod body infile outfile headers contenttype credential proxy timeoutsec useragent websession sessionvariable maximumredirection form authentication token certificate retryintervalsec maximumretrycount httpversion transferencoding',
    'usebasicparsing passthru skipcertificatecheck resume usedefaultcredentials allowunencryptedauthentication followrellink skipheadervalidation disablekeepalive skiphttperrorcheck',
  );
  const [first, second] = bound.positional;
  const url = bound.value('uri') ?? first ?? unknownWord('the address', context.invocation.span);
  const payload = new Payload(context);
  for (const word of bound.values('body', 'form')) {
    const file = /^[^:]+: Get-Item (.*)$/.exec(textOf(word) ?? '')?.[1];
    if (file === undefined) payload.text(word);
    else payload.file(literal(file, word.span));
  }
  for (const word of bound.values('infile')) payload.file(filePath(context, word, true).word);
  for (const word of bound.values('headers', 'token', 'credential')) payload.along(word);
  if (
    context.stdin.kind === 'pipe' &&
    bound.value('body', 'infile', 'form') === undefined &&
    bound.positional.length + bound.values('uri').length > 0 &&
    /post|put|patch/i.test(textOf(bound.value('method') ?? literal('')) ?? '')
  ) {
    payload.any = true;
    payload.stdin();
  }
  const method = textOf(bound.value('method', 'custommethod') ?? literal(''))?.toUpperCase() ?? 'UNKNOWN';
  void second;
  yield payload.request(url, method === '' || method === 'DEFAULT' ? (payload.any ? 'POST' : 'GET') : method);
  const target = bound.value('outfile');
  if (target !== undefined)
    yield { kind: 'file.write', path: filePath(context, target, true), how: 'overwrite', recursive: 'no' };
}

function* transfer(command: Command, context: Context): Generator<Finding> {
  const bound = new Bound(
    command,
    'source destination transfertype displayname description priority credential proxyusage',
    'asynchronous',
  );
  const [first, second] = bound.positional;
  const source = bound.value('source') ?? first;
  const target = bound.value('destination') ?? (bound.value('source') === undefined ? second : first);
  if (source === undefined) return;
  const uploads = /^upload/i.test(textOf(bound.value('transfertype') ?? literal('')) ?? '');
  const payload = new Payload(context);
  if (uploads) payload.file(filePath(context, source, true).word);
  yield payload.request(uploads ? (target ?? source) : source, uploads ? 'PUT' : 'GET');
  if (!uploads)
    yield {
      kind: 'file.write',
      path: filePath(context, target ?? nameOf(source), true),
      how: 'overwrite',
      recursive: 'no',
    };
}

function nameOf(url: Word): Word {
  return literal(textOf(url)?.split('/').at(-1) ?? '.', url.span);
}

/** `Send-MailMessage`. */
function* mail(command: Command): Generator<Finding> {
  const bound = new Bound(
    command,
    'to from subject body smtpserver attachments cc bcc priority port',
    'bodyashtml usessl',
  );
  yield {
    kind: 'outward.act',
    service: 'mail',
    act: 'message',
    target: bound.value('to') ?? bound.positional[0] ?? literal(''),
  };
}

function* wsman(command: Command): Generator<Finding> {
  const bound = new Bound(command, 'computername hostname name port');
  const host = bound.value('computername', 'hostname') ?? bound.positional[0];
  if (host === undefined) return;
  const url = wordOf(['wsman://', ...host.parts], host.span);
  yield {
    kind: 'network.request',
    url,
    host,
    method: 'CONNECT',
    sends: 'no',
    sources: [],
    texts: [],
    carriesSecret: 'no',
  };
}

/** Cmdlets about other machines, by their names in lower case. */
export const web: Readonly<Record<string, Cmdlet>> = {
  'invoke-webrequest': request,
  'invoke-restmethod': request,
  'start-bitstransfer': transfer,
  'send-mailmessage': mail,
  'enter-pssession': wsman,
  'new-pssession': wsman,
};
