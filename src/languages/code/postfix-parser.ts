import type { Expression, Item } from './expression.ts';
import { TokenCursor } from './cursor.ts';
import type { Piece } from './token.ts';

/** Reads what follows an operand: members, calls with their arguments, subscripts, blocks that are handed over. */
export abstract class PostfixParser extends TokenCursor {
  /** An expression whose operators bind at least so tightly. */
  protected abstract expressionAbove(least: number): Expression;
  protected abstract primary(): Expression;
  protected abstract pieces(pieces: readonly Piece[]): Extract<Expression, { is: 'text' }>['pieces'];
  protected abstract targets(round: boolean): Expression;
  protected abstract statements(): readonly Expression[];
  protected abstract branches(): readonly (readonly Expression[])[];
  protected abstract block(): readonly Expression[];

  /** Arguments or elements up to the closing bracket, with the opening one still to come. */
  protected items(close: string): Item[] {
    const items: Item[] = [];
    this.at += 1;
    const hidden = this.noBrace;
    this.noBrace = 0;
    while (this.at < this.tokens.length && !this.is(close)) {
      const before = this.at;
      const { kind, text, at } = this.token ?? { kind: 'end', text: '', at: 0 };
      if (kind === 'end' || (kind === 'symbol' && /^[,;]$/.test(text))) {
        this.at += 1;
        continue;
      }
      if (kind === 'dedent' || (kind === 'symbol' && /^[)\]}]$/.test(text))) break;
      items.push(this.item());
      const comprehension = items.at(-1);
      if (this.grammar.layout && comprehension !== undefined && (this.isName('for') || this.isName('async')))
        items[items.length - 1] = this.comprehension(comprehension, at);
      if (this.at === before) this.at += 1;
    }
    this.take(close);
    this.noBrace = hidden;
    return items;
  }

  protected comprehension(item: Item, at: number): Item {
    const loops: { target: Expression; over: Expression }[] = [];
    while (this.takeName('async') || this.isName('for')) {
      this.takeName('for');
      const target = this.targets(false);
      this.takeName('in');
      loops.push({ target, over: this.expressionAbove(4) });
      while (this.takeName('if')) this.expressionAbove(4);
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

  protected item(): Item {
    const token = this.token;
    const next = this.peek();
    const spread = token?.kind === 'symbol' && /^(?:\*|\*\*|\.\.\.)$/.test(token.text);
    if (spread) this.at += 1;
    else if (
      token?.kind === 'name' &&
      token.text !== 'lambda' &&
      next?.kind === 'symbol' &&
      (next.text === ':' || (next.text === '=' && this.grammar.layout)) &&
      !(next.text === ':' && this.grammar.name === 'perl')
    ) {
      this.at += 2;
      this.lines();
      return { value: this.expressionAbove(1), name: token.text };
    }
    const value = this.expressionAbove(1);
    if (this.grammar.name === 'javascript') this.typeOf();
    if (this.is(':') || this.is('=>')) {
      this.at += 1;
      this.lines();
      const key = value.is === 'list' && value.items.length === 1 ? (value.items[0]?.value ?? value) : value;
      return {
        value: this.expressionAbove(1),
        name:
          key.is === 'text' && key.pieces.length === 1 && typeof key.pieces[0] === 'string'
            ? key.pieces[0]
            : key.is === 'name' && this.grammar.name !== 'php'
              ? value.is === 'list'
                ? key
                : key.name
              : key,
      };
    }
    // `{ name }`, a shorthand; a method in an object.
    if (this.grammar.name === 'javascript' && value.is === 'call' && this.is('{'))
      return {
        value: {
          is: 'function',
          name: '',
          parameters: parametersOf(value.items, value.at),
          body: this.block(),
          gives: false,
          at: value.at,
        },
      };
    return spread ? { value, spread } : { value };
  }

  /** `?: type` behind a parameter of TypeScript. */
  protected typeOf(): void {
    if (this.is('?') && /^[:,)]$/.test(this.peek()?.text ?? '')) this.at += 1;
  }

  protected postfix(start: Expression): Expression {
    let of = start;
    for (;;) {
      const token = this.token;
      if (token === undefined) return of;
      const { at, text } = token;
      const { members, ruby } = this.grammar;
      if (token.kind === 'end') {
        // A chain goes on with a dot on the next line.
        let ahead = 1;
        while (this.peek(ahead)?.kind === 'end') ahead += 1;
        const next = this.peek(ahead);
        if (!ruby || next?.kind !== 'symbol' || !/^(?:\.|&\.)$/.test(next.text)) return of;
        this.at += ahead;
        continue;
      }
      if (token.kind === 'symbol' && members.includes(` ${text} `)) {
        const next = this.peek();
        if (next?.kind === 'name') {
          this.at += 2;
          of = { is: 'member', of, name: next.text, at: next.at };
          if (this.commandCall(of)) of = { is: 'call', of, items: this.bareItems(), at };
          continue;
        }
        if (next?.kind === 'symbol' && /^[([{]$/.test(next.text) && text !== ':') {
          this.at += 1;
          continue;
        }
        return of;
      }
      if (
        token.kind === 'symbol' &&
        text === '(' &&
        callable(of) &&
        !(this.grammar.name === 'perl' && of.is === 'name' && /^[$@%]/.test(of.name)) &&
        !(token.spaced && ruby && of.is !== 'name' && of.is !== 'member')
      ) {
        of = { is: 'call', of, items: this.items(')'), at: of.at };
        continue;
      }
      if (token.kind === 'symbol' && text === '[' && of.is !== 'nothing' && !(token.spaced && ruby)) {
        of = this.index(of, ']');
        continue;
      }
      if (
        token.kind === 'symbol' &&
        text === '{' &&
        this.grammar.name === 'perl' &&
        !token.spaced &&
        of.is !== 'nothing'
      ) {
        of = this.index(of, '}');
        continue;
      }
      if (
        token.kind === 'string' &&
        text === '' &&
        !token.spaced &&
        this.grammar.name === 'javascript' &&
        callable(of)
      ) {
        // A tagged template.
        this.at += 1;
        of = { is: 'call', of, items: [{ value: { is: 'text', pieces: this.pieces(token.pieces), at } }], at: of.at };
        continue;
      }
      if (
        this.grammar.name === 'lua' &&
        callable(of) &&
        ((token.kind === 'string' && text === '') || (token.kind === 'symbol' && text === '{'))
      ) {
        of = { is: 'call', of, items: [{ value: this.primary() }], at: of.at };
        continue;
      }
      if (
        ruby &&
        this.noBrace === 0 &&
        ((token.kind === 'symbol' && text === '{') || (token.kind === 'name' && text === 'do')) &&
        (of.is === 'call' || of.is === 'member' || of.is === 'name')
      ) {
        const block = this.rubyBlock();
        of =
          of.is === 'call'
            ? { ...of, items: [...of.items, { value: block }] }
            : { is: 'call', of, items: [{ value: block }], at: of.at };
        continue;
      }
      if (
        token.kind === 'symbol' &&
        (text === '++' || text === '--' || (text === '!' && this.grammar.name === 'javascript' && !token.spaced))
      ) {
        this.at += 1;
        continue;
      }
      if (of.is === 'name' && this.commandCall(of)) {
        of = { is: 'call', of, items: this.bareItems(), at: of.at };
        continue;
      }
      return of;
    }
  }

  protected rubyBlock(): Expression {
    const at = this.token?.at ?? 0;
    const brace = this.is('{');
    this.at += 1;
    const parameters: Expression[] = [];
    if (this.take('|')) {
      while (this.token !== undefined && !this.take('|')) {
        if (this.token.kind === 'name') parameters.push({ is: 'name', name: this.token.text, at });
        this.at += 1;
      }
    }
    const hidden = this.noBrace;
    this.noBrace = 0;
    const body = brace ? this.statements() : this.branches().flat();
    this.noBrace = hidden;
    if (brace) this.take('}');
    return { is: 'function', name: '', parameters, body, gives: true, at };
  }

  protected index(of: Expression, close: string): Expression {
    const at = of.at;
    this.at += 1;
    const keys: (Expression | undefined)[] = [];
    let slice = false;
    let expected = true;
    while (this.at < this.tokens.length && !this.is(close)) {
      const before = this.at;
      if (this.is(':') || this.is(',')) {
        if (this.is(':')) slice = true;
        if (expected) keys.push(undefined);
        expected = true;
        this.at += 1;
        continue;
      }
      // `$ENV{NAME}`: a bare word is text.
      const bare =
        close === '}' && this.token?.kind === 'name' && /^\w+$/.test(this.token.text) && this.peek()?.text === '}';
      keys.push(bare ? { is: 'text', pieces: [this.token?.text ?? ''], at } : undefined);
      if (bare) this.at += 1;
      else keys[keys.length - 1] = this.expressionAbove(1);
      expected = false;
      if (this.at === before) this.at += 1;
    }
    this.take(close);
    return { is: 'index', of, keys, slice, at };
  }

  /** Whether what follows a name are arguments without brackets: `system 'ls'`, `puts x`. */
  protected commandCall(of: Expression): boolean {
    const { bareCalls, name } = this.grammar;
    const token = this.token;
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
          !this.grammar.operators.includes(` ${token.text} `) &&
          !this.grammar.skipped.includes(` ${token.text} `) &&
          !/^(?:if|unless|while|until|do|then|for|foreach|rescue)$/.test(token.text)
        );
      case 'symbol':
        if (token.text === '{') return name === 'perl' && /^(?:map|grep|sort|first|any|all)$/.test(called);
        if (token.text === '[') return name === 'ruby' && /^[a-z]/.test(called);
        return (
          (token.text === '*' || token.text === '&' || token.text === '->' || token.text === '\\') &&
          this.peek()?.spaced === false
        );
      case 'regex':
      case 'end':
      case 'indent':
      case 'dedent':
        return false;
    }
  }

  /** Arguments without brackets, up to the end of the statement. */
  protected bareItems(): Item[] {
    const items: Item[] = [];
    // `map { … } @list`
    if (this.is('{') && this.grammar.name === 'perl') {
      const { at = 0 } = this.token ?? {};
      items.push({
        value: {
          is: 'function',
          name: '',
          parameters: [{ is: 'name', name: '$_', at }],
          body: this.block(),
          gives: true,
          at,
        },
      });
      this.take(',');
    }
    for (;;) {
      const before = this.at;
      items.push(this.item());
      // `print STDERR "…"`, `exec { $x } …`
      if (
        this.at > before &&
        this.grammar.name === 'perl' &&
        /^(?:string|name)$/.test(this.token?.kind ?? '') &&
        /^[A-Z]+$/.test(this.tokens[before]?.text ?? '')
      )
        continue;
      if (!this.is(',') && !this.is('=>')) return items;
      this.at += 1;
      this.lines();
      if (this.token === undefined) return items;
    }
  }
}

/** Parameters as targets of an assignment: their types left out, their defaults kept. */
export function parametersOf(items: readonly Item[], at: number): readonly Expression[] {
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
