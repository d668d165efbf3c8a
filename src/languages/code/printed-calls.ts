import type { CodeLanguageName } from './grammar.ts';
import { fromBase64, fromHex } from './encodings.ts';

/** A value that is known to the last character. */
export type Exact = string | number | { readonly bytes: string } | readonly Exact[];

export function isText(value: Exact): value is string {
  return typeof value === 'string';
}

/** The value as text, where every language writes it alike. */
export function textOfExact(value: Exact): string | undefined {
  if (typeof value === 'string') return value;
  return typeof value === 'number' && Number.isSafeInteger(value) ? String(value) : undefined;
}

const MAX_TEXT = 64 * 1024;
const plain = /^[\t\n\x20-\x7e]*$/;

/** Decoded text, where it is plain ASCII. */
function ascii(text: string): string | undefined {
  return plain.test(text) ? text : undefined;
}

function reversed(text: string): string {
  return Array.from(text).toReversed().join('');
}

export function rot13(text: string): string {
  return text.replace(/[a-z]/gi, (letter) =>
    String.fromCharCode(letter.charCodeAt(0) + (/[a-m]/i.test(letter) ? 13 : -13)),
  );
}

function characters(values: readonly Exact[]): string | undefined {
  const flat = values.flatMap((value): readonly Exact[] => (Array.isArray(value) ? value : [value]));
  return flat.every((value) => typeof value === 'number' && value > 0 && value < 127)
    ? flat.map((value) => String.fromCharCode(Number(value))).join('')
    : undefined;
}

function asBytes(text: string | undefined): Exact | undefined {
  return text === undefined ? undefined : { bytes: text };
}

function bytesOf(value: Exact | undefined): string | undefined {
  if (value === undefined) return undefined;
  return typeof value === 'string' ? value : typeof value === 'object' && 'bytes' in value ? value.bytes : undefined;
}

function joinedBy(separator: string, list: Exact | undefined): string | undefined {
  if (!Array.isArray(list)) return undefined;
  const texts = list.map((item) => textOfExact(item));
  return texts.every((text) => text !== undefined) ? texts.join(separator) : undefined;
}

function numbered(list: readonly Exact[]): readonly number[] | undefined {
  return list.every((item) => typeof item === 'number') ? list : undefined;
}

/** `%s`, `%d` and `%c` alone. */
function sprintf(values: readonly Exact[]): string | undefined {
  const [format, ...rest] = values;
  if (format === undefined || !isText(format)) return undefined;
  const flat = rest.flatMap((value): readonly Exact[] => (Array.isArray(value) ? value : [value]));
  let next = 0;
  let certain = true;
  const text = format.replace(/%(?:([sdc])|%|.?)/g, (whole, letter: string | undefined) => {
    if (whole === '%%') return '%';
    const value = letter === undefined ? undefined : flat[next++];
    const made =
      value === undefined
        ? undefined
        : letter === 'c' && typeof value === 'number'
          ? characters([value])
          : letter === 'd' && typeof value !== 'number'
            ? undefined
            : textOfExact(value);
    certain &&= made !== undefined;
    return made ?? '';
  });
  return certain && next === flat.length ? text : undefined;
}

/** `a + b`, `a . b`, `a * 3`, `a % b`, `a ^ b`. */
export function operation(language: CodeLanguageName, operator: string, left: Exact, right: Exact): Exact | undefined {
  if (typeof left === 'number' && typeof right === 'number') {
    const value = { '+': left + right, '-': left - right, '*': left * right, '^': left ^ right }[operator];
    if (value !== undefined && (operator !== '^' || language !== 'lua'))
      return Number.isSafeInteger(value) ? value : undefined;
    if (operator === '%') return left >= 0 && right > 0 ? left % right : undefined;
  }
  switch (operator) {
    case '+':
      if (isText(left) && isText(right) && (language === 'python' || language === 'ruby' || language === 'javascript'))
        return left + right;
      if (language === 'javascript' && (isText(left) || isText(right))) return joinedBy('', [left, right]);
      return Array.isArray(left) && Array.isArray(right) && language !== 'javascript' ? [...left, ...right] : undefined;
    case '.':
      return language === 'perl' || language === 'php' ? joinedBy('', [left, right]) : undefined;
    case '..':
      return language === 'lua' ? joinedBy('', [left, right]) : undefined;
    case '*':
    case 'x':
      return isText(left) && typeof right === 'number' && right >= 0 && left.length * right < MAX_TEXT
        ? left.repeat(right)
        : undefined;
    case '%':
      return isText(left) && (language === 'python' || language === 'ruby') ? sprintf([left, right]) : undefined;
    default:
      return undefined;
  }
}

