import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readCorpus } from './fixtures/corpus.ts';
import { builtProgram } from './fixtures/built.ts';
import { run, type Where } from './fixtures/command-line.ts';

const scratch = mkdtempSync(join(tmpdir(), 'blastgate-check-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));
const home = join(scratch, 'home');
const project = join(home, 'project');
mkdirSync(join(project, '.git'), { recursive: true });
mkdirSync(join(project, 'src'));
writeFileSync(join(project, '.git/HEAD'), 'ref: refs/heads/topic\n');

const blastgate = (args: readonly string[], more: Partial<Where> = {}) => run(args, { home, cwd: project, ...more });

describe('check', () => {
  it.each([
    ['ls -la', 0],
    ['git push --force', 2],
    ['git branch -D topic', 3],
    ['echo "rm -rf /"', 0],
  ])('%s exits %i', (command, code) => {
    expect(blastgate(['check', command])).toMatchObject({ code, stderr: '' });
    expect(blastgate(['check', '--', command]).code).toBe(code);
    expect(blastgate(['explain', command]).code).toBe(code);
  });

  it('puts a caret under the piece that was stopped, and says why and what instead', () => {
    expect(blastgate(['check', 'cd api && git push -f origin topic; ls']).stdout.split('\n').slice(0, 5)).toEqual([
      'cd api && git push -f origin topic; ls',
      '          ^^^^^^^^^^^^^^^^^^^^^^^^',
      '',
      'deny  the call would be blocked',
      'rule     git/force-push',
    ]);
    expect(blastgate(['check', 'git push -f']).stdout).toMatch(/\nwhy {6}.*\ninstead {2}git push --force-with-lease/);
  });

  it('shows the line of a longer script, and keeps the caret under wide characters', () => {
    expect(blastgate(['check', 'set -e\necho hi\n  git reset --hard\n']).stdout).toMatch(
      /^ {2}git reset --hard\n {2}\^{16}\n/,
    );
    expect(blastgate(['check', 'echo 日本; git reset --hard']).stdout).toMatch(
      /^echo 日本; git reset --hard\n {11}\^{16}\n/,
    );
    const [line = '', caret = ''] = blastgate([
      'check',
      `echo ${'x'.repeat(300)}; git reset --hard; echo ${'y'.repeat(300)}`,
    ]).stdout.split('\n');
    expect(line.length).toBeLessThan(110);
    expect(line.slice(caret.indexOf('^'), caret.lastIndexOf('^') + 1)).toBe('git reset --hard');
  });

  it('takes a command in several words as the shell would have passed them', () => {
    expect(blastgate(['check', '--', 'git', 'push', '--force']).code).toBe(2);
    expect(blastgate(['check', 'echo', 'a; git push --force']).code, 'a quoted word stays a word').toBe(0);
  });

  it('takes other tools with their input', () => {
    const tool = (name: string, input: object) =>
      blastgate(['check', '--tool', name, '--input', JSON.stringify(input)]);
    expect(tool('Write', { file_path: '/etc/hosts', content: '' })).toMatchObject({
      code: 2,
      stdout: expect.stringContaining('filesystem/write'),
    });
    expect(tool('Read', { file_path: `${project}/.env` }).code).toBe(2);
    expect(tool('Read', { file_path: `${project}/src/app.ts` }).code).toBe(0);
    expect(tool('mcp__acme__do_it', {}).code).toBe(3);
    expect(blastgate(['check', '--tool=WebFetch', '--input={"url":"http://169.254.169.254/"}']).code).toBe(2);
  });

  it('decides for the directory it is told', () => {
    const command = 'rm -rf src';
    expect(blastgate(['check', '--cwd', project, command]).code).toBe(blastgate(['check', command]).code);
    expect(blastgate(['check', '--cwd', '/usr', 'rm -rf lib']).code).toBe(2);
    expect(blastgate(['check', '--cwd=src', 'cat ../.env']).code).toBe(2);
    expect(blastgate(['check', '--cwd', '/', 'rm -rf etc'])).toMatchObject({ code: 2 });
  });

  it('prints no control characters of the command', () => {
    const { stdout } = blastgate(['check', "git push -f 'a\u001b[31mb\u202e'"]);
    // oxlint-disable-next-line no-control-regex -- control characters are what must not be there
    expect(stdout).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u202e]/);
  });

  it('is coloured on a terminal only, and not where NO_COLOR is set or the terminal is dumb', () => {
    const coloured = (more: Partial<Where>) => blastgate(['check', 'git push -f'], more).stdout.includes('\u001b[');
    expect(coloured({ terminal: true })).toBe(true);
    expect(coloured({})).toBe(false);
    expect(coloured({ terminal: true, env: { NO_COLOR: '1' } })).toBe(false);
    expect(coloured({ terminal: true, env: { NO_COLOR: '' } })).toBe(true);
    expect(coloured({ terminal: true, env: { TERM: 'dumb' } })).toBe(false);
  });

  it('--json prints one object with the fields of the design', () => {
    const { code, stdout } = blastgate(['check', '--json', 'sudo git push -f origin topic']);
    expect(code).toBe(2);
    expect(stdout).toMatch(/^[^\n]*\n$/);
    expect(JSON.parse(stdout)).toEqual({
      outcome: 'deny',
      reason: expect.stringContaining('git/force-push'),
      alternative: expect.stringContaining('--force-with-lease'),
      rules: ['git/force-push'],
      effects: expect.arrayContaining([
        expect.objectContaining({
          kind: 'git.push',
          force: 'force',
          branch: 'topic',
          via: ['sudo'],
          span: expect.any(Array),
        }),
      ]),
      invocations: expect.arrayContaining(['git push -f origin topic']),
      ms: expect.any(Number),
    });
    expect(JSON.parse(blastgate(['check', '--json', 'ls']).stdout)).toMatchObject({
      outcome: 'none',
      reason: '',
      alternative: '',
      rules: [],
    });
  });

  it.each([
    [['check'], 'give a command'],
    [['check', '--input', '{}'], '--input goes with --tool'],
    [['check', '--tool', 'Bash', '--input', '{', 'ls'], 'exclude each other'],
    [['check', '--tool', 'Bash', '--input', '{'], 'not JSON'],
    [['check', '--tool', 'Bash', '--input', '[]'], 'not a JSON object'],
    [['check', '--tool', 'Bash', '--input', '{"command":7}'], 'command is not a string'],
    [['check', '--tool'], '--tool needs a value'],
    [['check', '--cwd'], '--cwd needs a value'],
    [['check', '--json=yes', 'ls'], '--json takes no value'],
    [['check', '--jsn', 'ls'], 'did you mean --json?'],
    [['explain'], 'give a command'],
    [['explain', '--tol', 'x'], 'did you mean --tool?'],
  ])('%j is a usage error', (args, message) => {
    const { code, stdout, stderr } = blastgate(args);
    expect({ code, stdout }).toEqual({ code: 64, stdout: '' });
    expect(stderr).toContain(message);
    expect(stderr).toContain(`Try: blastgate help ${args[0]}`);
  });
});

