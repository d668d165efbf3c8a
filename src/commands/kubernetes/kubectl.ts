import {
  anyOf,
  dropPrefix,
  equals,
  literal,
  prefixOf,
  show,
  textOf,
  type Remote,
  type Truth,
  type Word,
} from '../../word.ts';
import type { Command, Syntax } from '../argv.ts';
import type { Context, Finding, Spec } from '../spec.ts';
import { asksForHelp, given } from '../infra/_table.ts';
import { kubeChanges, targetOf, type Target } from './_cluster.ts';
import { kindsIn, resourceInPath, resourceOf } from './_resources.ts';

/** Options of every subcommand that take a value (kubectl options; kubectl reference). */
const globals =
  '-n --namespace --context --cluster --user --kubeconfig -s --server --token --as --as-group --as-uid --certificate-authority --client-certificate ' +
  '--client-key --tls-server-name --request-timeout --cache-dir --password --username --profile --profile-output -v --v --vmodule --log-flush-frequency';
const common =
  '-l --selector --field-selector -o --output --template --field-manager --timeout --grace-period --cascade --raw --chunk-size --sort-by -L --label-columns';
const optional = '--dry-run --validate';
const flags =
  '-A --all-namespaces --all --force --now --wait --ignore-not-found -R --recursive -w --watch -i --stdin -t --tty -q --quiet --insecure-skip-tls-verify ' +
  '--warnings-as-errors --match-server-version --rm --record --overwrite --local --server-side --prune --no-headers --show-labels --delete-emptydir-data ' +
  '--ignore-daemonsets --disable-eviction --delete-local-data --privileged --attach --command --expose --current';

const syntax: Syntax = {
  value: `${globals} ${common} -f --filename -k --kustomize -c --container -p --patch --type --replicas --image --port --target-port --overrides --env --restart --to-revision --resource-version --current-replicas --min --max --cpu-percent --pod-selector --patch-file --name --subresource --from-literal --from-file --from-env-file --show-managed-fields --cert --key --docker-server --docker-username --docker-password --clusterrole --role --serviceaccount --group --verb --resource --duration --audience`,
  optional,
  flags,
  depth: 1,
  verbs: {
    // -f follows, -p shows the previous container, -c names one.
    logs: { flags: '-f --follow -p --previous --all-containers --prefix --timestamps' },
    exec: { value: '-c --container --pod-running-timeout -f --filename' },
    rsh: { style: 'posix', value: '-c --container --shell --timeout', flags: '-t -T --tty --no-tty' },
    run: {
      value:
        '--image -l --labels --env --port --overrides --restart --image-pull-policy --annotations --pod-running-timeout',
    },
    debug: {
      value: '--image -c --container --target --copy-to --profile --env --share-processes --set-image --custom',
    },
    rollout: { depth: 1 },
    set: { depth: 1 },
    create: {},
    config: { depth: 1 },
    adm: { depth: 1 },
    certificate: { depth: 1 },
    auth: { depth: 1 },
    apply: {},
    delete: { flags: '-i --interactive' },
  },
};

/** Verbs that change what runs or what is stored, besides `delete`. */
const changing = new RegExp(
  '^(?:apply|create|replace|patch|edit|label|annotate|scale|autoscale|expose|run|set|drain|cordon|uncordon|taint|rollout|certificate|auth reconcile|new-app|new-project|import-image|tag|policy|process|start-build|idle)(?: |$)',
);