type Function_ = (given: readonly Exact[]) => Exact | undefined;

const onText =
  (change: (text: string) => Exact | undefined): Function_ =>
  ([first, ...more]) =>
    more.length === 0 && first !== undefined && isText(first) ? change(first) : undefined;
const onBytes =
  (change: (text: string) => string | undefined): Function_ =>
  ([first, ...more]) => {
    const text = bytesOf(first);
    return more.length > 0 || text === undefined ? undefined : asBytes(change(text));
  };
const decoded64 = (text: string): string | undefined =>
  /^[A-Za-z0-9+/\s]*={0,2}\s*$/.test(text) ? ascii(fromBase64(text)) : undefined;
const decodedHex = (text: string): string | undefined =>
  /^(?:[\da-f]{2})*$/i.test(text) ? ascii(fromHex(text)) : undefined;
const chr: Function_ = (given) => (given.length === 1 && !Array.isArray(given[0]) ? characters(given) : undefined);
const ord = onText((text) => (text === '' ? undefined : text.charCodeAt(0)));
const lower = onText((text) => text.toLowerCase());
const upper = onText((text) => text.toUpperCase());
const firstUpper = onText((text) => text.slice(0, 1).toUpperCase() + text.slice(1));
const firstLower = onText((text) => text.slice(0, 1).toLowerCase() + text.slice(1));
const joinFirst: Function_ = ([separator, ...rest]) =>
  separator !== undefined && isText(separator)
    ? joinedBy(
        separator,
        rest.flatMap((value): readonly Exact[] => (Array.isArray(value) ? value : [value])),
      )
    : undefined;
const packFirst: Function_ = ([template, ...rest]) => packed(template, rest);
const replaceIn: Function_ = ([from, to, text]) =>
  from !== undefined &&
  to !== undefined &&
  text !== undefined &&
  isText(from) &&
  isText(to) &&
  isText(text) &&
  from !== ''
    ? text.replaceAll(from, () => to)
    : undefined;
const substring: Function_ = ([text, from, length]) =>
  text !== undefined && isText(text) && typeof from === 'number' && (length === undefined || typeof length === 'number')
    ? text.substr(from, length)
    : undefined;
const uri = onText((text) => ascii(text.replace(/%([\da-f]{2})/gi, (_, digits: string) => fromHex(digits))));

