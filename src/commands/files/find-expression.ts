import { literal, prefixOf, textOf, wordOf, type Part, type Word } from '../../word.ts';

/** What `find` does with the files its tests let through. */
export interface FindAction {
  readonly kind: 'print' | 'delete' | 'exec' | 'write' | 'quit';
  /** The tests before it select by name, age, size or the like; `-type` alone does not. */
  readonly filtered: boolean;
  /** The name patterns one of which a file must match; empty where names are not tested. */
  readonly names: readonly Word[];
  /** The directories, from the starting point, in one of which a file must lie; empty where its path is not tested. */
  readonly within: readonly Word[];
  /** The command of `-exec`, with `{}` still in it. */
  readonly command: readonly Word[];
  /** `-execdir`, `-okdir`: run in the directory of the file. */
  readonly inDirectory: boolean;
  /** The command is told all files at once. */
  readonly batch: boolean;
  readonly file: Word | undefined;
  /** Names are ended by NUL. */
  readonly zero: boolean;
}

export interface FindExpression {
  readonly starts: readonly Word[];
  readonly actions: readonly FindAction[];
  /** The tests of the whole expression, for the implied `-print`. */
  readonly names: readonly Word[];
  readonly filtered: boolean;
}

/** What is known about a file when the expression has got to a point. */
interface Selected {
  readonly filtered: boolean;
  readonly names: readonly Word[];
  readonly within: readonly Word[];
}

const anything: Selected = { filtered: false, names: [], within: [] };

const oneArgument =
  '-name -iname -path -ipath -wholename -iwholename -regex -iregex -lname -ilname -newer -anewer -cnewer -mtime -atime -ctime -mmin -amin -cmin -size -user -group -uid -gid -perm -links -inum -samefile -used -fstype -context -xtype -type -maxdepth -mindepth -regextype -files0-from';
const selecting =
  '-name -iname -path -ipath -wholename -iwholename -regex -iregex -lname -ilname -newer -anewer -cnewer -mtime -atime -ctime -mmin -amin -cmin -size -user -group -uid -gid -perm -links -inum -samefile -used -empty -nouser -nogroup -executable';

function isListed(list: string, text: string): boolean {
  return ` ${list} `.includes(` ${text} `);
}

/** Reads the words of `find` (find(1), EXPRESSION). */
export function readFind(words: readonly Word[]): FindExpression {
  let at = 0;
  // Options before the starting points: -H -L -P -D debugopts -Olevel.
  for (; at < words.length; at += 1) {
    const text = words[at] === undefined ? undefined : textOf(words[at] ?? literal(''));
    if (text === '-D') at += 1;
    else if (text === undefined || text[0] !== '-' || !/^-(?:[HLP]|O\d?|[EXdsx])$/.test(text)) break;
  }
  const starts: Word[] = [];
  for (; at < words.length; at += 1) {
    const word = words[at];
    if (word === undefined || beginsExpression(prefixOf(word))) break;
    starts.push(word);
  }
  const reader = new ExpressionReader(words.slice(at));
  const selected = reader.read();
  return {
    starts: starts.length === 0 ? [literal('.')] : starts,
    actions: reader.actions,
    names: selected.names,
    filtered: selected.filtered,
  };
}

function beginsExpression(text: string): boolean {
  return text[0] === '-' ? text.length > 1 && text[1] !== '\n' : ['(', '!', ',', '\\'].includes(text.charAt(0));
}

/** Recursive descent over the expression: `,` and `-o` separate, juxtaposition and `-a` restrict, `!` negates. */
class ExpressionReader {
  readonly actions: FindAction[] = [];
  readonly #words: readonly Word[];
  #at = 0;

  constructor(words: readonly Word[]) {
    this.#words = words;
  }

  read(): Selected {
    let result = this.#or(anything);
    while (this.#at < this.#words.length) {
      // A stray closing parenthesis or comma: what follows is selected by nothing before it.
      this.#at += 1;
      result = this.#or(anything);
    }
    return result;
  }

