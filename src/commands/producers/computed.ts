import { textOf, type Hole, type Invocation, type Word } from '../../word.ts';
import { programName } from '../argv.ts';

// Programs that make text out of nothing but what the command hands them, where it hands them code or input: what they
// write is hidden from a reader of the command, not from its writer.
const interpreters = new Set(
  'python perl ruby node nodejs deno bun php lua awk gawk mawk nawk jq yq gojq bc dc m4 tclsh expect sed gsed ed ex vi vim bash sh dash zsh ksh mksh ash busybox ghc runghc guile emacs gs xsltproc'.split(
    ' ',
  ),
);
/** Programs that print their words, and what the shell is told of itself: aliases, traps, variables. */
const speakers = new Set(
  'echo printf seq expr numfmt factor true test [ : alias trap declare typeset local'.split(' '),
);
const decoders = new Set(
  'base64 base32 gbase64 gbase32 basenc xxd hexdump od openssl gzip gunzip zcat gzcat bzip2 bunzip2 bzcat xz unxz xzcat lzma unlzma zstd unzstd zstdcat lz4 brotli uudecode uncompress iconv recode tr rev cut paste fold fmt column col expand unexpand sort tac shuf tail head uniq nl pr rot13 caesar qprint numfmt factor crypt gpg uuencode compress ascii2uni base58 cat tee echo printf seq xargs env nice nohup timeout stdbuf command builtin eval true test [ read : strings grep egrep fgrep rg dd comm join look colrm tsort pv diff xmllint pandoc'.split(
    ' ',
  ),
);

