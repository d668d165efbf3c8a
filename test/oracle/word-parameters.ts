import { single } from '../properties/quoting.ts';
import type { WordDisguise } from './disguise.ts';

const junk = ['QQ', '@@', '--', 'xyz', '..', '#', '%'] as const;
const plain = /^[\w./@:=+-]+$/;
const identifier = /^[a-z_][a-z0-9_]*$/i;

/** Statements that set the variable, and the word that reads it. */
const set =
  (
    statement: (name: string, text: string) => string,
    read: (name: string) => string = (name) => `"$${name}"`,
  ): WordDisguise =>
  (text, random) => {
    const name = random.name();
    return { before: statement(name, text), word: read(name) };
  };

/** The same for a text that need not be quoted. */
const setPlain =
  (
    statement: (name: string, text: string) => string,
    read: (name: string) => string = (name) => `"$${name}"`,
  ): WordDisguise =>
  (text, random) =>
    plain.test(text) ? set(statement, read)(text, random) : undefined;

/** A default and its relations: a word that holds the text itself. */
const inline =
  (word: (name: string, text: string) => string): WordDisguise =>
  (text, random) =>
    /["\\$`{}]/.test(text) ? undefined : word(random.name(), text);

const swapped = (text: string): string =>
  [...text].map((each) => (each === each.toLowerCase() ? each.toUpperCase() : each.toLowerCase())).join('');

/** Ways to have a variable hold a word, and to read it (bash "Shell Parameter Expansion", "Arrays", "Bash Builtins"). */
export const parameters = {
  variable: set((name, text) => `${name}=${single(text)}`),
  'variable in braces, unquoted': setPlain(
    (name, text) => `${name}=${text}`,
    (name) => `\${${name}}`,
  ),
  'two variables': (text, random) => {
    if (text.length < 2) return undefined;
    const pieces = random.cut(text).map((piece) => [random.name(), piece] as const);
    return {
      before: pieces.map(([name, piece]) => `${name}=${single(piece)}`).join(' '),
      word: `"${pieces.map(([name]) => `\${${name}}`).join('')}"`,
    };
  },
  'variable grown by +=': (text, random) => {
    const name = random.name();
    return {
      before: random
        .cut(text)
        .map((piece) => `${name}+=${single(piece)}`)
        .join('; '),
      word: `"$${name}"`,
    };
  },
  'default :-': inline((name, text) => `"\${${name}:-${text}}"`),
  'default -': inline((name, text) => `"\${${name}-${text}}"`),
  'default :=': inline((name, text) => `"\${${name}:=${text}}"`),
  'default in a default': inline((name, text) => `"\${${name}:-\${${name}b-${text}}}"`),
  'assigned default': (text, random) => {
    const name = random.name();
    return /["\\$`{}]/.test(text) ? undefined : { before: `: "\${${name}=${text}}"`, word: `"$${name}"` };
  },
  'alternative :+': inline((_, text) => `"\${HOME:+${text}}"`),
  'alternative of a variable set here': (text, random) => {
    const name = random.name();
    return /["\\$`{}]/.test(text) ? undefined : { before: `${name}=1`, word: `"\${${name}:+${text}}"` };
  },
  'alternative +': inline((_, text) => `"\${PATH+${text}}"`),
  'error :?': set(
    (name, text) => `${name}=${single(text)}`,
    (name) => `"\${${name}:?not set}"`,
  ),
  indirect: (text, random) => {
    const [name, other] = [random.name(), random.name()];
    return { before: `${name}=${single(text)}; ${other}=${name}`, word: `"\${!${other}}"` };
  },
  'indirect to an element': (text, random) => {
    const [name, other] = [random.name(), random.name()];
    return { before: `${name}=(no ${single(text)}); ${other}='${name}[1]'`, word: `"\${!${other}}"` };
  },
  'name reference': (text, random) => {
    const [name, other] = [random.name(), random.name()];
    return { before: `${name}=${single(text)}; declare -n ${other}=${name}`, word: `"$${other}"` };
  },
  'assigned through a name reference': (text, random) => {
    const [name, other] = [random.name(), random.name()];
    return { before: `declare -n ${other}=${name}; ${other}=${single(text)}`, word: `"$${name}"` };
  },
  'array element': set(
    (name, text) => `${name}=(a ${single(text)} b)`,
    (name) => `"\${${name}[1]}"`,
  ),
  'last array element': set(
    (name, text) => `${name}=(a b ${single(text)})`,
    (name) => `"\${${name}[-1]}"`,
  ),
  'array without an index': set((name, text) => `${name}=(${single(text)} a b)`),
  'sparse array': set(
    (name, text) => `${name}=([7]=a [9]=${single(text)})`,
    (name) => `"\${${name}[4+5]}"`,
  ),
  'element by a variable': set(
    (name, text) => `${name}=(a b ${single(text)}); ${name}i=2`,
    (name) => `"\${${name}[${name}i]}"`,
  ),
  'element by arithmetic': set(
    (name, text) => `${name}=(a b ${single(text)}); ${name}i=0`,
    (name) => `"\${${name}[\${#${name}[@]}-1]}"`,
  ),
  'array slice': set(
    (name, text) => `${name}=(a b ${single(text)} c)`,
    (name) => `"\${${name}[@]:2:1}"`,
  ),
  'array element set alone': set(
    (name, text) => `${name}[3]=${single(text)}`,
    (name) => `"\${${name}[@]}"`,
  ),
  'array grown by +=': set(
    (name, text) => `${name}=(a); ${name}+=(${single(text)})`,
    (name) => `"\${${name}[1]}"`,
  ),
  'joined array': (text, random) => {
    const name = random.name();
    return { before: `${name}=(${random.cut(text).map(single).join(' ')})`, word: `"$(IFS=; echo "\${${name}[*]}")"` };
  },
  'associative array': set(
    (name, text) => `declare -A ${name}=([one]=a [two]=${single(text)})`,
    (name) => `"\${${name}[two]}"`,
  ),
  'associative array set later': set(
    (name, text) => `declare -A ${name}; ${name}[k e y]=${single(text)}`,
    (name) => `"\${${name}[k e y]}"`,
  ),
  'key of an associative array': set(
    (name, text) => `declare -A ${name}=([${single(text)}]=1)`,
    (name) => `"\${!${name}[@]}"`,
  ),
  'printf -v': set((name, text) => `printf -v ${name} %s ${single(text)}`),
  'printf -v of pieces': (text, random) => {
    const name = random.name();
    return { before: `printf -v ${name} %s ${random.cut(text).map(single).join(' ')}`, word: `"$${name}"` };
  },
  'printf -v of octal': set(
    (name, text) =>
      `printf -v ${name} '${[...Buffer.from(text)].map((byte) => `\\${byte.toString(8).padStart(3, '0')}`).join('')}'`,
  ),
  'printf -v of %b': set(
    (name, text) =>
      `printf -v ${name} %b '${[...Buffer.from(text)].map((byte) => String.raw`\x${byte.toString(16)}`).join('')}'`,
  ),
  'printf -v of an element': set(
    (name, text) => `printf -v '${name}[2]' %s ${single(text)}`,
    (name) => `"\${${name}[2]}"`,
  ),
  'read from a here-string': set((name, text) => `read -r ${name} <<< ${single(text)}`),
  'read without a name': (text) => ({ before: `read -r <<< ${single(text)}`, word: '"$REPLY"' }),
  'read of fields': setPlain((name, text) => `IFS=, read -r _ ${name} _ <<< a,${text},b`),
  'read of an array': setPlain(
    (name, text) => `read -ra ${name} <<< 'a ${text} b'`,
    (name) => `"\${${name}[1]}"`,
  ),
  'read to a delimiter': set((name, text) => `read -r -d '|' ${name} <<< ${single(`${text}|more`)}`),
  'read of so many characters': set(
    (name, text) => `IFS= read -r -N ${text.length} ${name} <<< ${single(`${text}more`)}`,
  ),
  'read from a here-document': set((name, text) => `read -r ${name} <<'EOT'\n${text}\nEOT\n`),
  'read from a process substitution': set((name, text) => `read -r ${name} < <(printf '%s\\n' ${single(text)})`),
  'read in a pipe with lastpipe off': (text, random) => {
    const name = random.name();
    return `"$(echo ${single(text)} | { read -r ${name}; echo "$${name}"; })"`;
  },
  'read from a descriptor': set((name, text) => `exec 5<<< ${single(text)}; read -r -u 5 ${name}; exec 5<&-`),
  'read from a file': set((name, text) => `echo ${single(text)} > /tmp/${name}; read -r ${name} < /tmp/${name}`),
  'file in a substitution': set(
    (name, text) => `echo ${single(text)} > ${name}.txt`,
    (name) => `"$(< ${name}.txt)"`,
  ),
  'cat of a file': set(
    (name, text) => `printf '%s\\n' a ${single(text)} > /tmp/${name}`,
    (name) => `"$(tail -n 1 /tmp/${name})"`,
  ),
  mapfile: set(
    (name, text) => `mapfile -t ${name} <<< ${single(`a\n${text}`)}`,
    (name) => `"\${${name}[1]}"`,
  ),
  'mapfile of one': set(
    (name, text) => `mapfile -t -s 1 -n 1 ${name} < <(printf '%s\\n' a ${single(text)} b)`,
    (name) => `"$${name}"`,
  ),
  readarray: set(
    (name, text) => `readarray -td , ${name} <<< ${single(`a,${text},b`)}`,
    (name) => `"\${${name}[1]}"`,
  ),
  substring: (text, random) => {
    const name = random.name();
    const before = random.pick(junk);
    return {
      before: `${name}=${single(`${before}${text}${random.pick(junk)}`)}`,
      word: `"\${${name}:${before.length}:${text.length}}"`,
    };
  },
  'substring from the end': set(
    (name, text) => `${name}=${single(`xyz${text}`)}`,
    (name) => `"\${${name}:3}"`,
  ),
  'negative substring': (text, random) => {
    const name = random.name();
    return { before: `${name}=${single(`ab${text}`)}`, word: `"\${${name}: -${text.length}}"` };
  },
  'letters out of an alphabet': (text, random) => {
    const name = random.name();
    const alphabet = [...new Set(`${text}abcxyz`)].toSorted().join('');
    return {
      before: `${name}=${single(alphabet)}`,
      word: `"${[...text].map((each) => `\${${name}:${alphabet.indexOf(each)}:1}`).join('')}"`,
    };
  },
  'prefix removed': (text, random) => {
    const name = random.name();
    return {
      before: `${name}=${single(`QQ${text}`)}`,
      word: `"\${${name}#${random.pick(['QQ', '??', 'Q?', '[Q]Q', 'Q[!z]'])}}"`,
    };
  },
  'longest prefix removed': setPlain(
    (name, text) => `${name}=${single(`a|b|${text}`)}`,
    (name) => `"\${${name}##*|}"`,
  ),
  'suffix removed': set(
    (name, text) => `${name}=${single(`${text}.bak`)}`,
    (name) => `"\${${name}%.bak}"`,
  ),
  'longest suffix removed': set(
    (name, text) => `${name}=${single(`${text}|a|b`)}`,
    (name) => `"\${${name}%%|*}"`,
  ),
  'one replaced': set(
    (name, text) => `${name}=${single(`${text.slice(0, 1)}QQ${text.slice(1)}`)}`,
    (name) => `"\${${name}/QQ/}"`,
  ),
  'all replaced': set(
    (name, text) => `${name}=${single([...text].join('Q'))}`,
    (name) => `"\${${name}//Q/}"`,
  ),
  'prefix replaced': (text, random) => {
    const name = random.name();
    const [first = '', ...rest] = random.cut(text);
    return /[\\&"$`{}]/.test(first)
      ? undefined
      : {
          before: `${name}=${single(`QQ${rest.join('')}`)}`,
          word: `"\${${name}/#QQ/${first.replaceAll('/', String.raw`\/`)}}"`,
        };
  },
  'suffix replaced': set(
    (name, text) => `${name}=${single(`${text}QQ`)}`,
    (name) => `"\${${name}/%QQ}"`,
  ),
  'replaced with what matched': set(
    (name, text) => `${name}=${single(text)}`,
    (name) => `"\${${name}/?/&}"`,
  ),
  'lower case': (text, random) =>
    text === text.toLowerCase()
      ? set(
          (name) => `${name}=${single(text.toUpperCase())}`,
          (name) => `"\${${name},,}"`,
        )(text, random)
      : undefined,
  'lower first letter': (text, random) =>
    /^[a-z]/.test(text)
      ? set(
          (name) => `${name}=${single(text.slice(0, 1).toUpperCase() + text.slice(1))}`,
          (name) => `"\${${name},}"`,
        )(text, random)
      : undefined,
  'upper case': (text, random) =>
    text === text.toUpperCase()
      ? set(
          (name) => `${name}=${single(text.toLowerCase())}`,
          (name) => `"\${${name}^^}"`,
        )(text, random)
      : undefined,
  'case swapped': set(
    (name, text) => `${name}=${single(swapped(text))}`,
    (name) => `"\${${name}~~}"`,
  ),
  'lower case transformation': (text, random) =>
    text === text.toLowerCase()
      ? set(
          (name) => `${name}=${single(text.toUpperCase())}`,
          (name) => `"\${${name}@L}"`,
        )(text, random)
      : undefined,
  'declared as lower case': (text, random) =>
    text === text.toLowerCase()
      ? set((name) => `declare -l ${name}=${single(text.toUpperCase())}`)(text, random)
      : undefined,
  'escapes transformation': set(
    (name, text) =>
      `${name}='${[...Buffer.from(text)].map((byte) => `\\${byte.toString(8).padStart(3, '0')}`).join('')}'`,
    (name) => `"\${${name}@E}"`,
  ),
  'prompt transformation': setPlain(
    (name, text) => `${name}='$(echo ${text})'`,
    (name) => `"\${${name}@P}"`,
  ),
  'quoting transformation': setPlain((name, text) => `${name}=${text}; eval ${name}="\${${name}@Q}"`),
  export: set((name, text) => `export ${name}=${single(text)}`),
  readonly: set((name, text) => `readonly ${name}=${single(text)}`),
  'declare with a computed name': setPlain((name, text) => `${name}n=${name}; declare "$${name}n=${text}"`),
  typeset: set((name, text) => `typeset -x ${name}; ${name}=${single(text)}`),
  'assigned by eval': set((name, text) => `eval ${single(`${name}=${single(text)}`)}`),
  'assigned in a function': set((name, text) => `${name}f() { ${name}=$1; }; ${name}f ${single(text)}`),
  'global from a function': set((name, text) => `${name}f() { declare -g ${name}=${single(text)}; }; ${name}f`),
  'assigned in a loop': (text, random) => {
    const name = random.name();
    return {
      before: `for ${name}p in ${random.cut(text).map(single).join(' ')}; do ${name}="$${name}$${name}p"; done`,
      word: `"$${name}"`,
    };
  },
  'reversed by a loop': setPlain(
    (name, text) =>
      `${name}s=${single([...text].toReversed().join(''))}; for ((${name}i=\${#${name}s}-1; ${name}i>=0; ${name}i--)); do ${name}+=\${${name}s:${name}i:1}; done`,
  ),
  'last value of a loop': set((name, text) => `for ${name} in a b ${single(text)}; do :; done`),
  'assigned in a case': set((name, text) => `case "$HOME" in /home/*) ${name}=${single(text)};; *) ${name}=no;; esac`),
  'assigned under a condition': set(
    (name, text) => `if [[ -d /usr ]]; then ${name}=${single(text)}; else ${name}=true; fi`,
  ),
  'assigned after &&': set((name, text) => `${name}=no; true && ${name}=${single(text)}`),
  'assigned by arithmetic condition': set((name, text) => `((1 + 1 == 2)) && ${name}=${single(text)}`),
  'assigned in a while read': set(
    (name, text) => `while read -r line; do ${name}=$line; done <<< ${single(`a\n${text}`)}`,
  ),
  'pattern match': set((name, text) => `[[ ${single(`<${text}>`)} =~ \\<(.*)\\> ]]; ${name}=\${BASH_REMATCH[1]}`),
  'last argument': (text) => ({ before: `: ${single(text)}`, word: '"$_"' }),
  'option argument': (text) => ({ before: `OPTIND=1; getopts x: opt -x ${single(text)}`, word: '"$OPTARG"' }),
  'names with a prefix': (text) => (identifier.test(text) ? { before: `${text}=1`, word: `\${!${text}@}` } : undefined),
  'positional parameter': (text) => ({ before: `set -- a ${single(text)}`, word: '"$2"' }),
  'last positional parameter': (text) => ({ before: `set -- a b ${single(text)}`, word: '"${!#}"' }),
  'slice of positional parameters': (text) => ({ before: `set -- a ${single(text)} b`, word: '"${@:2:1}"' }),
  'shifted positional parameter': (text) => ({ before: `set -- a b ${single(text)}; shift 2`, word: '"$@"' }),
  'set unquoted': setPlain(
    (name, text) => `${name}='a ${text}'; set -- $${name}`,
    () => '"$2"',
  ),
  IFS: setPlain(
    (name, text) => `IFS=,; ${name}=a,${text}; set -- $${name}; unset IFS`,
    () => '"$2"',
  ),
  'command in front of an assignment': set(
    (name, text) => `${name}=${single(text)} ${name}b=$${name}`,
    (name) => `"$${name}b"`,
  ),
  select: set((name, text) => `select ${name} in a ${single(text)}; do break; done <<< 2`),
  coproc: set((name, text) => `coproc echo ${single(text)}; read -r ${name} <&"\${COPROC[0]}"`),
  'array of characters joined': (text, random) => {
    const name = random.name();
    return /[\s*?[\]]/.test(text)
      ? undefined
      : {
          before: `${name}=(${[...text].map(single).join(' ')}); IFS=; ${name}="\${${name}[*]}"; unset IFS`,
          word: `"\${${name}}"`,
        };
  },
  'two-step name reference': (text, random) => {
    const [name, other, third] = [random.name(), random.name(), random.name()];
    return {
      before: `declare -n ${third}=${other} ${other}=${name}; ${name}=${single(text)}`,
      word: `"$${third}"`,
    };
  },
  'name reference as a parameter': (text, random) => {
    const name = random.name();
    return {
      before: `${name}f() { local -n ${name}r=$1; ${name}r=${single(text)}; }; ${name}f ${name}`,
      word: `"$${name}"`,
    };
  },
  'local seen by what is called': (text, random) => {
    const name = random.name();
    return {
      before: `${name}f() { local ${name}l=${single(text)}; ${name}g; }; ${name}g() { ${name}=$${name}l; }; ${name}f`,
      word: `"$${name}"`,
    };
  },
  'read -N in a loop': setPlain(
    (name, text) => `while IFS= read -rN1 ${name}c; do ${name}+=$${name}c; done < <(printf %s ${text})`,
  ),
  'read -d of NUL': set((name, text) => `IFS= read -r -d '' ${name} < <(printf '%s\\0' ${single(text)})`),
  'read into an element': set(
    (name, text) => `read -r '${name}[3]' <<< ${single(text)}`,
    (name) => `"\${${name}[3]}"`,
  ),
  'read with a prompt and a limit': set((name, text) => `read -r -p '?' -t 5 ${name} <<< ${single(text)}`),
  'mapfile with an origin': set(
    (name, text) => `mapfile -t -O 3 ${name} <<< ${single(text)}`,
    (name) => `"\${${name}[3]}"`,
  ),
  'mapfile with a callback': set(
    (name, text) => `${name}f() { ${name}=$2; }; mapfile -t -c 1 -C ${name}f ${name}a <<< ${single(text)}`,
  ),
  'mapfile of a descriptor': set((name, text) => `exec {${name}d}<<< ${single(text)}; mapfile -t -u $${name}d ${name}`),
  'getopts in a loop': set(
    (name, text) =>
      `OPTIND=1; while getopts 'x:y' ${name}o -y -x ${single(text)}; do case $${name}o in x) ${name}=$OPTARG;; esac; done`,
  ),
  'select over positional parameters': set(
    (name, text) => `set -- a ${single(text)}; select ${name}; do break; done <<< 2`,
  ),
  'case that falls through': set((name, text) => `case a in a) ${name}=no ;& b) ${name}=${single(text)};; esac`),
  'replaced from the front': set(
    (name, text) => `${name}=${single(`ab${text}`)}`,
    (name) => `"\${${name}/#ab}"`,
  ),
  'removed by a pattern list': (text, random) => {
    const name = random.name();
    return /^[xy]/.test(text)
      ? undefined
      : { before: `shopt -s extglob; ${name}=${single(`xyxy${text}`)}`, word: `"\${${name}##+([xy])}"` };
  },
  'names with a prefix, quoted': (text, random) => {
    const name = random.name();
    return identifier.test(text)
      ? { before: `${name}q${text}=1; ${name}a=("\${!${name}q@}")`, word: `"\${${name}a[0]#${name}q}"` }
      : undefined;
  },
  'indices of an array': (text, random) => {
    const name = random.name();
    return /^\d{1,4}$/.test(text) && !text.startsWith('0')
      ? { before: `${name}[${text}]=x`, word: `"\${!${name}[@]}"` }
      : undefined;
  },
  'length of an array': (text, random) => {
    const name = random.name();
    return /^[1-9]$/.test(text)
      ? { before: `${name}=(${'x '.repeat(Number(text))})`, word: `"\${#${name}[@]}"` }
      : undefined;
  },
  'associative array by a loop': set(
    (name, text) =>
      `declare -A ${name}m=([k]=${single(text)}); for ${name}k in "\${!${name}m[@]}"; do ${name}=\${${name}m[$${name}k]}; done`,
  ),
  'assignment transformation': set(
    (name, text) => `${name}x=${single(text)}; ${name}c=\${${name}x@A}; eval "\${${name}c/#${name}x/${name}}"`,
  ),
  'upper first letter': (text, random) =>
    /^[A-Z]/.test(text)
      ? set(
          (name) => `${name}=${single(text.slice(0, 1).toLowerCase() + text.slice(1))}`,
          (name) => `"\${${name}^}"`,
        )(text, random)
      : undefined,
  'process substitution by a descriptor': set(
    (name, text) => `exec 7< <(printf '%s\\n' ${single(text)}); read -r ${name} <&7; exec 7<&-`,
  ),
  'descriptor moved': set((name, text) => `exec 6<<< ${single(text)} 8<&6-; read -r -u 8 ${name}`),
  fifo: set(
    (name, text) => `mkfifo /tmp/${name}; echo ${single(text)} > /tmp/${name} & read -r ${name} < /tmp/${name}; wait`,
  ),
  'PIPESTATUS and others beside it': set((name, text) => `true | false; ${name}=\${PIPESTATUS[9]}${single(text)}`),
  'trap that assigns': set((name, text) => `trap ${single(`${name}=${single(text)}; trap - DEBUG`)} DEBUG; :`),
  'DEBUG trap by a function': set(
    (name, text) => `${name}f() { ${name}=${single(text)}; trap - USR1; }; trap ${name}f USR1; kill -USR1 $$`,
  ),
  'alias that assigns': set(
    (name, text) => `shopt -s expand_aliases\nalias ${name}a=${single(`${name}=${single(text)}`)}\n${name}a`,
  ),
  'declare -p read back': set(
    (name, text) =>
      `${name}x=${single(text)}; ${name}d=$(declare -p ${name}x); unset ${name}x; eval "$${name}d"; ${name}=$${name}x`,
  ),
  'exported to a shell': (text, random) => {
    const name = random.name();
    return { before: `export ${name}=${single(text)}`, word: `"$(sh -c 'printf %s "$${name}"')"` };
  },
  'unset and set again': set((name, text) => `${name}=no; unset ${name}; ${name}=${single(text)}`),
  'local of a caller': set((name, text) => `${name}=${single(text)}; ${name}f() { local ${name}=no; }; ${name}f`),
} as const satisfies Readonly<Record<string, WordDisguise>>;
