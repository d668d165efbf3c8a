import { literal, textOf } from '../../word.ts';
import type { Finding, Spec } from '../spec.ts';
import { skippedChecks } from './checks.ts';
import {
  alias,
  bisect,
  config,
  configuredCode,
  difftool,
  foreach,
  grepPager,
  rebaseExec,
  transferCode,
} from './code.ts';
import { commit, derivedCommit } from './commit.ts';
import * as discard from './discard.ts';
import * as history from './history.ts';
import { push } from './push.ts';
import * as reads from './reads.ts';
import { openRepository, type Git, type Verb } from './repository.ts';
import { syntax } from './syntax.ts';
import { addresses, clone, initialised, sendEmail } from './transfer.ts';
import { writtenHooks } from './written.ts';

/** What each verb of git does; verbs that only look, or only add, are left out. */
const verbs: Readonly<Record<string, readonly Verb[]>> = {
  push: [push, addresses, transferCode],
  'send-pack': [push, addresses, transferCode],
  add: [reads.added],
  commit: [commit, reads.messageFile],
  merge: [derivedCommit, reads.messageFile],
  'cherry-pick': [derivedCommit],
  revert: [derivedCommit],
  am: [derivedCommit],
  rebase: [history.rebase, rebaseExec],
  pull: [addresses, transferCode],
  fetch: [addresses, transferCode],
  clone: [clone, transferCode],
  init: [initialised],
  'ls-remote': [addresses, transferCode],
  remote: [addresses],
  reset: [discard.reset],
  checkout: [discard.checkout],
  switch: [discard.switchBranch],
  restore: [discard.restore],
  clean: [discard.clean],
  stash: [discard.stash, stashShow],
  branch: [discard.branch],
  worktree: [discard.worktree],
  rm: [discard.remove],
  mv: [discard.move],
  'read-tree': [discard.readTree],
  'checkout-index': [discard.checkoutIndex],
  submodule: [discard.submoduleDiscard, foreach, addresses],
  bisect: [bisect],
  'filter-branch': [history.filterBranch],
  'filter-repo': [history.filterRepo],
  reflog: [history.reflog],
  gc: [history.gc],
  prune: [history.prune],
  'update-ref': [history.updateRef],
  'symbolic-ref': [history.symbolicRef],
  config: [config],
  show: [reads.printed],
  log: [reads.printed],
  whatchanged: [reads.printed],
  diff: [reads.diff],
  'diff-tree': [reads.printed],
  'diff-index': [reads.printed],
  'diff-files': [reads.printed],
  blame: [reads.printed],
  annotate: [reads.printed],
  difftool: [difftool, reads.printed],
  'cat-file': [reads.catFile],
  grep: [reads.grep, grepPager],
  archive: [reads.archive, transferCode],
  'hash-object': [reads.hashObject],
  'format-patch': [reads.formatPatch],
  bundle: [reads.bundle],
  tag: [reads.messageFile],
  credential: [reads.credential],
  'credential-store': [reads.credential],
  'credential-cache': [reads.credential],
  'credential-osxkeychain': [reads.credential],
  'credential-libsecret': [reads.credential],
  'credential-manager': [reads.credential],
  'credential-wincred': [reads.credential],
  annex: [discard.annex],
  flow: [discard.flow],
  'delete-branch': [discard.deleteBranch],
  obliterate: [history.filterRepo],
  'send-email': [sendEmail],
};

/** Verbs that change the working tree or the history of the repository they run in. */
const changing =
  ' add am apply checkout cherry-pick clean commit filter-branch filter-repo init merge mv pull rebase reset restore revert rm submodule switch ';

function* stashShow(git: Git): Iterable<Finding> {
  if (git.command.verb === 'stash show') yield* reads.printed(git);
}

/** A repository other than the call's own that is changed: `git -C ../other commit`, `--work-tree=/etc`. */
function* elsewhere(git: Git, verb: string): Iterable<Finding> {
  const { command, context } = git;
  if (!changing.includes(` ${verb} `) || command.has('-n', '--dry-run') === 'yes') return;
  const tree = command.value('--work-tree');
  if (tree !== undefined) yield { kind: 'file.write', path: git.path(tree), how: 'edit', recursive: 'yes' };
  else if (!git.own && (git.cwd !== context.cwd || textOf(git.cwd) !== undefined))
    yield { kind: 'file.write', path: git.path(literal('.')), how: 'edit', recursive: 'yes' };
}

/** Git's own verbs that only print what no rule is about; it ignores aliases of such names (git-config(1), alias.*). */
const PRINTING =
  ' status rev-parse ls-files describe merge-base rev-list ls-tree name-rev for-each-ref show-ref show-branch count-objects cherry check-attr diff-files var version verify-commit verify-tag ';

function* readGit(git: Git): Iterable<Finding> {
  const { command } = git;
  const verb = command.verb.split(' ')[0] ?? '';
  yield* configuredCode(git);
  if (command.verbUnknown) {
    yield {
      kind: 'opaque',
      why: 'program',
      detail: `git ${verb === '' ? '' : `${verb} `}with a verb that is not known`,
    };
    if (verb === '') return;
  }
  // `--help` shows the manual instead of running the verb (git-help(1)).
  if (command.has('--help') === 'yes') return;
  if (verb !== '' && !Object.hasOwn(syntax.verbs ?? {}, verb)) {
    if (PRINTING.includes(` ${verb} `)) return;
    const value = git.config(`alias.${verb}`);
    if (value !== undefined && value !== null) yield* alias(git, verb, value, argumentsOf(git, verb));
    return;
  }
  yield* elsewhere(git, verb);
  yield* skippedChecks(git);
  yield* writtenHooks(git, verb);
  for (const read of (Object.hasOwn(verbs, verb) ? verbs[verb] : undefined) ?? []) yield* read(git);
}

/** The words after the verb. */
function argumentsOf(git: Git, verb: string): Git['command']['words'] {
  const { words } = git.command;
  return words.slice(words.findIndex((word) => textOf(word) === verb) + 1);
}

/** Git: git(1), https://git-scm.com/docs. */
const git: Spec = {
  names: ['git'],
  syntax,
  read: (command, context) => readGit(openRepository(command, context)),
};

/** The programs in git's own directory: `git-push` is `git push` (git(1), --exec-path). */
const dashed: Spec = {
  names: Object.keys(verbs).map((verb) => `git-${verb}`),
  *read(command) {
    yield {
      kind: 'run',
      argv: [literal('git'), literal(command.program.slice(4)), ...command.words],
      via: command.program,
    };
  },
};

export const specs: readonly Spec[] = [git, dashed];
