import { literal, textOf } from '../../word.ts';
import type { Finding, Spec } from '../spec.ts';
import { turnsTo } from '../kubernetes/_cluster.ts';
import { findings, given, table, type Matched, type Rows } from './_table.ts';
import { bucketOf, download, fileOf, isElsewhere, pruned, upload } from './_transfer.ts';

const secrets: Rows = {
  'keyvault secret show|download|backup': 'secret cloud',
  'keyvault key backup|download': 'secret cloud',
  'keyvault secret set': 'rotate secret',
  'keyvault secret|key|certificate delete|purge': 'lose secret',
  'keyvault delete|purge': 'lose vault',
  'keyvault set-policy|delete-policy': 'access policy change',
  'keyvault key rotate': 'rotate key',
  'account get-access-token': 'secret cloud',
  'acr credential show': 'secret cloud',
  'acr credential renew': 'rotate credential',
  'acr login': 'secret cloud if --expose-token -t',
  'ad sp create-for-rbac': 'access key create',
  'ad app|sp credential reset': 'access key change',
  'ad app|sp credential delete': 'access key delete',
  'webapp deployment list-publishing-credentials|list-publishing-profiles': 'secret cloud',
  'webapp|functionapp config appsettings list': 'secret cloud',
  'storage ** generate-sas': 'secret cloud',
  '** keys|admin-key|query-key list|show|list-keys': 'secret cloud',
  '** list-keys|list-connection-strings|show-connection-string|list-secrets|list-credential|list-credentials':
    'secret cloud',
  '** keys|admin-key renew|regenerate|set|update': 'rotate key',
  '** renew-key|regenerate-key|regenerate-keys|key-renew|rotate-key': 'rotate key',
};

const access: Rows = {
  'role assignment|definition create': 'access role create',
  'role assignment|definition delete': 'access role delete',
  'role assignment|definition update': 'access role change',
  'policy assignment|definition|set-definition|exemption create|update': 'access policy change',
  'policy assignment|definition|set-definition|exemption delete': 'access policy delete',
  'ad user|group|app|sp create': 'access member create',
  'ad user|group|app|sp delete': 'access member delete',
  'ad user|group|app|sp update': 'access member change',
  'ad group member|owner add|remove': 'access member change',
  'ad ** add|remove|grant|update|create|delete|admin-consent': 'access member change',
  'identity create': 'access member create',
  'identity delete': 'access member delete',
  'lock|group|resource lock delete|update': 'access protection delete',
  'lock delete|update': 'access protection delete',
  'devops security|user|team ** add|update|remove|reset|create|delete': 'access member change',
  'network nsg rule create|update|delete': 'access protection change',
  'storage container set-permission': 'access policy change',
  'sql server ad-admin|firewall-rule ** create|update|delete': 'access protection change',
  'billing|consumption ** create|update|delete|cancel': 'billing',
  'reservations ** purchase|calculate-exchange|exchange': 'payment',
  'account subscription cancel|rename|enable': 'billing',
};

const backups: Rows = {
  'backup protection disable|update-for-vm|backup-now|undelete': 'retention vault',
  'backup policy set|create|delete': 'retention policy',
  'backup vault backup-properties set': 'retention vault',
  'backup ** delete': 'backup vault',
  'dataprotection backup-instance delete|stop-protection|suspend-backup': 'backup instance',
  'dataprotection ** delete': 'backup vault',
  'snapshot|image delete': 'backup snapshot',
  'restore-point ** delete': 'backup snapshot',
  'sql db ltr-backup delete': 'backup database',
  'sql db|midb ltr-policy|str-policy set': 'retention database',
  '** backup|backups|snapshot|snapshots delete': 'backup snapshot',
  'storage account blob-service-properties update': 'retention blobs',
  'storage account management-policy create|update|delete': 'retention blobs',
};

const deployments: Rows = {
  'webapp|functionapp|logicapp deploy|up': 'release service',
  'webapp up': 'release service',
  'webapp|functionapp deployment source config-zip|sync': 'release service',
  'webapp|functionapp deployment slot swap': 'release service',
  'containerapp|spring|staticwebapp update|up|deploy': 'release service',
  'containerapp revision activate|restart|set-mode': 'release service',
  'containerapp ingress traffic set': 'release service',
  'spring app deploy': 'release service',
  'deployment group|sub|mg|tenant create': template,
  'deployment group|sub|mg|tenant delete': 'nothing',
  'group deployment create': template,
  'stack group|sub|mg create': 'apply stack',
  'aks update|upgrade|scale': 'replace cluster',
  'aks nodepool delete': 'lose nodes',
  'aks get-credentials': turnsTo('--name', '-n'),
  'aks command invoke': commandText,
  'vm run-command invoke|create': commandText,
  'vmss run-command invoke|create': commandText,
  'container exec': commandText,
  rest: rest,
};

const storage: Rows = {
  'storage blob|file|fs|directory|entity|message delete': 'remove object',
  'storage blob|fs|file upload|upload-batch|directory': blobUpload,
  'storage fs file upload': blobUpload,
  'storage blob|file|fs download|download-batch': blobDownload,
  'storage copy': blobUpload,
  'storage remove': ['lose objects if --recursive -r', 'remove object unless --recursive -r'],
  'storage blob sync': ['lose objects if --delete-destination', 'remove object unless --delete-destination'],
  '** delete-batch': 'lose objects',
};

