import { literal, prefixOf, textOf, wordOf, type Word } from '../../word.ts';
import type { Finding } from '../spec.ts';
import { isOff, requiredSigning } from './checks.ts';
import type { Git } from './repository.ts';
import { canonicalKey, setByCall } from './settings.ts';

/** Variables whose value git runs through the shell (git(1), ENVIRONMENT VARIABLES). */
const runVariables = [
  'GIT_SSH_COMMAND',
  'GIT_SSH',
  'GIT_EDITOR',
  'GIT_SEQUENCE_EDITOR',
  'EDITOR',
  'VISUAL',
  'GIT_PAGER',
  'PAGER',
  'GIT_EXTERNAL_DIFF',
  'GIT_ASKPASS',
  'SSH_ASKPASS',
  'GIT_PROXY_COMMAND',
];

/** Commands that settings and variables of this call make git run. */
export function* configuredCode(git: Git): Iterable<Finding> {
  // An alias set for this command matters only where the command uses it.
  for (const { key, value } of git.settings) if (!key.startsWith('alias.')) yield* setting(git, key, value, 'git -c');
  for (const name of runVariables) {
    const value = setByCall(git.context, name);
    if (value === undefined || value === null || value.parts.length === 0) continue;
    yield shell(git, value, name);
  }
}

function shell(git: Git, text: Word, via: string): Finding {
  return { kind: 'code', language: 'bash', text, via, cwd: git.cwd };
}

/** What giving a setting this value makes git run or leave out. */
function* setting(git: Git, key: string, value: Word, by: string): Iterable<Finding> {
  if (key === 'core.hookspath')
    yield { kind: 'git.skip-check', check: 'hooks-path', by: `${by} core.hooksPath`, skipped: 'yes' };
  else if (/^include(?:if\..*)?\.path$/.test(key)) yield { kind: 'opaque', why: 'code', detail: `${by} ${key}` };
  else if (key.startsWith('alias.')) yield* alias(git, key.slice(6), value, []);
  else if (runsValue(key, value)) yield shell(git, withoutBang(value), `${by} ${key}`);
}

/** Whether git runs the value of this setting through the shell (git-config(1), gitattributes(5), git-difftool(1)). */
function runsValue(key: string, value: Word): boolean {
  const text = textOf(value);
  if (/^(?:core\.fsmonitor|pager\..+)$/.test(key))
    return text === undefined || !/^(?:true|false|yes|no|on|off|[01]|)$/i.test(text);
  if (/^credential(?:\..*)?\.helper$/.test(key)) return text === undefined || /^[!/~]/.test(text);
  if (/^submodule\..*\.update$/.test(key)) return prefixOf(value).startsWith('!');
  return /^(?:core\.(?:pager|editor|sshcommand|askpass|gitproxy|alternaterefscommand)|sequence\.editor|diff\.external|(?:diff|merge|mergetool|difftool|filter|browser|man|trailer|tar|hook)\..*\.(?:command|textconv|driver|cmd|clean|smudge|process)|gpg(?:\..*)?\.(?:program|defaultkeycommand)|interactive\.difffilter|uploadpack\.packobjectshook|remote\..*\.(?:uploadpack|receivepack)|sendemail\.(?:to|cc|header)cmd|imap\.tunnel)$/.test(
    key,
  );
}

function withoutBang(value: Word): Word {
  const [first, ...rest] = value.parts;
  return typeof first === 'string' && first.startsWith('!')
    ? wordOf([first.slice(1), ...rest], value.span, value.many)
    : value;
}

/** What a verb that is an alias stands for: another git command, or a shell command after `!` (git-config(1), alias.*). */
export function* alias(git: Git, name: string, value: Word, args: readonly Word[]): Iterable<Finding> {
  if (prefixOf(value).startsWith('!')) {
    const code = withoutBang(value);
    const text = args.length === 0 ? code : wordOf([...code.parts, ' "$@"'], code.span);
    yield {
      kind: 'code',
      language: 'bash',
      text,
      via: `git ${name}`,
      args: [literal(textOf(code) ?? name), ...args],
      cwd: git.cwd,
    };
    return;
  }
  const text = textOf(value);
  const words = text === undefined ? undefined : splitWords(text, value);
  if (words === undefined) {
    yield { kind: 'opaque', why: 'code', detail: `git ${name}` };
    return;
  }
  const [first] = words;
  if (first === undefined || textOf(first) === name) return;
  yield { kind: 'run', argv: [literal('git'), ...globalWords(git), ...words, ...args], via: `git ${name}` };
}

/** The words of the command line in front of the verb. */
function globalWords(git: Git): readonly Word[] {
  const { command } = git;
  const verb = command.verb.split(' ')[0] ?? '';
  const at = command.words.findIndex((word) => textOf(word) === verb);
  return at < 0 ? [] : command.words.slice(0, at);
}

