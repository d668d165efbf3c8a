/** Where something stands in a document: keys and list indexes from the top. */
export type DocumentPath = readonly (string | number)[];

/** One thing wrong with a policy file. */
export interface Problem {
  /** One sentence without a full stop, fix included. */
  readonly message: string;
  /** Offset in the text, in UTF-16 units. */
  readonly offset: number;
}

/** `file:line:column: message`, the line it stands on and a caret under it; lines and columns count from 1. */
export function showProblem(file: string, text: string, problem: Problem): string {
  const { line, column, content } = position(text, problem.offset);
  const from = Math.max(0, column - 81);
  const shown = content.slice(from, from + 120);
  return `${file}:${line}:${column}: ${problem.message}\n  ${shown}\n  ${' '.repeat(column - 1 - from)}^`;
}

/** The same on one line, for a reason. */
export function summarize(file: string, text: string, problem: Problem): string {
  const { line, column } = position(text, problem.offset);
  return `${file}:${line}:${column}: ${problem.message}${problem.message.endsWith('?') ? '' : '.'}`;
}

function position(text: string, offset: number): { line: number; column: number; content: string } {
  const before = text.slice(0, offset);
  const start = before.lastIndexOf('\n') + 1;
  const end = text.indexOf('\n', offset);
  const content = text.slice(start, end < 0 ? undefined : end).replaceAll('\t', ' ');
  return { line: before.split('\n').length, column: offset - start + 1, content };
}

/** `, did you mean …?` where one of the words is close, else which words there are. */
export function suggest(word: string, words: readonly string[]): string {
  const limit = Math.max(1, Math.floor(word.length / 3));
  let best: string | undefined;
  let bestDistance = limit + 1;
  for (const candidate of words) {
    const distance = editDistance(word.toLowerCase(), candidate.toLowerCase());
    if (distance < bestDistance) [best, bestDistance] = [candidate, distance];
  }
  if (best !== undefined) return `, did you mean \`${best}\`?`;
  return words.length <= 12 ? `; there is ${words.join(', ')}` : '';
}

/** Optimal string alignment distance: insertions, deletions, replacements and swaps of neighbours. */
function editDistance(left: string, right: string): number {
  const rows: number[][] = [Array.from({ length: right.length + 1 }, (_, index) => index)];
  for (let i = 1; i <= left.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= right.length; j += 1) {
      const same = left[i - 1] === right[j - 1] ? 0 : 1;
      let cost = Math.min(at(rows, i - 1, j) + 1, (row[j - 1] ?? 0) + 1, at(rows, i - 1, j - 1) + same);
      if (i > 1 && j > 1 && left[i - 1] === right[j - 2] && left[i - 2] === right[j - 1])
        cost = Math.min(cost, at(rows, i - 2, j - 2) + 1);
      row.push(cost);
    }
    rows.push(row);
  }
  return at(rows, left.length, right.length);
}

function at(rows: readonly (readonly number[])[], i: number, j: number): number {
  return rows[i]?.[j] ?? 0;
}
