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
