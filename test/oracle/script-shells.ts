import { backquoted, double, hereDocument, single } from '../properties/quoting.ts';
import type { ScriptDisguise } from './disguise.ts';

const ansi = (text: string): string =>
  `$'${[...Buffer.from(text)].map((byte) => String.raw`\x${byte.toString(16).padStart(2, '0')}`).join('')}'`;
const base64 = (text: string): string => Buffer.from(text).toString('base64');
const hex = (text: string): string => Buffer.from(text).toString('hex');
const reversed = (text: string): string => [...text].toReversed().join('');
const rot13 = (text: string): string =>
  text.replace(/[a-z]/gi, (each) =>
    String.fromCodePoint((each.codePointAt(0) ?? 0) + (each.toLowerCase() < 'n' ? 13 : -13)),
  );

/** For a script of a single line. */
const oneLine =
  (disguise: (script: string) => string | undefined): ScriptDisguise =>
  (script) =>
    script.includes('\n') ? undefined : disguise(script);

/** For what runs under a plain POSIX shell as well. */
const posix =
  (disguise: (script: string) => string | undefined): ScriptDisguise =>
  (script) =>
    disguise(script);

/** Ways to have a shell read the script (bash "Invoking Bash", "Bourne Shell Builtins": `.`, eval, trap). */
export const shells = {
  'bash -c': (script) => `bash -c ${single(script)}`,
  'bash -c in double quotes': (script) => `bash -c ${double(script)}`,
  'bash -c in ANSI-C quotes': (script) => `bash -c ${ansi(script)}`,
  'bash with other options': (script, random) =>
    `${random.pick(['bash -ec', 'bash -lc', 'bash -xc', 'bash --norc --noprofile -c', 'bash -o pipefail -c', 'bash -euo pipefail -c', 'bash +x -c', 'bash --posix -c', 'bash -O extglob -c', '/bin/bash -c', '/usr/bin/env bash -c', 'bash -c --', 'bash -cu', 'bash --login -c', 'bash -c -e', '"$BASH" -c', '"$SHELL" -c', '$(which bash) -c', 'exec bash -c', '/proc/self/exe -c', '-- bash -c'].filter((each) => each !== '-- bash -c'))} ${single(script)}`,
  'bash -c with arguments': (script) => `bash -c 'eval "$1"' bash ${single(script)}`,
  'bash -c with $0': (script) => `bash -c 'eval "$0"' ${single(script)}`,
  'bash -c of a variable': (script) => `go=${single(script)}; bash -c "$go"`,
  'bash -c of an exported variable': (script) => `export GO=${single(script)}; bash -c 'eval "$GO"'`,
  'bash -c of a variable in front': (script) => `GO=${single(script)} bash -c 'eval "$GO"'`,
  'sh -c': posix((script) => `sh -c ${single(script)}`),
  'dash -c': posix((script) => `dash -ec ${single(script)}`),
  'zsh -c': posix((script) => `zsh -fc ${single(script)}`),
  'mksh -c': posix((script) => `mksh -c ${single(script)}`),
  'busybox sh -c': posix((script) => `busybox sh -c ${single(script)}`),
  'busybox ash': posix((script) => `busybox ash -c ${single(script)}`),
  'here-string': (script) => `bash <<< ${single(script)}`,
  'here-string and -s': (script, random) =>
    `${random.pick(['bash -s', 'bash -s -- a b', 'bash -', 'bash /dev/stdin', 'bash /dev/fd/0', 'bash /proc/self/fd/0', '. /dev/stdin', 'source /dev/fd/0'])} <<< ${single(script)}`,
  'here-document': (script) => hereDocument('bash', script),
  'here-document into sh': posix((script) => hereDocument('sh -s', script)),
  'here-document that expands': (script) =>
    script.includes('EOT') ? undefined : `bash <<EOT\n${script.replace(/[\\$`]/g, String.raw`\$&`)}\nEOT`,
  'here-document with tabs': (script) => (/EOT|\n/.test(script) ? undefined : `bash <<-'EOT'\n\t${script}\n\tEOT`),
  'here-document behind cat': (script) => hereDocument('cat', script, ' | bash'),
  'here-document on another descriptor': (script) => hereDocument('bash /dev/fd/7 7', script).replace('7 <<', '7<<'),
  pipe: (script) => `echo ${single(script)} | bash`,
  'pipe of printf': (script) => `printf '%s\\n' ${single(script)} | sh -s`.replace('sh -s', 'bash -s'),
  'pipe of printf, formatted': (script) => `printf ${single(script.replace(/[\\%]/g, (each) => each + each))} | bash`,
  'pipe into more': (script) => `echo ${single(script)} | cat | tee /dev/null | bash`,
  'pipe into env': (script) => `echo ${single(script)} | env -i PATH="$PATH" HOME="$HOME" bash`,
  'pipe into xargs': (script) => `printf '%s\\0' ${single(script)} | xargs -0 -I% bash -c %`,
  'pipe into xargs -n 1': (script) => `printf '%s\\0' ${single(script)} | xargs -0 -n 1 bash -c`,
  'pipe into source': (script) => `echo ${single(script)} | . /dev/stdin`,
  'pipe into while read': oneLine((script) => `echo ${single(script)} | while IFS= read -r l; do eval "$l"; done`),
  'pipe into eval of cat': (script) => `echo ${single(script)} | { go=$(cat); eval "$go"; }`,
  'pipe of base64': (script) => `echo ${base64(script)} | base64 -d | bash`,
  'pipe of base64 from a here-string': (script) => `base64 -d <<< ${base64(script)} | sh -s`.replace('sh -s', 'bash'),
  'pipe of xxd': (script) => `echo ${hex(script)} | xxd -r -p | bash`,
  'pipe of rev': oneLine((script) => `echo ${single(reversed(script))} | rev | bash`),
  'pipe of tr': (script) => `echo ${single(rot13(script))} | tr A-Za-z N-ZA-Mn-za-m | bash`,
  'pipe of sed': (script) =>
    script.includes('QQ') ? undefined : `echo ${single(script.replace(/^(.)/, '$1QQ'))} | sed s/QQ// | bash`,
  'pipe of openssl': (script) => `echo ${base64(script)} | openssl base64 -d -A | bash`,
  'pipe of gzip': (script) => `echo ${single(script)} | gzip -c | gunzip -c | bash`,
  'pipe of perl': (script) => `perl -e ${single(`print pack("H*", "${hex(script)}")`)} | bash`,
  'pipe of python': (script) => `python3 -c ${single(`print(bytes.fromhex("${hex(script)}").decode())`)} | bash`,
  'pipe of awk': (script) =>
    /[\\"\n]/.test(script)
      ? undefined
      : `awk ${single(`BEGIN { print "${script}" }`)} | bash`.replaceAll("'\\''", String.raw`'\''`),
  'process substitution': (script) => `bash <(echo ${single(script)})`,
  'source of a process substitution': (script) => `source <(printf '%s\\n' ${single(script)})`,
  'dot of a here-document in a process substitution': (script) => `. <(${hereDocument('cat', script)}\n)`,
  'bash of a decoded process substitution': (script) => `bash <(base64 -d <<< ${base64(script)})`,
  'output process substitution': (script) => `echo ${single(script)} > >(bash); wait; sleep 0.05`,
  'tee into a shell': (script) => `echo ${single(script)} | tee >(bash) >/dev/null; sleep 0.05`,
  'substitution in bash -c': (script) => `bash -c "$(echo ${single(script)})"`,
  'substitution of a here-document in bash -c': (script) => `bash -c "$(${hereDocument('cat', script)}\n)"`,
  'substitution of base64 in bash -c': (script) => `bash -c "$(echo ${base64(script)} | base64 -d)"`,
  eval: (script) => `eval ${single(script)}`,
  'eval in double quotes': (script) => `eval ${double(script)}`,
  'eval in ANSI-C quotes': (script) => `eval ${ansi(script)}`,
  'eval of a substitution': (script) => `eval "$(echo ${single(script)})"`,
  'eval of backquotes': oneLine((script) => `eval "\`echo ${base64(script)} | base64 -d\`"`),
  'eval of base64': (script) => `eval "$(base64 -d <<< ${base64(script)})"`,
  'eval of a here-document': (script) => `eval "$(${hereDocument('cat', script)}\n)"`,
  'eval of two': (script, random) => {
    const name = random.name();
    const half = Math.floor(script.length / 2);
    return `${name}=${single(script.slice(0, half))}; ${name}+=${single(script.slice(half))}; eval "$${name}"`;
  },
  'eval of read': (script) => `${hereDocument("IFS= read -r -d '' go", script)}\neval "$go"`,
  'eval of mapfile': (script) => `${hereDocument('mapfile -t go', script)}\neval "$(printf '%s\\n' "\${go[@]}")"`,
  'eval of printf -v': (script) => `printf -v go %s ${single(script)}; eval "$go"`,
  'eval of printf -v in base 16': (script) =>
    `printf -v go '${[...Buffer.from(script)].map((byte) => String.raw`\x${byte.toString(16).padStart(2, '0')}`).join('')}'; eval "$go"`,
  'eval of an array of characters': (script) =>
    script.length > 60 ? undefined : `go=(${[...script].map(single).join(' ')}); IFS=; eval "\${go[*]}"`,
  'eval of a replacement': (script) =>
    /Q/.test(script) ? undefined : `go=${single(script.replaceAll(' ', 'Q'))}; eval "\${go//Q/ }"`,
  'eval of reversed': oneLine((script) => `eval "$(rev <<< ${single(reversed(script))})"`),
  'trap on exit': (script) => `trap ${single(script)} EXIT`,
  'trap on exit of a subshell': (script) => `(trap ${single(script)} 0; true)`,
  'trap on DEBUG': (script) => `trap ${single(`trap - DEBUG; ${script}`)} DEBUG; true`,
  'trap on ERR': (script) => `trap ${single(script)} ERR; false`,
  'trap on a signal': (script) => `trap ${single(script)} USR1; kill -USR1 $$`,
  'trap on RETURN': (script, random) => {
    const name = random.name();
    return `${name}() { trap ${single(`trap - RETURN; ${script}`)} RETURN; }; ${name}`;
  },
  'trap on a signal from a child': (script) => `trap ${single(script)} CHLD; (true) & wait`,
  'trap of a function': (script, random) => {
    const name = random.name();
    return `${name}() {\n${script}\n}; trap ${name} EXIT`;
  },
  'file by echo': (script) => `echo ${single(script)} > go.sh; bash go.sh`,
  'file by cat': (script) => `${hereDocument('cat > /tmp/go.sh', script)}\nbash /tmp/go.sh`,
  'file by cat the other way around': (script) => `${hereDocument('cat', script, ' > go.sh')}\nsource go.sh`,
  'file by printf, sourced': (script) => `printf '%s\\n' ${single(script)} > ./go.inc && . ./go.inc`,
  'file by tee': (script) => `echo ${single(script)} | tee /tmp/go >/dev/null; bash < /tmp/go`,
  'file appended to': (script) => `: > go.sh; echo true >> go.sh; echo ${single(script)} >> go.sh; bash go.sh`,
  'file made executable': (script) => `${hereDocument('cat > go', `#!/bin/bash\n${script}`)}\nchmod +x go; ./go`,
  'file made executable elsewhere': (script) =>
    `mkdir -p /tmp/x; echo ${single(`#!/usr/bin/env bash\n${script}`)} > /tmp/x/go; chmod 755 /tmp/x/go; /tmp/x/go a b`,
  'file without a first line': (script) => `echo ${single(script)} > go; chmod u+x go; ./go`,
  'file copied': (script) => `echo ${single(script)} > a.txt; cp a.txt b.sh; bash b.sh`,
  'file moved': (script) => `echo ${single(script)} > a.txt; mv a.txt b.sh; bash b.sh`,
  'file linked': (script) => `echo ${single(script)} > a.txt; ln -s a.txt b.sh; bash b.sh`,
  'file installed': (script) => `echo ${single(script)} > a.txt; install -m 755 a.txt /tmp/b.sh; bash /tmp/b.sh`,
  'file put together': (script) =>
    `echo ${single(script.slice(0, 5))} | tr -d '\\n' > a; printf '%s\\n' ${single(script.slice(5))} > b; cat a b > c; bash c`,
  'file edited': (script) =>
    `echo 'placeholder' > go.sh; sed -i ${single(`s/placeholder/${script.replace(/[\\/&]/g, String.raw`\$&`).replaceAll('\n', String.raw`\n`)}/`)} go.sh; bash go.sh`,
  'file decoded': (script) => `echo ${base64(script)} > go.b64; base64 -d go.b64 > go.sh; bash go.sh`,
  'file decoded by -o': (script) => `echo ${base64(script)} | openssl base64 -d -A -out go.sh; bash go.sh`,
  'file by dd': (script) =>
    `echo ${single(script)} | dd of=go.sh status=none 2>/dev/null; echo ${single(script)} > go.sh; bash go.sh`,
  'file by a descriptor': (script) => `exec 6> go.sh; echo ${single(script)} >&6; exec 6>&-; bash go.sh`,
  'file by a group': (script) => `{ echo true; echo ${single(script)}; } > go.sh; bash go.sh`,
  'file by a function': (script, random) => {
    const name = random.name();
    return `${name}() { echo "$1" > "$2"; }; ${name} ${single(script)} go.sh; bash go.sh`;
  },
  'file by python': (script) =>
    `python3 -c ${single(`open("go.sh", "w").write(bytes.fromhex("${hex(script)}").decode())`)}; bash go.sh`,
  'file in another directory': (script) =>
    `mkdir -p d && cd d && echo ${single(script)} > go.sh && cd .. && bash d/go.sh`,
  'file of mktemp': (script) => `go=$(mktemp); echo ${single(script)} > "$go"; bash "$go"`,
  'file of a variable name': (script) => `go=/tmp/go.sh; echo ${single(script)} > "$go"; bash "$go"`,
  'file found by PATH': (script) =>
    `mkdir -p bin; echo ${single(script)} > bin/go-tool; chmod +x bin/go-tool; PATH=$PWD/bin:$PATH; go-tool`,
  'file run by find': (script) => `echo ${single(script)} > go.sh; find . -name go.sh -exec bash {} \\;`,
  'file run by a loop': (script) => `echo ${single(script)} > go.sh; for f in ./*.sh; do bash "$f"; done`,
  'file run by xargs': (script) => `echo ${single(script)} > go.sh; ls go.sh | xargs bash`,
  'file named by a glob': (script) => `echo ${single(script)} > /tmp/go.sh; bash /tmp/*.sh`,
  'package script': (script) =>
    script.length > 400
      ? undefined
      : `${hereDocument('cat > package.json', JSON.stringify({ name: 'x', scripts: { go: `bash -c ${single(script)}` } }))}\nnpm run -s go`,
  Makefile: oneLine(
    (script) => `${hereDocument('cat > Makefile', `all:\n\t${script.replaceAll('$', '$$$$')}`)}\nmake SHELL=/bin/bash`,
  ),
  'Makefile on input': oneLine(
    (script) => `printf 'all:\\n\\t%s\\n' ${single(script.replaceAll('$', '$$$$'))} | make SHELL=/bin/bash -f -`,
  ),
  'Makefile with a shell function': oneLine((script) =>
    /[()#]/.test(script)
      ? undefined
      : `printf 'X := $(shell %s)\\nall:\\n' ${single(script.replaceAll('$', '$$$$'))} | make SHELL=/bin/bash -f -`,
  ),
  'make --eval': oneLine(
    (script) => `make SHELL=/bin/bash --eval=${single(`all: ; ${script.replaceAll('$', '$$$$')}`)} all`,
  ),
  'pipe of bzip2': (script) => `echo ${single(script)} | bzip2 | bzcat | bash`,
  'pipe of xz': (script) => `echo ${single(script)} | xz | xz -dc | bash`,
  'pipe of uudecode': (script) => `echo ${single(script)} | uuencode x | uudecode -o /dev/stdout | bash`,
  'pipe of iconv': (script) => `echo ${single(script)} | iconv -t UTF-16 | iconv -f UTF-16 -t UTF-8 | bash`,
  'pipe of openssl enc': (script) =>
    `echo ${single(script)} | openssl enc -aes-256-cbc -k x -pbkdf2 -a | openssl enc -d -aes-256-cbc -k x -pbkdf2 -a | bash`,
  'pipe of basenc': (script) =>
    `basenc -d --base64url <<< ${Buffer.from(script).toString('base64url')}${'='.repeat((4 - (Buffer.from(script).toString('base64url').length % 4)) % 4)} | bash`,
  'pipe of od': (script) => `printf %s ${single(script)} | od -An -v -tx1 | tr -d ' \\n' | xxd -r -p | bash`,
  'pipe of perl decoding': (script) => `perl -MMIME::Base64 -e 'print decode_base64("${base64(script)}")' | bash`,
  'pipe of python decoding': (script) =>
    `python3 -c 'import base64; print(base64.b64decode("${base64(script)}").decode())' | bash`,
  'pipe of node decoding': (script) => `node -p 'Buffer.from("${base64(script)}", "base64").toString()' | bash`,
  'pipe of php decoding': (script) => `php -r 'echo base64_decode("${base64(script)}");' | bash`,
  'pipe of ruby decoding': (script) => `ruby -e 'puts "${base64(script)}".unpack1("m")' | bash`,
  'pipe of awk BEGIN': oneLine((script) =>
    /["\\]/.test(script) ? undefined : `awk 'BEGIN { print "${script.replaceAll("'", String.raw`\047`)}" }' | bash`,
  ),
  'pipe of jq': (script) => `jq -rn --arg s ${single(script)} '$s' | bash`,
  'pipe of several commands': (script) =>
    `{ printf %s ${single(script.slice(0, 4))}; printf '%s\\n' ${single(script.slice(4))}; } | bash`,
  'pipe of a function': (script, random) => {
    const name = random.name();
    return `${name}() { cat <<< ${single(script)}; }; ${name} | bash`;
  },
  'pipe into a function that reads': (script, random) => {
    const name = random.name();
    return `${name}() { local all; all=$(cat); eval "$all"; }; echo ${single(script)} | ${name}`;
  },
  'pipe into a loop of mapfile': (script) => `echo ${single(script)} | { mapfile all; eval "\${all[*]}"; }`,
  'descriptor in between': (script) => `exec 7< <(echo ${single(script)}); bash <&7`,
  'descriptor of a here-document into bash': (script) =>
    `${hereDocument('exec 5', script).replace('5 <<', '5<<')}\nbash <&5`,
  'fifo into bash': (script) => `mkfifo /tmp/ff; { echo ${single(script)} > /tmp/ff & }; bash /tmp/ff`,
  'coproc of cat': (script) =>
    script.length > 2000 ? undefined : `coproc cat <<< ${single(script)}; eval "$(cat <&"\${COPROC[0]}")"`,
  'file by split': oneLine(
    (script) => `printf '%s\\n' true ${single(script)} > /tmp/all; cd /tmp; split -l 1 all part; bash partab`,
  ),
  'file by find -fprintf': oneLine((script) =>
    /[%\\]/.test(script) ? undefined : `find . -maxdepth 0 -fprintf go.sh ${single(`${script}\\n`)}; bash go.sh`,
  ),
  'file by awk': oneLine((script) =>
    /["\\]/.test(script)
      ? undefined
      : `awk 'BEGIN { print "${script.replaceAll("'", String.raw`\047`)}" > "go.sh" }'; bash go.sh`,
  ),
  'file by perl': (script) => `perl -e 'open F, ">go.sh"; print F pack("H*", "${hex(script)}"); close F'; bash go.sh`,
  'file by node': (script) =>
    `node -e 'require("fs").writeFileSync("go.sh", Buffer.from("${base64(script)}", "base64"))'; bash go.sh`,
  'file by sed w': oneLine((script) => `echo ${single(script)} | sed -n 'w go.sh'; bash go.sh`),
  'file by sponge': (script) => `echo ${single(script)} | sponge go.sh; bash go.sh`,
  'file out of a tar archive': (script) =>
    `echo ${single(script)} > go.sh; tar cf t.tar go.sh; mv go.sh old; tar xf t.tar; bash go.sh`,
  'file out of gzip': (script) => `echo ${single(script)} > go.sh; gzip go.sh; gunzip go.sh.gz; bash go.sh`,
  'file out of xxd': (script) => `xxd -r -p > go.sh <<< ${hex(script)}; bash go.sh`,
  'file by a here-string to tee -a': (script) => `: > go.sh; tee -a go.sh <<< ${single(script)} >/dev/null; . ./go.sh`,
  'file by cp of stdin': (script) => `cp /dev/stdin go.sh <<< ${single(script)}; bash go.sh`,
  'file by install of stdin': (script) =>
    `install -m 755 /dev/stdin go.sh <<< ${single(`#!/bin/bash\n${script}`)}; ./go.sh`,
  'file run by exec': (script) => `echo ${single(script)} > go.sh; (exec bash go.sh)`,
  'file run by env': (script) => `echo ${single(`#!/bin/bash\n${script}`)} > go; chmod +x go; env A=1 ./go`,
  'file run through a link': (script) =>
    `echo ${single(`#!/bin/bash\n${script}`)} > go; chmod +x go; ln -s go run; ./run`,
  'file run from another directory': (script) => `echo ${single(script)} > go.sh; (cd /; bash "$OLDPWD/go.sh")`,
  'file run by a variable of its path': (script) => `echo ${single(script)} > go.sh; p=$PWD; bash "$p"/go.sh`,
  'file run by a here-document': (script) => `echo ${single(script)} > go.sh; bash <<'EOT'\n. ./go.sh\nEOT`,
  'file run by make': (script) => `echo ${single(script)} > go.sh; make --eval='all: ; bash go.sh' all`,
  'file run by git': (script) => `echo ${single(script)} > go.sh; git -c alias.go='!bash go.sh' go`,
  'file run by python': (script) => `echo ${single(script)} > go.sh; python3 -c 'import os; os.system("bash go.sh")'`,
  'file with a hash-bang of env -S': (script) =>
    `echo ${single(`#!/usr/bin/env -S bash -e\n${script}`)} > go; chmod +x go; ./go`,
  'python file with a hash-bang': (script) =>
    `echo ${single(`#!/usr/bin/env python3\nimport os\nos.system(${JSON.stringify(script)})`)} > go; chmod +x go; ./go`,
  'subscript in (( assignment': oneLine((script) =>
    /[\]']/.test(script) ? undefined : `x='a[$(${script})0]'; ((y = x + 1))`,
  ),
  'subscript by let': oneLine((script) => (/[\]']/.test(script) ? undefined : `let 'y=a[$(${script})0]'`)),
  'subscript in a slice': oneLine((script) =>
    /[\]']/.test(script) ? undefined : `x='a[$(${script})0]'; y=(1 2); : "\${y[@]:x:1}"`,
  ),
  'subscript of an array assignment': oneLine((script) => (/[\]']/.test(script) ? undefined : `a[$(${script})0]=1`)),
  'subscript by [[ -v': oneLine((script) => (/[\]']/.test(script) ? undefined : `[[ -v 'a[$(${script})0]' ]]`)),
  'subscript by a name reference': oneLine((script) =>
    /[\]']/.test(script) ? undefined : `declare -n r='a[$(${script})0]'; r=1`,
  ),
  'subscript by a for loop': oneLine((script) =>
    /[\]']/.test(script) ? undefined : `x='a[$(${script})0]'; for ((i = x; i < 0; i++)); do :; done`,
  ),
  'subscript by an integer variable': oneLine((script) =>
    /[\]']/.test(script) ? undefined : `declare -i n; n='a[$(${script})0]'`,
  ),
  'subscript by exit': oneLine((script) => (/[\]']/.test(script) ? undefined : `x='a[$(${script})0]'; (exit $((x)))`)),
  substitution: (script) => `echo "$(${script}\n)"`,
  'substitution, unquoted': (script) => `: $(${script}\n)`,
  'substitution in an assignment': (script) => `out=$(${script}\n)`,
  'substitution in backquotes': (script) => `: ${backquoted(script)}`,
  'substitution in a default': (script) => `: "\${nothing:-$(${script}\n)}"`,
  'substitution in a default word': (script) => `: \${nothing:=$(${script}\n)}`,
  'substitution in an alternative': (script) => `: "\${HOME:+$(${script}\n)}"`,
  'substitution in a pattern': (script) => `a=b; : "\${a#$(${script}\n)}" `,
  'substitution in a replacement': (script) => `a=b; : "\${a/b/$(${script}\n)}"`,
  'substitution in an offset': (script) => `a=b; : "\${a:$(${script}\n)0}"`,
  'substitution in a here-document': (script) => `cat <<EOT >/dev/null\n$(${script}\n)\nEOT`,
  'substitution in a here-string': (script) => `cat <<< "$(${script}\n)" >/dev/null`,
  'substitution in a redirection': (script) => `true > "/tmp/x$(${script}\n)"`,
  'substitution in an array': (script) => `all=(a $(${script}\n) b)`,
  'substitution in a subscript': (script) => `a=(1); : "\${a[$(${script}\n)0]}"`,
  'substitution in arithmetic': (script) => `: $((1 + $(${script}\n)0))`,
  'substitution in ((': (script) => `(( $(${script}\n)1 ))`,
  'substitution in let': (script) => `let "a=$(${script}\n)1"`,
  'substitution in [[': (script) => `[[ -n $(${script}\n) ]]`,
  'substitution in [': (script) => `[ "$(${script}\n)" = x ]`,
  'substitution in case': (script) => `case $(${script}\n) in *) ;; esac`,
  'substitution in a pattern of case': (script) => `case x in "$(${script}\n)") ;; esac`,
  'substitution in for': (script) => `for each in $(${script}\n) a; do :; done`,
  'substitution in for ((': (script) => `for ((i=$(${script}\n)0; i<1; i++)); do :; done`,
  'substitution in export': (script) => `export A="$(${script}\n)"`,
  'substitution in an assignment in front': (script) => `A=$(${script}\n) true`,
  'input process substitution': (script) => `cat <(${script}\n) >/dev/null`,
  'process substitution to while': (script) => `while read -r l; do :; done < <(${script}\n)`,
  'subscript evaluated by ((': oneLine((script) => (/[\]']/.test(script) ? undefined : `x='a[$(${script})]'; ((x))`)),
  'subscript evaluated by [[ -eq': oneLine((script) =>
    /[\]']/.test(script) ? undefined : `x='a[$(${script})0]'; [[ $x -eq 0 ]]`,
  ),
  'subscript evaluated by test -v': oneLine((script) =>
    /[\]']/.test(script) ? undefined : `test -v 'a[$(${script})0]'`,
  ),
  'subscript evaluated by printf -v': oneLine((script) =>
    /[\]']/.test(script) ? undefined : `printf -v 'a[$(${script})0]' x`,
  ),
  'subscript evaluated by read': oneLine((script) =>
    /[\]']/.test(script) ? undefined : `read 'a[$(${script})0]' <<< x`,
  ),
  'subscript evaluated by unset': oneLine((script) =>
    /[\]']/.test(script) ? undefined : `a=(1); unset 'a[$(${script})0]'`,
  ),
  'subscript evaluated by declare -i': oneLine((script) =>
    /[\]']/.test(script) ? undefined : `declare -i y='a[$(${script})0]'`,
  ),
  'subscript evaluated in ${:}': oneLine((script) =>
    /[\]']/.test(script) ? undefined : `x='a[$(${script})0]'; y=z; : "\${y:x}"`,
  ),
  'subscript evaluated by indirection': oneLine((script) =>
    /[\]']/.test(script) ? undefined : `x='a[$(${script})0]'; : "\${!x}"`,
  ),
  'prompt evaluated': oneLine((script) => (/['!\\]/.test(script) ? undefined : `x='$(${script})'; : "\${x@P}"`)),
} as const satisfies Readonly<Record<string, ScriptDisguise>>;
