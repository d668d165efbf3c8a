import type { Random } from '../oracle/random.ts';

/** Plain commands of every form there is. */
const plain = [
  'ls -la src',
  'cat README.md | head -n 5 | sort -k2 | uniq -c',
  'git log --oneline -5 -- src/a.ts 2>/dev/null',
  'git -C src status --short && git diff --stat HEAD~1 || true',
  'for f in a b; do echo "$f"; done',
  'for f in *.ts src/{a,b}.ts; do\n  wc -l "$f" >/dev/null 2>&1\ndone',
  'while read -r f; do echo "${f}x" ; done',
  'until test -f x; do sleep 1; done',
  'if [ -f x ]; then cat README.md; else echo no; fi',
  'if [ "$(pwd)" = "/tmp" ]; then ls; fi; ls',
  "find . \\( -name '*.ts' -o -name a \\) -print0 | xargs -0 wc -l",
  'echo "a $(git rev-parse HEAD) b" $? $HOME ~/x',
  'printf \'%s\\n\' "$PWD" | tr a b',
  "awk '{print $1}' README.md; sed -n '1,20p' README.md",
  'cd src && ls # a comment\n# another\nls \\\n  -l',
  "grep -rn 'foo|bar' src; jq .name package.json; date +%s",
  'echo $(ls $(pwd) | wc -l) a\\ b "a\\"b" \'c d\'',
  'ls {} {a,b}/c [a-z]* a?b ] = x=1 &>/dev/null',
] as const;

const keywords =
  'in do done then fi else elif if for while until case esac time function select coproc repeat ! { }'.split(' ');

/** What one letter, operator or keyword more makes of a command. */
const pieces = [
  ...'\'"\\$`(){}[]<>|&;!#=~*?@%^+,:-/. \t\n\r012ab_',
  ...`$( $(( $' $" $[ <<x <<< <( >( =( |& && || ;; ;& >& <& &> >| 2> >> 2>&1 >/dev/null #x {} {1..3} {a, (( [[ ()`.split(
    ' ',
  ),
  ...'"$f" $f ${f} $f[1] $f:h $PWD[1] $# $? $@ $* $1 $- $! $_ !! =ls x= -v -t %n'.split(' '),
  ...keywords.flatMap((keyword) => [` ${keyword} `, `;${keyword} `, `; ${keyword}`, `\n${keyword}\n`]),
  '\\\n',
  '${',
  ' #',
  ' # ',
  ' #)\n',
  '\n#',
  'x=1 ',
] as const;

/** A command that is plain but for a few letters, or still is. */
export function nearPlain(random: Random): string {
  let text: string = random.pick(plain);
  if (random.chance(4)) text = `${text}${random.pick(['; ', '\n', ' | ', ' && '])}${random.pick(plain)}`;
  for (let count = random.below(4); count > 0; count--) {
    const at = random.below(text.length + 1);
    const end = at + random.pick([0, 0, 0, 1, 1, 2, 5]);
    text = `${text.slice(0, at)}${random.chance(5) ? '' : random.pick(pieces)}${text.slice(end)}`;
  }
  return text;
}
