import { DASH, DELIMITER, DOUBLE, SINGLE, escaped, skipBlanks, variableAt } from './lexis.ts';
import type { Expression, Piece, Script, Statement } from './syntax.ts';

/** Thrown where the text is not PowerShell; what was read before it counts. */
export class Unreadable extends Error {
  override readonly name = 'Unreadable';
}

/** How deeply expressions and blocks may nest. */
const MAX_NESTING = 200;

/** Operators by how tightly they bind, weakest first (about_Operator_Precedence). */
const precedence: readonly RegExp[] = [
  /^-(?:and|or|xor)$/,
  /^-(?:band|bor|bxor|shl|shr)$/,
  /^(?:\?\?|\?|-(?:[ci]?(?:eq|ne|gt|ge|lt|le|like|notlike|match|notmatch|contains|notcontains|in|notin|replace|split)|join|is|isnot|as))$/,
  /^[+-]$/,
  /^[*/%]$/,
  /^-f$/,
  /^\.\.$/,
];

/** What reads statements, as far as expressions contain them. */
export interface Statements {
  script(close: string): Script;
  statement(): Statement;
}

/** Reads expressions and words of PowerShell from text, without building tokens: what a character means depends on where it stands. */
export abstract class ExpressionReader implements Statements {
  readonly text: string;
  at = 0;
  #nesting = 0;

  constructor(text: string) {
    this.text = text;
  }

  abstract script(close: string): Script;
  abstract statement(): Statement;

  blanks(lines = false): void {
    this.at = skipBlanks(this.text, this.at, lines);
  }

  get char(): string {
    return this.text[this.at] ?? '';
  }

  is(text: string): boolean {
    return this.text.startsWith(text, this.at);
  }

  take(text: string): boolean {
    if (!this.is(text)) return false;
    this.at += text.length;
    return true;
  }

  expect(text: string): void {
    if (!this.take(text)) throw new Unreadable(`${text} expected`);
  }

  nested<T>(read: () => T): T {
    if (++this.#nesting > MAX_NESTING) throw new Unreadable('too deep');
    const result = read();
    this.#nesting -= 1;
    return result;
  }

  /** An expression with its operators; `single` where a comma ends it. */
  expression(level = 0, single = false): Expression {
    if (level === precedence.length) return single ? this.unary() : this.commas();
    let left = this.expression(level + 1, single);
    for (;;) {
      this.blanks();
      const operator = this.#operator();
      if (operator === undefined || precedence[level]?.test(operator.name) !== true) return left;
      this.at = operator.end;
      this.blanks(true);
      const right = this.nested(() => this.expression(level + 1, single));
      if (operator.name === '?') {
        this.blanks(true);
        this.expect(':');
        this.blanks(true);
        left = { is: 'list', items: [right, this.expression(level + 1)] };
        left = { is: 'unary', operator: 'either', of: left };
      } else
        left = {
          is: 'binary',
          operator: operator.name.replace(/^-(?:i(?!n$|s$|snot$)|c(?!eq$|ne$|ontains$))(?=\w{2})/, '-'),
          left,
          right,
        };
    }
  }

  #operator(): { readonly name: string; readonly end: number } | undefined {
    const found = /^(?:[-\u2013\u2014\u2015][a-z]+\b|\.\.|\?\?(?!=)|\?(?=\s)|[-+*/%\u2013](?!=))/i.exec(
      this.text.slice(this.at, this.at + 16),
    )?.[0];
    if (found === undefined) return undefined;
    const name = found.toLowerCase().replace(DASH, '-');
    return precedence.some((row) => row.test(name)) ? { name, end: this.at + found.length } : undefined;
  }

  /** `a, b, c`: the comma binds tighter than the operators with two sides. */
  commas(): Expression {
    const first = this.unary();
    this.blanks();
    if (this.char !== ',') return first;
    const items = [first];
    while (this.take(',')) {
      this.blanks(true);
      items.push(this.unary());
      this.blanks();
    }
    return { is: 'list', items };
  }

