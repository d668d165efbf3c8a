import { type Assignment as AstAssignment, type Command, parse, type Redirection, type Word as AstWord } from 'unbash';
import { branched } from '../arms.ts';
import { type Assignment, type Invocation, type Redirect, type Span, textOf, type Word, wordOf } from '../word.ts';
import { assign, type Declared, evaluateAssignment } from './assign.ts';
import { isSilent, runBuiltin } from './builtins.ts';
import { keepWritten } from './dormant.ts';
import { callFunction, inheritedFunction } from './functions.ts';
import { commandFields } from './pathname.ts';
import { applyRedirects, mayFail } from './redirects.ts';
import type { FunctionBody, Shell, Source } from './shell.ts';
import { asWord, fromOutside, shortened, unknown, unknownHole } from './value.ts';
import { joined, type Variable } from './variable.ts';
import { expandWord } from './words.ts';

/** How many combinations of alternatives one command is run in. */
const COMBINATIONS = 64;
const NOWHERE: Span = { start: 0, end: 0 };

type Node = AstWord | AstAssignment | Redirection;

/** A piece of a simple command and the text it was read from: an alias mixes two. */
interface Item {
  readonly node: Node;
  readonly source: Source;
}

/** Runs a simple command (bash manual, 3.7.1 Simple Command Expansion). */
export function simpleCommand(shell: Shell, command: Command): void {
  shell.state.undone = undefined;
  const source = shell.source;
  const items: Item[] = command.prefix.map((node) => ({ node, source }));
  if (command.name !== undefined) items.push({ node: command.name, source });
  for (const node of command.suffix) items.push({ node, source });
  const span = source.place(command.pos, command.end);
  if (!shell.state.aliases.empty && command.name !== undefined) withAliases(shell, command.name, items, span);
  else runItems(shell, items, span);
}

/**
 * An alias is in force for lines read after its definition, which the text alone does not settle: both the command as
 * written and as expanded may run.
 */
function withAliases(shell: Shell, name: AstWord, items: readonly Item[], span: Span): void {
  const texts =
    name.parts === undefined && name.text === name.value && !shell.expanding.has(name.value)
      ? (shell.state.aliases.get(name.value) ?? [])
      : [];
  if (texts.length === 0) {
    runItems(shell, items, span);
    return;
  }
  shell.branch(
    () => runItems(shell, items, span),
    ...texts.map((text) => () => {
      shell.expanding.add(name.value);
      expandAlias(shell, name.value, text, items, span);
      shell.expanding.delete(name.value);
    }),
  );
}

function expandAlias(shell: Shell, name: string, text: string, items: readonly Item[], span: Span): void {
  const source: Source = { text, place: () => span };
  const script = parse(text);
  const last = script.commands.at(-1);
  const command = last?.command;
  if ((script.errors?.length ?? 0) > 0 || (script.commands.length > 0 && command?.type !== 'Command')) {
    const alone = items.filter((item) => item.node.type !== 'Assignment').length === 1;
    if (alone && (script.errors?.length ?? 0) === 0) shell.code([[text]], span, undefined);
    else shell.opaque('construct', `alias ${name}`, span);
    return;
  }
  const at = items.findIndex((item) => item.node.type === 'Word');
  const before = shell.source;
  shell.source = source;
  for (const statement of script.commands.slice(0, -1)) shell.command(statement.command);
  shell.source = before;
  const own: Item[] =
    command?.type === 'Command'
      ? [...command.prefix, ...(command.name === undefined ? [] : [command.name]), ...command.suffix].map((node) => ({
          node,
          source,
        }))
      : [];
  const rest = items.slice(at + 1);
  const merged = [...items.slice(0, at), ...own, ...rest];
  const first = own.find((item) => item.node.type === 'Word')?.node;
  // A blank at the end of an alias has the next word looked at as well; so does one at the end of what it begins with.
  const chained =
    /[ \t]$/.test(text) &&
    rest.length > 0 &&
    own.length === 1 &&
    first?.type === 'Word' &&
    !shell.expanding.has(first.value)
      ? (shell.state.aliases.get(first.value)?.[0] ?? '')
      : '';
  if (chained !== '' && first?.type === 'Word') {
    shell.expanding.add(first.value);
    expandAlias(shell, first.value, chained, [...items.slice(0, at), ...own, ...rest], span);
    shell.expanding.delete(first.value);
    return;
  }
  const [next] = /[ \t]$/.test(text) ? rest : [];
  const further =
    next?.node.type === 'Word' && next.node.text === next.node.value
      ? shell.state.aliases.get(next.node.value)
      : undefined;
  if (further?.[0] !== undefined && next !== undefined && !shell.expanding.has((next.node as AstWord).value)) {
    const words = parse(`_ ${further[0]}`).commands[0]?.command;
    if (words?.type === 'Command') {
      const inner: Source = { text: `_ ${further[0]}`, place: () => span };
      runItems(
        shell,
        [...items.slice(0, at), ...own, ...words.suffix.map((node) => ({ node, source: inner })), ...rest.slice(1)],
        span,
      );
      return;
    }
  }
  if (first?.type === 'Word') withAliases(shell, first, merged, span);
  else runItems(shell, merged, span);
}

