import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { hostWorld } from '../../src/facts/host-world.ts';
import { passesAtOnce } from '../../src/fast-path/passes.ts';
import type { Host } from '../../src/host.ts';
import { nodeHost } from '../../src/node-host.ts';
import { policyFor } from '../../src/policy/layers.ts';

const scratch = mkdtempSync(join(tmpdir(), 'blastgate-first-look-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

let home: string;
let project: string;
let host: Host;
beforeEach(() => {
  const directory = mkdtempSync(join(scratch, 'case-'));
  [home, project] = [join(directory, 'home'), join(directory, 'home/project')];
  for (const path of ['bin/gate.js', 'home/project/src/a.ts', 'home/project/.git/HEAD'])
    put(join(directory, path), 'x');
  const env: Readonly<Record<string, string>> = { HOME: home };
  host = {
    ...nodeHost,
    env: (name) => env[name],
    homeDirectory: () => home,
    programFile: () => join(directory, 'bin/gate.js'),
  };
});

function put(path: string, content: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
}

const call = (tool: string, input: object) => ({
  hook_event_name: 'PreToolUse',
  cwd: project,
  tool_name: tool,
  tool_input: input,
});
const git = () => call('Bash', { command: 'git log --oneline | head -n 5' });
const cat = () => call('Bash', { command: 'cat src/a.ts' });
const list = () => call('Bash', { command: 'ls -la' });
const read = () => call('Read', { file_path: join(project, 'src/a.ts') });
const edit = () => call('Edit', { file_path: join(project, 'src/a.ts'), old_string: 'x', new_string: 'y' });

/** Which of the calls pass at once: g(it), c(at), l(s), R(ead), E(dit). */
function passing(): string {
  const calls = { g: git(), c: cat(), l: list(), R: read(), E: edit() };
  return Object.entries(calls)
    .filter(([, document]) => passesAtOnce(document, host))
    .map(([name]) => name)
    .join('');
}

/** What the whole reading does with policy files at the first call after a change. */
function compile(): void {
  policyFor(host, hostWorld(host, { cwd: project }));
}

const rule = (text: string): string =>
  `rules:\n  - { id: mine, outcome: ask, ${text}, reason: Because., alternative: Wait. }\n`;

describe('without a policy of anybody', () => {
  it('plain calls pass', () => expect(passing()).toBe('gclRE'));

  it('our own program is not written at once', () => {
    host = { ...host, programFile: () => join(project, 'src/a.ts') };
    expect(passing()).toBe('gclR');
  });
});

describe("with a person's policy", () => {
  it.each([
    ['about something else', rule('effect: git.push, when: { branch: main }'), 'gclRE'],
    ['about a program', rule('effect: exec, when: { program: git }'), 'clRE'],
    ['about several programs', rule('effect: exec, when: { program: [git, ls] }'), 'cRE'],
    ['about programs by a pattern', rule("effect: exec, when: { program: 'g*' }"), ''],
    ['about all programs but one', rule('effect: exec, when: { program: { not: git } }'), ''],
    ['about any program', rule("effect: exec, when: { subcommand: 'lo*' }"), ''],
    ['about reading', rule('effect: file.read, when: { path: { in: project } }'), 'lE'],
    ['about writing', rule('effect: file.write, when: { path: { in: project } }'), 'gclR'],
    ['that changes what a rule says', 'overrides:\n  - { rule: secrets/*, outcome: deny, reason: Because. }\n', ''],
    ['with a profile', 'profile: strict\n', ''],
    ['that enlarges a place', 'places: { customer-data: [src] }\n', ''],
    ['that is broken', 'rules: [{ id: x\n', ''],
  ])('%s', (_, text, passes) => {
    put(join(home, '.config/blastgate/policy.yaml'), text);
    expect(passing(), 'not yet compiled').toBe('');
    compile();
    expect(passing(), 'compiled').toBe(passes);
    put(join(home, '.config/blastgate/policy.yaml'), `${text}# changed\n`);
    expect(passing(), 'changed').toBe('');
  });

  it('that is a link, a directory, or not UTF-8', () => {
    const policy = join(home, '.config/blastgate/policy.yaml');
    put(join(home, 'elsewhere.yaml'), rule('effect: git.push, when: { branch: main }'));
    mkdirSync(dirname(policy), { recursive: true });
    symlinkSync(join(home, 'nowhere'), policy);
    compile();
    expect(passing()).toBe('');
    rmSync(policy);
    mkdirSync(policy);
    compile();
    expect(passing()).toBe('');
    rmSync(policy, { recursive: true });
    writeFileSync(policy, Buffer.from([0x23, 0xff, 0x0a]));
    compile();
    expect(passing()).toBe('');
  });
});

describe("with the project's own policy", () => {
  it.each(['.blastgate.yaml', '.blastgate.local.yaml'])('%s', (name) => {
    put(join(project, name), rule('effect: exec, when: { program: git }'));
    expect(passing()).toBe('');
    compile();
    expect(passing()).toBe('clRE');
  });

  it('in a directory: the whole reading decides', () => {
    put(join(project, '.blastgate/a.yaml'), rule('effect: git.push, when: { branch: main }'));
    compile();
    expect(passing()).toBe('');
  });

  it('together with the person it counts', () => {
    put(join(home, '.config/blastgate/policy.yaml'), rule('effect: exec, when: { program: ls }'));
    put(join(project, '.blastgate.yaml'), rule('effect: exec, when: { program: git }'));
    compile();
    expect(passing()).toBe('cRE');
  });
});

describe('without a home that is known', () => {
  it('nothing passes at once', () => {
    const before = host;
    for (const value of [undefined, '', 'relative']) {
      host = { ...before, env: () => value };
      expect(passing()).toBe('');
    }
  });
});
