import type { Truth, Word } from '../word.ts';
import { Search } from './credential-search.ts';
import {
  CREDENTIAL_KINDS,
  DATABASE_URL,
  DOCUMENTED_EXAMPLES,
  PLACEHOLDER,
  TRIVIAL_PASSWORDS,
} from './credential-kinds.ts';

/** A credential found in a text. */
export interface Credential {
  readonly kind: string;
  /** `live` is what only an issuer makes, `look-alike` has the shape. */
  readonly certainty: 'live' | 'look-alike';
  /** Half-open range of the secret itself. */
  readonly start: number;
  readonly end: number;
}

/** Stands for a hole: no credential contains it. */
const GAP = '\0';

/**
 * Whether a word holds a credential: `yes` for a live one, `unknown` for a look-alike. Only known text can say so:
 * `$TOKEN` is not a literal.
 */
export function credentialTruth(word: Word): Truth {
  const text = word.parts.map((part) => (typeof part === 'string' ? part : GAP)).join('');
  let truth: Truth = 'no';
  for (const { certainty } of credentialsIn(text)) {
    if (certainty === 'live') return 'yes';
    truth = 'unknown';
  }
  return truth;
}

/** The text with the value of every credential, certain or not, replaced by `[redacted]`. */
export function redact(text: string): string {
  const ranges = [...credentialsIn(text), ...namedValues(text)].toSorted((left, right) => left.start - right.start);
  let result = '';
  let at = 0;
  for (const { start, end } of ranges) {
    if (end <= at) continue;
    result += `${text.slice(at, Math.max(at, start))}[redacted]`;
    at = end;
  }
  return result + text.slice(at);
}

/** Every credential in a text, each stretch once. */
export function credentialsIn(text: string): readonly Credential[] {
  const found: Credential[] = [];
  // One mark for each letter that is spoken for; made only once there is something to mark.
  let taken: Uint8Array | undefined;
  const search = new Search(text);
  for (const kind of CREDENTIAL_KINDS) {
    const { name, keywords, certainty } = kind;
    if (!search.holdsAny(keywords)) continue;
    for (const match of search.matches(kind)) {
      const secret = match[1] ?? match[0];
      const start = match.index + match[0].lastIndexOf(secret);
      const end = start + secret.length;
      if (taken?.[start] === 1 || taken?.[end - 1] === 1) continue;
      const judged = judge(match[0], secret, certainty);
      if (judged === 'example') continue;
      found.push({ kind: name, certainty: judged, start, end });
      taken ??= new Uint8Array(text.length);
      taken.fill(1, start, end);
    }
  }
  found.push(...databasePasswords(search));
  return found;
}

/** What the text of a credential says beyond its shape: documented examples and placeholders are none, typed rows of keys are none for sure. */
function judge(match: string, secret: string, certainty: Credential['certainty']): Credential['certainty'] | 'example' {
  if (DOCUMENTED_EXAMPLES.some((example) => match.includes(example))) return 'example';
  const body = secret.replace(/^[A-Za-z]{2,8}[-_](?:[a-z]{2,10}\d*[-_])?/, '');
  if (PLACEHOLDER.test(body.slice(0, 40)) || distinct(body) <= 3) return 'example';
  return certainty === 'live' && isTyped(body) ? 'look-alike' : certainty;
}

function distinct(text: string): number {
  return new Set(text.toLowerCase()).size;
}

/** Whether somebody ran a finger along the keyboard: most of it is rows of letters or digits. */
function isTyped(body: string): boolean {
  let inRows = 0;
  for (let at = 1; at < body.length; at++) {
    const step = body.charCodeAt(at) - body.charCodeAt(at - 1);
    if (step === 1 || step === 0 || (body[at - 1] === '9' && body[at] === '0')) inRows++;
  }
  return body.length > 8 && inRows > body.length * 0.6;
}

function databasePasswords(search: Search): readonly Credential[] {
  const found: Credential[] = [];
  for (const match of search.urls(DATABASE_URL)) {
    const [whole, password = '', host = ''] = match;
    if (isVariable(password) || PLACEHOLDER.test(password) || isLocalHost(host)) continue;
    const trivial = ` ${TRIVIAL_PASSWORDS} `.includes(` ${password.toLowerCase()} `);
    const start = match.index + whole.length - host.length - 1 - password.length;
    found.push({
      kind: 'database password',
      certainty: trivial ? 'look-alike' : 'live',
      start,
      end: start + password.length,
    });
  }
  return found;
}

function isVariable(password: string): boolean {
  return (
    /^(?:\$|<|\{|%[({sA-Z]|\[|:|\*+$|#\{)/.test(password) || password.includes(GAP) || /\$\{?\w+\}?$/.test(password)
  );
}

/** This machine, a container beside it, or a name that belongs to nobody (RFC 2606, RFC 6761). */
function isLocalHost(host: string): boolean {
  const name = host.toLowerCase();
  if (/^[$<{%]/.test(name)) return true;
  if (
    /^(?:localhost|127(?:\.\d+){3}|0\.0\.0\.0|\[::1\]|host\.docker\.internal|.*\.(?:local|localhost|test|example|invalid|internal\.example))$/.test(
      name,
    )
  )
    return true;
  return /(?:^|\.)example\.(?:com|org|net)$/.test(name) || /^[a-z][\w-]*$/.test(name);
}

const NAMED_VALUE =
  /(?:password|passwd|passphrase|secret|token|api[-_]?key|access[-_]?key|private[-_]?key|credential|authorization)[\w-]{0,32}["']?(?:\s{0,2}[=:]\s{0,2}|\s)(?:bearer |basic |token )?["']?([^\s"'&;|$<>(){}[\]]{8,512})/gi;

/** Values beside a name that says they are secret; good enough to hide, not to accuse. */
function namedValues(text: string): readonly { readonly start: number; readonly end: number }[] {
  const found: { start: number; end: number }[] = [];
  for (const match of text.matchAll(NAMED_VALUE)) {
    const value = match[1] ?? '';
    // A path, an option or an ordinary word after `token` is not its value.
    if (/^[-/~.]/.test(value) || !/\d/.test(value) || /^https?:/.test(value)) continue;
    const end = match.index + match[0].length;
    found.push({ start: end - value.length, end });
  }
  return found;
}
