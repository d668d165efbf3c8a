import { branched } from '../arms.ts';
import type { Budget } from '../budget.ts';
import { isLoopback } from '../commands/network/request.ts';
import type { Effect, EffectDraft } from '../effect.ts';
import { literal, textOf, type Arm, type Invocation, type PathRef, type Stream, type Word } from '../word.ts';
import type { Facts } from '../world.ts';
import { Ledger, type Written } from './ledger.ts';

/** The largest script file that is looked into, in bytes. */
const MAX_SCRIPT_BYTES = 256 * 1024;

/** Where data in the call comes from: what commands did, what files hold, what came over the network. */
export class Provenance {
  readonly ledger: Ledger;
  readonly #facts: Facts;
  readonly #budget: Budget;
  readonly #effectsOf = new Map<Invocation, readonly Effect[]>();
  /** Commands that nothing from the network is in, nor in what flows into them, while the ledger has as many downloads. */
  readonly #local = new Set<Invocation>();
  #downloads = 0;

  constructor(facts: Facts, budget: Budget) {
    this.#facts = facts;
    this.#budget = budget;
    this.ledger = new Ledger(facts);
  }

  /** Notes what an invocation, with everything it starts, does. */
  note(invocation: Invocation, effects: readonly Effect[]): void {
    if (this.#local.has(invocation)) this.#forget();
    this.#effectsOf.set(invocation, effects);
  }

  effectsOf(invocation: Invocation): readonly Effect[] {
    return this.#effectsOf.get(invocation) ?? [];
  }

  /** The effects of the commands that write into a pipe. */
  upstream(stream: Stream): readonly Effect[] {
    return stream.kind === 'pipe' ? this.ofAll(stream.from) : [];
  }

  /** The effects of commands, and of those whose output flows into them through pipes. */
  ofAll(commands: readonly Invocation[]): readonly Effect[] {
    const found: Effect[] = [];
    const seen = new Set<Invocation>(commands);
    // A set hands out what is added to it while it is gone through.
    for (const invocation of seen) {
      this.#budget.tick();
      for (const effect of this.effectsOf(invocation)) found.push(effect);
      if (invocation.stdin.kind === 'pipe') for (const writer of invocation.stdin.from) seen.add(writer);
    }
    return found;
  }

  /** Those of the effects that come from commands in front of a pipe. */
  flowing<Wanted extends Effect>(stream: Stream, wanted: readonly Wanted[]): readonly Wanted[] {
    const found: Wanted[] = [];
    if (stream.kind !== 'pipe' || wanted.length === 0) return found;
    const seen = new Set<Invocation>(stream.from);
    for (const invocation of seen) {
      const effects = new Set<Effect>(this.effectsOf(invocation));
      for (const effect of wanted) if (effects.has(effect) && !found.includes(effect)) found.push(effect);
      if (found.length === wanted.length) break;
      if (invocation.stdin.kind === 'pipe') for (const writer of invocation.stdin.from) seen.add(writer);
    }
    return found;
  }

  /** The effects of the commands whose output a word is made of. */
  behind(word: Word): readonly Effect[] {
    const commands = [...(word.substitution?.commands ?? [])];
    for (const part of word.parts)
      if (typeof part !== 'string' && part.hole === 'unknown') commands.push(...(part.output ?? []));
    return this.ofAll(commands);
  }

  /** What a write leaves in the file, for whatever reads or runs it later in the call. */
  written(
    draft: Extract<EffectDraft, { kind: 'file.write' }>,
    url: Word | undefined,
    invocation: Invocation | undefined,
  ): Written {
    if (url !== undefined) return { kind: 'network', url };
    if (draft.source !== undefined)
      return draft.how === 'link' ? { kind: 'link', of: draft.source } : this.#copied(draft.source, invocation);
    if (draft.compiled === 'yes') return { kind: 'compiled' };
    // An editor that is given the name of no file makes one.
    if (draft.how === 'edit') return { kind: this.#isMissing(draft.path) ? 'unknown' : 'edited' };
    return draft.content === undefined ? { kind: 'unknown' } : { kind: 'text', text: draft.content };
  }

  /** A copy of a file, or of what comes through a descriptor or a process substitution. */
  #copied(source: PathRef, invocation: Invocation | undefined): Written {
    const { word } = source;
    if (word.substitution !== undefined) return this.#made(word.substitution.output, this.behind(word));
    const descriptor = descriptorOf(textOf(word) ?? '');
    if (descriptor === undefined) return { kind: 'copy', of: source };
    const opened = invocation?.redirects.findLast((redirect) => redirect.descriptor === descriptor);
    if (opened?.operator === '<<' || opened?.operator === '<<<') return { kind: 'text', text: opened.target };
    const stream: Stream | undefined =
      opened?.operator === '<'
        ? { kind: 'file', path: opened.target }
        : descriptor === 0
          ? invocation?.stdin
          : undefined;
    switch (stream?.kind) {
      case 'text':
        return { kind: 'text', text: stream.text };
      case 'pipe':
        return this.#made(stream.text, this.upstream(stream));
      case 'file':
        return this.#copied({ ...source, word: stream.path }, undefined);
      case 'inherited':
      case undefined:
        return { kind: 'unknown' };
    }
  }

  #made(text: Word | undefined, by: readonly Effect[]): Written {
    if (text !== undefined) return { kind: 'text', text };
    const url = this.networkSource(by);
    return url === undefined ? { kind: 'unknown' } : { kind: 'network', url };
  }

