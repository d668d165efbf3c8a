import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { Sandbox } from '../sandbox.ts';
import { runs, type PlannedCall, type Scenario } from '../scenario.ts';
import { modes } from '../session.ts';

/** A way in which the registered program may be broken. */
interface Breakage {
  readonly what: string;
  readonly prepare: (box: Sandbox) => void;
}

const standIn =
  (code: string): Breakage['prepare'] =>
  (box) =>
    box.write(box.program, code, 0o755);

const exitsOne: Breakage = { what: 'exits with 1', prepare: standIn('process.exit(1);\n') };

const breakages: readonly Breakage[] = [
  { what: 'is missing', prepare: (box) => rmSync(box.program) },
  exitsOne,
  { what: 'is killed by SIGKILL', prepare: standIn("process.kill(process.pid, 'SIGKILL');\n") },
  { what: 'dies of a segmentation fault', prepare: standIn("process.kill(process.pid, 'SIGSEGV');\n") },
  { what: 'hangs past its timeout', prepare: standIn('setInterval(() => {}, 1000);\n') },
  { what: 'prints garbage and exits with 3', prepare: standIn("console.log('{\"hookSp');\nprocess.exit(3);\n") },
  {
    what: 'says allow and exits with 1',
    prepare: standIn(
      `console.log('{"hookSpecificOutput":{"hookEventName":"PreToolUse","permissionDecision":"allow"}}');\nprocess.exit(1);\n`,
    ),
  },
  {
    what: 'is cut off in the middle',
    prepare: (box) => {
      const program = readFileSync(box.program);
      writeFileSync(box.program, program.subarray(0, program.length / 2));
    },
  },
  {
    what: 'needs a Node that was removed',
    prepare: (box) => box.edit('~/.claude/settings.json', JSON.stringify(process.execPath), '"/removed/node"'),
  },
];

const harmless = { command: 'mkdir build' };
const blocked: PlannedCall = { tool: 'Bash', input: harmless, outcome: 'blocked', by: 'hook' };

const blocking: readonly Scenario[] = [
  ...breakages.map(({ what, prepare }): Scenario => ({
    kind: 'session',
    title: `bypassPermissions: a gate that ${what} blocks`,
    mode: 'bypassPermissions',
    prepare,
    hookFails: true,
    calls: [blocked],
  })),
  ...modes
    .filter((mode) => mode !== 'bypassPermissions')
    .map((mode): Scenario => ({
      kind: 'session',
      title: `${mode}: a gate that ${exitsOne.what} blocks`,
      mode,
      prepare: exitsOne.prepare,
      hookFails: true,
      calls: [blocked],
    })),
  {
    kind: 'session',
    title: 'control: it is onFailure that blocks',
    mode: 'bypassPermissions',
    prepare: (box) => {
      exitsOne.prepare(box);
      box.edit('~/.claude/settings.json', '"onFailure": "block"', '"onFailure": "continue"');
    },
    hookFails: true,
    calls: [runs('Bash', harmless)],
  },
];

const limits: readonly Scenario[] = [
  {
    kind: 'session',
    title: 'a tool call larger than the gate reads is blocked',
    mode: 'bypassPermissions',
    calls: [
      {
        tool: 'Write',
        input: { file_path: 'big.txt', content: 'x'.repeat(17 * 1024 * 1024) },
        outcome: 'blocked',
        by: 'hook',
        told: ['the call is blocked'],
      },
    ],
  },
  {
    kind: 'session',
    title: 'a command longer than the gate reads asks',
    mode: 'bypassPermissions',
    calls: [
      {
        tool: 'Bash',
        input: { command: `true ${'x'.repeat(70_000)}` },
        outcome: 'asked',
        told: ['analysis/beyond-limits'],
      },
    ],
  },
  {
    kind: 'session',
    title: 'a code cache that holds nonsense changes nothing',
    mode: 'bypassPermissions',
    prepare: (box) => box.write(`${box.program}.${process.version}.cache`, 'nonsense', 0o600),
    calls: [
      {
        tool: 'Bash',
        input: { command: 'rm -rf ~' },
        outcome: 'blocked',
        by: 'hook',
        told: ['filesystem/delete-root'],
      },
      runs('Bash', harmless),
    ],
  },
];

/** The gate broken in every way, and inputs past its limits: nothing runs unjudged. */
export const failures: readonly Scenario[] = [...blocking, ...limits];
