import { backquoted, double, hereDocument, openHereDocument, single } from './quoting.ts';

/** A command put where it runs, or may run, all the same; `undefined` where it cannot stand there. */
export type Wrapping = (command: string) => string | undefined;

/** What the shell does itself: no other program can be told to run it. */
const shellOnly =
  /^(?:\.|:|alias|bg|bind|builtin|caller|cd|command|compgen|complete|coproc|declare|dirs|disown|enable|eval|exec|exit|export|fc|fg|getopts|hash|history|jobs|let|local|mapfile|popd|pushd|read|readarray|readonly|return|set|shift|shopt|source|suspend|test|times|trap|type|typeset|ulimit|umask|unalias|unset|wait|time|!|if|for|while|until|case|select|function|\[\[?|\{)$/;

/** Whether the text is a single command without anything around it, so that a program can be put in front of its words. */
function isSimple(command: string): boolean {
  const [first = ''] = command.split(/\s/);
  return !shellOnly.test(first) && isPlain(command) && !/^[A-Za-z_]\w*(?:\[[^\]]*\])?\+?=/.test(command);
}

/** Whether the text has no operator, redirection or comment outside quotes. */
function isPlain(command: string): boolean {
  const unquoted = command.replace(/\\.|'[^']*'|"(?:\\.|[^"\\])*"/gs, 'x');
  return !/[\n;&|<>(){}#`'"\\]/.test(unquoted) && !/(?:^|\s)!/.test(unquoted);
}

/** `find` puts a path in the place of `{}` wherever it stands (find(1)), so that the command would be another one. */
const withoutBraces =
  (wrap: (command: string) => string): Wrapping =>
  (command) =>
    command.includes('{}') ? undefined : wrap(command);

/** Shells differ in what their `echo` makes of these, so that the command would be another one in some of them. */
const echoed =
  (wrap: (command: string) => string): Wrapping =>
  (command) =>
    /\\[abceEfnrtvxuU0-9\\]/.test(command) ? undefined : wrap(command);

/** The prefix in front of a simple command, or in front of a shell that runs whatever it is. */
const prefixed =
  (prefix: string): Wrapping =>
  (command) =>
    `${prefix} ${isSimple(command) ? command : `bash -c ${single(command)}`}`;

const plainOnly =
  (wrap: (command: string) => string): Wrapping =>
  (command) =>
    isPlain(command) ? wrap(command) : undefined;

/** A simple command without quotes, as its words. */
const simpleWords =
  (wrap: (words: readonly string[]) => string | undefined): Wrapping =>
  (command) =>
    isSimple(command) && !/['"\\$*?[~!{}]/.test(command) ? wrap(command.trim().split(/ +/)) : undefined;

/** Every way around a command, by name. Newlines instead of `;`, as a command may end in `&`, a comment or a here-document. */
export const wrappings = {
  subshell: (command) => `(\n${command}\n)`,
  group: (command) => `{\n${command}\n}`,
  'if then': (command) => `if test -d src; then\n${command}\nfi`,
  'if true': (command) => `if true; then\n${command}\nfi`,
  else: (command) => `if test -d src; then :; else\n${command}\nfi`,
  'else of false': (command) => `if false; then :; else\n${command}\nfi`,
  elif: (command) => `if test -d a; then :; elif test -d b; then\n${command}\nfi`,
  'condition of if': (command) => `if\n${command}\nthen :; fi`,
  for: (command) => `for each in one two; do\n${command}\ndone`,
  'for over files': (command) => `for each in *; do\n${command}\ndone`,
  'for with arithmetic': (command) => `for ((n = 0; n < 2; n++)); do\n${command}\ndone`,
  while: (command) => `while true; do\n${command}\nbreak; done`,
  'while read': (command) => `printf 'a\\n' | while read -r line; do\n${command}\ndone`,
  'condition of while': (command) => `while\n${command}\ndo break; done`,
  until: (command) => `until false; do\n${command}\nbreak; done`,
  case: (command) => `case "$(uname)" in Linux)\n${command}\n;; *) : ;; esac`,
  'case of anything': (command) => `case x in y) : ;; *)\n${command}\n;; esac`,
  select: (command) => `select each in one; do\n${command}\nbreak; done`,
  function: (command) => `run() {\n${command}\n}\nrun`,
  'function in the other style': (command) => `function run {\n${command}\n}; run`,
  'function of a function': (command) => `inner() {\n${command}\n}\nouter() { inner; }\nouter`,
  substitution: (command) => `echo $(\n${command}\n)`,
  'quoted substitution': (command) => `echo "got: $(\n${command}\n)"`,
  'assigned substitution': (command) => `out=$(\n${command}\n)`,
  'exported substitution': (command) => `export OUT="$(\n${command}\n)"`,
  backquotes: (command) => `echo ${backquoted(command)}`,
  'substitution in [[': (command) => `[[ -n $(\n${command}\n) ]]`,
  'substitution in a default': (command) => `: "\${OUT:=$(\n${command}\n)}"`,
  'substitution in arithmetic': (command) => `(( $(\n${command}\n) + 0 ))`,
  'substitution in a here-document': (command) => openHereDocument('cat', `$(\n${command}\n)`),
  'substitution in a here-string': (command) => `cat <<< "$(\n${command}\n)"`,
  'substitution in an array': (command) => `all=($(\n${command}\n))`,
  'bash -c': (command) => `bash -c ${single(command)}`,
  'bash -c in double quotes': (command) => `bash -c ${double(command)}`,
  'bash -lc': (command) => `bash -lc ${single(command)}`,
  'sh -c': (command) => `sh -c ${single(command)}`,
  'zsh -c': (command) => `zsh -c ${single(command)}`,
  '/bin/bash -ec': (command) => `/bin/bash -euo pipefail -c ${single(command)}`,
  eval: (command) => `eval ${single(command)}`,
  'eval in double quotes': (command) => `eval ${double(command)}`,
  'eval of a variable': (command) => `line=${single(command)}; eval "$line"`,
  'bash -c of a variable': (command) => `line=${single(command)}; bash -c "$line"`,
  sudo: prefixed('sudo'),
  'sudo -u': prefixed('sudo -n -u deploy --'),
  doas: prefixed('doas'),
  env: prefixed('env'),
  'env with variables': prefixed('env -u LANG LC_ALL=C'),
  timeout: prefixed('timeout -k 5 60s'),
  nohup: prefixed('nohup'),
  nice: prefixed('nice -n 10'),
  ionice: prefixed('ionice -c 3'),
  setsid: prefixed('setsid -w'),
  stdbuf: prefixed('stdbuf -oL'),
  time: prefixed('time -p'),
  '/usr/bin/time': prefixed('/usr/bin/time -v'),
  command: prefixed('command'),
  exec: prefixed('exec'),
  xargs: prefixed('true | xargs -t'),
  'xargs -I': (command) => `echo one | xargs -I@@ sh -c ${single(command)}`,
  'find -exec': withoutBraces((command) => `find . -maxdepth 0 -exec sh -c ${single(command)} \\;`),
  'su -c': (command) => `su - deploy -c ${single(command)}`,
  'script -c': (command) => `script -q -c ${single(command)} /dev/null`,
  watch: (command) => `watch -n 5 ${single(command)}`,
  'env -S': (command) => `env -S ${single(`bash -c ${double(command)}`)}`,
  'here-document into sh': (command) => hereDocument('sh', command),
  'here-document into bash -s': (command) => hereDocument('bash -s', command),
  'here-string into bash': (command) => `bash <<< ${single(command)}`,
  'echo into sh': echoed((command) => `echo ${single(command)} | sh`),
  'printf into bash': (command) => `printf '%s\\n' ${single(command)} | bash`,
  'cat into sh': (command) => hereDocument('cat', command, ' | sh'),
  'bash of a process substitution': (command) => `bash <(printf '%s\\n' ${single(command)})`,
  'source of a process substitution': echoed((command) => `source <(echo ${single(command)})`),
  'process substitution': (command) => `cat <(\n${command}\n)`,
  'output process substitution': (command) => `echo x > >(\n${command}\n)`,
  'and true': (command) => `{\n${command}\n} && true`,
  'or true': (command) => `{\n${command}\n} || true`,
  'after and': (command) => `cd . && {\n${command}\n}`,
  'after or': (command) => `test -d missing || {\n${command}\n}`,
  'simple and true': plainOnly((command) => `${command} && true`),
  'simple or true': plainOnly((command) => `${command} || true`),
  'after other commands': (command) => `set -e; ls -la; git status\n${command}\necho done`,
  'into a pipe': (command) => `{\n${command}\n} 2>&1 | tail -n 5`,
  'simple into a pipe': plainOnly((command) => `${command} 2>&1 | tail -n 5`),
  'behind a pipe': (command) => `true | {\n${command}\n}`,
  background: (command) => `{\n${command}\n} & wait`,
  'simple in the background': plainOnly((command) => `${command} &`),
  coproc: (command) => `coproc {\n${command}\n}`,
  'trap EXIT': (command) => `trap ${single(command)} EXIT`,
  'trap of a signal': (command) => `trap ${single(command)} INT TERM; sleep 5`,
  'trap of a function': (command) => `cleanup() {\n${command}\n}\ntrap cleanup EXIT`,
  'time of a group': (command) => `time {\n${command}\n}`,
  not: (command) => `! {\n${command}\n}`,
  'simple not': plainOnly((command) => `! ${command}`),
  'assignment in front': (command) => (isSimple(command) ? `TRACE=1 ${command}` : `TRACE=1\n${command}`),
  'redirection behind': (command) => `{\n${command}\n} > /dev/null 2>&1`,
  'simple redirection behind': plainOnly((command) => `${command} >/dev/null 2>&1`),
  'redirection in front': (command) => (isSimple(command) ? `2>/dev/null ${command}` : undefined),
  'line continuation': plainOnly((command) => command.replace(/^(\S+) /, '$1 \\\n  ')),
  'line continuation in a word': (command) =>
    isSimple(command) ? command.replace(/^([a-z])([a-z])/, '$1\\\n$2') : undefined,
  'quotes in the name': (command) => (isSimple(command) ? command.replace(/^([a-z])([a-z]+)/, `"$1"'$2'`) : undefined),
  'backslash in front': (command) => (isSimple(command) ? command.replace(/^([a-z])/, '\\$1') : undefined),
  alias: plainOnly((command) => `shopt -s expand_aliases\nalias go_on=${single(command)}\ngo_on`),
  'written and run': (command) => `${hereDocument('cat > /tmp/go-on.sh', command)}\nbash /tmp/go-on.sh`,
  'written and made executable': (command) =>
    `printf '%s\\n' ${single(command)} > go-on.sh && chmod +x go-on.sh && ./go-on.sh`,
  'written and sourced': echoed((command) => `echo ${single(command)} > /tmp/go-on; . /tmp/go-on`),
  'written with tee and run': (command) =>
    `${hereDocument('tee /tmp/go-on.sh', command, ' >/dev/null')}\nsh /tmp/go-on.sh`,
  'decoded and run': (command) => `echo ${Buffer.from(command).toString('base64')} | base64 -d | bash`,
  'words of a variable': simpleWords((words) => `go=${single(words.join(' '))}; $go`),
  'words of an array': simpleWords((words) => `go=(${words.join(' ')}); "\${go[@]}"`),
  'positional parameters': simpleWords((words) => `set -- ${words.join(' ')}; "$@"`),
  'arguments of a function': simpleWords((words) => `go() { "$@"; }; go ${words.join(' ')}`),
  'arguments of bash -c': simpleWords((words) => `bash -c '"$@"' _ ${words.join(' ')}`),
  braces: simpleWords((words) =>
    words.length > 1 && !words.some((word) => /[,{}]/.test(word)) ? `{${words.join(',')}}` : undefined,
  ),
  'IFS for blanks': simpleWords((words) => `${words[0]} ${words.slice(1).join('${IFS}')}`),
  'ANSI-C quotes': (command) =>
    `eval $'${[...command].map((c) => (/[\w /.]/.test(c) ? c : [...Buffer.from(c)].map((byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join(''))).join('')}'`,
  'printf -v': (command) => `printf -v go %s ${single(command)}; eval "$go"`,
  'read and eval': (command) => (command.includes('\n') ? undefined : `read -r go <<< ${single(command)}; eval "$go"`),
  'env bash -c': (command) => `/usr/bin/env -i bash -c ${single(command)}`,
  'sudo sh -c': (command) => `sudo -E sh -c ${double(command)}`,
  'nohup sh -c in the background': (command) => `nohup sh -c ${single(command)} > out.log 2>&1 &`,
  'busybox sh -c': (command) => `busybox sh -c ${single(command)}`,
  flock: (command) => `flock /tmp/lock -c ${single(command)}`,
  parallel: withoutBraces((command) => `parallel ::: ${single(command)}`),
  'xargs of the words': simpleWords((words) => `printf '%s\\n' ${words.slice(1).join(' ')} | xargs ${words[0]}`),
  strace: prefixed('strace -f -o /tmp/trace'),
  'chronic prefix of many': prefixed('sudo nice timeout 5 env TRACE=1 nohup'),
  'make -f -': (command) =>
    /[\n#]/.test(command)
      ? undefined
      : `printf 'all:\\n\\t%s\\n' ${single(command.replaceAll('$', '$$$$'))} | make -f -`,
  'python os.system': (command) => `python3 -c ${single(`import os; os.system(${JSON.stringify(command)})`)}`,
  'python subprocess': (command) =>
    `python3 -c ${single(`import subprocess\nsubprocess.run(${JSON.stringify(command)}, shell=True, check=True)`)}`,
  'node execSync': (command) =>
    `node -e ${single(`require("child_process").execSync(${JSON.stringify(command)}, {stdio: "inherit"})`)}`,
  'perl system': (command) => (/['@$\\]/.test(command) ? undefined : `perl -e ${double(`system('${command}')`)}`),
  'ruby system': (command) => (/['\\]/.test(command) ? undefined : `ruby -e ${double(`system('${command}')`)}`),
  'awk system': (command) => (/[\n"\\]/.test(command) ? undefined : `awk ${single(`BEGIN { system("${command}") }`)}`),
  'git alias': (command) => (/["\n\\]/.test(command) ? undefined : `git -c ${single(`alias.go=!${command}`)} go`),
  'git bisect run': (command) => `git bisect run sh -c ${single(command)}`,
  'git rebase --exec': (command) =>
    command.includes('\n') ? undefined : `git rebase -i --exec ${single(command)} HEAD~2`,
  'tmux send-keys': (command) =>
    command.includes('\n') ? undefined : `tmux send-keys -t main ${single(command)} Enter`,
  'tmux new-session': (command) => `tmux new-session -d ${single(command)}`,
  'npx -c': (command) => `npx -c ${single(command)}`,
  'tmux new-window': (command) => `tmux new-window -t main -n one ${single(command)}`,
  'tmux run-shell': (command) => `tmux run-shell -b ${single(command)}`,
  'pushd and popd': (command) => `pushd . >/dev/null\n${command}\npopd`,
} as const satisfies Readonly<Record<string, Wrapping>>;

export type WrappingName = keyof typeof wrappings;

/** These put a pipe on the command's standard input. */
export const piped: ReadonlySet<WrappingName> = new Set<WrappingName>([
  'while read',
  'output process substitution',
  'behind a pipe',
  'make -f -',
  'coproc',
]);
