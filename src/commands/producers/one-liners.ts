import type { CodeLanguageName } from '../../languages/code/grammar.ts';
import { printedText } from '../../languages/code/printed.ts';
import { textOf, type Word } from '../../word.ts';
import { count, output, outputOf, standardInput, textWords, type Producer } from './call.ts';

/** How the program text is given to an interpreter, and what the options in front of it change. */
interface Interpreter {
  readonly language: CodeLanguageName;
  /** The whole of the options in front of the text. */
  readonly code: RegExp;
}

const interpreters: Readonly<Record<string, Interpreter>> = {
  python: { language: 'python', code: /^(?:-[IsSEBu]+ )*-[IsSEBu]*c$/ },
  node: { language: 'javascript', code: /^(?:-e|--eval|-p|--print|-pe)$/ },
  nodejs: { language: 'javascript', code: /^(?:-e|--eval|-p|--print|-pe)$/ },
  ruby: { language: 'ruby', code: /^(?:-(?:W0|w|rbase64) )*-e$/ },
  perl: { language: 'perl', code: /^(?:-(?:w|MMIME::Base64) )*-[wl]*[eE]$/ },
  php: { language: 'php', code: /^(?:-n )?-r$/ },
  lua: { language: 'lua', code: /^-e$/ },
};

/** `python3 -c 'print("…")'` and its like: known text put together and printed. */
export const interpreter: Producer = (call) => {
  const name = call.program.replace(/[\d.]+$/, '');
  const known = Object.hasOwn(interpreters, name) ? interpreters[name] : undefined;
  const words = textWords(call.words);
  if (known === undefined || words === undefined) return undefined;
  const { language, code } = known;
  if (words.length === 0 || (words.length === 1 && words[0] === '-')) {
    const stdin = language === 'php' ? undefined : standardInput(call);
    const text = stdin === undefined ? undefined : textOf(stdin);
    const written = text === undefined ? undefined : printedText(language, text, { args: [] });
    return written === undefined ? undefined : output(written);
  }
  const at = words.findIndex((_, index) => code.test(words.slice(0, index + 1).join(' ')));
  const text = words[at + 1];
  if (at < 0 || text === undefined) return undefined;
  const options = words.slice(0, at + 1).join(' ');
  const written = printedText(language, text, {
    args: words.slice(at + 2),
    value: language === 'javascript' && /p/.test(options),
    lines: language === 'perl' && /l/.test(options),
  });
  return written === undefined ? undefined : output(written);
};

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
