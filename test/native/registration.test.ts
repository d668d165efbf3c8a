import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { run } from '../fixtures/command-line.ts';
import { isBuilt, native } from './built.ts';

const scratch = mkdtempSync(join(tmpdir(), 'blastgate-registration-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

let root = '';
let count = 0;
beforeEach(() => {
  root = join(scratch, String((count += 1)));
  mkdirSync(join(root, 'home/project/.git'), { recursive: true });
});

/** Puts a program there that anyone may run. */
function program(file: string, text: string): string {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  chmodSync(file, 0o755);
  return file;
}

const denies =
  '#!/bin/sh\necho \'{"hookSpecificOutput":{"hookEventName":"PreToolUse","permissionDecision":"deny"}}\'\necho no >&2\nexit 2\n';
const lets = '#!/bin/sh\nexit 0\n';

const blastgate = (program_: string, ...args: string[]) =>
  run(args, { home: join(root, 'home'), cwd: join(root, 'home/project'), program: program_ });

function registered(): { readonly command: string; readonly args: readonly string[] } {
  const text = readFileSync(join(root, 'home/.claude/settings.json'), 'utf8');
  return JSON.parse(text).hooks.PreToolUse[0].hooks[0];
}

describe('init registers the native form', () => {
  it('that lies beside the Node form and denies a canary', () => {
    const file = program(join(root, 'dist/native/blastgate'), denies);
    const { stdout } = blastgate(join(root, 'dist/blastgate.js'), 'init');
    expect(registered()).toMatchObject({ command: file, args: ['hook'], timeout: 10, onFailure: 'block' });
    expect(stdout).toContain(`It is the native form, ${file}\n`);
  });

  it('that was installed as a package of its own', () => {
    const modules = join(root, 'node_modules');
    const file = program(join(modules, `@blastgate/${process.platform}-arm64/blastgate`), denies);
    blastgate(join(modules, 'blastgate/dist/blastgate.js'), 'init');
    expect(registered()).toMatchObject({ command: file, args: ['hook'] });
  });

  it('once, whichever form was registered before', () => {
    const node = join(root, 'dist/blastgate.js');
    blastgate(node, 'init');
    expect(registered().command).toBe('/usr/bin/env');
    const file = program(join(root, 'dist/native/blastgate'), denies);
    blastgate(node, 'init');
    expect(registered().command).toBe(file);
    blastgate(node, 'uninstall');
    expect(existsSync(join(root, 'home/.claude/settings.json'))).toBe(false);
  });
});

describe('init registers the Node form', () => {
  const broken: Readonly<Record<string, string>> = {
    'where the native form lets the canary pass': lets,
    'where the native form crashes': '#!/bin/sh\nkill -SEGV $$\n',
    'where the native form is for another machine': '\x7fELF\x02\x01\x01',
    'where the native form exits with 2 and says nothing': '#!/bin/sh\nexit 2\n',
  };
  it.each(Object.keys(broken))('%s', (why) => {
    program(join(root, 'dist/native/blastgate'), broken[why] ?? '');
    const node = join(root, 'dist/blastgate.js');
    const { stdout } = blastgate(node, 'init');
    expect(registered().command).toBe('/usr/bin/env');
    expect(registered().args.slice(-2)).toEqual([node, 'hook']);
    expect(stdout).not.toContain('native');
  });

  it('for a project, whose settings are shared between machines', () => {
    const project = join(root, 'home/project');
    const node = program(join(project, 'node_modules/blastgate/dist/blastgate.js'), '');
    program(join(project, 'node_modules/blastgate/dist/native/blastgate'), denies);
    blastgate(node, 'init', '--project');
    expect(readFileSync(join(project, '.claude/settings.json'), 'utf8')).toContain(
      '${CLAUDE_PROJECT_DIR}/node_modules/blastgate/dist/blastgate.js',
    );
  });
});

it('doctor says which form is registered and how long it takes', () => {
  program(join(root, 'dist/native/blastgate'), denies);
  const node = join(root, 'dist/blastgate.js');
  blastgate(node, 'init');
  expect(blastgate(node, 'doctor').stdout).toMatch(
    /denied through the registered command in \d+ ms; it is the native form/,
  );
});

describe.skipIf(!isBuilt)('the native form itself', () => {
  it('is registered by the Node form beside it, and denies through that registration', () => {
    const file = join(root, 'dist/native/blastgate');
    mkdirSync(dirname(file), { recursive: true });
    copyFileSync(native, file);
    const node = join(root, 'dist/blastgate.js');
    blastgate(node, 'init');
    expect(registered()).toMatchObject({ command: file, args: ['hook'] });
    expect(blastgate(node, 'doctor').stdout).toMatch(/in \d+ ms; it is the native form/);
  });
});
