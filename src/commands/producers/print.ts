import { show, textOf, type Part, type Word } from '../../word.ts';
import { fromBytes, toBytes } from './bytes.ts';
import { outputOf, type Call, type Producer } from './call.ts';
import { unescapeBytes } from './escapes.ts';

/** Whether a shell other than bash may run the command: its `echo` and `printf` read backslashes in another way. */
function otherShell(call: Call): boolean {
  return call.invocation.via.some((wrapper) => /^(?:sh|dash|ash|zsh|ksh|mksh|busybox)\b/.test(wrapper));
}

/** What `echo` of some other shell takes for an escape (dash(1), zsh(1), ksh(1)); a backslash before anything else is printed by all. */
const ESCAPE = /\\[abceEfnrtvxuU0-9\\]/;

/** `echo [-neE] [word …]` of bash and GNU coreutils. */
export const echo: Producer = (call) => {
  let newline = true;
  let escapes = false;
  let index = 0;
  for (; index < call.words.length; index += 1) {
    const word = call.words[index];
    const text = word === undefined ? undefined : textOf(word);
    if (text === undefined || !/^-[neE]+$/.test(text)) break;
    for (const letter of text.slice(1))
      if (letter === 'n') newline = false;
      else escapes = letter === 'e';
  }
  const words = call.words.slice(index);
  if (
    otherShell(call) &&
    words.some((word) => word.parts.some((part) => typeof part === 'string' && ESCAPE.test(part)))
  )
    return undefined;
  const parts: Part[] = [];
  let glue = false;
  for (const [at, word] of words.entries()) {
    // What may be an option, or no word at all, takes the blank next to it along.
    const [first] = word.parts;
    const absorbs = word.many || (parts.length === 0 && at === 0 && isUnknown(first));
    if (glue && !word.many) parts.push(' ');
    parts.push(
      ...(word.parts.length === 0 && word.many ? [{ hole: 'unknown', why: show(word) } as const] : word.parts),
    );
    glue = !(absorbs && at === 0);
  }
  if (newline) parts.push('\n');
  return escapes ? escaped(parts) : outputOf(parts);
};

function isUnknown(part: Part | undefined): boolean {
  return part !== undefined && typeof part !== 'string' && part.hole === 'unknown';
}

function escaped(parts: readonly Part[]): Word | undefined {
  const result: Part[] = [];
  for (const part of parts) {
    if (typeof part !== 'string') {
      result.push(part);
      continue;
    }
    const { bytes, stop } = unescapeBytes(toBytes(part), 'echo');
    const text = fromBytes(bytes);
    if (text === undefined) return undefined;
    result.push(text);
    if (stop) break;
  }
  return outputOf(result);
}

/** One piece of a `printf` format. */
type Directive =
  | { readonly kind: 'text'; readonly bytes: string }
  | { readonly kind: 'part'; readonly part: Part }
  | {
      readonly kind: 'conversion';
      readonly flags: string;
      readonly width: string;
      readonly precision: string | undefined;
      readonly letter: string;
    };

/** `printf format [argument …]` of bash: the format is used again while arguments are left. */
export const printf: Producer = (call) => {
  let words = call.words;
  const first = words[0] === undefined ? undefined : textOf(words[0]);
  if (first === '-v') return outputOf([]);
  if (first === '--') words = words.slice(1);
  else if (first?.startsWith('-') === true && first !== '-') return undefined;
  const [format, ...args] = words;
  if (format === undefined || format.many || format.substitution !== undefined) return undefined;
  const directives = readFormat(format);
  if (directives === undefined) return undefined;
  // What `%s` prints is printed as it is.
  const plain = directives.every((directive) => directive.kind !== 'conversion' || directive.letter === 's');
  if (otherShell(call) && !portable(plain ? [format] : words)) return undefined;
  const consuming = directives.filter((directive) => directive.kind === 'conversion').length;
  // A word that may be several is each of them in turn only where every argument is printed the same way.
  if (args.some((word) => word.many) && consuming !== 1) return undefined;
  const result = new Printed();
  let next = 0;
  do {
    for (const directive of directives) {
      if (directive.kind === 'text') result.bytes(directive.bytes);
      else if (directive.kind === 'part') result.part(directive.part);
      else {
        const outcome = convert(directive, args[next], result);
        next += 1;
        if (outcome === 'unknown') return undefined;
        if (outcome === 'stop') return result.word();
      }
    }
  } while (consuming > 0 && next < args.length);
  return result.word();
};

/** Escapes that every shell's `printf` reads alike (POSIX printf, EXTENDED DESCRIPTION). */
function portable(words: readonly Word[]): boolean {
  return words.every((word) =>
    word.parts.every((part) => typeof part !== 'string' || !/\\(?![abfnrtv\\0-7])/.test(part)),
  );
}

/** Output that grows by bytes and by holes. */
class Printed {
  readonly #parts: Part[] = [];
  #held = '';
  #valid = true;

  bytes(bytes: string): void {
    this.#held += bytes;
  }

  part(part: Part): void {
    if (typeof part === 'string') this.bytes(toBytes(part));
    else {
      this.#flush();
      this.#parts.push(part);
    }
  }

  #flush(): void {
    const text = fromBytes(this.#held);
    if (text === undefined) this.#valid = false;
    else this.#parts.push(text);
    this.#held = '';
  }

  word(): Word | undefined {
    this.#flush();
    return this.#valid ? outputOf(this.#parts) : undefined;
  }
}

