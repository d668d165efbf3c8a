import type * as ast from 'unbash';
import type { OpaqueWhy } from '../effect.ts';
import type { Reader, Start, Step } from '../script.ts';
import type { Hole, Invocation, Span } from '../word.ts';
import type { PatternPiece } from './pattern.ts';
import type { Piece } from './split.ts';
import type { Sink, State } from './state.ts';
import type { Values } from './value.ts';
import type { Variable } from './variable.ts';

/** The text a syntax tree was read from. */
export interface Source {
  readonly text: string;
  readonly place: (start: number, end: number) => Span;
  /** What the private-use characters from `FIRST_MARK` on stand for, where the text was put together from a word with holes. */
  readonly holes?: readonly Hole[];
}

/** The character that stands for the first hole of a text that is read as code. */
export const FIRST_MARK = 0xe000;

/** A function as defined: its body, and where that was written. */
export interface FunctionBody {
  readonly node: ast.Function;
  readonly source: Source;
  /** `{ … }` as written. */
  readonly text: string;
  readonly exported: boolean;
}

/** A function being run. */
export interface Frame {
  readonly name: string;
  readonly body: FunctionBody;
  /** How many pipelines and background commands were open when it was called. */
  readonly concurrent: number;
  /** How many branches were open when it was called. */
  readonly branching: number;
  /** States in which it returned before its end. */
  readonly returned: State[];
  /** Variables to be given back when it ends. */
  readonly locals: Map<string, Variable | undefined>;
  readonly args: readonly Values[] | undefined;
  /** The state it was called in, with the arguments bound. */
  readonly before: State;
  /** Arguments and changed variables were forgotten, so that one more turn covers all later ones. */
  readonly widened: boolean;
}

/** A loop being walked. */
export interface Loop {
  readonly left: State[];
  /** States in which its body was left early by `continue`. */
  readonly continued: State[];
}

/** A `>(…)` whose commands are read once it is known what is written to them. */
export interface Pending {
  readonly script: ast.ParsedScript;
  readonly source: Source;
  readonly sink: Sink;
  readonly commands: Invocation[];
}

/** Reading one script: the state of the shell, and the doors between the parts of `shell/`. */
export interface Shell {
  readonly reader: Reader;
  readonly steps: Step[];
  readonly start: Start;
  state: State;
  source: Source;
  via: readonly string[];
  nesting: number;
  /** Open pipelines and background commands. */
  concurrent: number;
  readonly frames: Frame[];
  readonly loops: Loop[];
  /** How many sourced files are being read, in which `return` ends the file. */
  readonly sourced: State[][];
  /** How often functions were called from within themselves. */
  recursions: number;
  pending: Pending[];
  /** States in which the shell exits. */
  readonly exits: State[];
  /** Aliases being expanded. */
  readonly expanding: Set<string>;

  opaque(why: OpaqueWhy, detail: string, span: Span, output?: readonly Invocation[]): void;
  emit(invocation: Invocation): void;
  forkBomb(span: Span): void;
  /** Runs one command of any kind in the current state. */
  command(node: ast.PipelineNode | ast.AndOr | ast.CompoundList): void;
  /** Runs each branch from the current state, and goes on in the state where any of them was taken. */
  branch(...branches: readonly (() => void)[]): void;
  /** Runs `work` in a copy of the state that is thrown away afterwards, as a subshell does. */
  inSubshell(work: () => void): void;
  /** Runs a script in a subshell; what it writes is returned. */
  produce(script: ast.ParsedScript, why: string): { readonly commands: readonly Invocation[]; readonly values: Values };
  /** Runs a script once it is known what is written to it; returns the list its commands will be added to. */
  consumeLater(script: ast.ParsedScript, why: string): readonly Invocation[];
  /** Reads text as code in the current state, as `eval` does. */
  code(text: Values, span: Span, via: string | undefined): void;
  /** Reads the scripts behind `>(…)` that the command just run has written to. */
  consumePending(): void;
  /** Adds what a command writes to whatever reads its standard output. */
  written(invocation: Invocation, silent: boolean): void;
  /** The value of a word on the right side of an assignment. */
  assigned(word: ast.Word): Values;
  /** What assigning a variable sets going by itself: `PROMPT_COMMAND`, `BASH_ENV`. */
  assignedSpecial(name: string, values: Values, span: Span): void;
  /** Where an environment variable that does not seem to exist is also taken as empty: command words, assignments. */
  absentMayBeEmpty: boolean;
  /** A loop's condition is being walked: what `test` says of known text is decided there. */
  deciding: boolean;
  /** Open loops of which it is not known how often they run. */
  repeating: number;
  /** How many turns of loops have been walked. */
  turns: number;
  /** Open branches that may not be taken. */
  branching: number;
  /** `shopt -s execfail` was met: `exec` may return. */
  execMayFail: boolean;
  /** `shopt -s lastpipe` was met: the last command of a pipeline may run in this shell. */
  lastPipe: boolean;
  /** `shopt -s localvar_inherit` was met: local variables begin with the value of the outer ones. */
  localsInherit: boolean;
  /** `set -C` was met: `>` may leave a file as it is. */
  keepsFiles: boolean;
  /** `set -a` was met. */
  exportsAll: boolean;
  /** `shopt -s nocasematch` was met. */
  foldCase: boolean;
  /** The text of a word where no field splitting applies; `quoted` as inside double quotes. */
  text(word: ast.Word, quoted?: boolean): Values;
  /** The alternatives of a word before field splitting. */
  pieces(word: ast.Word, quoted: boolean): readonly (readonly Piece[])[];
  /** The alternatives of a word as a pattern; `undefined` where it is not known. */
  pattern(word: ast.Word): readonly (readonly PatternPiece[] | undefined)[];
  /** Text that is expanded as if it stood between double quotes: prompts, subscripts. `holes` are those its marks stand for. */
  expandText(text: string, span: Span, holes?: readonly Hole[]): Values;
  /** The output of a command substitution, run in a copy of the state. */
  substitute(script: ast.ParsedScript, source: Source, written: string): Values;
}
