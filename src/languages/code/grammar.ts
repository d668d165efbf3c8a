import type { Expression } from './expression.ts';
import type { Token } from './token.ts';

/** The tokens at the place where a statement begins. */
export interface TokenReader {
  token(offset?: number): Token | undefined;
  skip(count: number): void;
  expression(): Expression;
}

export type CodeLanguageName = 'python' | 'javascript' | 'ruby' | 'perl' | 'php' | 'lua';

/** What the parser must know of a language; lists of words stand between blanks. */
export interface Grammar {
  readonly name: CodeLanguageName;
  /** Layout makes blocks. */
  readonly layout: boolean;
  /** Bodies of functions stand in braces. */
  readonly braces: boolean;
  /** Blocks belong to calls, and chains may go on with a dot on the next line. */
  readonly ruby: boolean;
  readonly ternary: boolean;
  /** Literals side by side are one. */
  readonly joins: boolean;
  /** Operators that lead to a member. */
  readonly members: string;
  readonly operators: string;
  /** Words in front of an operand. */
  readonly prefixes: string;
  /** Words that begin a function. */
  readonly functions: string;
  /** Words that begin or go on with a statement and say nothing about what it does. */
  readonly skipped: string;
  /** Words at the beginning of a statement whose block goes on to `end`; empty where braces or layout make blocks. */
  readonly opens: string;
  /** Functions that are called without brackets; every one for `all`. */
  readonly bareCalls: string;
  /** Reads a statement that binds names of modules; answers whether there was one. */
  readonly imports?: (reader: TokenReader, found: Expression[]) => boolean;
}

const common = ' + - * / % ** | & ^ << >> < > <= >= == != ';

export const pythonGrammar: Grammar = {
  name: 'python',
  layout: true,
  braces: false,
  ruby: false,
  ternary: false,
  joins: true,
  members: ' . ',
  operators: `${common}or and in is not @ // `,
  prefixes: ' not await yield from ',
  functions: ' def ',
  skipped:
    ' if elif else while try except finally raise assert del pass break continue global nonlocal async class match case ',
  opens: '',
  bareCalls: ' print exec ',
  imports: pythonImport,
};

export const javascriptGrammar: Grammar = {
  name: 'javascript',
  layout: false,
  braces: true,
  ruby: false,
  ternary: true,
  joins: false,
  members: ' . ?. ',
  operators: `${common}=== !== || && ?? in instanceof >>> as satisfies `,
  prefixes: ' typeof await new void delete yield async ',
  functions: ' function ',
  skipped:
    ' const let var if else while do try catch finally throw break continue switch case default export class static public private protected readonly declare abstract ',
  opens: '',
  bareCalls: 'none',
  imports: javascriptImport,
};

export const rubyGrammar: Grammar = {
  name: 'ruby',
  layout: false,
  braces: false,
  ruby: true,
  ternary: true,
  joins: true,
  members: ' . :: &. ',
  operators: `${common}=== <=> =~ !~ || && or and .. ... `,
  prefixes: ' not ',
  functions: ' def ',
  skipped:
    ' if elsif else unless while until case when then do begin rescue ensure end class module raise next break redo self. ',
  opens: ' if unless while until case begin class module for ',
  bareCalls: 'all',
};

export const perlGrammar: Grammar = {
  name: 'perl',
  layout: false,
  braces: true,
  ruby: false,
  ternary: true,
  joins: false,
  members: ' -> ',
  operators: `${common}. x || && or and // =~ !~ <=> eq ne .. `,
  prefixes: ' not my our local ',
  functions: ' sub ',
  skipped: ' if elsif else unless while until do package use no last next BEGIN END eval{ ',
  opens: '',
  bareCalls: 'all',
};

export const phpGrammar: Grammar = {
  name: 'php',
  layout: false,
  braces: true,
  ruby: false,
  ternary: true,
  joins: false,
  members: ' -> ?-> :: ',
  operators: `${common}. === !== || && ?? or and instanceof <=> `,
  prefixes: ' new await clone throw yield ',
  functions: ' function fn ',
  skipped:
    ' if elseif else while do try catch finally break continue switch case default class public private protected static abstract final const global namespace use endif endwhile endforeach endfor ',
  opens: '',
  bareCalls: ' echo print include include_once require require_once exit die ',
};

export const luaGrammar: Grammar = {
  name: 'lua',
  layout: false,
  braces: false,
  ruby: false,
  ternary: false,
  joins: false,
  members: ' . : ',
  operators: `${common}or and .. ~= // `,
  prefixes: ' not ',
  functions: ' function ',
  skipped: ' local if then elseif else while do repeat until end break goto ',
  opens: ' if do ',
  bareCalls: 'none',
};

