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
