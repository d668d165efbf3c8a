interface Layer<T> {
  /** `null` for a name that was removed. */
  readonly entries: Map<string, T | null>;
  readonly below: Layer<T> | undefined;
  readonly height: number;
}

/** How many layers stand on each other before they are merged into one. */
const HEIGHT = 24;

/** Names and what they are bound to; copies are cheap and do not see each other's later changes. */
export class Table<T> {
  #top: Layer<T> | undefined;
  /** Whether `#top` is shared with a copy and must not be written to. */
  #shared: boolean;

  constructor(top?: Layer<T>) {
    this.#top = top;
    this.#shared = top !== undefined;
  }

  copy(): Table<T> {
    this.#shared = true;
    return new Table(this.#top);
  }

  get(name: string): T | undefined {
    return entryOf(this.#top, name) ?? undefined;
  }

  set(name: string, value: T): void {
    this.#put(name, value);
  }

  remove(name: string): void {
    if (this.get(name) !== undefined) this.#put(name, null);
  }

  #put(name: string, value: T | null): void {
    const top = this.#top;
    if (top === undefined || this.#shared) {
      const height = (top?.height ?? 0) + 1;
      this.#top =
        height > HEIGHT
          ? { entries: flattened(top), below: undefined, height: 1 }
          : { entries: new Map(), below: top, height };
      this.#shared = false;
    }
    this.#top?.entries.set(name, value);
  }

  get empty(): boolean {
    return this.#top === undefined;
  }

  names(): readonly string[] {
    return this.#top === undefined
      ? []
      : [...flattened(this.#top)].flatMap(([name, value]) => (value === null ? [] : [name]));
  }

  /**
   * The names whose value passes, in the order of `names`. What was found is remembered by layer, so that of a table that a few
   * names were added to only these are looked at.
   */
  passing(test: (value: T) => boolean, found: WeakMap<object, readonly string[]>): readonly string[] {
    if (this.#top === undefined) return [];
    const waiting: Layer<T>[] = [];
    let layer: Layer<T> | undefined = this.#top;
    while (layer !== undefined && !found.has(layer)) {
      waiting.push(layer);
      layer = layer.below;
    }
    let names = (layer === undefined ? undefined : found.get(layer)) ?? [];
    for (const one of waiting.reverse()) {
      names = passingIn(one, names, test);
      // The top may still be written to.
      if (one !== this.#top || this.#shared) found.set(one, names);
    }
    return names;
  }

  /** The names that may be bound differently in `other`. */
  differing(other: Table<T>): readonly string[] {
    if (this.#top === other.#top) return [];
    const below = new Set<Layer<T>>();
    for (let layer = this.#top; layer !== undefined; layer = layer.below) below.add(layer);
    let common = other.#top;
    while (common !== undefined && !below.has(common)) common = common.below;
    const names = new Set<string>();
    for (const table of [this, other])
      for (let layer = table.#top; layer !== undefined && layer !== common; layer = layer.below)
        for (const name of layer.entries.keys()) names.add(name);
    return [...names].filter((name) => this.get(name) !== other.get(name));
  }
}

/** What passes of a layer and those below it, of which `below` does. */
function passingIn<T>(layer: Layer<T>, below: readonly string[], test: (value: T) => boolean): readonly string[] {
  const added: string[] = [];
  for (const [name, value] of layer.entries) {
    const passes = value !== null && test(value);
    const before = entryOf(layer.below, name);
    if (before === undefined) {
      if (passes) added.push(name);
      continue;
    }
    const passed = before !== null && test(before);
    // A name that changes sides has its place between others.
    if (passes !== passed)
      return [...flattened(layer)].flatMap(([each, one]) => (one !== null && test(one) ? [each] : []));
  }
  return added.length === 0 ? below : [...below, ...added];
}

function entryOf<T>(top: Layer<T> | undefined, name: string): T | null | undefined {
  for (let layer = top; layer !== undefined; layer = layer.below) {
    const value = layer.entries.get(name);
    if (value !== undefined) return value;
  }
  return undefined;
}

function flattened<T>(top: Layer<T> | undefined): Map<string, T | null> {
  const layers: Layer<T>[] = [];
  for (let layer = top; layer !== undefined; layer = layer.below) layers.push(layer);
  const all = new Map<string, T | null>();
  for (const layer of layers.reverse()) for (const [name, value] of layer.entries) all.set(name, value);
  return all;
}
