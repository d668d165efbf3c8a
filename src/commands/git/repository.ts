import type { Command } from '../argv.ts';
import { readCommand } from '../argv.ts';
import type { Context, Finding } from '../spec.ts';
import {
  literal,
  textOf,
  unknownWord,
  wordOf,
  type Hole,
  type Invocation,
  type Part,
  type PathRef,
  type Truth,
  type Word,
} from '../../word.ts';
import { syntax } from './syntax.ts';
import { configured, switchedTo } from './earlier.ts';
import { canonicalKey, setByCall, type Setting } from './settings.ts';
import { writtenSettings } from './written.ts';

/** One git command line with the repository it works on. */
export interface Git {
  readonly command: Command;
  readonly context: Context;
  /** The directory after every `-C`. */
  readonly cwd: Word;
  /** Whether it is the repository that the facts describe, as far as the directory says. */
  readonly own: boolean;
  /** The checked-out branch. */
  readonly branch: Word;
  /** A path as this command resolves it. */
  path(word: Word): PathRef;
  /** A configuration value as this command sees it: `-c` first, then the repository's; `undefined` when unknown. */
  config(key: string): Word | null | undefined;
  /** Settings of `-c`, `--config-env` and `GIT_CONFIG_*` in the order given, keys in lower case but for a subsection. */
  readonly settings: readonly Setting[];
}

/** What a verb of git does. */
export type Verb = (git: Git) => Iterable<Finding>;

/** Reads the global part of a git command line (git(1), OPTIONS). */
export function openRepository(written: Command, context: Context): Git {
  const command = withKnownOutput(written, context);
  const { world } = context;
  const remote = context.path(literal('')).remote;
  const cwd =
    command.values('-C').length === 0 || !beforeVerb(command) ? context.cwd : changedDirectory(command, context.cwd);
  const settings = [...writtenSettings(context), ...configured(context), ...settingsOf(command, context)];
  const directory = command.value('--git-dir') ?? setByCall(context, 'GIT_DIR') ?? undefined;
  const own =
    inProject(cwd, world.project) && (directory === undefined || inProject(joined(cwd, directory), world.project));
  let branch: Word | undefined;
  return {
    command,
    context,
    cwd,
    own,
    get branch() {
      branch ??= own
        ? (switchedTo(context) ??
          (world.repository.branch === null ? unknownWord('the current branch') : literal(world.repository.branch)))
        : unknownWord('the current branch');
      return branch;
    },
    path: (word) => ({ word, cwd, ...(remote === undefined ? {} : { remote }) }),
    config: (key) => {
      const set = settings.findLast((setting) => setting.key === key);
      if (set !== undefined) return set.value;
      const value = world.repository.config(key);
      return typeof value === 'string' ? literal(value) : value;
    },
    settings,
  };
}

