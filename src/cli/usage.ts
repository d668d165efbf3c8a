/** Arguments that do not make a call of a subcommand; exit code 64 (sysexits.h, EX_USAGE). */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** Which options a subcommand knows. */
export interface OptionTable {
  readonly flags: readonly string[];
  readonly values: readonly string[];
}

/** A subcommand's words, read. */
export interface Arguments {
  readonly flags: ReadonlySet<string>;
  readonly values: ReadonlyMap<string, string>;
  readonly operands: readonly string[];
}

/** Reads long options (`--name`, `--name value`, `--name=value`), then operands; `--` ends the options. */
export function readArguments(args: readonly string[], table: OptionTable, stopAtOperand = false): Arguments {
  const flags = new Set<string>();
  const values = new Map<string, string>();
  const operands: string[] = [];
  for (let index = 0; index < args.length; index += 1) {
    const arg = args[index] ?? '';
    if (arg === '--') {
      operands.push(...args.slice(index + 1));
      break;
    }
    if (!arg.startsWith('-') || arg === '-') {
      operands.push(...(stopAtOperand ? args.slice(index) : [arg]));
      if (stopAtOperand) break;
      continue;
    }
    const at = arg.indexOf('=');
    const name = at < 0 ? arg : arg.slice(0, at);
    if (table.flags.includes(name)) {
      if (at >= 0) throw new UsageError(`${name} takes no value`);
      flags.add(name);
    } else if (table.values.includes(name)) {
      const value = at < 0 ? args[(index += 1)] : arg.slice(at + 1);
      if (value === undefined) throw new UsageError(`${name} needs a value`);
      values.set(name, value);
    } else throw new UsageError(`unknown option ${name}${suggestion(name, [...table.flags, ...table.values])}`);
  }
  return { flags, values, operands };
}

/** `; did you mean …?` for the nearest known word, or nothing where none is near. */
export function suggestion(word: string, known: readonly string[]): string {
  const near = known
    .map((each) => ({ each, distance: distance(word, each) }))
    .toSorted((a, b) => a.distance - b.distance)[0];
  return near !== undefined && near.distance <= Math.max(1, Math.floor(word.length / 3))
    ? `; did you mean ${near.each}?`
    : '';
}

/** Levenshtein distance: insertions, deletions and substitutions between two words. */
function distance(left: string, right: string): number {
  let row = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let i = 1; i <= left.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= right.length; j += 1)
      next.push(
        Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + (left[i - 1] === right[j - 1] ? 0 : 1)),
      );
    row = next;
  }
  return row[right.length] ?? 0;
}
