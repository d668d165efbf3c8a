import type { RecordedFile } from '../../src/world.ts';

/** A command made to exhaust whoever reads it, with files it may need; it ends in, or hides, something destructive. */
export interface Adversarial {
  readonly command: string;
  readonly files?: Readonly<Record<string, RecordedFile>>;
}

const project = '/home/dev/project';
const payload = 'rm -rf ~';
const lines = (count: number, line: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => line(index)).join('\n');
const nested = (open: string, close: string, depth: number, inner = payload): string =>
  open.repeat(depth) + inner + close.repeat(depth);
const tower = (levels: number, wrap: (inner: string) => string, inner = payload): string => {
  let text = inner;
  for (let level = 0; level < levels; level += 1) text = wrap(text);
  return text;
};
const single = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`;
const base64 = (text: string): string => Buffer.from(text).toString('base64');

/** Brackets of every kind, deeper than any person nests them. */
const nesting: Readonly<Record<string, string>> = {
  subshells: nested('(', ')', 5000),
  'subshells with blanks': nested('( ', ' )', 2000),
  'subshells below the guard': nested('( ', ' )', 190),
  groups: nested('{ ', '; }', 2000),
  'groups below the guard': nested('{ ', '; }', 95),
  substitutions: `echo ${nested('$(', ')', 2000)}`,
  'substitutions below the guard': `echo ${nested('$(echo ', ')', 95, `$(${payload})`)}`,
  'quoted substitutions': `echo ${nested('"$(echo ', ')"', 300)}`,
  'quoted substitutions below the guard': `echo ${nested('"$(echo ', ')"', 60, `$(${payload})`)}`,
  'unclosed substitutions': `${payload}; ${'$('.repeat(5000)}`,
  'unclosed subshells': `${payload}; ${'('.repeat(50_000)}`,
  'unclosed groups': `${payload}; ${'{ '.repeat(20_000)}`,
  'unclosed parameter expansions': `${payload}; echo ${'${a:-'.repeat(8000)}`,
  'parameter expansions': `${payload}; echo ${nested('${a:-', '}', 3000, 'x')}`,
  'parameter expansions below the guard': `echo ${nested('${a:-', '}', 95, `$(${payload})`)}`,
  'arithmetic parentheses': `${payload}; echo $((${nested('(', ')', 3000, '1')}))`,
  'arithmetic below the guard': `echo $((${nested('(', ')', 190, `$(${payload})`)}))`,
  'arithmetic commands': nested('(( ', ' ))', 2000, '1'),
  'closed conditions': `[[ ${nested('( ', ' )', 2000, 'a == a')} ]] && ${payload}`,
  'if in if': `${'if true; then '.repeat(2000)}${payload}${'; fi'.repeat(2000)}`,
  'if in if below the guard': `${'if x; then '.repeat(150)}${payload}${'; fi'.repeat(150)}`,
  'else in else': `${'if false; then :; else '.repeat(150)}${payload}${'; fi'.repeat(150)}`,
  'unknown if in if': `${'if a; then b; else '.repeat(18)}${payload}${'; fi'.repeat(18)}`,
  'for in for': `${'for i in a; do '.repeat(1000)}${payload}${'; done'.repeat(1000)}`,
  'while in while': `${'while true; do '.repeat(1000)}${payload}${'; done'.repeat(1000)}`,
  'case in case': `${'case a in a) '.repeat(500)}${payload}${' ;; esac'.repeat(500)}`,
  'functions in functions': `${'f() { '.repeat(500)}${payload}${'; }'.repeat(500)}; f`,
  backticks: `${payload}; ${'`'.repeat(20_000)}`,
  'backticks in backticks': tower(12, (inner) => `\`echo ${inner.replace(/[\\`]/g, String.raw`\$&`)}\``),
  'process substitutions': nested('cat <(', ')', 1000),
  'process substitutions below the guard': nested('cat <(', ')', 60),
  'array subscripts': `${payload}; a${nested('[a', ']', 3000, '0')}=1`,
  'array subscripts below the guard': `echo \${a${nested('[a', ']', 90, `$(${payload})`)}}`,
  'square brackets': `${payload}; ls ${'['.repeat(30_000)}`,
  'braces in braces': `echo ${nested('{a,', '}', 2000, 'b')}; ${payload}`,
  'extended globs': `echo ${nested('@(', ')', 2000, 'a')}; ${payload}`,
  coprocesses: `${'coproc '.repeat(2000)}${payload}`,
  negations: `${'! '.repeat(20_000)}${payload}`,
  'time after time': `${'time '.repeat(8000)}${payload}`,
};

