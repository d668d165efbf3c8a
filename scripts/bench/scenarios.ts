import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Start } from './process.ts';

const event = (tool: string, input: object): string =>
  JSON.stringify({
    session_id: 'bench',
    transcript_path: '/tmp/transcript.jsonl',
    cwd: '/',
    permission_mode: 'default',
    hook_event_name: 'PreToolUse',
    tool_name: tool,
    tool_input: input,
    tool_use_id: 'toolu_1',
  });
const shell = (command: string): string => event('Bash', { command, description: 'Measure' });

const pipeline = readFileSync('scripts/bench/pipeline.json', 'utf8');
const { tool_input: small } = JSON.parse(pipeline) as { readonly tool_input: { readonly command: string } };

function repeated(piece: string, bytes: number): string {
  return piece.repeat(Math.max(1, Math.floor(bytes / piece.length)));
}

/** The same with an assignment in front: no longer plain, and so read by the whole program. */
const whole = (command: string): string => shell(`N=20; ${command}`);

/** Hook events by what they are. */
export const events = {
  pipeline,
  read: event('Read', { file_path: '/srv/app/src/main.ts' }),
  write: event('Write', { file_path: '/tmp/app/src/main.ts', content: 'export {};\n' }),
  commit: shell('git commit -m "Fix the build"'),
  test: shell('npm test 2>&1 | tail -n 40'),
  'pipeline, read whole': whole(small.command),
  '10 kB, read whole': whole(repeated(`${small.command}\n`, 10_000)),
  '10 kB': shell(repeated(`${small.command}\n`, 10_000)),
  '50 kB': shell(repeated(`${small.command}\n`, 50_000)),
  data: shell(`cat > /tmp/notes.md <<'END'\n${repeated('rm -rf / is text here\n', 200_000)}END\n`),
} as const;

/** A directory with the built hook in it, homes with and without a policy, and an empty script. */
export interface Stage {
  readonly empty: (node: string) => Start;
  /** The built hook on Node; `uncached` where no code cache can be written. */
  readonly hook: (node: string, name: keyof typeof events, change?: 'uncached' | 'policy') => Start;
  readonly trueProgram: Start;
  /** The native form, where it was built. */
  readonly native: ((name: keyof typeof events, change?: 'policy') => Start) | undefined;
  /** cc-safety-net from npm, or why it could not be installed. */
  readonly peer: Start | { readonly missing: string };
}

export function setStage(scratch: string, peerNode: string): Stage {
  const write = (path: string, content: string): string => {
    mkdirSync(join(scratch, path, '..'), { recursive: true });
    writeFileSync(join(scratch, path), content);
    return join(scratch, path);
  };
  const empty = write('empty.cjs', '');
  const copy = (directory: string, name: string): string => {
    write(`${directory}/package.json`, '{"type":"commonjs"}\n');
    for (const suffix of ['', '.parts'])
      copyFileSync(`dist/blastgate.js${suffix}`, join(scratch, directory, `${name}${suffix}`));
    return join(scratch, directory, name);
  };
  const warm = copy('warm', 'blastgate.js');
  // Beside a name of 249 bytes the parts have one of 255, and the cache's would be longer: not even root can write it.
  const uncached = copy('uncached', `${'x'.repeat(246)}.js`);
  write('home/plain/.keep', '');
  write('home/policy/.config/blastgate/policy.yaml', policyOf(300));
  const homeOf = (change: string | undefined) => join(scratch, 'home', change === 'policy' ? 'policy' : 'plain');
  const program = resolve('dist/native/blastgate');
  const plain = { input: events.pipeline, home: homeOf(undefined) };
  return {
    empty: (node) => ({ title: 'empty CommonJS script', program: node, args: [empty], ...plain }),
    hook: (node, name, change) => ({
      title: `hook, ${name}`,
      program: node,
      args: [change === 'uncached' ? uncached : warm],
      input: events[name],
      home: homeOf(change),
    }),
    trueProgram: { title: 'true', program: '/bin/true', args: [], ...plain },
    native: existsSync(program)
      ? (name, change) => ({
          title: `native, ${name}`,
          program,
          args: [],
          input: events[name],
          home: homeOf(change),
        })
      : undefined,
    peer: peerIn(join(scratch, 'peer'), peerNode, plain),
  };
}

/** Rules as somebody may write them, about several kinds of effect. */
function policyOf(count: number): string {
  const shapes = [
    (n: number) => `effect: exec, when: { program: acme-${n}, subcommand: [drop, 'de*'] }`,
    (n: number) => `effect: file.delete, when: { path: /srv/data/${n} }`,
    (n: number) => `effect: network.request, when: { host: host-${n}.example.com }`,
    (n: number) => `effect: git.push, when: { branch: release-${n} }`,
  ];
  const rules = Array.from(
    { length: count },
    (_, n) =>
      `  - { id: rule-${n}, outcome: deny, ${shapes[n % shapes.length]?.(n)}, reason: It reaches production., alternative: Ask the release manager. }`,
  );
  return `rules:\n${rules.join('\n')}\n`;
}

function peerIn(directory: string, node: string, plain: Pick<Start, 'input' | 'home'>): Stage['peer'] {
  mkdirSync(directory);
  writeFileSync(join(directory, 'package.json'), '{"private":true}\n');
  const { status, stderr } = spawnSync('npm', ['install', '--no-audit', '--no-fund', 'cc-safety-net@2.4.5'], {
    cwd: directory,
    encoding: 'utf8',
  });
  const script = join(directory, 'node_modules/cc-safety-net/dist/bin/cc-safety-net.js');
  if (status !== 0 || !existsSync(script)) return { missing: `npm could not install it: ${stderr.split('\n')[0]}` };
  return { title: 'cc-safety-net 2.4.5', program: node, args: [script, 'hook', '--claude-code'], ...plain };
}
