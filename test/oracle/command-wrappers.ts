import { single } from '../properties/quoting.ts';
import type { CommandDisguise, Words } from './disguise.ts';

const line = ({ sources }: Words): string => sources.join(' ');
const quoted = (argv: readonly string[]): string => argv.map(single).join(' ');
const splittable = (argv: readonly string[]): boolean => argv.every((word) => /^[\w./@%:=+-]+$/.test(word));

/** Programs that run the words behind them, in the ways their manuals give. */
const prefixes = {
  command: ['command', 'command --', 'command -p --', 'builtin command', 'command command', '\\command'],
  exec: ['exec', 'exec -a ls', 'exec -c', 'exec -l', 'exec --', '>/dev/null exec', 'command exec'],
  env: [
    'env',
    '/usr/bin/env',
    'env -i PATH="$PATH"',
    'env -u LANG',
    'env --unset=LANG A=1 B=2',
    'env -',
    'env -C . --',
    'env --chdir=/home/dev/project',
    'env -uLANG -v',
    'env -i -- A=b',
    'env --ignore-env',
    'env --block-signal=INT',
    'env env env',
  ],
  nohup: ['nohup', 'nohup --'],
  nice: ['nice', 'nice -n 5', 'nice -n5', 'nice -5', 'nice --adjustment=3', 'nice -n 0 --'],
  ionice: ['ionice -c 3', 'ionice -c2 -n 7', 'ionice -tc idle', 'ionice --class best-effort --classdata=4'],
  chrt: ['chrt -o 0', 'chrt --idle 0', 'chrt -b 0'],
  taskset: ['taskset 1', 'taskset -c 0', 'taskset --cpu-list 0'],
  prlimit: ['prlimit --nofile=100', 'prlimit -n100 --', 'prlimit --core=0:0'],
  setarch: ['setarch x86_64 -R', 'setarch -R', 'setarch -- '],
  linux64: ['linux64', 'linux64 -R'],
  choom: ['choom -n 500 --', 'choom -n 500'],
  setpriv: ['setpriv --nnp', 'setpriv --no-new-privs --'],
  setsid: ['setsid -w', 'setsid --wait', 'setsid -wf', 'setsid'],
  timeout: [
    'timeout 5',
    'timeout 5s',
    'timeout -s KILL 3',
    'timeout --signal=TERM -k 1 4',
    'timeout --foreground -v 3',
    'timeout --preserve-status 0.9m',
    'timeout -k1 -- 5',
  ],
  stdbuf: ['stdbuf -oL', 'stdbuf -o0 -e0 -i0', 'stdbuf --output=L', 'stdbuf -o L --'],
  sudo: ['sudo', 'sudo -n', 'sudo -E -u root', 'sudo --', 'sudo A=1 -H', 'sudo -u root env'],
  doas: ['doas', 'doas -u root', 'doas -n --'],
  time: ['time', 'time -p', 'time --', 'time time', '! time'],
  strace: ['strace -f -o /tmp/t', 'strace -qq -e trace=none -o /dev/null', 'strace -o/tmp/t --'],
  chronic: ['chronic', 'chronic -v', 'chronic -e'],
  unbuffer: ['unbuffer', 'unbuffer -p'],
  flock: ['flock /tmp/lock', 'flock -n /tmp/lock', 'flock -w 1 -E 3 .', 'flock --nonblock --exclusive /tmp/lock'],
  'start-stop-daemon': ['start-stop-daemon --start --exec', 'start-stop-daemon -S -p /tmp/p -x'],
  unshare: ['unshare -r', 'unshare --map-root-user --'],
  coproc: ['coproc'],
  xargs: [
    'echo | xargs',
    'true | xargs',
    ': | xargs -t',
    'echo | xargs -n 1',
    'xargs -a /dev/null',
    'xargs </dev/null',
    'printf "" | xargs --',
    'echo | xargs -I@',
  ],
  parallel: ['parallel -N0 -q -j1 -a <(echo 1)'],
  watch: ['timeout 0.3 watch -n 9 -x', 'timeout 0.3 watch -t -e -x'],
} as const;

/** A prefix in front of the command, whichever of its spellings. */
const inFront =
  (spellings: readonly string[]): CommandDisguise =>
  (words, random) =>
    `${random.pick(spellings)} ${line(words)}`;

