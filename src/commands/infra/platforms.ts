import { literal, textOf, type Word } from '../../word.ts';
import type { Finding, Spec } from '../spec.ts';
import { given, table, type Matched } from './_table.ts';
import { isLoopbackUrl, upload } from './_transfer.ts';
import { namesProduction } from '../../production-name.ts';

/** Where `supabase db …` works: the local stack unless `--linked` or a URL says otherwise. */
function supabaseLocation({ command }: Matched, otherwise: 'local' | 'remote'): 'local' | 'remote' | 'unknown' {
  const url = command.value('--db-url');
  if (url !== undefined) {
    const text = textOf(url);
    return text === undefined
      ? 'unknown'
      : /@(?:localhost|127\.0\.0\.1|\[::1\])[:/]/.test(text) || isLoopbackUrl(url)
        ? 'local'
        : 'remote';
  }
  const linked = given(command, '--linked --experimental-linked');
  if (given(command, '--local') === 'yes') return 'local';
  return linked === 'yes' ? 'remote' : linked === 'unknown' && otherwise === 'local' ? 'unknown' : otherwise;
}

function* migrate(
  matched: Matched,
  action: 'reset' | 'deploy' | 'develop',
  otherwise: 'local' | 'remote',
): Iterable<Finding> {
  const location = supabaseLocation(matched, otherwise);
  const url = matched.command.value('--db-url');
  const production = namesProduction(url);
  yield {
    kind: 'db.migrate',
    tool: 'supabase',
    action: action === 'develop' && location !== 'local' ? 'deploy' : action,
    location,
    production,
    test: location === 'local' ? 'yes' : 'no',
  };
}

/** `pscale shell DB BRANCH` is a MySQL client that reads statements from its standard input. */
function* pscaleShell({ operands, context }: Matched): Iterable<Finding> {
  const [name = literal('')] = operands;
  const database = { dialect: 'mysql', location: 'remote', name } as const;
  yield { kind: 'stream-code', language: 'sql', stream: context.stdin, via: 'pscale shell', database };
}

function* pscaleConnect({ command }: Matched): Iterable<Finding> {
  const text = command.value('--execute');
  if (text !== undefined) yield { kind: 'code', language: 'bash', text, via: 'pscale connect' };
}

/** `supabase storage cp FILE ss:///bucket/…`. */
function* supabaseCopy({ operands, context }: Matched): Iterable<Finding> {
  const [from, to] = operands;
  const remote = (word: Word | undefined): boolean => word !== undefined && (textOf(word) ?? '').startsWith('ss://');
  if (from !== undefined && to !== undefined && remote(to) && !remote(from))
    yield upload(context, to, 'supabase.co', [from]);
}

export const specs: readonly Spec[] = [
  table({
    names: ['supabase'],
    provider: 'supabase',
    syntax: {
      value:
        '--workdir --project-ref --db-url --password -p --network-id -o --output --profile --dns-resolver --env-file --version --last --org-id --region --schema -s -f --file',
      flags:
        '--linked --local --experimental --debug --create-ticket --dry-run --include-all --include-seed --include-roles --no-seed --yes --no-backup --recursive -r --all',
      depth: 2,
    },
    rows: [
      {
        'projects delete': 'lose project',
        'projects api-keys': 'secret paas',
        'branches delete': 'lose branch',
        'branches disable': 'lose branches',
        'branches get': 'secret paas',
        'db reset': (matched) => migrate(matched, 'reset', 'local'),
        'db push': (matched) =>
          given(matched.command, '--dry-run') === 'yes' ? [] : migrate(matched, 'deploy', 'remote'),
        'migration up|down': (matched) => migrate(matched, 'develop', 'local'),
        'migration repair|squash|fetch': 'nothing',
        'functions deploy': 'release service',
        'functions delete': 'lose function',
        'config push': 'apply configuration',
        'secrets set|unset': 'rotate secret',
        'storage rm': ['lose objects if --recursive -r', 'remove object unless --recursive -r'],
        'storage cp|mv': supabaseCopy,
        'sso|vanity-subdomains|domains|custom-domains|network-restrictions|network-bans|ssl-enforcement add|remove|update|delete|activate|create':
          'access protection change',
        'backups restore': 'lose database',
        'postgres-config update|delete': 'replace configuration',
        stop: ['lose database if --no-backup'],
        'snippets|gen|link|unlink|login|init|start|status|services|test|bootstrap|seed **': 'nothing',
        '** delete': 'lose resource',
      },
    ],
  }),
  table({
    names: ['neonctl', 'neon'],
    provider: 'neon',
    syntax: {
      value:
        '--project-id --org-id --api-key -o --output --config-dir --api-host --oauth-host --context-file --branch --database-name --role-name --parent --name',
      flags: '--color --analytics',
      depth: 2,
    },
    rows: [
      {
        'projects|project delete': 'lose project',
        'branches|branch delete': 'lose branch',
        'branches|branch reset|restore': 'lose branch',
        'databases|database|db delete': 'lose database',
        'roles|role create': 'access member create',
        'roles|role delete': 'access member delete',
        'connection-string|cs': 'secret paas',
        'ip-allow add|remove|reset': 'access protection change',
        '** delete': 'lose resource',
      },
    ],
  }),
  table({
    names: ['pscale', 'planetscale'],
    provider: 'planetscale',
    syntax: {
      value:
        '--org --api-url --api-token --service-token --service-token-id --config -f --format --role --name --execute --execute-protocol --port --host',
      flags: '--debug --no-color --force --yes',
      depth: 2,
    },
    rows: [
      {
        'backup delete': 'backup database',
        'database|db delete': 'lose database',
        'branch delete': 'lose branch',
        'branch demote|safe-migrations': 'access protection change',
        'deploy-request deploy|revert|skip-revert': 'release service',
        'deploy-request close': 'nothing',
        'password create': 'access key create',
        'password delete': 'access key delete',
        'service-token create|add-access|delete-access|delete': 'access key change',
        'keyspace delete|resize': 'lose keyspace',
        shell: pscaleShell,
        connect: pscaleConnect,
        '** delete': 'lose resource',
      },
    ],
  }),
  table({
    names: ['mongocli', 'atlas-cli'],
    provider: 'mongodb-atlas',
    syntax: { value: '--projectId --orgId -P --profile -o --output', flags: '--force', depth: 3 },
    rows: [
      {
        'atlas clusters|cluster|serverless delete|rm': 'lose cluster',
        'atlas backups ** delete|rm': 'backup snapshot',
        'atlas backups ** update|disable': 'retention cluster',
        'atlas projects delete|rm': 'lose project',
        'atlas dbusers|accessLists|accesslist|users|teams|customDbRoles create|delete|update|add|rm':
          'access member change',
        'iam ** create|update': 'access member change',
        'iam ** delete|rm': 'access member delete',
        '** delete|rm': 'lose resource',
      },
    ],
  }),
];
