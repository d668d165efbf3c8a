// The first code that runs in the native form: what scripts/build/loader.ts is on Node. The parts of the program are
// bytecode in the binary. Its value is the function that runs the command line; it is transformed on its own.
import type { Payload, Program } from '../build/loader.ts';

declare const machine: { decode(bytes: Uint8Array, lossy: boolean): string };
/** The function in a part that is code, or a part that is text. */
declare function part(index: number): Payload | string;
/** The parts that are code come first. Written by scripts/build-native.ts. */
declare const CODE_COUNT: number;

((surroundings: object) => {
  /** What the library `yaml` takes from Node: switches for its logs, and binary values, which no policy has. */
  const builtins: Readonly<Record<string, object>> = { process: { env: {}, emitWarning() {} }, buffer: {} };
  const provided: Record<string, object> = {};
  const done: boolean[] = [];
  let program: Program | undefined;

  /** Bytes to text as the Encoding standard has it; the byte order mark stays. */
  class TextDecoder {
    decode(bytes: Uint8Array): string {
      return machine.decode(bytes, true);
    }
  }
  Object.assign(surroundings, { TextDecoder });

  function run(index: number): void {
    if (done[index] === true) return;
    done[index] = true;
    const module = { exports: {} };
    const payload = part(index);
    if (typeof payload === 'string') throw new TypeError('a text is no code');
    payload(requireFrom, module, module.exports, provide, '');
    if (index === 0) program = module.exports as Program;
  }

  function requireFrom(id: string): unknown {
    if (id.startsWith('text:')) return part(Number(id.slice(5)));
    const builtin = builtins[id];
    if (builtin !== undefined) return builtin;
    if (!id.startsWith('part:')) throw new ReferenceError(`no module ${id}`);
    return provided[id] ?? new Proxy({}, { get: (_, name) => Reflect.get(moduleOf(id), name) });
  }

  function moduleOf(id: string): object {
    const known = provided[id];
    if (known !== undefined) return known;
    run(Number.parseInt(id.slice(5), 10));
    const loaded = provided[id];
    if (loaded === undefined) throw new ReferenceError(`no module ${id}`);
    return loaded;
  }

  function provide(id: string, exports: object): void {
    provided[id] = exports;
  }

  return (args: readonly string[] | undefined): number => {
    run(0);
    if (program === undefined) return 2;
    if (args !== undefined) return program.main(args);
    // The seed: everything is loaded, and what first calls leave behind is there.
    for (let index = 0; index < CODE_COUNT; index++) run(index);
    program.warmUp?.();
    return 0;
  };
})(globalThis);
