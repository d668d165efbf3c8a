import type { Grammar } from './grammar.ts';
import type { Token } from './token.ts';

/** Deeper nesting than this is skipped. */
export const MAX_DEPTH = 120;

/** Where a parser stands among the tokens of a program. */
export abstract class TokenCursor {
  protected readonly tokens: readonly Token[];
  protected readonly grammar: Grammar;
  protected at = 0;
  protected depth = 0;
  protected noBrace = 0;
  /** Whether something was nested more deeply than is read. */
  cut = false;

  constructor(tokens: readonly Token[], grammar: Grammar) {
    this.tokens = tokens;
    this.grammar = grammar;
  }

  protected get token(): Token | undefined {
    return this.tokens[this.at];
  }

  protected peek(offset = 1): Token | undefined {
    return this.tokens[this.at + offset];
  }

  protected is(text: string, kind: Token['kind'] = 'symbol'): boolean {
    const token = this.token;
    return token?.kind === kind && token.text === text;
  }

  protected isName(...names: readonly string[]): boolean {
    const token = this.token;
    return token?.kind === 'name' && names.includes(token.text);
  }

  protected take(text: string, kind: Token['kind'] = 'symbol'): boolean {
    if (!this.is(text, kind)) return false;
    this.at += 1;
    return true;
  }

  protected takeName(...names: readonly string[]): boolean {
    if (!this.isName(...names)) return false;
    this.at += 1;
    return true;
  }

  protected lines(): void {
    while (this.token?.kind === 'end') this.at += 1;
  }

  protected isKind(kind: Token['kind']): boolean {
    return this.token?.kind === kind;
  }

  /** Whether nothing that is complete in itself stands before the token on its line. */
  protected beginsLine(): boolean {
    const last = this.tokens[this.at - 1];
    if (last === undefined || last.kind === 'end') return true;
    return last.kind === 'symbol'
      ? /^[;{}|=]$/.test(last.text)
      : last.kind === 'name' && /^(?:then|else|do|begin|ensure|end|repeat|return)$/.test(last.text);
  }
}
