import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { adapterScaffold } from '../scripts/new/adapter.ts';
import { commandScaffold } from '../scripts/new/command.ts';
import { ScaffoldError } from '../scripts/new/file.ts';
import { ruleScaffold } from '../scripts/new/rule.ts';
import { loadPack } from '../src/policy/pack.ts';

let copy: string;
beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), 'blastgate-new-'));
  for (const name of [
    'package.json',
    'package-lock.json',
    'tsconfig.json',
    'vitest.config.ts',
    'policies',
    'scripts',
    'src',
    'docs/coverage.yaml',
  ])
    cpSync(name, join(copy, name), { recursive: true, preserveTimestamps: true });
  cpSync('test/commands/acts.ts', join(copy, 'test/commands/acts.ts'));
  symlinkSync(resolve('node_modules'), join(copy, 'node_modules'));
}, 60_000);
afterAll(() => rmSync(copy, { recursive: true, force: true }));

const read = (file: string): string => readFileSync(join(copy, file), 'utf8');

function run(program: string, ...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(program, args, { cwd: copy, encoding: 'utf8', timeout: 60_000 });
  return { status, stdout, stderr, all: stdout + stderr };
}
const script = (name: string, ...args: readonly string[]) =>
  run(process.execPath, 'scripts/run.mjs', `scripts/${name}`, ...args);
const scaffold = (...args: readonly string[]) => script('new.ts', ...args);
const vitest = (file: string) => run(process.execPath, resolve('node_modules/vitest/vitest.mjs'), 'run', file);

describe('npm run new rule', () => {
  it('adds a rule to the end of its pack that loads, and whose examples fail until they are filled in', () => {
    const before = read('policies/git.yaml');
    const { status, stdout } = scaffold('rule', 'git/force-push-tag');
    expect({ status, stdout }).toEqual({ status: 0, stdout: expect.stringContaining('added to policies/git.yaml') });
    const after = read('policies/git.yaml');
    expect(after.startsWith(before)).toBe(true);
    const loaded = loadPack('policies/git.yaml', after);
    expect('value' in loaded && loaded.value.rules.at(-1)?.rule.id).toBe('git/force-push-tag');
    const examples = script('pack-examples.ts', 'git');
    expect(examples.status).toBe(1);
    expect(examples.stdout).toContain('FAILED git/force-push-tag match: ');
    expect(examples.stdout).toContain('FAILED git/force-push-tag pass: ');
    expect(examples.stdout).toMatch(/ 2 do not$/m);
  });
  it('begins a pack that is not there yet', () => {
    expect(scaffold('rule', 'acme/deploy').status).toBe(0);
    const loaded = loadPack('policies/acme.yaml', read('policies/acme.yaml'));
    expect('value' in loaded && loaded.value.rules.map(({ rule }) => rule.id)).toEqual(['acme/deploy']);
  });
  it('does not write a rule twice, nor one without a proper name', () => {
    const before = read('policies/git.yaml');
    expect(scaffold('rule', 'git/force-push-tag')).toMatchObject({
      status: 1,
      stderr: 'npm run new rule: the rule git/force-push-tag is there already: policies/git.yaml\n',
    });
    expect(read('policies/git.yaml')).toBe(before);
    for (const name of ['git/force-push', 'force-push', 'git/Force', 'git/a/b', '../x/y'])
      expect(() => ruleScaffold(name), name).toThrow(ScaffoldError);
  });
});

describe('npm run new command', () => {
  it('writes a spec that is registered, and a test that fails until it is filled in', () => {
    const { status, stdout } = scaffold('command', 'acme-tool');
    expect({ status, stdout }).toEqual({ status: 0, stdout: expect.stringContaining('npm run generate') });
    expect(script('generate-commands.ts').status).toBe(0);
    expect(read('src/commands/specs.gen.ts')).toContain('"acme-tool": [');
    const tested = vitest('test/commands/acme-tool.test.ts');
    expect(tested.status).toBe(1);
    expect(tested.all).toMatch(/1 failed.*2 passed/);
    expect(tested.all).toContain('fill in what it does');
  }, 60_000);
  it('refuses a program that is known, and a file that is there', () => {
    const before = read('src/commands/acme-tool.ts');
    expect(scaffold('command', 'acme-tool')).toMatchObject({
      status: 1,
      stderr: expect.stringMatching(/^npm run new command: /),
    });
    expect(read('src/commands/acme-tool.ts')).toBe(before);
    for (const name of ['git', 'argv', 'Acme', 'bin/acme'])
      expect(() => commandScaffold(name), name).toThrow(ScaffoldError);
  });
});

describe('npm run new adapter', () => {
  it('writes an adapter, a recorded call and a test that fails until it is filled in', () => {
    expect(scaffold('adapter', 'acme').status).toBe(0);
    expect(existsSync(join(copy, 'fixtures/adapters/acme/deny/stdin'))).toBe(true);
    const tested = vitest('test/adapters/acme.test.ts');
    expect(tested.status).toBe(1);
    expect(tested.all).toContain('command is missing');
  }, 60_000);
  it('refuses one that is there', () => {
    expect(scaffold('adapter', 'acme').status).toBe(1);
    for (const name of ['claude-code', 'Acme', 'a/b']) expect(() => adapterScaffold(name), name).toThrow(ScaffoldError);
  });
});

it('what is written passes the types, the linter and the formatter', () => {
  const files = [
    'src/commands/acme-tool.ts',
    'src/adapters/acme.ts',
    'test/commands/acme-tool.test.ts',
    'test/adapters/acme.test.ts',
  ];
  cpSync('oxlint.config.mjs', join(copy, 'oxlint.config.mjs'));
  for (const name of ['.oxfmtrc.json', '.oxfmtrc.jsonc']) if (existsSync(name)) cpSync(name, join(copy, name));
  expect(
    run(resolve('node_modules/.bin/oxlint'), '-c', 'oxlint.config.mjs', '--deny-warnings', ...files).all,
  ).toContain('0 errors');
  expect(run(resolve('node_modules/.bin/oxfmt'), '--check', ...files)).toMatchObject({ status: 0 });
  expect(run(resolve('node_modules/.bin/tsc'), '--noEmit', '-p', '.').all).not.toMatch(/acme/);
}, 120_000);

it('says how it is used', () => {
  for (const args of [[], ['rule', 'git/x', 'y']])
    expect(scaffold(...args)).toMatchObject({ status: 64, stderr: expect.stringContaining('usage: npm run new') });
});
