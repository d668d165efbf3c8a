/** Words between blanks; double quotes keep theirs. */
export function words(text: string): readonly string[] {
  return (text.match(/(?:"[^"]*"?|[^\s"])+/g) ?? []).flatMap((word) =>
    /^\/[^/\\"]+$/.test(word) && /^(?:\/[a-z?]){2,}$/i.test(word) ? (word.match(/\/[a-z?]/gi) ?? []) : [word],
  );
}

/** The lines of a text, those of a block in parentheses and continued ones together. */
export function blocks(text: string): readonly string[] {
  const found: string[] = [];
  let open = 0;
  let current = '';
  for (const line of text.replace(/\^\r?\n[ \t]*/g, '').split(/\r?\n/)) {
    const plain = /^\s*@?(?:rem\b|::)/i.test(line) ? '' : line.replace(/"[^"]*"/g, '').replace(/\^./g, '');
    open += (plain.match(/\(/g) ?? []).length - (plain.match(/\)/g) ?? []).length;
    current = current === '' ? line : `${current}\n${line}`;
    if (open > 0 && current.length < 32_768) continue;
    found.push(current);
    current = '';
    open = 0;
  }
  if (current !== '') found.push(current);
  return found;
}
