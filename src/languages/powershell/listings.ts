import { textOf, type Part } from '../../word.ts';
import type { Given, Input } from './binding.ts';
import type { Machine } from './machine.ts';
import { globbed } from './paths.ts';
import { collected, either, elements, known, list, text, textFrom, texts, type Value } from './value.ts';
import { Bound } from './bound.ts';

/** `Get-ChildItem` and `Get-Item`: paths, as patterns where nothing more is known. */
export function listing(
  machine: Machine,
  name: string,
  given: readonly Given[],
  piped: readonly Value[],
  printed: Value,
): readonly Value[] {
  const bound = new Bound(
    given,
    'path literalpath filter include exclude depth attributes',
    'recurse name file directory hidden readonly system followsymlink',
  );
  const bases =
    bound.named('path', 'literalpath') ?? bound.positional[0] ?? (piped.length > 0 ? list(piped) : text('.'));
  const filters = [bound.named('filter'), bound.named('include'), bound.positional[1]].flatMap((value) =>
    value === undefined ? [] : elements(value),
  );
  return elements(bases).flatMap((base) =>
    texts(base).map((parts): Value => {
      const [only] = parts;
      if (parts.some((part) => typeof part !== 'string' && part.hole === 'unknown' && part.output !== undefined))
        return printed;
      if (typeof only === 'string' && /^\w{2,}:/.test(only)) return printed;
      const patterns =
        bound.named('literalpath') === undefined
          ? parts.flatMap((part): readonly Part[] =>
              typeof part === 'string' ? globbed(part.replaceAll('\\', '/')) : [part],
            )
          : parts;
      if (name === 'Get-Item') return textFrom(patterns);
      const wild = patterns.some((part) => typeof part !== 'string' && part.hole === 'glob');
      const place = textOf(machine.within(patterns));
      if (place !== undefined && machine.reader.world.entry(place.replace(/(?<=.)\/+$/, '')).kind === 'file')
        return textFrom(patterns);
      if (wild && filters.length === 0 && !bound.has('recurse')) return textFrom(patterns);
      const tail = patterns.at(-1);
      const within =
        typeof tail !== 'string' && tail?.hole === 'glob' && /^\*+$/.test(tail.text)
          ? patterns.slice(0, -1)
          : typeof tail === 'string' && tail.endsWith('/')
            ? patterns
            : [...patterns, '/'];
      if (filters.length === 0) return textFrom([...within, { hole: 'glob', text: bound.has('recurse') ? '**' : '*' }]);
      return either(
        filters.flatMap((filter) =>
          texts(filter).map((one) =>
            textFrom([...within, ...one.flatMap((part) => (typeof part === 'string' ? globbed(part) : [part]))]),
          ),
        ),
      );
    }),
  );
}

/** `Get-Content`. */
export function content(machine: Machine, given: readonly Given[], input: Input): readonly Value[] {
  const printed = machine.invoke('Get-Content', given, input);
  const bound = new Bound(
    given,
    'path literalpath readcount totalcount head first tail last delimiter stream filter include exclude',
    'raw wait asbytestream',
  );
  const files = bound.named('path', 'literalpath') ?? bound.positional[0] ?? collected(input.values ?? []);
  const some = bound.named('totalcount', 'head', 'first', 'tail', 'last', 'readcount') !== undefined;
  const found = elements(files).flatMap((file) =>
    texts(file).map((parts): Value | undefined => {
      const [only] = parts;
      const variable =
        typeof only === 'string' && parts.length === 1 ? /^(?:env|variable):[\\/]?(.+)$/i.exec(only)?.[1] : undefined;
      if (variable !== undefined)
        return machine.scope.variable(
          /^env/i.test(String(only)) ? `env:${variable.toLowerCase()}` : variable.toLowerCase(),
        );
      const word = machine.within(parts);
      const held = some ? undefined : machine.reader.content({ word, cwd: machine.scope.cwd });
      return held === undefined || held.parts.length > 1 ? undefined : textFrom(held.parts);
    }),
  );
  if (found.length === 0 || found.includes(undefined)) return [printed];
  return found.flatMap((value): readonly Value[] => {
    const whole = value === undefined ? undefined : known(value);
    // What a file holds is still what the command printed: where it came from is not forgotten.
    if (whole === undefined || whole.length > 16_384) return [printed];
    return bound.has('raw')
      ? [text(whole)]
      : whole
          .replace(/\n$/, '')
          .split(/\r?\n/)
          .map((line) => text(line));
  });
}
