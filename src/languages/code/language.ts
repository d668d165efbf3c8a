import type { Grammar } from './grammar.ts';
import type { Lexis } from './token.ts';

/** What is known of a language: how it is written, and what its libraries' calls do. Lists of names stand between blanks. */
export interface LanguageTable {
  readonly lexis: Lexis;
  readonly grammar: Grammar;
  /** Names by what calling them does; the keys are the rows of `acts.ts`, which all languages share. */
  readonly calls: Readonly<Record<string, string>>;
  /** Names with a value of their own: `yes`, `no`, `environment`, `arguments`, `parameter`, or the text they stand for. */
  readonly constants: Readonly<Record<string, string>>;
  /** Modules and functions by another name: patterns and what they become. */
  readonly aliases: readonly (readonly [RegExp, string])[];
  /** Modules whose members are worth a question when nobody knows which one is called. */
  readonly modules: string;
}

/** How many names are remembered. */
const MAX_NAMES = 4000;

/** A language with its calls ready to be looked up. */
export class CodeLanguage {
  readonly lexis: Lexis;
  readonly grammar: Grammar;
  readonly constants: Readonly<Record<string, string>>;
  readonly #rows = new Map<string, string>();
  readonly #known = new Set<string>();
  /** Names that were looked up before. */
  readonly #canonical = new Map<string, string>();
  readonly #aliases: LanguageTable['aliases'];
  readonly #modules: string;

  constructor(table: LanguageTable) {
    this.lexis = table.lexis;
    this.grammar = table.grammar;
    this.constants = table.constants;
    this.#aliases = table.aliases;
    this.#modules = table.modules;
    for (const [row, names] of Object.entries(table.calls))
      for (const name of names.split(/\s+/)) {
        if (name === '') continue;
        this.#rows.set(name, row);
        if (name.includes('.')) this.#known.add(name.slice(0, name.indexOf('.')));
      }
  }

  /** The name under which a module or function is in the tables. */
  canonical(name: string): string {
    const before = this.#canonical.get(name);
    if (before !== undefined) return before;
    let found = name;
    for (const [pattern, replacement] of this.#aliases) found = found.replace(pattern, replacement);
    if (this.#canonical.size > MAX_NAMES) this.#canonical.clear();
    this.#canonical.set(name, found);
    return found;
  }

  /** The row a call of this name belongs to. */
  row(name: string): string | undefined {
    return this.#rows.get(name);
  }

  /** Whether a module is one of those whose calls are known. */
  module(name: string): boolean {
    return this.#known.has(name);
  }

  knows(name: string): boolean {
    return this.#rows.has(name);
  }

  /** Whether a member of this module that nobody knows may do anything. */
  dangerous(name: string): boolean {
    return ` ${this.#modules} `.includes(` ${name} `);
  }
}
