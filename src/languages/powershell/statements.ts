import { Evaluation } from './evaluation.ts';
import type { Given } from './binding.ts';
import { binary, cast } from './operators.ts';
import type { Element, Expression, Script, Statement } from './syntax.ts';
import { collected, either, elements, known, list, NULL, same, truth, type Value } from './value.ts';

/** How many elements a loop goes through one by one. */
const MAX_TURNS = 64;

/** What statements do, branch by branch. */
export abstract class Statements extends Evaluation {
  abstract pipeline(all: readonly Element[]): readonly Value[];
  abstract bind(script: Script, given: readonly Given[]): void;

  /** A block with values of its own, `$_` among them; what it changes stays. */
  block(value: Value, item: Value | undefined, outputs: Value[] = [], args: readonly Value[] = []): readonly Value[] {
    for (const one of value.is === 'any' ? value.of : value.is === 'list' ? value.items : [value]) {
      if (one.is !== 'block') continue;
      if (item !== undefined) this.scope.assign('_', item);
      if (item !== undefined) this.scope.assign('psitem', item);
      const given = args.map((arg): Given => ({ value: arg, bare: false }));
      if (args.length > 0) this.bind(one.script, given);
      this.run(one.script, outputs);
      this.scope.ended = false;
    }
    return outputs;
  }

  run(script: Script, outputs: Value[]): void {
    this.deeper(() => this.statements(script.statements, outputs));
  }

  statements(statements: readonly Statement[], outputs: Value[]): void {
    // Functions are known to what stands in front of them only where it runs later; reading them first does no harm.
    for (const statement of statements) {
      if (this.scope.ended) return;
      this.statement(statement, outputs);
    }
  }

  statement(statement: Statement, outputs: Value[]): void {
    this.tick();
    switch (statement.is) {
      case 'pipeline':
        outputs.push(...this.pipeline(statement.elements));
        return;
      case 'chain':
        this.statement(statement.first, outputs);
        return this.#branches([() => this.statement(statement.next, outputs), () => undefined]);
      case 'assignment':
        return this.#assign(statement.target, statement.operator, this.statementValue(statement.value));
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
          this.statement(statement.value, values);
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
      this.tick();
      return this.value(only.value);
    }
    const outputs: Value[] = [];
    this.statement(statement, outputs);
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
      for (const statement of after) this.statement(statement, []);
      const changed = [...this.scope.variables].some(
        ([name, value]) => !same(value, entered.variables.get(name) ?? NULL),
      );
      this.scope.join([entered, this.scope.fork()]);
      if (!changed) return;
    }
  }

  #assign(target: Expression, operator: string, value: Value): void {
    switch (target.is) {
      case 'variable': {
        const before = (): Value => this.scope.variable(target.name);
        if (operator === '=') this.scope.assign(target.name, value);
        else if (operator === '??=') this.scope.assign(target.name, either([before(), value]));
        else this.scope.assign(target.name, binary(operator[0] ?? '+', before(), value));
        return;
      }
      case 'cast':
        return this.#assign(target.of, operator, cast(target.type, value));
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
        else if (whole.is === 'object')
          this.scope.assign(owner.name, {
            ...whole,
            args: [...whole.args, { is: 'table', fields: new Map([[key ?? 'a property', value]]) }],
          });
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
}