const deletions: Rows = {
  'config|extension|cache|cloud|alias|configure|bicep|feedback **': 'nothing',
  'account clear': 'nothing',
  'acr repository delete|untag': 'remove image',
  'acr manifest delete': 'remove image',
  'tag delete': 'remove tag',
  'vm|vmss deallocate|stop|restart|redeploy|reimage': 'stop instance',
  'webapp|functionapp|containerapp|aks|mysql|postgres ** stop|restart': 'stop service',
  'webapp|functionapp|aks stop|restart': 'stop service',
  'sql db restore': 'nothing',
  'network ** rule|record-set|nic|route ** delete|remove-record': 'remove object',
  'containerapp revision deactivate': 'stop revision',
  'redis flush': 'lose cache',
  '** delete|purge|destroy|delete-*|failover': 'lose resource',
  '** remove|remove-*|detach': 'remove object',
};

/** `az deployment … create`: shows first what it would do with `--what-if`, asks with `--confirm-with-what-if`; `Complete` deletes what the template leaves out. */
function* template(matched: Matched): Iterable<Finding> {
  if (given(matched.command, '--what-if -w') === 'yes') return;
  const mode = matched.command.value('--mode');
  yield* findings(
    mode !== undefined && /^complete$/i.test(textOf(mode) ?? 'complete') ? 'destroy group' : 'apply deployment',
    matched,
  );
}

function* commandText({ command }: Matched): Iterable<Finding> {
  const text = command.value('--scripts', '--script', '--command', '-c', '--exec-command');
  if (text === undefined) return;
  const file = fileOf(text);
  if (file === undefined)
    yield {
      kind: 'code',
      language: 'bash',
      text,
      via: `az ${command.verb}`,
      remote: { kind: 'ssh', ephemeral: false, mounts: [] },
    };
}

/** `az rest` carries the login's token to any management address. */
function* rest({ command }: Matched): Iterable<Finding> {
  const url = command.value('--url', '--uri', '-u') ?? literal('');
  const method = (textOf(command.value('--method', '-m') ?? literal('get')) ?? 'unknown').toUpperCase();
  const body = command.value('--body', '-b');
  const text = textOf(url);
  const host =
    text === undefined ? 'management.azure.com' : (/^https?:\/\/([^/:?#]+)/i.exec(text)?.[1] ?? 'management.azure.com');
  yield {
    kind: 'network.request',
    url,
    host: literal(host),
    method,
    sends: method === 'GET' ? 'no' : 'yes',
    sources: [],
    texts: [url, ...(body === undefined ? [] : [body])],
    carriesSecret: 'no',
  };
}

function* blobUpload({ command, context, operands }: Matched): Iterable<Finding> {
  const source = command.value('--file', '-f', '--source', '-s', '--source-path') ?? operands[0];
  if (source === undefined || isElsewhere(source)) return;
  const to =
    command.value('--destination', '-d', '--container-name', '-c', '--share-name', '--name', '-n') ?? literal('');
  yield upload(context, to, 'blob.core.windows.net', [source]);
}

function* blobDownload({ command, context, operands }: Matched): Iterable<Finding> {
  const name = command.value('--name', '-n', '--blob-url', '--path', '-p', '--source', '-s') ?? literal('');
  const to = command.value('--file', '-f', '--dest', '--destination', '-d') ?? operands[0] ?? literal('-');
  yield* download(context, name, 'blob.core.windows.net', to, true);
}

/** azcopy: `copy` and `sync` from source to destination, `remove` at one place. */
function* azcopy(matched: Matched): Iterable<Finding> {
  const { command, context, operands } = matched;
  const [from, to] = operands;
  if (from === undefined || to === undefined || given(command, '--dry-run') === 'yes') return;
  const prunes = given(command, '--delete-destination') !== 'no';
  if (!isElsewhere(to)) {
    yield* download(context, from, bucketOf(from), to, true);
    if (prunes) yield pruned(context, to);
    return;
  }
  if (!isElsewhere(from)) yield upload(context, to, bucketOf(to), [from]);
  if (prunes) yield* findings('lose objects', { ...matched, operands: [to] });
}

export const specs: readonly Spec[] = [
  table({
    names: ['az'],
    provider: 'azure',
    approve: '--yes -y --force -f',
    syntax: {
      value:
        '--subscription --output -o --query --resource-group -g --name -n --vault-name --url --uri -u --method -m --body -b --scripts --command ' +
        '--file -f --source -s --container-name -c --destination -d --source-path --share-name --account-name --mode --template-file --parameters -p ' +
        '--location -l --ids --id --exec-command --command-id --src-path --slot --assignee --role --scope',
      flags: '--yes -y --verbose --debug --only-show-errors --no-wait --what-if -w --recursive -r --force',
      depth: 3,
    },
    rows: [secrets, access, backups, deployments, storage, deletions],
  }),
  table({
    names: ['azcopy'],
    provider: 'azure',
    syntax: { depth: 1 },
    rows: [
      {
        'copy|cp|c|sync': azcopy,
        'remove|rm|r': ['lose objects if --recursive', 'remove object unless --recursive'],
        'jobs **': 'nothing',
      },
    ],
    preview: '--dry-run',
  }),
];
