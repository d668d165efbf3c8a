import type { Finding, Spec } from '../spec.ts';
import { turnsTo } from '../kubernetes/_cluster.ts';
import { wordsFrom } from './_path.ts';
import { table, type Matched } from './_table.ts';

/** A command for a machine of the cloud, as an option-argument or after the machine's name. */
function* remoteShell({ command, operands }: Matched): Iterable<Finding> {
  const remote = { kind: 'ssh', ephemeral: false, mounts: [] } as const;
  const text = command.value('--ssh-command', '--command');
  const via = `${command.program} ssh`;
  if (text !== undefined) yield { kind: 'code', language: 'bash', text, via, remote };
  else if (operands.length > 1) yield { kind: 'run', argv: wordsFrom(command, operands[1]), via, remote };
}

export const specs: readonly Spec[] = [
  table({
    names: ['doctl'],
    provider: 'digitalocean',
    syntax: {
      value:
        '-t --access-token -u --api-url -c --config --context -o --output --http-retry-max --http-retry-wait-max --format --ssh-command --region --size --image',
      flags: '-f --force --no-header --trace -v --verbose --wait --dangerous --interactive',
      depth: 3,
    },
    rows: [
      {
        'compute|comp snapshot|s delete|d|del|rm': 'backup snapshot',
        'compute|comp image delete|d|del|rm': 'backup image',
        'compute|comp droplet-action|da power-off|shutdown|power-cycle|reboot|password-reset|poff': 'stop droplet',
        'compute|comp droplet-action|da rebuild|restore': 'lose droplet',
        'compute|comp droplet-action|da disable-backups|enable-backups|change-backup-policy': 'retention droplet',
        'compute|comp volume-action detach': 'stop volume',
        'compute|comp ssh-key|tag delete|d|del|rm': 'remove key',
        'compute|comp droplet untag': 'remove tag',
        'compute|comp ssh': remoteShell,
        'compute|comp firewall|f update|add-*|remove-*|delete|d|rm': 'access protection change',
        'compute|comp domain|d records|r delete|d|del|rm': 'remove dns',
        'compute|comp * delete|d|del|rm|delete-by-tag': 'lose resource',
        'databases|database|db|dbs|d user|u reset|create': 'access member change',
        'databases|database|db|dbs|d backups|b delete': 'backup database',
        'databases|database|db|dbs|d connection|conn': 'secret cloud',
        'databases|database|db|dbs|d firewalls|f|fw append|replace|remove': 'access protection change',
        'databases|database|db|dbs|d * delete|d|del|rm': 'lose database',
        'databases|database|db|dbs|d delete|rm|del': 'lose database',
        'kubernetes|kube|k8s|k cluster|clusters|c kubeconfig|config|k show': 'secret cloud',
        'kubernetes|kube|k8s|k cluster|clusters|c kubeconfig|config|k save|s': turnsTo(),
        'kubernetes|kube|k8s|k cluster|clusters|c delete|d|rm|delete-selective|ds': 'lose cluster',
        'kubernetes|kube|k8s|k cluster|clusters|c node-pool|* delete|d|rm|delete-node|recycle': 'lose nodes',
        'apps|app|a create-deployment|cd|update|u': 'release service',
        'apps|app|a delete|d|rm': 'lose app',
        'registry|reg|r repository|repo|r delete-tag|dt|delete-manifest|dm': 'remove image',
        'registry|reg|r repository|repo|r delete': 'lose images',
        'registry|reg|r delete|d|del|rm': 'lose registry',
        'registry|reg|r garbage-collection|gc start': 'remove images',
        'registry|reg|r docker-config': 'secret cloud',
        'serverless|sandbox|sbx|sls deploy': 'release service',
        'serverless|sandbox|sbx|sls undeploy': 'lose functions',
        'spaces keys create': 'access key create',
        'spaces keys delete|update': 'access key change',
        'auth **': 'nothing',
        '** delete|del|rm|destroy': 'lose resource',
      },
    ],
  }),
  table({
    names: ['linode-cli', 'linode'],
    provider: 'linode',
    syntax: {
      value: '--as-user --format --page --page-size --target',
      flags: '--json --text --no-headers --suppress-warnings --no-defaults --debug --all --delimiter',
      depth: 2,
    },
    rows: [
      {
        'linodes backups-cancel|backups-enable|backups-disable': 'retention linode',
        'linodes shutdown|reboot|rescue': 'stop linode',
        'linodes rebuild': 'lose linode',
        'images delete|rm': 'backup image',
        'obj|object-storage put': 'nothing',
        'obj|object-storage rb|rm|del|keys-delete|buckets-delete': 'lose objects',
        'object-storage|obj keys-create|ssl-upload': 'access key create',
        'profile token-create|tokens-create': 'access key create',
        'profile|account token-delete|tokens-delete|user-delete': 'access key delete',
        'users create': 'access member create',
        'users delete|rm': 'access member delete',
        'users update|permissions-update': 'access member change',
        'firewalls delete|rm|create|update|rules-update|device-*': 'access protection change',
        'lke kubeconfig-view': 'secret cloud',
        'databases *-creds-view|*-credentials-view': 'secret cloud',
        'databases *-creds-reset|*-credentials-reset': 'rotate password',
        'account cancel': 'lose account',
        'account payment-create|payment-method-*': 'payment',
        '* delete|rm|*-delete|*-rm|remove': 'lose resource',
      },
    ],
  }),
  table({
    names: ['hcloud'],
    provider: 'hetzner',
    syntax: {
      value: '--config --context --endpoint --poll-interval -o --output --type --image --user -u --port -p',
      flags: '--debug --quiet',
      depth: 2,
    },
    rows: [
      {
        'server disable-backup|enable-backup': 'retention server',
        'server disable-protection': 'access protection delete',
        '* disable-protection': 'access protection delete',
        'server rebuild': 'lose server',
        'server poweroff|shutdown|reset|reboot|stop|disable-rescue|reset-password': 'stop server',
        'server ssh': remoteShell,
        'image delete': 'backup image',
        'ssh-key|certificate|placement-group delete': 'remove key',
        'firewall add-rule|delete-rule|replace-rules|apply-to-resource|remove-from-resource|delete':
          'access protection change',
        'context delete': 'nothing',
        'zone|load-balancer|network delete-*|remove-*|detach-*|set-*': 'replace configuration',
        '** delete|remove': 'lose resource',
      },
    ],
  }),
  table({
    names: ['render'],
    provider: 'render',
    syntax: { value: '-o --output --workspace', flags: '--confirm', depth: 2 },
    approve: '--confirm --yes -y',
    rows: [
      {
        'deploys create': 'release service',
        'deploys cancel': 'nothing',
        'blueprint launch': 'apply blueprint',
        restart: 'stop service',
        'services suspend': 'stop service',
        ssh: remoteShell,
        '** delete|destroy|remove': 'lose service',
      },
    ],
  }),
  table({
    names: ['scw'],
    provider: 'scaleway',
    syntax: { value: '-c --config -p --profile -o --output', flags: '-D --debug -w --wait', depth: 3 },
    rows: [
      {
        'secret version access': 'secret cloud',
        'secret version create': 'rotate secret',
        'iam api-key create': 'access key create',
        'iam api-key|ssh-key delete|update': 'access key change',
        'iam * create|add-*': 'access member create',
        'iam * delete|remove-*': 'access member delete',
        'iam ** update|set': 'access policy change',
        '* backup|snapshot delete': 'backup snapshot',
        '* image delete': 'backup image',
        'container|function ** deploy': 'release service',
        'instance server stop|reboot|standby': 'stop server',
        'config|init **': 'nothing',
        '** delete|terminate|destroy': 'lose resource',
      },
    ],
  }),
  table({
    names: ['vultr-cli', 'vultr'],
    provider: 'vultr',
    syntax: { value: '--config -o --output', depth: 2 },
    rows: [
      {
        'snapshot|backup delete|destroy|rm': 'backup snapshot',
        'instance|bare-metal stop|halt|restart|reboot': 'stop instance',
        'instance|bare-metal reinstall|restore': 'lose instance',
        'instance backup update': 'retention instance',
        'user|users create|update|delete': 'access member change',
        'ssh-key|script delete': 'remove key',
        '** delete|destroy|rm|delete-with-resources|remove': 'lose resource',
      },
    ],
  }),
  table({
    names: ['upctl'],
    provider: 'upcloud',
    syntax: {
      value: '--config -o --output -t --client-timeout',
      flags: '--force-colours --no-colours --debug',
      depth: 2,
    },
    rows: [
      {
        'storage backup delete|disable': 'backup storage',
        'server stop|restart': 'stop server',
        'account|token create': 'access key create',
        'account|token delete': 'access key delete',
        'all purge': 'destroy account',
        '** delete|rm|purge': 'lose resource',
      },
    ],
  }),
  table({
    names: ['exo'],
    provider: 'exoscale',
    syntax: {
      value: '-A --use-account -C --config -O --output-format --output-template -z --zone',
      flags: '-Q --quiet -f --force',
      depth: 3,
    },
    rows: [
      {
        'compute instance snapshot delete|del|rm': 'backup snapshot',
        'compute instance stop|reboot|reset': 'stop instance',
        'iam api-key create|add': 'access key create',
        'iam api-key revoke|delete': 'access key delete',
        'iam ** create|update|delete|revoke': 'access policy change',
        'dbaas user reveal-secrets|show-*': 'secret cloud',
        'storage delete|rb|del|rm': 'lose objects',
        'config **': 'nothing',
        '** delete|del|rm|remove|terminate|purge': 'lose resource',
      },
    ],
  }),
  table({
    names: ['civo'],
    provider: 'civo',
    syntax: { value: '--config -o --output -f --fields --region', flags: '-y --yes', depth: 2 },
    rows: [
      {
        'apikey remove|delete|rm': 'nothing',
        'apikey show': 'secret cloud',
        'snapshot|instance-snapshot remove|delete|rm': 'backup snapshot',
        'instance stop|reboot|soft-reboot': 'stop instance',
        'database credential': 'secret cloud',
        '** remove|delete|rm|destroy': 'lose resource',
      },
    ],
  }),
  table({
    names: ['oci'],
    provider: 'oracle',
    syntax: {
      value:
        '--config-file --profile --region --auth --output --query --compartment-id --namespace -ns --bucket-name -bn --name --from-json',
      flags: '--force --debug -d --all --raw-output --wait-for-state',
      depth: 3,
    },
    approve: '--force',
    rows: [
      {
        'secrets secret-bundle get*': 'secret cloud',
        'vault secret update|schedule-secret-deletion': 'rotate secret',
        'kms management key schedule-deletion': 'lose key',
        'iam ** create*|upload*|add*': 'access member create',
        'iam ** delete*|remove*': 'access member delete',
        'iam ** update*': 'access policy change',
        '** backup|boot-volume-backup|autonomous-database-backup|volume-backup delete': 'backup volume',
        '** backup-policy-assignment|backup-policy delete|update|create': 'retention volume',
        'os object put|bulk-upload|sync': 'nothing',
        'os object delete': 'remove object',
        'compute instance action': 'stop instance',
        '** delete|terminate|bulk-delete|purge|schedule-deletion|delete-*': 'lose resource',
      },
    ],
  }),
  table({
    names: ['ibmcloud', 'bx'],
    provider: 'ibm',
    syntax: { value: '-r --region -g -c -u -o --output', flags: '-f --force -q --quiet', depth: 3 },
    help: '--help -h help',
    rows: [
      {
        'iam oauth-tokens': 'secret cloud',
        'secrets-manager|sm secret|secret-version*': 'secret cloud',
        'iam *-key-create|api-key-create|service-api-key-create': 'access key create',
        'iam *-key-delete|*-key-lock': 'access key delete',
        'iam *-create|*-add|*-invite': 'access role create',
        'iam *-delete|*-remove': 'access role delete',
        'iam *-update': 'access policy change',
        'account user-remove|user-invite': 'access member change',
        '** *snapshot-delete|*backup-delete|*snapshots-delete': 'backup snapshot',
        'is instance-stop|instance-reboot': 'stop instance',
        'cos object-delete': 'remove object',
        'ce app|application|job|function update|create': 'release service',
        'cr image-rm|image-prune-untagged': 'remove image',
        'plugin|config|target **': 'nothing',
        '** *-delete|delete|rm|destroy|*-rm|*-terminate': 'lose resource',
      },
    ],
  }),
  table({
    names: ['cloudflared'],
    provider: 'cloudflare',
    syntax: { value: '--config --origincert --loglevel --credentials-file --cred-file', flags: '-f --force', depth: 2 },
    rows: [
      {
        'tunnel delete': 'lose tunnel',
        'tunnel cleanup': 'stop tunnel',
        'tunnel token': 'secret cloud',
        'tunnel route ip delete|del': 'remove route',
        'tunnel vnet delete': 'remove network',
        'access token': 'secret cloud',
      },
    ],
  }),
  table({
    names: ['flarectl'],
    provider: 'cloudflare',
    syntax: { value: '--account-id --zone --id --name', flags: '--json', depth: 2 },
    rows: [
      {
        'zone|z delete': 'lose zone',
        'zone|z purge': 'remove cache',
        'zone|z lockdown': 'access protection change',
        'dns|d delete': 'remove dns',
        'dns|d update|create-or-update': 'replace dns',
        'firewall|f rules delete|update|create*': 'access protection change',
        'user-agents|u|pagerules|p delete': 'remove rule',
      },
    ],
  }),
];
