import type { Spec } from '../spec.ts';
import { carrierSpecs } from './_carrier.ts';

const options = {
  value:
    '-e --execute --init-command -D --database -h --host -P --port -u --user -S --socket --defaults-file --defaults-extra-file --defaults-group-suffix --login-path --protocol --delimiter --prompt --tee --ssl-ca --ssl-cert --ssl-key --ssl-mode --default-character-set --plugin-dir --default-auth --max-allowed-packet --connect-timeout --execute-format -R --prompt -l --logfile -d --dsn --defaults-group-suffix -g --login-path --myclirc --list-dsn --init-command --ssh-host',
  optional: '-p --password --pager --ssl --compress --columns --reconnect',
  flags:
    '-B --batch -N --skip-column-names -s --silent -v --verbose -t --table -r --raw -A --no-auto-rehash -f --force -n --unbuffered -q --quick -C -E --vertical -X --xml -H --html -U --safe-updates --i-am-a-dummy -V --version -w --wait -c --comments -i --ignore-spaces -I --help -G --named-commands -b --no-beep -o --one-database -L --skip-line-numbers --binary-mode',
} as const;

/** mysql(1), mariadb(1), mycli: `-e`, the database as operand, statements on standard input. */
export const specs: readonly Spec[] = carrierSpecs([
  {
    names: ['mysql', 'mariadb', 'mycli', 'mysqlsh'],
    dialect: 'mysql',
    syntax: options,
    text: '-e --execute --init-command',
    host: '-h --host',
    database: '-D --database',
    also: '-d --dsn --login-path -g --defaults-group-suffix --ssh-host',
    output: '--tee -l --logfile',
    operands: ['database', 'other'],
    hostVariables: 'MYSQL_HOST',
    nameVariables: 'MYSQL_DATABASE',
    looks: '-V --version --help',
  },
]);
