import { literal, prefixOf, textOf, type PathRef, type Word } from '../../word.ts';
import type { Command, Syntax } from '../argv.ts';
import type { Context, Finding, Language, Spec } from '../spec.ts';

/** An interpreter whose language is not parsed, and how it takes code on its command line. */
interface Interpreter {
  readonly names: readonly string[];
  readonly code: readonly string[];
  readonly syntax?: Syntax;
  /** The code is the operand behind this verb. */
  readonly verb?: string;
  /** Code arrives on standard input where there is none in the words. */
  readonly reads?: true;
  /** A language that is read elsewhere. */
  readonly language?: Language;
}

// By the manual of each interpreter.
const interpreters: readonly Interpreter[] = [
  { names: ['Rscript', 'R', 'littler'], code: ['-e'], reads: true },
  { names: ['julia'], code: ['-e', '-E', '--eval', '--print'], reads: true },
  { names: ['elixir', 'iex'], code: ['-e', '--eval', '--rpc-eval'] },
  {
    names: ['scala', 'scala-cli', 'groovy', 'swift', 'kotlin', 'raku', 'perl6', 'jrunscript', 'ocaml', 'ghc', 'amm'],
    code: ['-e', '-c'],
  },
  { names: ['jshell'], code: [], reads: true },
  { names: ['guile', 'chez', 'gosh'], code: ['-c', '-e'] },
  { names: ['racket', 'sbcl', 'ecl', 'ccl'], code: ['-e', '--eval', '-eval'] },
  { names: ['clisp'], code: ['-x'] },
  { names: ['clojure', 'clj', 'bb', 'lein'], code: ['-e', '--eval'] },
  {
    names: ['erl'],
    code: ['-eval', '--eval'],
    syntax: { style: 'long-dash', value: '-eval --eval -s -sname -name -pa -pz -setcookie' },
  },
  {
    names: ['octave', 'octave-cli', 'matlab'],
    code: ['--eval', '-batch', '-r'],
    syntax: { style: 'long-dash', value: '--eval -batch -r' },
  },
  { names: ['crystal'], code: [], verb: 'eval' },
  { names: ['gnuplot'], code: ['-e'] },
  { names: ['lldb'], code: ['-o', '--one-line', '-O', '--one-line-before-file', '-k'] },
  { names: ['oil', 'osh', 'ysh', 'murex'], code: ['-c', '--commands'], language: 'bash' },
  { names: ['zx'], code: ['-e', '--eval'] },
  { names: ['sage', 'micropython', 'blender'], code: ['-c', '--python-expr'], language: 'python' },
];

const string = String.raw`(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)')`;