function* read(command: Command, context: Context): Iterable<Finding> {
  const [verb = '', sub = ''] = (command.verb.startsWith('adm ') ? command.verb.slice(4) : command.verb).split(' ');
  if (command.verbUnknown) {
    yield { kind: 'opaque', why: 'program', detail: [command.program, ...command.words.map(show)].join(' ') };
    return;
  }
  const carries = verb === 'exec' || verb === 'rsh' || verb === 'run' || verb === 'debug';
  if (!carries && asksForHelp(command)) return;
  if (carries) yield* runsInside(command, verb);
  if (verb === 'exec' || verb === 'rsh') return;
  if (verb === 'apply' && textOf(command.operands[0] ?? literal('')) === 'view-last-applied') return;
  const target = targetOf(command, context);
  if (verb === 'get' || verb === 'extract' || verb === 'whoami') return yield* shows(command, verb);
  if (verb === 'config' || verb === 'project') return yield* configuration(command, sub);
  if (verb === 'cp') return yield* copies(command, context);
  if (isPreview(command)) return;
  if (command.verb === 'create token' || (verb === 'create' && textOf(command.operands[0] ?? literal('')) === 'token'))
    return yield { kind: 'secret.dump', store: 'kubernetes', name: command.operands[1] ?? literal('') };
  if (verb === 'delete') return yield* deletes(command, context, target);
  if (verb === 'replace' && given(command, '--force') !== 'no') yield* deletes(command, context, target);
  if (verb === 'apply' && given(command, '--prune') !== 'no')
    yield* kubeChanges('prune', target, { all: given(command, '--all') });
  if (verb === 'debug' && !operandIs(command, 0, 'node/')) return;
  if (!changing.test(`${verb} ${sub}`)) return;
  yield* grants(command, verb);
  yield* changes(command, context, target, verb, sub);
}

/** `--dry-run=client|server` only look; `none` runs, a bare `--dry-run` is the old form of `client` (kubectl apply --help). */
function isPreview(command: Command): boolean {
  return (
    given(command, '--dry-run') === 'yes' ||
    ((command.verb.startsWith('label') || command.verb.startsWith('set')) && given(command, '--local') === 'yes')
  );
}

function operandIs(command: Command, at: number, prefix: string): boolean {
  return prefixOf(command.operands[at] ?? literal('')).startsWith(prefix);
}