/** Whether a directory lies in the project, by its text; the facts follow links, this only tells one repository from another. */
function inProject(cwd: Word, project: string | null): boolean {
  const text = textOf(cwd);
  if (text === undefined || project === null) return project === null && text !== undefined;
  const parts: string[] = [];
  for (const part of text.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return `/${parts.join('/')}/`.startsWith(`${project}/`);
}

/** Whether a global `-C` stands in front of the verb, where it is a directory. */
function beforeVerb(command: Command): boolean {
  return globalOptions(command).some((option) => option.name === '-C');
}

/** The options in front of the verb; verbs have a `-c` and `-C` of their own. */
function globalOptions(command: Command): Command['options'] {
  const verb = command.verb.split(' ')[0] ?? '';
  const at = command.words.findIndex((word, index) => textOf(word) === verb && !isOptionArgument(command, index));
  const before = at < 0 ? command.words : command.words.slice(0, at);
  return command.options.filter((option) => before.includes(option.word));
}

function isOptionArgument(command: Command, index: number): boolean {
  const word = command.words[index];
  const previous = command.words[index - 1];
  return previous !== undefined && command.options.some((option) => option.word === previous && option.value === word);
}

function changedDirectory(command: Command, start: Word): Word {
  let cwd = start;
  for (const option of globalOptions(command)) {
    if (option.name !== '-C' || option.value === undefined) continue;
    if (option.value.parts.length > 0) cwd = joined(cwd, option.value);
  }
  return cwd;
}

/** A directory as seen from another; one that begins with something unknown may be anywhere. */
function joined(cwd: Word, directory: Word): Word {
  const [first] = directory.parts;
  const absolute =
    typeof first === 'string' ? first.startsWith('/') : first?.hole === 'temp' || first?.hole === 'unknown';
  return absolute ? directory : wordOf([...cwd.parts, '/', ...directory.parts], directory.span);
}

function settingsOf(command: Command, context: Context): readonly Setting[] {
  const settings: Setting[] = [];
  for (const option of command.options) {
    if (option.value === undefined) continue;
    const local = option.name === '--config' && command.verb === 'clone';
    if (option.name === '--config-env') {
      const [key, name] = split(option.value);
      const variable = name === undefined ? undefined : textOf(name);
      if (key !== undefined)
        settings.push({
          key,
          value: (variable === undefined ? undefined : context.variable(variable)) ?? unknownWord(`$${variable ?? ''}`),
        });
    } else if (
      local ||
      (option.name === '-c' && (command.verb === 'clone' || globalOptions(command).includes(option)))
    ) {
      const [key, value] = split(option.value);
      if (key !== undefined) settings.push({ key, value: value ?? literal('true') });
    }
  }
  const count = setByCall(context, 'GIT_CONFIG_COUNT');
  const pairs = count === undefined || count === null ? 0 : Math.min(Number(textOf(count) ?? 8), 32);
  for (let index = 0; index < pairs; index += 1) {
    const key = context.variable(`GIT_CONFIG_KEY_${index}`);
    const name = key === undefined || key === null ? undefined : textOf(key);
    if (name !== undefined)
      settings.push({
        key: canonicalKey(name),
        value: context.variable(`GIT_CONFIG_VALUE_${index}`) ?? unknownWord(`$GIT_CONFIG_VALUE_${index}`),
      });
  }
  return settings;
}

/** `section.key=value` taken apart; the key is known text or the setting is not understood. */
function split(word: Word): readonly [string?, Word?] {
  const [first, ...rest] = word.parts;
  if (typeof first !== 'string') return [];
  const at = first.indexOf('=');
  if (at < 0) return rest.length === 0 ? [canonicalKey(first)] : [];
  return [canonicalKey(first.slice(0, at)), wordOf([first.slice(at + 1), ...rest], word.span)];
}

/** The command with `$(git branch --show-current)` and its kin replaced by what the repository says. */
function withKnownOutput(command: Command, context: Context): Command {
  let changed = false;
  const words = command.words.map((word) => {
    const known = knownOutput(word, context);
    if (known !== word) changed = true;
    return known;
  });
  return changed ? readCommand(command.program, words, syntax) : command;
}

function knownOutput(word: Word, context: Context): Word {
  if (!word.parts.some((part) => typeof part !== 'string' && part.hole === 'unknown' && part.output !== undefined))
    return word;
  let settled = true;
  const parts = word.parts.map((part): Part => {
    if (typeof part === 'string' || part.hole !== 'unknown') return part;
    const output = part.output?.length === 1 ? printedName(part.output[0], part, context) : undefined;
    if (output === undefined) settled = false;
    return output ?? part;
  });
  return { ...wordOf(parts, word.span, word.many && !settled) };
}

/** What a git command that names the current branch or a commit prints; object names never start with a dash nor name a branch. */
function printedName(invocation: Invocation | undefined, hole: Hole, context: Context): Part | undefined {
  const [program, ...words] = (invocation?.argv ?? []).map((word) => textOf(word) ?? '');
  if (program !== 'git') return undefined;
  const line = words.join(' ');
  if (
    /^(?:branch --show-current|rev-parse --abbrev-ref HEAD|rev-parse --abbrev-ref @|symbolic-ref (?:-q )?--short (?:-q )?HEAD)$/.test(
      line,
    )
  )
    // Where the branch is not known, what is checked out still goes by this name.
    return context.world.repository.branch ?? 'HEAD';
  const why = 'why' in hole ? hole.why : 'a commit';
  if (/^(?:merge-base|rev-list|write-tree|commit-tree|hash-object|stash create)\b/.test(line))
    return { hole: 'number', why };
  if (/^rev-parse (?:--short(?:=\d+)? |--verify |-q )*[A-Za-z0-9@^~{}/_.]+$/.test(line)) return { hole: 'number', why };
  if (/^log\b.* --(?:format|pretty)=(?:format:)?%[hH]$/.test(line)) return { hole: 'number', why };
  return undefined;
}

/**
 * Whether one of the options is given, where only words that may be several words leave a doubt:
 * for verbs that everyday calls give a branch or commit of unknown name.
 */
export function given(command: Command, ...names: readonly string[]): Truth {
  const truth = command.has(...names);
  if (truth !== 'unknown') return truth;
  const loose =
    command.operands.some((word) => word.many) ||
    command.options.some((option) => option.value === undefined && textOf(option.word) === undefined);
  return loose ? 'unknown' : 'no';
}

/** The last of two opposite groups of options decides; an unknown word may be any of them. */
export function lastOf(command: Command, on: readonly string[], off: readonly string[]): Truth {
  const last = command.options.findLast((option) => on.includes(option.name) || off.includes(option.name));
  if (last !== undefined && on.includes(last.name)) return 'yes';
  return command.uncertain ? 'unknown' : 'no';
}

/** Whether a local branch of that name exists, as far as the repository's files say (gitrepository-layout(5)). */
export function branchExists(git: Git, branch: Word): Truth {
  const name = textOf(branch);
  const { world } = git.context;
  if (name === undefined || world.project === null) return 'unknown';
  const directory = `${world.project}/.git`;
  if (world.entry(directory).kind !== 'directory') return 'unknown';
  const loose = world.entry(`${directory}/refs/heads/${name}`).kind;
  if (loose === 'file') return 'yes';
  if (loose === 'unknown' || world.entry(`${directory}/reftable`).kind !== 'missing') return 'unknown';
  const packed = world.read(`${directory}/packed-refs`, 1 << 20);
  if (packed.kind === 'missing') return 'no';
  if (packed.kind !== 'text') return 'unknown';
  return packed.text.split('\n').some((line) => line.endsWith(` refs/heads/${name}`)) ? 'yes' : 'no';
}
