import { show, type Hole, type Span } from '../../word.ts';
import type { Act } from './act.ts';
import { Bindings } from './bindings.ts';
import type { Expression } from './expression.ts';
import { listMethod, slicedList } from './list-methods.ts';
import { asPath, parentOf } from './paths.ts';
import { sliced, textMethod } from './text-methods.ts';
import type { CodeLanguage } from './language.ts';
import type { Machine } from './machine.ts';
import { anyValue, known, mapped, text, unknown, wordFrom, type Value } from './value.ts';

/** How much of a program is walked through before the rest is left. */
const MAX_STEPS = 40_000;
/** How many acts of one program are told. */
const MAX_ACTS = 600;

/** Methods of the environment that show no values. */
export const keysOnly = /^(?:keys|key\?|has_key\?|include\?|update|putenv|delete|has|size|length|count)$/;

/** What a call was given. */
export interface Given {
  readonly items: readonly Value[];
  readonly named: ReadonlyMap<string, Value>;
  readonly at: number;
  /** What the method was called on, where it is not part of the name. */
  readonly receiver?: Value;
  /** A list of unknown length stands among the arguments. */
  readonly open: boolean;
}

/** Where a program stands and what is known around it. */
export interface Setting {
  readonly home: string | null;
  /** The program stands in a file of its own rather than in the command. */
  readonly file: boolean;
  /** Where that file lies. */
  readonly script: Value | undefined;
  /** The text of the program that imports this one: of the functions here, those that it names are run. */
  readonly importer: string | undefined;
  /** Tasks that are asked for, where the program only says what its tasks do: a Rakefile. */
  readonly tasks: readonly string[] | undefined;
  readonly args: readonly Value[];
  readonly span: Span;
  /** Holes of the shell's in the program text. */
  readonly holes: ReadonlySet<Hole>;
}

/** What a call does, for one row of the languages' tables; `undefined` where nothing is known of its result. */
export type Row = (machine: Machine, given: Given, name: string) => Value | undefined;

/** What a call known by name does. */
export type Caller = (machine: Machine, name: string, given: Given) => Value | undefined;

/** What is known while a program is walked through, and what it was found to do. */
export abstract class MachineState {
  /** The whole of it, for those who note acts. */
  protected abstract get self(): Machine;
  /** A method of a value; `undefined` for one that is not known. */
  protected abstract method(receiver: Value, name: string, given: Given): Value | undefined;

  readonly acts: Act[] = [];
  readonly language: CodeLanguage;
  readonly setting: Setting;
  /** What was written to each file that was opened: the index of its act, and the pieces. */
  readonly writes: { readonly act: number; readonly content: Value[] }[] = [];
  /** Tasks the program defines, by their last name. */
  readonly tasks = new Map<string, { readonly before: readonly string[]; readonly bodies: Value[] }>();
  cwd: Value | undefined;
  protected readonly caller: Caller;
  protected readonly bindings = new Bindings();
  protected readonly functions = new Map<string, Extract<Expression, { is: 'function' }>>();
  protected readonly evaluated = new Map<Expression, number>();
  protected readonly stars: string[] = [];
  protected readonly running: Expression[] = [];
  protected results: Value[] = [];
  protected readonly noted = new Set<string>();
  /** How many constructors the program has. */
  protected constructors = 0;
  protected steps = 0;
  protected deep = 0;
  protected cut = false;

  constructor(language: CodeLanguage, setting: Setting, caller: Caller) {
    this.language = language;
    this.setting = setting;
    this.caller = caller;
  }

  /** Whether there was more than is walked through. */
  get exhausted(): boolean {
    return this.cut || this.steps > MAX_STEPS;
  }

  /** Notes an act, once where the same call is walked through again to the same end. */
  note(act: Act): void {
    const where = this.cwd === undefined ? undefined : wordFrom(this.cwd, this.setting.span);
    const own = keyOf(act);
    const key = own === undefined || where === undefined ? own : `${own} in ${show(where)}`;
    if (key !== undefined && this.noted.has(key)) return;
    if (this.acts.length >= MAX_ACTS) {
      this.cut = true;
      return;
    }
    if (key !== undefined) this.noted.add(key);
    this.acts.push(where === undefined ? act : { ...act, cwd: where });
  }

