/** Words in the name of a variable that holds a credential; `PWD` and sockets do not. */
const credentialName =
  /(?:^|_)(?:TOKEN|TOKENS|SECRET|SECRETS|PASSWORD|PASSWD|PASSPHRASE|PASS|PAT|PWD_HASH|API_?KEYS?|APIKEY|ACCESS_?KEY|ACCESS_?KEY_ID|SECRET_?KEY|PRIVATE_?KEY|SIGNING_?KEY|ENCRYPTION_?KEY|MASTER_?KEY|AUTH_?KEY|SERVICE_?KEY|CREDENTIALS?|COOKIE|DSN)(?:_|$|\d)|^(?:DATABASE|MONGO|MONGODB|REDIS|POSTGRES|POSTGRESQL|MYSQL|AMQP|RABBITMQ|BROKER)_(?:URL|URI)$|(?:TOKEN|PASSWORD|SECRET|APIKEY)$/i;

/** Variables whose names only look like credentials. */
const harmlessName =
  /^(?:SSH_AUTH_SOCK|XAUTHORITY|GPG_TTY|KEYBOARD|PWD|OLDPWD|.*_(?:TOKEN|SECRET|KEY|PASSWORD)_(?:FILE|PATH|NAME|TYPE|URL|TTL|LENGTH|LIMIT|COUNT|EXPIRY|EXPIRES(?:_IN)?)|MAX_TOKENS|.*_MAX_TOKENS|TOKENIZERS_PARALLELISM|.*_COOKIE_NAME)$/i;

/** Whether a variable's name says that it holds a credential. */
export function namesCredential(name: string): boolean {
  return credentialName.test(name) && !harmlessName.test(name);
}
