import { existsSync } from 'node:fs';
import { ScaffoldError, type Scaffold } from './file.ts';

/** `npm run new adapter acme`: the wire format of an agent, a recorded call in it, and a test that fails until it is read. */
export function adapterScaffold(name: string): Scaffold {
  if (!/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/.test(name))
    throw new ScaffoldError(
      `an agent is named in lower-case words joined by hyphens, such as claude-code, not ${name}`,
    );
  const file = `src/adapters/${name}.ts`;
  const test = `test/adapters/${name}.test.ts`;
  const folder = `fixtures/adapters/${name}`;
  for (const each of [file, test, folder]) if (existsSync(each)) throw new ScaffoldError(`${each} is there already`);
  return {
    create: [
      { file, content: adapter(name) },
      { file: test, content: testOf(name, folder) },
      { file: `${folder}/deny/stdin`, content: '{"fill-in": "one call of rm -rf / as the agent sends it"}\n' },
      { file: `${folder}/deny/stdout`, content: 'fill in what the agent takes for a denial\n' },
      { file: `${folder}/deny/exit`, content: '2\n' },
    ],
    append: [],
    next: [
      `Record calls of the agent in ${folder}, one folder each: stdin, stdout and exit.`,
      `Read and answer them in ${file}; name the source of every field (the agent's documentation of its hooks).`,
      `npx vitest run ${test}`,
      'Let src/hook.ts choose the adapter by what only that agent sends.',
    ],
  };
}

const adapter = (name: string): string => `import type { Decision } from '../decision.ts';
import type { HookEvent } from '../tool-call.ts';
import type { Answer } from './claude-code.ts';
import { InputError, isObject, requiredText } from './input.ts';

/** Reads a hook document of ${name}; fields it does not use are ignored, a wrong type in one that it uses throws \`InputError\`. */
export function readEvent(document: unknown): HookEvent {
  if (!isObject(document)) throw new InputError('the hook event is not a JSON object');
  return {
    agent: '${name}',
    event: 'PreToolUse',
    tool: 'Bash',
    call: { kind: 'shell', command: requiredText(document, 'command'), dialect: 'bash' },
    cwd: null,
    mode: 'unknown',
    session: '',
    subagent: '',
  };
}

/** The answer in ${name}'s terms; where it cannot ask, a call that needs a person is denied. */
export function answer(decision: Decision, reason: string): Answer {
  switch (decision.outcome) {
    case 'deny':
    case 'ask':
      return { stdout: '', stderr: \`\${reason}\\n\`, code: 2 };
    case 'allow':
    case 'none':
      return { stdout: '', stderr: '', code: 0 };
  }
}
`;

const testOf = (name: string, folder: string): string => `import { readFileSync, readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { answer, readEvent } from '../../src/adapters/${name}.ts';
import { recordedWorld } from '../../src/facts/recorded-world.ts';
import { judge } from '../../src/gate.ts';
import { exampleWorld } from '../../src/policy/example-world.ts';
import { recordedPolicy } from '../../src/policy/layers.ts';

const folder = '${folder}';

test.each(readdirSync(folder))('%s', (name) => {
  const recorded = (part: string): string => readFileSync(\`\${folder}/\${name}/\${part}\`, 'utf8');
  const world = recordedWorld(exampleWorld);
  const event = readEvent(JSON.parse(recorded('stdin')));
  const { decision, reason } = judge(event, world, recordedPolicy(world), { tick: () => undefined });
  const { stdout, code } = answer(decision, reason);
  expect({ stdout, exit: \`\${code}\\n\` }).toEqual({ stdout: recorded('stdout'), exit: recorded('exit') });
});
`;
