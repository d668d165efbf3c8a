import { wordOf } from '../../word.ts';
import { staticMember } from './dotnet.ts';
import { member } from './members.ts';
import type { Machine } from './machine.ts';
import { binary, cast, indexed, joined } from './operators.ts';
import { Session } from './session.ts';
import type { Expression, Piece, Script, Statement } from './syntax.ts';
import {
  collected,
  either,
  elements,
  fromTexts,
  known,
  list,
  outputOf,
  product,
  text,
  textFrom,
  texts,
  truth,
  unknown,
  type Value,
} from './value.ts';

/** What expressions come to, and what is done on the way. */
export abstract class Evaluation extends Session {
  abstract readonly machine: Machine;
  abstract run(script: Script, outputs: Value[]): void;
  abstract statementValue(statement: Statement): Value;
  abstract block(value: Value, item: Value | undefined, outputs?: Value[], args?: readonly Value[]): readonly Value[];

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
        pieces.map((piece) => (typeof piece === 'string' ? [this.parts(piece)] : texts(this.value(piece)))),
        (row) => row.flat(),
      ),
    );
  }

  #cast(type: string, of: Value): Value {
    if (type === 'scriptblock' && of.is !== 'block') return this.blockOf(of);
    if (type === 'type') return typeNamed(of);
    return /^(?:wmi|adsi|wmiclass|wmisearcher)$/.test(type) ? { is: 'object', type, args: [of] } : cast(type, of);
  }

  /** A script block made of text. */
  blockOf(code: Value): Value {
    return either(
      texts(code).map((parts): Value =>
        parts.length === 1 && typeof parts[0] !== 'string'
          ? unknown('a script block', outputOf(code))
          : { is: 'block', script: this.parse(wordOf(parts, this.span)), text: '{ … }' },
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
    if (operator === '-as' && other.is === 'type') return this.#cast(other.name, one);
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
              ? staticMember(this.machine, owner.name, name, args, expression.args)
              : member(this.machine, owner, name, args, expression.of),
          ),
        );
      }),
    );
  }
}

/** A class by its name as text: `[type]'IO.Directory'`. */
function typeNamed(of: Value): Value {
  const name = known(of);
  return name === undefined
    ? unknown('a class', outputOf(of))
    : { is: 'type', name: name.toLowerCase().replace(/^system\./, '') };
}
