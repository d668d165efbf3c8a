import { anyValue, type Value } from './value.ts';

/** The names of a program and what they stand for; what a stretch of it changes can be joined with what was there before. */
export class Bindings {
  readonly #values = new Map<string, Value>();
  /** What each name that changed stood for before, one record for every stretch that is open. */
  readonly #stretches: Map<string, Value | undefined>[] = [];

  get(name: string): Value | undefined {
    return this.#values.get(name);
  }

  has(name: string): boolean {
    return this.#values.has(name);
  }

  set(name: string, value: Value): void {
    const changes = this.#stretches.at(-1);
    if (changes !== undefined && !changes.has(name)) changes.set(name, this.#values.get(name));
    this.#values.set(name, value);
  }

  /** Begins a stretch that may not run. */
  open(): void {
    this.#stretches.push(new Map());
  }

  /** Ends it: what it changed is one of two, what it added stays. */
  join(): void {
    const changes = this.#stretches.pop();
    if (changes === undefined) return;
    const around = this.#stretches.at(-1);
    for (const [name, before] of changes) {
      if (around !== undefined && !around.has(name)) around.set(name, before);
      const now = this.#values.get(name);
      if (before !== undefined && now !== before)
        this.#values.set(name, now === undefined ? before : anyValue([before, now]));
    }
  }
}
