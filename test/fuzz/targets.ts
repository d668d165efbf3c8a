import fc from 'fast-check';
import { readEvent } from '../../src/adapters/claude-code.ts';
import { InputError } from '../../src/adapters/input.ts';
import { readCase } from '../../src/cli/replay-case.ts';
import { Deadline } from '../../src/deadline.ts';
import type { Outcome } from '../../src/decision.ts';
import { recordedWorld } from '../../src/facts/recorded-world.ts';
import { judge } from '../../src/gate.ts';
import { hook } from '../../src/hook.ts';
import { exampleWorldWith } from '../../src/policy/example-world.ts';
import { recordedPolicy } from '../../src/policy/layers.ts';
import type { RecordedFile } from '../../src/world.ts';
import { passesFirstLook } from '../fast-path/first-look.ts';
import { recordedHost, type Written } from '../recorded-host.ts';
import { bashScripts } from './bash-grammar.ts';
import { eventCorpus, policyCorpus, programCorpus, shellCorpus, sqlCorpus } from './corpora.ts';
import { mutated } from './mutations.ts';

/** One kind of input, how it is made, and what is wrong with what came of it; `undefined` where nothing is. */
export interface Target {
  readonly inputs: fc.Arbitrary<string>;
  readonly problem: (input: string) => string | undefined;
}

/** Processor time that no input may cost with all its decisions, in milliseconds, on a machine that does other things too. */
const SLOW_MS = 3000;
const project = '/home/dev/project';
const policies = {
  user: '/home/dev/.config/blastgate/policy.yaml',
  project: `${project}/.blastgate.yaml`,
} as const;

function decided(command: string, files: Readonly<Record<string, RecordedFile>> = {}): Outcome {
  const world = recordedWorld(exampleWorldWith({ files }));
  const event = readEvent({
    hook_event_name: 'PreToolUse',
    cwd: project,
    tool_name: 'Bash',
    tool_input: { command },
  });
  const { outcome } = judge(
    event,
    world,
    recordedPolicy(world),
    new Deadline(() => performance.now(), 10_000),
  ).decision;
  if (outcome !== 'none' && passesFirstLook(event, world))
    throw new Error(`it passes at the first look, and is ${outcome}`);
  return outcome;
}

/** What is wrong with a piece of work: an exception, or that it is slow. */
function wrongWith(work: () => string | undefined): string | undefined {
  const before = process.cpuUsage();
  let wrong: string | undefined;
  try {
    wrong = work();
  } catch (error) {
    // The hook blocks what it cannot read.
    if (error instanceof InputError) return undefined;
    return error instanceof Error ? (error.stack ?? error.name).split('\n').slice(0, 4).join(' ') : String(error);
  }
  const { user, system } = process.cpuUsage(before);
  return wrong ?? (user + system > SLOW_MS * 1000 ? `took ${Math.round((user + system) / 1000)} ms` : undefined);
}

const single = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`;

/** A command decided twice gives the same (law 9), and with something destructive in front never less than a question (law 7). */
function shellProblem(command: string): string | undefined {
  return wrongWith(() => {
    const outcome = decided(command);
    if (decided(command) !== outcome) return 'two decisions differ';
    const worse = decided(`rm -rf ~\n${command}`);
    return worse === 'deny' || worse === 'ask' ? undefined : `with rm -rf ~ in front it is ${worse}`;
  });
}

function hookProblem(input: string, files: Readonly<Record<string, RecordedFile>> = {}): string | undefined {
  const written: Written = { stdout: '', stderr: '' };
  const code = hook(recordedHost(exampleWorldWith({ files }), input, written));
  if (code !== 0 && code !== 2) return `exit code ${String(code)}`;
  if (/internal error|no decision within/.test(written.stderr)) return written.stderr;
  if (code === 2 && !/^[^\n]{1,700}\n$/.test(written.stderr)) return `stderr: ${JSON.stringify(written.stderr)}`;
  if (code === 0 && written.stderr !== '') return `exit 0 with ${written.stderr}`;
  if (written.stdout !== '' && JSON.parse(written.stdout) === null) return 'no answer';
  return undefined;
}

/** A policy file of a user or project is read or says why not; a project's never turns a denial into anything weaker. */
function policyProblem(text: string): string | undefined {
  const event = JSON.stringify({
    hook_event_name: 'PreToolUse',
    cwd: project,
    tool_name: 'Bash',
    tool_input: { command: 'rm -rf ~' },
  });
  return wrongWith(() => {
    const wrong = hookProblem(event, { [policies.user]: text });
    if (wrong !== undefined) return wrong;
    const outcome = decided('rm -rf ~', { [policies.project]: text });
    return outcome === 'deny' ? undefined : `a project's policy made it ${outcome}`;
  });
}

function eventProblem(text: string): string | undefined {
  return wrongWith(() => {
    readCase(text, 1);
    return hookProblem(text);
  });
}

