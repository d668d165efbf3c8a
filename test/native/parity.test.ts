import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { examplesOf } from '../../scripts/packs/examples.ts';
import { readPacks } from '../../scripts/packs/read.ts';
import { builtProgram } from '../fixtures/built.ts';
import { FIXTURES, names, patientAnswerTo } from '../fixtures/front-door.ts';
import { mentions } from '../properties/mentions.ts';
import { wrappings } from '../properties/wrappings.ts';
import { isBuilt, native } from './built.ts';
import { oddCommands } from './odd-commands.ts';

const scratch = mkdtempSync(`${tmpdir()}/blastgate-parity-`);
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

/** Every judgement on these calls, one JSON text each, without the times. */
function judgements(file: string, args: readonly string[], lines: readonly string[]): readonly string[] {
  const { stdout, error } = spawnSync(file, [...args, 'replay', '--json', '--verdicts', '-'], {
    input: lines.join('\n'),
    encoding: 'utf8',
    maxBuffer: 1024 * 1024 * 1024,
  });
  if (error !== undefined) throw error;
  return stdout
    .trimEnd()
    .split('\n')
    .map((line) => line.replace(/"ms":[\d.e-]+/, '"ms":0'));
}

const world = { home: '/home/me', project: '/home/me/app', cwd: '/home/me/app', branch: 'topic', platform: 'linux' };
const call = (command: string): string =>
  JSON.stringify({ tool_name: 'Bash', tool_input: { command }, cwd: world.cwd, world });

const linesOf = (file: string): readonly string[] =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '');

function examples(): readonly string[] {
  return readPacks([]).packs.flatMap((pack) =>
    pack.rules.flatMap((rule) =>
      examplesOf(rule).map(({ document, world: facts }) => JSON.stringify({ ...document, world: facts })),
    ),
  );
}

/** What the property tests begin with, every wrapping and every mention of it. */
function seeds(): readonly string[] {
  const commands = ['rm -rf ~', 'git push -f origin main', 'terraform destroy -auto-approve', 'cat ~/.ssh/id_rsa'];
  const ways = [...Object.values(wrappings), ...Object.values(mentions)];
  return commands.flatMap((command) =>
    ways.flatMap((way) => {
      const text = way(command);
      return text === undefined ? [] : [call(text)];
    }),
  );
}

const corpora: Readonly<Record<string, () => readonly string[]>> = {
  'everyday calls': () => linesOf('fixtures/everyday.jsonl'),
  attacks: () => linesOf('fixtures/attacks.jsonl'),
  'examples of the rules': examples,
  'wrappings and mentions': seeds,
  disguises: () => [...linesOf('test/shell/disguises.txt'), ...linesOf('test/oracle/tricks.txt')].map(call),
  'commands where engines differ': () => oddCommands.map(call),
};

describe.skipIf(!isBuilt)('both forms give the same judgements, byte for byte', () => {
  let program = '';
  beforeAll(() => {
    program = builtProgram();
  }, 120_000);

  it.each(Object.keys(corpora))('%s', { timeout: 120_000 }, (name) => {
    const lines = corpora[name]?.() ?? [];
    const node = judgements(process.execPath, [program], lines);
    const quickjs = judgements(native, [], lines);
    expect(node.length).toBe(lines.length);
    expect(quickjs.length).toBe(lines.length);
    const different = lines.flatMap((line, index) =>
      node[index] === quickjs[index] ? [] : [{ line, node: node[index], native: quickjs[index] }],
    );
    expect(different.slice(0, 3)).toEqual([]);
  });
});

describe.skipIf(!isBuilt)('the native hook, from standard input to exit code', () => {
  it.each(names)('%s', { timeout: 60_000 }, async (name) => {
    const { code, signal, stdout, stderr } = await patientAnswerTo([native], name, scratch);
    const recorded = (kind: string): string => readFileSync(`${FIXTURES}/${name}/${kind}`, 'utf8');
    expect({ code: `${code}\n`, signal, stdout, stderr }).toEqual({
      code: recorded('exit'),
      signal: null,
      stdout: recorded('stdout'),
      stderr: recorded('stderr'),
    });
  });
});
