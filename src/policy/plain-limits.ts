import type { PlainLimits } from './kept-form.ts';
import type { CompiledFile, Condition, Rule } from './rule.ts';

/**
 * What policies may say about plain calls, which run programs that look, read files and write source code (src/fast-path). Where a rule
 * is about any program, or the policy changes what other rules say, no call is plain enough.
 */
export function plainLimits(files: readonly CompiledFile[]): PlainLimits {
  const deeds = new Set<string>();
  for (const { rules, overrides, places, profile, broken } of files) {
    if (broken !== undefined || profile !== undefined || overrides.length > 0 || Object.keys(places).length > 0)
      return null;
    for (const kind of ['file.read', 'file.write'] as const) if (rules[kind] !== undefined) deeds.add(kind);
    for (const rule of rules.exec ?? []) {
      const names = programsOf(rule);
      if (names === undefined) return null;
      for (const name of names) deeds.add(name);
    }
  }
  return ` ${[...deeds].join(' ')} `;
}

/** The programs that a rule is about, where it names them one by one. */
function programsOf({ when }: Rule): readonly string[] | undefined {
  const named = when.find((condition): condition is Condition & { matcher: { is: 'text' } } => {
    const { field, matcher } = condition;
    return field === 'program' && matcher.is === 'text' && matcher.globs.length === 0;
  });
  return named?.matcher.exact;
}
