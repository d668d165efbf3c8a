import type { Finding, Spec } from '../spec.ts';
import { literal } from '../../word.ts';
import { wordsFrom } from './_path.ts';
import { given, table, type Matched } from './_table.ts';

/** A program that gives secrets to a command it starts: `doppler run -- CMD`, `op run -- CMD`; the secrets are used, not shown. */
function* hands({ command, operands }: Matched): Iterable<Finding> {
  const text = command.value('--command');
  const via = `${command.program} ${command.verb.split(' ')[0] ?? ''}`.trim();
  const argv = command.afterDashes.length > 0 ? command.afterDashes : wordsFrom(command, operands[0]);
  if (text !== undefined) yield { kind: 'code', language: 'bash', text, via };
  else if (argv.length > 0) yield { kind: 'run', argv, via };
}

/** `chamber exec SERVICE… -- CMD`: the services come before the dashes. */
function* afterDashes({ command }: Matched): Iterable<Finding> {
  if (command.afterDashes.length > 0)
    yield { kind: 'run', argv: command.afterDashes, via: `${command.program} ${command.verb}`.trim() };
}

/** `sops exec-env FILE 'COMMAND'` and `sops exec-file`: the last word is a shell command. */
function* sopsExec({ operands }: Matched): Iterable<Finding> {
  const text = operands[1];
  if (text !== undefined) yield { kind: 'code', language: 'bash', text, via: 'sops exec' };
}

/** SOPS: `-d FILE`, `decrypt FILE`, or a file alone, which opens it decrypted in an editor; `-i` writes it back in clear text. */
function* sopsDecrypt({ command, context, operands }: Matched): Iterable<Finding> {
  const file = operands.at(-1) ?? literal('');
  yield { kind: 'secret.dump', store: 'vault', name: file };
  const output = command.value('--output');
  if (output !== undefined) yield { kind: 'file.write', path: context.path(output), how: 'overwrite', recursive: 'no' };
  if (given(command, '-i --in-place') === 'yes')
    yield { kind: 'file.write', path: context.path(file), how: 'edit', recursive: 'no' };
}

function* sops(matched: Matched): Iterable<Finding> {
  const { command } = matched;
  const encrypts = given(
    command,
    '-e --encrypt -r --rotate --rm-kms --add-kms --rm-pgp --add-pgp --add-age --rm-age --version -v --set',
  );
  if (encrypts !== 'yes') yield* sopsDecrypt(matched);
}

/** ansible-vault shows or stores the clear text of an encrypted file. */
function* ansibleVault({ command, context, operands }: Matched): Iterable<Finding> {
  for (const file of operands) {
    yield { kind: 'secret.dump', store: 'vault', name: file };
    if (command.verb === 'decrypt')
      yield { kind: 'file.write', path: context.path(command.value('--output') ?? file), how: 'edit', recursive: 'no' };
  }
}

