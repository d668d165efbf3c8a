import { spawn } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { nodeHost } from '../../src/node-host.ts';
import { builtin } from '../../src/policy/builtin.ts';
import { keptPolicies } from '../../src/policy/kept.ts';
import * as load from '../../src/policy/load.ts';
import type { PolicyFile } from '../../src/policy/load.ts';
import { rulesFile } from './setting.ts';

vi.mock(import('../../src/policy/load.ts'), { spy: true });
const compile = vi.mocked(load.compilePolicies);

const scratch = mkdtempSync(join(tmpdir(), 'blastgate-kept-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

let program: string;
let programs: string;
let home: string;
beforeEach(() => {
  const directory = mkdtempSync(join(scratch, 'case-'));
  programs = join(directory, 'bin');
  program = join(programs, 'blastgate.js');
  home = join(directory, 'home');
  for (const path of [programs, home]) mkdirSync(path);
  writeFileSync(program, 'the program');
});

const host = () => ({ ...nodeHost, programFile: () => program, homeDirectory: () => home });
const user = (text: string): PolicyFile => ({ layer: 'user', file: '/home/dev/policy.yaml', content: { text } });
const sample = user(`${rulesFile('ask exec', 'deny file.delete')}places: { vault: [/vault] }\n`);

/** How often the files were compiled to get this, and what came of it. */
function ask(...files: readonly PolicyFile[]) {
  compile.mockClear();
  const { files: compiled, clashes } = keptPolicies(host(), files, builtin);
  // Kept rules are parsed when they are asked for.
  const plain = JSON.parse(JSON.stringify({ compiled, clashes })) as unknown;
  return { plain, compiled: compile.mock.calls.length };
}

const kept = () => readdirSync(programs).filter((name) => name.includes('policies'));
const keptFile = () => join(programs, kept()[0] ?? 'none');

describe('compiled policies are kept', () => {
  it('beside the program, for this user alone, and say the same when they are read', () => {
    const first = ask(sample);
    expect(first.compiled).toBe(1);
    expect(kept()).toHaveLength(1);
    expect(statSync(keptFile()).mode & 0o777).toBe(0o600);
    const second = ask(sample);
    expect(second).toEqual({ plain: first.plain, compiled: 0 });
    expect(JSON.stringify(first.plain)).toContain('user/rule-2');
  });

  it('with what is wrong in them', () => {
    const broken = user('rules: [{ id: x');
    const first = ask(broken);
    expect(JSON.stringify(first.plain)).toContain('policy.yaml:1');
    expect(ask(broken)).toEqual({ plain: first.plain, compiled: 0 });
  });

  it('below the home directory where nothing can be written beside the program', () => {
    renameSync(programs, `${programs}-gone`);
    program = '/proc/self/exe';
    ask(sample);
    const file = readdirSync(join(home, '.cache/blastgate'))[0] ?? '';
    expect(statSync(join(home, '.cache/blastgate')).mode & 0o777).toBe(0o700);
    expect(statSync(join(home, '.cache/blastgate', file)).mode & 0o777).toBe(0o600);
    expect(ask(sample).compiled).toBe(0);
    chmodSync(join(home, '.cache/blastgate'), 0o770);
    expect(ask(sample).compiled, 'a directory that others can write').toBe(1);
  });

  it('of every project for itself', () => {
    const other: PolicyFile = { ...sample, file: '/home/dev/other/.blastgate.yaml' };
    ask(sample);
    ask(other);
    expect(ask(sample).compiled).toBe(0);
    expect(ask(other).compiled).toBe(0);
  });

  it('by ten hooks at once, each of which gets the whole', async () => {
    const script = join(scratch, 'keep.mjs');
    const { build } = await import('esbuild');
    const contents = `
      import { nodeHost } from './src/node-host.ts';
      import { builtin } from './src/policy/builtin.ts';
      import { keptPolicies } from './src/policy/kept.ts';
      const host = { ...nodeHost, programFile: () => process.argv[2], homeDirectory: () => undefined };
      const { files } = keptPolicies(host, JSON.parse(process.argv[3]), builtin);
      process.stdout.write(files[0].rules.exec[0].id);`;
    await build({
      stdin: { contents, resolveDir: '.' },
      outfile: script,
      bundle: true,
      platform: 'node',
      format: 'esm',
      logLevel: 'error',
      banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
    });
    const answers = await Promise.all(
      Array.from({ length: 10 }, async () => {
        const child = spawn(process.execPath, [script, program, JSON.stringify([sample])]);
        let output = '';
        for await (const piece of child.stdout) output += String(piece);
        return output;
      }),
    );
    expect(answers).toEqual(Array.from({ length: 10 }, () => 'user/rule-1'));
    expect(kept()).toHaveLength(1);
    expect(ask(sample).compiled).toBe(0);
  }, 60_000);
});

describe('what is kept does not count', () => {
  const untrusted = (title: string, change: (file: string) => void) =>
    it(title, () => {
      const { plain } = ask(sample);
      change(keptFile());
      expect(ask(sample)).toEqual({ plain, compiled: 1 });
      expect(ask(sample), 'it was written again').toEqual({ plain, compiled: 0 });
    });

  untrusted('when it is empty', (file) => writeFileSync(file, ''));
  untrusted('when it is cut off', (file) => writeFileSync(file, readFileSync(file).subarray(0, -10)));
  untrusted('when something is appended', (file) => writeFileSync(file, `${readFileSync(file, 'utf8')}xx`));
  untrusted('when others may write it', (file) => chmodSync(file, 0o666));
  untrusted('when it is a link', (file) => {
    writeFileSync(`${file}-elsewhere`, readFileSync(file), { mode: 0o600 });
    rmSync(file);
    symlinkSync(`${file}-elsewhere`, file);
  });
  untrusted('when the program is another', () => {
    writeFileSync(program, 'another');
    utimesSync(program, 1, 1);
  });
  if (process.getuid?.() === 0) untrusted('when it belongs to somebody else', (file) => chownSync(file, 12345, 12345));

  it('when the program is another version of the same size and time, as packages have it', () => {
    writeFileSync(`${program}.parts`, 'one');
    ask(sample);
    expect(ask(sample).compiled).toBe(0);
    writeFileSync(`${program}.parts`, 'another');
    expect(ask(sample).compiled).toBe(1);
  });

  it('when any byte is another', () => {
    const { plain } = ask(sample);
    const file = keptFile();
    const valid = readFileSync(file);
    for (let at = 0; at < valid.length; at += 17) {
      const bytes = Buffer.from(valid);
      bytes[at] = (bytes[at] ?? 0) ^ 0x01;
      writeFileSync(file, bytes);
      expect(ask(sample), `byte ${at}`).toEqual({ plain, compiled: 1 });
    }
  });

  it('when the policy changed, or another came', () => {
    ask(sample);
    const changed = user(rulesFile('deny exec', 'deny file.delete'));
    expect(ask(changed).compiled).toBe(1);
    expect(ask(changed, { layer: 'local', file: '/p/.blastgate.local.yaml', content: { text: '' } }).compiled).toBe(1);
  });

  it('for a managed policy, when it is below a home directory that the environment may have named', () => {
    program = '/proc/self/exe';
    const managed: PolicyFile = { ...sample, layer: 'managed' };
    expect(ask(managed).compiled).toBe(1);
    expect(ask(managed).compiled).toBe(1);
    expect(readdirSync(home)).toEqual([]);
  });
});

it('where a file cannot be read nothing is kept', () => {
  const unreadable: PolicyFile = { layer: 'user', file: '/p.yaml', content: { problem: 'is a directory' } };
  expect(JSON.stringify(ask(unreadable).plain)).toContain('is a directory');
  expect(kept()).toEqual([]);
});
