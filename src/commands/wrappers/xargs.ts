import { literal, prefixOf, textOf, wordOf, type Part, type Stream, type Word } from '../../word.ts';
import type { Command } from '../argv.ts';
import { listedPaths } from '../producers/listed-paths.ts';
import type { Context, Finding, Spec } from '../spec.ts';
import { joined } from './sudo.ts';

/** How many lines of known input are given to the command one by one before the rest counts as unknown. */
const MAX_ITEMS = 64;

/** What a stream holds item by item: known words, one word that stands for any of them, or nothing known. */
function items(stream: Stream, separator: Separator, context: Context): readonly Word[] {
  const output = stream.kind === 'pipe' ? { output: stream.from } : {};
  const unknown: Word = {
    parts: [{ hole: 'unknown', why: 'what comes through the pipe', ...output }],
    span: context.invocation.span,
    many: separator === 'blank',
  };
  const text = textIn(stream, context);
  if (text === undefined) {
    const last = stream.kind === 'pipe' ? stream.from.at(-1) : undefined;
    const listed = last === undefined ? undefined : listedPaths(last);
    return listed ?? [unknown];
  }
  const known = textOf(text);
  if (known === undefined) return splitHoles(text, separator);
  const pieces =
    separator === 'blank'
      ? shellItems(known)
      : known
          .split(separator === 'nul' ? '\0' : '\n')
          .filter((piece) => piece !== '')
          .map((piece) => (separator === 'replace' ? unquoted(piece) : piece));
  const words = pieces.slice(0, MAX_ITEMS).map((piece) => literal(piece, text.span));
  return pieces.length > MAX_ITEMS ? [...words, unknown] : words;
}

function textIn(stream: Stream, context: Context): Word | undefined {
  switch (stream.kind) {
    case 'inherited':
      return undefined;
    case 'text':
    case 'pipe':
      return stream.text;
    case 'file':
      return stream.path.substitution === undefined
        ? context.content(context.path(stream.path))
        : stream.path.substitution.output;
  }
}

/** What ends an item; with `-I` a line does, and quotes and backslashes in it are taken away. */
type Separator = 'blank' | 'line' | 'replace' | 'nul';

function unquoted(line: string): string {
  return line.replace(
    /\\([^])|'([^'\n]*)'|"([^"\n]*)"/g,
    (_, escaped: string | undefined, inSingle: string | undefined, inDouble: string | undefined) =>
      escaped ?? inSingle ?? inDouble ?? '',
  );
}

/** xargs(1): blanks and newlines separate, quotes and backslash protect. */
function shellItems(text: string): string[] {
  const found: string[] = [];
  let current = '';
  let open = false;
  for (let at = 0; at < text.length; at += 1) {
    const char = text.charAt(at);
    if (char === '\\') {
      at += 1;
      current += text.charAt(at);
      open = true;
    } else if (char === "'" || char === '"') {
      const close = text.indexOf(char, at + 1);
      current += text.slice(at + 1, close < 0 ? undefined : close);
      open = true;
      at = close < 0 ? text.length : close;
    } else if (/\s/.test(char)) {
      if (open) found.push(current);
      current = '';
      open = false;
    } else {
      current += char;
      open = true;
    }
  }
  if (open) found.push(current);
  return found;
}

function splitHoles(text: Word, separator: Separator): readonly Word[] {
  const words: Word[] = [];
  let parts: Part[] = [];
  const end = (): void => {
    if (parts.length > 0)
      words.push(
        wordOf(
          parts,
          text.span,
          separator === 'blank' && parts.some((part) => typeof part !== 'string' && part.hole === 'unknown'),
        ),
      );
    parts = [];
  };
  const pattern = separator === 'blank' ? /\s+/ : separator === 'nul' ? /\0/ : /\n/;
  for (const part of text.parts)
    if (typeof part === 'string')
      part.split(pattern).forEach((piece, index) => {
        if (index > 0) end();
        if (piece !== '') parts.push(piece);
      });
    else parts.push(part);
  end();
  return words;
}

/** The word with every `mark` replaced by the item. */
function substitute(word: Word, mark: string, item: Word): Word {
  const parts = word.parts.flatMap((part): Part[] =>
    typeof part === 'string'
      ? part.split(mark).flatMap((piece, index): Part[] => (index === 0 ? [piece] : [...item.parts, piece]))
      : [part],
  );
  return wordOf(parts, word.span, word.many);
}

function contains(word: Word, mark: string): boolean {
  return word.parts.some((part) => typeof part === 'string' && part.includes(mark));
}

