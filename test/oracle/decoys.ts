import { double, hereDocument, single } from '../properties/quoting.ts';
import type { ScriptDisguise } from './disguise.ts';
import { compounds } from './script-compounds.ts';
import { payloads } from './payloads.ts';
import { argvOf, plainly, scriptOf, wordDisguises, type Disguise } from './generate.ts';
import { Random } from './random.ts';

const oneLine =
  (decoy: (script: string) => string): ScriptDisguise =>
  (script) =>
    script.includes('\n') ? undefined : decoy(script);

/** Ways to have the text of a script as data, which nothing runs. */
export const dataPlaces = {
  'echo of one word': (script) => `echo ${single(script)}`,
  'echo in double quotes': (script) => `echo ${double(script)}`,
  'echo of words': (script) => (/^[\w./ @:=+-]+$/.test(script) ? `echo ${script}` : undefined),
  'printf of one word': (script) => `printf '%s\\n' ${single(script)}`,
  'printf of a sentence': (script) => `printf 'never run %s\\n' ${double(script)}`,
  'the null command': (script) => `: ${single(script)}`,
  'an argument of true': (script) => `true ${single(script)}`,
  comment: oneLine((script) => `# ${script}\ntrue`),
  'comment behind': oneLine((script) => `true # ${script}`),
  'comment between': oneLine((script) => `ls\n  # ${script}\npwd`),
  'grep pattern': (script) => `grep -F ${single(script)} README.md`,
  'grep pattern in many files': (script) => `grep -rnF -e ${single(script)} src docs`,
  'git grep pattern': (script) => `git grep -nF ${single(script)}`,
  'sed pattern': oneLine(
    (script) => (/[/\\&[\]*.^$]/.test(script) ? undefined : `sed -n ${single(`/${script}/p`)} README.md`) ?? '',
  ),
  'awk pattern': (script) =>
    `awk -v what=${single(script.replaceAll('\\', '/'))} 'index($0, what) { print NR }' README.md`,
  'commit message': (script) => `git commit --allow-empty -qm ${single(script)}`,
  'commit message in double quotes': (script) => `git commit --allow-empty -q -m "docs: explain" -m ${double(script)}`,
  'commit message of a here-document': (script) => `git commit --allow-empty -qm "$(${hereDocument('cat', script)}\n)"`,
  'commit message from input': (script) => hereDocument('git commit --allow-empty -q -F -', script),
  'tag message': (script) => `git tag -a v1 -m ${single(script)}`,
  'asked of the manual': (script) => `man -k ${single(script)} > /dev/null 2>&1`,
  'asked of apropos': (script) => `apropos ${double(script)} > /dev/null 2>&1 || true`,
  'asked of help': (script) => `help ${single(script)} > /dev/null 2>&1`,
  'asked of a program that helps': (script) => `git commit --help ${single(script)} > /dev/null 2>&1`,
  'branch log': (script) => `git log --oneline --grep=${single(script)}`,
  'here-document into a file': (script) => hereDocument('cat > notes.md', script),
  'here-document into cat': (script) => hereDocument('cat', script),
  'here-document into a file, below the command': (script) => hereDocument('cat', script, ' > docs/notes.md'),
  'here-document into tee': (script) => hereDocument('tee notes.md', script, ' > /dev/null'),
  'here-document into grep': (script) => hereDocument('grep -c x', script),
  'here-document into wc': (script) => hereDocument('wc -l', script),
  'here-string into cat': (script) => `cat <<< ${single(script)}`,
  'here-string into wc': (script) => `wc -c <<< ${double(script)}`,
  'appended to a file': (script) => `echo ${single(script)} >> docs/guide.md`,
  'written by printf': (script) => `printf '%s\\n' ${single(script)} > notes.txt && cat notes.txt`,
  'piped into a reader': (script) => `echo ${single(script)} | cat | head -n 3 | sort | wc -l`,
  'piped into a loop': (script) => `echo ${single(script)} | while IFS= read -r l; do echo "$l"; done`,
  'piped into base64': (script) => `echo ${single(script)} | base64`,
  'value of a variable': (script) => `text=${single(script)}; echo "$text"`,
  'value of an array': (script) => `texts=(a ${single(script)}); echo "\${#texts[@]}"`,
  'exported value': (script) => `export TEXT=${single(script)}; printenv TEXT | wc -l`,
  'value in front': (script) => `TEXT=${single(script)} ls`,
  'length of a value': (script) => `text=${single(script)}; echo \${#text}`,
  'compared by test': (script) => `[ "$HOME" = ${single(script)} ] || true`,
  'compared by [[': (script) => `[[ "$HOME" == ${single(script)} ]] || echo other`,
  'pattern of case': (script) => `case "$HOME" in ${single(script)}) echo same ;; *) echo other ;; esac`,
  'loop over texts': (script) => `for text in ${single(script)} b; do echo "$text"; done`,
  'argument of a function': (script) => `say() { echo "$1"; }; say ${single(script)}`,
  'function that nobody calls': (script) => `unused() {\n${script}\n}`,
  'function defined and described': (script) => `unused() {\n${script}\n}; type unused > /dev/null`,
  'alias that nobody uses': (script) => `alias unused=${single(script)}`,
  'if false': (script) => `if false; then ${script}\nfi`,
  'else of true': (script) => `if true; then :; else ${script}\nfi`,
  'while false': (script) => `while false; do ${script}\ndone`,
  'after false &&': (script) => `false && { ${script}\n}`,
  'after true ||': (script) => `true || { ${script}\n}`,
  'other branch of a case': (script) => `case a in b) ${script}\n;; esac`,
  'loop over nothing': (script) => `for i in; do ${script}\ndone`,
  'after exit': (script) => `exit 0\n${script}`,
  'read into a variable': oneLine((script) => `read -r text <<< ${single(script)}; echo "$text"`),
  'mapfile of a text': (script) => `mapfile -t lines <<< ${single(script)}; echo "\${#lines[@]}"`,
  'python literal': (script) => `python3 -c ${single(`print(${JSON.stringify(script)})`)}`,
  'python of a here-document': (script) =>
    `python3 - <<'PYTHON'\ntext = ${JSON.stringify(script)}\nprint(len(text))\nPYTHON`,
  'node literal': (script) => `node -e ${single(`console.log(${JSON.stringify(script)})`)}`,
  'jq argument': (script) => `jq -n --arg text ${single(script)} '{text: $text}'`,
  'basename of a text': oneLine((script) => `basename ${single(script)}`),
  'quoted by %q': (script) => `printf '%q\\n' ${single(script)}`,
  'message of a failing expansion': (script) => (/["\\$`{}']/.test(script) ? undefined : `(: "\${HOME:?${script}}")`),
  'trap that is taken back': (script) => `trap ${single(script)} EXIT; trap - EXIT`,
  'help and then nothing': (script) => `bash --help | grep -F -- ${single(script)} || true`,
  'file name': (script) => (/[/\n]/.test(script) || script.length > 200 ? undefined : `touch ${single(script)}; ls`),
  'pattern of find': (script) => (script.includes('\n') ? undefined : `find . -name ${single(script)}`),
  'expr match': (script) => `expr x${single(script)} : 'x.*' > /dev/null`,
  'diff of two texts': (script) => `diff <(echo ${single(script)}) <(echo b) || true`,
  'sort of a here-document': (script) => hereDocument('sort -u', script),
  'bash -n': (script) => `bash -n -c ${single(script)}`,
  'bash -n of input': (script) => `echo ${single(script)} | bash -n`,
  'date format': (script) => (script.includes('%') ? undefined : `date ${single(`+${script}`)}`),
  logger: (script) => `echo "$(date +%F) ${double(script).slice(1, -1)}" >> build.log`,
  xargs: oneLine((script) => `echo ${single(script.replace(/['"\\]/g, ' '))} | xargs echo`),
  'xargs grep': oneLine((script) => `ls README.md | xargs grep -lF -- ${single(script)}`),
  'find -exec grep': oneLine(
    (script) =>
      (script.includes('{}') ? undefined : `find src -name '*.ts' -exec grep -lF -- ${single(script)} {} +`) ?? '',
  ),
  'script written for later': (script) => `${hereDocument('cat > later.sh', script)}\nwc -l later.sh`,
  'issue body': (script) => `gh issue create --title 'It is dangerous' --body ${single(script)}`,
  'pull request body of a here-document': (script) =>
    `gh pr create --title x --body "$(${hereDocument('cat', script)}\n)"`,
  'pull request body in double quotes': (script) => `gh pr create --title "Explain" --body ${double(script)} --draft`,
} as const satisfies Readonly<Record<string, ScriptDisguise>>;

const placeNames = Object.keys(dataPlaces);
const wordNames = Object.keys(wordDisguises);
const around = [
  'group',
  'subshell',
  'if true',
  'else',
  'for',
  'while true',
  'case',
  'after &&',
  'after ||',
  'function',
  'first of a pipe',
  'background',
  'set -e',
  'after a comment',
  'time',
  'redirected group',
] as const satisfies readonly (keyof typeof compounds)[];
const bashAround: Readonly<Record<string, ScriptDisguise>> = {
  'bash -c': (script) => `bash -c ${single(script)}`,
  eval: (script) => `eval ${single(script)}`,
  'here-document into bash': (script) => hereDocument('bash', script),
};
const aroundNames = [...around, ...Object.keys(bashAround)];

/** A script that holds a payload as data only. */
export interface Decoy {
  readonly script: string;
  /** What stands where, for reports. */
  readonly title: string;
  readonly payload: string;
}

/** Decoys without end: a payload, sometimes disguised, as data, sometimes inside other constructs. */
export function* decoys(seed: number): Generator<Decoy> {
  const random = new Random(`decoys ${seed}`);
  for (let turn = 0; ; turn++) {
    const payload = random.pick(payloads);
    const spelling = random.below(payload.spellings.length);
    const plain: Disguise = {
      payload: payload.id,
      spelling,
      words: [],
      command: 'plain',
      scripts: [],
      seed: random.below(2 ** 31),
    };
    const words = argvOf(plain).map(() => (random.chance(4) ? random.pick(wordNames) : ''));
    const inner = random.chance(2) ? argvOf(plain).map(plainly).join(' ') : scriptOf({ ...plain, words });
    const place = placeNames[turn % placeNames.length] ?? '';
    if (inner === undefined) continue;
    let script = dataPlaces[place as keyof typeof dataPlaces](inner, random);
    const layers = Array.from({ length: random.below(3) }, () => random.pick(aroundNames));
    for (const layer of layers) {
      if (script === undefined || script === '') break;
      script = (bashAround[layer] ?? compounds[layer as keyof typeof compounds])(script, random);
    }
    if (script === undefined || script === '') continue;
    yield { script, title: [place, ...layers].join(' < '), payload: payload.id };
  }
}
