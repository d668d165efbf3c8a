import { builtinModules } from 'node:module';
import { runInThisContext } from 'node:vm';
import { beforeAll, describe, expect, it } from 'vitest';
import { bundleParts, type Part } from '../../scripts/build/parts.ts';

let parts: readonly Part[];
beforeAll(async () => {
  parts = await bundleParts('src/node.ts');
}, 1120_000);

describe('what every hook event loads', () => {
  it('holds neither yaml nor zod, no subcommand and no knowledge of a single program', () => {
    const files = Object.keys(parts[0]?.inputs ?? {});
    expect(files.length).toBeGreaterThan(50);
    expect(files.filter((file) => /node_modules\/(?!unbash\/)/.test(file))).toEqual([]);
    expect(files.filter((file) => file.startsWith('src/cli/'))).toEqual([]);
    // What is asked of nearly every command of a shell.
    expect(files.filter((file) => /^src\/commands\/[^/]+\//.test(file))).toEqual([
      'src/commands/producers/listed-paths.ts',
    ]);
  });

  it('knows Node in one file', () => {
    const users = parts
      .flatMap(({ inputs }) => Object.entries(inputs))
      .filter(([, imports]) => imports.some((id) => builtinModules.includes(id.replace(/^node:/, ''))));
    const ours = users.map(([file]) => file).filter((file) => file.startsWith('src/'));
    expect(ours).toEqual(['src/node-host.ts']);
  });

  it('is not most of the program', () => {
    const size = ({ content }: Part) => ('code' in content ? content.code : content.text).length;
    const all = parts.reduce((sum, part) => sum + size(part), 0);
    expect(size(parts[0]!)).toBeLessThan(all / 2);
  });
});

it('every module is in one part', () => {
  const seen = new Map<string, string>();
  for (const { name, inputs } of parts) {
    for (const file of Object.keys(inputs)) {
      if (file === 'scripts/build/text-decoder.ts') continue;
      expect(seen.get(file), `${file} is in ${name} too`).toBeUndefined();
      seen.set(file, name);
    }
  }
});

it('every part can be the first that is loaded, and has what others ask of it', () => {
  const broken: string[] = [];
  for (const [first, { name }] of parts.entries()) {
    const program = new Loaded();
    try {
      program.load(0);
      program.load(first);
      program.askForEverything();
    } catch (error) {
      broken.push(`${name}: ${String(error)}`);
    }
  }
  expect(broken).toEqual([]);
});

/** The parts put together as the loader does it. */
class Loaded {
  readonly #provided: Record<string, object> = {};
  readonly #asked = new Set<string>();

  load(index: number): void {
    const content = parts[index]?.content;
    if (content === undefined || !('code' in content)) return;
    const factory = runInThisContext(`(function(require,module,exports,provide,__filename){${content.code}})`) as (
      ...args: unknown[]
    ) => void;
    const module = { exports: {} };
    const provide = (id: string, make: () => object) => {
      this.#provided[id] = make();
    };
    factory((id: string) => this.#require(id), module, module.exports, provide, '/blastgate.js');
  }

  askForEverything(): void {
    for (const id of this.#asked) {
      if (id.startsWith('text:')) expect(parts[Number(id.slice(5))]?.content, id).toHaveProperty('text');
      else expect(Object.values(this.#module(id)), id).not.toContain(undefined);
    }
  }

  #require(id: string): unknown {
    if (!/^(?:part|text):/.test(id)) return process.getBuiltinModule(id);
    this.#asked.add(id);
    if (id.startsWith('text:')) return '[]';
    return this.#provided[id] ?? new Proxy({}, { get: (_, name) => Reflect.get(this.#module(id), name) });
  }

  #module(id: string): object {
    if (this.#provided[id] === undefined) this.load(Number.parseInt(id.slice(5), 10));
    const found = this.#provided[id];
    if (found === undefined) throw new ReferenceError(id);
    return found;
  }
}
