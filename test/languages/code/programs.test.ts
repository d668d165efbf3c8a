import { describe, expect, it } from 'vitest';
import type { CodeLanguageName } from '../../../src/languages/code/grammar.ts';
import { program } from './program.ts';

type Row = readonly [code: string, ...acts: readonly string[]];

const rows: Readonly<Record<CodeLanguageName, readonly Row[]>> = {
  python: [
    ["import os; os.system('rm -rf ~')", 'shell rm -rf ~'],
    ["from os import system as s; s('ls')", 'shell ls'],
    ["__import__('os').system('ls')", 'shell ls'],
    ["import subprocess; subprocess.run(['rm', '-rf', 'x'])", 'run rm -rf x'],
    ["import subprocess; subprocess.run('rm x', shell=True)", 'shell rm x'],
    ["import shutil as s; s.rmtree('/home/dev')", 'delete tree /home/dev'],
    ["import os, shutil; shutil.rmtree(os.path.expanduser('~/x'))", 'delete tree /home/dev/x'],
    ["from pathlib import Path; Path('a').unlink()", 'delete a'],
    ["open('a', 'w').write('x')", 'write a = x'],
    ["import os; os.system(''.join(chr(c) for c in [108, 115]))", 'shell ls'],
    ["import subprocess; c = ['rm']; c += ['-rf']; c.append('x'); subprocess.run(c)", 'run rm -rf x'],
    ["import subprocess; c = ['rm']; c.extend(['-rf', 'x']); subprocess.run(c)", 'run rm -rf x'],
    ["import os; os.remove(os.path.expandvars('$HOME/x'))", 'delete /home/dev/x'],
    ["import boto3; boto3.client('s3').delete_bucket(Bucket='x')", 'run aws s3api delete-bucket --bucket x'],
    [
      "import boto3; c = boto3.client('rds'); c.delete_db_instance(DBInstanceIdentifier='x')",
      'run aws rds delete-db-instance --dbinstance-identifier x',
    ],
    ["import sh; sh.rm('-rf', 'x')", 'module ./sh.py ./sh/__init__.py', 'run rm -rf x'],
    ["import paramiko; c = paramiko.SSHClient(); c.exec_command('rm -rf /')", 'run ssh host rm -rf /'],
    ["import ctypes; ctypes.CDLL(None).system(b'ls')", 'module ./ctypes.py ./ctypes/__init__.py', 'shell ls'],
    [
      "import os\nclass A:\n  def __init__(self, c): self.c = c\n  def go(self): os.system(self.c)\nA('ls').go()",
      'shell ls',
    ],
    ["import os\nclass A:\n  c = 'ls'\n  def go(self): os.system(self.c)\nA().go()", 'shell ls'],
    ["sql = 'DROP ' + 'TABLE x'; cur.execute(sql)", 'sql DROP TABLE x'],
    ["cur.execute('''DELETE FROM x''')", 'sql DELETE FROM x'],
    ["parser.execute('Update the index'.title()); all('Delete this')"],
    ["'a/b'.replace('/', '.'); open('x').read().replace('a', 'b')", 'read x'],
    ["print(open('.env').read())", 'read .env'],
    ['print(\'os.system("rm -rf ~")\')'],
    ["# import os; os.system('rm -rf ~')"],
    ["import json; print(json.dumps({'a': 1}))"],
  ],
  javascript: [
    ["require('child_process').execSync('rm -rf ~')", 'shell rm -rf ~'],
    ["const { execSync: x } = require('node:child_process'); x('ls')", 'shell ls'],
    ["require('child_process').spawnSync('rm', ['-rf', 'x'])", 'run rm -rf x'],
    ["require('fs').rmSync('a', { recursive: true })", 'delete tree a'],
    ["const fs = require('fs'); fs.unlinkSync('a' + 'b')", 'delete ab'],
    ["require('fs').writeFileSync('a', 'x')", 'write a = x'],
    ["(require('child_process').execSync('rm x'), 0)", 'shell rm x'],
    ["Reflect.apply(require('child_process').execSync, null, ['ls'])", 'shell ls'],
    ["import { execa } from 'execa'; await execa('rm', ['-rf', 'x'])", 'run rm -rf x'],
    ["const { deleteSync } = require('del'); deleteSync(['x'])", 'delete tree x'],
    ['new Worker(\'require("fs").rmSync("x")\', { eval: true })', 'code require("fs").rmSync("x")'],
    ["client.query({ text: 'DROP TABLE x' })", 'sql DROP TABLE x'],
    ["console.log(require('fs').readFileSync('.env', 'utf8'))", 'read .env'],
    ['console.log("execSync(\'rm -rf ~\')")'],
    ["// require('child_process').execSync('rm -rf ~')"],
    ['console.log([1, 2].map((x) => x * 2))'],
  ],
  ruby: [
    ["system('rm -rf x')", 'shell rm -rf x'],
    ['`rm x`', 'shell rm x'],
    ["require 'fileutils'; FileUtils.rm_rf('x')", 'delete tree x'],
    ["File.delete('x')", 'delete x'],
    ['puts "system(\'rm -rf x\')"'],
    ["# system('rm -rf x')"],
  ],
  perl: [
    ["system('rm -rf x')", 'shell rm -rf x'],
    ['unlink "a"', 'delete a'],
    ['print "system(1)"'],
    ["# system('rm -rf x')"],
  ],
  php: [
    ["shell_exec('rm -rf x');", 'shell rm -rf x'],
    ["unlink('a');", 'delete a'],
    ['echo "system(\'rm -rf x\')";'],
    ["// system('rm -rf x');"],
  ],
  lua: [
    ["os.execute('rm -rf x')", 'shell rm -rf x'],
    ["os.remove('a')", 'delete a'],
    ["print('os.execute(1)')"],
    ["-- os.execute('rm -rf x')"],
  ],
};

describe.each(Object.entries(rows) as [CodeLanguageName, readonly Row[]][])('%s', (language, programs) => {
  it.each(programs.map(([code, ...acts]) => [code, acts] as const))('%s: %j', (code, acts) => {
    expect(program(language, code)).toEqual(acts);
  });
});