/** What a command's words come to. */
interface Expanded {
  readonly alternatives: readonly (readonly Word[])[];
  readonly declared: readonly Declared[];
}

function runItems(shell: Shell, items: readonly Item[], span: Span): void {
  shell.reader.tick();
  const before = shell.source;
  const { state } = shell;
  const io = { stdin: state.stdin, inputs: state.inputs, outputs: state.outputs };
  const looked = shell.steps.length;
  const { alternatives, declared } = expandItems(shell, items);
  const redirections: Redirect[] = [];
  for (const item of items)
    if (item.node.type === 'Redirect' || item.node.type === 'HereString' || item.node.type === 'HereDoc') {
      shell.source = item.source;
      redirections.push(...applyRedirects(shell, [item.node]));
    }
  const prefix: Declared[] = [];
  const bare = alternatives.every((argv) => argv.length === 0);
  for (const item of items) {
    if (item.node.type === 'Word') break;
    if (item.node.type !== 'Assignment') continue;
    shell.source = item.source;
    const assignment = evaluateAssignment(shell, item.node);
    prefix.push(assignment);
    if (bare) assign(shell, assignment, {});
  }
  shell.source = before;
  const pending = shell.pending;
  const assignments = prefix.map((one): Assignment => ({ name: one.name, value: one.word }));
  const details: Details = { redirects: redirections, assignments, prefix, declared, span };
  const run = (argv: readonly Word[]) => (): void => {
    if (argv.length === 0) {
      const certain =
        looked === shell.steps.length && redirections.length === 0 && prefix.every(({ name }) => writable(shell, name));
      shell.state.status = certain ? true : undefined;
      if (assignments.length > 0 || redirections.length > 0) emitCommand(shell, [], details, true);
    } else if (redirections.some((redirect) => mayFail(shell, redirect)) && !isExec(argv))
      shell.branch(
        () => dispatch(shell, argv, details),
        () => undefined,
      );
    else dispatch(shell, argv, details);
  };
  const [only] = alternatives;
  if (alternatives.length === 1 && only !== undefined) run(only)();
  else shell.branch(...alternatives.map(run));
  if (pending.length > 0) shell.consumePending();
  restore(shell, io, redirections, alternatives);
}

/** Whether assigning to a name surely succeeds. */
function writable(shell: Shell, name: string): boolean {
  switch (name) {
    case 'UID':
    case 'EUID':
    case 'PPID':
    case 'BASHOPTS':
    case 'SHELLOPTS':
    case 'BASH_VERSINFO':
      return false;
    default:
      return shell.state.variables.get(name)?.readonly !== true;
  }
}

