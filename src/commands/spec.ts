import type { Effect, EffectDraft, EffectKind } from '../effect.ts';
import type { Assignment, Invocation, PathRef, Remote, Stream, Word } from '../word.ts';
import type { World } from '../world.ts';
import type { Command, Syntax } from './argv.ts';

/** Languages that code inside a command or file may be written in. */
export type Language =
  | 'bash'
  | 'sql'
  | 'python'
  | 'javascript'
  | 'ruby'
  | 'perl'
  | 'php'
  | 'lua'
  | 'awk'
  | 'sed'
  | 'powershell'
  | 'cmd'
  | 'applescript'
  | 'make'
  | 'dockerfile';

/** Another program is started with these words; the analysis reads it like any other invocation. */
export interface Run {
  readonly kind: 'run';
  readonly argv: readonly Word[];
  /** How the wrapper is named in `via`: `sudo`, `xargs`. */
  readonly via: string;
  readonly cwd?: Word;
  readonly assignments?: readonly Assignment[];
  readonly stdin?: Stream;
  readonly remote?: Remote;
}

/** Text that is executed as code in a language. */
export interface Code {
  readonly kind: 'code';
  readonly language: Language;
  readonly text: Word;
  readonly via: string;
  /** The file the code stands in, where it is not part of the command. */
  readonly file?: PathRef;
  /** This very call wrote the file: what it holds is told as if it stood in the command. */
  readonly fresh?: boolean;
  /** The text of the program that imports it. */
  readonly importer?: string;
  /** Tasks that are asked for, in a program that only defines some. */
  readonly tasks?: readonly string[];
  /** `$0`, `$1`, … inside the code. */
  readonly args?: readonly Word[];
  readonly cwd?: Word;
  readonly stdin?: Stream;
  readonly remote?: Remote;
  /** For `sql`: which dialect and where it is sent. */
  readonly database?: Database;
}

/** Whatever arrives on a stream is executed as code: a shell or database client reading its standard input. */
export interface StreamCode {
  readonly kind: 'stream-code';
  readonly language: Language;
  readonly stream: Stream;
  readonly via: string;
  readonly args?: readonly Word[];
  readonly remote?: Remote;
  readonly database?: Database;
}

/** A file is executed as code. */
export interface FileCode {
  readonly kind: 'file-code';
  readonly language: Language;
  readonly path: PathRef;
  readonly via: string;
  readonly args?: readonly Word[];
  readonly database?: Database;
  /** Where it runs, where that is neither where the command stands nor where the file is. */
  readonly cwd?: Word;
  /** Which part of the file runs: an npm script, a make target; everything where absent. */
  readonly entry?: string;
}

/** A module of the project that a program imports: the first of these files that is there. */
export interface ModuleCode {
  readonly kind: 'module-code';
  readonly language: Language;
  readonly candidates: readonly PathRef[];
  readonly via: string;
  readonly importer: string;
}

/** The database a SQL carrier talks to. */
export interface Database {
  readonly dialect: string;
  readonly location: 'local-file' | 'memory' | 'local' | 'remote' | 'unknown';
  /** Host, URL or database name as given, for reasons and for naming production. */
  readonly name: Word;
  readonly file?: PathRef;
  /** Working directory of the client, for the files its commands name. */
  readonly cwd?: Word;
}

/** What a spec says about an invocation: effects, and further code or programs it sets going. */
export type Finding = EffectDraft | Run | Code | StreamCode | FileCode | ModuleCode;

/** What a spec may look at besides its own words. */
export interface Context {
  readonly invocation: Invocation;
  readonly world: World;
  readonly cwd: Word;
  readonly stdin: Stream;
  /** A path operand of this command, relative to its working directory. */
  path(word: Word): PathRef;
  /** The text of a file as it is when this command runs, where that is known. */
  content(path: PathRef): Word | undefined;
  /** The effects of the commands whose output flows into this one through a pipe or a substitution in the given word. */
  upstream(word?: Word): readonly Effect[];
  /** The effects of one kind of everything that comes before this command in the call. */
  before<Kind extends EffectKind>(kind: Kind): readonly Extract<Effect, { readonly kind: Kind }>[];
  /** The variable as this command sees it: assignments in front, then what the call set, then the environment. */
  variable(name: string): Word | null | undefined;
}

/** The knowledge of one program, or of a family that shares its syntax. */
export interface Spec {
  /** Base names, without directory and `.exe`. */
  readonly names: readonly string[];
  readonly syntax?: Syntax;
  /** Effects and re-entries of one invocation; says nothing about what it does not understand. */
  readonly read: (command: Command, context: Context) => Iterable<Finding>;
}
