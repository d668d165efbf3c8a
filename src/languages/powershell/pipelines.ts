import { ExpressionReader, Unreadable } from './expressions.ts';
import { DASH, DELIMITER, DOUBLE, SINGLE } from './lexis.ts';
import type { Argument, Element, Expression, Redirection, Statement } from './syntax.ts';

/** Reads pipelines: commands with their arguments and redirections, and expressions in the place of commands. */
export abstract class PipelineReader extends ExpressionReader {
  /** Pipelines with `&&` and `||` between them, or an assignment. */
  protected chain(): Statement {
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
