import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { run, type Where } from './fixtures/command-line.ts';

const scratch = mkdtempSync(join(tmpdir(), 'blastgate-init-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

let home = '';
let project = '';
let settings = '';
let count = 0;
beforeEach(() => {
  home = join(scratch, String((count += 1)));
  project = join(home, 'work/project');
  settings = join(home, '.claude/settings.json');
  mkdirSync(join(project, '.git'), { recursive: true });
  mkdirSync(join(project, 'src'));
});

const blastgate = (args: readonly string[], more: Partial<Where> = {}) =>
  run(args, { home, cwd: join(project, 'src'), program: '/opt/blastgate/dist/blastgate.js', ...more });

interface SettingsFile {
  readonly hooks: {
    readonly PreToolUse: readonly { readonly matcher: string; readonly hooks: readonly Record<string, unknown>[] }[];
  };
  readonly permissions: { readonly deny: readonly string[] };
}

const written = (path = settings): SettingsFile => JSON.parse(readFileSync(path, 'utf8')) as SettingsFile;

/** Puts a settings file there and gives its text. */
function existing(text: string, path = settings): string {
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, text);
  return text;
}

const theirs = `{
    "zebra": 1,
    "permissions": { "allow": ["Bash(ls:*)"], "deny": ["Read(**/.env)", "Bash(rm:*)"] },
    "hooks": {
        "PostToolUse": [{ "matcher": "*", "hooks": [{ "type": "command", "command": "/bin/true" }] }],
        "PreToolUse": [{ "matcher": "Bash", "hooks": [{ "type": "command", "command": "/usr/local/bin/other-guard" }] }]
    },
    "alpha": { "z": [1, 2], "a": null }
}`;

describe('init', () => {
  it('registers in exec form, with absolute paths, a timeout, and a failure that blocks', () => {
    expect(blastgate(['init'])).toMatchObject({ code: 0, stdout: expect.stringContaining(settings), stderr: '' });
    const [group] = written().hooks.PreToolUse;
    expect(group?.matcher).toBe('*');
    expect(group?.hooks).toEqual([
      {
        type: 'command',
        command: '/usr/bin/env',
        args: expect.any(Array),
        timeout: expect.any(Number),
        onFailure: 'block',
      },
    ]);
    const args = group?.hooks[0]?.['args'] as string[];
    expect(args.slice(-3)).toEqual([process.execPath, '/opt/blastgate/dist/blastgate.js', 'hook']);
    for (const name of ['NODE_OPTIONS', 'NODE_EXTRA_CA_CERTS', 'LD_PRELOAD'])
      expect(args[args.indexOf(name) - 1]).toBe('-u');
    expect(written().permissions.deny).toEqual(
      expect.arrayContaining(['Read(**/.env)', 'Edit(**/.env)', 'Read(~/.ssh/**)', 'Edit(**/.blastgate.yaml)']),
    );
  });

  it('done twice changes nothing, and says so', () => {
    blastgate(['init']);
    const once = readFileSync(settings, 'utf8');
    expect(blastgate(['init'])).toMatchObject({ code: 0, stdout: expect.stringContaining('Already registered') });
    expect(readFileSync(settings, 'utf8')).toBe(once);
  });

  it('done again after a move of the program replaces the old registration', () => {
    blastgate(['init']);
    expect(blastgate(['init'], { program: '/elsewhere/blastgate.js' }).code).toBe(0);
    expect(written().hooks.PreToolUse).toHaveLength(1);
    expect(written().hooks.PreToolUse[0]?.hooks[0]?.['args']).toContain('/elsewhere/blastgate.js');
  });

  it('keeps other hooks, permissions, keys, their order and the indentation', () => {
    existing(theirs);
    expect(blastgate(['init']).code).toBe(0);
    const after = written();
    expect(Object.keys(after)).toEqual(['zebra', 'permissions', 'hooks', 'alpha']);
    expect(Object.keys(after.hooks)).toEqual(['PostToolUse', 'PreToolUse']);
    expect(after.hooks.PreToolUse[0]).toEqual({
      matcher: 'Bash',
      hooks: [{ type: 'command', command: '/usr/local/bin/other-guard' }],
    });
    expect(after.hooks.PreToolUse).toHaveLength(2);
    expect(after.permissions.deny.slice(0, 2)).toEqual(['Read(**/.env)', 'Bash(rm:*)']);
    expect(new Set(after.permissions.deny).size).toBe(after.permissions.deny.length);
    const text = readFileSync(settings, 'utf8');
    expect(text).toMatch(/\n {4}"zebra"/);
    expect(text.endsWith('}')).toBe(true);
  });

  it('keeps the file it replaces beside it, and its permission bits', () => {
    const before = existing(theirs);
    blastgate(['init']);
    expect(readFileSync(`${settings}.blastgate-backup`, 'utf8')).toBe(before);
    expect(statSync(settings).mode & 0o777).toBe(0o644);
    expect(readdirSync(join(home, '.claude')).toSorted()).toEqual(['settings.json', 'settings.json.blastgate-backup']);
  });

  it.each([
    ['a syntax error', '{ "hooks": '],
    ['a comment', '{ // mine\n}'],
    ['a list', '[]'],
    ['a string', '"x"'],
    ['a trailing comma', '{"a":1,}'],
  ])('refuses a file with %s, and leaves it as it is', (_, text) => {
    existing(text);
    for (const subcommand of ['init', 'uninstall']) {
      const { code, stdout, stderr } = blastgate([subcommand]);
      expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
      expect(stderr).toContain(settings);
      expect(readFileSync(settings, 'utf8')).toBe(text);
    }
    expect(existsSync(`${settings}.blastgate-backup`)).toBe(false);
  });

  it('takes an empty file for an empty object', () => {
    existing('\n');
    expect(blastgate(['init']).code).toBe(0);
    expect(written().hooks.PreToolUse).toHaveLength(1);
  });

  it('--dry-run prints what the file would hold and writes nothing', () => {
    const before = existing(theirs);
    const { code, stdout } = blastgate(['init', '--dry-run']);
    expect(code).toBe(0);
    expect(readFileSync(settings, 'utf8')).toBe(before);
    expect(readdirSync(join(home, '.claude'))).toEqual(['settings.json']);
    expect(existsSync(join(home, '.local'))).toBe(false);
    blastgate(['init']);
    expect(readFileSync(settings, 'utf8')).toBe(stdout);
  });

  it('--local registers for one repository, from any directory in it', () => {
    expect(blastgate(['init', '--local']).code).toBe(0);
    expect(written(join(project, '.claude/settings.local.json')).hooks.PreToolUse).toHaveLength(1);
    expect(existsSync(settings)).toBe(false);
  });

  it('--project refuses without the package in the project, and names no directory of one person with it', () => {
    const shared = join(project, '.claude/settings.json');
    expect(blastgate(['init', '--project'])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('npm install --save-dev blastgate'),
    });
    expect(existsSync(shared)).toBe(false);
    mkdirSync(join(project, 'node_modules/blastgate/dist'), { recursive: true });
    writeFileSync(join(project, 'node_modules/blastgate/dist/blastgate.js'), '');
    expect(blastgate(['init', '--project']).code).toBe(0);
    const args = written(shared).hooks.PreToolUse[0]?.hooks[0]?.['args'] as string[];
    expect(args).toContain('${CLAUDE_PROJECT_DIR}/node_modules/blastgate/dist/blastgate.js');
    expect(readFileSync(shared, 'utf8')).not.toContain(home);
  });

  it('--user is the default, and scopes exclude each other', () => {
    expect(blastgate(['init', '--user']).code).toBe(0);
    expect(existsSync(settings)).toBe(true);
    expect(blastgate(['init', '--user', '--local'])).toMatchObject({
      code: 64,
      stderr: expect.stringContaining('choose one'),
    });
    expect(blastgate(['init', 'here'])).toMatchObject({ code: 64 });
    expect(blastgate(['init', '--porject'])).toMatchObject({
      code: 64,
      stderr: expect.stringContaining('did you mean --project?'),
    });
  });

  it('says so where it cannot write', () => {
    mkdirSync(join(home, '.claude'), { recursive: true });
    const failing = { writeFileAtomic: () => ({ kind: 'failed', code: 'EROFS' }) as const };
    expect(blastgate(['init'], { change: failing })).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('EROFS'),
    });
    expect(existsSync(settings)).toBe(false);
  });

  it('follows a link to the settings file instead of replacing it', () => {
    const elsewhere = join(home, 'dotfiles/settings.json');
    existing('{}\n', elsewhere);
    mkdirSync(join(home, '.claude'));
    symlinkSync(elsewhere, settings);
    expect(blastgate(['init']).code).toBe(0);
    expect(written(elsewhere).hooks.PreToolUse).toHaveLength(1);
    expect(blastgate(['uninstall']).code).toBe(0);
    expect(readFileSync(elsewhere, 'utf8')).toBe('{}\n');
  });
});

