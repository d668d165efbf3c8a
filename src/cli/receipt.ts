import { field, isObject } from '../adapters/input.ts';
import type { Host } from '../host.ts';
import type { Json, JsonObject } from '../tool-call.ts';

/** What `init` changed in one settings file, so that `uninstall` takes exactly that out again. */
export interface Receipt {
  /** Deny rules that were not there before. */
  readonly deny: readonly string[];
  /** The text before, `null` where there was no file, and the text `init` left. */
  readonly before: string | null;
  readonly after: string;
}

function pathOf(home: string): string {
  return `${home}/.local/state/blastgate/registrations.json`;
}

function readAll(home: string, host: Host): Record<string, Json> {
  const read = host.readText(pathOf(home), 16 * 1024 * 1024);
  if (read.kind !== 'file') return {};
  try {
    const value: unknown = JSON.parse(read.content);
    return isObject(value) ? { ...value } : {};
  } catch (error) {
    // A damaged record is as good as none: uninstall then takes out the hook and leaves the deny rules.
    if (error instanceof SyntaxError) return {};
    throw error;
  }
}

/** The receipt for a settings file, if `init` wrote one. */
export function readReceipt(settings: string, home: string, host: Host): Receipt | undefined {
  const all: JsonObject = readAll(home, host);
  const value = field(all, settings);
  if (value === undefined || !isObject(value)) return undefined;
  const { deny, before, after } = value;
  if (!Array.isArray(deny) || typeof after !== 'string' || !(before === null || typeof before === 'string'))
    return undefined;
  return { deny: deny.filter((rule): rule is string => typeof rule === 'string'), before, after };
}

/** Keeps or, with `undefined`, drops the receipt for a settings file. */
export function writeReceipt(settings: string, receipt: Receipt | undefined, home: string, host: Host): void {
  const all = readAll(home, host);
  if (receipt === undefined) delete all[settings];
  else all[settings] = { deny: receipt.deny, before: receipt.before, after: receipt.after };
  host.makeDirectory(`${home}/.local/state/blastgate`, 0o700);
  host.writeFileAtomic(pathOf(home), `${JSON.stringify(all, null, 2)}\n`, 0o600);
}
