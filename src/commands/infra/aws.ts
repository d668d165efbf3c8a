import { dropPrefix, literal, prefixOf, textOf, type Word } from '../../word.ts';
import type { Command } from '../argv.ts';
import type { Context, Finding, Spec } from '../spec.ts';
import { turnsTo } from '../kubernetes/_cluster.ts';
import { asksForHelp, findings, given, readTable, type Matched, type Rows, type Table } from './_table.ts';
import { bucketOf, download, fileOf, isElsewhere, isLoopbackUrl, pruned, upload } from './_transfer.ts';

const global =
  '--region --profile --output --query --endpoint-url --cli-connect-timeout --cli-read-timeout --ca-bundle --color ' +
  '--cli-binary-format --user-agent';
const flags =
  '--debug --no-verify-ssl --no-paginate --no-sign-request --no-cli-pager --cli-auto-prompt --no-cli-auto-prompt ' +
  '--dry-run --no-dry-run --dryrun --recursive --force --delete --with-decryption --no-with-decryption --quiet';

/** Operations of any service whose name says that they only look (AWS CLI command reference). */
const looking =
  /^(?:describe|list|get|batch-get|head|lookup|search|scan|query|filter|select|estimate|simulate|validate|preview|wait|ls|help|detect|tail|test)(?:-|$)/;

const secrets: Rows = {
  'secretsmanager get-secret-value|batch-get-secret-value': 'secret cloud',
  'ssm get-parameter|get-parameters|get-parameters-by-path|get-parameter-history': 'secret cloud if --with-decryption',
  'sts get-session-token|get-federation-token|assume-role*|get-delegated-access-token': 'secret cloud',
  'sso get-role-credentials': 'secret cloud',
  'configure export-credentials': 'secret cloud',
  'configure get': configured,
  'ec2 get-password-data': 'secret cloud',
  'rds generate-db-auth-token': 'secret cloud',
  'kms decrypt|generate-data-key|generate-data-key-pair': 'secret cloud',
  'redshift get-cluster-credentials*': 'secret cloud',
  'lightsail get-relational-database-master-user-password|download-default-key-pair': 'secret cloud',
  'apigateway get-api-key|get-api-keys': 'secret cloud if --include-value --include-values',
  'secretsmanager rotate-secret|update-secret|put-secret-value|update-secret-version-stage|cancel-rotate-secret':
    'rotate secret',
  'ssm put-parameter': secureParameter,
};

const safetyNets: Rows = {
  'backup delete-backup-plan|delete-backup-selection|delete-framework|delete-report-plan': 'retention plan',
  'backup update-*|put-*|delete-backup-vault-*': 'retention plan',
  'backup stop-backup-job': 'retention job',
  'backup delete-*': 'backup vault',
  'dlm update-lifecycle-policy|delete-lifecycle-policy': 'retention policy',
  'rds delete-db-instance-automated-backup|delete-db-cluster-automated-backup': 'backup database',
  'rds modify-db-instance|modify-db-cluster': [
    'retention database if --backup-retention-period',
    'access protection delete if --no-deletion-protection',
    'rotate password if --master-user-password --rotate-master-user-password',
  ],
  'ec2 modify-instance-attribute': 'access protection delete if --no-disable-api-termination',
  'dynamodb update-table': 'access protection delete if --no-deletion-protection-enabled',
  'dynamodb update-continuous-backups': 'retention table',
  'cloudformation update-termination-protection': 'access protection delete if --no-enable-termination-protection',
  'cloudformation set-stack-policy': 'access protection change',
  's3api put-bucket-versioning|put-bucket-lifecycle*|delete-bucket-lifecycle|put-object-lock-configuration':
    'retention bucket',
  's3api put-object-retention|put-object-legal-hold|put-bucket-replication|delete-bucket-replication':
    'retention object',
  'logs put-retention-policy|delete-retention-policy': 'retention logs',
  'glacier delete-archive|delete-vault': 'backup archive',
  '* delete-*snapshot-schedule*|delete-snapshot-copy-grant|delete-automatic-tape-creation-policy': 'retention schedule',
  '* delete-*snapshot*|delete-*backup*|delete-recovery-*|batch-delete-cluster-snapshots': 'backup snapshot',
  '* put-backup-policy|*-backup-policy|modify-snapshot-*|disable-snapshot-copy|disable-fast-snapshot-restores':
    'retention snapshots',
  'cloudtrail stop-logging|delete-trail|put-event-selectors': 'access protection delete',
  'configservice stop-configuration-recorder|delete-*': 'access protection delete',
  'guardduty delete-detector|disassociate-*|delete-members': 'access protection delete',
  'securityhub disable-*': 'access protection delete',
  's3api put-public-access-block|delete-public-access-block': 'access protection change',
  's3control put-public-access-block|delete-public-access-block': 'access protection change',
};