  /** What a file may hold besides its latest content, where that was written in some branches only. */
  others(path: PathRef): readonly Written[] {
    return this.ledger
      .others(path)
      .flatMap((other): readonly Written[] =>
        other !== 'stood' ? [other] : this.#stored(path) === undefined ? [] : [{ kind: 'copy', of: path }],
      );
  }

  /** The texts a file may hold, as far as they are known. */
  contents(path: PathRef): readonly Word[] {
    const texts: Word[] = [];
    const look = (): void => {
      const text = this.#latest(path);
      if (text !== undefined) texts.push(text);
    };
    look();
    for (const other of this.others(path)) this.ledger.choosing(path, other, look);
    return texts;
  }

  /** The text of a file as it is when it is read; unknown where it may be one of several that differ. */
  content(path: PathRef): Word | undefined {
    const others = this.others(path);
    if (others.length === 0) return this.#latest(path);
    const texts = this.contents(path);
    const [text] = texts;
    const written = texts.map(({ parts }) => JSON.stringify(parts));
    return texts.length > others.length && written.every((each) => each === written[0]) ? text : undefined;
  }

  /** Does something as part of these arms of branches. */
  within<T>(arms: readonly Arm[] | undefined, act: () => T): T {
    const before = this.ledger.arms;
    this.ledger.arms = arms ?? before;
    try {
      return act();
    } finally {
      this.ledger.arms = before;
    }
  }

  /** Does something that may not be done: what it writes is one content of several. */
  possibly(act: () => void): void {
    this.within(branched(this.ledger.arms), act);
  }

  /** The text of a file as it was last written in this call, or standing there already. */
  #latest(path: PathRef): Word | undefined {
    const written = this.ledger.find(path);
    switch (written?.kind) {
      case 'text':
        return written.text;
      case 'network':
      case 'compiled':
      case 'unknown':
        return undefined;
      case 'copy':
        return this.#stored(written.of);
      case 'edited':
      case undefined:
        return this.#stored(path);
    }
  }

  #stored(path: PathRef): Word | undefined {
    if (path.remote !== undefined) return undefined;
    const { paths, open } = this.#facts.resolve(path);
    const [only] = paths;
    if (open || only === undefined || paths.length > 1) return undefined;
    const content = this.#facts.world.read(only, MAX_SCRIPT_BYTES);
    return content.kind === 'text' ? literal(content.text) : undefined;
  }

  #isMissing(path: PathRef): boolean {
    const { paths, open } = this.#facts.resolve(path);
    return !open && paths.length > 0 && paths.every((one) => this.#facts.world.read(one, 1).kind === 'missing');
  }

  /**
   * The URL that what comes through a pipe is from. Each command of a pipeline asks, so what was found nothing in is not gone
   * through again until a command does more or a download is written.
   */
  networkBehind(stream: Stream): Word | undefined {
    if (stream.kind !== 'pipe') return undefined;
    if (this.#downloads !== this.ledger.downloads) this.#forget();
    const seen = new Set<Invocation>(stream.from);
    for (const invocation of seen) {
      if (this.#local.has(invocation)) continue;
      const url = this.networkSource(this.effectsOf(invocation));
      if (url !== undefined) return url;
      if (invocation.stdin.kind === 'pipe') for (const writer of invocation.stdin.from) seen.add(writer);
    }
    for (const invocation of seen) this.#local.add(invocation);
    return undefined;
  }

  #forget(): void {
    this.#local.clear();
    this.#downloads = this.ledger.downloads;
  }

  /** The URL that output made by these effects comes from: another machine, or a file that this call downloaded. */
  networkSource(effects: readonly Effect[]): Word | undefined {
    for (const effect of effects) {
      if (effect.kind === 'network.request' && !isLoopback(effect.host)) return effect.url;
      const written = effect.kind === 'file.read' ? this.ledger.find(effect.path) : undefined;
      if (written?.kind === 'network') return written.url;
    }
    return undefined;
  }
}

/** The number in a path of an open descriptor: `/dev/stdin`, `/dev/fd/3`, `/proc/self/fd/3`. */
function descriptorOf(path: string): number | undefined {
  if (path === '/dev/stdin') return 0;
  const digits = /^\/(?:dev|proc\/self)\/fd\/(\d+)$/.exec(path)?.[1];
  return digits === undefined ? undefined : Number(digits);
}
