import { manifestVersions } from '../commands/packages/manifest.ts';
import type { EffectDraft, FileWrite } from '../effect.ts';
import { textOf, type Invocation, type PathRef, type Redirect, type Word } from '../word.ts';
import type { Following } from './following.ts';
import type { Frame } from './frame.ts';
import { outputOf } from './output.ts';

/** What a redirection opens: a file that is read, or one that is written with what the command prints. */
export function followRedirect(
  redirect: Redirect,
  invocation: Invocation,
  frame: Frame,
  fromNetwork: Word | undefined,
  call: Following,
): void {
  const path: PathRef = {
    word: redirect.target,
    cwd: invocation.state.cwd,
    ...(frame.remote === undefined ? {} : { remote: frame.remote }),
  };
  const at = { ...frame, span: redirect.span };
  switch (redirect.operator) {
    case '<<':
    case '<<<':
      return;
    case '<&':
    case '>&':
      if (/^(?:\d+-?|-)$/.test(textOf(redirect.target) ?? '')) return;
      if (redirect.operator === '<&') return;
      break;
    case '<':
      if (redirect.target.substitution === undefined)
        call.found.add({ kind: 'file.read', path, recursive: 'no', hidden: 'no' }, at);
      return;
    case '>':
    case '>>':
    case '<>':
    case '>|':
    case '&>':
    case '&>>':
      break;
  }
  // Nothing is kept there, and no rule is about it.
  if (redirect.target.substitution !== undefined || textOf(redirect.target) === '/dev/null') return;
  const append = redirect.operator === '>>' || redirect.operator === '&>>' || redirect.operator === '<>';
  const content = redirect.descriptor === 1 ? outputOf(invocation, call.outputs) : undefined;
  const draft = { kind: 'file.write', path, how: append ? 'append' : 'overwrite', recursive: 'no' } as const;
  writeFile(
    content === undefined ? draft : { ...draft, content },
    at,
    redirect.descriptor === 1 ? fromNetwork : undefined,
    undefined,
    call,
  );
}

/** States a write, what its content amounts to, and what the file holds from then on. */
export function writeFile(
  draft: Extract<EffectDraft, { kind: 'file.write' }>,
  frame: Frame,
  fromNetwork: Word | undefined,
  invocation: Invocation | undefined,
  call: Following,
): void {
  call.found.add(draft, frame);
  const append = draft.how === 'append';
  if (draft.how === 'link' && draft.source !== undefined) {
    // Where the link is made is a question about now; where it leads, one for the commands that follow.
    call.facts.resolve(draft.path);
    call.links.push({ path: draft.path, source: draft.source });
  }
  call.provenance.ledger.note(draft.path, call.provenance.written(draft, fromNetwork, invocation), append);
  const name = textOf(draft.path.word);
  const content = draft.content === undefined ? undefined : textOf(draft.content);
  if (name !== undefined && content !== undefined)
    for (const found of manifestVersions(name, content))
      call.found.add({ kind: 'manifest.version', manifest: draft.path, ...found }, frame);
}

/** The URL a file written by a download program comes from. */
export function downloaded(
  write: Omit<FileWrite, 'span' | 'via' | 'remote'>,
  invocation: Invocation,
  call: Following,
): Word | undefined {
  if (write.content !== undefined || write.source !== undefined) return undefined;
  const [program] = invocation.argv;
  const request = call.found.all.findLast(
    (effect) => effect.kind === 'network.request' && effect.span.start >= invocation.span.start,
  );
  if (request?.kind === 'network.request' && program !== undefined) return request.url;
  return call.provenance.networkBehind(invocation.stdin);
}
