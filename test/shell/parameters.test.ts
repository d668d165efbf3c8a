import { describe } from 'vitest';
import { runs } from './runs.ts';

describe('variables', () => {
  runs('a=rm; $a -rf x', ['rm -rf x']);
  runs('a=r b=${a}m; $b x', ['rm x']);
  runs('a=rm a2=x; "$a" "$a2"', ['rm x']);
  runs('a=r; a+=m; $a x', ['rm x']);
  runs('echo $HOME $USER $PWD', ['echo /home/dev dev /home/dev/project']);
  runs('x=1 echo $x', ['echo $x…']);
  runs('x=rm; unset x; echo "a${x}b"', ['unset x', 'echo ab']);
});

describe('the environment tightens and never loosens', () => {
  runs('rm "$EDITOR"', ['rm vim', 'rm $EDITOR']);
  runs('$EDITOR x', ['vim x', '?program $EDITOR', '$EDITOR… x']);
  runs('rm -rf "$DIR"', ['rm -rf $DIR']);
  runs('${PYTHON:-python3} x.py', ['python3 x.py']);
});

describe('special parameters', () => {
  runs('set -- a b c; echo $# $1 ${3} $2 "$@" "$*"', ['set -- a b c', 'echo 3 a c b a b c a b c']);
  runs('set -- a b; echo "x$@y"', ['set -- a b', 'echo xa by']);
  runs('set -- ; echo "$@" end', ['set --', 'echo end']);
  runs('set -- a b c; shift 2; "$@"', ['set -- a b c', 'shift 2', 'c']);
  runs('echo rm; $_ -rf x', ['echo rm', 'rm -rf x']);
  runs('kill $! $$', ['kill $! $$']);
});

describe('operators', () => {
  runs('echo "${x-a}" "${x:-a}" "${HOME:-b}" "${HOME+c}"', ['echo a a /home/dev c']);
  runs(': ${x:=rm}; $x y', [': rm', 'rm y']);
  runs('${x:-rm -rf y}', ['rm -rf y']);
  runs('x=; echo "${x:-d}" "${x-d}" "${x:+e}" "${x+e}"', ["echo d '' '' e"]);
  runs('x=a/b/rm; echo ${x##*/} ${x%/*} ${x#*/} ${x%%/*}', ['echo rm a/b b/rm a']);
  runs('x=xrmx; ${x//x} y', ['rm y']);
  runs('x=xrx; echo ${x/x/r} ${x/#x/r} ${x/%x/m}', ['echo rrx rrx xrm']);
  runs('x=1rm2; ${x:1:2} y; ${x: -3:2} y; ${x:1:-1} y', ['rm y', 'rm y', 'rm y']);
  runs('x=RM; ${x,,} y; x=rm; echo ${x^} ${x^^} ${x^^[m]}', ['rm y', 'echo Rm RM rM']);
  runs('x=\'a b\'; echo "${x@Q}" ${x@U}', ["echo 'a b' A B"]);
  runs('x=\'$(rm y)\'; echo "${x@P}"', ['rm y', 'echo $(rm y)']);
  runs('x=abc; echo ${#x} ${#HOME}', ['echo 3 9']);
  runs('x=rm; y=x; ${!y} z', ['rm z']);
  runs('ab1=1 ab2=2; echo ${!ab@}', ['echo ab1 ab2']);
  runs('echo "${x?gone}" "${y:?$(date)}"', ['date', 'echo $x $y']);
  runs('x=abc; echo "${x/$(cat /etc/b)/y}"', ['cat /etc/b', 'echo ${x/$(cat /etc/b)/y}']);
  runs('for f in *.txt; do mv "$f" "${f%.txt}.md"; done', ['mv *.txt *.md', 'mv *.txt *.md']);
});

describe('arrays', () => {
  runs('a=(rm -rf x); "${a[@]}"', ['rm -rf x']);
  runs('a=(rm); a+=(-rf x); ${a[*]}', ['rm -rf x']);
  runs('a=(q rm); ${a[1]} x; ${a[-1]} x; ${a[0+1]} x', ['rm x', 'rm x', 'rm x']);
  runs('a=([3]=rm [1]=q); echo ${a[@]} ${!a[@]} ${#a[@]}', ['echo q rm 1 3 2']);
  runs('a=(a b c d); echo "${a[@]:1:2}"', ['echo b c']);
  runs('a=(x.ts y.ts); echo "${a[@]%.ts}"', ['echo x y']);
  runs('declare -A m=([k]=rm); ${m[k]} x', ['declare -A m=(…)', 'rm x']);
  runs('declare -A m; m[a]=rm; k=a; ${m[$k]} x', ['declare -A m', 'rm x']);
  runs('declare -A m=([a]=1 [bb]=2 [x]=3 [hello]=4); echo "${!m[@]}"', ['declare -A m=(…)', 'echo hello x a bb']);
  runs('declare -a a=\'(rm -rf x)\'; "${a[@]}"', ['declare -a a=(rm -rf x)', 'rm -rf x']);
  runs('a=(*); rm "${a[@]}"', ['rm *']);
  runs('a=($FILES); rm "${a[@]}"', ['rm ${a[@]}…']);
});

describe('attributes', () => {
  runs('declare -l x=RM; $x y', ['declare -l x=RM', 'rm y']);
  runs('declare -n r=x; x=rm; $r y', ['declare -n r=x', 'rm y']);
  runs('declare -i n=1+1; echo $n', ['declare -i n=1+1', 'echo 2']);
  runs('y=x; declare "$y=rm"; $x z', ['declare x=rm', 'rm z']);
  runs('f() { local x=rm; g; }; g() { $x y; }; f; echo "${x-none}"', ['local x=rm', 'rm y', 'echo none']);
});

describe('arithmetic', () => {
  runs('echo $((1+2*3)) $((7/2)) $((2**10)) $((0x1f)) $((010)) $((2#101)) $[1+1]', ['echo 7 3 1024 31 8 5 2']);
  runs('i=1; ((i+=2)); let i*=2; echo $((i++)) $i', ['let i*=2', 'echo 6 7']);
  runs('x=y y=5; echo $((x)) $((x > 3 ? 1 : 0))', ['echo 5 1']);
  runs("x='a[$(rm y)]'; (( x ))", ['rm y']);
  runs("x='a[$(rm y)]'; [[ x -eq 1 ]]", ['rm y']);
  runs("test -v 'a[$(rm y)]'", ['test -v a[$(rm y)]', 'rm y']);
  runs('echo $(( $RANDOM % 2 )) $(( $(date +%s) + 1 ))', [
    'date +%s',
    'echo $(( $RANDOM % 2 )) $(( $(date +%s) + 1 ))',
  ]);
});
