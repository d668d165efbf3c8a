import type { GitCommit } from '../../effect.ts';
import { textOf, wordOf, type Part, type Word } from '../../word.ts';
import type { Finding } from '../spec.ts';
import type { Git } from './repository.ts';

/** The message on the command line or standard input; several `-m` are paragraphs (git-commit(1), -m). */
function message(git: Git): Word | undefined {
  const { command, context } = git;
  const paragraphs = command.values('-m', '--message', '--trailer');
  const [first] = paragraphs;
  if (first !== undefined) {
    const parts: Part[] = [];
    for (const [index, paragraph] of paragraphs.entries())
      parts.push(...(index === 0 ? [] : ['\n\n']), ...paragraph.parts);
    return wordOf(parts, first.span);
  }
  const file = command.value('-F', '--file');
  if (file === undefined || textOf(file) !== '-') return undefined;
  const { stdin } = context;
  return stdin.kind === 'text' || stdin.kind === 'pipe' ? stdin.text : undefined;
}

function commitEffect(git: Git, action: GitCommit['action']): Finding {
  const text = message(git);
  return { kind: 'git.commit', action, ...(text === undefined ? {} : { message: text }) };
}

/** `git commit`: git-commit(1). */
export function* commit(git: Git): Iterable<Finding> {
  const { command } = git;
  if (command.has('--dry-run', '--short', '--porcelain', '--long') === 'yes') return;
  yield commitEffect(git, command.has('--amend') === 'yes' ? 'amend' : 'commit');
}

/** Verbs that make commits out of others: git-merge(1), git-cherry-pick(1), git-revert(1), git-am(1). */
export function* derivedCommit(git: Git): Iterable<Finding> {
  const { command } = git;
  if (command.has('--abort', '--quit', '--skip') === 'yes') return;
  if (command.verb === 'merge') yield commitEffect(git, 'merge');
  else if (command.has('-n', '--no-commit') === 'yes') return;
  else if (command.verb === 'cherry-pick') yield commitEffect(git, 'cherry-pick');
  else if (command.verb === 'revert') yield commitEffect(git, 'revert');
  else if (command.verb === 'am') yield commitEffect(git, 'commit');
}
