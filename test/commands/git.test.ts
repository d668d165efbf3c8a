import { describe, expect, test } from 'vitest';
import type { WorldDescription } from '../../src/world.ts';
import { summaries } from './summary.ts';

const onMain: WorldDescription = { branch: 'main', upstream: 'origin/main' };

describe('git push', () => {
  test.each([
    ['git push', ['push feature/login to origin (implied)']],
    ['git push origin', ['push feature/login to origin (implied)']],
    ['git push origin topic', ['push topic to origin']],
    ['git push origin topic other', ['push topic to origin', 'push other to origin']],
    ['git push origin HEAD', ['push feature/login to origin (implied)']],
    ['git push origin @', ['push feature/login to origin (implied)']],
    ['git push origin HEAD:main', ['push main to origin']],
    ['git push origin HEAD:refs/heads/main', ['push main to origin']],
    ['git push origin refs/heads/topic', ['push topic to origin']],
    ['git push origin tag v1', ['push refs/tags/v1 to origin']],
    ['git push origin +topic', ['push topic to origin by force']],
    ['git push -uf origin topic', ['push topic to origin by force']],
    ['git push --force-with-lease origin topic', ['push topic to origin with a lease']],
    ['git push --force-with-lease origin +topic', ['push topic to origin by force']],
    ['git push --force-with-lease --no-force-with-lease origin topic', ['push topic to origin']],
    ['git push --force --no-force origin topic', ['push topic to origin']],
    ['git push --dry-run -f', []],
    ['git push -nf origin topic', []],
    ['git push --dry-run --no-dry-run origin topic', ['push topic to origin']],
    ['git push --mirror backup', ['push * to backup by force deleting']],
    ['git push --all', ['push * to origin']],
    ['git push --tags', ['push refs/tags/* to origin']],
    ['git push origin :topic', ['push topic to origin deleting']],
    ['git push origin --delete topic v1', ['push topic to origin deleting', 'push v1 to origin deleting']],
    ['git push origin :', ['push * to origin']],
    ['git push --repo=other topic', ['push feature/login to topic (implied)']],
    ['git push -o ci.skip -o x=f origin topic', ['push topic to origin']],
    ['git push origin "$B"', ['push $B to origin perhaps by force perhaps deleting']],
    ['git push origin "topic-$B"', ['push topic-$B to origin']],
    ['git push origin "$(git branch --show-current)"', ['push feature/login to origin']],
    ['git push origin $(git rev-parse --abbrev-ref HEAD)', ['push feature/login to origin']],
    ['git -C src push', ['push feature/login to origin (implied)']],
    ['git --no-pager -c x.y=z push origin topic', ['push topic to origin']],
    ['git-push origin topic', ['push topic to origin']],
    ['git push --help', []],
  ])('%s', (command, meaning) => {
    expect(summaries(command)).toEqual(meaning);
  });

  test('the upstream is where a plain push goes', () => {
    expect(summaries('git push', onMain)).toEqual(['push main to origin (implied)']);
    expect(summaries('git push', { branch: 'topic', upstream: 'team/fork/main', remotes: ['team/fork'] })).toEqual([
      'push main to team/fork (implied)',
    ]);
    expect(summaries('git push', { branch: 'topic', upstream: null })).toEqual(['push topic to origin (implied)']);
  });

  test('another repository has a branch of its own', () => {
    expect(summaries('git -C /tmp/clone push', onMain)).toEqual(['push the current branch to origin (implied)']);
    expect(summaries('git --git-dir=/srv/app.git push', onMain)).toEqual([
      'push the current branch to origin (implied)',
    ]);
    expect(summaries('git --git-dir=.git push', onMain)).toEqual(['push main to origin (implied)']);
    expect(summaries('cd ../other && git push', onMain)).toEqual(['push the current branch to origin (implied)']);
  });
});

