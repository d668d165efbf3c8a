import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The release whose behaviour the hook contract records. */
export const PINNED = '2.1.329';

const folder = join(tmpdir(), `blastgate-client-${PINNED}`);
const inFolder = join(folder, 'node_modules/.bin/claude');

/** Says where the client is looked for. */
export const PLACES = `$BLASTGATE_TEST_CLIENT, which names its program, else ${folder}`;

/** The client's program: the one `BLASTGATE_TEST_CLIENT` names, else the one in the scratch folder; undefined where it does not run. */
export function findClient(): string | undefined {
  const named = process.env['BLASTGATE_TEST_CLIENT'];
  const client = named === undefined || named === '' ? inFolder : named;
  return existsSync(client) && versionOf(client) !== undefined ? client : undefined;
}

/** Installs the pinned release into the scratch folder. */
export function installClient(): void {
  mkdirSync(folder, { recursive: true });
  const npm = ['install', '--prefix', folder, '--no-save', '--no-audit', '--no-fund', '--loglevel=error'];
  run('npm', [...npm, `@anthropic-ai/claude-code@${PINNED}`]);
  // npm 11 does not run install scripts of packages by itself; this one puts the native program in its place.
  run(process.execPath, [join(folder, 'node_modules/@anthropic-ai/claude-code/install.cjs')]);
}

/** What the client says its version is; undefined where it cannot run. */
export function versionOf(client: string): string | undefined {
  const { status, stdout } = spawnSync(client, ['--version'], {
    encoding: 'utf8',
    env: { PATH: '/usr/bin:/bin', HOME: folder },
    timeout: 60_000,
  });
  return status === 0 ? stdout.trim() : undefined;
}

function run(program: string, args: readonly string[]): void {
  const { status, error } = spawnSync(program, args, { stdio: 'inherit' });
  if (status !== 0) throw new Error(`${program} ${args[0] ?? ''} failed: ${error?.message ?? `exit code ${status}`}`);
}