/** Text without end, or more of it than anybody writes. */
const volume: Readonly<Record<string, string>> = {
  'a megabyte of double quotes': `${payload} ${'"'.repeat(1_000_000)}`,
  'a megabyte of pairs of single quotes': `${payload} ${"''".repeat(500_000)}`,
  'quotes within the limit': `rm -rf ${'""'.repeat(15_000)}/${'""'.repeat(15_000)}`,
  'ANSI-C quotes within the limit': `rm -rf ${"$''".repeat(10_000)}/`,
  'a megabyte of backslashes': `${payload} ${'\\'.repeat(1_000_000)}`,
  'a megabyte of dollars': `${payload} ${'$'.repeat(1_000_000)}`,
  'a megabyte of blanks': `rm${' '.repeat(1_000_000)}-rf ~`,
  'line continuations': `rm ${'\\\n'.repeat(15_000)}-rf ~`,
  'a megabyte of newlines': `${'\n'.repeat(1_000_000)}${payload}`,
  'a megabyte of semicolons': `${payload}${';'.repeat(1_000_000)}`,
  'a megabyte of operators': `${payload}${'<&|>'.repeat(250_000)}`,
  'redirections by the thousand': `rm -rf ~ ${'2>&1 '.repeat(10_000)}`,
  'assignments by the thousand': `${lines(5000, (n) => `a${n}=1`)}\n${payload}`,
  'variables by the thousand in one word': `${lines(1500, (n) => `a${n}=${n}`)}\nx=${Array.from({ length: 1500 }, (_, n) => `$a${n}`).join('')}; ${payload}`,
  'commands by the thousand': `${'ls; '.repeat(15_000)}${payload}`,
  'changes of directory by the thousand': `${'cd src; cd ..; '.repeat(4000)}${payload}`,
  'a long pipeline': `${payload} ${'| cat '.repeat(10_000)}`,
  'a long pipeline into a shell': `echo '${payload}' ${'| cat '.repeat(8000)}| sh`,
  'a long list of and': `${'true && '.repeat(8000)}${payload}`,
  'a long list of or': `${'a || '.repeat(12_000)}${payload}`,
  'alternating and and or': `${'a && b || c && '.repeat(4000)}${payload}`,
  'arguments by the thousand': `rm -rf ${'a '.repeat(20_000)}~`,
  'options by the thousand': `rm ${'-f '.repeat(20_000)}-r ~`,
  'a here-document that does not end': `${payload} <<E\n${'x\n'.repeat(20_000)}`,
  'a here-document for a shell that does not end': `bash <<E\n${payload}\n`,
  'here-documents by the thousand': `${lines(3000, (n) => `cat <<E${n}\nx\nE${n}`)}\n${payload}`,
  'here-documents on one line': `cat ${Array.from({ length: 2000 }, (_, n) => `<<E${n}`).join(' ')}\n${lines(2000, (n) => `E${n}`)}\n${payload}`,
  'here-documents on one line that do not end': `${payload} ${'<<E '.repeat(5000)}\n${'x\n'.repeat(20_000)}`,
  'a here-document of a megabyte for a shell': `bash <<'E'\n${'ls\n'.repeat(330_000)}${payload}\nE`,
  'here-strings by the thousand': `${payload} ${'<<< a '.repeat(8000)}`,
  'an array bomb': `a=(${'x '.repeat(10_000)}); b=("\${a[@]}" "\${a[@]}"); c=("\${b[@]}" "\${b[@]}"); d=("\${c[@]}" "\${c[@]}"); rm -rf ~ "\${d[@]}"`,
  'an array that doubles': `a=(x); ${'a=("${a[@]}" "${a[@]}"); '.repeat(40)}rm -rf ~ "\${a[@]}"`,
  'positional parameters that double': `set -- x; ${'set -- "$@" "$@"; '.repeat(40)}rm -rf ~ "$@"`,
  'a sparse array': `a[999999999]=x; b=("\${a[@]}"); echo \${#a[@]}; ${payload}`,
  'comments by the thousand': `${'# x\n'.repeat(15_000)}${payload}`,
  'case with a thousand patterns': `case $x in ${Array.from({ length: 2000 }, (_, n) => `a${n}|b${n}) ls ;;`).join(' ')} *) ${payload} ;; esac`,
  'a word of a megabyte': `rm -rf ~ ${'x'.repeat(1_000_000)}`,
  'control characters': `${'\u0001'.repeat(60_000)}; ${payload}`,
  'surrogates without their half': `${'\ud800'.repeat(60_000)}; ${payload}`,
  'tildes by the thousand': `rm -rf ${'~/a '.repeat(8000)} ~`,
};

