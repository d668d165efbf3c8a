import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { median } from './statistics.ts';

export interface ProcessRow {
  readonly title: string;
  /** Milliseconds from spawn to exit, median. */
  readonly ms: number;
  /** To the empty script in the same run. */
  readonly ratio: number;
}

/** Whole-process times of the built hook against an empty CommonJS script on the same Node, runs taken in turn. */
export function measureProcesses(node: string, runs: number): readonly ProcessRow[] {
  const scratch = mkdtempSync(join(tmpdir(), 'blastgate-bench-'));
  try {
    const empty = join(scratch, 'empty.cjs');
    writeFileSync(empty, '');
    const copy = (directory: string, name: string): string => {
      mkdirSync(join(scratch, directory));
      writeFileSync(join(scratch, directory, 'package.json'), '{"type":"commonjs"}\n');
      copyFileSync('dist/blastgate.js', join(scratch, directory, name));
      return join(scratch, directory, name);
    };
    const warm = copy('warm', 'blastgate.js');
    // With a name of 253 bytes no longer one fits beside it, so that no cache can be written, not even by root.
    const uncached = copy('uncached', `${'x'.repeat(250)}.js`);
    const cases = [
      { title: 'empty CommonJS script', file: empty },
      { title: 'hook, warm code cache', file: warm },
      { title: 'hook, no code cache can be written', file: uncached },
    ];
    const input = readFileSync('scripts/build/first-call.json');
    const env = cleanEnvironment();
    const times = cases.map((): number[] => []);
    for (let run = -3; run < runs; run++) {
      for (const [index, { file }] of cases.entries()) {
        const started = process.hrtime.bigint();
        const { status, stderr } = spawnSync(node, [file], { input, env });
        const ms = Number(process.hrtime.bigint() - started) / 1e6;
        if (status !== 0) throw new Error(`${file} exited with ${status}: ${stderr.toString()}`);
        if (run >= 0) times[index]?.push(ms);
      }
    }
    const medians = times.map(median);
    return cases.map(({ title }, index) => {
      const ms = medians[index] ?? Number.NaN;
      return { title, ms, ratio: ms / (medians[0] ?? Number.NaN) };
    });
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** The environment the registration leaves: without what makes Node start slower or differently. */
function cleanEnvironment(): NodeJS.ProcessEnv {
  const {
    NODE_OPTIONS: _o,
    NODE_EXTRA_CA_CERTS: _c,
    NODE_COMPILE_CACHE: _k,
    NODE_V8_COVERAGE: _v,
    ...rest
  } = process.env;
  return rest;
}
