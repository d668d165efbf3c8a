import type { InfraChange } from '../../effect.ts';
import { literal } from '../../word.ts';
import type { Finding, Spec } from '../spec.ts';
import { given, table, type Matched } from './_table.ts';

/** `pulumi up`: a plan that was saved is applied, everything else is new (https://www.pulumi.com/docs/iac/cli/commands/pulumi_up/). */
function* up({ command, provider }: Matched): Iterable<Finding> {
  const planned = command.value('--plan');
  const change: Omit<InfraChange, 'span' | 'via'> = {
    kind: 'infra.change',
    provider,
    action: 'apply',
    object: '',
    target: command.value('-s', '--stack') ?? literal(''),
    irreversible: 'no',
    approved: given(command, '--yes -y --skip-preview -f'),
    planned: planned === undefined ? 'no' : 'yes',
  };
  yield change;
}

export const specs: readonly Spec[] = [
  table({
    names: ['pulumi'],
    provider: 'pulumi',
    syntax: {
      value:
        '-s --stack -C --cwd --config-file -c --config -m --message -p --parallel -t --target --replace --plan --save-plan ' +
        '--policy-pack --color --tracing --profiling -v --verbose --secrets-provider --exclude --target-replace --file --env',
      flags:
        '-y --yes --skip-preview -f --preview-only --show-secrets --non-interactive --emoji -e --logtostderr --force --diff',
      depth: 1,
    },
    rows: [
      {
        'destroy|down|dn': 'destroy stack unless --preview-only',
        'up|update': up,
        watch: up,
        refresh: 'apply state unless --preview-only',
        'stack rm|remove': 'workspace-delete stack',
        'state delete|unprotect': 'state-remove resource',
        'state rename|move|edit|upgrade': 'replace state',
        'stack import': 'state-remove state',
        'stack export|output': 'secret cloud if --show-secrets',
        config: 'secret cloud if --show-secrets',
        cancel: 'stop update',
        'env open|get|run': 'secret cloud',
        'env rm|remove': 'lose environment',
        'org member|role': 'access member change',
        'deployment run': 'apply stack',
      },
    ],
  }),
];
