import { existsSync } from 'node:fs';
import { specsFor } from '../../src/commands/registry.ts';
import { ScaffoldError, type Scaffold } from './file.ts';

/** `npm run new command acme`: a spec for a program, and a test that fails until the spec says what the program does. */
export function commandScaffold(name: string): Scaffold {
  if (!/^[a-z][a-z0-9]*(?:[-_][a-z0-9]+)*$/.test(name))
    throw new ScaffoldError(`a command is named as it is typed, in lower case and without a directory, not ${name}`);
  if (specsFor(name).length > 0) throw new ScaffoldError(`${name} is known already: grep -rn "'${name}'" src/commands`);
  const file = `src/commands/${name}.ts`;
  const test = `test/commands/${name}.test.ts`;
  for (const each of [file, test]) if (existsSync(each)) throw new ScaffoldError(`${each} is there already`);
  return {
    create: [
      { file, content: spec(name) },
      { file: test, content: testOf(name) },
    ],
    append: [],
    next: [
      `Say in ${file} which options take a value and what each verb does (src/effect.ts), from the program's manual; move it to the folder it belongs to.`,
      `Write down in ${test} what its commands do.`,
      'npm run generate   # registers the program',
      `npx vitest run ${test}`,
      `npm run new rule PACK/ID   # a rule that asks about the effect: a spec states nothing that no rule asks about`,
    ],
  };
}

const spec = (name: string): string => `import type { Command, Syntax } from './argv.ts';
import type { Context, Finding, Spec } from './spec.ts';

/** ${name}(1). */
const syntax: Syntax = {
  value: '-o --output',
  flags: '-r --recursive -n --dry-run',
  verbs: { delete: {} },
};

function* read(command: Command, context: Context): Generator<Finding> {
  if (command.has('--dry-run', '-n') === 'yes') return;
  if (command.verb === 'delete')
    for (const file of command.operands)
      yield {
        kind: 'file.delete',
        path: context.path(file),
        recursive: command.has('-r', '--recursive'),
        how: 'remove',
        filtered: 'no',
      };
}

export const specs: readonly Spec[] = [{ names: ['${name}'], syntax, read }];
`;

const testOf = (name: string): string => `import { expect, test } from 'vitest';
import { acts } from './acts.ts';

test.each<[string, readonly string[]]>([
  ['${name} delete -r dist', ['delete tree dist']],
  ['${name} delete --dry-run dist', []],
  ['${name} fill in a command', ['fill in what it does']],
])('%s: %j', (command, found) => expect(acts(command)).toEqual(found));
`;
