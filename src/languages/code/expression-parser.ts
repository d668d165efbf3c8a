import { MAX_DEPTH } from './cursor.ts';
import type { Expression, Item } from './expression.ts';
import { parametersOf, PostfixParser } from './postfix-parser.ts';
import type { Piece, Token } from './token.ts';

const precedences: Readonly<Record<string, number>> = {
  or: 1,
  '||': 3,
  '??': 3,
  '?:': 3,
  and: 2,
  '&&': 4,
  '==': 5,
  '!=': 5,
  '===': 5,
  '!==': 5,
  '<': 5,
  '>': 5,
  '<=': 5,
  '>=': 5,
  in: 5,
  is: 5,
  instanceof: 5,
  '=~': 5,
  '!~': 5,
  '<=>': 5,
  '~=': 5,
  eq: 5,
  ne: 5,
  as: 5,
  satisfies: 5,
  '|': 6,
  '&': 6,
  '^': 6,
  '<<': 6,
  '>>': 6,
  '>>>': 6,
  '+': 7,
  '-': 7,
  '.': 7,
  '..': 7,
  '...': 7,
  '*': 8,
  '/': 8,
  '//': 8,
  '%': 8,
  x: 8,
  '@': 8,
  '**': 9,
};
const assigns = /^(?:=|:=|\+=|-=|\*=|\/=|\.=|\|\|=|&&=|\?\?=|%=|\|=|&=|<<=|>>=|\*\*=|\/\/=|\^=|x=)$/;

/** Reads expressions: operators by how tightly they bind, literals, functions, what stands in brackets. */
export abstract class ExpressionParser extends PostfixParser {
  protected abstract indented(): readonly Expression[];
  /** The expression that is put into a string. */
  protected abstract within(tokens: readonly Token[]): Expression;

  protected expressionAbove(least: number): Expression {
    const at = this.token?.at ?? 0;
    if (this.depth > MAX_DEPTH) {
      this.cut = true;
      this.at += 1;
      return { is: 'nothing', at };
    }
    this.depth += 1;
    let left = this.prefix();
    for (;;) {
      const token = this.token;
      if (token === undefined) break;
      const { text } = token;
      if (token.kind === 'symbol' && assigns.test(text)) {
        if (least > 2) break;
        left = this.assignment(left);
        continue;
      }
      if (token.kind === 'symbol' && text === '?' && least <= 3 && this.grammar.ternary) {
        this.at += 1;
        const whenTrue = this.expressionAbove(1);
        this.take(':');
        left = { is: 'choice', test: left, whenTrue, otherwise: this.expressionAbove(1), at };
        continue;
      }
      if (token.kind === 'name' && text === 'if' && this.grammar.name === 'python' && least <= 3) {
        this.at += 1;
        const test = this.expressionAbove(3);
        if (!this.takeName('else')) {
          left = { is: 'choice', test, whenTrue: left, otherwise: { is: 'nothing', at }, at };
          continue;
        }
        left = { is: 'choice', test, whenTrue: left, otherwise: this.expressionAbove(1), at };
        continue;
      }
      const precedence =
        (token.kind === 'symbol' || token.kind === 'name') && Object.hasOwn(precedences, text)
          ? precedences[text]
          : undefined;
      if (precedence === undefined || precedence < least || !this.grammar.operators.includes(` ${text} `)) break;
      this.at += 1;
      this.lines();
      // `not in`, `is not`.
      this.takeName('not');
      const right = this.expressionAbove(precedence + 1);
      left = { is: 'operation', operator: text, left, right, at };
    }
    this.depth -= 1;
    return left;
  }

  protected assignment(target: Expression): Expression {
    const { at } = target;
    const operator = this.token?.text ?? '=';
    this.at += 1;
    this.lines();
    const value = this.expressionAbove(1);
    // The value of a Python, Ruby or Perl assignment may be a list without brackets.
    return { is: 'assignment', target, operator, value, at };
  }

