import fc from 'fast-check';
import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { mayHoldNothing } from '../../src/fast-path/plain-write.ts';
import { CREDENTIAL_KINDS } from '../../src/facts/credential-kinds.ts';
import { credentialsIn } from '../../src/facts/credentials.ts';
import { recordedWorld } from '../../src/facts/recorded-world.ts';
import { judge } from '../../src/gate.ts';
import { exampleWorldWith } from '../../src/policy/example-world.ts';
import { recordedPolicy } from '../../src/policy/layers.ts';
import type { HookEvent } from '../../src/tool-call.ts';
import type { World, WorldDescription } from '../../src/world.ts';
import { readCorpus } from '../fixtures/corpus.ts';
import { passesFirstLook } from './first-look.ts';

const home = '/home/dev';
const project = `${home}/project`;

const write = (path: string, content: string, how: 'create' | 'edit' = 'create'): HookEvent => ({
  agent: 'test',
  event: 'PreToolUse',
  tool: how === 'create' ? 'Write' : 'Edit',
  call: { kind: 'file-write', path, how, content, replaced: 'x' },
  cwd: project,
  mode: 'default',
  session: '',
  subagent: '',
});

const outcomeOf = (event: HookEvent, world: World): string =>
  judge(event, world, recordedPolicy(world), { tick: () => undefined }).decision.outcome;

const world = recordedWorld(
  exampleWorldWith({
    files: { src: null, 'src/a.ts': 'let a = 1;\n', 'link.ts': { link: `${home}/.bashrc` }, out: { link: '/etc' } },
  }),
);

describe('a write of source code inside the project', () => {
  it.each<readonly [string, string, boolean]>([
    [`${project}/src/a.ts`, 'export {};\n', true],
    [`${project}/src/new/b.py`, 'import os\nprint(os.getcwd())\n', true],
    [`${project}/docs/guide.md`, '# Guide\n\nRun `rm -rf dist` first.\n', true],
    [`${project}/package.json`, '{}', false],
    [`${project}/run.sh`, 'ls\n', false],
    [`${project}/.github/x.md`, 'hello', false],
    [`${project}/CLAUDE.md`, 'hello', false],
    [`${project}/../other/a.ts`, '', false],
    [`${home}/other/a.ts`, '', false],
    ['src/a.ts', '', false],
    [`${project}/link.ts`, '', false],
    [`${project}/out/a.ts`, '', false],
    [`${project}/customer-data/a.ts`, '', false],
    [`${project}/src/a.ts`, `const id = '${'AKIA'}${'Q3EGRZ7TXW2LKVNP'}';`, false],
    [`${project}/src/a.ts`, 'x'.repeat(1_100_000), false],
  ])('%s passes at once or not', (path, content, passes) => {
    expect(passesFirstLook(write(path, content), world)).toBe(passes);
    expect(passesFirstLook(write(path, content, 'edit'), world)).toBe(passes);
  });

  it('not where the project is a home or the system', () => {
    for (const root of [home, '/', '/usr', '/home'])
      expect(
        passesFirstLook(
          { ...write(`${root}/a.ts`, ''), cwd: root },
          recordedWorld({ ...exampleWorldWith({}), project: root, cwd: root }),
        ),
      ).toBe(false);
  });

  it.each<readonly [string, WorldDescription]>([
    ['in a worktree inside the project', { files: { 'src/.git': 'gitdir: /x/.git/worktrees/src\n' } }],
    ['in a worktree that the project is a part of', { files: { '/home/dev/.git': 'gitdir: /x\n' } }],
    ['in a repository that has worktrees', { files: { '/home/dev/.git/worktrees': null } }],
    ['from another repository that has worktrees', { cwd: '/opt/x', files: { '/opt/x/.git/worktrees': null } }],
    ['in a home behind a link', { home: '/link', files: { '/link': { link: project } } }],
    ['in a home by other letters', { home: '/home/dev/PROJECT' }],
  ])('not %s', (_, changes) => {
    const changed = recordedWorld(exampleWorldWith({ files: {}, ...changes }));
    const event = { ...write(`${project}/src/app.ts`, 'x'), cwd: changed.cwd };
    expect(passesFirstLook(event, recordedWorld(exampleWorldWith({})))).toBe(true);
    expect(passesFirstLook(event, changed)).toBe(false);
  });

  it('whatever passes at once passes: names that the facts know, with endings of source code, and texts of attacks', () => {
    const names = [
      ...readdirSync('src/facts/builtin-places').map((name) => `src/facts/builtin-places/${name}`),
      'src/facts/secret-names.ts',
    ].flatMap((file) =>
      [...readFileSync(file, 'utf8').matchAll(/'([^'\n]+)'/g)].flatMap(([, text = '']) => text.split(' ')),
    );
    const paths = names.flatMap((name) => {
      const plain = name.replace(/^[~/]+/, '').replaceAll('*', 'x');
      return [plain, `${plain}/a.ts`, `${plain}.ts`, `sub/${plain}`].map((path) => `${project}/${path}`);
    });
    const texts = readCorpus('fixtures/attacks.jsonl').flatMap(({ event: { call } }) =>
      call?.kind === 'shell' ? [call.command] : call?.kind === 'file-write' ? [call.content ?? ''] : [],
    );
    const events = [
      ...paths.flatMap((path) => [write(path, 'x'), write(path, 'x', 'edit')]),
      ...texts.flatMap((text) => [write(`${project}/src/a.ts`, text), write(`${project}/docs/b.md`, text, 'edit')]),
    ].filter((event) => passesFirstLook(event, world));
    expect(events.length).toBeGreaterThan(1000);
    expect(events.filter((event) => outcomeOf(event, world) !== 'none').map(({ call }) => call)).toEqual([]);
  });
});