  /** A name with a meaning of its own. */
  constant(constant: string, name: string): Value {
    switch (constant) {
      case 'yes':
      case 'no':
        return { is: 'flag', value: constant === 'yes' };
      case 'environment':
        return { is: 'environment' };
      case 'arguments':
        return {
          is: 'list',
          items: [...this.#before(name), ...this.setting.args],
          open: this.setting.args.length === 0,
        };
      case 'parameter':
        // In a command `$_` is a line that is read (perlrun, -n and -p), in a file whatever its caller has.
        return { is: 'unknown', why: name, ...(this.setting.file ? { parameter: true } : {}) };
      case 'shift':
        return this.shift();
      case 'script':
        return this.setting.script ?? text('./script');
      case 'script-directory':
        return this.scriptDirectory();
      case 'home':
        return this.variable('HOME');
      default:
        return text(constant);
    }
  }

  /** What stands in front of the arguments in the list of them: the interpreter, the script. */
  #before(list: string): readonly Value[] {
    if (list === 'Deno.args') return [];
    switch (this.language.grammar.name) {
      case 'python':
      case 'php':
        return [unknown('the script')];
      case 'javascript':
        return this.setting.file ? [text('node'), unknown('the script')] : [text('node')];
      case 'ruby':
      case 'perl':
      case 'lua':
        return [];
    }
  }

  /** A member of a value, without a call. */
  member(of: Value, name: string): Value {
    switch (of.is) {
      case 'reference': {
        const whole = this.language.canonical(`${of.name}.${name}`);
        if (Object.hasOwn(this.language.constants, whole))
          return this.constant(this.language.constants[whole] ?? '', whole);
        return { is: 'reference', name: whole };
      }
      case 'object':
        return of.fields.get(name) ?? unknown(name);
      case 'environment':
        if (this.language.grammar.ruby) return keysOnly.test(name) ? unknown(name) : of;
        return this.variable(name);
      case 'fetched':
      case 'content':
        return of;
      case 'text':
        if (of.path === true) return textMethod(this.self, name, of, []) ?? unknown(name);
        if (name === 'length')
          return known(of) === undefined ? unknown(name) : { is: 'number', value: known(of)?.length ?? 0 };
        // Ruby calls without brackets.
        return this.language.grammar.ruby
          ? (this.method(of, name, { items: [], named: new Map(), at: 0, open: false }) ?? unknown(name))
          : unknown(name);
      case 'list':
        return this.language.grammar.ruby ? (listMethod(this.self, name, of, []) ?? unknown(name)) : unknown(name);
      case 'number':
      case 'flag':
      case 'function':
      case 'partial':
      case 'file':
      case 'unknown':
      case 'any':
        return unknown(name);
    }
  }

  /** A variable of the environment: home is known, the others are what they are called. */
  variable(name: string): Value {
    const { home } = this.setting;
    if ((name === 'HOME' || name === 'USERPROFILE') && home !== null) return text(home);
    return { is: 'text', parts: [{ hole: 'unknown', why: `$${name}` }] };
  }

