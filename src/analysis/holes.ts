import { wordOf, type Assignment, type Hole, type Invocation, type Redirect, type Stream, type Word } from '../word.ts';

// Private-use characters stand for holes while code that contains them is parsed; a text that has them already is refused.
const OPEN = '\uE000';
const CLOSE = '\uE001';

/** Code with its holes replaced by marks the parser reads as ordinary characters, and the holes they stand for. */
export interface Marked {
  readonly text: string;
  readonly holes: readonly Hole[];
}

/** The word as parseable text; `undefined` where the text already holds a mark. */
export function mark(word: Word): Marked | undefined {
  const holes: Hole[] = [];
  let text = '';
  for (const part of word.parts) {
    if (typeof part === 'string') {
      if (part.includes(OPEN) || part.includes(CLOSE)) return undefined;
      text += part;
    } else {
      text += `${OPEN}${holes.length}${CLOSE}`;
      holes.push(part);
    }
  }
  return { text, holes };
}

function restoreWord(word: Word, holes: readonly Hole[]): Word {
  if (!word.parts.some((part) => typeof part === 'string' && part.includes(OPEN))) return word;
  const parts = word.parts.flatMap((part) => (typeof part === 'string' ? split(part, holes) : [part]));
  const [only] = parts;
  // Unquoted, a value alone in its place is split by the inner shell into any number of words.
  const many = word.many || (parts.length === 1 && typeof only !== 'string' && only?.hole === 'unknown');
  return { ...word, ...wordOf(parts, word.span, many) };
}

function split(text: string, holes: readonly Hole[]): (string | Hole)[] {
  const parts: (string | Hole)[] = [];
  let at = 0;
  for (;;) {
    const open = text.indexOf(OPEN, at);
    if (open < 0) break;
    const close = text.indexOf(CLOSE, open);
    const hole = close < 0 ? undefined : holes[Number(text.slice(open + 1, close))];
    parts.push(text.slice(at, open), hole ?? { hole: 'unknown', why: 'part of a value that is not known' });
    at = close < 0 ? text.length : close + 1;
  }
  parts.push(text.slice(at));
  return parts;
}

/** The invocation with every mark turned back into the hole it stands for. */
export function restore(invocation: Invocation, holes: readonly Hole[]): Invocation {
  if (holes.length === 0) return invocation;
  const word = (value: Word): Word => restoreWord(value, holes);
  const stdin = invocation.stdin;
  return {
    ...invocation,
    argv: invocation.argv.map(word),
    redirects: invocation.redirects.map((redirect): Redirect => ({ ...redirect, target: word(redirect.target) })),
    assignments: invocation.assignments.map((assignment): Assignment => ({ ...assignment, value: word(assignment.value) })),
    stdin: restoreStream(stdin, word),
    state: {
      cwd: word(invocation.state.cwd),
      exported: invocation.state.exported,
      variable: (name) => {
        const value = invocation.state.variable(name);
        return value === null || value === undefined ? value : word(value);
      },
    },
  };
}

function restoreStream(stream: Stream, word: (value: Word) => Word): Stream {
  switch (stream.kind) {
    case 'inherited':
      return stream;
    case 'text':
      return { kind: 'text', text: word(stream.text) };
    case 'file':
      return { kind: 'file', path: word(stream.path) };
    case 'pipe':
      return stream.text === undefined ? stream : { ...stream, text: word(stream.text) };
  }
}
