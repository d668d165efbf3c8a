import { dropPrefix, literal, prefixOf, textOf, type Remote, type Word } from '../../word.ts';
import type { Command } from '../argv.ts';
import type { Finding, Spec } from '../spec.ts';
import { asksForHelp, given } from './_table.ts';

/** The base name of a module: `ansible.builtin.file` is `file`. */
function moduleOf(command: Command): string {
  const name = textOf(command.value('-m', '--module-name') ?? literal('command')) ?? '';
  return name.slice(name.lastIndexOf('.') + 1);
}

/** The value of `key=…` in the module's arguments, or of its JSON form. */
function argument(text: string, key: string): string | undefined {
  const found = new RegExp(`(?:^|[\\s{,"'])${key}["']?\\s*[=:]\\s*["']?([^"'\\s,}]+)`).exec(text);
  return found?.[1];
}

/** Modules whose `state=absent` removes what nobody can make again. */
const replaceable =
  /^(?:package|apt|yum|dnf|pip|npm|gem|apk|homebrew|service|systemd|lineinfile|blockinfile|docker_image|docker_container|k8s_pod)$/;

/**
 * Ad-hoc Ansible (ansible(1)): one module on every host of a pattern.
 * `--check` makes no changes, but the raw and script modules run all the same (Ansible documentation, "Validating tasks: check mode").
 */
function* read(command: Command): Iterable<Finding> {
  if (asksForHelp(command) || command.has('--list-hosts', '--version') === 'yes') return;
  const [hosts = literal('')] = command.operands;
  const name = moduleOf(command);
  const args: Word = command.value('-a', '--args') ?? literal('');
  const text = textOf(args) ?? prefixOf(args);
  const onlyChecks = given(command, '-C --check') === 'yes';
  const local = /^(?:localhost|127\.0\.0\.1),?$/.test(textOf(hosts) ?? '');
  const remote: Remote | undefined = local ? undefined : { kind: 'ssh', ephemeral: false, mounts: [] };
  const where = remote === undefined ? {} : { remote };
  switch (name) {
    case 'command':
    case 'shell':
    case 'raw':
      if (onlyChecks && name !== 'raw') return;
      if (text !== '' || args.parts.length > 0)
        yield { kind: 'code', language: 'bash', text: withoutOptions(args), via: `ansible ${name}`, ...where };
      return;
    case 'script':
      yield { kind: 'run', argv: [literal('bash'), args], via: 'ansible script', ...where };
      return;
    case 'reboot':
      if (!onlyChecks) yield { kind: 'run', argv: [literal('reboot')], via: 'ansible', ...where };
      return;
  }
  if (onlyChecks) return;
  const state = argument(text, 'state');
  const unknown = textOf(args) === undefined && state === undefined;
  if (
    state === 'absent' ||
    state === 'terminated' ||
    state === 'purged' ||
    (unknown && name !== 'ping' && name !== 'setup' && name !== 'debug')
  )
    yield {
      kind: 'infra.change',
      provider: 'ansible',
      action: 'delete',
      object: name,
      target: hosts,
      irreversible: unknown ? 'unknown' : replaceable.test(name) ? 'no' : 'yes',
      approved: 'yes',
      planned: 'no',
    };
  else if (state === 'stopped' || state === 'restarted')
    yield {
      kind: 'infra.change',
      provider: 'ansible',
      action: 'stop',
      object: name,
      target: hosts,
      irreversible: 'no',
      approved: 'yes',
      planned: 'no',
    };
}

/** `chdir=…`, `creates=…` and the like stand in front of a command module's command line. */
function withoutOptions(args: Word): Word {
  const prefix = prefixOf(args);
  const options = /^(?:(?:chdir|creates|removes|executable|warn|stdin)=\S+\s+)+/.exec(prefix);
  const rest = options === null ? args : dropPrefix(args, options[0].length);
  return prefixOf(rest).startsWith('cmd=') ? dropPrefix(rest, 4) : rest;
}

export const specs: readonly Spec[] = [
  {
    names: ['ansible'],
    syntax: {
      value:
        '-m --module-name -a --args -i --inventory --inventory-file -l --limit -u --user -e --extra-vars -f --forks -B --background -P --poll ' +
        '-t --tree --playbook-dir -M --module-path -c --connection -T --timeout --private-key --key-file --ssh-common-args --ssh-extra-args ' +
        '--become-method --become-user --vault-id --vault-password-file --task-timeout',
      flags:
        '-o --one-line -b --become -C --check -D --diff -K -k -v -vv -vvv --list-hosts --version -J --syntax-check',
    },
    read,
  },
];
