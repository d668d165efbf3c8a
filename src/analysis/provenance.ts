import { isLoopback } from '../commands/network/request.ts';
import type { Effect } from '../effect.ts';
import { literal, type Invocation, type PathRef, type Stream, type Word } from '../word.ts';
import type { Facts } from '../world.ts';
import { Ledger } from './ledger.ts';

/** The largest script file that is looked into, in bytes. */
const MAX_SCRIPT_BYTES = 256 * 1024;

/** Where data in the call comes from: what commands did, what files hold, what came over the network. */
export class Provenance {
  readonly ledger: Ledger;
  readonly #facts: Facts;
  readonly #effectsOf = new Map<Invocation, readonly Effect[]>();

  constructor(facts: Facts) {
    this.#facts = facts;
    this.ledger = new Ledger(facts);
  }

  /** Notes what an invocation, with everything it starts, does. */
  note(invocation: Invocation, effects: readonly Effect[]): void {
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
      for (const effect of this.effectsOf(invocation)) found.push(effect);
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

  /** The text of a file as it is when it is read: written earlier in this call, or standing there already. */
  content(path: PathRef): Word | undefined {
    const written = this.ledger.find(path);
    switch (written?.kind) {
      case 'text':
        return written.text;
      case 'network':
      case 'compiled':
      case 'edited':
      case 'unknown':
        return undefined;
      case 'copy':
        return this.#stored(written.of);
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
