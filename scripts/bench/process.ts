import { spawn, spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { median } from './statistics.ts';

/** A program that is started with one event on its standard input. */
export interface Start {
  readonly title: string;
  readonly program: string;
  readonly args: readonly string[];
  readonly input: string;
  readonly home: string;
}

/** The environment that a registration leaves: nothing that makes a runtime start slower or differently. */
function environment({ home }: Start): NodeJS.ProcessEnv {
  return { PATH: process.env['PATH'], HOME: home };
}

/** Milliseconds from spawn to exit, the median of runs taken in turn: what else the machine does then falls on all alike. */
export function measureStarts(starts: readonly Start[], runs: number): readonly number[] {
  const times = starts.map((): number[] => []);
  for (let run = -3; run < runs; run++)
    for (const [index, start] of starts.entries()) {
      const ms = once(start);
      if (run >= 0) times[index]?.push(ms);
    }
  return times.map(median);
}

function once(start: Start): number {
  const { title, program, args, input } = start;
  const started = process.hrtime.bigint();
  const { status, stderr, error } = spawnSync(program, args, { input, env: environment(start) });
  const ms = Number(process.hrtime.bigint() - started) / 1e6;
  if (status !== 0) throw new Error(`${title}: exit ${status} ${error?.message ?? stderr.toString()}`);
  return ms;
}

/** Milliseconds from spawn to exit of each of several started at once, the median over all. */
export async function measureAtOnce(start: Start, count: number, rounds: number): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round++)
    times.push(...(await Promise.all(Array.from({ length: count }, () => alongside(start)))));
  return median(times);
}

async function alongside(start: Start): Promise<number> {
  const started = process.hrtime.bigint();
  const child = spawn(start.program, start.args, { env: environment(start), stdio: ['pipe', 'ignore', 'ignore'] });
  child.stdin.end(start.input);
  await new Promise((done) => child.on('exit', done));
  return Number(process.hrtime.bigint() - started) / 1e6;
}

/** How often memory is measured: a process of 2 ms may end between two looks. */
const MEMORY_RUNS = 10;

/** Largest resident memory in MB (proc(5), `VmHWM`), looked at without a pause until the process ends; `undefined` where there is no /proc. */
export function measureMemory(start: Start): number | undefined {
  const directory = mkdtempSync(join(tmpdir(), 'blastgate-memory-'));
  try {
    const input = join(directory, 'input');
    writeFileSync(input, start.input);
    let largest: number | undefined;
    for (let run = 0; run < MEMORY_RUNS; run++) {
      // From a file: nothing of this process is needed for the other to go on.
      const stdin = openSync(input, 'r');
      const { pid } = spawn(start.program, start.args, { env: environment(start), stdio: [stdin, 'ignore', 'ignore'] });
      closeSync(stdin);
      for (let kB = peakOf(pid); kB !== undefined; kB = peakOf(pid)) largest = Math.max(largest ?? 0, kB);
    }
    return largest === undefined ? undefined : largest / 1024;
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** `undefined` once the process has ended. */
function peakOf(pid: number | undefined): number | undefined {
  try {
    const kB = /^VmHWM:\s*(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return kB === undefined ? undefined : Number(kB);
  } catch {
    // The process has just ended, or this machine has no /proc.
    return undefined;
  }
}
