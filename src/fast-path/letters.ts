// An expression is compiled at each start when it is first used, which takes longer than going over a word.

/** Whether there is a text, and it consists of ASCII letters, digits, underscores and these other characters. */
export function consistsOf(text: string, others: string): boolean {
  for (let at = 0; at < text.length; at++)
    if (!isWordCode(text.charCodeAt(at)) && !others.includes(text.charAt(at))) return false;
  return text !== '';
}

/** Whether it consists of digits, one or more. */
export function isDigits(text: string): boolean {
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) < 0x30 || text.charCodeAt(at) > 0x39) return false;
  return text !== '';
}

/** Whether it has several stretches of letters, digits and underscores, or one of three or more. */
export function hasWord(text: string): boolean {
  let stretches = 0;
  let length = 0;
  for (let at = 0; at < text.length; at++) {
    if (!isWordCode(text.charCodeAt(at))) length = 0;
    else if (++length === 1) stretches++;
    if (stretches > 1 || length > 2) return true;
  }
  return false;
}

/** Whether a name on the path begins with a dot and is not that dot alone. */
export function hasHiddenName(path: string): boolean {
  for (let at = path.indexOf('.'); at >= 0; at = path.indexOf('.', at + 1)) {
    const next = path[at + 1];
    if ((at === 0 || path[at - 1] === '/') && next !== undefined && next !== '/') return true;
  }
  return false;
}

export function isWordCode(code: number): boolean {
  return (
    (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a) || code === 0x5f || (code >= 0x30 && code <= 0x39)
  );
}
