import { ExpressionReader, Unreadable } from './expressions.ts';
import { DASH, DELIMITER, DOUBLE, SINGLE } from './lexis.ts';
import type { Argument, Element, Expression, Parameter, Redirection, Script, Statement } from './syntax.ts';

const KEYWORD =
  /^(?:if|foreach|for|while|do|switch|try|function|filter|workflow|return|break|continue|exit|throw|param|begin|process|end|dynamicparam|clean|trap|data|class|enum|using|parallel|sequence|inlinescript|configuration)(?![\w.\\/:-])/i;

/** Reads PowerShell text; where it stops being readable, a statement says so and the rest is left out. */
export function parsePowerShell(text: string): Script {
  return new Parser(text).whole();
}

class Parser extends ExpressionReader {
  whole(): Script {
    const statements: Statement[] = [];
    const parameters: Parameter[] = [];
    try {
      this.#statements('', statements, parameters);
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      statements.push({ is: 'unreadable', at: this.at });
    }
    return { parameters, statements };
  }

  script(close: string): Script {
    const statements: Statement[] = [];
    const parameters: Parameter[] = [];
    this.#statements(close, statements, parameters);
    this.expect(close);
    return { parameters, statements };
  }

  #statements(close: string, statements: Statement[], parameters: Parameter[]): void {
    for (;;) {
      while ((this.blanks(true), this.char === ';')) this.at += 1;
      if (this.char === '' || this.char === close) return;
      // `param(…)` and attributes in front of it.
      const attribute = /^\[[\w.]+\([^\n]*\)\]\s*(?=param\b|\[)/i.exec(this.text.slice(this.at, this.at + 400))?.[0];
      if (attribute !== undefined) {
        this.at += attribute.length;
        continue;
      }
      if (/^param\s*\(/i.test(this.text.slice(this.at, this.at + 64))) {
        this.at = this.text.indexOf('(', this.at) + 1;
        parameters.push(...this.#parameters());
        continue;
      }
      const start = this.at;
      statements.push(this.statement());
      this.blanks();
      if (this.at === start) throw new Unreadable('no statement');
      if (this.char === '&' || this.char === ';') this.at += 1;
      else if (this.char !== '' && this.char !== close && !/[\r\n]/.test(this.char) && !this.#afterBlock())
        throw new Unreadable(`${this.char} not understood`);
    }
  }

  /** A statement that ends in a block needs no separator behind it. */
  #afterBlock(): boolean {
    return /[}\]]\s*$/.test(this.text.slice(Math.max(0, this.at - 40), this.at));
  }

