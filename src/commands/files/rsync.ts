import { dropPrefix, literal, prefixOf, textOf, wordOf, type Truth, type Word } from '../../word.ts';
import type { Command } from '../argv.ts';
import type { Context, Finding, Spec } from '../spec.ts';
import { fileRead, given, remotePath, treeRead } from './_words.ts';

/** `host:path`, `user@host:path`, `rsync://host/path`; `undefined` for a local path. */
function remoteSide(word: Word): { readonly host: Word; readonly path: Word } | undefined {
  const prefix = prefixOf(word);
  const url = /^(?:rsync|scp|sftp|ssh):\/\/([^/]+)\/?/.exec(prefix);
  if (url !== null)
    return {
      host: literal((url[1] ?? '').replace(/^.*@/, '').replace(/:\d+$/, ''), word.span),
      path: dropPrefix(word, url[0].length),
    };
  const host = /^([^/:]+)::?/.exec(prefix);
  if (host !== null && !/^[A-Za-z]$/.test(host[1] ?? ''))
    return { host: literal((host[1] ?? '').replace(/^.*@/, ''), word.span), path: dropPrefix(word, host[0].length) };
  // `$HOST:path`: the host is not known, but there is one.
  const [first, second] = word.parts;
  if (typeof first !== 'string' && first !== undefined && typeof second === 'string' && second.startsWith(':'))
    return { host: wordOf([first], word.span), path: wordOf(word.parts.slice(2), word.span) };
  if (
    typeof first === 'string' &&
    first.endsWith('@') &&
    typeof word.parts[2] === 'string' &&
    word.parts[2].startsWith(':')
  )
    return {
      host: wordOf(word.parts.slice(1, 2), word.span),
      path: wordOf([word.parts[2].slice(1), ...word.parts.slice(3)], word.span),
    };
  return undefined;
}

/** Files go from the first operands to the last, either of which may be on another machine. */
function* transfer(command: Command, context: Context, recursive: Truth): Generator<Finding> {
  const sources = command.operands.slice(0, -1);
  const destination = command.operands.at(-1);
  if (destination === undefined || sources.length === 0) return;
  const there = remoteSide(destination);
  const local = sources.filter((source) => remoteSide(source) === undefined);
  for (const source of local)
    yield recursive === 'no' ? fileRead(context, source) : treeRead(context, source, recursive);
  if (there === undefined) {
    const [only] = local;
    const source =
      only !== undefined && local.length === sources.length && local.length === 1 ? { source: context.path(only) } : {};
    yield {
      kind: 'file.write',
      path: context.path(destination),
      how: 'overwrite',
      recursive: recursive === 'no' ? 'no' : 'yes',
      ...source,
    };
  } else {
    yield {
      kind: 'network.request',
      url: destination,
      host: there.host,
      method: command.program,
      sends: 'yes',
      sources: local.map((source) => context.path(source)),
      texts: [],
      carriesSecret: 'no',
    };
  }
  for (const source of sources) {
    const from = remoteSide(source);
    if (from !== undefined)
      yield {
        kind: 'network.request',
        url: source,
        host: from.host,
        method: command.program,
        sends: 'no',
        sources: [],
        texts: [],
        carriesSecret: 'no',
      };
  }
}

function* rsync(command: Command, context: Context): Generator<Finding> {
  const shell = command.value('-e', '--rsh');
  const shellText = shell === undefined ? undefined : textOf(shell);
  // The remote shell is a command line of its own (rsync(1), -e); ssh is the ordinary one.
  if (shell !== undefined && !/^(?:\S*\/)?ssh(?:\s+-[^o]\S*(?:\s+\S+)?|\s+-o\s*\S+)*\s*$/.test(shellText ?? ''))
    yield { kind: 'code', language: 'bash', text: shell, via: 'rsync -e' };
  const list = command.value('--files-from', '--include-from', '--exclude-from');
  if (list !== undefined && textOf(list) !== '-') yield fileRead(context, list);
  if (command.has('-n', '--dry-run', '--list-only', '--help', '--version') === 'yes') return;
  const recursive = given(command, '-a', '--archive', '-r', '--recursive');
  yield* transfer(command, context, recursive);
  const destination = command.operands.at(-1);
  const deletes = given(
    command,
    '--delete',
    '--del',
    '--delete-before',
    '--delete-during',
    '--delete-delay',
    '--delete-after',
    '--delete-excluded',
    '--delete-missing-args',
  );
  if (destination !== undefined && command.operands.length > 1 && deletes !== 'no') {
    const there = remoteSide(destination);
    yield {
      kind: 'file.delete',
      path: there === undefined ? context.path(destination) : remotePath(there.path),
      recursive: deletes,
      how: 'sync',
      filtered: 'no',
    };
  }
  if (command.has('--remove-source-files', '--remove-sent-files') === 'yes')
    for (const source of command.operands.slice(0, -1))
      if (remoteSide(source) === undefined)
        yield { kind: 'file.delete', path: context.path(source), recursive, how: 'move', filtered: 'no' };
}

export const specs: readonly Spec[] = [
  {
    names: ['rsync', 'grsync'],
    syntax: {
      value:
        '-e --rsh --rsync-path --exclude --include --filter -f --exclude-from --include-from --files-from --backup-dir --suffix --chmod --chown --usermap --groupmap --block-size -B --modify-window -@ --timeout --contimeout --compare-dest --copy-dest --link-dest --compress-level --skip-compress --log-file --log-file-format --password-file --bwlimit --partial-dir -T --temp-dir --max-delete --max-size --min-size --port --sockopts --out-format --outbuf -M --remote-option --iconv --checksum-choice --stop-after --stop-at --address --protocol --debug --info',
      flags:
        '-a --archive -r --recursive -R --relative -u --update -l --links -L --copy-links -p --perms -o --owner -g --group -t --times -D -v --verbose -q --quiet -c --checksum -z --compress -h --human-readable -P --partial --progress -n --dry-run -W --whole-file -x --one-file-system -S --sparse -H --hard-links -A --acls -X --xattrs -b --backup -i --itemize-changes -I --ignore-times -O -J -k -K -m --prune-empty-dirs -0 --from0 -C --cvs-exclude -E --executability -F -4 -6 -8 -s -y -d --dirs --delete --del --delete-before --delete-during --delete-delay --delete-after --delete-excluded --delete-missing-args --ignore-errors --force --inplace --append --existing --ignore-existing --remove-source-files --list-only --stats --numeric-ids --delay-updates --safe-links --help --version --mkpath',
    },
    read: rsync,
  },
];
