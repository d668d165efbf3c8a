import { cmdletSpecs } from './powershell/cmdlets.ts';
import { specs } from './specs.gen.ts';
import type { Spec } from './spec.ts';

/**
 * The knowledge of a program by its base name, one entry for each program of that name; empty where none is known.
 * A versioned or suffixed name (`python3.12`, `clang-17`) falls back to its stem.
 */
export function specsFor(name: string): readonly Spec[] {
  const exact = own(name);
  if (exact.length > 0) return exact;
  const lower = name.toLowerCase();
  const plain = ['.exe', '.cmd', '.bat'].includes(lower.slice(-4)) ? lower.slice(0, -4) : lower;
  const last = plain.charCodeAt(plain.length - 1);
  const stem = last >= 0x30 && last <= 0x39 ? plain.replace(/[-.]?\d+(?:\.\d+)*$/, '') : plain;
  if (stem !== name && stem !== '') {
    const found = own(stem);
    if (found.length > 0) return found;
  }
  // Only PowerShell's reader writes the names of cmdlets so.
  return name.includes('-') && /^[A-Z][a-z]+-[A-Z]/.test(name) ? cmdletSpecs(name) : [];
}

function own(name: string): readonly Spec[] {
  const found = Object.hasOwn(specs, name) ? specs[name] : undefined;
  return found === undefined ? [] : found.filter((spec) => spec !== undefined);
}
