import type { GitDiscard } from '../../effect.ts';
import { anyOf, literal, textOf, type Truth, type Word } from '../../word.ts';
import type { Finding } from '../spec.ts';
import { excludes, isPathspec, pathOf, scopeOf } from './pathspec.ts';
import { branchExists, given, lastOf, type Git } from './repository.ts';

type What = GitDiscard['what'];
type Scope = GitDiscard['scope'];

function discard(what: What, scope: Scope, by: string, target: Word = literal('')): Finding {
  return { kind: 'git.discard', what, scope, by, target };
}

/** The scope of an act that happens only where `happens`; what may not happen has an unknown one. */
function unless(happens: Truth, scope: Scope): Scope {
  return happens === 'yes' ? scope : 'unknown';
}

/** Whether a pathspec names what a package manager writes again from the manifest: no work is lost with it. */
function isLockFile(word: Word): boolean {
  return /^(?:(?:\.\/)?[\w@./-]+\/)?(?:package-lock\.json|npm-shrinkwrap\.json|yarn\.lock|pnpm-lock\.yaml|bun\.lockb?|Cargo\.lock|poetry\.lock|uv\.lock|Pipfile\.lock|composer\.lock|Gemfile\.lock|Podfile\.lock|pubspec\.lock|mix\.lock|go\.sum)$/.test(
    textOf(word) ?? '',
  );
}

/** The operands that name files, for reasons and for judging how much goes. */
function* ofFiles(git: Git, by: string, operands: readonly Word[], happens: Truth = 'yes'): Iterable<Finding> {
  const pathspecs = operands.filter((word) => !excludes(word) && !isLockFile(word));
  const [first] = pathspecs;
  const scope = scopeOf(git, pathspecs);
  if (git.command.has('--pathspec-from-file') === 'yes') yield discard('changes', 'unknown', by);
  else if (first !== undefined) yield discard('changes', unless(happens, scope), by, first);
  if (scope !== 'tree')
    for (const word of pathspecs)
      yield { kind: 'file.write', path: git.path(pathOf(word)), how: 'overwrite', recursive: 'unknown' };
}

/** `git reset`: git-reset(1). */
export function* reset(git: Git): Iterable<Finding> {
  const { command } = git;
  const mode = command.options.findLast((option) => /^--(?:hard|soft|mixed|merge|keep)$/.test(option.name))?.name;
  const [target] = command.operands;
  if (mode === '--hard') yield discard('changes', 'tree', 'reset --hard', target);
  else if (mode === '--merge') yield discard('changes', 'one', 'reset --merge', target);
  else if (command.has('--hard') === 'unknown') yield discard('changes', 'unknown', 'reset --hard', target);
}

/** `git checkout`, which switches branches and overwrites files: git-checkout(1). */
export function* checkout(git: Git): Iterable<Finding> {
  const { command } = git;
  if (given(command, '-p', '--patch') === 'yes') return;
  const reset = command.value('-B');
  const creates = reset ?? command.value('-b', '--orphan');
  const force = lastOf(command, ['-f', '--force'], ['--no-force']) === 'yes' ? 'yes' : given(command, '-f', '--force');
  const dashes = command.words.some((word) => textOf(word) === '--');
  const paths = creates === undefined ? pathsOf(git, dashes) : [];
  if (force === 'yes' && paths.length === 0) yield discard('changes', 'tree', 'checkout -f', command.operands[0]);
  else if (force === 'unknown') yield discard('changes', 'unknown', 'checkout', command.operands[0]);
  if (reset !== undefined) yield* overwritten(git, reset, 'checkout -B');
  if (command.has('--pathspec-from-file') === 'yes')
    yield discard('changes', 'unknown', 'checkout --pathspec-from-file');
  // Taking one side of a named conflict is how conflicts are resolved.
  if (given(command, '--ours', '--theirs', '-2', '-3') === 'yes' && scopeOf(git, paths) === 'one') return;
  yield* ofFiles(git, 'checkout --', paths);
}

/** The operands of a checkout that are files rather than a branch or commit (git-checkout(1), ARGUMENT DISAMBIGUATION). */
function pathsOf(git: Git, dashes: boolean): readonly Word[] {
  const { operands, afterDashes } = git.command;
  if (dashes) return afterDashes;
  const [first, ...rest] = operands;
  if (first === undefined) return [];
  if (rest.length > 0) return mayBePath(git, first) ? operands : rest;
  return mayBePath(git, first) ? operands : [];
}

