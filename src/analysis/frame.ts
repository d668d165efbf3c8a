import type { Remote, Span } from '../word.ts';

/** Where in the call something is found: what effects carry besides their own fields. */
export interface Frame {
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

/** Where every call begins: this machine, and nothing around it. */
export const start: Frame = {
  span: { start: 0, end: 0 },
  via: [],
  remote: undefined,
  depth: 0,
  settled: false,
  image: false,
};
