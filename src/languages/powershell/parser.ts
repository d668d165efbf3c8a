import { Unreadable } from './expressions.ts';
import { PipelineReader } from './pipelines.ts';
import type { Argument, Expression, Parameter, Script, Statement } from './syntax.ts';

const KEYWORD =
  /^(?:if|foreach|for|while|do|switch|try|function|filter|workflow|return|break|continue|exit|throw|param|begin|process|end|dynamicparam|clean|trap|data|class|enum|using|parallel|sequence|inlinescript|configuration)(?![\w.\\/:-])/i;

/** Reads PowerShell text; where it stops being readable, a statement says so and the rest is left out. */
export function parsePowerShell(text: string): Script {
  return new Parser(text).whole();
}

class Parser extends PipelineReader {
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
    if (keyword === undefined) return this.chain();
    const start = this.at;
    this.at += keyword.length;
    this.blanks();
    const found = this.nested(() => this.#keyword(keyword.toLowerCase()));
    if (found !== undefined) return found;
    this.at = start;
    return this.chain();
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
    return { is: 'flow', word, value: this.chain() };
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
}
