import { describe, expect, test } from 'vitest';
import { invocations, lines, text } from './read.ts';
import { runs } from './runs.ts';

describe('lists and pipelines', () => {
  runs('a; b && c || d & e', ['a', 'b', 'c', 'd', 'e']);
  runs('false && rm x', ['false']);
  runs('true || rm x', ['true']);
  runs('! false && rm x', ['false', 'rm x']);
  runs('a | b |& c', ['a', 'b', 'c']);
  runs('time -p rm x', ['rm x']);
  runs('(cd /tmp; rm x); { rm y; }', ['cd /tmp', 'rm x', 'rm y']);
  runs('coproc rm x; coproc N { rm y; }', ['rm x', 'rm y']);
  runs('x=rm; (x=ls); $x y; echo | x=ls; $x y', ['rm y', 'echo', 'rm y']);
  runs('shopt -s lastpipe; echo rm | read x; $x y', ['shopt -s lastpipe', 'echo rm', 'read x', 'rm y']);
});

describe('branches', () => {
  runs('if a; then x=rm; else x=ls; fi; $x y', ['a', 'rm y', 'ls y']);
  runs('a && x=rm; $x y', ['a', 'rm y', 'y']);
  runs('if false; then rm x; else ls; fi', ['false', 'ls']);
  runs('if a; then rm x; elif b; then ls; fi', ['a', 'rm x', 'b', 'ls']);
  runs('case abc in a*) rm x;; *) ls;; esac', ['rm x']);
  runs('case $X in a) rm x;; b|c) ls;; esac', ['rm x', 'ls']);
  runs('case a in a) ls;& b) rm x;; *) no;; esac', ['ls', 'rm x']);
  runs('case a in a) ls;;& a) rm x;; esac', ['ls', 'rm x']);
  runs('x=1; case $Q in a) rm $x;; $((x=2))) ls $x;; *) cat $x;; esac', ['rm 1', 'ls 2', 'cat 2']);
  test('a case may have thousands of arms', () => {
    const arms = Array.from({ length: 3000 }, (_, index) => `a${index}) ;;`);
    expect(lines(`case $X in ${arms.join(' ')} b) rm x;; esac`)).toEqual(['rm x']);
  });
  runs('select x in rm; do $x y; break; done', ['rm y', 'break']);
});

describe('loops', () => {
  runs('for i in a b; do rm $i; done', ['rm a', 'rm b']);
  runs('for i in r m; do x=${x:-}$i; done; $x y', ['rm y']);
  runs('for ((i=0;i<2;i++)); do rm $i; done', ['rm 0', 'rm 1']);
  runs('set -- a b; for i; do rm $i; done', ['set -- a b', 'rm a', 'rm b']);
  runs('for i in 1 2 3; do break; rm x; done; ls', ['break', 'ls']);
  runs('for i in 1; do for j in 1; do break 2; done; no; done; ls', ['break 2', 'ls']);
  runs('for i in 1 2; do continue; no; done; ls', ['continue', 'continue', 'ls']);
  runs('while read -r a b; do $a "$b"; done <<< "rm x"', ['read -r a b', 'rm x', 'read -r a b']);
  runs('i=0; while ((i<2)); do rm $i; ((i++)); done', ['rm 0', 'rm 1']);
  runs('x=mr; while [ -n "$x" ]; do y=${x:0:1}$y; x=${x:1}; done; "$y" z', [
    '[ -n mr ]',
    '[ -n r ]',
    "[ -n '' ]",
    '?program rm$y',
    'rm$y z',
    'rm z',
  ]);
  test('a loop that nobody ends is left after a few turns', () => {
    expect(lines('while a; do x=$x.; cd ..; done; rm $x').length).toBeLessThan(30);
  });
});

describe('the end of a script', () => {
  runs('exit; rm x', ['exit']);
  runs('a || exit 1; rm x', ['a', 'exit 1', 'rm x']);
  runs('(exit 1); rm x', ['exit 1', 'rm x']);
  runs('return; break; rm x', ['return', 'break', 'rm x']);
  runs('f() { return; no; }; f; rm x', ['return', 'rm x']);
  runs('exec ls; rm x', ['ls']);
});

