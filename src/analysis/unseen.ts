import { programName } from '../commands/argv.ts';
import { show, type Invocation, type PathRef } from '../word.ts';
import { isAbsent } from './absent.ts';
import type { Following } from './following.ts';
import type { Frame } from './frame.ts';
import { looksInstalled } from './script-file.ts';

/** The largest program whose kind is looked at, in bytes. */
const MAX_PROGRAM_BYTES = 16 * 1024 * 1024;

/** A file to run whose text is not to be had: not there, a program rather than a script, or hidden from the gate. */
export function notSeen(
  path: PathRef,
  via: string,
  frame: Frame,
  outer: Invocation | undefined,
  entry: string | undefined,
  call: Following,
): void {
  const detail = `${via} ${show(path.word)}`;
  const privileged = frame.via.some((wrapper) => /^(?:sudo|doas|su|pkexec|run0|gosu)$/.test(wrapper));
  if (privileged || call.provenance.ledger.find(path) !== undefined)
    return call.found.opaque('unseen', detail, frame, path);
  // Targets of a task runner are the repository's own, wherever it lies; nothing in this call wrote them.
  if (entry !== undefined) return call.found.opaque('absent', detail, frame, path);
  const before = call.invocations.slice(0, outer === undefined ? 0 : call.invocations.lastIndexOf(outer));
  const program = via === programName(path.word);
  if (program && standsThereAs('program', path, call)) return;
  // A scratch file or a set-up file that is not there fails; any other script outside the project is asked about.
  const mild = via === 'source' || via === '.' || call.facts.inside(path, 'temp') === 'yes';
  if (program && looksInstalled(show(path.word))) return call.found.opaque('absent', detail, frame, path);
  call.found.opaque(mild && isAbsent(path, before, call.facts) ? 'absent' : 'unseen', detail, frame, path);
}

/** Whether a file that is not looked into surely is a script, only a long one, or surely a program. */
export function standsThereAs(kind: 'text' | 'program', path: PathRef, call: Following): boolean {
  const { paths, open } = call.facts.resolve(path);
  return (
    !open &&
    paths.length > 0 &&
    paths.every((one) => {
      const content = call.facts.world.read(one, MAX_PROGRAM_BYTES);
      return kind === 'text' ? content.kind === 'text' : content.kind === 'binary' && content.program;
    })
  );
}

/** A file to run that lies on another machine. */
export function unseen(path: PathRef, via: string, frame: Frame, call: Following): void {
  const there = frame.remote === undefined ? path : { ...path, remote: frame.remote };
  call.found.opaque('unseen', `${via} ${show(path.word)}`, frame, there);
}