function isWord(token: Token | undefined, text: string): boolean {
  return token?.kind === 'name' && token.text === text;
}

function isSymbol(token: Token | undefined, text: string): boolean {
  return token?.kind === 'symbol' && token.text === text;
}

/** `import a.b as c, d` and `from a.b import c as d, *`. */
function pythonImport(reader: TokenReader, found: Expression[]): boolean {
  const first = reader.token();
  if (first === undefined || !(isWord(first, 'import') || isWord(first, 'from'))) return false;
  reader.skip(1);
  const { at } = first;
  const dotted = (): string => {
    let name = '';
    for (
      let token = reader.token();
      token !== undefined &&
      (token.kind === 'name' || isSymbol(token, '.') || isSymbol(token, '...')) &&
      !isWord(token, 'import') &&
      !isWord(token, 'as');
      token = reader.token()
    ) {
      name += token.text;
      reader.skip(1);
      if (token.kind === 'name' && !isSymbol(reader.token(), '.')) break;
    }
    return name;
  };
  const alias = (): string | undefined => {
    if (!isWord(reader.token(), 'as')) return undefined;
    const name = reader.token(1)?.text;
    reader.skip(2);
    return name;
  };
  if (first.text === 'import') {
    do {
      if (isSymbol(reader.token(), ',')) reader.skip(1);
      const module = dotted();
      const name = alias();
      const root = module.split('.')[0] ?? module;
      found.push({ is: 'import', module: name === undefined ? root : module, member: '', name: name ?? root, at });
    } while (isSymbol(reader.token(), ','));
    return true;
  }
  const module = dotted();
  if (!isWord(reader.token(), 'import')) return true;
  reader.skip(1);
  const round = isSymbol(reader.token(), '(');
  if (round) reader.skip(1);
  for (let count = 0; count < 200; count += 1) {
    const token = reader.token();
    if (token === undefined) return true;
    if (isSymbol(token, '*')) {
      found.push({ is: 'import', module, member: '*', name: '*', at });
      reader.skip(1);
    } else if (token.kind === 'name') {
      reader.skip(1);
      found.push({ is: 'import', module, member: token.text, name: alias() ?? token.text, at });
    } else if (token.kind === 'end' && round) reader.skip(1);
    if (isSymbol(reader.token(), ',') || (round && reader.token()?.kind === 'end')) reader.skip(1);
    else break;
  }
  if (round && isSymbol(reader.token(), ')')) reader.skip(1);
  return true;
}

/** `import x, {a as b} from 'm'`, `import * as x from 'm'`, `import 'm'`; `import(…)` is an expression. */
function javascriptImport(reader: TokenReader, found: Expression[]): boolean {
  const first = reader.token();
  const next = reader.token(1);
  if (first === undefined || !isWord(first, 'import') || isSymbol(next, '(') || isSymbol(next, '.')) return false;
  const { at } = first;
  const bindings: { member: string; name: string }[] = [];
  reader.skip(1);
  if (isWord(reader.token(), 'type') && reader.token(1)?.kind !== 'string' && !isWord(reader.token(1), 'from'))
    reader.skip(1);
  for (let count = 0; count < 400; count += 1) {
    const token = reader.token();
    if (token === undefined) return true;
    if (token.kind === 'string') break;
    if (isWord(token, 'from')) reader.skip(1);
    else if (isSymbol(token, '*')) {
      bindings.push({ member: '', name: reader.token(2)?.text ?? '' });
      reader.skip(3);
    } else if (isSymbol(token, '{')) {
      reader.skip(1);
      for (let member = reader.token(); member !== undefined && !isSymbol(member, '}'); member = reader.token()) {
        if (member.kind !== 'name') reader.skip(1);
        else if (isWord(reader.token(1), 'as')) {
          bindings.push({ member: member.text, name: reader.token(2)?.text ?? '' });
          reader.skip(3);
        } else {
          bindings.push({ member: member.text, name: member.text });
          reader.skip(1);
        }
      }
      reader.skip(1);
    } else if (token.kind === 'name') {
      bindings.push({ member: '', name: token.text });
      reader.skip(1);
    } else if (isSymbol(token, ',')) reader.skip(1);
    else return true;
  }
  const [piece] = reader.token()?.pieces ?? [];
  reader.skip(1);
  const module = typeof piece === 'string' ? piece : '';
  found.push(...bindings.map((binding) => ({ is: 'import', module, ...binding, at }) as const));
  if (bindings.length === 0) found.push({ is: 'import', module, member: '', name: '', at });
  return true;
}
