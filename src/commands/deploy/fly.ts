import type { Finding, Spec } from '../spec.ts';
import { given, release, table, type Matched } from '../infra/_table.ts';

/** `fly ssh console -C 'command'`. */
function* console({ command }: Matched): Iterable<Finding> {
  const text = command.value('-C', '--command');
  if (text !== undefined)
    yield {
      kind: 'code',
      language: 'bash',
      text,
      via: 'fly ssh',
      remote: { kind: 'ssh', ephemeral: false, mounts: [] },
    };
}

/** `fly deploy` builds and replaces what runs; `--build-only` stops before that. */
function* deploy(matched: Matched): Iterable<Finding> {
  if (given(matched.command, '--build-only') !== 'yes') yield release(matched, 'service');
}

/** Fly.io: https://fly.io/docs/flyctl/. */
export const specs: readonly Spec[] = [
  table({
    names: ['fly', 'flyctl'],
    provider: 'fly',
    syntax: {
      value:
        '-a --app -c --config -t --access-token -o --org -r --region -i --image --image-label -e --env --build-arg --build-secret --build-target --dockerfile --ignorefile --strategy --wait-timeout -C --command -n --name -s --size --vm-size --vm-memory --vm-cpus -u --user -g --group --process-groups -x --expiry',
      flags:
        '-y --yes --verbose --debug -j --json --auto-confirm --detach --remote-only --local-only --build-only --push --now --ha --no-cache -f --force --select --stage',
      depth: 1,
      verbs: Object.fromEntries(
        [
          'apps',
          'app',
          'volumes',
          'volume',
          'vol',
          'machine',
          'machines',
          'm',
          'ssh',
          'secrets',
          'postgres',
          'pg',
          'mpg',
          'redis',
          'tokens',
          'auth',
          'orgs',
          'scale',
          'certs',
          'ips',
          'storage',
          'tigris',
          'wireguard',
          'image',
          'releases',
          'config',
          'checks',
          'snapshots',
          'extensions',
          'ext',
          'consul',
          'mysql',
          'litefs-cloud',
        ].map((name) => [name, { depth: 1 }]),
      ),
    },
    approve: '-y --yes --auto-confirm',
    help: '--help -h help',
    rows: [
      {
        'apps|app destroy|delete|remove|rm': 'lose app',
        destroy: 'lose app',
        'volumes|volume|vol destroy|delete|rm': 'lose volume',
        'volumes|volume|vol snapshots delete|destroy': 'backup volume',
        'volumes|volume|vol update': 'retention volume',
        'machine|machines|m destroy|remove|rm|kill': 'remove machine',
        'machine|machines|m stop|suspend|restart|cordon': 'stop machine',
        'machine|machines|m run|update|clone': 'release service',
        'postgres|pg|mpg|redis|mysql destroy|delete|detach': 'lose database',
        'postgres|pg failover|restart': 'stop database',
        'storage|tigris destroy|delete': 'lose bucket',
        'ext|extensions ** destroy|delete': 'lose extension',
        'secrets set|unset|import|deploy': 'rotate secret',
        'certs remove|delete': 'remove certificate',
        'ips release|release-v4|release-v6': 'lose address',
        'tokens create': 'access key create',
        'tokens revoke': 'access key delete',
        'tokens attenuate': 'access key create',
        'auth token': 'secret paas',
        'config env': 'nothing',
        'orgs delete': 'lose organisation',
        'orgs invite|remove|create': 'access member change',
        'scale count|vm|memory': 'replace machines',
        deploy: deploy,
        launch: 'release service',
        'image update': 'release service',
        'apps|app move|suspend|restart|resume': 'stop app',
        'ssh console|sftp': console,
        'wireguard remove|reset': 'access key delete',
        'consul detach': 'stop database',
      },
    ],
  }),
];
