import type { Part } from '../../word.ts';
import { namesCredential } from '../../credential-name.ts';
import { pathWord } from './argument.ts';
import { fileRows } from './file-acts.ts';
import { folds } from './folds.ts';
import type { Given, Row } from './machine-state.ts';
import type { Machine } from './machine.ts';
import { processRows } from './process-acts.ts';
import { requests } from './requests.ts';
import { each, known, listed, unknown, type Value } from './value.ts';

function evaluate(machine: Machine, given: Given, value: Value | undefined): Value | undefined {
  if (value === undefined) return undefined;
  for (const one of each(value)) {
    if (one.is === 'fetched')
      machine.note({
        act: 'remote-code',
        url: machine.word(one.url),
        interpreter: machine.language.grammar.name,
        at: given.at,
      });
    else if (one.is === 'content') {
      const path = pathWord(machine, one.path);
      if (path !== undefined) machine.note({ act: 'file-code', path, at: given.at });
      else if (!machine.setting.file) machine.note({ act: 'opaque', why: 'code', detail: 'eval', at: given.at });
    } else if (one.is === 'text') {
      const whole = known(one);
      if (whole === '') continue;
      if (whole !== undefined || machine.setting.holes.size > 0 || !machine.setting.file)
        machine.note({ act: 'code', code: machine.word(one), at: given.at });
    } else if (
      (one.is === 'unknown' || one.is === 'reference') &&
      !machine.setting.file &&
      !(one.is === 'unknown' && one.parameter === true)
    )
      machine.note({ act: 'opaque', why: 'code', detail: one.is === 'unknown' ? one.why : one.name, at: given.at });
  }
  return undefined;
}

function printed(machine: Machine, given: Given): undefined {
  for (const value of [...given.items, ...given.named.values()]) show(machine, value, given.at);
}

/** Something is shown to whoever reads the output. */
export function show(machine: Machine, value: Value, at: number): void {
  switch (value.is) {
    case 'environment':
      return machine.note({ act: 'environment', at });
    case 'reference':
      if (machine.language.constants[value.name] === 'environment') machine.note({ act: 'environment', at });
      return;
    case 'text':
      if (machine.setting.file) return;
      for (const part of value.parts) {
        const name = variableName(part);
        if (name !== undefined && namesCredential(name)) machine.note({ act: 'variable', name, at });
      }
      return;
    case 'list':
      for (const item of value.items) show(machine, item, at);
      return;
    case 'any':
      for (const one of value.of) show(machine, one, at);
      return;
    case 'object':
      for (const field of value.fields.values()) show(machine, field, at);
      return;
    case 'content':
    case 'fetched':
    case 'file':
    case 'flag':
    case 'function':
    case 'number':
    case 'partial':
    case 'unknown':
      return;
  }
}

function variableName(part: Part): string | undefined {
  if (typeof part === 'string' || part.hole !== 'unknown') return undefined;
  return /^\$(\w+)$/.exec(part.why)?.[1];
}

/** Rows by the name that the languages' tables give them. */
export const rows: Readonly<Record<string, Row>> = {
  ...processRows,
  ...fileRows,
  eval: (machine, given) => evaluate(machine, given, given.items[0]),
  'eval-last': (machine, given) => evaluate(machine, given, given.items.filter((item) => item.is !== 'object').at(-1)),
  /** `new Worker(code, {eval: true})`. */
  'eval-option': (machine, given) => {
    const options = given.items.find((item) => item.is === 'object');
    const set = options?.is === 'object' ? options.fields.get('eval') : undefined;
    return set?.is === 'flag' && set.value ? evaluate(machine, given, given.items[0]) : undefined;
  },
  'eval-timer': (machine, given) => {
    const [first, , ...rest] = given.items;
    if (first?.is === 'text') return evaluate(machine, given, first);
    return first === undefined ? undefined : machine.invoke(first, { ...given, items: rest });
  },
  'run-file': (machine, given) => {
    for (const one of listed(given.items[0] ?? unknown('…'))) {
      const path = one.is === 'fetched' ? undefined : pathWord(machine, one);
      if (path !== undefined) machine.note({ act: 'file-code', path, at: given.at });
    }
    return undefined;
  },
  /** `task :name => [:other] do … end` of rake: kept until it is asked for. */
  'rake-task': (machine, given) => {
    const body = given.items.findLast((item) => item.is === 'function');
    if (machine.setting.tasks === undefined)
      return body === undefined ? undefined : machine.invoke(body, { ...given, items: [] });
    const [first] = given.items;
    const named = [...given.named, ...(first?.is === 'object' ? first.fields : [])];
    const [key, before] = named[0] ?? ['', undefined];
    const name = known(first) ?? key;
    const names = before === undefined ? [] : listed(before).flatMap((one) => known(one) ?? []);
    const own = machine.tasks.get(name.replace(/^.*:/, '')) ?? { before: [], bodies: [] };
    machine.tasks.set(name.replace(/^.*:/, ''), {
      before: [...own.before, ...names],
      bodies: body === undefined ? own.bodies : [...own.bodies, body],
    });
    return undefined;
  },
  compile: (_machine, given) => given.items[0],
  /** A member nobody knows of a module that can do harm. */
  unknown: (machine, given) => {
    if (!machine.setting.file)
      machine.note({
        act: 'opaque',
        why: 'code',
        detail: given.receiver?.is === 'unknown' ? given.receiver.why : '…',
        at: given.at,
      });
    return undefined;
  },
  print: printed,
  ...requests,
  ...folds,
};
