import { excludeEachOther, isCertainIn, branched } from '../arms.ts';
import type { Arm, PathRef, Word } from '../word.ts';
import type { Facts } from '../world.ts';

/** What this call itself put into a file before something later in it reads or runs the file. */
export type Written =
  | { readonly kind: 'text'; readonly text: Word }
  | { readonly kind: 'network'; readonly url: Word }
  /** What stood in a file that this call had not written when the copy was made. */
  | { readonly kind: 'copy'; readonly of: PathRef }
  /** Another name for a file: what is written there later is here too. */
  | { readonly kind: 'link'; readonly of: PathRef }
  /** A program that a compiler made. */
  | { readonly kind: 'compiled' }
  /** Changed in place (`sed -i`): what stands there is still mostly what stood there. */
  | { readonly kind: 'edited' }
  /** Filled with something that is not known. */
  | { readonly kind: 'unknown' };

/** How many links one name may lead through (Linux: path_resolution(7)). */
const MAX_LINKS = 40;

/** One write to a file, and the arms of branches it was made in. */
interface Entry {
  readonly written: Written;
  readonly arms: readonly Arm[];
}

/** How many writes to one file are kept that may each be the last. */
const MAX_ENTRIES = 16;

/** The files written so far in one call, by absolute path. */
export class Ledger {
  /** What each file may hold, the latest first; all but the last were written in some branches only. */
  readonly #files = new Map<string, readonly Entry[]>();
  readonly #chosen = new Map<string, Written>();
  /** The arms of branches that what is being read stands in. */
  arms: readonly Arm[] = [];
  readonly #patterns: { readonly word: Word; readonly written: Exclude<Written, { kind: 'link' }> }[] = [];
  readonly #facts: Facts;
  #downloads = 0;

  constructor(facts: Facts) {
    this.#facts = facts;
  }

  /** Notes a write; an append to a file of known text adds to it. */
  note(path: PathRef, written: Written, append: boolean): void {
    if (path.remote !== undefined) return;
    const all = written.kind === 'copy' ? this.#sources(written) : [written];
    const [held = written] = all;
    if (all.some(({ kind }) => kind === 'network' || kind === 'copy' || kind === 'link')) this.#downloads++;
    // `split` names its files itself: any that fits may be one of them.
    if (held.kind !== 'link' && path.word.parts.some((part) => typeof part !== 'string' && part.hole === 'glob'))
      this.#patterns.push({ word: path.word, written: held });
    for (const absolute of this.#facts.resolve(path).paths) {
      const entries = this.#files.get(absolute) ?? [];
      const before = append ? this.#possible(absolute) : entries.slice(0, 1);
      // A copy or a link is not made where there is nothing to be copied, or the name is taken.
      const uncertain = entries.length > 0 && (written.kind === 'link' || written.kind === 'copy');
      const arms = uncertain ? branched(this.arms) : this.arms;
      const contents = append && before.length > 0 ? before : [before[0]];
      const now = contents.flatMap((old) => all.map((one) => after(old?.written, one, append)));
      const added = now.map((one, index) => ({
        written: one,
        arms: index === now.length - 1 ? arms : branched(this.arms),
      }));
      const kept = entries.filter((one) => !isCertainIn(arms, one.arms));
      const known = [...added, ...kept];
      const rest: readonly Entry[] = known.length > MAX_ENTRIES ? [{ written: { kind: 'unknown' }, arms: [] }] : [];
      this.#files.set(absolute, [...known.slice(0, MAX_ENTRIES), ...rest]);
    }
  }

