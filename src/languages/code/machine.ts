import { show, type Hole, type Span } from '../../word.ts';
import type { Act } from './act.ts';
import { Bindings } from './bindings.ts';
import type { Expression, Item } from './expression.ts';
import { asPath, listMethod, parentOf, textMethod, textOperation } from './fold.ts';
import type { CodeLanguage } from './language.ts';
import { imported } from './modules.ts';
import { statements } from './statements.ts';
import { anyValue, joined, known, mapped, text, unknown, wordFrom, type Value } from './value.ts';

/** How much of a program is walked through before the rest is left. */
const MAX_STEPS = 40_000;
/** How often a function is walked through, each time with other arguments. */
const MAX_CALLS = 24;
const MAX_DEPTH = 24;
const MAX_NESTING = 400;
/** How many acts of one program are told. */
const MAX_ACTS = 600;

/** Methods of the environment that show no values. */
const keysOnly = /^(?:keys|key\?|has_key\?|include\?|update|putenv|delete|has|size|length|count)$/;

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

/** Walks through a program once, in the order it is written, and notes what its calls do. Nothing is run. */
export class Machine {
  readonly acts: Act[] = [];
  readonly language: CodeLanguage;
  readonly setting: Setting;
  /** What was written to each file that was opened: the index of its act, and the pieces. */
  readonly writes: { readonly act: number; readonly content: Value[] }[] = [];
  /** Tasks the program defines, by their last name. */
  readonly tasks = new Map<string, { readonly before: readonly string[]; readonly bodies: Value[] }>();
  cwd: Value | undefined;
  readonly #caller: Caller;
  readonly #bindings = new Bindings();
  readonly #functions = new Map<string, Extract<Expression, { is: 'function' }>>();
  readonly #evaluated = new Map<Expression, number>();
  readonly #stars: string[] = [];
  readonly #running: Expression[] = [];
  #results: Value[] = [];
  readonly #noted = new Set<string>();
  #steps = 0;
  #deep = 0;
  #cut = false;

  constructor(language: CodeLanguage, setting: Setting, caller: Caller) {
    this.language = language;
    this.setting = setting;
    this.#caller = caller;
  }