const interpreters = [
  'python3 -c',
  'node -e',
  'ruby -e',
  'perl -e',
  'php -r',
  'lua -e',
  'awk',
  'sed -e',
  'jq',
  'bash -c',
  'pwsh -c',
  'mongosh --eval',
  'redis-cli',
  'osascript -e',
];
const clients = ['psql -c', 'mysql -e', 'sqlite3 app.db', 'clickhouse-client -q', 'sqlcmd -Q', 'bq query'];

const json = fc.json({ maxDepth: 3 });
const hookEvents: fc.Arbitrary<string> = fc
  .record({
    hook_event_name: fc.oneof({ weight: 9, arbitrary: fc.constant('PreToolUse') }, fc.jsonValue()),
    tool_name: fc.oneof(
      fc.constantFrom(
        'Bash',
        'Read',
        'Write',
        'Edit',
        'MultiEdit',
        'Glob',
        'Grep',
        'WebFetch',
        'NotebookEdit',
        'Agent',
        'Monitor',
        'PowerShell',
        'mcp__a__b',
        'constructor',
        'X',
      ),
      fc.string(),
    ),
    cwd: fc.oneof(fc.constant(project), fc.string(), fc.jsonValue()),
    permission_mode: fc.oneof(fc.constantFrom('default', 'plan', 'dontAsk', 'x'), fc.jsonValue()),
    tool_input: fc.oneof(
      fc.dictionary(
        fc.constantFrom(
          'command',
          'file_path',
          'path',
          'pattern',
          'glob',
          'url',
          'content',
          'new_string',
          'old_string',
          'edits',
          'ws',
          'prompt',
          'notebook_path',
          '__proto__',
          'toString',
        ),
        fc.oneof(
          fc.string(),
          fc.jsonValue(),
          fc.constantFrom('~/.ssh/id_rsa', '/etc/passwd', '../../x', 'C:\\x', '\0', '~', ''),
        ),
      ),
      fc.jsonValue(),
    ),
  })
  .map((event) => JSON.stringify(event));

const yamlPieces = fc.constantFrom(
  'rules:',
  'overrides:',
  'places:',
  'profile: strict',
  '- ',
  '  ',
  '\n',
  'id: a',
  'outcome: deny',
  'outcome: none',
  'effect: exec',
  'effect: file.delete',
  'when: {',
  '}',
  'program: x',
  'path: { in: project }',
  'reason: r',
  '&a ',
  '*a',
  '!!js/function ',
  '<<: *a',
  '|',
  '>',
  '"',
  "'",
  '[',
  ']',
  ': ',
  '#',
  '---\n',
  '...',
  '\t',
  '? ',
  '%YAML 1.1\n',
  '!!set',
  '@',
  '`',
  '\ufeff',
  '\r\n',
  'rule: git/force-push',
  'until: 2026-02-30',
  '~',
  'null',
  '1e400',
  '{{}}',
  '- - - -',
);

/** Every kind of input that is fuzzed. */
export function targets(): Readonly<Record<string, Target>> {
  const commands = shellCorpus();
  return {
    'bash-grammar': { inputs: bashScripts, problem: shellProblem },
    'bash-mutations': { inputs: mutated(commands), problem: shellProblem },
    'bash-text': {
      inputs: fc.oneof(
        fc.string({ unit: 'binary', maxLength: 60 }),
        mutated(commands).map((text) => text.slice(0, 80)),
      ),
      problem: shellProblem,
    },
    sql: {
      inputs: fc
        .tuple(fc.constantFrom(...clients), mutated(sqlCorpus()))
        .map(([client, text]) => `${client} ${single(text)}`),
      problem: shellProblem,
    },
    languages: {
      inputs: fc
        .tuple(fc.constantFrom(...interpreters), mutated(programCorpus()))
        .map(([interpreter, text]) => `${interpreter} ${single(text)}`),
      problem: shellProblem,
    },
    events: { inputs: fc.oneof(hookEvents, mutated(eventCorpus()), json), problem: eventProblem },
    policies: {
      inputs: fc.oneof(
        mutated(policyCorpus()),
        fc.array(yamlPieces, { maxLength: 30 }).map((pieces) => pieces.join('')),
        fc.string({ unit: 'binary' }),
      ),
      problem: policyProblem,
    },
    makefiles: {
      inputs: mutated([
        'V := $(shell ls)\nall: a b\n\t@echo $(V)\n\trm -rf $(BUILD)\ninclude x.mk\ndefine d\nx\nendef\n.PHONY: all\nifeq ($(A),b)\nall:\nendif\n',
        'a%: b%.c\n\t$(CC) -o $@ $<\nexport X = 1\n-include y\n$(foreach x,a b,$(eval $(x): ; echo $(x)))\n',
      ]).map((text) => `make -f - <<'EOF_MAKE'\n${text}\nEOF_MAKE`),
      problem: shellProblem,
    },
  };
}
