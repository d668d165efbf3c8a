import type { Truth, Word } from '../../word.ts';
import { joinPath, parentOf } from './paths.ts';
import type { Given, Row } from './machine-state.ts';
import type { Machine } from './machine.ts';
import { known, mapped, partsOf, text, unknown, type Value } from './value.ts';

/** What a request takes along: texts, files and the environment, wherever in its arguments they stand. */
interface Load {
  readonly texts: Word[];
  readonly sources: Word[];
  secret: Truth;
}

/** More texts than these are not told. */
const MAX_TEXTS = 64;

function gather(machine: Machine, value: Value, load: Load, depth = 0): void {
  if (depth > 8 || load.texts.length >= MAX_TEXTS) return;
  switch (value.is) {
    case 'text':
      load.texts.push(machine.word(value));
      return;
    case 'content':
    case 'file':
      if (value.path.is === 'text') load.sources.push(machine.word(value.path));
      return;
    case 'environment':
      load.secret = 'yes';
      return;
    case 'list':
      for (const item of value.items) gather(machine, item, load, depth + 1);
      return;
    case 'object':
      for (const field of value.fields.values()) gather(machine, field, load, depth + 1);
      return;
    case 'any':
      for (const one of value.of) gather(machine, one, load, depth + 1);
      return;
    case 'fetched':
    case 'flag':
    case 'function':
    case 'number':
    case 'partial':
    case 'reference':
    case 'unknown':
      return;
  }
}

function field(given: Given, name: string): Value | undefined {
  const direct = given.named.get(name);
  if (direct !== undefined) return direct;
  for (const item of given.items) if (item.is === 'object' && item.fields.has(name)) return item.fields.get(name);
  return undefined;
}

const bodies = ['data', 'json', 'files', 'body', 'content', 'form', 'payload', 'formData'];

/** Notes a request; answers what comes back. */
function request(machine: Machine, given: Given, url: Value | undefined, method: string, body?: Value): Value {
  const written = url ?? unknown('the address');
  const sent = body !== undefined || bodies.some((name) => field(given, name) !== undefined);
  return mapped(written, (one) => {
    if (one.is !== 'text' && !(one.is === 'unknown')) return { is: 'fetched', url: one };
    const load: Load = { texts: [], sources: [], secret: 'no' };
    // The address itself is told apart, one alternative at a time.
    for (const value of [...given.items, ...given.named.values()]) if (value !== url) gather(machine, value, load);
    const verb = (known(field(given, 'method')) ?? method).toUpperCase();
    // An address of which nothing is known is worth a word only where something goes out that is known.
    if (one.is === 'text' || load.sources.length > 0 || load.secret === 'yes')
      machine.note({
        act: 'request',
        url: machine.word(one),
        method: verb === 'GET' && sent && field(given, 'method') === undefined ? 'POST' : verb,
        sends:
          sent || /^(?:POST|PUT|PATCH)$/.test(verb) || load.sources.length > 0 || load.secret === 'yes' ? 'yes' : 'no',
        sources: load.sources,
        texts: load.texts,
        carriesSecret: load.secret,
        at: given.at,
      });
    return { is: 'fetched', url: one };
  });
}

/** The address in options of node's http: a URL, or host and path apart. */
function address(given: Given): Value | undefined {
  const [first] = given.items;
  if (first?.is !== 'object') return first;
  const host = first.fields.get('hostname') ?? first.fields.get('host');
  if (host === undefined) return first.fields.get('url') ?? first.fields.get('baseURL');
  return { is: 'text', parts: ['https://', ...partsOf(host), ...partsOf(first.fields.get('path') ?? text('/'))] };
}

/** A callback that gets the answer: `https.get(url, res => …)`. */
function answered(machine: Machine, given: Given, answer: Value): Value {
  for (const item of given.items)
    if (item.is === 'function') machine.invoke(item, { items: [answer], named: new Map(), at: given.at, open: false });
  return answer;
}

const verb =
  (method: string, hasBody = false): Row =>
  (machine, given) =>
    answered(
      machine,
      given,
      request(machine, given, given.items[0] ?? given.named.get('url'), method, hasBody ? given.items[1] : undefined),
    );

/** Rows about the network. */
export const requests: Readonly<Record<string, Row>> = {
  get: verb('GET'),
  head: verb('HEAD'),
  post: verb('POST', true),
  put: verb('PUT', true),
  patch: verb('PATCH', true),
  'delete-request': verb('DELETE'),
  options: verb('OPTIONS'),
  /** `requests.request('POST', url)`. */
  'method-first': (machine, given) =>
    request(machine, given, given.items[1] ?? given.named.get('url'), known(given.items[0]) ?? 'GET'),
  /** `urlopen(url, data)`, `urlopen(Request(url))`. */
  urlopen: (machine, given) => {
    const [first] = given.items;
    if (first?.is === 'fetched') return first;
    return request(machine, given, first, 'GET', given.items[1]);
  },
  fetch: (machine, given) => {
    const [first] = given.items;
    if (first?.is === 'fetched') return first;
    return request(machine, given, first?.is === 'object' ? address(given) : first, 'GET');
  },
  'http-request': (machine, given) => answered(machine, given, request(machine, given, address(given), 'GET')),
  /** `urlretrieve(url, file)`. */
  retrieve: (machine, given) => {
    request(machine, given, given.items[0], 'GET');
    const file = given.items[1] ?? given.named.get('filename');
    if (file?.is === 'text') machine.note({ act: 'write', path: machine.word(file), at: given.at });
    return { is: 'content', path: file ?? unknown('…') };
  },
  /** `HTTPSConnection(host)`, `socket.create_connection((host, port))`. */
  connect: (machine, given) => {
    const [first] = given.items;
    const host =
      first?.is === 'list'
        ? first.items[0]
        : first?.is === 'object'
          ? (first.fields.get('host') ?? first.fields.get('path'))
          : first?.is === 'number'
            ? given.items[1]
            : first;
    if (host?.is !== 'text') return undefined;
    machine.note({
      act: 'request',
      url: machine.word(host),
      method: 'CONNECT',
      sends: 'unknown',
      sources: [],
      texts: [machine.word(host)],
      carriesSecret: 'no',
      at: given.at,
    });
    return { is: 'fetched', url: host };
  },
  /** `curl_init(url)`, `URI(url)`: the address alone. */
  address: (_machine, given) => {
    const [first, base] = given.items;
    const file = base?.is === 'text' ? known(base) : undefined;
    // `new URL('../x', import.meta.url)`
    return first === undefined || file === undefined || file.includes('://')
      ? first
      : joinPath([text(parentOf(file)), first]);
  },
  'curl-option': (machine, given) => {
    const [, name, value] = given.items;
    if (name?.is === 'reference' && name.name.endsWith('URL') && value !== undefined)
      request(machine, { ...given, items: [value] }, value, 'GET');
    else if (name?.is === 'reference' && name.name.endsWith('POSTFIELDS') && value !== undefined) {
      const handle = given.items[0];
      request(
        machine,
        { ...given, items: [value] },
        handle?.is === 'text' ? handle : unknown('the address'),
        'POST',
        value,
      );
    }
    return undefined;
  },
};
