import { describe, expect, test } from 'vitest';
import { credentialsIn, credentialTruth, redact } from '../../src/facts/credentials.ts';
import { literal, type Truth } from '../../src/word.ts';
import { word } from './words.ts';

// Shapes of credentials that belong to nobody, put together here so that no scanner finds one in this file.
const mixed = 'q7RzT2mWk9XcV4bNj6LhP8sDf3GyA5eU1oIi0KwEvBtCnMxZrSaQdJuYpHgFl7T3k9W2m5X8c4V6b1N';
const base32 = 'Q7RZT2MWK5XCV4BN';
const hex = '9f8b3c1d7e2a6f4059b8c7d3e1a2f6049f8b3c1d7e2a6f4059b8c7d3e1a2f604';
const glue = (...pieces: readonly string[]) => pieces.join('');
const jwt = glue('ey', 'JhbGciOiJIUzI1NiJ9.ey', 'JzdWIiOiJhYmMxMjMiLCJleHAiOjE3MDB9.', mixed.slice(0, 43));
const keyHeader = (kind: string) => glue('-----BEGIN ', kind, 'PRIVATE KEY-----');

/** Long texts are searched in another way, with the same result wherever in them something stands. */
function inLongText(text: string): void {
  const plain = 'lorem ipsum '.repeat(100);
  const [before, after] = [`${plain}:// gl task-sk- ${plain}\n`.repeat(4), `,\n${plain}eyJ :AA _v1_`.repeat(4)];
  const shifted = credentialsIn(`\n${text}\n,\n${text}\n,`).map((found) => ({
    ...found,
    start: found.start + before.length - 1,
    end: found.end + before.length - 1,
  }));
  expect(credentialsIn(`${before}${text}\n,\n${text}\n${after}`)).toEqual(shifted);
}

describe('live credentials', () => {
  test.each([
    ['AWS', glue('AK', 'IA', base32)],
    ['AWS temporary', glue('AS', 'IA', base32)],
    ['AWS secret', glue('aws_secret_access_key = ', mixed.slice(0, 40))],
    ['GitHub', glue('gh', 'p_', mixed.slice(0, 36))],
    ['GitHub OAuth', glue('gh', 'o_', mixed.slice(0, 36))],
    ['GitHub app', glue('gh', 's_', mixed.slice(0, 36))],
    ['GitHub fine-grained', glue('github', '_pat_', mixed.slice(0, 22), '_', mixed.slice(0, 59))],
    ['GitLab', glue('gl', 'pat-', mixed.slice(0, 20))],
    ['Slack bot', glue('xo', 'xb-', '123456789012-', '1234567890123-', mixed.slice(0, 24))],
    ['Slack webhook', glue('https://hooks.', 'slack.com/services/T0', 'AB1CD2E/B0AB1CD2E/', mixed.slice(0, 24))],
    ['Stripe', glue('sk', '_live_', mixed.slice(0, 24))],
    ['Stripe restricted', glue('rk', '_live_', mixed.slice(0, 24))],
    ['OpenAI', glue('sk', '-', mixed.slice(0, 48))],
    ['OpenAI project', glue('sk', '-proj-', mixed.slice(0, 60))],
    ['Anthropic', glue('sk', '-ant-api03-', mixed, '-AA')],
    ['Google', glue('AI', 'za', mixed.slice(0, 35))],
    ['Google client secret', glue('GOC', 'SPX-', mixed.slice(0, 28))],
    ['npm', glue('np', 'm_', mixed.slice(0, 36))],
    ['npmrc', glue('//registry.npmjs.org/:_auth', 'Token=', hex.slice(0, 36))],
    ['PyPI', glue('pypi', '-AgEIcHlwaS5vcmc', mixed)],
    ['SendGrid', glue('S', 'G.', mixed.slice(0, 22), '.', mixed.slice(0, 43))],
    ['Hugging Face', glue('h', 'f_', mixed.slice(0, 34))],
    ['DigitalOcean', glue('do', 'p_v1_', hex)],
    ['Vault', glue('hv', 's.', mixed.slice(0, 30))],
    ['Shopify', glue('shp', 'at_', hex.slice(0, 32))],
    ['Supabase', glue('sb', 'p_', hex.slice(0, 40))],
    ['RSA key', `${keyHeader('RSA ')}\nMIIEpAIBAAKCAQEA7bq3\n`],
    ['OpenSSH key', `${keyHeader('OPENSSH ')}\nb3BlbnNzaC1rZXktdjEAAAAABG5vbmU\n`],
    ['PKCS 8 key in JSON', `"${keyHeader('')}\\nMIIEvQIBADANBgkqhkiG9w0\\n"`],
    ['PGP key', `${glue('-----BEGIN PGP ', 'PRIVATE KEY BLOCK-----')}\n\nlQOYBGVq7bq3AQgAyXkZq7T3\n`],
    ['encrypted key', `${keyHeader('RSA ')}\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,ABC\n\n${mixed}\n`],
    ['age key', glue('AGE-SECRET', '-KEY-1', base32, base32, base32, 'Q7RZT2MWK5')],
    [
      'a bot of Telegram',
      `bot12345678:${glue('A', 'A')}${mixed.slice(0, 33)} 123456789:${glue('A', 'A')}${mixed.slice(1, 34)}`,
    ],
    ['Terraform', `${mixed.slice(0, 14)}.atlas${glue('v1', '.')}${mixed.slice(0, 64)}`],
    ['database', glue('postgres://app:', 'h7Gq2Lm9', '@db.acme.io:5432/app')],
    ['MongoDB', glue('mongodb+srv://app:', 'h7Gq2Lm9', '@cluster0.ab1cd.mongodb.net')],
    ['MySQL', glue('mysql://root:', 'h7Gq2Lm9', '@10.0.3.7/app')],
    ['Redis', glue('redis://:', 'h7Gq2Lm9', '@cache.acme.io:6379')],
  ])('%s', (_, text) => {
    expect(credentialTruth(literal(`x = "${text}"`))).toBe('yes');
    expect(credentialTruth(literal(text))).toBe('yes');
    inLongText(text);
  });
});

