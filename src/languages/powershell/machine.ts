import { LimitError } from '../../budget.ts';
import type { OpaqueWhy } from '../../effect.ts';
import type { Reader, Start, Step } from '../../script.ts';
import {
  literal,
  textOf,
  wordOf,
  type Hole,
  type Invocation,
  type Part,
  type Remote,
  type Span,
  type Stream,
  type Word,
} from '../../word.ts';
import { aliased, canonical, isCmdletName } from './aliases.ts';
import { cmdlet } from './cmdlets.ts';
import { member, staticMember } from './dotnet.ts';
import { binary, cast, indexed, joined } from './operators.ts';
import { parsePowerShell } from './parser.ts';
import { nativeText, VALUE_MARK } from './paths.ts';
import { Scope } from './scope.ts';
import type { Argument, Element, Expression, Piece, Redirection, Script, Statement } from './syntax.ts';
import {
  collected,
  either,
  elements,
  fromTexts,
  known,
  list,
  NULL,
  outputOf,
  product,
  same,
  text,
  textFrom,
  texts,
  TRUE,
  truth,
  unknown,
  type Value,
} from './value.ts';

/** How many statements and commands are read. */
const MAX_STEPS = 5000;
/** How deeply functions, blocks and evaluated text may nest. */
const MAX_DEPTH = 40;
/** How many elements a loop goes through one by one. */
const MAX_TURNS = 64;
/** The character that stands for the first piece of the text that is not known. */
const FIRST_MARK = 0xe000;
/** How many such pieces there may be. */
const MAX_MARKS = 0x1000;

/** An argument of a command: a parameter, a value, or both. */
export interface Given {
  readonly parameter?: string;
  readonly value?: Value;
  /** Written without quotes. */
  readonly bare: boolean;
}

/** What arrives at a command through the pipeline. */
export interface Input {
  readonly values: readonly Value[] | undefined;
  readonly stream: Stream;
}

/** Reads PowerShell into what it does, in execution order; what cannot be read is an opaque step. */
export function readPowerShell(code: Word, start: Start, reader: Reader): readonly Step[] {
  const machine = new Machine(start, reader);
  machine.guarded(() => machine.whole(code));
  return machine.steps;
}

/** A PowerShell session that runs nothing: it knows values and notes what would be done. */
export class Machine {
  readonly steps: Step[] = [];
  readonly reader: Reader;
  readonly start: Start;
  scope: Scope;
  /** The invocations noted so far, for who wants to know which ones some code made. */
  readonly noted: Invocation[] = [];
  via: readonly string[];
  remote: Remote | undefined;
  #place: (start: number, end: number) => Span;
  #span: Span;
  #count = 0;
  #depth = 0;
  readonly #holes: Hole[] = [];
  readonly #calling: Script[] = [];

  constructor(start: Start, reader: Reader) {
    this.start = start;
    this.reader = reader;
    this.via = start.via;
    this.remote = start.remote;
    this.#place = start.place;
    this.#span = start.place(0, 0);
    this.scope = new Scope(reader.world, start.cwd, start.inherited);
    if (start.file !== undefined) {
      const name = textOf(start.file)?.replaceAll('\\', '/');
      const slash = name?.lastIndexOf('/') ?? -1;
      const directory = name === undefined || slash < 0 ? start.cwd.parts : this.within([name.slice(0, slash)]).parts;
      this.scope.assign('psscriptroot', textFrom(directory));
      this.scope.assign('pscommandpath', textFrom(start.file.parts));
    } else this.scope.assign('psscriptroot', NULL);
  }

  get span(): Span {
    return this.#span;
  }

  guarded(work: () => void): void {
    try {
      work();
    } catch (error) {
      if (!(error instanceof RangeError || error instanceof LimitError)) throw error;
      this.opaque('limit', 'PowerShell that is too long or too deep');
    }
  }

  whole(code: Word): void {
    const script = this.parse(code);
    const given = this.start.args.slice(1).map((word): Given => {
      const written = textOf(word);
      return written !== undefined && /^-[a-z]/i.test(written)
        ? { parameter: written, bare: true }
        : { value: textFrom(word.parts), bare: true };
    });
    this.#bind(script, given, undefined);
    const outputs: Value[] = [];
    this.#statements(script.statements, outputs);
    // What is left over is shown.
    const shown = outputs.filter((value) => value.is === 'unknown' && value.output.length === 0);
    if (shown.length > 0)
      this.invoke(
        'Out-Host',
        shown.map((value) => ({ value, bare: false })),
        { values: undefined, stream: { kind: 'inherited' } },
      );
  }

