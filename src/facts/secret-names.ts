/** Files that hold a secret wherever they lie, by exact base name in lower case, blank-separated. */
export const SECRET_FILES =
  '.env .netrc _netrc .git-credentials .htpasswd .pgpass pgpass.conf .my.cnf .mylogin.cnf .vault-token .dockercfg .s3cfg .boto .passwd-s3fs ' +
  '.authinfo .authinfo.gpg .msmtprc .fetchmailrc .smbcredentials .cifs-credentials .databrickscfg .sentryclirc .ftpconfig .terraformrc terraform.rc ' +
  'id_rsa id_dsa id_ecdsa id_ed25519 id_ecdsa_sk id_ed25519_sk id_xmss master.key kaggle.json application_default_credentials.json ' +
  'login.keychain login.keychain-db logins.json key3.db key4.db signons.sqlite cookies.sqlite .secrets ' +
  '.bash_history .zsh_history .zhistory .histfile .sh_history .ash_history .ksh_history .python_history .node_repl_history .psql_history .mysql_history ' +
  '.sqlite_history .rediscli_history .irb_history .pry_history .mongo_history .dbshell .mongosh_repl_history .scala_history .lua_history .php_history ' +
  'fish_history consolehost_history.txt .wget-hsts-credentials .rails_master_key .erlang.cookie ' +
  '.rclone.conf .vault_pass .vault_pass.txt vault_pass vault_pass.txt .vault-pass .vault_password vault_password vault_password.txt .ansible_vault_password';

/** Globs of base names in lower case, wherever they lie. */
export const SECRET_FILE_GLOBS: readonly string[] = [
  '.env.*',
  '*.p12',
  '*.pfx',
  '*.jks',
  '*.keystore',
  '*.kdbx',
  '*.kdb',
  '*.ppk',
  '*.p8',
  '*.keytab',
  '*_rsa',
  '*_dsa',
  '*_ecdsa',
  '*_ed25519',
  '*.keychain',
  '*.keychain-db',
  '*service-account*.json',
  '*service_account*.json',
  '*serviceaccount*.json',
  '*-firebase-adminsdk-*.json',
  'gcp-key*.json',
  'gcloud-key*.json',
  'gcloud-service-key*.json',
  'prod.env',
  'production.env',
  'staging.env',
  'live.env',
  'local.env',
];

/** Base names that end so are read before they are called secret: only a private block makes them one. */
export const KEY_EXTENSIONS: readonly string[] = ['.pem', '.key'];

/** Words that make the base name of a data file a secret. */
export const SECRET_WORDS: readonly string[] = ['secret', 'credential'];

/** The extensions of data files; a name without any is one too. Source code and prose are none. */
export const DATA_EXTENSIONS =
  'json jsonc json5 yaml yml toml txt ini cfg conf config properties env xml csv tsv plist tfvars db sqlite';

/** Names around `secret` and `credential` that say something else: scanners, sealed and external secrets, a secretary. */
export const INNOCENT_WORDS =
  /secretar|secretlint|secrets?[-_]?(?:scan|detect|ignore|hunt|guard|rotat\w*\.ya?ml)|gitleaks|sealed[-_]?secret|external[-_]?secret|secret[-_]?store|secret[-_]?provider|\.schema\./;

/** Endings of a file that shows what a secret file looks like. */
export const EXAMPLE_MARKS =
  /(?:^|[._-])(?:example|examples|sample|samples|template|templates|tmpl|tpl|dist|default|defaults|dummy|mock|schema)(?:[._-]|$)/;

/**
 * Directories of exactly these names, relative to anywhere; everything in them is secret.
 * More than one name: they must follow each other.
 */
export const SECRET_DIRECTORIES: readonly string[] = [
  '.aws',
  '.gnupg',
  '.password-store',
  '.vault-tokens',
  '.config/gcloud',
  '.config/op',
  '.config/sops/age',
  '.config/1password',
  '.config/google-chrome',
  '.config/chromium',
  '.config/bravesoftware',
  '.config/microsoft-edge',
  '.mozilla/firefox',
  '.local/share/keyrings',
  '.local/share/kwalletd',
  '.gnome2/keyrings',
  'library/keychains',
  'library/cookies',
  'library/application support/google/chrome',
  'library/application support/chromium',
  'library/application support/bravesoftware',
  'library/application support/microsoft edge',
  'library/application support/firefox',
  'library/application support/1password',
  'appdata/local/google/chrome/user data',
  'appdata/local/microsoft/edge/user data',
  'appdata/roaming/mozilla/firefox',
  'appdata/local/microsoft/credentials',
  'appdata/roaming/microsoft/credentials',
  'appdata/roaming/microsoft/protect',
  'appdata/local/microsoft/vault',
  'appdata/roaming/gcloud',
  '.zsh_sessions',
  '.1password',
  '.bitwarden',
  '.config/bitwarden cli',
];

