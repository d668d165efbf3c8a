import type { FieldsOf } from '../effect-field.ts';

/** What happens to work in repositories, and at the code host. */
export const repositoryFields = {
  'git.push': {
    doc: 'Commits, branches or tags are sent to a remote.',
    fields: {
      remoteName: { type: 'word', doc: 'The remote, by name or URL.' },
      branch: { type: 'word', doc: 'The branch or tag on the remote; resolved from the upstream when it is implied.' },
      force: {
        type: 'enum',
        doc: 'Whether commits on the remote may be replaced.',
        values: {
          force: '`--force`, `-f`, `--mirror`, `+refspec`',
          lease: '`--force-with-lease`, `--force-if-includes`',
          none: 'only fast-forwards',
          unknown: 'cannot be read',
        },
      },
      delete: { type: 'flag', doc: 'The branch or tag is removed from the remote.' },
      implied: {
        type: 'flag',
        doc: 'The branch was not written but is implied by the current branch or its upstream.',
      },
    },
  },
  'git.discard': {
    doc: 'Work, or the means to recover it, is thrown away in a repository.',
    fields: {
      what: {
        type: 'enum',
        doc: 'What is lost.',
        values: {
          changes: 'changes that are not committed',
          untracked: 'files git does not know',
          stash: 'stashed work',
          branch: 'a branch that is not merged',
          worktree: 'a worktree with changes',
          history: 'published or shared commits are rewritten',
          recovery: 'what would undo a mistake: reflog, unreachable objects, refs',
          commits: 'commits leave the branch',
        },
      },
      scope: {
        type: 'enum',
        doc: 'How much of it.',
        values: {
          tree: 'the whole working tree, or everything of that kind',
          one: 'named files, entries or branches',
          unknown: 'cannot be read',
        },
      },
      by: { type: 'text', doc: 'The verb as the person would write it: `reset --hard`.' },
      target: { type: 'word', doc: 'The path, branch or entry.' },
    },
  },
  'git.skip-check': {
    doc: 'A commit, push or merge leaves out a check.',
    fields: {
      check: {
        type: 'enum',
        doc: 'What is left out.',
        values: {
          hooks: 'git hooks',
          'hooks-path': 'the directory hooks are found in is changed',
          signing: 'the signature',
        },
      },
      by: { type: 'text', doc: 'The option or variable: `--no-verify`, `HUSKY=0`.' },
      skipped: { type: 'flag', doc: 'It is left out, and it is in force.' },
    },
  },
  'git.commit': {
    doc: 'A commit is made or changed.',
    fields: {
      action: {
        type: 'enum',
        doc: 'How.',
        values: {
          commit: 'a new one',
          amend: 'the last one is replaced',
          merge: 'branches are joined',
          rebase: 'commits are made again elsewhere',
          'cherry-pick': 'a commit is copied',
          revert: 'a commit is undone by a new one',
        },
      },
      message: { type: 'word', doc: 'The message, where the command says it.' },
    },
  },
  'forge.change': {
    doc: 'Something changes at the code host: a merge, a repository, its settings, its secrets.',
    fields: {
      service: { type: 'text', doc: '`github`, `gitlab`, ….' },
      action: {
        type: 'enum',
        doc: 'What changes.',
        values: {
          merge: 'a request is merged',
          'merge-admin': 'a request is merged past its requirements',
          'merge-auto': 'a request will be merged by itself',
          'repository-delete': 'a repository is deleted',
          'repository-settings': 'settings of a repository change',
          'release-delete': 'a release is deleted',
          'secret-set': 'a secret is set',
          'secret-delete': 'a secret is deleted',
          protection: 'branch protection changes',
          'workflow-run': 'a workflow is started',
          'other-delete': 'something else is deleted',
          'publish-text': 'text is published: an issue, a comment, a gist',
          other: 'something else is changed',
        },
      },
      target: { type: 'word', doc: 'The repository, request, release or workflow.' },
    },
  },
} as const satisfies FieldsOf<'git.push' | 'git.discard' | 'git.skip-check' | 'git.commit' | 'forge.change'>;
