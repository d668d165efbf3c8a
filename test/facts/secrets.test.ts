import { describe, expect, test } from 'vitest';
import { makeFacts } from '../../src/facts/facts.ts';
import { recordedWorld } from '../../src/facts/recorded-world.ts';
import type { EffectKind } from '../../src/effect.ts';
import type { WorldDescription } from '../../src/world.ts';
import { path } from './words.ts';

const bare: WorldDescription = { home: '/home/dev', project: '/home/dev/project', cwd: '/home/dev/project' };
const PRIVATE = ['-----BEGIN', 'PRIVATE KEY-----\nMIIE\n'].join(' ');

function secret(text: string, files?: WorldDescription['files'], act: EffectKind = 'file.read') {
  const world = recordedWorld(files === undefined ? bare : { ...bare, files });
  return makeFacts(world).inside(path(text.replace(/^~/, '/home/dev')), 'secrets', act);
}

describe('secret by name', () => {
  test.each(
    (
      '.env .env.local .env.production config/.env ../.env .env.test /srv/app/.env ./.env .ENV prod.env ' +
      'secrets.json secrets.yaml secrets.yml client_secret.json credentials.toml credentials aws_credentials.ini my-secrets.txt secret_key_base credentials.json db-credentials.yml ' +
      '~/.aws/credentials ~/.aws ~/.aws/config ~/.aws/sso/cache/x.json ~/.ssh/id_rsa ~/.ssh/id_ed25519 ~/.ssh ~/.ssh/deploy id_rsa keys/id_ed25519 deploy_rsa ' +
      '~/.gnupg ~/.gnupg/secring.gpg ~/.kube/config ~/.kube/config.prod ~/.docker/config.json ~/.netrc .netrc ~/.git-credentials ' +
      '~/.config/gcloud/application_default_credentials.json ~/.config/gcloud/access_tokens.db ~/.azure/accessTokens.json ~/.azure/msal_token_cache.json ~/.config/gh/hosts.yml ' +
      '~/.terraform.d/credentials.tfrc.json ~/.terraformrc ~/.railway/config.json ~/.local/share/heroku/x ~/.fly/config.yml ~/.local/share/com.vercel.cli/auth.json ' +
      'service-account.json gcp-service-account-prod.json my_service_account.json app-firebase-adminsdk-x1.json ' +
      'server.pem server.key tls/private.key cert.p12 app.pfx release.jks ca.key ca-key.pem AuthKey_1.p8 ' +
      '.htpasswd /etc/apache2/.htpasswd ~/.pgpass ~/.my.cnf ~/.vault-token ' +
      '~/.mozilla/firefox/x.default/logins.json ~/.config/google-chrome/Default/Cookies ~/Library/Keychains/login.keychain-db ~/.local/share/keyrings/login.keyring ~/.password-store/a.gpg ' +
      '~/.bash_history ~/.zsh_history ~/.python_history ~/.psql_history ~/.local/share/fish/fish_history ' +
      '/etc/shadow /etc/gshadow /etc/ssl/private/x /etc/ssh/ssh_host_rsa_key /proc/1/environ /proc/self/environ /run/secrets/db /proc/%n/environ ' +
      '~/.claude/.credentials.json ~/.codex/auth.json ~/.gemini/oauth_creds.json ~/.cargo/credentials.toml ~/.gem/credentials ~/.m2/settings.xml ~/.pulumi/credentials.json config/master.key secrets/db_password.txt secrets/token .secrets/api.json'
    )
      .split(' ')
      .map((name) => [name]),
  )('%s', (text) => expect(secret(text)).toBe('yes'));
});

describe('no secret by name', () => {
  test.each(
    (
      '.env.example .env.sample .env.template .env.dist .env.local.example .env.production.sample env.ts .env.d.ts .environment envrc example.env ' +
      'src/secrets.ts src/credential_test.go secrets.py credentials.rb SecretManager.java secrets.md docs/credentials.txt secret.test.js use-credentials.tsx secretary.json sealed-secret.yaml external-secret.yaml ' +
      '.secretlintrc.json .secrets.baseline secrets.schema.json secrets.example.yaml credentials.sample.json credentials.yml.enc .github/workflows/secrets.yml .github/secret_scanning.yml locales/en/credentials.json bin/rotate-secrets scripts/fetch-credentials ' +
      '~/.ssh/id_rsa.pub ~/.ssh/config ~/.ssh/known_hosts ~/.ssh/authorized_keys id_ed25519.pub ' +
      'cert.pem certs/cert.pem fullchain.pem chain.pem ca.pem cacert.pem ca-bundle.pem /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/x.pem public.pem jwt-public.pem dhparam.pem debug.keystore ' +
      'node_modules/x/secret.json node_modules/x/test/key.pem node_modules/a/.env ' +
      '.npmrc packages/a/.npmrc .yarnrc.yml /etc/passwd /etc/hosts /proc/cpuinfo .docker/Dockerfile .azure/pipelines.yml .kube/cache/x .vercel/project.json package.json README.md src/app.ts tokens.ts token.json keys.ts keyboard.json monkey.txt src/auth/credentials/index.ts src/secrets/index.ts secrets/README.md modules/secrets/main.tf templates/secrets.html ' +
      '$FILE $DIR/$FILE * *.json *.txt config/$ENV.json $NAME.ts src/$X/index.ts $DIR/config config/$X logs/$NAME.txt src/* .$X'
    )
      .split(' ')
      .map((name) => [name]),
  )('%s', (text) => expect(secret(text)).toBe('no'));
});

