import { literal, textOf } from '../../word.ts';
import type { Finding, Spec } from '../spec.ts';
import { given, table, type Matched, type Row } from '../infra/_table.ts';
import { kubeChanges, targetOf } from './_cluster.ts';

/** A row that changes objects in the cluster the command points at. */
function change(verb: string, resource: string): Row {
  return ({ command, context, operands }: Matched) => {
    const target = targetOf(command, context, '--context --kube-context --kubecontext', '--kubeconfig --server');
    const [name = literal('')] = operands;
    return kubeChanges(verb, target, { resource, name, all: given(command, '--all') });
  };
}

/** `k3s kubectl …` and `minikube kubectl -- …` are kubectl, in a cluster of this machine. */
function* kubectl({ command }: Matched): Iterable<Finding> {
  const at = command.words.findIndex((word) => textOf(word) === 'kubectl');
  const after = command.words.slice(at + 1);
  const argv = after[0] !== undefined && textOf(after[0]) === '--' ? after.slice(1) : after;
  yield { kind: 'run', argv: [literal('kubectl'), ...argv], via: `${command.program} kubectl` };
}

const kube = '-n --namespace --context --kubeconfig --cluster -s --server --token';

export const specs: readonly Spec[] = [
  table({
    names: ['flux'],
    provider: 'flux',
    preview: '--dry-run --export',
    syntax: {
      value: `${kube} --timeout --path --source`,
      flags: '-s --silent --keep-namespace --with-source',
      depth: 2,
    },
    rows: [
      {
        uninstall: change('delete', 'release'),
        'delete *': change('delete', 'release'),
        'create|bootstrap|install *': change('apply', ''),
        'install|bootstrap': change('apply', ''),
        'reconcile *': change('rollout restart', ''),
        'suspend|resume *': change('patch', ''),
      },
    ],
  }),
  table({
    names: ['argocd'],
    provider: 'argocd',
    preview: '--dry-run',
    syntax: {
      value:
        '--server --auth-token --config --grpc-web-root-path -H --header --core-context --kube-context --revision --project -p --parameter --resource -o --output -l --selector',
      flags: '--grpc-web --insecure --plaintext --core -y --yes --prune --force --async --cascade',
      depth: 2,
    },
    rows: [
      {
        'app delete|delete-resource': change('delete', 'release'),
        'app sync|rollback|set|patch|create|actions|edit|unset|terminate-op|patch-resource': change(
          'upgrade',
          'release',
        ),
        'appset delete': change('delete', 'release'),
        'appset create': change('upgrade', 'release'),
        'cluster rm|remove': 'lose cluster',
        'cluster add|set': 'access member change',
        'proj delete': 'lose project',
        'proj role|add-*|remove-*|allow-*|deny-* **': 'access role change',
        'repo|repocreds rm|remove': 'remove repository',
        'account update-password': 'rotate password',
        'account generate-token': 'access key create',
        'account delete-token': 'access key delete',
        'admin initial-password': 'secret kubernetes',
      },
    ],
  }),
  table({
    names: ['istioctl'],
    provider: 'istio',
    preview: '--dry-run',
    syntax: {
      value: `${kube} -i --istioNamespace --revision -f --filename --set`,
      flags: '-y --skip-confirmation --purge --vklog',
      depth: 1,
    },
    rows: [
      {
        uninstall: change('delete', 'release'),
        'install|upgrade|apply': change('apply', ''),
        'tag|remote-clusters remove|set': change('patch', ''),
      },
    ],
  }),
  table({
    names: ['velero'],
    provider: 'velero',
    syntax: { value: `${kube} --kubecontext --selector -l --ttl`, flags: '--confirm --all', depth: 2 },
    rows: [
      {
        'backup delete': 'backup backup',
        'delete backup': 'backup backup',
        'schedule|delete|pause|unpause delete|schedule|pause|unpause': 'retention schedule',
        'schedule create': 'retention schedule',
        'backup-location|snapshot-location|repo delete|set': 'retention location',
        'delete backup-location|snapshot-location': 'retention location',
        'restore create': change('apply', ''),
        'create restore': change('apply', ''),
        uninstall: 'retention velero',
      },
    ],
  }),
  table({
    names: ['eksctl'],
    provider: 'eksctl',
    preview: '--dry-run',
    syntax: {
      value: '-n --name -r --region -p --profile -f --config-file -v --verbose -C --cluster --timeout',
      flags: '--wait -w --approve --force --disable-nodegroup-eviction',
      depth: 2,
    },
    rows: [
      {
        'delete cluster': 'lose cluster',
        'delete nodegroup|ng': 'lose nodes',
        'delete iamserviceaccount|iamidentitymapping|podidentityassociation|accessentry': 'access role delete',
        'create iamserviceaccount|iamidentitymapping|podidentityassociation|accessentry': 'access role create',
        'delete *': 'lose resource',
        'drain nodegroup|ng': 'stop nodes',
        'scale nodegroup|ng': 'stop nodes',
        'create|upgrade|apply cluster': 'apply cluster',
        'upgrade *': 'apply cluster',
      },
    ],
  }),
  table({
    names: ['kops'],
    provider: 'kops',
    // Without --yes kops only shows what it would do (kops delete cluster --help: "Specify --yes to immediately delete").
    syntax: {
      value: '--name --state --config -v -o --output -f --filename',
      flags: '-y --yes --unregister --force',
      depth: 2,
    },
    rows: [
      {
        'delete cluster|instancegroup|ig': 'lose cluster if --yes -y',
        'delete secret': 'lose secret',
        'delete instance': 'remove instance if --yes -y',
        delete: 'lose cluster if --yes -y --filename -f',
        'update cluster': 'apply cluster if --yes -y',
        'rolling-update cluster': 'apply cluster if --yes -y',
        'replace|edit|create|toolbox *': 'nothing',
        'get secrets|secret': 'secret kubernetes if -o --output',
        'export kubecfg|kubeconfig': 'access key create if --admin',
      },
    ],
  }),
  table({
    names: ['kind', 'k3d', 'ctlptl'],
    provider: 'local-cluster',
    syntax: { value: '--name -n --kubeconfig', depth: 2 },
    rows: [
      {
        'delete cluster|clusters': 'remove cluster',
        'cluster|node delete|rm': 'remove cluster',
        'node|cluster stop': 'nothing',
      },
    ],
  }),
  table({
    names: ['minikube'],
    provider: 'local-cluster',
    syntax: { value: '-p --profile', flags: '--all --purge', depth: 1 },
    rows: [{ delete: 'remove cluster', kubectl: kubectl, 'node delete': 'remove node' }],
  }),
  table({
    names: ['k3s', 'microk8s'],
    provider: 'local-cluster',
    syntax: { style: 'posix', depth: 1 },
    rows: [{ kubectl: kubectl, 'reset|remove': 'lose cluster' }],
  }),
  table({
    names: ['crictl'],
    provider: 'cri',
    syntax: {
      value: '-c --config -r --runtime-endpoint -i --image-endpoint -t --timeout',
      flags: '-D --debug -a --all -f --force --prune -q --sync -s',
      depth: 1,
      verbs: { exec: { style: 'posix', value: '--timeout', flags: '-i -t --interactive --tty -s --sync' } },
    },
    rows: [
      {
        exec: execs,
        'rm|rmp': removes('container'),
        rmi: removes('image'),
        'stop|stopp': (matched) => [containerChange('stop', 'container', matched)],
      },
    ],
  }),
];

type Change = Extract<Finding, { kind: 'container.change' }>;

function containerChange(action: Change['action'], object: Change['object'], { command, operands }: Matched): Finding {
  const force = given(command, '-f --force');
  return {
    kind: 'container.change',
    engine: 'crictl',
    action,
    object,
    force,
    volumes: 'no',
    target: operands[0] ?? literal(''),
  };
}

function removes(object: Change['object']): Row {
  return (matched) => [
    containerChange(given(matched.command, '-a --all --prune') === 'yes' ? 'prune' : 'remove', object, matched),
  ];
}

function* execs({ operands }: Matched): Iterable<Finding> {
  const argv = operands.slice(1);
  if (argv.length > 0)
    yield { kind: 'run', argv, via: 'crictl exec', remote: { kind: 'container', ephemeral: false, mounts: [] } };
}