/** The items before the one that ends the input (xargs(1), -E). */
function upTo(last: Word | undefined, read: readonly Word[]): readonly Word[] {
  const text = last === undefined ? undefined : textOf(last);
  const at = text === undefined || text === '' ? -1 : read.findIndex((item) => textOf(item) === text);
  return at < 0 ? read : read.slice(0, at);
}

function* xargs(command: Command, context: Context): Generator<Finding> {
  const argv = command.rest.length === 0 ? [literal('echo')] : command.rest;
  const file = command.value('-a', '--arg-file');
  const stream: Stream = file === undefined ? context.stdin : { kind: 'file', path: file };
  if (file !== undefined) yield { kind: 'file.read', path: context.path(file), recursive: 'no', hidden: 'no' };
  const given = command.value('-I', '-i', '--replace');
  const replaces = given !== undefined || command.options.some(({ name }) => name === '-i' || name === '--replace');
  const mark = given === undefined ? '{}' : (textOf(given) ?? '{}');
  const nul = command.has('-0', '--null') === 'yes';
  const delimiter = command.value('-d', '--delimiter');
  const separator = nul
    ? 'nul'
    : delimiter !== undefined && /^(?:\\n|\n)$/.test(textOf(delimiter) ?? '')
      ? 'line'
      : replaces
        ? 'replace'
        : 'blank';
  const read =
    delimiter !== undefined && separator === 'blank'
      ? [delimited(stream, delimiter, context)].flat()
      : items(stream, separator, context);
  const found = nul || delimiter !== undefined ? read : upTo(command.value('-E', '-e', '--eof'), read);
  const stdin: Stream = { kind: 'inherited' };
  if (replaces) {
    for (const item of found) {
      const trimmed = trim(item);
      yield {
        kind: 'run',
        argv: argv.map((word) => (contains(word, mark) ? substitute(word, mark, trimmed) : word)),
        via: 'xargs',
        stdin,
      };
    }
    return;
  }
  const lines = command.value('-L', '--max-lines', '-l');
  const perLine = lines !== undefined || command.options.some(({ name }) => name === '-l');
  if (perLine && separator === 'blank') {
    const groups = linesInGroups(textIn(stream, context), Number((lines === undefined ? '1' : textOf(lines)) ?? ''));
    if (groups !== undefined && groups.length > 0) {
      for (const group of groups) yield { kind: 'run', argv: [...argv, ...group], via: 'xargs', stdin };
      return;
    }
  }
  const size = Number(textOf(command.value('-n', '--max-args') ?? literal('')) ?? '');
  // Without input it still runs once, unless told not to (xargs(1), -r).
  if (Number.isInteger(size) && size > 0 && found.length > 0)
    for (let at = 0; at < found.length; at += size)
      yield { kind: 'run', argv: [...argv, ...found.slice(at, at + size)], via: 'xargs', stdin };
  else yield { kind: 'run', argv: [...argv, ...found], via: 'xargs', stdin };
}

/** The words of so many lines at a time; a line with a blank at its end goes on in the next (xargs(1), -L). */
function linesInGroups(text: Word | undefined, size: number): readonly (readonly Word[])[] | undefined {
  const known = text === undefined ? undefined : textOf(text);
  if (known === undefined || text === undefined || !Number.isInteger(size) || size < 1) return undefined;
  const lines = known
    .replace(/[ \t]\n/g, ' ')
    .split('\n')
    .filter((line) => line.trim() !== '');
  const groups: Word[][] = [];
  for (let at = 0; at < lines.length && groups.length < MAX_ITEMS; at += size)
    groups.push(shellItems(lines.slice(at, at + size).join('\n')).map((item) => literal(item, text.span)));
  return groups;
}

function delimited(stream: Stream, delimiter: Word, context: Context): readonly Word[] {
  const text = textIn(stream, context);
  const known = text === undefined ? undefined : textOf(text);
  const mark = textOf(delimiter);
  if (known === undefined || text === undefined || mark === undefined) return items(stream, 'blank', context);
  const char = { '\\0': '\0', '\\t': '\t' }[mark] ?? mark.charAt(0);
  return known
    .split(char)
    .slice(0, MAX_ITEMS)
    .map((piece) => literal(piece.replace(/\n$/, ''), text.span))
    .filter((word) => word.parts.length > 0);
}

function trim(word: Word): Word {
  const [first, ...rest] = word.parts;
  return typeof first === 'string' ? wordOf([first.replace(/^\s+/, ''), ...rest], word.span, word.many) : word;
}

/** `parallel -q`: the words stay the words they are. */
function filled(template: readonly Word[], mark: string, group: readonly Word[]): readonly Word[] {
  return template.some((word) => contains(word, mark))
    ? template.map((word) => (contains(word, mark) ? substitute(word, mark, joined(group)) : word))
    : [...template, ...group];
}

