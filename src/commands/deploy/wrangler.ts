import { literal, type Word } from '../../word.ts';
import type { Finding, Spec } from '../spec.ts';
import { given, table, type Matched } from '../infra/_table.ts';
import { upload } from '../infra/_transfer.ts';
import { namesProduction } from '../../production-name.ts';

/** `wrangler d1 execute DB --command 'SQL'`: the local copy unless `--remote`. */
function* execute({ command, context, operands }: Matched): Iterable<Finding> {
  const [name = literal('')] = operands;
  const remote = given(command, '--remote');
  const database = {
    dialect: 'sqlite',
    location: remote === 'yes' ? 'remote' : remote === 'no' ? 'local' : 'unknown',
    name,
  } as const;
  const text = command.value('--command');
  const file = command.value('--file');
  if (text !== undefined) yield { kind: 'code', language: 'sql', text, via: 'wrangler d1', database };
  if (file !== undefined)
    yield { kind: 'file-code', language: 'sql', path: context.path(file), via: 'wrangler d1', database };
}

/** `wrangler d1 migrations apply DB --remote`. */
function* migrate({ command, operands }: Matched): Iterable<Finding> {
  const remote = given(command, '--remote');
  yield {
    kind: 'db.migrate',
    tool: 'wrangler',
    action: remote === 'no' ? 'develop' : 'deploy',
    location: remote === 'yes' ? 'remote' : remote === 'no' ? 'local' : 'unknown',
    production: namesProduction(operands[0], command.value('-e', '--env')),
    test: 'no',
  };
}

/** `wrangler r2 object put bucket/key --file=FILE`, `wrangler kv key put KEY --path FILE`. */
function* put({ command, context, operands }: Matched): Iterable<Finding> {
  if (given(command, '--local') === 'yes') return;
  const file = command.value('-f', '--file', '--path');
  const target: Word = operands[0] ?? literal('');
  if (file !== undefined) yield upload(context, target, 'cloudflare.com', [file]);
  else if (given(command, '-p --pipe') === 'yes') yield upload(context, target, 'cloudflare.com', [literal('-')]);
}

/** A row that acts on the local simulation where `--local` is given. */
function unlessLocal(object: string) {
  return function* lose({ command, operands }: Matched): Iterable<Finding> {
    const local = given(command, '--local');
    if (local === 'yes') return;
    yield {
      kind: 'infra.change',
      provider: 'cloudflare',
      action: 'delete',
      object,
      target: operands[0] ?? literal(''),
      irreversible: local === 'no' ? 'yes' : 'unknown',
      approved: given(command, '-y --yes --force --skip-confirmation'),
      planned: 'no',
    };
  };
}

/** Wrangler: https://developers.cloudflare.com/workers/wrangler/commands/. */
export const specs: readonly Spec[] = [
  table({
    names: ['wrangler', 'wrangler2'],
    provider: 'cloudflare',
    syntax: {
      value:
        '-c --config -e --env --name --command --file -f --path --binding --namespace-id --branch --project-name --commit-hash --commit-message --message --tag --cwd --env-file --database-id --batch-size --var --define --alias --route --routes --compatibility-date --outdir --version-id --persist-to --jurisdiction -J',
      flags:
        '--remote --local --dry-run -y --yes --force --preview --json --minify --no-bundle --keep-vars --commit-dirty -p --pipe --skip-confirmation --latest --x-versions',
      depth: 3,
    },
    preview: '--dry-run',
    approve: '-y --yes --force --skip-confirmation',
    help: '--help -h help',
    rows: [
      {
        'deploy|publish': 'release service',
        'pages deploy|publish': 'release service',
        'pages deployment create': 'release service',
        'pages deployment delete': 'remove deployment',
        'pages project delete': 'lose project',
        'pages secret put|delete|bulk': 'rotate secret',
        'versions deploy': 'release service',
        'versions secret put|delete|bulk': 'rotate secret',
        rollback: 'release service',
        'triggers deploy': 'release service',
        delete: 'lose worker',
        'd1 execute': execute,
        'd1 migrations apply': migrate,
        'd1 delete': 'lose database',
        'd1 time-travel restore': 'lose database',
        'kv:namespace delete': 'lose namespace',
        'kv namespace delete': 'lose namespace',
        'kv:key|kv:bulk delete': unlessLocal('key'),
        'kv key|bulk delete': unlessLocal('key'),
        'kv key|bulk put': put,
        'kv:key|kv:bulk put': put,
        'r2 bucket delete': 'lose bucket',
        'r2 bucket lifecycle|lock set|add|remove': 'retention bucket',
        'r2 bucket cors|dev-url|domain|notification|sippy set|add|enable|disable|delete|remove|create|update':
          'access protection change',
        'r2 object delete': unlessLocal('object'),
        'r2 object put': put,
        'queues|queue delete|purge': 'lose queue',
        'vectorize|hyperdrive|workflows|pipelines|containers|dispatch-namespace|mtls-certificate|cert|ai-search|secrets-store delete':
          'lose resource',
        'secrets-store store|secret create|update|delete|duplicate': 'rotate secret',
        'secret put|delete|bulk': 'rotate secret',
        'secret:bulk': 'rotate secret',
        'containers push': 'release image',
      },
    ],
  }),
];