  protected prefix(): Expression {
    const token = this.token;
    if (token === undefined) return { is: 'nothing', at: 0 };
    const { at, text } = token;
    if (
      token.kind === 'symbol' &&
      /^(?:!|-|\+|~|\*|\*\*|&|\.\.\.|\\|@|\+\+|--|->)$/.test(text) &&
      !(text === '->' && this.grammar.name === 'ruby')
    ) {
      this.at += 1;
      return {
        is: 'prefix',
        operator: text,
        of: this.expressionAbove(text === '...' || text === '*' || text === '**' ? 3 : 9),
        at,
      };
    }
    if (token.kind === 'name' && this.grammar.prefixes.includes(` ${text} `) && !this.isMemberOrKey()) {
      this.at += 1;
      if (text === 'new') return this.made(at);
      // `my ($x) = @_` takes a list apart, however short.
      if (/^(?:my|our|local)$/.test(text) && this.is('(')) return { is: 'list', items: this.items(')'), at };
      return { is: 'prefix', operator: text, of: this.expressionAbove(text === 'await' ? 9 : 3), at };
    }
    return this.postfix(this.primary());
  }

  protected isMemberOrKey(): boolean {
    const next = this.peek();
    return next === undefined || (next.kind === 'symbol' && /^(?:[.,:)\]}=;]|=>|\?\.)$/.test(next.text));
  }

  /** `new Name(…)`: what follows belongs to the call. */
  protected made(at: number): Expression {
    let of: Expression = this.primary();
    while (this.is('.') || this.is('::')) {
      this.at += 1;
      of = { is: 'member', of, name: this.token?.text ?? '', at };
      this.at += 1;
    }
    const items = this.is('(') ? this.items(')') : [];
    return this.postfix({ is: 'call', of, items, made: true, at });
  }

  protected primary(): Expression {
    const token = this.token;
    if (token === undefined) return { is: 'nothing', at: 0 };
    const { at } = token;
    switch (token.kind) {
      case 'string':
      case 'command': {
        this.at += 1;
        const pieces = this.pieces(token.pieces);
        // Literals side by side are one (Python, Ruby).
        while (this.grammar.joins && token.kind === 'string' && this.token?.kind === 'string') {
          pieces.push(...this.pieces(this.token.pieces));
          this.at += 1;
        }
        return { is: token.kind === 'string' ? 'text' : 'command', pieces, at };
      }
      case 'words': {
        this.at += 1;
        const texts = token.pieces
          .map((piece) => (typeof piece === 'string' ? piece : ''))
          .join('')
          .split(/\s+/)
          .filter((word) => word !== '');
        return { is: 'list', items: texts.map((word) => ({ value: { is: 'text', pieces: [word], at } })), at };
      }
      case 'regex': {
        this.at += 1;
        const pieces = this.pieces(token.pieces.filter((piece) => typeof piece === 'object' && 'code' in piece));
        return pieces.length === 0
          ? { is: 'nothing', at }
          : { is: 'text', pieces: [{ is: 'nothing', at }, ...pieces], at };
      }
      case 'number':
        this.at += 1;
        return { is: 'number', value: Number(token.text.replaceAll('_', '').replace(/n$/, '')), at };
      case 'name':
        return this.named(token.text, at);
      case 'symbol':
        return this.bracketed(token.text, at);
      case 'end':
      case 'indent':
      case 'dedent':
        return { is: 'nothing', at };
    }
  }

  protected pieces(pieces: readonly Piece[]): Extract<Expression, { is: 'text' }>['pieces'][number][] {
    return pieces.map((piece) => (typeof piece === 'object' && 'code' in piece ? this.within(piece.code) : piece));
  }

  protected named(text: string, at: number): Expression {
    const { name: language } = this.grammar;
    const next = this.peek();
    if (this.grammar.functions.includes(` ${text} `) && !this.isMemberOrKey()) return this.function(at);
    // `x => …`
    if (language === 'javascript' && next?.kind === 'symbol' && next.text === '=>') {
      this.at += 2;
      return this.arrow([{ is: 'name', name: text, at }], at);
    }
    this.at += 1;
    const name: Expression = { is: 'name', name: text, at };
    if (language === 'python' && text === 'lambda') {
      const parameters: Expression[] = [];
      while (this.token !== undefined && !this.take(':') && this.token.kind !== 'end') {
        if (this.token.kind === 'name') parameters.push({ is: 'name', name: this.token.text, at });
        this.at += 1;
        if (this.take('='))
          parameters[parameters.length - 1] = {
            is: 'assignment',
            target: parameters.at(-1) ?? name,
            operator: '=',
            value: this.expressionAbove(3),
            at,
          };
      }
      return { is: 'function', name: '', parameters, body: [this.expressionAbove(1)], gives: true, at };
    }
    return name;
  }

  /** `def f(…):`, `function f(…) {`, `fn (…) =>`, `sub f {`. */
  protected function(at: number): Expression {
    this.at += 1;
    this.take('*');
    let name = '';
    while (this.token?.kind === 'name' || this.is('.') || this.is('::')) {
      name = this.token?.kind === 'name' ? this.token.text : name;
      this.at += 1;
    }
    const parameters: Expression[] = [];
    if (this.is('(')) parameters.push(...parametersOf(this.items(')'), at));
    // Result types, `use (…)` of PHP.
    let guard = 0;
    while (
      this.token !== undefined &&
      guard < 40 &&
      !this.is('{') &&
      !this.is('=>') &&
      !this.is(';') &&
      !endsLine(this.token)
    ) {
      if (this.grammar.layout && this.is(':')) break;
      if (!this.grammar.layout && !this.grammar.braces) break;
      this.at += 1;
      guard += 1;
    }
    if (this.grammar.layout) {
      this.take(':');
      return { is: 'function', name, parameters, body: this.indented(), gives: false, at };
    }
    if (this.take('=>')) return { is: 'function', name, parameters, body: [this.expressionAbove(1)], gives: true, at };
    if (this.grammar.braces && this.is('{'))
      return { is: 'function', name, parameters, body: this.block(), gives: false, at };
    if (this.grammar.braces) return { is: 'function', name, parameters, body: [], gives: false, at };
    // `def f(x) = y`
    if (this.take('=')) return { is: 'function', name, parameters, body: [this.expressionAbove(1)], gives: true, at };
    return { is: 'function', name, parameters, body: this.branches().flat(), gives: this.grammar.ruby, at };
  }

  protected arrow(parameters: readonly Expression[], at: number): Expression {
    if (this.is('{')) return { is: 'function', name: '', parameters, body: this.block(), gives: false, at };
    return { is: 'function', name: '', parameters, body: [this.expressionAbove(1)], gives: true, at };
  }

  protected bracketed(text: string, at: number): Expression {
    switch (text) {
      case '(': {
        const items = this.items(')');
        if (this.grammar.name === 'javascript') {
          // The type of the result, in TypeScript.
          const typed = this.is(':') && this.tokens.slice(this.at, this.at + 12).some((token) => token.text === '=>');
          if (typed) while (this.token !== undefined && !this.is('=>')) this.at += 1;
          if (this.take('=>')) return this.arrow(parametersOf(items, at), at);
        }
        const [only] = items;
        if (
          items.length === 1 &&
          only !== undefined &&
          only.name === undefined &&
          only.spread !== true &&
          this.tokens[this.at - 2]?.text !== ','
        )
          return only.value;
        return this.grammar.name === 'javascript' ? sequence(items, at) : { is: 'list', items, at };
      }
      case '[':
        return { is: 'list', items: this.items(']'), at };
      case '{':
        return { is: 'object', items: this.items('}'), at };
      case '->': {
        // A lambda of Ruby.
        this.at += 1;
        const parameters = this.is('(') ? parametersOf(this.items(')'), at) : [];
        return { is: 'function', name: '', parameters, body: this.is('{') ? this.block() : [], gives: false, at };
      }
      default:
        return { is: 'nothing', at };
    }
  }

  protected targets(round: boolean): Expression {
    const first = this.expressionAbove(6);
    if (!this.is(',')) return round && assigns.test(this.token?.text ?? '') ? this.assignment(first) : first;
    const items: Item[] = [{ value: first }];
    while (this.take(',')) items.push({ value: this.expressionAbove(6) });
    return { is: 'list', items, at: first.at };
  }
}

/** `(a, b)` of JavaScript: each is evaluated, and the last is its value. */
function sequence(items: readonly Item[], at: number): Expression {
  return (
    items
      .map(({ value }) => value)
      .reduce<Expression | undefined>(
        (left, right) => (left === undefined ? right : { is: 'operation', operator: ',', left, right, at }),
        undefined,
      ) ?? { is: 'nothing', at }
  );
}

function endsLine(token: Token): boolean {
  return token.kind === 'end' || token.kind === 'indent';
}
