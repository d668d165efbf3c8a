import fc from 'fast-check';
import { Random } from '../oracle/random.ts';

const programs =
  `ls rm cat echo git eval bash sh source . cd export local declare read printf set shift test [ trap xargs
find sudo env exec command builtin alias unset mapfile getopts let tee sed awk grep python3 node perl curl kubectl psql
make npm docker ssh f g true false : exit return break continue wait jobs dd chmod mv cp ln tar seq yes head base64 tr
time sort`.split(/\s+/);
const operands =
  `-rf -r -c -e -n -- -i - ~ / . .. /tmp/x /etc/passwd .env src/a.ts *.js **/x {} + $ --force push origin main
HEAD 1 0 -1 x=1 a.sql @f %1 # ! ~root -delete -exec {a,b} {1..3} [a-z]* ? -o -name`.split(/\s+/);
const names = 'a x PATH HOME IFS @ * # ? 1 0 _ BASH_ENV arr f - $ !'.split(' ');
const assignable = 'a x PATH HOME IFS PROMPT_COMMAND arr LD_PRELOAD GIT_DIR RANDOM'.split(' ');

/** Scripts that use every construct of the bash manual's section 3, derived from its grammar; most of them parse. */
class Grammar {
  readonly #random: Random;
  #room: number;

  constructor(seed: number) {
    this.#random = new Random(seed);
    this.#room = 12 + this.#random.below(60);
  }

