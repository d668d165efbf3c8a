import { literal } from '../../word.ts';
import type { Spec } from '../spec.ts';
import { table } from '../infra/_table.ts';

/** Tools that set up a cluster, and the verbs that take it down again. */
export const specs: readonly Spec[] = [
  // https://kubernetes.io/docs/reference/setup-tools/kubeadm/kubeadm-reset/
  table({
    names: ['kubeadm'],
    provider: 'kubeadm',
    preview: '--dry-run',
    syntax: { value: '--kubeconfig --config --cri-socket --rootfs -v', flags: '-f --force --cleanup-tmp-dir' },
    rows: [
      {
        reset: 'destroy cluster',
        'token create': 'access key create',
        'token delete': 'access key delete',
        'upgrade apply|node': 'apply cluster',
        'certs renew': 'rotate certificate',
      },
    ],
  }),
  // https://www.talos.dev/latest/reference/cli/
  table({
    names: ['talosctl'],
    provider: 'talos',
    preview: '--dry-run',
    syntax: {
      value: '-n --nodes -e --endpoints --context --talosconfig --cluster',
      flags: '--insecure --graceful --reboot',
    },
    rows: [
      {
        'reset|wipe': 'destroy node',
        'cluster destroy': 'destroy cluster',
        'etcd remove-member|leave|forfeit-leadership': 'lose member',
        'shutdown|reboot': 'stop node',
        'apply-config|patch|upgrade|upgrade-k8s|edit': 'apply configuration',
        kubeconfig: 'secret kubernetes',
      },
    ],
  }),
  table({
    names: ['rke', 'k0s', 'k0sctl', 'microk8s', 'rancher'],
    provider: 'cluster',
    syntax: { value: '--config --debug -c -d --data-dir --cri-socket', flags: '--force --destroy-storage' },
    rows: [
      {
        'remove|reset': 'destroy cluster',
        'etcd snapshot-restore|leave': 'lose cluster',
        'cluster|clusters delete|rm': 'destroy cluster',
        'up|apply': 'apply cluster',
        'disable|stop|leave|remove-node': 'stop cluster',
      },
    ],
  }),
  table({
    names: ['cilium', 'operator-sdk', 'clusterctl', 'tkn', 'crossplane'],
    provider: 'kubernetes',
    preview: '--dry-run --dry-run-helm-values',
    syntax: { value: '-n --namespace --context --kubeconfig', flags: '--wait --force -y --all' },
    rows: [
      {
        cleanup: 'lose operator',
        'uninstall|delete|prune': 'lose release',
        '* delete|rm': 'remove object',
      },
    ],
  }),
  {
    // The installers of k3s and RKE2 leave these behind (https://docs.k3s.io/installation/uninstall).
    names: ['k3s-uninstall.sh', 'k3s-agent-uninstall.sh', 'rke2-uninstall.sh', 'k3s-killall.sh', 'rke2-killall.sh'],
    *read(command) {
      yield {
        kind: 'infra.change',
        provider: 'k3s',
        action: command.program.includes('killall') ? 'stop' : 'destroy',
        object: 'cluster',
        target: literal(command.program),
        irreversible: command.program.includes('killall') ? 'no' : 'yes',
        approved: 'yes',
        planned: 'no',
      };
    },
  },
];
