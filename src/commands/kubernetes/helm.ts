import { literal, textOf, type Word } from '../../word.ts';
import type { Command } from '../argv.ts';
import type { Context, Finding, Spec } from '../spec.ts';
import { asksForHelp, given } from '../infra/_table.ts';
import { kubeChanges, targetOf } from './_cluster.ts';

const syntax = {
  value:
    '-n --namespace --kube-context --kubeconfig --kube-apiserver --kube-token --kube-as-user --kube-as-group --kube-ca-file --kube-tls-server-name ' +
    '--burst-limit --qps --registry-config --repository-cache --repository-config --set --set-string --set-file --set-json --set-literal -f --values ' +
    '--version --repo --username --password --timeout --description -o --output --post-renderer --keyring --history-max --revision --cascade --ca-file --cert-file --key-file -l --labels',
  optional: '--dry-run',
  flags:
    '--debug --wait --wait-for-jobs --atomic --install -i --force --create-namespace --reuse-values --reset-values --no-hooks --keep-history --ignore-not-found --devel --replace --dependency-update',
  depth: 1,
  verbs: {
    get: { depth: 1 },
    repo: { depth: 1 },
    plugin: { depth: 1 },
    secrets: { depth: 1 },
    diff: { depth: 1 },
    dependency: { depth: 1 },
    registry: { depth: 1 },
  },
} as const;

/** Helm: a release is installed, changed, rolled back or taken away; `--dry-run` with anything but `none` and `false` only looks. */
function* read(command: Command, context: Context): Iterable<Finding> {
  if (asksForHelp(command)) return;
  if (command.verbUnknown)
    return yield { kind: 'opaque', why: 'program', detail: `helm ${textOf(command.words[0] ?? literal('')) ?? '$…'}` };
  if (given(command, '--dry-run') === 'yes') return;
  const target = targetOf(command, context, '--kube-context', '--kubeconfig --kube-apiserver');
  const [release = literal(''), chart = literal('')] = command.operands;
  const change = (verb: string, name: Word): readonly Finding[] =>
    kubeChanges(verb, target, { resource: 'release', name });
  switch (command.verb) {
    case 'uninstall':
    case 'delete':
    case 'del':
    case 'un':
      for (const name of command.operands) yield* change('delete', name);
      return;
    case 'upgrade':
      return yield* change('upgrade', release);
    case 'install':
      return yield* change('install', release);
    case 'rollback':
      return yield* change('rollback', release);
    case 'push':
      return yield { kind: 'deploy.release', tool: 'helm', environment: chart, production: 'no', what: 'package' };
    case 'secrets decrypt':
    case 'secrets dec':
    case 'secrets view':
    case 'secrets edit':
      return yield { kind: 'secret.dump', store: 'vault', name: release };
  }
}

/** Helmfile (https://helmfile.readthedocs.io, "CLI Reference"): all releases of a file together; `-e` names the environment. */
function* readHelmfile(command: Command, context: Context): Iterable<Finding> {
  if (asksForHelp(command)) return;
  const target = targetOf(command, context, '--kube-context', '--kubeconfig');
  const environment = command.value('-e', '--environment') ?? command.value('-l', '--selector') ?? literal('');
  const change = (verb: string): readonly Finding[] =>
    kubeChanges(verb, target, { resource: 'release', name: environment, all: verb === 'delete' ? 'yes' : 'no' });
  switch (command.verb) {
    case 'destroy':
    case 'delete':
      return yield* change('delete');
    case 'apply':
    case 'sync':
    case 'charts':
      return yield* change('upgrade');
  }
}

export const specs: readonly Spec[] = [
  { names: ['helm', 'helm3'], syntax, read },
  {
    names: ['helmfile'],
    syntax: {
      value:
        '-e --environment -f --file -l --selector -n --namespace --kube-context --kubeconfig --state-values-set --state-values-file --args --concurrency --log-level --chart -b --helm-binary',
      flags: '-i --interactive -q --quiet --debug --no-color --skip-deps --skip-diff-on-install --purge',
      depth: 1,
    },
    read: readHelmfile,
  },
];
