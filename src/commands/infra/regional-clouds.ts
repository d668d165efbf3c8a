import { literal, textOf } from '../../word.ts';
import type { Finding, Spec } from '../spec.ts';
import { table, type Matched, type Row } from './_table.ts';

/** An action of an API that the tool hands through by its name: `aliyun ecs DeleteInstance`, `tccli cvm TerminateInstances`. */
const byAction: Row = function* (matched: Matched): Iterable<Finding> {
  const [service, action = literal('')] =
    matched.command.operands.length > 1 ? matched.command.operands : matched.operands;
  const name = textOf(action) ?? '';
  if (!/^(?:Batch)?(?:Delete|Terminate|Release|Destroy|Purge|Remove|Drop|Isolate|Unsubscribe)/.test(name)) return;
  const backup = /Snapshot|Backup/.test(name);
  const target = service ?? literal('');
  if (backup) yield { kind: 'access.change', provider: matched.provider, what: 'backup', action: 'delete', target };
  else if (/(?:User|Role|Policy|AccessKey|Group)/.test(name) && /^(?:ram|cam|iam|sts)$/.test(textOf(target) ?? ''))
    yield { kind: 'access.change', provider: matched.provider, what: 'member', action: 'delete', target };
  else
    yield {
      kind: 'infra.change',
      provider: matched.provider,
      action: 'delete',
      object: name,
      target,
      irreversible: 'yes',
      approved: 'yes',
      planned: 'no',
    };
};

const openstackVerbs = {
  'volume|server|share backup|snapshot|image delete': 'backup snapshot',
  'image delete': 'backup image',
  'project purge': 'destroy project',
  'project delete': 'lose project',
  'user|role|group|domain|application delete': 'access member delete',
  'role add|remove': 'access role change',
  'server stop|pause|suspend|shelve|reboot|lock|rescue': 'stop server',
  'server rebuild|shelve': 'lose server',
  'security group ** delete|create|set': 'access protection change',
  'object delete': 'remove object',
  'keypair delete': 'remove key',
  'secret get': 'secret cloud',
  'token issue': 'secret cloud',
  '** delete|purge|abandon': 'lose resource',
} as const;

