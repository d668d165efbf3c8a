/** Half-open range of UTF-16 offsets in the command text of the tool call. */
export interface Span {
  readonly start: number;
  readonly end: number;
  /** `file:line` where the text comes from a script that was looked through; the range then is that of what runs it. */
  readonly origin?: string;
}

/** Three-valued truth: `unknown` is an answer, never a synonym for `no`. */
export type Truth = 'yes' | 'no' | 'unknown';

/** A stretch of a word whose text the command alone does not determine. */
export type Hole =
  /** Any text; `why` names what is missing as the person would write it: `$BUILD_DIR`, `$(curl …)`. */
  | { readonly hole: 'unknown'; readonly why: string; readonly output?: readonly Invocation[] }
  /** An active pathname pattern as written: `*`, `?`, `[ab]`, `@(a|b)`; it stands for part of one path component. */
  | { readonly hole: 'glob'; readonly text: string }
  /** The absolute path of a fresh file or directory below the temporary directory, as `mktemp` prints it. */
  | { readonly hole: 'temp' }
  /** Decimal digits: `$$`, `$!`, `$RANDOM`, `$((…))`. */
  | { readonly hole: 'number'; readonly why: string };

export type Part = string | Hole;

/**
 * One word after expansion, evaluated abstractly: known text interleaved with holes.
 * Adjacent strings are merged and empty strings left out, so a fully known word has at most one part.
 */
export interface Word {
  readonly parts: readonly Part[];
  readonly span: Span;
  /** Set where the word may stand for any number of words, none included: an unquoted unknown, `"$@"`. */
  readonly many: boolean;
  /** The invocations behind `<(…)` or `>(…)`, where the word is a process substitution. */
  readonly substitution?: {
    readonly operator: '<' | '>';
    readonly commands: readonly Invocation[];
    readonly output?: Word;
  };
}

/** Where a program's standard input comes from. */
export type Stream =
  | { readonly kind: 'inherited' }
  | { readonly kind: 'text'; readonly text: Word }
  | { readonly kind: 'file'; readonly path: Word }
  /** The output of the commands to the left of a pipe; `text` where all of them are understood. */
  | { readonly kind: 'pipe'; readonly from: readonly Invocation[]; readonly text?: Word };

export type RedirectOperator = '>' | '>>' | '<' | '<>' | '>|' | '&>' | '&>>' | '>&' | '<&' | '<<' | '<<<';

export interface Redirect {
  readonly operator: RedirectOperator;
  /** The descriptor redirected; 1 for `>`, 0 for `<` where none is written. */
  readonly descriptor: number;
  /** The file, the descriptor after `>&`, or the data of a here-document or here-string. */
  readonly target: Word;
  readonly span: Span;
}

export interface Assignment {
  readonly name: string;
  readonly value: Word;
}

/** The machine a command runs on where that is not this one: its file system is not ours. */
export interface Remote {
  readonly kind: 'ssh' | 'container' | 'pod';
  /** Set where the far side is thrown away afterwards (`docker run --rm`). */
  readonly ephemeral: boolean;
  /** Directories of this machine that the far side sees (`docker run -v host:guest`). */
  readonly mounts: readonly { readonly host: PathRef; readonly guest: string }[];
}

/** A path as written, with the directory it is relative to; only the facts resolve it. */
export interface PathRef {
  readonly word: Word;
  readonly cwd: Word;
  readonly remote?: Remote;
}

/** What the shell knows when a command starts: a snapshot, never changed afterwards. */
export interface ShellState {
  readonly cwd: Word;
  /** The value of a variable, `null` when it is known to be unset, `undefined` when nothing is known. */
  variable(name: string): Word | null | undefined;
  /** Names of the variables set by this call that child processes inherit. */
  readonly exported: readonly string[];
}

/** A simple command ready to run: every word expanded, every alternative of a word an invocation of its own. */
export interface Invocation {
  /** The program and its arguments; empty for a bare redirection or assignment. */
  readonly argv: readonly Word[];
  readonly redirects: readonly Redirect[];
  /** Assignments in front of the command (or alone). */
  readonly assignments: readonly Assignment[];
  readonly stdin: Stream;
  /** The wrappers around it, outermost first: `sudo`, `bash -c`, `xargs`. */
  readonly via: readonly string[];
  readonly span: Span;
  readonly state: ShellState;
  readonly remote?: Remote;
  /** The arms of branches it stands in, outermost first: it runs only where each of them was taken. */
  readonly arms?: readonly Arm[];
}

