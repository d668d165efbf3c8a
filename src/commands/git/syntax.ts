import type { Syntax } from '../argv.ts';

/** Options that log, show, diff and their kin share (git-log(1), diff-options.txt); `-c` and `-C` are flags here. */
const history: Syntax = {
  value:
    '-G -S -L -n -O -l --max-count --skip --since --after --until --before --author --committer --grep --output --exclude --glob --date --since-as-filter --diff-filter --contents --ignore-rev --ignore-revs-file --src-prefix --dst-prefix --inter-hunk-context',
  optional:
    '-U --unified --format --pretty --color --stat --decorate --word-diff --find-renames --find-copies --abbrev -M -B --submodule --relative --branches --tags --remotes',
  flags:
    '-c -C -p -u --patch --cc --no-index --cached --staged --exit-code --name-only --name-status --textconv --no-textconv --ext-diff --oneline --all --reverse --follow',
};

/** How git and its verbs read their words: git(1) and the manual page of each verb, git 2.47. */
export const syntax: Syntax = {
  value: '-C -c --git-dir --work-tree --namespace --super-prefix --config-env --attr-source',
  optional: '--exec-path --list-cmds',
  flags:
    '-p -P --paginate --no-pager --bare --version --help --no-replace-objects --no-optional-locks --literal-pathspecs --no-advice',
  verbs: {
    push: {
      value: '--repo --receive-pack --exec -o --push-option --recurse-submodules',
      optional: '--force-with-lease --signed',
      flags:
        '-f --force --no-force --no-force-with-lease --force-if-includes --no-force-if-includes --mirror --no-mirror --all --branches --tags --follow-tags --prune -n --dry-run --no-dry-run -d --delete -u --set-upstream --no-verify --verify --atomic --porcelain --thin -q --quiet -v --verbose --progress -4 -6',
    },
    'send-pack': {
      value: '--receive-pack --exec -o --push-option --remote',
      optional: '--force-with-lease --signed',
      flags: '-f --force --mirror --all --dry-run --thin --atomic --stdin -v --verbose -q --quiet --helper-status',
    },
    commit: {
      value:
        '-m --message -F --file -C -c --reuse-message --reedit-message --fixup --squash --author --date -t --template --cleanup --trailer --pathspec-from-file',
      optional: '-S --gpg-sign -u --untracked-files',
      flags:
        '-a --all -n --no-verify --verify --amend --no-edit --edit -e --no-gpg-sign --allow-empty --allow-empty-message -p --patch --interactive -i --include -o --only -s --signoff --no-signoff -v -q --quiet --dry-run --short --porcelain --reset-author --status --no-status --no-post-rewrite',
    },
    merge: {
      value: '-m --message -F --file -s --strategy -X --strategy-option --into-name --cleanup',
      optional: '-S --gpg-sign --log',
      flags:
        '--no-verify --verify --no-gpg-sign --abort --continue --quit --squash --no-squash --ff --no-ff --ff-only --edit -e --no-edit --commit --no-commit -n --stat --no-stat --signoff --autostash -q -v --allow-unrelated-histories',
    },
    rebase: {
      value: '--onto -x --exec -s --strategy -X --strategy-option -C --whitespace --empty --trailer',
      optional: '-S --gpg-sign -r --rebase-merges',
      flags:
        '-i --interactive --no-verify --verify --no-gpg-sign --abort --continue --skip --quit --edit-todo --show-current-patch --root --autosquash --no-autosquash --autostash --no-autostash --keep-base --fork-point --no-fork-point -n --stat --no-stat -f --force-rebase --no-ff -q -v --signoff --update-refs --no-update-refs --committer-date-is-author-date --reset-author-date --ignore-date',
    },
    am: {
      value: '-C -p --directory --exclude --include --whitespace --patch-format --resolvemsg --empty',
      optional: '-S --gpg-sign --quoted-cr',
      flags:
        '-n --no-verify --verify --no-gpg-sign --abort --continue --skip --quit -3 --3way -s --signoff -k --keep -i --interactive -q',
    },
    'cherry-pick': {
      value: '-m --mainline --strategy -X --strategy-option --cleanup --empty',
      optional: '-S --gpg-sign',
      flags:
        '-n --no-commit -e --edit -x -s --signoff --ff --no-gpg-sign --abort --continue --skip --quit --allow-empty --keep-redundant-commits',
    },
    revert: {
      value: '-m --mainline --strategy -X --strategy-option --cleanup',
      optional: '-S --gpg-sign',
      flags:
        '-n --no-commit -e --edit --no-edit -s --signoff --no-gpg-sign --abort --continue --skip --quit --reference',
    },
    pull: {
      value:
        '-s --strategy -X --strategy-option --depth --deepen --upload-pack -j --jobs -o --server-option --cleanup --shallow-since --shallow-exclude --refmap --negotiation-tip',
      optional: '-r --rebase -S --gpg-sign --log --recurse-submodules',
      flags:
        '--no-verify --verify --no-gpg-sign --ff --no-ff --ff-only --no-rebase --autostash --no-autostash -f --force -t --tags --no-tags -p --prune -a --all -n --stat --no-stat --squash -q -v --allow-unrelated-histories',
    },
    fetch: {
      value:
        '--depth --deepen --upload-pack -j --jobs -o --server-option --shallow-since --shallow-exclude --refmap --negotiation-tip --filter',
      optional: '--recurse-submodules',
      flags:
        '-f --force -t --tags --no-tags -n -p --prune -P --prune-tags -a --append --all --dry-run --unshallow --multiple -u -q -v -4 -6',
    },
    clone: {
      value:
        '-o --origin -b --branch -u --upload-pack --reference --reference-if-able --depth --shallow-since --shallow-exclude --template --separate-git-dir -j --jobs -c --config --filter --server-option --bundle-uri --ref-format --revision',
      optional: '--recurse-submodules --recursive',
      flags:
        '--bare --mirror -l --local --no-local --no-hardlinks -s --shared -n --no-checkout --single-branch --no-single-branch --no-tags --dissociate --sparse --shallow-submodules --remote-submodules --also-filter-submodules -q -v --progress',
    },
    'ls-remote': {
      value: '--upload-pack --exec -o --server-option --sort',
      flags: '-h --heads --branches -t --tags --refs -q --exit-code --get-url --symref',
    },
    init: {
      value: '--template --separate-git-dir -b --initial-branch --object-format --ref-format',
      optional: '--shared',
      flags: '-q --quiet --bare',
    },
    reset: {
      value: '--pathspec-from-file -U --unified --inter-hunk-context',
      optional: '--recurse-submodules',
      flags:
        '--hard --soft --mixed --merge --keep -N --intent-to-add -p --patch -q --quiet --refresh --no-refresh --pathspec-file-nul --no-recurse-submodules',
    },
    checkout: {
      value: '-b -B --orphan --conflict --pathspec-from-file -U --unified --inter-hunk-context',
      optional: '-t --track --recurse-submodules',
      flags:
        '-f --force --no-force --ours --theirs -2 -3 -m --merge -p --patch -d --detach -l -q --quiet --guess --no-guess --overlay --no-overlay --ignore-other-worktrees --ignore-skip-worktree-bits --overwrite-ignore --no-overwrite-ignore --no-track --progress --no-progress --pathspec-file-nul',
    },
    switch: {
      value: '-c --create -C --force-create --orphan --conflict',
      optional: '-t --track --recurse-submodules',
      flags:
        '-f --force --discard-changes -m --merge -d --detach --guess --no-guess --no-track -q --quiet --progress --ignore-other-worktrees',
    },
    restore: {
      value: '-s --source --conflict --pathspec-from-file -U --unified --inter-hunk-context',
      optional: '--recurse-submodules',
      flags:
        '-S --staged --no-staged -W --worktree --no-worktree -p --patch --ours --theirs -2 -3 -m --merge --ignore-unmerged --overlay --no-overlay -q --quiet --progress --pathspec-file-nul --ignore-skip-worktree-bits',
    },
    clean: { value: '-e --exclude', flags: '-f --force --no-force -d -n --dry-run -i --interactive -q --quiet -x -X' },
    stash: {
      verbs: {
        push: {
          value: '-m --message --pathspec-from-file',
          flags: '-p -S -k -u -a -q --patch --staged --keep-index --no-keep-index --include-untracked --all --quiet',
        },
        save: {},
        list: history,
        show: history,
        drop: { flags: '-q --quiet' },
        pop: { flags: '--index -q --quiet' },
        apply: { flags: '--index -q --quiet' },
        branch: {},
        clear: {},
        create: {},
        store: { value: '-m --message' },
        export: {},
        import: {},
      },
      value: '-m --message --pathspec-from-file',
      flags: '-p -S -k -u -a -q --patch --staged --keep-index --include-untracked --all --quiet',
    },
    branch: {
      value: '-u --set-upstream-to --points-at --sort --format --contains --no-contains --merged --no-merged',
      optional: '-t --track --color --abbrev --column',
      flags:
        '-D -d --delete -f --force -m -M --move -c -C --copy -r --remotes -a --all -l --list -v --verbose -q --quiet --show-current --edit-description --unset-upstream -i --ignore-case --create-reflog --no-track --no-color',
    },
    tag: {
      value:
        '-m --message -F --file -u --local-user --sort --format --contains --no-contains --merged --no-merged --points-at --cleanup --trailer',
      optional: '-n --color --column',
      flags: '-a --annotate -s --sign --no-sign -d --delete -f --force -v --verify -l --list -e --edit',
    },
    worktree: {
      verbs: {
        add: {
          value: '-b -B --reason --orphan',
          flags: '-f --force -d --detach --checkout --no-checkout --lock -q --guess-remote --track',
        },
        list: { flags: '-v --porcelain -z' },
        lock: { value: '--reason' },
        move: { flags: '-f --force' },
        prune: { value: '--expire', flags: '-n --dry-run -v' },
        remove: { flags: '-f --force' },
        repair: {},
        unlock: {},
      },
    },
    rm: {
      value: '--pathspec-from-file',
      flags: '-r -f --force --cached -n --dry-run -q --quiet --ignore-unmatch --sparse',
    },
    mv: { flags: '-f --force -k -n --dry-run -v --verbose --sparse' },
    add: {
      value: '--pathspec-from-file --chmod',
      flags:
        '-A --all -u --update -f --force -n --dry-run -p --patch -i --interactive -e --edit -N --intent-to-add -v --ignore-errors --renormalize --refresh',
    },
    'read-tree': {
      value: '--prefix --index-output --exclude-per-directory',
      flags: '-m --reset -u -i -n --dry-run -v --trivial --aggressive --empty --no-sparse-checkout -q',
    },
    'checkout-index': {
      value: '--prefix --stage',
      flags: '-u --index -q --quiet -f --force -a --all -n --no-create --temp -z --stdin',
    },
    submodule: {
      verbs: {
        add: { value: '-b --branch --name --reference --depth', flags: '-f --force -q' },
        status: {},
        init: {},
        deinit: { flags: '-f --force --all -q' },
        update: {
          value: '--reference --depth -j --jobs --filter',
          flags: '--init --remote -f --force -N --no-fetch --recursive --checkout --merge --rebase --single-branch -q',
        },
        'set-branch': { value: '-b --branch' },
        'set-url': {},
        summary: {},
        foreach: { style: 'posix', flags: '--recursive -q --quiet' },
        sync: {},
        absorbgitdirs: {},
      },
      flags: '-q --quiet --cached',
    },
    bisect: {
      verbs: {
        run: { style: 'posix' },
        start: {},
        good: {},
        bad: {},
        new: {},
        old: {},
        skip: {},
        reset: {},
        log: {},
        replay: {},
        view: {},
        visualize: {},
        terms: {},
        next: {},
      },
    },
    'filter-branch': {
      style: 'posix',
      value:
        '--subdirectory-filter --env-filter --tree-filter --index-filter --parent-filter --msg-filter --commit-filter --tag-name-filter --original -d --state-branch --setup',
      flags: '-f --force --prune-empty',
    },
    'filter-repo': {
      value:
        '--path --path-glob --path-regex --path-rename --paths-from-file --replace-text --replace-message --mailmap --subdirectory-filter --to-subdirectory-filter --tag-rename --strip-blobs-bigger-than --strip-blobs-with-ids --refs --source --target --state-branch --filename-callback --file-info-callback --message-callback --name-callback --email-callback --refname-callback --blob-callback --commit-callback --tag-callback --reset-callback --done-callback',
      flags:
        '--analyze --dry-run --force -f --invert-paths --partial --prune-empty --use-base-name --version -h --help --debug --sensitive-data-removal --sdr',
    },
    reflog: {
      verbs: {
        show: history,
        list: {},
        exists: {},
        expire: {
          value: '--expire --expire-unreachable',
          flags: '--all --updateref --rewrite --stale-fix -n --dry-run --verbose --single-worktree',
        },
        delete: { flags: '--rewrite --updateref -n --dry-run --verbose' },
        drop: { flags: '--all --single-worktree' },
      },
    },
    gc: {
      optional: '--prune',
      value: '--max-cruft-size --expire-to',
      flags: '--aggressive --auto --no-prune --force -q --quiet --keep-largest-pack --cruft --no-cruft --no-detach',
    },
    prune: { value: '--expire', flags: '-n --dry-run -v --verbose --progress' },
    'update-ref': { value: '-m', flags: '-d --stdin -z --no-deref --create-reflog --batch-updates' },
    'symbolic-ref': { value: '-m', flags: '-d --delete -q --quiet --short --recurse --no-recurse' },
    config: {
      value: '-f --file --blob --type -t --default --comment --url --value',
      optional: '--color',
      flags:
        '--global --system --local --worktree -l --list --get --get-all --get-regexp --get-urlmatch --add --replace-all --unset --unset-all --rename-section --remove-section -e --edit --name-only --show-origin --show-scope -z --null --bool --int --path --includes --no-includes --all --regexp --fixed-value --append',
      verbs: { set: {}, get: {}, list: {}, unset: {}, edit: {}, 'rename-section': {}, 'remove-section': {} },
    },
    show: history,
    log: history,
    diff: history,
    'diff-tree': history,
    'diff-index': history,
    'diff-files': history,
    whatchanged: history,
    shortlog: { value: '-n --group --format --since --until --author', flags: '-s -e -c -w' },
    'format-patch': {
      ...history,
      value: `${history.value} -o --output-directory --start-number --subject-prefix --in-reply-to --suffix --cover-from-description --base --to --from --reroll-count -v`,
    },
    'range-diff': history,
    'rev-list': history,
    blame: {
      value: '-L -S --contents --since --ignore-rev --ignore-revs-file --date',
      optional: '-C -M --abbrev',
      flags: '-c -w -b -l -t -f -n -s -e -p --porcelain --line-porcelain --root',
    },
    annotate: { value: '-L -S --contents --since', optional: '-C -M', flags: '-c -l -t' },
    'cat-file': {
      optional: '--batch --batch-check --batch-command --filter --path',
      flags: '-e -p -t -s --textconv --filters --follow-symlinks --batch-all-objects --buffer --unordered',
    },
    grep: {
      value: '-e -f -A -B -C -m --max-depth --max-count --threads --after-context --before-context --context',
      optional: '-O --open-files-in-pager --color',
      flags:
        '-c --count --cached --no-index --untracked --no-exclude-standard --exclude-standard --recurse-submodules -a -i -w -I -r -v -h -H --full-name -E -G -P -F -n --line-number -l -L -o -p -W --and --or --not --all-match -q -z --name-only --break --heading',
    },
    archive: {
      value: '--format --prefix --remote --exec --mtime -o --output --add-file --add-virtual-file',
      flags: '-l --list -v --verbose --worktree-attributes',
    },
    difftool: {
      ...history,
      value: `${history.value} -x --extcmd -t --tool`,
      flags: `${history.flags} -y --no-prompt -d --dir-diff -g --gui --trust-exit-code`,
    },
    mergetool: { value: '-t --tool -O', flags: '-y --no-prompt --prompt -g --gui --tool-help' },
    'hash-object': { value: '-t --path', flags: '-w --stdin --stdin-paths --no-filters --literally' },
    bundle: { verbs: { create: { value: '--version' }, verify: {}, 'list-heads': {}, unbundle: {} } },
    notes: {
      verbs: {
        add: { value: '-m -F -C -c --message --file', flags: '-f --force' },
        append: { value: '-m -F -C -c --message --file' },
        edit: {},
        show: {},
        list: {},
        remove: {},
        prune: {},
        copy: {},
        merge: {},
        'get-ref': {},
      },
      value: '--ref',
    },
    remote: {
      verbs: {
        add: { value: '-t -m --track --master --mirror', flags: '-f --fetch --tags --no-tags' },
        rename: {},
        remove: {},
        rm: {},
        'set-head': {},
        'set-branches': {},
        'get-url': {},
        'set-url': { flags: '--add --delete --push' },
        show: {},
        prune: {},
        update: {},
      },
      flags: '-v --verbose',
    },
    credential: { verbs: { fill: {}, approve: {}, reject: {}, capability: {} } },
    'credential-osxkeychain': { verbs: { get: {}, store: {}, erase: {} } },
    'credential-libsecret': { verbs: { get: {}, store: {}, erase: {} } },
    'credential-manager': { verbs: { get: {}, store: {}, erase: {}, configure: {}, diagnose: {} } },
    'credential-wincred': { verbs: { get: {}, store: {}, erase: {} } },
    annex: { depth: 1, flags: '--force --all --auto -A --unused' },
    flow: { depth: 2, flags: '-f --force -r --remote' },
    'delete-branch': {},
    obliterate: {},
    'credential-store': { value: '--file', verbs: { get: {}, store: {}, erase: {} } },
    'credential-cache': { value: '--timeout --socket', verbs: { get: {}, store: {}, erase: {}, exit: {} } },
    lfs: {
      verbs: {
        push: {},
        pull: {},
        fetch: {},
        install: {},
        track: {},
        untrack: {},
        prune: {},
        'ls-files': {},
        migrate: { verbs: { import: {}, export: {}, info: {} } },
      },
    },
    'send-email': {
      value:
        '--to --cc --bcc --from --subject --smtp-server --smtp-user --smtp-pass --compose --in-reply-to --identity',
      flags: '--dry-run --annotate --suppress-from',
    },
    'sparse-checkout': { verbs: { init: {}, list: {}, set: {}, add: {}, reapply: {}, disable: {}, 'check-rules': {} } },
    apply: {
      value: '-p -C --directory --exclude --include --whitespace --build-fake-ancestor',
      flags: '-R --reverse --check --stat --numstat --summary --index --cached -3 --3way --reject -v -q',
    },
    'check-ignore': { flags: '-q -v --stdin -z -n --no-index' },
    replace: { value: '--format', flags: '-d --delete -f --force -l --list --graft --edit --convert-graft-file' },
  },
};
