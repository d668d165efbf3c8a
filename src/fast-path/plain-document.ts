/** A here-document that `cat` prints, or writes to a file. */
export interface PlainDocument {
  readonly body: string;
  /** The file as it is written, where there is one. */
  readonly target: string | undefined;
}

/** A whole line that is nothing but `cat` with a here-document, and perhaps a file. */
const HEADER = /^cat (?:>>? ?([\w@+,./-]+) <<|<<) ?(['"]?)(\w+)\2(?: >>? ?([\w@+,./-]+))?\n/m;

/** How many of them are read. */
const MAX_DOCUMENTS = 8;

/**
 * A command without its here-documents, `cat` in the place of each, and what stands in them; `undefined` where that is not plain
 * to see: another kind of here-document, text that the shell expands, an end that is missing.
 */
export function liftDocuments(
  command: string,
): { readonly code: string; readonly documents: readonly PlainDocument[] } | undefined {
  const documents: PlainDocument[] = [];
  if (!command.includes('<<')) return { code: command, documents };
  let code = '';
  let rest = command;
  for (let header = HEADER.exec(rest); header !== null; header = HEADER.exec(rest)) {
    const [line, before, quote, mark = '', after] = header;
    const front = rest.slice(0, header.index);
    // Behind a quote or a continued line it may not be a command.
    if (/['"\\<]/.test(front) || documents.length === MAX_DOCUMENTS || (before !== undefined && after !== undefined))
      return undefined;
    const start = header.index + line.length;
    const end = endOf(rest, start, mark);
    if (end < 0) return undefined;
    const body = rest.slice(start, end);
    // oxlint-disable-next-line no-control-regex -- what a terminal or a shell may take for something else
    if (/[\0-\x08\x0b-\x1f\x7f]/.test(body) || (quote === '' && /[$`\\]/.test(body))) return undefined;
    documents.push({ body, target: before ?? after });
    code += `${front}cat\n`;
    rest = rest.slice(end + mark.length + 1);
  }
  return { code: code + rest, documents };
}

/** Where the line that ends a document begins: the first that is the mark and nothing else. */
function endOf(text: string, start: number, mark: string): number {
  const within = text.indexOf(`\n${mark}\n`, start - 1);
  if (within >= 0) return within + 1;
  return text.endsWith(`\n${mark}`) && text.length - mark.length >= start ? text.length - mark.length : -1;
}
