/** The UTF-8 bytes of a text as a string of characters 0–255, the form byte-wise programs work on. */
export function toBytes(text: string): string {
  if (isAscii(text)) return text;
  let bytes = '';
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    if (code < 0x80) bytes += character;
    else if (code < 0x800) bytes += String.fromCharCode(0xc0 | (code >> 6), tail(code, 0));
    else if (code < 0x10000) bytes += String.fromCharCode(0xe0 | (code >> 12), tail(code, 6), tail(code, 0));
    else bytes += String.fromCharCode(0xf0 | (code >> 18), tail(code, 12), tail(code, 6), tail(code, 0));
  }
  return bytes;
}

function tail(code: number, shift: number): number {
  return 0x80 | ((code >> shift) & 0x3f);
}

/** The text whose UTF-8 bytes these are; `undefined` where they are not valid UTF-8 (RFC 3629). */
export function fromBytes(bytes: string): string | undefined {
  if (isAscii(bytes)) return bytes;
  let text = '';
  for (let at = 0; at < bytes.length;) {
    const lead = bytes.charCodeAt(at);
    const length = lead < 0x80 ? 1 : lead < 0xc2 ? 0 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : lead < 0xf5 ? 4 : 0;
    if (length === 0 || at + length > bytes.length) return undefined;
    let code = length === 1 ? lead : lead & (0x7f >> length);
    for (let next = 1; next < length; next += 1) {
      const byte = bytes.charCodeAt(at + next);
      if ((byte & 0xc0) !== 0x80) return undefined;
      code = (code << 6) | (byte & 0x3f);
    }
    const shortest = length < 3 || code >= (length === 3 ? 0x800 : 0x10000);
    if (!shortest || code > 0x10ffff || (code >= 0xd800 && code < 0xe000)) return undefined;
    text += String.fromCodePoint(code);
    at += length;
  }
  return text;
}

/** Whether every character is one byte in UTF-8. */
export function isAscii(text: string): boolean {
  for (let at = 0; at < text.length; at += 1) if (text.charCodeAt(at) > 0x7f) return false;
  return true;
}

const base64Alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const base32Alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** Bytes in base64 or base32 (RFC 4648), padded, without line breaks. */
export function encodeBase(bytes: string, base: 64 | 32): string {
  const alphabet = base === 64 ? base64Alphabet : base32Alphabet;
  const width = base === 64 ? 6 : 5;
  let text = '';
  let held = 0;
  let bits = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    held = (held << 8) | bytes.charCodeAt(at);
    bits += 8;
    while (bits >= width) {
      bits -= width;
      text += alphabet.charAt((held >> bits) & ((1 << width) - 1));
      held &= (1 << bits) - 1;
    }
  }
  if (bits > 0) text += alphabet.charAt((held << (width - bits)) & ((1 << width) - 1));
  const group = base === 64 ? 4 : 8;
  while (text.length % group !== 0) text += '=';
  return text;
}

/** The bytes of base64 or base32 text; `undefined` where it is not exactly that. */
export function decodeBase(text: string, base: 64 | 32): string | undefined {
  const alphabet = base === 64 ? base64Alphabet : base32Alphabet;
  const width = base === 64 ? 6 : 5;
  const group = base === 64 ? 4 : 8;
  const body = text.replace(/=+$/, '');
  if (text.length % group !== 0 || text.length - body.length >= group - 1) return undefined;
  let bytes = '';
  let held = 0;
  let bits = 0;
  for (const character of body) {
    const value = alphabet.indexOf(character);
    if (value < 0) return undefined;
    held = (held << width) | value;
    bits += width;
    if (bits >= 8) {
      bits -= 8;
      bytes += String.fromCharCode((held >> bits) & 0xff);
      held &= (1 << bits) - 1;
    }
  }
  return held === 0 || bits === 0 ? bytes : undefined;
}