describe('uninstall', () => {
  it.each([
    ['nothing', undefined],
    ['an empty object', '{}'],
    ['settings of their own', theirs],
    ['odd blanks', '{"a" :1,\n\n\t"b":2 }\n'],
    ['one line', '{"a":1}'],
  ])('brings back %s to the byte', (_, text) => {
    if (text !== undefined) existing(text);
    blastgate(['init']);
    blastgate(['init'], { program: '/moved/blastgate.js' });
    expect(blastgate(['uninstall'])).toMatchObject({ code: 0, stdout: expect.stringContaining('Removed') });
    if (text === undefined) expect(existsSync(settings)).toBe(false);
    else expect(readFileSync(settings, 'utf8')).toBe(text);
    expect(existsSync(`${settings}.blastgate-backup`)).toBe(false);
    expect(blastgate(['uninstall'])).toMatchObject({ code: 0, stdout: expect.stringContaining('Not registered') });
  });

  it('takes out exactly what init put in where the file was changed since', () => {
    existing(theirs);
    blastgate(['init']);
    const changed = { ...(written() as object), added: true };
    writeFileSync(settings, JSON.stringify(changed, null, 4));
    blastgate(['uninstall']);
    expect(written()).toEqual({ ...(JSON.parse(theirs) as object), added: true });
  });

  it('keeps a deny rule that was there before, and one of the person’s hooks in our group', () => {
    existing(theirs);
    blastgate(['init']);
    const value = written();
    const [other, ours] = value.hooks.PreToolUse;
    const grown = [other, { ...ours, hooks: [...(ours?.hooks ?? []), { type: 'command', command: '/bin/mine' }] }];
    writeFileSync(settings, JSON.stringify({ ...value, hooks: { ...value.hooks, PreToolUse: grown } }));
    blastgate(['uninstall']);
    expect(written().permissions.deny).toEqual(['Read(**/.env)', 'Bash(rm:*)']);
    expect(written().hooks.PreToolUse[1]?.hooks).toEqual([{ type: 'command', command: '/bin/mine' }]);
  });

  it('without a record takes out the hook and says that the deny rules stay', () => {
    blastgate(['init']);
    rmSync(join(home, '.local'), { recursive: true });
    expect(blastgate(['uninstall']).stdout).toContain('deny rules were left');
    expect(JSON.stringify(written())).not.toContain('blastgate.js');
  });

  it('of one scope leaves the others', () => {
    blastgate(['init']);
    blastgate(['init', '--local']);
    blastgate(['uninstall', '--local']);
    expect(written().hooks.PreToolUse).toHaveLength(1);
    expect(existsSync(join(project, '.claude/settings.local.json'))).toBe(false);
  });

  it('--dry-run prints what would stay', () => {
    existing(theirs);
    blastgate(['init']);
    const registered = readFileSync(settings, 'utf8');
    expect(blastgate(['uninstall', '--dry-run'])).toMatchObject({ code: 0, stdout: theirs });
    expect(readFileSync(settings, 'utf8')).toBe(registered);
  });
});
