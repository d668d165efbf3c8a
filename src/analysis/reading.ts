import { programName, readCommand } from '../commands/argv.ts';
import { readCmd } from '../languages/cmd/read.ts';
import { readPowerShell } from '../languages/powershell/machine.ts';
import { specsFor } from '../commands/registry.ts';
import { languageOfFirstLine } from '../commands/first-line.ts';
import { projectFiles, type ProjectFiles } from '../commands/project-files.ts';
import { manifestVersions } from '../commands/packages/manifest.ts';
import { mayBeAnything } from '../commands/producers/computed.ts';
import { producedOutput } from '../commands/producers/producers.ts';
import { printsShellSetUp } from '../commands/producers/shell-set-up.ts';
import type { Code, Context, FileCode, Finding, ModuleCode, Run, StreamCode } from '../commands/spec.ts';
import { Budget, COST } from '../budget.ts';
import type { Deadline } from '../deadline.ts';
import type { Effect, EffectDraft, FileWrite, OpaqueWhy, SecretDump } from '../effect.ts';
import type { Reader, Start, Step } from '../script.ts';
import { readCode } from '../shell/read-script.ts';
import {
  literal,
  prefixOf,
  show,
  textOf,
  unknownWord,
  type Invocation,
  type PathRef,
  type Redirect,
  type Remote,
  type Span,
  type Stream,
  type Word,
} from '../word.ts';
import type { Facts } from '../world.ts';
import { isAbsent } from './absent.ts';
import { execEffect } from './exec-effect.ts';
import { configuredValue } from './git-config.ts';
import { withListedPaths } from './listed.ts';
import { codeEffects } from './languages.ts';
import { hidden } from './narrowing.ts';
import { outputOf, type Outputs } from './output.ts';
import { Provenance } from './provenance.ts';
import { directoryOf, executes, isInstalled, isOfWindows, languageOf, looksInstalled } from './script-file.ts';
import { languageOfTask, taskCommands } from './task-files.ts';
import { bareState, environmentOf, withAssignments } from './inheritance.ts';

/** How deeply wrappers and scripts may nest before the rest is opaque. */
const MAX_DEPTH = 40;
/** The largest program whose kind is looked at, in bytes. */
const MAX_PROGRAM_BYTES = 16 * 1024 * 1024;
/** How many commands one call may consist of before the rest is opaque. */
const MAX_INVOCATIONS = 10_000;
/** How many modules of the project one call's programs are followed into. */
const MAX_MODULES = 24;

/** Where in the call something is found: what effects carry besides their own fields. */
interface Frame {
  readonly span: Span;
  readonly via: readonly string[];
  readonly remote: Remote | undefined;
  readonly depth: number;
  /**
   * Set below a program of the project in a language other than the shell's: that it starts something which only its run
   * decides is what such programs do, and no reason to ask each time one is run.
   */
  readonly settled: boolean;
  /** Set while an image is built: what its programs do within it is thrown away or the image's own. */
  readonly image: boolean;
}

/** The effects that reach beyond an image while it is built. */
const outward: ReadonlySet<EffectDraft['kind']> = new Set<EffectDraft['kind']>([
  'exec',
  'sql.statement',
  'db.migrate',
  'git.push',
  'forge.change',
  'secret.dump',
  'network.request',
  'infra.change',
  'kube.change',
  'deploy.release',
  'access.change',
  'outward.act',
]);

const start: Frame = { span: { start: 0, end: 0 }, via: [], remote: undefined, depth: 0, settled: false, image: false };

/** Follows one tool call through shells, wrappers, pipes and files, and collects what it does. */
export class Reading {
  readonly effects: Effect[] = [];
  readonly invocations: Invocation[] = [];
  readonly #facts: Facts;
  readonly #budget: Budget;
  readonly #provenance: Provenance;
  readonly #files: ProjectFiles;
  readonly #running: string[] = [];
  /** Modules that were read, by absolute path. */
  readonly #modules = new Set<string>();
  /** Links that the present command makes. */
  readonly #links: { readonly path: PathRef; readonly source: PathRef }[] = [];
  /** The effects of one kind, of as many as there were when they were last asked for. */
  readonly #sorted = new Map<Effect['kind'], { upTo: number; readonly found: Effect[] }>();
  /** Credentials shown, as far as no later command keeps them from being seen. */
  readonly #dumps: SecretDump[] = [];
  readonly #outputs: Outputs;
  #full = false;

