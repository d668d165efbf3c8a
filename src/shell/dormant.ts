import { type Invocation, type Span, textOf } from '../word.ts';
import type { Shell } from './shell.ts';
import { FIRST_MARK } from './shell.ts';
import type { Value, Values } from './value.ts';

/** What evaluates a text: arithmetic and subscripts, or a prompt. */
type Evaluation = 'expression' | 'prompt';

const SUBSTITUTION = /\$\((?!\()|`/;
/** A substitution in a subscript, the only place where an expression runs one. */
const SUBSCRIPT = /\w\[[^]*(?:\$\((?!\()|`)/;

/** Remembers the values that would run something where a text is evaluated, for when nobody knows any more which text that is. */
export function keepDormant(shell: Shell, values: Values): void {
  for (const value of values)
    if (value.some((part) => typeof part === 'string' && SUBSTITUTION.test(part)))
      shell.reader.dormant.texts.set(marked(value).text, value);
}

/** Remembers what a command writes by itself, line by line: a script in a here-document is no expression. */
export function keepWritten(shell: Shell, value: Value): void {
  for (const part of value)
    if (typeof part === 'string' && SUBSTITUTION.test(part))
      for (const line of part.split('\n')) if (SUBSCRIPT.test(line)) keepDormant(shell, [[line]]);
}

/** Evaluates a value that is not known as a whole: it may be any of those remembered, or hold what its makers were given. */
export function wake(shell: Shell, how: Evaluation, value: Value, span: Span): void {
  const { dormant } = shell.reader;
  if (dormant.awake || value.every((part) => typeof part === 'string' || part.hole !== 'unknown')) return;
  keepGiven(shell, value);
  if (dormant.texts.size === 0) return;
  dormant.awake = true;
  const own = marked(value).text;
  for (const [text, kept] of dormant.texts)
    if (text !== own && !dormant.evaluated.has(text) && (how === 'prompt' || SUBSCRIPT.test(text)))
      expandPossibly(shell, kept, span);
  dormant.awake = false;
}

/** Remembers the words and texts that the commands were given whose output a value holds. */
function keepGiven(shell: Shell, value: Value): void {
  const commands = new Set<Invocation>();
  for (const part of value)
    if (typeof part !== 'string' && part.hole === 'unknown')
      for (const command of part.output ?? []) commands.add(command);
  // A set hands out what is added to it while it is gone through.
  for (const { argv, stdin } of commands) {
    shell.reader.tick();
    // A field of awk's, `$(NF-1)`, looks like a substitution.
    const fields = argv[0] !== undefined && textOf(argv[0])?.endsWith('awk') === true;
    for (const { parts } of argv)
      keepWritten(shell, fields ? parts.map((part) => (typeof part === 'string' ? withoutFields(part) : part)) : parts);
    if (stdin.kind === 'text') keepWritten(shell, stdin.text.parts);
    if (stdin.kind === 'pipe') for (const command of stdin.from) commands.add(command);
  }
}

function withoutFields(program: string): string {
  return program.replace(/\$\((?:NF|\d+|[a-z])(?:\s*[-+*]\s*\w+)*\)/g, '');
}

/** Evaluates a text; what that leads to is not taken for the same text once more. */
export function evaluating<T>(shell: Shell, text: string, work: () => T): T {
  const { evaluated } = shell.reader.dormant;
  const outermost = !evaluated.has(text);
  evaluated.add(text);
  try {
    return work();
  } finally {
    if (outermost) evaluated.delete(text);
  }
}

/** The substitutions in the known parts of a value take place, or do not. */
export function expandPossibly(shell: Shell, value: Value, span: Span): void {
  if (!value.some((part) => typeof part === 'string' && /[$`]/.test(part))) return;
  const { text, holes } = marked(value);
  shell.branch(
    () => undefined,
    () => void shell.expandText(text, span, holes),
  );
}

/** A value as text, its holes replaced by the characters that stand for them (`Source.holes`). */
function marked(value: Value): { readonly text: string; readonly holes: readonly Exclude<Value[number], string>[] } {
  let mark = FIRST_MARK;
  return {
    text: value.map((part) => (typeof part === 'string' ? part : String.fromCharCode(mark++))).join(''),
    holes: value.flatMap((part) => (typeof part === 'string' ? [] : [part])),
  };
}
