import type { Expression, Item } from './expression.ts';
import { listMethod } from './list-methods.ts';
import { textMethod } from './text-methods.ts';
import { keysOnly, MachineState, type Given } from './machine-state.ts';
import { run } from './process-acts.ts';
import { statements } from './statements.ts';
import { anyValue, known, mapped, text, unknown, type Value } from './value.ts';

/** How often a function is walked through, each time with other arguments. */
const MAX_CALLS = 24;
const MAX_DEPTH = 24;
/** How long a list grows. */
const MAX_ITEMS = 500;

/** Calls: of functions that the tables know, of the program's own, and of those that are handed over. */
export abstract class MachineCalls extends MachineState {
  /** What an expression comes to. */
  abstract value(expression: Expression): Value;
  /** Gives names values. */
  abstract bind(target: Expression, value: Value): void;

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

  protected call(expression: Extract<Expression, { is: 'call' }>): Value {
    const { of, at } = expression;
    if (of.is === 'member') {
      const receiver = this.value(of.of);
      const bound = of.of.is === 'name' ? this.bindings.get(`${of.of.name}.${of.name}`) : undefined;
      const given = { ...this.items(expression.items), at };
      statements(this.self, of.name, given);
      if (receiver.is === 'list' && of.of.is === 'name') {
        const grown = withMore(receiver, of.name, given.items);
        if (grown !== undefined) this.bindings.set(of.of.name, grown);
      }
      if (bound !== undefined) return this.invoke(bound, given);
      return mapped(receiver, (one) => this.method(one, of.name, given) ?? this.other(one, of.name, given));
    }
    const callee = this.value(of);
    const given = { ...this.items(expression.items), at };
    if (callee.is === 'reference') statements(this.self, callee.name, given);
    if (callee.is === 'unknown' && /\[…\]$|^getattr\(/.test(callee.why))
      return this.caller(this.self, '?', { ...given, receiver: callee }) ?? unknown('…');
    return this.invoke(callee, given);
  }

  /** Calls a value. */
  invoke(callee: Value, given: Given): Value {
    return mapped(callee, (one) => {
      switch (one.is) {
        case 'reference': {
          const name = this.language.canonical(one.name);
          this.construct(name, given);
          return this.caller(this.self, name, given) ?? this.other(undefined, name, given);
        }
        case 'function':
          return this.apply(one, given.items, given.named);
        case 'partial':
          return this.invoke(one.of, { ...given, items: [...one.items, ...given.items] });
        case 'text': {
          // PHP calls functions by their name in a variable.
          const name = known(one);
          return name === undefined || this.language.grammar.name !== 'php'
            ? this.other(one, '', given)
            : this.invoke({ is: 'reference', name: this.language.canonical(name) }, given);
        }
        default:
          return this.other(one, '', given);
      }
    });
  }

  /** A class of the program's own that is called: what its constructor is given becomes what `self` has. */
  protected construct(name: string, given: Given): void {
    // With several classes it is not known whose constructor it is.
    if (this.constructors !== 1 || !/^[A-Z]\w*$/.test(name) || this.language.knows(name)) return;
    const code =
      this.functions.get('__init__') ?? this.functions.get('constructor') ?? this.functions.get('initialize');
    if (code !== undefined) this.apply({ is: 'function', name: code.name, code }, given.items, given.named);
  }

  protected method(receiver: Value, name: string, given: Given): Value | undefined {
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
        const code = this.language.knows(whole) ? undefined : this.functions.get(name);
        if (code !== undefined) return this.apply({ is: 'function', name, code }, given.items, given.named);
        const argv = commandOf(receiver.name, name, given);
        if (argv !== undefined) {
          run(this.self, argv, given.open, given);
          return unknown('the output');
        }
        return this.caller(this.self, whole, given) ?? this.caller(this.self, `*.${name}`, { ...given, receiver });
      }
      case 'text': {
        const path =
          receiver.path === true
            ? this.caller(this.self, `Path.${name}`, { ...given, items: [receiver, ...given.items] })
            : undefined;
        return (
          path ??
          textMethod(this.self, name, receiver, given.items, given.named) ??
          this.caller(this.self, `*.${name}`, { ...given, receiver })
        );
      }
      case 'list':
        return listMethod(this.self, name, receiver, given.items);
      case 'file':
        return this.caller(this.self, `Handle.${name}`, { ...given, receiver });
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
        const code = this.functions.get(name);
        if (code !== undefined) return this.apply({ is: 'function', name, code }, given.items, given.named);
        return this.caller(this.self, `*.${name}`, { ...given, receiver });
      }
      case 'number':
      case 'flag':
      case 'function':
      case 'partial':
      case 'content':
      case 'fetched':
      case 'any':
        return this.caller(this.self, `*.${name}`, { ...given, receiver });
    }
  }

  /** A call of something that is not known: functions handed over are called, and what went in comes out. */
  protected other(receiver: Value | undefined, name: string, given: Given): Value {
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
            ? [this.handed(receiver), ...rest]
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

  protected handed(receiver: Value): Value {
    return receiver.is === 'list' ? this.elements(receiver) : receiver;
  }

  /** Walks through a function with these arguments. */
  apply(
    { code }: Extract<Value, { is: 'function' }>,
    items: readonly Value[],
    named: ReadonlyMap<string, Value> = new Map(),
  ): Value {
    const calls = (this.evaluated.get(code) ?? 0) + 1;
    this.evaluated.set(code, calls);
    this.cut ||= this.running.length > MAX_DEPTH;
    if (calls > MAX_CALLS || this.running.includes(code) || this.exhausted) return unknown(code.name);
    this.bindings.open();
    const results = this.results;
    this.results = [];
    this.running.push(code);
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
    if (language === 'perl') this.bindings.set('@_', { is: 'list', items, open: items.length === 0 });
    else if (language === 'ruby') this.bindings.set('it', items[0] ?? unknown('it'));
    let last: Value = unknown('…');
    for (const statement of code.body) last = this.value(statement);
    if (code.gives || language === 'perl') this.results.push(last);
    const value = this.results.length === 0 ? unknown(`${code.name}(…)`) : anyValue(this.results);
    this.results = results;
    this.running.pop();
    this.bindings.join();
    return value;
  }
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

/** A list after a method that adds to it; `undefined` for any other method. */
function withMore(
  list: Extract<Value, { is: 'list' }>,
  name: string,
  items: readonly Value[],
): Extract<Value, { is: 'list' }> | undefined {
  if (list.items.length > MAX_ITEMS) return undefined;
  const more = items.flatMap((item) => (item.is === 'list' ? item.items : [item]));
  switch (name) {
    case 'append':
    case 'push':
    case 'add':
    case 'extend':
    case 'concat':
      return {
        ...list,
        items: [...list.items, ...more],
        open: list.open || items.some((item) => item.is === 'list' && item.open),
      };
    case 'insert':
      return { ...list, items: [...items.slice(1), ...list.items] };
    case 'unshift':
    case 'prepend':
      return { ...list, items: [...more, ...list.items] };
    default:
      return undefined;
  }
}

/** Calls that are a command by another name: `sh.rm('-rf', x)` (amoffat/sh), `boto3.client('s3').delete_bucket(Bucket=x)` (AWS CLI reference). */
function commandOf(receiver: string, name: string, { items, named }: Given): readonly Value[] | undefined {
  if (receiver === 'sh' && name !== 'Command') return [text(name), ...items];
  const service = /^aws\.([a-z][a-z0-9-]*)$/.exec(receiver)?.[1];
  if (service === undefined) return undefined;
  const dashed = (word: string): string =>
    word
      .replace(/_/g, '-')
      .replace(/(?<=[a-z0-9])(?=[A-Z])/g, '-')
      .toLowerCase();
  const options = [...named].flatMap(([key, value]) => [text(`--${dashed(key)}`), value]);
  return [text('aws'), text(service === 's3' ? 's3api' : service), text(dashed(name)), ...options];
}