  #text(): string | undefined {
    const word = this.#words[this.#at];
    return word === undefined ? undefined : (textOf(word) ?? '');
  }

  #or(before: Selected): Selected {
    const branches = [this.#and(before)];
    while (this.#text() === '-o' || this.#text() === '-or') {
      this.#at += 1;
      branches.push(this.#and(before));
    }
    const every = branches.every((branch) => branch.filtered);
    const named = branches.every((branch) => branch.names.length > 0);
    const placed = branches.every((branch) => branch.within.length > 0);
    return {
      filtered: every,
      names: named ? [...new Set(branches.flatMap((branch) => branch.names))] : before.names,
      within: placed ? [...new Set(branches.flatMap((branch) => branch.within))] : before.within,
    };
  }

  #and(before: Selected): Selected {
    let selected = before;
    for (;;) {
      const text = this.#text();
      if (text === undefined || text === ')' || text === ',' || text === '-o' || text === '-or') return selected;
      if (text === '-a' || text === '-and') {
        this.#at += 1;
        continue;
      }
      selected = this.#primary(selected);
    }
  }

  #primary(before: Selected): Selected {
    const text = this.#text() ?? '';
    this.#at += 1;
    if (text === '!' || text === '-not') {
      // What is left out names nothing, and leaves nearly everything in.
      if (this.#at < this.#words.length) this.#primary(before);
      return before;
    }
    if (text === '(') {
      const inner = this.#or(before);
      while (this.#text() === ',') {
        this.#at += 1;
        this.#or(before);
      }
      if (this.#text() === ')') this.#at += 1;
      return inner;
    }
    if (isListed('-exec -execdir -ok -okdir', text)) return this.#exec(text, before);
    const plain = {
      command: [],
      inDirectory: false,
      batch: false,
      file: undefined,
      zero: text.endsWith('0'),
      ...before,
    } as const;
    if (text === '-delete') this.actions.push({ ...plain, kind: 'delete' });
    else if (text === '-print' || text === '-print0' || text === '-ls') this.actions.push({ ...plain, kind: 'print' });
    else if (text === '-printf') {
      this.#at += 1;
      this.actions.push({ ...plain, kind: 'quit' });
    } else if (isListed('-fprint -fprint0 -fls -fprintf', text)) {
      const file = this.#words[this.#at];
      this.#at += text === '-fprintf' ? 2 : 1;
      this.actions.push({ ...plain, kind: 'write', file });
    } else if (isListed(oneArgument, text)) {
      const argument = this.#words[this.#at];
      this.#at += 1;
      return argument === undefined ? before : narrowed(before, text, argument);
    } else if (isListed(selecting, text)) return { ...before, filtered: true };
    return before;
  }

  #exec(text: string, before: Selected): Selected {
    const command: Word[] = [];
    let batch = false;
    for (; this.#at < this.#words.length; this.#at += 1) {
      const word = this.#words[this.#at];
      const known = word === undefined ? undefined : textOf(word);
      const previous = command.at(-1);
      if (known === ';') break;
      if (known === '+' && previous !== undefined && textOf(previous) === '{}') {
        batch = true;
        break;
      }
      if (word !== undefined) command.push(word);
    }
    this.#at += 1;
    this.actions.push({
      kind: 'exec',
      ...before,
      command,
      inDirectory: text.endsWith('dir'),
      batch,
      file: undefined,
      zero: false,
    });
    return before;
  }
}

function narrowed(before: Selected, test: string, argument: Word): Selected {
  if (!isListed(selecting, test)) return before;
  const pattern = textOf(argument);
  const isName = test === '-name' || test === '-iname';
  if ((pattern === '*' || pattern === '.*' || pattern === '**') && /^-i?(?:name|path|wholename|regex)$/.test(test)) {
    // `-name '*'` lets everything through; `-name '.*'` selects hidden names, which is a selection.
    if (pattern !== '.*' || test.includes('regex')) return before;
  }
  if (isName)
    return {
      ...before,
      filtered: true,
      names: before.names.length > 0 ? before.names : [patternWord(argument, test === '-iname')],
    };
  // `-path './.git/*'`: everything below a directory that is written out.
  const directory = /^-i?(?:path|wholename)$/.test(test) ? /^\.\/([^*?[]+)\/\*+$/.exec(pattern ?? '')?.[1] : undefined;
  if (directory !== undefined && before.within.length === 0)
    return { ...before, filtered: true, within: [literal(directory, argument.span)] };
  const tail =
    (test.endsWith('path') || test.endsWith('wholename')) && pattern !== undefined
      ? /(?:^|\/)([^/*][^/]*|\*\.[^/]*)$/.exec(pattern)?.[1]
      : undefined;
  if (tail !== undefined && before.names.length === 0)
    return { ...before, filtered: true, names: [patternWord(literal(tail), false)] };
  return { ...before, filtered: true };
}

/** A name pattern as a word whose wildcards are holes. */
function patternWord(word: Word, ignoreCase: boolean): Word {
  const parts = word.parts.flatMap((part): Part[] => {
    if (typeof part !== 'string') return [part];
    const text = ignoreCase ? part.toLowerCase() : part;
    return text
      .split(/(\*+|\?|\[[^\]]*\])/)
      .map((piece, at): Part => (at % 2 === 1 ? { hole: 'glob', text: piece } : piece));
  });
  return wordOf(parts, word.span);
}
