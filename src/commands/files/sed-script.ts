/** What a sed script does besides changing the text: it runs commands, writes and reads files (GNU sed manual, chapters 3 and 6). */
export type SedAct =
  | { readonly kind: 'run'; readonly command: string }
  /** The pattern space itself is run: `e` without a command, `s///e`. */
  | { readonly kind: 'run-text'; readonly replacement: string | undefined }
  | { readonly kind: 'write' | 'read'; readonly file: string };

/** The acts of a script; stops without complaint where the script cannot be followed. */
export function sedActs(script: string): readonly SedAct[] {
  const acts: SedAct[] = [];
  let at = 0;
  const skip = (pattern: RegExp): string => {
    const match = pattern.exec(script.slice(at));
    at += match?.[0].length ?? 0;
    return match?.[0] ?? '';
  };
  const toDelimiter = (delimiter: string): string | undefined => {
    let text = '';
    let bracket = false;
    for (; at < script.length; at += 1) {
      const character = script.charAt(at);
      if (character === delimiter && !bracket) {
        at += 1;
        return text;
      }
      if (character === '[' && !bracket) bracket = script.indexOf(']', at + 1) > 0;
      else if (character === ']') bracket = false;
      if (character === '\\') {
        text += character + script.charAt(at + 1);
        at += 1;
      } else text += character;
    }
    return undefined;
  };
  const address = (): boolean => {
    if (skip(/^(?:\d+(?:~\d+)?|\$|[+~]\d+)/) !== '') return true;
    const delimiter = script.charAt(at) === '/' ? '/' : script.charAt(at) === '\\' ? script.charAt(at + 1) : '';
    if (delimiter === '') return false;
    at += script.charAt(at) === '/' ? 1 : 2;
    const found = toDelimiter(delimiter) !== undefined;
    skip(/^[IM]+/);
    return found;
  };
  const line = (): string => {
    const text = /^[^\n]*/.exec(script.slice(at))?.[0] ?? '';
    at += text.length;
    return text.trim();
  };
  while (at < script.length) {
    skip(/^[\s;{}]+/);
    if (at >= script.length) break;
    if (address()) {
      skip(/^\s*,\s*/);
      address();
    }
    skip(/^[\s!]+/);
    const letter = script.charAt(at);
    at += 1;
    switch (letter) {
      case 's': {
        const delimiter = script.charAt(at);
        at += 1;
        const pattern = toDelimiter(delimiter);
        if (pattern === undefined) return acts;
        const replacement = toDelimiter(delimiter);
        if (replacement === undefined) return acts;
        const flags = skip(/^[gpiImMe0-9]*/);
        if (flags.includes('e'))
          acts.push({
            kind: 'run-text',
            // What is run is the whole line, of which the replacement is a part.
            replacement: /[&\\]/.test(replacement) || !/^\^?\.\*\$?$/.test(pattern) ? undefined : replacement,
          });
        if (script.charAt(at) === 'w') {
          at += 1;
          acts.push({ kind: 'write', file: line() });
        }
        break;
      }
      case 'y': {
        const delimiter = script.charAt(at);
        at += 1;
        toDelimiter(delimiter);
        toDelimiter(delimiter);
        break;
      }
      case 'e': {
        const command = line();
        acts.push(command === '' ? { kind: 'run-text', replacement: undefined } : { kind: 'run', command });
        break;
      }
      case 'w':
      case 'W':
        acts.push({ kind: 'write', file: line() });
        break;
      case 'r':
      case 'R':
        acts.push({ kind: 'read', file: line() });
        break;
      case 'a':
      case 'i':
      case 'c':
        while (line().endsWith('\\') && at < script.length) at += 1;
        break;
      case 'b':
      case 't':
      case 'T':
      case ':':
        skip(/^[^\n;}]*/);
        break;
      case '#':
        line();
        break;
      case 'q':
      case 'Q':
      case 'l':
      case 'L':
        skip(/^\s*\d*/);
        break;
      // A block behind an address: its commands follow.
      case '{':
      case '=':
      case 'd':
      case 'D':
      case 'g':
      case 'G':
      case 'h':
      case 'H':
      case 'n':
      case 'N':
      case 'p':
      case 'P':
      case 'x':
      case 'z':
      case 'F':
        break;
      default:
        return acts;
    }
  }
  return acts;
}
