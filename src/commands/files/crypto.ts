import { dropPrefix, literal, prefixOf, textOf, type Word } from '../../word.ts';
import type { Command } from '../argv.ts';
import type { Context, Finding, Spec } from '../spec.ts';
import { fileRead } from './_words.ts';

/** OpenSSL commands that print the private key or plain text they are given, unless told not to (openssl-rsa(1), openssl-pkcs12(1), …). */
const printing = / (?:rsa|dsa|ec|pkey|pkcs8|pkcs12|enc|base64|asn1parse|cms|smime|aes-\S+|des\S*|zlib|rsautl|pkeyutl) /;

/** OpenSSL commands that make a key, a request or a certificate of their own (openssl-genpkey(1), openssl-req(1), openssl-x509(1), …). */
const making = / (?:gen\w+|req|x509|ca|dhparam|rand) /;

/** A new key or certificate; where a file is there already it is overwritten. */
export function generated(context: Context, word: Word): Finding {
  const [text, cwd] = [textOf(word), textOf(context.cwd)];
  const absolute =
    text?.startsWith('/') === true ? text : cwd === undefined || text === undefined ? undefined : `${cwd}/${text}`;
  const there = absolute !== undefined && !['missing', 'unknown'].includes(context.world.read(absolute, 1).kind);
  return { kind: 'file.write', path: context.path(word), how: there ? 'overwrite' : 'generate', recursive: 'no' };
}

function* openssl(command: Command, context: Context): Generator<Finding> {
  const verb = command.words[0] === undefined ? '' : (textOf(command.words[0]) ?? '');
  const option = (name: string): boolean => command.words.some((word) => textOf(word) === name);
  const after = (name: string): Command['words'][number] | undefined => {
    const at = command.words.findIndex((word) => textOf(word) === name);
    return at < 0 ? undefined : command.words[at + 1];
  };
  const input = after('-in');
  const shows = printing.test(` ${verb} `) && !option('-noout') && !(option('-pubout') && !option('-text'));
  // Deriving a public key, or encrypting, gives no secret away.
  const onlyEncrypts = verb === 'enc' && !option('-d') && !option('-base64') && !option('-a');
  if (input !== undefined && shows && !onlyEncrypts) yield fileRead(context, input);
  const output = after('-out');
  const makes = making.test(` ${verb} `) || (verb === 'ecparam' && option('-genkey'));
  if (output !== undefined)
    yield makes
      ? generated(context, output)
      : { kind: 'file.write', path: context.path(output), how: 'overwrite', recursive: 'no' };
  const key = after('-keyout');
  if (key !== undefined) yield generated(context, key);
  for (const name of ['-pass', '-passin', '-passout']) {
    const source = after(name);
    if (source !== undefined && prefixOf(source).startsWith('file:') && verb === 'passwd')
      yield fileRead(context, dropPrefix(source, 5));
  }
}

function* gpg(command: Command, context: Context): Generator<Finding> {
  if (command.has('--export-secret-keys', '--export-secret-key', '--export-secret-subkeys') === 'yes')
    yield { kind: 'secret.dump', store: 'keychain', name: command.operands[0] ?? literal('secret keys') };
  const output = command.value('-o', '--output');
  if (output !== undefined && textOf(output) !== '-')
    yield { kind: 'file.write', path: context.path(output), how: 'overwrite', recursive: 'no' };
  else if (command.has('-d', '--decrypt') === 'yes' && command.operands[0] !== undefined)
    yield { kind: 'secret.dump', store: 'vault', name: command.operands[0] };
  if (
    command.has('-d', '--decrypt', '-a', '--armor', '--enarmor', '--dearmor') === 'yes' &&
    command.has('-e', '--encrypt', '-s', '--sign', '-c', '--symmetric', '-b', '--detach-sign', '--export') !== 'yes'
  )
    for (const file of command.operands) yield fileRead(context, file);
}

export const specs: readonly Spec[] = [
  { names: ['openssl'], syntax: { style: 'long-dash' }, read: openssl },
  {
    names: ['gpg', 'gpg2'],
    syntax: {
      value:
        '-o --output -r --recipient -u --local-user --homedir --passphrase --passphrase-file --passphrase-fd --batch-file --keyserver --default-key --status-fd --pinentry-mode --trust-model',
      flags:
        '-d --decrypt -e --encrypt -s --sign -c --symmetric -b --detach-sign -a --armor --export --import --export-secret-keys --export-secret-key --export-secret-subkeys --list-keys -k -K --list-secret-keys --verify --batch --yes --quiet -q -v',
    },
    read: gpg,
  },
  {
    // `age -d` prints the plain text of a file that others may not read.
    names: ['age', 'rage'],
    syntax: {
      value: '-r --recipient -R --recipients-file -i --identity -o --output',
      flags: '-d --decrypt -e --encrypt -p --passphrase -a --armor',
    },
    *read(command, context): Generator<Finding> {
      const output = command.value('-o', '--output');
      if (output !== undefined)
        yield { kind: 'file.write', path: context.path(output), how: 'overwrite', recursive: 'no' };
      else if (command.has('-d', '--decrypt') === 'yes' && command.operands[0] !== undefined)
        yield { kind: 'secret.dump', store: 'vault', name: command.operands[0] };
      if (command.has('-d', '--decrypt') === 'yes') for (const file of command.operands) yield fileRead(context, file);
    },
  },
  {
    names: ['keytool'],
    syntax: { style: 'long-dash', value: '-keystore -storepass -alias -file -destkeystore -srckeystore' },
    *read(command, context): Generator<Finding> {
      const store = command.value('-keystore', '-srckeystore');
      if (
        store !== undefined &&
        command.words.some((word) => /^-(?:exportcert|importkeystore)$/.test(textOf(word) ?? ''))
      )
        yield fileRead(context, store);
      if (store !== undefined && command.words.some((word) => textOf(word) === '-delete'))
        yield { kind: 'file.write', path: context.path(store), how: 'edit', recursive: 'no' };
    },
  },
];