function mayBePath(git: Git, word: Word): boolean {
  if (isPathspec(word)) return true;
  const text = textOf(word);
  const [first] = word.parts;
  if (text === undefined) return word.many || (typeof first !== 'string' && first?.hole === 'unknown');
  const { world } = git.context;
  const directory = textOf(git.cwd);
  if (branchExists(git, word) === 'yes' || directory === undefined) return false;
  const entry = world.entry(`${directory}/${text}`).kind;
  if (entry === 'unknown')
    return /\.(?!\d+$)[A-Za-z][A-Za-z0-9]{0,5}$/.test(text) && !/^(?:origin|upstream|release|v?\d)/.test(text);
  return entry !== 'missing' || world.tracked(`${directory}/${text}`) === 'yes';
}

/** `git switch`: git-switch(1). */
export function* switchBranch(git: Git): Iterable<Finding> {
  const { command } = git;
  const force = given(command, '-f', '--force', '--discard-changes');
  if (force !== 'no') yield discard('changes', unless(force, 'tree'), 'switch --discard-changes', command.operands[0]);
  const reset = command.value('-C', '--force-create');
  if (reset !== undefined) yield* overwritten(git, reset, 'switch -C');
}

/** A branch that is pointed elsewhere, if there is one of that name. */
function* overwritten(git: Git, branch: Word, by: string): Iterable<Finding> {
  if (branchExists(git, branch) !== 'no') yield discard('branch', 'one', by, branch);
}

/** `git restore`: git-restore(1); `--staged` alone leaves the working tree as it is. */
export function* restore(git: Git): Iterable<Finding> {
  const { command } = git;
  if (given(command, '-p', '--patch') === 'yes') return;
  const staged = lastOf(command, ['-S', '--staged'], ['--no-staged']);
  if (staged === 'yes' && lastOf(command, ['-W', '--worktree'], ['--no-worktree']) === 'no') return;
  if (given(command, '--ours', '--theirs', '-2', '-3') === 'yes' && scopeOf(git, command.operands) === 'one') return;
  yield* ofFiles(git, 'restore', command.operands);
}

/** `git clean`: git-clean(1); without `-f` it refuses, unless clean.requireForce is off. */
export function* clean(git: Git): Iterable<Finding> {
  const { command } = git;
  if (command.has('-n', '--dry-run') === 'yes') return;
  const required = git.config('clean.requireforce') ?? git.config('clean.requireForce');
  const off = required !== undefined && required !== null && /^(?:false|no|off|0)$/i.test(textOf(required) ?? '');
  const happens = off
    ? 'yes'
    : anyOf([lastOf(command, ['-f', '--force'], ['--no-force']), command.has('-i', '--interactive')]);
  if (happens === 'no') return;
  const paths = command.operands.filter((word) => !excludes(word));
  yield discard('untracked', unless(happens, paths.length === 0 ? 'tree' : scopeOf(git, paths)), 'clean -f', paths[0]);
}

/** `git stash`: git-stash(1); only drop and clear lose an entry. */
export function* stash(git: Git): Iterable<Finding> {
  const { command } = git;
  if (command.verb === 'stash drop') yield discard('stash', 'one', 'stash drop', command.operands[0]);
  else if (command.verb === 'stash clear') yield discard('stash', 'tree', 'stash clear');
  else if (command.verbUnknown) yield discard('stash', 'unknown', 'stash', command.operands[0]);
}

/** `git branch`: git-branch(1). */
export function* branch(git: Git): Iterable<Finding> {
  const { command } = git;
  const [first] = command.operands;
  const several: Scope = command.operands.some((word) => word.many || textOf(word) === undefined) ? 'unknown' : 'one';
  // Where -d is written, names of branches follow, and no name begins with a dash (git-check-ref-format(1)).
  const deletes = command.options.some((option) => option.name === '-d' || option.name === '--delete');
  const sure = (...names: readonly string[]): Truth => {
    const truth = given(command, ...names);
    return truth === 'unknown' && deletes ? 'no' : truth;
  };
  const force = sure('-f', '--force');
  const remove = anyOf([sure('-D'), bothGiven(given(command, '-d', '--delete'), force)]);
  // A remote-tracking branch comes back with the next fetch.
  if (remove !== 'no' && command.has('-r', '--remotes') !== 'yes') {
    if (remove === 'yes' || first !== undefined) yield discard('branch', unless(remove, several), 'branch -D', first);
    return;
  }
  const moves = given(
    command,
    '-m',
    '-M',
    '--move',
    '-c',
    '-C',
    '--copy',
    '-u',
    '--set-upstream-to',
    '-d',
    '--delete',
    '-r',
    '--remotes',
  );
  if (force === 'yes' && moves === 'no' && first !== undefined) yield* overwritten(git, first, 'branch -f');
}

function bothGiven(left: Truth, right: Truth): Truth {
  if (left === 'no' || right === 'no') return 'no';
  return left === 'yes' && right === 'yes' ? 'yes' : 'unknown';
}