const access: Rows = {
  'iam create-*-key*|create-service-specific-credential|upload-*': 'access key create',
  'iam delete-*-key*|delete-service-specific-credential|delete-*-certificate': 'access key delete',
  'iam update-*-key*|update-service-specific-credential|reset-service-specific-credential|update-*-certificate':
    'access key change',
  'iam create-*role*|create-instance-profile': 'access role create',
  'iam delete-role|delete-service-linked-role|delete-instance-profile': 'access role delete',
  'iam create-policy*': 'access policy create',
  'iam delete-*polic*|delete-*boundary': 'access policy delete',
  'iam put-*|attach-*|detach-*|update-*polic*|set-default-policy-version|set-security-token-service-preferences':
    'access policy change',
  'iam update-role*|add-role-to-instance-profile|remove-role-from-instance-profile': 'access role change',
  'iam create-*|add-*|enable-*': 'access member create',
  'iam delete-*|remove-*|deactivate-*': 'access member delete',
  'iam update-*|change-password|resync-*': 'access member change',
  'organizations close-account|delete-organization|leave-organization': ['lose account', 'access member delete'],
  'organizations *-policy|*-resource-policy|enable-*|disable-*': 'access policy change',
  'organizations create-*|invite-*|accept-*': 'access member create',
  'organizations remove-*|delete-*|move-*|deregister-*': 'access member delete',
  'identitystore|sso-admin create-*|put-*|attach-*|provision-*|update-*': 'access member change',
  'identitystore|sso-admin delete-*|detach-*': 'access member delete',
  'cognito-idp admin-delete-user|admin-disable-user|admin-remove-user-from-group': 'access member delete',
  'cognito-idp admin-create-user|admin-set-user-password|admin-add-user-to-group|admin-reset-user-password':
    'access member change',
  'lambda|sqs|sns|events add-permission|put-permission': 'access policy create',
  'lambda|sqs|sns|events remove-permission': 'access policy delete',
  's3api put-bucket-policy|put-bucket-acl|put-object-acl|put-bucket-ownership-controls': 'access policy change',
  's3api delete-bucket-policy|delete-bucket-ownership-controls': 'access policy delete',
  'kms put-key-policy|create-grant|revoke-grant|retire-grant': 'access policy change',
  'ecr|ecr-public set-repository-policy|delete-repository-policy|put-registry-policy|delete-registry-policy':
    'access policy change',
  'eks create-access-entry|associate-access-policy|update-access-entry': 'access role change',
  'eks delete-access-entry|disassociate-access-policy': 'access role delete',
  '* put-resource-policy|delete-resource-policy|put-*-policy-statement': 'access policy change',
  'ec2 authorize-security-group-*|revoke-security-group-*|modify-security-group-rules': 'access protection change',
  'ec2 modify-image-attribute|modify-snapshot-attribute|create-vpc-peering-connection': 'access policy change',
  'rds modify-db-snapshot-attribute|modify-db-cluster-snapshot-attribute': 'access policy change',
  'ram create-*|associate-*|update-*': 'access policy change',
  'ram delete-*|disassociate-*': 'access policy delete',
};

const money: Rows = {
  'budgets create-*|update-*|delete-*|execute-*': 'billing',
  'ce create-*|update-*|delete-*': 'billing',
  'billing|billingconductor|payments|invoicing|cur|bcm-data-exports create-*|update-*|delete-*|put-*': 'billing',
  'savingsplans create-savings-plan|return-savings-plan|delete-queued-savings-plan': 'payment',
  '* purchase-*': 'payment',
  'route53domains register-domain|renew-domain|transfer-domain|delete-domain|accept-domain-*': 'payment',
};

const messages: Rows = {
  'ses|sesv2 send-*': 'message',
  'sns publish|publish-batch': 'message',
  'pinpoint|pinpoint-email|pinpoint-sms-voice-v2 send-*': 'message',
};

const releases: Rows = {
  'ecs update-service|create-service|update-service-primary-task-set': 'release service',
  'lambda update-function-code|update-alias|publish-version': 'release service',
  'deploy create-deployment|push': 'release service',
  'codepipeline start-pipeline-execution': 'release service',
  'apprunner start-deployment|update-service': 'release service',
  'amplify start-deployment|start-job|create-deployment': 'release service',
  'elasticbeanstalk update-environment|swap-environment-cnames': 'release service',
  'apigateway create-deployment': 'release service',
  'cloudformation deploy': 'apply stack unless --no-execute-changeset',
  'cloudformation create-stack|update-stack|create-stack-set|update-stack-set|create-stack-instances': 'apply stack',
  'cloudformation execute-change-set|delete-change-set|cancel-update-stack': 'nothing',
  'route53 change-resource-record-sets': 'replace dns',
};

