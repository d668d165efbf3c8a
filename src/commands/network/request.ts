import { literal, textOf, unknownWord, wordOf, type Part, type PathRef, type Truth, type Word } from '../../word.ts';
import type { Context, Finding } from '../spec.ts';

/** The host a URL leads to, in lower case, without user, port and brackets; numeric forms of an IPv4 address as four numbers. */
export function hostOf(url: Word): Word {
  const [first, ...rest] = url.parts;
  if (first === undefined) return literal('', url.span);
  if (typeof first !== 'string') return unknownHost(url);
  const scheme = /^[a-z][a-z0-9+.-]*:\/\//i.exec(first)?.[0];
  // `user@host:path`, as ssh and git write it.
  const scp =
    scheme === undefined ? /^(?:[^/\s@:]+@)?(\[[^\]]+\]|[^/\s:@]+):(?!\d+(?:\/|$))/.exec(first)?.[1] : undefined;
  if (scp !== undefined) return literal(plainHost(scp), url.span);
  const authority = authorityParts([first.slice(scheme?.length ?? 0), ...rest]);
  const [only] = authority;
  if (authority.length === 1 && typeof only === 'string') return literal(plainHost(only), url.span);
  return wordOf(
    authority.map((part) => (typeof part === 'string' ? part.toLowerCase().replace(/:\d*$/, '') : part)),
    url.span,
  );
}

