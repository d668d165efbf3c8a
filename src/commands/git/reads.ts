import { literal, textOf, wordOf, type Word } from '../../word.ts';
import type { Finding } from '../spec.ts';
import { excludes, isPathspec, pathOf } from './pathspec.ts';
import type { Git } from './repository.ts';

function read(git: Git, word: Word): Finding {
  return { kind: 'file.read', path: git.path(word), recursive: isDirectory(git, word) ? 'yes' : 'no', hidden: 'no' };
}

function isDirectory(git: Git, word: Word): boolean {
  const directory = textOf(git.cwd);
  const text = textOf(word);
  if (text === undefined || directory === undefined) return false;
  return (
    /(?:^|\/)\.{0,2}\/?$/.test(text) ||
    git.context.world.entry(text.startsWith('/') ? text : `${directory}/${text}`).kind === 'directory'
  );
}

/** The file in `HEAD:path`, `:path` or `:0:path` (gitrevisions(7)), relative to the top of the tree. */
function blobPath(git: Git, word: Word): Finding | undefined {
  for (let index = 0; index < word.parts.length; index += 1) {
    const part = word.parts[index];
    if (typeof part !== 'string') continue;
    const at = index === 0 && /^:[0-3]:/.test(part) ? 2 : part.indexOf(':');
    if (at < 0) continue;
    const path = wordOf([part.slice(at + 1), ...word.parts.slice(index + 1)], word.span);
    // `:/text` names a commit by its message and `:(…)` is a pathspec.
    if (path.parts.length === 0 || (index === 0 && at === 0 && /^:[/(!^]/.test(part))) return undefined;
    const { project } = git.context.world;
    const top =
      project !== null && !/^\.{1,2}\//.test(textOf(path) ?? '') && textOf(git.cwd)?.startsWith(project) === true
        ? literal(project)
        : git.cwd;
    return { kind: 'file.read', path: { ...git.path(path), cwd: top }, recursive: 'no', hidden: 'no' };
  }
  return undefined;
}

/** Whether an operand in front of `--` is a file rather than a revision. */
function isFile(git: Git, word: Word): boolean {
  const text = textOf(word);
  const directory = textOf(git.cwd);
  if (text === undefined) return isPathspec(word);
  if (directory === undefined || /^\.\.|\.\.\.|[\^~@:]/.test(text.replace(/^(?:\.\.?\/)+/, ''))) return false;
  const entry = git.context.world.entry(text.startsWith('/') ? text : `${directory}/${text}`).kind;
  if (entry === 'unknown') return isPathspec(word) || /(?:^|\/)\.[a-z]|\.[A-Za-z][A-Za-z0-9]{0,9}$/.test(text);
  return entry !== 'missing';
}

function* files(git: Git, operands: readonly Word[]): Iterable<Finding> {
  const { afterDashes } = git.command;
  for (const word of operands) {
    if (excludes(word)) continue;
    const blob = afterDashes.includes(word) ? undefined : blobPath(git, word);
    if (blob !== undefined) yield blob;
    else if (afterDashes.includes(word) || isFile(git, word)) yield read(git, pathOf(word));
  }
}

const namesOnly = /^--(?:name-only|name-status|stat|numstat|shortstat|summary|quiet|dirstat)$/;

/** The content that show, diff, log and blame print. */
export function* printed(git: Git): Iterable<Finding> {
  const { command } = git;
  const output = command.value('--output');
  if (output !== undefined) yield { kind: 'file.write', path: git.path(output), how: 'overwrite', recursive: 'no' };
  if (command.options.some((option) => namesOnly.test(option.name)) && command.has('-p', '--patch', '-u') !== 'yes')
    return;
  const verb = command.verb.split(' ')[0];
  const contents = command.value('--contents');
  if (contents !== undefined) yield read(git, contents);
  if (verb === 'log' || verb === 'whatchanged' || verb === 'stash' || verb === 'reflog') {
    for (const range of command.values('-L')) {
      const path = blobPath(git, range);
      if (path !== undefined) yield path;
    }
    if (command.has('-p', '--patch', '-u', '--cc', '-c', '-U', '--unified') === 'no') return;
  }
  yield* files(git, command.operands);
}

/** `git diff --no-index a b` compares any two files: git-diff(1). */
export function* diff(git: Git): Iterable<Finding> {
  if (git.command.has('--no-index') === 'yes') {
    for (const word of git.command.operands) yield read(git, word);
    return;
  }
  yield* printed(git);
}

/** `git add` copies the content of the files it names into the object store: git-add(1). */
export function* added(git: Git): Iterable<Finding> {
  const { command } = git;
  if (command.has('-n', '--dry-run') === 'yes' || command.has('-N', '--intent-to-add') === 'yes') return;
  for (const word of command.operands)
    if (!excludes(word) && !isDirectory(git, word) && textOf(word) !== undefined) yield read(git, pathOf(word));
}

/** `git cat-file`: git-cat-file(1). */
export function* catFile(git: Git): Iterable<Finding> {
  const { command, context } = git;
  if (command.has('-e', '-t', '-s', '--batch-check') === 'yes') return;
  for (const word of command.operands) {
    const blob = blobPath(git, word);
    if (blob !== undefined) yield blob;
  }
  const { stdin } = context;
  const input = stdin.kind === 'text' ? stdin.text : stdin.kind === 'pipe' ? stdin.text : undefined;
  if (command.has('--batch', '--batch-command') !== 'yes' || input === undefined) return;
  for (const line of (textOf(input) ?? '').split('\n')) {
    const blob = blobPath(git, literal(line.replace(/^contents /, ''), input.span));
    if (blob !== undefined) yield blob;
  }
}

/** `git grep` searches tracked files, unless told to look at all of them: git-grep(1). */
export function* grep(git: Git): Iterable<Finding> {
  const { command } = git;
  const patterns = command.values('-e');
  const [first, ...others] = command.operands;
  const operands = patterns.length > 0 || command.value('-f') !== undefined ? command.operands : others;
  const pattern = patterns[0] ?? first;
  const file = command.value('-f');
  if (file !== undefined) yield read(git, file);
  if (
    command.has(
      '-l',
      '-L',
      '--name-only',
      '--files-with-matches',
      '--files-without-match',
      '-q',
      '--quiet',
      '-c',
      '--count',
    ) === 'yes'
  )
    return;
  const anywhere = command.has('--no-index', '--untracked') === 'yes';
  const paths = operands.filter((word) => !excludes(word) && (command.afterDashes.includes(word) || isFile(git, word)));
  if (anywhere && paths.length === 0) paths.push(literal('.'));
  for (const word of paths) {
    const path = pathOf(word);
    const recursive = isDirectory(git, path);
    if (recursive && !anywhere) continue;
    yield {
      kind: 'file.read',
      path: git.path(path),
      recursive: recursive ? 'yes' : 'no',
      hidden:
        anywhere && (command.has('--no-index') === 'yes' || command.has('--no-exclude-standard') === 'yes')
          ? 'yes'
          : 'no',
      ...(pattern === undefined ? {} : { pattern }),
    };
  }
  for (const word of operands) {
    const blob = command.afterDashes.includes(word) ? undefined : blobPath(git, word);
    if (blob !== undefined) yield blob;
  }
}

/** `git archive`: git-archive(1). */
export function* archive(git: Git): Iterable<Finding> {
  const { command } = git;
  const output = command.value('-o', '--output');
  const [tree, ...paths] = command.operands;
  for (const word of [...paths, ...command.values('--add-file')]) yield read(git, pathOf(word));
  if (tree !== undefined) {
    const blob = blobPath(git, tree);
    if (blob !== undefined) yield blob;
  }
  if (output !== undefined) yield { kind: 'file.write', path: git.path(output), how: 'overwrite', recursive: 'no' };
}

/** `git hash-object -w` copies a file into the object store: git-hash-object(1). */
export function* hashObject(git: Git): Iterable<Finding> {
  if (git.command.has('-w') === 'no') return;
  for (const word of git.command.operands) yield read(git, word);
}

/** `git format-patch`: git-format-patch(1). */
export function* formatPatch(git: Git): Iterable<Finding> {
  const directory = git.command.value('-o', '--output-directory');
  if (directory !== undefined) yield { kind: 'file.write', path: git.path(directory), how: 'create', recursive: 'yes' };
}

/** `git bundle create`: git-bundle(1). */
export function* bundle(git: Git): Iterable<Finding> {
  const [file] = git.command.operands;
  if (git.command.verb === 'bundle create' && file !== undefined && textOf(file) !== '-')
    yield { kind: 'file.write', path: git.path(file), how: 'overwrite', recursive: 'no' };
}

/** Credential helpers print passwords: git-credential(1), `fill`; git-credential-store(1), `get`. */
export function* credential(git: Git): Iterable<Finding> {
  if (/ (?:fill|get)$/.test(git.command.verb))
    yield { kind: 'secret.dump', store: 'forge', name: literal(`git ${git.command.verb}`) };
}

/** Files that become a message: `-F`. */
export function* messageFile(git: Git): Iterable<Finding> {
  const file = git.command.value('-F', '--file', '-t', '--template');
  if (file !== undefined && textOf(file) !== '-')
    yield { kind: 'file.read', path: git.path(file), recursive: 'no', hidden: 'no' };
}
