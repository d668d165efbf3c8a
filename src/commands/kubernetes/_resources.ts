/** Short names, plurals and kinds of the resources rules speak of, as `kubectl api-resources` prints them. */
const aliases: Readonly<Record<string, string>> = {
  ns: 'namespace',
  po: 'pod',
  pv: 'persistentvolume',
  pvc: 'persistentvolumeclaim',
  crd: 'crd',
  customresourcedefinition: 'crd',
  no: 'node',
  project: 'namespace',
  deploy: 'deployment',
  deploymentconfig: 'deployment',
  dc: 'deployment',
  svc: 'service',
  sts: 'statefulset',
  ds: 'daemonset',
  rs: 'replicaset',
  rc: 'replicationcontroller',
  cj: 'cronjob',
  cm: 'configmap',
  ing: 'ingress',
  sa: 'serviceaccount',
  sc: 'storageclass',
  hpa: 'horizontalpodautoscaler',
  ep: 'endpoint',
  ev: 'event',
  netpol: 'networkpolicy',
  pdb: 'poddisruptionbudget',
  quota: 'resourcequota',
  vs: 'volumesnapshot',
};

/** `pods`, `Pod`, `po` and `pods.v1` are one resource: lower case, singular, without its group. */
export function resourceOf(written: string): string {
  const name = written.toLowerCase().split('.')[0] ?? '';
  const direct = aliases[name];
  if (direct !== undefined && Object.hasOwn(aliases, name)) return direct;
  const singular = /(?:policies|identities|proxies|repositories|registries|ies)$/.test(name)
    ? name.replace(/ies$/, 'y')
    : /(?:ses|xes|ches)$/.test(name) && !/(?:leases|databases|releases)$/.test(name)
      ? name.slice(0, -2)
      : name.replace(/(?<!s)s$/, '');
  return Object.hasOwn(aliases, singular) ? (aliases[singular] ?? singular) : singular;
}

/** The resource and the name in an API path: `/api/v1/namespaces/prod/pods/web` (Kubernetes API concepts, "Resource URIs"). */
export function resourceInPath(path: string): {
  readonly resource: string;
  readonly name: string;
  readonly namespace: string;
} {
  const segments = path.split('?')[0]?.split('/').filter(Boolean) ?? [];
  const rest = segments[0] === 'apis' ? segments.slice(3) : segments.slice(2);
  const namespaced = rest[0] === 'namespaces' && rest.length > 2;
  const [resource = '', name = ''] = namespaced ? rest.slice(2) : rest;
  return { resource: resourceOf(resource), name, namespace: namespaced ? (rest[1] ?? '') : '' };
}

/** The kinds of the objects in a manifest, by its `kind:` lines and JSON members at the top of each document. */
export function kindsIn(
  manifest: string,
): readonly { readonly resource: string; readonly name: string; readonly namespace: string }[] {
  const documents = manifest.split(/^---\s*$/m);
  return documents.flatMap((document) => {
    const kind = /^(?:\s*"?)kind"?\s*:\s*"?'?([A-Za-z]+)/m.exec(document)?.[1];
    if (kind === undefined) return [];
    const metadata = /^\s*"?metadata"?\s*:([\s\S]*)/m.exec(document)?.[1] ?? '';
    const name = /(?:^|[\s{,])"?name"?\s*:\s*"?'?([\w.-]+)/.exec(metadata)?.[1] ?? '';
    const namespace = /(?:^|[\s{,])"?namespace"?\s*:\s*"?'?([\w.-]+)/.exec(metadata)?.[1] ?? '';
    return [{ resource: kind === 'List' ? '' : resourceOf(kind), name, namespace }];
  });
}