function readFormat(format: Word): Directive[] | undefined {
  const directives: Directive[] = [];
  for (const part of format.parts) {
    if (typeof part !== 'string') {
      // A format of unknown text may consume arguments.
      if (part.hole === 'unknown' || part.hole === 'glob') return undefined;
      directives.push({ kind: 'part', part });
      continue;
    }
    const bytes = toBytes(part);
    for (let at = 0; at < bytes.length;) {
      const percent = bytes.indexOf('%', at);
      const end = percent < 0 ? bytes.length : percent;
      if (end > at) directives.push({ kind: 'text', bytes: unescapeBytes(bytes.slice(at, end), 'format').bytes });
      if (percent < 0) break;
      const conversion = /^%([-+ #0']*)(\d{0,4})(?:\.(-?\d{0,4}))?(?:hh|h|ll|l|j|z|t|L)?([a-zA-Z%])/.exec(
        bytes.slice(percent),
      );
      if (conversion === null) return undefined;
      const [whole, flags = '', width = '', precision, letter = ''] = conversion;
      if (letter === '%') {
        if (whole !== '%%') return undefined;
        directives.push({ kind: 'text', bytes: '%' });
      } else directives.push({ kind: 'conversion', flags, width, precision, letter });
      at = percent + whole.length;
    }
  }
  return directives;
}

type Conversion = Extract<Directive, { kind: 'conversion' }>;

function convert(conversion: Conversion, argument: Word | undefined, result: Printed): 'stop' | 'unknown' | 'printed' {
  const { letter, width, precision } = conversion;
  if (argument !== undefined && textOf(argument) === undefined) {
    if (argument.substitution !== undefined || width !== '' || precision !== undefined) return 'unknown';
    if (letter === 's') {
      for (const part of argument.parts) result.part(part);
      return 'printed';
    }
    if ('diouxX'.includes(letter)) {
      result.part({ hole: 'number', why: show(argument) });
      return 'printed';
    }
    return 'unknown';
  }
  const text = argument === undefined ? '' : (textOf(argument) ?? '');
  switch (letter) {
    case 's':
      result.bytes(padded(cut(toBytes(text), precision), conversion));
      return 'printed';
    case 'b': {
      const { bytes, stop } = unescapeBytes(toBytes(text), '%b');
      result.bytes(padded(cut(bytes, precision), conversion));
      return stop ? 'stop' : 'printed';
    }
    case 'c':
      result.bytes(padded(toBytes(text).slice(0, 1) || '\0', conversion));
      return 'printed';
    case 'q': {
      const quoted = quote(text);
      if (quoted === undefined) return 'unknown';
      result.bytes(padded(cut(toBytes(quoted), precision), conversion));
      return 'printed';
    }
    case 'd':
    case 'i':
    case 'o':
    case 'u':
    case 'x':
    case 'X': {
      const number = integer(text);
      if (number === undefined) return 'unknown';
      const digits = numeral(number, conversion);
      if (digits === undefined) return 'unknown';
      result.bytes(digits);
      return 'printed';
    }
    default:
      return 'unknown';
  }
}

function cut(bytes: string, precision: string | undefined): string {
  if (precision === undefined || precision.startsWith('-')) return bytes;
  return bytes.slice(0, Number(precision || '0'));
}

function padded(bytes: string, { flags, width }: Conversion): string {
  const size = Number(width || '0');
  return flags.includes('-') ? bytes.padEnd(size) : bytes.padStart(size);
}

/** A number as the shell reads it: decimal, octal after `0`, hexadecimal after `0x`, or a character after a quote. */
function integer(text: string): number | undefined {
  if (/^['"]/.test(text)) return text.length === 1 ? 0 : text.codePointAt(1);
  const trimmed = text.trimStart();
  if (trimmed === '') return text === '' ? 0 : undefined;
  const match = /^([-+]?)(0[xX][0-9a-fA-F]+|0[0-7]*|[1-9]\d*)$/.exec(trimmed);
  if (match === null) return undefined;
  const [, sign, digits = '0'] = match;
  const value = /^0[xX]/.test(digits)
    ? Number.parseInt(digits.slice(2), 16)
    : digits.startsWith('0')
      ? Number.parseInt(digits, 8)
      : Number(digits);
  if (!Number.isSafeInteger(value)) return undefined;
  return sign === '-' ? -value : value;
}

function numeral(number: number, conversion: Conversion): string | undefined {
  const { flags, width, precision, letter } = conversion;
  const signed = letter === 'd' || letter === 'i';
  if (flags.includes("'") || (!signed && number < 0)) return undefined;
  const base = letter === 'o' ? 8 : letter === 'x' || letter === 'X' ? 16 : 10;
  let digits = Math.abs(number).toString(base);
  if (letter === 'X') digits = digits.toUpperCase();
  if (precision !== undefined && !precision.startsWith('-')) {
    digits = digits.padStart(Number(precision || '0'), '0');
    if (Number(precision || '0') === 0 && number === 0) digits = '';
  }
  let prefix = '';
  if (signed) prefix = number < 0 ? '-' : flags.includes('+') ? '+' : flags.includes(' ') ? ' ' : '';
  if (flags.includes('#') && number !== 0) {
    if (base === 16) prefix = letter === 'x' ? '0x' : '0X';
    if (base === 8 && !digits.startsWith('0')) digits = `0${digits}`;
  }
  const size = Number(width || '0');
  if (flags.includes('-')) return (prefix + digits).padEnd(size);
  const zeros = flags.includes('0') && (precision === undefined || precision.startsWith('-'));
  return zeros ? prefix + digits.padStart(size - prefix.length, '0') : (prefix + digits).padStart(size);
}

/** The text quoted so that the shell reads it back (`printf %q`); `undefined` outside printable ASCII. */
function quote(text: string): string | undefined {
  if (text === '') return "''";
  if (/[^\x20-\x7e]/.test(text)) return undefined;
  return text.replace(/[ '"\\|&;()<>!{}*[\]?^$`,]/g, '\\$&').replace(/^[#~]/, '\\$&');
}