function isExec([first]: readonly Word[]): boolean {
  return first !== undefined && textOf(first) === 'exec';
}

/** Gives the descriptors back that this command redirected, unless it was `exec` without a command. */
function restore(
  shell: Shell,
  io: Pick<Shell['state'], 'stdin' | 'inputs' | 'outputs'>,
  redirects: readonly Redirect[],
  alternatives: readonly (readonly Word[])[],
): void {
  if (redirects.length === 0) return;
  if (alternatives.some((argv) => argv.length === 1 && isExec(argv))) return;
  if (redirects.some((redirect) => redirect.descriptor === 0)) shell.state.stdin = io.stdin;
  shell.state.inputs = io.inputs;
  shell.state.outputs = io.outputs;
}

function expandItems(shell: Shell, items: readonly Item[]): Expanded {
  let alternatives: Word[][] = [[]];
  const declared: Declared[] = [];
  let started = false;
  for (const { node, source } of items) {
    shell.reader.tick();
    shell.source = source;
    let next: readonly (readonly Word[])[];
    if (node.type === 'Word') {
      shell.absentMayBeEmpty = !started || isSplitByParameters(node);
      next = expandWord(shell, node);
      shell.absentMayBeEmpty = false;
      if (!started) next = next.map((fields) => commandFields(shell, fields));
      started = true;
    } else if (node.type === 'Assignment' && started) {
      const one = evaluateAssignment(shell, node);
      declared.push(one);
      next = [[one.argument]];
    } else continue;
    const [single] = next;
    if (next.length === 1 && single !== undefined) {
      for (const alternative of alternatives) for (const word of single) alternative.push(word);
    } else if (alternatives.length * next.length > COMBINATIONS) {
      const word = wordOf([unknownHole(shortened(node.text))], source.place(node.pos, node.end), true);
      alternatives = alternatives.map((head) => [...head, word]);
    } else alternatives = alternatives.flatMap((head) => next.map((tail) => [...head, ...tail]));
  }
  return { alternatives, declared };
}

/** Whether a word is cut up by parameters that leave it whole where they are empty: `s${nothing}3`, but no `$directory/bin`. */
function isSplitByParameters({ parts = [] }: AstWord): boolean {
  return (
    parts.length > 1 &&
    parts.every((part, index) => {
      if (part.type === 'Literal') return true;
      const plain =
        part.type === 'SimpleExpansion' || (part.type === 'ParameterExpansion' && part.operation === undefined);
      const next = parts[index + 1];
      return plain && next?.type === 'Literal' && /^[\w@-]/.test(next.text);
    })
  );
}

/** What belongs to a command besides its words. */
export interface Details {
  readonly redirects: readonly Redirect[];
  readonly assignments: readonly Assignment[];
  readonly prefix: readonly Declared[];
  readonly declared: readonly Declared[];
  readonly span: Span;
}

/** Finds what a command's first word means: a function, a builtin, or a program. */
function dispatch(shell: Shell, argv: readonly Word[], details: Details): void {
  const [first] = argv;
  if (first === undefined) return;
  const name = textOf(first);
  const saved = bindPrefix(shell, details.prefix);
  shell.state.status = undefined;
  if (name === undefined) {
    // `${PYTHON:-python3}`: the default is judged in its place.
    if (!defaulted(first)) {
      judgeUnknown(shell, first, details.span);
      emitCommand(shell, argv, details, false);
    }
  } else {
    const bodies = shell.state.functions.get(name) ?? inheritedFunction(shell, name);
    if (bodies === undefined) runNamed(shell, name, argv, details);
    else {
      const branches = bodies.map((body: FunctionBody | null) => () => {
        if (body === null) runNamed(shell, name, argv, details);
        else {
          if (details.redirects.length > 0) emitCommand(shell, [], details, true);
          callFunction(shell, name, body, argv.slice(1), details.span);
        }
      });
      if (branches.length === 1) branches[0]?.();
      else shell.branch(...branches);
    }
  }
  releasePrefix(shell, saved, name !== undefined && isSpecial(name));
  // A redirection or assignment that fails decides the status before the command does.
  if (details.redirects.length > 0 || !details.prefix.every((one) => writable(shell, one.name)))
    shell.state.status = undefined;
  const last = argv.at(-1);
  shell.state.lastArgument = last === undefined || last.many ? unknown('$_') : [last.parts];
}

