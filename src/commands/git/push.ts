import { anyOf, dropPrefix, literal, prefixOf, textOf, wordOf, type Truth, type Word } from '../../word.ts';
import type { Finding } from '../spec.ts';
import { isOn, switchedTo, valuesOf } from './earlier.ts';
import { lastOf, type Git } from './repository.ts';

const everyBranch: Word = { ...literal(''), parts: [{ hole: 'glob', text: '*' }] };

/** What `git push` sends where, one effect per refspec (git-push(1), OPTIONS and "<refspec>…"). */
export function* push(git: Git): Iterable<Finding> {
  const { command } = git;
  if (lastOf(command, ['-n', '--dry-run'], ['--no-dry-run']) === 'yes') return;
  const { remoteName, refspecs } = destination(git);
  const remote = textOf(remoteName) ?? '';
  const asked = lastOf(command, ['--mirror'], ['--no-mirror']);
  // remote.<name>.mirror and .push stand in for what the command line leaves out (git-config(1)).
  const mirror =
    asked !== 'yes' && refspecs.length === 0 && isOn(git.config(`remote.${remote}.mirror`)) ? 'yes' : asked;
  const forced = anyOf([lastOf(command, ['-f', '--force'], ['--no-force']), mirror === 'yes' ? 'yes' : 'no']);
  const leased = lastOf(command, ['--force-with-lease'], ['--no-force-with-lease']) === 'yes';
  const deletes = command.has('-d', '--delete');

  const send = (branch: Word, plus: Truth, removes: Truth, implied: Truth): Finding => {
    const force = anyOf([forced, plus]);
    return {
      kind: 'git.push',
      remoteName,
      branch,
      // Force beats a lease: git then no longer compares what the remote has (git-push(1), --force).
      force: force === 'yes' ? 'force' : force === 'unknown' ? 'unknown' : leased ? 'lease' : 'none',
      delete: removes,
      implied,
    };
  };

  if (mirror === 'yes') yield send(everyBranch, 'yes', 'yes', 'no');
  else if (command.has('--all', '--branches') === 'yes') yield send(everyBranch, 'no', command.has('--prune'), 'no');
  else if (refspecs.length === 0 && command.has('--tags') === 'yes')
    yield send(literal('refs/tags/*'), 'no', 'no', 'no');
  else if (refspecs.length === 0)
    yield send(impliedBranch(git), 'no', command.has('--prune') === 'yes' ? 'yes' : 'no', 'yes');
  for (const word of refspecs) {
    const { plus, source, target } = takeApart(word);
    if (textOf(target) === '' && source !== undefined && textOf(source) === '') {
      // A lone `:` pushes every branch that both sides have.
      yield send(everyBranch, plus, 'no', 'no');
      continue;
    }
    const removes = anyOf([
      deletes,
      command.has('--prune') === 'yes' && prefixOf(target).includes('*') ? 'yes' : 'no',
      emptySource(word, source),
    ]);
    yield send(branchName(git, target), plus, removes, isCurrent(target) ? 'yes' : 'no');
  }
}

function emptySource(word: Word, source: Word | undefined): Truth {
  if (source !== undefined) return textOf(source) === '' ? 'yes' : 'no';
  const [first] = word.parts;
  return typeof first !== 'string' && first?.hole === 'unknown' ? 'unknown' : 'no';
}

/** The remote and the refspecs; without them git asks the configuration of the current branch. */
function destination(git: Git): { readonly remoteName: Word; readonly refspecs: readonly Word[] } {
  const { command } = git;
  const repository = command.value('--repo');
  let operands = command.operands;
  // `git push $FLAGS origin main`: words that may be options do not hide the remote.
  while (operands.length > 1 && operands[0]?.many === true && prefixOf(operands[0]) === '')
    operands = operands.slice(1);
  const [first, ...rest] = operands;
  const refspecs: Word[] = [];
  for (let index = 0; index < rest.length; index += 1) {
    const word = rest[index];
    const next = rest[index + 1];
    if (word === undefined) break;
    if (textOf(word) === 'tag' && next !== undefined) {
      refspecs.push(wordOf(['refs/tags/', ...next.parts], next.span, next.many));
      index += 1;
    } else refspecs.push(word);
  }
  const remoteName = first ?? repository ?? literal(upstreamOf(git)?.remote ?? 'origin');
  if (refspecs.length > 0) return { remoteName, refspecs };
  return { remoteName, refspecs: valuesOf(git.settings, `remote.${textOf(remoteName) ?? ''}.push`) };
}

/** The upstream of the current branch as remote and branch; a remote's name may itself hold a slash. */
function upstreamOf(git: Git): { readonly remote: string; readonly branch: string } | undefined {
  const { upstream, remotes } = git.context.world.repository;
  // Another branch that this call switched to has an upstream that nobody knows; most have the one of their name.
  if (upstream === null || !git.own || switchedTo(git.context) !== null) return undefined;
  const remote = remotes.find((name) => upstream.startsWith(`${name}/`)) ?? upstream.slice(0, upstream.indexOf('/'));
  return { remote, branch: upstream.slice(remote.length + 1) };
}

function impliedBranch(git: Git): Word {
  const upstream = upstreamOf(git);
  return upstream === undefined ? git.branch : literal(upstream.branch);
}

interface Refspec {
  readonly plus: Truth;
  /** Absent where one name stands for both sides. */
  readonly source?: Word;
  readonly target: Word;
}

function takeApart(word: Word): Refspec {
  const [first] = word.parts;
  const plus: Truth = prefixOf(word).startsWith('+')
    ? 'yes'
    : typeof first !== 'string' && first?.hole === 'unknown'
      ? 'unknown'
      : 'no';
  const bare = plus === 'yes' ? dropPrefix(word, 1) : word;
  for (let index = bare.parts.length - 1; index >= 0; index -= 1) {
    const part = bare.parts[index];
    if (typeof part !== 'string') continue;
    const at = part.lastIndexOf(':');
    if (at < 0) continue;
    return {
      plus,
      source: wordOf([...bare.parts.slice(0, index), part.slice(0, at)], word.span),
      target: wordOf([part.slice(at + 1), ...bare.parts.slice(index + 1)], word.span),
    };
  }
  return { plus, target: bare };
}

/** Whether a refspec names whatever is checked out instead of a branch. */
function isCurrent(target: Word): boolean {
  const text = textOf(target);
  return text === 'HEAD' || text === '@';
}

/** The name a branch has on the remote: `HEAD` is the current branch, `refs/heads/main` is `main`. */
function branchName(git: Git, target: Word): Word {
  const text = textOf(target);
  if (isCurrent(target)) return git.branch;
  for (const prefix of ['refs/heads/', 'heads/'])
    if (prefixOf(target).startsWith(prefix)) return branchName(git, dropPrefix(target, prefix.length));
  if (text?.includes('*') === true && !text.startsWith('refs/tags/')) return everyBranch;
  return target;
}
