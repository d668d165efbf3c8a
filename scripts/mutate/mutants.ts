import { parseSync } from 'oxc-parser';

/** One change to one place of a source file. */
export interface Mutant {
  readonly id: number;
  readonly file: string;
  readonly line: number;
  readonly change: string;
}

/** A source file with every mutant in it, each behind a switch: `$m(17) ? changed : original`. */
export interface Schema {
  readonly text: string;
  readonly mutants: readonly Mutant[];
}

interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [key: string]: unknown;
}

const swapped: Readonly<Record<string, string>> = {
  '===': '!==',
  '!==': '===',
  '<': '<=',
  '<=': '<',
  '>': '>=',
  '>=': '>',
  '+': '-',
  '-': '+',
  '*': '/',
  '&&': '||',
  '||': '&&',
  '??': '&&',
};

/** Puts every mutant of a file into its text, numbered from `first` on. */
export function schemaOf(file: string, source: string, first: number): Schema {
  const parsed = parseSync(file, source);
  const [error] = parsed.errors;
  if (error !== undefined) throw new SyntaxError(`${file}: ${error.message}`);
  const writer = new Writer(file, source, first);
  const text = writer.text(parsed.program as unknown as Node);
  return { text, mutants: writer.mutants };
}

/** Rewrites from the inside out; places outside functions run once, before any mutant is switched on, and are left alone. */
class Writer {
  readonly mutants: Mutant[] = [];
  readonly #file: string;
  readonly #source: string;
  readonly #first: number;
  #functions = 0;

  constructor(file: string, source: string, first: number) {
    this.#file = file;
    this.#source = source;
    this.#first = first;
  }

  /** The node's text with the mutants inside it. */
  text(node: Node): string {
    const isFunction = /^(?:Arrow)?Function(?:Expression|Declaration)$/.test(node.type);
    if (isFunction) this.#functions += 1;
    const pieces: string[] = [];
    let at = node.start;
    for (const child of childrenOf(node)) {
      pieces.push(this.#source.slice(at, child.start), this.#mutated(child, node));
      at = child.end;
    }
    pieces.push(this.#source.slice(at, node.end));
    if (isFunction) this.#functions -= 1;
    return pieces.join('');
  }

  #mutated(node: Node, parent: Node): string {
    if (node.type.startsWith('TS') && !/^TS(?:As|Satisfies|NonNull)Expression$/.test(node.type)) return this.#as(node);
    const inner = this.text(node);
    if (this.#functions === 0) return inner;
    const original = isLoopBody(node, parent) ? `{ $t(); ${inner} }` : inner;
    switch (node.type) {
      case 'ExpressionStatement':
        return (node['expression'] as Node).type === 'CallExpression' && !/\bsuper\(/.test(inner)
          ? `{ if (!${this.#switch(node, 'statement removed')}) ${original} }`
          : original;
      case 'ReturnStatement': {
        const value = node['argument'] as Node | null;
        if (value === null) return original;
        return `{ if (${this.#switch(node, 'returns nothing')}) return undefined; ${original} }`;
      }
      case 'BinaryExpression':
      case 'LogicalExpression': {
        const operator = String(node['operator']);
        const other = swapped[operator];
        if (other === undefined || (operator === '+' && /['"`]/.test(inner))) return original;
        const left = this.#plain(node['left'] as Node);
        const right = this.#plain(node['right'] as Node);
        return `(${this.#switch(node, `${operator} is ${other}`)} ? (${left}) ${other} (${right}) : (${original}))`;
      }
      case 'UnaryExpression':
        return node['operator'] === '!'
          ? `(${this.#switch(node, '! left out')} ? (${this.#plain(node['argument'] as Node)}) : (${original}))`
          : original;
      case 'Literal':
        return this.#literal(node, parent, original);
      case 'CallExpression':
      case 'Identifier':
      case 'MemberExpression':
        return isTest(node, parent)
          ? `(${this.#switch(node, 'condition turned round')} ? !(${this.#plain(node)}) : (${original}))`
          : original;
      default:
        return original;
    }
  }

  #literal(node: Node, parent: Node, original: string): string {
    if (isName(node, parent)) return original;
    const { value } = node;
    const other =
      typeof value === 'string'
        ? value === ''
          ? "'mutated'"
          : "''"
        : typeof value === 'number'
          ? String(value + 1)
          : typeof value === 'boolean'
            ? String(!value)
            : node['regex'] === undefined
              ? undefined
              : '/(?!)/';
    return other === undefined
      ? original
      : `(${this.#switch(node, `${this.#as(node).slice(0, 40)} is ${other}`)} ? ${other} : ${original})`;
  }

  #switch(node: Node, change: string): string {
    const id = this.#first + this.mutants.length;
    const line = this.#source.slice(0, node.start).split('\n').length;
    this.mutants.push({ id, file: this.#file, line, change });
    return `$m(${id})`;
  }

  #as(node: Node): string {
    return this.#source.slice(node.start, node.end);
  }

  #plain(node: Node): string {
    return this.#as(node);
  }
}

function childrenOf(node: Node): readonly Node[] {
  const children: Node[] = [];
  for (const [key, value] of Object.entries(node)) {
    // A pattern takes a value apart, and types say nothing at run time.
    if (key === 'typeAnnotation' || key === 'returnType' || key === 'typeParameters' || key === 'typeArguments')
      continue;
    if (key === 'superTypeArguments' || key === 'decorators') continue;
    for (const one of Array.isArray(value) ? value : [value])
      if (typeof one === 'object' && one !== null && typeof (one as Node).type === 'string') children.push(one as Node);
  }
  // `{ a }` has the same place twice.
  const places = new Set<number>();
  return children
    .toSorted((a, b) => a.start - b.start || b.end - a.end)
    .filter(({ start }) => !places.has(start) && places.add(start));
}

/** Literals that are names: keys, module sources, and what `case` compares is one of them in a type. */
function isName(node: Node, parent: Node): boolean {
  return (
    (/^(?:Property|PropertyDefinition|MethodDefinition)$/.test(parent.type) && parent['key'] === node) ||
    /^(?:Import|Export)/.test(parent.type) ||
    parent.type === 'ExpressionStatement'
  );
}

function isTest(node: Node, parent: Node): boolean {
  return /^(?:If|While|DoWhile|For)Statement$|^ConditionalExpression$/.test(parent.type) && parent['test'] === node;
}

function isLoopBody(node: Node, parent: Node): boolean {
  return /^(?:While|DoWhile|For|ForOf|ForIn)Statement$/.test(parent.type) && parent['body'] === node;
}
