import { MAX_DEPTH } from './cursor.ts';
import type { Expression, Item } from './expression.ts';
import { ExpressionParser } from './expression-parser.ts';
import { parametersOf } from './postfix-parser.ts';
import type { TokenReader } from './grammar.ts';
import type { Token } from './token.ts';

/** A tolerant parser: what it does not understand it steps over, so that fragments and newer syntax lose only themselves. */
export class Parser extends ExpressionParser {
  /** Every statement of the program. */
  program(): readonly Expression[] {
    const found: Expression[] = [];
    while (this.at < this.tokens.length) {
      found.push(...this.statements());
      // An unmatched closing bracket.
      this.at += 1;
    }
    return found;
  }

  /** A program that is one expression, such as what is put into a string. */
  expression(): Expression {
    return this.expressionAbove(0);
  }

  protected within(tokens: readonly Token[]): Expression {
    return new Parser(tokens, this.grammar).expression();
  }

  /** Statements up to a closing brace, the end of an indented block, an `end`, or the end. */
  protected statements(): readonly Expression[] {
    const found: Expression[] = [];
    if (this.depth > MAX_DEPTH) {
      this.cut = true;
      return found;
    }
    this.depth += 1;
    while (this.at < this.tokens.length) {
      const before = this.at;
      const token = this.token;
      if (token === undefined || token.kind === 'dedent') break;
      const { kind, text, at } = token;
      const { layout, opens } = this.grammar;
      if (kind === 'symbol' && text === '}') break;
      if (opens !== '' && kind === 'name' && /^(?:end|else|elsif|elseif|when|rescue|ensure)$/.test(text)) break;
      if (kind === 'indent' || (kind === 'symbol' && text === '{')) {
        this.at += 1;
        found.push({ is: 'block', body: this.statements(), at });
        if (this.token?.kind === 'dedent' || this.is('}')) this.at += 1;
      } else if (kind === 'symbol' && text === ':' && layout && this.peek()?.kind !== 'end') {
        // `if x: y` on one line.
        this.at += 1;
        const body: Expression[] = [];
        while (this.token !== undefined && this.token.kind !== 'end' && this.token.kind !== 'dedent') this.step(body);
        found.push({ is: 'block', body, at });
      } else this.step(found);
      if (this.at === before) this.at += 1;
    }
    this.depth -= 1;
    return found;
  }