describe('explain', () => {
  it('shows the commands, what each does, every rule that had an opinion and how long it took', () => {
    const { stdout } = blastgate(['explain', "bash -c 'cd api && git push -f'"]);
    expect(stdout).toMatch(/\ncommands\n {2}bash -c 'cd api && git push -f'\n/);
    expect(stdout).toMatch(/\n {2}git push -f\s+via bash -c\n/);
    expect(stdout).toMatch(/\neffects\n(?: {2}.*\n)* {2}git\.push\s+.*force force.*via bash -c/);
    expect(stdout).toMatch(/\nverdicts\n(?: {2}.*\n)* {2}deny {2}git\/force-push {2}builtin/);
    expect(stdout).toMatch(/\npolicy [\d.]+ ms, decision [\d.]+ ms\n$/);
  });

  it('shows an opinion that an override took back, and by whom', () => {
    const person = join(scratch, 'person');
    mkdirSync(join(person, '.config/blastgate'), { recursive: true });
    writeFileSync(
      join(person, '.config/blastgate/policy.yaml'),
      'overrides:\n  - { rule: git/force-push, outcome: ask, reason: my own fork }\n',
    );
    const { code, stdout } = blastgate(['explain', 'git push -f'], { home: person });
    expect(code).toBe(3);
    expect(stdout).toMatch(/ask\s+git\/force-push.*was deny.*my own fork/);
  });

  it('--json adds all verdicts and the timings', () => {
    expect(JSON.parse(blastgate(['explain', '--json', 'git push -f']).stdout)).toMatchObject({
      outcome: 'deny',
      verdicts: [{ rule: 'git/force-push', outcome: 'deny', layer: 'builtin', certain: true, effect: 'git.push' }],
      timings: { policy: expect.any(Number), decision: expect.any(Number) },
    });
  });
});

