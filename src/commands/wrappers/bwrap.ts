import { textOf, type Word } from '../../word.ts';
import type { Command } from '../argv.ts';
import type { Finding, Spec } from '../spec.ts';

/** How many words an option takes (bwrap(1)); those that are not named take none. */
const taken: Readonly<Record<1 | 2 | 3, string>> = {
  1: ' --args --argv0 --userns --userns2 --pidns --uid --gid --hostname --chdir --unsetenv --lock-file --sync-fd --exec-label --file-label --proc --dev --tmpfs --mqueue --dir --seccomp --add-seccomp-fd --block-fd --userns-block-fd --info-fd --json-status-fd --cap-add --cap-drop --perms --size --remount-ro --overlay-src --tmp-overlay --ro-overlay ',
  2: ' --bind --bind-try --dev-bind --dev-bind-try --ro-bind --ro-bind-try --bind-fd --ro-bind-fd --setenv --file --bind-data --ro-bind-data --symlink --chmod ',
  3: ' --overlay ',
};

/** `bwrap` runs a program in a view of this file system that its options put together. */
function* bwrap({ words }: Command): Generator<Finding> {
  let cwd: Word | undefined;
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at];
    const text = word === undefined ? undefined : textOf(word);
    if (text?.startsWith('-') !== true || text === '--') {
      const argv = words.slice(text === '--' ? at + 1 : at);
      if (argv.length > 0) yield { kind: 'run', argv, via: 'bwrap', ...(cwd === undefined ? {} : { cwd }) };
      return;
    }
    const count = ([1, 2, 3] as const).find((many) => taken[many].includes(` ${text} `)) ?? 0;
    if (text === '--chdir') cwd = words[at + 1];
    at += count;
  }
}

export const specs: readonly Spec[] = [{ names: ['bwrap'], syntax: { style: 'posix' }, read: bwrap }];