/** The inputs of each run: one, `-n` of them, none for `-N0`, or as many as fit for `-m` and `-X` (parallel(1)). */
function groupsOf(list: readonly Word[], command: Command): readonly (readonly Word[])[] {
  if (command.has('-m', '-X', '--xargs') === 'yes') return list.length === 0 ? [] : [list];
  const size = Number(textOf(command.value('-n', '-N', '--max-args', '--max-replace-args') ?? literal('1')) ?? '1');
  if (size === 0) return list.map(() => []);
  if (!Number.isInteger(size) || size < 2) return list.map((item) => [item]);
  return list.flatMap((_, at) => (at % size === 0 ? [list.slice(at, at + size)] : []));
}

/** An input cut at a separator that is plain text (parallel(1), --colsep). */
function columnsOf(item: Word, separator: Word): readonly Word[] | undefined {
  const [text, mark] = [textOf(item), textOf(separator)];
  if (text === undefined || mark === undefined || (/[^\w\s,:;=@/-]/.test(mark) && mark !== '\\t')) return undefined;
  return text.split(mark === '\\t' ? '\t' : mark).map((column) => literal(column, item.span));
}

/** GNU parallel: the words are one shell command line, run once per input with `{}` replaced or the input appended. */
function* parallel(command: Command, context: Context): Generator<Finding> {
  const words = command.rest;
  // With --pipe the input is the command's own (parallel(1)).
  if (command.has('--pipe', '--spreadstdin', '--pipepart', '--pipe-part', '--tee') === 'yes') {
    yield { kind: 'code', language: 'bash', text: joined(words), via: 'parallel --pipe' };
    return;
  }
  const file = command.value('-a', '--arg-file');
  const stream: Stream = file === undefined ? context.stdin : { kind: 'file', path: file };
  const at = words.findIndex((word) => /^:::\+?$|^::::\+?$/.test(textOf(word) ?? ''));
  const template = at < 0 ? words : words.slice(0, at);
  const inputs =
    at < 0
      ? items(stream, 'line', context)
      : words.slice(at + 1).filter((word) => !/^:{3,4}\+?$/.test(textOf(word) ?? ''));
  const fromFile = at >= 0 && prefixOf(words[at] ?? literal('')).startsWith('::::');
  const list = fromFile ? inputs.flatMap((path) => items({ kind: 'file', path }, 'line', context)) : inputs;
  const line = joined(template);
  const own = textOf(command.value('-I') ?? literal('{}')) ?? '{}';
  const groups = groupsOf(list, command);
  if (command.has('-q', '--quote') === 'yes') {
    for (const group of groups)
      yield { kind: 'run', argv: filled(template, own, group), via: 'parallel', stdin: { kind: 'inherited' } };
    return;
  }
  const separator = command.value('-C', '--colsep');
  for (const group of groups) {
    const item = joined(group);
    if (separator !== undefined) {
      const columns = columnsOf(item, separator);
      if (columns === undefined) yield { kind: 'opaque', why: 'code', detail: 'parallel --colsep' };
      else {
        const filledIn = columns.reduce((word, column, index) => substitute(word, `{${index + 1}}`, column), line);
        yield { kind: 'code', language: 'bash', text: filledIn, via: 'parallel', stdin: { kind: 'inherited' } };
      }
      continue;
    }
    const marks = [own, '{}', '{.}', '{/}', '{//}', '{/.}', '{1}'];
    const text =
      template.length === 0
        ? item
        : marks.some((mark) => contains(line, mark))
          ? marks.reduce((word, mark) => substitute(word, mark, item), line)
          : joined([line, ...group]);
    yield { kind: 'code', language: 'bash', text, via: 'parallel', stdin: { kind: 'inherited' } };
  }
}

export const specs: readonly Spec[] = [
  {
    names: ['xargs', 'gxargs'],
    syntax: {
      value:
        '-a --arg-file -d --delimiter -E -I -L --max-lines -n --max-args -P --max-procs -s --max-chars --process-slot-var -J -R -S',
      optional: '-e -i -l --eof --replace',
      flags: '-0 --null -o --open-tty -p --interactive -r --no-run-if-empty -t --verbose -x --exit --show-limits',
      style: 'posix',
    },
    read: xargs,
  },
  {
    names: ['parallel', 'rush', 'sem'],
    syntax: {
      value:
        '-j --jobs -a --arg-file -I -n --max-args -N --max-replace-args -L --delay --timeout --retries --results --joblog --tmpdir -S --sshlogin --workdir --colsep -C',
      style: 'posix',
    },
    read: parallel,
  },
];
