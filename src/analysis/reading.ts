import { Budget, COST } from '../budget.ts';
import { projectFiles, type ProjectFiles } from '../commands/project-files.ts';
import { producedOutput } from '../commands/producers/producers.ts';
import { printsShellSetUp } from '../commands/producers/shell-set-up.ts';
import type { Context, Finding, Run } from '../commands/spec.ts';
import type { Deadline } from '../deadline.ts';
import type { Effect, EffectDraft } from '../effect.ts';
import { readPowerShell } from '../languages/powershell/machine.ts';
import type { Reader, Start, Step } from '../script.ts';
import { readCode } from '../shell/read-script.ts';
import { literal, unknownWord, type Invocation, type PathRef } from '../word.ts';
import type { Facts } from '../world.ts';
import { followCode } from './code.ts';
import { followFile } from './file-code.ts';
import type { Following } from './following.ts';
import { FoundEffects } from './found-effects.ts';
import { start, type Frame } from './frame.ts';
import { configuredValue } from './git-config.ts';
import { bareState, withAssignments } from './inheritance.ts';
import { withListedPaths } from './listed.ts';
import { followModule } from './module-code.ts';
import { outputOf, type Outputs } from './output.ts';
import { followProgram } from './program.ts';
import { Provenance } from './provenance.ts';
import { followStream } from './stream-code.ts';
import { downloaded, followRedirect, writeFile } from './writes.ts';

/** How deeply wrappers and scripts may nest before the rest is opaque. */
const MAX_DEPTH = 40;
/** How many commands one call may consist of before the rest is opaque. */
const MAX_INVOCATIONS = 10_000;

/** Follows one tool call through shells, wrappers, pipes and files, and collects what it does. */
export class Reading implements Following {
  readonly invocations: Invocation[] = [];
  readonly facts: Facts;
  readonly provenance: Provenance;
  readonly found: FoundEffects;
  readonly outputs: Outputs;
  readonly files: ProjectFiles;
  readonly running: string[] = [];
  readonly modules = new Set<string>();
  readonly links: { readonly path: PathRef; readonly source: PathRef }[] = [];
  readonly #budget: Budget;
  #full = false;