  /** What a copy holds: anything that the file may hold. */
  #sources(copy: Extract<Written, { kind: 'copy' }>): readonly Exclude<Written, { kind: 'link' }>[] {
    const found = this.find(copy.of);
    if (found === undefined) return [copy];
    const others = this.others(copy.of).flatMap((other) =>
      other === 'stood' ? [copy] : other.kind === 'link' ? [] : [other],
    );
    return [found, ...others];
  }

  /** How many writes have put something from the network into a file. */
  get downloads(): number {
    return this.#downloads;
  }

  /** What was written to the path in this call, if anything was. */
  find(path: PathRef, links = 0): Exclude<Written, { kind: 'link' }> | undefined {
    if (this.empty || path.remote !== undefined) return undefined;
    for (const absolute of this.#facts.resolve(path).paths) {
      const written = this.#chosen.get(absolute) ?? this.#possible(absolute)[0]?.written;
      if (written?.kind === 'link') {
        if (links === MAX_LINKS) return { kind: 'unknown' };
        return this.find(written.of, links + 1) ?? { kind: 'copy', of: written.of };
      }
      if (written !== undefined) return written;
      const fitting = this.#patterns.findLast(({ word }) => mayBe(word, absolute));
      if (fitting !== undefined) return fitting.written;
    }
    return undefined;
  }

  /** What a path may hold besides what `find` says, in the arms that are being read; `stood` is what the call did not write. */
  others(path: PathRef): readonly (Written | 'stood')[] {
    if (this.empty || path.remote !== undefined) return [];
    for (const absolute of this.#facts.resolve(path).paths) {
      const entries = this.#possible(absolute);
      if (entries.length === 0 || this.#chosen.has(absolute)) continue;
      const open = !entries.some(({ arms }) => isCertainIn(arms, this.arms));
      return [...entries.slice(1).map(({ written }) => written), ...(open ? (['stood'] as const) : [])];
    }
    return [];
  }

  /** Does something as if a path held this. */
  choosing(path: PathRef, written: Written, act: () => void): void {
    const { paths } = this.#facts.resolve(path);
    for (const absolute of paths) this.#chosen.set(absolute, written);
    try {
      act();
    } finally {
      for (const absolute of paths) this.#chosen.delete(absolute);
    }
  }

  /** The writes to a file that may have been the last ones, as seen from the arms that are being read. */
  #possible(absolute: string): readonly Entry[] {
    const entries = this.#files.get(absolute) ?? [];
    const last = entries.findIndex(({ arms }) => isCertainIn(arms, this.arms));
    return entries
      .slice(0, last < 0 ? entries.length : last + 1)
      .filter(({ arms }) => !excludeEachOther(arms, this.arms));
  }

  /** The files written so far that a path with holes in it may name. */
  candidates(path: PathRef): readonly string[] {
    if (
      this.#files.size === 0 ||
      path.remote !== undefined ||
      path.word.parts.every((part) => typeof part === 'string')
    )
      return [];
    return [...this.#files.keys()].filter((absolute) => mayBe(path.word, absolute));
  }

  /** A file of this base name that was written so far. */
  named(name: string): string | undefined {
    return [...this.#files.keys()].find((absolute) => absolute.endsWith(`/${name}`));
  }

  get empty(): boolean {
    return this.#files.size === 0 && this.#patterns.length === 0;
  }
}

/** How many stretches between unknown parts are looked for one after the other; of more, only the first and the last. */
const MAX_STRETCHES = 3;

/** Whether an absolute path is one that a word with holes may stand for; a pattern does not cross slashes. */
function mayBe(word: Word, absolute: string): boolean {
  const stretches: string[] = [''];
  for (const part of word.parts) {
    if (typeof part !== 'string' && part.hole !== 'glob') {
      if (stretches.at(-1) !== '' || stretches.length === 1) stretches.push('');
      continue;
    }
    const source =
      typeof part === 'string'
        ? escaped(part.replace(/^(?:\.\/)+/, '').replaceAll('/./', '/'))
        : part.text.replace(/\[[^\]]*\]|[^]/g, (piece) =>
            piece === '*' ? '[^/]*' : piece === '?' || piece.length > 1 ? '[^/]' : escaped(piece),
          );
    stretches[stretches.length - 1] += source;
  }
  const [first = '', ...rest] = stretches;
  const kept = rest.length > MAX_STRETCHES ? [first, rest.at(-1) ?? ''] : stretches;
  return new RegExp(`(?:^|/)${kept.join('.*').replace(/^\//, '')}$`, 's').test(absolute);
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
}

/** What a file holds after a write. */
function after(old: Written | undefined, written: Written, append: boolean): Written {
  // An edit of what this call wrote leaves something that nobody has seen.
  if (written.kind === 'edited' && old !== undefined && old.kind !== 'edited') return { kind: 'unknown' };
  return append && old !== undefined ? joined(old, written) : written;
}

function joined(before: Written, after: Written): Written {
  if (before.kind === 'network') return before;
  if (after.kind === 'network') return after;
  if (before.kind === 'text' && after.kind === 'text')
    return { kind: 'text', text: { ...before.text, parts: [...before.text.parts, ...after.text.parts] } };
  return { kind: 'unknown' };
}
