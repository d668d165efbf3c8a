import { literal, prefixOf } from '../../word.ts';
import type { Finding, Spec } from '../spec.ts';
import { wordsFrom } from './_path.ts';
import { given, table, type Matched } from './_table.ts';

/** `vault read`: everything but the server's own status may be a secret. */
function* vaultRead({ operands }: Matched): Iterable<Finding> {
  const [path = literal('')] = operands;
  if (!/^\/?(?:v1\/)?sys\/(?:health|seal-status|mounts|auth|leader|host-info|internal)/.test(prefixOf(path)))
    yield { kind: 'secret.dump', store: 'vault', name: path };
}

/** A command line the program hands to a shell or starts itself, after `skip` operands of its own. */
function runsAfter(skip: number): (matched: Matched) => Iterable<Finding> {
  return function* ({ command, operands }) {
    const argv = command.afterDashes.length > 0 ? command.afterDashes : wordsFrom(command, operands[skip]);
    const [only] = argv;
    const via = [command.program, command.verb].join(' ').trim();
    if (argv.length === 1 && only !== undefined) yield { kind: 'code', language: 'bash', text: only, via };
    else if (argv.length > 1) yield { kind: 'run', argv, via };
  };
}

/** `consul exec` runs a shell command on every node of the cluster. */
function* onEveryNode({ command, context, operands }: Matched): Iterable<Finding> {
  const via = 'consul exec';
  const remote = { kind: 'ssh', ephemeral: false, mounts: [] } as const;
  if (operands.length === 1 && operands[0] !== undefined)
    yield { kind: 'code', language: 'bash', text: operands[0], via, remote };
  else if (operands.length > 1) yield { kind: 'run', argv: wordsFrom(command, operands[0]), via, remote };
  else yield { kind: 'stream-code', language: 'bash', stream: context.stdin, via, remote };
}

/** `nomad alloc exec ALLOC CMD` and `nomad exec`: inside a task of the cluster. */
function* inTask({ command, operands }: Matched): Iterable<Finding> {
  const argv = wordsFrom(command, operands[1]);
  if (argv.length > 0)
    yield { kind: 'run', argv, via: 'nomad exec', remote: { kind: 'container', ephemeral: false, mounts: [] } };
}

function* nomadStop(matched: Matched): Iterable<Finding> {
  const purges = given(matched.command, '-purge --purge');
  yield {
    kind: 'infra.change',
    provider: 'nomad',
    action: purges === 'no' ? 'stop' : 'delete',
    object: 'job',
    target: matched.operands[0] ?? literal(''),
    irreversible: purges,
    approved: given(matched.command, '-yes --yes'),
    planned: 'no',
  };
}

const vaultGlobals =
  '-address --address -namespace --namespace -ns -format --format -field --field -mount --mount -version --version -ca-cert -ca-path ' +
  '-client-cert -client-key -tls-server-name -header -versions --versions -wrap-ttl -output --output -policy -ttl -token-type';

export const specs: readonly Spec[] = [
  table({
    names: ['vault', 'bao'],
    provider: 'vault',
    help: '--help -help -h',
    preview: '-output-curl-string --output-curl-string -output-policy --output-policy',
    syntax: { style: 'long-dash', value: vaultGlobals, flags: '-tls-skip-verify -force -f -dr -no-print', depth: 2 },
    rows: [
      {
        'kv get': 'secret vault',
        'kv put|patch': 'rotate secret',
        'kv delete': 'remove secret',
        'kv undelete|rollback|list|enable-versioning': 'nothing',
        'kv destroy': 'lose secret',
        'kv metadata delete': 'lose secret',
        read: vaultRead,
        unwrap: 'secret vault',
        'print token': 'secret vault',
        delete: 'lose secret',
        write: 'rotate secret',
        'secrets disable|move': 'lose secrets',
        'auth disable': 'lose auth',
        'audit disable': 'access protection delete',
        'policy write': 'access policy change',
        'policy delete': 'access policy delete',
        'token create': 'access key create',
        'token revoke': 'access key delete',
        'lease revoke': 'access key delete',
        'namespace delete': 'lose namespace',
        'operator seal|step-down': 'stop vault',
        'operator raft remove-peer|snapshot': 'nothing',
        'operator rekey|rotate|generate-root|init': 'rotate key',
        'plugin deregister|register': 'replace plugin',
      },
    ],
  }),
  table({
    names: ['consul'],
    provider: 'consul',
    help: '--help -help -h',
    syntax: {
      style: 'long-dash',
      value:
        '-http-addr -token -token-file -datacenter -namespace -partition -ca-file -ca-path -client-cert -client-key -type -key -service -node -tag -prefix -name -id -accessor-id -policy-name',
      flags: '-recurse -shell -verbose -stale -keepprefix -pass-stdin',
      depth: 2,
    },
    rows: [
      {
        'kv delete': ['lose keys if -recurse --recurse', 'remove key unless -recurse --recurse'],
        exec: onEveryNode,
        lock: runsAfter(1),
        watch: runsAfter(0),
        'acl token read': 'secret vault',
        'acl token create|clone': 'access key create',
        'acl token delete|update': 'access key change',
        'acl * create|update|delete': 'access policy change',
        'acl set-agent-token|bootstrap': 'access key change',
        'snapshot restore': 'lose data',
        'leave|force-leave|operator raft remove-peer': 'stop node',
        'config delete': 'remove configuration',
        'partition|namespace|peering delete': 'lose namespace',
        'intention create|delete': 'access policy change',
        'services deregister': 'stop service',
      },
    ],
  }),
  table({
    names: ['nomad'],
    provider: 'nomad',
    help: '--help -help -h',
    syntax: {
      style: 'long-dash',
      value: '-address -region -namespace -token -ca-cert -ca-path -client-cert -client-key -task -job -e -group -out',
      flags: '-purge -yes -detach -verbose -force -no-shutdown-delay -i -t -json',
      depth: 2,
    },
    rows: [
      {
        'job stop': nomadStop,
        stop: nomadStop,
        'job run': 'release service',
        run: 'release service',
        'job revert|promote|scale|dispatch': 'release service',
        'alloc exec': inTask,
        exec: inTask,
        'alloc stop|restart': 'stop allocation',
        'namespace delete': 'lose namespace',
        'volume delete|deregister|detach': 'lose volume',
        'var get': 'secret vault',
        'var put': 'rotate secret',
        'var purge': 'lose secret',
        'acl ** create|update|bootstrap': 'access policy change',
        'acl ** delete': 'access policy delete',
        'node drain': 'stop node',
        'system gc|reconcile': 'nothing',
        'server force-leave': 'stop server',
        'operator snapshot restore': 'lose data',
        'operator ** remove-peer': 'stop server',
        'quota|sentinel|recommendation delete': 'remove object',
      },
    ],
  }),
  table({
    names: ['etcdctl'],
    provider: 'etcd',
    syntax: {
      value:
        '--endpoints --cacert --cert --key --user --password --command-timeout --dial-timeout -w --write-out --discovery-srv --data-dir',
      flags: '--prefix --from-key --prev-kv --debug --hex --insecure-skip-tls-verify',
      depth: 1,
    },
    rows: [
      {
        del: ['lose keys if --prefix --from-key', 'remove key unless --prefix --from-key'],
        'snapshot restore': 'lose data',
        'member remove': 'lose member',
        'user|role add|delete|passwd|grant-*|revoke-*': 'access role change',
        'auth disable|enable': 'access protection change',
        'alarm disarm': 'nothing',
        defrag: 'nothing',
        'lock|elect|watch|make-mirror': 'nothing',
      },
    ],
  }),
];
