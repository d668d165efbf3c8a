import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { readScript } from '../../src/shell/read-script.ts';
import { textOf } from '../../src/word.ts';
import { readerOf, start } from './read.ts';

// Every script in disguises.txt runs the harmless stand-in `zap -rf /x` under a real bash, and must be read as doing so.
const top = mkdtempSync(join(tmpdir(), 'blastgate-shell-'));
const bin = join(top, 'bin');
const log = join(top, 'log');
mkdirSync(bin);
mkdirSync(join(top, 'work'));
writeFileSync(join(bin, 'zap'), `#!/bin/sh\necho "zap $*" >> ${log}\n`);
chmodSync(join(bin, 'zap'), 0o755);
afterAll(() => rmSync(top, { recursive: true }));

const version = spawnSync('bash', ['-c', 'echo ${BASH_VERSINFO[0]}${BASH_VERSINFO[1]}'], { encoding: 'utf8' });
const modern = version.status === 0 && Number(version.stdout) >= 52;

const scripts = readFileSync(new URL('disguises.txt', import.meta.url), 'utf8')
  .trimEnd()
  .split('\n%%\n');

function runByBash(script: string): boolean {
  rmSync(log, { force: true });
  spawnSync('bash', ['-c', script], {
    cwd: join(top, 'work'),
    env: { PATH: `${bin}:/usr/bin:/bin`, HOME: '/home/dev' },
    input: '',
    timeout: 10_000,
  });
  return existsSync(log) && readFileSync(log, 'utf8').split('\n').includes('zap -rf /x');
}

const reader = readerOf();
const here = {
  ...reader,
  world: { ...reader.world, list: (directory: string) => (directory === bin ? ['zap'] : undefined) },
};

function readAsRunning(script: string): boolean {
  return readScript(script, start, here).some((step) => {
    if (step.kind !== 'invocation') return false;
    const [first, ...rest] = step.invocation.argv.map((word) => textOf(word));
    return (first === 'zap' || first?.endsWith('/zap') === true) && rest.join(' ') === '-rf /x';
  });
}

describe('what bash runs is read', () => {
  test.each(scripts)('%s', (script) => expect(readAsRunning(script.replaceAll('@BIN@', bin))).toBe(true));
});

describe.skipIf(!modern)('bash itself agrees', () => {
  test('every one of the scripts runs the stand-in', { timeout: 120_000 }, () => {
    const idle = scripts.filter((script) => !runByBash(script.replaceAll('@BIN@', bin)));
    expect(idle).toEqual([]);
  });
});

// The same text as data: bash runs nothing of it, and neither may we say so.
const decoys = [
  "echo 'zap -rf /x'",
  'echo zap -rf /x',
  'printf "%s\\n" "zap -rf /x"',
  ': zap -rf /x',
  "grep 'zap -rf /x' /dev/null",
  'x="zap -rf /x"',
  "x='$(zap -rf /x)'",
  'x=\\$\\(zap\\ -rf\\ /x\\)',
  '# zap -rf /x',
  'true # ; zap -rf /x',
  'cat <<E >/dev/null\nzap -rf /x\nE\n',
  "cat <<'E' >/dev/null\n$(zap -rf /x)\n`zap -rf /x`\nE\n",
  'cat <<< "zap -rf /x" > /dev/null',
  'f() { zap -rf /x; }',
  'f() { zap -rf /x; }; unset -f f; type f',
  'false && zap -rf /x',
  'true || zap -rf /x',
  'if false; then zap -rf /x; fi',
  'if true; then :; else zap -rf /x; fi',
  'while false; do zap -rf /x; done',
  'until true; do zap -rf /x; done',
  'case a in b) zap -rf /x;; esac',
  'for i in; do zap -rf /x; done',
  'exit; zap -rf /x',
  '(exit; zap -rf /x)',
  'f() { return; zap -rf /x; }; f',
  'while :; do break; zap -rf /x; done',
  'for i in 1 2; do continue; zap -rf /x; done',
  "echo \"it's\" '; zap -rf /x'",
  'echo \\; zap -rf /x',
  'echo "a\\"; zap -rf /x; \\""',
  "echo $'a\\'; zap -rf /x; \\''",
  'echo a \\\n zap -rf /x',
  'zap() { :; }; zap -rf /x',
  'command -v zap -rf /x',
  'type zap -rf /x',
  'x=zap; x=ls; $x -rf /x 2>/dev/null',
  'a=(zap -rf /x); echo "${a[@]}"',
  'declare -A m=([zap]="-rf /x"); echo "${!m[@]}" "${m[@]}"',
  '[[ "zap -rf /x" == *zap* ]]',
  '[ "zap -rf /x" = a ]',
  'case "zap -rf /x" in zap*) ;; esac',
  'echo "zap -rf /x" | cat > /dev/null',
  'echo \'zap -rf /x\' | while read -r l; do echo "$l"; done',
  'read -r x <<< \'zap -rf /x\'; echo "$x"',
  'mapfile -t a <<< \'zap -rf /x\'; echo "${a[0]}"',
  "trap 'zap -rf /x' EXIT; trap - EXIT",
  "trap '' EXIT; : 'zap -rf /x'",
  "trap 'zap -rf /x' USR1; trap - USR1",
  "printf -v x '%s' 'zap -rf /x'",
  'export x="zap -rf /x"',
  'echo ${x:+$(zap -rf /x)}',
  'x=1; echo ${x:-$(zap -rf /x)}',
  '((0)) && zap -rf /x',
  '((1)) || zap -rf /x',
  'eval "echo \'zap -rf /x\'"',
  'eval \'x="zap -rf /x"\'',
  'set -- \'zap -rf /x\'; echo "$1"',
  "alias q='zap -rf /x'",
  '! true && zap -rf /x',
];
/** Where a branch that never runs is read as if it might. */
const cautious = new Set(['f() { zap -rf /x; }; unset -f f; type f', 'echo ${x:+$(zap -rf /x)}']);

describe('data is not run', () => {
  test.each(decoys.filter((script) => !cautious.has(script)))('%s', (script) => {
    const read = readScript(script, start, here);
    expect(read.filter((step) => step.kind !== 'invocation')).toEqual([]);
    expect(readAsRunning(script)).toBe(false);
  });
  test.skipIf(!modern)('bash itself agrees', { timeout: 60_000 }, () => expect(decoys.filter(runByBash)).toEqual([]));
});