/** `git annex drop --force` removes content that no other copy is known of: git-annex-drop(1). */
export function* annex(git: Git): Iterable<Finding> {
  const { command } = git;
  const verb = command.verb.split(' ')[1] ?? '';
  if (/^(?:drop|dropunused|dropkey|move|mirror)$/.test(verb) && command.has('--force') === 'yes')
    yield discard('changes', 'one', `annex ${verb} --force`, command.operands[0]);
  else if (verb === 'uninit') yield discard('changes', 'tree', 'annex uninit');
}

/** `git flow feature delete -f x`: git-flow, "delete". */
export function* flow(git: Git): Iterable<Finding> {
  const { command } = git;
  if (/^flow \w+ delete$/.test(command.verb)) yield discard('branch', 'one', command.verb, command.operands[0]);
}

/** `git delete-branch x` of git-extras deletes a branch here and on the remote. */
export function* deleteBranch(git: Git): Iterable<Finding> {
  for (const branch of git.command.operands) {
    yield discard('branch', 'one', 'delete-branch', branch);
    yield { kind: 'git.push', remoteName: literal('origin'), branch, force: 'none', delete: 'yes', implied: 'no' };
  }
}

/** `git worktree remove --force`: git-worktree(1); without force it refuses a worktree with changes. */
export function* worktree(git: Git): Iterable<Finding> {
  const { command } = git;
  if (command.verb !== 'worktree remove') return;
  const force = given(command, '-f', '--force');
  if (force !== 'no') yield discard('worktree', unless(force, 'one'), 'worktree remove --force', command.operands[0]);
}

/** `git rm`: git-rm(1); `--cached` leaves the files alone. */
export function* remove(git: Git): Iterable<Finding> {
  const { command } = git;
  if (command.has('--cached') === 'yes' || command.has('-n', '--dry-run') === 'yes') return;
  const paths = command.operands.filter((word) => !excludes(word));
  const force = command.has('-f', '--force');
  const scope = scopeOf(git, paths);
  if (force !== 'no' && paths.length > 0 && scope !== 'one')
    yield discard('changes', unless(force, scope), 'rm -f', paths[0]);
  for (const path of paths)
    yield {
      kind: 'file.delete',
      path: git.path(pathOf(path)),
      recursive: command.has('-r'),
      how: 'remove',
      filtered: 'no',
    };
}

/** `git mv`: git-mv(1). */
export function* move(git: Git): Iterable<Finding> {
  const { command } = git;
  if (command.has('-n', '--dry-run') === 'yes') return;
  const target = command.operands.at(-1);
  if (target === undefined || command.operands.length < 2) return;
  for (const source of command.operands.slice(0, -1)) {
    yield { kind: 'file.delete', path: git.path(source), recursive: 'no', how: 'move', filtered: 'no' };
    yield { kind: 'file.write', path: git.path(target), how: 'move', recursive: 'no', source: git.path(source) };
  }
}

/** `git read-tree`: git-read-tree(1); `--reset -u` overwrites the working tree. */
export function* readTree(git: Git): Iterable<Finding> {
  const { command } = git;
  if (command.has('-n', '--dry-run') === 'yes') return;
  const happens = bothGiven(command.has('--reset'), command.has('-u'));
  if (happens !== 'no') yield discard('changes', unless(happens, 'tree'), 'read-tree --reset -u', command.operands[0]);
}

/** `git checkout-index`: git-checkout-index(1). */
export function* checkoutIndex(git: Git): Iterable<Finding> {
  const { command } = git;
  const force = command.has('-f', '--force');
  if (force === 'no' || command.value('--prefix') !== undefined || command.has('--temp', '-n', '--no-create') === 'yes')
    return;
  const every = command.has('-a', '--all');
  if (every !== 'no')
    yield discard('changes', unless(force, every === 'yes' ? 'tree' : 'unknown'), 'checkout-index -f -a');
  else if (command.has('--stdin') === 'yes') yield discard('changes', 'unknown', 'checkout-index -f --stdin');
  else yield* ofFiles(git, 'checkout-index -f', command.operands, force);
}

/** `git submodule`: git-submodule(1). */
export function* submoduleDiscard(git: Git): Iterable<Finding> {
  const { command } = git;
  const force = command.has('-f', '--force');
  if (force === 'no') return;
  const [first] = command.operands;
  if (command.verb === 'submodule deinit')
    yield discard(
      'changes',
      unless(force, command.has('--all') === 'yes' ? 'tree' : scopeOf(git, command.operands)),
      'submodule deinit -f',
      first,
    );
  else if (command.verb === 'submodule update')
    yield discard('changes', unless(force, 'one'), 'submodule update --force', first);
}