const carriers: Rows = {
  'rds-data|redshift-data|dynamodb execute-statement|batch-execute-statement|execute-sql': statementText,
  'athena start-query-execution': statementText,
  'ssm send-command': (matched) => remoteShell(matched, parameterCommands(matched.command.value('--parameters'))),
  'eks update-kubeconfig': turnsTo('--alias', '--name'),
  'ecs execute-command': (matched) => remoteShell(matched, matched.command.value('--command')),
};

const replaceable: Rows = {
  '* untag-*|remove-tags*|delete-tags|delete-*-tagging|delete-tag': 'remove tags',
  'ecr|ecr-public batch-delete-image': 'remove image',
  'ecr delete-lifecycle-policy|delete-pull-through-cache-rule': 'remove policy',
  'ec2 deregister-image': 'remove image',
  'ec2 delete-launch-template*|delete-key-pair|delete-security-group|delete-route|delete-placement-group|delete-network-interface':
    'remove object',
  'ec2 cancel-*': 'remove request',
  's3api delete-object|delete-bucket-cors|delete-bucket-website|delete-bucket-*-configuration|abort-multipart-upload':
    'remove object',
  'sqs delete-message*': 'remove message',
  'dynamodb delete-item': 'remove item',
  'lambda delete-event-source-mapping|delete-alias|delete-function-concurrency|delete-layer-version|delete-function-event-invoke-config':
    'remove configuration',
  'elb|elbv2 deregister-*|remove-*|delete-rule|delete-listener|delete-target-group': 'remove target',
  'autoscaling terminate-instance-in-auto-scaling-group': 'remove instance',
  'cloudwatch delete-*': 'remove alarm',
  'events delete-rule|remove-targets': 'remove rule',
  'ecs deregister-*|delete-task-definitions|delete-attributes|delete-capacity-provider': 'remove task-definition',
  'codebuild|batch delete-report*|deregister-job-definition': 'remove definition',
};

const destructive: Rows = {
  'kms schedule-key-deletion|delete-imported-key-material|delete-alias': 'lose key',
  'kms disable-key': 'stop key',
  'rds delete-*': 'lose database',
  's3api delete-bucket|delete-objects': 'lose bucket',
  'cloudformation delete-*': 'lose stack',
  'ec2 terminate-instances': 'lose instance',
  'ec2 release-address': 'lose address',
  'secretsmanager delete-secret|remove-regions-from-replication': 'lose secret',
  '* delete-*|terminate-*|purge-*|destroy-*|batch-delete-*|bulk-delete-*|admin-delete-*|force-delete-*|empty-*|*-deletion':
    'lose resource',
  '* remove-*|deregister-*|batch-remove-*|evict-*': 'remove resource',
  'ec2|rds|neptune|docdb|redshift|lightsail|sagemaker stop-*|reboot-*|pause-*': 'stop instance',
  'ecs stop-task': 'stop task',
  'autoscaling set-desired-capacity|suspend-processes|update-auto-scaling-group': 'stop instances',
};

const operations: Table = {
  names: ['aws'],
  provider: 'aws',
  help: '--help help',
  rows: [secrets, safetyNets, access, money, messages, releases, carriers, replaceable, destructive],
};

function* read(command: Command, context: Context): Iterable<Finding> {
  if (asksForHelp(command, '--help') || isLoopbackUrl(command.value('--endpoint-url'))) return;
  if (given(command, '--generate-cli-skeleton') === 'yes') return;
  const [service, operation = ''] = command.verb.split(' ');
  if (command.verbUnknown || operation === '') return yield* readTable(operations, command, context);
  if (service === 's3') return yield* objects(command, operation, context);
  if (service === 'ec2' && command.has('--no-dry-run') === 'no' && command.has('--dry-run') === 'yes') return;
  yield* filesSent(command, service ?? '', operation, context);
  const quiet =
    looking.test(operation) &&
    !/password|token|cred|secret|param|assume|api-key|configure/.test(`${operation} ${service}`);
  if (!quiet) yield* readTable(operations, command, context);
}

/** The high-level `aws s3` commands, which know local paths, recursion and `--dryrun`. */
function* objects(command: Command, verb: string, context: Context): Iterable<Finding> {
  if (given(command, '--dryrun') === 'yes') return;
  const recursive = given(command, '--recursive');
  const [first = literal(''), second] = command.operands;
  if (textOf(first) === 'help') return;
  const matched: Matched = { command, context, provider: 'aws', operands: command.operands };
  switch (verb) {
    case 'rb':
      return yield* findings('lose bucket', matched);
    case 'rm':
      return yield* findings(recursive === 'no' ? 'remove object' : 'lose objects if --recursive', matched);
    case 'cp':
    case 'mv':
    case 'sync':
      break;
    default:
      return;
  }
  if (second === undefined) return;
  const tree = verb === 'sync' || recursive !== 'no';
  if (isElsewhere(second)) {
    if (!isElsewhere(first)) {
      yield upload(context, second, `${bucketOf(second)}.s3.amazonaws.com`, [first]);
      if (verb === 'mv')
        yield {
          kind: 'file.delete',
          path: context.path(first),
          recursive: tree ? 'yes' : 'no',
          how: 'move',
          filtered: 'no',
        };
    }
    if (verb === 'sync') yield* findings('lose objects if --delete', { ...matched, operands: [second] });
  } else {
    yield* download(context, first, `${bucketOf(first)}.s3.amazonaws.com`, second, tree);
    if (verb === 'sync' && given(command, '--delete') !== 'no') yield pruned(context, second);
  }
}

