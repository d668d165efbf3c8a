import type { SystemAction } from '../../effect.ts';
import { literal, prefixOf, textOf, type Word } from '../../word.ts';
import type { Command } from '../argv.ts';
import type { Context, Finding, Spec } from '../spec.ts';
import { fileRead, streamText } from '../files/_words.ts';

function change(action: SystemAction, target: Word | undefined, otherwise = ''): Finding {
  return { kind: 'system.change', action, target: target ?? literal(otherwise) };
}

/** The first words of a command as text, for programs whose verbs come in several places. */
function texts(command: Command): readonly string[] {
  return command.words.map((word) => textOf(word) ?? '');
}

const helps = ['--help', '--version', '-h', '-V'];

function* power(command: Command): Generator<Finding> {
  // `shutdown /a` takes one back (shutdown.exe /?).
  if (command.words.some((word) => /^\/{1,2}[aA?]$/.test(textOf(word) ?? ''))) return;
  // `shutdown -c` cancels, `-k` only warns (shutdown(8)); `reboot -w` writes a record.
  if (command.has('--help', '--version', '-c', '-k', '--show', '-w', '--wtmp-only') === 'yes') return;
  yield change('shutdown', literal(command.program));
}

/** `init 0`, `telinit 6`: run levels that halt, reboot, or drop to one user (runlevel(8)). */
function* init(command: Command): Generator<Finding> {
  const [level] = command.operands;
  if (level !== undefined && /^[0156sS]$/.test(textOf(level) ?? '')) yield change('shutdown', level);
}

function* systemctl(command: Command): Generator<Finding> {
  const [verb, ...units] = command.operands;
  const act = verb === undefined ? '' : (textOf(verb) ?? '');
  if (
    /^(?:poweroff|reboot|halt|kexec|soft-reboot|exit|suspend|hibernate|hybrid-sleep|suspend-then-hibernate|isolate|rescue|emergency|switch-root)$/.test(
      act,
    )
  )
    yield change('shutdown', verb);
  else if (/^(?:stop|disable|mask|kill|revert|clean)$/.test(act))
    for (const unit of units.length > 0 ? units : [literal('')]) yield change('service-stop', unit);
  else if (verb !== undefined && textOf(verb) === undefined)
    yield { kind: 'opaque', why: 'program', detail: `systemctl ${prefixOf(verb)}…` };
}

/** `service nginx stop`, `rc-service`, `update-rc.d x remove`, `chkconfig x off`: the verb stands behind the service. */
function* service(command: Command): Generator<Finding> {
  const [name, ...verbs] = command.operands;
  if (
    name !== undefined &&
    verbs.some((verb) => /^(?:stop|disable|remove|off|del|delete|force-stop)$/.test(textOf(verb) ?? ''))
  )
    yield change('service-stop', name);
}

/** `rc-update del x`, `sv down x`, `brew services stop x`: the verb stands before it. */
function* verbFirst(command: Command, verbs: RegExp, action: SystemAction): Generator<Finding> {
  const [verb, ...names] = command.operands;
  if (verb !== undefined && verbs.test(textOf(verb) ?? '')) yield change(action, names.at(-1), command.program);
}

function* launchctl(command: Command): Generator<Finding> {
  const [verb, ...rest] = command.operands;
  const act = verb === undefined ? '' : (textOf(verb) ?? '');
  if (/^(?:bootout|unload|disable|remove|stop|kill)$/.test(act)) yield change('service-stop', rest.at(-1), 'a service');
  else if (/^(?:bootstrap|load|enable|submit)$/.test(act))
    yield change('schedule-change', rest.at(-1), 'a launch agent');
  else if (act === 'reboot') yield change('shutdown', verb);
}

/** `crontab -r` removes, `crontab file` and `crontab -` replace (crontab(1)). */
function* crontab(command: Command, context: Context): Generator<Finding> {
  if (command.has('-l', '--help', '-V') === 'yes') return;
  if (command.has('-r', '-d') === 'yes') {
    yield change('schedule-remove', command.value('-u'), 'crontab');
    return;
  }
  const [file] = command.operands;
  if (command.has('-e') === 'yes') yield change('schedule-change', literal('crontab -e'));
  else if (file !== undefined || context.stdin.kind !== 'inherited') {
    const text = file !== undefined && textOf(file) !== '-' ? undefined : streamText(context.stdin);
    if (file !== undefined && textOf(file) !== '-') yield fileRead(context, file);
    yield change(
      text !== undefined && textOf(text)?.trim() === '' ? 'schedule-remove' : 'schedule-change',
      file,
      'crontab',
    );
  }
}

