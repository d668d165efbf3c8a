import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import type { CodeLanguageName } from '../../src/languages/code/grammar.ts';
import { printedText } from '../../src/languages/code/printed.ts';

// What a program prints, by the text of the program alone; the interpreters themselves agree, where they are installed.
const prints: readonly (readonly [CodeLanguageName, string, string])[] = [
  ['python', 'import base64 as b;print(b.b64decode("bHM=").decode()[::-1], end="")', 'sl'],
  ['python', 'print("".join(chr(x) for x in [100,101]))', 'de\n'],
  ['python', 'print("".join([chr(x^1) for x in (100,101)]))', 'ed\n'],
  ['python', 'print(f"a{1}b", "%s" % "x", *map(chr,[100]), sep="")', 'a1bxd\n'],
  ['python', 'import codecs;print(codecs.decode("ez","rot13"))', 'rm\n'],
  ['python', 'import sys;sys.stdout.write("".join(map(chr,[100,101])))', 'de'],
  ['python', 'print(bytes.fromhex("6162").decode())', 'ab\n'],
  ['python', 'x="mr";print(x[1]+x[0])', 'rm\n'],
  ['python', 'print("".join(reversed("cba")))', 'abc\n'],
  ['python', 'print("{}{}".format("r","m"))', 'rm\n'],
  ['perl', 'print scalar reverse "abc"', 'cba'],
  ['perl', 'use MIME::Base64; my $x = decode_base64("YWI="); print lc($x) . "a\\n"', 'aba\n'],
  ['perl', 'print join("", map { chr } (100,101))', 'de'],
  ['perl', 'print pack("H*", "6f"), "x"', 'ox'],
  ['perl', 'print ucfirst lc "ABC"', 'Abc'],
  ['perl', 'printf("%c%s", 100, "x")', 'dx'],
  ['ruby', 'puts "abc".reverse + [100,101].pack("c*")', 'cbade\n'],
  ['ruby', 'puts [100,101].map(&:chr).join', 'de\n'],
  ['ruby', 'puts "YWI=".unpack1("m")', 'ab\n'],
  ['javascript', 'console.log([100,101].map(c=>String.fromCharCode(c)).join(""))', 'de\n'],
  ['javascript', 'process.stdout.write(Buffer.from("6162","hex").toString())', 'ab'],
  ['javascript', 'console.log(`a${1+1}`+"x".split("").reverse().join(""))', 'a2x\n'],
  ['php', 'echo strrev("abc") . chr(100), "x";', 'cbadx'],
  ['lua', 'print(("abc"):reverse() .. string.char(100))', 'cbad\n'],
];

const commands: Readonly<Record<CodeLanguageName, readonly [string, string]>> = {
  python: ['python3', '-c'],
  javascript: ['node', '-e'],
  ruby: ['ruby', '-e'],
  perl: ['perl', '-e'],
  php: ['php', '-r'],
  lua: ['lua', '-e'],
};

describe('what a program prints', () => {
  test.each(prints)('%s: %s', (language, code, text) => {
    expect(printedText(language, code, { args: [] })).toBe(text);
    const [program, option] = commands[language];
    const { error, stdout } = spawnSync(program, [option, code], { encoding: 'utf8' });
    if (error === undefined) expect(stdout).toBe(text);
  });
});

describe('what is not certain is not said', () => {
  test.each<[CodeLanguageName, string]>([
    ['python', 'import time; print(time.time())'],
    ['python', 'print(open("x").read())'],
    ['python', 'if 1: print("a")'],
    ['python', 'print("a") if 0 else print("b")'],
    ['python', 'print(b"a")'],
    ['python', 'print(x for x in "ab")'],
    ['python', 'print("a".translate({97: "b"}))'],
    ['python', 'for x in "ab": print(x)'],
    ['perl', 'print reverse "abc"'],
    ['perl', '$_ = "abc"; tr/a/b/; print'],
    ['perl', 'print <STDIN>'],
    ['ruby', 'puts ARGV[0]'],
    ['ruby', 'puts ENV["HOME"]'],
    ['javascript', 'console.log(process.env.HOME)'],
    ['javascript', 'console.log({a: 1})'],
    ['php', 'echo getenv("HOME");'],
    ['lua', 'print(os.getenv("HOME"))'],
  ])('%s: %s', (language, code) => expect(printedText(language, code, { args: [] })).toBeUndefined());
});
