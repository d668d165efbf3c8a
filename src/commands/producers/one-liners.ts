import { textOf, type Word } from '../../word.ts';
import { count, output, outputOf, standardInput, textWords, type Producer } from './call.ts';

/** `python3 -c 'print("…")'`: one literal, printed. */
export const python: Producer = (call) => {
  const [option, code, ...more] = call.words.map(textOf);
  if (option !== '-c' || code === undefined || more.length > 0) return undefined;
  const match =
    /^\s*(?:print|import sys;\s*sys\.stdout\.write)\(\s*(?:'((?:[^'\\\n]|\\[\\'"nt])*)'|"((?:[^"\\\n]|\\[\\'"nt])*)")\s*\)\s*;?\s*$/.exec(
      code,
    );
  const text = match === null ? undefined : plain(match[1] ?? match[2] ?? '');
  return text === undefined ? undefined : output(code.includes('sys.stdout') ? text : `${text}\n`);
};

/** `perl -e 'print "…"'`, where the literal holds no variable. */
export const perl: Producer = (call) => {
  const [option, code, ...more] = call.words.map(textOf);
  if ((option !== '-e' && option !== '-le') || code === undefined || more.length > 0) return undefined;
  const match = /^\s*print\s*\(?\s*(?:'((?:[^'\\]|\\[\\'])*)'|"((?:[^"\\$@]|\\[\\"nt$@])*)")\s*\)?\s*;?\s*$/.exec(code);
  if (match === null) return undefined;
  const text = match[1] === undefined ? plain(match[2] ?? '') : match[1].replace(/\\([\\'])/g, '$1');
  return text === undefined ? undefined : output(option === '-le' ? `${text}\n` : text);
};

/** `ruby -e 'print "…"'` and `puts`. */
export const ruby: Producer = (call) => {
  const [option, code, ...more] = call.words.map(textOf);
  if (option !== '-e' || code === undefined || more.length > 0) return undefined;
  const match = /^\s*(print|puts)\s*\(?\s*(?:'([^'\\]*)'|"((?:[^"\\#]|\\[\\"nt])*)")\s*\)?\s*;?\s*$/.exec(code);
  if (match === null) return undefined;
  const text = match[2] ?? plain(match[3] ?? '');
  return text === undefined ? undefined : output(match[1] === 'puts' && !text.endsWith('\n') ? `${text}\n` : text);
};

/** `node -e 'console.log("…")'` and `node -p '"…"'`. */
export const node: Producer = (call) => {
  const [option, code, ...more] = call.words.map(textOf);
  if (code === undefined || more.length > 0) return undefined;
  const literal = `(?:'((?:[^'\\\\\\n]|\\\\[\\\\'"nt])*)'|"((?:[^"\\\\\\n]|\\\\[\\\\'"nt])*)")`;
  const pattern =
    option === '-p'
      ? `^\\s*${literal}\\s*;?\\s*$`
      : option === '-e'
        ? `^\\s*console\\.log\\(\\s*${literal}\\s*\\)\\s*;?\\s*$`
        : undefined;
  const match = pattern === undefined ? null : new RegExp(pattern).exec(code);
  const text = match === null ? undefined : plain(match[1] ?? match[2] ?? '');
  return text === undefined ? undefined : output(`${text}\n`);
};

function plain(text: string): string {
  return text.replace(/\\([\s\S])/g, (_, letter: string) => (letter === 'n' ? '\n' : letter === 't' ? '\t' : letter));
}

/** `xargs` with nothing but `echo`: the words of the input on one line, or `-n` to a line. */
export const xargs: Producer = (call) => {
  const words = textWords(call.words);
  if (words === undefined) return undefined;
  const limit =
    words[0] === '-n'
      ? count(call.words[1])
      : /^-n(\d{1,6})$/.test(words[0] ?? '')
        ? Number(words[0]?.slice(2))
        : undefined;
  const skipped = words[0] === '-n' ? 2 : limit === undefined ? 0 : 1;
  const [program, ...fixed] = words.slice(skipped);
  if (program !== undefined && program !== 'echo') return undefined;
  if (fixed.some((word) => word.startsWith('-') || word.includes('\\')) || limit === 0) return undefined;
  const stdin = standardInput(call);
  const text = stdin === undefined ? undefined : textOf(stdin);
  if (text === undefined || /['"\\\0]/.test(text) || text.length > 4096) return undefined;
  const given = text.split(/[ \t\n]+/).filter((word) => word !== '');
  if (given.some((word) => word.startsWith('-'))) return undefined;
  const size = limit ?? Math.max(1, given.length);
  let lines = '';
  for (let at = 0; at === 0 || at < given.length; at += size)
    lines += `${[...fixed, ...given.slice(at, at + size)].join(' ')}\n`;
  return output(lines);
};

/** Programs that print nothing. */
export const silent: Producer = (): Word => outputOf([]);
