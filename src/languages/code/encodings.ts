/** The text that base64 stands for, its bytes read as UTF-8. */
export function fromBase64(written: string): string {
  const digits = written
    .replace(/[^A-Za-z0-9+/_-]/g, '')
    .replaceAll('-', '+')
    .replaceAll('_', '/');
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
  const bytes: number[] = [];
  let bits = 0;
  let held = 0;
  for (const digit of digits) {
    held = (held << 6) | alphabet.indexOf(digit);
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes.push((held >> bits) & 0xff);
    held &= (1 << bits) - 1;
  }
  return fromBytes(bytes);
}

/** The text that hexadecimal digits stand for. */
export function fromHex(written: string): string {
  const digits = written.replace(/[^\da-fA-F]/g, '');
  return fromBytes(Array.from(digits.matchAll(/../g), ([pair]) => Number.parseInt(pair, 16)));
}

function fromBytes(bytes: readonly number[]): string {
  const escaped = bytes.map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
  return wellFormed(bytes) ? decodeURIComponent(escaped) : String.fromCharCode(...bytes.slice(0, 60_000));
}

/** Whether bytes are UTF-8 (RFC 3629). */
function wellFormed(bytes: readonly number[]): boolean {
  const binary = bytes.map((byte) => String.fromCharCode(byte)).join('');
  return /^(?:[\0-\x7f]|[\xc2-\xdf][\x80-\xbf]|\xe0[\xa0-\xbf][\x80-\xbf]|[\xe1-\xec\xee\xef][\x80-\xbf]{2}|\xed[\x80-\x9f][\x80-\xbf]|\xf0[\x90-\xbf][\x80-\xbf]{2}|[\xf1-\xf3][\x80-\xbf]{3}|\xf4[\x80-\x8f][\x80-\xbf]{2})*$/.test(
    binary,
  );
}
