import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, expect, it } from 'vitest';

const scratch = mkdtempSync(join(tmpdir(), 'blastgate-lint-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

/** The lint errors of a house with these files, as `file: rule`. */
function lint(files: Record<string, string>): string[] {
  const house = mkdtempSync(join(scratch, 'house-'));
  copyFileSync('oxlint.config.mjs', join(house, 'oxlint.config.mjs'));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(house, name)), { recursive: true });
    writeFileSync(join(house, name), content);
  }
  const { stdout } = spawnSync(resolve('node_modules/.bin/oxlint'), ['-c', 'oxlint.config.mjs', '--format=json'], {
    cwd: house,
    encoding: 'utf8',
  });
  const { diagnostics } = JSON.parse(stdout) as { diagnostics: { filename: string; code: string }[] };
  return diagnostics.map(({ filename, code }) => `${filename}: ${code}`).toSorted();
}

const importing = (id: string) => `import { x } from '${id}';\nexport const y = x;\n`;

const forbidden: [file: string, imports: string][] = [
  ['src/effect.ts', './shell/words.ts'],
  ['src/effect.ts', './hook.ts'],
  ['src/effect.ts', 'node:fs'],
  ['src/effect.ts', 'fs'],
  ['src/effect.ts', 'unbash'],
  ['src/adapters/claude.ts', '../policy/decide.ts'],
  ['src/shell/words.ts', '../commands/git.ts'],
  ['src/shell/words.ts', '../policy/match.ts'],
  ['src/shell/words.ts', 'yaml'],
  ['src/commands/git.ts', '../analysis/walk.ts'],
  ['src/commands/git.ts', '../facts/places.ts'],
  ['src/commands/git.ts', 'unbash'],
  ['src/commands/wrappers/sudo.ts', '../../policy/match.ts'],
  ['src/languages/sql.ts', '../shell/words.ts'],
  ['src/analysis/walk.ts', '../policy/decide.ts'],
  ['src/analysis/walk.ts', '../hook.ts'],
  ['src/analysis/walk.ts', 'zod'],
  ['src/facts/places.ts', '../shell/words.ts'],
  ['src/facts/places.ts', 'node:fs'],
  ['src/facts/places.ts', '../node-host.ts'],
  ['src/policy/decide.ts', '../shell/words.ts'],
  ['src/policy/decide.ts', '../commands/git.ts'],
  ['src/policy/decide.ts', '../facts/places.ts'],
  ['src/policy/decide.ts', 'path'],
  ['src/session/grants.ts', '../policy/decide.ts'],
  ['src/audit/log.ts', '../session/grants.ts'],
  ['src/hook.ts', './cli/check.ts'],
  ['src/hook.ts', './node-host.ts'],
  ['src/hook.ts', 'yaml'],
  ['src/cli/check.ts', '../cli.ts'],
  ['src/cli/check.ts', 'node:fs'],
  ['src/cli.ts', 'zod/mini'],
  ['src/cli.ts', './node-host.ts'],
  ['src/node-host.ts', './shell/words.ts'],
  ['src/quickjs-host.ts', 'node:fs'],
  ['src/native.ts', 'node:fs'],
  ['src/hook.ts', './quickjs-host.ts'],
];
const allowed: [file: string, imports: string][] = [
  ['src/effect.ts', './word.ts'],
  ['src/shell/words.ts', 'unbash'],
  ['src/shell/words.ts', '../word.ts'],
  ['src/commands/git.ts', '../shell/words.ts'],
  ['src/commands/wrappers/sudo.ts', '../git.ts'],
  ['src/commands/psql.ts', '../languages/sql.ts'],
  ['src/analysis/walk.ts', '../commands/git.ts'],
  ['src/policy/load.ts', 'yaml'],
  ['src/policy/schema.ts', 'zod'],
  ['src/hook.ts', './policy/decide.ts'],
  ['src/cli/check.ts', '../policy/decide.ts'],
  ['src/cli.ts', './hook.ts'],
  ['src/node.ts', './cli.ts'],
  ['src/node.ts', './node-host.ts'],
  ['src/native.ts', './quickjs-host.ts'],
  ['src/node-host.ts', 'node:fs'],
];

it('imports against the direction of the house are reported, every one', () => {
  const files = Object.fromEntries(
    forbidden.map(([file, id], index) => [
      file.replace(/(\w+)\.ts$/, `$1${/^src\/[\w-]+\.ts$/.test(file) ? '' : index}.ts`),
      importing(id),
    ]),
  );
  // Files at the root of src have rules by name, so each of their imports is looked at in a house of its own.
  const inFolders = Object.fromEntries(Object.entries(files).filter(([file]) => file.split('/').length > 2));
  expect(lint(inFolders)).toEqual(
    Object.keys(inFolders)
      .map((file) => `${file}: eslint(no-restricted-imports)`)
      .toSorted(),
  );
  for (const [file, id] of forbidden.filter(([name]) => name.split('/').length === 2)) {
    expect(lint({ [file]: importing(id) }), `${file} imports ${id}`).toEqual([
      `${file}: eslint(no-restricted-imports)`,
    ]);
  }
});

it('imports along it are not', () => {
  for (const [file, id] of allowed) expect(lint({ [file]: importing(id) }), `${file} imports ${id}`).toEqual([]);
});

it('cycles, any, empty catches and comments that silence the compiler are reported', () => {
  expect(
    lint({
      'src/one.ts': importing('./two.ts').replace('y', 'x2') + `export const x = 1;\n`,
      'src/two.ts': importing('./one.ts').replace('const y', 'const x0') + `export const x1 = 1;\n`,
    }).filter((line) => line.includes('no-cycle')).length,
  ).toBeGreaterThan(0);
  expect(lint({ 'src/any.ts': `export const x = (y: any): unknown => y;\n` })).toEqual([
    'src/any.ts: typescript(no-explicit-any)',
  ]);
  expect(
    lint({ 'src/empty.ts': `export function f(g: () => void): void {\n  try {\n    g();\n  } catch {}\n}\n` }),
  ).toEqual(['src/empty.ts: eslint(no-empty)']);
  expect(lint({ 'src/ignore.ts': `// @ts-ignore: because\nexport const x = 1;\n` })).toEqual([
    'src/ignore.ts: typescript(ban-ts-comment)',
  ]);
});