/** One of the ways a script may go on at one place. */
export interface Arm {
  /** What all ways at this place have in common. */
  readonly of: object;
}

const nowhere: Span = { start: 0, end: 0 };

/** A word of known text. */
export function literal(text: string, span: Span = nowhere): Word {
  return { parts: text === '' ? [] : [text], span, many: false };
}

/** A word of which nothing is known; `why` is shown to the person. */
export function unknownWord(why: string, span: Span = nowhere, many = false): Word {
  return { parts: [{ hole: 'unknown', why }], span, many };
}

/** A word from parts: merges adjacent strings and drops empty ones. */
export function wordOf(parts: readonly Part[], span: Span, many = false): Word {
  const merged: Part[] = [];
  for (const part of parts) {
    const last = merged.at(-1);
    if (part === '') continue;
    if (typeof part === 'string' && typeof last === 'string') merged[merged.length - 1] = last + part;
    else merged.push(part);
  }
  return { parts: merged, span, many };
}

/** The text of a fully known word, else `undefined`; a glob is not known text. */
export function textOf(word: Word): string | undefined {
  if (word.many || word.substitution !== undefined) return undefined;
  if (word.parts.length === 0) return '';
  const [only] = word.parts;
  return word.parts.length === 1 && typeof only === 'string' ? only : undefined;
}

/** The known text a word begins with, up to its first hole. */
export function prefixOf(word: Word): string {
  const [first] = word.parts;
  return typeof first === 'string' ? first : '';
}

/** The known text a word ends with, after its last hole. */
export function suffixOf(word: Word): string {
  const last = word.parts.at(-1);
  return typeof last === 'string' ? last : '';
}

/** The word as a person would write it, holes by their names. */
export function show(word: Word): string {
  return word.parts.map((part) => (typeof part === 'string' ? part : showHole(part))).join('');
}

function showHole(hole: Hole): string {
  switch (hole.hole) {
    case 'unknown':
    case 'number':
      return hole.why;
    case 'glob':
      return hole.text;
    case 'temp':
      return '$(mktemp)';
  }
}

/** The word without its first `count` characters, which must be known text. */
export function dropPrefix(word: Word, count: number): Word {
  const [first, ...rest] = word.parts;
  if (typeof first !== 'string') return word;
  return { ...wordOf([first.slice(count), ...rest], { start: word.span.start, end: word.span.end }), many: word.many };
}

/** Whether the word may be, is, or cannot be exactly `text`. */
export function equals(word: Word, text: string): Truth {
  const known = textOf(word);
  if (known !== undefined) return known === text ? 'yes' : 'no';
  if (word.many) return 'unknown';
  const prefix = prefixOf(word);
  const suffix = suffixOf(word);
  return text.startsWith(prefix) && text.endsWith(suffix) && text.length >= prefix.length + suffix.length
    ? 'unknown'
    : 'no';
}

/** The first missing piece of a word as the person would write it, for reasons. */
export function missing(word: Word): string | undefined {
  for (const part of word.parts) if (typeof part !== 'string' && part.hole === 'unknown') return part.why;
  return undefined;
}

/** `yes` if any is yes, else `unknown` if any is unknown, else `no`. */
export function anyOf(truths: Iterable<Truth>): Truth {
  let result: Truth = 'no';
  for (const truth of truths) {
    if (truth === 'yes') return 'yes';
    if (truth === 'unknown') result = 'unknown';
  }
  return result;
}

/** `no` if any is no, else `unknown` if any is unknown, else `yes`. */
export function allOf(truths: Iterable<Truth>): Truth {
  let result: Truth = 'yes';
  for (const truth of truths) {
    if (truth === 'no') return 'no';
    if (truth === 'unknown') result = 'unknown';
  }
  return result;
}

/** Swaps yes and no; what is unknown stays unknown. */
export function not(truth: Truth): Truth {
  return truth === 'yes' ? 'no' : truth === 'no' ? 'yes' : 'unknown';
}
