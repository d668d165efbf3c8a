import type { Host } from '../host.ts';
import { programFor, registrationOf } from './registration.ts';
import { readReceipt, writeReceipt } from './receipt.ts';
import { scopeOf, whereAmI } from './scope.ts';
import {
  formatLike,
  linkedFile,
  modeOf,
  newDenyRules,
  readSettings,
  settingsPath,
  withRegistration,
} from './settings.ts';
import { readArguments } from './usage.ts';

export const help = `Usage: blastgate init [--user | --project | --local] [--dry-run]

Registers the gate as a PreToolUse hook of Claude Code, with deny rules for secrets as a second line. The native form
is registered where it is installed and denies a canary, else the Node form; --project registers the Node form.

  --user       ~/.claude/settings.json (the default)
  --project    .claude/settings.json of this repository, through the package installed in it
  --local      .claude/settings.local.json of this repository
  --dry-run    print what the file would hold; write nothing

What is in the file stays; the file it replaces is kept beside it as settings.json.blastgate-backup.
Exit code: 0 done or already so, 1 refused, 64 usage.
`;

function refused(host: Host, why: string): number {
  host.writeStderr(`blastgate init: ${why}\n`);
  return 1;
}

/** Registers the hook; doing it twice changes nothing. */
export function run(args: readonly string[], host: Host): number {
  const options = readArguments(args, { flags: ['--user', '--project', '--local', '--dry-run', '--help'], values: [] });
  if (options.flags.has('--help')) {
    host.writeStdout(help);
    return 0;
  }
  const scope = scopeOf(options);
  const here = whereAmI(host);
  const { home, project } = here;
  const path = linkedFile(settingsPath(scope, home, project), host);
  const settings = readSettings(path, host);
  if (settings.kind === 'broken')
    return refused(host, `${path} ${settings.why}; correct it first, nothing was changed`);
  const found = programFor(scope, here, host);
  if ('why' in found) return refused(host, found.why);
  const registration = registrationOf(found, host);
  const before = settings.kind === 'parsed' ? settings.text : undefined;
  const value = settings.kind === 'parsed' ? settings.value : {};
  const after = formatLike(withRegistration(value, registration), before);
  if (options.flags.has('--dry-run')) {
    host.writeStdout(after);
    return 0;
  }
  if (after === before) {
    host.writeStdout(`Already registered in ${path}\n`);
    return 0;
  }
  const earlier = readReceipt(path, home, host);
  const added = [...new Set([...(earlier?.deny ?? []), ...newDenyRules(value, registration.deny)])];
  host.makeDirectory(path.slice(0, path.lastIndexOf('/')), 0o755);
  if (before !== undefined) {
    const backup = host.writeFileAtomic(`${path}.blastgate-backup`, before, 0o600);
    if (backup.kind === 'failed')
      return refused(host, `cannot write a backup beside ${path} (${backup.code}); nothing was changed`);
  }
  const original = earlier !== undefined && earlier.after === before ? earlier.before : (before ?? null);
  writeReceipt(path, { deny: added, before: original, after }, home, host);
  const written = host.writeFileAtomic(path, after, modeOf(path, host));
  if (written.kind === 'failed') return refused(host, `cannot write ${path} (${written.code})`);
  const form = found.form === 'native' ? `It is the native form, ${found.file}\n` : '';
  host.writeStdout(`Registered in ${path}\n${form}Run \`blastgate doctor\` to see a denial come back through it.\n`);
  return 0;
}