  constructor(facts: Facts, deadline: Pick<Deadline, 'tick'>) {
    this.facts = facts;
    this.#budget = new Budget(deadline);
    this.provenance = new Provenance(facts, this.#budget);
    this.found = new FoundEffects(this.#budget);
    this.files = projectFiles(facts.world, (path) => this.provenance.content(path));
    this.outputs = {
      produced: (invocation) =>
        producedOutput(invocation, facts.world, (path) => this.provenance.content(path)) ??
        configuredValue(invocation, this.found.all),
      context: (invocation) => this.context(invocation, start),
      reader: {
        world: facts.world,
        output: (invocation) => this.provenance.within(invocation.arms, () => outputOf(invocation, this.outputs)),
        content: (path, arms) => this.provenance.within(arms, () => this.provenance.content(path)),
        contents: (path, arms) => this.provenance.within(arms, () => this.provenance.contents(path)),
        tick: (units) => this.#budget.tick(units),
        dormant: { texts: new Map(), evaluated: new Set(), awake: false },
      },
    };
  }

  get effects(): readonly Effect[] {
    return this.found.all;
  }

  /** Reads the command of a shell tool. */
  shell(command: string): void {
    const frame: Frame = { ...start, span: { start: 0, end: command.length } };
    readCode(literal(command, frame.span), this.#beginning('bash'), this.reader(frame));
  }

  /** Reads the command of a PowerShell tool. */
  powershell(command: string): void {
    const frame: Frame = { ...start, span: { start: 0, end: command.length } };
    readPowerShell(literal(command, frame.span), this.#beginning('powershell'), this.reader(frame));
  }

  #beginning(shell: string): Start {
    const { cwd } = this.facts.world;
    return {
      via: [],
      depth: 0,
      cwd: cwd === null ? unknownWord('the working directory') : literal(cwd),
      args: [literal(shell)],
      stdin: { kind: 'inherited' },
      place: (from, to) => ({ start: from, end: to }),
    };
  }

  /** States an effect of the tool call itself. */
  state(draft: EffectDraft): void {
    this.found.add(draft, start);
  }

  /** States a write and what its content amounts to. */
  write(draft: Extract<EffectDraft, { kind: 'file.write' }>): void {
    writeFile(draft, start, undefined, undefined, this);
  }

  /** Follows findings that come from the tool call itself rather than from a command. */
  findings(findings: Iterable<Finding>): void {
    for (const finding of findings) this.follow(finding, start, undefined);
  }

  reader(frame: Frame): Reader {
    return {
      ...this.outputs.reader,
      // At once, so that a file one command writes is known to the next that reads it.
      step: (step) => {
        const arms = step.kind === 'invocation' ? step.invocation.arms : undefined;
        this.provenance.within(arms, () => this.#step(step, frame));
      },
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
          this.provenance.note(step.invocation, this.provenance.effectsOf(invocation));
        return;
      }
      case 'opaque': {
        const at = { ...frame, span: step.span, via: step.via };
        const output = step.output ?? [];
        const url = this.provenance.networkSource(this.provenance.ofAll(output));
        if (url !== undefined)
          return this.found.add({ kind: 'remote.code', interpreter: step.via.at(-1) ?? 'the shell', url }, at);
        if (step.why === 'code' && output.length > 0 && output.every(printsShellSetUp)) return;
        return this.found.opaque(step.why, step.detail, at);
      }
      case 'fork-bomb':
        return this.found.add(
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
      return this.found.opaque('limit', 'more commands than are read', frame);
    }
    for (const { path, source } of this.links.splice(0)) this.facts.linked(path, source);
    const from = this.effects.length;
    this.invocations.push(invocation);
    this.provenance.note(invocation, []);
    const [first, ...words] = invocation.argv;
    if (first !== undefined) followProgram(invocation, first, words, frame, this);
    const outputs =
      this.provenance.networkSource(this.effects.slice(from)) ?? this.provenance.networkBehind(invocation.stdin);
    for (const redirect of invocation.redirects) followRedirect(redirect, invocation, frame, outputs, this);
    this.provenance.note(invocation, this.effects.slice(from));
  }

  context(invocation: Invocation, frame: Frame): Context {
    const { cwd } = invocation.state;
    const remote = frame.remote === undefined ? {} : { remote: frame.remote };
    return {
      invocation,
      world: this.facts.world,
      cwd,
      stdin: invocation.stdin,
      path: (word) => ({ word, cwd, ...remote }),
      content: (path) => this.provenance.content(path),
      upstream: (word) =>
        word === undefined ? this.provenance.upstream(invocation.stdin) : this.provenance.behind(word),
      before: (kind) => this.found.ofKind(kind),
      variable: (name) => {
        const prefix = invocation.assignments.findLast((assignment) => assignment.name === name);
        return prefix?.value ?? invocation.state.variable(name);
      },
    };
  }

  follow(finding: Finding, frame: Frame, outer: Invocation | undefined): void {
    switch (finding.kind) {
      case 'run':
        return this.#run(finding, frame, outer);
      case 'code':
        return followCode(finding, frame, outer, this);
      case 'stream-code':
        return followStream(finding, frame, outer, this);
      case 'file-code':
        return followFile(finding, frame, outer, this);
      case 'module-code':
        return followModule(finding, frame, outer, this);
      case 'file.write': {
        const url = outer === undefined ? undefined : downloaded(finding, outer, this);
        return writeFile(finding, frame, url, outer, this);
      }
      default:
        return this.found.add(finding, frame);
    }
  }

  #run(run: Run, frame: Frame, outer: Invocation | undefined): void {
    const [first] = run.argv;
    if (first === undefined) return;
    const state = outer === undefined ? bareState(this.facts) : outer.state;
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
    // What another program runs it may run never: `find`, `xargs`, `timeout`.
    this.provenance.possibly(() =>
      this.#invocation(inner, { ...frame, span: inner.span, via, remote, depth: frame.depth + 1 }),
    );
  }
}
