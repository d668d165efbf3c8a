import { literal } from '../../word.ts';
import { sourceOf } from '../sql/source.ts';
import type { Expression, Item } from './expression.ts';
import type { CodeLanguageName } from './grammar.ts';
import { languageOf } from './read-code.ts';
import { lex } from './lexer.ts';
import { Parser } from './parser.ts';
import { isText, method, operation, plainCall, textOfExact, type Exact } from './printed-calls.ts';

/** Longer programs are not computed. */
const MAX_LENGTH = 16 * 1024;
const MAX_STEPS = 20_000;

// Words that make what is written depend on more than one line after the other being done.
const control =
  /(?<![\w$@%.])(?:if|unless|else|elsif|elif|while|until|do|def|sub|class|try|eval|exec|begin|case|switch|lambda|with|assert|del|return|yield|async|await|exit|quit|die|and|or|not|BEGIN|END|local)(?![\w(]*=|\w)|&&|\|\||=~|\?/;

/** How a program's options change what it writes. */
export interface Printing {
  /** The value of the last statement is written, with a line break (`node -p`). */
  readonly value?: boolean;
  /** Every `print` ends its line (`perl -l`). */
  readonly lines?: boolean;
  readonly args: readonly string[];
}

/**
 * What a program writes to its standard output where it does nothing but put known text together and write it; `undefined`
 * wherever that is not certain. Stricter than the reading of what a program does: nothing is guessed here.
 */
export function printedText(name: CodeLanguageName, code: string, printing: Printing): string | undefined {
  const language = languageOf(name);
  const text = name === 'php' ? code.replace(/^\s*<\?(?:php\b)?/, '') : code;
  if (text.length > MAX_LENGTH || /[^\t\n\x20-\x7e]/.test(text) || control.test(withoutTexts(text))) return undefined;
  // A literal of bytes is printed as it is written.
  if (name === 'python' && /(?:^|[\s(,=+[])r?b['"]/i.test(text) && !text.includes('.decode(')) return undefined;
  const tokens = lex(sourceOf(literal(text)), language.lexis, 0);
  if (tokens === undefined) return undefined;
  // A regular expression, or a literal that is not one plain text.
  if (tokens.some(({ kind }) => kind === 'regex' || kind === 'command')) return undefined;
  const evaluation = new Evaluation(name, printing);
  for (const statement of new Parser(tokens, language.grammar).program())
    if (!evaluation.statement(statement)) return undefined;
  return evaluation.written(printing.value === true);
}

/** The program with the text between quotes left out, for a look at its words. */
function withoutTexts(code: string): string {
  return code.replace(/'(?:[^'\\]|\\[^])*'|"(?:[^"\\]|\\[^])*"/g, '""');
}

class Evaluation {
  readonly #language: CodeLanguageName;
  readonly #printing: Printing;
  readonly #bound = new Map<string, Exact>();
  readonly #modules = new Map<string, string>();
  #output = '';
  #last: Exact | undefined;
  #steps = 0;

  constructor(language: CodeLanguageName, printing: Printing) {
    this.#language = language;
    this.#printing = printing;
    const { args } = printing;
    if (language === 'python') this.#bound.set('sys.argv', ['-c', ...args]);
    if (language === 'javascript') this.#bound.set('process.argv', ['node', ...args]);
    if (language === 'ruby') this.#bound.set('ARGV', args);
    if (language === 'php') this.#bound.set('$argv', ['-', ...args]);
  }

  written(value: boolean): string | undefined {
    if (!value) return this.#output;
    const last = this.#last === undefined ? undefined : textOfExact(this.#last);
    return last === undefined || this.#output !== '' ? undefined : `${last}\n`;
  }

  /** Does a statement; answers whether everything about it is known. */
  statement(expression: Expression): boolean {
    const statement = expression.is === 'statement' ? expression.value : expression;
    switch (statement.is) {
      case 'import':
        this.#modules.set(
          statement.name,
          statement.member === '' ? statement.module : `${statement.module}.${statement.member}`,
        );
        return statement.member !== '*';
      case 'name':
        // `use MIME::Base64;`, `use strict;`
        if (this.#language === 'perl' && /^[A-Z][\w:]*$|^(?:strict|warnings|utf8|feature)$/.test(statement.name))
          return true;
        break;
      case 'text':
        if (this.#language === 'perl' && this.#printing.value !== true) return true;
        break;
      case 'call': {
        const name = this.#named(statement.of);
        if (this.#language === 'ruby' && name === 'require') return true;
        if (name !== undefined && this.#writes(name)) return this.#print(name, statement.items);
        break;
      }
      case 'assignment': {
        const target = statement.target.is === 'prefix' ? statement.target.of : statement.target;
        const value = this.value(statement.value);
        if (target.is !== 'name' || value === undefined || statement.operator !== '=') return false;
        this.#bound.set(target.name, value);
        return true;
      }
      default:
        break;
    }
    this.#last = this.value(statement);
    return this.#last !== undefined && this.#printing.value === true;
  }

  #writes(name: string): boolean {
    const names: Readonly<Record<CodeLanguageName, string>> = {
      python: ' print sys.stdout.write sys.stdout.buffer.write ',
      javascript: ' console.log console.info process.stdout.write ',
      ruby: ' puts print $stdout.write STDOUT.write $stdout.print $stdout.puts STDOUT.puts STDOUT.print ',
      perl: ' print say printf ',
      php: ' echo print printf ',
      lua: ' print io.write ',
    };
    return names[this.#language].includes(` ${name} `);
  }

  #print(name: string, items: readonly Item[]): boolean {
    let separator = '';
    let end = '';
    if (name === 'print' && (this.#language === 'python' || this.#language === 'lua'))
      [separator, end] = this.#language === 'python' ? [' ', '\n'] : ['\t', '\n'];
    if (name === 'console.log' || name === 'console.info') [separator, end] = [' ', '\n'];
    if (name === 'say' || (this.#language === 'perl' && this.#printing.lines === true && name === 'print')) end = '\n';
    const given: Exact[] = [];
    for (const item of items) {
      const value = item.value.is === 'each' ? undefined : this.value(item.value);
      if (value === undefined) return false;
      if (item.name === 'end' && typeof value === 'string') end = value;
      else if (item.name === 'sep' && typeof value === 'string') separator = value;
      else if (item.name === 'file' || item.name === 'flush' || item.name !== undefined) return false;
      else if (item.spread === true || (this.#language === 'perl' && Array.isArray(value))) {
        if (!Array.isArray(value)) return false;
        given.push(...value);
      } else given.push(value);
    }
    if (name === 'printf') {
      const formatted = plainCall(this.#language, 'sprintf', given);
      if (formatted === undefined) return false;
      given.splice(0, given.length, formatted);
    }
    const texts: string[] = [];
    for (const value of given) {
      // A list of Ruby's is written line by line, bytes of Python's as they are only by the buffer.
      const text =
        isText(value) || typeof value === 'number'
          ? textOfExact(value)
          : name.endsWith('buffer.write') && typeof value === 'object' && 'bytes' in value
            ? value.bytes
            : undefined;
      if (text === undefined) return false;
      texts.push(text);
    }
    if (name.endsWith('puts')) {
      if (texts.length === 0) return false;
      this.#output += texts.map((text) => (text.endsWith('\n') ? text : `${text}\n`)).join('');
    } else this.#output += texts.join(separator) + end;
    return this.#output.length <= MAX_LENGTH;
  }

  /** The dotted name an expression stands for, modules by their own names. */
  #named(expression: Expression): string | undefined {
    if (expression.is === 'name') return this.#modules.get(expression.name) ?? expression.name;
    if (expression.is !== 'member') return undefined;
    const of = this.#named(expression.of);
    return of === undefined ? undefined : `${of}.${expression.name}`;
  }

  value(expression: Expression): Exact | undefined {
    this.#steps += 1;
    if (this.#steps > MAX_STEPS) return undefined;
    switch (expression.is) {
      case 'text': {
        let whole = '';
        for (const piece of expression.pieces) {
          const value =
            typeof piece === 'string' ? piece : 'is' in piece ? textOfExact(this.value(piece) ?? []) : undefined;
          if (value === undefined) return undefined;
          whole += value;
        }
        return whole;
      }
      case 'number':
        return expression.value;
      case 'name':
        return this.#bound.get(expression.name);
      case 'list':
        return this.#items(expression.items);
      case 'each':
        return this.#each(expression);
      case 'operation': {
        const [left, right] = [this.value(expression.left), this.value(expression.right)];
        return left === undefined || right === undefined
          ? undefined
          : operation(this.#language, expression.operator, left, right);
      }
      case 'prefix': {
        const of = this.value(expression.of);
        return expression.operator === '-' && typeof of === 'number' ? -of : undefined;
      }
      case 'member': {
        const name = this.#named(expression);
        const bound = name === undefined ? undefined : this.#bound.get(name);
        if (bound !== undefined) return bound;
        const of = this.value(expression.of);
        if (of === undefined) return undefined;
        if (this.#language === 'javascript')
          return expression.name === 'length' && (isText(of) || Array.isArray(of)) ? of.length : undefined;
        return this.#language === 'ruby' ? method(this.#language, expression.name, of, []) : undefined;
      }
      case 'index':
        return this.#index(expression);
      case 'call':
        return this.#call(expression);
      case 'choice':
      case 'assignment':
      case 'function':
      case 'return':
      case 'import':
      case 'block':
      case 'statement':
      case 'command':
      case 'object':
      case 'nothing':
        return undefined;
    }
  }

  #items(items: readonly Item[]): readonly Exact[] | undefined {
    const values: Exact[] = [];
    for (const { value, name, spread } of items) {
      const found = name === undefined ? this.value(value) : undefined;
      if (found === undefined) return undefined;
      if (spread !== true) values.push(found);
      else if (Array.isArray(found)) values.push(...found);
      else return undefined;
    }
    return values;
  }

  #each({ target, over, body }: Extract<Expression, { is: 'each' }>): Exact | undefined {
    const list = this.value(over);
    if (target.is !== 'name' || body === undefined || list === undefined) return undefined;
    const items = typeof list === 'string' ? Array.from(list) : Array.isArray(list) ? list : undefined;
    return items === undefined ? undefined : this.#mapped(items, [target.name], body);
  }

  #mapped(items: readonly Exact[], names: readonly string[], body: Expression): readonly Exact[] | undefined {
    const [name] = names;
    if (names.length !== 1 || name === undefined) return undefined;
    const before = this.#bound.get(name);
    const values: Exact[] = [];
    for (const item of items) {
      this.#bound.set(name, item);
      const value = this.value(body);
      if (value === undefined) return undefined;
      values.push(value);
    }
    if (before === undefined) this.#bound.delete(name);
    else this.#bound.set(name, before);
    return values;
  }

  #index({ of, keys, slice }: Extract<Expression, { is: 'index' }>): Exact | undefined {
    const value = this.value(of);
    const numbers = keys.map((key) => (key === undefined ? undefined : this.value(key)));
    if (value === undefined || !(isText(value) || Array.isArray(value))) return undefined;
    if (numbers.some((number, index) => keys[index] !== undefined && typeof number !== 'number')) return undefined;
    const [first, second, third] = numbers as readonly (number | undefined)[];
    if (!slice) {
      if (first === undefined || keys.length !== 1 || this.#language === 'lua') return undefined;
      return first < 0 && (this.#language === 'javascript' || this.#language === 'php') ? undefined : value.at(first);
    }
    if (this.#language !== 'python') return undefined;
    if (third === undefined || third === 1) return value.slice(first, second);
    if (third !== -1 || first !== undefined || second !== undefined) return undefined;
    return typeof value === 'string' ? Array.from(value).toReversed().join('') : value.toReversed();
  }

  #call(call: Extract<Expression, { is: 'call' }>): Exact | undefined {
    const name = this.#named(call.of);
    const { items } = call;
    const [first] = items;
    // `list.map(f)`, `map(f, list)`, `map { … } list`
    const over = call.of.is === 'member' ? call.of.of : items[1]?.value;
    if ((name === 'map' || (call.of.is === 'member' && call.of.name === 'map')) && over !== undefined)
      return this.#map(first?.value, over, items.length);
    if (this.#language === 'perl') {
      // What `reverse` turns around depends on what it is asked for by (perlfunc).
      const [only] = items;
      const inner = only?.value;
      if (name === 'scalar' && inner?.is === 'call' && inner.of.is === 'name' && inner.of.name === 'reverse') {
        const list = this.#items(inner.items);
        return list?.every(isText) === true ? Array.from(list.join('')).toReversed().join('') : undefined;
      }
    }
    // A generator between the brackets of a call is one list.
    const given =
      items.length === 1 && first?.value.is === 'each' ? this.#items([{ value: first.value }]) : this.#items(items);
    if (given === undefined) return undefined;
    if (name !== undefined) {
      const found = plainCall(this.#language, name, given);
      if (found !== undefined) return found;
    }
    if (call.of.is !== 'member') return undefined;
    const of = this.value(call.of.of);
    return of === undefined ? undefined : method(this.#language, call.of.name, of, given);
  }

  #map(by: Expression | undefined, over: Expression, count: number): Exact | undefined {
    const list = this.value(over);
    const items = Array.isArray(list)
      ? list
      : typeof list === 'string' && this.#language === 'python'
        ? Array.from(list)
        : undefined;
    if (by === undefined || items === undefined || count > 2) return undefined;
    if (by.is === 'function') {
      const [body, ...more] = by.body;
      const names = by.parameters.flatMap((parameter) => (parameter.is === 'name' ? [parameter.name] : []));
      if (body === undefined || more.length > 0 || names.length !== by.parameters.length) return undefined;
      const gives = body.is === 'statement' || body.is === 'return' ? body.value : body;
      if (gives.is === 'name' && gives.name === 'chr' && this.#language === 'perl') return calledOn(items, 'chr');
      return this.#mapped(items, names, gives);
    }
    if (by.is === 'prefix' && by.operator === '&' && by.of.is === 'text') {
      const [name] = by.of.pieces;
      if (typeof name !== 'string') return undefined;
      const values = items.map((item) => method(this.#language, name, item, []));
      return values.every((value) => value !== undefined) ? values : undefined;
    }
    const name = this.#named(by);
    return name === undefined || this.#language !== 'python' ? undefined : calledOn(items, name);
  }
}

function calledOn(items: readonly Exact[], name: string): readonly Exact[] | undefined {
  const values = items.map((item) => plainCall('python', name, [item]));
  return values.every((value) => value !== undefined) ? values : undefined;
}
