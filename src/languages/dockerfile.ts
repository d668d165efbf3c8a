/** An instruction of a Dockerfile with what follows its name; `body` is a here-document's text. */
export interface Instruction {
  readonly name: string;
  readonly words: string;
  readonly body: string | undefined;
  /** Counted from 1. */
  readonly line: number;
}

/** How many instructions are read. */
const MAX_INSTRUCTIONS = 1000;

/** The instructions of a Dockerfile: continuations joined, comments left out (docs.docker.com/reference/dockerfile). */
export function dockerInstructions(text: string): readonly Instruction[] {
  const found: Instruction[] = [];
  const lines = text.split('\n');
  const escape = /^#\s*escape\s*=\s*`/im.test(text.slice(0, 500)) ? '`' : '\\';
  for (let at = 0; at < lines.length && found.length < MAX_INSTRUCTIONS; at += 1) {
    const first = /^\s*([A-Za-z]+)\s+(.*)$/.exec(lines[at] ?? '');
    if (first?.[1] === undefined || /^\s*#/.test(lines[at] ?? '')) continue;
    const line = at + 1;
    let words = first[2] ?? '';
    while (words.trimEnd().endsWith(escape) && at + 1 < lines.length) {
      at += 1;
      const next = lines[at] ?? '';
      // Comments between the lines are taken out before anything is run.
      if (/^\s*(?:#|$)/.test(next)) continue;
      words = `${words.trimEnd().slice(0, -1)}\n${next}`;
    }
    const ending = /<<-?\s*["']?(\w+)["']?/.exec(words)?.[1];
    let body: string | undefined;
    if (ending !== undefined && /^(?:run|copy|add)$/i.test(first[1])) {
      const inner: string[] = [];
      for (at += 1; at < lines.length && (lines[at] ?? '').trim() !== ending; at += 1) inner.push(lines[at] ?? '');
      body = inner.join('\n');
    }
    found.push({ name: first[1].toUpperCase(), words: words.replaceAll('\n', ' '), body, line });
  }
  return found;
}

/** The shell text or words that a `RUN` runs, its options left out. */
export function runText({ words, body }: Instruction): string | readonly string[] {
  const plain = words.replace(/^(?:\s*--[a-z]+(?:=("[^"]*"|[^\s]+))?)+\s*/, '');
  if (body !== undefined) {
    const command = plain.replace(/<<-?\s*["']?\w+["']?/, '').trim();
    return command === '' ? body : `${command} <<'RUN_INPUT'\n${body}\nRUN_INPUT`;
  }
  return listOf(plain) ?? plain;
}

/** `["a", "b"]`. */
export function listOf(text: string): readonly string[] | undefined {
  if (!/^\s*\[.*\]\s*$/s.test(text)) return undefined;
  return [...text.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(([, item = '']) => item.replaceAll(/\\(.)/g, '$1'));
}
