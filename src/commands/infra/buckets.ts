import { literal, prefixOf, type Word } from '../../word.ts';
import type { Finding, Spec } from '../spec.ts';
import { findings, given, table, type Matched, type Row } from './_table.ts';
import { bucketOf, download, isElsewhere, pruned, upload } from './_transfer.ts';

interface Transfer {
  /** Options that delete at the destination what the source does not have; `always` where the verb itself does. */
  readonly prunes?: string;
  /** The source is removed afterwards. */
  readonly moves?: boolean;
}

/** Whether an operand lies elsewhere, by the program's own way to write locations. */
type Locate = (word: Word) => boolean;

/** A copy whose last operand is the destination. */
function transfer(elsewhere: Locate, { prunes = '', moves = false }: Transfer = {}): Row {
  return function* (matched: Matched): Iterable<Finding> {
    const { command, context, operands } = matched;
    const to = operands.at(-1);
    const from = operands.slice(0, -1);
    if (to === undefined || from.length === 0) return;
    const deleting = prunes === 'always' ? 'yes' : prunes === '' ? 'no' : given(command, prunes);
    const local = from.filter((word) => !elsewhere(word));
    if (elsewhere(to)) {
      if (local.length > 0)
        yield upload(context, to, bucketOf(to) || prefixOf(to).split(/[:/]/)[0] || matched.provider, local);
      if (deleting !== 'no')
        yield* findings(prunes === 'always' ? 'remove objects' : 'lose objects', { ...matched, operands: [to] });
    } else {
      for (const source of from)
        if (elsewhere(source)) yield* download(context, source, bucketOf(source) || matched.provider, to, true);
      if (deleting !== 'no') yield pruned(context, to);
    }
    if (moves)
      for (const file of local)
        yield { kind: 'file.delete', path: context.path(file), recursive: 'yes', how: 'move', filtered: 'no' };
  };
}

const byScheme: Locate = (word) => isElsewhere(word);
const byColon: Locate = (word) => isElsewhere(word, true);

/** Deletes at a location that may also be a directory of this machine. */
function removal(elsewhere: Locate, recursive: boolean): Row {
  return function* (matched: Matched): Iterable<Finding> {
    for (const place of matched.operands)
      if (elsewhere(place))
        yield* findings(recursive ? 'lose objects' : 'remove object', { ...matched, operands: [place] });
      else
        yield {
          kind: 'file.delete',
          path: matched.context.path(place),
          recursive: recursive ? 'yes' : 'no',
          how: 'remove',
          filtered: 'unknown',
        };
  };
}

/** Prints objects, which a shell behind a pipe would run. */
function prints(elsewhere: Locate): Row {
  return ({ context, operands, provider }: Matched) =>
    operands
      .filter((word) => elsewhere(word))
      .flatMap((word) => download(context, word, bucketOf(word) || provider, literal('-'), false));
}

/** `rclone copyurl URL DEST`. */
function* fetches({ context, operands }: Matched): Iterable<Finding> {
  const [url, to] = operands;
  if (url !== undefined && to !== undefined && !byColon(to)) yield* download(context, url, bucketOf(url), to, false);
}

/** MinIO's aliases stand where a directory would: `play/bucket`; without its configuration a plain relative name may be either. */
const byAlias: Locate = (word) =>
  !/^(?:\.{0,2}\/|~|-$)/.test(prefixOf(word)) &&
  /^[\w-]+\//.test(`${prefixOf(word)}/`) &&
  !/\.\w{1,5}$/.test(prefixOf(word));