  /** An element, a member by its name, or a stretch of text. */
  element(of: Value, keys: readonly (Value | undefined)[], slice: boolean): Value {
    const [first] = keys;
    const key = known(first);
    switch (of.is) {
      case 'list': {
        if (slice) return { is: 'list', items: slicedList(of.items, keys), open: of.open };
        const index =
          first?.is === 'number' ? (first.value < 0 ? of.items.length + first.value : first.value) : undefined;
        if (index === undefined) return of.items.length === 0 ? unknown('…') : anyValue(of.items);
        return of.items[index] ?? unknown(`[${index}]`);
      }
      case 'object':
        return key === undefined
          ? anyValue([...of.fields.values(), unknown('…')])
          : (of.fields.get(key) ?? unknown(key));
      case 'environment':
        return key === undefined ? of : this.variable(key);
      case 'reference':
        if (key !== undefined && !/^\d+$/.test(key)) return this.member(of, key);
        // `globals()['x']`, `fs[name]`
        return this.language.dangerous(of.name) && first !== undefined && !slice && first.is !== 'number'
          ? { is: 'unknown', why: `${of.name}[…]` }
          : unknown(of.name);
      case 'text': {
        const whole = known(of);
        if (whole === undefined) return unknown('…');
        if (slice) return sliced(whole, keys);
        return first?.is === 'number' ? text(whole.at(first.value) ?? '') : unknown('…');
      }
      case 'fetched':
      case 'content':
        return of;
      case 'unknown':
        return of;
      case 'number':
      case 'flag':
      case 'function':
      case 'partial':
      case 'file':
      case 'any':
        return unknown('…');
    }
  }

  /** One of the elements of a value. */
  elements(source: Value): Value {
    return mapped(source, (one) => {
      switch (one.is) {
        case 'list':
          return one.items.length === 0 ? unknown('…') : one.open ? anyValue([...one.items]) : anyValue(one.items);
        case 'object':
          return {
            is: 'list',
            items: [anyValue([...one.fields.keys()].map(text)), anyValue([...one.fields.values()])],
            open: false,
          };
        case 'fetched':
        case 'content':
          return one;
        case 'file':
          return { is: 'content', path: one.path };
        case 'text':
          return one.path === true ? one : unknown('…');
        case 'unknown':
          return one;
        case 'environment':
        case 'reference':
        case 'number':
        case 'flag':
        case 'function':
        case 'partial':
        case 'any':
          return unknown('…');
      }
    });
  }

  /** The directory that the program's file lies in. */
  scriptDirectory(): Value {
    const whole = known(this.setting.script);
    return whole === undefined ? asPath(text('.')) : asPath(text(parentOf(whole)));
  }

  /** The value as parts of a word, for those who note acts. */
  word(value: Value): ReturnType<typeof wordFrom> {
    return wordFrom(value, this.setting.span);
  }

  /** The first of the arguments of the function that is walked through (Perl's `shift`). */
  shift(): Value {
    const list = this.bindings.get('@_');
    if (this.running.length === 0 || list?.is !== 'list') return unknown('shift');
    this.bindings.set('@_', { ...list, items: list.items.slice(1) });
    return list.items[0] ?? { is: 'unknown', why: 'shift', parameter: true };
  }
}

/** What tells an act from others, where it is one that loops and functions repeat; an open file's writes are told apart by their index. */
function keyOf(act: Act): string | undefined {
  switch (act.act) {
    case 'read':
    case 'delete':
    case 'make':
    case 'file-code':
    case 'sql-file':
      return `${act.act} ${act.at} ${show(act.path)}`;
    case 'copy':
    case 'move':
    case 'link':
      return `${act.act} ${act.at} ${show(act.path)} ${show(act.target)}`;
    case 'shell':
      return `${act.act} ${act.at} ${show(act.command)} ${act.input === undefined ? '' : show(act.input)}`;
    case 'run':
      return `${act.act} ${act.at} ${act.argv.map(show).join('\0')} ${act.input === undefined ? '' : show(act.input)}`;
    case 'code':
      return `${act.act} ${act.at} ${show(act.code)}`;
    case 'sql':
      return `${act.act} ${act.at} ${show(act.text)}`;
    case 'opaque':
      return `${act.act} ${act.at} ${act.detail}`;
    case 'module':
      return `${act.act} ${act.candidates.map(show).join('\0')}`;
    case 'request':
      return `${act.act} ${act.at} ${act.method} ${[act.url, ...act.texts, ...act.sources].map(show).join('\0')}`;
    case 'write':
    case 'append':
    case 'edit':
    case 'mode':
    case 'remote-code':
    case 'environment':
    case 'variable':
    case 'kill':
    case 'shutdown':
      return undefined;
  }
}
