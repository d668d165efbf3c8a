import type { ModuleCode } from '../commands/spec.ts';
import type { Invocation } from '../word.ts';
import { followCode } from './code.ts';
import type { Following } from './following.ts';
import type { Frame } from './frame.ts';

/** How many modules of the project one call's programs are followed into. */
const MAX_MODULES = 24;

/** What a module does when it is imported; one outside the project, and one that was imported before, is left out. */
export function followModule(
  { candidates, language, via, importer }: ModuleCode,
  frame: Frame,
  outer: Invocation | undefined,
  call: Following,
): void {
  if (frame.remote !== undefined || call.modules.size >= MAX_MODULES) return;
  for (const path of candidates) {
    const written = call.provenance.ledger.find(path);
    if (written === undefined && call.facts.inside(path, 'project') !== 'yes') continue;
    const content = call.provenance.content(path);
    const [name] = call.facts.resolve(path).paths;
    if (content === undefined || name === undefined) continue;
    if (call.modules.has(name)) return;
    call.modules.add(name);
    const fresh = written === undefined ? {} : { fresh: true };
    return followCode(
      { kind: 'code', language, text: content, via, file: path, importer, ...fresh },
      frame,
      outer,
      call,
    );
  }
}