describe('what git throws away', () => {
  test.each([
    ['git reset --hard origin/main', ['lose changes all origin/main']],
    ['git reset --soft HEAD~1', []],
    ['git reset "$(git merge-base HEAD main)"', []],
    ['git reset "$X"', ['lose changes perhaps $X']],
    ['git checkout .', ['lose changes all .']],
    ['git checkout -- src/app.ts', ['lose changes src/app.ts', 'write src/app.ts']],
    ['git checkout src/app.ts', ['lose changes src/app.ts', 'write src/app.ts']],
    ['git checkout feature/login', []],
    ['git checkout v1.2.0', []],
    ['git checkout -b new "$BASE"', []],
    ['git checkout -f', ['lose changes all']],
    ['git checkout --theirs src/app.ts', []],
    ['git checkout --theirs .', ['lose changes all .']],
    ['cd src && git checkout -- ..', ['lose changes all ..']],
    ['git checkout -- /home/dev/project', ['lose changes all /home/dev/project']],
    ["git checkout -- ':!docs' .", ['lose changes all .']],
    ['git restore --staged .', []],
    ['git restore -SW .', ['lose changes all .']],
    ['git restore .', ['lose changes all .']],
    ['git restore "*.ts"', ['lose changes *.ts', 'write *.ts']],
    ['git clean -fdx', ['lose untracked all']],
    ['git clean -fdxn', []],
    ['git clean -d', []],
    ['git -c clean.requireForce=false clean -d', ['lose untracked all']],
    ['git clean -f build', ['lose untracked build']],
    ['git switch -f main', ['lose changes all main']],
    ['git switch main', []],
    ['git switch -C new', []],
    ['git stash drop stash@{1}', ['lose stash stash@{1}']],
    ['git stash clear', ['lose stash all']],
    ['git stash pop', []],
    ['git branch -D a b', ['lose branch a']],
    ['git branch -d -f a', ['lose branch a']],
    ['git branch -rD origin/a', []],
    ['git branch -M main', []],
    ['git worktree remove --force ../x', ['lose worktree ../x']],
    ['git worktree remove ../x', []],
    ['git rebase main', ['rebase', 'lose history feature/login']],
    ['git rebase origin/feature/login', ['rebase']],
    ['git rebase --continue', []],
    ['git filter-branch --msg-filter cat', ['lose history all feature/login']],
    ['git reflog expire --expire=now --all', ['lose recovery all']],
    ['git gc --prune=now', ['lose recovery all']],
    ['git gc', []],
    ['git prune', ['lose recovery all']],
    ['git prune --expire 2.weeks.ago', []],
    ['git update-ref -d refs/heads/x', ['lose branch refs/heads/x']],
    ['git read-tree -u --reset HEAD', ['lose changes all HEAD']],
    ['git read-tree HEAD', []],
    ['git checkout-index -fa', ['lose changes all']],
    ['git rm --cached -r .', []],
    ['git rm src/app.ts', ['delete src/app.ts']],
  ])('%s', (command, meaning) => {
    expect(summaries(command)).toEqual(meaning);
  });

  test('a branch that exists is overwritten, a new one is made', () => {
    const loose: WorldDescription = { files: { '.git/refs/heads/topic': 'abc' } };
    const packed: WorldDescription = { files: { '.git/packed-refs': '# pack-refs\nabc refs/heads/topic\n' } };
    for (const world of [loose, packed]) {
      expect(summaries('git checkout -B topic', world)).toEqual(['lose branch topic']);
      expect(summaries('git branch -f topic HEAD~1', world)).toEqual(['lose branch topic']);
    }
    expect(summaries('git checkout -B topic')).toEqual([]);
  });

  test('a word is a file where there is one and no branch of that name', () => {
    expect(summaries('git checkout docs')).toEqual(['lose changes docs', 'write docs']);
    expect(summaries('git checkout docs', { files: { '.git/refs/heads/docs': 'abc' } })).toEqual([]);
  });
});