  unary(): Expression {
    this.blanks();
    const operator = /^(?:!|\+\+|--|,|[-+](?=[\d.$(])|[-\u2013](?:not|bnot|[ci]?split|join)\b)/i.exec(
      this.text.slice(this.at, this.at + 16),
    )?.[0];
    if (operator !== undefined) {
      this.at += operator.length;
      this.blanks(true);
      return { is: 'unary', operator: operator.toLowerCase(), of: this.nested(() => this.unary()) };
    }
    if (this.char === '[') {
      const type = this.typeName();
      this.blanks();
      if (/^(?:$|::|[.\])}\s;|&,<>]|[-\u2013\u2014\u2015][a-z])/i.test(this.text.slice(this.at, this.at + 2)))
        return this.postfix({ is: 'type', name: type });
      return { is: 'cast', type, of: this.nested(() => this.unary()) };
    }
    return this.postfix(this.primary());
  }

  /** `[System.IO.File]`, `[string[]]`: the name in lower case, without `System.` and without brackets. */
  typeName(): string {
    const start = this.at;
    let depth = 0;
    do {
      if (this.char === '') throw new Unreadable('] expected');
      if (this.char === '[') depth += 1;
      if (this.char === ']') depth -= 1;
      this.at += 1;
    } while (depth > 0);
    const name = this.text
      .slice(start + 1, this.at - 1)
      .trim()
      .toLowerCase();
    return name.replace(/^system\./, '').replace(/\(.*\)$/s, '');
  }

  primary(): Expression {
    const char = this.char;
    if (char === '$') return this.dollar();
    if (char === '@') return this.atSign();
    if (char === '(') {
      this.at += 1;
      return this.nested(() => {
        this.blanks(true);
        const statement = this.statement();
        this.blanks(true);
        this.expect(')');
        return { is: 'group', statement };
      });
    }
    if (char === '{') {
      this.at += 1;
      return { is: 'block', script: this.nested(() => this.script('}')) };
    }
    if (DOUBLE.test(char) || SINGLE.test(char)) return { is: 'text', pieces: this.string(), bare: false };
    const number = /^\d[\w.]*?(?=\.\.|[^\w.]|$)/.exec(this.text.slice(this.at, this.at + 64))?.[0];
    if (number !== undefined) {
      this.at += number.length;
      return { is: 'text', pieces: [number], bare: true };
    }
    throw new Unreadable(`${char} not understood`);
  }

  dollar(): Expression {
    if (this.take('$(')) return { is: 'subexpression', script: this.nested(() => this.script(')')), array: false };
    const variable = variableAt(this.text, this.at);
    if (variable === undefined) {
      this.at += 1;
      return { is: 'text', pieces: ['$'], bare: true };
    }
    this.at = variable.end;
    return { is: 'variable', name: variable.name, splat: false };
  }

  atSign(): Expression {
    if (this.take('@(')) return { is: 'subexpression', script: this.nested(() => this.script(')')), array: true };
    if (this.take('@{')) return this.nested(() => this.#table());
    const here = /^@(["'\u2018-\u201e])[ \t]*\r?\n/.exec(this.text.slice(this.at, this.at + 200));
    if (here !== null) return this.#hereString(here[0].length, SINGLE.test(here[1] ?? ''));
    const splat = /^@[\w:]+/.exec(this.text.slice(this.at, this.at + 128))?.[0];
    if (splat !== undefined) {
      this.at += splat.length;
      return { is: 'variable', name: splat.slice(1).toLowerCase(), splat: true };
    }
    throw new Unreadable('@ not understood');
  }

  #table(): Expression {
    const pairs: (readonly [Expression, Statement])[] = [];
    for (;;) {
      while ((this.blanks(true), this.char === ';')) this.at += 1;
      if (this.take('}')) return { is: 'table', pairs };
      const bare = /^[^\s=$"'({;}]+/.exec(this.text.slice(this.at, this.at + 256))?.[0];
      let key: Expression;
      if (bare === undefined) key = this.unary();
      else {
        this.at += bare.length;
        key = { is: 'text', pieces: [bare], bare: false };
      }
      this.blanks();
      this.expect('=');
      this.blanks(true);
      pairs.push([key, this.statement()]);
    }
  }

  #hereString(opening: number, verbatim: boolean): Expression {
    const start = this.at + opening;
    const end = /\r?\n[ \t]*["'\u2018-\u201e]@/g;
    end.lastIndex = start - 1;
    for (let found = end.exec(this.text); found !== null; found = end.exec(this.text)) {
      const quote = found[0].at(-2) ?? '';
      if (SINGLE.test(quote) !== verbatim) continue;
      const body = this.text.slice(start, Math.max(start, found.index));
      this.at = end.lastIndex;
      return { is: 'text', pieces: verbatim ? [body] : this.#within(start, Math.max(start, found.index)), bare: false };
    }
    throw new Unreadable('unfinished here-string');
  }

  /** What stands between two offsets as the inside of a string in double quotes that has no end of its own. */
  #within(start: number, end: number): readonly Piece[] {
    const after = this.at;
    this.at = start;
    const pieces = this.#expandable(() => this.at >= end, false);
    this.at = after;
    return pieces;
  }

  string(): readonly Piece[] {
    if (SINGLE.test(this.char)) {
      let found = '';
      for (this.at += 1; ; this.at += 1) {
        if (this.char === '') throw new Unreadable('unfinished string');
        if (SINGLE.test(this.char) && !SINGLE.test(this.text[++this.at] ?? '')) return [found];
        found += this.char;
      }
    }
    this.at += 1;
    const pieces = this.#expandable(() => DOUBLE.test(this.char) && !DOUBLE.test(this.text[this.at + 1] ?? ''), true);
    this.at += 1;
    return pieces;
  }

  #expandable(ends: () => boolean, doubled: boolean): readonly Piece[] {
    const pieces: Piece[] = [];
    let plain = '';
    while (!ends()) {
      if (this.char === '') throw new Unreadable('unfinished string');
      if (this.char === '`') {
        const escape = escaped(this.text, this.at);
        plain += escape.text;
        this.at = escape.end;
      } else if (this.char === '$' && (this.is('$(') || variableAt(this.text, this.at) !== undefined)) {
        pieces.push(plain, this.dollar());
        plain = '';
      } else {
        if (doubled && DOUBLE.test(this.char)) this.at += 1;
        plain += this.char;
        this.at += 1;
      }
    }
    return [...pieces, plain].filter((piece) => piece !== '');
  }

  /** Members, indexes and calls behind an expression. */
  postfix(of: Expression): Expression {
    let found = of;
    for (;;) {
      const access = /^(?:::|\?\.(?=\w)|\.(?=[\w"'$({]|[ \t]*\r?\n\s*\w))/.exec(
        this.text.slice(this.at, this.at + 80),
      )?.[0];
      if (access !== undefined) {
        this.at += access.length;
        // A dot at the end of a line goes on in the next.
        this.blanks(true);
        const name = this.#memberName();
        found = { is: 'member', of: found, name, static: access === '::', ...this.#arguments() };
      } else if (this.char === '[' && (found.is !== 'text' || !found.bare)) {
        this.at += 1;
        this.blanks(true);
        const index = this.nested(() => this.expression());
        this.blanks(true);
        this.expect(']');
        found = { is: 'index', of: found, index };
      } else if (this.is('++') || this.is('--')) {
        this.at += 2;
        found = { is: 'unary', operator: '++', of: found };
      } else return found;
    }
  }

  #memberName(): Expression {
    const name = /^\w+/.exec(this.text.slice(this.at, this.at + 128))?.[0];
    if (name === undefined) return this.primary();
    this.at += name.length;
    return { is: 'text', pieces: [name], bare: false };
  }

  #arguments(): { readonly args?: readonly Expression[] } {
    // `.ForEach{…}` takes its block without parentheses.
    if (this.char === '{') return { args: [this.primary()] };
    if (!this.take('(')) return {};
    const args: Expression[] = [];
    return this.nested(() => {
      for (;;) {
        this.blanks(true);
        if (this.take(')')) return { args };
        const value = this.#argument();
        args.push(...(value.is === 'list' ? value.items : [value]));
        this.blanks(true);
        if (this.char !== ')' && !this.take(',')) throw new Unreadable(') expected');
      }
    });
  }

  #argument(): Expression {
    return this.expression();
  }

  /** One word of a command: bare text with quotes and variables in it, or an expression that begins with its own sign. */
  word(): Expression {
    const char = this.char;
    if (
      char === '(' ||
      char === '{' ||
      (char === '@' && /^@[({\w"'\u2018-\u201e]/.test(this.text.slice(this.at, this.at + 2)))
    )
      return this.postfix(this.primary());
    const start = this.at;
    if (char === '$') {
      const expression = this.postfix(this.dollar());
      if (this.#wordEnds()) return expression;
      this.at = start;
    } else if (DOUBLE.test(char) || SINGLE.test(char)) {
      const expression = this.postfix({ is: 'text', pieces: this.string(), bare: false });
      if (this.#wordEnds()) return expression;
      this.at = start;
    }
    return { is: 'text', pieces: this.#bare(), bare: true };
  }

  #wordEnds(): boolean {
    return this.char === '' || DELIMITER.test(this.char);
  }

  #bare(): readonly Piece[] {
    const pieces: Piece[] = [];
    let plain = '';
    const start = this.at;
    while (!this.#wordEnds()) {
      if (this.char === '`') {
        const escape = escaped(this.text, this.at);
        plain += escape.text;
        this.at = escape.end;
      } else if (this.char === '$') {
        pieces.push(plain, this.dollar());
        plain = '';
      } else if (SINGLE.test(this.char) || DOUBLE.test(this.char)) {
        pieces.push(plain, ...this.string());
        plain = '';
      } else {
        plain += this.char;
        this.at += 1;
      }
    }
    if (this.at === start) throw new Unreadable(`${this.char} not understood`);
    return [...pieces, plain].filter((piece) => piece !== '');
  }
}