/** `iptables -F` empties, `-X` deletes chains, `-P … ACCEPT` opens (iptables(8)). */
function* iptables(command: Command): Generator<Finding> {
  const flush = command.options.some(({ name }) => /^(?:-[FXZ]|--flush|--delete-chain)$/.test(name) && name !== '-Z');
  const open =
    command.options.some(({ name }) => name === '-P' || name === '--policy') &&
    command.words.some((word) => textOf(word) === 'ACCEPT');
  if (flush || open) yield change('firewall-flush', literal(command.program));
}

function* firewall(command: Command): Generator<Finding> {
  const words = texts(command);
  const all = words.join(' ');
  const flushes =
    (command.program === 'nft' && /\b(?:flush|delete) (?:ruleset|table|chain)\b/.test(all)) ||
    (command.program === 'ufw' && /\b(?:disable|reset)\b/.test(all)) ||
    (command.program === 'firewall-cmd' &&
      words.some((word) =>
        /^--(?:panic-off|complete-reload|remove-\w+|set-default-zone=trusted|set-target=ACCEPT)/.test(word),
      )) ||
    (command.program === 'pfctl' && words.some((word) => /^-\w*[Fd]/.test(word))) ||
    (command.program === 'netsh' && /firewall\b/.test(all) && /\b(?:off|reset|delete)\b/.test(all)) ||
    (command.program === 'ipset' && /\b(?:flush|destroy)\b/.test(all));
  if (flushes) yield change('firewall-flush', literal(command.program));
}

function* users(command: Command): Generator<Finding> {
  if (command.has(...helps) === 'yes') return;
  const name = command.operands.at(-1);
  switch (command.program) {
    case 'userdel':
    case 'deluser':
    case 'groupdel':
    case 'delgroup':
      yield change('user-delete', name);
      return;
    case 'dscl':
      if (texts(command).some((word) => word === '-delete' || word === 'delete')) yield change('user-delete', name);
      return;
    case 'passwd':
      // `-S` only shows.
      if (command.has('-S', '--status') !== 'yes') yield change('user-change', name, 'password');
      return;
    default:
      yield change('user-change', name, command.program);
  }
}

function* mounts(command: Command): Generator<Finding> {
  if (command.has(...helps) === 'yes' || (command.program === 'mount' && command.has('-l') === 'yes')) return;
  // Plain `mount` lists what is mounted.
  if (command.program === 'mount' && command.operands.length === 0 && command.has('-a', '--all') !== 'yes') return;
  if (
    command.program === 'swapoff' || command.program === 'swapon'
      ? command.has('-s', '--summary', '--show') === 'yes'
      : false
  )
    return;
  yield change('mount', command.operands[0], command.program);
}

/** `sysctl -w a=b` and `sysctl a=b` write, `sysctl a` reads. */
function* sysctl(command: Command): Generator<Finding> {
  if (
    command.has('-w', '--write', '-p', '--load', '--system', '-f') === 'yes' ||
    command.operands.some((word) => word.parts.some((part) => typeof part === 'string' && part.includes('=')))
  )
    yield change('kernel', command.operands[0], 'sysctl');
}

function* modules(command: Command): Generator<Finding> {
  if (
    command.has(...helps, '-n', '--dry-run', '--show', '--show-depends', '-D', '-c', '--showconfig') === 'yes' &&
    command.program !== 'insmod'
  )
    return;
  yield change('kernel', command.operands[0], command.program);
}

/** Mechanisms that keep the machine safe, switched off. */
function* protection(command: Command): Generator<Finding> {
  const all = texts(command).join(' ');
  const off =
    (command.program === 'setenforce' && /^(?:0|permissive)$/i.test(all)) ||
    (command.program === 'csrutil' && /^(?:disable|clear|authenticated-root disable)/.test(all)) ||
    (command.program === 'spctl' && /--(?:master|global)-disable/.test(all)) ||
    (command.program === 'auditctl' && /(?:^| )-(?:D|e 0)/.test(all)) ||
    (command.program === 'fdesetup' && all.startsWith('disable')) ||
    /^aa-(?:teardown|disable|complain)$/.test(command.program) ||
    (command.program === 'bcdedit' && /\/(?:set|delete)/i.test(all)) ||
    (command.program === 'vssadmin' && /delete/i.test(all));
  if (off) yield change('protection-off', literal(command.program));
}