// Words in a program that say that it looks at something outside of it: files, the clock, chance, the machine, the network.
const looks =
  /\b(?:\w*VERSION|open|fopen|read\w*|stdin|STDIN|ARGF|gets|input|environ|getenv|ENV|ENVIRON|env|time|date|datetime|now|strftime|localtime|random|rand|srand|uuid\w*|secrets|urandom|platform|version\w*|uname|hostname|gethostname|socket|requests?|urlopen|urllib\.request|http\w*|fetch|import\s*\(|getcwd|cwd|path|Path|pathlib|glob|listdir|scandir|walk|File|Dir|IO|stat|exists|getpass|getuid|getpid|pid|pkgutil|importlib|site|sysconfig|sys\.(?:version|path|platform|prefix|executable|maxsize)|shutil|os\.(?!system)|fs|process\.(?!stdout)|load|file_get_contents|phpversion|ini_get|php_uname|curl|wget|cat|ls|git|find|getline)\b|<>|<STDIN>|\$\(|`/;
/** A word that is a program, rather than a word it is given. */
const isCode = /[\s(){};$<>`]/;
const loads = /require\s*\(?\s*['"][./]|import\s*\(/;

/**
 * Whether a hole stands for text that the command itself holds in a form that is not followed: written by an interpreter from
 * code in the command, or decoded from text in it. What files, variables of the environment, the clock or the network say is not;
 * where the call `wrote` files, what files say may be its own.
 */
function isComputed(hole: Hole, wrote: boolean): boolean {
  if (hole.hole !== 'unknown' || hole.output === undefined || hole.output.length === 0) return false;
  return hole.output.every((invocation) => standsAlone(invocation, 0, wrote));
}

/** Whether such text may also be anything: an option, the name of a file. Numbers and JSON are neither. */
export function mayBeAnything(hole: Hole, wrote: boolean): boolean {
  return isComputed(hole, wrote) && !(hole.hole === 'unknown' && (hole.output ?? []).every(isPlain));
}

function isPlain({ argv: [first, ...words] }: Invocation): boolean {
  const name = first === undefined ? '' : (programName(first) ?? '');
  if (!interpreters.has(plainName(name))) return false;
  const texts = words.map((word) => textOf(word) ?? '');
  // Without `-r` every string that jq writes is in quotes (jq manual, "--raw-output").
  if (/^(?:go)?jq$/.test(name)) return !texts.some((text) => /^-\w*[rj]|^--(?:raw|join)-output/.test(text));
  const code = texts.find((text) => /[^\w./=+-]/.test(text)) ?? '';
  if (
    /^(?:\s*import [\w, ]+[;\n])*\s*(?:print|console\.log)\((?:json\.dumps|JSON\.stringify)\([^;()]*(?:\([^()]*\)[^;()]*)*\)\)[\s;]*$/.test(
      code,
    )
  )
    return true;
  return (
    /^(?:python|perl|ruby|node|[gmn]?awk|bc|dc)/.test(name) && numeric().test(name === 'perl' ? code : lettered(code))
  );
}

/** A program that knows no text but numbers and what stands between them; in Perl a bare letter would be text. */
const numeric = (): RegExp =>
  new RegExp(
    `^(?:[\\d\\s.,;:+*/%^()<>=!?&|{}\\[\\]-]|[$@](?:[a-z_])\\b|\\b(?:${[
      'import|from|math|Math|print|puts|console|log|range|for|in|if|else|str|sum|int|float|round|ceil|floor|sqrt|pow|max|min|abs|PI|pi',
      'map|select|inspect|join|times|each|to_s|to_i|to_f|reduce|inject|BEGIN|printf|scale',
    ].join(
      '|',
    )})\\b|'${'(?:[\\s,;:]|\\\\n|%[-+ 0]*[\\d.]*[dfg])*'}'|"${'(?:[\\s,;:]|\\\\n|%[-+ 0]*[\\d.]*[dfg])*'}")*$`,
  );

/** The code with its variables of one letter as variables. */
function lettered(code: string): string {
  return code.replace(/\b[a-z]\b/g, '$$x');
}

/** `python3.12` is `python`. */
function plainName(name: string): string {
  return name.startsWith('python') || name.startsWith('lua') ? name.replace(/[\d.]+$/, '') : name;
}

function standsAlone(invocation: Invocation, depth: number, wrote: boolean): boolean {
  const [first, ...words] = invocation.argv;
  const name = first === undefined ? undefined : programName(first);
  if (name === undefined || depth > 8 || invocation.remote !== undefined) return false;
  if (!words.every((word) => isKnown(word, wrote))) return false;
  const fed = isFed(invocation, depth, wrote) || words.some(({ substitution }) => substitution !== undefined);
  if (interpreters.has(plainName(name))) {
    const code = words.map((word) => textOf(word) ?? '');
    const given =
      code.some((text) => /[^\w./=+-]/.test(text)) &&
      code.every((text) => !isCode.test(text) || (!loads.test(text) && !looks.test(withoutTexts(text))));
    // A file that stood there before the call is outside of it.
    if (!wrote && namesFile(name, code)) return false;
    return given && (fed || invocation.stdin.kind === 'inherited' || !reads(name, code));
  }
  if (speakers.has(name)) return true;
  if (printsItsFormat(name, words)) return true;
  return decoders.has(name) && fed;
}

/** Where a program is told the text it prints for each thing: `find -printf -d`, `date +@.env`, `git log --format=x`. */
const formats: Readonly<Record<string, RegExp>> = {
  find: /^-printf\0([^\0]*)/m,
  date: /^\+([^\0]*)/m,
  stat: /^(?:-c\0?|--format[=\0]|--printf[=\0])([^\0]*)/m,
  git: /^--(?:format|pretty)=(?:t?format:)?([^\0]*)/m,
};

/** Whether all that is printed stands in the command, as no directive but a line break or a percent sign is in the format. */
function printsItsFormat(name: string, words: readonly Word[]): boolean {
  const texts = words.map((word) => textOf(word) ?? '%');
  const at = Object.hasOwn(formats, name) ? formats[name] : undefined;
  const format = at?.exec(texts.join('\0\n').replaceAll(/^(-printf|-c|--format|--printf)\0\n/gm, '$1\0'))?.[1];
  return format !== undefined && !/%[^nt%]/.test(format);
}

/** Whether a filter is given a file behind its program: `awk '{print $2}' notes.txt`. */
function namesFile(name: string, words: readonly string[]): boolean {
  if (!/^(?:g?sed|[gmn]?awk|(?:go)?jq|yq|perl|ruby)$/.test(name)) return false;
  if (/awk$|^(?:perl|ruby)$/.test(name) && !reads(name, words)) return false;
  return words.filter((word) => !word.startsWith('-')).length > 1;
}

/** Whether an interpreter looks at its standard input where its code does not say so. */
function reads(name: string, words: readonly string[]): boolean {
  if (/^g?sed$/.test(name)) return true;
  const options = words.filter((word) => word.startsWith('-'));
  if (/^(?:[gmn]?awk)$/.test(name)) return !words.some((word) => /^\s*BEGIN\s*\{[^}]*\}\s*$/.test(word));
  if (/jq$|^yq$/.test(name)) return !options.some((option) => /^-[a-zA-Z]*n|^--null-input$/.test(option));
  if (/^(?:perl|ruby)$/.test(name)) return options.some((option) => /^-\w*[np]/.test(option));
  return !options.some((option) => /^-\w*[cerpE]$|^--(?:eval|print|run)$/.test(option));
}

/** Whether everything the command reads from its standard input is of the same kind. */
function isFed({ stdin }: Invocation, depth: number, wrote: boolean): boolean {
  switch (stdin.kind) {
    case 'text':
      return isKnown(stdin.text, wrote);
    case 'pipe':
      return stdin.from.length > 0 && stdin.from.every((from) => standsAlone(from, depth + 1, wrote));
    case 'file':
    case 'inherited':
      return false;
  }
}

function isKnown(word: Word, wrote: boolean): boolean {
  return word.parts.every((part) => typeof part === 'string' || isComputed(part, wrote));
}

function withoutTexts(code: string): string {
  return code.replace(/'(?:[^'\\\n]|\\[^])*'|"(?:[^"\\\n]|\\[^])*"/g, '""');
}