/** Functions by the names their languages give them; a name means the same in every language that has it, unless it is told apart. */
const functions: Readonly<Record<CodeLanguageName, Readonly<Record<string, Function_>>>> = {
  python: {
    str: (given) => (given[0] === undefined || given.length > 1 ? undefined : textOfExact(given[0])),
    chr,
    ord,
    int: ([text, base]) =>
      typeof text === 'string' && /^\w+$/.test(text) && (base === undefined || typeof base === 'number')
        ? Number.parseInt(text, base ?? 10)
        : undefined,
    len: ([value]) => (value !== undefined && (isText(value) || Array.isArray(value)) ? value.length : undefined),
    list: ([value]) =>
      value === undefined ? undefined : isText(value) ? Array.from(value) : Array.isArray(value) ? value : undefined,
    tuple: ([value]) => (Array.isArray(value) ? value : undefined),
    reversed: ([value]) =>
      value === undefined
        ? undefined
        : isText(value)
          ? Array.from(reversed(value))
          : Array.isArray(value)
            ? value.toReversed()
            : undefined,
    bytes: ([value]) => (Array.isArray(value) ? asBytes(characters(value)) : undefined),
    bytearray: ([value]) => (Array.isArray(value) ? asBytes(characters(value)) : undefined),
    'bytes.fromhex': onBytes((text) => decodedHex(text.replace(/\s/g, ''))),
    'bytearray.fromhex': onBytes((text) => decodedHex(text.replace(/\s/g, ''))),
    'binascii.unhexlify': onBytes(decodedHex),
    'binascii.a2b_hex': onBytes(decodedHex),
    'base64.b16decode': onBytes(decodedHex),
    'base64.b64decode': onBytes(decoded64),
    'base64.standard_b64decode': onBytes(decoded64),
    'binascii.a2b_base64': onBytes(decoded64),
    'codecs.decode': ([text, how]) =>
      text !== undefined && how !== undefined && isText(how)
        ? /^rot[-_]?13$/.test(how)
          ? isText(text)
            ? rot13(text)
            : undefined
          : how.startsWith('hex')
            ? asBytes(decodedHex(bytesOf(text) ?? '-'))
            : how.startsWith('base64')
              ? asBytes(decoded64(bytesOf(text) ?? '-'))
              : undefined
        : undefined,
    'codecs.encode': ([text, how]) =>
      text !== undefined && isText(text) && how !== undefined && isText(how) && /^rot[-_]?13$/.test(how)
        ? rot13(text)
        : undefined,
    'urllib.parse.unquote': uri,
    'json.dumps': onText((text) => JSON.stringify(text)),
  },
  javascript: {
    'String.fromCharCode': (given) => characters(given),
    'String.fromCodePoint': (given) => characters(given),
    String: (given) => (given[0] === undefined || given.length > 1 ? undefined : textOfExact(given[0])),
    'Buffer.from': ([text, how]) =>
      text === undefined
        ? undefined
        : Array.isArray(text)
          ? asBytes(characters(text))
          : !isText(text)
            ? undefined
            : how === undefined || how === 'utf8' || how === 'ascii' || how === 'latin1'
              ? asBytes(text)
              : how === 'hex'
                ? asBytes(decodedHex(text))
                : how === 'base64'
                  ? asBytes(decoded64(text))
                  : undefined,
    atob: onText(decoded64),
    decodeURIComponent: uri,
    unescape: uri,
    'JSON.stringify': onText((text) => JSON.stringify(text)),
  },
  ruby: {},
  perl: {
    chr,
    ord,
    lc: lower,
    uc: upper,
    ucfirst: firstUpper,
    lcfirst: firstLower,
    join: joinFirst,
    pack: packFirst,
    sprintf: (given) => sprintf(given),
    decode_base64: onText(decoded64),
    'MIME::Base64::decode_base64': onText(decoded64),
    substr: substring,
  },
  php: {
    strrev: onText(reversed),
    base64_decode: onText(decoded64),
    hex2bin: onText(decodedHex),
    chr,
    ord,
    str_rot13: onText(rot13),
    strtolower: lower,
    strtoupper: upper,
    ucfirst: firstUpper,
    lcfirst: firstLower,
    implode: joinFirst,
    join: joinFirst,
    str_replace: replaceIn,
    substr: substring,
    sprintf: (given) => sprintf(given),
    pack: packFirst,
    urldecode: uri,
    rawurldecode: uri,
    trim: onText((text) => text.trim()),
    array_reverse: ([list]) => (Array.isArray(list) ? list.toReversed() : undefined),
    str_split: onText((text) => Array.from(text)),
  },
  lua: {
    'string.reverse': onText(reversed),
    'string.lower': lower,
    'string.upper': upper,
    'string.char': (given) => characters(given),
    'string.rep': ([text, count]) =>
      text !== undefined && isText(text) && typeof count === 'number' && count >= 0 && count * text.length < MAX_TEXT
        ? text.repeat(count)
        : undefined,
    'table.concat': ([list, separator]) => joinedBy(typeof separator === 'string' ? separator : '', list),
  },
};

/** What a function that is called by its name gives. */
export function plainCall(language: CodeLanguageName, name: string, given: readonly Exact[]): Exact | undefined {
  if (name === 'sprintf') return sprintf(given);
  const table = functions[language];
  return Object.hasOwn(table, name) ? table[name]?.(given) : undefined;
}

