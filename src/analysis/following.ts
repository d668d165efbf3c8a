import type { ProjectFiles } from '../commands/project-files.ts';
import type { Context, Finding } from '../commands/spec.ts';
import type { Reader } from '../script.ts';
import type { Invocation, PathRef } from '../word.ts';
import type { Facts } from '../world.ts';
import type { FoundEffects } from './found-effects.ts';
import type { Frame } from './frame.ts';
import type { Outputs } from './output.ts';
import type { Provenance } from './provenance.ts';

/** What each piece of a call is followed with: what is known by then, and the way back for what it sets going. */
export interface Following {
  readonly facts: Facts;
  readonly provenance: Provenance;
  readonly found: FoundEffects;
  readonly invocations: readonly Invocation[];
  readonly outputs: Outputs;
  readonly files: ProjectFiles;
  /** Scripts and tasks that are being read, outermost first. */
  readonly running: string[];
  /** Modules that were read, by absolute path. */
  readonly modules: Set<string>;
  /** Links that the present command makes. */
  readonly links: { readonly path: PathRef; readonly source: PathRef }[];
  follow(finding: Finding, frame: Frame, outer: Invocation | undefined): void;
  context(invocation: Invocation, frame: Frame): Context;
  /** Follows the steps of a script one after the other. */
  reader(frame: Frame): Reader;
}
