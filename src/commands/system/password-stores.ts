import { literal, textOf, type Word } from '../../word.ts';
import type { Command, Syntax } from '../argv.ts';
import type { SecretDump } from '../../effect.ts';
import type { Finding, Spec } from '../spec.ts';

/** A keychain or password manager of this machine, and the verbs with which it prints what it holds. */
interface Store {
  readonly names: readonly string[];
  readonly store: SecretDump['store'];
  readonly syntax?: Syntax;
  readonly shows: RegExp;
  /** Verbs that print only with one of these options. */
  readonly only?: { readonly verbs: RegExp; readonly options: readonly string[] };
}

const stores: readonly Store[] = [
  {
    names: ['security'],
    store: 'keychain',
    syntax: { value: '-a -c -C -D -G -j -l -s -r -t -k -o -f', flags: '-g -w -d -i' },
    shows: /^(?:find-generic-password|find-internet-password|dump-keychain|export|find-key)$/,
    only: { verbs: /^find-(?:generic|internet)-password$/, options: ['-w', '-g'] },
  },
  { names: ['secret-tool'], store: 'keychain', shows: /^(?:lookup|search)$/ },
  { names: ['keyring'], store: 'keychain', shows: /^get$/ },
  { names: ['kwallet-query', 'kwalletcli'], store: 'keychain', syntax: { value: '-r -f' }, shows: /^.*$/ },
  { names: ['keyctl'], store: 'keychain', shows: /^(?:print|pipe|read)$/ },
  { names: ['gnome-keyring-query'], store: 'keychain', shows: /^get$/ },
  { names: ['lpass'], store: 'password-manager', shows: /^(?:show|export)$/ },
  {
    names: ['bw'],
    store: 'password-manager',
    syntax: { value: '--session --organizationid --itemid' },
    shows: /^(?:get|export|list)$/,
  },
  { names: ['rbw'], store: 'password-manager', shows: /^(?:get|code|search)$/ },
  {
    names: ['dcli', 'enpass-cli', 'nordpass', 'pass-cli', 'protonpass'],
    store: 'password-manager',
    shows: /^(?:password|read|note|show|get|export|p)$/,
  },
  {
    names: ['keepassxc-cli', 'kpcli'],
    store: 'password-manager',
    syntax: { value: '-k --key-file -a --attributes' },
    shows: /^(?:show|clip|export|search)$/,
  },
  {
    names: ['credstash', 'confidant'],
    store: 'password-manager',
    syntax: { value: '-r -t -p' },
    shows: /^(?:get|getall)$/,
  },
  {
    // https://github.com/docker/docker-credential-helpers
    names: [
      'docker-credential-desktop',
      'docker-credential-osxkeychain',
      'docker-credential-secretservice',
      'docker-credential-pass',
      'docker-credential-wincred',
      'docker-credential-ecr-login',
      'docker-credential-gcloud',
      'docker-credential-gcr',
    ],
    store: 'keychain',
    shows: /^get$/,
  },
  { names: ['cmdkey', 'vaultcmd'], store: 'keychain', shows: /^\/list/ },
];

function* read(store: Store, command: Command): Generator<Finding> {
  const [verb, ...rest] = command.operands;
  const act = verb === undefined ? '' : (textOf(verb) ?? '');
  if (!store.shows.test(act) || verb === undefined) return;
  if (store.only?.verbs.test(act) === true && command.has(...store.only.options) === 'no') return;
  yield { kind: 'secret.dump', store: store.store, name: rest[0] ?? verb };
}

const passVerbs =
  /^(?:ls|list|find|search|insert|add|edit|generate|rm|remove|delete|mv|rename|cp|copy|git|init|help|version|audit|sync|setup|clone|mounts|recipients|config|completion|env)$/;

/** `pass show x` and `pass x` print; `pass -c x` copies it to the clipboard (pass(1)). */
function* pass(command: Command): Generator<Finding> {
  const [verb, ...rest] = command.operands;
  const act = verb === undefined ? undefined : textOf(verb);
  if (verb === undefined || (act !== undefined && passVerbs.test(act))) {
    if (act === 'env' && rest[0] !== undefined) yield { kind: 'secret.dump', store: 'password-manager', name: rest[0] };
    return;
  }
  const shown: Word | undefined = /^(?:show|otp|grep|cat)$/.test(act ?? '') ? rest[0] : verb;
  yield { kind: 'secret.dump', store: 'password-manager', name: shown ?? literal('the store') };
}

export const specs: readonly Spec[] = [
  ...stores.map((store): Spec => ({
    names: store.names,
    ...(store.syntax === undefined ? {} : { syntax: store.syntax }),
    read: (command) => read(store, command),
  })),
  {
    names: ['pass', 'gopass', 'passage'],
    syntax: { optional: '-c --clip -q --qrcode', flags: '-n -f --force -y --yes -o' },
    read: pass,
  },
];
