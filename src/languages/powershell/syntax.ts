/** A piece of text with expressions in it: a bare word, a string, a here-string. */
export type Piece = string | Expression;

/** A PowerShell expression (about_Expressions, language specification chapter 7). */
export type Expression =
  /** `bare` where no quotes are around it, so that a program's argument may be a pattern. */
  | { readonly is: 'text'; readonly pieces: readonly Piece[]; readonly bare: boolean }
  | { readonly is: 'variable'; readonly name: string; readonly splat: boolean }
  | { readonly is: 'list'; readonly items: readonly Expression[] }
  | { readonly is: 'table'; readonly pairs: readonly (readonly [Expression, Statement])[] }
  | { readonly is: 'block'; readonly script: Script }
  /** `$(…)` and `@(…)`. */
  | { readonly is: 'subexpression'; readonly script: Script; readonly array: boolean }
  | { readonly is: 'group'; readonly statement: Statement }
  | {
      readonly is: 'member';
      readonly of: Expression;
      readonly name: Expression;
      readonly static: boolean;
      readonly args?: readonly Expression[];
    }
  | { readonly is: 'index'; readonly of: Expression; readonly index: Expression }
  | { readonly is: 'unary'; readonly operator: string; readonly of: Expression }
  | { readonly is: 'binary'; readonly operator: string; readonly left: Expression; readonly right: Expression }
  | { readonly is: 'cast'; readonly type: string; readonly of: Expression }
  | { readonly is: 'type'; readonly name: string };

export interface Redirection {
  readonly append: boolean;
  /** `1` for output, `*` for all streams. */
  readonly stream: string;
  readonly target: Expression;
}

export type Argument =
  /** `-Name`, and `-Name:value`. */
  | { readonly is: 'parameter'; readonly name: string; readonly value?: Expression }
  | { readonly is: 'value'; readonly value: Expression };

/** A command with its words, or an expression, in a pipeline. */
export type Element = {
  readonly start: number;
  readonly end: number;
  readonly redirections: readonly Redirection[];
} & (
  | {
      readonly is: 'command';
      readonly operator: '&' | '.' | undefined;
      readonly name: Expression;
      readonly args: readonly Argument[];
    }
  | { readonly is: 'expression'; readonly value: Expression }
);

export type Statement =
  | { readonly is: 'pipeline'; readonly elements: readonly Element[] }
  /** `a && b || c`. */
  | { readonly is: 'chain'; readonly first: Statement; readonly operator: '&&' | '||'; readonly next: Statement }
  | { readonly is: 'assignment'; readonly target: Expression; readonly operator: string; readonly value: Statement }
  | {
      readonly is: 'if';
      readonly clauses: readonly { readonly condition: Statement; readonly body: Script }[];
      readonly otherwise: Script | undefined;
    }
  | { readonly is: 'foreach'; readonly variable: string; readonly over: Statement; readonly body: Script }
  | {
      readonly is: 'loop';
      readonly before: readonly Statement[];
      readonly body: Script;
      readonly after: readonly Statement[];
      /** The body runs at least once. */
      readonly once: boolean;
    }
  | {
      readonly is: 'switch';
      readonly value: Statement;
      readonly tests: readonly Expression[];
      readonly bodies: readonly Script[];
    }
  | {
      readonly is: 'try';
      readonly body: Script;
      readonly catches: readonly Script[];
      readonly last: Script | undefined;
    }
  | { readonly is: 'function'; readonly name: string; readonly body: Script }
  | {
      readonly is: 'flow';
      readonly word: 'return' | 'break' | 'continue' | 'exit' | 'throw';
      readonly value?: Statement;
    }
  | { readonly is: 'block'; readonly body: Script }
  /** Text from here on that is not understood. */
  | { readonly is: 'unreadable'; readonly at: number };

export interface Parameter {
  readonly name: string;
  readonly value?: Expression;
  readonly isSwitch: boolean;
}

export interface Script {
  readonly parameters: readonly Parameter[];
  readonly statements: readonly Statement[];
}
