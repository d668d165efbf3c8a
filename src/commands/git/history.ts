import type { GitDiscard } from '../../effect.ts';
import { anyOf, equals, literal, prefixOf, textOf, type Word } from '../../word.ts';
import type { Finding, Spec } from '../spec.ts';
import { lastOf, type Git } from './repository.ts';

function lost(what: GitDiscard['what'], scope: GitDiscard['scope'], by: string, target: Word = literal('')): Finding {
  return { kind: 'git.discard', what, scope, by, target };
}

/** The branch whose commits `git rebase` replaces: git-rebase(1). */
export function* rebase(git: Git): Iterable<Finding> {
  const { command } = git;
  if (command.has('--abort', '--continue', '--skip', '--quit', '--edit-todo', '--show-current-patch') === 'yes') return;
  yield { kind: 'git.commit', action: 'rebase' };
  const operands = command.has('--root') === 'yes' ? [literal(''), ...command.operands] : command.operands;
  const [upstream, named] = operands;
  const branch = named ?? git.branch;
  // Onto the branch's own upstream only commits move that nobody else has.
  if (upstream === undefined || followsUpstream(git, upstream, branch)) return;
  yield lost('history', 'one', 'rebase', branch);
}

function followsUpstream(git: Git, upstream: Word, branch: Word): boolean {
  const text = textOf(upstream);
  const name = textOf(branch);
  if (text === undefined || name === undefined) return false;
  if (/^(?:@\{u(?:pstream)?\}|@\{push\})$/.test(text) || text === git.context.world.repository.upstream) return true;
  return /^[^/]+\//.test(text) && text.slice(text.indexOf('/') + 1) === name;
}

/** `git filter-branch` rewrites every commit it is given: git-filter-branch(1). */
export function* filterBranch(git: Git): Iterable<Finding> {
  yield lost('history', 'tree', 'filter-branch', git.branch);
  for (const option of git.command.options)
    if (/-filter$|^--setup$/.test(option.name) && option.name !== '--subdirectory-filter' && option.value !== undefined)
      yield { kind: 'code', language: 'bash', text: option.value, via: 'git filter-branch', cwd: git.cwd };
}

/** `git filter-repo`: git-filter-repo(1); `--analyze` and `--dry-run` leave the history as it is. */
export function* filterRepo(git: Git): Iterable<Finding> {
  if (git.command.has('--analyze', '--dry-run', '--version', '--help', '-h') === 'yes') return;
  yield lost('history', 'tree', 'filter-repo', git.branch);
  for (const option of git.command.options)
    if (option.name.endsWith('-callback') && option.value !== undefined)
      yield { kind: 'code', language: 'python', text: option.value, via: 'git filter-repo', cwd: git.cwd };
}

/** `git reflog`: git-reflog(1). */
export function* reflog(git: Git): Iterable<Finding> {
  const { command } = git;
  if (command.has('-n', '--dry-run') === 'yes') return;
  if (command.verb === 'reflog expire') yield lost('recovery', 'tree', 'reflog expire');
  else if (command.verb === 'reflog delete' || command.verb === 'reflog drop')
    yield lost('recovery', 'one', command.verb, command.operands[0]);
}

/** `git gc`: git-gc(1); only a prune date other than the default loses what the reflog could still bring back. */
export function* gc(git: Git): Iterable<Finding> {
  for (const key of ['gc.reflogexpire', 'gc.reflogexpireunreachable']) {
    const age = git.config(key);
    if (age !== undefined && age !== null && /^(?:now|all|0)$/.test(textOf(age) ?? ''))
      yield lost('recovery', 'tree', `${key}=now`);
  }
  const date =
    git.command.value('--prune') ?? git.config('gc.pruneexpire') ?? git.config('gc.pruneExpire') ?? undefined;
  const last = lastOf(git.command, ['--prune'], ['--no-prune']);
  if (
    date === undefined ||
    git.command.options.findLast((option) => /^--(?:no-)?prune$/.test(option.name))?.name === '--no-prune'
  ) {
    if (last === 'unknown') yield lost('recovery', 'unknown', 'gc');
    return;
  }
  const now = anyOf([equals(date, 'now'), equals(date, 'all')]);
  if (now !== 'no') yield lost('recovery', now === 'yes' ? 'tree' : 'unknown', 'gc --prune=now');
}

/** `git prune` removes every unreachable object unless given an age: git-prune(1). */
export function* prune(git: Git): Iterable<Finding> {
  const { command } = git;
  if (command.has('-n', '--dry-run') === 'yes') return;
  const date = command.value('--expire');
  const now = date === undefined ? 'yes' : anyOf([equals(date, 'now'), equals(date, 'all')]);
  if (now !== 'no') yield lost('recovery', now === 'yes' ? 'tree' : 'unknown', 'prune');
}

/** `git update-ref`: git-update-ref(1). */
export function* updateRef(git: Git): Iterable<Finding> {
  const { command } = git;
  const [ref] = command.operands;
  if (command.has('--stdin') === 'yes') {
    yield lost('branch', 'unknown', 'update-ref --stdin');
    return;
  }
  const removes = command.has('-d');
  if (removes === 'no') {
    if (ref !== undefined && prefixOf(ref).startsWith('refs/heads/') && command.operands.length > 1)
      yield lost('commits', 'one', 'update-ref', ref);
    return;
  }
  if (ref === undefined || removes === 'unknown') yield lost('branch', 'unknown', 'update-ref -d', ref);
  else if (prefixOf(ref).startsWith('refs/stash')) yield lost('stash', 'tree', 'update-ref -d', ref);
  else yield lost('branch', textOf(ref) === undefined ? 'unknown' : 'one', 'update-ref -d', ref);
}

/** `git symbolic-ref -d`: git-symbolic-ref(1). */
export function* symbolicRef(git: Git): Iterable<Finding> {
  if (git.command.has('-d', '--delete') === 'yes')
    yield lost('branch', 'one', 'symbolic-ref -d', git.command.operands[0]);
}

/** The BFG Repo-Cleaner rewrites history: https://rtyley.github.io/bfg-repo-cleaner/. */
const bfg: Spec = {
  names: ['bfg', 'bfg.jar'],
  syntax: {
    value:
      '-b --strip-blobs-bigger-than -B --strip-biggest-blobs -bi --strip-blobs-with-ids -D --delete-files --delete-folders -rt --replace-text -fi --filter-content-including -fe --filter-content-excluding -fs --filter-content-size-threshold -p --protect-blobs-from',
    flags:
      '--convert-to-git-lfs --no-blob-protection --private --massive-non-file-objects-sized-up-to --version --help',
  },
  *read(command) {
    if (command.options.some((option) => !/^--?(?:version|help|h)$/.test(option.name)))
      yield lost('history', 'tree', 'bfg', command.operands[0]);
  },
};

export const specs: readonly Spec[] = [bfg];
