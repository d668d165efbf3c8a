import type { OpaqueWhy } from './effect.ts';
import type { Arm, Invocation, Part, PathRef, Remote, ShellState, Span, Stream, Word } from './word.ts';
import type { World } from './world.ts';

/** What reading a script needs to ask others. */
export interface Reader {
  readonly world: World;
  /** The known standard output of a harmless producer, newline included; `undefined` when not known. */
  output(invocation: Invocation): Word | undefined;
  /** The content of a script that `source` or `$(<file)` reads in these arms of branches, where it is known. */
  content(path: PathRef, arms?: readonly Arm[]): Word | undefined;
  /** What the file may hold where it was written in some branches only. */
  contents(path: PathRef, arms?: readonly Arm[]): readonly Word[];
  /** Spends units of work, one where nothing is said, in every loop; throws `LimitError` or `DeadlineError`. */
  tick(units?: number): void;
  /** Called with every step when it is made, so that what a command writes is known to those after it. */
  step?(step: Step): void;
  readonly dormant: Dormant;
}

/** Texts that the call holds as data and that would run something where the shell evaluates them, as `'a[$(date)]'` in `((x))`. */
export interface Dormant {
  readonly texts: Map<string, readonly Part[]>;
  /** Those that are being evaluated. */
  readonly evaluated: Set<string>;
  /** All of them are being evaluated. */
  awake: boolean;
}

/** Where and how a script starts. */
export interface Start {
  /** The script file that is read; absent where a command line is. */
  readonly file?: Word;
  readonly cwd: Word;
  readonly via: readonly string[];
  /** `$0`, `$1`, … */
  readonly args: readonly Word[];
  readonly stdin: Stream;
  /** The shell or process that starts it: exported variables and functions come from here. */
  readonly inherited?: ShellState;
  readonly remote?: Remote;
  /** The arms of branches it is started in. */
  readonly arms?: readonly Arm[];
  /** How many scripts this one is nested in. */
  readonly depth: number;
  /** Maps offsets of this text to a span in the tool call's command. */
  readonly place: (start: number, end: number) => Span;
}

/** What a script does, in the order it is done. */
export type Step =
  | { readonly kind: 'invocation'; readonly invocation: Invocation }
  | {
      readonly kind: 'opaque';
      readonly why: OpaqueWhy;
      readonly detail: string;
      readonly span: Span;
      readonly via: readonly string[];
      /** The commands whose output is run, for `code`. */
      readonly output?: readonly Invocation[];
    }
  | { readonly kind: 'fork-bomb'; readonly span: Span; readonly via: readonly string[] };
