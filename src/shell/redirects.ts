import type { HereDoc, Redirection } from 'unbash';
import { type Redirect, type RedirectOperator, type Span, type Stream, textOf, type Word, wordOf } from '../word.ts';
import { assignText } from './assign.ts';
import type { Shell } from './shell.ts';
import type { Output } from './state.ts';
import {
  asWord,
  EMPTY,
  known,
  NOTHING,
  oneValue,
  shortened,
  textOfValue,
  unknownHole,
  type Value,
  type Values,
} from './value.ts';
import { expandWord, restored } from './words.ts';

/** The first descriptor `{name}>` takes (redir.c: SHELL_FD_BASE). */
const FIRST_FREE = 10;

/** Takes the redirections into the state, in order, and returns them as the command has them. */
export function applyRedirects(shell: Shell, nodes: readonly Redirection[]): readonly Redirect[] {
  return nodes.flatMap((node) => {
    const redirect = readRedirect(shell, node);
    if (redirect === undefined) return [];
    take(shell, redirect);
    return [redirect];
  });
}

/** Whether a redirection may fail, so that its command does not run: what is to be read, or the directory to write into, is not there. */
export function mayFail(shell: Shell, { operator, target: word }: Redirect): boolean {
  const text = textOf(word);
  if (text === undefined || text === '' || word.substitution !== undefined || shell.start.remote !== undefined)
    return false;
  if (operator === '<<' || operator === '<<<' || operator === '<&' || operator === '>&') return false;
  // It stands on every machine, and the first look does not ask for it.
  if (text === '/dev/null') return false;
  const [cwd, ...others] = shell.state.cwd;
  const from = cwd === undefined ? undefined : textOfValue(cwd);
  if (!text.startsWith('/') && (from === undefined || others.length > 0)) return false;
  const path = text.startsWith('/') ? text : `${from ?? ''}/${text}`;
  const needed = operator === '<' ? path : path.slice(0, path.lastIndexOf('/'));
  if (needed === '' || shell.reader.world.entry(needed).kind !== 'missing') return false;
  return (
    operator !== '<' ||
    shell.reader.contents({ word, cwd: asWord(cwd ?? EMPTY, word.span) }, shell.state.arms).length === 0
  );
}

function readRedirect(shell: Shell, node: Redirection): Redirect | undefined {
  const span = shell.source.place(node.pos, node.end);
  const input = node.operator.startsWith('<');
  const descriptor =
    node.descriptor?.type === 'FileDescriptor'
      ? node.descriptor.value
      : node.descriptor === undefined
        ? input
          ? 0
          : 1
        : freeDescriptor(shell, node.descriptor.name, span);
  switch (node.type) {
    case 'HereDoc':
      return { operator: '<<', descriptor, target: hereDocument(shell, node), span };
    case 'HereString': {
      const values = node.target === undefined ? NOTHING : shell.text(node.target);
      const value = oneValue(values, '<<<…');
      return { operator: '<<<', descriptor, target: wordOf([...value, '\n'], span), span };
    }
    case 'Redirect': {
      const operator: RedirectOperator = node.operator;
      if (node.target === undefined) return undefined;
      return {
        operator,
        descriptor,
        target: target(
          expandWord(shell, node.target),
          shortened(node.target.text),
          shell.source.place(node.target.pos, node.target.end),
        ),
        span,
      };
    }
  }
}

function target(alternatives: readonly (readonly Word[])[], why: string, span: Span): Word {
  const words = alternatives.flatMap((fields) => (fields.length === 1 ? fields : []));
  const [only] = words;
  if (alternatives.length === 1 && only !== undefined) return only.many ? { ...only, many: false } : only;
  if (words.length < alternatives.length || words.length === 0) return wordOf([unknownHole(why)], span);
  return wordOf(
    oneValue(
      words.map((word) => word.parts),
      why,
    ),
    span,
  );
}

function freeDescriptor(shell: Shell, name: string, span: Span): number {
  let free = FIRST_FREE;
  while (shell.state.inputs.has(free) || shell.state.outputs.has(free)) free += 1;
  assignText(shell, name, known(String(free)), wordOf([String(free)], span));
  return free;
}

