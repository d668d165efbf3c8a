import { literal } from '../../word.ts';
import type { Finding, Spec } from '../spec.ts';
import { wordsFrom } from '../infra/_path.ts';
import { given, table, type Matched, type Row } from '../infra/_table.ts';

/** A virtual machine of this computer goes, with the containers, volumes and files in it. */
function removesMachine(sure: 'machine' | 'stop'): Row {
  return ({ command, operands }: Matched): Iterable<Finding> => [
    {
      kind: 'container.change',
      engine: command.program,
      action: sure === 'stop' ? 'stop' : 'remove',
      object: 'machine',
      force: given(command, '-f --force'),
      volumes: sure === 'stop' ? 'no' : 'yes',
      target: operands[0] ?? literal(''),
    },
  ];
}

/** `limactl shell NAME CMD`, `multipass exec NAME -- CMD`, `vagrant ssh -c CMD`, `orb -m NAME CMD`: inside the machine. */
function* enters({ command, operands }: Matched): Iterable<Finding> {
  const remote = { kind: 'ssh', ephemeral: false, mounts: [] } as const;
  const text = command.program === 'vagrant' ? command.value('-c', '--command') : undefined;
  const argv =
    command.afterDashes.length > 0
      ? command.afterDashes
      : wordsFrom(command, operands[command.program === 'colima' ? 0 : 1]);
  const via = `${command.program} ${command.verb}`;
  if (text !== undefined) yield { kind: 'code', language: 'bash', text, via, remote };
  else if (argv.length > 0) yield { kind: 'run', argv, via, remote };
}

const machine = removesMachine('machine');
const halt = removesMachine('stop');

export const specs: readonly Spec[] = [
  table({
    names: ['colima', 'limactl', 'multipass', 'orbctl', 'orb'],
    provider: 'machine',
    syntax: {
      value: '-p --profile --workdir',
      flags: '-f --force --data --all --purge -v',
      depth: 1,
      verbs: {
        shell: { style: 'posix', value: '--workdir --shell' },
        exec: { style: 'posix', value: '-d --working-directory' },
      },
    },
    rows: [{ 'delete|rm|prune|purge|factory-reset|reset': machine, stop: halt, 'shell|exec|ssh|run': enters }],
  }),
  table({
    names: ['vagrant'],
    provider: 'vagrant',
    syntax: { value: '-c --command --provider', flags: '-f --force -g --graceful', depth: 1 },
    rows: [
      {
        destroy: machine,
        'box remove': 'remove image',
        'snapshot delete': 'backup snapshot',
        'snapshot restore|pop': 'lose changes',
        'halt|suspend': halt,
        ssh: enters,
      },
    ],
  }),
];