describe('law 9: check, explain, replay and the hook agree', () => {
  const attacks = readCorpus('fixtures/attacks.jsonl').filter((_, index) => index % 9 === 0);
  const everyday = readCorpus('fixtures/everyday.jsonl').filter((_, index) => index % 40 === 0);
  const lines = new Map(
    ['attacks', 'everyday']
      .flatMap((name) => readFileSync(`fixtures/${name}.jsonl`, 'utf8').trim().split('\n'))
      .map((line) => [(JSON.parse(line) as { id: string }).id, line]),
  );
  const outcomes = { 0: 'none', 2: 'deny', 3: 'ask' } as const;

  it.each([...attacks, ...everyday].map(({ id }) => id))('%s', (id) => {
    const { tool_name, tool_input } = JSON.parse(lines.get(id) ?? '') as { tool_name: string; tool_input: object };
    // On this machine, not in the case's world: what matters here is that all four say the same.
    const text = JSON.stringify(tool_input).replaceAll('/home/dev/project', project).replaceAll('/home/dev', home);
    const checked = blastgate(['check', '--json', '--tool', tool_name, '--input', text]);
    const explained = blastgate(['explain', '--json', '--tool', tool_name, '--input', text]);
    const event = `{"hook_event_name":"PreToolUse","cwd":${JSON.stringify(project)},"permission_mode":"default","tool_name":${JSON.stringify(tool_name)},"tool_input":${text}}`;
    const hooked = blastgate(['hook'], { input: event });
    const replayed = blastgate(['replay', '--json', '-'], { input: `${event}\n` });
    const answer =
      hooked.stdout === ''
        ? { permissionDecision: 'none', permissionDecisionReason: '' }
        : (JSON.parse(hooked.stdout) as { hookSpecificOutput: object }).hookSpecificOutput;
    const { outcome, reason, rules } = JSON.parse(checked.stdout) as {
      outcome: string;
      reason: string;
      rules: string[];
    };
    expect(outcomes[checked.code as 0 | 2 | 3]).toBe(outcome);
    expect(JSON.parse(explained.stdout)).toMatchObject({ outcome, reason, rules });
    expect(answer).toMatchObject({ permissionDecision: outcome, permissionDecisionReason: reason });
    expect(JSON.parse(replayed.stdout)).toMatchObject({ outcome, rules });
  });
});

describe('the built program', () => {
  let program = '';
  beforeAll(() => {
    program = builtProgram();
  }, 120_000);

  it('checks as the sources do', () => {
    for (const command of ['git push -f origin topic', 'git branch -D topic', 'ls']) {
      const { status, stdout } = spawnSync(process.execPath, [program, 'check', '--cwd', project, command], {
        encoding: 'utf8',
        env: { HOME: home },
      });
      expect({ code: status, stdout }).toEqual({
        code: blastgate(['check', command]).code,
        stdout: blastgate(['check', command]).stdout,
      });
    }
  });
});
