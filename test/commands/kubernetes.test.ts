import { describe, expect, test } from 'vitest';
import { kindsIn, resourceInPath, resourceOf } from '../../src/commands/kubernetes/_resources.ts';
import { summaries } from './summary.ts';

describe('resources', () => {
  test.each([
    ['ns', 'namespace'],
    ['Namespaces', 'namespace'],
    ['po', 'pod'],
    ['pods.v1', 'pod'],
    ['deploy', 'deployment'],
    ['deployments.apps', 'deployment'],
    ['pv', 'persistentvolume'],
    ['PersistentVolumeClaim', 'persistentvolumeclaim'],
    ['crds', 'crd'],
    ['customresourcedefinitions.apiextensions.k8s.io', 'crd'],
    ['networkpolicies', 'networkpolicy'],
    ['ingresses', 'ingress'],
    ['nodes', 'node'],
    ['secrets', 'secret'],
    ['volumesnapshots', 'volumesnapshot'],
    ['storageclasses', 'storageclass'],
    ['constructor', 'constructor'],
  ])('%s is %s', (written, resource) => {
    expect(resourceOf(written)).toBe(resource);
  });

  test('an API path names a resource', () => {
    expect(resourceInPath('/api/v1/namespaces/shop')).toEqual({ resource: 'namespace', name: 'shop', namespace: '' });
    expect(resourceInPath('/apis/apps/v1/namespaces/shop/deployments/web?x=1')).toEqual({
      resource: 'deployment',
      name: 'web',
      namespace: 'shop',
    });
  });

  test('a manifest names its kinds, in YAML and in JSON', () => {
    expect(
      kindsIn(
        'apiVersion: v1\nkind: Namespace\nmetadata:\n  name: shop\n---\nkind: Pod\nmetadata:\n  name: web\n  namespace: prod\n',
      ),
    ).toEqual([
      { resource: 'namespace', name: 'shop', namespace: '' },
      { resource: 'pod', name: 'web', namespace: 'prod' },
    ]);
    expect(kindsIn('{\n  "kind": "Namespace",\n  "metadata": { "name": "shop" }\n}')).toEqual([
      { resource: 'namespace', name: 'shop', namespace: '' },
    ]);
  });
});

