import type { Code } from '../commands/spec.ts';
import { readCmd } from '../languages/cmd/read.ts';
import { readPowerShell } from '../languages/powershell/machine.ts';
import type { Start } from '../script.ts';
import { readCode } from '../shell/read-script.ts';
import { literal, show, textOf, type Invocation, type Word } from '../word.ts';
import type { Following } from './following.ts';
import type { Frame } from './frame.ts';
import { bareState, environmentOf } from './inheritance.ts';
import { codeEffects } from './languages.ts';

/** What code does: its effects where it is in another language, its commands where it is in a shell's. */
export function followCode(code: Code, frame: Frame, outer: Invocation | undefined, call: Following): void {
  const inner: Frame = {
    ...frame,
    via: [...frame.via, code.via],
    remote: code.remote ?? frame.remote,
    depth: frame.depth + 1,
  };
  if (isUnknown(code.text)) {
    if (remoteCode(code.text, code.via, frame, call)) return;
    // A program text nobody knows: for SQL the dialect's reader says what an unknown statement is.
    if (code.language !== 'sql') return call.found.opaque('code', `${code.via} ${show(code.text)}`, frame);
  }
  if (code.language !== 'bash' && code.language !== 'powershell' && code.language !== 'cmd') {
    const at = code.cwd ?? outer?.state.cwd ?? literal(call.facts.world.cwd ?? '');
    const placed = inner.remote === undefined ? code : { ...code, remote: inner.remote };
    const image = inner.image || code.language === 'dockerfile';
    const settled =
      inner.settled ||
      (code.file !== undefined && code.fresh !== true && code.language !== 'make' && code.language !== 'sql');
    for (const finding of codeEffects(placed, at, call.facts.world, call.files)) {
      const starts = finding.kind === 'run' || finding.kind === 'code';
      const within = finding.kind === 'opaque' ? inner : { ...inner, settled, image: starts && image };
      const find = (): void => call.follow(finding, within, outer);
      // Which branch of a program is taken is not followed.
      if (code.language === 'make' || code.language === 'dockerfile') find();
      else call.provenance.possibly(find);
    }
    return;
  }
  readShell(code, code.language, frame, inner, outer, call);
}

/** Reads code in the language of a shell; places in it are told as places in the command, or lines of its file. */
function readShell(
  code: Code,
  language: 'bash' | 'powershell' | 'cmd',
  frame: Frame,
  inner: Frame,
  outer: Invocation | undefined,
  call: Following,
): void {
  const state = outer?.state ?? bareState(call.facts);
  const text = textOf(code.text);
  const { span } = code.text;
  // A word that is one quoted or bare literal: offsets in it are offsets in the command.
  const quotes = text === undefined ? -1 : span.end - span.start - text.length;
  const exact = quotes === 0 || quotes === 2;
  const first = span.start + quotes / 2;
  const given: Start = {
    via: inner.via,
    depth: inner.depth,
    cwd: code.cwd ?? state.cwd,
    args: code.args ?? [literal(language)],
    stdin: code.stdin ?? outer?.stdin ?? { kind: 'inherited' },
    inherited: outer === undefined ? state : environmentOf(outer),
    place: (from, to) => (exact ? { ...frame.span, start: first + from, end: first + to } : frame.span),
    ...(inner.remote === undefined ? {} : { remote: inner.remote }),
  };
  if (language === 'bash') {
    readCode(code.text, { ...given, arms: call.provenance.ledger.arms }, call.reader(inner));
    return;
  }
  const name = code.file === undefined ? undefined : show(code.file.word);
  const lines = textOf(code.text);
  const read = language === 'cmd' ? readCmd : readPowerShell;
  const begin: Start = {
    ...given,
    args: [literal(language), ...(code.args ?? [])],
    ...(code.file === undefined ? {} : { file: code.file.word }),
    ...(name === undefined || lines === undefined
      ? {}
      : { place: (from) => ({ ...frame.span, origin: `${name}:${lines.slice(0, from).split('\n').length}` }) }),
  };
  read(code.text, begin, call.reader(inner));
}

/** Whether text that is to run comes from the network, which is then said. */
export function remoteCode(text: Word, interpreter: string, frame: Frame, call: Following): boolean {
  const url = call.provenance.networkSource(call.provenance.behind(text));
  if (url === undefined) return false;
  call.found.add({ kind: 'remote.code', interpreter, url }, frame);
  return true;
}

function isUnknown(text: Word): boolean {
  return (
    text.parts.some((part) => typeof part !== 'string') &&
    text.parts.every((part) => typeof part !== 'string' || part.trim() === '')
  );
}
