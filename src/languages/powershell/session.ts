import { LimitError } from '../../budget.ts';
import type { OpaqueWhy } from '../../effect.ts';
import type { Reader, Start, Step } from '../../script.ts';
import {
  textOf,
  wordOf,
  type Hole,
  type Invocation,
  type Part,
  type Remote,
  type Span,
  type Stream,
  type Word,
} from '../../word.ts';
import { parsePowerShell } from './parser.ts';
import { Scope } from './scope.ts';
import type { Script } from './syntax.ts';
import { either, NULL, textFrom } from './value.ts';

/** How many statements and commands are read. */
const MAX_STEPS = 5000;
/** How deeply functions, blocks and evaluated text may nest. */
const MAX_DEPTH = 40;
/** The character that stands for the first piece of the text that is not known. */
const FIRST_MARK = 0xe000;
/** How many such pieces there may be. */
const MAX_MARKS = 0x1000;

/** A session of PowerShell: where it stands, what it knows, and what it noted so far. */
export abstract class Session {
  readonly steps: Step[] = [];
  readonly reader: Reader;
  readonly start: Start;
  scope: Scope;
  /** The invocations noted so far, for who wants to know which ones some code made. */
  readonly noted: Invocation[] = [];
  via: readonly string[];
  remote: Remote | undefined;
  place: (start: number, end: number) => Span;
  span: Span;
  #count = 0;
  #depth = 0;
  readonly holes: Hole[] = [];

  constructor(start: Start, reader: Reader) {
    this.start = start;
    this.reader = reader;
    this.via = start.via;
    this.remote = start.remote;
    this.place = start.place;
    this.span = start.place(0, 0);
    this.scope = new Scope(reader.world, start.cwd, start.inherited);
    if (start.file !== undefined) {
      const name = textOf(start.file)?.replaceAll('\\', '/');
      const slash = name?.lastIndexOf('/') ?? -1;
      const directory = name === undefined || slash < 0 ? start.cwd.parts : this.within([name.slice(0, slash)]).parts;
      this.scope.assign('psscriptroot', textFrom(directory));
      this.scope.assign('pscommandpath', textFrom(start.file.parts));
    } else this.scope.assign('psscriptroot', NULL);
  }

  guarded(work: () => void): void {
    try {
      work();
    } catch (error) {
      if (!(error instanceof RangeError || error instanceof LimitError)) throw error;
      this.opaque('limit', 'PowerShell that is too long or too deep');
    }
  }

  /** The script a word is, its holes kept as characters that stand for them. */
  parse(code: Word): Script {
    let source = '';
    for (const part of code.parts) {
      if (typeof part === 'string') source += part;
      else if (part.hole === 'glob') source += part.text;
      else {
        if (this.holes.length >= MAX_MARKS) throw new LimitError('pieces that are not known');
        source += String.fromCharCode(FIRST_MARK + this.holes.length);
        this.holes.push(part);
      }
    }
    return parsePowerShell(source);
  }

  tick(): void {
    this.reader.tick();
    if (++this.#count > MAX_STEPS) throw new LimitError('steps');
  }

  deeper<T>(work: () => T): T {
    if (++this.#depth > MAX_DEPTH) throw new LimitError('depth');
    const result = work();
    this.#depth -= 1;
    return result;
  }

  opaque(why: OpaqueWhy, detail: string, output: readonly Invocation[] = []): void {
    this.step({
      kind: 'opaque',
      why,
      detail,
      span: this.span,
      via: this.via,
      ...(output.length === 0 ? {} : { output }),
    });
  }

  step(step: Step): void {
    this.steps.push(step);
    this.reader.step?.(step);
  }

  /** Known text with the characters that stand for holes turned back. */
  parts(known: string): readonly Part[] {
    if (!/[\ue000-\uefff]/.test(known)) return known === '' ? [] : [known];
    const parts: Part[] = [];
    for (const piece of known.split(/([\ue000-\uefff])/)) {
      const hole = /^[\ue000-\uefff]$/.test(piece) ? this.holes[piece.charCodeAt(0) - FIRST_MARK] : undefined;
      parts.push(hole ?? piece);
    }
    return parts.filter((part) => part !== '');
  }

  /** A path as seen from the working directory. */
  within(parts: readonly Part[]): Word {
    const [first = ''] = parts;
    const { home } = this.reader.world;
    const begin = typeof first === 'string' ? first.replaceAll('\\', '/') : '';
    const rest = parts.slice(1).map((part) => (typeof part === 'string' ? part.replaceAll('\\', '/') : part));
    const all = (start: readonly Part[]): Word => wordOf([...start, ...rest], this.span);
    if (begin === '~' || begin.startsWith('~/'))
      return all(home === null ? [{ hole: 'unknown', why: '~' }, begin.slice(1)] : [home + begin.slice(1)]);
    if (typeof first !== 'string') return all([first]);
    if (begin.startsWith('/') || /^[a-z]:/i.test(begin)) return all([begin]);
    return parts.length === 0 ? this.scope.cwd : all([...this.scope.cwd.parts, '/', begin]);
  }

  far(): { remote?: Remote } {
    return this.remote === undefined ? {} : { remote: this.remote };
  }

  /** A child scope: variables set in it are gone afterwards, the directory and the environment are not. */
  inside(work: () => void): void {
    const outer = this.scope;
    this.scope = outer.fork();
    work();
    const inner = this.scope;
    this.scope = outer;
    inner.ended = false;
    for (const [name] of inner.variables)
      if (outer.variables.has(name)) inner.variables.set(name, either([outer.variable(name), inner.variable(name)]));
    outer.join([inner]);
  }

  /** Notes one invocation. */
  note(argv: readonly Word[], stdin: Stream = { kind: 'inherited' }, via?: string): Invocation {
    this.tick();
    const invocation: Invocation = {
      argv,
      redirects: [],
      assignments: [],
      stdin,
      via: via === undefined ? this.via : [...this.via, via],
      span: this.span,
      state: this.scope.snapshot(),
      ...this.far(),
    };
    this.noted.push(invocation);
    this.step({ kind: 'invocation', invocation });
    return invocation;
  }
}