/** Splits as git does for aliases: blanks, quotes and backslashes, no expansions (alias.c, split_cmdline). */
function splitWords(text: string, from: Word): readonly Word[] | undefined {
  const words: Word[] = [];
  let current: string | undefined;
  let quote = '';
  for (let index = 0; index < text.length; index += 1) {
    const char = text[index] ?? '';
    if (quote === '' && /\s/.test(char)) {
      if (current !== undefined) words.push(literal(current, from.span));
      current = undefined;
    } else if (quote === '' && (char === '"' || char === "'")) {
      quote = char;
      current ??= '';
    } else if (char === quote) quote = '';
    else if (char === '\\' && quote !== "'") {
      index += 1;
      current = (current ?? '') + (text[index] ?? '');
    } else current = (current ?? '') + char;
  }
  if (quote !== '') return undefined;
  if (current !== undefined) words.push(literal(current, from.span));
  return words;
}

/** `git config`: what it reads, and what a value it sets will run: git-config(1). */
export function* config(git: Git): Iterable<Finding> {
  const { command } = git;
  const scope = command.value('-f', '--file');
  const operands = command.operands;
  const removes =
    command.verb === 'config unset' || command.has('--unset', '--unset-all', '--remove-section') === 'yes';
  const reads =
    command.verb === 'config get' ||
    command.verb === 'config list' ||
    command.has('--get', '--get-all', '--get-regexp', '--get-urlmatch', '-l', '--list') === 'yes' ||
    (command.verb === 'config' && operands.length < 2 && !removes);
  if (scope !== undefined)
    yield reads
      ? { kind: 'file.read', path: git.path(scope), recursive: 'no', hidden: 'no' }
      : { kind: 'file.write', path: git.path(scope), how: 'edit', recursive: 'no' };
  else if (!reads && command.has('--system') === 'yes')
    yield { kind: 'file.write', path: git.path(literal('/etc/gitconfig')), how: 'edit', recursive: 'no' };
  const [name, value] = operands;
  const key = name === undefined ? undefined : textOf(name);
  if (reads || name === undefined) return;
  if (key === undefined) {
    if (operands.length > 1) yield { kind: 'opaque', why: 'code', detail: 'git config with a key that is not known' };
    return;
  }
  const canonical = canonicalKey(key);
  if (removes) {
    if (canonical === 'commit.gpgsign') yield* signingOff(git);
    return;
  }
  if (value === undefined) return;
  yield* setting(git, canonical, value, 'git config');
  if (canonical === 'commit.gpgsign' && isOff(textOf(value))) yield* signingOff(git);
}

function* signingOff(git: Git): Iterable<Finding> {
  const required = requiredSigning(git, 'commit.gpgsign');
  if (required !== 'no')
    yield { kind: 'git.skip-check', check: 'signing', by: 'config commit.gpgsign', skipped: required };
}

/** `git rebase --exec`: the command runs after each commit: git-rebase(1). */
export function* rebaseExec(git: Git): Iterable<Finding> {
  for (const text of git.command.values('-x', '--exec')) yield shell(git, text, 'git rebase --exec');
}

/** `git bisect run`: git-bisect(1). */
export function* bisect(git: Git): Iterable<Finding> {
  const { command } = git;
  if (command.verb === 'bisect run' && command.rest.length > 0)
    yield { kind: 'run', argv: command.rest, via: 'git bisect run', cwd: git.cwd };
}

/** `git submodule foreach`: one word is shell text, several are a command (git-submodule(1), foreach). */
export function* foreach(git: Git): Iterable<Finding> {
  const { command } = git;
  if (command.verb !== 'submodule foreach') return;
  const [only] = command.rest;
  if (only === undefined) return;
  if (command.rest.length === 1) yield shell(git, only, 'git submodule foreach');
  else yield { kind: 'run', argv: command.rest, via: 'git submodule foreach', cwd: git.cwd };
}

/** `git difftool -x`: git-difftool(1). */
export function* difftool(git: Git): Iterable<Finding> {
  for (const text of git.command.values('-x', '--extcmd')) yield shell(git, text, 'git difftool');
}

/** `git grep -O`: opens the files in a pager of one's choice: git-grep(1). */
export function* grepPager(git: Git): Iterable<Finding> {
  for (const text of git.command.values('-O', '--open-files-in-pager')) yield shell(git, text, 'git grep -O');
}

/** Programs that a transfer starts on the other side, and helpers of a URL: `ext::` runs a command here (git-remote-ext(1)). */
export function* transferCode(git: Git): Iterable<Finding> {
  const { command } = git;
  for (const text of command.values(
    '--upload-pack',
    '--receive-pack',
    '--exec',
    ...(command.verb === 'clone' ? ['-u'] : []),
  ))
    yield shell(git, text, `git ${command.verb}`);
  for (const word of command.operands) {
    if (!prefixOf(word).startsWith('ext::')) continue;
    const text = textOf(word);
    // `% ` is a blank inside an argument, `%%` a percent sign (git-remote-ext(1)).
    if (text === undefined) yield { kind: 'opaque', why: 'code', detail: `git ${command.verb} ext::` };
    else {
      const argv = text
        .slice(5)
        .split(/(?<!%) +/)
        .map((piece) => literal(piece.replace(/%([% ])/g, '$1'), word.span));
      yield { kind: 'run', argv, via: 'git ext::', cwd: git.cwd };
    }
  }
}