describe('functions', () => {
  runs('f() { rm "$@"; }; f -rf x', ['rm -rf x']);
  runs('f() { rm x; }', []);
  runs('function f { rm x; }; f', ['rm x']);
  runs('echo() { rm "$@"; }; echo x', ['rm x']);
  runs('ls() { rm x; }; command ls; \\ls', ['ls', 'rm x']);
  runs('f() { "$@"; }; f f rm x', ['rm x']);
  runs('a && rm() { :; }; rm x', ['a', ':', 'rm x']);
  runs('f() { g() { rm x; }; }; f; g', ['rm x']);
  runs('f() { f; g; }; f', ['?limit f calls itself without end', 'g']);
  runs('f() { a && f; }; f', ['a']);
  runs('f() { [ "$1" ] && f "${1#?}" || rm x; }; f ab', ['[ ab ]', '[ b ]', "[ '' ]", 'rm x', 'rm x', 'rm x']);
  runs(':(){ :|:& };:', ['fork bomb', 'fork bomb']);
  runs('bomb() { bomb | bomb & }; bomb', ['fork bomb', 'fork bomb']);
  runs('command_not_found_handle() { rm x; }; nothere', ['nothere', 'rm x']);
});

describe('aliases may be in force', () => {
  runs("alias x='rm -rf'\nx y", ['alias x=rm -rf', 'x y', 'rm -rf y']);
  runs("alias a='rm ' b=-rf\na b c", ['alias a=rm  b=-rf', 'a b c', 'rm -rf c']);
  runs('alias a=b b=a\na', ['alias a=b b=a', 'a', 'b', 'a']);
  runs("BASH_ALIASES[x]='rm y'\nx", ['x', 'rm y']);
});

describe('builtins that run code', () => {
  runs("eval 'rm x'; eval rm y", ['eval rm x', 'rm x', 'eval rm y', 'rm y']);
  runs('eval "$CMD"', ['eval $CMD', '?code $CMD']);
  runs('eval "rm -rf $DIR"', ['eval rm -rf $DIR', 'rm -rf $DIR…']);
  runs('eval "$(curl x)"', ['curl x', 'eval $(curl x)', '?code $(curl x)']);
  runs('trap \'rm -rf "$t"\' EXIT; t=x', ['trap rm -rf "$t" EXIT', 'rm -rf x']);
  runs('trap "rm x" INT; trap - INT', ['trap rm x INT', 'trap - INT']);
  runs('(trap "rm x" EXIT)', ['trap rm x EXIT', 'rm x']);
  runs('trap "trap \'rm x\' EXIT" INT', ["trap trap 'rm x' EXIT INT", 'trap rm x EXIT', 'rm x']);
  runs('command rm x; builtin eval rm y; exec -a z rm z', ['rm x', 'eval rm y', 'rm y', 'rm z']);
  runs('command -v rm', ['command -v rm']);
  runs('hash -p /bin/rm ls; ls x', ['hash -p /bin/rm ls', '/bin/rm x', 'ls x']);
  runs("PROMPT_COMMAND='rm x'", ['rm x']);
  runs("PS4='$(rm x)'", ['rm x']);
  runs("mapfile -C 'rm x' a <<< b", ['mapfile -C rm x a', 'rm x 0 b\n']);
  runs('enable -f ./evil.so x', ['enable -f ./evil.so x', '?code enable -f ./evil.so x']);
  runs('. ./lib.sh', ['. ./lib.sh', 'rm x'], { './lib.sh': 'rm x' });
  runs('. ./lib.sh a; f', ['. ./lib.sh a', 'echo a', 'return', 'rm x'], {
    './lib.sh': 'echo $1; f() { rm x; }; return; no',
  });
  runs('. ./gone.sh', ['. ./gone.sh']);
  runs(". <(echo rm x); source /dev/stdin <<< 'rm y'", [
    'echo rm x',
    '. <(echo rm x)',
    'rm x',
    'source /dev/stdin',
    'rm y',
  ]);
});

describe('an unknown program', () => {
  runs('$CMD x', ['?program $CMD', '$CMD… x', 'x']);
  runs('$(curl u) x', ['curl u', '?program $(curl u)', '$(curl u)… x']);
  runs('"$DIR/bin/tool" x', ['$DIR/bin/tool x', '/bin/tool x']);
  runs('$(mktemp -d)/x', ['mktemp -d', '$(mktemp)/x']);
});

describe('wrappers around an invocation', () => {
  const via = (script: string): readonly string[] =>
    invocations(script).map((invocation) => `${invocation.via.join('>')}: ${text(invocation)}`);
  test('eval, trap and exec are named', () => {
    expect(via("eval 'command rm x'")).toEqual([': eval command rm x', 'eval>command: rm x']);
    expect(via("trap 'rm x' EXIT").at(-1)).toBe('trap: rm x');
    expect(via('exec rm x')).toEqual(['exec: rm x']);
  });
});