/** Each resource a verb is applied to: `pod web`, `pod/web`, `pods,services web`, `-f file`, `-k directory`. */
function* resources(
  command: Command,
  context: Context,
): Iterable<{ resource: string; name: Word; namespace?: string; sure: boolean }> {
  const raw = command.value('--raw');
  if (raw !== undefined) {
    const found = resourceInPath(show(raw));
    yield {
      resource: found.resource,
      name: literal(found.name),
      namespace: found.namespace,
      sure: textOf(raw) !== undefined,
    };
  }
  const files = [...command.values('-f', '--filename'), ...command.values('-k', '--kustomize')];
  for (const file of files) yield* inFile(file, context);
  if (raw !== undefined || files.length > 0) return;
  const [first, ...names] = command.operands;
  if (first === undefined) return;
  const pairs = command.operands.filter((word) => /^[^=]*\//.test(prefixOf(word)));
  for (const pair of pairs) {
    const slash = prefixOf(pair).indexOf('/');
    for (const resource of prefixOf(pair).slice(0, slash).split(','))
      yield { resource: resourceOf(resource), name: dropPrefix(pair, slash + 1), sure: true };
  }
  if (pairs.length > 0) return;
  const text = textOf(first);
  for (const resource of (text ?? '').split(','))
    for (const name of names.length > 0 ? names : [literal('')])
      yield { resource: resourceOf(resource), name, sure: text !== undefined };
}

/** The objects of a manifest where its text can be seen, else one of no known kind. */
function* inFile(
  file: Word,
  context: Context,
): Iterable<{ resource: string; name: Word; namespace?: string; sure: boolean }> {
  const text = equals(file, '-') === 'yes' ? streamText(context) : fileText(file, context);
  const kinds = text === undefined ? [] : kindsIn(text);
  for (const { resource, name, namespace } of kinds) yield { resource, name: literal(name), namespace, sure: true };
  if (kinds.length === 0) yield { resource: '', name: file, sure: true };
}

function streamText({ stdin }: Context): string | undefined {
  const word = stdin.kind === 'text' || stdin.kind === 'pipe' ? stdin.text : undefined;
  return word === undefined ? undefined : textOf(word);
}

function fileText(file: Word, context: Context): string | undefined {
  const path = textOf(file);
  const cwd = textOf(context.cwd);
  if (path === undefined || /^[a-z]+:\/\//i.test(path) || (!path.startsWith('/') && cwd === undefined))
    return undefined;
  const content = context.world.read(path.startsWith('/') ? path : `${cwd}/${path}`, 256 * 1024);
  return content.kind === 'text' ? content.text : undefined;
}

function* deletes(command: Command, context: Context, target: Target): Iterable<Finding> {
  const everywhere = given(command, '-A --all-namespaces');
  const everything = given(command, '--all');
  let any = false;
  for (const { resource, name, namespace, sure } of resources(command, context)) {
    any = true;
    const all: Truth = anyOf([everything, everywhere]);
    const change = kubeChanges('delete', target, {
      resource,
      name,
      all,
      ...(namespace === undefined ? {} : { namespace }),
    });
    if (sure) yield* change;
    else yield { kind: 'opaque', why: 'program', detail: [command.program, ...command.words.map(show)].join(' ') };
  }
  if (!any && command.operands.length === 0 && (everything !== 'no' || command.value('-l', '--selector') !== undefined))
    yield* kubeChanges('delete', target, { all: everything });
}

function* changes(command: Command, context: Context, target: Target, verb: string, sub: string): Iterable<Finding> {
  if (verb === 'rollout' && /^(?:status|history|)$/.test(sub)) return;
  const named = `${verb} ${sub}`.trim();
  const [first = literal('')] = command.operands;
  if (verb === 'run') return yield* kubeChanges(named, target, { resource: 'pod', name: first });
  if (verb === 'drain' || verb === 'cordon' || verb === 'uncordon')
    return yield* kubeChanges(named, target, { resource: 'node', name: first });
  let any = false;
  const seen = new Set<string>();
  for (const { resource, name, namespace } of resources(command, context)) {
    const key = `${resource} ${namespace ?? ''}`;
    if (seen.has(key)) continue;
    seen.add(key);
    any = true;
    yield* kubeChanges(named, target, { resource, name, ...(namespace === undefined ? {} : { namespace }) });
  }
  if (!any) yield* kubeChanges(named, target, { name: first });
}

/** Roles and bindings made by hand, and `oc adm policy`. */
function* grants(command: Command, verb: string): Iterable<Finding> {
  const [first = literal(''), name = literal('')] = command.operands;
  const resource = resourceOf(show(first));
  const role = /^(?:cluster)?role(?:binding)?$/.test(resource);
  if (verb === 'create' && role)
    yield { kind: 'access.change', provider: 'kubernetes', what: 'role', action: 'create', target: name };
  if (verb === 'set' && command.verb === 'set subject')
    yield { kind: 'access.change', provider: 'kubernetes', what: 'role', action: 'change', target: first };
  if (verb === 'policy' || command.verb === 'auth reconcile')
    yield { kind: 'access.change', provider: 'kubernetes', what: 'role', action: 'change', target: first };
  if (command.verb === 'certificate approve')
    yield { kind: 'access.change', provider: 'kubernetes', what: 'key', action: 'create', target: first };
}

/** What prints the values of secrets; `describe` and the tables of `get` do not. */
function* shows(command: Command, verb: string): Iterable<Finding> {
  const dump = (name: Word): Finding => ({ kind: 'secret.dump', store: 'kubernetes', name });
  if (verb === 'whoami') {
    if (given(command, '-t --show-token') === 'yes') yield dump(literal('token'));
    return;
  }
  if (verb === 'extract') return yield dump(command.operands[0] ?? literal(''));
  const raw = command.value('--raw');
  if (raw !== undefined && /\/secrets(?:\/|\?|$)/.test(show(raw))) return yield dump(raw);
  const output = command.value('-o', '--output') ?? command.value('--template');
  if (output === undefined || !showsValues(show(output))) return;
  const secret = command.operands.find((word, index) => {
    const text = show(word);
    return (
      (index === 0 || text.includes('/')) &&
      text.split(',').some((each) => resourceOf(each.split('/')[0] ?? '') === 'secret')
    );
  });
  if (secret !== undefined) yield dump(command.operands[1] ?? secret);
}

const plain =
  /^\{(?:range )?\.?(?:items(?:\[[^\]]*\])?\.?)?(?:metadata\.(?:name|namespace|uid|creationTimestamp|labels[^}]*)|type|kind)?\}$/;

