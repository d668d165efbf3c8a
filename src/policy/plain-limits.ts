import type { PlainLimits } from './kept-form.ts';
import type { CompiledFile } from './rule.ts';

/**
 * What policies may say about plain calls, which run programs that look, read files and write source code (src/fast-path). Where a rule
 * is about any program, or the policy changes what other rules say, no call is plain enough.
 */
export function plainLimits(files: readonly CompiledFile[]): PlainLimits {
  let deeds = ' ';
  for (const { rules, programs, overrides, places, profile, broken } of files) {
    if (broken !== undefined || profile !== undefined || overrides.length > 0 || Object.keys(places).length > 0)
      return null;
    if (programs === null) return null;
    deeds += `${programs} `;
    for (const kind of ['file.read', 'file.write'] as const) if (rules[kind] !== undefined) deeds += `${kind} `;
  }
  return deeds;
}
