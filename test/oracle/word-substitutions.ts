import { backquoted, single } from '../properties/quoting.ts';
import { home, project } from './machine.ts';
import type { WordDisguise } from './disguise.ts';

const plain = /^[\w./@:=+-]+$/;
const rot13 = (text: string): string =>
  text.replace(/[a-z]/gi, (each) =>
    String.fromCodePoint((each.codePointAt(0) ?? 0) + (each.toLowerCase() < 'n' ? 13 : -13)),
  );
const hex = (text: string): string => Buffer.from(text).toString('hex');
const base64 = (text: string): string => Buffer.from(text).toString('base64');
const reversed = (text: string): string => [...text].toReversed().join('');

/** The output of a command in the place of the word. */
const output =
  (command: (text: string) => string): WordDisguise =>
  (text) =>
    `"$(${command(text)})"`;
/** The same for a text that means nothing to the program that makes it. */
const plainOutput =
  (command: (text: string) => string): WordDisguise =>
  (text) =>
    plain.test(text) ? `"$(${command(text)})"` : undefined;
/** A way to name the program only. */
const program =
  (word: (name: string) => string | undefined): WordDisguise =>
  (text) =>
    /^[a-z][\w.-]*$/.test(text) ? word(text) : undefined;

/** Ways to compute a word: the output of programs, expansions of paths, braces (bash "Shell Expansions"). */
export const substitutions = {
  echo: plainOutput((text) => `echo ${text}`),
  'echo -n': plainOutput((text) => `echo -n ${text}`),
  'echo -e': output(
    (text) => `echo -e '${[...Buffer.from(text)].map((byte) => String.raw`\x${byte.toString(16)}`).join('')}'`,
  ),
  'echo -e with octal': output(
    (text) => `echo -e '${[...Buffer.from(text)].map((byte) => `\\0${byte.toString(8)}`).join('')}'`,
  ),
  'echo, unquoted': (text) => (plain.test(text) ? `$(echo ${text})` : undefined),
  backquotes: (text) => (plain.test(text) ? `\`echo ${text}\`` : undefined),
  'backquotes in backquotes': (text) =>
    plain.test(text) ? `\`echo ${backquoted(`echo ${text}`).replace(/[\\`]/g, String.raw`\$&`)}\`` : undefined,
  'substitution in a substitution': plainOutput((text) => `echo "$(echo "$(echo ${text})")"`),
  printf: output((text) => `printf %s ${single(text)}`),
  'printf of pieces': (text, random) => `"$(printf %s ${random.cut(text).map(single).join(' ')})"`,
  'printf of a format': (text, random) =>
    text.includes('%')
      ? undefined
      : `"$(printf '${random
          .cut(text)
          .map(() => '%s')
          .join('')}' ${random.cut(text).map(single).join(' ')})"`,
  'printf of octal': output(
    (text) => `printf '${[...Buffer.from(text)].map((byte) => `\\${byte.toString(8).padStart(3, '0')}`).join('')}'`,
  ),
  'printf of hexadecimal': output(
    (text) =>
      `printf '${[...Buffer.from(text)].map((byte) => String.raw`\x${byte.toString(16).padStart(2, '0')}`).join('')}'`,
  ),
  'cat of a here-string': output((text) => `cat <<< ${single(text)}`),
  'cat of a here-document': output((text) => `cat <<'EOT'\n${text}\nEOT\n`),
  'here-document with tabs': output((text) => `cat <<-EOT\n\t${text}\n\tEOT\n`),
  'base64 -d': output((text) => `echo ${base64(text)} | base64 -d`),
  'base64 --decode of a here-string': output((text) => `base64 --decode <<< ${base64(text)}`),
  'base64 twice': output((text) => `echo ${base64(base64(text))} | base64 -d | base64 -d`),
  base32: output((text) => `echo -n ${single(text)} | base32 | base32 -d`),
  'xxd -r': output((text) => `echo ${hex(text)} | xxd -r -p`),
  'xxd -r -ps of a here-string': output((text) => `xxd -r -ps <<< ${hex(text)}`),
  rev: output((text) => `echo ${single(reversed(text))} | rev`),
  'rev of a here-string': output((text) => `rev <<< ${single(reversed(text))}`),
  'tr of ROT13': output((text) => `echo ${single(rot13(text))} | tr 'A-Za-z' 'N-ZA-Mn-za-m'`),
  'tr of case': (text) =>
    text === text.toLowerCase() ? `"$(echo ${single(text.toUpperCase())} | tr A-Z a-z)"` : undefined,
  'tr of classes': (text) =>
    text === text.toLowerCase() ? `"$(tr '[:upper:]' '[:lower:]' <<< ${single(text.toUpperCase())})"` : undefined,
  'tr -d': output((text) => `echo ${single([...text].join('~'))} | tr -d '~'`),
  'tr -s': (text) =>
    /(.)\1/.test(text)
      ? undefined
      : `"$(echo ${single([...text].map((each) => each + each).join(''))} | tr -s '[:print:]')"`,
  'sed s': output((text) => `echo ${single(`${text.slice(0, 1)}QQ${text.slice(1)}`)} | sed s/QQ//`),
  'sed s globally': output((text) => `echo ${single([...text].join('QQ'))} | sed -e 's/QQ//g'`),
  'sed with groups': output((text) => `sed -E 's/^Q(.*)Q$/\\1/' <<< ${single(`Q${text}Q`)}`),
  'sed -n p': output((text) => `printf '%s\\n' a ${single(text)} b | sed -n 2p`),
  'sed y': (text) =>
    /[xyz]/i.test(text) || !/[a-c]/.test(text)
      ? undefined
      : `"$(echo ${single(text.replace(/[abc]/g, (each) => ({ a: 'x', b: 'y', c: 'z' })[each] ?? each))} | sed y/xyz/abc/)"`,
  'cut -d': output((text) => `echo ${single(`a|${text}|b`)} | cut -d '|' -f 2`),
  'cut -c': output((text) => `echo ${single(`ab${text}cd`)} | cut -c 3-${text.length + 2}`),
  'cut -b': output((text) => `cut -b 2- <<< ${single(`x${text}`)}`),
  'head -n': output((text) => `printf '%s\\n' ${single(text)} b c | head -n 1`),
  'head -c': output((text) => `echo ${single(`${text}abc`)} | head -c ${text.length}`),
  'tail -n': output((text) => `printf 'a\\n%s\\n' ${single(text)} | tail -1`),
  'tail -c': output((text) => `printf %s ${single(`abc${text}`)} | tail -c ${text.length}`),
  tac: output((text) => `printf '%s\\n' ${single(text)} b | tac | tail -n 1`),
  sort: plainOutput((text) => `printf '%s\\n' zzzz ${text} | sort | head -1`),
  uniq: output((text) => `printf '%s\\n' ${single(text)} ${single(text)} | uniq`),
  paste: (text, random) => `"$(printf '%s\\n' ${random.cut(text).map(single).join(' ')} | paste -sd '')"`,
  fold: plainOutput((text) => `echo ${text} | fold -w 1 | tr -d '\\n'`),
  grep: output((text) => `printf '%s\\n' aaaa ${single(text)} | grep -v aaaa`),
  'grep -o': plainOutput((text) => `echo '<${text}>' | grep -o '[^<>]*'`),
  'awk print': output((text) => `echo ${single(`a|${text}|b`)} | awk -F'|' '{print $2}'`),
  'awk of a literal': plainOutput((text) => `awk 'BEGIN{print "${text}"}'`),
  'awk printf of codes': output(
    (text) => `awk 'BEGIN{printf "%c%s", ${Buffer.from(text)[0]}, ${JSON.stringify(text.slice(1))}}'`,
  ),
  'perl print': plainOutput((text) => `perl -e 'print "${text.replaceAll('@', String.raw`\@`)}"'`),
  'perl reverse': plainOutput(
    (text) => `perl -e 'print scalar reverse "${reversed(text).replaceAll('@', String.raw`\@`)}"'`,
  ),
  'perl pack': output((text) => `perl -e 'print pack("H*", "${hex(text)}")'`),
  'python print': output((text) => `python3 -c 'print(${JSON.stringify(text)})'`),
  'python of codes': output((text) => `python3 -c 'print("".join(map(chr,[${[...Buffer.from(text)].join(',')}])))'`),
  'python base64': output((text) => `python3 -c 'import base64;print(base64.b64decode("${base64(text)}").decode())'`),
  'node print': output((text) => `node -p ${single(JSON.stringify(text))}`),
  'openssl base64': output((text) => `echo ${base64(text)} | openssl base64 -d`),
  tee: output((text) => `echo ${single(text)} | tee /dev/null`),
  'perl concatenation': plainOutput((text) =>
    `perl -e 'print "${text.slice(0, 1)}"."${text.slice(1)}"'`.replaceAll('@', String.raw`\@`),
  ),
  'perl of ordinals': output((text) => `perl -e 'print map { chr } (${[...Buffer.from(text)].join(',')})'`),
  'perl tr': output(
    (text) =>
      `perl -e '$_=${JSON.stringify(rot13(text))
        .replaceAll('@', String.raw`\@`)
        .replaceAll('$', String.raw`\$`)}; tr/A-Za-z/N-ZA-Mn-za-m/; print'`,
  ),
  'perl MIME::Base64': output((text) => `perl -MMIME::Base64 -e 'print decode_base64("${base64(text)}")'`),
  'python hex': output((text) => `python3 -c 'print(bytes.fromhex("${hex(text)}").decode(),end="")'`),
  'python reversed': plainOutput((text) => `python3 -c 'print("${reversed(text)}"[::-1])'`),
  'python rot13': output(
    (text) => `python3 -c 'import codecs; print(codecs.decode(${JSON.stringify(rot13(text))}, "rot13"))'`,
  ),
  'python of an argument': output((text) => `python3 -c 'import sys; print(sys.argv[1])' ${single(text)}`),
  'python translate': output((text) => `python3 -c 'print(${JSON.stringify(text)}.translate({1: 2}))'`),
  'ruby print': plainOutput((text) => `ruby -e 'print "${reversed(text)}".reverse'`),
  'ruby pack': output((text) => `ruby -e 'print ["${hex(text)}"].pack("H*")'`),
  'node of codes': output((text) => `node -e 'console.log(String.fromCharCode(${[...Buffer.from(text)].join(',')}))'`),
  'node Buffer': output((text) => `node -p 'Buffer.from("${base64(text)}", "base64").toString()'`),
  'php strrev': plainOutput((text) => `php -r 'echo strrev("${reversed(text)}");'`),
  'php base64': output((text) => `php -r 'echo base64_decode("${base64(text)}");'`),
  'lua print': plainOutput((text) => `lua -e 'print(("${reversed(text)}"):reverse())'`),
  'awk substr': plainOutput((text) => `awk 'BEGIN{print substr("xx${text}yy", 3, ${text.length})}'`),
  'awk tolower': (text) =>
    text === text.toLowerCase() && plain.test(text)
      ? `"$(awk 'BEGIN{print tolower("${text.toUpperCase()}")}')"`
      : undefined,
  'awk of fields': plainOutput((text) => `echo 'a b ${text}' | awk '{print $NF}'`),
  'gzip and back': output((text) => `printf %s ${single(text)} | gzip | gunzip`),
  'bzip2 and back': output((text) => `printf %s ${single(text)} | bzip2 | bzcat`),
  'iconv and back': output((text) => `printf %s ${single(text)} | iconv -t UTF-16 | iconv -f UTF-16 -t UTF-8`),
  'openssl and back': output(
    (text) =>
      `printf %s ${single(text)} | openssl enc -aes-128-cbc -k x -pbkdf2 -a | openssl enc -d -aes-128-cbc -k x -pbkdf2 -a`,
  ),
  uudecode: output((text) => `printf %s ${single(text)} | uuencode -m x | uudecode -o /dev/stdout`),
  basenc: output((text) => `basenc -d --base16 <<< ${hex(text).toUpperCase()}`),
  'xxd -r of a dump': output((text) => `printf %s ${single(text)} | xxd | xxd -r`),
  'od and back': plainOutput((text) => `printf %s ${text} | od -An -tx1 | tr -d ' \\n' | xxd -r -p`),
  bc: (text) => (/^[1-9]\d*$/.test(text) ? `"$(echo '${Number(text) + 5}-5' | bc)"` : undefined),
  'expr substr': plainOutput((text) => `expr substr xx${text} 3 ${text.length}`),
  'date format': plainOutput((text) => `date +${text}`),
  'stat format': plainOutput((text) => `stat -c ${text} .`),
  'find -printf': plainOutput((text) => `find . -maxdepth 0 -printf ${text}`),
  'seq format': (text) => (/^[a-z]+$/.test(text) ? `"$(seq -f ${text}%.0f 1 1 | tr -d 1)"` : undefined),
  'shuf of one': output((text) => `shuf -n 1 <<< ${single(text)}`),
  'column -t': plainOutput((text) => `echo ${text} | column -t`),
  fmt: plainOutput((text) => `echo ${text} | fmt`),
  nl: plainOutput((text) => `echo ${text} | nl -w1 -s: | cut -d: -f2-`),
  expand: plainOutput((text) => `echo ${text} | expand`),
  strings: (text) => (plain.test(text) && text.length > 3 ? `"$(strings <<< ${text})"` : undefined),
  'comm of two': plainOutput((text) => `comm -12 <(echo ${text}) <(echo ${text})`),
  'paste of substitutions': (text, random) => {
    const [first = '', ...rest] = random.cut(text);
    return plain.test(text) && text.length > 1
      ? `"$(paste -d '' <(echo ${single(first)}) <(echo ${single(rest.join(''))}))"`
      : undefined;
  },
  'cat of a process substitution': output((text) => `cat <(printf '%s\\n' ${single(text)})`),
  'git config value': output((text) => `git config x.y ${single(text)}; git config x.y`),
  'timeout in a substitution': output((text) => `timeout 2 printf %s ${single(text)}`),
  'sh in a substitution': output((text) => `printf '%s\\n' ${single(text)} | sh -c cat`),
  'busybox in a substitution': plainOutput((text) => `busybox echo ${text}`),
  'here-string to a shell in a substitution': plainOutput((text) => `bash <<< 'echo ${text}'`),
  'exit trap in a substitution': output((text) => `trap ${single(`printf %s ${single(text)}`)} EXIT`),
  'errors of a substitution': output((text) => `{ printf %s ${single(text)} >&2; } 2>&1`),
  'descriptor juggling in a substitution': output((text) => `{ printf %s ${single(text)} >&3; } 3>&1`),
  'alias printed': (text, random) => {
    const name = random.name();
    return plain.test(text)
      ? { before: `alias ${name}=${text}`, word: `"$(alias ${name} | cut -d"'" -f2)"` }
      : undefined;
  },
  'dirs -l': (text) => (text === '/usr' || text === '/etc' ? `"$(cd ${text}; dirs -l +0)"` : undefined),
  jq: output((text) => `jq -rn ${single(JSON.stringify(text))}`),
  'bash in a substitution': plainOutput((text) => `bash -c 'echo ${text}'`),
  'eval in a substitution': plainOutput((text) => `eval 'echo ${text}'`),
  'function in a substitution': (text, random) => {
    const name = random.name();
    return { before: `${name}() { echo ${single(text)}; }`, word: `"$(${name})"` };
  },
  'several commands in a substitution': (text, random) =>
    `"$(${random
      .cut(text)
      .map((piece) => `printf %s ${single(piece)}`)
      .join('; ')})"`,
  'loop in a substitution': (text, random) =>
    `"$(for i in ${random.cut(text).map(single).join(' ')}; do printf %s "$i"; done)"`,
  'xargs in a substitution': plainOutput((text) => `echo ${text} | xargs echo`),
  'env in a substitution': output((text) => `X=${single(text)} bash -c 'echo "$X"'`),
  'printenv of a variable': output((text) => `X=${single(text)} printenv X`),
  basename: program((name) => `$(basename /a/b/${name})`),
  'basename with a suffix': program((name) => `$(basename /a/${name}.sh .sh)`),
  dirname: (text) =>
    plain.test(text) && !text.endsWith('/') && !text.includes('//') ? `"$(dirname ${text}/x)"` : undefined,
  'command -v': program((name) => `$(basename "$(command -v ${name})")`),
  'one letter out of a range': (text) => {
    const at = text.search(/[a-z]/);
    const letter = text[at] ?? '';
    return at < 0 || !plain.test(text) ? undefined : `${text.slice(0, at)}{${letter}..${letter}}${text.slice(at + 1)}`;
  },
  'empty expansions inside': (text, random) =>
    plain.test(text) && text.length > 1
      ? random
          .cut(text)
          .join(
            random.pick(['$@', '${nothing}', '$(true)', '``', '$*', '${x[@]}', '${nothing:-}', '$(: hidden)', '$1']),
          )
      : undefined,
  'empty expansions around': (text, random) =>
    plain.test(text) ? `${random.pick(['$nothing', '$@', '$(:)', '${nothing+no}'])}${text}` : undefined,
  'arithmetic for digits': (text) =>
    /[1-9]\d/.test(text) && plain.test(text)
      ? text.replace(/[1-9]\d+/, (digits) => `$((${Number(digits) - 7} + 7))`)
      : undefined,
  'old arithmetic for digits': (text) =>
    /[1-9]/.test(text) && plain.test(text) ? text.replace(/[1-9]/, (digit) => `$[${Number(digit) + 3}-3]`) : undefined,
  'slash out of HOME': (text) =>
    text.includes('/') && plain.test(text) ? text.replaceAll('/', '${HOME:0:1}') : undefined,
  'slash out of PWD': (text) =>
    text.includes('/') && plain.test(text) ? text.replace('/', '${PWD%%[a-z]*}') : undefined,
  tilde: (text) => (text === home || text.startsWith(`${home}/`) ? `~${text.slice(home.length)}` : undefined),
  'tilde of a user': (text) =>
    plain.test(text) && (text === home || text.startsWith(`${home}/`)) ? `~dev${text.slice(home.length)}` : undefined,
  'tilde of the directory': (text) =>
    text === project || text.startsWith(`${project}/`) ? `~+${text.slice(project.length)}` : undefined,
  $HOME: (text) => (text.startsWith(home) ? `"$HOME"${text.slice(home.length)}` : undefined),
  '${PWD%/*}': (text) => (text.startsWith(home) ? `"\${PWD%/*}"${text.slice(home.length)}` : undefined),
  'the directory before': (text, random) =>
    text === '/' || text === home || text === '/usr' || text === '/etc'
      ? { before: `cd ${text}; cd - >/dev/null`, word: random.pick(['"$OLDPWD"', '~-']) }
      : undefined,
  '$(pwd)': (text) =>
    text === '/' || text === '/usr' || text === '/etc' || text === home ? `"$(cd ${text} && pwd)"` : undefined,
  'bracket glob': (text) =>
    /^\/(?:usr|etc|home)/.test(text) && plain.test(text) ? text.replace(/([a-z])(\/?)$/, '[$1]$2') : undefined,
  'question mark glob': (text) =>
    /^\/(?:usr|etc|home)/.test(text) && plain.test(text) ? text.replace(/[a-z](\/?)$/, '?$1') : undefined,
  'star glob': (text) =>
    /^\/(?:usr|etc|home)/.test(text) && plain.test(text) ? text.replace(/[a-z](\/?)$/, '*$1') : undefined,
  'class glob': (text) =>
    /^\/(?:usr|etc|home)/.test(text) && plain.test(text) ? text.replace(/[a-z](\/?)$/, '[[:lower:]]$1') : undefined,
  'absolute path': program((name) => `/usr/local/bin/${name}`),
  'absolute path elsewhere': program((name) => `/usr/bin/${name}`),
  '/sbin': program((name) => `/sbin/${name}`),
  'path with dots': program((name) => `/usr/lib/../local/./bin//${name}`),
  'relative path': program((name) => `../../../usr/local/bin/${name}`),
  'path by globs': program((name) => `/usr/local/bin/${name.slice(0, -1)}[${name.slice(-1)}]`),
  'path by question marks': program((name) => `/usr/lo?al/b?n/${name.slice(0, 1)}?${name.slice(2)}`),
  'path by a star': program((name) => `/usr/loc*/bin/${name.slice(0, -1)}*`),
  'path out of PATH': program((name) => `"\${PATH%%:*}"/${name}`),
  'path by which': program((name) => `"$(which ${name})"`),
  'path by command -v': program((name) => `$(command -v ${name})`),
  'path by type -P': program((name) => `$(type -P ${name})`),
  'path by realpath': program((name) => `$(realpath /usr/local/bin/${name})`),
  'path by ls': program((name) => `$(ls /usr/local/bin/${name})`),
  'path by compgen': program((name) => `$(compgen -c ${name} | head -n 1)`),
  'path by printf of globs': program((name) => `$(printf %s /usr/local/bin/${name.slice(0, -1)}?)`),
  'path by find': program((name) => `$(find /usr/local/bin -name ${name})`),
  'path in a directory variable': (text, random) => {
    const name = random.name();
    return program((each) => each)(text, random) === undefined
      ? undefined
      : { before: `${name}=/usr/local/bin`, word: `$${name}/${text}` };
  },
  'link to the program': (text, random) =>
    /^[a-z][\w.-]*$/.test(text)
      ? {
          before: 'mkdir -p /tmp/b; ln -sf /usr/local/bin/* /tmp/b',
          word: `/tmp/b/${random.chance(2) ? text : `./${text}`}`,
        }
      : undefined,
  'remembered path': (text) =>
    /^[a-z][\w.-]*$/.test(text) ? { before: `hash -p /usr/local/bin/${text} ${text}`, word: text } : undefined,
} as const satisfies Readonly<Record<string, WordDisguise>>;
