import type { Given } from './binding.ts';
import { known, text, type Value } from './value.ts';

/** The arguments of a cmdlet by the parameters they belong to. */
export class Bound {
  readonly positional: Value[] = [];
  readonly #named = new Map<string, Value>();

  /** `takes` are the parameters with a value, `switches` those without; what is abbreviated is the first that fits. */
  constructor(given: readonly Given[], takes: string, switches = '') {
    const values =
      `${takes} erroraction errorvariable outvariable warningaction informationaction progressaction encoding`.split(
        ' ',
      );
    const flags = `${switches} force confirm whatif verbose debug passthru`.split(' ');
    for (let at = 0; at < given.length; at += 1) {
      const { parameter, value } = given[at] ?? { bare: false };
      if (parameter === undefined) {
        if (value !== undefined) this.positional.push(value);
        continue;
      }
      const name = parameter.slice(1).toLowerCase();
      const flag = flags.find((one) => one !== '' && one.startsWith(name));
      const own = values.find((one) => one.startsWith(name));
      if (own === undefined || (flag !== undefined && flags.includes(name))) {
        this.#named.set(flag ?? name, value ?? text('True'));
        continue;
      }
      const next = given[at + 1];
      if (value !== undefined) this.#named.set(own, value);
      else if (next?.parameter === undefined && next?.value !== undefined) {
        this.#named.set(own, next.value);
        at += 1;
      }
    }
  }

  named(...names: readonly string[]): Value | undefined {
    for (const name of names) {
      const found = this.#named.get(name);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  has(name: string): boolean {
    return known(this.#named.get(name) ?? text('False')) !== 'False';
  }
}
