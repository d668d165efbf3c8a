import type { Shell } from './shell.ts';
import { textOfValue } from './value.ts';

/** The name a name reference leads to (`declare -n`), else the name itself. */
export function nameOf(shell: Shell, name: string): string {
  let current = name;
  for (let hops = 0; hops < 8; hops += 1) {
    const variable = shell.state.variables.get(current);
    if (variable?.nameref !== true || variable.values[0] === undefined) return current;
    const target = textOfValue(variable.values[0]);
    if (target === undefined || !/^[A-Za-z_]\w*$/.test(target)) return current;
    current = target;
  }
  return current;
}