/** Little text that says very much. */
const growth: Readonly<Record<string, string>> = {
  'braces that double': `rm -rf ~ ${'{a,b}'.repeat(40)}`,
  'braces that double below the limit': `echo ${'{a,b}'.repeat(9)}; ${payload}`,
  'a huge brace range': `rm -rf ~ {1..999999999}`,
  'a huge brace range with a huge step': `rm -rf ~ {1..999999999..999999998}`,
  'a brace range beyond numbers': `rm -rf ~ {1..99999999999999999999999}`,
  'a brace range with leading zeros': `rm -rf ~ {${'0'.repeat(10_000)}1..9}`,
  'products of brace ranges': `rm -rf ~ {1..1000}{1..1000}{1..1000}`,
  'a loop over a huge range': `for i in {1..100000}; do echo $i; done; ${payload}`,
  'a huge range of loops with the payload inside': `for i in {1..100000}; do ${payload}; done`,
  'a huge counting loop': `for ((i = 0; i < 100000000; i++)); do x=$x$i; done; ${payload}`,
  'a counting loop without an end': `for ((;;)); do ${payload}; done`,
  'while true': `while true; do ${payload}; done`,
  'while true before': `while true; do :; done & ${payload}`,
  'a while loop that counts': `i=0; while [ $i -lt 1000000 ]; do i=$((i + 1)); x=$x$x; done; ${payload}`,
  'until false': `until false; do x=$x$x$RANDOM; done; ${payload}`,
  'a million turns of nested loops': `${Array.from({ length: 6 }, (_, n) => `for a${n} in 0 1 2 3 4 5 6 7 8 9; do`).join(' ')} ls $a0 $a5; ${'done; '.repeat(6)}${payload}`,
  'a million turns that double a string': `x=ab; ${Array.from({ length: 6 }, (_, n) => `for a${n} in 0 1 2 3 4 5 6 7 8 9; do`).join(' ')} x=$x$x; ${'done; '.repeat(6)}${payload}`,
  'a string that doubles': `x=a; ${'x=$x$x; '.repeat(40)}${payload}`,
  'a string that doubles and is used': `x=a; ${'x=$x$x; '.repeat(40)}rm -rf ~ "$x"`,
  'a string that doubles by +=': `x=a; ${'x+=$x; '.repeat(40)}${payload} $x`,
  'a string that doubles in an array': `a=(x); ${'a[0]=${a[0]}${a[0]}; '.repeat(40)}${payload} $a`,
  'a string that doubles through printf -v': `x=a; ${'printf -v x \'%s%s\' "$x" "$x"; '.repeat(40)}${payload}`,
  'a string that doubles through a substitution': `x=a; ${'x=$(echo $x$x); '.repeat(40)}${payload}`,
  'a string that doubles through read': `x=a; ${'read -r x <<< "$x$x"; '.repeat(40)}${payload}`,
  'a string that doubles in a loop': `x=a; for i in {1..60}; do x="$x$x"; done; rm -rf ~ $x`,
  'holes side by side in a path, beside files that the call wrote': `${lines(40, (n) => `echo x > ${'abcdefgh/'.repeat(20)}${n}.txt`)}\n"$a$b$c$d$e$f$g$h/bin/tool"; cat $a$b$c$d$e$f$g$h/x; ${payload}`,
  'holes between names in a path, beside files that the call wrote': `echo x > ${'a/'.repeat(150)}b\nsh "$a/a/$b/a/$c/a/$d/a/$e/a/$f/a/$g/z"; ${payload}`,
  'words that double': `x=a; ${'x="$x $x"; '.repeat(40)}rm -rf ~ $x`,
  'words and braces that double': `x='a b'; ${'x="$x $x"; '.repeat(12)}rm -rf ~ $x$x{a,b}{a,b}{a,b}{a,b}{a,b}`,
  'alternatives that double': `${Array.from({ length: 24 }, (_, n) => `if a${n}; then x=$x${n}; else x=$x-; fi`).join('; ')}; rm -rf ~ $x`,
  'alternatives of several variables': `${Array.from({ length: 12 }, (_, n) => `if a${n}; then v${n}=a; else v${n}=b; fi`).join('; ')}; rm -rf ~ ${Array.from({ length: 12 }, (_, n) => `$v${n}`).join('')}`,
  'alternatives of programs': `${Array.from({ length: 12 }, (_, n) => `if a${n}; then v${n}=r; else v${n}=m; fi`).join('; ')}; ${Array.from({ length: 12 }, (_, n) => `$v${n}`).join('')} -rf ~; ${payload}`,
  'replacement that doubles': `x=a; ${'x=${x//a/aa}; '.repeat(40)}${payload} $x`,
  'replacement of nothing': `x=${'a'.repeat(10_000)}; ${'x=${x//*/aa$x}; '.repeat(20)}${payload}`,
  'replacement with & that doubles': `x=a; ${'x=${x/*/&&}; '.repeat(40)}${payload} $x`,
  'quoting that doubles': `x="'"; ${'x=${x@Q}; '.repeat(30)}${payload} $x`,
  'expansion that doubles': `x='$x$x'; ${'x=${x@P}; '.repeat(40)}${payload}`,
  'extended globs that backtrack': `shopt -s extglob; x=${'a'.repeat(60)}b; echo \${x##+(+(+(a)))c}; ${payload}`,
  'extended globs that backtrack in case': `shopt -s extglob; case ${'a'.repeat(80)} in *(*(*(a)))b) ls ;; *) ${payload} ;; esac`,
  'extended globs that backtrack in [[': `[[ ${'a'.repeat(80)} == +(a|aa|aaa)+(a|aa)b ]] || ${payload}`,
  'stars that backtrack': `x=${'a'.repeat(2000)}; echo \${x%%${'*a'.repeat(200)}b}; ${payload}`,
  'stars that backtrack over pathnames': `rm -rf ~ ${'*a'.repeat(5000)}`,
  'stars in every component': `rm -rf ~ ${'*/'.repeat(2000)}`,
  'double stars': `shopt -s globstar; rm -rf ~ ${'**/'.repeat(500)}`,
  'a regular expression that backtracks': `[[ ${'a'.repeat(60)} =~ ^(a+)+$b ]] || ${payload}`,
  'a regular expression that backtracks on the right': `re='^((a+)+)+$'; [[ ${'a'.repeat(60)}b =~ $re ]] || ${payload}`,
  'removals that backtrack': `x=${'ab'.repeat(3000)}; ${'x=${x%%*b*b*b*c}; '.repeat(5)}${payload}`,
  'an arithmetic tower': `echo $((${'1+'.repeat(15_000)}1)); ${payload}`,
  'powers of powers': `echo $((9**9**9**9**9)); ${payload}`,
  'shifts of shifts': `echo $((1<<999999999999)) $((-9223372036854775808 / -1)) $((1 % 0)); ${payload}`,
  'arithmetic over variables that name each other': `a=b; b=a; echo $((a)); ${payload}`,
  'arithmetic over a chain of names': `${Array.from({ length: 2000 }, (_, n) => `a${n}=a${n + 1}`).join('; ')}; echo $((a0)); ${payload}`,
  'arithmetic over names that double': `${Array.from({ length: 40 }, (_, n) => `a${n}='a${n + 1}+a${n + 1}'`).join('; ')}; echo $((a0)); ${payload}`,
  'ternaries in ternaries': `echo $((${'1?'.repeat(2000)}1${':0'.repeat(2000)})); ${payload}`,
  'assignments in arithmetic': `${'((i = i * i + 1)); '.repeat(5000)}${payload}`,
  'a printf width': `rm -rf ~ "$(printf '%99999999d' 1)"`,
  'a printf precision': `rm -rf ~ "$(printf '%.99999999f' 1)"`,
  'a printf width from an argument': `rm -rf ~ "$(printf '%*d' 2147483647 1)"`,
  'a printf that repeats': `x=$(printf '%s-' {1..9999}); y=$(printf "$x%s" {1..9999}); rm -rf ~ "$y"`,
  'a printf of a range': `printf 'a%.0s' {1..1000000}; ${payload}`,
  'seq without end': `rm -rf ~ $(seq 1 1000000000)`,
  'seq in exponents': `rm -rf ~ $(seq 1 1e9)`,
  'seq of tiny steps': `rm -rf ~ $(seq 0 0.0000001 1)`,
  'a loop over seq': `for i in $(seq 1 100000000); do ${payload}; done`,
  'seq with a long format': `rm -rf ~ $(seq -f '%0999999g' 1 1000)`,
  'yes into head': `yes ${single(payload)} | head -n 1000000 | sh`,
  'yes into head, in bytes': `yes ${single(payload)} | head -c 1000000000 | bash`,
  'base64 of base64': `base64 -d <<'E' ${'| base64 -d '.repeat(19)}| sh\n${tower(20, base64)}\nE`,
  'base64 of base64 in nested shells': tower(9, (inner) => `echo ${base64(inner)} | base64 -d | sh`),
  'tr and sed in a row': `echo ${single(payload)} ${"| tr a a | sed 's/x/xx/g' | rev | rev ".repeat(300)}| sh`,
  'sed that doubles': `echo ${single(payload)} ${"| sed 's/./&&/g' | sed 's/\\(.\\)\\1/\\1/g' ".repeat(100)}| sh`,
  'sed that only doubles': `echo ${single(`${payload} #`)} ${"| sed 's/./&&/g' ".repeat(40)}| sh`,
  'sed that backtracks': `echo ${'a'.repeat(40)} | sed -E 's/^(a+)+$b/x/'; ${payload}`,
  'grep that backtracks': `echo ${'a'.repeat(40)} | grep -E '^(a+)+$b' | sh; ${payload}`,
  'cat of itself': `cat a a a a a > a; ${'cat a a a a > b; cat b b b b > a; '.repeat(30)}bash a; ${payload}`,
  'a file that doubles': `echo ${single(payload)} > a; ${'cat a a > b; cat b b > a; '.repeat(30)}bash a`,
  'a file appended to itself': `echo ${single(payload)} > a; ${'cat a >> a; '.repeat(60)}bash a`,
  'copies of copies': `echo ${single(payload)} > a0; ${Array.from({ length: 1500 }, (_, n) => `cp a${n} a${n + 1}`).join('; ')}; bash a1500`,
  'links to links': `${Array.from({ length: 1500 }, (_, n) => `ln -s l${n + 1} l${n}`).join('; ')}; rm -rf l0/; ${payload}`,
  'links in a circle': `ln -s b a; ln -s a b; rm -rf a/ b/; ${payload}`,
  'files of many parts': `${Array.from({ length: 1500 }, (_, n) => `echo ls ${n} >> s.sh`).join('; ')}; echo ${single(payload)} >> s.sh; bash s.sh`,
  'find with a product of alternatives': `find ~ ${'\\( -name a -o -name b \\) '.repeat(2000)}-delete`,
  'find within find': tower(12, (inner) => `find . -exec sh -c ${single(inner)} \\;`),
  'find with many -exec': `find ~ ${'-exec rm -rf {} + '.repeat(2000)}`,
  'paths of many levels': `rm -rf ${'a/../'.repeat(10_000)}~ ${'../'.repeat(10_000)}home/dev`,
  'substrings by the thousand': `x=${'ab'.repeat(2000)}; ${Array.from({ length: 1500 }, (_, n) => `y=$y\${x:${n}:1}`).join('; ')}; ${payload}`,
  'case changes by the thousand': `x=${'ab'.repeat(5000)}; ${'x=${x^^}; x=${x,,}; '.repeat(500)}${payload}`,
  'indirection in a circle': `a=b; b=a; echo \${!a} \${!b}; ${payload}`,
  'name references in a circle': `declare -n a=b; declare -n b=a; a=1; echo $a; ${payload}`,
  'a name reference to itself': `declare -n a=a; a=1; echo $a; ${payload}`,
  'a long chain of name references': `${Array.from({ length: 1500 }, (_, n) => `declare -n r${n}=r${n + 1}`).join('; ')}; r1500=rm; $r0 -rf ~`,
  'mapfile of a huge range': `mapfile -t a < <(seq 1 1000000); rm -rf ~ "\${a[@]}"`,
  'read in a loop over seq': `seq 1 10000000 | while read -r i; do ${payload}; done`,
  'xargs over a huge range': `seq 1 10000000 | xargs -n 1 rm -rf ~`,
  'xargs over doubled words': `x=a; ${'x="$x $x"; '.repeat(13)}echo $x | xargs -n 1 -I{} rm -rf {} ~`,
  'IFS that splits every character': `IFS=a; x=${'a'.repeat(20_000)}; rm -rf $x ~`,
  'many values of IFS': `${Array.from({ length: 500 }, (_, n) => `IFS=${String.fromCharCode(97 + (n % 26))}; set -- $*`).join('; ')}; ${payload}`,
};

