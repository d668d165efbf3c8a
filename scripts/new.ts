// npm run new rule PACK/ID | command NAME | adapter NAME: writes the files one starts with, and says what to do next.
// Nothing that is there is overwritten, and what it writes fails its tests until it is filled in.
import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { adapterScaffold } from './new/adapter.ts';
import { commandScaffold } from './new/command.ts';
import { ScaffoldError, type Scaffold } from './new/file.ts';
import { ruleScaffold } from './new/rule.ts';

const kinds: Readonly<Record<string, (name: string) => Scaffold>> = {
  rule: ruleScaffold,
  command: commandScaffold,
  adapter: adapterScaffold,
};

const [kind = '', name, ...more] = process.argv.slice(2);
const scaffold = Object.hasOwn(kinds, kind) ? kinds[kind] : undefined;
if (scaffold === undefined || name === undefined || more.length > 0) {
  console.error('usage: npm run new rule PACK/ID | command NAME | adapter NAME');
  process.exitCode = 64;
} else {
  try {
    write(scaffold(name));
  } catch (error) {
    if (!(error instanceof ScaffoldError)) throw error;
    console.error(`npm run new ${kind}: ${error.message}`);
    process.exitCode = 1;
  }
}

function write({ create, append, next }: Scaffold): void {
  for (const { file, content } of create) {
    mkdirSync(dirname(file), { recursive: true });
    // `wx`: an error where the file is there.
    writeFileSync(file, content, { flag: 'wx' });
    console.log(`wrote ${file}`);
  }
  for (const { file, content } of append) {
    appendFileSync(file, content);
    console.log(`added to ${file}`);
  }
  console.log(`\nNext:\n${next.map((step) => `  ${step}\n`).join('')}`);
}
