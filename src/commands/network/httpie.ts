import { literal, prefixOf, textOf, wordOf, type Word } from '../../word.ts';
import type { Command } from '../argv.ts';
import type { Context, Finding, Spec } from '../spec.ts';
import { below, remoteName } from './curl.ts';
import { Payload } from './request.ts';

const methods = /^(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS|TRACE|CONNECT)$/i;

/** HTTPie and xh: `[METHOD] URL [ITEM…]` (https://httpie.io/docs/cli/request-items). */
function* read(command: Command, context: Context): Iterable<Finding> {
  if (command.has('--help', '--version', '--offline') === 'yes') return;
  const [first, ...others] = command.operands;
  if (first === undefined) return;
  const named = methods.test(textOf(first) ?? '');
  const url = named ? others[0] : first;
  const items = named ? others.slice(1) : others;
  if (url === undefined) return;
  const payload = new Payload(context);
  for (const item of items) readItem(item, payload);
  for (const text of command.values('--raw')) payload.text(text);
  for (const text of command.values('-a', '--auth', '--bearer')) payload.along(text);
  if (items.length === 0 && context.stdin.kind !== 'inherited' && command.has('-I', '--ignore-stdin') !== 'yes')
    payload.stdin();
  const sends =
    payload.any ||
    payload.sources.length > 0 ||
    (context.stdin.kind !== 'inherited' && command.has('-I', '--ignore-stdin') !== 'yes');
  payload.along(url);
  yield payload.request(
    absolute(url, command.program),
    named ? (textOf(first) ?? 'GET').toUpperCase() : sends ? 'POST' : 'GET',
    sends ? 'yes' : 'no',
  );
  const output = command.value('-o', '--output');
  if (output !== undefined) yield { kind: 'file.write', path: context.path(output), how: 'overwrite', recursive: 'no' };
  else if (command.has('-d', '--download') === 'yes')
    yield { kind: 'file.write', path: context.path(below(undefined, remoteName(url))), how: 'create', recursive: 'no' };
}

/** `:3000/x` is this machine; without a scheme it is http, or https for the programs named so. */
function absolute(url: Word, program: string): Word {
  const prefix = prefixOf(url);
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(prefix) || prefix === '') return url;
  const scheme = program === 'https' || program === 'xhs' ? 'https://' : 'http://';
  return wordOf([scheme, ...(/^:(?!:)/.test(prefix) ? ['localhost'] : []), ...url.parts], url.span);
}

/** `name=text`, `name:=json`, `name==query`, `Header:value`, `name=@file`, `name:=@file`, `name@file`. */
function readItem(item: Word, payload: Payload): void {
  const text = prefixOf(item);
  const found = /^[^=:@]*(:=@|=@|==|:=|@|=|:)/.exec(text);
  const separator = found?.[1];
  const [, ...rest] = item.parts;
  const value = found === null ? item : wordOf([text.slice(found[0].length), ...rest], item.span);
  if (separator === ':=@' || separator === '=@' || separator === '@') payload.file(value);
  else if (separator === ':' || separator === '==') payload.along(value.parts.length === 0 ? literal('') : item);
  else payload.text(item);
}

export const specs: readonly Spec[] = [
  {
    names: ['http', 'https', 'xh', 'xhs', 'httpie'],
    syntax: {
      value:
        '-a --auth --bearer -A --auth-type -o --output -p --print -s --style --session --session-read-only --timeout --proxy --verify --cert --cert-key --raw --boundary --max-redirects --format-options --response-charset --response-mime --ssl --ciphers --pretty',
      flags:
        '-d --download -c --continue -f --form -j --json --multipart -v --verbose -h --headers -b --body -m --meta -F --follow -I --ignore-stdin --check-status --offline --stream -q --quiet --help --version --all',
    },
    read,
  },
];