describe('kubectl', () => {
  test.each([
    ['kubectl delete ns shop', ['delete namespace shop']],
    ['kubectl -n x --context y delete ns shop', ['delete namespace shop']],
    ['kubectl delete pod/web svc/web', ['delete pod web', 'delete service web']],
    ['kubectl delete pods,services web', ['delete pod web', 'delete service web']],
    ['kubectl delete pods --all', ['delete pod all']],
    ['kubectl delete pods -A -l app=web', ['delete pod all']],
    ['kubectl delete pod web -n prod', ['delete pod web in production']],
    ['kubectl delete pod web -n preprod', ['delete pod web']],
    ['kubectl delete pod prod-web', ['delete pod prod-web']],
    ['kubectl delete ns prod', ['delete namespace prod in production']],
    ['kubectl delete -f web.yaml', ['delete web.yaml']],
    ['kubectl delete -f k8s/prod/', ['delete k8s/prod/ in production']],
    ['kubectl delete ns shop --dry-run=client', []],
    ['kubectl delete ns shop --dry-run=none', ['delete namespace shop']],
    ['kubectl delete ns shop --dry-run', []],
    ['kubectl delete $WHAT', ['opaque program']],
    ['kubectl $VERB ns shop', ['opaque program']],
    ['kubectl delete pods $NAMES', ['delete pod $NAMES perhaps all']],
    ['kubectl delete --raw /api/v1/namespaces/shop', ['delete namespace shop']],
    ['kubectl replace --force -f web.yaml', ['delete web.yaml', 'replace web.yaml']],
    ['kubectl drain worker-1 --ignore-daemonsets', ['drain node worker-1']],
    ['oc adm drain worker-1', ['drain node worker-1']],
    ['kubectl apply -f web.yaml -n production', ['apply web.yaml in production']],
    ['kubectl rollout status deploy/web -n production', []],
    ['kubectl rollout restart deploy/web', ['rollout restart deployment web']],
    ['kubectl scale deploy web --replicas=0', ['scale deployment web']],
    ['kubectl get pods -n production', []],
    ['kubectl logs -f web -p', []],
    ['kubectl delete --help', []],
    ['KUBECONFIG=prod.yaml kubectl delete pod web', ['delete pod web in production']],
    [
      'kubectl create clusterrolebinding x --clusterrole=cluster-admin',
      ['access role create', 'create clusterrolebinding x'],
    ],
    ['kubectx prod', ['use-context in production']],
  ])('%s: %j', (command, found) => {
    expect(summaries(command)).toEqual(found);
  });

  test.each([
    ['kubectl get secret db -o yaml', true],
    ['kubectl get secrets/db -ojson', true],
    ['kubectl get cm,secret -A -o json', true],
    ["kubectl get secret db -o jsonpath='{.data.password}'", true],
    ["kubectl get secret db -o jsonpath='{.metadata.annotations}'", true],
    ["kubectl get secret db -o go-template='{{.data}}'", true],
    ['kubectl get --raw /api/v1/namespaces/x/secrets', true],
    ['kubectl config view --raw', true],
    ['oc whoami -t', true],
    ["kubectl get secret db -o jsonpath='{.metadata.name}'", false],
    ['kubectl get secret db -o name', false],
    ['kubectl get secret', false],
    ['kubectl describe secret db', false],
    ['kubectl get pod secret -o yaml', false],
  ])('%s shows secrets: %s', (command, shows) => {
    expect(summaries(command)).toEqual(shows ? ['shows secrets of kubernetes'] : []);
  });

  test.each([
    ['kubectl exec -it web -c app -- rm -rf /srv', ['delete /srv in a pod']],
    ['kubectl exec web -- sh -c "rm -rf /srv"', ['delete /srv in a pod']],
    ['oc rsh -c app web rm -rf /srv', ['delete /srv in a pod']],
    ['kubectl exec deploy/db -- psql -c "DROP TABLE users"', ['sql drop table users in a pod']],
    ['kubectl run t --rm -it --image=busybox -- rm -rf /srv', ['delete /srv in a throw-away pod', 'run pod t']],
    ['minikube kubectl -- delete ns shop', ['delete namespace shop']],
    ['k3s kubectl -n x delete ns shop', ['delete namespace shop']],
    ['kubectl cp notes.txt web:/tmp/', ['read notes.txt']],
    ['kubectl cp web:/tmp/x ./x', ['write ./x']],
  ])('%s: %j', (command, found) => {
    expect(summaries(command)).toEqual(found);
  });

  test('a manifest that can be seen says what goes', () => {
    const files = { '/home/dev/project/k8s.yaml': 'kind: Namespace\nmetadata:\n  name: shop\n' };
    expect(summaries('kubectl delete -f k8s.yaml', { files })).toEqual(['delete namespace shop']);
    expect(summaries("printf 'kind: PersistentVolume\\nmetadata:\\n  name: a\\n' | kubectl delete -f -")).toEqual([
      'delete persistentvolume a',
    ]);
  });

  test('the current context counts where nothing else is named', () => {
    const world = { kubeContext: 'prod-eu' };
    expect(summaries('kubectl delete pod web', world)).toEqual(['delete pod web in production']);
    expect(summaries('kubectl --context kind-dev delete pod web', world)).toEqual(['delete pod web']);
  });
});

test('a command that turns to another cluster counts for what follows it', () => {
  const world = { kubeContext: 'kind-dev' };
  expect(summaries('kubectl config use-context prod-eu && kubectl delete pod web', world)).toEqual([
    'use-context in production',
    'delete pod web',
    'delete pod web in production',
  ]);
  expect(summaries('aws eks update-kubeconfig --name prod; helm uninstall web', world)).toEqual([
    'use-context in production',
    'delete release web',
    'delete release web in production',
  ]);
  expect(summaries('gcloud container clusters get-credentials prod-eu', world)).toEqual(['use-context in production']);
  expect(summaries('kubectl config use-context prod-eu; kubectl --context kind-dev delete pod web', world)).toEqual([
    'use-context in production',
    'delete pod web',
  ]);
});

describe('helm and its kin', () => {
  test.each([
    ['helm uninstall web', ['delete release web']],
    ['helm -n prod uninstall web', ['delete release web in production']],
    ['helm upgrade web-prod ./chart', ['upgrade release web-prod in production']],
    ['helm upgrade web ./chart --dry-run', []],
    ['helm upgrade web ./chart --dry-run=none', ['upgrade release web']],
    ['helm template web ./chart', []],
    ['helm diff upgrade web ./chart', []],
    ['helm secrets decrypt s.yaml', ['shows secrets of vault']],
    ['helmfile -e production apply', ['upgrade release production in production']],
    ['helmfile destroy', ['delete release all']],
    ['flux delete kustomization apps', ['delete release apps']],
    ['argocd app delete web', ['delete release web']],
    ['argocd app list', []],
    ['velero backup delete nightly', ['access backup delete']],
    ['velero backup create nightly', []],
  ])('%s: %j', (command, found) => {
    expect(summaries(command)).toEqual(found);
  });
});
