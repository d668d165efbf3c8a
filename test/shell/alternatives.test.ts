import { describe } from 'vitest';
import { runs } from './runs.ts';

describe('what branches left different is followed as it is', () => {
  runs('[ -d d ] && a=(rm -v); "${a[@]}" y', ['[ -d d ]', 'rm -v y', 'y']);
  runs('a=(rm); [ -d d ] && a+=(-v); a+=(y); "${a[@]}"', ['[ -d d ]', 'rm -v y', 'rm y']);
  runs('[ -d d ] && set -- -v; rm "$@" y', ['[ -d d ]', 'set -- -v', 'rm -v y', 'rm y']);
  runs('set -- x; [ -d d ] && set --; ${1-rm y}', ['set -- x', '[ -d d ]', 'set --', 'x', 'rm y']);
  runs('[ -e e ] && set -- ls || set -- rm; for c; do $c; done', ['[ -e e ]', 'set -- ls', 'set -- rm', 'ls', 'rm']);
});

describe('a text is evaluated although it is not known which one it is', () => {
  runs("[ -d d ] && x='a[$(rm y)]'; ((x))", ['[ -d d ]', 'rm y']);
  runs("x='a[$(rm y)]'; b[RANDOM]=$x; ((b[0]))", ['rm y']);
  runs('x=\'a[$(rm y)]\'; echo "$x" > f; read z < f; ((z))', ['echo a[$(rm y)]', 'read z', 'rm y']);
  runs("n=$(date); x='a[$(rm y)]'$n; ((x))", ['date', 'rm y']);
});

describe('a text that nothing evaluates stays data', () => {
  runs('x=\'a[$(rm y)]\'; n=3; ((n > 1)); echo "$x"', ['echo a[$(rm y)]']);
  runs("git commit -m 'a[$(rm y)]'; n=$(date +%s); ((n > 3))", ['git commit -m a[$(rm y)]', 'date +%s']);
  runs("n=$(awk '{ a[$(NF-1)]++ }' f); ((n > 3))", ['awk { a[$(NF-1)]++ } f']);
});

describe('a handler runs with the values of the moment the shell ends', () => {
  runs("x=rm; trap '$x y' EXIT; [ -d d ] && exit; x=ls", ['trap $x y EXIT', '[ -d d ]', 'exit', 'ls y', 'rm y']);
  runs("[ -d d ] || exit; x=ls; trap '$x y' EXIT", ['[ -d d ]', 'exit', 'trap $x y EXIT', 'ls y']);
});