/** Runs a builtin or a program, functions left aside. */
function runNamed(shell: Shell, name: string, argv: readonly Word[], details: Details): void {
  const inner = throughPrecommand(name, argv);
  if (inner !== undefined) {
    const before = shell.via;
    shell.via = [...before, name];
    const first = inner[0];
    const innerName = first === undefined ? undefined : textOf(first);
    if (first !== undefined && innerName === undefined) {
      judgeUnknown(shell, first, details.span);
      emitCommand(shell, inner, details, false);
    } else if (innerName !== undefined) runNamed(shell, innerName, inner, details);
    shell.via = before;
    if (name === 'exec' && !shell.execMayFail) end(shell);
    return;
  }
  const call = {
    name,
    argv,
    details,
    emit: () => emitCommand(shell, argv, details, isSilent(name, argv)),
    run: (words: readonly Word[]) => dispatch(shell, words, { ...details, prefix: [], declared: [], assignments: [] }),
  };
  if (runBuiltin(shell, call)) return;
  const remembered = shell.state.remembered.get(name);
  for (const path of remembered ?? [])
    emitCommand(shell, [asWord(path, argv[0]?.span ?? details.span), ...argv.slice(1)], details, false);
  emitCommand(shell, argv, details, false);
  const handler =
    name.includes('/') || shell.state.functions.empty
      ? undefined
      : shell.state.functions.get('command_not_found_handle');
  if (handler !== undefined && !shell.frames.some((frame) => frame.name === 'command_not_found_handle'))
    shell.branch(
      () => undefined,
      ...handler.map(
        (body) => () =>
          body === null ? undefined : callFunction(shell, 'command_not_found_handle', body, argv, details.span),
      ),
    );
}

function end(shell: Shell): void {
  shell.exits.push(shell.state.fork());
  shell.state.ended = true;
}

/** The command behind `command`, `builtin` and `exec`, which functions do not shadow; `undefined` where they only look or redirect. */
function throughPrecommand(name: string, argv: readonly Word[]): readonly Word[] | undefined {
  if (name !== 'command' && name !== 'builtin' && name !== 'exec') return undefined;
  let at = 1;
  for (; at < argv.length; at += 1) {
    const word = argv[at];
    const text = word === undefined ? undefined : textOf(word);
    if (text === undefined || !text.startsWith('-') || text === '-') break;
    if (text === '--') {
      at += 1;
      break;
    }
    if (name === 'command' && /[vV]/.test(text)) return undefined;
    if (name === 'exec' && /^-[cl]*a$/.test(text)) at += 1;
  }
  const rest = argv.slice(at);
  return rest.length === 0 ? undefined : rest;
}