/** What stands between scheme and path, without the user in front of the last `@` (RFC 3986 section 3.2). */
function authorityParts(parts: readonly Part[]): readonly Part[] {
  const authority: Part[] = [];
  for (const part of parts) {
    const end = typeof part === 'string' ? part.search(/[/?#\\]/) : -1;
    authority.push(typeof part === 'string' && end >= 0 ? part.slice(0, end) : part);
    if (end >= 0) break;
  }
  const at = authority.findLastIndex((part) => typeof part === 'string' && part.includes('@'));
  const user = authority[at];
  if (at < 0 || typeof user !== 'string') return authority;
  return [user.slice(user.lastIndexOf('@') + 1), ...authority.slice(at + 1)].filter((part) => part !== '');
}

function unknownHost(url: Word): Word {
  const [first, second] = url.parts;
  const name = typeof first === 'string' || first === undefined ? '' : 'why' in first ? first.why : '$HOST';
  // `$SCHEME://api.example.com/…` names its host all the same.
  if (typeof second === 'string' && second.startsWith('://'))
    return hostOf({ ...url, parts: [`http${second}`, ...url.parts.slice(2)] });
  return unknownWord(name, url.span);
}

function plainHost(authority: string): string {
  const bracketed = /^\[([^\]]*)\]/.exec(authority)?.[1];
  const host = (bracketed ?? authority.replace(/:\d*$/, '')).toLowerCase().replace(/\.$/, '');
  return mappedAddress(host) ?? spelledAddress(host) ?? dottedQuad(host) ?? host;
}

/** The IPv4 address inside an IPv6 one: IPv4-mapped, NAT64 (RFC 4291 section 2.5.5.2, RFC 6052). */
function mappedAddress(host: string): string | undefined {
  const tail = /^(?:[0:]*:ffff:(?:0:)?|64:ff9b::)(?:(\d+\.\d+\.\d+\.\d+)|([\da-f]{1,4}):([\da-f]{1,4}))$/.exec(host);
  if (tail === null) return undefined;
  const [, dotted, high = '', low = ''] = tail;
  return dotted ?? dottedQuad(`0x${high.padStart(4, '0')}${low.padStart(4, '0')}`);
}

/** The address that a wildcard name server answers with: `10-0-0-1.sslip.io`, `a9fea9fe.nip.io` (https://nip.io). */
function spelledAddress(host: string): string | undefined {
  const name = /^(.+)\.(?:nip\.io|sslip\.io|xip\.io|local-ip\.sh|traefik\.me)$/.exec(host)?.[1];
  if (name === undefined) return undefined;
  const numbers = /(?:^|[.-])(\d{1,3})[.-](\d{1,3})[.-](\d{1,3})[.-](\d{1,3})$/.exec(name)?.slice(1).join('.');
  return dottedQuad(numbers ?? `0x${/(?:^|[.-])([\da-f]{8})$/.exec(name)?.[1] ?? '-'}`);
}

/** An IPv4 address in any of the spellings that inet_aton(3) takes: `0xa9fea9fe`, `2852039166`, `0251.0376.169.254`. */
function dottedQuad(host: string): string | undefined {
  const numbers = host.split('.');
  if (numbers.length > 4 || !numbers.every((number) => /^(?:0x[0-9a-f]+|\d+)$/.test(number))) return undefined;
  const values = numbers.map((number) => (/^0[0-7]+$/.test(number) ? Number.parseInt(number, 8) : Number(number)));
  const last = values.pop() ?? 0;
  if (values.some((value) => value > 255) || last >= 256 ** (4 - values.length)) return undefined;
  const bytes = [...values];
  for (let index = 3 - values.length; index >= 0; index -= 1) bytes.push(Math.floor(last / 256 ** index) % 256);
  return bytes.join('.');
}

/** A URL as typed: an unquoted `?` or `*` in it is a pathname pattern that no file matches, and so stays what it is. */
export function asTyped(url: Word): Word {
  if (!url.parts.some((part) => typeof part !== 'string' && part.hole === 'glob')) return url;
  return wordOf(
    url.parts.map((part) => (typeof part !== 'string' && part.hole === 'glob' ? part.text : part)),
    url.span,
    url.many,
  );
}

/** Whether a host is this machine. */
export function isLoopback(host: Word): boolean {
  return /^(?:localhost|.*\.localhost|127\.\d+\.\d+\.\d+|::1|0\.0\.0\.0|host\.docker\.internal)$/.test(
    textOf(host) ?? '',
  );
}

/** What a network program sends, gathered while its options are read. */
export class Payload {
  readonly sources: PathRef[] = [];
  readonly texts: Word[] = [];
  carriesSecret: Truth = 'no';
  /** Whether anything beyond the request itself goes out. */
  any = false;
  readonly #context: Context;

  constructor(context: Context) {
    this.#context = context;
  }

  /** Text that is sent as the body or a form field. */
  text(word: Word): void {
    this.any = true;
    this.texts.push(word);
    this.#behind(word);
  }

  /** Text that goes along without being the body: the URL, a header. */
  along(word: Word): void {
    this.texts.push(word);
    this.#behind(word);
  }

  /** A file whose content is sent; `-` is standard input, `<(…)` the output of commands. */
  file(word: Word): void {
    this.any = true;
    const text = textOf(word);
    if (text === '-' || text === '/dev/stdin' || text === '.') return this.stdin();
    if (word.substitution !== undefined) {
      if (word.substitution.output !== undefined) this.texts.push(word.substitution.output);
      return this.#behind(word);
    }
    this.sources.push(this.#context.path(word));
    if (text !== undefined && this.#filledWithSecret(text)) this.carriesSecret = 'yes';
  }

  /** Whether this call wrote the file and printed secrets before: `env > /tmp/e; curl -T /tmp/e …`. */
  #filledWithSecret(file: string): boolean {
    const written = this.#context.before('file.write').some((effect) => textOf(effect.path.word) === file);
    return written && this.#context.before('secret.dump').length > 0;
  }

  /** What arrives on standard input is sent. */
  stdin(): void {
    const { stdin } = this.#context;
    switch (stdin.kind) {
      case 'inherited':
        return;
      case 'text':
        this.texts.push(stdin.text);
        return this.#behind(stdin.text);
      case 'file':
        this.sources.push(this.#context.path(stdin.path));
        return;
      case 'pipe':
        if (stdin.text !== undefined) this.texts.push(stdin.text);
        return this.#from(this.#context.upstream());
    }
  }

  /** The secrets and files that commands behind a word read. */
  #behind(word: Word): void {
    if (
      word.substitution === undefined &&
      !word.parts.some((part) => typeof part !== 'string' && part.hole === 'unknown' && part.output !== undefined)
    )
      return;
    this.#from(this.#context.upstream(word));
  }

  #from(effects: ReturnType<Context['upstream']>): void {
    for (const effect of effects) {
      if (effect.kind === 'file.read') this.sources.push(effect.path);
      else if (effect.kind === 'secret.dump') this.carriesSecret = 'yes';
    }
  }

  /** The request with everything gathered. */
  request(written: Word, method: string, sends: Truth = this.any ? 'yes' : 'no'): Finding {
    const url = asTyped(written);
    const host = hostOf(url);
    const foreign = [url, ...this.texts].some((text) => sendsForeignKey(text, host)) ? 'unknown' : 'no';
    // A secret in the URL or a header leaves this machine as surely as one in the body.
    const leaves = this.sources.length > 0 || this.carriesSecret === 'yes' || foreign === 'unknown';
    return {
      kind: 'network.request',
      url,
      host,
      method,
      sends: leaves ? 'yes' : sends,
      sources: this.sources,
      texts: this.texts.includes(written) ? this.texts : [url, ...this.texts],
      carriesSecret: this.carriesSecret === 'no' ? foreign : this.carriesSecret,
    };
  }
}

/** Whose key a variable holds by its name, and what the host must contain for the key to be at home there. */
const vendors: Readonly<Record<string, string>> = {
  AWS: 'amazonaws aws',
  GITHUB: 'github',
  GH: 'github',
  GITLAB: 'gitlab',
  OPENAI: 'openai azure',
  ANTHROPIC: 'anthropic claude',
  STRIPE: 'stripe',
  SLACK: 'slack',
  GOOGLE: 'google',
  NPM: 'npm',
  PYPI: 'pypi',
  TWINE: 'pypi',
  CLOUDFLARE: 'cloudflare',
  HEROKU: 'heroku',
  VERCEL: 'vercel',
  TWILIO: 'twilio',
  SENDGRID: 'sendgrid',
  RAILWAY: 'railway',
  DIGITALOCEAN: 'digitalocean',
  SUPABASE: 'supabase',
  DATABASE: '',
  POSTGRES: '',
  MYSQL: '',
  SSH: '',
};

/** Whether the text holds a well-known provider's key by its variable, on its way to a host of somebody else. */
export function sendsForeignKey(text: Word, host: Word): boolean {
  const known = textOf(host);
  if (known === undefined || known === '' || isLoopback(host)) return false;
  return text.parts.some((part) => {
    if (typeof part === 'string' || part.hole !== 'unknown') return false;
    const found = /^\$\{?([A-Z]+)_(?:[A-Z0-9]+_)*(?:TOKEN|SECRET|PASSWORD|KEY|KEY_ID|URL|AUTH|PAT|CREDENTIALS)\b/.exec(
      part.why,
    );
    const vendor = found?.[1];
    if (vendor === undefined || !Object.hasOwn(vendors, vendor)) return false;
    if (part.why.includes('_URL') && vendors[vendor] !== '') return false;
    return !(vendors[vendor] ?? '').split(' ').some((name) => name !== '' && known.includes(name));
  });
}