  /** The script a word is, its holes kept as characters that stand for them. */
  parse(code: Word): Script {
    let source = '';
    for (const part of code.parts) {
      if (typeof part === 'string') source += part;
      else if (part.hole === 'glob') source += part.text;
      else {
        if (this.#holes.length >= MAX_MARKS) throw new LimitError('pieces that are not known');
        source += String.fromCharCode(FIRST_MARK + this.#holes.length);
        this.#holes.push(part);
      }
    }
    return parsePowerShell(source);
  }

  #tick(): void {
    this.reader.tick();
    if (++this.#count > MAX_STEPS) throw new LimitError('steps');
  }

  deeper<T>(work: () => T): T {
    if (++this.#depth > MAX_DEPTH) throw new LimitError('depth');
    const result = work();
    this.#depth -= 1;
    return result;
  }

  opaque(why: OpaqueWhy, detail: string, output: readonly Invocation[] = []): void {
    this.#step({
      kind: 'opaque',
      why,
      detail,
      span: this.#span,
      via: this.via,
      ...(output.length === 0 ? {} : { output }),
    });
  }

  #step(step: Step): void {
    this.steps.push(step);
    this.reader.step?.(step);
  }

  /** Known text with the characters that stand for holes turned back. */
  #parts(known: string): readonly Part[] {
    if (!/[\ue000-\uefff]/.test(known)) return known === '' ? [] : [known];
    const parts: Part[] = [];
    for (const piece of known.split(/([\ue000-\uefff])/)) {
      const hole = /^[\ue000-\uefff]$/.test(piece) ? this.#holes[piece.charCodeAt(0) - FIRST_MARK] : undefined;
      parts.push(hole ?? piece);
    }
    return parts.filter((part) => part !== '');
  }

  /** A path as seen from the working directory. */
  within(parts: readonly Part[]): Word {
    const [first = ''] = parts;
    const { home } = this.reader.world;
    const begin = typeof first === 'string' ? first.replaceAll('\\', '/') : '';
    const rest = parts.slice(1).map((part) => (typeof part === 'string' ? part.replaceAll('\\', '/') : part));
    const all = (start: readonly Part[]): Word => wordOf([...start, ...rest], this.#span);
    if (begin === '~' || begin.startsWith('~/'))
      return all(home === null ? [{ hole: 'unknown', why: '~' }, begin.slice(1)] : [home + begin.slice(1)]);
    if (typeof first !== 'string') return all([first]);
    if (begin.startsWith('/') || /^[a-z]:/i.test(begin)) return all([begin]);
    return parts.length === 0 ? this.scope.cwd : all([...this.scope.cwd.parts, '/', begin]);
  }

  // Statements

  run(script: Script, outputs: Value[]): void {
    this.deeper(() => this.#statements(script.statements, outputs));
  }

  /** A block with values of its own, `$_` among them; what it changes stays. */
  block(value: Value, item: Value | undefined, outputs: Value[] = [], args: readonly Value[] = []): readonly Value[] {
    for (const one of value.is === 'any' ? value.of : value.is === 'list' ? value.items : [value]) {
      if (one.is !== 'block') continue;
      if (item !== undefined) this.scope.assign('_', item);
      if (item !== undefined) this.scope.assign('psitem', item);
      const given = args.map((arg): Given => ({ value: arg, bare: false }));
      if (args.length > 0) this.#bind(one.script, given, undefined);
      this.run(one.script, outputs);
      this.scope.ended = false;
    }
    return outputs;
  }

  #statements(statements: readonly Statement[], outputs: Value[]): void {
    // Functions are known to what stands in front of them only where it runs later; reading them first does no harm.
    for (const statement of statements) {
      if (this.scope.ended) return;
      this.#statement(statement, outputs);
    }
  }

  #statement(statement: Statement, outputs: Value[]): void {
    this.#tick();
    switch (statement.is) {
      case 'pipeline':
        outputs.push(...this.#pipeline(statement.elements));
        return;
      case 'chain':
        this.#statement(statement.first, outputs);
        return this.#branches([() => this.#statement(statement.next, outputs), () => undefined]);
      case 'assignment':
        return this.#assign(statement.target, statement.operator, statement.value);
      case 'if':
        return this.#if(statement, outputs);
      case 'foreach':
        return this.#foreach(statement, outputs);
      case 'loop':
        return this.#loop(statement, outputs);
      case 'switch': {
        const value = this.statementValue(statement.value);
        this.scope.assign('_', value);
        for (const test of statement.tests) if (test.is === 'block') this.run(test.script, []);
        return this.#branches([...statement.bodies.map((body) => () => this.run(body, outputs)), () => undefined]);
      }
      case 'try': {
        const before = this.scope.fork();
        this.run(statement.body, outputs);
        const failed = this.scope.fork();
        failed.ended = false;
        failed.join([before, failed.fork()]);
        const done = this.scope;
        const ends = [done];
        for (const handler of statement.catches) {
          this.scope = failed.fork();
          this.run(handler, outputs);
          ends.push(this.scope);
        }
        this.scope = done;
        if (ends.length > 1) done.join(ends.map((end) => end.fork()));
        if (statement.last !== undefined) {
          const { ended } = this.scope;
          this.scope.ended = false;
          this.run(statement.last, outputs);
          this.scope.ended ||= ended;
        }
        return;
      }
      case 'function':
        this.scope.functions.set(statement.name, [statement.body]);
        return;
      case 'flow':
        if (statement.value !== undefined) {
          const values: Value[] = [];
          this.#statement(statement.value, values);
          if (statement.word === 'return') outputs.push(...values);
        }
        this.scope.ended = true;
        return;
      case 'block':
        return this.run(statement.body, outputs);
      case 'unreadable':
        return this.opaque('language', 'PowerShell that does not parse');
    }
  }

  statementValue(statement: Statement): Value {
    const [only] = statement.is === 'pipeline' ? statement.elements : [];
    // An expression alone keeps its list, which a pipeline would take apart.
    if (
      statement.is === 'pipeline' &&
      statement.elements.length === 1 &&
      only?.is === 'expression' &&
      only.redirections.length === 0
    ) {
      this.#tick();
      return this.value(only.value);
    }
    const outputs: Value[] = [];
    this.#statement(statement, outputs);
    return collected(outputs);
  }

  #branches(ways: readonly (() => void)[]): void {
    const before = this.scope;
    const ends = ways.map((way) => {
      this.scope = before.fork();
      way();
      return this.scope;
    });
    this.scope = before;
    before.join(ends);
  }

  #if({ clauses, otherwise }: Extract<Statement, { is: 'if' }>, outputs: Value[]): void {
    const ways: (() => void)[] = [];
    let certain = false;
    for (const { condition, body } of clauses) {
      if (certain) break;
      const holds = truth(this.statementValue(condition));
      if (holds === false) continue;
      ways.push(() => this.run(body, outputs));
      certain = holds === true;
    }
    if (!certain) ways.push(otherwise === undefined ? () => undefined : () => this.run(otherwise, outputs));
    this.#branches(ways);
  }

  #foreach({ variable, over, body }: Extract<Statement, { is: 'foreach' }>, outputs: Value[]): void {
    const items = elements(this.statementValue(over));
    const before = this.scope.fork();
    const turns = items.length > MAX_TURNS ? [either(items)] : items;
    for (const item of turns) {
      this.scope.assign(variable, item);
      this.run(body, outputs);
      this.scope.ended = false;
    }
    if (turns.length === 0 || turns.some((item) => item.is !== 'text')) this.scope.join([before, this.scope.fork()]);
  }

  #loop({ before, body, after }: Extract<Statement, { is: 'loop' }>, outputs: Value[]): void {
    for (const statement of before) {
      // `while ($false)` never runs.
      const value = this.statementValue(statement);
      if (statement.is === 'pipeline' && truth(value) === false && known(value) === 'False') return;
    }
    for (let turn = 0; turn < 2; turn += 1) {
      const entered = this.scope.fork();
      this.run(body, outputs);
      this.scope.ended = false;
      for (const statement of after) this.#statement(statement, []);
      const changed = [...this.scope.variables].some(
        ([name, value]) => !same(value, entered.variables.get(name) ?? NULL),
      );
      this.scope.join([entered, this.scope.fork()]);
      if (!changed) return;
    }
  }

  #assign(target: Expression, operator: string, statement: Statement): void {
    const value = this.statementValue(statement);
    switch (target.is) {
      case 'variable': {
        const before = (): Value => this.scope.variable(target.name);
        if (operator === '=') this.scope.assign(target.name, value);
        else if (operator === '??=') this.scope.assign(target.name, either([before(), value]));
        else this.scope.assign(target.name, binary(operator[0] ?? '+', before(), value));
        return;
      }
      case 'cast':
        return this.#assign(target.of, operator, {
          is: 'pipeline',
          elements: [valueElement(cast(target.type, value), this)],
        });
      case 'list': {
        const items = elements(value);
        target.items.forEach((one, index) => {
          if (one.is !== 'variable') return;
          const last = index === target.items.length - 1;
          const part = value.is === 'list' ? (last ? collected(items.slice(index)) : (items[index] ?? NULL)) : value;
          this.scope.assign(one.name, part);
        });
        return;
      }
      case 'member':
      case 'index': {
        const name = target.is === 'member' ? target.name : target.index;
        const owner = target.of;
        const key = known(this.value(name))?.toLowerCase();
        if (owner.is !== 'variable') return void this.value(owner);
        const whole = this.scope.variable(owner.name);
        if (whole.is === 'table' && key !== undefined)
          this.scope.assign(owner.name, { is: 'table', fields: new Map([...whole.fields, [key, value]]) });
        else if (whole.is === 'object') this.scope.assign(owner.name, { ...whole, args: [...whole.args, value] });
        else if (whole.is === 'list') this.scope.assign(owner.name, list([...whole.items, value]));
        return;
      }
      case 'text':
      case 'table':
      case 'block':
      case 'subexpression':
      case 'group':
      case 'unary':
      case 'binary':
      case 'type':
        return;
    }
  }

  // Expressions

  value(expression: Expression): Value {
    switch (expression.is) {
      case 'text':
        return this.#text(expression.pieces);
      case 'variable':
        return this.scope.variable(expression.name);
      case 'list':
        return list(expression.items.map((item) => this.value(item)));
      case 'table': {
        const fields = new Map<string, Value>();
        for (const [key, statement] of expression.pairs)
          fields.set((known(this.value(key)) ?? `field ${fields.size}`).toLowerCase(), this.statementValue(statement));
        return { is: 'table', fields };
      }
      case 'block':
        return { is: 'block', script: expression.script, text: '{ … }' };
      case 'subexpression': {
        const outputs: Value[] = [];
        this.run(expression.script, outputs);
        return expression.array ? list(outputs.flatMap((one) => elements(one))) : collected(outputs);
      }
      case 'group':
        return this.statementValue(expression.statement);
      case 'type':
        return { is: 'type', name: expression.name };
      case 'cast':
        return this.#cast(expression.type, this.value(expression.of));
      case 'index':
        return indexed(this.value(expression.of), this.value(expression.index));
      case 'unary':
        return this.#unary(expression.operator, this.value(expression.of));
      case 'binary':
        return this.#binary(expression);
      case 'member':
        return this.#member(expression);
    }
  }

  #text(pieces: readonly Piece[]): Value {
    return fromTexts(
      product(
        pieces.map((piece) => (typeof piece === 'string' ? [this.#parts(piece)] : texts(this.value(piece)))),
        (row) => row.flat(),
      ),
    );
  }

  #cast(type: string, of: Value): Value {
    if (type === 'scriptblock' && of.is !== 'block') return this.blockOf(of);
    return /^(?:wmi|adsi|wmiclass|wmisearcher)$/.test(type) ? { is: 'object', type, args: [of] } : cast(type, of);
  }

  /** A script block made of text. */
  blockOf(code: Value): Value {
    return either(
      texts(code).map((parts): Value =>
        parts.length === 1 && typeof parts[0] !== 'string'
          ? unknown('a script block', outputOf(code))
          : { is: 'block', script: this.parse(wordOf(parts, this.#span)), text: '{ … }' },
      ),
    );
  }

  #unary(operator: string, of: Value): Value {
    switch (operator) {
      case 'either':
        return either(elements(of));
      case '!':
      case '-not': {
        const holds = truth(of);
        return holds === undefined ? unknown('a condition') : text(holds ? 'False' : 'True');
      }
      case '-join':
        return joined(elements(of), text(''));
      case '-split':
        return binary('-split', of, text(String.raw`\s+`));
      case ',':
        return list([of]);
      case '-':
        return known(of) === undefined ? unknown('a number') : text(`-${known(of) ?? ''}`);
      case '+':
        return of;
      default:
        return unknown('a number');
    }
  }

  #binary({ operator, left, right }: Extract<Expression, { is: 'binary' }>): Value {
    const one = this.value(left);
    if (operator === '-and' && truth(one) === false) return one;
    if (operator === '-or' && truth(one) === true) return one;
    const other = this.value(right);
    if (operator === '-and' && truth(one) === true) return other;
    if (operator === '-or' && truth(one) === false) return other;
    // A replacement that is computed by a block runs it.
    if (other.is === 'block') this.block(other, one);
    if (/^-(?:eq|ne|gt|lt|ge|le|like|match|in|contains)/.test(operator) && one.is !== 'text')
      return unknown('a condition');
    return binary(operator, one, other);
  }

  #member(expression: Extract<Expression, { is: 'member' }>): Value {
    const of = this.value(expression.of);
    const args = expression.args?.map((arg) => this.value(arg));
    const names = texts(this.value(expression.name)).map((parts) => known(textFrom(parts))?.toLowerCase());
    return either(
      names.map((name) => {
        // Which method is called is part of what it does.
        if (name === undefined) {
          if (args !== undefined) this.opaque('code', 'a method whose name is not known', outputOf(of));
          return unknown('a member');
        }
        const owners = of.is === 'any' ? of.of : [of];
        return either(
          owners.map((owner) =>
            owner.is === 'type' && (expression.static || args !== undefined)
              ? staticMember(this, owner.name, name, args, expression.args)
              : member(this, owner, name, args, expression.of),
          ),
        );
      }),
    );
  }

  // Commands

  #pipeline(all: readonly Element[]): readonly Value[] {
    let input: Input = { values: undefined, stream: this.start.stdin };
    let outputs: readonly Value[] = [];
    for (const element of all) {
      this.#tick();
      const before = this.#span;
      if (element.end > element.start) this.#span = this.#place(element.start, element.end);
      const from = this.noted.length;
      outputs = element.is === 'expression' ? elements(this.value(element.value)) : this.#command(element, input);
      this.#redirected(element.redirections, outputs, element.is === 'command' ? from : this.noted.length);
      if (element.redirections.some(({ stream }) => stream === '1' || stream === '*')) outputs = [];
      const made = this.noted.slice(from);
      const behind = [...new Set([...outputs.flatMap((value) => outputOf(value)), ...made])];
      input = { values: outputs, stream: this.#stream(outputs, behind) };
      this.#span = before;
    }
    return outputs;
  }

  /** What a program reads from the pipeline: every value on a line of its own, every alternative too. */
  #stream(values: readonly Value[], from: readonly Invocation[]): Stream {
    const lines = values.flatMap((value) => texts(value, '\n'));
    const printed = lines.some((parts) =>
      parts.some((part) => typeof part !== 'string' && part.hole === 'unknown' && part.output !== undefined),
    );
    const whole = wordOf(
      lines.flatMap((parts) => [...parts, '\n']),
      this.#span,
    );
    if (from.length === 0) return { kind: 'text', text: whole };
    return { kind: 'pipe', from, ...(printed || lines.length === 0 ? {} : { text: whole }) };
  }

  #redirected(redirections: readonly Redirection[], outputs: readonly Value[], from: number): void {
    for (const { target, append, stream } of redirections) {
      const path = this.value(target);
      if (path.is === 'null') continue;
      const content = stream === '1' || stream === '*' ? collected(outputs) : NULL;
      this.invoke(
        append ? 'Add-Content' : 'Set-Content',
        [
          { parameter: '-LiteralPath', bare: true },
          { value: path, bare: false },
          ...(outputOf(content).length > 0 || (content.is === 'null' && this.noted.length > from)
            ? []
            : [
                { parameter: '-Value', bare: true },
                { value: joined(elements(content), text('\n')), bare: false },
              ]),
        ],
        { values: undefined, stream: this.#stream(outputs, this.noted.slice(from)) },
      );
    }
  }

  #command(element: Extract<Element, { is: 'command' }>, input: Input): readonly Value[] {
    const named = this.value(element.name);
    const given = this.#given(element.args);
    const outputs: Value[] = [];
    for (const one of named.is === 'any' ? named.of : [named]) {
      if (one.is === 'block') {
        const run = (): void => {
          this.#bind(one.script, given, input);
          this.run(one.script, outputs);
          this.scope.ended = false;
        };
        if (element.operator === '.') run();
        else this.inside(run);
      } else if (one.is === 'null') {
        for (const { value } of given) if (value?.is === 'block') this.block(value, NULL, outputs);
      } else {
        for (const parts of texts(one)) {
          const name = known(textFrom(parts));
          if (name !== undefined) outputs.push(...this.dispatch(name, given, input, element.operator));
          else this.#unknownCommand(parts, given, outputOf(one), outputs);
        }
      }
    }
    return outputs;
  }

  /** A command of which only a part of the name is known: a path to a script, or anything at all. */
  #unknownCommand(
    parts: readonly Part[],
    given: readonly Given[],
    output: readonly Invocation[],
    outputs: Value[],
  ): void {
    const last = parts.at(-1);
    if (typeof last === 'string' && /[\\/]/.test(last)) {
      outputs.push(
        ...this.native(
          wordOf(
            parts.map((part) => (typeof part === 'string' ? part.replaceAll('\\', '/') : part)),
            this.#span,
          ),
          given,
          { values: undefined, stream: { kind: 'inherited' } },
        ),
      );
      return;
    }
    for (const { value } of given) if (value?.is === 'block') this.block(value, NULL, outputs);
    this.opaque(
      output.length > 0 ? 'code' : 'program',
      `& ${texts(textFrom(parts))
        .flat()
        .map((part) => (typeof part === 'string' ? part : 'why' in part ? part.why : '…'))
        .join('')}`,
      output,
    );
    outputs.push(unknown('what it prints'));
  }

  /** Runs a command by its name. */
  dispatch(written: string, given: readonly Given[], input: Input, operator?: '&' | '.'): readonly Value[] {
    this.#tick();
    // Windows PowerShell takes a backtick before `e` for nothing; PowerShell 7 for an escape character.
    let name = written.trim().replaceAll('\u001b', 'e');
    const unqualified = /^[\w.]+\\([\w-]+)$/.exec(name)?.[1];
    if (unqualified !== undefined && isCmdletName(unqualified)) name = unqualified;
    let lower = name.toLowerCase();
    for (let turn = 0; turn < 5; turn += 1) {
      const target = this.scope.aliases.get(lower);
      if (target === undefined) break;
      name = target;
      lower = name.toLowerCase();
    }
    const bodies = this.scope.functions.get(lower);
    if (bodies !== undefined) return bodies.flatMap((body) => this.#call(body, given, input));
    const parameters = given.flatMap(({ parameter }) =>
      parameter === undefined ? [] : [parameter.slice(1).toLowerCase()],
    );
    const first = known(given.find(({ parameter }) => parameter === undefined)?.value);
    const cmdletName = isCmdletName(name) ? canonical(name) : aliased(lower, parameters, first);
    if (cmdletName !== undefined) return cmdlet(this, cmdletName, given, input);
    if (lower === 'where' && given.some(({ value }) => value?.is === 'block' || value?.is === 'unknown'))
      return cmdlet(this, 'Where-Object', given, input);
    const path = name.replaceAll('\\', '/');
    const script = path.includes('/') && !/\.\w+$/.test(path) ? this.#scriptOf(path) : undefined;
    if (script !== undefined) return this.dispatch(script, given, input, operator);
    if (operator === '.' || /\.ps1$/i.test(path)) {
      const sourced = this.#sourced(path, given, operator === '.');
      if (sourced !== undefined) return sourced;
    }
    return this.native(literal(path.includes('/') ? path : path.toLowerCase(), this.#span), given, input);
  }

  /** `./x` also finds `x.ps1`, where it is known to stand or was named before. */
  #scriptOf(path: string): string | undefined {
    const name = `${path}.ps1`;
    const base = name.slice(name.lastIndexOf('/') + 1);
    const stands = this.reader.content({ word: literal(name), cwd: this.scope.cwd, ...this.#far() }) !== undefined;
    const named = this.noted.some(({ argv }) =>
      argv.some((word) => textOf(word)?.replaceAll('\\', '/').endsWith(base) === true),
    );
    return stands || named ? name : undefined;
  }

  /** A script of PowerShell that is read into this session: its functions are known afterwards. */
  #sourced(path: string, given: readonly Given[], dot: boolean): readonly Value[] | undefined {
    const word = wordOf([path], this.#span);
    const content = this.reader.content({ word, cwd: this.scope.cwd, ...this.#far() });
    const code = content === undefined ? undefined : textOf(content);
    if (code === undefined || !dot || this.remote !== undefined) return undefined;
    const script = this.parse(literal(code));
    if (this.#calling.length > MAX_DEPTH) return undefined;
    const outer = { place: this.#place, via: this.via };
    const at = this.#span;
    this.#place = (from) => ({ ...at, origin: `${path}:${code.slice(0, from).split('\n').length}` });
    this.via = [...this.via, path];
    const outputs: Value[] = [];
    this.#calling.push(script);
    this.#bind(script, given, undefined);
    this.run(script, outputs);
    this.#calling.pop();
    this.scope.ended = false;
    this.#place = outer.place;
    this.via = outer.via;
    this.#span = at;
    return outputs;
  }

  #far(): { remote?: Remote } {
    return this.remote === undefined ? {} : { remote: this.remote };
  }

  /** A child scope: variables set in it are gone afterwards, the directory and the environment are not. */
  inside(work: () => void): void {
    const outer = this.scope;
    this.scope = outer.fork();
    work();
    const inner = this.scope;
    this.scope = outer;
    inner.ended = false;
    for (const [name] of inner.variables)
      if (outer.variables.has(name)) inner.variables.set(name, either([outer.variable(name), inner.variable(name)]));
    outer.join([inner]);
  }

  #call(body: Script, given: readonly Given[], input: Input): readonly Value[] {
    // A function that calls itself does the same again.
    if (this.#calling.filter((one) => one === body).length > 2) return [unknown('what it returns')];
    const outputs: Value[] = [];
    this.#calling.push(body);
    const before = this.#span;
    this.inside(() => {
      this.#bind(body, given, input);
      this.run(body, outputs);
    });
    this.#span = before;
    this.#calling.pop();
    return outputs;
  }

  /** Gives the parameters of a function or block their values (about_Functions_Advanced_Parameters). */
  #bind(script: Script, given: readonly Given[], input: Input | undefined): void {
    const free = new Set(script.parameters);
    const rest: Value[] = [];
    for (let at = 0; at < given.length; at += 1) {
      const { parameter, value } = given[at] ?? { bare: false };
      if (parameter === undefined) {
        if (value !== undefined) rest.push(value);
        continue;
      }
      const name = parameter.slice(1).toLowerCase();
      const target = [...free].find((one) => one.name === name) ?? [...free].find((one) => one.name.startsWith(name));
      if (target === undefined) {
        rest.push(text(parameter));
        if (value !== undefined) rest.push(value);
        continue;
      }
      free.delete(target);
      if (target.isSwitch) this.scope.assign(target.name, value ?? TRUE);
      else if (value !== undefined) this.scope.assign(target.name, value);
      else {
        const next = given[at + 1];
        if (next?.parameter === undefined && next?.value !== undefined) {
          this.scope.assign(target.name, next.value);
          at += 1;
        } else this.scope.assign(target.name, TRUE);
      }
    }
    const piped = input?.values === undefined ? undefined : collected(input.values);
    for (const target of free) {
      const positional = target.isSwitch ? undefined : rest.shift();
      if (positional !== undefined) this.scope.assign(target.name, positional);
      else if (target.isSwitch) this.scope.assign(target.name, text('False'));
      else if (target.value !== undefined)
        this.scope.assign(target.name, either([this.value(target.value), ...(piped === undefined ? [] : [piped])]));
      else
        this.scope.assign(target.name, piped === undefined ? unknown(`$${target.name}`) : either(input?.values ?? []));
    }
    this.scope.assign('args', list(rest));
    if (input?.values !== undefined) {
      this.scope.assign('input', list(input.values));
      this.scope.assign('_', either(input.values));
    }
  }

  #given(args: readonly Argument[]): readonly Given[] {
    return args.flatMap((arg): readonly Given[] => {
      if (arg.is === 'parameter')
        return [
          arg.value === undefined
            ? { parameter: arg.name, bare: true }
            : { parameter: arg.name, value: this.value(arg.value), bare: true },
        ];
      if (arg.value.is === 'variable' && arg.value.splat) return this.#splatted(this.value(arg.value));
      return [{ value: this.value(arg.value), bare: arg.value.is === 'text' && arg.value.bare }];
    });
  }

  /** `@parameters`: a table gives parameters, a list arguments (about_Splatting). */
  #splatted(value: Value): readonly Given[] {
    if (value.is === 'table')
      return [...value.fields].flatMap(([name, field]): readonly Given[] =>
        known(field) === 'True' || known(field) === 'False'
          ? [{ parameter: `-${name}`, value: field, bare: true }]
          : [
              { parameter: `-${name}`, bare: true },
              { value: field, bare: false },
            ],
      );
    if (value.is === 'list')
      return value.items.map((item): Given => {
        const written = known(item);
        return written !== undefined && /^-[a-z]/i.test(written)
          ? { parameter: written, bare: true }
          : { value: item, bare: false };
      });
    return [{ value, bare: false }];
  }

  /** Notes a cmdlet with its arguments; what it prints is known only by that. */
  invoke(name: string, given: readonly Given[], input: Input): Value {
    const columns: (readonly (readonly Word[])[])[] = [];
    for (const [index, { parameter, value }] of given.entries()) {
      if (parameter === undefined) {
        const before = given[index - 1];
        const owner = before?.value === undefined ? before?.parameter : undefined;
        if (value?.is === 'block') this.inside(() => void this.block(value, NULL));
        columns.push(this.#cmdletWords(value ?? NULL, owner));
      } else if (value === undefined) columns.push([[literal(parameter, this.#span)]]);
      else if (known(value) === 'False' || known(value) === '0') continue;
      else if (known(value) === 'True') columns.push([[literal(parameter, this.#span)]]);
      else columns.push(texts(value).map((parts) => [literal(parameter, this.#span), wordOf(parts, this.#span)]));
    }
    return this.#invoked(literal(name, this.#span), columns, input, false);
  }

  /** The words of a value: every element of a list behind the parameter it belongs to. */
  #cmdletWords(value: Value, owner: string | undefined): readonly (readonly Word[])[] {
    if (value.is === 'any') return value.of.flatMap((one) => this.#cmdletWords(one, owner));
    if (value.is === 'table')
      return this.#cmdletWords(
        list([...value.fields].map(([name, field]) => binary('+', text(`${name}: `), field))),
        owner,
      );
    const items = value.is === 'list' ? value.items.flatMap((item) => elements(item)) : [value];
    let rows: readonly (readonly Word[])[] = [[]];
    for (const [index, item] of items.entries()) {
      const alternatives = texts(item).map((parts) => {
        const marked = typeof parts[0] === 'string' && /^-[A-Za-z]/.test(parts[0]) ? [VALUE_MARK, ...parts] : parts;
        return wordOf(marked, this.#span, item.is === 'unknown' && owner === undefined);
      });
      if (rows.length * alternatives.length > 16)
        return [[{ ...wordOf([{ hole: 'unknown', why: 'one of many values' }], this.#span), many: true }]];
      rows = rows.flatMap((row) =>
        alternatives.map((word) => [
          ...row,
          ...(index > 0 && owner !== undefined ? [literal(owner, this.#span)] : []),
          word,
        ]),
      );
    }
    return rows;
  }

  /** Notes a program with its arguments. */
  native(program: Word, given: readonly Given[], input: Input): readonly Value[] {
    const columns = given.map(({ parameter, value, bare }): readonly (readonly Word[])[] => {
      if (parameter === undefined) return this.#nativeWords(value ?? NULL, bare);
      if (value === undefined) return [[wordOf(this.#parts(parameter.replace(/^[\u2013-\u2015]/, '-')), this.#span)]];
      return texts(value).map((parts) => [wordOf([...this.#parts(`${parameter}:`), ...parts], this.#span)]);
    });
    for (const { value } of given) if (value?.is === 'block') this.inside(() => void this.block(value, NULL));
    return [this.#invoked(program, columns, input, true)];
  }

  #nativeWords(value: Value, bare: boolean): readonly (readonly Word[])[] {
    if (value.is === 'any') return value.of.flatMap((one) => this.#nativeWords(one, bare));
    const items = value.is === 'list' ? value.items.flatMap((item) => elements(item)) : [value];
    let rows: readonly (readonly Word[])[] = [[]];
    for (const item of items) {
      const alternatives = texts(item).map((parts) => ({
        ...wordOf(
          parts.flatMap((part, index) =>
            typeof part === 'string' ? nativeText(part, bare, index === 0, this.reader.world.home) : [part],
          ),
          this.#span,
        ),
        many: item.is === 'unknown',
      }));
      if (rows.length * alternatives.length > 16)
        return [[{ ...wordOf([{ hole: 'unknown', why: 'one of many values' }], this.#span), many: true }]];
      rows = rows.flatMap((row) => alternatives.map((word) => [...row, word]));
    }
    return rows;
  }

  #invoked(program: Word, columns: readonly (readonly (readonly Word[])[])[], input: Input, native: boolean): Value {
    let rows: readonly (readonly Word[])[] = [[]];
    for (const column of columns) {
      const fits = rows.length * column.length <= 16;
      const choices: readonly (readonly Word[])[] = fits
        ? column
        : [[{ ...wordOf([{ hole: 'unknown', why: 'one of many values' }], this.#span), many: true }]];
      rows = rows.flatMap((row) => choices.map((words) => [...row, ...words]));
    }
    const outputs = rows.map((words) => {
      const invocation = this.note([program, ...words], input.stream);
      const printed = native ? this.reader.output(invocation) : undefined;
      const lines = printed === undefined ? undefined : textOf(printed);
      if (lines !== undefined)
        return collected(
          lines
            .replace(/\r?\n$/, '')
            .split(/\r?\n/)
            .map((line) => text(line)),
        );
      return printed === undefined
        ? unknown(`$(${textOf(program) ?? 'a program'} …)`, [invocation])
        : textFrom(
            printed.parts.map((part, index) =>
              typeof part === 'string' && index === printed.parts.length - 1 ? part.replace(/\n$/, '') : part,
            ),
          );
    });
    return either(outputs);
  }

  /** Notes one invocation. */
  note(argv: readonly Word[], stdin: Stream = { kind: 'inherited' }, via?: string): Invocation {
    this.#tick();
    const invocation: Invocation = {
      argv,
      redirects: [],
      assignments: [],
      stdin,
      via: via === undefined ? this.via : [...this.via, via],
      span: this.#span,
      state: this.scope.snapshot(),
      ...this.#far(),
    };
    this.noted.push(invocation);
    this.#step({ kind: 'invocation', invocation });
    return invocation;
  }

  /** Runs text as code of this session: `Invoke-Expression`. */
  evaluate(code: Value, outputs: Value[]): void {
    for (const parts of texts(code, '\n')) {
      const [only] = parts;
      if (parts.length === 1 && typeof only !== 'string') {
        this.opaque(
          'code',
          `Invoke-Expression ${only !== undefined && 'why' in only ? only.why : '…'}`,
          outputOf(textFrom(parts)),
        );
        continue;
      }
      const outer = this.#place;
      const at = this.#span;
      this.#place = () => at;
      this.run(this.parse(wordOf(parts, at)), outputs);
      this.#place = outer;
      this.#span = at;
    }
  }

  /** Work on another machine, of which the file system is not this one's. */
  elsewhere(work: () => void): void {
    const { remote, via } = this;
    this.remote = { kind: 'ssh', ephemeral: false, mounts: [] };
    this.via = [...via, 'Invoke-Command'];
    this.inside(() => {
      this.scope.cwd = literal('~', this.#span);
      work();
      this.scope.cwd = this.start.cwd;
    });
    this.remote = remote;
    this.via = via;
  }
}

function valueElement(value: Value, machine: Machine): Element {
  machine.scope.assign(' value', value);
  return {
    is: 'expression',
    value: { is: 'variable', name: ' value', splat: false },
    redirections: [],
    start: 0,
    end: 0,
  };
}