  constructor(facts: Facts, deadline: Pick<Deadline, 'tick'>) {
    this.#facts = facts;
    this.#budget = new Budget(deadline);
    this.#provenance = new Provenance(facts, this.#budget);
    this.#files = projectFiles(facts.world, (path) => this.#provenance.content(path));
    this.#outputs = {
      produced: (invocation) =>
        producedOutput(invocation, facts.world, (path) => this.#provenance.content(path)) ??
        configuredValue(invocation, this.effects),
      context: (invocation) => this.#context(invocation, start),
      reader: {
        world: facts.world,
        output: (invocation) => outputOf(invocation, this.#outputs),
        content: (path) => this.#provenance.content(path),
        tick: (units) => this.#budget.tick(units),
      },
    };
  }

  /** Reads the command of a shell tool. */
  shell(command: string): void {
    const { cwd } = this.#facts.world;
    const place = (from: number, to: number): Span => ({ start: from, end: to });
    const frame: Frame = { ...start, span: place(0, command.length) };
    this.#script(literal(command, frame.span), frame, {
      cwd: cwd === null ? unknownWord('the working directory') : literal(cwd),
      args: [literal('bash')],
      stdin: { kind: 'inherited' },
      place,
    });
  }

  /** Reads the command of a PowerShell tool. */
  powershell(command: string): void {
    const frame: Frame = { ...start, span: { start: 0, end: command.length } };
    const { cwd } = this.#facts.world;
    const place = (from: number, to: number): Span => ({ start: from, end: to });
    const given: Start = {
      via: [],
      depth: 0,
      cwd: cwd === null ? unknownWord('the working directory') : literal(cwd),
      args: [literal('powershell')],
      stdin: { kind: 'inherited' },
      place,
    };
    readPowerShell(literal(command, frame.span), given, this.#reader(frame));
  }

  /** States an effect of the tool call itself. */
  state(draft: EffectDraft): void {
    this.#effect(draft, start);
  }

  /** States a write and what its content amounts to. */
  write(draft: Extract<EffectDraft, { kind: 'file.write' }>): void {
    this.#write(draft, start);
  }

  /** Follows findings that come from the tool call itself rather than from a command. */
  findings(findings: Iterable<Finding>): void {
    for (const finding of findings) this.#finding(finding, start, undefined);
  }

  #effect(draft: EffectDraft, frame: Frame): void {
    if (frame.settled && isOrdinary(draft)) return;
    if (frame.image && !outward.has(draft.kind)) return;
    if ('path' in draft && draft.kind !== 'opaque') this.#budget.tick(COST.path);
    const remote = frame.remote === undefined ? {} : { remote: frame.remote };
    const effect = { ...draft, span: draft.span ?? frame.span, via: frame.via, ...remote };
    this.effects.push(effect);
    if (effect.kind === 'secret.dump') this.#dumps.push(effect);
  }

  #opaque(why: OpaqueWhy, detail: string, frame: Frame, path?: PathRef): void {
    // The shell may have said so already for the same words.
    const last = this.effects.at(-1);
    if (
      last?.kind === 'opaque' &&
      last.why === why &&
      last.span.start === frame.span.start &&
      last.span.end === frame.span.end
    )
      return;
    this.#effect({ kind: 'opaque', why, detail: shortened(detail), ...(path === undefined ? {} : { path }) }, frame);
  }

  #write(
    draft: Extract<EffectDraft, { kind: 'file.write' }>,
    frame: Frame,
    fromNetwork?: Word,
    invocation?: Invocation,
  ): void {
    this.#effect(draft, frame);
    const append = draft.how === 'append';
    if (draft.how === 'link' && draft.source !== undefined) {
      // Where the link is made is a question about now; where it leads, one for the commands that follow.
      this.#facts.resolve(draft.path);
      this.#links.push({ path: draft.path, source: draft.source });
    }
    this.#provenance.ledger.note(draft.path, this.#provenance.written(draft, fromNetwork, invocation), append);
    const name = textOf(draft.path.word);
    const content = draft.content === undefined ? undefined : textOf(draft.content);
    if (name !== undefined && content !== undefined)
      for (const found of manifestVersions(name, content))
        this.#effect({ kind: 'manifest.version', manifest: draft.path, ...found }, frame);
  }

  /** Reads code in the shell's language; holes in it stand for text that is not known. */
  #script(code: Word, frame: Frame, given: Omit<Start, 'via' | 'depth'>): void {
    readCode(code, { ...given, via: frame.via, depth: frame.depth }, this.#reader(frame));
  }

  #reader(frame: Frame): Reader {
    return {
      ...this.#outputs.reader,
      // At once, so that a file one command writes is known to the next that reads it.
      step: (step) => this.#step(step, frame),
    };
  }

  #step(step: Step, frame: Frame): void {
    switch (step.kind) {
      case 'invocation': {
        const invocation = withListedPaths(step.invocation);
        this.#invocation(invocation, {
          ...frame,
          span: invocation.span,
          via: invocation.via,
          remote: invocation.remote ?? frame.remote,
        });
        // Pipes refer to the invocation as the shell saw it.
        if (invocation !== step.invocation)
          this.#provenance.note(step.invocation, this.#provenance.effectsOf(invocation));
        return;
      }
      case 'opaque': {
        const at = { ...frame, span: step.span, via: step.via };
        const output = step.output ?? [];
        const url = this.#provenance.networkSource(this.#provenance.ofAll(output));
        if (url !== undefined)
          return this.#effect({ kind: 'remote.code', interpreter: step.via.at(-1) ?? 'the shell', url }, at);
        if (step.why === 'code' && output.length > 0 && output.every(printsShellSetUp)) return;
        return this.#opaque(step.why, step.detail, at);
      }
      case 'fork-bomb':
        return this.#effect(
          { kind: 'system.change', action: 'fork-bomb', target: literal('') },
          { ...frame, span: step.span, via: step.via },
        );
    }
  }

  #invocation(invocation: Invocation, frame: Frame): void {
    this.#budget.tick(COST.command);
    if (this.#full) return;
    if (this.invocations.length >= MAX_INVOCATIONS || frame.depth > MAX_DEPTH) {
      this.#full = true;
      return this.#opaque('limit', 'more commands than are read', frame);
    }
    for (const { path, source } of this.#links.splice(0)) this.#facts.linked(path, source);
    const from = this.effects.length;
    this.invocations.push(invocation);
    this.#provenance.note(invocation, []);
    const [first, ...words] = invocation.argv;
    if (first !== undefined) this.#program(invocation, first, words, frame);
    const outputs =
      this.#provenance.networkSource(this.effects.slice(from)) ?? this.#provenance.networkBehind(invocation.stdin);
    for (const redirect of invocation.redirects) this.#redirect(redirect, invocation, frame, outputs);
    this.#provenance.note(invocation, this.effects.slice(from));
  }

  #program(invocation: Invocation, first: Word, words: readonly Word[], frame: Frame): void {
    const name = programName(first);
    if (name === undefined || name === '') {
      if (name === undefined && !this.#remoteCode(first, 'the shell', frame))
        this.#opaque('program', show(first), frame);
      return;
    }
    const specs = specsFor(name);
    const command = readCommand(name, words, specs[0]?.syntax);
    this.#effect(execEffect(command, invocation), frame);
    if (this.#runsFile(first, name, specs.length > 0, { word: first, cwd: invocation.state.cwd }))
      this.#fileCode(
        {
          kind: 'file-code',
          language: languageOf(name),
          path: { word: first, cwd: invocation.state.cwd },
          via: name,
          args: words,
        },
        frame,
        invocation,
      );
    if (this.#runsCopy(first, words, { word: first, cwd: invocation.state.cwd }, frame, invocation)) return;
    const found = this.#writtenOnPath(first, invocation);
    if (found !== undefined && this.#runsCopy(first, words, found, frame, invocation)) return;
    if (found !== undefined)
      this.#fileCode(
        { kind: 'file-code', language: languageOf(name), path: found, via: name, args: words },
        frame,
        invocation,
      );
    this.#hide(hidden(name, invocation, this.#dumps), invocation.stdin);
    for (const spec of specs) {
      const read = spec.syntax === specs[0]?.syntax ? command : readCommand(name, words, spec.syntax);
      for (const finding of spec.read(read, this.#context(invocation, frame)))
        this.#finding(finding, frame, invocation);
    }
    const computed =
      specs.length === 0 || prints.test(name)
        ? undefined
        : words.find((word) => isHidden(word, !this.#provenance.ledger.empty));
    if (computed !== undefined) this.#opaque('computed', `${name} ${show(computed)}`, frame);
  }

  /** Runs the program that a file is a copy of, or a link to, where this call made it one. */
  #runsCopy(name: Word, words: readonly Word[], path: PathRef, frame: Frame, invocation: Invocation): boolean {
    if (!show(path.word).includes('/')) return false;
    const written = this.#provenance.ledger.find(path);
    const [target, ...more] = written === undefined ? this.#facts.resolve(path).paths : [];
    const source =
      written?.kind === 'copy' && this.#provenance.content(path) === undefined
        ? written.of.word
        : target !== undefined && more.length === 0 && isInstalled(target)
          ? literal(target, name.span)
          : undefined;
    const program = source === undefined ? undefined : programName(source);
    if (source === undefined || program === undefined || program === programName(name)) return false;
    if (specsFor(program).length === 0) return false;
    this.#run({ kind: 'run', argv: [source, ...words], via: show(name) }, frame, invocation);
    return true;
  }

  /** The file that a program's bare name finds in a directory of `PATH`, where this call wrote it. */
  #writtenOnPath(word: Word, invocation: Invocation): PathRef | undefined {
    const name = textOf(word);
    if (this.#provenance.ledger.empty || name === undefined || name.includes('/')) return undefined;
    const value =
      invocation.assignments.findLast((assignment) => assignment.name === 'PATH')?.value ??
      invocation.state.variable('PATH');
    for (const part of value?.parts ?? []) {
      if (typeof part !== 'string') continue;
      for (const directory of part.split(':')) {
        const path = {
          word: literal(`${directory === '' ? '.' : directory}/${name}`, word.span),
          cwd: invocation.state.cwd,
        };
        if (this.#provenance.ledger.find(path) !== undefined) return path;
      }
    }
    // Where `PATH` was changed to something that is not followed, any directory may be in it.
    const lost = value?.parts.some((part) => typeof part !== 'string' && part.hole === 'unknown') === true;
    const written = lost ? this.#provenance.ledger.named(name) : undefined;
    return written === undefined ? undefined : { word: literal(written, word.span), cwd: invocation.state.cwd };
  }

  /** Whether a program named by a path is a script to look into, rather than an installed program known by its name. */
  #runsFile(word: Word, name: string, known: boolean, path: PathRef): boolean {
    const text = textOf(word);
    if (text !== undefined && !text.includes('/')) return false;
    if (this.#provenance.ledger.find(path) !== undefined) return true;
    if (!known && this.#isProjectScript(path, text)) return true;
    if (text !== undefined && isOfWindows(text)) return false;
    return (
      !known && !(isInstalled(text ?? show(word)) && languageOf(name) === 'bash' && !/\.(?:ba|z|k)?sh$/.test(name))
    );
  }

  /** Whether a program in a `bin` directory is a script of the project's own. */
  #isProjectScript(path: PathRef, text: string | undefined): boolean {
    return (
      text !== undefined &&
      !/(?:^|\/)(?:node_modules|\.?v?env|vendor)\//.test(text) &&
      this.#facts.inside(path, 'project') === 'yes' &&
      textOf(this.#provenance.content(path) ?? path.word)?.startsWith('#!') === true
    );
  }

  #context(invocation: Invocation, frame: Frame): Context {
    const { cwd } = invocation.state;
    const remote = frame.remote === undefined ? {} : { remote: frame.remote };
    return {
      invocation,
      world: this.#facts.world,
      cwd,
      stdin: invocation.stdin,
      path: (word) => ({ word, cwd, ...remote }),
      content: (path) => this.#provenance.content(path),
      upstream: (word) =>
        word === undefined ? this.#provenance.upstream(invocation.stdin) : this.#provenance.behind(word),
      before: (kind) => this.#before(kind),
      variable: (name) => {
        const prefix = invocation.assignments.findLast((assignment) => assignment.name === name);
        return prefix?.value ?? invocation.state.variable(name);
      },
    };
  }

  /** Takes back those of the effects that flow into the stream. */
  #hide(dumps: readonly SecretDump[], stream: Stream): void {
    for (const dump of this.#provenance.flowing(stream, dumps)) {
      this.effects.splice(this.effects.lastIndexOf(dump), 1);
      this.#dumps.splice(this.#dumps.indexOf(dump), 1);
      this.#sorted.clear();
    }
  }

  #before<Kind extends Effect['kind']>(kind: Kind): readonly Extract<Effect, { readonly kind: Kind }>[] {
    type OfKind = Extract<Effect, { readonly kind: Kind }>;
    let sorted = this.#sorted.get(kind);
    if (sorted === undefined) this.#sorted.set(kind, (sorted = { upTo: 0, found: [] }));
    for (; sorted.upTo < this.effects.length; sorted.upTo += 1) {
      const effect = this.effects[sorted.upTo];
      if (effect?.kind === kind) sorted.found.push(effect);
    }
    return sorted.found as OfKind[];
  }

  #redirect(redirect: Redirect, invocation: Invocation, frame: Frame, fromNetwork: Word | undefined): void {
    const path: PathRef = {
      word: redirect.target,
      cwd: invocation.state.cwd,
      ...(frame.remote === undefined ? {} : { remote: frame.remote }),
    };
    const at = { ...frame, span: redirect.span };
    switch (redirect.operator) {
      case '<<':
      case '<<<':
        return;
      case '<&':
      case '>&':
        if (/^(?:\d+-?|-)$/.test(textOf(redirect.target) ?? '')) return;
        if (redirect.operator === '<&') return;
        break;
      case '<':
        if (redirect.target.substitution === undefined)
          this.#effect({ kind: 'file.read', path, recursive: 'no', hidden: 'no' }, at);
        return;
      case '>':
      case '>>':
      case '<>':
      case '>|':
      case '&>':
      case '&>>':
        break;
    }
    if (redirect.target.substitution !== undefined) return;
    const append = redirect.operator === '>>' || redirect.operator === '&>>' || redirect.operator === '<>';
    const content = redirect.descriptor === 1 ? outputOf(invocation, this.#outputs) : undefined;
    const draft = { kind: 'file.write', path, how: append ? 'append' : 'overwrite', recursive: 'no' } as const;
    this.#write(
      content === undefined ? draft : { ...draft, content },
      at,
      redirect.descriptor === 1 ? fromNetwork : undefined,
    );
  }

  #finding(finding: Finding, frame: Frame, invocation: Invocation | undefined): void {
    switch (finding.kind) {
      case 'run':
        return this.#run(finding, frame, invocation);
      case 'code':
        return this.#code(finding, frame, invocation);
      case 'stream-code':
        return this.#streamCode(finding, frame, invocation);
      case 'file-code':
        return this.#fileCode(finding, frame, invocation);
      case 'module-code':
        return this.#moduleCode(finding, frame, invocation);
      case 'file.write':
        return this.#write(
          finding,
          frame,
          invocation === undefined ? undefined : this.#downloaded(finding, invocation),
          invocation,
        );
      default:
        return this.#effect(finding, frame);
    }
  }

  /** The URL a file written by a download program comes from. */
  #downloaded(write: Omit<FileWrite, 'span' | 'via' | 'remote'>, invocation: Invocation): Word | undefined {
    if (write.content !== undefined || write.source !== undefined) return undefined;
    const [program] = invocation.argv;
    const request = this.effects.findLast(
      (effect) => effect.kind === 'network.request' && effect.span.start >= invocation.span.start,
    );
    if (request?.kind === 'network.request' && program !== undefined) return request.url;
    return this.#provenance.networkBehind(invocation.stdin);
  }

  #run(run: Run, frame: Frame, outer: Invocation | undefined): void {
    const [first] = run.argv;
    if (first === undefined) return;
    const state = outer === undefined ? bareState(this.#facts) : outer.state;
    const remote = run.remote ?? frame.remote;
    const via = [...frame.via, run.via];
    const inner: Invocation = {
      argv: run.argv,
      redirects: [],
      assignments: [...(outer?.assignments ?? []), ...(run.assignments ?? [])],
      stdin: run.stdin ?? outer?.stdin ?? { kind: 'inherited' },
      via,
      span:
        first.span.end > first.span.start
          ? { ...frame.span, start: Math.max(frame.span.start, Math.min(first.span.start, frame.span.end)) }
          : frame.span,
      state: run.cwd === undefined ? state : { ...withAssignments(state), cwd: run.cwd },
      ...(remote === undefined ? {} : { remote }),
    };
    this.#invocation(inner, { ...frame, span: inner.span, via, remote, depth: frame.depth + 1 });
  }

  #code(code: Code, frame: Frame, outer: Invocation | undefined): void {
    const inner: Frame = {
      ...frame,
      via: [...frame.via, code.via],
      remote: code.remote ?? frame.remote,
      depth: frame.depth + 1,
    };
    if (isUnknown(code.text)) {
      if (this.#remoteCode(code.text, code.via, frame)) return;
      // A program text nobody knows: for SQL the dialect's reader says what an unknown statement is.
      if (code.language !== 'sql') return this.#opaque('code', `${code.via} ${show(code.text)}`, frame);
    }
    if (code.language !== 'bash' && code.language !== 'powershell' && code.language !== 'cmd') {
      const at = code.cwd ?? outer?.state.cwd ?? literal(this.#facts.world.cwd ?? '');
      const placed = inner.remote === undefined ? code : { ...code, remote: inner.remote };
      const image = inner.image || code.language === 'dockerfile';
      const settled =
        inner.settled ||
        (code.file !== undefined && code.fresh !== true && code.language !== 'make' && code.language !== 'sql');
      for (const finding of codeEffects(placed, at, this.#facts.world, this.#files)) {
        const starts = finding.kind === 'run' || finding.kind === 'code';
        this.#finding(
          finding,
          finding.kind === 'opaque' ? inner : { ...inner, settled, image: starts && image },
          outer,
        );
      }
      return;
    }
    const state = outer?.state ?? bareState(this.#facts);
    const text = textOf(code.text);
    const { span } = code.text;
    // A word that is one quoted or bare literal: offsets in it are offsets in the command.
    const quotes = text === undefined ? -1 : span.end - span.start - text.length;
    const exact = quotes === 0 || quotes === 2;
    const first = span.start + quotes / 2;
    const given: Omit<Start, 'via' | 'depth'> = {
      cwd: code.cwd ?? state.cwd,
      args: code.args ?? [literal(code.language)],
      stdin: code.stdin ?? outer?.stdin ?? { kind: 'inherited' },
      inherited: outer === undefined ? state : environmentOf(outer),
      place: (from, to) => (exact ? { ...frame.span, start: first + from, end: first + to } : frame.span),
      ...(inner.remote === undefined ? {} : { remote: inner.remote }),
    };
    if (code.language === 'bash') return this.#script(code.text, inner, given);
    const name = code.file === undefined ? undefined : show(code.file.word);
    const lines = textOf(code.text);
    const read = code.language === 'cmd' ? readCmd : readPowerShell;
    const begin: Start = {
      ...given,
      via: inner.via,
      depth: inner.depth,
      args: [literal(code.language), ...(code.args ?? [])],
      ...(code.file === undefined ? {} : { file: code.file.word }),
      ...(name === undefined || lines === undefined
        ? {}
        : { place: (from) => ({ ...frame.span, origin: `${name}:${lines.slice(0, from).split('\n').length}` }) }),
    };
    read(code.text, begin, this.#reader(inner));
  }

  #streamCode(code: StreamCode, frame: Frame, outer: Invocation | undefined): void {
    const { stream, language, via } = code;
    const rest = {
      ...(code.args === undefined ? {} : { args: code.args }),
      ...(code.remote === undefined ? {} : { remote: code.remote }),
      ...(code.database === undefined ? {} : { database: code.database }),
    };
    switch (stream.kind) {
      case 'inherited':
        return;
      case 'text':
        return this.#code(
          { kind: 'code', language, text: stream.text, via, stdin: { kind: 'inherited' }, ...rest },
          frame,
          outer,
        );
      case 'file': {
        const { remote: _remote, ...forFile } = rest;
        return this.#fileCode(
          {
            kind: 'file-code',
            language,
            path: { word: stream.path, cwd: outer?.state.cwd ?? literal('') },
            via,
            ...forFile,
          },
          frame,
          outer,
        );
      }
      case 'pipe': {
        const text = stream.text ?? { ...unknownWord(`what ${via} reads from the pipe`, frame.span) };
        const url = this.#provenance.networkBehind(stream);
        if (url !== undefined && stream.text === undefined && executes(language))
          return this.#effect({ kind: 'remote.code', interpreter: via, url }, frame);
        return this.#code({ kind: 'code', language, text, via, stdin: { kind: 'inherited' }, ...rest }, frame, outer);
      }
    }
  }

  #fileCode(code: FileCode, frame: Frame, outer: Invocation | undefined): void {
    const { path, via } = code;
    let { language } = code;
    const { substitution } = path.word;
    if (substitution !== undefined) {
      const url = this.#provenance.networkSource(this.#provenance.behind(path.word));
      if (url !== undefined && substitution.output === undefined)
        return this.#effect({ kind: 'remote.code', interpreter: via, url }, frame);
      const text = substitution.output ?? unknownWord(show(path.word), frame.span);
      return this.#code(
        {
          kind: 'code',
          language,
          text,
          via,
          ...(code.args === undefined ? {} : { args: code.args }),
          ...(code.database === undefined ? {} : { database: code.database }),
        },
        frame,
        outer,
      );
    }
    const written = this.#provenance.ledger.find(path);
    if (written?.kind === 'network')
      return this.#effect({ kind: 'remote.code', interpreter: via, url: written.url }, frame);
    if (frame.remote !== undefined) return this.#unseen(path, via, frame);
    if (written?.kind === 'compiled' && via === programName(path.word)) return;
    if (written?.kind === 'unknown')
      return this.#opaque('code', `${via} ${show(path.word)}, written by this very command`, frame);
    // A shell shows what it cannot run: `bash .env` prints the file line by line. A program that is its own file does not.
    const shown = language === 'bash' && code.entry === undefined && via !== programName(path.word);
    if (shown && !this.effects.some((effect) => effect.kind === 'file.read' && effect.path.word === path.word))
      this.#effect({ kind: 'file.read', path, recursive: 'no', hidden: 'no' }, frame);
    const content = this.#provenance.content(path);
    if (code.entry !== undefined) return this.#entry(code, code.entry, content, frame, outer);
    if (content === undefined) {
      for (const absolute of this.#provenance.ledger.candidates(path))
        this.#fileCode({ ...code, path: { ...path, word: literal(absolute, path.word.span) } }, frame, outer);
      if (language === 'bash' && this.#standsThereAs('text', path))
        return this.#opaque('limit', `${via} ${show(path.word)}, longer than is read`, frame, path);
      return this.#notSeen(path, via, frame, outer);
    }
    const name = show(path.word);
    const text = textOf(content);
    if (via === programName(path.word) && text !== undefined) {
      const first = languageOfFirstLine(text);
      if (first === undefined) return this.#notSeen(path, via, frame, outer);
      language = first ?? language;
    }
    // A script that writes another one over itself and runs it is not run in a circle.
    const running = `${name}\0${text ?? show(content)}`;
    if (this.#running.includes(running)) return;
    this.#running.push(running);
    const inner = { ...frame, via: [...frame.via, via], depth: frame.depth + 1 };
    if (language === 'bash' && text !== undefined) {
      const origin = (offset: number): string => `${name}:${text.slice(0, offset).split('\n').length}`;
      this.#script(content, inner, {
        cwd: outer?.state.cwd ?? literal(''),
        file: path.word,
        args: [path.word, ...(code.args ?? [])],
        stdin: outer?.stdin ?? { kind: 'inherited' },
        ...(outer === undefined ? {} : { inherited: environmentOf(outer) }),
        place: (from) => ({ ...frame.span, origin: origin(from) }),
      });
    } else
      this.#code(
        {
          kind: 'code',
          language,
          text: content,
          via,
          file: path,
          ...(written === undefined ? {} : { fresh: true }),
          ...(code.args === undefined ? {} : { args: code.args }),
          ...(code.database === undefined ? {} : { database: code.database }),
        },
        frame,
        outer,
      );
    this.#running.pop();
  }

  /** What a module does when it is imported; one outside the project, and one that was imported before, is left out. */
  #moduleCode({ candidates, language, via, importer }: ModuleCode, frame: Frame, outer: Invocation | undefined): void {
    if (frame.remote !== undefined || this.#modules.size >= MAX_MODULES) return;
    for (const path of candidates) {
      const written = this.#provenance.ledger.find(path);
      if (written === undefined && this.#facts.inside(path, 'project') !== 'yes') continue;
      const content = this.#provenance.content(path);
      const [name] = this.#facts.resolve(path).paths;
      if (content === undefined || name === undefined) continue;
      if (this.#modules.has(name)) return;
      this.#modules.add(name);
      const fresh = written === undefined ? {} : { fresh: true };
      return this.#code({ kind: 'code', language, text: content, via, file: path, importer, ...fresh }, frame, outer);
    }
  }

  /** One script out of a file of several; those of a package.json are read, others stay unseen. */
  #entry(
    { path, language, via, args = [], cwd }: FileCode,
    entry: string,
    content: Word | undefined,
    frame: Frame,
    outer: Invocation | undefined,
  ): void {
    const text = content === undefined ? undefined : textOf(content);
    if (language === 'make' && content !== undefined && /^(?:g|b)?make$/.test(via))
      return this.#makefile(path, entry, cwd ?? directoryOf(path), args, content, via, frame, outer);
    const file = show(path.word);
    const task =
      text === undefined
        ? undefined
        : taskCommands(
            file,
            text,
            entry,
            args.map((word) => show(word)),
          );
    if (text !== undefined && task === undefined && language !== 'bash' && language !== 'make')
      return this.#code(
        {
          kind: 'code',
          language,
          text: literal(text),
          via,
          file: path,
          tasks: entry.split(' ').filter((word) => word !== ''),
        },
        frame,
        outer,
      );
    if (task === undefined || task.commands.length === 0) return this.#notSeen(path, via, frame, outer, entry);
    const name = `${file} ${entry}\0${text ?? ''}`;
    if (this.#running.includes(name)) return;
    this.#running.push(name);
    for (const command of task.commands) {
      const language = languageOfTask(command);
      if (language === undefined) continue;
      const words = task.takesWords ? args : [];
      const body = literal(words.length === 0 ? command.text : `${command.text} "$@"`);
      const at = { ...frame, span: { ...frame.span, origin: `${file}:${command.line}` } };
      this.#code(
        {
          kind: 'code',
          language,
          text: { ...body, span: at.span },
          via,
          args: [literal(entry), ...words],
          cwd: directoryOf(path),
        },
        at,
        outer,
      );
    }
    this.#running.pop();
  }

  #makefile(
    path: PathRef,
    target: string,
    cwd: Word,
    args: readonly Word[],
    content: Word,
    via: string,
    frame: Frame,
    outer: Invocation | undefined,
  ): void {
    const name = `${show(path.word)} ${target}`;
    if (this.#running.includes(name)) return;
    this.#running.push(name);
    this.#code(
      {
        kind: 'code',
        language: 'make',
        text: content,
        via,
        file: path,
        args: [literal(target), ...args],
        cwd,
      },
      frame,
      outer,
    );
    this.#running.pop();
  }

  /** A file to run whose text is not to be had: not there, a program rather than a script, or hidden from the gate. */
  #notSeen(path: PathRef, via: string, frame: Frame, outer: Invocation | undefined, entry?: string): void {
    const detail = `${via} ${show(path.word)}`;
    const privileged = frame.via.some((wrapper) => /^(?:sudo|doas|su|pkexec|run0|gosu)$/.test(wrapper));
    if (privileged || this.#provenance.ledger.find(path) !== undefined)
      return this.#opaque('unseen', detail, frame, path);
    // Targets of a task runner are the repository's own, wherever it lies; nothing in this call wrote them.
    if (entry !== undefined) return this.#opaque('absent', detail, frame, path);
    const before = this.invocations.slice(0, outer === undefined ? 0 : this.invocations.lastIndexOf(outer));
    const program = via === programName(path.word);
    if (program && this.#standsThereAs('program', path)) return;
    // A scratch file or a set-up file that is not there fails; any other script outside the project is asked about.
    const mild = via === 'source' || via === '.' || this.#facts.inside(path, 'temp') === 'yes';
    if (program && looksInstalled(show(path.word))) return this.#opaque('absent', detail, frame, path);
    this.#opaque(mild && isAbsent(path, before, this.#facts) ? 'absent' : 'unseen', detail, frame, path);
  }

  /** Whether a file that is not looked into surely is a script, only a long one, or surely a program. */
  #standsThereAs(kind: 'text' | 'program', path: PathRef): boolean {
    const { paths, open } = this.#facts.resolve(path);
    return (
      !open &&
      paths.length > 0 &&
      paths.every((one) => {
        const content = this.#facts.world.read(one, MAX_PROGRAM_BYTES);
        return kind === 'text' ? content.kind === 'text' : content.kind === 'binary' && content.program;
      })
    );
  }

  #unseen(path: PathRef, via: string, frame: Frame): void {
    const there = frame.remote === undefined ? path : { ...path, remote: frame.remote };
    this.#opaque('unseen', `${via} ${show(path.word)}`, frame, there);
  }

  #remoteCode(text: Word, interpreter: string, frame: Frame): boolean {
    const url = this.#provenance.networkSource(this.#provenance.behind(text));
    if (url === undefined) return false;
    this.#effect({ kind: 'remote.code', interpreter, url }, frame);
    return true;
  }
}