describe('what git runs', () => {
  test.each([
    ["git -c core.pager='rm -rf dist' log", ['delete dist']],
    ["git -c alias.x='!rm -rf dist' x", ['delete dist']],
    ["git -c alias.x='!rm -rf' x dist", ['delete dist']],
    ["git -c alias.x='stash drop' x stash@{2}", ['lose stash stash@{2}']],
    ["git -c alias.x='!rm -rf dist' status", []],
    ["git config alias.x '!rm -rf dist'", ['delete dist']],
    ['git config alias.x status', []],
    ["GIT_EDITOR='rm -rf dist' git commit", ['delete dist', 'commit']],
    ["git rebase -x 'rm -rf dist' --onto a b", ['rebase', 'lose history feature/login', 'delete dist']],
    ['git bisect run rm -rf dist', ['delete dist']],
    ['git submodule foreach --recursive rm -rf dist', ['delete dist']],
    ["git submodule foreach 'rm -rf dist'", ['delete dist']],
    ["git clone 'ext::rm -rf dist'", ['delete dist']],
    ['git -c include.path=x status', ['opaque code']],
    ['git -c core.fsmonitor=true status', []],
    ['git -c credential.helper=store fetch', []],
    ['git "$VERB"', ['opaque program']],
    ['GIT_PAGER=cat git log', []],
  ])('%s', (command, meaning) => {
    expect(summaries(command)).toEqual(meaning);
  });

  test('aliases of the repository', () => {
    const gitConfig = {
      'alias.nuke': 'reset --hard',
      'alias.deep': 'nuke',
      'alias.sh': '!rm -rf "$1"',
      'alias.say': "commit -m 'two words'",
    };
    expect(summaries('git nuke HEAD~1', { gitConfig })).toEqual(['lose changes all HEAD~1']);
    expect(summaries('git deep', { gitConfig })).toEqual(['lose changes all']);
    expect(summaries('git say', { gitConfig })).toEqual(['commit two words']);
    expect(summaries('git unknown-verb', { gitConfig })).toEqual([]);
  });
});

describe('what git leaves out', () => {
  test.each([
    ['git commit -nm x', ['skip hooks', 'commit x']],
    ['git commit -m -n', ['commit -n']],
    ['git commit -m "$X"', ['commit $X']],
    ['git commit $X', ['perhaps skip hooks', 'commit']],
    ['HUSKY=0 git commit -m x', ['skip hooks', 'commit x']],
    ['HUSKY=1 git commit -m x', ['commit x']],
    ['git push -n', []],
    ['git cherry-pick -n abc', []],
    ['git -c core.hooksPath=/dev/null commit -m x', ['skip hooks-path', 'commit x']],
    ['git commit --no-gpg-sign -m x', ['commit x']],
  ])('%s', (command, meaning) => {
    expect(summaries(command)).toEqual(meaning);
  });

  test('signing counts where the repository signs', () => {
    const gitConfig = { 'commit.gpgsign': 'true' };
    expect(summaries('git commit --no-gpg-sign -m x', { gitConfig })).toEqual(['skip signing', 'commit x']);
    expect(summaries('git -c commit.gpgSign=false commit -m x', { gitConfig })).toEqual(['skip signing', 'commit x']);
  });
});

describe('what git reads and writes', () => {
  test.each([
    ['git show HEAD:.env', ['read .env']],
    ['git show HEAD~3:config/app.yml', ['read config/app.yml']],
    ['git show :0:.env', ['read .env']],
    ["git show ':/fix'", []],
    ['git show HEAD', []],
    ['echo HEAD:.env | git cat-file --batch', ['read .env']],
    ['git cat-file -e HEAD:.env', []],
    ['git diff main...feature/secrets', []],
    ['git diff .env', ['read .env']],
    ['git diff --stat .env', []],
    ['git diff --no-index a b', ['read a', 'read b']],
    ['git log -- .env', []],
    ['git log -p -- .env', ['read .env']],
    ['git blame .env', ['read .env']],
    ['git grep TODO', []],
    ['git grep TODO -- .env', ['read .env']],
    ['git grep --no-index TODO', ['read .']],
    ['git archive -o out.tar HEAD .env', ['read .env', 'write out.tar']],
    ['git config -f .env -l', ['read .env']],
    ['git check-ignore .env', []],
    ['git rm --cached .env', []],
    ['git clone https://example.com/a/lib.git', ['git https://example.com/a/lib.git', 'write lib']],
    ['git clone git@example.com:a/lib.git /tmp/x', ['git git@example.com:a/lib.git', 'write /tmp/x']],
    ['git -C ../other add -A', ['write .']],
    ['git -C ../other status', []],
    ['git --work-tree=/etc checkout -f', ['write /etc', 'lose changes all']],
    ['git credential fill', ['shows secrets of forge']],
  ])('%s', (command, meaning) => {
    expect(summaries(command)).toEqual(meaning);
  });
});
