import { literal, textOf, type Word } from '../../word.ts';
import type { Command } from '../argv.ts';
import type { Context, Finding, Spec } from '../spec.ts';

/** The programs a Tcl or Expect script starts with words that stand in it: `exec`, `spawn`, `system`, `open |…` (exec(n), expect(1)). */
function* started(script: Word, via: string): Generator<Finding> {
  const text = textOf(script);
  if (text === undefined) {
    yield { kind: 'opaque', why: 'code', detail: via };
    return;
  }
  for (const match of text.matchAll(
    /(?:^|[\n;[{])\s*(?:spawn|exec|system)\s+(?:-\w+\s+)*|open\s+[{"]?\|\s*([^\n;"}]+)/g,
  )) {
    const words = (match[1] ?? commandAt(text, match.index + match[0].length)).trim().replace(/\]+$/, '');
    // A braced word is a word without expansions: what single quotes are to the shell.
    const line = words.replace(/\{([^{}]*)\}/g, (_, inner: string) =>
      words.startsWith('{') && words.endsWith('}') ? inner : `'${inner.replaceAll("'", String.raw`'\''`)}'`,
    );
    // Words that Tcl puts together itself.
    if (/^(?:\{\*\}|\[|\$)/.test(words)) yield { kind: 'opaque', why: 'code', detail: via };
    else yield { kind: 'code', language: 'bash', text: literal(line, script.span), via };
  }
  if (/\b(?:eval|uplevel|subst)\b[^\n;]*\b(?:exec|open|spawn|system)\b|\b(?:eval|uplevel|source)\s+[$[]/.test(text))
    yield { kind: 'opaque', why: 'code', detail: via };
}

/** The words from an offset on to the end of the command; braces protect what ends one (Tcl(n)). */
function commandAt(text: string, from: number): string {
  let depth = 0;
  for (let at = from; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (character === '\\') at += 1;
    else if (character === '{') depth += 1;
    else if (character === '}' && --depth < 0) return text.slice(from, at);
    else if (depth === 0 && (character === '\n' || character === ';')) return text.slice(from, at);
  }
  return text.slice(from);
}

function* tcl(command: Command, context: Context): Generator<Finding> {
  const via = command.program;
  for (const script of command.values('-c')) yield* started(script, `${via} -c`);
  const [file] = command.operands;
  const content =
    file !== undefined && textOf(file) !== '-'
      ? file.substitution === undefined
        ? context.content(context.path(file))
        : file.substitution.output
      : context.stdin.kind === 'text' || context.stdin.kind === 'pipe'
        ? context.stdin.text
        : undefined;
  if (content !== undefined) yield* started(content, via);
  else if (file === undefined && context.stdin.kind === 'pipe' && command.values('-c').length === 0)
    yield { kind: 'opaque', why: 'code', detail: via };
}

/** `gdb -ex 'shell …'`, `-x file`: gdb manual, "Shell Commands", "Command Files". */
function* gdb(command: Command, context: Context): Generator<Finding> {
  const scripts = [...command.values('-ex', '--eval-command', '-eval-command', '-iex', '--init-eval-command')];
  for (const file of command.values('-x', '--command', '-command', '-ix', '--init-command')) {
    const content = file.substitution === undefined ? context.content(context.path(file)) : file.substitution.output;
    if (content !== undefined) scripts.push(content);
  }
  for (const script of scripts) {
    const text = textOf(script);
    if (text === undefined) yield { kind: 'opaque', why: 'code', detail: 'gdb -ex' };
    for (const match of text?.matchAll(/^\s*(?:shell\s+|!\s*|pipe\s+[^|]*\|\s*|make\s+)(.+)$/gm) ?? [])
      yield { kind: 'code', language: 'bash', text: literal(match[1] ?? '', script.span), via: 'gdb' };
    for (const match of text?.matchAll(/^\s*(?:python|py|python-interactive|pi)\s+(.+)$/gm) ?? [])
      yield { kind: 'code', language: 'python', text: literal(match[1] ?? '', script.span), via: 'gdb' };
  }
  if (command.has('--args', '-args') === 'yes' && command.operands.length > 0)
    yield { kind: 'run', argv: command.operands, via: 'gdb' };
}

/** `syscmd(…)`, `esyscmd(…)` (GNU m4 manual, "Executing simple commands"). */
function* m4(command: Command, context: Context): Generator<Finding> {
  const files = command.operands
    .filter((word) => textOf(word) !== '-')
    .map((word) => (word.substitution === undefined ? context.content(context.path(word)) : word.substitution.output));
  const stdin = context.stdin.kind === 'text' || context.stdin.kind === 'pipe' ? [context.stdin.text] : [];
  for (const script of [...files, ...(files.length === 0 ? stdin : [])])
    for (const match of (script === undefined ? undefined : textOf(script))?.matchAll(
      /\be?syscmd\(\s*`*([^()]*?)'*\s*\)/g,
    ) ?? [])
      yield { kind: 'code', language: 'bash', text: literal(match[1] ?? '', script?.span), via: 'm4' };
}

export const specs: readonly Spec[] = [
  {
    names: ['expect', 'tclsh', 'wish', 'tclsh8.6'],
    syntax: { value: '-c -f -D -encoding', style: 'posix' },
    read: tcl,
  },
  {
    names: ['gdb'],
    syntax: {
      value:
        '-ex -eval-command --eval-command -iex --init-eval-command -x -command --command -ix --init-command -p -pid --pid -c -core --core -s -e -d -cd',
      style: 'long-dash',
    },
    read: gdb,
  },
  { names: ['m4'], syntax: { value: '-D --define -I --include -U --undefine' }, read: m4 },
];
