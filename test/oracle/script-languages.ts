import { single } from '../properties/quoting.ts';
import type { ScriptDisguise } from './disguise.ts';

const quoted = (text: string): string => JSON.stringify(text);
/** For scripts whose text means the same in double quotes of most languages. */
const simple =
  (disguise: (script: string) => string | undefined): ScriptDisguise =>
  (script) =>
    /["\\$@#{}`\n]/.test(script) ? undefined : disguise(script);

/** Ways to have an interpreter or another program that is not a shell run the script by a shell. */
export const languages = {
  'python os.system': (script) => `python3 -c ${single(`import os; os.system(${quoted(script)})`)}`,
  'python subprocess': (script) =>
    `python3 -c ${single(`import subprocess\nsubprocess.run(${quoted(script)}, shell=True)`)}`,
  'python subprocess of a list': (script) =>
    `python3 -c ${single(`from subprocess import call; call(["bash", "-c", ${quoted(script)}])`)}`,
  'python subprocess, check_output': (script) =>
    `python3 -c ${single(`import subprocess as s; s.check_output(['sh','-c',${quoted(script)}])`)}`,
  'python Popen': (script) =>
    `python3 -c ${single(`from subprocess import *; Popen(${quoted(script)}, shell=True).wait()`)}`,
  'python popen': (script) => `python3 -c ${single(`import os\nprint(os.popen(${quoted(script)}).read())`)}`,
  'python __import__': (script) => `python3 -c ${single(`__import__("os").system(${quoted(script)})`)}`,
  'python exec': (script) => `python3 -c ${single(`exec(${quoted(`import os; os.system(${quoted(script)})`)})`)}`,
  'python execvp': (script) =>
    `python3 -c ${single(`import os; os.execvp("bash", ["bash", "-c", ${quoted(script)}])`)}`,
  'python of a here-document': (script) => `python3 <<'PYTHON'\nimport os\nos.system(${quoted(script)})\nPYTHON`,
  'python of a pipe': (script) => `echo ${single(`import os; os.system(${quoted(script)})`)} | python3 -`,
  'python of a file': (script) => `echo ${single(`import os; os.system(${quoted(script)})`)} > go.py; python3 go.py`,
  'python of a variable': (script) =>
    `python3 -c ${single(`import os\ncommand = ${quoted(script)}\nos.system(command)`)}`,
  'python of an argument': (script) => `python3 -c 'import os, sys; os.system(sys.argv[1])' ${single(script)}`,
  'python of the environment': (script) => `GO=${single(script)} python3 -c 'import os; os.system(os.environ["GO"])'`,
  'python with its own encoding': (script) =>
    `python3 -c ${single(`import os, base64; os.system(base64.b64decode("${Buffer.from(script).toString('base64')}").decode())`)}`,
  'python getattr': (script) => `python3 -c ${single(`import os; getattr(os, "sys" + "tem")(${quoted(script)})`)}`,
  'perl system': simple((script) => `perl -e ${single(`system("${script}")`)}`),
  'perl exec': simple((script) => `perl -e ${single(`exec "${script}"`)}`),
  'perl backquotes': simple((script) => `perl -e ${single(`print \`${script}\``)}`),
  'perl qx': simple((script) => (/[{}]/.test(script) ? undefined : `perl -e ${single(`qx{${script}}`)}`) ?? ''),
  'perl of a list': simple((script) => `perl -we ${single(`system("bash", "-c", "${script}")`)}`),
  'perl open': simple((script) => `perl -e ${single(`open(F, "${script} |"); print <F>`)}`),
  'perl of a here-document': simple((script) => `perl <<'PERL'\nsystem("${script}");\nPERL`),
  'perl of an argument': (script) => `perl -e 'system $ARGV[0]' ${single(script)}`,
  'perl -n': simple((script) => `echo x | perl -ne ${single(`system "${script}"`)}`),
  'node execSync': (script) => `node -e ${single(`require("child_process").execSync(${quoted(script)})`)}`,
  'node spawnSync': (script) =>
    `node -e ${single(`const { spawnSync } = require("node:child_process"); spawnSync("bash", ["-c", ${quoted(script)}])`)}`,
  'node exec': (script) => `node --eval=${single(`require('child_process').exec(${quoted(script)})`)}`,
  'node of a here-document': (script) =>
    `node <<'NODE'\nconst cp = require('child_process');\ncp.execSync(${quoted(script)});\nNODE`,
  'node of a file': (script) =>
    `echo ${single(`require("child_process").execSync(${quoted(script)})`)} > go.js; node go.js`,
  'node --print': (script) =>
    `node -p ${single(`process.mainModule.require("child_process").execFileSync("sh", ["-c", ${quoted(script)}])`)}`,
  'node of a module': (script) =>
    `node --input-type=module -e ${single(`import { execSync } from "node:child_process"; execSync(${quoted(script)})`)}`,
  'ruby system': simple((script) => `ruby -e ${single(`system("${script}")`)}`),
  'ruby backquotes': simple((script) => `ruby -e ${single(`puts \`${script}\``)}`),
  'ruby exec': simple((script) => `ruby -e ${single(`exec "bash", "-c", "${script}"`)}`),
  'ruby %x': simple((script) => (/[()]/.test(script) ? '' : `ruby -e ${single(`%x(${script})`)}`)),
  'php system': simple((script) => `php -r ${single(`system("${script}");`)}`),
  'php shell_exec': simple((script) => `php -r ${single(`echo shell_exec("${script}");`)}`),
  'php backquotes': simple((script) => `php -r ${single(`echo \`${script}\`;`)}`),
  'lua os.execute': simple((script) => `lua -e ${single(`os.execute("${script}")`)}`),
  'lua io.popen': simple((script) => `lua -e ${single(`io.popen("${script}"):read("a")`)}`),
  'awk system': simple((script) => `awk ${single(`BEGIN { system("${script}") }`)}`),
  'awk system for a line': simple((script) => `echo x | awk ${single(`{ system("${script}") }`)}`),
  'awk pipe': simple((script) => `awk ${single(`BEGIN { print "x" | "${script}" }`)}`),
  'awk getline': simple((script) => `gawk ${single(`BEGIN { "${script}" | getline }`)}`),
  'awk system of a variable': simple((script) => `awk -v c=${single(script)} 'BEGIN { system(c) }'`),
  'awk of a line': (script) => (script.includes('\n') ? undefined : `echo ${single(script)} | awk '{ system($0) }'`),
  'awk of a file': simple((script) => `echo ${single(`BEGIN { system("${script}") }`)} > go.awk; awk -f go.awk`),
  'sed e': simple((script) =>
    /[;]/.test(script) && script.endsWith('}') ? '' : `echo x | sed ${single(`1e ${script}`)}`,
  ),
  'sed of a line': (script) => (script.includes('\n') ? undefined : `echo ${single(script)} | sed e`),
  'sed s///e': simple((script) =>
    script.includes('/')
      ? `echo x | sed ${single(`s|.*|${script.replaceAll('|', String.raw`\|`)}|e`)}`
      : `echo x | sed ${single(`s/.*/${script}/e`)}`,
  ),
  'tclsh exec': simple((script) => (/[[\]]/.test(script) ? '' : `echo ${single(`exec bash -c {${script}}`)} | tclsh`)),
  'expect system': simple((script) => (/[[\]]/.test(script) ? '' : `expect -c ${single(`system {${script}}`)}`)),
  'vim command': simple((script) =>
    /[|%!]/.test(script) ? '' : `vim -es -u NONE -c ${single(`!${script}`)} -c 'qa!'`,
  ),
  'vim system()': simple((script) => `vim -es -u NONE -c ${single(`call system("${script}")`)} +qa!`),
  'ex on input': simple((script) =>
    /[|%!]/.test(script) ? '' : `printf '%s\\n' ${single(`!${script}`)} 'qa!' | ex -s -u NONE`,
  ),
  ed: (script) => (/[\n%!]/.test(script) ? undefined : `printf '!%s\\nQ\\n' ${single(script)} | ed -s`),
  'sqlite3 .shell': (script) =>
    /[\n"'\\]/.test(script) ? undefined : `sqlite3 :memory: ${single(`.shell ${script}`)}`,
  'sqlite3 .system on input': (script) =>
    /[\n"'\\]/.test(script) ? undefined : `echo ${single(`.system ${script}`)} | sqlite3`,
  m4: (script) => (/[\n`'(),]/.test(script) ? undefined : `echo ${single(`syscmd(${script})`)} | m4`),
  'tar --checkpoint-action': simple(
    (script) => `tar cf /dev/null --checkpoint=1 --checkpoint-action=exec=${single(script)} README.md`,
  ),
  'tar --to-command': simple(
    (script) => `tar cf /tmp/t.tar README.md; tar xf /tmp/t.tar --to-command=${single(script)}`,
  ),
  'tar -I': (script) =>
    `echo ${single(`#!/bin/bash\n${script}`)} > /tmp/z; chmod +x /tmp/z; tar -I /tmp/z -cf /tmp/t.tar README.md`,
  'split --filter': simple((script) => `echo x | split --filter=${single(script)}`),
  'sort --compress-program': (script) =>
    `echo ${single(`#!/bin/bash\n${script}`)} > /tmp/z; chmod +x /tmp/z; seq 200000 | sort -S 1k --compress-program=/tmp/z`,
  'gdb shell': simple((script) => `gdb -batch -nx -ex ${single(`shell ${script}`)}`),
  'xargs of sh': (script) => `echo x | xargs -I@ sh -c ${single(`bash -c ${single(script)}`)}`,
  'find of sh': (script) =>
    script.includes('{}') ? undefined : `find . -maxdepth 0 -exec bash -c ${single(script)} \\;`,
  'env -S of a shell': (script) => (/["\\$#\n]/.test(script) ? undefined : `env -S ${single(`bash -c "${script}"`)}`),
  'nohup of a shell in the background': (script) => `nohup bash -c ${single(script)} >/dev/null 2>&1 & wait`,
  'setsid of a shell': (script) => `setsid -f bash -c ${single(script)}; sleep 0.05`,
  'timeout of a shell': (script) => `timeout -k 1 5 bash -c ${single(script)}`,
  'script of a shell': (script) => `script -qec ${single(`bash -c ${single(script)}`)} /dev/null`,
  'sudo of a shell': (script) => `sudo -E bash -c ${single(script)}`,
  busybox: (script) => `busybox env bash -c ${single(script)}`,
  'flock of a shell': (script) => `flock -n /tmp/l bash -c ${single(script)}`,
  parallel: (script) => (script.includes('{') ? undefined : `parallel -q bash -c ${single(script)} ::: 1`),
  'run-parts': (script) =>
    `mkdir -p /tmp/parts; echo ${single(`#!/bin/bash\n${script}`)} > /tmp/parts/go; chmod +x /tmp/parts/go; run-parts /tmp/parts`,
  'jq @sh': (script) => `eval "$(jq -rn --arg c ${single(script)} '$c')"`,
} as const satisfies Readonly<Record<string, ScriptDisguise>>;
