import { literal, prefixOf, textOf, wordOf, type Part, type Word } from '../../word.ts';
import type { Command } from '../argv.ts';
import type { Context, Finding, Spec } from '../spec.ts';

/** Parameters of the program in the order in which an abbreviation is looked up (about_Pwsh, about_PowerShell_exe). */
const parameters =
  'command file encodedcommand encodedarguments executionpolicy workingdirectory windowstyle version inputformat outputformat configurationname configurationfile custompipename settingsfile psconsolefile commandwithargs'.split(
    ' ',
  );
const switches = 'noprofile noninteractive nologo noexit noprofileloadtime interactive login mta sta help'.split(' ');
const short: Readonly<Record<string, string>> = {
  c: 'command',
  f: 'file',
  e: 'encodedcommand',
  ec: 'encodedcommand',
  ep: 'executionpolicy',
  ex: 'executionpolicy',
  wd: 'workingdirectory',
  w: 'windowstyle',
  v: 'version',
  cwa: 'commandwithargs',
  i: 'interactive',
  l: 'login',
  h: 'help',
  '?': 'help',
};

/** Words put together with blanks, as a command line is. */
function together(words: readonly Word[]): Word {
  const [first] = words;
  const last = words.at(-1);
  const parts = words.flatMap((word, index): readonly Part[] => (index === 0 ? word.parts : [' ', ...word.parts]));
  const span =
    first === undefined || last === undefined
      ? { start: 0, end: 0 }
      : words.length === 1
        ? first.span
        : { start: first.span.start, end: Math.max(first.span.end, last.span.end) };
  return wordOf(
    parts,
    span,
    words.some((word) => word.many),
  );
}

function* powershell(command: Command, context: Context): Generator<Finding> {
  const via = command.program;
  let cwd: Word | undefined;
  for (let at = 0; at < command.words.length; at += 1) {
    const word = command.words[at];
    if (word === undefined) break;
    const written = /^[-/\u2013-\u2015]{1,2}([a-z?]+)$/i.exec(textOf(word) ?? '')?.[1]?.toLowerCase();
    const rest = command.words.slice(at + 1);
    const place = cwd === undefined ? {} : { cwd };
    if (written === undefined || /\//.test((textOf(word) ?? '').slice(1))) {
      if (textOf(word) === '-') break;
      // PowerShell 7 takes the first word for a file, Windows PowerShell for a command.
      const file =
        /\.ps1$/i.test(textOf(word) ?? '') ||
        (/^pwsh/i.test(via) && rest.length === 0 && /[\\/]/.test(prefixOf(word)) && !/\s/.test(textOf(word) ?? ' '));
      yield file
        ? { kind: 'file-code', language: 'powershell', path: context.path(slashed(word)), via, args: rest }
        : { kind: 'code', language: 'powershell', text: together(command.words.slice(at)), via, ...place };
      return;
    }
    const name = short[written] ?? [...parameters, ...switches].find((one) => one.startsWith(written));
    const value = rest[0];
    switch (name) {
      case 'command':
      case 'commandwithargs':
        if (value === undefined || textOf(value) === '-') break;
        yield {
          kind: 'code',
          language: 'powershell',
          text: together(name === 'command' ? rest : rest.slice(0, 1)),
          via: `${via} -Command`,
          ...place,
        };
        return;
      case 'file':
        if (value === undefined || textOf(value) === '-') break;
        yield {
          kind: 'file-code',
          language: 'powershell',
          path: context.path(slashed(value)),
          via,
          args: rest.slice(1),
        };
        return;
      case 'encodedcommand': {
        if (value === undefined) return;
        const code = decoded(textOf(value));
        if (code === undefined) yield { kind: 'opaque', why: 'code', detail: `${via} -EncodedCommand` };
        else
          yield {
            kind: 'code',
            language: 'powershell',
            text: literal(code, value.span),
            via: `${via} -EncodedCommand`,
            ...place,
          };
        return;
      }
      case 'workingdirectory':
        cwd = value;
        at += 1;
        continue;
      case 'help':
        return;
      case undefined:
        if (word.many) yield { kind: 'opaque', why: 'code', detail: via };
        continue;
      default:
        if (parameters.includes(name)) at += 1;
        continue;
    }
    break;
  }
  yield { kind: 'stream-code', language: 'powershell', stream: context.stdin, via };
}

function slashed(word: Word): Word {
  return { ...word, parts: word.parts.map((part) => (typeof part === 'string' ? part.replaceAll('\\', '/') : part)) };
}

/** Base64 of UTF-16 in little-endian order, as `-EncodedCommand` takes it. */
function decoded(text: string | undefined): string | undefined {
  if (text === undefined || !/^[\w+/]+={0,2}$/.test(text) || text.replace(/=+$/, '').length % 4 === 1) return undefined;
  const raw = atob(text);
  let code = '';
  for (let at = 0; at + 1 < raw.length; at += 2)
    code += String.fromCharCode(raw.charCodeAt(at) + 256 * raw.charCodeAt(at + 1));
  return code;
}

/** `cmd /c …`: everything behind `/c` or `/k` is one command line (`cmd /?`); Git Bash writes `//c`. */
function* cmd(command: Command, context: Context): Generator<Finding> {
  const via = command.program;
  for (const [at, word] of command.words.entries()) {
    const text = textOf(word) ?? prefixOf(word);
    const option = /^\/{1,2}([a-z?])(.*)$/is.exec(text);
    if (option === null) {
      if (word.many) yield { kind: 'opaque', why: 'code', detail: via };
      continue;
    }
    if (!/[ckr]/i.test(option[1] ?? '')) continue;
    const glued = option[2] ?? '';
    const rest = command.words
      .slice(at + 1)
      .map((one, index, all) => quoted(one, index + (glued === '' ? 0 : 1), all.length));
    const words = glued === '' ? rest : [literal(glued, word.span), ...rest];
    if (words.length > 0) yield { kind: 'code', language: 'cmd', text: together(words), via: `${via} /c` };
    return;
  }
  yield { kind: 'stream-code', language: 'cmd', stream: context.stdin, via };
}

/** A word with blanks gets its quotes back, but a command line that is one word is what it is. */
function quoted(word: Word, index: number, count: number): Word {
  const text = textOf(word);
  return text === undefined || !/\s/.test(text) || text.includes('"') || (count === 1 && index === 0)
    ? word
    : { ...word, parts: [`"${text}"`] };
}

export const specs: readonly Spec[] = [
  { names: ['pwsh', 'powershell', 'pwsh-preview'], syntax: { style: 'posix' }, read: powershell },
  { names: ['cmd', 'command.com'], syntax: { style: 'posix' }, read: cmd },
];
