/** A file that a scaffold writes. */
export interface Scaffolded {
  readonly file: string;
  readonly content: string;
}

/** What a scaffold comes to: files that are new, texts that go to the end of others, and what a person does next. */
export interface Scaffold {
  readonly create: readonly Scaffolded[];
  readonly append: readonly Scaffolded[];
  readonly next: readonly string[];
}

/** Thrown where the name makes no sense or is taken already; the message is for the person. */
export class ScaffoldError extends Error {
  override readonly name = 'ScaffoldError';
}
