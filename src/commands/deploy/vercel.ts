import { textOf } from '../../word.ts';
import type { Command } from '../argv.ts';
import type { Context, Finding, Spec } from '../spec.ts';
import { asksForHelp, readTable, release, type Table } from '../infra/_table.ts';

const vercel: Table = {
  names: ['vercel', 'vc', 'now'],
  provider: 'vercel',
  syntax: {
    value:
      '-A --local-config -Q --global-config -S --scope -T --team -t --token -V --cwd -b --build-env -e --env -m --meta -r --regions --target --archive -n --name --git-branch --environment --timeout',
    flags:
      '-d --debug -f --force -y --yes --prod --prebuilt --public --confirm --no-wait --no-clipboard -l --logs --with-cache --skip-domain --safe -s',
  },
  approve: '-y --yes --confirm',
  help: '--help -h help',
  rows: [
    {
      'rm|remove': 'lose project',
      'project|projects rm|remove': 'lose project',
      'domains|dns|certs rm|remove': 'lose domain',
      'alias rm|remove': 'remove alias',
      'alias set|add': 'release service',
      'env rm|remove|add|update': 'rotate environment',
      'blob|blob-store del|delete|store rm|remove': 'lose blobs',
      'integration|integration-resource remove|rm|disconnect': 'lose integration',
      'teams|team|switch invite|add': 'access member create',
      'promote|rollback|redeploy|rolling-release': 'release service',
      'domains buy|transfer-in|move': 'payment',
      deploy: (matched) => [release(matched, 'service')],
      'build|dev|develop|pull|link|login|logout|whoami|ls|list|inspect|logs|log|init|teams|team|switch|telemetry|open|git|project|projects|env|domains|dns|certs|alias|bisect|curl|blob|cache|target|targets|integration|mcp|guidance|httpstat|crons|install|api':
        'nothing',
    },
  ],
};

/** Vercel (https://vercel.com/docs/cli): without a command, or with a directory in its place, it deploys. */
function* read(command: Command, context: Context): Iterable<Finding> {
  if (asksForHelp(command) || command.has('--version', '-v') === 'yes') return;
  const [first] = command.operands;
  const name = first === undefined ? undefined : textOf(first);
  const known =
    name !== undefined &&
    Object.keys(vercel.rows[0] ?? {}).some((pattern) => pattern.split(' ')[0]?.split('|').includes(name) === true);
  if (known) yield* readTable(vercel, command, context);
  else yield release({ command, context, provider: 'vercel', operands: command.operands }, 'service');
}

export const specs: readonly Spec[] = [{ names: vercel.names, syntax: vercel.syntax ?? {}, read }];