/** Files by their last names, in lower case: the tokens that command-line tools keep. `*` stays within a name. */
export const TOKEN_FILES: readonly string[] = [
  '.kube/config*',
  '.docker/config.json',
  '.config/containers/auth.json',
  '.azure/accesstokens.json',
  '.azure/msal_token_cache*',
  '.azure/service_principal_entries*',
  '.azure/azureprofile.json',
  '.config/gh/hosts.yml',
  '.config/glab-cli/config.yml',
  '.config/hub',
  '.terraform.d/credentials.tfrc.json',
  '.railway/config.json',
  '.config/railway/*.json',
  '.config/heroku/*',
  '.local/share/heroku/*',
  '.fly/config.yml',
  '.local/share/com.vercel.cli/auth.json',
  '.config/com.vercel.cli/auth.json',
  'library/application support/com.vercel.cli/auth.json',
  '.now/auth.json',
  '.vercel/auth.json',
  '.netlify/config.json',
  '.config/netlify/config.json',
  'library/preferences/netlify/config.json',
  '.wrangler/config/default.toml',
  '.config/.wrangler/config/default.toml',
  '.config/doctl/config.yaml',
  '.config/linode-cli',
  '.config/hcloud/cli.toml',
  '.config/scw/config.yaml',
  '.config/neonctl/credentials.json',
  '.config/planetscale/access-token',
  '.config/configstore/*.json',
  '.config/stripe/config.toml',
  '.config/ngrok/ngrok.yml',
  '.ngrok2/ngrok.yml',
  '.config/rclone/rclone.conf',
  '.config/github-copilot/hosts.json',
  '.config/github-copilot/apps.json',
  '.supabase/access-token',
  '.pulumi/credentials.json',
  '.doppler/.doppler.yaml',
  '.snowflake/config.toml',
  '.snowflake/connections.toml',
  '.snowsql/config',
  '.oci/config',
  '.oci/*.pem',
  '.bluemix/config.json',
  '.cargo/credentials',
  '.cargo/credentials.toml',
  '.gem/credentials',
  '.m2/settings.xml',
  '.m2/settings-security.xml',
  '.composer/auth.json',
  '.config/composer/auth.json',
  '.huggingface/token',
  '.cache/huggingface/token',
  '.cache/huggingface/stored_tokens',
  '.claude/.credentials.json',
  '.codex/auth.json',
  '.gemini/oauth_creds.json',
  '.gemini/mcp-oauth-tokens.json',
  '.local/share/opencode/auth.json',
  '.twilio-cli/config.json',
  '.expo/state.json',
  '.circleci/cli.yml',
  '.travis/config.yml',
  '.jfrog/jfrog-cli.conf*',
  '.argocd/config',
  '.config/argocd/config',
  '.config/helm/registry/config.json',
  '.cloudflared/*.json',
  '.cloudflared/cert.pem',
  '.config/sops/age/keys.txt',
  '.ssh/identity',
];

/** Absolute files and directories of the system that hold secrets (shadow(5), proc(5), ssh_config(5)). */
export const SYSTEM_SECRETS: readonly string[] = [
  '/etc/shadow',
  '/etc/shadow-',
  '/etc/gshadow',
  '/etc/gshadow-',
  '/etc/master.passwd',
  '/etc/security/opasswd',
  '/etc/ssl/private',
  '/etc/krb5.keytab',
  '/etc/ssh/ssh_host_*_key',
  '/etc/wireguard',
  '/etc/kubernetes/admin.conf',
  '/etc/rancher/k3s/k3s.yaml',
  '/etc/letsencrypt/live/*/privkey*.pem',
  '/private/etc/master.passwd',
  '/proc/*/environ',
  '/proc/*/task/*/environ',
  '/run/secrets',
  '/var/run/secrets',
  '/var/db/dslocal/nodes/Default/users',
  'C:/Windows/System32/config/SAM',
  'C:/Windows/System32/config/SECURITY',
];

/** Directories of what everybody may know: installed packages, certificate authorities, translations, workflows. */
export const PUBLIC_DIRECTORIES: readonly string[] = [
  'node_modules',
  'etc/ssl/certs',
  'usr/share/ca-certificates',
  'usr/local/share/ca-certificates',
  'etc/ca-certificates',
  'etc/pki/ca-trust',
  'site-packages/certifi',
];

/** Directories in which `secret` or `credential` in a name says what the text is about, not what it holds. */
export const DESCRIPTIVE_DIRECTORIES =
  'locales locale i18n lang langs translations messages .github docs doc bin sbin scripts workflows __snapshots__ __fixtures__ schemas schema';

/** Registry configurations that hold a token or do not; only their text tells. */
export const TOKEN_PATTERNS: Readonly<Record<string, RegExp>> = {
  '.npmrc': /_authToken|_auth\s*=|_password|:_secret/i,
  '.pypirc': /^\s*password\s*[=:]/im,
  '.yarnrc.yml': /npmAuth(?:Token|Ident)\s*:/i,
  '.yarnrc': /_authToken|npmAuthToken/i,
  'gradle.properties': /^\s*[\w.-]*(?:password|token|secret|api_?key)[\w.-]*\s*=\s*\S/im,
  '.envrc': /(?:TOKEN|SECRET|PASSWORD|PASSWD|API_?KEY|ACCESS_KEY)\w*=["']?(?!\$)\S/i,
  'terraform.tfvars': /(?:password|secret|token|api_key|private_key|access_key)\w*\s*=\s*"[^"$]/i,
  'terraform.tfstate': /"\w*(?:password|secret|private_key|token|access_key)\w*"\s*:\s*"[^"]/i,
};
