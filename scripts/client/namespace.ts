import { spawnSync } from 'node:child_process';

/** In the environment of the run inside the namespace. */
const INSIDE = 'BLASTGATE_TEST_LOOPBACK_ONLY';

/** Whether this process has no network but the loopback interface. */
export function isLoopbackOnly(): boolean {
  return process.env[INSIDE] === '1';
}

/**
 * Runs this script again in a network namespace that holds only the loopback interface (unshare(1)) and returns its
 * exit code; undefined where the machine does not let us make one.
 */
export function rerunLoopbackOnly(script: string, args: readonly string[]): number | undefined {
  const unshare = ['unshare', ...(process.getuid?.() === 0 ? [] : ['--map-root-user']), '--net', '--'] as const;
  const start = ['sh', '-c', 'ip link set lo up 2>/dev/null || ifconfig lo up || exit 97; exec "$@"', 'sh'];
  const [program, ...before] = [...unshare, ...start];
  if (spawnSync(program, [...before, 'true'], { stdio: 'ignore' }).status !== 0) return undefined;
  const again = [...before, process.execPath, 'scripts/run.mjs', script, ...args];
  const { status } = spawnSync(program, again, { stdio: 'inherit', env: { ...process.env, [INSIDE]: '1' } });
  return status ?? 1;
}
