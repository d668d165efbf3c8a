import { literal, textOf, type Invocation, type PathRef, type Redirect, type Word } from '../../word.ts';
import type { World } from '../../world.ts';
import { programName } from '../argv.ts';
import { lengthOf, MAX_TEXT, normalised, type Call, type Producer } from './call.ts';
import { base32, base64, openssl, xxd } from './encodings.ts';
import { cat, cut, fold, head, paste, rev, sort, tac, tail, tee, uniq, wc } from './lines.ts';
import { fd, find, git, ls, searchNames } from './listings.ts';
import { interpreter, silent, xargs } from './one-liners.ts';
import { basename, date, dirname, mktemp, numeric, printenv, pwd, realpath, seq, which } from './paths.ts';
import { echo, printf } from './print.ts';
import { awk, grep } from './select.ts';
import { sed } from './sed.ts';
import { settings } from './settings.ts';
import { toolDirectory } from './tool-directories.ts';
import { tr } from './tr.ts';

const producers: Readonly<Record<string, Producer>> = {
  echo,
  printf,
  cat,
  tac,
  rev,
  tee,
  head,
  tail,
  cut,
  sort,
  uniq,
  paste,
  fold,
  wc,
  tr,
  sed,
  gsed: sed,
  awk,
  gawk: awk,
  mawk: awk,
  grep: (call) => searchNames(call) ?? grep(call),
  egrep: (call) => searchNames(call) ?? grep(call),
  fgrep: (call) => searchNames(call) ?? grep(call),
  rg: searchNames,
  ag: searchNames,
  base64,
  gbase64: base64,
  base32,
  xxd,
  openssl,
  basename,
  dirname,
  pwd,
  realpath,
  readlink: realpath,
  seq,
  mktemp,
  date,
  nproc: numeric,
  id: numeric,
  which,
  printenv,
  python3: (call) => interpreter(call) ?? toolDirectory(call),
  python: (call) => interpreter(call) ?? toolDirectory(call),
  perl: (call) => interpreter(call) ?? settings(call),
  ruby: interpreter,
  node: interpreter,
  nodejs: interpreter,
  php: interpreter,
  lua: interpreter,
  xargs,
  find,
  fd,
  fdfind: fd,
  ls,
  git,
  true: silent,
  ':': silent,
  cd: silent,
  sleep: silent,
};

/** Programs with an output of their own beside the table: where a tool keeps its things, what sets the shell up. */
const unlisted: Producer = (call) => toolDirectory(call) ?? settings(call);

/**
 * What a harmless program writes to its standard output, line breaks included, wherever that goes; `undefined` where it is
 * not known for certain. Nothing is run. `content` says what a file holds at this point of the call; without it the world does.
 */
export function producedOutput(
  invocation: Invocation,
  world: World,
  content?: (path: PathRef) => Word | undefined,
): Word | undefined {
  let words = invocation.argv;
  // Builtin prefixes that change nothing about the output.
  for (;;) {
    const name = words[0] === undefined ? undefined : textOf(words[0]);
    const next = words[1] === undefined ? undefined : textOf(words[1]);
    if (
      (name !== 'command' && name !== 'builtin' && name !== 'env') ||
      next === undefined ||
      next.startsWith('-') ||
      next.includes('=')
    )
      break;
    words = words.slice(1);
  }
  const [first, ...rest] = words;
  let program = first === undefined ? undefined : programName(first);
  if (program === undefined) return undefined;
  if (
    (program === 'command' || program === 'type') &&
    /^-[vP]$/.test(rest[0] === undefined ? '' : (textOf(rest[0]) ?? ''))
  )
    program = 'which';
  const producer = Object.hasOwn(producers, program) ? (producers[program] ?? unlisted) : unlisted;
  const call: Call = { program, words: rest, invocation, world, content: content ?? ((path) => stored(path, world)) };
  const output = producer(call);
  return output === undefined || lengthOf(output) > MAX_TEXT ? undefined : output;
}

/** The same, as far as it still flows into the pipe or substitution around it: redirections take it elsewhere. */
export function capturedOutput(
  invocation: Invocation,
  world: World,
  content?: (path: PathRef) => Word | undefined,
): Word | undefined {
  switch (divertedOutput(invocation.redirects)) {
    case 'no':
      return producedOutput(invocation, world, content);
    case 'yes':
      return literal('');
    case 'unknown':
      return undefined;
  }
}

function divertedOutput(redirects: readonly Redirect[]): 'yes' | 'no' | 'unknown' {
  let diverted: 'yes' | 'no' | 'unknown' = 'no';
  for (const { operator, descriptor, target } of redirects) {
    if (operator === '<' || operator === '<<' || operator === '<<<' || operator === '<&') continue;
    const to = textOf(target);
    if (operator === '>&' && /^\d+-?$/.test(to ?? '')) {
      if (descriptor !== 1 || to === '1') continue;
      const plain: boolean = to === '2' && diverted === 'no' && !redirects.some((other) => other.descriptor === 2);
      diverted = plain ? 'yes' : 'unknown';
      continue;
    }
    if (descriptor !== 1 && operator !== '&>' && operator !== '&>>' && operator !== '>&') continue;
    diverted =
      to === undefined || /^\/(?:dev\/(?:stdout|tty|fd\/|pts\/)|proc\/)/.test(to) || target.substitution !== undefined
        ? 'unknown'
        : 'yes';
  }
  return diverted;
}

function stored(path: PathRef, world: World): Word | undefined {
  const text = textOf(path.word);
  const cwd = textOf(path.cwd);
  if (text === undefined || text === '') return undefined;
  const absolute = text.startsWith('/') ? text : cwd === undefined || cwd === '' ? undefined : `${cwd}/${text}`;
  if (absolute === undefined) return undefined;
  const content = world.read(normalised(absolute), MAX_TEXT);
  return content.kind === 'text' ? literal(content.text) : undefined;
}