/** What cannot be told of a program that starts others, where nothing that is known points to harm. */
function isOrdinary(draft: EffectDraft): boolean {
  if (draft.kind === 'file.write') {
    const [first, ...rest] = draft.path.word.parts;
    const named = typeof first === 'string' ? /^(?:[/~]|\.\.(?:\/|$))/.test(first) : false;
    return !named && [first, ...rest].some((part) => typeof part === 'object' && part.hole === 'unknown');
  }
  if (draft.kind !== 'opaque') return false;
  const { why, path } = draft;
  switch (why) {
    case 'program':
    case 'code':
    case 'syntax':
    case 'construct':
    case 'computed':
      return true;
    case 'unseen':
    case 'absent':
      return path !== undefined && path.word.parts.some((part) => typeof part !== 'string');
    default:
      return false;
  }
}

/** Whether text that the command holds in a form that is not followed stands in a word, other than inside JSON. */
/** Programs to which any word is text. */
const prints = /^(?:echo|printf|true|false|:|sleep|seq|expr|wait)$/;

function isHidden(word: Word, wrote: boolean): boolean {
  return (
    word.substitution === undefined &&
    word.parts.some(
      (part) =>
        typeof part !== 'string' &&
        part.hole === 'unknown' &&
        (part.output?.length ?? 0) > 0 &&
        mayBeAnything(part, wrote),
    ) &&
    !/^(?:[[{]|https?:\/\/[^/]+\/)/.test(prefixOf(word))
  );
}

function isUnknown(text: Word): boolean {
  return (
    text.parts.some((part) => typeof part !== 'string') &&
    text.parts.every((part) => typeof part !== 'string' || part.trim() === '')
  );
}

function shortened(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length > 80 ? `${line.slice(0, 77)}…` : line;
}
