import type { Given } from './binding.ts';
import type { Machine } from './machine.ts';
import type { Value } from './value.ts';

/** Nothing comes through the pipeline. */
export const nothing = { values: undefined, stream: { kind: 'inherited' } } as const;

/** A cmdlet that does what the call of a class library does. */
export function does(machine: Machine, name: string, ...args: readonly (string | Value | undefined)[]): Value {
  const given = args.flatMap((arg): readonly Given[] =>
    arg === undefined ? [] : [typeof arg === 'string' ? { parameter: arg, bare: true } : { value: arg, bare: false }],
  );
  return machine.invoke(name, given, nothing);
}