describe('look-alikes', () => {
  test.each([
    ['a JSON web token', jwt],
    ['a bearer token', `Authorization: Bearer ${mixed.slice(0, 40)}`],
    ['an AWS shape with impossible digits', glue('AK', 'IA', '189Q', base32.slice(4))],
    ['a Stripe test key', glue('sk', '_test_', mixed.slice(0, 24))],
    ['a password in a URL', `https://ci:${mixed.slice(0, 12)}@git.acme.io/x.git`],
    ['a row of keys', glue('gh', 'p_', 'abcdefghijklmnopqrstuvwxyz0123456789')],
    ['a key header', keyHeader('RSA ')],
    ['a database with the usual password', glue('postgres://postgres:', 'postgres', '@db.acme.io/app')],
  ])('%s', (_, text) => {
    expect(credentialTruth(literal(text))).toBe('unknown');
    inLongText(text);
  });
});

describe('no credentials', () => {
  test.each([
    ['AKIAIOSFODNN7EXAMPLE'],
    ['aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'],
    [glue('sk', '_test_', '4eC39HqLyjWDarjtT1zdp7dc')],
    ['ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx'],
    ['sk-your-api-key-goes-here-please'],
    ['sk-ant-your-key'],
    ['sk-ant-api03-xxxxxxxxxxxxxxxxxxxxxxxxxxxx'],
    ['export GITHUB_TOKEN=$GH_TOKEN'],
    ['Authorization: Bearer $TOKEN'],
    ['Authorization: Bearer <token>'],
    ['postgres://user:password@localhost:5432/db'],
    ['postgres://postgres:postgres@db:5432/app'],
    ['postgres://user:${DB_PASSWORD}@db.acme.io/app'],
    ['postgres://user:<password>@db.acme.io/app'],
    ['postgres://user:pass1234@db.example.com/app'],
    ['mysql://root:secret@127.0.0.1/app'],
    ['redis://cache.acme.io:6379'],
    ['https://github.com/acme/app.git'],
    ['git@github.com:acme/app.git'],
    [`${keyHeader('RSA ')}\n...\n-----END RSA PRIVATE KEY-----`],
    ['sk-learn scikit-learn task-runner-with-a-long-name'],
    ['npm_config_registry npm_package_version'],
    ['9f8b3c1d7e2a6f4059b8c7d3e1a2f604'],
    ['sha512-Q7RzT2mWk9XcV4bNj6LhP8sDf3GyA5eU1oIi0KwEvBtCnMxZrSaQdJuYpHgFl7T3k9W2m5X8c4V6b1N=='],
    ['3f2504e0-4f89-11d3-9a0c-0305e82c3301'],
    ['glpat-'],
    [
      `https://jwt.io eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6IkpvaG4gRG9lIiwiaWF0IjoxNTE2MjM5MDIyfQ.SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV_adQssw5c`,
    ],
    [''],
  ])('%s', (text) => {
    expect(credentialTruth(literal(text))).toBe<Truth>('no');
    inLongText(text);
  });
});

