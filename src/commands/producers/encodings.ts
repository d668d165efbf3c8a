import { textOf } from '../../word.ts';
import { decodeBase, encodeBase, fromBytes, toBytes } from './bytes.ts';
import { certain, count, inputText, onlyOptions, output, type Call, type Producer } from './call.ts';

function known(bytes: string | undefined): ReturnType<Producer> {
  const text = bytes === undefined ? undefined : fromBytes(bytes);
  return text === undefined ? undefined : output(text);
}

function wrapped(text: string, width: number): string {
  if (text === '') return '';
  if (width === 0) return text;
  let lines = '';
  for (let at = 0; at < text.length; at += width) lines += `${text.slice(at, at + width)}\n`;
  return lines;
}

function coder(base: 64 | 32): Producer {
  return (call: Call) => {
    const command = certain(call, { value: '-w --wrap -b --break', flags: '-d -D --decode -i --ignore-garbage' });
    if (command === undefined || command.operands.length > 1) return undefined;
    if (!onlyOptions(command, '-d', '-D', '--decode', '-i', '--ignore-garbage', '-w', '--wrap')) return undefined;
    const text = inputText(call, command.operands);
    if (text === undefined) return undefined;
    if (command.has('-d', '-D', '--decode') === 'yes') {
      const garbage = command.has('-i', '--ignore-garbage') === 'yes';
      return known(decodeBase(garbage ? text.replace(/[^A-Za-z0-9+/=]/g, '') : text.replaceAll('\n', ''), base));
    }
    const width = command.value('-w', '--wrap');
    const columns = width === undefined ? 76 : count(width);
    return columns === undefined ? undefined : output(wrapped(encodeBase(toBytes(text), base), columns));
  };
}

export const base64 = coder(64);
export const base32 = coder(32);

/** `openssl base64` and `openssl enc -base64`, with `-d`, `-A`, `-a`. */
export const openssl: Producer = (call) => {
  const words = call.words.map(textOf);
  const [verb, ...options] = words;
  if (verb !== 'base64' && verb !== 'enc') return undefined;
  if (options.some((option) => option === undefined || !/^-(?:d|e|A|a|base64)$/.test(option))) return undefined;
  if (verb === 'enc' && !options.includes('-base64') && !options.includes('-a')) return undefined;
  const text = inputText(call, []);
  if (text === undefined) return undefined;
  const whole = options.includes('-A');
  if (options.includes('-d')) {
    // Without -A, openssl refuses lines longer than its buffer; with it, any line break.
    const lines = text.replace(/\n$/, '').split('\n');
    if (whole ? lines.length > 1 : !text.endsWith('\n') || lines.some((line) => line.length > 76)) return undefined;
    return known(decodeBase(lines.join(''), 64));
  }
  const encoded = encodeBase(toBytes(text), 64);
  return output(whole ? encoded : wrapped(encoded, 64));
};

/** `xxd -p`, `xxd -r -p`, and `xxd -r` of its own dump. */
export const xxd: Producer = (call) => {
  const words: string[] = [];
  for (const word of call.words) {
    const text = textOf(word);
    if (text === undefined) return undefined;
    words.push(text);
  }
  const options = words.filter((word) => word.startsWith('-') && word !== '-');
  const operands = call.words.filter((word) => !(textOf(word)?.startsWith('-') === true && textOf(word) !== '-'));
  if (operands.length > 1) return undefined;
  const plain = options.some((option) => /^-(?:p|ps|plain|postscript|r?p|pr?)$/.test(option));
  const revert = options.some((option) => /^-(?:r|revert|reverse)$/.test(option));
  if (options.some((option) => !/^-(?:p|ps|plain|postscript|r|revert|reverse)$/.test(option))) return undefined;
  const text = inputText(call, operands);
  if (text === undefined) return undefined;
  if (revert) return known(plain ? unhex(text.replace(/\s/g, '')) : undump(text));
  return plain ? output(wrapped(hex(toBytes(text)), 60)) : undefined;
};

function hex(bytes: string): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 1) text += bytes.charCodeAt(at).toString(16).padStart(2, '0');
  return text;
}

function unhex(text: string): string | undefined {
  if (text.length % 2 !== 0 || /[^0-9a-fA-F]/.test(text)) return undefined;
  let bytes = '';
  for (let at = 0; at < text.length; at += 2) bytes += String.fromCharCode(Number.parseInt(text.slice(at, at + 2), 16));
  return bytes;
}

/** The bytes of `xxd` lines `00000000: 726d 202d  rm -` that follow one another without a gap. */
function undump(text: string): string | undefined {
  let bytes = '';
  for (const line of text.split('\n')) {
    if (line === '') continue;
    const match = /^([0-9a-fA-F]+): ((?:[0-9a-fA-F]{2} ?)+)(?: .*)?$/.exec(line);
    if (match === null || Number.parseInt(match[1] ?? '', 16) !== bytes.length) return undefined;
    const piece = unhex((match[2] ?? '').replaceAll(' ', ''));
    if (piece === undefined) return undefined;
    bytes += piece;
  }
  return bytes;
}
