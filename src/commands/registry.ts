import { specs } from './specs.gen.ts';
import type { Spec } from './spec.ts';

/** The knowledge of a program by its base name; a versioned or suffixed name (`python3.12`, `clang-17`) falls back to its stem. */
export function specFor(name: string): Spec | undefined {
  const exact = own(name);
  if (exact !== undefined) return exact;
  const stem = name.toLowerCase().replace(/(?:\.exe|\.cmd|\.bat)$/, '').replace(/[-.]?\d+(?:\.\d+)*$/, '');
  return stem === name || stem === '' ? undefined : own(stem);
}

function own(name: string): Spec | undefined {
  return Object.hasOwn(specs, name) ? specs[name] : undefined;
}