/** Whether a word is what the environment puts in the place of a default. */
function defaulted(word: Word): boolean {
  const [only] = word.parts;
  return (
    word.parts.length === 1 &&
    typeof only === 'object' &&
    fromOutside(only) &&
    only.hole === 'unknown' &&
    /^\$\{\w+:?[-=]/.test(only.why)
  );
}

/** A program whose name is not known is opaque, unless all that is open is where it lies. */
function judgeUnknown(shell: Shell, word: Word, span: Span): void {
  const last = word.parts.at(-1);
  const environmental = word.parts.every(
    (part) => typeof part === 'string' || fromOutside(part) || part.hole === 'temp',
  );
  if (typeof last === 'string' && last.includes('/') && !last.endsWith('/') && (!word.many || environmental)) return;
  const detail = word.parts
    .map((part) =>
      typeof part === 'string'
        ? part
        : part.hole === 'glob'
          ? part.text
          : part.hole === 'temp'
            ? '$(mktemp)'
            : part.why,
    )
    .join('');
  const output = word.parts.flatMap((part) =>
    typeof part !== 'string' && part.hole === 'unknown' ? (part.output ?? []) : [],
  );
  shell.opaque(
    'program',
    shortened(detail),
    word.span.end > word.span.start ? word.span : span,
    output.length > 0 ? output : undefined,
  );
}

/** Binds the assignments in front of a command for the time it runs. */
function bindPrefix(shell: Shell, prefix: readonly Declared[]): readonly (readonly [string, Variable | undefined])[] {
  if (prefix.length === 0) return [];
  const saved = prefix.map(({ name }) => [name, shell.state.variables.get(name)] as const);
  for (const one of prefix) assign(shell, one, { exported: true });
  return saved;
}

/** The builtins in front of which an assignment stays in force in POSIX mode (bash manual, 6.11 Bash and POSIX). */
function isSpecial(name: string): boolean {
  return /^(?:[.:]|break|continue|eval|exec|exit|export|readonly|return|set|shift|source|times|trap|unset)$/.test(name);
}

function releasePrefix(
  shell: Shell,
  saved: readonly (readonly [string, Variable | undefined])[],
  stays: boolean,
): void {
  for (const [name, variable] of saved) {
    const given = stays ? shell.state.variables.get(name) : undefined;
    if (given !== undefined && variable !== undefined && name !== 'IFS')
      shell.state.set(name, joined(name, variable, given));
    else if (variable === undefined) shell.state.variables.remove(name);
    else shell.state.set(name, variable);
  }
}

/** Hands an invocation on, once for every working directory it may run in, and notes what it writes. */
export function emitCommand(
  shell: Shell,
  argv: readonly Word[],
  details: Pick<Details, 'redirects' | 'assignments' | 'span'>,
  silent: boolean,
): void {
  const { state } = shell;
  const output = state.outputs.get(1);
  const inherited =
    output?.kind === 'file' && !details.redirects.includes(output.redirect) && argv.length > 0
      ? [appending(output.redirect)]
      : [];
  const directories = state.cwd;
  let first: Invocation | undefined;
  for (const cwd of directories) {
    const invocation: Invocation = {
      argv,
      redirects: inherited.length === 0 ? details.redirects : [...details.redirects, ...inherited],
      assignments: details.assignments,
      stdin: state.stdin,
      via: shell.via,
      span: details.span,
      state: state.snapshot(asWord(cwd, NOWHERE)),
      // With `set -C`, and where it may run elsewhere, what it writes may not be written.
      arms: shell.keepsFiles || directories.length > 1 ? branched(state.arms) : state.arms,
      ...(shell.start.remote === undefined ? {} : { remote: shell.start.remote }),
    };
    first ??= invocation;
    shell.emit(invocation);
  }
  if (first === undefined) return;
  keepData(shell, first);
  shell.written(first, silent);
}

/** Remembers the texts that the script hands on by its own means. */
function keepData(shell: Shell, { argv: [name, ...args], redirects }: Invocation): void {
  for (const { operator, target } of redirects)
    if (operator === '<<' || operator === '<<<') keepWritten(shell, target.parts);
  switch (name === undefined ? undefined : textOf(name)) {
    case 'set':
    case 'echo':
    case 'printf':
      for (const word of args) keepWritten(shell, word.parts);
  }
}

/** What a command writes to a file that an outer group opened comes after what was written before. */
function appending(redirect: Redirect): Redirect {
  switch (redirect.operator) {
    case '&>':
    case '&>>':
      return { ...redirect, operator: '&>>' };
    default:
      return { ...redirect, operator: '>>' };
  }
}
