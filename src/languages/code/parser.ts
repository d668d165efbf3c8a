import type { Expression, Item } from './expression.ts';
import type { Grammar, TokenReader } from './grammar.ts';
import type { Piece, Token } from './token.ts';

/** Deeper nesting than this is skipped. */
const MAX_DEPTH = 120;

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

/** A tolerant parser: what it does not understand it steps over, so that fragments and newer syntax lose only themselves. */
export class Parser {
  readonly #tokens: readonly Token[];
  readonly #grammar: Grammar;
  #at = 0;
  #depth = 0;
  #noBrace = 0;
  /** Whether something was nested more deeply than is read. */
  cut = false;

  constructor(tokens: readonly Token[], grammar: Grammar) {
    this.#tokens = tokens;
    this.#grammar = grammar;
  }

  /** Every statement of the program. */
  program(): readonly Expression[] {
    const found: Expression[] = [];
    while (this.#at < this.#tokens.length) {
      found.push(...this.#statements());
      // An unmatched closing bracket.
      this.#at += 1;
    }
    return found;
  }

  /** A program that is one expression, such as what is put into a string. */
  expression(): Expression {
    return this.#expression(0);
  }

  get #token(): Token | undefined {
    return this.#tokens[this.#at];
  }

  #peek(offset = 1): Token | undefined {
    return this.#tokens[this.#at + offset];
  }

  #is(text: string, kind: Token['kind'] = 'symbol'): boolean {
    const token = this.#token;
    return token?.kind === kind && token.text === text;
  }

  #isName(...names: readonly string[]): boolean {
    const token = this.#token;
    return token?.kind === 'name' && names.includes(token.text);
  }

  #take(text: string, kind: Token['kind'] = 'symbol'): boolean {
    if (!this.#is(text, kind)) return false;
    this.#at += 1;
    return true;
  }

  #takeName(...names: readonly string[]): boolean {
    if (!this.#isName(...names)) return false;
    this.#at += 1;
    return true;
  }

  #lines(): void {
    while (this.#token?.kind === 'end') this.#at += 1;
  }

  /** Statements up to a closing brace, the end of an indented block, an `end`, or the end. */
  #statements(): readonly Expression[] {
    const found: Expression[] = [];
    if (this.#depth > MAX_DEPTH) {
      this.cut = true;
      return found;
    }
    this.#depth += 1;
    while (this.#at < this.#tokens.length) {
      const before = this.#at;
      const token = this.#token;
      if (token === undefined || token.kind === 'dedent') break;
      const { kind, text, at } = token;
      const { layout, opens } = this.#grammar;
      if (kind === 'symbol' && text === '}') break;
      if (opens !== '' && kind === 'name' && /^(?:end|else|elsif|elseif|when|rescue|ensure)$/.test(text)) break;
      if (kind === 'indent' || (kind === 'symbol' && text === '{')) {
        this.#at += 1;
        found.push({ is: 'block', body: this.#statements(), at });
        if (this.#token?.kind === 'dedent' || this.#is('}')) this.#at += 1;
      } else if (kind === 'symbol' && text === ':' && layout && this.#peek()?.kind !== 'end') {
        // `if x: y` on one line.
        this.#at += 1;
        const body: Expression[] = [];
        while (this.#token !== undefined && this.#token.kind !== 'end' && this.#token.kind !== 'dedent')
          this.#step(body);
        found.push({ is: 'block', body, at });
      } else this.#step(found);
      if (this.#at === before) this.#at += 1;
    }
    this.#depth -= 1;
    return found;
  }

  /** One statement, or a token that is none. */
  #step(found: Expression[]): void {
    const token = this.#token;
    if (token === undefined) return;
    const before = this.#at;
    if (token.kind === 'end' || (token.kind === 'symbol' && /^[;,:)\]]$/.test(token.text))) this.#at += 1;
    else if (this.#grammar.opens.includes(` ${token.text} `) && token.kind === 'name' && this.#beginsLine())
      this.#toEnd(found, token);
    else {
      const count = found.length;
      this.#statement(found);
      // `x = 1 if y`
      if (
        this.#isName('if', 'unless', 'while', 'until') &&
        !this.#grammar.layout &&
        this.#tokens[this.#at - 1]?.text !== ';' &&
        this.#grammar.bareCalls === 'all' &&
        found.length > count &&
        !this.#beginsLine()
      )
        found.push({ is: 'block', body: found.splice(count), at: token.at });
      // `unlink $_ for @files`
      else if (this.#isName('for', 'foreach') && this.#grammar.name === 'perl' && !this.#beginsLine()) {
        this.#at += 1;
        const over = this.#expressionList();
        found.splice(count, 0, {
          is: 'each',
          target: { is: 'name', name: '$_', at: token.at },
          over,
          body: undefined,
          at: token.at,
        });
      }
    }
    if (this.#at === before) this.#at += 1;
  }

  /** Whether nothing that is complete in itself stands before the token on its line. */
  #beginsLine(): boolean {
    const last = this.#tokens[this.#at - 1];
    if (last === undefined || last.kind === 'end') return true;
    return last.kind === 'symbol'
      ? /^[;{}|=]$/.test(last.text)
      : last.kind === 'name' && /^(?:then|else|do|begin|ensure|end|repeat|return)$/.test(last.text);
  }

  /** `if … end`, `while … do … end`. */
  #toEnd(found: Expression[], { text, at }: Token): void {
    if (text === 'for') this.#each(found);
    else {
      this.#at += 1;
      if (text === 'while' || text === 'until') {
        this.#noBrace += 1;
        found.push({ is: 'statement', value: this.#expression(0), at });
        this.#noBrace -= 1;
      }
    }
    this.#takeName('do');
    found.push(...this.#branches().map((body): Expression => ({ is: 'block', body, at })));
  }

  /** Statements up to `end`, those behind `else` and the like apart. */
  #branches(): readonly (readonly Expression[])[] {
    const bodies = [this.#statements()];
    while (this.#isName('else', 'elsif', 'elseif', 'when', 'rescue', 'ensure')) {
      this.#at += 1;
      bodies.push(this.#statements());
    }
    this.#takeName('end');
    return bodies;
  }

  #statement(found: Expression[]): void {
    const { at = 0, kind, text } = this.#token ?? {};
    if (kind === 'name' && text !== undefined) {
      if (this.#grammar.imports?.(this.#reader(), found) === true) return;
      const next = this.#peek();
      const isKey = next?.kind === 'symbol' && /^(?:[:=.]|=>)$/.test(next.text);
      if ((text === 'for' || text === 'foreach') && !isKey) return this.#each(found);
      if (text === 'with' && this.#grammar.name === 'python') {
        this.#at += 1;
        return this.#with(found);
      }
      if (text === 'return' && !isKey) {
        this.#at += 1;
        found.push({ is: 'return', value: this.#expressionList(), at });
        return;
      }
      if (this.#grammar.name === 'javascript' && /^(?:const|let|var)$/.test(text) && !isKey) {
        this.#at += 1;
        found.push({ is: 'statement', value: this.#declared(this.#expression(0)), at });
        return;
      }
      if (this.#grammar.braces && /^(?:if|elsif|elseif|unless|while|until|else)$/.test(text) && !isKey)
        return this.#conditional(found, text, at);
      if (this.#grammar.skipped.includes(` ${text} `) && !isKey) {
        this.#at += 1;
        return;
      }
    }
    const value = this.#expressionList();
    // `name(a, b) { … }` in a class.
    if (this.#grammar.name === 'javascript' && value.is === 'call' && value.of.is === 'name' && this.#is('{')) {
      found.push({
        is: 'function',
        name: value.of.name,
        parameters: parametersOf(value.items, at),
        body: this.#block(),
        gives: false,
        at,
      });
      return;
    }
    found.push({
      is: 'statement',
      value: this.#grammar.layout && value.is === 'name' ? this.#declared(value) : value,
      at,
    });
  }

  /** `x: type = value`: the type says nothing. */
  #declared(target: Expression): Expression {
    if (!this.#is(':')) return target;
    for (let ahead = 1; ahead < 40; ahead += 1) {
      const token = this.#peek(ahead);
      if (token === undefined || token.kind === 'end' || token.text === ';') return target;
      if (token.kind !== 'symbol' || token.text !== '=') continue;
      this.#at += ahead;
      return this.#assignment(target);
    }
    return target;
  }

  /** `if (x) …`, `else …`: what follows without braces is one statement. */
  #conditional(found: Expression[], text: string, at: number): void {
    this.#at += 1;
    if (text !== 'else') {
      if (!this.#is('(')) return;
      found.push(...this.#items(')').map(({ value }): Expression => ({ is: 'statement', value, at: value.at })));
    }
    if (this.#is('{') || this.#is(':')) return;
    const body: Expression[] = [];
    this.#step(body);
    found.push({ is: 'block', body, at });
  }

  /** `a, b = …` and `return a, b`: a list where commas follow. */
  #expressionList(): Expression {
    const first = this.#expression(0);
    if (!this.#is(',') || this.#grammar.name === 'javascript') return first;
    const items: Item[] = [{ value: first }];
    while (this.#take(',')) {
      if (this.#token === undefined || this.#token.kind === 'end') break;
      items.push({ value: this.#expression(1) });
    }
    const list: Expression = { is: 'list', items, at: first.at };
    if (this.#is('=')) return this.#assignment(list);
    const last = items.at(-1)?.value;
    // `a, b = 1, 2`: the last target took the assignment, and its value goes on behind the comma.
    if (first.is === 'assignment')
      return { ...first, value: { is: 'list', items: [{ value: first.value }, ...items.slice(1)], at: first.at } };
    return last?.is === 'assignment'
      ? { ...last, target: { is: 'list', items: [...items.slice(0, -1), { value: last.target }], at: first.at } }
      : list;
  }

  /** `for x in y`, `for (const x of y)`, `foreach ($y as $x)`, `foreach my $x (@y)`; the body follows as statements. */
  #each(found: Expression[]): void {
    const { at = 0 } = this.#token ?? {};
    this.#at += 1;
    this.#takeName('await');
    const round = this.#take('(');
    this.#takeName('const', 'let', 'var', 'my', 'local', 'our');
    if (round && this.#is(';')) return;
    const first = this.#targets(round);
    if (this.#takeName('in', 'of')) {
      found.push({ is: 'each', target: first, over: this.#expressionList(), body: undefined, at });
    } else if (this.#takeName('as')) {
      let target = this.#expression(6);
      if (this.#take('=>')) target = this.#expression(6);
      found.push({ is: 'each', target, over: first, body: undefined, at });
    } else if (!round && this.#is('(')) {
      found.push({ is: 'each', target: first, over: this.#expression(6), body: undefined, at });
    } else {
      found.push({ is: 'statement', value: first, at });
      // `for (@list)`: the element is `$_`.
      if (round && this.#grammar.name === 'perl')
        found.push({ is: 'each', target: { is: 'name', name: '$_', at }, over: first, body: undefined, at });
    }
    if (round) this.#take(')');
    if (!this.#grammar.braces || !round || this.#is('{')) return;
    const body: Expression[] = [];
    this.#step(body);
    found.push({ is: 'block', body, at });
  }

  #targets(round: boolean): Expression {
    const first = this.#expression(6);
    if (!this.#is(',')) return round && assigns.test(this.#token?.text ?? '') ? this.#assignment(first) : first;
    const items: Item[] = [{ value: first }];
    while (this.#take(',')) items.push({ value: this.#expression(6) });
    return { is: 'list', items, at: first.at };
  }

  #with(found: Expression[]): void {
    const round = this.#take('(');
    do {
      const value = this.#expression(6);
      const { at } = value;
      if (this.#takeName('as'))
        found.push({ is: 'assignment', target: this.#expression(6), operator: 'with', value, at });
      else found.push({ is: 'statement', value, at });
    } while (this.#take(','));
    if (round) this.#take(')');
  }

  #expression(least: number): Expression {
    const at = this.#token?.at ?? 0;
    if (this.#depth > MAX_DEPTH) {
      this.cut = true;
      this.#at += 1;
      return { is: 'nothing', at };
    }
    this.#depth += 1;
    let left = this.#prefix();
    for (;;) {
      const token = this.#token;
      if (token === undefined) break;
      const { text } = token;
      if (token.kind === 'symbol' && assigns.test(text)) {
        if (least > 2) break;
        left = this.#assignment(left);
        continue;
      }
      if (token.kind === 'symbol' && text === '?' && least <= 3 && this.#grammar.ternary) {
        this.#at += 1;
        const whenTrue = this.#expression(1);
        this.#take(':');
        left = { is: 'choice', test: left, whenTrue, otherwise: this.#expression(1), at };
        continue;
      }
      if (token.kind === 'name' && text === 'if' && this.#grammar.name === 'python' && least <= 3) {
        this.#at += 1;
        const test = this.#expression(3);
        if (!this.#takeName('else')) {
          left = { is: 'choice', test, whenTrue: left, otherwise: { is: 'nothing', at }, at };
          continue;
        }
        left = { is: 'choice', test, whenTrue: left, otherwise: this.#expression(1), at };
        continue;
      }
      const precedence =
        (token.kind === 'symbol' || token.kind === 'name') && Object.hasOwn(precedences, text)
          ? precedences[text]
          : undefined;
      if (precedence === undefined || precedence < least || !this.#grammar.operators.includes(` ${text} `)) break;
      this.#at += 1;
      this.#lines();
      // `not in`, `is not`.
      this.#takeName('not');
      const right = this.#expression(precedence + 1);
      left = { is: 'operation', operator: text, left, right, at };
    }
    this.#depth -= 1;
    return left;
  }

  #assignment(target: Expression): Expression {
    const { at } = target;
    const operator = this.#token?.text ?? '=';
    this.#at += 1;
    this.#lines();
    const value = this.#expression(1);
    // The value of a Python, Ruby or Perl assignment may be a list without brackets.
    return { is: 'assignment', target, operator, value, at };
  }

  #prefix(): Expression {
    const token = this.#token;
    if (token === undefined) return { is: 'nothing', at: 0 };
    const { at, text } = token;
    if (
      token.kind === 'symbol' &&
      /^(?:!|-|\+|~|\*|\*\*|&|\.\.\.|\\|@|\+\+|--|->)$/.test(text) &&
      !(text === '->' && this.#grammar.name === 'ruby')
    ) {
      this.#at += 1;
      return {
        is: 'prefix',
        operator: text,
        of: this.#expression(text === '...' || text === '*' || text === '**' ? 3 : 9),
        at,
      };
    }
    if (token.kind === 'name' && this.#grammar.prefixes.includes(` ${text} `) && !this.#isMemberOrKey()) {
      this.#at += 1;
      if (text === 'new') return this.#made(at);
      // `my ($x) = @_` takes a list apart, however short.
      if (/^(?:my|our|local)$/.test(text) && this.#is('(')) return { is: 'list', items: this.#items(')'), at };
      return { is: 'prefix', operator: text, of: this.#expression(text === 'await' ? 9 : 3), at };
    }
    return this.#postfix(this.#primary());
  }

  #isMemberOrKey(): boolean {
    const next = this.#peek();
    return next === undefined || (next.kind === 'symbol' && /^(?:[.,:)\]}=;]|=>|\?\.)$/.test(next.text));
  }

  /** `new Name(…)`: what follows belongs to the call. */
  #made(at: number): Expression {
    let of: Expression = this.#primary();
    while (this.#is('.') || this.#is('::')) {
      this.#at += 1;
      of = { is: 'member', of, name: this.#token?.text ?? '', at };
      this.#at += 1;
    }
    const items = this.#is('(') ? this.#items(')') : [];
    return this.#postfix({ is: 'call', of, items, made: true, at });
  }

  #primary(): Expression {
    const token = this.#token;
    if (token === undefined) return { is: 'nothing', at: 0 };
    const { at } = token;
    switch (token.kind) {
      case 'string':
      case 'command': {
        this.#at += 1;
        const pieces = this.#pieces(token.pieces);
        // Literals side by side are one (Python, Ruby).
        while (this.#grammar.joins && token.kind === 'string' && this.#token?.kind === 'string') {
          pieces.push(...this.#pieces(this.#token.pieces));
          this.#at += 1;
        }
        return { is: token.kind === 'string' ? 'text' : 'command', pieces, at };
      }
      case 'words': {
        this.#at += 1;
        const texts = token.pieces
          .map((piece) => (typeof piece === 'string' ? piece : ''))
          .join('')
          .split(/\s+/)
          .filter((word) => word !== '');
        return { is: 'list', items: texts.map((word) => ({ value: { is: 'text', pieces: [word], at } })), at };
      }
      case 'regex': {
        this.#at += 1;
        const pieces = this.#pieces(token.pieces.filter((piece) => typeof piece === 'object' && 'code' in piece));
        return pieces.length === 0
          ? { is: 'nothing', at }
          : { is: 'text', pieces: [{ is: 'nothing', at }, ...pieces], at };
      }
      case 'number':
        this.#at += 1;
        return { is: 'number', value: Number(token.text.replaceAll('_', '').replace(/n$/, '')), at };
      case 'name':
        return this.#named(token.text, at);
      case 'symbol':
        return this.#bracketed(token.text, at);
      case 'end':
      case 'indent':
      case 'dedent':
        return { is: 'nothing', at };
    }
  }

  #pieces(pieces: readonly Piece[]): Extract<Expression, { is: 'text' }>['pieces'][number][] {
    return pieces.map((piece) =>
      typeof piece === 'object' && 'code' in piece ? new Parser(piece.code, this.#grammar).expression() : piece,
    );
  }

  #named(text: string, at: number): Expression {
    const { name: language } = this.#grammar;
    const next = this.#peek();
    if (this.#grammar.functions.includes(` ${text} `) && !this.#isMemberOrKey()) return this.#function(at);
    // `x => …`
    if (language === 'javascript' && next?.kind === 'symbol' && next.text === '=>') {
      this.#at += 2;
      return this.#arrow([{ is: 'name', name: text, at }], at);
    }
    this.#at += 1;
    const name: Expression = { is: 'name', name: text, at };
    if (language === 'python' && text === 'lambda') {
      const parameters: Expression[] = [];
      while (this.#token !== undefined && !this.#take(':') && this.#token.kind !== 'end') {
        if (this.#token.kind === 'name') parameters.push({ is: 'name', name: this.#token.text, at });
        this.#at += 1;
        if (this.#take('='))
          parameters[parameters.length - 1] = {
            is: 'assignment',
            target: parameters.at(-1) ?? name,
            operator: '=',
            value: this.#expression(3),
            at,
          };
      }
      return { is: 'function', name: '', parameters, body: [this.#expression(1)], gives: true, at };
    }
    return name;
  }

  /** `def f(…):`, `function f(…) {`, `fn (…) =>`, `sub f {`. */
  #function(at: number): Expression {
    this.#at += 1;
    this.#take('*');
    let name = '';
    while (this.#token?.kind === 'name' || this.#is('.') || this.#is('::')) {
      name = this.#token?.kind === 'name' ? this.#token.text : name;
      this.#at += 1;
    }
    const parameters: Expression[] = [];
    if (this.#is('(')) parameters.push(...parametersOf(this.#items(')'), at));
    // Result types, `use (…)` of PHP.
    let guard = 0;
    while (
      this.#token !== undefined &&
      guard < 40 &&
      !this.#is('{') &&
      !this.#is('=>') &&
      !this.#is(';') &&
      !endsLine(this.#token)
    ) {
      if (this.#grammar.layout && this.#is(':')) break;
      if (!this.#grammar.layout && !this.#grammar.braces) break;
      this.#at += 1;
      guard += 1;
    }
    if (this.#grammar.layout) {
      this.#take(':');
      return { is: 'function', name, parameters, body: this.#indented(), gives: false, at };
    }
    if (this.#take('=>')) return { is: 'function', name, parameters, body: [this.#expression(1)], gives: true, at };
    if (this.#grammar.braces && this.#is('{'))
      return { is: 'function', name, parameters, body: this.#block(), gives: false, at };
    if (this.#grammar.braces) return { is: 'function', name, parameters, body: [], gives: false, at };
    // `def f(x) = y`
    if (this.#take('=')) return { is: 'function', name, parameters, body: [this.#expression(1)], gives: true, at };
    return { is: 'function', name, parameters, body: this.#branches().flat(), gives: this.#grammar.ruby, at };
  }

  /** The rest of the line, or the indented lines below. */
  #indented(): readonly Expression[] {
    if (!this.#isKind('end')) {
      const body: Expression[] = [];
      while (this.#token !== undefined && !this.#isKind('end') && !this.#isKind('dedent')) this.#step(body);
      return body;
    }
    this.#lines();
    if (!this.#isKind('indent')) return [];
    this.#at += 1;
    const body = this.#statements();
    if (this.#isKind('dedent')) this.#at += 1;
    return body;
  }

  #isKind(kind: Token['kind']): boolean {
    return this.#token?.kind === kind;
  }

  /** `{ … }` as statements. */
  #block(): readonly Expression[] {
    this.#take('{');
    const hidden = this.#noBrace;
    this.#noBrace = 0;
    const body = this.#statements();
    this.#noBrace = hidden;
    this.#take('}');
    return body;
  }

  #arrow(parameters: readonly Expression[], at: number): Expression {
    if (this.#is('{')) return { is: 'function', name: '', parameters, body: this.#block(), gives: false, at };
    return { is: 'function', name: '', parameters, body: [this.#expression(1)], gives: true, at };
  }

  #bracketed(text: string, at: number): Expression {
    switch (text) {
      case '(': {
        const items = this.#items(')');
        if (this.#grammar.name === 'javascript') {
          // The type of the result, in TypeScript.
          const typed =
            this.#is(':') && this.#tokens.slice(this.#at, this.#at + 12).some((token) => token.text === '=>');
          if (typed) while (this.#token !== undefined && !this.#is('=>')) this.#at += 1;
          if (this.#take('=>')) return this.#arrow(parametersOf(items, at), at);
        }
        const [only] = items;
        if (
          items.length === 1 &&
          only !== undefined &&
          only.name === undefined &&
          only.spread !== true &&
          this.#tokens[this.#at - 2]?.text !== ','
        )
          return only.value;
        return this.#grammar.name === 'javascript' ? sequence(items, at) : { is: 'list', items, at };
      }
      case '[':
        return { is: 'list', items: this.#items(']'), at };
      case '{':
        return { is: 'object', items: this.#items('}'), at };
      case '->': {
        // A lambda of Ruby.
        this.#at += 1;
        const parameters = this.#is('(') ? parametersOf(this.#items(')'), at) : [];
        return { is: 'function', name: '', parameters, body: this.#is('{') ? this.#block() : [], gives: false, at };
      }
      default:
        return { is: 'nothing', at };
    }
  }

  /** Arguments or elements up to the closing bracket, with the opening one still to come. */
  #items(close: string): Item[] {
    const items: Item[] = [];
    this.#at += 1;
    const hidden = this.#noBrace;
    this.#noBrace = 0;
    while (this.#at < this.#tokens.length && !this.#is(close)) {
      const before = this.#at;
      const { kind, text, at } = this.#token ?? { kind: 'end', text: '', at: 0 };
      if (kind === 'end' || (kind === 'symbol' && /^[,;]$/.test(text))) {
        this.#at += 1;
        continue;
      }
      if (kind === 'dedent' || (kind === 'symbol' && /^[)\]}]$/.test(text))) break;
      items.push(this.#item());
      const comprehension = items.at(-1);
      if (this.#grammar.layout && comprehension !== undefined && (this.#isName('for') || this.#isName('async')))
        items[items.length - 1] = this.#comprehension(comprehension, at);
      if (this.#at === before) this.#at += 1;
    }
    this.#take(close);
    this.#noBrace = hidden;
    return items;
  }

  #comprehension(item: Item, at: number): Item {
    const loops: { target: Expression; over: Expression }[] = [];
    while (this.#takeName('async') || this.#isName('for')) {
      this.#takeName('for');
      const target = this.#targets(false);
      this.#takeName('in');
      loops.push({ target, over: this.#expression(4) });
      while (this.#takeName('if')) this.#expression(4);
    }
    const body =
      item.name === undefined || typeof item.name === 'string'
        ? item.value
        : ({ is: 'list', items: [{ value: item.name }, { value: item.value }], at } as const);
    const value = loops.reduceRight<Expression>(
      (inner, { target, over }) => ({ is: 'each', target, over, body: inner, at }),
      body,
    );
    return { value, spread: true };
  }

  #item(): Item {
    const token = this.#token;
    const next = this.#peek();
    const spread = token?.kind === 'symbol' && /^(?:\*|\*\*|\.\.\.)$/.test(token.text);
    if (spread) this.#at += 1;
    else if (
      token?.kind === 'name' &&
      token.text !== 'lambda' &&
      next?.kind === 'symbol' &&
      (next.text === ':' || (next.text === '=' && this.#grammar.layout)) &&
      !(next.text === ':' && this.#grammar.name === 'perl')
    ) {
      this.#at += 2;
      this.#lines();
      return { value: this.#expression(1), name: token.text };
    }
    const value = this.#expression(1);
    if (this.#grammar.name === 'javascript') this.#typeOf();
    if (this.#is(':') || this.#is('=>')) {
      this.#at += 1;
      this.#lines();
      const key = value.is === 'list' && value.items.length === 1 ? (value.items[0]?.value ?? value) : value;
      return {
        value: this.#expression(1),
        name:
          key.is === 'text' && key.pieces.length === 1 && typeof key.pieces[0] === 'string'
            ? key.pieces[0]
            : key.is === 'name' && this.#grammar.name !== 'php'
              ? value.is === 'list'
                ? key
                : key.name
              : key,
      };
    }
    // `{ name }`, a shorthand; a method in an object.
    if (this.#grammar.name === 'javascript' && value.is === 'call' && this.#is('{'))
      return {
        value: {
          is: 'function',
          name: '',
          parameters: parametersOf(value.items, value.at),
          body: this.#block(),
          gives: false,
          at: value.at,
        },
      };
    return spread ? { value, spread } : { value };
  }

  /** `?: type` behind a parameter of TypeScript. */
  #typeOf(): void {
    if (this.#is('?') && /^[:,)]$/.test(this.#peek()?.text ?? '')) this.#at += 1;
  }

  #postfix(start: Expression): Expression {
    let of = start;
    for (;;) {
      const token = this.#token;
      if (token === undefined) return of;
      const { at, text } = token;
      const { members, ruby } = this.#grammar;
      if (token.kind === 'end') {
        // A chain goes on with a dot on the next line.
        let ahead = 1;
        while (this.#peek(ahead)?.kind === 'end') ahead += 1;
        const next = this.#peek(ahead);
        if (!ruby || next?.kind !== 'symbol' || !/^(?:\.|&\.)$/.test(next.text)) return of;
        this.#at += ahead;
        continue;
      }
      if (token.kind === 'symbol' && members.includes(` ${text} `)) {
        const next = this.#peek();
        if (next?.kind === 'name') {
          this.#at += 2;
          of = { is: 'member', of, name: next.text, at: next.at };
          if (this.#commandCall(of)) of = { is: 'call', of, items: this.#bareItems(), at };
          continue;
        }
        if (next?.kind === 'symbol' && /^[([{]$/.test(next.text) && text !== ':') {
          this.#at += 1;
          continue;
        }
        return of;
      }
      if (
        token.kind === 'symbol' &&
        text === '(' &&
        callable(of) &&
        !(this.#grammar.name === 'perl' && of.is === 'name' && /^[$@%]/.test(of.name)) &&
        !(token.spaced && ruby && of.is !== 'name' && of.is !== 'member')
      ) {
        of = { is: 'call', of, items: this.#items(')'), at: of.at };
        continue;
      }
      if (token.kind === 'symbol' && text === '[' && of.is !== 'nothing' && !(token.spaced && ruby)) {
        of = this.#index(of, ']');
        continue;
      }
      if (
        token.kind === 'symbol' &&
        text === '{' &&
        this.#grammar.name === 'perl' &&
        !token.spaced &&
        of.is !== 'nothing'
      ) {
        of = this.#index(of, '}');
        continue;
      }
      if (
        token.kind === 'string' &&
        text === '' &&
        !token.spaced &&
        this.#grammar.name === 'javascript' &&
        callable(of)
      ) {
        // A tagged template.
        this.#at += 1;
        of = { is: 'call', of, items: [{ value: { is: 'text', pieces: this.#pieces(token.pieces), at } }], at: of.at };
        continue;
      }
      if (
        this.#grammar.name === 'lua' &&
        callable(of) &&
        ((token.kind === 'string' && text === '') || (token.kind === 'symbol' && text === '{'))
      ) {
        of = { is: 'call', of, items: [{ value: this.#primary() }], at: of.at };
        continue;
      }
      if (
        ruby &&
        this.#noBrace === 0 &&
        ((token.kind === 'symbol' && text === '{') || (token.kind === 'name' && text === 'do')) &&
        (of.is === 'call' || of.is === 'member' || of.is === 'name')
      ) {
        const block = this.#rubyBlock();
        of =
          of.is === 'call'
            ? { ...of, items: [...of.items, { value: block }] }
            : { is: 'call', of, items: [{ value: block }], at: of.at };
        continue;
      }
      if (
        token.kind === 'symbol' &&
        (text === '++' || text === '--' || (text === '!' && this.#grammar.name === 'javascript' && !token.spaced))
      ) {
        this.#at += 1;
        continue;
      }
      if (of.is === 'name' && this.#commandCall(of)) {
        of = { is: 'call', of, items: this.#bareItems(), at: of.at };
        continue;
      }
      return of;
    }
  }

  #rubyBlock(): Expression {
    const at = this.#token?.at ?? 0;
    const brace = this.#is('{');
    this.#at += 1;
    const parameters: Expression[] = [];
    if (this.#take('|')) {
      while (this.#token !== undefined && !this.#take('|')) {
        if (this.#token.kind === 'name') parameters.push({ is: 'name', name: this.#token.text, at });
        this.#at += 1;
      }
    }
    const hidden = this.#noBrace;
    this.#noBrace = 0;
    const body = brace ? this.#statements() : this.#branches().flat();
    this.#noBrace = hidden;
    if (brace) this.#take('}');
    return { is: 'function', name: '', parameters, body, gives: true, at };
  }

  #index(of: Expression, close: string): Expression {
    const at = of.at;
    this.#at += 1;
    const keys: (Expression | undefined)[] = [];
    let slice = false;
    let expected = true;
    while (this.#at < this.#tokens.length && !this.#is(close)) {
      const before = this.#at;
      if (this.#is(':') || this.#is(',')) {
        if (this.#is(':')) slice = true;
        if (expected) keys.push(undefined);
        expected = true;
        this.#at += 1;
        continue;
      }
      // `$ENV{NAME}`: a bare word is text.
      const bare =
        close === '}' && this.#token?.kind === 'name' && /^\w+$/.test(this.#token.text) && this.#peek()?.text === '}';
      keys.push(bare ? { is: 'text', pieces: [this.#token?.text ?? ''], at } : undefined);
      if (bare) this.#at += 1;
      else keys[keys.length - 1] = this.#expression(1);
      expected = false;
      if (this.#at === before) this.#at += 1;
    }
    this.#take(close);
    return { is: 'index', of, keys, slice, at };
  }

  /** Whether what follows a name are arguments without brackets: `system 'ls'`, `puts x`. */
  #commandCall(of: Expression): boolean {
    const { bareCalls, name } = this.#grammar;
    const token = this.#token;
    if (bareCalls === 'none' || token === undefined || of.is === 'nothing') return false;
    const called = of.is === 'name' || of.is === 'member' ? of.name : '';
    if (bareCalls !== 'all' && !(of.is === 'name' && bareCalls.includes(` ${called} `))) return false;
    if (/^[$@%]/.test(called) || !token.spaced)
      return bareCalls !== 'none' && token.kind === 'string' && /^\w/.test(called);
    switch (token.kind) {
      case 'string':
      case 'command':
      case 'words':
      case 'number':
        return true;
      case 'name':
        return (
          !this.#grammar.operators.includes(` ${token.text} `) &&
          !this.#grammar.skipped.includes(` ${token.text} `) &&
          !/^(?:if|unless|while|until|do|then|for|foreach|rescue)$/.test(token.text)
        );
      case 'symbol':
        if (token.text === '{') return name === 'perl' && /^(?:map|grep|sort|first|any|all)$/.test(called);
        if (token.text === '[') return name === 'ruby' && /^[a-z]/.test(called);
        return (
          (token.text === '*' || token.text === '&' || token.text === '->' || token.text === '\\') &&
          this.#peek()?.spaced === false
        );
      case 'regex':
      case 'end':
      case 'indent':
      case 'dedent':
        return false;
    }
  }

  /** Arguments without brackets, up to the end of the statement. */
  #bareItems(): Item[] {
    const items: Item[] = [];
    // `map { … } @list`
    if (this.#is('{') && this.#grammar.name === 'perl') {
      const { at = 0 } = this.#token ?? {};
      items.push({
        value: {
          is: 'function',
          name: '',
          parameters: [{ is: 'name', name: '$_', at }],
          body: this.#block(),
          gives: true,
          at,
        },
      });
      this.#take(',');
    }
    for (;;) {
      const before = this.#at;
      items.push(this.#item());
      // `print STDERR "…"`, `exec { $x } …`
      if (
        this.#at > before &&
        this.#grammar.name === 'perl' &&
        /^(?:string|name)$/.test(this.#token?.kind ?? '') &&
        /^[A-Z]+$/.test(this.#tokens[before]?.text ?? '')
      )
        continue;
      if (!this.#is(',') && !this.#is('=>')) return items;
      this.#at += 1;
      this.#lines();
      if (this.#token === undefined) return items;
    }
  }

  /** What the readers of import statements may do with the tokens. */
  #reader(): TokenReader {
    return {
      token: (offset = 0) => this.#tokens[this.#at + offset],
      skip: (count) => {
        this.#at += count;
      },
      expression: () => this.#expression(1),
    };
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

/** Parameters as targets of an assignment: their types left out, their defaults kept. */
function parametersOf(items: readonly Item[], at: number): readonly Expression[] {
  return items.map(({ value, name }) => {
    if (typeof name === 'string') {
      const target: Expression = { is: 'name', name, at };
      return value.is === 'assignment' ? { ...value, target } : target;
    }
    return value.is === 'choice' ? value.test : value;
  });
}

function callable(of: Expression): boolean {
  return (
    of.is === 'name' ||
    of.is === 'member' ||
    of.is === 'call' ||
    of.is === 'index' ||
    of.is === 'function' ||
    of.is === 'choice' ||
    of.is === 'operation' ||
    of.is === 'prefix' ||
    of.is === 'assignment'
  );
}

function endsLine(token: Token): boolean {
  return token.kind === 'end' || token.kind === 'indent';
}