  /** One statement, or a token that is none. */
  protected step(found: Expression[]): void {
    const token = this.token;
    if (token === undefined) return;
    const before = this.at;
    if (token.kind === 'end' || (token.kind === 'symbol' && /^[;,:)\]]$/.test(token.text))) this.at += 1;
    else if (this.grammar.opens.includes(` ${token.text} `) && token.kind === 'name' && this.beginsLine())
      this.toEnd(found, token);
    else {
      const count = found.length;
      this.statement(found);
      // `x = 1 if y`
      if (
        this.isName('if', 'unless', 'while', 'until') &&
        !this.grammar.layout &&
        this.tokens[this.at - 1]?.text !== ';' &&
        this.grammar.bareCalls === 'all' &&
        found.length > count &&
        !this.beginsLine()
      )
        found.push({ is: 'block', body: found.splice(count), at: token.at });
      // `unlink $_ for @files`
      else if (this.isName('for', 'foreach') && this.grammar.name === 'perl' && !this.beginsLine()) {
        this.at += 1;
        const over = this.expressionList();
        found.splice(count, 0, {
          is: 'each',
          target: { is: 'name', name: '$_', at: token.at },
          over,
          body: undefined,
          at: token.at,
        });
      }
    }
    if (this.at === before) this.at += 1;
  }

  /** `if … end`, `while … do … end`. */
  protected toEnd(found: Expression[], { text, at }: Token): void {
    if (text === 'for') this.each(found);
    else {
      this.at += 1;
      if (text === 'while' || text === 'until') {
        this.noBrace += 1;
        found.push({ is: 'statement', value: this.expressionAbove(0), at });
        this.noBrace -= 1;
      }
    }
    this.takeName('do');
    found.push(...this.branches().map((body): Expression => ({ is: 'block', body, at })));
  }

  /** Statements up to `end`, those behind `else` and the like apart. */
  protected branches(): readonly (readonly Expression[])[] {
    const bodies = [this.statements()];
    while (this.isName('else', 'elsif', 'elseif', 'when', 'rescue', 'ensure')) {
      this.at += 1;
      bodies.push(this.statements());
    }
    this.takeName('end');
    return bodies;
  }

  protected statement(found: Expression[]): void {
    const { at = 0, kind, text } = this.token ?? {};
    if (kind === 'name' && text !== undefined) {
      if (this.grammar.imports?.(this.reader(), found) === true) return;
      const next = this.peek();
      const isKey = next?.kind === 'symbol' && /^(?:[:=.]|=>)$/.test(next.text);
      if ((text === 'for' || text === 'foreach') && !isKey) return this.each(found);
      if (text === 'with' && this.grammar.name === 'python') {
        this.at += 1;
        return this.with(found);
      }
      if (text === 'return' && !isKey) {
        this.at += 1;
        found.push({ is: 'return', value: this.expressionList(), at });
        return;
      }
      if (this.grammar.name === 'javascript' && /^(?:const|let|var)$/.test(text) && !isKey) {
        this.at += 1;
        found.push({ is: 'statement', value: this.declared(this.expressionAbove(0)), at });
        return;
      }
      if (this.grammar.braces && /^(?:if|elsif|elseif|unless|while|until|else)$/.test(text) && !isKey)
        return this.conditional(found, text, at);
      if (this.grammar.skipped.includes(` ${text} `) && !isKey) {
        this.at += 1;
        return;
      }
    }
    const value = this.expressionList();
    // `name(a, b) { … }` in a class.
    if (this.grammar.name === 'javascript' && value.is === 'call' && value.of.is === 'name' && this.is('{')) {
      found.push({
        is: 'function',
        name: value.of.name,
        parameters: parametersOf(value.items, at),
        body: this.block(),
        gives: false,
        at,
      });
      return;
    }
    found.push({
      is: 'statement',
      value: this.grammar.layout && value.is === 'name' ? this.declared(value) : value,
      at,
    });
  }

  /** `x: type = value`: the type says nothing. */
  protected declared(target: Expression): Expression {
    if (!this.is(':')) return target;
    for (let ahead = 1; ahead < 40; ahead += 1) {
      const token = this.peek(ahead);
      if (token === undefined || token.kind === 'end' || token.text === ';') return target;
      if (token.kind !== 'symbol' || token.text !== '=') continue;
      this.at += ahead;
      return this.assignment(target);
    }
    return target;
  }

  /** `if (x) …`, `else …`: what follows without braces is one statement. */
  protected conditional(found: Expression[], text: string, at: number): void {
    this.at += 1;
    if (text !== 'else') {
      if (!this.is('(')) return;
      found.push(...this.items(')').map(({ value }): Expression => ({ is: 'statement', value, at: value.at })));
    }
    if (this.is('{') || this.is(':')) return;
    const body: Expression[] = [];
    this.step(body);
    found.push({ is: 'block', body, at });
  }

  /** `a, b = …` and `return a, b`: a list where commas follow. */
  protected expressionList(): Expression {
    const first = this.expressionAbove(0);
    if (!this.is(',') || this.grammar.name === 'javascript') return first;
    const items: Item[] = [{ value: first }];
    while (this.take(',')) {
      if (this.token === undefined || this.token.kind === 'end') break;
      items.push({ value: this.expressionAbove(1) });
    }
    const list: Expression = { is: 'list', items, at: first.at };
    if (this.is('=')) return this.assignment(list);
    const last = items.at(-1)?.value;
    // `a, b = 1, 2`: the last target took the assignment, and its value goes on behind the comma.
    if (first.is === 'assignment')
      return { ...first, value: { is: 'list', items: [{ value: first.value }, ...items.slice(1)], at: first.at } };
    return last?.is === 'assignment'
      ? { ...last, target: { is: 'list', items: [...items.slice(0, -1), { value: last.target }], at: first.at } }
      : list;
  }

  /** `for x in y`, `for (const x of y)`, `foreach ($y as $x)`, `foreach my $x (@y)`; the body follows as statements. */
  protected each(found: Expression[]): void {
    const { at = 0 } = this.token ?? {};
    this.at += 1;
    this.takeName('await');
    const round = this.take('(');
    this.takeName('const', 'let', 'var', 'my', 'local', 'our');
    if (round && this.is(';')) return;
    const first = this.targets(round);
    if (this.takeName('in', 'of')) {
      found.push({ is: 'each', target: first, over: this.expressionList(), body: undefined, at });
    } else if (this.takeName('as')) {
      let target = this.expressionAbove(6);
      if (this.take('=>')) target = this.expressionAbove(6);
      found.push({ is: 'each', target, over: first, body: undefined, at });
    } else if (!round && this.is('(')) {
      found.push({ is: 'each', target: first, over: this.expressionAbove(6), body: undefined, at });
    } else {
      found.push({ is: 'statement', value: first, at });
      // `for (@list)`: the element is `$_`.
      if (round && this.grammar.name === 'perl')
        found.push({ is: 'each', target: { is: 'name', name: '$_', at }, over: first, body: undefined, at });
    }
    if (round) this.take(')');
    if (!this.grammar.braces || !round || this.is('{')) return;
    const body: Expression[] = [];
    this.step(body);
    found.push({ is: 'block', body, at });
  }

  protected with(found: Expression[]): void {
    const round = this.take('(');
    do {
      const value = this.expressionAbove(6);
      const { at } = value;
      if (this.takeName('as'))
        found.push({ is: 'assignment', target: this.expressionAbove(6), operator: 'with', value, at });
      else found.push({ is: 'statement', value, at });
    } while (this.take(','));
    if (round) this.take(')');
  }

  /** The rest of the line, or the indented lines below. */
  protected indented(): readonly Expression[] {
    if (!this.isKind('end')) {
      const body: Expression[] = [];
      while (this.token !== undefined && !this.isKind('end') && !this.isKind('dedent')) this.step(body);
      return body;
    }
    this.lines();
    if (!this.isKind('indent')) return [];
    this.at += 1;
    const body = this.statements();
    if (this.isKind('dedent')) this.at += 1;
    return body;
  }

  /** `{ … }` as statements. */
  protected block(): readonly Expression[] {
    this.take('{');
    const hidden = this.noBrace;
    this.noBrace = 0;
    const body = this.statements();
    this.noBrace = hidden;
    this.take('}');
    return body;
  }

  /** What the readers of import statements may do with the tokens. */
  protected reader(): TokenReader {
    return {
      token: (offset = 0) => this.tokens[this.at + offset],
      skip: (count) => {
        this.at += count;
      },
      expression: () => this.expressionAbove(1),
    };
  }
}
