import { textOf } from '../../word.ts';
import type { Finding, Spec } from '../spec.ts';
import { given, table, type Matched } from '../infra/_table.ts';

/** `railway run COMMAND`: here, with the service's variables; `railway ssh COMMAND`: in the service. */
function* run({ command, operands }: Matched): Iterable<Finding> {
  const words = operands.filter((word) => textOf(word) !== '--');
  if (words.length > 0) yield { kind: 'run', argv: words, via: `${command.program} run` };
}

function* ssh({ command, operands }: Matched): Iterable<Finding> {
  const words = operands.filter((word) => textOf(word) !== '--');
  if (words.length > 0)
    yield {
      kind: 'run',
      argv: words,
      via: `${command.program} ssh`,
      remote: { kind: 'ssh', ephemeral: false, mounts: [] },
    };
}

/** `railway variables` prints every value; with `--set` it changes one. */
function* variables({ command }: Matched): Iterable<Finding> {
  const name = command.value('-s', '--service') ?? command.value('-e', '--environment');
  const target = name ?? { parts: [], span: { start: 0, end: 0 }, many: false };
  if (given(command, '--set --set-from-stdin --unset') !== 'no') {
    yield {
      kind: 'infra.change',
      provider: 'railway',
      action: 'replace',
      object: 'configuration',
      target,
      irreversible: 'no',
      approved: 'no',
      planned: 'no',
    };
    return;
  }
  yield { kind: 'secret.dump', store: 'paas', name: target };
}

/** `railway connect` opens a database shell that reads statements from standard input. */
function* connect({ context, operands }: Matched): Iterable<Finding> {
  const name = operands[0] ?? { parts: ['railway'], span: { start: 0, end: 0 }, many: false };
  yield {
    kind: 'stream-code',
    language: 'sql',
    stream: context.stdin,
    via: 'railway connect',
    database: { dialect: 'postgres', location: 'remote', name },
  };
}

const posix = {
  style: 'posix',
  value: '-s --service -e --environment -p --project -d --deployment-instance',
  flags: '--session',
} as const;

/** Railway: https://docs.railway.com/reference/cli-api. */
export const specs: readonly Spec[] = [
  table({
    names: ['railway'],
    provider: 'railway',
    syntax: {
      value:
        '-s --service -e --environment -p --project --set --set-from-stdin -v --variable -k -w --workspace -t --template -n --name -m --mount-path --volume --source -d --duplicate -r --repo -i --image',
      flags: '--json -y --yes --detach -c --ci --verbose --kv --no-gitignore --path-as-root --skip-deploys',
      verbs: {
        run: posix,
        local: posix,
        ssh: posix,
        volume: { depth: 1 },
        environment: { depth: 1 },
        env: { depth: 1 },
        variables: {},
        vars: {},
        var: {},
        variable: { depth: 1 },
        project: { depth: 1 },
        service: { depth: 1 },
      },
      depth: 1,
    },
    approve: '-y --yes',
    help: '--help -h help',
    rows: [
      {
        'delete|remove': 'lose project',
        'project delete|remove|rm': 'lose project',
        'volume delete|remove|rm|detach': 'lose volume',
        'volume update': 'replace volume',
        'environment|env delete|remove|rm': 'lose environment',
        'service delete|remove|rm': 'lose service',
        down: 'lose deployment',
        'unlink|logout|login|whoami|status|list|link|init|docs|open|logs|completion|service|environment|env|domain|add|scale|metrics':
          'nothing',
        'variable delete|rm|set': 'rotate variable',
        'variable list': 'secret paas',
        'variables|vars|var|variable': variables,
        'up|redeploy|deploy|restart': 'release service',
        'run|local': run,
        ssh: ssh,
        connect: connect,
        shell: 'secret paas',
      },
    ],
  }),
];
