import { literal, prefixOf, textOf } from '../../word.ts';
import { joined } from '../wrappers/sudo.ts';
import type { Finding, Spec } from '../spec.ts';
import { turnsTo } from '../kubernetes/_cluster.ts';
import { findings, given, table, type Matched, type Rows } from './_table.ts';
import { bucketOf, download, isElsewhere, pruned, upload } from './_transfer.ts';

const secrets: Rows = {
  'auth print-access-token|print-identity-token|print-refresh-token': 'secret cloud',
  'auth application-default print-access-token': 'secret cloud',
  'config config-helper': 'secret cloud',
  'secrets versions access': 'secret cloud',
  'secrets versions add': 'rotate secret',
  'secrets versions destroy': 'lose secret',
  'secrets versions disable': 'stop secret',
  'kms decrypt': 'secret cloud',
  'kms keys versions destroy': 'lose key',
  'kms keys versions disable': 'stop key',
  'sql users set-password': 'rotate password',
};

const access: Rows = {
  '** add-iam-policy-binding': 'access role create',
  '** remove-iam-policy-binding': 'access role delete',
  '** set-iam-policy': 'access policy change',
  'iam service-accounts keys create|upload': 'access key create',
  'iam service-accounts keys delete|disable': 'access key delete',
  'iam service-accounts create': 'access member create',
  'iam service-accounts delete|disable': 'access member delete',
  'iam roles|workload-identity-pools|workforce-pools create|update|copy': 'access role change',
  'iam roles delete': 'access role delete',
  'iam ** create*|update*': 'access policy change',
  'iam ** delete*': 'access policy delete',
  'services api-keys create': 'access key create',
  'services api-keys delete': 'access key delete',
  'identity groups memberships add|delete|modify-membership-roles': 'access member change',
  'sql users create': 'access member create',
  'sql users delete': 'access member delete',
  'resource-manager org-policies|liens ** delete|disable-enforce|set-policy|allow|deny': 'access policy change',
  'org-policies set-policy|delete|reset': 'access policy change',
  'compute firewall-rules create|update|delete': 'access protection change',
  'compute os-login ssh-keys add|remove': 'access key change',
  'billing ** link|unlink|create|update|delete': 'billing',
};

const backups: Rows = {
  'sql instances patch': [
    'retention database if --no-backup --backup-start-time --retained-backups-count --no-enable-point-in-time-recovery --retained-transaction-log-days',
    'access protection delete if --no-deletion-protection',
  ],
  'compute instances update': 'access protection delete if --no-deletion-protection',
  'compute resource-policies delete|update': 'retention schedule',
  'compute disks add-resource-policies|remove-resource-policies': 'retention disk',
  'firestore backups schedules create|update|delete': 'retention schedule',
  'container backup-restore backup-plans create|update|delete': 'retention plan',
  'compute machine-images delete': 'backup machine-image',
  '** backup-vaults|backups|snapshots delete|delete-*': 'backup snapshot',
  'backup-dr ** delete|update': 'backup vault',
};

const deployments: Rows = {
  'app deploy': 'release service',
  'app services set-traffic': 'release service',
  'run deploy': 'release service',
  'run services update|replace|update-traffic': 'release service',
  'run jobs deploy|update|replace': 'release service',
  'functions deploy': 'release service',
  'endpoints services deploy': 'release service',
  'deploy releases create|promote': 'release service',
  'deploy rollouts approve|advance': 'release service',
  'compute instance-groups managed rolling-action': 'release service',
  'dataflow jobs|flex-template run': 'nothing',
  'infra-manager deployments apply': 'apply deployment',
  'deployment-manager deployments create|update': 'apply deployment unless --preview',
  'dns record-sets transaction execute': 'replace dns',
  'dns record-sets update|import': 'replace dns',
};

const machines: Rows = {
  'container clusters get-credentials': turnsTo(),
  'sql connect': sqlClient,
  'spanner databases execute-sql': statements('--sql'),
  'spanner databases ddl update': statements('--ddl'),
  'compute ssh': ssh,
  'compute scp': scp,
  'compute instances stop|suspend|reset': 'stop instance',
  'compute instance-groups managed resize': 'stop instances',
  'sql instances restart': 'stop database',
  'sql instances restore-backup|reset-replica-size|promote-replica': 'lose database',
  'sql backups restore': 'lose database',
  'container clusters resize': 'stop cluster',
  'app versions stop': 'stop service',
  'app instances delete': 'remove instance',
  'services disable': 'stop service',
  'pubsub subscriptions seek': 'lose messages',
  'firestore bulk-delete': 'lose database',
};

const storage: Rows = {
  'storage rm': [
    'lose objects if -r -R --recursive --all-versions -a',
    'remove object unless -r -R --recursive --all-versions -a',
  ],
  'storage cat': (matched) => copy({ ...matched, operands: [...matched.operands, literal('-')] }),
  'storage cp': copy,
  'storage mv': copy,
  'storage rsync': copy,
  'storage buckets update': [
    'retention bucket if --clear-lifecycle --lifecycle-file --no-versioning --clear-retention-period --retention-period --clear-soft-delete --soft-delete-duration',
    'access policy change if --no-public-access-prevention --clear-public-access-prevention',
  ],
  'storage hmac create': 'access key create',
  'storage hmac delete': 'access key delete',
};

const deletions: Rows = {
  'config **': 'nothing',
  'components|topic|auth|emulators **': 'nothing',
  'container images delete|untag': 'remove image',
  'artifacts docker images|tags delete': 'remove image',
  'artifacts versions|tags delete': 'remove image',
  'compute routers|routes|addresses|firewall-policies|health-checks|forwarding-rules ** delete': 'remove object',
  'compute instances delete-access-config': 'remove address',
  'scheduler jobs delete': 'remove job',
  'logging sinks|metrics delete': 'access protection delete',
  '** delete|destroy|purge|delete-*|bulk-delete': 'lose resource',
  '** remove-*|remove|abandon-*|recreate-*': 'remove object',
};