function showsValues(output: string): boolean {
  if (/^(?:name|wide)$/.test(output)) return false;
  const jsonpath = /^jsonpath(?:-as-json|-file)?=([\s\S]*)$/.exec(output)?.[1];
  if (jsonpath === undefined) return true;
  const pieces = jsonpath.match(/\{[^}]*\}/g) ?? [];
  return !(pieces.length > 0 && pieces.every((piece) => plain.test(piece) || /^\{(?:end|"[^"]*")\}$/.test(piece)));
}

/** `kubectl config`: printing the credentials, and turning the following commands to another cluster. */
function* configuration(command: Command, sub: string): Iterable<Finding> {
  const namespace =
    command.verb === 'project'
      ? command.operands[0]
      : sub === 'set-context'
        ? command.value('-n', '--namespace')
        : undefined;
  if (namespace !== undefined) yield* kubeChanges('use-context', { namespace, context: literal('') }, {});
  if (sub === 'view' && given(command, '--raw') !== 'no')
    yield { kind: 'secret.dump', store: 'kubernetes', name: literal('kubeconfig') };
  const [name] = command.operands;
  if ((sub === 'use-context' || sub === 'use') && name !== undefined)
    yield* kubeChanges('use-context', { namespace: literal(''), context: name }, {});
}

const remote: Remote = { kind: 'pod', ephemeral: false, mounts: [] };

/** What runs in a pod: after `--`, or after the pod's name in the old form. */
function* runsInside(command: Command, verb: string): Iterable<Finding> {
  const legacy =
    verb === 'exec' || verb === 'rsh'
      ? command.operands.slice(command.value('-f', '--filename') === undefined ? 1 : 0)
      : [];
  const argv = command.afterDashes.length > 0 ? command.afterDashes : legacy;
  if (argv.length === 0) return;
  const ephemeral = verb === 'debug' || given(command, '--rm') === 'yes';
  // A debugging container on a node sees that machine's root below /host (kubectl debug --help).
  yield {
    kind: 'run',
    argv,
    via: `${command.program} ${verb}`,
    remote: { ...remote, ephemeral: ephemeral && !operandIs(command, 0, 'node/') },
  };
}

/** `kubectl cp` between a pod and this machine; `pod:path` lies in the pod. */
function* copies(command: Command, context: Context): Iterable<Finding> {
  const [from, to] = command.operands;
  if (from === undefined || to === undefined) return;
  const inPod = (word: Word): boolean => /^[^/.][^:]*:/.test(prefixOf(word));
  if (!inPod(from)) yield { kind: 'file.read', path: context.path(from), recursive: 'unknown', hidden: 'no' };
  if (!inPod(to)) yield { kind: 'file.write', path: context.path(to), how: 'overwrite', recursive: 'unknown' };
}

/** `kubectx NAME` and `kubens NAME` turn the following commands elsewhere. */
function* switches(command: Command): Iterable<Finding> {
  const [name] = command.operands;
  if (name === undefined || asksForHelp(command) || command.has('-d') === 'yes') return;
  const target: Target =
    command.program === 'kubens'
      ? { namespace: name, context: literal('') }
      : { namespace: literal(''), context: name };
  yield* kubeChanges('use-context', target, {});
}

export const specs: readonly Spec[] = [
  { names: ['kubectl', 'oc', 'kubecolor', 'microk8s.kubectl'], syntax, read },
  { names: ['kubectx', 'kubens'], syntax: { flags: '-d -c -u --current --unset' }, read: switches },
];
