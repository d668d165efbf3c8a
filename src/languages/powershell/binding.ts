import type { Stream } from '../../word.ts';
import type { Evaluation } from './evaluation.ts';
import type { Script } from './syntax.ts';
import { collected, either, known, list, text, TRUE, unknown, type Value } from './value.ts';

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

/** Gives the parameters of a function or block their values (about_Functions_Advanced_Parameters). */
export function bind(session: Evaluation, script: Script, given: readonly Given[], input: Input | undefined): void {
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
    if (target.isSwitch) session.scope.assign(target.name, value ?? TRUE);
    else if (value !== undefined) session.scope.assign(target.name, value);
    else {
      const next = given[at + 1];
      if (next?.parameter === undefined && next?.value !== undefined) {
        session.scope.assign(target.name, next.value);
        at += 1;
      } else session.scope.assign(target.name, TRUE);
    }
  }
  const piped = input?.values === undefined ? undefined : collected(input.values);
  for (const target of free) {
    const positional = target.isSwitch ? undefined : rest.shift();
    if (positional !== undefined) session.scope.assign(target.name, positional);
    else if (target.isSwitch) session.scope.assign(target.name, text('False'));
    else if (target.value !== undefined)
      session.scope.assign(target.name, either([session.value(target.value), ...(piped === undefined ? [] : [piped])]));
    else
      session.scope.assign(target.name, piped === undefined ? unknown(`$${target.name}`) : either(input?.values ?? []));
  }
  session.scope.assign('args', list(rest));
  if (input?.values !== undefined) {
    session.scope.assign('input', list(input.values));
    session.scope.assign('_', either(input.values));
  }
}

/** `@parameters`: a table gives parameters, a list arguments (about_Splatting). */
export function splatted(value: Value): readonly Given[] {
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
