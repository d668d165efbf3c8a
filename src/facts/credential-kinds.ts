/** A kind of credential: text that must occur (the prefilter), how it looks, and how sure that makes it. */
export interface CredentialKind {
  readonly name: string;
  /** One of these occurs wherever the expression matches, in this letter case. */
  readonly keywords: readonly string[];
  /** How many characters of a match stand in front of the keyword, at least and at most; absent where any number may. */
  readonly lead?: readonly [least: number, most: number];
  /** Group 1 is the secret itself where the match holds more. */
  readonly expression: RegExp;
  /** `live`: only the issuer makes such a text. `look-alike`: it has the shape, and so have other things. */
  readonly certainty: 'live' | 'look-alike';
}

/**
 * Credentials by the shape their issuers document; where two kinds fit, the first counts. Every quantifier is bounded or
 * begins at a text that does not repeat inside it, so that long input stays linear.
 */
export const CREDENTIAL_KINDS: readonly CredentialKind[] = [
  // A header without a key is what people search for; with one it is a key (RFC 7468, PROTOCOL.key of OpenSSH, RFC 9580).
  {
    name: 'private key',
    keywords: ['PRIVATE KEY'],
    expression:
      /-----BEGIN (?:[A-Z0-9]{1,20} ){0,3}PRIVATE KEY(?: BLOCK)?-----(?:\s|\\[rn]|"|'|\+){0,16}(?:[A-Za-z-]{1,30}: [^\n]{0,200}(?:\s|\\[rn])+){0,8}([A-Za-z0-9+/=](?:[A-Za-z0-9+/=]|\s|\\[rn]){15,16384})/g,
    certainty: 'live',
  },
  {
    name: 'private key',
    keywords: ['PRIVATE KEY'],
    expression:
      /-----BEGIN (?:[A-Z0-9]{1,20} ){0,3}PRIVATE KEY(?: BLOCK)?-----(?!(?:\s|\\n)*(?:\.\.\.|\u2026|<|\[|\$|\{|your|xxx))/gi,
    certainty: 'look-alike',
  },
  {
    name: 'age key',
    keywords: ['AGE-SECRET-KEY-1'],
    lead: [0, 0],
    expression: /AGE-SECRET-KEY-1[0-9A-Z]{58}/g,
    certainty: 'live',
  },
  // AWS: IAM identifiers are base 32 (IAM User Guide, unique identifiers).
  {
    name: 'AWS access key',
    keywords: ['AKIA', 'ASIA'],
    lead: [0, 0],
    expression: /(?<![A-Za-z0-9])(?:AKIA|ASIA)[A-Z2-7]{16}(?![A-Za-z0-9])/g,
    certainty: 'live',
  },
  {
    name: 'AWS access key',
    keywords: ['AKIA', 'ASIA'],
    lead: [0, 0],
    expression: /(?<![A-Za-z0-9])(?:AKIA|ASIA)[A-Z0-9]{16}(?![A-Za-z0-9])/g,
    certainty: 'look-alike',
  },
  {
    name: 'AWS secret key',
    keywords: ['aws', 'AWS', 'ecretAccessKey', 'ecret_access_key', 'SECRET_ACCESS_KEY'],
    expression:
      /(?:aws|secret_?access)[\w-]{0,24}key[\w-]{0,8}["']?\s{0,4}[=:]\s{0,4}["']?([A-Za-z0-9/+]{40})(?![A-Za-z0-9/+=])/gi,
    certainty: 'live',
  },
  {
    name: 'GitHub token',
    keywords: ['gho_', 'ghp_', 'ghr_', 'ghs_', 'ghu_'],
    lead: [0, 0],
    expression: /(?<![A-Za-z0-9])gh[oprsu]_[A-Za-z0-9]{36,255}/g,
    certainty: 'live',
  },
  {
    name: 'GitHub token',
    keywords: ['github_pat_'],
    lead: [0, 0],
    expression: /(?<![A-Za-z0-9])github_pat_[A-Za-z0-9]{22}_[A-Za-z0-9]{59}/g,
    certainty: 'live',
  },
  {
    name: 'GitHub token',
    keywords: ['github_pat_'],
    lead: [0, 0],
    expression: /(?<![A-Za-z0-9])github_pat_[A-Za-z0-9_]{22,255}/g,
    certainty: 'look-alike',
  },
  {
    name: 'GitLab token',
    keywords: ['gl'],
    lead: [0, 0],
    expression: /(?<![A-Za-z0-9])gl(?:pat|dt|ptt|rt|cbt|soat|ft|imt|agent|oas|ffct)-[A-Za-z0-9_-]{20,255}/g,
    certainty: 'live',
  },
  {
    name: 'Slack token',
    keywords: ['xox'],
    lead: [0, 0],
    expression: /(?<![A-Za-z0-9])xox[abeoprs](?:\.xox[bp])?-(?:\d-)?[A-Za-z0-9]{8,}-[A-Za-z0-9-]{10,250}/g,
    certainty: 'live',
  },
  {
    name: 'Slack token',
    keywords: ['xox', 'xapp-'],
    lead: [0, 0],
    expression: /(?<![A-Za-z0-9])(?:xox[abeoprs]|xapp)-[A-Za-z0-9-]{20,250}/g,
    certainty: 'live',
  },
  {
    name: 'Slack webhook',
    keywords: ['hooks.slack.com'],
    lead: [0, 0],
    expression: /hooks\.slack\.com\/(?:services|workflows)\/(T[A-Z0-9]{6,16}\/[A-Z0-9]{6,16}\/[A-Za-z0-9]{16,64})/g,
    certainty: 'live',
  },
  {
    name: 'Stripe key',
    keywords: ['_live_'],
    lead: [2, 2],
    expression: /(?<![A-Za-z0-9])[sr]k_live_[A-Za-z0-9]{16,255}/g,
    certainty: 'live',
  },
  {
    name: 'Stripe test key',
    keywords: ['_test_'],
    lead: [2, 2],
    expression: /(?<![A-Za-z0-9])[sr]k_test_[A-Za-z0-9]{16,255}/g,
    certainty: 'look-alike',
  },
  {
    name: 'Stripe webhook secret',
    keywords: ['whsec_'],
    lead: [0, 0],
    expression: /(?<![A-Za-z0-9])whsec_[A-Za-z0-9+/]{24,255}/g,
    certainty: 'live',
  },
  {
    name: 'Anthropic key',
    keywords: ['sk-ant-'],
    lead: [0, 0],
    expression: /(?<![A-Za-z0-9])sk-ant-(?:api|admin|oat|ort|sid)\d\d-[A-Za-z0-9_-]{24,255}/g,
    certainty: 'live',
  },
  {
    name: 'Anthropic key',
    keywords: ['sk-ant-'],
    lead: [0, 0],
    expression: /(?<![A-Za-z0-9])sk-ant-[A-Za-z0-9_-]{16,255}/g,
    certainty: 'look-alike',
  },
  {
    name: 'OpenAI key',
    keywords: ['sk-'],
    lead: [0, 0],
    expression: /(?<![A-Za-z0-9])sk-(?:proj|svcacct|admin|None)-[A-Za-z0-9_-]{24,255}/g,
    certainty: 'live',
  },
  {
    name: 'OpenAI key',
    keywords: ['sk-'],
    lead: [0, 0],
    expression: /(?<![A-Za-z0-9])sk-[A-Za-z0-9]{32,64}(?![A-Za-z0-9])/g,
    certainty: 'live',
  },
  {
    name: 'OpenRouter key',
    keywords: ['sk-or-'],
    lead: [0, 0],
    expression: /(?<![A-Za-z0-9])sk-or-v1-[0-9a-f]{64}/g,
    certainty: 'live',
  },
  {
    name: 'OpenAI key',
    keywords: ['sk-'],
    lead: [0, 0],
    expression: /(?<![A-Za-z0-9])sk-[A-Za-z0-9]{20,31}(?![A-Za-z0-9])/g,
    certainty: 'look-alike',
  },
  {
    name: 'Google key',
    keywords: ['AIza'],
    lead: [0, 0],
    expression: /(?<![A-Za-z0-9])AIza[0-9A-Za-z_-]{35}(?![0-9A-Za-z_-])/g,
    certainty: 'live',
  },
  {
    name: 'Google token',
    keywords: ['ya29.'],
    lead: [0, 0],
    expression: /(?<![A-Za-z0-9])ya29\.[0-9A-Za-z_-]{30,2048}/g,
    certainty: 'live',
  },
  {
    name: 'Google client secret',
    keywords: ['GOCSPX-'],
    lead: [0, 0],
    expression: /(?<![A-Za-z0-9])GOCSPX-[0-9A-Za-z_-]{28}/g,
    certainty: 'live',
  },
  {
    name: 'npm token',
    keywords: ['npm_'],
    lead: [0, 0],
    expression: /(?<![A-Za-z0-9])npm_[A-Za-z0-9]{36}(?![A-Za-z0-9])/g,
    certainty: 'live',
  },
  {
    name: 'npm token',
    keywords: ['_authToken'],
    lead: [0, 0],
    expression: /_authToken\s{0,4}=\s{0,4}["']?([A-Za-z0-9+/_-]{20,255}={0,2})/g,
    certainty: 'live',
  },
  {
    name: 'PyPI token',
    keywords: ['pypi-'],
    lead: [0, 0],
    expression: /(?<![A-Za-z0-9])pypi-AgE[A-Za-z0-9_-]{40,1024}/g,
    certainty: 'live',
  },
  {
    name: 'Hugging Face token',
    keywords: ['hf_'],
    lead: [0, 0],
    expression: /(?<![A-Za-z0-9])hf_[A-Za-z0-9]{34,40}(?![A-Za-z0-9])/g,
    certainty: 'live',
  },
  // The prefixes that GitHub's secret scanning documents (docs.github.com, "Supported secret scanning patterns").
  {
    name: 'RubyGems key',
    keywords: ['rubygems_'],
    lead: [0, 0],
    expression: /(?<![A-Za-z0-9])rubygems_[a-f0-9]{48}(?![A-Za-z0-9])/g,
    certainty: 'live',
  },
  {
    name: 'crates.io token',
    keywords: ['cio'],
    lead: [0, 0],
    expression: /(?<![A-Za-z0-9])cio[A-Za-z0-9]{32}(?![A-Za-z0-9])/g,
    certainty: 'look-alike',
  },
  {
    name: 'Docker token',
    keywords: ['dckr_'],
    lead: [0, 0],
    expression: /(?<![A-Za-z0-9])dckr_(?:pat|oat)_[A-Za-z0-9_-]{24,64}/g,
    certainty: 'live',
  },
  {
    name: 'Groq key',
    keywords: ['gsk_'],
    lead: [0, 0],
    expression: /(?<![A-Za-z0-9])gsk_[A-Za-z0-9]{52}(?![A-Za-z0-9])/g,
    certainty: 'live',
  },
  {
    name: 'Replicate token',
    keywords: ['r8_'],
    lead: [0, 0],
    expression: /(?<![A-Za-z0-9])r8_[A-Za-z0-9]{37}(?![A-Za-z0-9])/g,
    certainty: 'live',
  },
  {
    name: 'Notion token',
    keywords: ['ntn_'],
    lead: [0, 0],
    expression: /(?<![A-Za-z0-9])ntn_[A-Za-z0-9]{46}(?![A-Za-z0-9])/g,
    certainty: 'live',
  },
  {
    name: 'Notion token',
    keywords: ['secret_'],
    lead: [0, 0],
    expression: /(?<![A-Za-z0-9])secret_[A-Za-z0-9]{43}(?![A-Za-z0-9])/g,
    certainty: 'look-alike',
  },
  {
    name: 'Figma token',
    keywords: ['figd_'],
    lead: [0, 0],
    expression: /(?<![A-Za-z0-9])figd_[A-Za-z0-9_-]{40,64}/g,
    certainty: 'live',
  },
  {
    name: 'Pulumi token',
    keywords: ['pul-'],
    lead: [0, 0],
    expression: /(?<![A-Za-z0-9])pul-[a-f0-9]{40}(?![A-Za-z0-9])/g,
    certainty: 'live',
  },
  {
    name: 'Grafana token',
    keywords: ['glsa_'],
    lead: [0, 0],
    expression: /(?<![A-Za-z0-9])glsa_[A-Za-z0-9]{32}_[a-f0-9]{8}(?![A-Za-z0-9])/g,
    certainty: 'live',
  },
  {
    name: 'Grafana token',
    keywords: ['glc_'],
    lead: [0, 0],
    expression: /(?<![A-Za-z0-9])glc_[A-Za-z0-9+/]{32,400}={0,3}/g,
    certainty: 'look-alike',
  },
  {
    name: 'New Relic key',
    keywords: ['NRAK-'],
    lead: [0, 0],
    expression: /(?<![A-Za-z0-9])NRAK-[A-Z0-9]{27}(?![A-Za-z0-9])/g,
    certainty: 'live',
  },
  {
    name: 'Atlassian token',
    keywords: ['ATATT3'],
    lead: [0, 0],
    expression: /(?<![A-Za-z0-9])ATATT3[A-Za-z0-9_=-]{150,255}/g,
    certainty: 'live',
  },
  {
    name: 'Square token',
    keywords: ['sq0'],
    lead: [0, 0],
    expression: /(?<![A-Za-z0-9])sq0(?:atp|csp|idp)-[A-Za-z0-9_-]{22,43}/g,
    certainty: 'look-alike',
  },
  {
    name: 'Fly token',
    keywords: ['FlyV1 '],
    lead: [0, 0],
    expression: /(?<![A-Za-z0-9])FlyV1 fm[12][ar]?_[A-Za-z0-9+/=,_-]{60,2000}/g,
    certainty: 'live',
  },
  {
    name: 'DigitalOcean token',
    keywords: ['_v1_'],
    lead: [3, 3],
    expression: /(?<![A-Za-z0-9])do[opr]_v1_[a-f0-9]{64}/g,
    certainty: 'live',
  },
  {
    name: 'Databricks token',
    keywords: ['dapi'],
    lead: [0, 0],
    expression: /(?<![A-Za-z0-9])dapi[a-f0-9]{32}(?![A-Za-z0-9])/g,
    certainty: 'live',
  },
  {
    name: 'SendGrid key',
    keywords: ['SG.'],
    lead: [0, 0],
    expression: /(?<![A-Za-z0-9])SG\.[A-Za-z0-9_-]{22}\.[A-Za-z0-9_-]{43}/g,
    certainty: 'live',
  },
  {
    name: 'Shopify token',
    keywords: ['shp'],
    lead: [0, 0],
    expression: /(?<![A-Za-z0-9])shp(?:at|ca|pa|ss)_[a-fA-F0-9]{32}/g,
    certainty: 'live',
  },
  {
    name: 'Vault token',
    keywords: ['hvs.', 'hvb.'],
    lead: [0, 0],
    expression: /(?<![A-Za-z0-9])hv[bs]\.[A-Za-z0-9_-]{24,255}/g,
    certainty: 'live',
  },
  {
    name: 'Terraform token',
    keywords: ['.atlasv1.'],
    lead: [14, 14],
    expression: /(?<![A-Za-z0-9])[A-Za-z0-9]{14}\.atlasv1\.[A-Za-z0-9_=-]{60,70}/g,
    certainty: 'live',
  },
  {
    name: 'Supabase token',
    keywords: ['sbp_', 'sb_secret_'],
    lead: [0, 0],
    expression: /(?<![A-Za-z0-9])(?:sbp_[a-f0-9]{40}|sb_secret_[A-Za-z0-9_-]{20,64})/g,
    certainty: 'live',
  },
  {
    name: 'PlanetScale token',
    keywords: ['pscale_'],
    lead: [0, 0],
    expression: /(?<![A-Za-z0-9])pscale_(?:tkn|pw|oauth)_[A-Za-z0-9_.-]{32,64}/g,
    certainty: 'live',
  },
  {
    name: 'Doppler token',
    keywords: ['dp.'],
    lead: [0, 0],
    expression: /(?<![A-Za-z0-9])dp\.(?:pt|st|ct|scim|audit)\.(?:[a-z0-9_-]{2,35}\.)?[A-Za-z0-9]{40,44}/g,
    certainty: 'live',
  },
  {
    name: 'Linear key',
    keywords: ['lin_api_'],
    lead: [0, 0],
    expression: /(?<![A-Za-z0-9])lin_api_[A-Za-z0-9]{40}/g,
    certainty: 'live',
  },
  {
    name: 'Heroku key',
    keywords: ['HRKU-'],
    lead: [0, 0],
    expression: /(?<![A-Za-z0-9])HRKU-[A-Za-z0-9_-]{36,80}/g,
    certainty: 'live',
  },
  {
    name: 'Fly token',
    keywords: ['fm2_', 'fo1_'],
    lead: [0, 0],
    expression: /(?<![A-Za-z0-9])(?:fm2_[A-Za-z0-9+/=_-]{80,4096}|fo1_[A-Za-z0-9_-]{40,64})/g,
    certainty: 'live',
  },
  {
    name: 'Telegram token',
    keywords: [':AA'],
    lead: [8, 10],
    expression: /(?<![A-Za-z0-9])\d{8,10}:AA[A-Za-z0-9_-]{33}(?![A-Za-z0-9_-])/g,
    certainty: 'live',
  },
  {
    name: 'Azure storage key',
    keywords: ['AccountKey='],
    lead: [0, 0],
    expression: /AccountKey=([A-Za-z0-9+/]{86}==)/g,
    certainty: 'live',
  },
  // A signed token may be long expired or a test's; nobody can tell by looking (RFC 7519).
  {
    name: 'JSON web token',
    keywords: ['eyJ'],
    lead: [0, 0],
    expression: /(?<![\w-])eyJ[A-Za-z0-9_-]{10,2048}\.eyJ[A-Za-z0-9_-]{10,8192}\.[A-Za-z0-9_-]{16,2048}/g,
    certainty: 'look-alike',
  },
  {
    name: 'bearer token',
    keywords: ['earer ', 'EARER '],
    expression: /authorization["']?\s{0,4}[:=]\s{0,4}["']?bearer\s{1,4}([A-Za-z0-9._~+/-]{24,2048}={0,2})/gi,
    certainty: 'look-alike',
  },
  {
    name: 'password in a URL',
    keywords: ['://'],
    lead: [4, 5],
    expression: /https?:\/\/[^\s:@/'"]{1,128}:([^\s@/'"]{8,256})@[A-Za-z0-9]/g,
    certainty: 'look-alike',
  },
];

/** A database URL with user, password and host (RFC 3986 section 3.2). */
export const DATABASE_URL =
  /(?<![A-Za-z0-9+])(?:postgres(?:ql)?|mysql|mariadb|mongodb|rediss?|amqps?|mssql|sqlserver|clickhouse|cockroachdb|oracle|couchbases?|cassandra|neo4j|bolt)(?:\+[a-z0-9]{1,20})?:\/\/[^\s:@/'"]{0,128}:([^\s@'"]{1,256})@(\[[0-9a-f:]{1,45}\]|[^\s/:'"?,@]{1,255})/gi;

/** Texts the issuers print in their own documentation. */
export const DOCUMENTED_EXAMPLES: readonly string[] = [
  'AKIAIOSFODNN7EXAMPLE',
  'AKIAI44QH8DHBEXAMPLE',
  'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  'je7MtGbClwBF/2Zp9Utk/h3yCo8nvbEXAMPLEKEY',
  // Payload of the token on jwt.io.
  'eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6IkpvaG4gRG9lI',
  'sk_test_' + '4eC39HqLyjWDarjtT1zdp7dc',
  'sk_test_' + 'BQokikJOvBiI2HlWgH4olfQ2',
];

/** What people write where a secret belongs; short words count only where a word begins, since keys contain any four letters. */
export const PLACEHOLDER =
  /example|sample|placeholder|redacted|change[-_]?me|not[-_]?a[-_]?real|x{4,}|\*{3,}|\.{3,}|^[<[{$%]|(?:^|[-_.])(?:your|my[-_]|fake|mock|dummy|todo|insert|replace|foobar|lorem|test[-_]|test$)/i;

/** Passwords that open nothing but a local test database. */
export const TRIVIAL_PASSWORDS =
  'password passwd pass secret postgres mysql root admin test user dev local changeme guest mongo redis rabbit 1234 12345 123456 example';
