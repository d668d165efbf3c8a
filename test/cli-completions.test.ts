import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { run } from './fixtures/command-line.ts';

const blastgate = (args: readonly string[]) => run(args, { home: '/nonexistent', cwd: '/' });
const available = (shell: string): boolean => spawnSync(shell, ['--version']).status === 0;

describe('completions', () => {
  it.each(['bash', 'zsh', 'fish'])('for %s name every subcommand', (shell) => {
    const { code, stdout } = blastgate(['completions', shell]);
    expect(code).toBe(0);
    for (const name of ['check', 'explain', 'replay', 'init', 'uninstall', 'doctor', 'completions', 'help'])
      expect(stdout).toContain(name);
  });

  it.each(['bash', 'zsh', 'fish'].filter(available))('for %s are a script the shell reads', (shell) => {
    const { stdout } = blastgate(['completions', shell]);
    expect(
      spawnSync(shell, shell === 'fish' ? ['--no-execute'] : ['-n'], { input: stdout, encoding: 'utf8' }),
    ).toMatchObject({ status: 0, stderr: '' });
  });

  it('in bash complete subcommands, their options and files', () => {
    const complete = (...words: string[]): string[] => {
      const script = `${blastgate(['completions', 'bash']).stdout}
COMP_WORDS=(${words.map((word) => `'${word}'`).join(' ')}) COMP_CWORD=$((\${#COMP_WORDS[@]} - 1)); _blastgate; printf '%s\\n' "\${COMPREPLY[@]}"`;
      return spawnSync('bash', ['--norc', '-c', script], { encoding: 'utf8', cwd: process.cwd() })
        .stdout.trim()
        .split('\n');
    };
    expect(complete('blastgate', 'un')).toEqual(['uninstall']);
    expect(complete('blastgate', 'check', '--j')).toEqual(['--json']);
    expect(complete('blastgate', 'init', '--')).toEqual(['--user', '--project', '--local', '--dry-run', '--help']);
    expect(complete('blastgate', 'replay', 'fixtures/att')).toEqual(['fixtures/attacks.jsonl']);
    expect(complete('blastgate', 'completions', 'z')).toEqual(['zsh']);
  });

  it('for no or another shell are a usage error', () => {
    for (const args of [['completions'], ['completions', 'tcsh']])
      expect(blastgate(args)).toMatchObject({
        code: 64,
        stdout: '',
        stderr: expect.stringContaining('bash, zsh or fish'),
      });
  });
});

describe('help', () => {
  const subcommands = [
    'hook',
    'check',
    'explain',
    'replay',
    'init',
    'uninstall',
    'doctor',
    'completions',
    'help',
    'version',
  ];
  it.each(subcommands)('of %s fits a terminal and names its usage', (name) => {
    const { code, stdout, stderr } = blastgate(['help', name]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^Usage: blastgate /);
    expect(stdout.endsWith('\n')).toBe(true);
    expect(stdout.split('\n').filter((line) => line.length > 120)).toEqual([]);
  });

  it.each(['check', 'explain', 'replay', 'init', 'uninstall', 'doctor', 'completions'])(
    'of %s is what --help prints',
    (name) => {
      expect(blastgate([name, '--help'])).toEqual(blastgate(['help', name]));
    },
  );
});
