import { textOf, type Part } from '../../word.ts';
import { fromBytes, toBytes } from './bytes.ts';
import { certain, onlyOptions, outputOf, standardInput, type Producer } from './call.ts';

/** The members of a character class in the C locale, in byte order. */
function members(name: string): string | undefined {
  switch (name) {
    case 'upper':
      return range(65, 90);
    case 'lower':
      return range(97, 122);
    case 'digit':
      return range(48, 57);
    case 'alpha':
      return range(65, 90) + range(97, 122);
    case 'alnum':
      return range(48, 57) + range(65, 90) + range(97, 122);
    case 'space':
      return '\t\n\v\f\r ';
    case 'blank':
      return '\t ';
    case 'punct':
      return range(33, 47) + range(58, 64) + range(91, 96) + range(123, 126);
    case 'cntrl':
      return `${range(0, 31)}\x7f`;
    case 'print':
      return range(32, 126);
    case 'graph':
      return range(33, 126);
    case 'xdigit':
      return range(48, 57) + range(65, 70) + range(97, 102);
    default:
      return undefined;
  }
}

function range(from: number, to: number): string {
  let text = '';
  for (let code = from; code <= to; code += 1) text += String.fromCharCode(code);
  return text;
}

/** A set of `tr` as the bytes it stands for, in order; `fill` marks where `[c*]` repeats to the needed length. */
interface ByteSet {
  readonly bytes: string;
  readonly fill?: { readonly at: number; readonly byte: string };
}

const escapes: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
};

/** Reads one set (GNU coreutils manual, 9.1.1 Specifying arrays of characters). */
function readSet(text: string): ByteSet | undefined {
  const source = toBytes(text);
  let bytes = '';
  let fill: ByteSet['fill'];
  for (let at = 0; at < source.length;) {
    const named = /^\[:(\w+):\]/.exec(source.slice(at, at + 16));
    const same = /^\[=([^\\])=\]/.exec(source.slice(at, at + 6));
    const repeat = /^\[([^\\])\*(\d*)\]/.exec(source.slice(at, at + 16));
    if (named !== null) {
      const all = members(named[1] ?? '');
      if (all === undefined) return undefined;
      bytes += all;
      at += named[0].length;
      continue;
    }
    if (same !== null) {
      bytes += same[1] ?? '';
      at += same[0].length;
      continue;
    }
    if (repeat !== null) {
      const [whole, byte = '', times = ''] = repeat;
      const number = times.startsWith('0') ? Number.parseInt(times, 8) : Number(times || '0');
      if (number > 1024) return undefined;
      if (number === 0 && fill !== undefined) return undefined;
      if (number === 0) fill = { at: bytes.length, byte };
      else bytes += byte.repeat(number);
      at += whole.length;
      continue;
    }
    const first = characterAt(source, at);
    const next = at + first.length;
    if (source.charAt(next) === '-' && next + 1 < source.length) {
      const last = characterAt(source, next + 1);
      if (last.byte < first.byte) return undefined;
      bytes += range(first.byte.charCodeAt(0), last.byte.charCodeAt(0));
      at = next + 1 + last.length;
    } else {
      bytes += first.byte;
      at = next;
    }
  }
  return fill === undefined ? { bytes } : { bytes, fill };
}

function characterAt(source: string, at: number): { readonly byte: string; readonly length: number } {
  if (source.charAt(at) !== '\\' || at + 1 >= source.length) return { byte: source.charAt(at), length: 1 };
  const octal = /^[0-7]{1,3}/.exec(source.slice(at + 1, at + 4));
  if (octal !== null && Number.parseInt(octal[0], 8) < 256) {
    return { byte: String.fromCharCode(Number.parseInt(octal[0], 8)), length: octal[0].length + 1 };
  }
  const letter = source.charAt(at + 1);
  return { byte: escapes[letter] ?? letter, length: 2 };
}

/** `tr [-cds] set1 [set2]`, byte by byte as GNU tr works. */
export const tr: Producer = (call) => {
  const command = certain(call, {
    flags: '-c -C --complement -d --delete -s --squeeze-repeats -t --truncate-set1',
    style: 'posix',
  });
  if (command === undefined) return undefined;
  if (
    !onlyOptions(
      command,
      '-c',
      '-C',
      '--complement',
      '-d',
      '--delete',
      '-s',
      '--squeeze-repeats',
      '-t',
      '--truncate-set1',
    )
  )
    return undefined;
  const [firstWord, secondWord, ...more] = command.operands;
  const firstText = firstWord === undefined ? undefined : textOf(firstWord);
  const secondText = secondWord === undefined ? undefined : textOf(secondWord);
  if (firstText === undefined || more.length > 0 || (secondWord !== undefined && secondText === undefined))
    return undefined;
  const given = readSet(firstText);
  const replacement = secondText === undefined ? undefined : readSet(secondText);
  if (given === undefined || given.fill !== undefined || (secondText !== undefined && replacement === undefined))
    return undefined;
  // A class in the second set stands only opposite its counterpart (coreutils manual, 9.1.2 Translating).
  const plainClasses = /^(?:\[:lower:\] \[:upper:\]|\[:upper:\] \[:lower:\])$/.test(`${firstText} ${secondText ?? ''}`);
  if (secondText?.includes('[:') === true && !plainClasses) return undefined;
  const complement = command.has('-c', '-C', '--complement') === 'yes';
  const remove = command.has('-d', '--delete') === 'yes';
  const squeeze = command.has('-s', '--squeeze-repeats') === 'yes';
  const set1 = complement ? complementOf(given.bytes) : given.bytes;
  const set2 = replacement === undefined ? undefined : filled(replacement, set1.length);
  if (remove ? squeeze !== (set2 !== undefined) : set2 === undefined && !squeeze) return undefined;
  if (!remove && set2 === '' && set1 !== '') return undefined;
  const truncate = command.has('-t', '--truncate-set1') === 'yes';
  const map = remove || set2 === undefined ? undefined : mapping(set1, set2, truncate);
  const squeezed = squeeze ? (set2 ?? set1) : '';
  const stdin = standardInput(call);
  if (stdin === undefined) return undefined;
  const parts: Part[] = [];
  let last = '';
  for (const part of stdin.parts) {
    if (typeof part !== 'string') {
      parts.push(part.hole === 'unknown' ? { hole: 'unknown', why: part.why } : part);
      last = '';
      continue;
    }
    let bytes = '';
    for (const byte of toBytes(part)) {
      if (remove && set1.includes(byte)) continue;
      const mapped = map?.get(byte) ?? byte;
      if (squeeze && mapped === last && squeezed.includes(mapped)) continue;
      bytes += mapped;
      last = mapped;
    }
    const text = fromBytes(bytes);
    if (text === undefined) return undefined;
    parts.push(text);
  }
  return outputOf(parts);
};

function complementOf(bytes: string): string {
  let others = '';
  for (let code = 0; code < 256; code += 1)
    if (!bytes.includes(String.fromCharCode(code))) others += String.fromCharCode(code);
  return others;
}

function filled(set: ByteSet, length: number): string {
  if (set.fill === undefined) return set.bytes;
  const missing = Math.max(0, length - set.bytes.length);
  return set.bytes.slice(0, set.fill.at) + set.fill.byte.repeat(missing) + set.bytes.slice(set.fill.at);
}

function mapping(set1: string, set2: string, truncate: boolean): Map<string, string> {
  const map = new Map<string, string>();
  for (let at = 0; at < set1.length; at += 1) {
    if (truncate && at >= set2.length) break;
    map.set(set1.charAt(at), set2.charAt(Math.min(at, set2.length - 1)));
  }
  return map;
}