const afterFind =
  (form: (path: string, words: Words) => string): CommandDisguise =>
  (words) => {
    const last = words.argv.at(-1) ?? '';
    return /^\/(?:usr|etc|home)(?:\/[a-z/]*[a-z])?$/.test(last) && words.argv.length > 1
      ? form(last, words)
      : undefined;
  };

const exceptLast = ({ sources }: Words): string => sources.slice(0, -1).join(' ');
const onlyLast = ({ argv }: Words): string => single(argv.at(-1) ?? '');

/** Ways to have another program run a simple command. */
export const commandWrappers: Readonly<Record<string, CommandDisguise>> = {
  ...(Object.fromEntries(
    Object.entries(prefixes).map(([name, spellings]) => [`behind ${name}`, inFront(spellings)]),
  ) satisfies Record<string, CommandDisguise>),
  'behind several': (words, random) =>
    `${['nohup', 'nice', 'env A=1', 'timeout 9', 'command', 'setsid -w', 'stdbuf -oL', 'ionice -c3'].filter(() => random.chance(2)).join(' ')} env ${line(words)}`,
  'behind a prefix variable': (words, random) =>
    `run=${single(random.pick(['env A=1', 'nice -n 3', 'timeout 5', 'nohup', 'command']))}; $run ${line(words)}`,
  'env -S': ({ argv }) => (splittable(argv) ? `env -S ${single(argv.join(' '))}` : undefined),
  'env -S with quotes': ({ argv }) => `env -S ${single(argv.map((word) => `"${word}"`).join(' '))}`,
  'env --split-string': ({ argv }) =>
    splittable(argv) ? `env -i --split-string=${single(`A=1 PATH=/usr/local/bin ${argv.join(' ')}`)}` : undefined,
  'env -vS': ({ argv }) => (splittable(argv) ? `env -vS${single(argv.join(String.raw`\_`))}` : undefined),
  'env -S then words': ({ argv, sources }) =>
    splittable(argv.slice(0, 2))
      ? `env -S ${single(argv.slice(0, 2).join(' '))} ${sources.slice(2).join(' ')}`
      : undefined,
  'timeout of a shell': ({ argv }) => `timeout 5 bash -c ${single(quoted(argv))}`,
  'flock -c': ({ argv }) => `flock /tmp/lock -c ${single(quoted(argv))}`,
  'flock --command': ({ argv }) => `flock -x /tmp/lock --command ${single(quoted(argv))}`,
  'script -c': ({ argv }) => `script -qc ${single(quoted(argv))} /dev/null`,
  'script --command': ({ argv }) => `script -q --command=${single(quoted(argv))} -e /tmp/typescript`,
  'script of input': ({ argv }) => `echo ${single(quoted(argv))} | script -q /dev/null`,
  'watch of a string': ({ argv }) => `timeout 0.3 watch -n 9 ${single(quoted(argv))}`,
  'parallel of commands': ({ argv }) => `parallel ::: ${single(quoted(argv))}`,
  'parallel of arguments': (words) => `parallel -q ${exceptLast(words)} ::: ${onlyLast(words)}`,
  'parallel of input': ({ argv }) => `echo ${single(quoted(argv))} | parallel -j 1`,
  'parallel with braces': (words) => `parallel -q ${exceptLast(words)} {} ::: ${onlyLast(words)}`,
  pee: ({ argv }) => `echo x | pee ${single(quoted(argv))}`,
  ifne: (words) => `echo x | ifne ${line(words)}`,
  'expect -c': ({ argv }) =>
    splittable(argv) ? `expect -c ${single(`spawn ${argv.join(' ')}; expect eof`)}` : undefined,
  'xargs of the last word': (words) => `echo ${onlyLast(words)} | xargs ${exceptLast(words)}`,
  'xargs of all arguments': ({ argv: [first = '', ...rest], sources }) =>
    splittable(rest) ? `echo ${rest.join(' ')} | xargs ${sources[0] ?? first}` : undefined,
  'xargs of lines': ({ argv: [, ...rest], sources }) => `printf '%s\\n' ${quoted(rest)} | xargs -d '\\n' ${sources[0]}`,
  'xargs -0': ({ argv: [, ...rest], sources }) => `printf '%s\\0' ${quoted(rest)} | xargs -0 ${sources[0]}`,
  'xargs --null with other options': ({ argv: [, ...rest], sources }) =>
    `printf '%s\\0' ${quoted(rest)} | xargs --null --no-run-if-empty -P 2 -n ${rest.length} -- ${sources[0]}`,
  'xargs -I': (words) => `echo ${onlyLast(words)} | xargs -I{} ${exceptLast(words)} {}`,
  'xargs --replace': (words) => `echo ${onlyLast(words)} | xargs --replace=% ${exceptLast(words)} %`,
  'xargs -i': (words) => `echo ${onlyLast(words)} | xargs -i ${exceptLast(words)} {}`,
  'xargs -I inside a word': (words) => {
    const last = words.argv.at(-1) ?? '';
    return last.length < 2 || /['"\\\s]/.test(last)
      ? undefined
      : `echo ${single(last.slice(1))} | xargs -I% ${exceptLast(words)} ${single(`${last.slice(0, 1)}%`)}`;
  },
  'xargs of a here-string': ({ argv: [, ...rest], sources }) =>
    splittable(rest) ? `xargs ${sources[0]} <<< ${single(rest.join(' '))}` : undefined,
  'xargs of a file': ({ argv: [, ...rest], sources }) =>
    splittable(rest) ? `echo ${single(rest.join(' '))} > /tmp/args; xargs -a /tmp/args ${sources[0]}` : undefined,
  'xargs of a shell': ({ argv }) =>
    `echo ${single(quoted(argv).replace(/['"\\]/g, String.raw`\$&`))} | xargs -I% sh -c %`,
  'xargs sh -c with arguments': ({ argv }) => `printf '%s\\0' ${quoted(argv)} | xargs -0 sh -c '"$@"' sh`,
  'xargs sh -c "$0 $@"': ({ argv }) =>
    splittable(argv) ? `echo ${argv.join(' ')} | xargs sh -c '"$0" "$@"'` : undefined,
  'xargs into env': ({ argv }) => (splittable(argv) ? `echo ${argv.join(' ')} | xargs env` : undefined),
  'xargs into nothing but words': ({ argv }) =>
    splittable(argv) ? `echo ${argv.slice(2).join(' ')} | xargs -L 1 -t ${argv.slice(0, 2).join(' ')}` : undefined,
  'find -exec': (words) => `find . -maxdepth 0 -exec ${line(words)} \\;`,
  'find -exec with a quoted end': (words) => `find /usr -maxdepth 0 -type d -exec ${line(words)} ';'`,
  'find -execdir': (words) => `find . -maxdepth 1 -name README.md -execdir ${line(words)} \\;`,
  'find -ok': (words) => `yes | find . -maxdepth 0 -ok ${line(words)} \\;`,
  'find -exec after others': (words) => `find . -maxdepth 0 -exec true {} \\; -exec ${line(words)} \\; -print`,
  'find -exec of a shell': ({ argv }) => `find . -maxdepth 0 -exec sh -c ${single(quoted(argv))} \\;`,
  'find -exec of a shell with its path': ({ argv }) =>
    `find . -maxdepth 0 -exec bash -c ${single(quoted(argv))} bash {} +`,
  'find of the path': afterFind((path, words) => `find ${path} -maxdepth 0 -exec ${exceptLast(words)} {} \\;`),
  'find of the path with +': afterFind((path, words) => `find ${path} -maxdepth 0 -exec ${exceptLast(words)} {} +`),
  'find of the path with options': afterFind((path, words) =>
    `find -H ${path} -prune -type d -exec ${exceptLast(words)} -- {} \\;`.replace(' -- {}', ' {}'),
  ),
  'find into xargs': afterFind((path, words) => `find ${path} -maxdepth 0 | xargs ${exceptLast(words)}`),
  'find -print0 into xargs -0': afterFind(
    (path, words) => `find ${path} -maxdepth 0 -print0 | xargs -0 ${exceptLast(words)}`,
  ),
  'find by name': afterFind((path, words) => `find / -maxdepth 1 -path ${path} -exec ${exceptLast(words)} {} \\;`),
  'ls into xargs': afterFind((path, words) => `ls -d ${path} | xargs ${exceptLast(words)}`),
  'while read of find': afterFind(
    (path, words) => `find ${path} -maxdepth 0 | while read -r each; do ${exceptLast(words)} "$each"; done`,
  ),
  'for over find': afterFind(
    (path, words) => `for each in $(find ${path} -maxdepth 0); do ${exceptLast(words)} "$each"; done`,
  ),
  'for over a glob': afterFind(
    (path, words) => `for each in ${path.replace(/[a-z]$/, '*')}; do ${exceptLast(words)} "$each"; done`,
  ),
  'git alias': ({ argv }) =>
    argv[0] === 'git' || /["\\\n]/.test(quoted(argv)) ? undefined : `git -c ${single(`alias.go=!${quoted(argv)}`)} go`,
  'git alias in the configuration': ({ argv }) =>
    argv[0] === 'git' ? undefined : `git config alias.go ${single(`!${quoted(argv)}`)}; git go`,
  'git alias in the environment': ({ argv }) =>
    argv[0] === 'git'
      ? undefined
      : `GIT_CONFIG_COUNT=1 GIT_CONFIG_KEY_0=alias.go GIT_CONFIG_VALUE_0=${single(`!${quoted(argv)}`)} git go`,
  'git alias of a function': ({ argv }) =>
    argv[0] === 'git' ? undefined : `git -c ${single(`alias.go=!f() { ${quoted(argv)}; }; f`)} go`,
  'git core.pager': ({ argv }) =>
    argv[0] === 'git' ? undefined : `git -c core.pager=${single(`${quoted(argv)} #`)} -p log`,
  'git core.editor': ({ argv }) =>
    argv[0] === 'git' ? undefined : `git -c core.editor=${single(`${quoted(argv)} #`)} commit --allow-empty`,
  'git core.sshCommand': ({ argv }) =>
    argv[0] === 'git' ? undefined : `git -c core.sshCommand=${single(`${quoted(argv)} #`)} ls-remote ssh://host/x`,
  GIT_SSH_COMMAND: ({ argv }) =>
    argv[0] === 'git' ? undefined : `GIT_SSH_COMMAND=${single(`${quoted(argv)} #`)} git fetch ssh://host/x`,
  GIT_EDITOR: ({ argv }) =>
    argv[0] === 'git' ? undefined : `GIT_EDITOR=${single(`${quoted(argv)} #`)} git commit --allow-empty`,
  'EDITOR of git': ({ argv }) =>
    argv[0] === 'git' ? undefined : `export EDITOR=${single(`${quoted(argv)} #`)}; git commit --allow-empty --amend`,
  GIT_PAGER: ({ argv }) => (argv[0] === 'git' ? undefined : `GIT_PAGER=${single(`${quoted(argv)} #`)} git -p log`),
  GIT_EXTERNAL_DIFF: ({ argv }) =>
    argv[0] === 'git' ? undefined : `echo x >> README.md; GIT_EXTERNAL_DIFF=${single(`${quoted(argv)} #`)} git diff`,
  'git rebase --exec': ({ argv }) =>
    argv[0] === 'git' ? undefined : `git rebase --exec ${single(quoted(argv))} HEAD~1`,
  'git rebase -x': ({ argv }) => (argv[0] === 'git' ? undefined : `git rebase -x${single(quoted(argv))} HEAD~1`),
  'git bisect run': (words) =>
    words.argv[0] === 'git' ? undefined : `git bisect start HEAD HEAD~2 >/dev/null; git bisect run ${line(words)}`,
  'git submodule foreach': ({ argv }) =>
    argv[0] === 'git'
      ? undefined
      : `git submodule foreach ${single(quoted(argv))}; git filter-branch -f --msg-filter ${single(`${quoted(argv)}; cat`)} HEAD`,
  'git hook written here': ({ argv }) =>
    argv[0] === 'git'
      ? undefined
      : `mkdir -p .git/hooks; printf '#!/bin/sh\\n%s\\n' ${single(quoted(argv))} > .git/hooks/pre-commit; chmod +x .git/hooks/pre-commit; git commit --allow-empty -m x`,
  'git core.hooksPath': ({ argv }) =>
    argv[0] === 'git'
      ? undefined
      : `mkdir -p /tmp/h; printf '#!/bin/sh\\n%s\\n' ${single(quoted(argv))} > /tmp/h/pre-commit; chmod +x /tmp/h/pre-commit; git -c core.hooksPath=/tmp/h commit --allow-empty -m x`,
  'git core.fsmonitor': ({ argv }) =>
    argv[0] === 'git' ? undefined : `git -c core.fsmonitor=${single(`${quoted(argv)} #`)} status`,
  'git filter': ({ argv }) =>
    argv[0] === 'git'
      ? undefined
      : `echo '*.md filter=f' > .gitattributes; git -c filter.f.clean=${single(`${quoted(argv)}; cat`)} add README.md; echo x >> README.md; git -c filter.f.clean=${single(`${quoted(argv)}; cat`)} add README.md`,
  PROMPT_COMMAND: ({ argv }) => `PROMPT_COMMAND=${single(quoted(argv))} bash --norc -i <<< exit`,
  PS1: ({ argv }) => `PS1=${single(`$(${quoted(argv)})`)} bash --norc -i <<< exit`,
  PS4: ({ argv }) => `PS4=${single(`$(${quoted(argv)})`)}; set -x; true`,
  'BASH_ENV of a file': ({ argv }) => `echo ${single(quoted(argv))} > /tmp/rc; BASH_ENV=/tmp/rc bash -c true`,
  'BASH_ENV of a substitution': ({ argv }) => `BASH_ENV=<(echo ${single(quoted(argv))}) bash -c true`,
  'exported BASH_ENV': ({ argv }) => `echo ${single(quoted(argv))} > /tmp/rc; export BASH_ENV=/tmp/rc; bash -c :`,
  'ENV of sh': ({ argv }) => `echo ${single(quoted(argv))} > /tmp/rc; ENV=/tmp/rc sh -i -c true`,
  '--rcfile': ({ argv }) => `bash --rcfile <(echo ${single(quoted(argv))}) -i -c true`,
  '--init-file': ({ argv }) => `echo ${single(quoted(argv))} > /tmp/rc; bash --init-file /tmp/rc -i <<< exit`,
  'exported function in the environment': ({ argv }) =>
    `env ${single(`BASH_FUNC_ls%%=() { ${quoted(argv)}
}`)} bash -c ls`,
  'busybox applets': (words, random) =>
    `${random.pick(['busybox nice', 'busybox env', 'busybox timeout 5', 'busybox setsid', 'busybox nohup', 'busybox time'])} ${line(words)}`,
  'busybox xargs': ({ argv: [, ...rest], sources }) =>
    splittable(rest) ? `echo ${rest.join(' ')} | busybox xargs ${sources[0]}` : undefined,
  'busybox find -exec': (words) => `busybox find . -maxdepth 0 -exec ${line(words)} \\;`,
  'the loader': (words) => `/lib64/ld-linux-x86-64.so.2 /usr/bin/env ${line(words)}`,
  'nsenter and unshare': (words, random) =>
    `${random.pick(['unshare -Ur', 'unshare --user --map-root-user', 'unshare -r --fork'])} ${line(words)}`,
  'a copy of env': (words) => `cp /usr/bin/env ./e; ./e ${line(words)}`,
  'a link to env': (words) => `ln -s /usr/bin/env ./e; ./e A=1 ${line(words)}`,
  'a link in PATH': (words) => `mkdir -p b; ln -s /usr/bin/env b/tool; PATH=$PWD/b:$PATH; tool ${line(words)}`,
  'xargs -L': ({ argv: [, ...rest], sources }) =>
    splittable(rest) ? `echo ${rest.join(' ')} | xargs -L1 ${sources[0]}` : undefined,
  'xargs -l': ({ argv: [, ...rest], sources }) =>
    splittable(rest) ? `echo ${rest.join(' ')} | xargs -l ${sources[0]}` : undefined,
  'xargs -d': ({ argv: [, ...rest], sources }) =>
    rest.some((word) => word.includes(','))
      ? undefined
      : `printf %s ${single(rest.join(','))} | xargs -d, ${sources[0]}`,
  'xargs -E': ({ argv: [, ...rest], sources }) =>
    splittable(rest) ? `echo ${rest.join(' ')} END x | xargs -E END ${sources[0]}` : undefined,
  'xargs -s -x': ({ argv: [, ...rest], sources }) =>
    splittable(rest) ? `echo ${rest.join(' ')} | xargs -s 4096 -x -r ${sources[0]}` : undefined,
  'xargs into bash -c with $0': ({ argv }) =>
    splittable(argv) ? `echo ${argv.join(' ')} | xargs bash -c '$0 "$@"'` : undefined,
  'xargs of a process substitution': ({ argv: [, ...rest], sources }) =>
    splittable(rest) ? `xargs -a <(echo ${rest.join(' ')}) ${sources[0]}` : undefined,
  'parallel --pipe': ({ argv }) => `echo ${single(quoted(argv))} | parallel --pipe bash`,
  'parallel -a': ({ argv }) => `echo ${single(quoted(argv))} > /tmp/jobs; parallel -j1 -a /tmp/jobs`,
  'parallel with columns': ({ argv }) =>
    splittable(argv)
      ? `parallel --colsep ' ' '${argv.map((_, index) => `{${index + 1}}`).join(' ')}' ::: ${single(argv.join(' '))}`
      : undefined,
  'find -execdir with {}': (words) => `find . -maxdepth 1 -name README.md -execdir env ${line(words)} \\; -quit`,
  'find -okdir': (words) => `yes | find . -maxdepth 0 -okdir ${line(words)} \\;`,
  'find -fprintf': ({ argv }) => {
    const text = quoted(argv);
    return /[%\\]/.test(text) ? undefined : `find . -maxdepth 0 -fprintf /tmp/go ${single(`${text}\\n`)}; bash /tmp/go`;
  },
  'git alias of several words': ({ argv, sources }) =>
    argv[0] === 'git' ? undefined : `git -c alias.go='!env' go ${sources.join(' ')}`,
  'git alias in a file of GIT_CONFIG_GLOBAL': ({ argv }) =>
    argv[0] === 'git' || /["\\\n;#]/.test(quoted(argv))
      ? undefined
      : `printf '[alias]\\n\\tgo = !%s\\n' ${single(quoted(argv))} > /tmp/gc; GIT_CONFIG_GLOBAL=/tmp/gc git go`,
  'git alias in GIT_CONFIG_PARAMETERS': ({ argv }) =>
    argv[0] === 'git' || !splittable(argv) ? undefined : `GIT_CONFIG_PARAMETERS="'alias.go=!${argv.join(' ')}'" git go`,
  'git --config-env': ({ argv }) =>
    argv[0] === 'git' ? undefined : `GO=${single(`!${quoted(argv)}`)} git --config-env=alias.go=GO go`,
  'git diff.external': ({ argv }) =>
    argv[0] === 'git' ? undefined : `echo x >> README.md; git -c diff.external=${single(`${quoted(argv)} #`)} diff`,
  'git difftool': ({ argv }) =>
    argv[0] === 'git' ? undefined : `echo x >> README.md; git difftool -y -x ${single(`${quoted(argv)} #`)}`,
  'git grep -O': ({ argv }) => (argv[0] === 'git' ? undefined : `git grep -O${single(`${quoted(argv)} #`)} e`),
  'git credential helper': ({ argv }) =>
    argv[0] === 'git'
      ? undefined
      : `git -c credential.helper=${single(`!${quoted(argv)} #`)} credential fill <<< url=https://h`,
  'git upload-pack': ({ argv }) =>
    argv[0] === 'git' ? undefined : `git ls-remote --upload-pack=${single(`${quoted(argv)} #`)} .`,
  'git sequence editor': ({ argv }) =>
    argv[0] === 'git' ? undefined : `GIT_SEQUENCE_EDITOR=${single(`${quoted(argv)} #`)} git rebase -i HEAD~1`,
  'git template hooks': ({ argv }) =>
    argv[0] === 'git' || argv[0] === 'chmod'
      ? undefined
      : `mkdir -p /tmp/t/hooks; printf '#!/bin/sh\\n%s\\n' ${single(quoted(argv))} > /tmp/t/hooks/post-checkout; chmod +x /tmp/t/hooks/post-checkout; git clone -q --template=/tmp/t . /tmp/cl`,
  'git notes editor': ({ argv }) =>
    argv[0] === 'git' ? undefined : `GIT_EDITOR=${single(`${quoted(argv)} #`)} git notes add HEAD`,
  'man pager': ({ argv }) => `MANPAGER=${single(`${quoted(argv)} #`)} man -l README.md`,
  'man -P': ({ argv }) => `man -P ${single(`${quoted(argv)} #`)} -l README.md`,
  'ssh ProxyCommand': ({ argv }) =>
    /%/.test(quoted(argv)) ? undefined : `ssh -o ProxyCommand=${single(quoted(argv))} host`,
  'ssh ProxyCommand of a file': ({ argv }) =>
    /%/.test(quoted(argv))
      ? undefined
      : `printf 'Host *\\n  ProxyCommand %s\\n' ${single(quoted(argv))} > /tmp/sc; ssh -F /tmp/sc host`,
  'sftp ProxyCommand': ({ argv }) =>
    /%/.test(quoted(argv)) ? undefined : `sftp -oProxyCommand=${single(quoted(argv))} host`,
  'rsync -e': ({ argv }) =>
    splittable(argv)
      ? `rsync -e ${single(`env ${argv.join(' ')} ;`)} x h:y; rsync --rsh=${single(`sh -c "${argv.join(' ')}"`)} x h:y`
      : undefined,
  'zip -TT': ({ argv }) => `zip -q /tmp/z.zip README.md -T -TT ${single(`${quoted(argv)} #`)}`,
  'vim of a file': ({ argv }) =>
    /[|%!\n#]/.test(quoted(argv))
      ? undefined
      : `echo ${single(`!${quoted(argv)}`)} > /tmp/v.vim; vim -es -u NONE -S /tmp/v.vim -c 'qa!'`,
  'less preprocessor': ({ argv }) =>
    /%/.test(quoted(argv)) ? undefined : `LESSOPEN=${single(`|${quoted(argv)} #%s`)} less README.md`,
  'make --eval': ({ argv }) => `make --eval=${single(`all: ; ${quoted(argv).replaceAll('$', '$$$$')}`)} all`,
  'make variable': ({ argv }) =>
    `printf 'all:\\n\\t$(GO)\\n' > /tmp/mk; make -f /tmp/mk GO=${single(quoted(argv).replaceAll('$', '$$$$'))}`,
  'make of an included file': ({ argv }) =>
    `printf 'include /tmp/in.mk\\n' > /tmp/mk; printf 'all:\\n\\t%s\\n' ${single(quoted(argv).replaceAll('$', '$$$$'))} > /tmp/in.mk; make -f /tmp/mk`,
  'exec in a subshell with other names': (words) => `(exec -a harmless ${line(words)})`,
  'hash -p': ({ argv: [first = '', ...rest] }) => `hash -p /usr/local/bin/${first} tool; tool ${quoted(rest)}`,
  'enable -n': (words) => `enable -n echo printf test; ${line(words)}`,
  command_not_found_handle: ({ argv }) => `command_not_found_handle() { ${quoted(argv)}; }; no-such-tool`,
  'trap ERR in a function with -E': ({ argv }) => `set -E; f() { false; }; trap ${single(quoted(argv))} ERR; f`,
  'trap RETURN of source': ({ argv }) => `echo true > /tmp/s; set -T; trap ${single(quoted(argv))} RETURN; . /tmp/s`,
  fc: ({ argv }) => `set -o history; history -s ${single(quoted(argv))}; fc -s`,
  'history expansion': ({ argv }) =>
    splittable(argv)
      ? `bash --norc -i <<< ${single(`set -o history -o histexpand; history -s ${argv.join(' ')}\n!!`)}`
      : undefined,
  'a program of a file descriptor': ({ argv }) => `exec 3< <(echo ${single(quoted(argv))}); . /dev/fd/3`,
  'a script on descriptor 9': ({ argv }) => `exec 9<<< ${single(quoted(argv))}; bash /dev/fd/9`,
  'coproc bash': ({ argv }) => `coproc bash; echo ${single(quoted(argv))} >&"\${COPROC[1]}"; sleep 0.1`,
  'getopts of the words': ({ argv }) =>
    `OPTIND=1; while getopts x: o -x ${single(quoted(argv))}; do eval "$OPTARG"; done`,
  'select of the words': ({ argv }) => `select go in ${single(quoted(argv))}; do eval "$go"; break; done <<< 1`,
  'mapfile -C': ({ argv }) => `mapfile -c 1 -C ${single(`${quoted(argv)} #`)} x <<< line`,
  'complete -C': ({ argv }) => `compgen -C ${single(`${quoted(argv)} #`)} x`,
  'PATH with a program of ours': ({ argv }) =>
    `mkdir -p /tmp/p; printf '#!/bin/sh\\n%s\\n' ${single(quoted(argv))} > /tmp/p/tool; chmod +x /tmp/p/tool; PATH=/tmp/p:$PATH tool`,
};
