import type { Hole } from '../../word.ts';

/** An argument or element: `x`, `name=x`, `*x`. */
export interface Item {
  readonly value: Expression;
  readonly name?: string | Expression;
  readonly spread?: boolean;
}

interface Located {
  /** Offset in the program. */
  readonly at: number;
}

/** Code as far as it is understood: expressions, and the few statements that bind names or repeat. */
export type Expression = Located &
  (
    | { readonly is: 'text'; readonly pieces: readonly (string | Hole | Expression)[] }
    /** A command line in backticks. */
    | { readonly is: 'command'; readonly pieces: readonly (string | Hole | Expression)[] }
    | { readonly is: 'number'; readonly value: number }
    | { readonly is: 'name'; readonly name: string }
    | { readonly is: 'member'; readonly of: Expression; readonly name: string }
    | {
        readonly is: 'index';
        readonly of: Expression;
        readonly keys: readonly (Expression | undefined)[];
        readonly slice: boolean;
      }
    | { readonly is: 'call'; readonly of: Expression; readonly items: readonly Item[]; readonly made?: boolean }
    | { readonly is: 'list'; readonly items: readonly Item[] }
    | { readonly is: 'object'; readonly items: readonly Item[] }
    | { readonly is: 'operation'; readonly operator: string; readonly left: Expression; readonly right: Expression }
    | { readonly is: 'prefix'; readonly operator: string; readonly of: Expression }
    | {
        readonly is: 'choice';
        readonly test: Expression;
        readonly whenTrue: Expression;
        readonly otherwise: Expression;
      }
    | { readonly is: 'assignment'; readonly target: Expression; readonly operator: string; readonly value: Expression }
    | {
        readonly is: 'function';
        readonly name: string;
        readonly parameters: readonly Expression[];
        readonly body: readonly Expression[];
        readonly gives: boolean;
      }
    /** `for target in over`, with the body where it is part of the expression. */
    | {
        readonly is: 'each';
        readonly target: Expression;
        readonly over: Expression;
        readonly body: Expression | undefined;
      }
    | { readonly is: 'return'; readonly value: Expression }
    /** `import module as name`, `from module import member as name`; `*` for every member. */
    | { readonly is: 'import'; readonly module: string; readonly member: string; readonly name: string }
    /** Statements that run only under a condition, or repeatedly. */
    | { readonly is: 'block'; readonly body: readonly Expression[] }
    /** A statement of its own that is only an expression. */
    | { readonly is: 'statement'; readonly value: Expression }
    | { readonly is: 'nothing' }
  );
