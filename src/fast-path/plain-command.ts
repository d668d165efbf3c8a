import type { StatResult } from '../host.ts';
import type { Look } from './look.ts';
import { isWordCode } from './letters.ts';
import { isPlainOperand } from './plain-git.ts';
import { addPlainCommand } from './plain-program.ts';
import { addVariable, type PlainPlace, type PlainWord } from './plain-word.ts';

/** The longest command that is looked at, in UTF-16 units. */
const MAX_LENGTH = 60_000;
/** How deep loops and substitutions are followed. */
const MAX_DEPTH = 8;
/** How many words braces may make of one, and how long they may be. */
const MAX_WORDS = 64;
const MAX_BRACES = 200;

/**
 * What each ASCII character from blank on is in a word without quotes: `w` itself, `o` something that opens the word to what
 * is not written (patterns, braces, home); every other one is looked at on its own.
 */
const CLASSES = ' w"w$w&\'()owwwwwwwwwwwwwwww;<w>owwwwwwwwwwwwwwwwwwwwwwwwwwwo\\oww`wwwwwwwwwwwwwwwwwwwwwwwwwwo|o~';

const WORD = 0x77;
const OPEN = 0x6f;

const [TAB, LINE, BLANK, HASH, AMPERSAND, CLOSING] = [0x09, 0x0a, 0x20, 0x23, 0x26, 0x29];
const [ONE, TWO, SEMICOLON, GREATER, BACKSLASH, BAR] = [0x31, 0x32, 0x3b, 0x3e, 0x5c, 0x7c];

/** Whether a word ends in front of this character, which is no number at the end of the text. */
function isBoundary(code: number): boolean {
  return (
    code === BLANK ||
    code === LINE ||
    code === SEMICOLON ||
    code === BAR ||
    code === AMPERSAND ||
    code === CLOSING ||
    code === TAB ||
    Number.isNaN(code)
  );
}

/** The redirections a plain command may have: they keep nothing and lose nothing. */
const REDIRECTIONS = ['2>&1', '2>/dev/null', '>/dev/null', '2> /dev/null', '> /dev/null', '&>/dev/null', '>&2', '1>&2'];

/** Thrown where the command is not plain; what was read of it until then is of no use. */
const NOT_PLAIN = Symbol('not plain');

/** What a plain command comes to. */
export interface PlainCommand {
  /** The programs it runs, and `file.read` if it reads, each between blanks. */
  readonly deeds: string;
  /** Every directory it may run in. */
  readonly directories: readonly string[];
}

/**
 * A bash command that is so plain that no built-in rule has an opinion about it: programs that only look, with words that are
 * written out, joined by pipes, lists and loops. `undefined` says nothing; then the whole reading decides (ADR 23). `add`
 * takes each command as it is read.
 */
export function plainCommand(
  command: string,
  cwd: string,
  look: Pick<Look, 'lstat'>,
  add = addPlainCommand,
): PlainCommand | undefined {
  // Other characters than printable ASCII may be read differently by different shells.
  if (command.length > MAX_LENGTH || /[^\t\n -~]/.test(command)) return undefined;
  try {
    const reader = new Reader(command, cwd, lookingOnce(look), add);
    reader.list('', 0);
    return reader.isAtEnd() ? reader.result : undefined;
  } catch (error) {
    if (error === NOT_PLAIN) return undefined;
    throw error;
  }
}

/** The same look, each path once. */
function lookingOnce(look: Pick<Look, 'lstat'>): Pick<Look, 'lstat'> {
  const seen = new Map<string, StatResult>();
  return {
    lstat(path) {
      let result = seen.get(path);
      if (result === undefined) seen.set(path, (result = look.lstat(path)));
      return result;
    },
  };
}

/** Reads a command from left to right and throws at the first thing that is not plain. */
class Reader {
  readonly #text: string;
  readonly #place: PlainPlace;
  readonly #add: typeof addPlainCommand;
  #at = 0;

