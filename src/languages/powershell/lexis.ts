/** Characters that end a bare word (language specification 2.3.2 and 2.3.3). */
export const DELIMITER = /[\s;|&(){},<>]/;

/** Quotes that PowerShell takes for `'`, typographic ones included (specification 2.3.5.2). */
export const SINGLE = /['\u2018\u2019\u201a\u201b]/;
export const DOUBLE = /["\u201c\u201d\u201e]/;
/** Dashes that begin a parameter or an operator (specification 2.3.4). */
export const DASH = /[-\u2013\u2014\u2015]/;

const escapes: Readonly<Record<string, string>> = {
  '0': '\0',
  a: '\u0007',
  b: '\b',
  e: '\u001b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

/** What a backtick at `at` and the characters behind it stand for, and where they end. */
export function escaped(text: string, at: number): { readonly text: string; readonly end: number } {
  const next = text[at + 1] ?? '';
  if (next === 'u') {
    const code = /^\{([0-9a-f]{1,6})\}/i.exec(text.slice(at + 2))?.[1];
    if (code !== undefined && Number.parseInt(code, 16) <= 0x10ffff)
      return { text: String.fromCodePoint(Number.parseInt(code, 16)), end: at + 4 + code.length };
  }
  if (next === '\r' && text[at + 2] === '\n') return { text: '', end: at + 3 };
  if (next === '\n') return { text: '', end: at + 2 };
  return { text: Object.hasOwn(escapes, next) ? (escapes[next] ?? '') : next, end: at + 2 };
}

/** Where blanks, comments and continued lines from `at` on end; line breaks too where `lines` is set. */
export function skipBlanks(text: string, at: number, lines: boolean): number {
  for (;;) {
    const char = text[at];
    if (char === undefined) return at;
    if (char === '\n' || char === '\r') {
      if (!lines) return at;
      at += 1;
    } else if (/\s/.test(char)) at += 1;
    else if (char === '`' && /^`\r?\n/.test(text.slice(at, at + 3))) at = text.indexOf('\n', at) + 1;
    else if (char === '#') {
      const end = text.indexOf('\n', at);
      at = end < 0 ? text.length : end;
    } else if (char === '<' && text[at + 1] === '#') {
      const end = text.indexOf('#>', at + 2);
      at = end < 0 ? text.length : end + 2;
    } else return at;
  }
}

/** The name of the variable whose `$` stands at `at`, in lower case, and where it ends; `undefined` where none begins there. */
export function variableAt(text: string, at: number): { readonly name: string; readonly end: number } | undefined {
  if (text[at + 1] === '{') {
    const end = text.indexOf('}', at + 2);
    return end < 0
      ? undefined
      : {
          name: text
            .slice(at + 2, end)
            .replace(/`(.)/g, '$1')
            .toLowerCase(),
          end: end + 1,
        };
  }
  const name = /^(?:[$?^]|(?:\w+:(?!:))?[\w?\u00c0-\ud7ff]+)/.exec(text.slice(at + 1, at + 257))?.[0];
  return name === undefined ? undefined : { name: name.toLowerCase(), end: at + 1 + name.length };
}