describe('a word with holes', () => {
  test('is judged by its known parts', () => {
    expect(credentialTruth(word(glue('-d$X=', 'gh', 'p_', mixed.slice(0, 36))))).toBe('yes');
    expect(credentialTruth(word('ghp_$X'))).toBe('no');
    expect(credentialTruth(word('$TOKEN'))).toBe('no');
    expect(credentialTruth(word('postgres://app:$PASSWORD@db.acme.io/app'))).toBe('no');
  });
});

describe('redaction', () => {
  test('takes the value and leaves the rest', () => {
    const token = glue('gh', 'p_', mixed.slice(0, 36));
    expect(redact(`git push https://x:${token}@github.com/a/b`)).toBe('git push https://x:[redacted]@github.com/a/b');
    expect(redact(`curl -H "Authorization: Bearer ${mixed.slice(0, 40)}" https://a`)).toBe(
      'curl -H "Authorization: Bearer [redacted]" https://a',
    );
    expect(redact(glue('psql postgres://app:', 'h7Gq2Lm9', '@db.acme.io/app -c "SELECT 1"'))).toBe(
      'psql postgres://app:[redacted]@db.acme.io/app -c "SELECT 1"',
    );
  });
  test('hides what stands beside a telling name', () => {
    expect(redact('mysql --password=hunter2hunter2 app')).toBe('mysql --password=[redacted] app');
    expect(redact('API_KEY=a1b2c3d4e5f6 node x.js')).toBe('API_KEY=[redacted] node x.js');
  });
  test('leaves ordinary commands alone', () => {
    for (const text of [
      'rm -rf "$BUILD_DIR"',
      'git push --force origin main',
      'cat .env',
      'kubectl get secret app-token -o yaml',
      'export TOKEN=$OTHER_TOKEN_2024',
      'npm run build',
    ])
      expect(redact(text)).toBe(text);
  });
  test('twice is the same as once', () => {
    const once = redact(`a ${jwt} b ${glue('AK', 'IA', base32)}`);
    expect(once).toBe('a [redacted] b [redacted]');
    expect(redact(once)).toBe(once);
  });
});

test('a long text is read in linear time', () => {
  const before = performance.now();
  for (const piece of [
    'eyJ',
    'sk-',
    'postgres://a:',
    '-----BEGIN PRIVATE KEY-----',
    'a',
    'token=',
    'gl',
    'AKIA',
    'xoxb-',
    'https://',
    '-----BEGIN A ',
    'sk-ant-',
  ])
    credentialsIn(piece.repeat(Math.ceil(300_000 / piece.length)));
  expect(performance.now() - before).toBeLessThan(3000);
});

test('every place of a credential is said once', () => {
  const token = glue('gh', 'p_', mixed.slice(0, 36));
  expect(credentialsIn(`a ${token}`)).toEqual([
    { kind: 'GitHub token', certainty: 'live', start: 2, end: 2 + token.length },
  ]);
});