/** Clouds beside the three large ones and their regional kin. */
export const specs: readonly Spec[] = [
  // https://docs.openstack.org/python-openstackclient/latest/cli/command-list.html
  table({
    names: ['openstack'],
    provider: 'openstack',
    syntax: {
      value:
        '--os-cloud --os-auth-url --os-project-name --os-project-id --os-region-name --os-username --os-password --os-token --os-interface -f --format -c --column --project',
      flags: '--insecure -v --verbose -q --quiet --debug --force --wait --recursive --cascade --purge',
    },
    rows: [openstackVerbs],
  }),
  table({
    names: ['nova', 'cinder', 'neutron', 'glance', 'heat', 'swift', 'trove', 'ironic', 'magnum'],
    provider: 'openstack',
    syntax: { value: '--os-cloud --os-auth-url --os-project-name --os-region-name --os-username --os-password' },
    rows: [
      {
        'snapshot-delete|backup-delete': 'backup snapshot',
        'stop|pause|suspend|reboot|shelve': 'stop server',
        'delete|force-delete|*-delete|purge': 'lose resource',
      },
    ],
  }),
  // https://www.alibabacloud.com/help/en/cli/, https://www.tencentcloud.com/document/product/1013, https://support.huaweicloud.com/intl/en-us/hcli/
  table({
    names: ['aliyun', 'tccli', 'hcloud-cli', 'koocli', 'volcengine-cli'],
    provider: 'cloud',
    syntax: { value: '-p --profile --region --RegionId --mode --output --endpoint', flags: '--force --secure' },
    rows: [
      {
        'oss rm|rb': 'lose objects',
        'configure|plugin|version **': 'nothing',
        '* Delete*|Terminate*|Release*|Destroy*|Purge*|Remove*|Drop*|Isolate*|Batch*|Unsubscribe*': byAction,
        '* Stop*|Reboot*|Shutdown*': 'stop instance',
      },
    ],
  }),
  table({
    names: ['ossutil', 'ossutil64', 'coscli', 'coscmd', 'obsutil', 'qshell', 'bcecmd'],
    provider: 'object storage',
    syntax: {
      value: '-c --config-file -e --endpoint -i -k --region',
      flags: '-r --recursive -f --force -b --bucket -a --all-type',
    },
    rows: [
      {
        'rb|deletebucket|mb-delete': 'lose bucket',
        'rm|del|delete|batchdelete': ['lose objects if -r --recursive -b --bucket -a --all-type', 'remove object'],
        sync: 'lose objects if --delete --delete-removed',
      },
    ],
  }),
  // https://yandex.cloud/en/docs/cli/cli-ref/
  table({
    names: ['yc'],
    provider: 'yandex',
    syntax: {
      value: '--profile --cloud-id --folder-id --token --format --name --id',
      flags: '--debug --async --no-user-output',
    },
    rows: [
      {
        'compute snapshot|image delete': 'backup snapshot',
        'managed-* backup delete': 'backup backup',
        'lockbox payload get': 'secret cloud',
        'iam create-token': 'secret cloud',
        'iam key|access-key|api-key create': 'access key create',
        'iam ** delete': 'access member delete',
        'resource-manager ** add-access-binding|set-access-bindings|remove-access-binding': 'access policy change',
        '* instance|cluster|* stop|restart': 'stop instance',
        '** delete': 'lose resource',
      },
    ],
  }),
  // https://learn.microsoft.com/azure/developer/azure-developer-cli/reference
  table({
    names: ['azd'],
    provider: 'azure',
    preview: '--preview --dry-run',
    syntax: {
      value: '-C --cwd -e --environment --output',
      flags: '--force --purge --no-prompt --debug --all',
      depth: 1,
    },
    rows: [
      {
        down: 'destroy environment',
        'infra delete': 'destroy environment',
        'up|deploy|provision|publish': 'release service',
        'env get-values|get-value': 'secret paas',
        'infra create': 'apply environment',
      },
    ],
  }),
  // https://docs.confluent.io/confluent-cli/current/command-reference/
  table({
    names: ['confluent', 'ccloud'],
    provider: 'confluent',
    preview: '--dry-run',
    syntax: { value: '--cluster --environment --context -o --output --url --config', flags: '--force -v --verbose' },
    rows: [
      {
        'api-key create|store': 'access key create',
        'api-key delete|update': 'access key change',
        'iam ** create|delete|update': 'access role change',
        'kafka acl create|delete': 'access policy change',
        'context|plugin|local **': 'nothing',
        '** delete|drop': 'lose resource',
      },
    ],
  }),
  // https://github.com/upstash/cli
  table({
    names: ['upstash'],
    provider: 'upstash',
    syntax: { value: '-c --config --id -i --name', flags: '--json' },
    rows: [
      {
        '* reset-password|rotate-*': 'rotate password',
        'team|teams add-member|remove-member|delete': 'access member change',
        '* delete|purge|flush': 'lose database',
      },
    ],
  }),
  // https://cloud.google.com/bigtable/docs/cbt-reference
  table({
    names: ['cbt'],
    provider: 'bigtable',
    syntax: { value: '-project -instance -creds -admin-endpoint -data-endpoint', style: 'long-dash' },
    rows: [
      {
        'deletetable|deletefamily|deleteallrows|deleteinstance|deletecluster|deleteappprofile': 'lose table',
        'deleterow|deletecolumn|setgcpolicy': 'remove row',
      },
    ],
  }),
  // https://atmos.tools/cli/commands/terraform/usage; `deploy` is an apply that asks nobody
  table({
    names: ['atmos'],
    provider: 'terraform',
    syntax: { value: '-s --stack -b --base-path', flags: '--dry-run -auto-approve --auto-approve', depth: 2 },
    preview: '--dry-run',
    rows: [
      {
        'terraform destroy|clean': 'destroy stack',
        'terraform apply': ['destroy stack if -destroy', 'apply stack unless --from-plan'],
        'terraform deploy': 'apply stack',
        'helmfile destroy|delete': 'destroy release',
      },
    ],
  }),
];
