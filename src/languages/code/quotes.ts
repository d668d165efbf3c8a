/** The offset of what closes a literal, nested pairs of brackets counted; `to` where nothing does. */
export function closing(text: string, from: number, to: number, close: string, open?: string): number {
  let depth = 0;
  let at = from;
  while (at < to) {
    const character = text.charAt(at);
    if (character === '\\') at += 2;
    else if (text.startsWith(close, at)) {
      if (depth === 0) return at;
      depth -= 1;
      at += close.length;
    } else if (open !== undefined && text.startsWith(open, at)) {
      depth += 1;
      at += open.length;
    } else if (close === '}' && open === '{' && (character === "'" || character === '"' || character === '`')) {
      // Inside code that is put into a string, a quote hides brackets.
      const end = closing(text, at + 1, to, character);
      at = end < to ? end + 1 : at + 1;
    } else at += 1;
  }
  return to;
}

/** The offset of what closes a string in which `open … }` is code that may hold quotes of its own. */
export function closingAround(text: string, from: number, to: number, close: string, open: string): number {
  let at = from;
  while (at < to) {
    if (text.charAt(at) === '\\') at += 2;
    else if (text.startsWith(close, at)) return at;
    else if (open === '{' && text.startsWith('{{', at)) at += 2;
    else if (text.startsWith(open, at)) {
      const end = closing(text, at + open.length, to, '}', '{');
      at = end < to ? end + 1 : at + open.length;
    } else at += 1;
  }
  return to;
}

/** The bracket that closes what a bracket opens; any other character closes itself. */
export function partner(open: string): string {
  return open === '(' ? ')' : open === '[' ? ']' : open === '{' ? '}' : open === '<' ? '>' : open;
}

/** A here-document announced at an offset: where its text and the line that ends it stand. */
export function hereDocument(
  text: string,
  announced: number,
  end: number,
  below: number,
  word: string,
): { from: number; to: number; below: number } {
  const line = text.indexOf('\n', announced);
  const from = below > announced ? below : line < 0 ? end : line + 1;
  const closes = new RegExp(`^[^\\S\\n]*${word}\\b`, 'm').exec(text.slice(from, end));
  const to = closes === null ? end : from + closes.index;
  const after = closes === null ? -1 : text.indexOf('\n', to);
  // What may follow the closing word on its line (`EOT;` in PHP, `EOT)` in newer ones) is of no account.
  return { from, to, below: after < 0 ? end : after + 1 };
}
