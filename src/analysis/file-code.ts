import { programName } from '../commands/argv.ts';
import { languageOfFirstLine } from '../commands/first-line.ts';
import type { FileCode } from '../commands/spec.ts';
import type { Start } from '../script.ts';
import { readCode } from '../shell/read-script.ts';
import { literal, show, textOf, unknownWord, type Invocation, type Word } from '../word.ts';
import { followCode } from './code.ts';
import { followEntry } from './file-entry.ts';
import type { Following } from './following.ts';
import type { Frame } from './frame.ts';
import { environmentOf } from './inheritance.ts';
import type { Written } from './ledger.ts';
import { notSeen, standsThereAs, unseen } from './unseen.ts';

/** Follows a file that is executed, with each content it may have where it was written in some branches only. */
export function followFile(code: FileCode, frame: Frame, outer: Invocation | undefined, call: Following): void {
  const { path } = code;
  const others = path.word.substitution === undefined ? call.provenance.others(path) : [];
  if (others.length === 0) return followContent(code, frame, outer, call);
  const { ledger } = call.provenance;
  const latest = ledger.find(path);
  for (const written of latest === undefined ? others : [latest, ...others])
    ledger.choosing(path, written, () => followContent(code, frame, outer, call));
}

/** Follows one content of a file: a script that is read, or one that cannot be. */
function followContent(code: FileCode, frame: Frame, outer: Invocation | undefined, call: Following): void {
  const { path, via } = code;
  let { language } = code;
  const { substitution } = path.word;
  if (substitution !== undefined) return followSubstitution(code, substitution.output, frame, outer, call);
  const written = call.provenance.ledger.find(path);
  if (written?.kind === 'network')
    return call.found.add({ kind: 'remote.code', interpreter: via, url: written.url }, frame);
  if (frame.remote !== undefined) return unseen(path, via, frame, call);
  if (written?.kind === 'compiled' && via === programName(path.word)) return;
  if (written?.kind === 'unknown')
    return call.found.opaque('code', `${via} ${show(path.word)}, written by this very command`, frame);
  // A shell shows what it cannot run: `bash .env` prints the file line by line. A program that is its own file does not.
  const shown = language === 'bash' && code.entry === undefined && via !== programName(path.word);
  if (shown && !call.found.all.some((effect) => effect.kind === 'file.read' && effect.path.word === path.word))
    call.found.add({ kind: 'file.read', path, recursive: 'no', hidden: 'no' }, frame);
  const content = call.provenance.content(path);
  if (code.entry !== undefined) return followEntry(code, code.entry, content, frame, outer, call);
  if (content === undefined) {
    for (const absolute of call.provenance.ledger.candidates(path))
      followFile({ ...code, path: { ...path, word: literal(absolute, path.word.span) } }, frame, outer, call);
    if (language === 'bash' && standsThereAs('text', path, call))
      return call.found.opaque('limit', `${via} ${show(path.word)}, longer than is read`, frame, path);
    return notSeen(path, via, frame, outer, undefined, call);
  }
  const text = textOf(content);
  if (via === programName(path.word) && text !== undefined) {
    const first = languageOfFirstLine(text);
    if (first === undefined) return notSeen(path, via, frame, outer, undefined, call);
    language = first ?? language;
  }
  runScript({ ...code, language }, content, written, frame, outer, call);
}

/** Reads the text of a script, unless it is being read already. */
function runScript(
  { path, via, language, args, database }: FileCode,
  content: Word,
  written: Written | undefined,
  frame: Frame,
  outer: Invocation | undefined,
  call: Following,
): void {
  const name = show(path.word);
  const text = textOf(content);
  // A script that writes another one over itself and runs it is not run in a circle.
  const running = `${name}\0${text ?? show(content)}`;
  if (call.running.includes(running)) return;
  call.running.push(running);
  const inner = { ...frame, via: [...frame.via, via], depth: frame.depth + 1 };
  if (language === 'bash' && text !== undefined) {
    const origin = (offset: number): string => `${name}:${text.slice(0, offset).split('\n').length}`;
    const given: Start = {
      via: inner.via,
      depth: inner.depth,
      cwd: outer?.state.cwd ?? literal(''),
      file: path.word,
      args: [path.word, ...(args ?? [])],
      stdin: outer?.stdin ?? { kind: 'inherited' },
      ...(outer === undefined ? {} : { inherited: environmentOf(outer) }),
      arms: call.provenance.ledger.arms,
      place: (from) => ({ ...frame.span, origin: origin(from) }),
    };
    readCode(content, given, call.reader(inner));
  } else
    followCode(
      {
        kind: 'code',
        language,
        text: content,
        via,
        file: path,
        ...(written === undefined ? {} : { fresh: true }),
        ...(args === undefined ? {} : { args }),
        ...(database === undefined ? {} : { database }),
      },
      frame,
      outer,
      call,
    );
  call.running.pop();
}

/** A process substitution in the place of a file: what its commands print is executed. */
function followSubstitution(
  code: FileCode,
  output: Word | undefined,
  frame: Frame,
  outer: Invocation | undefined,
  call: Following,
): void {
  const { path, language, via } = code;
  const url = call.provenance.networkSource(call.provenance.behind(path.word));
  if (url !== undefined && output === undefined)
    return call.found.add({ kind: 'remote.code', interpreter: via, url }, frame);
  const text = output ?? unknownWord(show(path.word), frame.span);
  return followCode(
    {
      kind: 'code',
      language,
      text,
      via,
      ...(code.args === undefined ? {} : { args: code.args }),
      ...(code.database === undefined ? {} : { database: code.database }),
    },
    frame,
    outer,
    call,
  );
}