  #parameters(): readonly Parameter[] {
    const found: Parameter[] = [];
    for (;;) {
      this.blanks(true);
      if (this.take(')')) return found;
      let type = '';
      while (this.is('[')) {
        type = this.typeName();
        this.blanks(true);
      }
      if (!this.is('$')) throw new Unreadable('parameter expected');
      const variable = this.dollar();
      this.blanks(true);
      const value = this.take('=') ? (this.blanks(true), this.expression(0, true)) : undefined;
      if (variable.is === 'variable')
        found.push({
          name: variable.name,
          isSwitch: /^(?:management\.automation\.)?switch/.test(type),
          ...(value === undefined ? {} : { value }),
        });
      this.blanks(true);
      if (this.char !== ')') this.expect(',');
    }
  }

  statement(): Statement {
    this.blanks(true);
    // A label in front of a loop.
    const label = /^:\w+\s+(?=for|while|do|switch)/i.exec(this.text.slice(this.at, this.at + 64))?.[0];
    if (label !== undefined) this.at += label.length;
    const keyword = KEYWORD.exec(this.text.slice(this.at, this.at + 16))?.[0];
    if (keyword === undefined) return this.#chain();
    const start = this.at;
    this.at += keyword.length;
    this.blanks();
    const found = this.nested(() => this.#keyword(keyword.toLowerCase()));
    if (found !== undefined) return found;
    this.at = start;
    return this.#chain();
  }

  #keyword(keyword: string): Statement | undefined {
    switch (keyword) {
      case 'if':
        return this.#if();
      case 'foreach':
        return this.#foreach();
      case 'for':
        return this.#for();
      case 'while': {
        const condition = this.#condition();
        return { is: 'loop', before: [condition], body: this.#body(), after: [], once: false };
      }
      case 'do': {
        const body = this.#body();
        this.blanks(true);
        const until = /^(?:while|until)\b/i.exec(this.text.slice(this.at, this.at + 6))?.[0];
        if (until === undefined) throw new Unreadable('while expected');
        this.at += until.length;
        return { is: 'loop', before: [], body, after: [this.#condition()], once: true };
      }
      case 'switch':
        return this.#switch();
      case 'try':
        return this.#try();
      case 'function':
      case 'filter':
      case 'workflow':
      case 'configuration':
        return this.#function();
      case 'return':
      case 'break':
      case 'continue':
      case 'exit':
      case 'throw':
        return this.#flow(keyword);
      case 'begin':
      case 'process':
      case 'end':
      case 'dynamicparam':
      case 'clean':
      case 'parallel':
      case 'sequence':
      case 'inlinescript':
        this.blanks(true);
        return this.char === '{' ? { is: 'block', body: this.#body() } : undefined;
      case 'trap':
        this.blanks(true);
        if (this.char === '[') this.typeName();
        return { is: 'block', body: this.#body() };
      case 'data': {
        const name = /^[\w-]+\s*(?=\{)/.exec(this.text.slice(this.at, this.at + 64))?.[0] ?? '';
        this.at += name.length;
        this.blanks(true);
        return this.char === '{' ? { is: 'block', body: this.#body() } : undefined;
      }
      case 'class':
      case 'enum':
        return this.#class();
      case 'using': {
        const end = this.text.indexOf('\n', this.at);
        const line = this.text.slice(this.at, end < 0 ? undefined : end);
        this.at += line.length;
        const module = /^module\s+(['"]?)([^\s'"]+)\1/i.exec(line)?.[2];
        return module === undefined ? { is: 'pipeline', elements: [] } : this.#importing(module);
      }
      default:
        return undefined;
    }
  }

  #importing(module: string): Statement {
    const text = (piece: string): Expression => ({ is: 'text', pieces: [piece], bare: true });
    const args: readonly Argument[] = [{ is: 'value', value: text(module) }];
    return {
      is: 'pipeline',
      elements: [
        {
          is: 'command',
          operator: undefined,
          name: text('Import-Module'),
          args,
          redirections: [],
          start: this.at,
          end: this.at,
        },
      ],
    };
  }

  #condition(): Statement {
    this.blanks(true);
    this.expect('(');
    const statement = this.statement();
    this.blanks(true);
    this.expect(')');
    return statement;
  }

  #body(): Script {
    this.blanks(true);
    this.expect('{');
    return this.nested(() => this.script('}'));
  }

  #if(): Statement {
    const clauses = [{ condition: this.#condition(), body: this.#body() }];
    for (;;) {
      const before = this.at;
      this.blanks(true);
      const word = /^(?:elseif|else)\b/i.exec(this.text.slice(this.at, this.at + 7))?.[0].toLowerCase();
      if (word === undefined) {
        this.at = before;
        return { is: 'if', clauses, otherwise: undefined };
      }
      this.at += word.length;
      if (word === 'else') return { is: 'if', clauses, otherwise: this.#body() };
      clauses.push({ condition: this.#condition(), body: this.#body() });
    }
  }

  #foreach(): Statement {
    this.blanks(true);
    if (this.char === '-') this.at += /^-parallel\s*/i.exec(this.text.slice(this.at, this.at + 20))?.[0].length ?? 0;
    this.expect('(');
    this.blanks(true);
    if (this.char === '[') this.typeName();
    this.blanks(true);
    const variable = this.dollar();
    this.blanks(true);
    if (variable.is !== 'variable' || !/^in\b/i.test(this.text.slice(this.at, this.at + 3)))
      throw new Unreadable('in expected');
    this.at += 2;
    const over = this.statement();
    this.blanks(true);
    this.expect(')');
    return { is: 'foreach', variable: variable.name, over, body: this.#body() };
  }

  #for(): Statement {
    this.blanks(true);
    this.expect('(');
    const parts: (Statement | undefined)[] = [];
    for (;;) {
      this.blanks(true);
      parts.push(this.char === ';' || this.char === ')' ? undefined : this.statement());
      this.blanks(true);
      if (this.take(')')) break;
      this.expect(';');
    }
    const of = (...indexes: readonly number[]): readonly Statement[] =>
      indexes.flatMap((index) => (parts[index] === undefined ? [] : [parts[index]]));
    return { is: 'loop', before: of(0, 1), body: this.#body(), after: of(2), once: false };
  }

  #switch(): Statement {
    this.blanks(true);
    for (;;) {
      const option = /^-(?:regex|wildcard|exact|casesensitive|parallel|file)\b\s*/i.exec(
        this.text.slice(this.at, this.at + 24),
      )?.[0];
      if (option === undefined) break;
      this.at += option.length;
    }
    let value: Statement;
    if (this.char === '(') value = this.#condition();
    else {
      const word = this.word();
      value = {
        is: 'pipeline',
        elements: [{ is: 'expression', value: word, redirections: [], start: this.at, end: this.at }],
      };
    }
    this.blanks(true);
    this.expect('{');
    const tests: Expression[] = [];
    const bodies: Script[] = [];
    for (;;) {
      while ((this.blanks(true), this.char === ';')) this.at += 1;
      if (this.take('}')) return { is: 'switch', value, tests, bodies };
      tests.push(this.word());
      bodies.push(this.#body());
    }
  }

  #try(): Statement {
    const body = this.#body();
    const catches: Script[] = [];
    for (;;) {
      const before = this.at;
      this.blanks(true);
      const word = /^(?:catch|finally)\b/i.exec(this.text.slice(this.at, this.at + 8))?.[0].toLowerCase();
      if (word === undefined) {
        this.at = before;
        return { is: 'try', body, catches, last: undefined };
      }
      this.at += word.length;
      if (word === 'finally') return { is: 'try', body, catches, last: this.#body() };
      while ((this.blanks(true), this.char === '[' || this.char === ',')) if (!this.take(',')) this.typeName();
      catches.push(this.#body());
    }
  }

  #function(): Statement {
    const name = /^[^\s({]+/.exec(this.text.slice(this.at, this.at + 256))?.[0];
    if (name === undefined) throw new Unreadable('name expected');
    this.at += name.length;
    this.blanks(true);
    const parameters = this.take('(') ? this.#parameters() : [];
    const body = this.#body();
    return {
      is: 'function',
      name: name.toLowerCase().replace(/^(?:global|script|local|private):/, ''),
      body: { statements: body.statements, parameters: [...parameters, ...body.parameters] },
    };
  }

  #flow(word: 'return' | 'break' | 'continue' | 'exit' | 'throw'): Statement {
    this.blanks();
    if (this.char === '' || /[;\r\n})|]/.test(this.char)) return { is: 'flow', word };
    return { is: 'flow', word, value: this.#chain() };
  }

  /** The methods of a class run when somebody calls them; what they do is read where it stands. */
  #class(): Statement {
    const brace = this.text.indexOf('{', this.at);
    if (brace < 0) throw new Unreadable('{ expected');
    this.at = brace + 1;
    const statements: Statement[] = [];
    for (;;) {
      const head = /^(?:[^{}'"#]|#[^\n]*|'[^']*'|"[^"]*")*/.exec(this.text.slice(this.at))?.[0] ?? '';
      this.at += head.length;
      if (this.take('}')) return { is: 'block', body: { parameters: [], statements } };
      this.expect('{');
      const script = this.script('}');
      statements.push({ is: 'if', clauses: [], otherwise: script });
    }
  }

  #chain(): Statement {
    let first = this.#assignmentOrPipeline();
    for (;;) {
      this.blanks();
      const operator = this.is('&&') ? '&&' : this.is('||') ? '||' : undefined;
      if (operator === undefined) return first;
      this.at += 2;
      this.blanks(true);
      first = { is: 'chain', first, operator, next: this.nested(() => this.statement()) };
    }
  }

  #assignmentOrPipeline(): Statement {
    const elements = [this.#element()];
    const [first] = elements;
    this.blanks();
    const operator = /^(?:[-+*/%]|\?\?)?=(?!=)/.exec(this.text.slice(this.at, this.at + 3))?.[0];
    if (operator !== undefined && first?.is === 'expression') {
      this.at += operator.length;
      this.blanks(true);
      return { is: 'assignment', target: first.value, operator, value: this.nested(() => this.statement()) };
    }
    for (;;) {
      const before = this.at;
      this.blanks(true);
      // A pipe may begin the next line (PowerShell 7).
      if (this.is('||') || !this.take('|')) {
        this.at = before;
        return { is: 'pipeline', elements };
      }
      this.blanks(true);
      elements.push(this.#element());
      this.blanks();
    }
  }

  #element(): Element {
    this.blanks();
    const start = this.at;
    const { char } = this;
    const called =
      (char === '&' && !this.is('&&')) ||
      (char === '.' && /^\.(?:\s|["'$({\u2018-\u201f])/.test(this.text.slice(this.at, this.at + 2)));
    if (called) {
      this.at += 1;
      this.blanks();
      return this.#command(char === '&' ? '&' : '.', start);
    }
    const begins =
      char === '$' ||
      char === '(' ||
      char === '[' ||
      char === '{' ||
      char === ',' ||
      char === '!' ||
      DOUBLE.test(char) ||
      SINGLE.test(char) ||
      (char === '@' && /^@[({"'\u2018-\u201e]/.test(this.text.slice(this.at, this.at + 2))) ||
      /^(?:[-+]?(?:0x[\da-f]+|\.?\d+(?:\.\d+)?(?:e\d+)?(?:[kmgtp]b|[ld])?)(?=[\s;|)}\],*/%+-]|\.\.|$)|--?\$|\+\+\$|[-+]\(|-(?:not|bnot|join|[ci]?split)\b)/i.test(
        this.text.slice(this.at, this.at + 80),
      );
    if (!begins) return this.#command(undefined, start);
    const value = this.expression();
    const redirections = this.#redirections();
    return { is: 'expression', value, redirections, start, end: this.at };
  }

  #redirections(): readonly Redirection[] {
    const found: Redirection[] = [];
    for (;;) {
      this.blanks();
      const redirection = this.#redirection();
      if (redirection === undefined) return found;
      if (redirection !== 'merged') found.push(redirection);
    }
  }

  #redirection(): Redirection | 'merged' | undefined {
    const sign = /^([1-6*]?)>(>?)(?:&([12]))?/.exec(this.text.slice(this.at, this.at + 5));
    if (sign === null) return undefined;
    this.at += sign[0].length;
    if (sign[3] !== undefined) return 'merged';
    this.blanks();
    return { append: sign[2] === '>', stream: sign[1] === '' ? '1' : (sign[1] ?? '1'), target: this.word() };
  }

  #command(operator: '&' | '.' | undefined, start: number): Element {
    const name = this.word();
    const args: Argument[] = [];
    const redirections: Redirection[] = [];
    for (;;) {
      this.blanks();
      const { char } = this;
      if (char === '' || /[\r\n;|)}&]/.test(char)) break;
      const redirection = this.#redirection();
      if (redirection !== undefined) {
        if (redirection !== 'merged') redirections.push(redirection);
        continue;
      }
      if (char === '<') throw new Unreadable('< is reserved');
      if (this.is('--%') && /^(?:\s|$)/.test(this.text.slice(this.at + 3, this.at + 4))) {
        args.push(...this.#verbatim());
        break;
      }
      args.push(this.#commandArgument());
    }
    return { is: 'command', operator, name, args, redirections, start, end: this.at };
  }

  /** After `--%` the rest of the line is the program's, split at blanks (about_Parsing). */
  #verbatim(): readonly Argument[] {
    const rest = /^--%[^\r\n|]*/.exec(this.text.slice(this.at))?.[0] ?? '';
    this.at += rest.length;
    return (rest.slice(3).match(/(?:"[^"]*"|[^\s"])+/g) ?? []).map((word) => ({
      is: 'value',
      value: { is: 'text', pieces: [word.replaceAll('"', '')], bare: !word.includes('"') },
    }));
  }

  #commandArgument(): Argument {
    if (DASH.test(this.char)) {
      const name = /^[-\u2013\u2014\u2015][A-Za-z_?][^\s{}();,|&[\].:'"$`<>]*/.exec(
        this.text.slice(this.at, this.at + 200),
      )?.[0];
      const after = name === undefined ? '' : (this.text[this.at + name.length] ?? '');
      if (name !== undefined && (after === '' || DELIMITER.test(after))) {
        this.at += name.length;
        return { is: 'parameter', name };
      }
      if (name !== undefined && after === ':') {
        this.at += name.length + 1;
        if (this.char === '' || /[\r\n;|)}]/.test(this.char)) return { is: 'parameter', name: `${name}:` };
        this.blanks();
        return { is: 'parameter', name, value: this.#values() };
      }
    }
    return { is: 'value', value: this.#values() };
  }

  #values(): Expression {
    if (this.char === ',') this.at += 1;
    const first = this.word();
    const before = this.at;
    this.blanks();
    if (this.char !== ',') {
      this.at = before;
      return first;
    }
    const items = [first];
    while (this.take(',')) {
      this.blanks(true);
      items.push(this.word());
      this.blanks();
    }
    return { is: 'list', items };
  }
}
