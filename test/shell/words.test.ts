import { describe } from 'vitest';
import { runs } from './runs.ts';

describe('quoting', () => {
  runs('rm -rf x', ['rm -rf x']);
  runs(`r''m -"rf" 'a b'`, ['rm -rf a b']);
  runs('r\\m -rf x', ['rm -rf x']);
  runs('r\\\nm -rf x', ['rm -rf x']);
  runs('rm "a\\\nb"', ['rm ab']);
  runs(`$'\\x72m' $'\\055rf' x`, ['rm -rf x']);
  runs('$"rm" x', ['rm x']);
  runs(`echo '$x' "\\$x" \\$x`, ['echo $x $x $x']);
  runs('echo a#b #c', ['echo a#b']);
  runs('echo ""', ["echo ''"]);
});

describe('tilde', () => {
  runs('rm ~/x ~ "~" \\~ a~', ['rm /home/dev/x /home/dev ~ ~ a~']);
  runs('rm ~root/x ~dev', ['rm /root/x /home/dev']);
  runs('x=~/a:~/b; echo $x', ['echo /home/dev/a:/home/dev/b']);
  runs('cd /tmp; ls ~+ ~-', ['cd /tmp', 'ls /tmp /home/dev/project']);
  runs('ls {~,x}/y', ['ls /home/dev/y x/y']);
});

describe('braces', () => {
  runs('{rm,-rf,/}', ['rm -rf /']);
  runs('echo a{b,c{d,e}}f', ['echo abf acdf acef']);
  runs('echo {1..3} {a..c} {01..10..4} {3..1}', ['echo 1 2 3 a b c 01 05 09 3 2 1']);
  runs('echo {a} {} a{b {a,b', ['echo {a} {} a{b {a,b']);
  runs('echo "{a,b}" \\{a,b} ${x:-{a,b}}', ['echo {a,b} {a,b} {a,b}']);
  runs('x=r; ${x}{m,} -rf', ['rm r -rf']);
  runs('echo {a,b}{1..1000}', ['?limit {a,b}{1..1000}', 'echo {a,b}{1..1000}…']);
});

describe('field splitting', () => {
  runs('a=\'rm -rf x\'; $a; "$a"', ['rm -rf x', 'rm -rf x']);
  runs('rm$IFS-rf${IFS}x', ['rm -rf x']);
  runs('IFS=,; x=rm,-rf,x; $x', ['rm -rf x']);
  runs("IFS=,; x='a,,b,'; echo $x", ["echo a '' b"]);
  runs("IFS=; x='rm -rf'; $x", ['rm -rf']);
  runs('x=\'a b\'; echo p$x"$x"q', ['echo pa ba bq']);
  runs('echo $UNKNOWN "$UNKNOWN"', ['echo $UNKNOWN… $UNKNOWN']);
});

describe('patterns', () => {
  runs('ls *.ts "*.ts" \\*', ['ls *.ts *.ts *']);
  runs('x=\'*.ts\'; ls $x "$x"', ['ls *.ts *.ts']);
  runs('/bin/r? -rf x', ['/bin/rm -rf x']);
  runs('/b[i]n/[r]m x', ['/bin/rm x']);
  runs('/bin/{r,l}? x', ['/bin/rm /bin/l? x']);
  runs('/bin/* x', ['/bin/cat /bin/ls /bin/rm /bin/sh x']);
  runs('/bin/q? x', ['/bin/q? x']);
  runs('/opt/r? x', ['?program /opt/r?', '/opt/r? x']);
});