export const specs: readonly Spec[] = [
  table({
    names: ['rclone'],
    provider: 'rclone',
    preview: '-n --dry-run',
    help: '--help -h',
    syntax: {
      value:
        '--config --transfers --checkers --bwlimit --log-file --log-level --include --exclude --filter --filter-from --files-from --include-from ' +
        '--exclude-from --min-age --max-age --min-size --max-size --max-depth --backup-dir --suffix --retries --stats --rc-addr --tpslimit -c --contimeout --timeout --max-delete',
      flags:
        '-P --progress -v -vv --verbose -q --quiet --checksum -u --update --fast-list --ignore-existing -i --interactive --delete-excluded --no-traverse --size-only --delete-after --delete-before --delete-during --rmdirs --create-empty-src-dirs -L --copy-links',
      depth: 1,
    },
    rows: [
      {
        'copy|copyto': transfer(byColon),
        cat: prints(byColon),
        copyurl: fetches,
        rcat: (matched) => [upload(matched.context, matched.operands[0] ?? literal(''), 'rclone', [literal('-')])],
        'move|moveto': transfer(byColon, { moves: true }),
        'sync|bisync': transfer(byColon, { prunes: 'always' }),
        'delete|purge': removal(byColon, true),
        'deletefile|rmdir': removal(byColon, false),
        'rmdirs|dedupe|cleanup': (matched) => findings('remove objects', matched),
        'config show|dump|reveal': 'secret cloud',
        reveal: 'secret cloud',
        'config delete': 'nothing',
        link: 'access policy change',
      },
    ],
  }),
  table({
    names: ['mc', 'mcli'],
    provider: 'minio',
    syntax: {
      value:
        '--config-dir -C --limit-upload --limit-download --older-than --newer-than --attr --encrypt-key --region --expire',
      flags:
        '--json --quiet -q --no-color --debug --insecure --recursive -r --force --remove --overwrite --dangerous --versions --incomplete --dry-run --fake --watch -w -a',
      depth: 1,
    },
    preview: '--dry-run --fake',
    rows: [
      {
        rb: 'lose bucket',
        rm: ['lose objects if -r --recursive', 'remove object unless -r --recursive'],
        'cat|head': prints(byAlias),
        mirror: transfer(byAlias, { prunes: '--remove' }),
        'cp|put': transfer(byAlias),
        mv: transfer(byAlias, { moves: true }),
        pipe: (matched) => [upload(matched.context, matched.operands[0] ?? literal(''), 'minio', [literal('-')])],
        undo: 'lose objects',
        'anonymous|policy set*': 'access policy change',
        'share upload|download': 'access policy change',
        'version|ilm|retention|legalhold|replicate suspend|add|edit|rm|remove|set|clear|import': 'retention bucket',
        'ilm rule add|edit|rm|remove': 'retention bucket',
        'admin user|group|policy|accesskey|service-account add|create|remove|rm|disable|enable|attach|detach|edit':
          'access member change',
        'admin user svcacct|sts add|create|rm|remove|edit|disable': 'access key change',
        'admin service stop|restart': 'stop service',
        'admin decommission|rebalance start': 'lose pool',
        'admin bucket remote|quota rm|remove|clear': 'access protection change',
        'alias **': 'nothing',
      },
    ],
  }),
  table({
    names: ['s3cmd'],
    provider: 's3',
    preview: '-n --dry-run',
    syntax: {
      value:
        '-c --config --access_key --secret_key --region --host --host-bucket --exclude --include --rexclude --rinclude --acl-grant --acl-revoke -m --mime-type --add-header --storage-class --expiry-days',
      flags:
        '-r --recursive -f --force -P --acl-public --acl-private --delete-removed --no-progress --progress -v --verbose -q --quiet -d --debug --skip-existing -e --encrypt',
      depth: 1,
    },
    rows: [
      {
        rb: 'lose bucket',
        'del|rm': ['lose objects if -r --recursive', 'remove object unless -r --recursive'],
        'put|get': transfer(byScheme),
        sync: transfer(byScheme, { prunes: '--delete-removed' }),
        mv: 'nothing',
        'setacl|setpolicy|delpolicy|setownership|setblockpublicaccess': 'access policy change',
        'setlifecycle|dellifecycle|expire|setversioning|setobjectlegalhold|setobjectretention': 'retention bucket',
        signurl: 'access policy change',
        cfdelete: 'lose distribution',
      },
    ],
  }),
  table({
    names: ['s5cmd'],
    provider: 's3',
    preview: '--dry-run',
    syntax: {
      value: '--endpoint-url --numworkers --log --profile --credentials-file -r',
      flags: '--no-sign-request --json --stat',
      depth: 1,
    },
    rows: [
      {
        rb: 'lose bucket',
        rm: removal(byScheme, true),
        cat: prints(byScheme),
        'cp|pipe': transfer(byScheme),
        mv: transfer(byScheme, { moves: true }),
        sync: transfer(byScheme, { prunes: '--delete' }),
      },
    ],
  }),
  table({
    names: ['b2', 'b2v4'],
    provider: 'backblaze',
    preview: '--dry-run --dryRun',
    syntax: {
      value: '--threads --profile --exclude-regex --include-regex --keep-days --keepDays',
      flags: '-r --recursive --versions --delete --replace-newer --no-progress -q --quiet',
      depth: 1,
    },
    rows: [
      {
        'bucket delete': 'lose bucket',
        'delete-bucket': 'lose bucket',
        rm: ['lose objects if -r --recursive --versions', 'remove object unless -r --recursive --versions'],
        'delete-file-version|hide-file': 'remove object',
        'file delete-version|hide': 'remove object',
        'file upload': bucketUpload(1),
        'upload-file|upload-unbound-stream': bucketUpload(1),
        sync: transfer(byScheme, { prunes: '--delete' }),
        'bucket update': 'retention bucket',
        'update-bucket|update-file-retention|update-file-legal-hold': 'retention bucket',
        'key create': 'access key create',
        'create-key': 'access key create',
        'key delete': 'access key delete',
        'delete-key': 'access key delete',
        'replication-*|bucket notification-rule delete|update': 'retention bucket',
      },
    ],
  }),
];

/** b2 names the bucket first, then the file. */
function bucketUpload(at: number): Row {
  return ({ operands, context }: Matched) => {
    const file = operands[at];
    return file === undefined ? [] : [upload(context, operands[0] ?? literal(''), 'backblazeb2.com', [file])];
  };
}
