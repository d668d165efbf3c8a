import type { PathRef, Word } from '../word.ts';
import type { Facts } from '../world.ts';

/** What this call itself put into a file before something later in it reads or runs the file. */
export type Written =
  | { readonly kind: 'text'; readonly text: Word }
  | { readonly kind: 'network'; readonly url: Word }
  | { readonly kind: 'copy'; readonly of: PathRef }
  /** A program that a compiler made. */
  | { readonly kind: 'compiled' }
  /** Changed in place (`sed -i`): what stands there is still mostly what stood there. */
  | { readonly kind: 'edited' }
  /** Filled with something that is not known. */
  | { readonly kind: 'unknown' };

/** The files written so far in one call, by absolute path. */
export class Ledger {
  readonly #files = new Map<string, Written>();
  readonly #facts: Facts;

  constructor(facts: Facts) {
    this.#facts = facts;
  }

  /** Notes a write; an append to a file of known text adds to it. */
  note(path: PathRef, written: Written, append: boolean): void {
    if (path.remote !== undefined) return;
    for (const absolute of this.#facts.resolve(path).paths) {
      const before = append ? this.#files.get(absolute) : undefined;
      this.#files.set(absolute, before === undefined ? written : joined(before, written));
    }
  }

  /** What was written to the path in this call, if anything was. */
  find(path: PathRef): Written | undefined {
    if (this.#files.size === 0 || path.remote !== undefined) return undefined;
    for (const absolute of this.#facts.resolve(path).paths) {
      const written = this.#files.get(absolute);
      if (written?.kind === 'copy') return this.find(written.of) ?? written;
      if (written !== undefined) return written;
    }
    return undefined;
  }
}

function joined(before: Written, after: Written): Written {
  if (before.kind === 'network') return before;
  if (after.kind === 'network') return after;
  if (before.kind === 'text' && after.kind === 'text')
    return { kind: 'text', text: { ...before.text, parts: [...before.text.parts, ...after.text.parts] } };
  return { kind: 'unknown' };
}
