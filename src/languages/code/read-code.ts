import type { Hole, Word } from '../../word.ts';
import { sourceOf } from '../sql/source.ts';
import type { Act } from './act.ts';
import { rows, show } from './acts.ts';
import type { CodeLanguageName } from './grammar.ts';
import { javascript } from './javascript.ts';
import type { CodeLanguage } from './language.ts';
import { lex } from './lexer.ts';
import { lua } from './lua.ts';
import { Machine } from './machine.ts';
import { Parser } from './parser.ts';
import { perl } from './perl.ts';
import { php } from './php.ts';
import { python } from './python.ts';
import { ruby } from './ruby.ts';
import { joined, valueOf, type Value } from './value.ts';

/** Longer programs are not read. */
const MAX_LENGTH = 256 * 1024;

/** What is known around a program. */
export interface Around {
  readonly home: string | null;
  /** The program stands in a file of its own. */
  readonly file: boolean;
  /** Where it lies. */
  readonly script?: Word;
  /** The text of the program that imports it. */
  readonly importer?: string;
  /** Tasks of it that are asked for. */
  readonly tasks?: readonly string[];
  /** Its arguments. */
  readonly args: readonly Word[];
}

/** What is known of a language. */
export function languageOf(name: CodeLanguageName): CodeLanguage {
  switch (name) {
    case 'python':
      return python;
    case 'javascript':
      return javascript;
    case 'ruby':
      return ruby;
    case 'perl':
      return perl;
    case 'php':
      return php;
    case 'lua':
      return lua;
  }
}

/** What a program in a language does, as far as its text says, in the order it says it. */
export function readProgram(
  name: CodeLanguageName,
  code: Word,
  { home, file, args, script, importer, tasks }: Around,
): readonly Act[] {
  const language = languageOf(name);
  const source = sourceOf(code);
  if (source.text.length > MAX_LENGTH) return file ? [] : [tooLong];
  const start = name === 'php' ? Math.max(0, source.text.search(/<\?(?:php\b|=)/)) : 0;
  const tokens = lex(source, language.lexis, start);
  if (tokens === undefined) return file ? [] : [tooLong];
  const holes = new Set<Hole>(code.parts.filter((part) => typeof part !== 'string'));
  const machine = new Machine(
    language,
    {
      home,
      file,
      script: script === undefined ? undefined : scriptValue(script),
      importer,
      tasks,
      args: args.map(valueOf),
      span: code.span,
      holes,
    },
    (walker, called, given) => {
      const row = language.row(called);
      return row === undefined
        ? undefined
        : (rows[row]?.(walker, given, called) ?? { is: 'unknown', why: `${called}(…)` });
    },
  );
  const parser = new Parser(tokens, language.grammar);
  const program = parser.program();
  // Code in a regular expression (perlre, "Extended Patterns").
  if (name === 'perl' && /\(\?\??\{/.test(source.text))
    machine.note({ act: 'opaque', why: 'code', detail: 'code in a pattern', at: 0 });
  // What `tr` and `s` make of a text before it is run is not followed.
  const changes = tokens.some(
    ({ kind, at }) => kind === 'regex' && /^(?:tr|y|s)\W/.test(source.text.slice(at, at + 3)),
  );
  // The shell put text of its own where a statement begins.
  for (const statement of program)
    if (
      statement.is === 'statement' &&
      statement.value.is === 'text' &&
      typeof statement.value.pieces[0] === 'object' &&
      'hole' in statement.value.pieces[0]
    )
      machine.note({ act: 'opaque', why: 'code', detail: 'text that is put into the program', at: statement.at });
  const last = machine.run(program);
  runTasks(machine, tasks);
  if (!file && name === 'javascript' && program.length === 1) show(machine, last, 0);
  if ((machine.exhausted || parser.cut) && !file) machine.note(tooLong);
  if (
    name === 'perl' &&
    !file &&
    changes &&
    machine.acts.some(({ act }) => act === 'shell' || act === 'run' || act === 'code')
  )
    machine.note({ act: 'opaque', why: 'code', detail: 'text that the program changes', at: 0 });
  return machine.acts.map((act, index) => withContent(machine, act, index));
}

/** What the tasks that are asked for do, those they depend on first (ruby.github.io/rake). */
function runTasks(machine: Machine, wanted: readonly string[] | undefined): void {
  if (wanted === undefined) return;
  const made = new Set<string>();
  const run = (name: string): void => {
    const last = name.replace(/\[.*$/s, '').replace(/^.*:/, '');
    const task = machine.tasks.get(last);
    if (task === undefined || made.has(last)) return;
    made.add(last);
    for (const before of task.before) run(before);
    for (const body of task.bodies) machine.invoke(body, { items: [], named: new Map(), at: 0, open: true });
  };
  for (const name of wanted.length === 0 ? ['default'] : wanted) run(name);
}

function scriptValue(script: Word): Value {
  const value = valueOf(script);
  return value.is === 'text' ? { ...value, path: true } : value;
}

const tooLong: Act = { act: 'opaque', why: 'limit', detail: 'a program longer than is read', at: 0 };

/** A write with everything that went into the opened file. */
function withContent(machine: Machine, act: Act, index: number): Act {
  const written = machine.writes.find((write) => write.act === index);
  if (
    written === undefined ||
    written.content.length === 0 ||
    (act.act !== 'write' && act.act !== 'append' && act.act !== 'edit')
  )
    return act;
  if (written.content.some((value) => value.is === 'fetched' || value.is === 'content')) return act;
  return { ...act, content: machine.word(joined(written.content)) };
}