describe('a here-document', () => {
  const shell = (command: string): HookEvent => ({
    ...write('', ''),
    tool: 'Bash',
    call: { kind: 'shell', command, dialect: 'bash' },
  });
  it.each<readonly [string, boolean]>([
    ["cat > src/b.ts <<'EOF'\nexport {};\nEOF\n", true],
    ["cat <<'EOF' > src/b.ts\nlet a = `x`;\nEOF", true],
    ['cat <<EOF\nrm -rf / is only text\nEOF\nls', true],
    ["cat > /tmp/notes.md <<'END'\nrm -rf / is text here\nEND\ngit status\n", true],
    ["cd src\ncat >> b.ts <<'EOF'\nx\nEOF\nwc -l b.ts\n", true],
    ["cat > src/b.ts <<'A'\na\nA\ncat > src/c.ts <<'B'\nb\nB\n", true],
    ['cat <<EOF\n$(rm -rf /)\nEOF\n', false],
    ["cat > run.sh <<'EOF'\nls\nEOF\nsh run.sh\n", false],
    ["cat > /etc/x.md <<'EOF'\nls\nEOF\n", false],
    ["cat > link.ts <<'EOF'\nls\nEOF\n", false],
    ["cat > .github/x.md <<'EOF'\nls\nEOF\n", false],
    ["cat <<'EOF'\nls\n", false],
    ["cat <<'EOF'\nls\nEOF \nrm -rf /\n", false],
    ["cat <<'EOF' | sh\nls\nEOF\n", false],
    ["sh <<'EOF'\nls\nEOF\n", false],
    ["echo 'a\ncat <<EOF\nb'\nEOF\n", false],
    ["ls \\\ncat <<'EOF'\nx\nEOF\n", false],
    ["cat <<-'EOF'\n\tls\n\tEOF\n", false],
    [`cat > src/b.ts <<'EOF'\nid = "${'AKIA'}${'Q3EGRZ7TXW2LKVNP'}"\nEOF\n`, false],
  ])('%j', (command, passes) => {
    expect(passesFirstLook(shell(command), world)).toBe(passes);
    if (passes) expect(outcomeOf(shell(command), world)).toBe('none');
  });
});

describe('text that may hold a credential', () => {
  it.each(CREDENTIAL_KINDS.map(({ name, expression }, index) => [name, expression, index] as const))(
    '%s is looked at closely',
    (_, expression) => {
      const { source, flags } = expression;
      const samples = fc.sample(
        fc.stringMatching(
          new RegExp(
            source.replace(/\(\?<?[=!](?:[^()]|\([^()]*\))*\)/g, '').replaceAll(/\\b/g, ''),
            flags.replace(/[gi]/g, ''),
          ),
        ),
        {
          numRuns: 200,
          seed: 1,
        },
      );
      const credentials = samples.filter((sample) => credentialsIn(`x = "${sample}"`).length > 0);
      expect(credentials.filter((sample) => mayHoldNothing(`x = "${sample}"`))).toEqual([]);
    },
  );

  it('ordinary code does not', () => {
    expect(mayHoldNothing('export function global(token: string) { return single(token, secret); }')).toBe(true);
    expect(mayHoldNothing('// see https://example.com/a/very-long-path-with-many-words#part')).toBe(true);
  });
});