export const specs: readonly Spec[] = [
  table({
    names: ['op'],
    provider: '1password',
    syntax: {
      value:
        '--account --vault --config --format --fields --session --encoding -o --output -i --in-file --out-file --env-file --tags --category --template',
      flags: '--debug --reveal --no-color --no-newline -n --no-masking --otp --cache -f --force',
      depth: 2,
    },
    rows: [
      {
        read: 'secret password-manager',
        'item get': 'secret password-manager',
        'item template|list': 'nothing',
        'item share': 'secret password-manager',
        'document get': 'secret password-manager',
        inject: 'secret password-manager',
        run: hands,
        'item edit': 'rotate secret',
        'item|document delete': ['remove secret if --archive', 'lose secret unless --archive'],
        'vault delete': 'lose vault',
        'user|group delete|suspend|provision|reactivate|confirm|edit': 'access member change',
        'group|vault user|group ** grant|revoke': 'access role change',
        'service-account create': 'access key create',
        'connect token create': 'access key create',
        'connect token|server delete': 'access key delete',
      },
    ],
  }),
  table({
    names: ['doppler'],
    provider: 'doppler',
    syntax: {
      value:
        '-p --project -c --config -t --token --api-host --scope --config-dir --attempts --timeout --format --name-transformer --command --mount --mount-format --fallback --preserve-env',
      flags:
        '--json --plain --no-cache --silent --debug --print-config --no-check-version --only-names --raw --copy -y --yes --no-file --no-fallback --forward-signals --watch',
      depth: 1,
    },
    rows: [
      {
        run: hands,
        'secrets set|upload': 'rotate secret',
        'secrets delete': 'lose secret',
        'secrets get|download|substitute': 'secret password-manager',
        'secrets notes': 'nothing',
        secrets: 'secret password-manager unless --only-names',
        'projects|environments|configs delete': 'lose project',
        'configs tokens create': 'access key create',
        'configs tokens revoke': 'access key delete',
        'configure get': 'nothing',
      },
    ],
  }),
  table({
    names: ['infisical'],
    provider: 'infisical',
    syntax: {
      value:
        '--env -e --path --projectId --token --domain --log-level -l --format --tags -t --command -c --output-file --template --type',
      flags: '--plain --silent --expand --include-imports --recursive --watch --secret-overriding',
      depth: 1,
    },
    rows: [
      {
        run: hands,
        'secrets set': 'rotate secret',
        'secrets delete': 'lose secret',
        'secrets folders delete': 'lose secrets',
        'secrets folders': 'nothing',
        'secrets generate-example-env': 'nothing',
        secrets: 'secret password-manager',
        export: 'secret password-manager',
        'dynamic-secrets lease create': 'secret password-manager',
        'user get token': 'secret password-manager',
        'service-token create': 'access key create',
      },
    ],
  }),
  table({
    names: ['chamber'],
    provider: 'chamber',
    syntax: {
      value:
        '-b --backend --backend-s3-bucket --kms-key-alias -r --retries --retry-mode -f --format -o --output-file -v --version',
      depth: 1,
    },
    rows: [
      {
        exec: afterDashes,
        'read|export|env|history|find': 'secret vault',
        'write|import': 'rotate secret',
        delete: 'lose secret',
      },
    ],
  }),
  table({
    names: ['sops'],
    provider: 'sops',
    syntax: {
      value:
        '--input-type --output-type --output --extract --config --kms --aws-profile --gcp-kms --azure-kv --hc-vault-transit --pgp --age -p -k --set --add-kms --rm-kms --encryption-context --filename-override',
      flags:
        '-d --decrypt -e --encrypt -r --rotate -i --in-place -s --show-master-keys --ignore-mac --verbose --enable-local-keyservice',
    },
    rows: [
      {
        'exec-env|exec-file': sopsExec,
        'decrypt|edit': sopsDecrypt,
        'encrypt|rotate|updatekeys|groups|keyservice|filestatus|publish|completion|help': 'nothing',
        'set|unset': 'rotate secret',
        '**': sops,
      },
    ],
  }),
  table({
    names: ['ansible-vault'],
    provider: 'ansible',
    syntax: {
      value: '--vault-id --vault-password-file --output --encrypt-vault-id --new-vault-id --new-vault-password-file',
      flags: '-v -J --ask-vault-password',
      depth: 1,
    },
    rows: [{ 'view|decrypt|edit': ansibleVault, rekey: 'rotate key' }],
  }),
  table({
    names: ['aws-vault'],
    provider: 'aws',
    syntax: {
      value: '--backend --prompt --keychain --pass-dir -d --duration --region -t --mfa-token',
      depth: 1,
    },
    rows: [
      {
        exec: (matched) =>
          matched.operands.length > 1
            ? hands({ ...matched, operands: matched.operands.slice(1) })
            : [{ kind: 'secret.dump', store: 'cloud', name: matched.operands[0] ?? literal('') }],
        export: 'secret cloud',
        remove: 'access key delete',
        rotate: 'rotate key',
      },
    ],
  }),
];
