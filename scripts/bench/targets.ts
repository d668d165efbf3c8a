import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { measureAtOnce, measureMemory, measureStarts, type Start } from './process.ts';
import { events, setStage, type Stage } from './scenarios.ts';

/** One line of the table: a figure against what it should be. */
export interface TargetRow {
  readonly what: string;
  readonly measured: string;
  readonly target: string;
  readonly met: boolean;
}

export interface StartRow {
  readonly title: string;
  readonly ms: number;
  /** To the empty script on the first Node in the same run. */
  readonly ratio: number;
}

/** What is measured of whole processes. */
export interface Starts {
  readonly rows: readonly StartRow[];
  readonly targets: readonly TargetRow[];
  readonly notes: readonly string[];
}

const versionOf = (node: string): string =>
  spawnSync(node, ['-p', 'process.version'], { encoding: 'utf8' }).stdout.trim();

/** Measures whole processes on one or several Nodes, all in one run; the first Node is the one everything is measured on. */
export async function measureProcesses(nodes: readonly [string, ...string[]], runs: number): Promise<Starts> {
  const scratch = mkdtempSync(join(tmpdir(), 'blastgate-bench-'));
  try {
    return await measureOn(setStage(scratch, nodes[0]), nodes, runs);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

async function measureOn(stage: Stage, nodes: readonly [string, ...string[]], runs: number): Promise<Starts> {
  const [node, ...others] = nodes;
  const notes: string[] = [];
  const starts = new Map<string, Start>();
  starts.set('empty', stage.empty(node));
  for (const name of Object.keys(events) as (keyof typeof events)[]) starts.set(name, stage.hook(node, name));
  starts.set('uncached', { ...stage.hook(node, 'pipeline', 'uncached'), title: 'hook, pipeline, no code cache' });
  starts.set('policy', { ...stage.hook(node, 'pipeline', 'policy'), title: 'hook, pipeline, 300 rules of a person' });
  starts.set('commit policy', {
    ...stage.hook(node, 'commit', 'policy'),
    title: 'hook, commit, 300 rules of a person',
  });
  for (const other of others) {
    const version = versionOf(other);
    starts.set(`empty ${version}`, { ...stage.empty(other), title: `empty CommonJS script, Node ${version}` });
    starts.set(`pipeline ${version}`, { ...stage.hook(other, 'pipeline'), title: `hook, pipeline, Node ${version}` });
  }
  if ('missing' in stage.peer) notes.push(`cc-safety-net was not measured: ${stage.peer.missing}`);
  else starts.set('peer', stage.peer);
  if (stage.native === undefined) notes.push('The native form was not measured: dist/native/blastgate is not built.');
  else {
    starts.set('true', stage.trueProgram);
    for (const name of Object.keys(events) as (keyof typeof events)[]) starts.set(`native ${name}`, stage.native(name));
    starts.set('native policy', {
      ...stage.native('pipeline', 'policy'),
      title: 'native, pipeline, 300 rules of a person',
    });
    starts.set('native commit policy', {
      ...stage.native('commit', 'policy'),
      title: 'native, commit, 300 rules of a person',
    });
  }
  const keys = [...starts.keys()];
  const medians = measureStarts([...starts.values()], runs);
  const ms = (key: string): number => medians[keys.indexOf(key)] ?? Number.NaN;
  const atOnce = await measureAtOnce(stage.hook(node, 'pipeline'), 10, 8);
  const rows = [...starts.values()].map(({ title }, index): StartRow => {
    const own = medians[index] ?? Number.NaN;
    return { title, ms: own, ratio: own / ms('empty') };
  });
  rows.push({ title: 'hook, pipeline, ten at once, each', ms: atOnce, ratio: atOnce / ms('empty') });
  const limitOn = (version: string): number => (version.startsWith('v20.') ? 1.15 : 1.2);
  const targets = [
    times(
      'Node form, whole process, 300-character pipeline, to an empty script',
      ms('pipeline') / ms('empty'),
      limitOn(versionOf(node)),
    ),
    ...others.map((other) => {
      const version = versionOf(other);
      const own = ms(`pipeline ${version}`) / ms(`empty ${version}`);
      return times(`the same on Node ${version}`, own, limitOn(version));
    }),
    times('the same where no code cache can be written', ms('uncached') / ms('empty'), 1.45),
    atMost('with 300 rules of a person, unchanged, over none', ms('policy') - ms('pipeline'), 2, 'ms'),
    atMost('the same for a call that is not plain', ms('commit policy') - ms('commit'), 2, 'ms'),
    times('10 kB command, to the small one', ms('10 kB') / ms('pipeline'), 1.5),
    times('50 kB command', ms('50 kB') / ms('pipeline'), 4),
    times('200 kB here-document', ms('data') / ms('pipeline'), 1.3),
    times('ten hooks at once, each to one alone', atOnce / ms('pipeline'), 5),
  ];
  if (stage.native !== undefined) {
    targets.push(
      times('native form, the same call, to the empty script', ms('native pipeline') / ms('empty'), 0.25),
      times('native form, to `true`', ms('native pipeline') / ms('true'), 5),
      atMost('native form with 300 rules, over none', ms('native policy') - ms('native pipeline'), 2, 'ms'),
      atMost('the same for a call that is not plain', ms('native commit policy') - ms('native commit'), 2, 'ms'),
    );
    const native = measureMemory(stage.native('pipeline'));
    if (native !== undefined) targets.push(atMost('native form, peak memory', native, 5, 'MB'));
  }
  const memory = measureMemory(stage.hook(node, 'pipeline'));
  if (memory !== undefined) notes.push(`Peak memory of the hook on Node: ${memory.toFixed(0)} MB.`);
  return { rows, targets, notes };
}

function times(what: string, measured: number, limit: number): TargetRow {
  return { what, measured: `${measured.toFixed(2)} ×`, target: `≤ ${limit} ×`, met: measured <= limit };
}

/** A figure that should be no larger. */
export function atMost(what: string, measured: number, limit: number, unit: string): TargetRow {
  return { what, measured: `${measured.toFixed(2)} ${unit}`, target: `≤ ${limit} ${unit}`, met: measured <= limit };
}