/** The text of a here-document; with `<<-` the tabs that lines begin with are taken away. */
function hereDocument(shell: Shell, node: HereDoc): Word {
  const { body } = node;
  const span = shell.source.place(body.pos, body.end);
  let values: Values;
  if (body.parts !== undefined)
    values = shell.text(
      { type: 'Word', text: body.text, value: body.text, pos: body.pos, end: body.end, parts: body.parts },
      true,
    );
  else if (node.delimiter?.quoted === true) values = body.text === '' ? NOTHING : [restored(body.text, shell.source)];
  else
    values = [
      restored(
        body.text.replace(/\\([\\$`\n])/g, (_, character: string) => (character === '\n' ? '' : character)),
        shell.source,
      ),
    ];
  const value = oneValue(values, '<<…');
  return asWord(node.operator === '<<-' ? withoutTabs(value) : value, span);
}

function withoutTabs(value: Value): Value {
  return value.map((part, index) => {
    if (typeof part !== 'string') return part;
    const inner = part.replace(/\n\t+/g, '\n');
    return index === 0 ? inner.replace(/^\t+/, '') : inner;
  });
}

function take(shell: Shell, redirect: Redirect): void {
  const { state } = shell;
  const { operator, descriptor, target: word } = redirect;
  switch (operator) {
    case '<<':
    case '<<<':
      setInput(shell, descriptor, { kind: 'text', text: word });
      return;
    case '<':
    case '<>':
      setInput(shell, descriptor, inputFrom(shell, word));
      return;
    case '<&':
    case '>&': {
      const text = textOf(word);
      if (text === undefined || !/^\d+-?$/.test(text)) {
        if (operator === '>&' && text !== '-')
          setOutputs(shell, descriptor === 1 ? [1, 2] : [descriptor], outputTo(shell, redirect));
        else if (text === '-') setOutputs(shell, [descriptor], outputTo(shell, redirect));
        else
          setInput(shell, descriptor, {
            kind: 'text',
            text: wordOf([unknownHole('standard input')], word.span),
          });
        return;
      }
      const from = Number.parseInt(text, 10);
      const stream = from === 0 ? state.stdin : state.inputs.get(from);
      if (stream !== undefined && (operator === '<&' || descriptor === 0 || state.outputs.get(from) === undefined))
        setInput(shell, descriptor, stream);
      setOutputs(shell, [descriptor], state.outputs.get(from));
      return;
    }
    case '&>':
    case '&>>':
      setOutputs(shell, [1, 2], outputTo(shell, redirect));
      return;
    case '>':
    case '>>':
    case '>|':
      setOutputs(shell, [descriptor], outputTo(shell, redirect));
      return;
  }
}

function setInput(shell: Shell, descriptor: number, stream: Stream): void {
  if (descriptor === 0) shell.state.stdin = stream;
  else shell.state.inputs = new Map(shell.state.inputs).set(descriptor, stream);
}

function setOutputs(shell: Shell, descriptors: readonly number[], output: Output | undefined): void {
  const outputs = new Map(shell.state.outputs);
  for (const descriptor of descriptors) {
    if (output === undefined) outputs.delete(descriptor);
    else outputs.set(descriptor, output);
  }
  shell.state.outputs = outputs;
}

/** The descriptor a name of the form `/dev/fd/3` or `/dev/stdout` stands for. */
export function descriptorOf(path: string | undefined): number | undefined {
  switch (path) {
    case undefined:
      return undefined;
    case '/dev/stdin':
      return 0;
    case '/dev/stdout':
      return 1;
    case '/dev/stderr':
      return 2;
  }
  const named = /^\/(?:dev|proc\/(?:self|\$\$))\/fd\/(\d+)$/.exec(path);
  return named?.[1] === undefined ? undefined : Number(named[1]);
}

/** What reading a file yields: the output behind `<(…)`, a descriptor's stream, or the file. */
export function inputFrom(shell: Shell, word: Word): Stream {
  if (word.substitution?.operator === '<') {
    const { commands, output } = word.substitution;
    return output === undefined ? { kind: 'pipe', from: commands } : { kind: 'pipe', from: commands, text: output };
  }
  const descriptor = descriptorOf(textOf(word));
  if (descriptor === 0) return shell.state.stdin;
  return (descriptor === undefined ? undefined : shell.state.inputs.get(descriptor)) ?? { kind: 'file', path: word };
}

function outputTo(shell: Shell, redirect: Redirect): Output | undefined {
  const { target: word } = redirect;
  const pending =
    word.substitution?.operator === '>'
      ? shell.pending.find((later) => later.commands === word.substitution?.commands)
      : undefined;
  if (pending !== undefined) return { kind: 'sink', sink: pending.sink };
  const descriptor = descriptorOf(textOf(word));
  if (descriptor !== undefined) return shell.state.outputs.get(descriptor);
  return { kind: 'file', redirect };
}

/** The stream with a file's content in its place, where that is known. */
export function opened(shell: Shell, stream: Stream): Stream {
  if (stream.kind !== 'file') return stream;
  const { remote } = shell.start;
  const cwd = asWord(oneValue(shell.state.cwd, 'the working directory'), stream.path.span);
  const path = { word: stream.path, cwd, ...(remote === undefined ? {} : { remote }) };
  const content = shell.reader.content(path, shell.state.arms);
  return content === undefined ? stream : { kind: 'text', text: content };
}

/** The known text of a stream; `undefined` where it is not known. */
export function streamText(stream: Stream): string | undefined {
  if (stream.kind === 'text') return textOfValue(stream.text.parts);
  if (stream.kind === 'pipe' && stream.text !== undefined) return textOfValue(stream.text.parts);
  return undefined;
}

/** The stream with its first characters taken off. */
export function consumed(stream: Stream, count: number): Stream {
  const text = streamText(stream);
  if (text === undefined) return stream;
  const rest = text.slice(count);
  const word = asWord(rest === '' ? EMPTY : [rest], { start: 0, end: 0 });
  return stream.kind === 'pipe' ? { kind: 'pipe', from: stream.from, text: word } : { kind: 'text', text: word };
}
