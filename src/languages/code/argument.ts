import type { Truth, Word } from '../../word.ts';
import type { Given } from './machine-state.ts';
import type { Machine } from './machine.ts';
import type { Value } from './value.ts';

/** A word for a path, or `undefined` where too little of it is known to say anything. */
export function pathWord(machine: Machine, value: Value): Word | undefined {
  if (value.is === 'file') return pathWord(machine, value.path);
  if (value.is !== 'text') return undefined;
  const [first] = value.parts;
  if (first === undefined) return undefined;
  if (typeof first !== 'string' && first.hole === 'unknown' && !machine.setting.holes.has(first)) return undefined;
  // A program of the project that names a file below its own or a temporary directory means one there.
  if (
    machine.setting.file &&
    (typeof first !== 'string' || !/^(?:\/(?!(?:var\/)?tmp\/)|~|\.\.(?:\/|$))/.test(first)) &&
    value.parts.some((part) => typeof part !== 'string' && part.hole === 'unknown')
  )
    return undefined;
  return machine.word(value);
}

/** An argument given by name, or a field of the options at the end. */
export function option(given: Given, name: string): Value | undefined {
  const direct = given.named.get(name);
  if (direct !== undefined) return direct;
  const last = given.items.findLast((item) => item.is === 'object');
  return last?.is === 'object' ? last.fields.get(name) : undefined;
}

/** Whether an option is set. */
export function flag(value: Value | undefined): Truth {
  if (value === undefined) return 'no';
  if (value.is === 'flag') return value.value ? 'yes' : 'no';
  if (value.is === 'number') return value.value === 0 ? 'no' : 'yes';
  if (value.is === 'text') return 'yes';
  return 'unknown';
}
