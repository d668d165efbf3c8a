import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { recordedWorld } from '../../src/facts/recorded-world.ts';
import { judge } from '../../src/gate.ts';
import { hook } from '../../src/hook.ts';
import { exampleWorld } from '../../src/policy/example-world.ts';
import { recordedPolicy } from '../../src/policy/layers.ts';
import { readScript } from '../../src/shell/read-script.ts';
import { textOf } from '../../src/word.ts';
import { readCorpus } from '../../test/fixtures/corpus.ts';
import { decisionOn, stoppedCommands } from '../../test/properties/examples.ts';
import { mentions } from '../../test/properties/mentions.ts';
import { wrappings } from '../../test/properties/wrappings.ts';
import { recordedHost, type Written } from '../../test/recorded-host.ts';
import { readerOf, start } from '../../test/shell/read.ts';
import { cases } from './harness.ts';

function expectSame(found: unknown, wanted: unknown): void {
  if (found !== wanted) throw new Error(`${String(found)} instead of ${String(wanted)}`);
}

// Every recorded call has the outcome it expects.
for (const file of ['fixtures/attacks.jsonl', 'fixtures/everyday.jsonl'])
  for (const { id, event, world: description = {}, expect } of readCorpus(file))
    cases.push({
      name: `${file} ${id}`,
      run: () => {
        const cwd = description.cwd ?? event.cwd ?? description.project ?? null;
        const world = recordedWorld({ ...description, cwd });
        const { decision } = judge({ ...event, cwd }, world, recordedPolicy(world), { tick: () => undefined });
        expectSame(decision.outcome, expect);
      },
    });

// Every disguise is read as what bash runs (test/shell/real-bash.test.ts asks bash itself).
const bin = '/opt/stand-in';
const reader = readerOf();
const here = {
  ...reader,
  world: { ...reader.world, list: (directory: string) => (directory === bin ? ['zap'] : undefined) },
};
for (const script of readFileSync('test/shell/disguises.txt', 'utf8').trimEnd().split('\n%%\n'))
  cases.push({
    name: script,
    run: () => {
      const read = readScript(script.replaceAll('@BIN@', bin), start, here).some((step) => {
        if (step.kind !== 'invocation') return false;
        const [first, ...rest] = step.invocation.argv.map((word) => textOf(word));
        return (first === 'zap' || first?.endsWith('/zap') === true) && rest.join(' ') === '-rf /x';
      });
      expectSame(read, true);
    },
  });

// Law 7: wrapped they are stopped as well, mentioned they are not; every example in some of the forms.
const forms = [
  ...Object.values(wrappings).map((wrap) => ({ wrap, stops: true })),
  ...Object.values(mentions).map((wrap) => ({ wrap, stops: false })),
];
for (const [index, stopped] of stoppedCommands().entries())
  for (const step of [0, 1]) {
    const form = forms[(index * 2 + step) % forms.length];
    const text = form?.wrap(stopped.command);
    if (form === undefined || text === undefined) continue;
    cases.push({
      name: text,
      run: () => {
        const { outcome } = decisionOn(text, stopped);
        expectSame(outcome === 'deny' || outcome === 'ask', form.stops);
      },
    });
  }

// Hook events from standard input to exit code, on a machine that is written down.
for (const name of readdirSync('fixtures/hook')) {
  const directory = join('fixtures/hook', name);
  if (!existsSync(join(directory, 'stdin'))) continue;
  const file = (kind: string): string => readFileSync(join(directory, kind), 'utf8');
  const setup = existsSync(join(directory, 'setup.json'))
    ? (JSON.parse(file('setup.json')) as {
        readonly files?: Record<string, string>;
        readonly env?: Record<string, string>;
      })
    : {};
  cases.push({
    name: directory,
    run: () => {
      const written: Written = { stdout: '', stderr: '' };
      const env = { HOME: '/home/dev', CLAUDE_PROJECT_DIR: '/home/dev/project', ...setup.env };
      const files = setup.files ?? {};
      const machine = {
        home: '/home/dev',
        cwd: '/home/dev/project',
        env,
        files,
        ...(exampleWorld.now === undefined ? {} : { now: exampleWorld.now }),
      };
      const code = hook(recordedHost(machine, readFileSync(join(directory, 'stdin')), written));
      expectSame(written.stdout, file('stdout'));
      expectSame(String(code), file('exit').trim());
    },
  });
}
