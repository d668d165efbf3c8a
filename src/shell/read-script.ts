import type * as ast from 'unbash';
import { branched } from '../arms.ts';
import { LimitError } from '../budget.ts';
import type { OpaqueWhy } from '../effect.ts';
import type { Reader, Start, Step } from '../script.ts';
import { type Invocation, type Span, textOf, type Word } from '../word.ts';
import { commandSubstitution } from './command-substitution.ts';
import { parseScript } from './parse.ts';
import { FIRST_MARK, type Frame, type Loop, type Pending, type Shell, type Source } from './shell.ts';
import { assignedSpecial } from './special-variables.ts';
import { Base, type Sink, sinksOf, State } from './state.ts';
import { asWord, fromOutside, NOTHING, shortened, textOfValue, union, type Value, type Values } from './value.ts';
import { streamsOf, walk, writeTo } from './walk.ts';
import { expandText, wordPattern, wordPieces, wordText } from './words.ts';

/** How deep scripts may be nested in scripts: substitutions, `eval`, functions, sourced files. */
const DEPTH = 64;
/** How many steps one script may have. */
const STEPS = 10_000;
/** How many handlers of `trap` that set the next one are followed. */
const TRAP_ROUNDS = 3;

/** Reads a script into what it does, in execution order; what cannot be read is an opaque step, never left out. */
export function readScript(text: string, start: Start, reader: Reader): readonly Step[] {
  const script = new ScriptReader(text, undefined, start, reader);
  return script.read(text);
}

/** Reads a word as a script: its holes stand for text that is not known, and are judged where they stand. */
export function readCode(code: Word, start: Start, reader: Reader): readonly Step[] {
  const text = textOf(code);
  if (text !== undefined) return readScript(text, start, reader);
  const script = new ScriptReader('', undefined, start, reader);
  script.evaluate(code.parts, start.place(0, 0));
  script.finish();
  return script.steps;
}

/** What a script writes to its standard output; `undefined` where that is one of several things. */
export function scriptOutput(code: Word, start: Start, reader: Reader): Word | undefined {
  const script = new ScriptReader(textOf(code) ?? '', undefined, start, reader);
  const sink: Sink = { invocations: [], values: NOTHING, why: shortened(start.via.at(-1) ?? '') };
  script.state.outputs = new Map(script.state.outputs).set(1, { kind: 'sink', sink });
  script.evaluate(code.parts, start.place(0, 0));
  script.finish();
  const [only] = sink.values;
  return sink.values.length === 1 && only !== undefined && !script.steps.some(({ kind }) => kind !== 'invocation')
    ? asWord(only, code.span)
    : undefined;
}

class ScriptReader implements Shell {
  readonly steps: Step[] = [];
  readonly reader: Reader;
  readonly start: Start;
  state: State;
  source: Source;
  via: readonly string[];
  nesting = 0;
  concurrent = 0;
  readonly frames: Frame[] = [];
  readonly loops: Loop[] = [];
  readonly sourced: State[][] = [];
  recursions = 0;
  pending: Pending[] = [];
  readonly exits: State[] = [];
  readonly expanding = new Set<string>();
  absentMayBeEmpty = false;
  deciding = false;
  repeating = 0;
  turns = 0;
  branching = 0;
  execMayFail = false;
  lastPipe = false;
  foldCase = false;
  localsInherit = false;
  exportsAll = false;
  keepsFiles = false;

  constructor(text: string, holes: Source['holes'], start: Start, reader: Reader) {
    this.reader = reader;
    this.start = start;
    this.via = start.via;
    this.source = { text, place: start.place, ...(holes === undefined ? {} : { holes }) };
    const args = start.args.slice(1);
    const base = new Base(reader.world, start.inherited);
    this.state = new State(
      base,
      [start.cwd.parts],
      args.some((word) => word.many) ? undefined : args.map((word) => [word.parts]),
      start.stdin,
    );
    this.state.arms = start.arms ?? [];
  }

