// The globals of the Web that the sources and the parser use, for QuickJS, which has none of them.
declare const machine: { decode(bytes: Uint8Array, lossy: boolean): string };

/** Bytes to text as the Encoding standard has it, UTF-8 alone. */
export class TextDecoder {
  readonly #ignoreBOM: boolean;

  constructor(label = 'utf-8', { ignoreBOM = false }: { readonly ignoreBOM?: boolean } = {}) {
    if (!/^utf-?8$/i.test(label)) throw new RangeError(`no encoding ${label}`);
    this.#ignoreBOM = ignoreBOM;
  }

  decode(bytes: Uint8Array): string {
    const text = machine.decode(bytes, true);
    return !this.#ignoreBOM && text.startsWith('\uFEFF') ? text.slice(1) : text;
  }
}

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** The bytes that base64 stands for, one character each (HTML standard, section 8.3). */
export function atob(encoded: string): string {
  let rest = encoded.replace(/[\t\n\f\r ]/g, '');
  if (rest.length % 4 === 0) rest = rest.replace(/={1,2}$/, '');
  if (rest.length % 4 === 1 || /[^A-Za-z0-9+/]/.test(rest)) throw new SyntaxError('no base64');
  let text = '';
  let bits = 0;
  let count = 0;
  for (const digit of rest) {
    bits = ((bits << 6) | DIGITS.indexOf(digit)) & 0xffffff;
    count += 6;
    if (count < 8) continue;
    count -= 8;
    text += String.fromCharCode((bits >> count) & 0xff);
  }
  return text;
}