  constructor(text: string, cwd: string, look: Pick<Look, 'lstat'>, add: typeof addPlainCommand) {
    this.#text = text;
    this.#add = add;
    this.#place = { directories: [cwd], bound: ' ', loose: ' ', deeds: ' ', upstream: undefined, look };
  }

  get result(): PlainCommand {
    return this.#place;
  }

  isAtEnd(): boolean {
    return this.#at === this.#text.length;
  }

  /**
   * Commands up to one of the words in `ends` (each between blanks), which is read as well and given back; without such words up
   * to the end or a closing parenthesis. How they are joined does not matter, since each of them is plain.
   */
  list(ends: string, depth: number): string {
    if (depth > MAX_DEPTH) throw NOT_PLAIN;
    const { upstream } = this.#place;
    for (let isEnough = false; ;) {
      this.#skip(true);
      const next = this.#text[this.#at];
      if (next === undefined || next === ')') {
        if (ends === '' && isEnough) return '';
        throw NOT_PLAIN;
      }
      const word = this.#keyword();
      if (word !== '' && ends.includes(` ${word} `)) {
        if (!isEnough) throw NOT_PLAIN;
        this.#at += word.length;
        return word;
      }
      this.#command(word, depth);
      this.#skip(false);
      const isPipe = this.#text[this.#at] === '|' && this.#text[this.#at + 1] !== '|';
      isEnough = this.#separator();
      if (!isPipe) this.#place.upstream = upstream;
    }
  }