/** What a method of a value gives. */
export function method(
  language: CodeLanguageName,
  name: string,
  of: Exact,
  given: readonly Exact[],
): Exact | undefined {
  const [first, second] = given;
  if (typeof of === 'object' && 'bytes' in of)
    return (name === 'decode' || name === 'toString') &&
      given.every((each) => /^(?:utf-?8|ascii|latin-?1)$/i.test(textOfExact(each) ?? ''))
      ? of.bytes
      : undefined;
  if (typeof of === 'number')
    return name === 'chr' && given.length === 0 ? characters([of]) : name === 'to_s' ? String(of) : undefined;
  if (Array.isArray(of)) {
    switch (name) {
      case 'reverse':
        return language === 'python' ? undefined : of.toReversed();
      case 'join':
        if (language === 'ruby') return joinedBy(typeof first === 'string' ? first : '', of);
        return language === 'javascript' ? joinedBy(typeof first === 'string' ? first : ',', of) : undefined;
      case 'pack':
        return language === 'ruby' ? packed(first, of) : undefined;
      default:
        return undefined;
    }
  }
  if (!isText(of)) return undefined;
  const none = given.length === 0;
  switch (name) {
    case 'upper':
    case 'upcase':
    case 'toUpperCase':
      return none ? of.toUpperCase() : undefined;
    case 'lower':
    case 'downcase':
    case 'toLowerCase':
      return none ? of.toLowerCase() : undefined;
    case 'swapcase':
      return none
        ? of.replace(/[a-z]/gi, (each) => (each === each.toLowerCase() ? each.toUpperCase() : each.toLowerCase()))
        : undefined;
    case 'strip':
    case 'trim':
      return none ? of.trim() : undefined;
    case 'encode':
      return language === 'python' ? asBytes(of) : undefined;
    case 'reverse':
      return none && (language === 'ruby' || language === 'lua') ? reversed(of) : undefined;
    case 'chars':
      return language === 'ruby' && none ? Array.from(of) : undefined;
    case 'ord':
      return language === 'ruby' && none && of !== '' ? of.charCodeAt(0) : undefined;
    case 'to_s':
    case 'toString':
      return none ? of : undefined;
    case 'charCodeAt':
      return typeof first === 'number' ? of.charCodeAt(first) : of.charCodeAt(0);
    case 'charAt':
      return typeof first === 'number' ? of.charAt(first) : undefined;
    case 'replace':
    case 'gsub':
    case 'sub':
    case 'replaceAll': {
      if (
        first === undefined ||
        second === undefined ||
        !isText(first) ||
        !isText(second) ||
        given.length > 2 ||
        first === ''
      )
        return undefined;
      if (language === 'lua' || second.includes('$') || second.includes('\\')) return undefined;
      const once = name === 'sub' || (name === 'replace' && language === 'javascript');
      return once ? of.replace(first, () => second) : of.replaceAll(first, () => second);
    }
    case 'join':
      return language === 'python'
        ? typeof first === 'string'
          ? Array.from(first).join(of)
          : joinedBy(of, first)
        : undefined;
    case 'split':
      return language === 'javascript' && first !== undefined && isText(first) && given.length === 1
        ? of.split(first)
        : language === 'python' && first !== undefined && isText(first) && first !== '' && given.length === 1
          ? of.split(first)
          : undefined;
    case 'slice':
    case 'substring':
      return language === 'javascript' &&
        typeof first === 'number' &&
        first >= 0 &&
        (second === undefined || (typeof second === 'number' && second >= first))
        ? of.slice(first, second)
        : undefined;
    case 'concat':
      return joinedBy('', [of, ...given]);
    case 'repeat':
      return typeof first === 'number' && first >= 0 && of.length * first < MAX_TEXT ? of.repeat(first) : undefined;
    case 'unpack1':
      return first === 'm' ? decoded64(of) : undefined;
    case 'format':
      return language === 'python' && !/\{[^}]/.test(of) && of.split('{}').length === given.length + 1
        ? joinedBy(
            '',
            of
              .split('{}')
              .flatMap((piece, index): Exact[] => (index === 0 ? [piece] : [given[index - 1] ?? [], piece])),
          )
        : undefined;
    default:
      return undefined;
  }
}

function packed(template: Exact | undefined, items: readonly Exact[]): string | undefined {
  if (template === undefined || !isText(template)) return undefined;
  const [first] = items;
  if (/^[cCUW]\*$/.test(template)) {
    const numbers = numbered(items.flatMap((item): readonly Exact[] => (Array.isArray(item) ? item : [item])));
    return numbers === undefined ? undefined : characters(numbers);
  }
  if (first === undefined || !isText(first) || items.length !== 1) return undefined;
  if (template === 'H*') return decodedHex(first);
  if (template === 'm' || template === 'm0') return undefined;
  return template === 'A*' || template === 'a*' ? first : undefined;
}
