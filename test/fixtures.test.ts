import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { programsOf, readCorpus, subjectOf } from './fixtures/corpus.ts';

const attacks = readCorpus('fixtures/attacks.jsonl');
const everyday = readCorpus('fixtures/everyday.jsonl');

/** The requirements that attacks stand for; B12 says what passes and is everyday's. */
const attacked =
  'A1 A2 A3 A4 A9 B1 B2 B3 B4 B5 B6 B7 B8 B9 B10 B11 B13 B14 B15 C1 C2 C3 C4 C5 C7 C8 C9 C10 D5 D6 D10 D12'.split(' ');

describe.each([
  ['attacks', attacks],
  ['everyday', everyday],
] as const)('fixtures/%s.jsonl', (_, corpus) => {
  it('names every case once, in English words', () => {
    const ids = corpus.map(({ id }) => id);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
    expect(ids.filter((id) => !/^[a-z][a-z0-9-]+$/.test(id))).toEqual([]);
  });

  it('has at most five cases about one program and subcommand, or one tool and file', () => {
    expect([...counted(corpus.map(subjectOf))].filter(([, count]) => count > 5)).toEqual([]);
  });

  it('brings the world of every case with it', () => {
    const incomplete = corpus.filter(({ world }) => !(world?.home && world.project && world.env));
    expect(incomplete.map(({ id }) => id)).toEqual([]);
  });
});

describe('attacks', () => {
  it('are more than 450, and say what must come of each', () => {
    expect(attacks.length).toBeGreaterThanOrEqual(450);
    expect(
      attacks.filter(({ expect: outcome }) => outcome !== 'deny' && outcome !== 'ask').map(({ id }) => id),
    ).toEqual([]);
  });

  it('cover every requirement they stand for, five times or more', () => {
    const count = (requirement: string) =>
      attacks.filter(({ id }) => id.startsWith(`${requirement.toLowerCase()}-`)).length;
    expect(attacked.filter((requirement) => count(requirement) < 5)).toEqual([]);
  });

  it('come through Bash and through every other tool that can do harm', () => {
    const tools = new Set(attacks.map(({ event }) => event.tool.replace(/^mcp__.*/, 'mcp')));
    for (const tool of [
      'Bash',
      'Monitor',
      'Read',
      'Write',
      'Edit',
      'MultiEdit',
      'NotebookEdit',
      'Grep',
      'WebFetch',
      'mcp',
    ])
      expect(tools).toContain(tool);
  });
});

describe('everyday calls', () => {
  const asking = everyday.filter(({ expect: outcome }) => outcome === 'ask');

  it('are more than 2,000; none is denied, and at most one in 200 asks', () => {
    expect(everyday.length).toBeGreaterThanOrEqual(2000);
    expect(everyday.filter(({ expect: outcome }) => outcome === undefined || outcome === 'deny')).toEqual([]);
    expect(asking.length / everyday.length).toBeLessThanOrEqual(0.005);
  });

  it('say why they ask, where they do', () => {
    const comments = new Map(
      readFileSync('fixtures/everyday.jsonl', 'utf8')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as { readonly id: string; readonly comment?: string })
        .map(({ id, comment }) => [id, comment ?? '']),
    );
    for (const { id, rule } of asking)
      expect([rule, comments.get(id)]).toEqual([expect.any(String), expect.stringMatching(/^[A-E]\d+: .{20,}\.$/)]);
  });

  it('come through Bash and every other tool an agent uses all day', () => {
    const tools = new Set(everyday.map(({ event }) => event.tool.replace(/^mcp__.*/, 'mcp')));
    for (const tool of ['Read', 'Write', 'Edit', 'MultiEdit', 'NotebookEdit', 'Grep', 'Glob', 'WebFetch', 'mcp'])
      expect(tools).toContain(tool);
  });

  it('use the programs of the attacks, so that no program is what makes the difference', () => {
    const ordinary = new Set(everyday.flatMap(programsOf).map(programName));
    const attacking = [
      ...new Set(
        attacks
          .filter(({ event }) => event.tool === 'Bash')
          .map(subjectOf)
          .map(programName),
      ),
    ];
    const shared = attacking.filter((name) => ordinary.has(name));
    expect(shared.length / attacking.length).toBeGreaterThan(0.85);
  });

  it('are written over several lines and in pipelines too, as agents write them', () => {
    const commands = everyday.flatMap(({ event }) => (event.call?.kind === 'shell' ? [event.call.command] : []));
    expect(commands.filter((command) => command.includes('\n')).length).toBeGreaterThan(120);
    expect(commands.filter((command) => /\s\|\s/.test(command)).length).toBeGreaterThan(300);
  });
});

function programName(name: string): string {
  return name.split(' ')[0] ?? '';
}

function counted(subjects: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const subject of subjects) counts.set(subject, (counts.get(subject) ?? 0) + 1);
  return counts;
}
