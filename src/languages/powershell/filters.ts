import type { Given } from './binding.ts';
import type { Machine } from './machine.ts';
import { member } from './members.ts';
import { globbed } from './paths.ts';
import type { Expression, Script } from './syntax.ts';
import { either, elements, known, NULL, outputOf, textFrom, truth, unknown, type Value } from './value.ts';
import { Bound } from './bound.ts';

/** `ForEach-Object`. */
export function forEach(machine: Machine, given: readonly Given[], piped: readonly Value[]): readonly Value[] {
  const bound = new Bound(
    given,
    'process begin end parallel membername argumentlist throttlelimit inputobject remainingscripts',
    'asjob',
  );
  const items = bound.named('inputobject') === undefined ? piped : elements(bound.named('inputobject') ?? NULL);
  const outputs: Value[] = [];
  const [begin, end] = [bound.named('begin'), bound.named('end')];
  if (begin !== undefined) machine.block(begin, undefined, outputs);
  const work = [bound.named('process'), bound.named('parallel'), bound.named('membername'), ...bound.positional].filter(
    (value) => value !== undefined,
  );
  const turns = items.length > 64 ? [either(items)] : items;
  // Nothing is known of what comes in: once, for any.
  for (const item of turns.length === 0 ? [unknown('$_')] : turns)
    for (const one of work) {
      if (one.is === 'block' || one.is === 'list') machine.block(one, item, outputs);
      else if (one.is === 'text') {
        const name = known(one)?.toLowerCase();
        if (name !== undefined)
          outputs.push(
            member(
              machine,
              item,
              name,
              callable.test(name) ? elements(bound.named('argumentlist') ?? NULL) : undefined,
              undefined,
            ),
          );
      } else machine.opaque('code', 'ForEach-Object', outputOf(one));
      if (work.length > 1 && one.is === 'text') break;
    }
  if (end !== undefined) machine.block(end, undefined, outputs);
  return outputs;
}

/** Members that `ForEach-Object Name` calls rather than reads. */
const callable = /^(?:delete|kill|invoke|moveto|copyto|stop|start|close|dispose|trim\w*|to\w+|terminate|run|exec)$/;

/** `Where-Object`. */
export function where(machine: Machine, given: readonly Given[], piped: readonly Value[]): readonly Value[] {
  const bound = new Bound(
    given,
    'filterscript property value',
    'eq ne like notlike match notmatch in notin contains gt lt ge le not ceq clike cmatch',
  );
  const block = bound.named('filterscript') ?? bound.positional[0];
  if (block?.is === 'block' || block?.is === 'any') {
    const results = machine.block(block, piped.length === 0 ? unknown('$_') : either(piped));
    const script = block.is === 'block' ? block.script : undefined;
    if (results.length === 1 && results[0] !== undefined) {
      const holds = truth(results[0]);
      if (holds === false) return [];
      if (script !== undefined && !mentions(script)) return piped;
    }
    const names = script === undefined ? undefined : selected(script);
    return piped.map((value) => narrowed(value, names));
  }
  const operand = bound.positional[1];
  const pattern = known(operand);
  const equal = given.some(({ parameter }) => /^-c?(?:eq|like)$/i.test(parameter ?? ''));
  return piped.map((value) =>
    narrowed(
      value,
      equal && pattern !== undefined && /^(?:name|basename)$/i.test(known(bound.positional[0]) ?? '')
        ? [pattern]
        : undefined,
    ),
  );
}

/** Whether a condition looks at what it is asked about. */
function mentions(script: Script): boolean {
  return /"name":"(?:_|psitem)"/.test(JSON.stringify(script));
}

/** The names a condition such as `$_.Name -eq 'bin'` lets through; `all` for directories as such; `undefined` for any other. */
function selected(script: Script): readonly string[] | 'all' | undefined {
  const [only] = script.statements;
  if (only?.is !== 'pipeline' || only.elements.length !== 1 || only.elements[0]?.is !== 'expression') return undefined;
  return names(only.elements[0].value);
}

function names(condition: Expression): readonly string[] | 'all' | undefined {
  if (
    condition.is === 'group' &&
    condition.statement.is === 'pipeline' &&
    condition.statement.elements[0]?.is === 'expression'
  )
    return names(condition.statement.elements[0].value);
  const property = (one: Expression): string =>
    one.is === 'member' && one.name.is === 'text' && typeof one.name.pieces[0] === 'string'
      ? one.name.pieces[0].toLowerCase()
      : '';
  if (property(condition) === 'psiscontainer') return 'all';
  if (condition.is !== 'binary') return undefined;
  const { operator, left, right } = condition;
  if (operator === '-or' || operator === '-and') {
    const [one, other] = [names(left), names(right)];
    if (operator === '-and') return one === 'all' ? other : (one ?? other);
    return one === undefined || other === undefined || one === 'all' || other === 'all'
      ? undefined
      : [...one, ...other];
  }
  const literals = (of: Expression): readonly string[] | undefined => {
    if (of.is === 'text')
      return of.pieces.every((piece) => typeof piece === 'string') ? [of.pieces.join('')] : undefined;
    if (of.is === 'list') return of.items.flatMap((item) => literals(item) ?? []);
    if (of.is === 'group' && of.statement.is === 'pipeline' && of.statement.elements[0]?.is === 'expression')
      return literals(of.statement.elements[0].value);
    if (of.is === 'subexpression' && of.script.statements[0]?.is === 'pipeline')
      return literals({ is: 'group', statement: of.script.statements[0] });
    return undefined;
  };
  if (!/^(?:name|basename|fullname|pschildname)$/.test(property(left))) return undefined;
  const found = literals(right);
  if (operator === '-eq' || operator === '-in' || operator === '-like')
    return found?.map((one) => one.replace(/^.*[\\/](?=[^\\/]+$)/, ''));
  const alternatives = operator === '-match' ? /^\^?\(?([\w.|\\-]+)\)?\$?$/.exec(found?.[0] ?? '')?.[1] : undefined;
  return alternatives?.split('|').map((one) => one.replaceAll('\\', ''));
}

/** What a condition leaves of everything in a directory: the names it asks for, or some. */
function narrowed(value: Value, names: readonly string[] | 'all' | undefined): Value {
  if (names === 'all' || value.is !== 'text') return value;
  const last = value.parts.at(-1);
  if (last === undefined || typeof last === 'string' || last.hole !== 'glob' || !/^\*+$/.test(last.text)) return value;
  const before = value.parts.slice(0, -1);
  return names === undefined
    ? textFrom([...before, { hole: 'glob', text: '*.*' }])
    : either(names.map((name) => textFrom([...before, ...globbed(name)])));
}
