import { single } from '../properties/quoting.ts';
import type { ScriptDisguise } from './disguise.ts';

const inFunction =
  (disguise: (script: string, name: string) => string): ScriptDisguise =>
  (script, random) =>
    disguise(script, random.name());

/** Ways to put a script where the shell runs it: compound commands, lists, functions (bash "Compound Commands"). */
export const compounds = {
  group: (script) => `{ ${script}\n}`,
  subshell: (script) => `(${script}\n)`,
  'subshell in a subshell': (script) => `( ( ${script}\n) )`,
  'if true': (script) => `if true; then ${script}\nfi`,
  'if of a test': (script, random) =>
    `if ${random.pick(['[ -d /usr ]', 'test -n "$HOME"', '[[ -e . ]]', '((1))', '! false', 'cd .', '[ 1 -lt 2 ]', '[[ $HOME == /home/* ]]', ': <<< x', 'grep -q root /etc/passwd', 'x=1'])}; then ${script}\nfi`,
  else: (script, random) =>
    `if ${random.pick(['false', '[ -e /nonexistent ]', '((0))', '! true', '[[ -z $HOME ]]', 'grep -q nobody-at-all /etc/passwd'])}; then :; else ${script}\nfi`,
  elif: (script) => `if false; then :; elif [ -d / ]; then ${script}\nelse :; fi`,
  condition: (script) => `if ${script}\nthen :; fi`,
  'while true': (script) => `while true; do ${script}\nbreak; done`,
  'condition of while': (script) => `while ${script}\nfalse; do :; done`,
  'until false': (script) => `until false; do ${script}\nbreak; done`,
  'condition of until': (script) => `until ${script}\ntrue; do :; done`,
  for: (script) => `for i in 1; do ${script}\ndone`,
  'for over braces': (script) => `for i in {1..2}; do [ "$i" = 2 ] && { ${script}\n}; done`,
  'for over positional parameters': (script) => `set -- a; for i; do ${script}\ndone`,
  'for over a glob': (script) => `for i in /etc/pass*; do ${script}\ndone`,
  'for over a substitution': (script) => `for i in $(echo a); do ${script}\ndone`,
  'for ((': (script) => `for ((i = 0; i < 1; i++)); do ${script}\ndone`,
  'for without do': (script) => `for i in 1; { ${script}\n}`,
  'while with a counter': (script) => `n=0; while ((n < 1)); do n=$((n + 1)); ${script}\ndone`,
  'while read': (script) => `while read -r unused; do ${script}\ndone <<< x`,
  'while read of a pipe': (script) => `echo x | while read -r unused; do ${script}\ndone`,
  'while read of a file': (script) => `while IFS= read -r unused; do ${script}\nbreak; done < /etc/passwd`,
  select: (script) => `select i in a; do ${script}\nbreak; done <<< 1`,
  case: (script) => `case a in a) ${script}\n;; esac`,
  'case of a pattern': (script, random) =>
    `case "$HOME" in ${random.pick(['/home/*', '*dev', '*', '[!a]*', '/home/dev', 'x|/h*', '(*home*'])}) ${script}\n;; *) true ;; esac`.replace(
      '(*home*)',
      '(*home*)',
    ),
  'case that falls through': (script) => `case a in a) : ;& b) ${script}\n;; esac`,
  'case that goes on': (script) => `case a in a) : ;;& ?) ${script}\n;; esac`,
  'after &&': (script, random) =>
    `${random.pick(['true', ':', 'cd .', '[ 1 ]', 'test -d .', 'echo a >/dev/null', 'x=1', 'git --version >/dev/null', '((1))', '[[ a ]]'])} && { ${script}\n}`,
  'after ||': (script, random) =>
    `${random.pick(['false', '! true', '[ -e /nonexistent ]', '((0))', '[[ -z a ]]', 'cd /nonexistent 2>/dev/null', 'test 1 -gt 2', 'grep -q zzz /etc/passwd', 'ls /nonexistent 2>/dev/null', 'cat /nonexistent 2>/dev/null'])} || { ${script}\n}`,
  'after a list': (script) => `true || false; false && true; ${script}`,
  'after a newline': (script) => `\n\n${script}`,
  'after a comment': (script) => `# nothing to see here '\n${script}`,
  'after a comment with a quote': (script) => `true # it's "fine\n${script}`,
  'before other commands': (script) => `${script}\ntrue`,
  background: (script) => `{ ${script}\n} & wait`,
  'background without wait': (script) => `{ ${script}\n} &`,
  'background subshell, disowned': (script) => `(${script}\n) & disown; sleep 0.05`,
  coproc: (script) => `coproc { ${script}\n}; wait`,
  'named coproc': (script) => `coproc NAME { ${script}\n}; wait "$NAME_PID"`,
  'first of a pipe': (script) => `{ ${script}\n} | cat`,
  'last of a pipe': (script) => `true | { ${script}\n}`,
  'middle of a pipe': (script) => `true | { ${script}\n} | cat`,
  'pipe with errors': (script) => `{ ${script}\n} |& cat`,
  not: (script) => `! { ${script}\n}`,
  time: (script) => `time { ${script}\n}`,
  'redirected group': (script) => `{ ${script}\n} >/dev/null 2>&1`,
  'redirected subshell with input': (script) => `(${script}\n) < /dev/null 2> /dev/null`,
  function: inFunction((script, name) => `${name}() { ${script}\n}; ${name}`),
  'function keyword': inFunction((script, name) => `function ${name} { ${script}\n}; ${name}`),
  'function in a subshell': inFunction((script, name) => `${name}() (${script}\n); ${name}`),
  'function with a redirection': inFunction((script, name) => `${name}() { ${script}\n} 2>/dev/null; ${name}`),
  'function by variable': inFunction((script, name) => `${name}() { ${script}\n}; go=${name}; "$go"`),
  'function by eval': inFunction((script, name) => `eval ${single(`${name}() {\n${script}\n}`)}; ${name}`),
  'function in a pipe': inFunction((script, name) => `${name}() { ${script}\n}; ${name} | cat`),
  'function in a substitution': inFunction((script, name) => `${name}() { ${script}\n}; : "$(${name})"`),
  'function of a function': inFunction(
    (script, name) => `${name}a() { ${name}b; }; ${name}b() { ${script}\n}; ${name}a`,
  ),
  'function defined under a condition': inFunction(
    (script, name) => `if [ -d / ]; then ${name}() { ${script}\n}; else ${name}() { :; }; fi; ${name}`,
  ),
  'function redefined': inFunction((script, name) => `${name}() { :; }; ${name}() { ${script}\n}; ${name}`),
  'function that calls itself once': inFunction(
    (script, name) => `${name}() { if [ -n "$1" ]; then ${script}\nelse ${name} again; fi; }; ${name}`,
  ),
  'function exported': inFunction((script, name) => `${name}() { ${script}\n}; export -f ${name}; bash -c ${name}`),
  'function printed and evaluated': inFunction(
    (script, name) => `${name}() { ${script}\n}; eval "$(declare -f ${name} | sed s/${name}/${name}x/)"; ${name}x`,
  ),
  'function named as a builtin': (script, random) => {
    const name = random.pick(['cd', 'test', 'true', 'echo', 'printf', 'pwd', 'type', 'wait', 'umask', 'times']);
    return `${name}() { unset -f ${name}; ${script}\n}; ${name} .`;
  },
  'function for an unknown command': (script) => `command_not_found_handle() { ${script}\n}; certainly-not-a-command`,
  alias: (script, random) => {
    const name = random.name();
    return script.includes('\n') ? undefined : `shopt -s expand_aliases\nalias ${name}=${single(script)}\n${name}`;
  },
  'function that is a subshell with a trap': inFunction(
    (script, name) => `${name}() (trap ${single(script)} EXIT); ${name}`,
  ),
  'function with a local of its own name': inFunction(
    (script, name) => `${name}() { local ${name}=1; ${script}\n}; ${name}`,
  ),
  'function in a function': inFunction(
    (script, name) => `${name}() { ${name}i() { ${script}\n}; ${name}i; unset -f ${name}i; }; ${name}`,
  ),
  'function that returns first': inFunction(
    (script, name) => `${name}() { return 1; }; if ! ${name}; then ${script}\nfi`,
  ),
  'function with a loop for a body': inFunction((script, name) => `${name}() for i in 1; do ${script}\ndone; ${name}`),
  'function with a case for a body': inFunction(
    (script, name) => `${name}() case $1 in go) ${script}\n;; esac; ${name} go`,
  ),
  'function with an if for a body': inFunction((script, name) => `${name}() if true; then ${script}\nfi; ${name}`),
  'function over getopts': inFunction(
    (script, name) =>
      `${name}() { local o OPTIND=1; while getopts g o; do case $o in g) ${script}\n;; esac; done; }; ${name} -g`,
  ),
  'function over select': inFunction(
    (script, name) => `${name}() { select i in a b; do case $i in b) ${script}\n;; esac; break; done; }; ${name} <<< 2`,
  ),
  'nested case with fall through': (script) => `case ab in a?) case b in x) ;; b) : ;& c) ${script}\n;; esac ;; esac`,
  'case of classes': (script) => `shopt -s extglob\ncase x1 in @(x|y)[[:digit:]]) ${script}\n;; esac`,
  'while with break 2': (script) => `while :; do while :; do ${script}\nbreak 2; done; done`,
  'for with continue': (script) => `for i in a b; do [ $i = a ] && continue; ${script}\ndone`,
  'until with a counter': (script) => `n=2; until ((--n == 0)); do ${script}\ndone`,
  'for in a pipe into read': (script) => `for i in x; do echo $i; done | while read -r unused; do ${script}\ndone`,
  'if of a pipe': (script) => `if echo a | grep -q a; then ${script}\nfi`,
  'if of a substitution': (script) => `if [ "$(echo a)" = a ]; then ${script}\nfi`,
  'if of a regular expression': (script) => `if [[ abc =~ ^a(.)c$ && \${BASH_REMATCH[1]} == b ]]; then ${script}\nfi`,
  'if of arithmetic': (script) => `n=3; if ((n > 2 && n % 3 == 0)); then ${script}\nfi`,
  'coproc with a name that is read': (script) =>
    `coproc P { ${script}\necho done; }; read -r unused <&"\${P[0]}"; wait`,
  'background with wait -n': (script) => `{ ${script}\n} & wait -n`,
  'disowned shell': (script) => `bash -c ${single(script)} & disown -a; sleep 0.05`,
  'nested descriptors': (script) => `{ { ${script}\n} 3>&1 4>&2; } 5>/dev/null`,
  'here-document to a group': (script) => `{ read -r unused; ${script}\n} <<EOT\nx\nEOT`,
  'trap DEBUG around': (script) => `trap : DEBUG; ${script}\ntrap - DEBUG`,
  'PROMPT and others set': (script) => `PS1=x PS2=y; HISTCONTROL=ignorespace; ${script}`,
  'alias in front': (script) => `shopt -s expand_aliases; alias ll='ls -l'\n${script}`,
  'negated twice': (script) => `! ! { ${script}\n}`,
  'a lot of blank and comments': (script) => `\n\n  # a 'b\n\t\n${script}\n # "c\n`,
  'after a failing command': (script) => `false\n${script}`,
  'after a command that is not there': (script) => `no-such-tool 2>/dev/null; ${script}`,
  'after cd that fails': (script) => `cd /nonexistent 2>/dev/null || ${`{ ${script}\n}`}`,
  'after a syntax error in eval': (script) => `eval 'if' 2>/dev/null; ${script}`,
  'set -e': (script) => `set -euo pipefail\n${script}`,
  'set -f': (script, random) =>
    /[*?[]/.test(script)
      ? undefined
      : `set ${random.pick(['-f', '+B', '-o noglob', '-u', '-T', '-E', '-a', '-h', '-o posix'])}\n${script}`.replace(
          '+B',
          script.includes('{') ? '-h' : '+B',
        ),
  shopt: (script, random) =>
    `shopt -s ${random.pick(['extglob', 'globstar', 'lastpipe', 'nocasematch', 'inherit_errexit', 'dotglob'])}\n${script}`,
  'another directory and back': (script) => `cd /tmp && cd - >/dev/null && ${script}`,
  'pushd and popd': (script) => `pushd /tmp >/dev/null; popd >/dev/null\n${script}`,
  'a directory made first': (script) => `mkdir -p out && cd out && cd .. && ${script}`,
  'a here-document in front': (script) => `cat <<'EOT' >/dev/null\nunbalanced ' " $( \`\nEOT\n${script}`,
  'two here-documents in front': (script) => `cat <<A - <<B >/dev/null\na\nA\nb\nB\n${script}`,
  'an unused function in front': (script) => `unused() { echo "}" '}'; }\n${script}`,
  'a return that is not taken': inFunction(
    (script, name) => `${name}() { false && return; ${script}\nreturn 0; }; ${name}`,
  ),
  'a break that is not taken': (script) => `for i in 1 2; do [ "$i" = 3 ] && break; ${script}\ndone`,
  'an exit that is not taken': (script) => `[ -d / ] || exit 1; ${script}`,
  'an exit in a subshell': (script) => `(exit 3); ${script}`,
  'an exit in a substitution': (script) => `x=$(exit 1); ${script}`,
  'an exit in a pipe': (script) => `true | exit 0\n${script}`,
} as const satisfies Readonly<Record<string, ScriptDisguise>>;
