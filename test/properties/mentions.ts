import { double, hereDocument, single } from './quoting.ts';

/** A command's text put where nothing runs it; `undefined` where the text cannot stand there. */
export type Mention = (text: string) => string | undefined;

const oneLine =
  (mention: (text: string) => string): Mention =>
  (text) =>
    text.includes('\n') ? undefined : mention(text);

/** Every way to say a command without running it, by name. */
export const mentions = {
  echo: (text) => `echo ${single(text)}`,
  'echo in double quotes': (text) => `echo ${double(text)}`,
  'echo of words': (text) => `echo "never run:" ${single(text)} "again"`,
  printf: (text) => `printf '%s\\n' ${single(text)}`,
  'ANSI-C quotes': (text) => `echo $'${text.replace(/[\\']/g, '\\$&').replaceAll('\n', '\\n')}'`,
  grep: (text) => `grep -rn ${single(text)} docs`,
  'grep -F': (text) => `grep -F -- ${single(text)} README.md`,
  'git grep': (text) => `git grep -n ${single(text)}`,
  'git log --grep': (text) => `git log --oneline --grep=${single(text)}`,
  'commit message': (text) => `git commit -m ${single(`Forbid ${text}`)}`,
  'commit message in double quotes': (text) => `git commit -am ${double(`docs: why not ${text}`)}`,
  'commit message from a here-document': (text) => hereDocument('git commit -F -', text),
  'commit message from a substitution': (text) => `git commit -m "$(${hereDocument('cat', text)}\n)"`,
  'tag message': (text) => `git tag -a v1 -m ${single(text)}`,
  'here-document to cat': (text) => hereDocument('cat', text),
  'here-document into a file nobody runs': (text) => hereDocument('cat > docs/notes.md', text),
  'here-document appended to a file': (text) => hereDocument('cat >> docs/notes.md', text),
  'here-document to tee': (text) => hereDocument('tee docs/notes.md', text, ' > /dev/null'),
  'echo into a file': (text) => `echo ${single(text)} >> docs/notes.md`,
  'here-string to wc': (text) => `wc -c <<< ${single(text)}`,
  'pipe to grep': (text) => `echo ${single(text)} | grep -c x`,
  'pipe to sed': (text) => `printf '%s' ${single(text)} | sed 's/a/b/' | sort | uniq -c`,
  comment: oneLine((text) => `# ${text}`),
  'comment behind a command': oneLine((text) => `ls -la # not ${text}`),
  'pull request': (text) => `gh pr create --draft --title fix --body ${single(text)}`,
  'python prints it': (text) => `python3 -c ${single(`print(${JSON.stringify(text)})`)}`,
  'node prints it': (text) => `node -e ${single(`console.log(${JSON.stringify(text)})`)}`,
  'jq makes JSON of it': (text) => `jq -n --arg text ${single(text)} '{text: $text}'`,
  'assigned to a variable nobody uses': (text) => `note=${single(text)}`,
  'exported in a variable nobody uses': (text) => `NOTE=${single(text)} npm test`,
  'body of a function nobody calls': (text) => `cleanup() {\n${text}\n}`,
  'after if false': (text) => `if false; then\n${text}\nfi`,
  'after exit': (text) => `exit 0\n${text}`,
  'after false and': (text) => `false && {\n${text}\n}`,
  'in a case that is not taken': (text) => `case a in b)\n${text}\n;; esac`,
  'in [[': (text) => `[[ "$1" == ${single(text)} ]]`,
  'in test': (text) => `test "$1" = ${single(text)} || echo other`,
  'case pattern': (text) => `case "$1" in ${single(text)}) echo found ;; esac`,
  'blastgate check': (text) => `blastgate check ${single(text)}`,
  'for over texts': (text) => `for text in ${single(text)} other; do echo "$text"; done`,
  'array of texts': (text) => `texts=(${single(text)}); echo "\${texts[0]}"`,
  'awk prints it': (text) => `awk -v text=${single(text)} 'BEGIN { print length(text) }'`,
  'name of a test': (text) => `npx vitest run -t ${single(text)}`,
  'argument of man': oneLine((text) => `man ${text.split(/\s/)[0]?.replace(/[^\w-]/g, '') || 'bash'}`),
} as const satisfies Readonly<Record<string, Mention>>;

export type MentionName = keyof typeof mentions;
