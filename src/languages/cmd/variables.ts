import { LimitError } from '../../budget.ts';
import type { Start } from '../../script.ts';
import { textOf, wordOf, type Hole, type Part, type Word } from '../../word.ts';
import type { World } from '../../world.ts';

/** The character that stands for the first piece of the text that is not known. */
const FIRST_MARK = 0xe000;
/** How many such pieces there may be. */
const MAX_MARKS = 0x1000;
/** The longest value of a variable (`set /?`: a command line has 8191 characters). */
const MAX_VALUE = 32_767;

/** The variables of a command interpreter, and text with them put in; what is not known is a character that stands for it. */
export class Variables {
  /** By lower-case name. */
  readonly values = new Map<string, string>();
  cwd: Word;
  readonly #start: Start;
  readonly #world: World;
  readonly #holes: Hole[] = [];

  constructor(start: Start, world: World) {
    this.#start = start;
    this.#world = world;
    this.cwd = start.cwd;
  }

  set(name: string, value: string): void {
    this.values.set(name, value.length > MAX_VALUE ? this.mark({ hole: 'unknown', why: `%${name}%` }) : value);
  }

  /** Text in which a character stands for every hole. */
  marked(parts: readonly Part[]): string {
    return parts
      .map((part) => (typeof part === 'string' ? part : part.hole === 'glob' ? part.text : this.mark(part)))
      .join('');
  }

  mark(hole: Hole): string {
    if (this.#holes.length >= MAX_MARKS) throw new LimitError('pieces that are not known');
    this.#holes.push(hole);
    return String.fromCharCode(FIRST_MARK + this.#holes.length - 1);
  }

  parts(text: string): readonly Part[] {
    return text.split(/([\ue000-\uefff])/).flatMap((piece): readonly Part[] => {
      const hole = /^[\ue000-\uefff]$/.test(piece) ? this.#holes[piece.charCodeAt(0) - FIRST_MARK] : undefined;
      return piece === '' ? [] : [hole ?? piece];
    });
  }

  word(text: string): Word {
    return wordOf(this.parts(text), this.#start.place(0, 0));
  }

  /** `%NAME%`, `%NAME:a=b%`, `%NAME:~1,2%`, `%1`, `%~dp0`, `!NAME!`. */
  expanded(text: string): string {
    const batch = this.#start.file !== undefined;
    return text.replace(
      /%%|%(\*|~[a-z$:]*\d|\d)|%([^%\s&|<>^"]+?(?::[^%\n]*)?)%|!([a-z_]\w*(?::[^!\n]*)?)!/gi,
      (whole, argument: string | undefined, name: string | undefined, late: string | undefined) => {
        if (whole === '%%') return batch ? '%' : whole;
        if (argument !== undefined) return batch ? this.#argument(argument) : whole;
        return this.#value(name ?? late ?? '', whole);
      },
    );
  }

  /** `call` puts variables in once more: what the line itself has set by now is known. */
  late(text: string): string {
    return text.replace(/[\ue000-\uefff]/g, (mark) => {
      const hole = this.#holes[mark.charCodeAt(0) - FIRST_MARK];
      const name = hole?.hole === 'unknown' ? /^[%!]([^%!:]+)[%!]$/.exec(hole.why)?.[1] : undefined;
      return (name === undefined ? undefined : this.values.get(name.toLowerCase())) ?? mark;
    });
  }

  #argument(argument: string): string {
    const { file, args } = this.#start;
    if (argument.endsWith('0')) {
      const name = file === undefined ? undefined : textOf(file)?.replaceAll('\\', '/');
      if (name === undefined) return this.mark({ hole: 'unknown', why: `%${argument}` });
      const directory = name.includes('/') ? name.slice(0, name.lastIndexOf('/') + 1) : './';
      return /d|p/.test(argument) ? directory : name;
    }
    const given = args.slice(1);
    if (argument === '*') return given.map((word) => this.marked(word.parts)).join(' ');
    const word = given[Number(/\d$/.exec(argument)?.[0] ?? '1') - 1];
    return word === undefined ? '' : this.marked(word.parts);
  }

  #value(written: string, whole: string): string {
    const [, name = '', change] = /^([^:]+)(?::(.*))?$/s.exec(written) ?? [];
    const value = this.#variable(name.toLowerCase());
    if (value === undefined) return this.mark({ hole: 'unknown', why: whole });
    if (change === undefined) return value;
    const slice = /^~(-?\d+)(?:,(-?\d+))?$/.exec(change);
    if (slice !== null) {
      const from = Number(slice[1]);
      const count = slice[2] === undefined ? undefined : Number(slice[2]);
      const start = from < 0 ? value.length + from : from;
      return value.slice(start, count === undefined ? undefined : count < 0 ? count : start + count);
    }
    const at = change.indexOf('=');
    const search = change.slice(0, at);
    const by = change.slice(at + 1);
    if (at < 1) return value;
    if (search.startsWith('*')) {
      const found = value.toLowerCase().indexOf(search.slice(1).toLowerCase());
      return found < 0 ? value : by + value.slice(found + search.length - 1);
    }
    return value.replace(new RegExp(search.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`), 'gi'), () => by);
  }

  #variable(name: string): string | undefined {
    const set = this.values.get(name);
    if (set !== undefined) return set;
    const own = this.#start.inherited?.exported.find((one) => one.toLowerCase() === name);
    const given = own === undefined ? undefined : this.#start.inherited?.variable(own);
    if (given !== undefined && given !== null) return this.marked(given.parts);
    const { home, platform } = this.#world;
    switch (name) {
      case 'cd':
        return this.marked(this.cwd.parts);
      case 'userprofile':
      case 'homepath':
        return home ?? undefined;
      case 'homedrive':
        return '';
      case 'appdata':
        return home === null ? undefined : `${home}/AppData/Roaming`;
      case 'localappdata':
        return home === null ? undefined : `${home}/AppData/Local`;
      case 'temp':
      case 'tmp':
        return platform === 'windows' && home !== null ? `${home}/AppData/Local/Temp` : '/tmp';
      case 'systemroot':
      case 'windir':
        return 'C:/Windows';
      case 'systemdrive':
        return 'C:';
      case 'programfiles':
        return 'C:/Program Files';
      case 'programfiles(x86)':
        return 'C:/Program Files (x86)';
      case 'programdata':
      case 'allusersprofile':
        return 'C:/ProgramData';
      case 'comspec':
        return 'C:/Windows/System32/cmd.exe';
      case 'errorlevel':
      case 'random':
      case 'time':
      case 'date':
        return this.mark({ hole: 'number', why: `%${name}%` });
      default:
        return undefined;
    }
  }
}