/** What refers to itself. */
const recursion: Readonly<Record<string, string>> = {
  'an alias of itself': `shopt -s expand_aliases\nalias ls='ls ls'\nls ls\n${payload}`,
  'aliases of each other': `shopt -s expand_aliases\nalias a='b b '\nalias b='a a '\na a\n${payload}`,
  'aliases that double': `shopt -s expand_aliases\n${lines(40, (n) => `alias a${n}='a${n + 1}; a${n + 1}'`)}\na0\n${payload}`,
  'a function that calls itself': `f() { f; }; f; ${payload}`,
  'a function that calls itself twice': `f() { f; f; }; f; ${payload}`,
  'a function that calls itself with more': `f() { f "$@" "$@"; }; f a; ${payload}`,
  'a function that calls itself with a longer string': `f() { f "$1$1"; }; f a; ${payload}`,
  'functions that call each other': `f() { g "$1" x; }; g() { f "$1" y; }; f ~; ${payload}`,
  'functions that double': `${Array.from({ length: 40 }, (_, n) => `f${n}() { f${n + 1}; f${n + 1}; }`).join('; ')}; f40() { ${payload}; }; f0`,
  'functions that double in branches': `${Array.from({ length: 30 }, (_, n) => `f${n}() { if a; then f${n + 1}; else f${n + 1} x; fi; }`).join('; ')}; f30() { ${payload}; }; f0`,
  'a function that defines itself': `f() { f() { f; }; eval "$(declare -f f)"; f; }; f; ${payload}`,
  'a function that calls itself in a substitution': `f() { echo "$(f "$(f)")"; }; f; ${payload}`,
  'a fork bomb': ':(){ :|:& };:',
  'a variable of itself': `x=$x; ${'x=$x$x$x; '.repeat(200)}${payload}`,
  'eval of itself': `x='eval "$x"'; eval "$x"; ${payload}`,
  'eval of itself, doubled': `x='eval "$x"; eval "$x"'; eval "$x"; ${payload}`,
  'eval of a growing string': `x='x="$x$x"; eval "$x"'; eval "$x"; ${payload}`,
  'an eval tower': tower(11, (inner) => `eval ${single(inner)}`),
  'an eval chain': `${'eval '.repeat(8000)}${payload}`,
  'a tower of shells': tower(11, (inner) => `bash -c ${single(inner)}`),
  'a tower of escaped shells': `${tower(7, (inner) => `bash -c "${inner.replace(/[\\"$`]/g, String.raw`\$&`)}"`)}`,
  'a chain of wrappers': `${'sudo env nice nohup '.repeat(3000)}${payload}`,
  'a chain of xargs': `echo ~ | ${'xargs '.repeat(5000)}rm -rf`,
  'a trap that sets itself': `t() { trap t EXIT; ls; }; trap t EXIT; ${payload}`,
  'a trap for every command': `trap 'ls; ls; ls' DEBUG; ${'ls; '.repeat(500)}${payload}`,
  'a trap that makes traps': `trap 'trap "trap \\"trap ls EXIT\\" EXIT" EXIT' EXIT; ${payload}`,
  'PROMPT_COMMAND of itself': `PROMPT_COMMAND='PROMPT_COMMAND=$PROMPT_COMMAND$PROMPT_COMMAND; eval "$PROMPT_COMMAND"'; ${payload}`,
  'BASH_ENV of itself': `echo 'export BASH_ENV=/tmp/e; bash -c ls' > /tmp/e; export BASH_ENV=/tmp/e; bash -c ls; ${payload}`,
  'a script that runs itself': `echo 'bash s.sh; bash s.sh' > s.sh; bash s.sh; ${payload}`,
  'a script that sources itself': `echo '. ./s.sh; . ./s.sh' > s.sh; . ./s.sh; ${payload}`,
  'a script that runs $0': `printf '%s\\n' 'bash "$0" "$@" x' 'bash "$0"' > s.sh; bash s.sh; ${payload}`,
  'scripts that run each other': `echo 'bash b.sh; bash b.sh' > a.sh; echo 'bash a.sh; bash a.sh' > b.sh; bash a.sh; ${payload}`,
  'scripts that double': `${Array.from({ length: 30 }, (_, n) => `echo 'bash s${n + 1}.sh; bash s${n + 1}.sh' > s${n}.sh`).join('; ')}; echo ${single(payload)} > s30.sh; bash s0.sh`,
  'a git alias of itself': `git -c alias.a='!git a' a; ${payload}`,
  'a make target that makes itself': `printf 'a:\\n\\t$(MAKE) a\\n\\tmake a\\n' > Makefile; make a; ${payload}`,
};

/** Other languages inside the command. */
const languages: Readonly<Record<string, string>> = {
  'SQL with a megabyte of semicolons': `psql -c '${';'.repeat(1_000_000)} DROP TABLE users'`,
  'SQL in deep parentheses': `psql -c 'SELECT ${nested('(', ')', 20_000, '1')}; DROP TABLE users'`,
  'SQL comments in comments': `psql -c '${nested('/*', '*/', 10_000, 'x')} DROP TABLE users'`,
  'SQL without the end of a quote': `psql -c "DROP TABLE users; SELECT '${'x'.repeat(50_000)}"`,
  'SQL dollar quotes': `psql -c '${Array.from({ length: 1500 }, (_, n) => `$a${n}$x`).join('')}$a0$; DROP TABLE users'`,
  'SQL by the thousand': `psql <<'E'\n${'SELECT 1;\n'.repeat(50_000)}DROP TABLE users;\nE`,
  'Python in deep brackets': `python3 -c 'import shutil; x = ${nested('[', ']', 20_000, '1')}; shutil.rmtree("/home/dev")'; ${payload}`,
  'Python that adds for ever': `python3 -c 'import os; os.system("${payload}" ${'+ ""'.repeat(10_000)})'`,
  'Python strings without end': `python3 -c 'import os; os.system("${payload}"); x = """${'"'.repeat(20_000)}'; ${payload}`,
  'Python that doubles a string': `python3 <<'E'\nx = "a"\n${'x = x + x\n'.repeat(60)}import os\nos.system("${payload} " + x)\nE`,
  'Python that repeats a string': `python3 -c 'import os; x = "a" * 10**12; os.system("${payload} " + x)'; ${payload}`,
  'JavaScript in deep brackets': `node -e 'require("child_process").execSync("${payload}"); ${nested('[', ']', 10_000, '1')}'`,
  'JavaScript in deep functions': `node -e '${nested('(() => { ', ' })()', 2000, `require("fs").rmSync("/home/dev", { recursive: true })`)}'`,
  'JavaScript templates in templates': `node -e '${nested('`${', '}`', 2000, '1')}; require("fs").rmSync("/home/dev", { recursive: true })'; ${payload}`,
  'JavaScript that doubles a string': `node -e 'let x = "a"; ${'x = x + x; '.repeat(60)}require("child_process").execSync("${payload} " + x)'`,
  'a tower of languages': `${tower(3, (inner) => `python3 -c ${single(`import os; os.system(${JSON.stringify(inner)})`)}`)}`,
  'awk in deep braces': `awk 'BEGIN ${nested('{', '}', 5000, `system("${payload}")`)}'`,
  'sed with many commands': `echo x | sed '${'s/a/b/;'.repeat(5000)}1e ${payload}'`,
  'perl with many semicolons': `perl -e '${';'.repeat(30_000)}system("${payload}")'`,
  'ruby in deep brackets': `ruby -e 'x = ${nested('[', ']', 10_000, '1')}; system("${payload}")'`,
  'powershell in deep brackets': `pwsh -c '${nested('(', ')', 5000, 'Remove-Item -Recurse -Force ~')}'; ${payload}`,
  'mongo in deep brackets': `mongosh --eval '${nested('[', ']', 10_000, '1')}; db.dropDatabase()'`,
  'a jq program in deep brackets': `jq '${nested('[', ']', 10_000, '.')}' f.json | sh; ${payload}`,
};

