import type { Hole } from '../../word.ts';
import type { Expression, Item } from './expression.ts';
import { textOperation } from './operations.ts';
import { MachineCalls } from './machine-calls.ts';
import { imported } from './modules.ts';
import { anyValue, joined, known, mapped, text, unknown, type Value } from './value.ts';

const MAX_NESTING = 400;

/** Walks through a program once, in the order it is written, and notes what its calls do. Nothing is run. */
export class Machine extends MachineCalls {
  protected get self(): Machine {
    return this;
  }

  /** Walks through the program; answers what its last statement comes to. */
  run(program: readonly Expression[]): Value {
    let last: Value = unknown('…');
    for (const statement of program) {
      const value = statement.is === 'statement' ? statement.value : statement;
      if (value.is === 'function' && value.name !== '') this.define(value);
    }
    const { importer } = this.setting;
    for (const [index, statement] of program.entries()) {
      // What a module does only when it is the program itself.
      const before = program[index - 1];
      if (importer !== undefined && statement.is === 'block' && before !== undefined && asksForMain(before)) continue;
      last = this.value(statement);
    }
    // What nobody in the program calls, others may.
    for (const [, code] of this.functions)
      if (
        !this.evaluated.has(code) &&
        !(this.setting.tasks !== undefined && code.name === '') &&
        (importer === undefined || code.name === '' || importer.includes(code.name))
      )
        this.apply({ is: 'function', name: code.name, code }, []);
    return last;
  }

  /** What an expression comes to. */
  value(expression: Expression): Value {
    this.steps += 1;
    this.cut ||= this.deep > MAX_NESTING;
    if (this.exhausted) return unknown('…');
    this.deep += 1;
    const found = this.evaluate(expression);
    this.deep -= 1;
    return found;
  }

  protected evaluate(expression: Expression): Value {
    switch (expression.is) {
      case 'text':
        return this.textOf(expression.pieces);
      case 'command': {
        const command = this.textOf(expression.pieces);
        return (
          this.caller(this, '`', { items: [command], named: new Map(), at: expression.at, open: false }) ??
          unknown('`…`')
        );
      }
      case 'number':
        return { is: 'number', value: expression.value };
      case 'name':
        return this.named(expression.name);
      case 'member':
        return this.memberOf(this.value(expression.of), expression.name, expression);
      case 'index':
        return this.indexed(expression);
      case 'call':
        return this.call(expression);
      case 'list': {
        const { items, named, open } = this.items(expression.items);
        return named.size > 0 && items.length === 0
          ? { is: 'object', fields: named, open }
          : { is: 'list', items, open };
      }
      case 'object':
        return this.object(expression.items);
      case 'operation':
        return this.operation(expression);
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
        return this.assign(expression);
      case 'function':
        if (expression.name !== '') this.define(expression);
        else this.functions.set(`\0${expression.at}`, expression);
        return { is: 'function', name: expression.name, code: expression };
      case 'each':
        return this.each(expression);
      case 'return': {
        const value = this.value(expression.value);
        this.results.push(value);
        return value;
      }
      case 'import':
        this.import(expression);
        return unknown(expression.name);
      case 'block':
        return this.maybe(expression.body);
      case 'statement':
        return this.value(expression.value);
      case 'nothing':
        return unknown('…');
    }
  }

