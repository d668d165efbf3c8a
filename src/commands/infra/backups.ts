import type { Spec } from '../spec.ts';
import { table } from './_table.ts';

export const specs: readonly Spec[] = [
  table({
    names: ['restic', 'rustic'],
    provider: 'restic',
    // restic forget --help: "-n, --dry-run  do not delete anything, just print what would be done".
    preview: '-n --dry-run',
    help: '--help -h',
    syntax: {
      value:
        '-r --repo --repository-file -p --password-file --password-command -o --option --cache-dir --cacert --limit-upload --limit-download --key-hint ' +
        '-l --keep-last -H --keep-hourly -d --keep-daily -w --keep-weekly -m --keep-monthly -y --keep-yearly --keep-within --keep-tag --host --tag --path -g --group-by --max-unused --max-repack-size -t --target',
      flags:
        '-q --quiet -v --verbose --json --no-cache --no-lock --prune --unsafe-allow-remove-all -c --compact --cleanup-cache',
      depth: 1,
    },
    rows: [
      {
        'forget|prune': 'backup snapshot',
        rewrite: 'backup snapshot if --forget',
        'repair|rebuild-index|recover': 'nothing',
        'key remove': 'access key delete',
        'key add|passwd': 'access key change',
        unlock: 'nothing',
      },
    ],
  }),
  table({
    names: ['borg', 'borg2'],
    provider: 'borg',
    preview: '-n --dry-run',
    syntax: {
      value:
        '-r --repo --rsh --remote-path --lock-wait --umask --keep-within -H --keep-hourly -d --keep-daily -w --keep-weekly -m --keep-monthly -y --keep-yearly -P --prefix -a --glob-archives --sort-by --first --last',
      flags: '--list --stats -s --force -v --verbose -p --progress --info --debug --cache-only --save-space',
      depth: 1,
    },
    rows: [
      {
        'delete|prune|rdelete|repo-delete': 'backup archive',
        recreate: 'backup archive',
        compact: 'retention repository',
        config: 'retention repository',
        'key change-passphrase|import': 'access key change',
        'key export': 'secret vault',
        'break-lock': 'nothing',
      },
    ],
  }),
  table({
    names: ['borgmatic'],
    provider: 'borg',
    preview: '-n --dry-run',
    syntax: { value: '-c --config --repository --archive -v --verbosity', depth: 1 },
    rows: [{ 'prune|delete|repo-delete|rdelete': 'backup archive', compact: 'retention repository' }],
  }),
  table({
    names: ['duplicity'],
    provider: 'duplicity',
    preview: '--dry-run',
    syntax: {
      value: '--name --archive-dir --encrypt-key --sign-key --log-file --tempdir',
      flags: '--force --no-encryption',
      depth: 1,
    },
    // Without --force duplicity only lists what it would remove (duplicity(1), "remove-older-than").
    rows: [
      {
        'remove-older-than|remove-all-but-n-full|remove-all-inc-of-but-n-full': 'backup archive if --force',
        cleanup: 'backup archive if --force',
      },
    ],
  }),
  table({
    names: ['kopia'],
    provider: 'kopia',
    preview: '--dry-run',
    syntax: { value: '--config-file --password', flags: '--delete --all --no-delete', depth: 2 },
    rows: [
      {
        'snapshot delete': 'backup snapshot',
        'snapshot expire': 'backup snapshot if --delete',
        'policy set|delete|remove|rm': 'retention policy',
        'blob|content|index|manifest delete|rm|drop|rewrite': 'backup snapshot',
        'maintenance set': 'retention repository',
      },
    ],
  }),
  table({
    names: ['wal-g', 'wal-e'],
    provider: 'wal-g',
    syntax: { value: '--config', flags: '--confirm --no-confirm', depth: 2 },
    // wal-g delete is a dry run without --confirm (https://github.com/wal-g/wal-g/blob/master/docs/README.md, "delete").
    rows: [
      { 'delete garbage|retain|before|everything|target': 'backup archive if --confirm', 'st rm': 'backup archive' },
    ],
  }),
  table({
    names: ['pgbackrest'],
    provider: 'pgbackrest',
    syntax: { value: '--stanza --config --repo', depth: 1 },
    rows: [
      {
        expire: 'backup archive unless --dry-run',
        'stanza-delete': 'backup archive',
        'repo-rm': 'backup archive',
        restore: 'lose database',
      },
    ],
  }),
  table({
    names: ['barman'],
    provider: 'barman',
    syntax: { value: '-c --config', depth: 1 },
    rows: [{ delete: 'backup archive', keep: 'retention archive' }],
  }),
  table({
    names: ['tmutil'],
    provider: 'time-machine',
    syntax: { depth: 1, value: '-d -t -p' },
    rows: [
      {
        'delete|deletelocalsnapshots|thinlocalsnapshots|deleteinprogress': 'backup snapshot',
        'disable|removedestination|addexclusion|setdestination|disablelocal': 'retention schedule',
      },
    ],
  }),
  table({
    names: ['snapper'],
    provider: 'snapper',
    syntax: { value: '-c --config', depth: 1 },
    rows: [
      {
        'delete|remove|rm|delete-config': 'backup snapshot',
        'set-config': 'retention schedule',
        'undochange|rollback': 'lose changes',
      },
    ],
  }),
  table({
    names: ['timeshift'],
    provider: 'timeshift',
    syntax: { value: '--snapshot --snapshot-device --target --comments --tags' },
    rows: [{ '**': ['backup snapshot if --delete --delete-all'] }],
  }),
  table({
    // A dry run until told otherwise (https://github.com/ekristen/aws-nuke, "Usage").
    names: ['aws-nuke', 'azure-nuke', 'gcp-nuke'],
    provider: 'cloud',
    syntax: {
      value: '-c --config --profile --region --access-key-id --secret-access-key --session-token --log-level --project',
    },
    rows: [{ '**': 'destroy account if --no-dry-run' }],
  }),
  table({
    names: ['cloud-nuke'],
    provider: 'cloud',
    preview: '--dry-run',
    syntax: { value: '--config --region --older-than --resource-type --log-level', depth: 1 },
    rows: [{ 'aws|gcp|defaults-aws': 'destroy account' }],
  }),
];