/** Services that take a secret to keep it, so that giving them one is use. */
const keepers = /^(?:secretsmanager|ssm|kms|acm|iam|acm-pca|transfer|rolesanywhere)$/;

/** Option-arguments `file://…` and `fileb://…` are read and sent (AWS CLI user guide, "Load parameter from a file"); so is `--body`. */
function* filesSent(command: Command, service: string, operation: string, context: Context): Iterable<Finding> {
  if (keepers.test(service)) return;
  const files = command.words.flatMap((word) => fileOf(word) ?? fileOf(afterEquals(word)) ?? []);
  const body =
    service === 's3api' && /^(?:put-object|upload-part)$/.test(operation) ? command.value('--body') : undefined;
  const sent = body === undefined ? files : [...files, body];
  if (sent.length > 0)
    yield upload(context, literal(`https://${service}.amazonaws.com`), `${service}.amazonaws.com`, sent);
}

/** The part of `--option=value` after the sign. */
function afterEquals(word: Word): Word {
  const at = prefixOf(word).indexOf('=');
  return at > 0 && prefixOf(word).startsWith('--') ? dropPrefix(word, at + 1) : word;
}

/** `aws configure get`: of the settings only keys and tokens are secret. */
function* configured({ operands }: Matched): Iterable<Finding> {
  const [name = literal('')] = operands;
  const text = textOf(name);
  if (text === undefined || /secret|token|access_key/i.test(text)) yield { kind: 'secret.dump', store: 'cloud', name };
}

/** Statements that a data API sends to a database: `rds-data execute-statement --sql`, `athena start-query-execution`. */
function* statementText({ command, context }: Matched): Iterable<Finding> {
  const name = command.value('--database', '--resource-arn', '--cluster-identifier', '--work-group') ?? literal('');
  const database = { dialect: 'sql', location: 'remote', name, cwd: context.cwd } as const;
  for (const option of ['--sql', '--sqls', '--statement', '--query-string'])
    for (const [index, word] of command.words.entries()) {
      const prefix = prefixOf(word);
      const text =
        prefix === option ? command.words[index + 1] : prefix.startsWith(`${option}=`) ? afterEquals(word) : undefined;
      if (text !== undefined)
        yield { kind: 'code', language: 'sql', text, via: `aws ${command.verb}`, cwd: context.cwd, database };
    }
}

function* secureParameter(matched: Matched): Iterable<Finding> {
  const type = matched.command.value('--type');
  if (type !== undefined && textOf(type) === 'SecureString') yield* findings('rotate parameter', matched);
}

/** Commands in `--parameters 'commands=…'` or its JSON form, as AWS-RunShellScript takes them. */
function parameterCommands(parameters: Word | undefined): Word | undefined {
  const text = parameters === undefined ? undefined : textOf(parameters);
  if (parameters === undefined || text === undefined) return parameters;
  const list = /commands["']?\s*[=:]\s*(\[[\s\S]*\]|[\s\S]*)$/.exec(text)?.[1] ?? '';
  const quoted = [...list.matchAll(/"((?:[^"\\]|\\.)*)"|'([^']*)'/g)].map(
    ([, double, single]) => double?.replaceAll(/\\(.)/g, '$1') ?? single ?? '',
  );
  return literal(quoted.length > 0 ? quoted.join('\n') : list.replaceAll(/^\[|\]$/g, ''), parameters.span);
}

/** A shell command that runs on machines of the cloud. */
function* remoteShell(matched: Matched, text: Word | undefined): Iterable<Finding> {
  if (text === undefined) return;
  const via = [matched.command.program, matched.command.verb].join(' ');
  yield { kind: 'code', language: 'bash', text, via, remote: { kind: 'ssh', ephemeral: false, mounts: [] } };
}

export const specs: readonly Spec[] = [
  {
    names: ['aws'],
    syntax: {
      value: `${global} --body --parameters --command --type --document-name --cluster --service --function-name --task --container --targets --instance-ids --alias --name`,
      flags,
      depth: 2,
    },
    read,
  },
];