  /** Walks through the program; answers what its last statement comes to. */
  run(program: readonly Expression[]): Value {
    let last: Value = unknown('…');
    for (const statement of program) {
      const value = statement.is === 'statement' ? statement.value : statement;
      if (value.is === 'function' && value.name !== '') this.#define(value);
    }
    const { importer } = this.setting;
    for (const [index, statement] of program.entries()) {
      // What a module does only when it is the program itself.
      const before = program[index - 1];
      if (importer !== undefined && statement.is === 'block' && before !== undefined && asksForMain(before)) continue;
      last = this.value(statement);
    }
    // What nobody in the program calls, others may.
    for (const [, code] of this.#functions)
      if (
        !this.#evaluated.has(code) &&
        !(this.setting.tasks !== undefined && code.name === '') &&
        (importer === undefined || code.name === '' || importer.includes(code.name))
      )
        this.apply({ is: 'function', name: code.name, code }, []);
    return last;
  }

  /** Whether there was more than is walked through. */
  get exhausted(): boolean {
    return this.#cut || this.#steps > MAX_STEPS;
  }

  /** Notes an act, once where the same call is walked through again to the same end. */
  note(act: Act): void {
    const where = this.cwd === undefined ? undefined : wordFrom(this.cwd, this.setting.span);
    const own = keyOf(act);
    const key = own === undefined || where === undefined ? own : `${own} in ${show(where)}`;
    if (key !== undefined && this.#noted.has(key)) return;
    if (this.acts.length >= MAX_ACTS) {
      this.#cut = true;
      return;
    }
    if (key !== undefined) this.#noted.add(key);
    this.acts.push(where === undefined ? act : { ...act, cwd: where });
  }

  /** What an expression comes to. */
  value(expression: Expression): Value {
    this.#steps += 1;
    this.#cut ||= this.#deep > MAX_NESTING;
    if (this.exhausted) return unknown('…');
    this.#deep += 1;
    const found = this.#value(expression);
    this.#deep -= 1;
    return found;
  }

  #value(expression: Expression): Value {
    switch (expression.is) {
      case 'text':
        return this.#text(expression.pieces);
      case 'command': {
        const command = this.#text(expression.pieces);
        return (
          this.#caller(this, '`', { items: [command], named: new Map(), at: expression.at, open: false }) ??
          unknown('`…`')
        );
      }
      case 'number':
        return { is: 'number', value: expression.value };
      case 'name':
        return this.#name(expression.name);
      case 'member':
        return this.#member(this.value(expression.of), expression.name, expression);
      case 'index':
        return this.#index(expression);
      case 'call':
        return this.#call(expression);
      case 'list': {
        const { items, named, open } = this.items(expression.items);
        return named.size > 0 && items.length === 0
          ? { is: 'object', fields: named, open }
          : { is: 'list', items, open };
      }
      case 'object':
        return this.#object(expression.items);
      case 'operation':
        return this.#operation(expression);
      case 'prefix': {
        const of = this.value(expression.of);
        if (expression.operator === '-' && of.is === 'number') return { is: 'number', value: -of.value };
        if (/^(?:!|not|typeof|delete|-|\+|~)$/.test(expression.operator)) return unknown('…');
        return of;
      }
      case 'choice': {
        this.value(expression.test);
        return anyValue([this.value(expression.whenTrue), this.value(expression.otherwise)]);
      }
      case 'assignment':
        return this.#assign(expression);
      case 'function':
        if (expression.name !== '') this.#define(expression);
        else this.#functions.set(`\0${expression.at}`, expression);
        return { is: 'function', name: expression.name, code: expression };
      case 'each':
        return this.#each(expression);
      case 'return': {
        const value = this.value(expression.value);
        this.#results.push(value);
        return value;
      }
      case 'import':
        this.#import(expression);
        return unknown(expression.name);
      case 'block':
        return this.#maybe(expression.body);
      case 'statement':
        return this.value(expression.value);
      case 'nothing':
        return unknown('…');
    }
  }

  #text(pieces: readonly (string | Hole | Expression)[]): Value {
    const values = pieces.map((piece): Value =>
      typeof piece === 'string'
        ? text(piece)
        : 'is' in piece
          ? this.#put(this.value(piece))
          : { is: 'text', parts: [piece] },
    );
    const [only] = values;
    // What comes from outside stays that inside a text.
    const outside =
      values.find((value) => value.is === 'environment') ??
      (values.length === 1 && (only?.is === 'fetched' || only?.is === 'content') ? only : undefined);
    return outside ?? joined(values);
  }