export const specs: readonly Spec[] = [
  {
    names: ['shutdown', 'reboot', 'halt', 'poweroff', 'pm-suspend', 'pm-hibernate'],
    syntax: {
      value: '-t',
      flags: '-h -r -H -P -c -k -f -n -p -w --show --no-wall --force --wtmp-only --halt --poweroff --reboot',
    },
    read: power,
  },
  { names: ['init', 'telinit'], read: init },
  {
    names: ['systemctl'],
    syntax: {
      value:
        '-H --host -M --machine -t --type --state -p --property -P -s --signal --kill-whom --what --root --job-mode -n --lines -o --output --message --image --firmware-setup --boot-loader-menu',
      flags:
        '--user --system --now --no-block -q --quiet -f --force -a --all -r --recursive --no-pager --no-ask-password --runtime --global -l --full --failed --wait --no-wall --no-legend',
    },
    read: systemctl,
  },
  { names: ['service', 'rc-service', 'update-rc.d', 'chkconfig', 'invoke-rc.d', 'svcadm.d'], read: service },
  {
    names: ['rc-update', 'sv', 'svcadm', 'initctl', 'supervisorctl'],
    read: (command) =>
      verbFirst(command, /^(?:del|delete|down|force-stop|stop|disable|exit|shutdown|remove)$/, 'service-stop'),
  },
  {
    names: ['stop'],
    read: (command) =>
      verbFirst({ ...command, operands: [literal('stop'), ...command.operands] }, /^stop$/, 'service-stop'),
  },
  { names: ['launchctl'], read: launchctl },
  { names: ['loginctl'], read: (command) => verbFirst(command, /^(?:terminate|kill)-/, 'service-stop') },
  {
    names: ['pm2'],
    *read(command): Generator<Finding> {
      const [verb, target = literal('all')] = command.operands;
      const act = verb === undefined ? '' : (textOf(verb) ?? '');
      // One application by its name is one's own; everything, and the daemon with it, may be others' as well.
      if (act === 'kill' || (/^del(?:ete)?$/.test(act) && textOf(target) === 'all'))
        yield { kind: 'process.kill', selector: 'name', target, signal: 'TERM' };
    },
  },
  {
    // `getent shadow` prints /etc/shadow (getent(1)).
    names: ['getent'],
    *read(command, context): Generator<Finding> {
      const [database] = command.operands;
      if (database !== undefined && /^g?shadow$/.test(textOf(database) ?? ''))
        yield fileRead(context, literal(`/etc/${textOf(database) ?? ''}`));
    },
  },
  { names: ['crontab'], syntax: { value: '-u -s', flags: '-e -l -r -d -i -n -T' }, read: crontab },
  {
    names: ['atrm'],
    read: (command) =>
      verbFirst({ ...command, operands: [literal('atrm'), ...command.operands] }, /^atrm$/, 'schedule-remove'),
  },
  {
    names: ['iptables', 'ip6tables', 'iptables-legacy', 'iptables-nft', 'ip6tables-legacy', 'ebtables', 'arptables'],
    syntax: {
      value: '-t --table -A -D -I -R -N -E -j -p -s -d -i -o -m',
      flags: '-F --flush -X --delete-chain -Z -L -S -n -v -P --policy',
    },
    read: iptables,
  },
  { names: ['nft', 'ufw', 'firewall-cmd', 'pfctl', 'netsh', 'ipset'], read: firewall },
  {
    names: [
      'userdel',
      'deluser',
      'groupdel',
      'delgroup',
      'dscl',
      'passwd',
      'usermod',
      'useradd',
      'adduser',
      'groupmod',
      'gpasswd',
      'chpasswd',
      'chage',
      'chsh',
      'visudo',
      'vipw',
    ],
    syntax: {
      value: '-g -G -d --home -s --shell -u --uid -c --comment -e -f -p --password -l -L',
      flags: '-r --remove -m -M -S --status -a -D',
    },
    read: users,
  },
  {
    names: ['mount', 'umount', 'swapoff', 'swapon', 'losetup', 'pivot_root'],
    syntax: {
      value: '-t --types -o --options -L -U -O --source --target',
      flags: '-a --all -l --list -f -v -r -w -n -s --summary --show --bind --rbind --move',
    },
    read: mounts,
  },
  {
    names: ['sysctl'],
    syntax: { value: '-f -r --pattern', flags: '-w --write -p --load -a --all -n -e -q --system -N' },
    read: sysctl,
  },
  {
    names: ['modprobe', 'rmmod', 'insmod', 'kexec', 'depmod', 'kextload', 'kextunload'],
    syntax: { value: '-C --config -d --dirname -S' },
    read: modules,
  },
  {
    names: [
      'setenforce',
      'csrutil',
      'spctl',
      'auditctl',
      'fdesetup',
      'aa-teardown',
      'aa-disable',
      'aa-complain',
      'bcdedit',
      'vssadmin',
    ],
    read: protection,
  },
  {
    names: ['hostnamectl', 'timedatectl', 'localectl'],
    read: (command) => verbFirst(command, /^(?:set-.*|hostname)$/, 'kernel'),
  },
];