/** Machines that were set up to keep a reader busy. */
const machines: Readonly<Record<string, Adversarial>> = {
  'symbolic links in a circle': {
    command: `rm -rf a/b/c; cat a; ${payload}`,
    files: { [`${project}/a`]: { link: 'b' }, [`${project}/b`]: { link: 'a' } },
  },
  'a symbolic link to itself': { command: `rm -rf a/; ${payload}`, files: { [`${project}/a`]: { link: 'a' } } },
  'symbolic links that double': {
    command: `rm -rf l0/x; ${payload}`,
    files: Object.fromEntries(
      Array.from({ length: 30 }, (_, n) => [`${project}/l${n}`, { link: `l${n + 1}/../l${n + 1}` }]),
    ),
  },
  'a directory a thousand levels deep': {
    command: `cd ${'d/'.repeat(1000)} && rm -rf ${'../'.repeat(1000)}; ${payload}`,
    files: { [`${project}/${'d/'.repeat(1000)}f`]: 'x' },
  },
  'a directory of fifty thousand files': {
    command: `rm -rf ~ big/*; for f in big/*; do cat "$f"; done`,
    files: Object.fromEntries(Array.from({ length: 50_000 }, (_, n) => [`${project}/big/f${n}`, 'x'])),
  },
  'a package.json of a megabyte': {
    command: `npm run a; ${payload}`,
    files: {
      [`${project}/package.json`]: JSON.stringify({
        scripts: Object.fromEntries(Array.from({ length: 20_000 }, (_, n) => [`a${n}`, `npm run a${n + 1}`])),
      }),
    },
  },
  'package scripts in a circle': {
    command: `npm run a; ${payload}`,
    files: { [`${project}/package.json`]: '{"scripts":{"a":"npm run b && npm run b","b":"npm run a && npm run a"}}' },
  },
  'package scripts that double': {
    command: 'npm run a0',
    files: {
      [`${project}/package.json`]: JSON.stringify({
        scripts: {
          ...Object.fromEntries(
            Array.from({ length: 30 }, (_, n) => [`a${n}`, `npm run a${n + 1} && npm run a${n + 1}`]),
          ),
          a30: payload,
        },
      }),
    },
  },
  'a package.json in deep brackets': {
    command: `npm run a; ${payload}`,
    files: { [`${project}/package.json`]: nested('[', ']', 50_000, '1') },
  },
  'a makefile of thousands of targets': {
    command: 'make a0',
    files: {
      [`${project}/Makefile`]: `${lines(5000, (n) => `a${n}: a${n + 1}\n\techo ${n}`)}\na5000:\n\t${payload}\n`,
    },
  },
  'a makefile that doubles': {
    command: 'make a0',
    files: {
      [`${project}/Makefile`]: `${lines(30, (n) => `a${n}:\n\tmake a${n + 1}\n\tmake a${n + 1}`)}\na30:\n\t${payload}\n`,
    },
  },
  'a makefile of variables that double': {
    command: `make a; ${payload}`,
    files: {
      [`${project}/Makefile`]: `${lines(40, (n) => `V${n} = $(V${n + 1})$(V${n + 1})`)}\nV40 = x\na:\n\techo $(V0)\n`,
    },
  },
  'a makefile of a variable of itself': {
    command: `make a; ${payload}`,
    files: { [`${project}/Makefile`]: `V = $(V) $(V)\nV += $(V)\na: $(V)\n\t$(V)\n` },
  },
  'a makefile of a megabyte': {
    command: `make a; ${payload}`,
    files: { [`${project}/Makefile`]: `${'x = y\n'.repeat(160_000)}a:\n\tls\n` },
  },
  'a script of a megabyte': {
    command: 'bash big.sh',
    files: { [`${project}/big.sh`]: `${'ls -la src\n'.repeat(100_000)}${payload}\n` },
  },
  'a script just below the limit': {
    command: 'bash big.sh',
    files: { [`${project}/big.sh`]: `${'cp $a $b\n'.repeat(6500)}${payload}\n` },
  },
  'a script in deep brackets': {
    command: 'bash deep.sh',
    files: { [`${project}/deep.sh`]: nested('( ', ' )', 5000) },
  },
  'a script that runs itself': {
    command: `bash self.sh; ${payload}`,
    files: { [`${project}/self.sh`]: 'bash self.sh "$@" a\nbash self.sh\n' },
  },
  'a Python file of a megabyte': {
    command: `python3 big.py; ${payload}`,
    files: { [`${project}/big.py`]: `${'x = f(1, "a")\n'.repeat(70_000)}` },
  },
  'a JavaScript file in deep brackets': {
    command: `node deep.js; ${payload}`,
    files: { [`${project}/deep.js`]: nested('(', ')', 50_000, '1') },
  },
  'a .gitignore of patterns that backtrack': {
    command: `rm -rf ${'a'.repeat(200)} ~`,
    files: { [`${project}/.gitignore`]: lines(500, () => `${'*a'.repeat(30)}b`) },
  },
  'an environment that names itself': { command: 'HOME=$HOME$HOME; rm -rf $HOME; cd; rm -rf /home/dev' },
};

const of = (commands: Readonly<Record<string, string>>): Readonly<Record<string, Adversarial>> =>
  Object.fromEntries(Object.entries(commands).map(([name, command]) => [name, { command }]));

/** Every adversarial input, by what it consists of and by name. */
export const adversarial: Readonly<Record<string, Readonly<Record<string, Adversarial>>>> = {
  nesting: of(nesting),
  volume: of(volume),
  growth: of(growth),
  recursion: of(recursion),
  languages: of(languages),
  machines,
};
