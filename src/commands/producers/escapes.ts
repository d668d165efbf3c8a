import { toBytes } from './bytes.ts';

/** Where backslash escapes stand; bash reads octal numbers and quotes differently in each. */
export type EscapeStyle = 'echo' | 'format' | '%b' | 'ansi-c';

const single: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  e: '\x1b',
  E: '\x1b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
};

/** The bytes of a text with its backslash escapes resolved (bash manual, `echo` and `printf`); `stop` is `\c`: nothing more is printed. */
export function unescapeBytes(bytes: string, style: EscapeStyle): { readonly bytes: string; readonly stop: boolean } {
  let result = '';
  for (let at = 0; at < bytes.length; at += 1) {
    const character = bytes.charAt(at);
    if (character !== '\\' || at + 1 >= bytes.length) {
      result += character;
      continue;
    }
    const next = bytes.charAt(at + 1);
    const plain = single[next];
    if (plain !== undefined) {
      result += plain;
      at += 1;
      continue;
    }
    if (next === 'c' && (style === 'echo' || style === '%b')) return { bytes: result, stop: true };
    const octal = octalAt(bytes, at + 1, style);
    if (octal !== '') {
      result += String.fromCharCode(Number.parseInt(octal, 8) & 0xff);
      at += octal.length;
      continue;
    }
    const hex = /^(?:x([0-9a-fA-F]{1,2})|u([0-9a-fA-F]{1,4})|U([0-9a-fA-F]{1,8}))/.exec(bytes.slice(at + 1, at + 10));
    if (hex !== null) {
      const [whole, byte, short, long] = hex;
      const code = Number.parseInt(byte ?? short ?? long ?? '0', 16);
      if (byte !== undefined) result += String.fromCharCode(code);
      else if (code <= 0x10ffff) result += toBytes(String.fromCodePoint(code));
      at += whole.length;
      continue;
    }
    if ((next === '"' || next === "'" || next === '?') && style !== 'echo') {
      result += next;
      at += 1;
      continue;
    }
    result += '\\';
  }
  return { bytes: result, stop: false };
}

/** The digits of an octal escape as written after the backslash; empty where there is none. */
function octalAt(bytes: string, at: number, style: EscapeStyle): string {
  const rest = bytes.slice(at, at + 4);
  switch (style) {
    case 'echo':
      return /^0[0-7]{0,3}/.exec(rest)?.[0] ?? '';
    case '%b':
      return /^(?:0[0-7]{0,3}|[1-7][0-7]{0,2})/.exec(rest)?.[0] ?? '';
    case 'format':
    case 'ansi-c':
      return /^[0-7]{1,3}/.exec(rest)?.[0] ?? '';
  }
}