  /** A list put into text, as Ruby and Perl put one. */
  #put(value: Value): Value {
    return value.is === 'list'
      ? joined(value.items.flatMap((item, index) => (index === 0 ? [item] : [text(' '), item])))
      : value;
  }

  /** Statements that may not run: what they bind is one of two. */
  #maybe(body: readonly Expression[]): Value {
    this.#bindings.open();
    let last: Value = unknown('…');
    for (const statement of body) last = this.value(statement);
    this.#bindings.join();
    return last;
  }

  #define(code: Extract<Expression, { is: 'function' }>): void {
    this.#functions.set(code.name, code);
    this.#bindings.set(code.name, { is: 'function', name: code.name, code });
  }

  #name(name: string): Value {
    const bound = this.#bindings.get(name);
    if (bound !== undefined) return bound;
    const constant = this.language.constants[name];
    if (constant !== undefined && Object.hasOwn(this.language.constants, name)) return this.constant(constant, name);
    for (const module of this.#stars)
      if (this.language.knows(`${module}.${name}`)) return { is: 'reference', name: `${module}.${name}` };
    return { is: 'reference', name: this.language.canonical(name) };
  }

  /** The directory that the program's file lies in. */
  scriptDirectory(): Value {
    const whole = known(this.setting.script);
    return whole === undefined ? asPath(text('.')) : asPath(text(parentOf(whole)));
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
        return { is: 'list', items: this.setting.args, open: true };
      case 'parameter':
        return { is: 'unknown', why: name, parameter: true };
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

  #member(of: Value, name: string, expression: Expression): Value {
    if (expression.is === 'member' && expression.of.is === 'name') {
      const bound = this.#bindings.get(`${expression.of.name}.${name}`);
      if (bound !== undefined) return bound;
    }
    return mapped(of, (one) => this.member(one, name));
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
        if (of.path === true) return textMethod(this, name, of, []) ?? unknown(name);
        if (name === 'length')
          return known(of) === undefined ? unknown(name) : { is: 'number', value: known(of)?.length ?? 0 };
        // Ruby calls without brackets.
        return this.language.grammar.ruby
          ? (this.#method(of, name, { items: [], named: new Map(), at: 0, open: false }) ?? unknown(name))
          : unknown(name);
      case 'list':
        return this.language.grammar.ruby ? (listMethod(this, name, of, []) ?? unknown(name)) : unknown(name);
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

  #index(expression: Extract<Expression, { is: 'index' }>): Value {
    const { name: language } = this.language.grammar;
    let of: Value;
    // `$x[0]` of Perl is an element of `@x`, `$x{y}` one of `%x`.
    if (
      language === 'perl' &&
      expression.of.is === 'name' &&
      expression.of.name.startsWith('$') &&
      !this.#bindings.has(expression.of.name)
    ) {
      const plain = expression.of.name.slice(1);
      of =
        plain === 'ENV'
          ? { is: 'environment' }
          : (this.#bindings.get(`@${plain}`) ??
            this.#bindings.get(`%${plain}`) ??
            this.#name(plain === 'ARGV' ? '@ARGV' : expression.of.name));
    } else of = this.value(expression.of);
    const keys = expression.keys.map((key) => (key === undefined ? undefined : this.value(key)));
    return mapped(of, (one) => this.element(one, keys, expression.slice));
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

  #object(items: readonly Item[]): Value {
    // A set of Python, a sequence of Lua.
    if (
      this.language.grammar.name !== 'javascript' &&
      items.length > 0 &&
      items.every(({ name }) => name === undefined)
    ) {
      const set = this.items(items);
      if (set.named.size === 0)
        return set.items.some((item) => item.is === 'environment')
          ? { is: 'environment' }
          : { is: 'list', items: set.items, open: set.open };
    }
    const fields = new Map<string, Value>();
    let open = false;
    let environment = false;
    for (const { name, value, spread } of items) {
      const found = this.value(value);
      if (spread === true) {
        if (found.is === 'object') for (const [key, field] of found.fields) fields.set(key, field);
        else if (found.is === 'environment') environment = true;
        open = true;
        continue;
      }
      const key =
        typeof name === 'string'
          ? name
          : name === undefined
            ? value.is === 'name'
              ? value.name
              : undefined
            : known(this.value(name));
      if (key === undefined) open = true;
      else fields.set(key, found);
    }
    return environment ? { is: 'environment' } : { is: 'object', fields, open };
  }

  #operation({ operator, left, right }: Extract<Expression, { is: 'operation' }>): Value {
    const first = this.value(left);
    const second = this.value(right);
    switch (operator) {
      case '||':
      case 'or':
      case '??':
      case '&&':
      case 'and':
        if (operator === '&&' || operator === 'and') return second;
        return first.is === 'reference' && !this.language.knows(first.name) ? second : anyValue([first, second]);
      case ',':
        return second;
      case 'as':
      case 'satisfies':
        return first;
      default:
        return textOperation(operator, first, second);
    }
  }

  #assign({ target, operator, value }: Extract<Expression, { is: 'assignment' }>): Value {
    const found = this.value(value);
    if (operator === '+=' || operator === '.=')
      this.bind(target, textOperation(operator === '.=' ? '.' : '+', this.value(target), found));
    else if (operator === '||=' || operator === '??=' || operator === '//=')
      this.bind(target, anyValue([this.value(target), found]));
    else if (operator === '=' || operator === ':=' || operator === 'with') this.bind(target, found);
    else this.bind(target, unknown('…'));
    return found;
  }

  /** Gives names values: plain names, members, patterns. */
  bind(target: Expression, value: Value): void {
    switch (target.is) {
      case 'name':
        if (value.is === 'function') this.#functions.set(target.name, value.code);
        this.#bindings.set(target.name, value);
        return;
      case 'prefix':
        return target.operator === '*' || target.operator === '...'
          ? this.bind(target.of, { is: 'list', items: value.is === 'list' ? value.items : [], open: true })
          : this.bind(target.of, value);
      case 'member':
        if (target.of.is === 'name') this.#bindings.set(`${target.of.name}.${target.name}`, value);
        if (value.is === 'function') this.#functions.set(target.name, value.code);
        return;
      case 'assignment':
        return this.bind(target.target, value.is === 'unknown' ? anyValue([value, this.value(target.value)]) : value);
      case 'list':
        for (const [index, item] of target.items.entries())
          this.bind(
            item.value,
            item.spread === true
              ? { is: 'list', items: value.is === 'list' ? value.items.slice(index) : [], open: true }
              : mapped(value, (one) =>
                  one.is === 'unknown' ? one : this.element(one, [{ is: 'number', value: index }], false),
                ),
          );
        return;
      case 'object':
        for (const item of target.items) {
          const key =
            typeof item.name === 'string'
              ? item.name
              : item.value.is === 'name'
                ? item.value.name
                : item.value.is === 'assignment' && item.value.target.is === 'name'
                  ? item.value.target.name
                  : '';
          if (item.spread !== true)
            this.bind(item.value, value.is === 'unknown' ? value : this.#member(value, key, item.value));
        }
        return;
      case 'call':
        // `my ($x, $y) = …` reads like a call of `my`.
        return;
      default:
        return;
    }
  }

  #each({ target, over, body }: Extract<Expression, { is: 'each' }>): Value {
    const source = this.value(over);
    if (body === undefined) {
      this.bind(target, this.elements(source));
      return unknown('…');
    }
    const items =
      source.is === 'list' && !source.open
        ? source.items
        : source.is === 'text' && known(source) !== undefined
          ? Array.from(known(source) ?? '', text)
          : undefined;
    if (items === undefined || items.length > 4000) {
      this.bind(target, this.elements(source));
      const one = this.value(body);
      return one.is === 'environment' ? one : { is: 'list', items: [one], open: true };
    }
    const results = items.map((item) => {
      this.bind(target, item);
      return this.value(body);
    });
    return {
      is: 'list',
      items: results.flatMap((result) => (body.is === 'each' && result.is === 'list' ? result.items : [result])),
      open: false,
    };
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

  #import({ module, member, name, at }: Extract<Expression, { is: 'import' }>): void {
    const root = this.language.canonical(module.replace(/^node:/, ''));
    if (!this.language.module(root)) imported(this, text(module), at, member);
    if (member === '*') this.#stars.push(root);
    else if (name !== '')
      this.#bindings.set(name, this.member({ is: 'reference', name: root }, member === '' ? 'default' : member));
    if (member === '' && name !== '') this.#bindings.set(name, { is: 'reference', name: root });
  }

  /** Arguments or elements, spread ones taken apart. */
  items(items: readonly Item[]): {
    readonly items: readonly Value[];
    readonly named: ReadonlyMap<string, Value>;
    readonly open: boolean;
  } {
    const found: Value[] = [];
    const named = new Map<string, Value>();
    let open = false;
    for (const { value, name, spread } of items) {
      const one = this.value(value);
      const starred =
        spread === true || (value.is === 'prefix' && (value.operator === '...' || value.operator === '*'));
      if (starred) {
        if (one.is === 'list') {
          found.push(...one.items);
          open ||= one.open;
        } else if (one.is === 'environment') found.push(one);
        else if (one.is === 'object') for (const [key, field] of one.fields) named.set(key, field);
        else open = true;
      } else if (name === undefined) found.push(one);
      else named.set(typeof name === 'string' ? name : (known(this.value(name)) ?? '…'), one);
    }
    return { items: found, named, open };
  }

  #call(expression: Extract<Expression, { is: 'call' }>): Value {
    const { of, at } = expression;
    if (of.is === 'member') {
      const receiver = this.value(of.of);
      const bound = of.of.is === 'name' ? this.#bindings.get(`${of.of.name}.${of.name}`) : undefined;
      const given = { ...this.items(expression.items), at };
      statements(this, of.name, given);
      if (bound !== undefined) return this.invoke(bound, given);
      return mapped(receiver, (one) => this.#method(one, of.name, given) ?? this.#other(one, of.name, given));
    }
    const callee = this.value(of);
    const given = { ...this.items(expression.items), at };
    if (callee.is === 'reference') statements(this, callee.name, given);
    if (callee.is === 'unknown' && /\[…\]$|^getattr\(/.test(callee.why))
      return this.#caller(this, '?', { ...given, receiver: callee }) ?? unknown('…');
    return this.invoke(callee, given);
  }

  /** Calls a value. */
  invoke(callee: Value, given: Given): Value {
    return mapped(callee, (one) => {
      switch (one.is) {
        case 'reference':
          return this.#caller(this, one.name, given) ?? this.#other(undefined, one.name, given);
        case 'function':
          return this.apply(one, given.items, given.named);
        case 'partial':
          return this.invoke(one.of, { ...given, items: [...one.items, ...given.items] });
        case 'text': {
          // PHP calls functions by their name in a variable.
          const name = known(one);
          return name === undefined || this.language.grammar.name !== 'php'
            ? this.#other(one, '', given)
            : this.invoke({ is: 'reference', name: this.language.canonical(name) }, given);
        }
        default:
          return this.#other(one, '', given);
      }
    });
  }

  #method(receiver: Value, name: string, given: Given): Value | undefined {
    const own = receiver.is === 'reference' && this.language.knows(this.language.canonical(`${receiver.name}.${name}`));
    if (!own && (name === 'call' || name === 'apply' || name === 'bind' || name === '__call__' || name === '()')) {
      const target = receiver.is === 'reference' || receiver.is === 'function' || receiver.is === 'partial';
      const python = name === '__call__' || this.language.grammar.name !== 'javascript';
      if (target) {
        const rest = python ? given.items : given.items.slice(1);
        const [list] = rest;
        const items = name === 'apply' && list?.is === 'list' ? list.items : rest;
        return name === 'bind' ? { is: 'partial', of: receiver, items } : this.invoke(receiver, { ...given, items });
      }
    }
    switch (receiver.is) {
      case 'reference': {
        const whole = this.language.canonical(`${receiver.name}.${name}`);
        const code = this.language.knows(whole) ? undefined : this.#functions.get(name);
        if (code !== undefined) return this.apply({ is: 'function', name, code }, given.items, given.named);
        return this.#caller(this, whole, given) ?? this.#caller(this, `*.${name}`, { ...given, receiver });
      }
      case 'text': {
        const path =
          receiver.path === true
            ? this.#caller(this, `Path.${name}`, { ...given, items: [receiver, ...given.items] })
            : undefined;
        return (
          path ??
          textMethod(this, name, receiver, given.items, given.named) ??
          this.#caller(this, `*.${name}`, { ...given, receiver })
        );
      }
      case 'list':
        return listMethod(this, name, receiver, given.items);
      case 'file':
        return this.#caller(this, `Handle.${name}`, { ...given, receiver });
      case 'object': {
        const field = receiver.fields.get(name);
        if (field !== undefined) return this.invoke(field, given);
        const [key, otherwise] = given.items;
        if (name === 'items' || name === 'entries')
          return {
            is: 'list',
            items: [...receiver.fields].map(
              ([own, value]) => ({ is: 'list', items: [text(own), value], open: false }) as const,
            ),
            open: receiver.open,
          };
        if (name === 'values' || name === 'keys')
          return {
            is: 'list',
            items: name === 'keys' ? [...receiver.fields.keys()].map(text) : [...receiver.fields.values()],
            open: receiver.open,
          };
        return name === 'get' ? (receiver.fields.get(known(key) ?? '') ?? otherwise) : undefined;
      }
      case 'environment':
        if (/^(?:get|fetch|pop|setdefault)$/.test(name) && given.items[0] !== undefined) {
          const [key, otherwise] = given.items;
          const value = known(key) === undefined ? receiver : this.variable(known(key) ?? '');
          return otherwise === undefined || known(value) !== undefined ? value : anyValue([value, otherwise]);
        }
        return keysOnly.test(name) ? unknown(name) : undefined;
      case 'unknown': {
        const code = this.#functions.get(name);
        if (code !== undefined) return this.apply({ is: 'function', name, code }, given.items, given.named);
        return this.#caller(this, `*.${name}`, { ...given, receiver });
      }
      case 'number':
      case 'flag':
      case 'function':
      case 'partial':
      case 'content':
      case 'fetched':
      case 'any':
        return this.#caller(this, `*.${name}`, { ...given, receiver });
    }
  }

  /** A call of something that is not known: functions handed over are called, and what went in comes out. */
  #other(receiver: Value | undefined, name: string, given: Given): Value {
    const values = [...given.items, ...given.named.values()];
    const results: Value[] = [];
    for (const [index, value] of values.entries()) {
      if (
        value.is !== 'function' &&
        value.is !== 'partial' &&
        !(value.is === 'reference' && this.language.knows(value.name))
      )
        continue;
      const rest = given.items.filter((_, at) => at !== index);
      const handed = given.named.get('args');
      const items =
        handed?.is === 'list'
          ? handed.items
          : receiver !== undefined && receiver.is !== 'reference'
            ? [this.#handed(receiver), ...rest]
            : rest.flatMap((one) =>
                one.is === 'number'
                  ? []
                  : /^(?:map|filter|grep|sort|first|any|all|map_async|imap|starmap)$/.test(name) ||
                      /\.(?:map|imap|starmap)$/.test(name)
                    ? [this.elements(one)]
                    : [one],
              );
      const result = this.invoke(value, { items, named: new Map(), at: given.at, open: false });
      results.push(result);
      if (
        value.is === 'function' &&
        receiver !== undefined &&
        (result.is === 'fetched' || result.is === 'text' || result.is === 'reference' || result.is === 'content')
      )
        return result;
    }
    for (const value of [...results, ...(receiver === undefined ? values : [receiver, ...values])]) {
      if (value.is === 'fetched' || value.is === 'content') return value;
      if (
        value.is === 'environment' &&
        !/(?:^|\.)(?:len|type|isinstance|keys|sorted|list|set|iter|count|size|length|bool|id)$/.test(name)
      )
        return value;
    }
    if (receiver?.is === 'unknown' && receiver.parameter === true) return { is: 'unknown', why: name, parameter: true };
    const parameter = values.some((value) => value.is === 'unknown' && value.parameter === true);
    return { is: 'unknown', why: name === '' ? '…' : `${name}(…)`, ...(parameter ? { parameter } : {}) };
  }

  #handed(receiver: Value): Value {
    return receiver.is === 'list' ? this.elements(receiver) : receiver;
  }

  /** Walks through a function with these arguments. */
  apply(
    { code }: Extract<Value, { is: 'function' }>,
    items: readonly Value[],
    named: ReadonlyMap<string, Value> = new Map(),
  ): Value {
    const calls = (this.#evaluated.get(code) ?? 0) + 1;
    this.#evaluated.set(code, calls);
    this.#cut ||= this.#running.length > MAX_DEPTH;
    if (calls > MAX_CALLS || this.#running.includes(code) || this.exhausted) return unknown(code.name);
    this.#bindings.open();
    const results = this.#results;
    this.#results = [];
    this.#running.push(code);
    const parameters = code.parameters.filter(
      (parameter, index) => !(index === 0 && parameter.is === 'name' && /^(?:self|cls)$/.test(parameter.name)),
    );
    for (const [index, parameter] of parameters.entries()) {
      const own = nameOf(parameter);
      const given = named.get(own.replace(/^\$/, '')) ?? items[index];
      if (parameter.is === 'prefix' && /^(?:\*|\.\.\.)$/.test(parameter.operator))
        this.bind(parameter.of, { is: 'list', items: items.slice(index), open: items.length === 0 });
      else this.bind(parameter, given ?? { is: 'unknown', why: own, parameter: true });
    }
    const { name: language } = this.language.grammar;
    if (language === 'perl') this.#bindings.set('@_', { is: 'list', items, open: items.length === 0 });
    else if (language === 'ruby') this.#bindings.set('it', items[0] ?? unknown('it'));
    let last: Value = unknown('…');
    for (const statement of code.body) last = this.value(statement);
    if (code.gives || language === 'perl') this.#results.push(last);
    const value = this.#results.length === 0 ? unknown(`${code.name}(…)`) : anyValue(this.#results);
    this.#results = results;
    this.#running.pop();
    this.#bindings.join();
    return value;
  }

  /** The first of the arguments of the function that is walked through (Perl's `shift`). */
  shift(): Value {
    const list = this.#bindings.get('@_');
    if (this.#running.length === 0 || list?.is !== 'list') return unknown('shift');
    this.#bindings.set('@_', { ...list, items: list.items.slice(1) });
    return list.items[0] ?? { is: 'unknown', why: 'shift', parameter: true };
  }

  /** The value as parts of a word, for those who note acts. */
  word(value: Value): ReturnType<typeof wordFrom> {
    return wordFrom(value, this.setting.span);
  }
}

/** `if __name__ == '__main__'`, `if (require.main === module)`. */
function asksForMain(statement: Expression): boolean {
  const test = statement.is === 'statement' ? statement.value : statement;
  if (test.is !== 'operation' || !test.operator.startsWith('==')) return false;
  return (
    (test.left.is === 'name' && test.left.name === '__name__') ||
    (test.left.is === 'member' && test.left.name === 'main')
  );
}

function nameOf(parameter: Expression): string {
  switch (parameter.is) {
    case 'name':
      return parameter.name;
    case 'prefix':
      return nameOf(parameter.of);
    case 'assignment':
      return nameOf(parameter.target);
    default:
      return '…';
  }
}

function slicedList(items: readonly Value[], keys: readonly (Value | undefined)[]): readonly Value[] {
  const [from, to, step] = keys.map((key) => (key?.is === 'number' ? key.value : undefined));
  const cut = step !== undefined && step < 0 ? items.toReversed() : items.slice(from ?? 0, to ?? undefined);
  return cut;
}

function sliced(whole: string, keys: readonly (Value | undefined)[]): Value {
  const [from, to, step] = keys.map((key) => (key?.is === 'number' ? key.value : undefined));
  if (step !== undefined && step < 0)
    return text(
      Array.from(whole)
        .toReversed()
        .filter((_, index) => index % -step === 0)
        .join(''),
    );
  const cut = whole.slice(from ?? 0, to ?? undefined);
  return text(
    step === undefined || step === 1
      ? cut
      : Array.from(cut)
          .filter((_, index) => index % step === 0)
          .join(''),
  );
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