  protected textOf(pieces: readonly (string | Hole | Expression)[]): Value {
    const values = pieces.map((piece): Value =>
      typeof piece === 'string'
        ? text(piece)
        : 'is' in piece
          ? this.put(this.value(piece))
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
  protected put(value: Value): Value {
    return value.is === 'list'
      ? joined(value.items.flatMap((item, index) => (index === 0 ? [item] : [text(' '), item])))
      : value;
  }

  /** Statements that may not run: what they bind is one of two. */
  protected maybe(body: readonly Expression[]): Value {
    this.bindings.open();
    let last: Value = unknown('…');
    for (const statement of body) last = this.value(statement);
    this.bindings.join();
    return last;
  }

  protected define(code: Extract<Expression, { is: 'function' }>): void {
    if (/^(?:__init__|constructor|initialize)$/.test(code.name) && this.functions.get(code.name) !== code)
      this.constructors += 1;
    this.functions.set(code.name, code);
    this.bindings.set(code.name, { is: 'function', name: code.name, code });
  }

  protected named(name: string): Value {
    const bound = this.bindings.get(name);
    if (bound !== undefined) return bound;
    const constant = this.language.constants[name];
    if (constant !== undefined && Object.hasOwn(this.language.constants, name)) return this.constant(constant, name);
    for (const module of this.stars)
      if (this.language.knows(`${module}.${name}`)) return { is: 'reference', name: `${module}.${name}` };
    return { is: 'reference', name: this.language.canonical(name) };
  }

  protected memberOf(of: Value, name: string, expression: Expression): Value {
    if (expression.is === 'member' && expression.of.is === 'name') {
      const bound = this.bindings.get(`${expression.of.name}.${name}`);
      if (bound !== undefined) return bound;
      // What a class gives all of its instances is bound by its plain name.
      const shared = /^(?:self|cls)$/.test(expression.of.name) ? this.bindings.get(name) : undefined;
      if (shared !== undefined) return shared;
    }
    return mapped(of, (one) => this.member(one, name));
  }

  protected indexed(expression: Extract<Expression, { is: 'index' }>): Value {
    const { name: language } = this.language.grammar;
    let of: Value;
    // `$x[0]` of Perl is an element of `@x`, `$x{y}` one of `%x`.
    if (
      language === 'perl' &&
      expression.of.is === 'name' &&
      expression.of.name.startsWith('$') &&
      !this.bindings.has(expression.of.name)
    ) {
      const plain = expression.of.name.slice(1);
      of =
        plain === 'ENV'
          ? { is: 'environment' }
          : (this.bindings.get(`@${plain}`) ??
            this.bindings.get(`%${plain}`) ??
            this.named(plain === 'ARGV' ? '@ARGV' : expression.of.name));
    } else of = this.value(expression.of);
    const keys = expression.keys.map((key) => (key === undefined ? undefined : this.value(key)));
    return mapped(of, (one) => this.element(one, keys, expression.slice));
  }

  protected object(items: readonly Item[]): Value {
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

  protected operation({ operator, left, right }: Extract<Expression, { is: 'operation' }>): Value {
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

  protected assign({ target, operator, value }: Extract<Expression, { is: 'assignment' }>): Value {
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
        if (value.is === 'function') this.functions.set(target.name, value.code);
        this.bindings.set(target.name, value);
        return;
      case 'prefix':
        return target.operator === '*' || target.operator === '...'
          ? this.bind(target.of, { is: 'list', items: value.is === 'list' ? value.items : [], open: true })
          : this.bind(target.of, value);
      case 'member':
        if (target.of.is === 'name') this.bindings.set(`${target.of.name}.${target.name}`, value);
        if (value.is === 'function') this.functions.set(target.name, value.code);
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
            this.bind(item.value, value.is === 'unknown' ? value : this.memberOf(value, key, item.value));
        }
        return;
      case 'call':
        // `my ($x, $y) = …` reads like a call of `my`.
        return;
      default:
        return;
    }
  }

  protected each({ target, over, body }: Extract<Expression, { is: 'each' }>): Value {
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

  protected import({ module, member, name, at }: Extract<Expression, { is: 'import' }>): void {
    const written = module.replace(/^node:/, '');
    const root = this.language.canonical(written);
    if (!this.language.module(root)) imported(this, text(module), at, member);
    if (member === '*') this.stars.push(root);
    else if (name !== '')
      this.bindings.set(name, this.member({ is: 'reference', name: written }, member === '' ? 'default' : member));
    if (member === '' && name !== '') this.bindings.set(name, { is: 'reference', name: root });
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