describe('perhaps a secret', () => {
  test.each([
    ['.e$X'],
    ['.env$X'],
    ['.env.$STAGE'],
    ['.env*'],
    ['.env.*'],
    ['.en?'],
    ['.*'],
    ['id_*'],
    ['~/.ssh/id_*'],
    ['*.pem'],
    ['$NAME.key'],
    ['secret*'],
    ['*secret*'],
    ['*cred*'],
    ['credentials*'],
    ['~/.ssh/$KEY'],
    ['~/.npmrc'],
    ['.pypirc'],
    ['.bash_h*'],
    ['~/.kube/conf*'],
  ])('%s', (text) => expect(secret(text)).toBe('unknown'));
  test('an unknown directory does not hide the name', () => {
    expect(secret('$DIR/.env')).toBe('yes');
    expect(secret('$HOME_OF_X/.ssh/id_rsa')).toBe('yes');
    expect(secret('$X/.aws/credentials')).toBe('yes');
    expect(secret('**/.env')).toBe('yes');
  });
  test('all of a directory of keys', () => {
    expect(secret('~/.ssh/*')).toBe('yes');
    expect(secret('~/.aws/*')).toBe('yes');
  });
  test('an example of a partly known name is none', () => expect(secret('.env.$X.example')).toBe('no'));
});

describe('what the files themselves say', () => {
  const files: WorldDescription['files'] = {
    '.env': 'A=1',
    '.env.example': '',
    'to-env': { link: '.env' },
    'harmless.txt': { link: '/home/dev/.aws/credentials' },
    '.env.link': { link: 'README.md' },
    'README.md': '',
    'venv-like/.env/bin/activate': '',
    'key.pem': PRIVATE,
    'public-only.pem': '-----BEGIN CERTIFICATE-----\nMIID',
    'cert.pem': PRIVATE,
    'i18n.key': 'hello',
    '.npmrc': 'save-exact=true\n',
    'a/.npmrc': '//registry.npmjs.org/:_authToken=abc\n',
    '.pypirc': '[pypi]\nusername = x\npassword = y\n',
    '.yarnrc.yml': 'nodeLinker: pnp\n',
    'k8s/secret.yaml': 'apiVersion: v1\nkind: Secret\ndata: {}\n',
    'k8s/my-secret.yaml': 'apiVersion: bitnami.com/v1alpha1\nkind: SealedSecret\n',
    'k8s/app-secrets.yaml': 'apiVersion: external-secrets.io/v1\nkind: ExternalSecret\n',
    'chart/templates/secret.yaml': 'kind: Secret\ndata:\n  a: {{ .Values.a }}\n',
    'sops/secrets.yaml': 'a: ENC[AES256_GCM,data:x]\nsops: {}\n',
    'tools/list-secrets': '#!/bin/sh\n',
    'credentials/readme.txt': '',
    'src/secrets': null,
  };
  test.each([
    ['.env', 'yes'],
    ['to-env', 'yes'],
    ['harmless.txt', 'yes'],
    ['.env.link', 'yes'],
    ['venv-like/.env', 'no'],
    ['venv-like/.env/bin/activate', 'no'],
    ['key.pem', 'yes'],
    ['public-only.pem', 'no'],
    ['cert.pem', 'yes'],
    ['i18n.key', 'no'],
    ['new.key', 'yes'],
    ['.npmrc', 'no'],
    ['a/.npmrc', 'yes'],
    ['.pypirc', 'yes'],
    ['.yarnrc.yml', 'no'],
    ['k8s/secret.yaml', 'yes'],
    ['k8s/my-secret.yaml', 'no'],
    ['k8s/app-secrets.yaml', 'no'],
    ['chart/templates/secret.yaml', 'no'],
    ['sops/secrets.yaml', 'no'],
    ['tools/list-secrets', 'no'],
    ['src/secrets', 'no'],
    ['.env*', 'yes'],
    ['.e*', 'yes'],
    ['.[e]nv', 'yes'],
    ['*', 'yes'],
    ['k8s/*', 'yes'],
    ['sops/*', 'no'],
    ['*.md', 'no'],
  ])('%s: %s', (text, expected) => expect(secret(text, files)).toBe(expected));
  test('deleting a link to a secret takes no secret away', () => {
    expect(secret('harmless.txt', files, 'file.delete')).toBe('no');
    expect(secret('.env', files, 'file.delete')).toBe('yes');
  });
});

test('letter case never hides one', () => {
  expect(secret('.Env')).toBe('yes');
  expect(secret('~/.AWS/Credentials')).toBe('yes');
  expect(secret('ID_RSA')).toBe('yes');
});

describe('a directory that holds a secret', () => {
  const files: WorldDescription['files'] = {
    '.env': 'A=1',
    'src/a.ts': '',
    'src/deep/deeper/credentials.json': '{}',
    'docs/guide.md': '',
    'node_modules/x/.env': '',
    'infra/prod/server.key': PRIVATE,
    'infra/dev/public.key': 'text',
  };
  const covers = (text: string, described: WorldDescription = { ...bare, files }) =>
    makeFacts(recordedWorld(described)).covers(path(text), 'secrets', 'file.read');
  test.each([
    ['.', 'yes'],
    ['src', 'yes'],
    ['src/deep', 'yes'],
    ['infra', 'yes'],
    ['infra/dev', 'no'],
    ['docs', 'no'],
    ['node_modules', 'no'],
    ['src/a.ts', 'no'],
    ['$DIR', 'no'],
  ])('%s: %s', (text, expected) => expect(covers(text)).toBe(expected));
  test('is not known where nothing is known of its files', () => expect(covers('src', bare)).toBe('unknown'));
  test('is looked for in so many directories and no more', () => {
    const many = Object.fromEntries(Array.from({ length: 200 }, (_, index) => [`d${index}/sub/x`, '']));
    expect(covers('.', { ...bare, files: many })).toBe('unknown');
  });
});