  read(text: string): readonly Step[] {
    this.#guarded(text, () => {
      this.#startUp();
      this.#parsed(text, this.source);
    });
    this.finish();
    return this.steps;
  }

  /** Reads text with holes as code, as the whole script. */
  evaluate(code: Value, span: Span): void {
    this.#guarded('', () => {
      this.#startUp();
      this.code([code], span, undefined);
    });
  }

  finish(): void {
    this.#guarded('trap', () => this.#runTraps());
  }

  #guarded(detail: string, work: () => void): void {
    try {
      if (this.start.depth > DEPTH) throw new LimitError('nested scripts');
      work();
    } catch (error) {
      if (!(error instanceof RangeError || error instanceof LimitError)) throw error;
      this.#note({
        kind: 'opaque',
        why: 'limit',
        detail: error instanceof LimitError ? error.message : shortened(detail),
        span: this.start.place(0, detail.length),
        via: this.start.via,
      });
    }
  }

  /** `BASH_ENV` is expanded and the file read before a script that is started with it (bash manual, 6.2). */
  #startUp(): void {
    if (this.start.depth === 0) return;
    const file =
      this.start.inherited?.exported.includes('BASH_ENV') === true
        ? this.start.inherited.variable('BASH_ENV')
        : undefined;
    if (file !== undefined && file !== null) this.assignedSpecial('BASH_ENV', [file.parts], file.span);
  }

  #runTraps(): void {
    let final = this.state;
    for (const state of this.exits) {
      // Where the shell ended before a handler was set, none runs.
      if (state.traps.empty) continue;
      state.ended = false;
      final = final.join(state);
    }
    this.state = final;
    if (final.traps.empty) return;
    this.exits.length = 0;
    const ran = new Set<Values>();
    // A handler may set another one, and that a third.
    for (let round = 0; round < TRAP_ROUNDS; round += 1) {
      const { traps } = this.state;
      const handlers = traps.names().map((name) => traps.get(name));
      for (const handler of handlers) {
        if (handler === undefined || ran.has(handler)) continue;
        ran.add(handler);
        this.state.ended = false;
        this.code(handler, this.start.place(0, 0), 'trap');
      }
    }
  }

  opaque(why: OpaqueWhy, detail: string, span: Span, output?: readonly Invocation[]): void {
    this.#push({
      kind: 'opaque',
      why,
      detail,
      span,
      via: this.via,
      ...(output === undefined || output.length === 0 ? {} : { output }),
    });
  }

  emit(invocation: Invocation): void {
    this.#push({ kind: 'invocation', invocation });
  }

  forkBomb(span: Span): void {
    this.#push({ kind: 'fork-bomb', span, via: this.via });
  }

  #push(step: Step): void {
    if (this.steps.length >= STEPS) throw new LimitError(`more than ${STEPS} commands`);
    this.#note(step);
  }

  #note(step: Step): void {
    this.steps.push(step);
    this.reader.step?.(step);
  }

  command(node: ast.PipelineNode | ast.AndOr | ast.CompoundList): void {
    walk(this, node);
  }

  #parsed(text: string, source: Source): void {
    this.reader.tick(text.length >> 3);
    const { script, problems } = parseScript(text);
    for (const problem of problems)
      this.opaque(
        problem.why,
        shortened(problem.detail),
        source.place(problem.pos, Math.min(text.length, problem.pos + 1)),
      );
    if (script === undefined) return;
    const before = this.source;
    this.source = source;
    walk(this, script);
    this.source = before;
  }

  branch(...branches: readonly (() => void)[]): void {
    const [only] = branches;
    if (branches.length === 1) {
      only?.();
      return;
    }
    this.branching += 1;
    const start = this.state;
    const sinks = sinksOf(start).map((sink) => ({
      sink,
      before: sink.values,
      merged: undefined as Values | undefined,
    }));
    let joined: State | undefined;
    const of = {};
    for (const run of branches) {
      this.state = start.fork();
      this.state.arms = branched(start.arms, of);
      for (const one of sinks) one.sink.values = one.before;
      run();
      for (const one of sinks)
        one.merged = one.merged === undefined ? one.sink.values : union(one.merged, one.sink.values, one.sink.why);
      joined = joined === undefined ? this.state : joined.join(this.state);
    }
    for (const one of sinks) one.sink.values = one.merged ?? one.before;
    this.state = joined ?? start;
    this.branching -= 1;
  }

  inSubshell(work: () => void): void {
    const outer = this.state;
    const { absentMayBeEmpty } = this;
    this.absentMayBeEmpty = false;
    const exits = this.exits.splice(0);
    this.#deeper(() => {
      this.state = outer.fork();
      this.state.traps = this.state.traps.copy();
      for (const name of this.state.traps.names()) this.state.traps.remove(name);
      work();
      this.#runTraps();
    });
    this.exits.length = 0;
    this.exits.push(...exits);
    const { status } = this.state;
    this.state = outer;
    this.absentMayBeEmpty = absentMayBeEmpty;
    outer.status = status;
  }

  #deeper(work: () => void): void {
    this.nesting += 1;
    if (this.nesting > DEPTH) throw new LimitError('nesting');
    work();
    this.nesting -= 1;
  }

  produce(
    script: ast.ParsedScript,
    why: string,
  ): { readonly commands: readonly Invocation[]; readonly values: Values } {
    const sink: Sink = { invocations: [], values: NOTHING, why: shortened(why) };
    this.inSubshell(() => {
      this.state.outputs = new Map(this.state.outputs).set(1, { kind: 'sink', sink });
      this.#nested(script);
    });
    return { commands: sink.invocations, values: sink.values };
  }

  /** A script inside this one: its errors are looked at, and escaped backticks have a text of their own. */
  #nested(script: ast.ParsedScript): void {
    const before = this.source;
    const span = before.place(script.pos, script.end);
    if (script.source !== undefined) {
      const holes = before.holes === undefined ? {} : { holes: before.holes };
      const whole = before.place(0, before.text.length);
      this.source = { text: script.source, place: () => whole, ...holes };
    }
    for (const error of script.errors ?? []) this.opaque('syntax', error.message, span);
    walk(this, script);
    this.source = before;
  }

  substitute(script: ast.ParsedScript, _source: Source, written: string): Values {
    return commandSubstitution(this, script, written);
  }

  consumeLater(script: ast.ParsedScript, why: string): readonly Invocation[] {
    const commands: Invocation[] = [];
    this.pending.push({ script, source: this.source, sink: { invocations: [], values: NOTHING, why }, commands });
    return commands;
  }

  consumePending(): void {
    for (const { script, source, sink, commands } of this.pending.splice(0)) {
      const last = this.steps.findLast((step) => step.kind === 'invocation');
      if (sink.invocations.length === 0 && last?.kind === 'invocation') {
        sink.invocations.push(last.invocation);
        writeTo(sink, this.#outputOf(last.invocation, sink));
      }
      const before = this.source;
      this.source = source;
      for (const stream of streamsOf(sink, sink.values)) {
        const from = this.steps.length;
        this.inSubshell(() => {
          this.state.stdin = stream;
          this.#nested(script);
        });
        for (const step of this.steps.slice(from)) if (step.kind === 'invocation') commands.push(step.invocation);
      }
      this.source = before;
    }
  }

  #outputOf(invocation: Invocation, sink: Sink): Values {
    const output = this.reader.output(invocation);
    return output === undefined || output.many
      ? [[{ hole: 'unknown', why: sink.why, output: sink.invocations }]]
      : [output.parts];
  }

  written(invocation: Invocation, silent: boolean): void {
    const output = this.state.outputs.get(1);
    if (output?.kind !== 'sink') return;
    output.sink.invocations.push(invocation);
    if (!silent) writeTo(output.sink, this.#outputOf(invocation, output.sink));
  }

  text(word: ast.Word, quoted = false): Values {
    return wordText(this, word, quoted);
  }

  assigned(word: ast.Word): Values {
    const before = this.absentMayBeEmpty;
    this.absentMayBeEmpty = true;
    const values = wordText(this, word, false, 'assignment');
    this.absentMayBeEmpty = before;
    return values;
  }

  pieces(word: ast.Word, quoted: boolean): ReturnType<Shell['pieces']> {
    return wordPieces(this, word, quoted, 'operand');
  }

  pattern(word: ast.Word): ReturnType<Shell['pattern']> {
    return wordPattern(this, word);
  }

  expandText(text: string, span: Span, holes?: Source['holes']): Values {
    return expandText(this, text, span, holes);
  }

  code(texts: Values, span: Span, via: string | undefined): void {
    const before = this.via;
    if (via !== undefined) this.via = [...before, via];
    this.branch(...texts.map((text) => () => this.#deeper(() => this.#codeOf(text, span))));
    this.via = before;
  }

  #codeOf(code: Value, span: Span): void {
    const text = textOfValue(code);
    const place = (): Span => span;
    if (text !== undefined) {
      this.#parsed(text, { text, place });
      return;
    }
    const holes = code.flatMap((part) => (typeof part === 'string' ? [] : [part]));
    const written = code
      .map((part) =>
        typeof part === 'string'
          ? part
          : part.hole === 'glob'
            ? part.text
            : part.hole === 'temp'
              ? '$(mktemp)'
              : part.why,
      )
      .join('');
    const literal = code.some((part) => typeof part === 'string' && part.trim() !== '');
    const clash = code.some((part) => typeof part === 'string' && /[\uE000-\uF8FF]/.test(part));
    const risky = holes.filter((hole) => hole.hole === 'unknown' && !fromOutside(hole));
    if (!literal || clash || risky.length > 0 || holes.length > 1000) {
      const output = holes.flatMap((hole) => (hole.hole === 'unknown' ? (hole.output ?? []) : []));
      this.opaque('code', shortened(written), span, output);
    }
    if (!literal || clash || holes.length > 1000) return;
    let mark = FIRST_MARK;
    const marked = code.map((part) => (typeof part === 'string' ? part : String.fromCharCode(mark++))).join('');
    this.#parsed(marked, { text: marked, place, holes });
  }

  assignedSpecial(name: string, values: Values, span: Span): void {
    assignedSpecial(this, name, values, span);
  }
}