  /** One of the alternatives; the first, which goes no deeper, once the script is large enough. */
  #one(shallow: () => string, ...others: readonly (() => string)[]): string {
    this.#room -= 1;
    return this.#room < 0 ? shallow() : this.#random.pick([shallow, ...others])();
  }

  #pick(...texts: readonly string[]): string {
    return this.#random.pick(texts);
  }

  #list(most: number, by: string, make: () => string, least = 1): string {
    return Array.from({ length: least + this.#random.below(most - least + 1) }, make).join(by);
  }

  script = (): string => {
    let text = this.#command();
    for (let more = this.#random.below(this.#room > 0 ? 3 : 1); more > 0; more -= 1)
      text += this.#pick('; ', ' && ', ' || ', ' | ', ' |& ', ' & ', '\n', ' # c\n') + this.#command();
    return text;
  };

  #command = (): string =>
    this.#one(
      this.#simple,
      this.#simple,
      this.#simple,
      this.#compound,
      this.#compound,
      this.#hereDocument,
      this.#wrapped,
      this.#assignment,
    );

  #simple = (): string => {
    const words = [this.#random.chance(3) ? this.#word() : this.#random.pick(programs)];
    if (this.#random.chance(4)) words.unshift(this.#assignment());
    for (let more = this.#random.below(4); more > 0; more -= 1) words.push(this.#word());
    if (this.#random.chance(4)) words.push(this.#redirect());
    return words.join(' ');
  };

  #plain = (): string =>
    this.#pick(
      this.#random.pick(operands),
      this.#random.pick(programs),
      'ab_9./:,=@%+-'.slice(this.#random.below(10)),
      String(this.#random.below(2 ** 31) - 5),
    );

  #word = (): string =>
    this.#one(
      this.#plain,
      this.#plain,
      this.#plain,
      this.#parameter,
      this.#quoted,
      this.#substitution,
      this.#glob,
      this.#brace,
      () => this.#list(3, '', this.#word, 2),
    );

  #glob = (): string =>
    this.#pick('*', '?', '[a-c]', '[!x]', '[[:alpha:]]', '@(a|b)', '!(x)', '+(a)', '*(b|c)', '?(d)', '~', '~/x');

  #brace = (): string =>
    this.#one(
      () =>
        this.#pick(
          '{1..3}',
          '{a..e..2}',
          '{01..10}',
          '{3..1}',
          '{a,{b,c}}',
          '{}',
          '{1..1000000}',
          '{,x}',
          '{x',
          '{a,b}{c,d}',
        ),
      () => `{${this.#list(3, ',', this.#word, 2)}}`,
    );

  #parameter = (): string =>
    this.#one(
      () => `$${this.#random.pick(names)}`,
      () => `$${this.#random.pick(names)}`,
      () => `\${${this.#pick('', '', '!', '#')}${this.#random.pick(names)}${this.#operation()}}`,
      () => `\${!${this.#random.pick(assignable)}${this.#pick('@', '*')}}`,
    );

  #operation = (): string =>
    this.#one(
      () =>
        this.#pick('', '[@]', '[*]', '[0]', '[-1]', '[x]', '@Q', '@P', '@E', '@A', '@a', '@U', '@u', '@L', '@K', '@k'),
      () =>
        this.#pick(':-', '-', ':=', '=', ':+', '+', ':?', '?', '#', '##', '%', '%%', '^', '^^', ',', ',,') +
        this.#word(),
      () => `${this.#pick('/', '//', '/#', '/%')}${this.#word()}/${this.#word()}`,
      () => `:${this.#arithmetic()}${this.#random.chance(2) ? `:${this.#arithmetic()}` : ''}`,
      () => `[${this.#word()}]`,
    );

  #quoted = (): string =>
    this.#one(
      () => this.#pick('\\r\\m', '\\\n', '""', "''", '\\ ', '\\$x', "$'\\x72m'", "$'a\\'b\\u00e9\\0'", '$"x y"'),
      () => `"${this.#list(3, ' ', () => this.#one(this.#plain, this.#parameter, this.#substitution))}"`,
      () => `'${this.#list(3, ' ', this.#plain)}'`,
      () => single(this.script()),
    );

  #substitution = (): string =>
    this.#one(
      () => `$(${this.#simple()})`,
      () => `$(${this.script()})`,
      () => `\`${this.script().replace(/[\\`]/g, String.raw`\$&`)}\``,
      () => `$((${this.#arithmetic()}))`,
      () => `${this.#pick('<(', '>(')}${this.script()})`,
      () => `$(< ${this.#word()})`,
    );

  #arithmetic = (): string =>
    this.#one(
      () =>
        this.#pick('0', '1', '-3', 'x', 'a', 'arr', '16#ff', '0x1f', '010', '9223372036854775808', '1e3', 'a++', '08'),
      () =>
        this.#arithmetic() +
        this.#pick('+', '-', '*', '/', '%', '**', '<<', '&&', '||', ',', '==', '<', '=', '+=') +
        this.#arithmetic(),
      () => `${this.#arithmetic()}?${this.#arithmetic()}:${this.#arithmetic()}`,
      () => this.#pick('!', '-', '~', '++', '--') + this.#pick('a', 'x'),
      () => `${this.#pick('a', 'arr')}[${this.#arithmetic()}]`,
      () => `(${this.#arithmetic()})`,
      this.#parameter,
      this.#substitution,
    );

  #redirect = (): string =>
    this.#one(
      () => this.#pick('2>&1', '>&2', '<&-', '>&-', '3>&1', '1>&3-', '> /dev/null'),
      () => this.#pick('>', '>>', '<', '2>', '&>', '>|', '<>', '&>>', '3<', '{fd}>', '<<< ') + this.#word(),
    );

  #assignment = (): string =>
    this.#one(
      () => `${this.#random.pick(assignable)}${this.#pick('=', '+=')}${this.#plain()}`,
      () => `${this.#random.pick(assignable)}${this.#pick('=', '+=')}${this.#word()}`,
      () => `${this.#random.pick(assignable)}${this.#pick('=(', '+=(')}${this.#list(3, ' ', this.#word, 0)})`,
      () => `${this.#pick('arr[0]=', 'arr[x]+=', 'a[$(ls)]=', 'arr[@]=')}${this.#word()}`,
    );

  #hereDocument = (): string =>
    `${this.#pick('cat', 'bash', 'psql', 'python3 -', 'cat > x.sh', 'sudo sh', 'while read l; do $l; done')} ${this.#pick('<<E', "<<'E'", '<<-E', '<<"E"', '<<\\E', '<<E <<E')}\n${this.script()}\nE\n`;

  #condition = (): string =>
    this.#one(
      () => `${this.#pick('-f', '-d', '-n', '-z', '-e', '-v', '!')} ${this.#word()}`,
      () => this.#word() + this.#pick(' == ', ' != ', ' =~ ', ' < ', ' -eq ', ' -nt ') + this.#word(),
      () => `( ${this.#condition()} ${this.#pick('&&', '||')} ${this.#condition()} )`,
    );

  #compound = (): string =>
    this.#one(
      this.#simple,
      () => `( ${this.script()} )`,
      () => `{ ${this.script()}; }`,
      () => `if ${this.script()}; then ${this.script()}; else ${this.script()}; fi`,
      () => `if ${this.script()}; then ${this.script()}; elif :; then ${this.script()}; fi`,
      () => `${this.#pick('while', 'until')} ${this.script()}; do ${this.script()}; done`,
      () => `${this.#pick('for', 'select')} x in ${this.#list(3, ' ', this.#word)}; do ${this.script()}; done`,
      () => `for x; do ${this.script()}; done`,
      () => `for ((${this.#arithmetic()}; ${this.#arithmetic()}; ${this.#arithmetic()})); do ${this.script()}; done`,
      () =>
        `case ${this.#word()} in ${this.#word()}) ${this.script()} ${this.#pick(';;', ';&', ';;&')} (a|*) ${this.script()} ;; esac`,
      () => `[[ ${this.#condition()} ]]`,
      () => `(( ${this.#arithmetic()} ))`,
      () => `${this.#pick('f() {', 'g() {', 'function f {', 'ls() {')} ${this.script()}; }`,
      () => `${this.#pick('coproc', 'time', 'time -p', '!', 'coproc NAME {')} ${this.#simple()}`,
    );

  #wrapped = (): string =>
    `${this.#pick('eval', 'bash -c', 'sudo sh -c', 'trap', 'su -c', 'env -S', 'xargs -I{} sh -c', 'alias x=', 'find . -exec sh -c', 'ssh h', 'echo', 'git commit -m', 'timeout 5 bash -c')} ${single(this.script())}`;
}

function single(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

export const bashScripts: fc.Arbitrary<string> = fc.nat().map((seed) => new Grammar(seed).script());