  /** Reads what joins two commands; whether the list may end behind it. */
  #separator(): boolean {
    const character = this.#text[this.#at];
    const isDouble = this.#text[this.#at + 1] === character;
    switch (character) {
      case ';':
      case '\n':
        this.#at++;
        return true;
      case '&':
        if (!isDouble) throw NOT_PLAIN;
        this.#at += 2;
        return false;
      case '|':
        this.#at += isDouble ? 2 : 1;
        return false;
      case ')':
      case undefined:
        return true;
      default:
        throw NOT_PLAIN;
    }
  }

  #command(keyword: string, depth: number): void {
    switch (keyword) {
      case 'for':
        this.#at += 3;
        this.#forWords(depth);
        this.list(' done ', depth + 1);
        break;
      case 'while':
      case 'until':
        this.#at += 5;
        this.list(' do ', depth + 1);
        this.list(' done ', depth + 1);
        break;
      case 'if':
        this.#at += 2;
        this.list(' then ', depth + 1);
        if (this.list(' else fi ', depth + 1) === 'else') this.list(' fi ', depth + 1);
        break;
      default: {
        const words = this.#words(depth, true);
        if (!this.#add(words, this.#place, depth)) throw NOT_PLAIN;
      }
    }
    // What stands inside prints as well; the list has forgotten it.
    if (keyword === 'for' || keyword === 'while' || keyword === 'until' || keyword === 'if')
      this.#place.upstream = { words: [{ text: keyword, kind: 'known' }], before: this.#place.upstream };
  }

  /** `NAME in WORDS; do` */
  #forWords(depth: number): void {
    const start = this.#at;
    const [name, keyword, ...words] = this.#words(depth, false);
    // With quotes these two are something else.
    const isWritten = /^[ \t]+\w+[ \t]+in[ \t\n;]/.test(this.#text.slice(start, start + 80));
    const areOperands = words.every(({ text, kind }) => kind === 'known' && isPlainOperand(text, this.#place));
    if (name === undefined || keyword === undefined || !isWritten || !addVariable(name, areOperands, this.#place))
      throw NOT_PLAIN;
    const separator = this.#text[this.#at++];
    this.#skip(true);
    if ((separator !== ';' && separator !== '\n') || this.#keyword() !== 'do') throw NOT_PLAIN;
    this.#at += 2;
  }

  /** The words up to an operator; redirections are read over. */
  #words(depth: number, mayRedirect: boolean): readonly PlainWord[] {
    const words: PlainWord[] = [];
    for (;;) {
      this.#skip(false);
      const code = this.#text.charCodeAt(this.#at);
      if (code === LINE || code === SEMICOLON || code === BAR || code === CLOSING || Number.isNaN(code)) return words;
      if (code === AMPERSAND || code === GREATER || code === ONE || code === TWO) {
        const redirection = REDIRECTIONS.find((each) => this.#text.startsWith(each, this.#at));
        if (redirection !== undefined && mayRedirect && words.length > 0) {
          this.#at += redirection.length;
          if (!this.#isBoundary()) throw NOT_PLAIN;
          continue;
        }
        if (code === AMPERSAND) return words;
      }
      words.push(this.#word(depth));
    }
  }

  #word(depth: number): PlainWord {
    const start = this.#at;
    let text = '';
    let kind: PlainWord['kind'] = 'known';
    let words = 1;
    for (;;) {
      const from = this.#at;
      let at = from;
      while (CLASSES.charCodeAt(this.#text.charCodeAt(at) - 0x20) === WORD) at++;
      if (at > from) text += this.#text.slice(from, at);
      this.#at = at;
      if (this.#isBoundary()) break;
      switch (this.#text[this.#at]) {
        case "'": {
          const end = this.#text.indexOf("'", this.#at + 1);
          if (end < 0) throw NOT_PLAIN;
          text += this.#text.slice(this.#at + 1, end);
          this.#at = end + 1;
          break;
        }
        case '"': {
          const quoted = this.#quoted(depth);
          const isWhole = start === from && this.#isBoundary();
          text += quoted.text;
          if (quoted.kind !== 'known')
            kind =
              isWhole && quoted.kind === 'bound' ? 'bound' : kind === 'known' ? 'one' : kind === 'one' ? kind : 'open';
          break;
        }
        case '\\': {
          const escaped = this.#text[this.#at + 1];
          if (escaped === undefined || escaped === '\n') throw NOT_PLAIN;
          text += escaped;
          this.#at += 2;
          break;
        }
        case '$': {
          const isNumber = this.#text[this.#at + 1] === '?';
          this.#expansion(depth);
          kind = isNumber && (kind === 'known' || kind === 'one') ? 'one' : 'open';
          break;
        }
        case '~':
          // Only at its beginning a word is about somebody's home.
          if (this.#at === start) kind = 'open';
          text += '~';
          this.#at++;
          break;
        default: {
          if (CLASSES.charCodeAt(this.#text.charCodeAt(this.#at) - 0x20) !== OPEN) throw NOT_PLAIN;
          const pattern = this.#pattern();
          if (pattern !== '{}') kind = text !== '' && (kind === 'known' || kind === 'pattern') ? 'pattern' : 'open';
          if (pattern.length > 2 && (words *= pattern.split(',').length) > MAX_WORDS) throw NOT_PLAIN;
          text += pattern;
          this.#at += pattern.length;
        }
      }
    }
    const source = this.#text.slice(start, this.#at);
    // What zsh would look up as a program, and what not every parser reads inside of a substitution.
    if (source === '' || (source.startsWith('=') && source !== '=') || source === 'case') throw NOT_PLAIN;
    return { text, kind: source === '[' || source === ']' ? 'known' : kind };
  }

  /** A character of a pattern, or braces and what they stand for: few words, for many would never come to an end. */
  #pattern(): string {
    const character = this.#text.charAt(this.#at);
    if (character !== '{' && character !== '}') return character;
    const braces = /^\{(?:[\w.*/-]*,[\w.,*/-]*)?\}/.exec(this.#text.slice(this.#at, this.#at + MAX_BRACES))?.[0];
    if (braces === undefined || braces.includes('..')) throw NOT_PLAIN;
    return braces;
  }

  /** A text in double quotes; `bound` where it is a loop variable and nothing else, otherwise `one` where something is filled in. */
  #quoted(depth: number): PlainWord {
    const start = ++this.#at;
    let text = '';
    let kind: PlainWord['kind'] = 'known';
    for (;;) {
      const from = this.#at;
      let character = this.#text[this.#at];
      while (
        character !== '"' &&
        character !== '$' &&
        character !== '\\' &&
        character !== '`' &&
        character !== undefined
      )
        character = this.#text[++this.#at];
      text += this.#text.slice(from, this.#at);
      const following = this.#text[this.#at + 1];
      if (character === '"') {
        this.#at++;
        return { text, kind };
      }
      if (character === '\\' && following !== undefined && following !== '\n') {
        text += '$`"\\'.includes(following) ? following : `\\${following}`;
        this.#at += 2;
      } else if (character === '$' && (following === '"' || following === ' ' || following === '|')) {
        text += '$';
        this.#at++;
      } else if (character === '$') {
        const isAlone = this.#at === start;
        const isBound = this.#expansion(depth);
        kind = isAlone && isBound && this.#text[this.#at] === '"' ? 'bound' : 'one';
      } else throw NOT_PLAIN;
    }
  }

  /** Reads what begins with a dollar sign; whether it is a loop variable whose values are plain operands. */
  #expansion(depth: number): boolean {
    const opening = this.#text[this.#at + 1];
    const isBound = this.#value(depth);
    // zsh calculates what stands behind a variable there, and runs what such a calculation names (zshparam(1), zshexpn(1)).
    if (opening !== '(' && opening !== '{' && /^(?:\[|:[a-zA-Z&])/.test(this.#text.slice(this.#at, this.#at + 2)))
      throw NOT_PLAIN;
    return isBound;
  }

  #value(depth: number): boolean {
    const opening = this.#text[++this.#at];
    if (opening === '(') {
      if (this.#text[++this.#at] === '(') throw NOT_PLAIN;
      this.list('', depth + 1);
      if (this.#text[this.#at] !== ')') throw NOT_PLAIN;
      this.#at++;
      return false;
    }
    if (opening === '?') {
      this.#at++;
      return false;
    }
    const isBraced = opening === '{';
    if (isBraced) this.#at++;
    const from = this.#at;
    while (isWordCode(this.#text.charCodeAt(this.#at))) this.#at++;
    const name = ` ${this.#text.slice(from, this.#at)} `;
    if (isBraced && this.#text[this.#at++] !== '}') throw NOT_PLAIN;
    if (this.#place.bound.includes(name)) return !this.#place.loose.includes(name);
    if (!this.#place.loose.includes(name) && name !== ' PWD ' && name !== ' HOME ') throw NOT_PLAIN;
    return false;
  }

  /** The letters at which the reading stands, where they are a word by themselves. */
  #keyword(): string {
    let end = this.#at;
    for (let code = this.#text.charCodeAt(end); code >= 0x61 && code <= 0x7a;) code = this.#text.charCodeAt(++end);
    const after = this.#text.charCodeAt(end);
    return isBoundary(after) ? this.#text.slice(this.#at, end) : '';
  }

  /** Whether a word ends here. */
  #isBoundary(): boolean {
    return isBoundary(this.#text.charCodeAt(this.#at));
  }

  /** Goes over blanks, continued lines and comments, and over line ends where a command may begin. */
  #skip(lines: boolean): void {
    for (;;) {
      const code = this.#text.charCodeAt(this.#at);
      if (code === BLANK || code === TAB || (lines && code === LINE)) this.#at++;
      else if (code === BACKSLASH && this.#text.charCodeAt(this.#at + 1) === LINE) this.#at += 2;
      else if (code === HASH) {
        const end = this.#text.indexOf('\n', this.#at);
        this.#at = end < 0 ? this.#text.length : end;
      } else return;
    }
  }
}