/** `gcloud sql connect` starts the engine's own client, which reads statements from its standard input. */
function* sqlClient({ operands, context }: Matched): Iterable<Finding> {
  const [name = literal('')] = operands;
  const database = { dialect: 'sql', location: 'remote', name, cwd: context.cwd } as const;
  yield { kind: 'stream-code', language: 'sql', stream: context.stdin, via: 'gcloud sql connect', database };
}

/** Statements in an option: `gcloud spanner databases execute-sql DB --sql='…'`. */
function statements(option: string): (matched: Matched) => Iterable<Finding> {
  return function* ({ command, operands, context }) {
    const [name = literal('')] = operands;
    const database = { dialect: 'sql', location: 'remote', name, cwd: context.cwd } as const;
    for (const text of command.values(option))
      yield { kind: 'code', language: 'sql', text, via: 'gcloud spanner', cwd: context.cwd, database };
  };
}

/** `gcloud compute ssh HOST --command='…'` or `-- ARGS`: a shell command on the machine. */
function* ssh({ command }: Matched): Iterable<Finding> {
  const text = command.value('--command');
  if (text !== undefined)
    yield {
      kind: 'code',
      language: 'bash',
      text,
      via: 'gcloud compute ssh',
      remote: { kind: 'ssh', ephemeral: false, mounts: [] },
    };
  // What follows the dashes goes to ssh, which takes it for the command.
  else if (command.afterDashes.length > 0 && !prefixOf(command.afterDashes[0] ?? literal('')).startsWith('-'))
    yield {
      kind: 'code',
      language: 'bash',
      text: joined(command.afterDashes),
      via: 'gcloud compute ssh',
      remote: { kind: 'ssh', ephemeral: false, mounts: [] },
    };
}

function* scp({ operands, context }: Matched): Iterable<Finding> {
  const to = operands.at(-1);
  const from = operands.slice(0, -1);
  if (to === undefined) return;
  if (isElsewhere(to, true))
    yield upload(
      context,
      to,
      'compute.googleapis.com',
      from.filter((word) => !isElsewhere(word, true)),
    );
  else for (const source of from) yield* download(context, source, 'compute.googleapis.com', to, true);
}

/** Copies between this machine and buckets, with pruning where asked for (gcloud storage rsync, gsutil rsync). */
export function* copy(matched: Matched): Iterable<Finding> {
  const { command, context, operands } = matched;
  const to = operands.at(-1);
  const from = operands.slice(0, -1);
  if (to === undefined || from.length === 0) return;
  const prunes = given(command, '--delete-unmatched-destination-objects -d');
  const syncs = matched.command.words.some((word) => textOf(word) === 'rsync');
  if (isElsewhere(to)) {
    const local = from.filter((word) => !isElsewhere(word));
    if (local.length > 0) yield upload(context, to, `${bucketOf(to)}.storage.googleapis.com`, local);
    if (syncs && prunes !== 'no') yield* findings('lose objects', { ...matched, operands: [to] });
  } else {
    for (const source of from)
      if (isElsewhere(source)) yield* download(context, source, `${bucketOf(source)}.storage.googleapis.com`, to, true);
    if (syncs && prunes !== 'no') yield pruned(context, to);
  }
}

export const specs: readonly Spec[] = [
  table({
    names: ['gcloud'],
    provider: 'gcloud',
    help: '--help -h',
    prefixes: 'alpha beta preview',
    preview: '--dry-run --validate-only --help',
    approve: '--quiet -q',
    syntax: {
      value:
        '--project --account --configuration --format --impersonate-service-account --verbosity --billing-project --access-token-file ' +
        '--flags-file --filter --limit --page-size --sort-by --trace-token --flatten --region --zone --location --command --instance ' +
        '--secret --cluster --service --source --image --role --member --keyring --key --backup-start-time --retained-backups-count ' +
        '--retained-transaction-log-days --lifecycle-file --retention-period --soft-delete-duration',
      flags:
        '--quiet -q --user-output-enabled --log-http --async --no-backup --recursive -r -R --delete-unmatched-destination-objects -d --all-versions -a --no-deletion-protection',
      depth: 3,
    },
    rows: [secrets, access, backups, deployments, machines, storage, deletions],
  }),
  table({
    names: ['gsutil'],
    provider: 'gcloud',
    help: '--help help',
    syntax: {
      value: '-o -h -i -u -x -C -y -e -p -L -z -j -I',
      flags: '-m -q -D -DD -r -R -d -n -c -f -a -P -U',
      depth: 1,
    },
    rows: [
      {
        rb: 'lose bucket',
        rm: ['lose objects if -r -R -a', 'remove object unless -r -R -a'],
        cat: (matched) => copy({ ...matched, operands: [...matched.operands, literal('-')] }),
        rsync: (matched) => (given(matched.command, '-n') === 'yes' ? [] : copy(matched)),
        'cp|mv': copy,
        'iam ch|set': 'access policy change',
        'acl ch|set': 'access policy change',
        'defacl ch|set': 'access policy change',
        'bucketpolicyonly|ubla|pap set': 'access policy change',
        'lifecycle|versioning|retention|soft-delete set|clear|lock': 'retention bucket',
        'hmac create': 'access key create',
        'hmac delete|update': 'access key change',
        'notification delete': 'remove notification',
        signurl: 'secret cloud',
        'kms **': 'nothing',
        'label ch': 'nothing',
      },
    ],
  }),
];