/** A call that starts a program or a shell, with its literal arguments: `system("…")`, `System.cmd("rm", ["-rf", "x"])`. */
const starts = new RegExp(
  String.raw`(?:^|[^\w-])(?:system2?|shell(?:_exec|-command|-out|lines)?|sh|run(?:-program|-process|Command|Process)?|call(?:Command|Process)|spawn(?:Command|Process)?|readProcess|os:cmd|exec|execute|cmd|popen|process|ProcessBuilder|platform shell)\b[!/\w.:-]*[\s([{,]*${string}((?:[\s,[\](]*${string})*)`,
  'g',
);
/** `"…".execute()`, `"…".!`, and text in backquotes. */
const started = new RegExp(String.raw`${string}\s*\.?\s*(?:execute\s*\(|!{1,2}(?![=\w]))`, 'g');
const quoted = /`([^`]+)`/g;
const removes = new RegExp(
  String.raw`(?:^|[^\w])(unlink|rm|rm_rf!?|rm_r|rm!|remove|removeItem|removeFile|delete(?:-file|-directory(?:/files)?|Directory|File)?|removeDirectoryRecursive|removePathForcibly|remove_dir_all|file delete(?: -force)?)\b!?[\s(]*(?:atPath:\s*)?${string}([^;\n]*)`,
  'g',
);
const removed = new RegExp(
  String.raw`(?:File|Path|file|io\.file)[\s(]+${string}\s*\)?\s*\.\s*(deleteDir|deleteRecursively|delete|deleteIfExists)`,
  'g',
);
const reads = new RegExp(
  String.raw`(?:^|[^\w])(?:readFile|read_file|readLines|readtext|slurp|File\.(?:read|stream)!?|read|fread|open|scan|file_get_contents|file:read_file|fs\.readFileSync|contentsOfFile:)[\s({,]*${string}`,
  'g',
);
const writes = new RegExp(
  String.raw`(?:^|[^\w])(?:writeFile|write_file|appendFile|spit|File\.write!?|file:write_file|writetext|write)[\s({,]*${string}`,
  'g',
);

function plain(...found: readonly (string | undefined)[]): string {
  return (found.find((text) => text !== undefined) ?? '').replaceAll(/\\(.)/g, '$1');
}

/** What literal calls in code of any of these languages do; values that it works out are not followed. */
function* literalCalls(code: Word, via: string, path: (text: string) => PathRef): Generator<Finding> {
  const text = textOf(code);
  if (text === undefined) {
    // A value the shell puts into the code; only a whole that is not known says nothing at all.
    if (prefixOf(code) === '') yield { kind: 'opaque', why: 'code', detail: via };
    return;
  }
  const bash = (found: string): Finding => ({ kind: 'code', language: 'bash', text: literal(found, code.span), via });
  for (const match of text.matchAll(starts)) {
    const more = [...(match[3] ?? '').matchAll(new RegExp(string, 'g'))].map((each) => plain(each[1], each[2]));
    yield bash([plain(match[1], match[2]), ...more].join(' '));
  }
  for (const match of text.matchAll(started)) yield bash(plain(match[1], match[2]));
  for (const match of text.matchAll(quoted)) yield bash(plain(match[1]));
  for (const match of text.matchAll(removes)) {
    const recursive =
      /rm_r|Recurs|Forcibly|all|directory\/files|removeItem|-force/.test(match[1] ?? '') ||
      /recursive\s*[=:]\s*(?:true|TRUE|T\b)/.test(match[4] ?? '');
    yield {
      kind: 'file.delete',
      path: path(plain(match[2], match[3])),
      recursive: recursive ? 'yes' : 'no',
      how: 'remove',
      filtered: 'no',
    };
  }
  for (const match of text.matchAll(removed))
    yield {
      kind: 'file.delete',
      path: path(plain(match[1], match[2])),
      recursive: /Dir|Recurs/.test(match[3] ?? '') ? 'yes' : 'no',
      how: 'remove',
      filtered: 'no',
    };
  for (const match of text.matchAll(reads))
    yield { kind: 'file.read', path: path(plain(match[1], match[2])), recursive: 'no', hidden: 'no' };
  for (const match of text.matchAll(writes))
    yield { kind: 'file.write', path: path(plain(match[1], match[2])), how: 'overwrite', recursive: 'no' };
}

function* read(interpreter: Interpreter, command: Command, context: Context): Iterable<Finding> {
  const via = command.program;
  const { home } = context.world;
  const path = (text: string): PathRef =>
    context.path(literal(home !== null && /^~(?:\/|$)/.test(text) ? home + text.slice(1) : text));
  const codes = [...command.values(...interpreter.code)];
  const [first, second] = command.operands;
  if (
    interpreter.verb !== undefined &&
    first !== undefined &&
    textOf(first) === interpreter.verb &&
    second !== undefined
  )
    codes.push(second);
  const { stdin } = context;
  const input = stdin.kind === 'text' ? stdin.text : stdin.kind === 'pipe' ? stdin.text : undefined;
  if (interpreter.reads === true && codes.length === 0 && command.operands.length === 0 && input !== undefined)
    codes.push(input);
  for (const code of codes)
    if (interpreter.language !== undefined) yield { kind: 'code', language: interpreter.language, text: code, via };
    else yield* literalCalls(code, via, path);
}

export const specs: readonly Spec[] = interpreters.map((interpreter) => ({
  names: interpreter.names,
  syntax: interpreter.syntax ?? { value: interpreter.code.join(' ') },
  read: (command, context) => read(interpreter, command, context),
}));
