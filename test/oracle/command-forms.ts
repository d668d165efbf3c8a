import { double, hereDocument, single } from '../properties/quoting.ts';
import type { CommandDisguise, Words } from './disguise.ts';

const line = ({ sources }: Words): string => sources.join(' ');
const quoted = (argv: readonly string[]): string => argv.map(single).join(' ');
/** Words that stay words when they are expanded without quotes. */
const splittable = (argv: readonly string[]): boolean => argv.every((word) => /^[\w./@%:=+-]+$/.test(word));

const whenPlain =
  (form: (text: string, words: Words) => string): CommandDisguise =>
  (words) =>
    splittable(words.argv) ? form(words.argv.join(' '), words) : undefined;

/** A word with the same text after one more expansion. */
const named =
  (form: (name: string, words: Words) => string): CommandDisguise =>
  (words, random) =>
    form(random.name(), words);

/** Ways for the shell itself to run a simple command (POSIX 2.9.1, bash "Simple Commands"). */
export const commandForms = {
  plain: line,
  'blanks and tabs': ({ sources }) => `  ${sources.join(' \t  ')}\t `,
  'line continuations between words': ({ sources }) => sources.join(' \\\n  '),
  'a redirection in front': (words, random) =>
    `${random.pick(['>/dev/null', '2>&1', '</dev/null', '&>/dev/null', '3>&1', '<<<x', '{fd}>/dev/null', '2>>/dev/null', '>| /dev/null'])} ${line(words)}`,
  'a redirection between': ({ sources: [first, ...rest] }, random) =>
    `${first} ${random.pick(['>/dev/null', '2>&-', '</dev/null', '<<< "a b"', '2>/dev/null 1>&2'])} ${rest.join(' ')}`,
  'a redirection without blanks': ({ sources: [first, ...rest] }) => `${first}>/dev/null ${rest.join(' ')}`,
  'an assignment in front': (words, random) =>
    `${random.pick(['A=1', 'A= B=2', "A='x y'", 'A=$(echo 1)', 'LANG=C LC_ALL=C', 'A+=1', 'A[1]=2', 'A=$HOME'])} ${line(words)}`,
  'assignments and redirections in front': (words) => `A=1 2>/dev/null B="$A" </dev/null ${line(words)}`,
  'a comment behind': (words) => `${line(words)} # --dry-run`,
  'a here-document behind': (words) => `${line(words)} <<EOT\nsome data\nEOT`,
  'an empty word in front': (words, random) =>
    `${random.pick(['$nothing', '$(true)', '$@', '``', '${x[@]}', '"$@"', '$*', '$(:) $(:)'])} ${line(words)}`,
  'a string, unquoted': whenPlain((text) => `go=${single(text)}; $go`),
  'a string in two parts': (words, random) => {
    if (!splittable(words.argv)) return undefined;
    const at = 1 + random.below(words.argv.length - 1);
    return `a=${single(words.argv.slice(0, at).join(' '))} b=${single(words.argv.slice(at).join(' '))}; $a $b`;
  },
  'a string in a default': whenPlain((text) => `\${nothing:-${text}}`),
  'a string in an alternative': whenPlain((text) => `\${HOME:+${text}}`),
  'a string of a loop': whenPlain((text) => `for go in ${single(text)}; do $go; done`),
  'an array': ({ argv }) => `go=(${quoted(argv)}); "\${go[@]}"`,
  'an array, unquoted': whenPlain((text) => `go=(${text}); \${go[*]}`),
  'an array of sources': ({ sources }) => `go=(${sources.join(' ')}); "\${go[@]}"`,
  'an array grown word by word': ({ argv }) =>
    `go=(); ${argv.map((word) => `go+=(${single(word)})`).join('; ')}; "\${go[@]}"`,
  'an array slice': ({ argv }) => `go=(a b ${quoted(argv)} c); "\${go[@]:2:${argv.length}}"`,
  'elements by number': ({ argv }) => `go=(${quoted(argv)}); ${argv.map((_, index) => `"\${go[${index}]}"`).join(' ')}`,
  'elements of a reversed array': ({ argv }) =>
    `go=(${quoted(argv.toReversed())}); ${argv.map((_, index) => `"\${go[${argv.length - 1 - index}]}"`).join(' ')}`,
  'indirect to an array': ({ argv }) => `go=(${quoted(argv)}); at='go[@]'; "\${!at}"`,
  'name reference to an array': ({ argv }) => `go=(${quoted(argv)}); declare -n at=go; "\${at[@]}"`,
  'a copied array': ({ argv }) => `go=(${quoted(argv)}); went=("\${go[@]}"); "\${went[@]}"`,
  'values of an associative array': ({ argv }) =>
    `declare -A go=(${argv.map((word, index) => `[k${index}]=${single(word)}`).join(' ')}); ${argv.map((_, index) => `"\${go[k${index}]}"`).join(' ')}`,
  'positional parameters': ({ argv }) => `set -- ${quoted(argv)}; "$@"`,
  'positional parameters, unquoted': whenPlain((text) => `set -- ${text}; $*`),
  'positional parameters one by one': ({ argv }) =>
    `set -- ${quoted(argv)}; ${argv.map((_, index) => `"\${${index + 1}}"`).join(' ')}`,
  'positional parameters after shift': ({ argv }) => `set -- a b c ${quoted(argv)}; shift; shift 2; "$@"`,
  'positional parameters collected': ({ argv }) =>
    `set --; ${argv.map((word) => `set -- "$@" ${single(word)}`).join('; ')}; "\${@}"`,
  braces: ({ argv }) => (argv.every((word) => /^[\w./@:=+-]+$/.test(word)) ? `{${argv.join(',')}}` : undefined),
  'braces of quoted words': ({ argv }) => (argv.length > 1 ? `{${argv.map(single).join(',')}}` : undefined),
  'braces for the arguments': ({ argv: [first = '', ...rest], sources }) =>
    rest.length > 1 && splittable(rest) ? `${sources[0] ?? first} {${rest.join(',')}}` : undefined,
  '$IFS between': ({ argv }) => (splittable(argv) ? argv.join('${IFS}') : undefined),
  'IFS of another character': ({ argv }) =>
    argv.some((word) => word.includes(',')) || argv.some((word) => /[*?[]/.test(word))
      ? undefined
      : `IFS=,; go=${single(argv.join(','))}; $go`,
  'IFS of another character in a substitution': ({ argv }) =>
    argv.some((word) => word.includes('|')) || argv.some((word) => /[*?[]/.test(word))
      ? undefined
      : `IFS='|'; $(echo ${single(argv.join('|'))})`,
  'eval of words': ({ argv }) => `eval ${argv.map((word) => single(single(word))).join(' ')}`,
  'eval of a string': ({ argv }) => `eval ${single(quoted(argv))}`,
  'eval of sources': (words) => `eval ${single(line(words))}`,
  'eval in double quotes': (words) => `eval ${double(line(words))}`,
  'eval of a variable': ({ argv }) => `go=${single(quoted(argv))}; eval "$go"`,
  'eval of quoted transformations': ({ argv }) => `go=(${quoted(argv)}); eval "\${go[@]@Q}"`,
  'eval of %q': ({ argv }) => `eval "$(printf '%q ' ${quoted(argv)})"`,
  'eval of declare -p': ({ argv }) =>
    `go=(${quoted(argv)}); text=$(declare -p go); unset go; eval "$text"; "\${go[@]}"`,
  'eval of echo': whenPlain((text) => `eval $(echo ${text})`),
  'eval twice': ({ argv }) => `eval eval ${single(single(quoted(argv)))}`,
  'eval by variable': ({ argv }) => `e=eval; $e ${single(quoted(argv))}`,
  'eval of pieces': ({ argv }, random) => {
    const pieces = random.cut(quoted(argv));
    return `${pieces.map((piece, index) => `p${index}=${single(piece)}`).join(' ')}; eval "${pieces.map((_, index) => `$p${index}`).join('')}"`;
  },
  'eval with a dash': ({ argv }) => `eval -- ${single(quoted(argv))}`,
  'substitution of the whole command': whenPlain((text) => `$(echo ${text})`),
  'backquotes of the whole command': whenPlain((text) => `\`echo ${text}\``),
  'substitution of the first words': ({ argv, sources }) =>
    splittable(argv.slice(0, 2)) ? `$(echo ${argv.slice(0, 2).join(' ')}) ${sources.slice(2).join(' ')}` : undefined,
  'substitution of the last words': ({ argv, sources }) =>
    splittable(argv.slice(1)) ? `${sources[0]} $(printf '%s ' ${argv.slice(1).join(' ')})` : undefined,
  'here-document as arguments': ({ argv, sources }) =>
    splittable(argv.slice(1)) ? `${sources[0]} $(cat <<EOT\n${argv.slice(1).join('\n')}\nEOT\n)` : undefined,
  function: named((name, words) => `${name}() { ${line(words)}; }; ${name}`),
  'function of arguments': named((name, { argv }) => `${name}() { "$@"; }; ${name} ${quoted(argv)}`),
  'function that adds the program': named(
    (name, { sources: [first, ...rest] }) => `${name}() { ${first} "$@"; }; ${name} ${rest.join(' ')}`,
  ),
  'function that adds the end': named(
    (name, { argv, sources }) =>
      `${name}() { "$@" ${single(argv.at(-1) ?? '')}; }; ${name} ${sources.slice(0, -1).join(' ')}`,
  ),
  'function with local variables': named(
    (name, { argv }) =>
      `${name}() { local p=$1; shift; local -a rest=("$@"); "$p" "\${rest[@]}"; }; ${name} ${quoted(argv)}`,
  ),
  'function that evaluates': named((name, { argv }) => `${name}() { eval "$1"; }; ${name} ${single(quoted(argv))}`),
  'function in another': named(
    (name, words) => `${name}a() { ${name}b "$@"; }; ${name}b() { "$@"; }; ${name}a ${words.sources.join(' ')}`,
  ),
  'function that defines another': named(
    (name, words) => `${name}a() { ${name}b() { ${line(words)}; }; }; ${name}a; ${name}b`,
  ),
  'function named as a harmless program': (words, random) => {
    const name = random.pick(['echo', 'ls', 'cd', 'true', 'cat', 'test', 'printf', 'make', 'npm', ':']);
    return name === words.argv[0] ? undefined : `${name}() { command ${line(words)}; }; ${name} anything`;
  },
  'exported function in another shell': named(
    (name, words) => `${name}() { ${line(words)}; }; export -f ${name}; bash -c ${name}`,
  ),
  alias: named((name, { argv }) => `shopt -s expand_aliases\nalias ${name}=${single(quoted(argv))}\n${name}`),
  'alias of the program': named(
    (name, { argv: [first = '', ...rest] }) =>
      `shopt -s expand_aliases\nalias ${name}=${single(single(first))}\n${name} ${quoted(rest)}`,
  ),
  'alias with a blank at its end': named(
    (name, { argv: [first = '', second = '', ...rest] }) =>
      `shopt -s expand_aliases\nalias ${name}=${single(`${single(first)} `)} ${name}b=${single(single(second))}\n${name} ${name}b ${quoted(rest)}`,
  ),
  'alias named as a harmless program': ({ argv }) => `shopt -s expand_aliases\nalias ls=${single(quoted(argv))}\nls`,
  'alias in BASH_ALIASES': named(
    (name, { argv }) => `shopt -s expand_aliases\nBASH_ALIASES[${name}]=${single(quoted(argv))}\n${name}`,
  ),
  'history of the last argument': ({ argv, sources }) =>
    `true ${single(argv.at(-1) ?? '')}; ${sources.slice(0, -1).join(' ')} "$_"`,
  'trap on exit': ({ argv }) => `trap ${single(quoted(argv))} EXIT`,
  'command read from input': (words) => hereDocument('while IFS= read -r go; do eval "$go"; done', quoted(words.argv)),
  'words read from input': whenPlain((text) => `echo ${single(text)} | while read -r a b; do $a $b; done`),
  'words read into an array': whenPlain((text) => `read -ra go <<< ${single(text)}; "\${go[@]}"`),
  'words by mapfile': ({ argv }) => `mapfile -t go < <(printf '%s\\n' ${quoted(argv)}); "\${go[@]}"`,
  'words by mapfile of a here-document': ({ argv }) => `${hereDocument('mapfile -t go', argv.join('\n'))}\n"\${go[@]}"`,
  'program of a case': ({ argv: [first = '', ...rest] }) =>
    `case $(uname) in Linux) p=${single(first)};; *) p=echo;; esac; "$p" ${quoted(rest)}`,
  'program by default': ({ argv: [first = '', ...rest] }) => `"\${PROGRAM:-${first}}" ${quoted(rest)}`,
  'command -v in front': ({ argv: [first = ''], sources }) => `command -v ${first} >/dev/null && ${sources.join(' ')}`,
} as const satisfies Readonly<Record<string, CommandDisguise>>;
