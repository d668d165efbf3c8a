import { literal, textOf, type Word } from '../../word.ts';
import type { Command } from '../argv.ts';
import type { Finding, Spec } from '../spec.ts';
import { namesProduction } from '../../production-name.ts';

const looks = [
  '-C',
  '--check',
  '--syntax-check',
  '--list-hosts',
  '--list-tasks',
  '--list-tags',
  '--version',
  '-h',
  '--help',
];

/** ansible-playbook(1): it changes every host of the inventory; `--check` and the lists change none. */
function* read(command: Command): Iterable<Finding> {
  if (command.has(...looks) === 'yes' || command.operands.length === 0) return;
  const inventory = command.values('-i', '--inventory', '--inventory-file');
  const named: Word[] = [...inventory, ...command.values('-l', '--limit', '-e', '--extra-vars'), ...command.operands];
  const connection = textOf(command.value('-c', '--connection') ?? literal(''));
  const local =
    inventory.length > 0 && inventory.every((word) => /^(?:localhost|127\.0\.0\.1),?$/.test(textOf(word) ?? ''));
  if (connection === 'local' || local) return;
  const production = namesProduction(...named);
  const environment =
    named.find((word) => namesProduction(word) === 'yes') ?? inventory[0] ?? command.operands[0] ?? literal('');
  yield { kind: 'deploy.release', tool: 'ansible-playbook', environment, production, what: 'service' };
  for (const word of command.values('-e', '--extra-vars'))
    if (/\bstate["']?\s*[=:]\s*["']?(?:absent|terminated|purged)\b/.test(textOf(word) ?? ''))
      yield {
        kind: 'infra.change',
        provider: 'ansible',
        action: 'delete',
        object: '',
        target: environment,
        irreversible: 'yes',
        approved: 'yes',
        planned: 'no',
      };
}

export const specs: readonly Spec[] = [
  {
    names: ['ansible-playbook', 'ansible-navigator'],
    syntax: {
      value:
        '-i --inventory --inventory-file -l --limit -e --extra-vars -u --user -t --tags --skip-tags --start-at-task -f --forks -M --module-path -c --connection -T --timeout --private-key --key-file --ssh-common-args --ssh-extra-args --become-method --become-user --vault-id --vault-password-file --become-password-file',
      flags:
        '-C --check -D --diff -b --become -K -k -v -vv -vvv -vvvv --step --flush-cache --force-handlers --syntax-check --list-hosts --list-tasks --list-tags --version -J',
    },
    read,
  },
];
